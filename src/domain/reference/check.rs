//! Check digits of payment references and account numbers, over bytes that are known to be digits.

/// The check digit modulo 10 (Luhn): from the right weights 2, 1, 2, 1 …; the digits of the products are added
/// (`formats/no.md` 5, `formats/se.md` 2.1, `formats/dk.md` 11).
///
/// As a byte, `b'0'` to `b'9'`. Does not notice `09` swapped with `90`.
pub(super) fn mod10(base: &[u8]) -> u8 {
    let mut sum = 0_u32;
    for (place, byte) in base.iter().rev().enumerate() {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        let product = if place.is_multiple_of(2) { digit * 2 } else { digit };
        // A product has at most two digits, so that adding them is taking off nine.
        sum += if product > 9 { product - 9 } else { product };
    }
    digit_byte((10 - sum % 10) % 10)
}

/// The check character modulo 11: from the right weights 2, 3, 4, 5, 6, 7, 2 … (`formats/no.md` 5).
///
/// As a byte, `b'0'` to `b'9'`, or `b'-'` where the remainder is 1.
pub(super) fn mod11(base: &[u8]) -> u8 {
    let mut sum = 0_u32;
    let mut weight = 2;
    for byte in base.iter().rev() {
        sum += u32::from(byte.wrapping_sub(b'0')) * weight;
        weight = if weight == 7 { 2 } else { weight + 1 };
    }
    match sum % 11 {
        0 => b'0',
        1 => b'-',
        rest => digit_byte(11 - rest),
    }
}

/// The byte of a number below ten.
pub(super) fn digit_byte(digit: u32) -> u8 {
    char::from_digit(digit, 10).and_then(|c| u8::try_from(c).ok()).unwrap_or(b'0')
}
