//! The matching desk on the screen: payments left over, the claims they could belong to, and what a person does with them.

use fordring::domain::bankfile::Direction;
use fordring::formats::WritePayment;
use serde_json::json;

use super::common::{PAYERS, Site, kid, nobody, ocr, pay, pay_from, status};
use super::harness::{Console, How};

/// Number, party, name, amount.
const CLAIMS: &[(u32, &str, &str, &str)] = &[
    (101, "M1", "Berit Berg", "500.00"),
    (102, "M2", "Ola Dahl", "300.00"),
    (103, "M3", "Åse Ødegård", "450.00"),
    (104, "M4", "Mallås Frakt AS", "1000.00"),
    (105, "M4", "Mallås Frakt AS", "2000.00"),
    (106, "M4", "Mallås Frakt AS", "3000.00"),
    (107, "M5", "Kari Ås", "800.00"),
    (108, "M6", "Per Strand", "620.00"),
    (109, "M7", "Liv Moen", "640.00"),
    (110, "M8", "Nils Haug", "700.00"),
];

/// A site of [`CLAIMS`], the later the number the later it is due; 108 is annulled, 109 paid, and this came from the bank.
pub fn waiting(payments: Vec<WritePayment>) -> Site {
    let site = Site::new();
    let mut table = String::from("number,party,name,kind,reference,issued,due,amount,description\n");
    for (number, party, name, amount) in CLAIMS {
        let (reference, due) = (kid(u64::from(*number)), number - 100);
        table.push_str(&format!(
            "{number},{party},{name},dues,{reference},2026-01-15,2099-03-{due:02},{amount},Kontingent\n"
        ));
    }
    site.claims(&table);
    site.ok(&["claims", "annul", "108", "--comment", "Feil mottaker"]);
    site.stored("betalt.ocr", &ocr(1, vec![pay_from(2, &kid(109), 64_000)]));
    site.stored("rest.ocr", &ocr(2, payments));
    site.check();
    site
}

/// A claim of M4 that came after the payments.
fn later(site: &Site, number: u32, amount: &str) {
    let head = "number,party,name,kind,reference,issued,due,amount,description";
    let (reference, rest) = (kid(u64::from(number)), format!("2026-01-15,2099-04-01,{amount},Frakt"));
    site.claims(&format!("{head}\n{number},M4,Mallås Frakt AS,dues,{reference},{rest}\n"));
}

/// The desk with a payment under the cursor.
pub fn desk(site: &Site, size: (u16, u16)) -> Console {
    let mut c = Console::start(site.dir.path(), How { size, ..How::default() });
    c.wait_for("fordringer").keys("Alt+z").wait_for("ufordelt").wait_for("Søk:");
    c
}

/// A payment with words in place of a reference.
pub fn worded(text: &str, minor: i64) -> WritePayment {
    WritePayment {
        several: false,
        payer_name: None,
        payer_number: None,
        kind: "21".to_owned(),
        reference: None,
        text: Some(text.to_owned()),
        ..nobody("", minor)
    }
}

/// Four that nobody could place: a mistyped reference, one of nothing, a name, a number.
fn four() -> Vec<WritePayment> {
    vec![
        pay("00000001061", 50_000),
        nobody(&kid(77_777), 12_345),
        worded("Hilsen Åse Ødegård", 45_000),
        worded("Gjelder faktura 107", 70_000),
    ]
}

/// A site with something on each screen of what is done by hand.
pub fn by_hand() -> Site {
    let mut all = four();
    all[0] = worded("Til Mallås Frakt fra oss", 100_000);
    all.push(pay(&kid(101), 50_000));
    let site = waiting(all);
    site.ok(&["claims", "refund", "101", "--line", "1", "--comment", "Meldte seg ut"]);
    site
}

/// Both sizes that everything has to fit in.
pub const SIZES: [(u16, u16); 2] = [(80, 24), (60, 16)];

