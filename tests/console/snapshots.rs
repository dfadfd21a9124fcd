//! Every screen as it looks, in three sizes, and the main ones in five languages.

use super::desk::by_hand;
use super::harness::{Console, How};
use super::site::site;

/// The screen without what differs from day to day and from machine to machine: days, times, folders. Widths stay.
fn settled(console: &Console) -> String {
    let rows: Vec<String> = console.rows().iter().map(|row| without_chance(&settle(row))).collect();
    rows.join("\n")
}

fn settle(row: &str) -> String {
    let letters: Vec<char> = row.chars().collect();
    let shape = |from: usize, pattern: &str| {
        pattern.chars().enumerate().all(|(at, wanted)| {
            let found = letters.get(from + at);
            match wanted {
                '0' => found.is_some_and(char::is_ascii_digit),
                _ => found == Some(&wanted),
            }
        })
    };
    let fixed = |from: usize| {
        let year: String = letters.iter().skip(from).take(10).collect();
        year.starts_with("2099") || year == "2026-01-15"
    };
    let (mut out, mut at) = (String::new(), 0);
    while at < letters.len() {
        if shape(at, "0000-00-00") {
            let whole: String = letters[at..at + 10].iter().collect();
            out.push_str(if fixed(at) { &whole } else { "YYYY-MM-DD" });
            at += 10;
            // A time that is cut at the end of the row.
            let rest: String = letters.iter().skip(at).collect();
            if rest.len() < 6 && rest.starts_with(' ') {
                out.push_str(&rest.replace(|c: char| c.is_ascii_digit(), "h"));
                at = letters.len();
            }
        } else if shape(at, "00-00-00 00:00") {
            out.push_str("YY-MM-DD hh:mm");
            at += 14;
        } else if shape(at, "00:00") {
            out.push_str("hh:mm");
            at += 5;
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    // The folder at the end of a title.
    if let Some(at) = out.find(" › /") {
        out.replace_range(at.., " › (folder)");
    }
    // Bank files carry days as DDMMYY.
    for day in [-2, -1, 0] {
        out = out.replace(&super::common::ddmmyy(super::common::day(day)), "DDMMYY");
    }
    out
}

/// What is made by chance: the token of a link, the mark of a site in its references. Widths stay.
fn without_chance(row: &str) -> String {
    let mut out = row.to_owned();
    if let Some(at) = out.find("simulert.example/b/") {
        let from = at + "simulert.example/b/".len();
        let end = out[from..].find([' ', '│']).map_or(out.len(), |end| from + end);
        let token = "x".repeat(out[from..end].chars().count());
        out.replace_range(from..end, &token);
    }
    if let Some(at) = out.find("-14001-") {
        let from = out[..at].rfind(' ').map_or(0, |blank| blank + 1);
        let mark = "x".repeat(at - from);
        out.replace_range(from..at, &mark);
    }
    // Where a paper lies, as far as it is seen.
    if let Some(at) = std::env::temp_dir().to_str().and_then(|folder| out.find(folder)) {
        out.replace_range(at.., "(folder)");
    }
    out
}

pub fn snapshot(name: &str, console: &Console) {
    console.settle();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, settled(console)));
}

