//! What the README says is what the program does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[test]
fn the_readme_has_the_keys_of_every_command() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, rest) = readme
        .split_once("<!-- keys -->")
        .unwrap_or_else(|| panic!("README.md has no <!-- keys -->"));
    let (table, _) = rest
        .split_once("<!-- /keys -->")
        .unwrap_or_else(|| panic!("README.md has no <!-- /keys -->"));
    let wanted = fordring::tui::key_table();
    assert_eq!(table.trim(), wanted.trim(), "put this between the marks:\n{wanted}");
}