#[test]
fn enter_takes_the_best_and_goes_to_the_next_and_typing_searches() {
    for size in SIZES {
        let site = waiting(four());
        let mut c = desk(&site, size);
        c.wait_for(" av 4 ").wait_for("nesten riktig KID · beløp ✓");
        c.wait_for("00000001061 · Ugyldig KID").wait_for("▸ 101  Berit Berg");
        c.keys("Enter").wait_for("fordring 101 Betalt").wait_for(" av 3 ");
        // The next one is of nothing; it is searched for.
        c.wait_for("123,45  Ukjent").wait_for("Ingen åpen fordring passer");
        c.typed("ødegå").wait_for("▸ 103  Åse Ødegård").wait_for(" navn");
        c.keys("Esc")
            .wait_gone("103  Åse")
            .wait_for("skriv et nummer")
            .wait_for("Ingen åpen");
        c.typed("102x").wait_for("Fant ingen åpen fordring").keys("Backspace");
        c.wait_for("▸ 102  Ola Dahl").wait_for("fordringsnummer").wait_for("−176,55");
        c.keys("Enter").wait_for("fordring 102").wait_for("Manuell behandling, 176,55");
        // What was typed is gone; the words of the payer bring the claims.
        c.wait_for("Hilsen Åse Ødegård")
            .wait_for("navn i teksten · beløp ✓")
            .wait_for("skriv et");
        c.keys("Enter").wait_for("fordring 103 Betalt").wait_for("Gjelder faktura 107");
        c.wait_for("▸ 107  Kari Ås").wait_for("nummer i teksten · beløp −100,00");
        c.keys("Enter").wait_for("Manuell behandling, 100,00").wait_for("Ingenting venter");
        c.quit();
        assert_eq!(status(&site, 101), "paid  0.00 0.00");
        assert_eq!(status(&site, 102), "manual_handling underpaid 176.55 0.00");
        assert_eq!(status(&site, 103), "paid  0.00 0.00");
        assert_eq!(status(&site, 107), "manual_handling underpaid 100.00 0.00");
        assert!(site.payments().iter().all(|payment| payment["state"] == json!("used")));
        site.check();
    }
}

#[test]
fn a_name_is_found_by_any_of_its_words_in_any_order() {
    let site = waiting(vec![nobody(&kid(77_777), 12_345)]);
    let mut c = desk(&site, (80, 24));
    c.wait_for("Ingen åpen fordring passer");
    // Who is called so from the beginning does not hide who has it as a later word.
    c.typed("ås").wait_for("103  Åse Ødegård").wait_for("107  Kari Ås");
    c.keys("Esc").wait_gone("Kari Ås");
    c.typed("ødegård, å").wait_for("103  Åse Ødegård").wait_gone("107  Kari");
    c.keys("Esc").wait_gone("103  Åse");
    // Only where a word begins.
    c.typed("ahl").wait_for("Fant ingen åpen fordring");
    c.quit();
}

#[test]
fn nothing_is_suggested_that_is_annulled_or_paid_and_the_desk_says_where_the_reference_leads() {
    for size in SIZES {
        let site = waiting(vec![nobody(&kid(111), 62_000), worded("Faktura 108 og 109, Per Strand", 62_000)]);
        // What the reference is of came later, and is annulled by now.
        later(&site, 111, "620.00");
        site.ok(&["claims", "annul", "111", "--comment", "To ganger"]);
        let mut c = desk(&site, size);
        c.wait_for("620,00  Ukjent").wait_for("KID-en fører til 111: Annullert");
        c.wait_for("Ingen åpen fordring passer");
        for typed in ["108", "109", "111", "per strand", "620,00", &kid(109), &kid(111)] {
            c.typed(typed).wait_for("Fant ingen åpen fordring").keys("Enter").settle();
            c.keys("Esc").wait_for("skriv et nummer");
        }
        c.keys("Down").wait_for("Faktura 108 og 109");
        c.wait_for("Ingen åpen fordring passer")
            .keys("Enter")
            .wait_for("Det er ingenting under");
        c.quit();
        assert_eq!(site.payments().iter().filter(|one| one["state"] == json!("used")).count(), 1);
        site.check();
    }
}

