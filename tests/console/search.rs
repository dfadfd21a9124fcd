//! The search box, records opened last, and dialogs that keep what was typed whatever others do.

use super::common::Site;
use super::harness::{Console, How};
use super::site::{claims, opened, site};

/// Opens a claim through the search box; the letters and Enter may come faster than anything is found.
fn found(c: &mut Console, number: u32) {
    c.keys("Ctrl+F")
        .wait_for("┌─ Søk overalt")
        .typed(&number.to_string())
        .keys("Enter")
        .wait_for(&format!("Fordring {number} "))
        .wait_for("Endringslogg (");
}

fn discount(site: &Site, number: &str, amount: &str) {
    let line = [
        "claims",
        "discount",
        number,
        "--line",
        "1",
        "--amount",
        amount,
        "--text",
        "Ung",
        "--comment",
        "Under 20",
    ];
    site.ok(&line);
}

#[test]
fn a_half_filled_dialog_survives_a_change_from_elsewhere_and_shows_it_before_it_saves() {
    let site = site();
    let mut c = claims(&site);
    found(&mut c, 116);
    c.keys("Ctrl+B").wait_for("┌─ Gi rabatt på linjen 116");
    c.typed("10").keys("Tab").typed("Rabatt").keys("Tab").typed("Avt");
    c.wait_for("Gjenstår på 116: 500,00 → 490,00");
    discount(&site, "116", "50");
    c.wait_for("Endret av kari").wait_for("rabatt gitt (Under 20)");
    c.wait_for("Gjenstår på 116: 450,00 → 440,00").wait_for("Avt");
    // Typing goes on; the first Enter only says that it was seen.
    c.typed("alt")
        .keys("Enter")
        .wait_gone("Endret av kari")
        .wait_for("┌─ Gi rabatt")
        .wait_for("Avtalt");
    assert_eq!(site.claim(116)["left"], "450.00", "the first Enter does nothing");
    c.keys("Enter")
        .wait_gone("┌─ Gi rabatt")
        .wait_for("Fordring 116: Ubetalt, 440,00 gjenstår");
    // What it is now may not allow it at all: that is said at once, and nothing typed goes.
    c.keys("Ctrl+B").wait_for("┌─ Gi rabatt").typed("5").keys("Tab").typed("Mer");
    site.ok(&["claims", "annul", "116", "--comment", "Sluttet"]);
    c.wait_for("annullert (Sluttet)").wait_for("med status").wait_for("Mer");
    c.keys("Esc").wait_gone("┌─ Gi rabatt").wait_for("ANNULLERT");
    c.quit();
    site.check();
}

#[test]
fn a_dialog_stays_until_its_work_is_done_and_keeps_everything_when_it_is_not() {
    let site = site();
    let mut c = claims(&site);
    found(&mut c, 115);
    let other = rusqlite::Connection::open(&site.db).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    c.keys("Ctrl+B").wait_for("┌─ Gi rabatt");
    c.typed("10")
        .keys("Tab")
        .typed("Rabatt")
        .keys("Tab")
        .typed("Avtalt")
        .keys("Enter")
        .wait_for("Lagrer …");
    // Keys do nothing while it is on its way; the screen lives.
    c.typed("xyz").keys("Enter Tab").resize(100, 30);
    c.wait_for("Lagrer …").wait_for("Avtalt");
    assert!(!c.screen().contains("xyz"));
    // It is refused, since the claim is another one meanwhile: that is said in the dialog, and everything typed is there.
    let extra = |to: u8| format!("UPDATE claim SET extra = {to} WHERE number = 115");
    other.execute_batch(&format!("{}; COMMIT", extra(4))).unwrap();
    c.wait_for("ble nettopp endret av noen andre")
        .wait_for("Endret av noen andre")
        .wait_for("Avtalt")
        .wait_for("Rabatt");
    other.execute_batch(&extra(0)).unwrap();
    c.keys("Enter")
        .wait_gone("Endret av noen andre")
        .keys("Enter")
        .wait_for("Endret av noen andre");
    c.keys("Enter")
        .wait_gone("Endret av noen andre")
        .keys("Enter")
        .wait_gone("┌─ Gi rabatt");
    c.wait_for("Fordring 115: Ubetalt, 490,00 gjenstår");
    // Left with Esc while it is on its way, it is done all the same and told.
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    c.keys("Ctrl+B").wait_for("┌─ Gi rabatt");
    c.typed("20")
        .keys("Tab")
        .typed("Mer")
        .keys("Tab")
        .typed("Nok")
        .keys("Enter")
        .wait_for("Lagrer …");
    c.keys("Esc").wait_gone("┌─ Gi rabatt");
    other.execute_batch("COMMIT").unwrap();
    c.wait_for("Fordring 115: Ubetalt, 470,00 gjenstår");
    c.quit();
    site.check();
}

