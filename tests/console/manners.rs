//! What works everywhere: languages, help, palette, menu, the keys of old habits, leaving.

use super::harness::{Console, How};
use super::site::{claims, console, opened, site};

#[test]
fn alt_l_switches_the_language_at_once_and_for_good() {
    let site = site();
    let how = How {
        lang: None,
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait_for("Venter på deg");
    // The site is Norwegian; once round, and each screen speaks it at once.
    let mut seen = vec![];
    for _ in 0..5 {
        c.keys("Alt+l").wait("another language", |screen| {
            screen
                .lines()
                .next()
                .is_some_and(|title| !title.contains(&format!(" {} ", seen.last().unwrap_or(&"nb"))))
        });
        let title = c.screen().lines().next().unwrap().to_owned();
        let now = ["sv", "nb", "nn", "da", "en"]
            .into_iter()
            .find(|code| title.contains(&format!("· {code} ·")))
            .unwrap();
        seen.push(now);
    }
    let mut all = seen.clone();
    all.sort_unstable();
    assert_eq!(all, ["da", "en", "nb", "nn", "sv"], "{seen:?}");
    assert_eq!(seen.last(), Some(&"nb"));
    while !c.screen().contains("· sv ·") {
        let before = c.screen();
        c.keys("Alt+l")
            .wait("another language", |screen| screen.lines().next() != before.lines().next());
    }
    c.wait_for("Svenska")
        .keys("Alt+f")
        .wait_for("Fordringar ›")
        .wait_for("Unni Hegg")
        .wait_for("Förfall");
    c.keys("F9").wait_for("Sortera").keys("Esc").wait_gone("┌─");
    c.quit();
    let mut again = Console::start(site.dir.path(), how);
    again.wait_for("· sv ·").wait_for("Start");
    again.quit();
    let mut other = Console::start(site.dir.path(), How { operator: "ola", ..how });
    other.wait_for("· nb ·");
    other.quit();
}

#[test]
fn help_palette_and_menu() {
    let site = site();
    let mut c = claims(&site);
    c.keys("F1")
        .wait_for("┌─ Hjelp")
        .wait_for("i en liste")
        .wait_for("F5")
        .keys("End")
        .wait_for("e-post:*");
    c.keys("Esc")
        .wait_gone("┌─ Hjelp")
        .keys("?")
        .wait_for("┌─ Hjelp")
        .keys("q")
        .wait_gone("┌─ Hjelp");
    // Every command, found by typing; what belongs elsewhere says so and does nothing.
    c.keys("Ctrl+P")
        .wait_for("┌─ Alle kommandoer")
        .typed("annuller")
        .wait_for("ikke på dette skjermbildet");
    c.keys("Enter")
        .wait_for("┌─ Alle kommandoer")
        .keys("Ctrl+U")
        .typed("BETALINGER")
        .wait_gone("Annuller");
    c.keys("Enter").wait_gone("┌─ Alle").wait_for("Betalinger ›");
    c.keys("F9")
        .wait_for("┌─ Funksjoner")
        .typed("gå til")
        .wait_for("Gå til rad")
        .keys("Enter")
        .wait_for("Radnummer");
    c.keys("Esc").wait_gone("Radnummer");
    c.keys("F10")
        .wait_for("┌─ Meny")
        .wait_for("Bankfiler")
        .keys("Home Down Enter")
        .wait_gone("┌─ Meny")
        .wait_for("Fordringer ›");
    c.keys("Alt+m").wait_for("┌─ Meny").keys("Esc").wait_gone("┌─ Meny");
    c.quit();
    // From 100 columns on the menu stands beside the screen, with what waits.
    let how = How {
        size: (100, 30),
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait("what waits stands in the menu", |screen| {
        let row = screen.lines().find(|row| row.contains("Manuell behandl")).unwrap_or_default();
        row.split('│').nth(1).is_some_and(|menu| menu.trim_end().ends_with(" 1"))
    });
    let y = c.y_of("Bankfiler");
    c.click(0, 5, y).wait_for("Bankfiler ›").wait_for("forste");
    c.quit();
}

#[test]
fn ctrl_s_ctrl_l_ctrl_r_and_ctrl_q() {
    let site = site();
    let before = site.counts();
    let mut c = claims(&site);
    c.wait_for("1 av 16").keys("Ctrl+S").wait_for("Alt er allerede lagret");
    // Output is never stopped: what follows is drawn.
    c.keys("Ctrl+L Ctrl+S Ctrl+L").keys("Down").wait_cursor("115");
    // The screen was spoilt by another program: Ctrl+R paints all of it anew.
    let drawn = c.screen();
    let written = c.raw().len();
    c.keys("Ctrl+R").wait("all of it again", |screen| screen == drawn);
    let began = std::time::Instant::now();
    while !String::from_utf8_lossy(&c.raw()[written..]).contains("Berit") {
        assert!(began.elapsed().as_secs() < 20, "Ctrl+R paints rows that did not change too");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    c.wait_cursor("115");
    c.quit();
    assert_eq!(
        site.counts().iter().filter(|(name, _)| name == "claim").collect::<Vec<_>>(),
        before.iter().filter(|(name, _)| name == "claim").collect::<Vec<_>>()
    );
    site.check();
}

#[test]
fn a_bare_escape_is_back_and_a_paste_triggers_nothing() {
    let site = site();
    let mut c = claims(&site);
    c.keys("Enter").wait_for("Fordring 116 ");
    c.send(b"\x1b");
    c.wait_for("Fordringer ›");
    // A list takes no paste; a field takes its first line, cleaned.
    c.paste("\x11q\rs/F5")
        .keys("/")
        .wait_for("Filter:")
        .paste("berg\r\n\x1b[2Jx")
        .wait_for("Filter: berg")
        .wait_for("1 av 1");
    c.keys("Esc").wait_gone("Filter:").wait_for("1 av 16");
    c.quit();
}

#[test]
fn no_color_leaves_no_colour_and_colours_are_there_without_it() {
    let site = site();
    let coloured = |raw: &[u8]| {
        let text = String::from_utf8_lossy(raw).into_owned();
        let sequences = text
            .split("\x1b[")
            .skip(1)
            .filter_map(|part| part.split_once('m').map(|(inside, _)| inside.to_owned()));
        let numbers = sequences.filter(|inside| inside.bytes().all(|b| b.is_ascii_digit() || b == b';'));
        numbers
            .flat_map(|inside| inside.split(';').map(str::to_owned).collect::<Vec<_>>())
            .filter_map(|number| number.parse::<u32>().ok())
            .any(|number| matches!(number, 30..=38 | 40..=48 | 90..=107))
    };
    for (env, wanted) in [(&[("NO_COLOR", "1")][..], false), (&[][..], true)] {
        let how = How {
            open: Some("claims"),
            env,
            ..How::default()
        };
        let mut c = opened(&site, how);
        c.keys("F5").wait_for("Vis kolonne").keys("Esc").wait_gone("Vis kolonne");
        c.keys("F9").wait_for("┌─ Funksjoner").keys("Esc").wait_gone("┌─ Funksjoner");
        c.keys("Alt+u").wait_for("1 av 1 ").keys("Enter").wait_for("Fordring 105 ");
        let marked = c.terminal(|screen| (0..24).any(|y| (0..80).any(|x| screen.cell(y, x).is_some_and(vt100::Cell::inverse))));
        assert!(marked, "the cursor is seen without colour too");
        c.keys("Ctrl+Q");
        assert_eq!(c.ended(), 0);
        assert_eq!(coloured(&c.raw()), wanted, "{env:?}");
    }
}

#[test]
fn the_first_picture_comes_and_the_clock_is_in_it() {
    let site = site();
    let mut c = console(&site);
    c.wait_for("Fordring  Fjellklubben");
    let title = c.row_with("Fjellklubben");
    assert!(title.contains("eva · nb · 20"), "{title}");
    c.quit();
}
