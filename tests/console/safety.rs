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
    c.wait_for("Vis kolonne – 7 av 38").keys("Esc").wait_gone("Vis kolonne");
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
