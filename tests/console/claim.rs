//! One claim on the screen, and what a person may do to it.

use serde_json::json;

use super::common::Site;
use super::harness::{Console, How};
use super::site::{claims, opened, site};

/// Opens a claim by its row in the list.
fn claim(site: &Site, number: u32) -> Console {
    let mut c = claims(site);
    c.keys("Ctrl+G")
        .wait_for("Radnummer")
        .typed(&(117 - number).to_string())
        .keys("Enter");
    c.wait_cursor(&number.to_string())
        .keys("Enter")
        .wait_for(&format!("Fordring {number} "));
    c.wait_for("Endringslogg (");
    c
}

#[test]
fn clm_4_to_8_everything_of_a_claim_is_on_the_80x24_screen() {
    let site = site();
    let mut c = claim(&site, 102);
    for part in [
        "KID 00000001024",
        "BETALT",
        "499,50",
        "2099-03-27",
        "2026-01-15",
        "Ola Dahl, M1002",
        "Gjelder     Kontingent 2026",
    ] {
        c.wait_for(part);
    }
    c.wait_for("Betalt med  Bank")
        .wait_for("Betalt av   15032080119")
        .wait_for("Medlemskap 2026: betalt");
    let line = c.row_with("▸");
    assert!(line.contains("499,50") && line.contains("1920"), "where the money is: {line}");
    c.wait_for("Endringslogg (1)")
        .wait_for("kari  betaling mottatt")
        .wait_for("innbetalt 0,00 → 499,50");
    c.keys("Ctrl+T").wait_for("15032080119  #1  forste.ocr");
    c.quit();
    // CLM-5: what is empty is there and says so.
    let mut c = claim(&site, 101);
    c.wait_for("Gjenstår    1 250,00")
        .wait_for("Betalt med  –")
        .wait_for("Betalt av   –");
    c.wait_for("Ingen endringer").keys("Tab").wait_for("Ingen transaksjoner");
    c.keys("Tab").wait_for("Ingen kreditnotaer").keys("Tab").wait_for("Ingen meldinger");
    c.keys("Tab")
        .wait_for("Ingen endringer")
        .keys("Esc")
        .wait_for("Fordringer ›")
        .wait_cursor("101");
    c.quit();
    // CLM-7: a payer that cannot be traced, CLM-8: too little.
    let mut c = claim(&site, 105);
    c.wait_for("MANUELL BEHANDLING · Betalt for lite").wait_for("Gjenstår    500,00");
    c.quit();
}

#[test]
fn clm_9_annulling_wants_a_comment_and_the_number_and_is_in_the_log() {
    let site = site();
    let mut c = claim(&site, 106);
    c.keys("Ctrl+X")
        .wait_for("┌─ Annuller fordringen 106")
        .wait_for("Dette kan ikke angres");
    c.wait_for("Gjenstår på 106: 500,00 → 0,00").wait_for("Ny status: Annullert");
    c.keys("Enter Enter").wait_for("Alle endringer må ha en kommentar");
    c.keys("BackTab")
        .typed("Feil mottaker")
        .keys("Tab")
        .typed("107")
        .keys("Enter")
        .wait_for("Skriv 106 for å bekrefte");
    assert_eq!(
        site.claim(106)["status"],
        json!("unpaid"),
        "nothing is done before the number is right"
    );
    c.keys("Ctrl+U")
        .typed("106")
        .keys("Enter")
        .wait_gone("┌─ Annuller")
        .wait_for("Fordring 106: Annullert, 0,00 gjenstår");
    c.wait_for("ANNULLERT")
        .wait_for("Endringslogg (1)")
        .wait_for("eva  annullert  Feil mottaker");
    c.wait_for("status Ubetalt → Annullert");
    let stored = site.claim(106);
    assert_eq!(
        (&stored["status"], &stored["changes"][0]["operator"]),
        (&json!("annulled"), &json!("eva"))
    );
    // Back in the list, on the same row, which shows it.
    c.keys("Esc").wait_cursor("Per Strand").wait_cursor("Annullert");
    // An annulled claim forbids everything, with the reason in the menu.
    c.keys("Enter").wait_for("Fordring 106 ").keys("F9").wait_for("┌─ Funksjoner");
    for what in ["Annuller fordringen", "Krediter", "Gi rabatt på linjen", "Slett linjen"] {
        assert!(
            c.row_with(&format!("│ {what}  ")).contains("Fordring 106"),
            "{what}: {}",
            c.screen()
        );
    }
    c.keys("Enter")
        .wait_for("status Annullert.")
        .wait_for("┌─ Funksjoner")
        .keys("Esc")
        .wait_gone("┌─ Funksjoner");
    c.keys("Ctrl+X").wait_for("du kan ikke annullere en fordring med status Annullert");
    c.quit();
    site.check();
}

#[test]
fn refused_acts_are_grey_and_say_why() {
    let site = site();
    let mut c = claim(&site, 105);
    c.keys("F9").wait_for("┌─ Funksjoner");
    let row = c.row_with("│ Annuller fordringen");
    assert!(row.contains("Fordring 105 kan ikke annulleres"), "{row}");
    let (x, y) = (
        u16::try_from(row.find("Annuller").map(|at| row[..at].chars().count()).unwrap()).unwrap(),
        c.y_of("│ Annuller fordringen"),
    );
    let grey = c.terminal(|screen| screen.cell(y, x + 22).map(vt100::Cell::fgcolor));
    assert_eq!(grey, Some(vt100::Color::Idx(8)), "grey");
    c.keys("Esc")
        .wait_gone("┌─ Funksjoner")
        .keys("Ctrl+Y")
        .wait_for("300,00 er innbetalt");
    c.quit();
}