#[test]
fn one_payment_pays_the_oldest_first_the_rest_is_credit_and_pays_the_next_claim() {
    for size in SIZES {
        let site = waiting(vec![worded("Mallås Frakt", 700_000)]);
        let mut c = desk(&site, size);
        c.wait_for("navn i teksten").wait_for("▸ 104  Mallås Frakt AS");
        c.keys("Ctrl+O").wait_for("1 000,00 igjen av 7 000,00");
        for number in [104, 105, 106] {
            assert_eq!(status(&site, number), "paid  0.00 0.00", "{number}");
        }
        c.wait_for(" av 1 ").keys("Alt+k").wait_for("┌─ Behold som tilgodehavende 2");
        c.wait_for("1 000,00 er ufordelt").keys("Ctrl+U").typed("M4").keys("Enter Enter");
        c.typed("Til neste gang")
            .keys("Enter")
            .wait_for("Ingenting venter")
            .wait_for("beholdt som");
        c.quit();
        site.check();
        later(&site, 111, "1500.00");
        let mut c = Console::start(
            site.dir.path(),
            How {
                size,
                open: Some("claims"),
                ..How::default()
            },
        );
        c.wait_for("Mallås").keys("Ctrl+F").wait_for("┌─ Søk").typed("111").keys("Enter");
        c.wait_for("Fordring 111 ").wait_for("1 000,00 til gode").keys("Alt+k");
        c.wait_for("┌─ Bruk tilgodehavende 111").typed("Fra før").keys("Enter");
        c.wait_gone("┌─ Bruk").wait_for("500,00 gjenstår");
        c.wait_gone("til gode").keys("Alt+k").wait_for("har ikke noe tilgodehavende");
        c.quit();
        assert_eq!(status(&site, 111), "manual_handling underpaid 500.00 0.00");
        site.check();
    }
}

#[test]
fn a_part_is_put_on_a_claim_and_the_last_match_is_undone() {
    for size in SIZES {
        let site = waiting(four());
        let mut c = desk(&site, size);
        c.wait_for("▸ 101  Berit Berg")
            .keys("F2")
            .wait_for("┌─ Plasser en del 2")
            .wait_for("500.00");
        c.typed("600")
            .keys("Enter Enter")
            .wait_for("mer enn de")
            .wait_for("┌─ Plasser en del");
        c.keys("BackTab Ctrl+U")
            .typed("200")
            .keys("Enter Enter")
            .wait_gone("┌─ Plasser en del");
        c.wait_for("300,00 igjen av 500,00").wait_for("fordring 101");
        assert_eq!(status(&site, 101), "manual_handling underpaid 300.00 0.00");
        // The rest goes to the same claim; then that is undone, and both parts are left over again.
        c.wait_for("▸ 101  Berit Berg").keys("Enter").wait_for(" av 3 ");
        assert_eq!(status(&site, 101), "manual_handling  0.00 0.00");
        c.keys("Ctrl+Y").wait_for(" av 4 ").keys("Home");
        c.wait_for("▸ 101  Berit Berg").wait_for("500,00  15032080119");
        assert_eq!(status(&site, 101), "unpaid  500.00 0.00");
        c.keys("Ctrl+Y").wait_for("Det er ingenting under markøren");
        c.quit();
        site.check();
    }
}

