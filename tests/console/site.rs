//! The site that every console test works on, made once through the command line and copied for each.

use std::fs::File;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use super::common::{ACCOUNT, PAYERS, Site, archived, kid, nobody, ocr, patched, pay, pay_from, text};
use super::harness::{Console, How};

/// Claims 101 to 116; two of them have two lines.
const CLAIMS: &[(u32, &str, &str, &str, &str, &str)] = &[
    (101, "M1001", "Berit Berg", "dues", "1000.00", "Hovedmedlem 2026"),
    (101, "M1001", "Berit Berg", "dues", "250.00", "Tidsskrift"),
    (102, "M1002", "Ola Dahl", "dues", "499.50", "Kontingent 2026"),
    (103, "M1003", "Åse Ødegård", "donation", "450.00", "Gave til hytta"),
    (104, "K2001", "Mallås Frakt AS", "order", "10000.00", "Ordre 14790"),
    (104, "K2001", "Mallås Frakt AS", "order", "2480.00", "Frakt"),
    (105, "M1005", "Kari Ås", "dues", "800.00", "Kontingent 2026"),
    (106, "M1006", "Per Strand", "dues", "500.00", "Kontingent 2026"),
    (107, "M1007", "Liv Moen", "dues", "500.00", "Kontingent 2026"),
    (108, "M1008", "Nils Haug", "dues", "500.00", "Kontingent 2026"),
    (109, "M1009", "Ida Lie", "other", "75.00", "Nøkkel til båthuset"),
    (110, "M1010", "Jon Vik", "dues", "500.00", "Kontingent 2026"),
    (111, "M1011", "Eli Sand", "dues", "500.00", "Kontingent 2026"),
    (112, "M1012", "Arne Rud", "dues", "1500.00", "Livsvarig medlem"),
    (113, "M1013", "Mona Bakke", "dues", "500.00", "Kontingent 2026"),
    (114, "M1014", "Odd Fjell", "dues", "500.00", "Kontingent 2026"),
    (115, "M1015", "Tor Eik", "dues", "500.00", "Kontingent 2026"),
    (116, "M1016", "Unni Hegg", "dues", "500.00", "Kontingent 2026"),
];

/// The claims table; due dates fall as numbers rise, so that nothing is sorted by chance.
fn table() -> String {
    let mut table = String::from("number,party,name,kind,reference,issued,due,amount,description,period\n");
    for (number, party, name, kind, amount, description) in CLAIMS {
        let (reference, day) = (kid(u64::from(*number)), 28 - (number - 101));
        table.push_str(&format!(
            "{number},{party},{name},{kind},{reference},2026-01-15,2099-03-{day:02},{amount},{description},2026\n"
        ));
    }
    table
}

/// Stored already: 102 paid, 105 paid short, a payment without a claim.
pub fn first() -> Vec<u8> {
    ocr(
        1,
        vec![pay(&kid(102), 49_950), pay_from(1, &kid(105), 30_000), nobody(&kid(77_777), 12_345)],
    )
}

/// Not stored yet: 101 and 106 exactly, 107 too much, 108 too little, a reference that belongs to nothing, money out.
pub fn second() -> Vec<u8> {
    ocr(
        2,
        vec![
            archived(&kid(101), 125_000, "512345001"),
            pay_from(1, &kid(106), 50_000),
            pay_from(2, &kid(107), 60_000),
            pay_from(1, &kid(108), 20_000),
            nobody(&kid(88_888), 9_900),
        ],
    )
}

fn made() -> Vec<u8> {
    let site = Site::bare();
    site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11", "--name", "Kontingent"]);
    site.claims(&table());
    site.stored("forste.ocr", &first());
    site.ok(&["claims", "annul", "109", "--comment", "Nøkkelen kom tilbake"]);
    site.ok(&["claims", "credit", "110", "--comment", "Meldt ut i fjor"]);
    site.check();
    assert_eq!(PAYERS.len(), 3);
    std::fs::read(&site.db).unwrap()
}

/// A site in a folder of its own with bank files in its import folder; the newest first in the browser.
pub fn site() -> Site {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    std::fs::write(&db, MADE.get_or_init(made)).unwrap();
    let folder = dir.path().join("import");
    std::fs::create_dir_all(folder.join("gamle")).unwrap();
    let wrong = {
        let bytes = second();
        let lines = super::common::lines(&bytes);
        let at = lines.iter().position(|line| line.starts_with("NY090088")).unwrap() + 1;
        patched(&bytes, at, 39, "1")
    };
    let files: [(&str, Vec<u8>); 5] = [
        ("ny.ocr", second()),
        ("feil-sum.ocr", wrong),
        ("forste.ocr", first()),
        ("notater.txt", b"Husk loddsalget.\n".to_vec()),
        ("tom.ocr", Vec::new()),
    ];
    for ((name, bytes), age) in files.into_iter().zip(1u64..) {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        touch(&path, age);
    }
    Site { dir, db }
}

/// Makes a file so many hours old.
fn touch(path: &Path, hours: u64) {
    let at = SystemTime::now() - Duration::from_secs(3600 * hours);
    File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
}

/// A console on a site as eva, 80×24.
pub fn console(site: &Site) -> Console {
    Console::start(site.dir.path(), How::default())
}

/// The same, on the claims list with its rows there.
pub fn claims(site: &Site) -> Console {
    opened(
        site,
        How {
            open: Some("claims"),
            ..How::default()
        },
    )
}

/// A console on the claims list, started as told.
pub fn opened(site: &Site, how: How<'_>) -> Console {
    let mut console = Console::start(site.dir.path(), how);
    console.wait_for("Unni Hegg");
    console
}

/// The path of a file in the import folder.
pub fn in_folder(site: &Site, name: &str) -> String {
    text(&site.dir.path().join("import").join(name)).to_owned()
}