#[test]
fn anything_is_found_and_esc_comes_back() {
    let site = site();
    let mut c = claims(&site);
    c.keys("Down Down").wait_cursor("114");
    c.keys("Ctrl+F").wait_for("┌─ Søk overalt").wait_for("Skriv eller skann");
    // A reference, by its check digit and by its beginning.
    c.typed("00000001024").wait_for("KID ✓").wait_for("Ola Dahl").keys("Ctrl+U");
    c.typed("00000001025").wait_for("KID ✗").wait_for("Fant ingenting").keys("Ctrl+U");
    // An amount, also of a payment that is left over.
    c.typed("123,45")
        .wait_for("beløp 123,45")
        .wait_for("Betalinger")
        .wait_for("Ukjent")
        .keys("Ctrl+U");
    // A name, in any letters, and what belongs to them.
    c.typed("ødegård")
        .wait_for("navn")
        .wait_for("M1003")
        .wait_for("103 ")
        .keys("Ctrl+U");
    c.typed("finnes@ikke.no")
        .wait_for("e-post")
        .wait_for("Fant ingenting")
        .keys("Ctrl+U");
    c.typed("AB 12345")
        .wait_for("regnr. AB12345")
        .wait_for("Fant ingenting")
        .keys("Ctrl+U");
    c.typed("+47 400 00 000").wait_for("telefon +4740000000").keys("Ctrl+U");
    // A customer opens their page, by number, name or phone; it stands among what was opened last.
    c.typed("M1005")
        .wait_for("Kari Ås")
        .keys("Down")
        .keys("Enter")
        .wait_for("Opplysninger")
        .wait_for("Kari Ås");
    c.keys("Ctrl+K").wait_for("Kunde").wait_for("M1005").keys("Esc");
    c.wait_gone("M1005  ").keys("Esc").wait_for("Unni Hegg").wait_cursor("114");
    found(&mut c, 105);
    c.keys("Esc").wait_cursor("114");
    c.quit();
    let out = site.json(&["find", "00000001024", "--json"]);
    assert_eq!(
        (&out["taken_for"][0]["as"], &out["hits"][0]["number"]),
        (&"reference".into(), &"102".into())
    );
}

#[test]
fn what_is_hostile_does_no_harm_in_the_search_box() {
    let site = site();
    let mut c = claims(&site);
    c.keys("Ctrl+F").wait_for("┌─ Søk overalt");
    c.paste(&"å👩‍🚀\u{202e}\u{7}".repeat(50)).wait_for("Fant ingenting");
    c.keys("Ctrl+U").typed("%_\"'").keys("Enter").settle();
    c.keys("Ctrl+U").typed("-").keys("Enter").settle();
    c.keys("Ctrl+U").typed("kari").wait_for("Kari Ås").keys("Esc").wait_gone("┌─ Søk");
    c.quit();
}

#[test]
fn records_opened_last_are_remembered_for_each_operator_across_sessions() {
    let site = site();
    let mut c = claims(&site);
    c.keys("Ctrl+K").wait_for("┌─ Sist åpnet").wait_for("Ingenting ennå").keys("Esc");
    for number in [103, 104, 103, 106] {
        found(&mut c, number);
        c.keys("Esc").wait_for("Fordringer ›");
    }
    c.keys("Ctrl+K")
        .wait_for("Fordring  106")
        .wait_for("Fordring  103")
        .wait_for("Fordring  104");
    let order = [c.y_of("Fordring  106"), c.y_of("Fordring  103"), c.y_of("Fordring  104")];
    assert!(order.is_sorted(), "{}", c.screen());
    c.keys("Esc").wait_gone("┌─ Sist");
    c.quit();
    let how = How {
        open: Some("claims"),
        ..How::default()
    };
    let mut c = opened(&site, how);
    c.keys("Ctrl+K")
        .wait_for("Fordring  104")
        .keys("Down Down Enter")
        .wait_for("Fordring 104 ");
    c.quit();
    let mut other = opened(&site, How { operator: "ola", ..how });
    other.keys("Ctrl+K").wait_for("Ingenting ennå").keys("Esc");
    other.quit();
}

#[test]
fn the_palette_lists_every_command_with_the_reason_of_those_that_cannot_run() {
    let site = site();
    let mut c = claims(&site);
    found(&mut c, 109);
    c.keys("Ctrl+P").wait_for("┌─ Alle kommandoer");
    for (typed, label, reason) in [
        ("krediter", "Krediter", "Fordring 109"),
        ("bokfør", "Bokfør", "ikke på dette skjermbildet"),
        ("søk overalt", "Søk overalt", ""),
        ("funksjoner", "Funksjoner", ""),
    ] {
        c.keys("Ctrl+U").typed(typed).wait_for(&format!("│ {label}"));
        let row = c.row_with(&format!("│ {label}"));
        assert!(row.contains(reason), "{row}");
    }
    c.keys("Esc").wait_gone("┌─ Alle");
    c.quit();
}

#[test]
fn drafts_are_found_by_number_customer_and_what_they_say_as_long_as_they_are_drafts() {
    let site = site();
    let line = ["--line", "Vedlikehold av båt;200", "--description", "Båtplass i sommer", "--draft"];
    site.ok(&[&["claims", "create", "--party", "M1005"], line.as_slice()].concat());
    let found = |wanted: &str| {
        let all = site.json(&["find", wanted, "--json"]);
        let hits = all["hits"].as_array().unwrap().clone();
        hits.iter().filter(|hit| hit["kind"] == "draft").count()
    };
    for wanted in ["1", "M1005", "kari ås", "båtplass"] {
        assert_eq!(found(wanted), 1, "{wanted}");
    }
    assert_eq!(found("M1006"), 0);
    let mut c = claims(&site);
    c.keys("Ctrl+F")
        .typed("båtplass")
        .wait_for("Utkast")
        .wait_for("Båtplass i sommer")
        .keys("Enter")
        .wait_for("utkast 1");
    c.quit();
    site.ok(&["claims", "drafts", "discard", "1"]);
    assert_eq!(found("båtplass"), 0);
}
