//! The claims list: columns, sort, filter, views, selection, export.

use serde_json::Value as Json;

use super::common::{Site, text};
use super::harness::{Console, How};
use super::keys::{order, plain};
use super::site::{claims, console, opened, site};

/// The numbers of all claims, by falling due date as the list opens.
const ALL: [&str; 16] = [
    "116", "115", "114", "113", "112", "111", "110", "109", "108", "107", "106", "105", "104", "103", "102", "101",
];

#[test]
fn start_leads_to_the_claims_and_shows_what_waits() {
    let site = site();
    let mut c = console(&site);
    c.wait_for("Venter på deg").wait_for("1  Fordringer i manuell behandling");
    c.wait_for("1  Betalinger uten treff")
        .wait_for("0  Forfalte fordringer")
        .wait_for("922,95");
    c.wait_for("Ikke forfalt                 13       20 180,00");
    // A line that waits opens its queue.
    c.keys("Enter").wait_for("Kari Ås").wait_for("1 av 1").wait_order(&["105"]);
    c.wait_for("1 fordring · 800,00 beløp · 300,00 innbetalt · 500,00 gjenstår")
        .wait_gone("Unni Hegg");
    c.keys("Alt+f").wait_order(&ALL).wait_for("1 av 16").wait_cursor("116");
    c.wait_for("16 fordringer · 21 554,50 beløp · 20 180,00 gjenstår");
    c.quit();
}

#[test]
fn the_charts_of_the_start_screen_open_what_they_count() {
    for size in [(80, 24), (120, 36)] {
        let site = site();
        let mut c = Console::start(site.dir.path(), How { size, ..How::default() });
        let to = |c: &mut Console, wanted: &str| {
            for _ in 0..20 {
                if c.screen().contains(wanted) {
                    return;
                }
                let before = c.screen();
                c.keys("Down").wait("the cursor moves", |screen| screen != before);
            }
            c.wait_for(wanted);
        };
        c.wait_for("Innbetalt de siste 30 dagene: 922,95");
        // The newest bar is today; the one before it is what the bank booked.
        to(&mut c, "Innbetalt 20");
        while !c.screen().contains(": 922,95") {
            let before = c.screen();
            c.keys("Left").wait("the bar beside", |screen| screen != before);
        }
        c.keys("Enter").wait_for("booked:20").wait_for("922,95");
        // Esc comes back to the same bar.
        c.keys("Esc").wait_for("Venter på deg").wait_for(": 922,95");
        c.wait_for("▴").keys("Down").wait_gone("▴").keys("Enter");
        c.wait_for("13 fordringer · ").wait_for("20 180,00 gjenstår");
        c.quit();
    }
}

#[test]
fn ord_21_the_picker_shows_each_tick_at_once_and_esc_puts_everything_back() {
    let site = site();
    let mut c = claims(&site);
    c.wait_for("1 av 16").wait_for("20 180,00 gjenstår");
    let before = c.screen();
    assert!(!before.contains("Telefon") && !before.contains("Restbeløp"));
    let head = |screen: &str| screen.lines().nth(2).unwrap_or_default().to_owned();
    c.keys("F5").wait_for("Vis kolonne – 7 av 38");
    c.keys("Down Space")
        .wait("the reference is gone", |screen| !head(screen).contains("KID"));
    c.keys("/")
        .typed("RESTBELOP")
        .wait_for("søk: RESTBELOP")
        .wait_gone("[ ]   Innbetalt")
        .keys("Enter")
        .keys("Space");
    c.wait_for("[x]   Restbeløp").wait_for("Vis kolonne – 7 av 38");
    c.wait("the list behind has the column", |screen| head(screen).contains("Restbeløp"));
    c.keys("Esc")
        .wait_gone("Vis kolonne")
        .wait_order(&ALL)
        .wait_for("1 av 16")
        .wait_for("20 180,00 gjenstår");
    assert_eq!(c.screen(), before, "Esc puts everything back");
    // The last column stays, and says so.
    c.keys("F5").wait_for("Vis kolonne – 7 av 38");
    for shown in (1..7).rev() {
        c.keys("Home Space").wait_for(&format!("Vis kolonne – {shown} av 38"));
    }
    c.keys("Home Space").wait_for("Den siste kolonnen kan ikke skjules");
    c.wait_for("Vis kolonne – 1 av 38").keys("d").wait_for("Vis kolonne – 7 av 38");
    c.keys("Enter").wait_gone("Vis kolonne").wait_order(&ALL);
    c.quit();
}

