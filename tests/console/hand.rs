//! Claims, refunds and files by hand on the screen: manual handling, refunds, a whole file taken back.

use serde_json::json;

use super::common::{Site, kid, ocr, pay, pay_from, status};
use super::desk::{SIZES, desk, waiting};
use super::harness::{Console, How};

/// A console on a screen.
pub fn on(site: &Site, size: (u16, u16), screen: &str) -> Console {
    Console::start(
        site.dir.path(),
        How {
            size,
            open: Some(screen),
            ..How::default()
        },
    )
}

/// A claim opened through the search box.
fn claim(site: &Site, size: (u16, u16), number: u32) -> Console {
    let mut c = on(site, size, "claims");
    c.wait_for("fordringer")
        .keys("Ctrl+F")
        .wait_for("┌─ Søk overalt")
        .typed(&number.to_string());
    c.keys("Enter").wait_for(&format!("Fordring {number} "));
    c
}

/// Asks for the refund of the one line of 101, which is paid.
fn refund_of_101(site: &Site, size: (u16, u16)) -> Console {
    let mut c = claim(site, size, 101);
    c.wait_for("BETALT")
        .keys("Ctrl+U")
        .wait_for("┌─ Refunder varelinjer 101")
        .wait_for("500.00");
    c.keys("Enter").typed("Meldte seg ut").keys("Enter").typed("102").keys("Enter");
    c.wait_for("Skriv 101 for å bekrefte");
    assert_eq!(
        site.claim(101)["refunds"].as_array().map_or(0, Vec::len),
        0,
        "not before the number is right"
    );
    c.keys("Ctrl+U").typed("101").keys("Enter").wait_gone("┌─ Refunder");
    c
}

#[test]
fn clm_12_the_remainder_goes_where_it_is_told_and_the_claim_is_approved() {
    for size in SIZES {
        let site = waiting(vec![pay(&kid(102), 35_000)]);
        let mut c = claim(&site, size, 102);
        c.wait_for("50,00").keys("Ctrl+O").wait_for("kan ikke godkjennes");
        c.keys("Alt+e")
            .wait_for("┌─ Overfør restbeløpet 102")
            .wait_for("(•) Betalerens tilgodehavende");
        for (target, field) in [
            ("Annen fordring", "Fordring  "),
            ("Annen konto i hovedboken", "Konto i hovedboken  "),
            ("Tilbake til betaleren", "Tilbake til konto  "),
        ] {
            c.keys("Down").wait_for(&format!("(•) {target}")).wait_for(&format!("│ {field}"));
        }
        c.keys("Down").wait_for("(•) Gave").wait_gone("│ Tilbake til konto  ");
        c.typed("b")
            .wait_for("(•) Betalerens tilgodehavende")
            .keys("Enter")
            .wait_for("50.00");
        c.typed("51").keys("Enter").typed("Til neste år").keys("Enter").wait_for("51,00");
        c.wait_for("┌─ Overfør").keys("BackTab Ctrl+U").typed("50").keys("Enter Enter");
        c.wait_gone("┌─ Overfør").wait_for("Fordring 102: ");
        assert_eq!(site.claim(102)["remainder"], json!("0.00"));
        assert_eq!(site.claim(102)["status"], json!("manual_handling"));
        c.keys("Ctrl+O")
            .wait_for("┌─ Godkjenn 102")
            .keys("Enter")
            .wait_for("må ha en kommentar");
        c.typed("Stemmer nå").keys("Enter").wait_gone("┌─ Godkjenn").wait_for("BETALT");
        c.keys("Alt+e").wait_for("102");
        c.quit();
        assert_eq!(status(&site, 102), "paid handled 0.00 0.00");
        site.check();
    }
}

#[test]
fn clm_12_the_remainder_reaches_each_of_its_targets() {
    for (place, typed) in [(1, Some("110")), (2, Some("3999")), (3, Some("")), (4, None)] {
        let site = waiting(vec![pay(&kid(102), 35_000)]);
        let mut c = claim(&site, (80, 24), 102);
        c.wait_for("50,00").keys("Alt+e").wait_for("┌─ Overfør restbeløpet 102");
        for _ in 0..place {
            c.keys("Down");
        }
        c.keys("Enter");
        if let Some(typed) = typed {
            c.typed(typed).keys("Enter");
        }
        c.keys("Enter").typed("Avtalt").keys("Enter");
        if place == 2 {
            c.wait_for("3999 er ikke en konto").wait_for("Avtalt");
            c.keys("Esc");
        } else {
            c.wait_gone("┌─ Overfør").wait_for("Fordring 102: ");
        }
        c.quit();
        let rest = if place == 2 { "50.00" } else { "0.00" };
        assert_eq!(site.claim(102)["remainder"], json!(rest), "{place}");
        if place == 1 {
            assert_eq!(status(&site, 110), "manual_handling underpaid 650.00 0.00");
        }
        site.check();
    }
}

