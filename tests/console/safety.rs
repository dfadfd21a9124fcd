//! The terminal is left whole: signals, sizes, random keys, bursts, no terminal at all.

use std::process::{Command, Stdio};

use super::common::program;
use super::harness::{Console, How};
use super::site::{claims, site};

#[test]
fn a_signal_ends_it_with_the_terminal_whole() {
    for (name, open) in [("TERM", "claims"), ("HUP", "import"), ("INT", "start")] {
        let site = site();
        let how = How {
            open: Some(open),
            ..How::default()
        };
        let mut c = Console::start(site.dir.path(), how);
        c.wait_for("Fjellklubben").wait_for("F9");
        assert!(c.terminal(|screen| screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()));
        c.signal(name);
        assert!(matches!(c.ended(), 0 | 143), "{name}");
        c.assert_given_back();
        site.check();
    }
}

#[test]
fn any_size_is_drawn_and_too_small_says_what_is_needed() {
    let site = site();
    let mut c = claims(&site);
    c.keys("Down Down").wait_cursor("114");
    c.settle();
    let before = c.screen();
    for (cols, rows) in [
        (1, 1),
        (20, 5),
        (500, 200),
        (2, 90),
        (59, 16),
        (60, 15),
        (200, 3),
        (60, 16),
        (100, 16),
        (99, 300),
        (3, 3),
    ] {
        c.resize(cols, rows);
    }
    c.resize(20, 5);
    c.wait("says which size is needed", |screen| {
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        words.contains("60 × 16") && words.contains("20 × 5")
    });
    for (cols, rows) in [(59, 16), (60, 15)] {
        c.resize(cols, rows);
        c.wait_for(&format!("{cols} × {rows}")).wait_for("60 × 16");
    }
    for (cols, rows, menu) in [(60, 16, false), (99, 24, false), (100, 24, true), (300, 90, true)] {
        c.resize(cols, rows);
        c.wait("the list is there again", |screen| {
            screen.contains("Odd Fjell") && screen.contains("┌─ Meny") == menu
        });
    }
    for size in 1..=60 {
        c.resize(size * 3, size);
    }
    c.resize(80, 24);
    c.wait("as it was", |screen| screen == before);
    // With something open on top as well.
    c.keys("F5").wait_for("Vis kolonne");
    for (cols, rows) in [(1, 1), (60, 16), (7, 2), (61, 17), (150, 50), (80, 24)] {
        c.resize(cols, rows);
    }
    c.wait_for("Vis kolonne – 7 av 28").keys("Esc").wait_gone("Vis kolonne");
    c.quit();
}