#[test]
fn ord_21_columns_are_remembered_for_the_same_operator_only() {
    let site = site();
    let mut c = claims(&site);
    c.keys("F5").wait_for("Vis kolonne – 7 av 38");
    // Hide the reference, show what is left, move it to the front, pin it.
    c.keys("Down Space").wait_for("Vis kolonne – 6 av 38");
    c.keys("/")
        .typed("gjenst")
        .keys("Enter")
        .wait_for("søk: gjenst")
        .keys("Space")
        .wait_for("Vis kolonne – 7 av 38");
    c.keys("p").wait_for("[x] ‖ Gjenstår");
    c.keys("Enter").wait_gone("Vis kolonne");
    c.wait("pinned second", |screen| {
        screen
            .lines()
            .nth(2)
            .is_some_and(|head| head.trim_start().starts_with("Nr.") && head.contains("Gjenstår") && !head.contains("KID"))
    });
    let head = |c: &Console| c.screen().lines().nth(2).unwrap_or_default().to_owned();
    let kept = head(&c);
    assert!(kept.find("Gjenstår") < kept.find("Mottaker"), "pinned columns stand first: {kept}");
    c.quit();
    let mut again = claims(&site);
    again.wait_order(&ALL);
    assert_eq!(head(&again), kept, "the same operator finds the columns again");
    again.quit();
    let other = How {
        operator: "ola",
        open: Some("claims"),
        ..How::default()
    };
    let mut other = opened(&site, other);
    let row = head(&other);
    assert!(
        row.contains("KID") && !row.contains("Gjenstår"),
        "another operator has their own: {row}"
    );
    other.wait_order(&ALL).keys("Ctrl+Q");
    assert_eq!(other.ended(), 0);
}

#[test]
fn ord_20_sorting_by_a_column_and_by_a_second_one() {
    let site = site();
    let mut c = claims(&site);
    c.wait_order(&ALL).keys("s").wait_for("sortering: Nr. ▲");
    let up: Vec<&str> = ALL.iter().rev().copied().collect();
    c.wait_order(&up);
    c.keys("s").wait_for("sortering: Nr. ▼").wait_order(&ALL);
    // By amount, then by number falling.
    c.keys("Right Right Right Right Right s").wait_for("sortering: Beløp ▲");
    c.keys("Left Left Left Left Left S").wait_for("sortering: Beløp ▲, Nr. ▲");
    let fives = ["106", "107", "108", "110", "111", "113", "114", "115", "116"];
    let rising: Vec<&str> = [&["109", "103", "102"][..], &fives, &["105", "101", "112", "104"]].concat();
    c.wait_order(&rising);
    c.keys("S").wait_for("sortering: Beløp ▲, Nr. ▼");
    let falling: Vec<&str> = {
        let mut fives = fives;
        fives.reverse();
        [&["109", "103", "102"][..], &fives, &["105", "101", "112", "104"]].concat()
    };
    c.wait_order(&falling);
    // Names sort as the country's alphabet does: Å is the last letter, not an A.
    c.keys("Right Right s").wait_for("sortering: Mottaker ▲");
    c.wait("Åse stands last", |screen| order(screen).last() == Some(&"103"));
    c.quit();
}

