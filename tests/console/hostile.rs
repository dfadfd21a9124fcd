//! Names that would harm a terminal do nothing: on the screen, in the raw bytes, in the columns.

use super::common::{ACCOUNT, Site, kid, ocr, pay};
use super::harness::{Console, How};
use super::site::{opened, site};

/// Names that would harm a terminal that believed them, each with a piece that must survive.
const HOSTILE: &[(&str, &str)] = &[
    ("Kari\x1b[2J\x1b[31mRød", "Kari"),
    ("Ola\x1b]52;c;Zm9yZHJpbmc=\x07Utklipp", "Ola"),
    ("Liv\x1b]0;Tittel\x1b\\Ny", "Liv"),
    ("Per\u{9b}2JC1", "Per"),
    ("abc\u{202e}gnp.exe", "abc"),
    ("Iso\u{2066}lat\u{2069}", "Iso"),
    ("Nu\u{200b}ll\u{200b}bredde", "Nullbredde"),
    ("Tag\u{e0041}\u{e0042}\u{e007f}ger", "Tagger"),
    ("Linje\nskift", "Linje⏎skift"),
    ("Tab\tulator", "Tab ulator"),
    ("Fam 👩‍👩‍👧‍👦 🇳🇴 é", "Fam"),
    ("Za\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}lgo", "Za"),
    ("日本語の名前です", "日本語"),
    ("﷽ bredt", "bredt"),
    ("Bell\x07\x08\x7fe", "Bell"),
];

fn hostile() -> Site {
    let site = Site::bare();
    site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11"]);
    let mut table = String::from("number,party,name,kind,reference,issued,due,amount,description\n");
    let long = "Lang".repeat(60);
    let names = HOSTILE.iter().map(|(name, _)| *name).chain([long.as_str()]);
    for (name, number) in names.zip(301u32..) {
        let quoted = format!("\"{name}\"");
        let reference = kid(u64::from(number));
        table.push_str(&format!(
            "{number},M{number},{quoted},dues,{reference},2026-01-15,2099-01-01,100.00,{quoted}\n"
        ));
    }
    site.claims(&table);
    let folder = site.dir.path().join("import");
    std::fs::create_dir(&folder).unwrap();
    let name = "fil\x1b[31m\u{202e}\u{200b}rco.ocr";
    let mut payment = pay(&kid(301), 10_000);
    payment.kind = "21".to_owned();
    payment.reference = None;
    payment.text = Some("Hei på deg".to_owned());
    std::fs::write(folder.join(name), ocr(9, vec![payment])).unwrap();
    // Refused, with its line shown.
    std::fs::write(folder.join("feil.ocr"), b"NY000010\x1b[31m\x1b]52;c;QUJD\x07\x9b2J\r\n").unwrap();
    site
}

/// What may follow an escape: the sequences that the program itself writes. Everything else came from data.
pub fn assert_only_our_sequences(raw: &[u8]) {
    let text = String::from_utf8(raw.to_vec()).unwrap_or_else(|e| panic!("not UTF-8: {e}"));
    let modes = ["1049", "2004", "1000", "1002", "1003", "1015", "1006", "25", "2026"];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\x1b' {
            let harmful = letter.is_control() && !matches!(letter, '\r' | '\n');
            let hidden =
                matches!(letter, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' | '\u{feff}');
            assert!(!harmful && !hidden, "{letter:?} reached the terminal");
            continue;
        }
        assert_eq!(letters.next(), Some('['), "only CSI sequences are ours");
        let mut inside = String::new();
        let end = loop {
            match letters.next() {
                Some(c @ ('0'..='9' | ';' | '?')) => inside.push(c),
                Some(c) => break c,
                None => panic!("a sequence without an end: {inside}"),
            }
        };
        let ours = match (inside.strip_prefix('?'), end) {
            (Some(mode), 'h' | 'l') => modes.contains(&mode),
            // Colours 31 come as 38;5;n from the program; a bare one would be the name's.
            (None, 'm') => !matches!(inside.as_str(), "31" | "32"),
            (None, 'H') => true,
            (None, 'J') => inside == "2",
            _ => false,
        };
        assert!(ours, "ESC[{inside}{end} is not ours");
    }
}

/// How many times the screen was cleared as a whole.
fn clears(raw: &[u8]) -> usize {
    raw.windows(4).filter(|part| part == b"\x1b[2J").count()
}