/// Walks through the screens, taking each one's picture.
fn walk(size: (u16, u16)) {
    let name = |screen: &str| format!("{}x{}-{screen}", size.0, size.1);
    let site = site();
    let mut c = Console::start(site.dir.path(), How { size, ..How::default() });
    c.wait_for("16 fordringer").wait_for("1  Betalinger uten");
    snapshot(&name("start"), &c);
    c.keys("Alt+f").wait_for("Unni Hegg").wait_for("16 fordringer · ");
    snapshot(&name("claims"), &c);
    c.keys("F5").wait_for("Vis kolonne");
    snapshot(&name("claims-picker"), &c);
    c.keys("Esc").wait_gone("Vis kolonne");
    c.keys("End").wait_cursor("101").keys("Enter").wait_for("Hovedmedlem 2026");
    snapshot(&name("claim"), &c);
    c.keys("F9").wait_for("┌─ Funksjoner");
    snapshot(&name("claim-functions"), &c);
    c.keys("Esc").wait_gone("┌─ Funksjoner").keys("F4").wait_for("┌─ Slett linjen 101");
    snapshot(&name("claim-question"), &c);
    c.keys("Esc").wait_gone("┌─ Slett linjen 101");
    c.keys("F1").wait_for("┌─ Hjelp");
    snapshot(&name("claim-help"), &c);
    c.keys("Esc").wait_gone("┌─ Hjelp");
    c.keys("Alt+p").wait_for("00000777771").wait_for("3 betalinger · ");
    snapshot(&name("payments"), &c);
    c.keys("Enter").wait_for("Betaling 3").wait_for("Sumpost");
    snapshot(&name("payment"), &c);
    c.keys("Alt+o").wait_for("1 fil ·").wait_for("kari");
    snapshot(&name("files"), &c);
    c.keys("Alt+X").wait_for("Ingen fil har kommet eller gått");
    snapshot(&name("exchanged"), &c);
    c.keys("Alt+o").wait_for("1 fil ·").wait_for("kari");
    c.keys("F3").wait_for("feil-sum.ocr");
    snapshot(&name("browse"), &c);
    c.keys("Enter").wait_for("Ingenting er lagret ennå").wait_for("00000888883");
    snapshot(&name("import-preview"), &c);
    c.keys("Enter").wait_for("Enter viser det som gjenstår");
    snapshot(&name("import-result"), &c);
    c.quit();
}

/// Walks through the screens of what is done by hand.
fn walk_by_hand(size: (u16, u16)) {
    let name = |screen: &str| format!("{}x{}-{screen}", size.0, size.1);
    let site = by_hand();
    let mut c = Console::start(site.dir.path(), How { size, ..How::default() });
    c.wait_for("fordringer").keys("Alt+z").wait_for("▸ 104  Mallås Frakt AS");
    snapshot(&name("desk"), &c);
    c.keys("Down").wait_for("123,45").wait_for("Ingen åpen fordring");
    snapshot(&name("desk-nothing"), &c);
    c.keys("Ctrl+D").wait_for("┌─ Parker");
    snapshot(&name("desk-question"), &c);
    c.keys("Esc").wait_gone("┌─ Parker");
    c.keys("Alt+x").wait_for("Bestilt");
    snapshot(&name("refunds"), &c);
    for (key, screen) in [("Alt+j", "transactions"), ("Alt+g", "journal")] {
        c.keys(key).wait_for(" 1 av ");
        snapshot(&name(screen), &c);
    }
    c.quit();
}

#[test]
fn what_is_done_by_hand_at_80x24() {
    walk_by_hand((80, 24));
}

#[test]
fn what_is_done_by_hand_at_120x36() {
    walk_by_hand((120, 36));
}

#[test]
fn what_is_done_by_hand_at_60x16() {
    walk_by_hand((60, 16));
}

#[test]
fn every_screen_at_80x24() {
    walk((80, 24));
}

#[test]
fn every_screen_at_120x36() {
    walk((120, 36));
}

#[test]
fn every_screen_at_60x16() {
    walk((60, 16));
}

#[test]
fn the_main_screens_in_every_language() {
    for lang in ["sv", "nb", "nn", "da", "en"] {
        let name = |screen: &str| format!("{lang}-{screen}");
        let site = site();
        let how = |open| How {
            lang: Some(lang),
            open: Some(open),
            ..How::default()
        };
        let mut c = Console::start(site.dir.path(), how("claims"));
        c.wait_for("Unni Hegg").wait_for("16 ").wait_for(" · ");
        snapshot(&name("claims"), &c);
        c.keys("End").wait_cursor("101").keys("Enter").wait_for("Hovedmedlem 2026");
        snapshot(&name("claim"), &c);
        c.quit();
        let mut c = Console::start(site.dir.path(), how("import"));
        c.wait_cursor("ny.ocr").keys("Enter").wait_for("00000888883");
        snapshot(&name("import-preview"), &c);
        c.quit();
    }
}