#[test]
fn the_filter_line_takes_words_and_columns_in_english_and_in_the_language() {
    let site = site();
    let how = How {
        lang: Some("sv"),
        open: Some("claims"),
        ..How::default()
    };
    let mut c = opened(&site, how);
    c.wait_order(&ALL);
    // The list follows while it is typed, with accents or without.
    c.keys("/").wait_for("Filter:").typed("ÅSE ødeg").wait_order(&["103"]);
    c.keys("Enter")
        .wait_for("› ÅSE ødeg")
        .wait_for("1 av 1")
        .keys("Shift+F7")
        .wait_order(&ALL);
    for (filter, wanted) in [
        ("belopp>1000", &["112", "104", "101"][..]),
        ("amount>1000", &["112", "104", "101"]),
        (
            "belopp:450..500",
            &["116", "115", "114", "113", "111", "110", "108", "107", "106", "103", "102"],
        ),
        ("status:annulled,credited", &["110", "109"]),
        ("status:annullerad", &["109"]),
        ("förfaller>2099-03-25 -kontingent", &["103", "101"]),
        ("kind:order", &["104"]),
        ("\"mallås frakt\"", &["104"]),
    ] {
        c.keys("/").wait_for("Filter:").keys("Ctrl+U").typed(filter).wait_order(wanted);
        c.keys("Enter")
            .wait_gone("Filter:")
            .wait_order(wanted)
            .wait_for(&format!("av {}", wanted.len()));
    }
    // Esc puts back what was there.
    c.keys("/").wait_for("Filter:").keys("Ctrl+U").typed("berg").wait_order(&["101"]);
    c.keys("Esc").wait_gone("Filter:").wait_order(&["104"]);
    // Digits are recognised.
    c.keys("/")
        .wait_for("Filter:")
        .keys("Ctrl+U")
        .typed("101")
        .wait_for("fordringsnummer");
    c.keys("Esc").wait_gone("Filter:");
    // A fault says what is wrong and where, and stays to be mended.
    c.keys("/").wait_for("Filter:").keys("Ctrl+U").typed("belopp>mycket");
    c.wait_for("mycket:").keys("Enter").wait_for("position 8: ”mycket”");
    c.wait_for("Filter:").keys("Esc").wait_gone("Filter:");
    c.keys("Shift+F7").wait_order(&ALL);
    // F7 begins with the column under the cursor.
    c.keys("Right Right Right Right Right F7")
        .wait_for("Filter: belopp>")
        .typed("1300")
        .wait_order(&["112", "104"]);
    c.keys("Enter").wait_gone("Filter:");
    // Nothing found says so, and how to get out.
    c.keys("/")
        .wait_for("Filter:")
        .keys("Ctrl+U")
        .typed("finnsinte")
        .wait_for("Shift+F7");
    c.keys("Enter")
        .wait_gone("Filter:")
        .wait_for("0 av 0")
        .keys("Shift+F7")
        .wait_order(&ALL);
    c.quit();
}

#[test]
fn ord_22_views_are_taken_saved_for_me_and_for_all_and_removed() {
    let site = site();
    let mut c = claims(&site);
    c.wait_order(&ALL)
        .keys("Alt+6")
        .wait_for("› Annullerte og krediterte")
        .wait_order(&["110", "109"]);
    c.keys("Alt+5").wait_for("› Betalte").wait_order(&["102"]);
    c.keys("Alt+2")
        .wait_for("› Ubetalte")
        .wait("13 unpaid", |screen| order(screen).len() == 12);
    c.keys("/")
        .wait_for("Filter:")
        .keys("Ctrl+U")
        .typed("amount>1000")
        .wait_order(&["112", "104", "101"])
        .keys("Enter");
    c.wait_gone("Filter:").keys("w").wait_for("Navn på visningen");
    c.keys("Enter").wait_for("En visning må ha et navn");
    c.typed("Store").keys("Enter").wait_for("Visningen Store er lagret");
    c.keys("w")
        .wait_for("Navn på visningen")
        .typed("Alle sine")
        .keys("Ctrl+E")
        .wait_for("Visningen Alle sine er lagret");
    c.keys("v").wait_for("felles");
    let (mine, shared) = (c.row_with("Store"), c.row_with("Alle sine"));
    assert!(mine.contains("min") && mine.contains("amount>1000"), "{mine}");
    assert!(shared.contains("felles"), "{shared}");
    // A view of the program stays.
    c.keys("Home Del").wait_for("Det finnes ingen lagret visning Alle");
    c.keys("Esc").wait_gone("felles");
    c.quit();
    // The other operator sees the site's only.
    let mut other = opened(
        &site,
        How {
            operator: "ola",
            open: Some("claims"),
            ..How::default()
        },
    );
    other.keys("v").wait_for("Alle sine");
    assert!(!other.screen().contains("Store"), "{}", other.screen());
    other.keys("End Enter").wait_for("› Alle sine").wait_order(&["112", "104", "101"]);
    other
        .keys("v")
        .wait_for("felles")
        .keys("Del")
        .wait_gone("Alle sine")
        .keys("Esc")
        .wait_gone("innebygd");
    other.keys("Alt+1").wait_order(&ALL);
    other.quit();
}