#[test]
fn clm_10_discount_drop_and_the_last_line() {
    let site = site();
    let mut c = claim(&site, 101);
    c.keys("Ctrl+B").wait_for("┌─ Gi rabatt på linjen 101");
    c.typed("tull")
        .keys("Enter")
        .typed("Familie")
        .keys("Enter")
        .typed("Avtalt")
        .keys("Enter")
        .wait_for("«tull» er ikke et beløp");
    c.keys("BackTab BackTab Ctrl+U")
        .typed("2000")
        .keys("BackTab Enter")
        .wait_for("mer enn de");
    c.keys("Tab Ctrl+U")
        .typed("100,50")
        .wait_for("1 250,00 → 1 149,50")
        .keys("BackTab Enter");
    c.wait_gone("┌─ Gi rabatt")
        .wait_for("Fordring 101: Ubetalt, 1 149,50 gjenstår")
        .wait_for("Endringslogg (1)")
        .wait_for("eva  rabatt gitt  Avtalt");
    let line = c.row_with("▸");
    assert!(line.contains("100,50") && line.contains("Familie"), "{line}");
    // The second line goes; then the first is the last, and that is said before it happens.
    c.keys("Down")
        .wait_cursor("Tidsskrift")
        .keys("Del")
        .wait_for("┌─ Slett linjen 101")
        .typed("Vil ikke ha det")
        .keys("Enter");
    c.wait_for("Fordring 101: Ubetalt, 899,50 gjenstår")
        .wait_for("slettet")
        .wait_for("Endringslogg (2)");
    c.keys("Up")
        .wait_cursor("Hovedmedlem")
        .keys("F4")
        .wait_for("Dette er den siste linjen: hvis du sletter den, blir fordring 101");
    c.keys("Esc").wait_gone("┌─ Slett");
    assert_eq!(site.claim(101)["status"], json!("unpaid"), "Esc does nothing");
    c.keys("F4").wait_for("┌─ Slett linjen 101");
    // Comments given before come back with ↑.
    c.keys("Up")
        .wait_for("Kommentar             Vil ikke ha det")
        .keys("Enter")
        .typed("101")
        .keys("Enter")
        .wait_for("Fordring 101: Annullert, 0,00 gjenstår")
        .wait_for("ANNULLERT");
    c.quit();
    assert_eq!(site.claim(101)["status"], json!("annulled"));
    site.check();
}

#[test]
fn crediting_a_line_and_the_rest_makes_credit_notes_both_ways() {
    let site = site();
    let mut c = claim(&site, 104);
    c.keys("Down")
        .wait_cursor("Frakt")
        .keys("Space")
        .wait_for("•")
        .keys("Ctrl+Y")
        .wait_for("┌─ Krediter 104")
        .wait_for("Kreditnota: 2 480,00");
    c.typed("Hentet selv").keys("Enter").typed("104").keys("Enter");
    c.wait_for("Kreditnota K2 er laget")
        .wait_for("Kreditnotaer (1)")
        .wait_for("kreditert");
    c.keys("Tab Tab").wait_for("Kreditnota K2 for fordring 104, linje 2");
    c.keys("Esc").wait_for("Fordringer ›");
    c.quit();
    let stored = site.claim(104);
    assert_eq!(
        (&stored["left"], &stored["credit_notes"][0]["number"]),
        (&json!("10000.00"), &json!("K2"))
    );
    site.check();
}

#[test]
fn a_change_by_another_is_seen_in_the_open_list_and_the_place_is_kept() {
    let site = site();
    let mut c = claims(&site);
    let mut other = opened(
        &site,
        How {
            operator: "ola",
            open: Some("claims"),
            ..How::default()
        },
    );
    c.keys("Down Down Down").wait_cursor("113");
    other.keys("End").wait_cursor("101");
    let began = std::time::Instant::now();
    site.ok(&["claims", "annul", "114", "--comment", "Sluttet"]);
    for console in [&mut c, &mut other] {
        console.wait("the change is seen", |screen| {
            screen.lines().any(|row| row.contains("Odd Fjell") && row.contains("Annullert"))
        });
    }
    // About a second is promised; a loaded machine gets more before this fails.
    assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
    c.wait_cursor("113").wait_for("4 av 16");
    other.wait_cursor("101").wait_for("16 av 16");
    // A filter loses the row; the cursor stays on its own.
    c.keys("Alt+2").wait_for("› Ubetalte").keys("Down Down").wait_cursor("113");
    site.ok(&["claims", "annul", "115", "--comment", "Sluttet"]);
    c.wait_gone("Tor Eik").wait_cursor("113");
    // Somebody else changed the claim between question and answer: nothing is done over their heads.
    other
        .keys("Home Enter")
        .wait_for("Fordring 116 ")
        .wait_for("Ingen endringer")
        .keys("Ctrl+B")
        .wait_for("┌─ Gi rabatt");
    other.typed("10").keys("Tab").typed("Rabatt").keys("Tab").typed("Avtalt");
    site.ok(&[
        "claims",
        "discount",
        "116",
        "--line",
        "1",
        "--amount",
        "50",
        "--text",
        "Ung",
        "--comment",
        "Under 20",
    ]);
    // It is shown, and what was typed is still there; Enter says that it was seen.
    other
        .wait_for("Endret av kari")
        .wait_for("Avtalt")
        .keys("Enter")
        .wait_gone("Endret av kari")
        .wait_for("Avtalt");
    assert_eq!(site.claim(116)["left"], json!("450.00"));
    other.keys("Esc").wait_gone("┌─ Gi rabatt");
    c.quit();
    other.quit();
    site.check();
}