#[test]
fn clm_11_a_line_is_refunded_sent_and_done() {
    for size in SIZES {
        let site = waiting(vec![pay(&kid(101), 50_000)]);
        let mut c = refund_of_101(&site, size);
        c.keys("Alt+x")
            .wait_for("500,00")
            .wait_for("Bestilt")
            .keys("Ctrl+T")
            .wait_for("┌─ Sendt til banken");
        c.wait_for("1 refusjon").keys("Enter").wait_for("må ha en kommentar");
        c.typed("Fil 12")
            .keys("Enter")
            .wait_gone("┌─ Sendt")
            .wait_for("1 refusjon flyttet videre");
        c.wait_for("Sendt")
            .keys("Ctrl+O")
            .wait_for("┌─ Utbetalt")
            .typed("Kontoutskrift")
            .keys("Enter");
        c.wait_gone("┌─ Utbetalt").wait_for("1 refusjon flyttet videre");
        c.keys("Alt+2").wait_cursor("Utført").keys("Ctrl+X").wait_for("┌─ Mislyktes");
        c.typed("Likevel ikke")
            .keys("Enter")
            .wait_for("refusjon 1: den er")
            .wait_for("Likevel ikke");
        c.keys("Esc").wait_gone("┌─ Mislyktes");
        c.quit();
        let refunds = site.json(&["refunds", "list", "--json"]);
        assert_eq!((&refunds[0]["amount"], &refunds[0]["state"]), (&json!("500.00"), &json!("done")));
        site.check();
    }
}

#[test]
fn clm_11_a_refund_that_failed_is_back_on_the_desk() {
    for size in SIZES {
        let site = waiting(vec![pay(&kid(101), 50_000)]);
        let mut c = refund_of_101(&site, size);
        c.keys("Alt+x")
            .wait_for("Bestilt")
            .keys("Ctrl+T")
            .wait_for("┌─ Sendt")
            .typed("Fil 12")
            .keys("Enter");
        c.wait_gone("┌─ Sendt").wait_for("Sendt").keys("Ctrl+X").wait_for("┌─ Mislyktes");
        c.typed("Kontoen er sperret").keys("Enter").wait_gone("┌─ Mislyktes");
        c.keys("Alt+3").wait_cursor("500,00").wait_cursor("Mislyk");
        c.keys("Alt+z").wait_for("1 av 1 ").wait_for("500,00  15032080119");
        c.quit();
        site.check();
    }
}

/// What was in the file that is undone: one payment settled, one for the desk.
fn both() -> Vec<fordring::formats::WritePayment> {
    vec![pay(&kid(101), 50_000), pay_from(1, &kid(77_777), 12_345)]
}

#[test]
fn a_bank_file_is_undone_from_the_list_and_can_be_read_again() {
    for size in SIZES {
        let site = waiting(both());
        let mut c = on(&site, size, "files");
        c.wait_cursor("rest.ocr")
            .keys("F4")
            .wait_for("┌─ Angre filen 2")
            .wait_for("2 betalinger, 623,45");
        c.keys("Enter Enter")
            .wait_for("må ha en kommentar")
            .keys("BackTab")
            .typed("Feil fil");
        c.keys("Enter").typed("1").keys("Enter").wait_for("Skriv 2 for å bekrefte");
        assert_eq!(status(&site, 101), "paid  0.00 0.00", "not before the number is right");
        c.keys("Ctrl+U")
            .typed("2")
            .keys("Enter")
            .wait_gone("┌─ Angre")
            .wait_for("Angret: 2 betalinger");
        assert_eq!(status(&site, 101), "unpaid  500.00 0.00");
        c.keys("F4").wait_for("er allerede angret");
        c.quit();
        site.check();
        site.stored("rest.ocr", &ocr(2, both()));
        assert_eq!(status(&site, 101), "paid  0.00 0.00");
        site.check();
    }
}

#[test]
fn a_bank_file_on_which_something_is_built_is_not_undone_and_says_why() {
    for size in SIZES {
        let site = waiting(both());
        let mut c = desk(&site, size);
        c.wait_for("123,45  60050612344")
            .typed("102")
            .wait_for("▸ 102  Ola Dahl")
            .keys("Enter");
        c.wait_for("Ingenting venter");
        c.quit();
        let mut c = on(&site, size, "files");
        c.wait_cursor("rest.ocr").keys("F4").wait_for("kan ikke angres i sin helhet");
        c.wait_gone("┌─ Angre");
        c.quit();
        assert_eq!(status(&site, 101), "paid  0.00 0.00");
        site.check();
    }
}

#[test]
fn a_payment_that_another_handles_meanwhile_is_not_handled_over_their_heads() {
    for size in SIZES {
        let site = waiting(vec![pay_from(1, &kid(77_777), 12_345)]);
        let mut c = desk(&site, size);
        c.wait_for("123,45")
            .typed("102")
            .wait_for("▸ 102  Ola Dahl")
            .keys("F2")
            .wait_for("┌─ Plasser en del");
        c.typed("100").keys("Enter").typed(" sier Ola");
        let mut other = desk(&site, size);
        other.wait_for("123,45").typed("110").wait_for("▸ 110  Nils Haug").keys("Enter");
        other.wait_for("fordring 110").wait_for("Ingenting venter");
        c.wait_for("ble nettopp behandlet av").wait_for("sier Ola");
        c.keys("Enter").wait_for("ble nettopp behandlet av").wait_for("sier Ola");
        c.keys("Esc").wait_gone("┌─ Plasser").wait_for("Ingenting venter");
        c.quit();
        other.quit();
        assert_eq!(status(&site, 102), "unpaid  300.00 0.00");
        assert_eq!(status(&site, 110), "manual_handling underpaid 576.55 0.00");
        site.check();
    }
}