#[test]
fn a_small_difference_is_written_off_with_a_reason() {
    for size in SIZES {
        let site = waiting(vec![worded("Gjelder faktura 107", 79_000), worded("Gjelder faktura 110", 10_000)]);
        let mut c = desk(&site, size);
        c.wait_for("▸ 107  Kari Ås")
            .keys("Ctrl+W")
            .wait_for("┌─ Ta og avskriv differansen 2");
        c.keys("Enter").wait_for("må ha en kommentar").typed("Bankgebyr").keys("Enter");
        c.wait_for("fordring 107 Betalt").wait_for(" av 1 ");
        assert_eq!(status(&site, 107), "paid handled 0.00 0.00");
        // More than this operator may give up.
        c.wait_for("▸ 110  Nils Haug").keys("Ctrl+W").wait_for("┌─ Ta og avskriv");
        c.typed("Bankgebyr")
            .keys("Enter")
            .wait_for("mer enn du kan avskrive")
            .wait_for("Bankgebyr");
        c.keys("Esc").wait_gone("┌─ Ta og");
        assert_eq!(status(&site, 110), "unpaid  700.00 0.00");
        c.quit();
        site.check();
    }
}

#[test]
fn a_payment_goes_back_and_another_is_put_aside_until_a_day() {
    for size in SIZES {
        let site = waiting(four());
        let mut c = desk(&site, size);
        // Nobody knows who paid it: the account is typed.
        c.wait_for("▸ 101")
            .keys("Down")
            .wait_for("123,45  Ukjent")
            .keys("Alt+e")
            .wait_for("┌─ Refunder 3");
        c.keys("Tab Tab").typed("Ikke til oss").keys("Enter").wait_for("er ikke kjent.");
        c.keys("Tab").typed(PAYERS[1]).keys("Enter Enter Enter").wait_gone("┌─ Refunder");
        c.wait_for(" av 3 ").wait_for("Betaling 3: tilbakebetaling bestilt");
        // Put aside with a note, for whom, until when.
        c.keys("Home").wait_for("▸ 101").keys("Ctrl+D").wait_for("┌─ Parker 2");
        c.keys("Enter Enter Enter").wait_for("må ha en kommentar").keys("Tab");
        c.typed("Ringer banken")
            .keys("Enter")
            .typed("ola")
            .keys("Enter")
            .typed("tull")
            .keys("Enter");
        c.wait_for("┌─ Parker 2")
            .wait_for("ikke tull")
            .keys("Ctrl+U")
            .typed("+3")
            .keys("Enter");
        c.wait_gone("┌─ Parker").wait_for(" av 2 ").wait_for("parkert");
        c.keys("Alt+2").wait_for(" av 3 ").keys("Home").wait_for("▸ 101");
        c.keys("Alt+3").wait_for(" av 1 ").wait_for("500,00").keys("Ctrl+U");
        c.wait_for("Ingenting venter").keys("Alt+1").wait_for(" av 3 ");
        c.quit();
        let refunds = site.json(&["refunds", "list", "--json"]);
        assert_eq!(
            (&refunds[0]["amount"], &refunds[0]["state"]),
            (&json!("123.45"), &json!("requested"))
        );
        site.check();
    }
}

#[test]
fn money_that_went_out_goes_to_the_account_that_bears_it() {
    for size in SIZES {
        let out = WritePayment {
            direction: Direction::Out,
            kind: "18".to_owned(),
            ..pay(&kid(999), 4_500)
        };
        let site = waiting(vec![out]);
        let mut c = desk(&site, size);
        // It is no credit of anybody's, and goes as a whole: no amount is asked for.
        c.wait_for("45,00").keys("Alt+k").wait_for("penger som gikk ut").keys("Alt+b");
        c.wait_for("┌─ Overfør til annen konto 2")
            .typed("1920")
            .keys("Enter")
            .typed("Gebyr")
            .keys("Enter")
            .wait_for("1920");
        c.keys("Esc")
            .wait_gone("┌─ Overfør til annen konto")
            .keys("Alt+b")
            .wait_for("┌─ Overfør til annen konto 2");
        c.typed("7770").keys("Enter").typed("Gebyr").keys("Enter");
        c.wait_gone("┌─ Overfør til annen konto").wait_for("Ingenting venter");
        c.quit();
        let shown = site.json(&["payments", "show", "2", "--json"]);
        assert_eq!(shown["left"], json!("0.00"), "{shown:#}");
        site.check();
    }
}