#[test]
fn hostile_names_do_nothing_and_columns_stay_in_line() {
    let site = hostile();
    let how = How {
        size: (120, 36),
        lang: Some("en"),
        open: Some("claims"),
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait_for("1 of 16").wait_for("LangLang").settle();
    let cleared = clears(&c.raw());
    for (_, part) in HOSTILE {
        c.wait_for(part);
    }
    // Every row has its due date, amount and status in the same cells.
    let cells = |x: u16, y: u16, wide: u16| {
        c.terminal(|screen| {
            (x..x + wide)
                .map(|x| screen.cell(y, x).map_or_else(String::new, |cell| cell.contents().to_owned()))
                .collect::<String>()
        })
    };
    let top = c.y_of("Kari");
    let row: String = (0..120)
        .map(|x| if cells(x, top, 10) == "2099-01-01" { 'x' } else { ' ' })
        .collect();
    let due = u16::try_from(row.find('x').unwrap_or_else(|| panic!("no due date:\n{}", c.screen()))).unwrap();
    let edge = (1..due).find(|x| cells(*x, top, 1) == "│").unwrap();
    for y in top..top + 16 {
        assert_eq!(cells(due, y, 10), "2099-01-01", "row {y} is out of line:\n{}", c.screen());
        assert!(cells(due + 10, y, 30).contains("100.00"), "row {y}:\n{}", c.screen());
        assert!(
            cells(0, y, 1) == "│" && cells(edge, y, 1) == "│",
            "the menu's box is whole:\n{}",
            c.screen()
        );
    }
    // The claim, the dialog about it, and what is shown of files.
    c.keys("Enter")
        .wait_for("Claim 301")
        .wait_for("Kari")
        .keys("Ctrl+X")
        .wait_for("┌─ Annul")
        .keys("Esc")
        .wait_gone("┌─ Annul");
    c.keys("Alt+i").wait_for("feil.ocr").wait_for("fil").settle();
    let name = c.row_with("fil␛[31m");
    assert!(name.contains("OCR giro, new"), "the name is shown, its escape as a picture: {name}");
    let y = c.y_of("fil␛[31m");
    while !c.cursor_row_is(y) {
        c.keys("Down").settle();
    }
    c.keys("Enter").wait_for("Text payment").keys("Enter").wait_for("payments read");
    c.keys("Alt+p")
        .wait_for("Payments ›")
        .wait_cursor("15032080119")
        .keys("Enter")
        .wait_for("Payment 1")
        .wait_for("Hei");
    c.settle();
    c.keys("Alt+i").wait_for("feil.ocr").settle();
    let y = c.y_of("feil.ocr");
    while !c.cursor_row_is(y) {
        c.keys("Up").settle();
    }
    c.keys("Enter").wait_for("feil.ocr").wait_for("nothing was stored").settle();
    assert_eq!(clears(&c.raw()), cleared, "nothing cleared the screen");
    c.keys("Ctrl+Q");
    assert_eq!(c.ended(), 0);
    c.assert_given_back();
    assert_only_our_sequences(&c.raw());
}

#[test]
fn the_check_of_raw_bytes_would_find_what_it_looks_for() {
    assert_only_our_sequences("\x1b[?1049h\x1b[1;1H\x1b[38;5;6;49mæ\x1b[?1049l\x1b[?25h".as_bytes());
    for bad in [
        "\x1b]52;c;QUJD\x07",
        "\x1b[31m",
        "a\u{202e}b",
        "a\u{200b}b",
        "\x07",
        "\x1bc",
        "\x1b[?7l",
        "\u{9b}2J",
    ] {
        assert!(
            std::panic::catch_unwind(|| assert_only_our_sequences(bad.as_bytes())).is_err(),
            "{bad:?} goes unseen"
        );
    }
}

#[test]
fn two_consoles_and_a_hostile_operator_name() {
    let site = site();
    let how = How {
        operator: "eva\x1b[31m\u{202e}",
        open: Some("claims"),
        ..How::default()
    };
    let mut c = opened(&site, how);
    assert!(c.row_with("Fjellklubben").contains("eva␛[31m"), "{}", c.screen());
    c.keys("Ctrl+Q");
    assert_eq!(c.ended(), 0);
    assert_only_our_sequences(&c.raw());
}