#[test]
fn ord_23_a_selection_has_a_count_and_a_sum() {
    let site = site();
    let mut c = claims(&site);
    c.wait_order(&ALL).keys("End Space").wait_for("1 valgt 1 250,00");
    c.keys("Up Up Up Shift+Up Shift+Up")
        .wait_for("4 valgt")
        .wait_for("4 valgt 15 030,00");
    let rows = c.screen().lines().filter(|row| row.contains('•')).count();
    assert_eq!(rows, 4, "{}", c.screen());
    c.keys("Ctrl+A").wait_for("16 valgt 21 554,50").keys("Ctrl+A").wait_gone("16 valgt");
    c.quit();
}

/// A list as `claims list` gives it on the command line.
fn listed(site: &Site, filter: &str, columns: &str, form: &str) -> String {
    site.ok(&["claims", "list", "--filter", filter, "--sort", "amount", "--columns", columns, form])
}

#[test]
fn ord_24_an_export_holds_exactly_what_is_shown() {
    let site = site();
    let mut c = claims(&site);
    c.wait_order(&ALL)
        .keys("/")
        .wait_for("Filter:")
        .typed("status:unpaid amount>=1000")
        .wait_order(&["112", "104", "101"]);
    c.keys("Enter")
        .wait_gone("Filter:")
        .keys("Right Right Right Right Right s")
        .wait_for("sortering: Beløp ▲");
    c.wait_order(&["101", "112", "104"]);
    c.keys("F5").wait_for("Vis kolonne").keys("Home Down Space").wait_for("– 6 av 38");
    c.keys("/")
        .typed("kundenr")
        .keys("Enter")
        .wait_for("søk: kundenr")
        .keys("Space")
        .wait_for("– 7 av 38")
        .keys("Enter")
        .wait_gone("Vis kolonne");
    let columns = "number,recipient,description,due,amount,status,party";
    for (name, form) in [("ut.csv", "--csv"), ("ut.json", "--json")] {
        let path = site.dir.path().join(name);
        c.keys("Ctrl+E").wait_for("Fil å skrive til").keys("Ctrl+U").typed(text(&path));
        c.keys("Enter").wait_for("3 rader er skrevet til");
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written, listed(&site, "status:unpaid amount>=1000", columns, form), "{name}");
        // It is there: not written over.
        c.keys("Ctrl+E")
            .wait_for("Fil å skrive til")
            .keys("Ctrl+U")
            .typed(text(&path))
            .keys("Enter")
            .wait_for("finnes allerede");
    }
    let csv = std::fs::read_to_string(site.dir.path().join("ut.csv")).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], columns);
    assert_eq!(lines[1], "101,Berit Berg,Hovedmedlem 2026,2099-03-28,1250.00,unpaid,M1001");
    let json: Json = serde_json::from_str(&std::fs::read_to_string(site.dir.path().join("ut.json")).unwrap()).unwrap();
    let numbers: Vec<&Json> = json.as_array().unwrap().iter().map(|row| &row["number"]).collect();
    assert_eq!(numbers, [101, 112, 104]);
    let shown = c.row_with("Berit Berg");
    for part in ["101", "2099-03-28", "1 250,00", "Ubetalt"] {
        assert!(shown.contains(&plain(part)), "{shown}");
    }
    c.quit();
}

#[test]
fn ctrl_g_goes_to_a_row_and_the_mouse_does_what_keys_do() {
    let site = site();
    let mut c = claims(&site);
    c.wait_order(&ALL)
        .keys("Ctrl+G")
        .wait_for("Radnummer")
        .typed("5")
        .keys("Enter")
        .wait_cursor("112");
    let y = c.y_of("Kari Ås");
    c.click(0, 10, y).wait_cursor("Kari Ås");
    // The header sorts, the wheel scrolls, the right button shows the functions.
    c.click(0, 3, 2).wait_for("sortering: Nr. ▲").wait_cursor("Kari Ås");
    c.click(2, 10, y).wait_for("┌─ Funksjoner").keys("Esc").wait_gone("┌─ Funksjoner");
    let y = c.y_of("Jon Vik");
    c.click(0, 10, y).click(0, 10, y).wait_for("Fordring 110").wait_for("KREDITERT");
    c.keys("Esc").wait_cursor("Jon Vik");
    // F12 leaves the mouse to the terminal, and takes it back.
    c.keys("F12").wait_for("Nå merker musen tekst");
    c.wait("the mouse is let go", |_| true);
    assert!(c.terminal(|screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None));
    c.keys("F12").wait_for("Musen styrer Fordring igjen");
    assert!(c.terminal(|screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None));
    c.quit();
}
