#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fordring_fuzz::check_outgoing("betalingsservice", bytes));