/// One thing a person, or a cat on the keyboard, may do.
fn anything(random: &mut fastrand::Rng) -> Vec<u8> {
    const KEYS: &[&str] = &[
        "\r",
        "\t",
        " ",
        "\x1b[27u",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[H",
        "\x1b[F",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[3~",
        "\x1b[1;2A",
        "\x1b[1;2B",
        "\x1b[1;3A",
        "\x1b[1;3B",
        "\x1bOP",
        "\x1b[12~",
        "\x1b[13~",
        "\x1b[14~",
        "\x1b[15~",
        "\x1b[18~",
        "\x1b[18;2~",
        "\x1b[20~",
        "\x1b[21~",
        "\x1b[24~",
        "\x1b[Z",
        "\x7f",
        "\x1bf",
        "\x1bp",
        "\x1bo",
        "\x1bu",
        "\x1bh",
        "\x1bi",
        "\x1bl",
        "\x1bm",
        "\x1b1",
        "\x1b4",
        "\x01",
        "\x05",
        "\x06",
        "\x07",
        "\x0b",
        "\x0c",
        "\x10",
        "\x12",
        "\x13",
        "\x14",
        "\x15",
        "\x17",
        "\x18",
        "\x19",
        "\x02",
        "\x03",
        "\x1a",
        "m",
        "v",
        "w",
        "s",
        "S",
        "/",
        "?",
        "p",
        "0",
        "d",
        "æ",
        "Ø",
        "é",
        "日",
        "👩‍🚀",
        "e\u{301}",
    ];
    match random.u8(0..100) {
        0..70 => KEYS[random.usize(..KEYS.len())].as_bytes().to_vec(),
        70..80 => {
            let letter = char::from_u32(random.u32(0x20..0x2fff)).unwrap_or('?');
            letter.to_string().into_bytes()
        }
        80..90 => {
            let button = [0, 1, 2, 32, 35, 64, 65][random.usize(..7)];
            let (x, y) = (random.u16(1..200), random.u16(1..70));
            format!("\x1b[<{button};{x};{y}{}", if random.bool() { 'M' } else { 'm' }).into_bytes()
        }
        90..96 => {
            let text: String = (0..random.usize(0..300))
                .filter_map(|_| char::from_u32(random.u32(0..0x30000)))
                .collect();
            // The end mark inside would end the paste, and what follows would be keys; that is the terminal's affair.
            format!("\x1b[200~{}\x1b[201~", text.replace('\x1b', "")).into_bytes()
        }
        _ => format!("\x1b[{};{}{}", random.u8(..), random.u8(..), random.alphabetic()).into_bytes(),
    }
}

#[test]
fn two_thousand_random_keys_pastes_and_clicks_leave_it_alive_and_the_books_whole() {
    for seed in [1, 20_261_122] {
        let site = site();
        let mut random = fastrand::Rng::with_seed(seed);
        let mut c = claims(&site);
        let sizes = [(80, 24), (120, 36), (60, 16), (20, 5)];
        for step in 0..1000 {
            let bytes = anything(&mut random);
            c.send(&bytes);
            if step % 100 == 99 {
                let (cols, rows) = sizes[random.usize(..sizes.len())];
                c.resize(cols, rows);
            }
            if step % 50 == 49 {
                // Not faster than it is read: each round is answered before the next.
                assert!(c.lives(), "seed {seed}, step {step}, after {bytes:?}:\n{}", c.screen());
                c.settle();
            }
        }
        c.resize(80, 24);
        // A half sequence swallows a key; then every layer is left.
        c.keys("Space");
        for _ in 0..8 {
            c.keys("Esc").settle();
        }
        // Something may be on its way to being stored: then leaving asks first.
        c.keys("Ctrl+Q").settle();
        if c.lives() {
            c.keys("Ctrl+Q Enter");
        }
        assert_eq!(c.ended(), 0, "seed {seed}");
        c.assert_given_back();
        site.check();
    }
}

#[test]
fn without_a_terminal_it_says_so_and_names_what_works() {
    let site = site();
    for lang in ["nb", "en"] {
        let out = program(&site.db).env("FORDRING_LANG", lang).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(said.contains("terminal") && said.contains("fordring claims list"), "{said}");
        assert!(out.stdout.is_empty(), "nothing is drawn");
    }
    // The same with a terminal for output only: keys could never come.
    let shell = format!("{} --as eva < /dev/null", env!("CARGO_BIN_EXE_fordring"));
    let out = Command::new("sh")
        .args(["-c", &shell])
        .env("FORDRING_DB", &site.db)
        .env("HOME", site.dir.path())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
}

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
fn assert_only_our_sequences(raw: &[u8]) {
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
    for y in top..top + 16 {
        assert_eq!(cells(due, y, 10), "2099-01-01", "row {y} is out of line:\n{}", c.screen());
        assert!(cells(due + 10, y, 30).contains("100.00"), "row {y}:\n{}", c.screen());
        assert!(
            cells(0, y, 1) == "│" && cells(27, y, 1) == "│",
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
        .wait_cursor("Text paym")
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

#[test]
fn a_burst_of_keys_is_read_to_its_end() {
    let site = site();
    for _ in 0..5 {
        let mut c = claims(&site);
        // More than one read takes, with the last key at its end; nothing comes after it that could wake the reader.
        let mut burst = b"\x1b[B\x1b[A".repeat(2000);
        burst.push(0x11);
        c.send(&burst);
        assert_eq!(c.ended(), 0);
        c.assert_given_back();
    }
}

#[test]
fn answers_that_nobody_asked_for_do_not_make_it_deaf() {
    let site = site();
    for bytes in [
        "\x1b[0;0R",
        "\x1b[1;0R",
        "\x1b[32;0;0M",
        "\x1b[<0;0;0M",
        "\x1b[M !!",
        "\x1b[M   ",
        "\x1b[?1;2c",
        "\x1b[0u",
        "\x1b[1114112u",
        "\x1b[;;u",
        "\x1b[0;0H",
        "\x1b[255;255~",
        "\x1b]11;rgb:0/0/0\x07",
        "\x1b_G\x1b\\",
        "\x1bP1$r\x1b\\",
    ] {
        let mut c = claims(&site);
        c.send(bytes.as_bytes());
        c.settle();
        c.keys("Esc Esc").settle();
        c.keys("Alt+p")
            .wait(&format!("it is deaf after {bytes:?}"), |screen| screen.contains("Betalinger ›"));
        c.quit();
    }
}
