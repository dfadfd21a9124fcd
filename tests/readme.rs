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

#[test]
fn the_settings_of_the_readme_are_understood() {
    let readme = std::fs::read_to_string(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"))).unwrap();
    let blocks = readme.split("```toml\n").skip(1);
    let settings: String = blocks.map(|rest| rest.split_once("```").expect("they end").0).collect();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("settings.toml");
    std::fs::write(&path, settings).unwrap();
    let read = fordring::app::settings::Settings::load(&path).unwrap();
    assert_eq!(
        (read.pay.provider.as_deref(), read.sms.provider.as_str()),
        (Some("resurs"), "smstools")
    );
    assert!(!read.simulated());
    assert_eq!((read.exchange.fetch_at.len(), read.agreement.unit_id.as_str()), (2, "00131415"));
    // The gateways take what stands there, too.
    fordring::app::ports::Ports::open(&read, &dir.path().join("site.fordring"))
        .map(drop)
        .unwrap_or_else(|error| {
            assert!(error.to_string().contains("FORDRING_RESURS_SECRET"), "{error}");
        });
}
