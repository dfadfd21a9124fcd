//! While a console is open, bank files that are put into the watched folder are taken (OCR-8).

use std::fs;
use std::path::PathBuf;

use super::common::{Site, text};
use super::harness::{Console, How};
use super::site::{second, site};

fn watched(site: &Site) -> (PathBuf, PathBuf) {
    let folder = site.dir.path().join("inn");
    fs::create_dir(&folder).unwrap();
    let settings = site.file(
        "settings.toml",
        format!("[exchange]\nfolder = {:?}\nsettle_seconds = 0\n", text(&folder)),
    );
    (folder, settings)
}

fn console(site: &Site, settings: &std::path::Path) -> Console {
    Console::start(
        site.dir.path(),
        How {
            open: Some("payments"),
            env: &[("FORDRING_SETTINGS", text(settings))],
            ..How::default()
        },
    )
}

#[test]
fn ocr_8_a_file_that_is_put_into_the_folder_is_imported_and_told_in_one_line() {
    let site = site();
    let (folder, settings) = watched(&site);
    fs::write(folder.join("ny\u{1b}[2J.ocr"), second()).unwrap();
    let before = site.payments().len();
    let mut c = console(&site, &settings);
    c.wait_for("kom av seg selv");
    // Any key takes the line away; the list has the new payments without being asked.
    c.keys("Down").wait_for("8 betalinger");
    assert!(site.payments().len() > before);
    assert!(folder.join("done").read_dir().unwrap().count() == 2);
    let log = site.json(&[
        "log",
        "list",
        "--json",
        "--filter",
        "kind:bank_file",
        "--sort",
        "id:desc",
        "--limit",
        "1",
    ]);
    assert_eq!(log[0]["operator"], "fordring");
    c.quit();
}

#[test]
fn a_refused_file_and_a_folder_that_is_gone_are_told_with_the_way_out() {
    let site = site();
    let (folder, settings) = watched(&site);
    fs::write(folder.join("notat.txt"), "hei").unwrap();
    let mut c = console(&site, &settings);
    c.wait_for("notat.txt kom av seg selv og ble avvist");
    c.quit();
    fs::remove_dir_all(&folder).unwrap();
    let mut c = console(&site, &settings);
    c.wait_for("kan ikke brukes");
    c.quit();
}
