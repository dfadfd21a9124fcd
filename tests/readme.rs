//! The README tells the truth: its key table is the registry's.
//!
//! `FORDRING_BLESS=1 cargo test --test readme` writes the table anew.

use std::path::Path;

const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "\n<!-- /keys -->";

#[test]
fn the_key_table_of_the_readme_is_the_registrys() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README has a key table");
    let (table, after) = rest.split_once(END).expect("the key table ends");
    let now = fordring::tui::key_table();
    if std::env::var_os("FORDRING_BLESS").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{now}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(table, now, "run FORDRING_BLESS=1 cargo test --test readme");
}
