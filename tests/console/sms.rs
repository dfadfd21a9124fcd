//! The SMS dialogue on the screen (SMS-29): what comes is seen, read, answered; payments by SMS are looked after; the set-up is
//! changed and tried.

use std::time::{Duration, Instant};

use super::common::{ACCOUNT, Site, kid};
use super::harness::{Console, How};
use super::snapshots::snapshot;

/// Who pays, is two, is unknown, and of whom nobody knows whether they paid.
const BERIT: &str = "+4799999999";
const TWO: &str = "+4791000044";
const UNKNOWN: &str = "+4790000077";
const LIV: &str = "+4791000032";
const OLA: &str = "+4791000051";

/// A site with five members, payment by SMS set up and open.
fn site() -> Site {
    let site = Site::bare();
    site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11", "--name", "Kontingent"]);
    let members = [
        ("M1001", "Berit Berg", BERIT),
        ("M1002", "Ola Dahl", OLA),
        ("M1003", "Åse Ødegård", TWO),
        ("M1004", "Per Strand", TWO),
        ("M1005", "Liv Moen", LIV),
    ];
    let mut table = String::from("number,party,name,phone,kind,reference,issued,due,amount,description\n");
    for ((party, name, phone), number) in members.into_iter().zip(101u32..) {
        let reference = kid(u64::from(number));
        table.push_str(&format!(
            "{number},{party},{name},{phone},dues,{reference},2026-01-15,2099-01-01,50.00,Kontingent 2026\n"
        ));
    }
    site.claims(&table);
    let setup = [
        "sms",
        "set",
        "--number",
        "2030",
        "--keywords",
        "ORG1",
        "--sub-keywords",
        "BETAL",
        "--organisation",
        "Organisasjon1",
        "--url",
        "https://medlem.example",
        "--open",
        "--comment",
        "avtalen er på plass",
    ];
    site.ok(&setup);
    site
}

/// A member writes, and the site has got it.
fn came(site: &Site, phone: &str, message: &str) {
    site.ok(&["simulate", "send", phone, message]);
    site.ok(&["dispatch"]);
}

/// Waits until nothing of what was sent is on its way any more, so that pictures stand still.
fn calm(site: &Site) {
    let began = Instant::now();
    loop {
        site.ok(&["dispatch", "--all"]);
        let messages = site.ok(&["sms", "list", "--json"]);
        let charges = site.ok(&["sms", "charges", "--json"]);
        let moves = ["\"queued\"", "\"handed\"", "\"sent\""]
            .iter()
            .any(|state| messages.contains(state));
        if !moves && !charges.contains("\"under_way\"") && !charges.contains("\"asked\"") {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{messages}\n{charges}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The dialogues of the source document and what may go wrong, as they stand when all is over.
fn written() -> Site {
    let site = site();
    came(&site, BERIT, "ORG1 BETAL 50");
    came(&site, TWO, "ORG1 BETAL 50");
    came(&site, UNKNOWN, "ORG1 BETAL 49.90");
    came(&site, LIV, "Hei! Når er årsmøtet?");
    came(&site, LIV, "org1 betal 50");
    came(&site, OLA, "Kan jeg få fakturaen på e-post?");
    calm(&site);
    site
}

fn start(site: &Site, size: (u16, u16), open: &str) -> Console {
    let how = How {
        size,
        open: Some(open),
        ..How::default()
    };
    Console::start(site.dir.path(), how)
}

/// Goes to the row of a number.
fn go_to(c: &mut Console, number: &str) {
    c.wait_for(number).settle();
    let y = c.y_of(number);
    c.keys("Home").settle();
    while !c.cursor_row_is(y) {
        c.keys("Down").settle();
    }
}

/// Walks through the screens, taking each one's picture.
fn walk(size: (u16, u16)) {
    let name = |screen: &str| format!("{}x{}-sms-{screen}", size.0, size.1);
    let site = written();
    let mut c = start(&site, size, "dialogues");
    c.wait_for("5 numre").wait_for(OLA);
    snapshot(&name("dialogues"), &c);
    go_to(&mut c, BERIT);
    c.keys("Enter").wait_for("M1001 Berit Berg").wait_for("Betalinga di er motteken");
    snapshot(&name("thread-paid"), &c);
    c.keys("Esc").wait_for("5 numre");
    go_to(&mut c, LIV);
    c.keys("Enter").wait_for("M1005 Liv Moen").wait_for("usikre betalinger: 1");
    snapshot(&name("thread-uncertain"), &c);
    c.keys("Enter")
        .wait_for("┌─ Svar")
        .typed("Vi ringer deg.")
        .keys("Enter")
        .typed("Hilsen Eva ☃")
        .wait_for("16-bit");
    snapshot(&name("answer"), &c);
    c.keys("Esc").wait_gone("┌─ Svar").keys("Esc").wait_for("5 numre");
    go_to(&mut c, TWO);
    c.keys("Enter").wait_for("Flere har dette nummeret");
    snapshot(&name("thread-several"), &c);
    c.keys("Alt+C").wait_for("2 betalinger");
    snapshot(&name("charges"), &c);
    c.keys("Ctrl+O").wait_for("┌─ Den ble betalt");
    snapshot(&name("charge-question"), &c);
    c.keys("Esc")
        .wait_gone("┌─ Den ble betalt")
        .keys("o")
        .wait_for("https://medlem.example");
    snapshot(&name("setup"), &c);
    c.keys("Tab").wait_for("Vanlig tekst");
    snapshot(&name("texts"), &c);
    c.keys("Tab")
        .wait_for("Fra nummer")
        .typed(OLA)
        .keys("Down")
        .typed("ORG1 BETAL 50")
        .wait_for("Svar (1 SMS)");
    snapshot(&name("tester"), &c);
    c.keys("Alt+h").wait_for("SMS-betalinger som ingen vet");
    snapshot(&name("start"), &c);
    c.quit();
}

#[test]
fn sms_at_80x24() {
    walk((80, 24));
}

#[test]
fn sms_at_120x36() {
    walk((120, 36));
}

#[test]
fn sms_at_60x16() {
    walk((60, 16));
}

#[test]
fn empty_lists_say_which_key_fills_them_and_a_closed_set_up_what_is_missing() {
    let site = Site::new();
    for size in [(80, 24), (120, 36), (60, 16)] {
        let name = |screen: &str| format!("{}x{}-sms-{screen}", size.0, size.1);
        let mut c = start(&site, size, "dialogues");
        c.wait_for("Ingen meldinger");
        snapshot(&name("no-dialogues"), &c);
        c.keys("Alt+C").wait_for("o setter det opp").keys("o").wait_for("mangler:");
        snapshot(&name("setup-empty"), &c);
        c.quit();
    }
}

#[test]
fn a_member_writes_it_appears_is_read_and_answered() {
    let site = site();
    let mut c = start(&site, (120, 36), "dialogues");
    c.wait_for("Ingen meldinger");
    // It comes while one looks, with the counter of the menu.
    site.ok(&["simulate", "send", OLA, "Når er årsmøtet?"]);
    c.wait_for("Når er årsmøtet?").wait_for("●1").wait_for("Ola Dahl");
    c.wait("the menu counts", |screen| {
        screen.lines().any(|row| row.starts_with("│▸ SMS-dialog") && row.contains("1 │"))
    });
    c.keys("Enter").wait_for("● ny").wait_for("M1002 Ola Dahl");
    let began = Instant::now();
    while site.json(&["sms", "list", "--json"])[0]["unread"] != 0 {
        assert!(began.elapsed() < Duration::from_secs(20), "read when it was shown");
    }
    // An answer of two lines, counted at every key; nothing is sent without a text.
    c.keys("a")
        .wait_for("┌─ Svar")
        .keys("Ctrl+S")
        .wait_for("Skriv svaret; Ctrl+S sender det.");
    c.typed("Torsdag")
        .wait_for("153 igjen")
        .keys("Enter")
        .typed("kl. 19")
        .wait_for("146 igjen");
    c.keys("Ctrl+S")
        .wait_gone("┌─ Svar")
        .wait_for("Svaret til +4791000051 er på vei")
        .wait_for("· eva");
    let began = Instant::now();
    while !site.ok(&["simulate", "inbox", OLA]).contains("Torsdag") {
        assert!(began.elapsed() < Duration::from_secs(20), "the answer arrives");
    }
    // Unread again, and back among those that wait.
    c.keys("u").wait_for("Merket som ulest").keys("Esc").wait_for("●1");
    c.keys("r").wait_for("Merket som lest").wait_gone("●1");
    c.quit();
    let thread = site.json(&["sms", "read", OLA, "--json"]);
    assert_eq!(thread["messages"][1]["text"], "Torsdag\nkl. 19");
}

#[test]
fn nobody_answers_what_another_has_answered() {
    let site = site();
    came(&site, OLA, "Når er årsmøtet?");
    let mut c = start(&site, (80, 24), "dialogues");
    c.wait_for(OLA).keys("a").wait_for("┌─ Svar").typed("I morgen");
    site.ok(&["sms", "answer", OLA, "Torsdag"]);
    c.wait_for("Noe nytt har kommet: ← Torsdag")
        .keys("Ctrl+S")
        .wait_gone("Noe nytt")
        .wait_for("← Torsdag");
    c.keys("Ctrl+S").wait_gone("┌─ Svar");
    c.quit();
    let thread = site.json(&["sms", "read", OLA, "--json"]);
    assert_eq!(thread["messages"].as_array().unwrap().len(), 3, "{thread}");
}

#[test]
fn an_uncertain_payment_is_decided_and_leads_to_its_claim_and_back() {
    let site = written();
    let mut c = start(&site, (80, 24), "charges");
    c.wait_for("2 betalinger").wait_cursor("uviss").settle();
    // Only what was paid is paid back; the reason is told.
    c.keys("Ctrl+X").wait_for("bare en betalt");
    c.keys("Ctrl+O").wait_for("┌─ Den ble betalt").keys("Enter").wait_for("kommentar");
    c.typed("operatøren har svart").keys("Enter").wait_for("er betalt og bokført");
    c.wait_cursor("betalt")
        .keys("c")
        .wait_for("BETALT")
        .keys("M")
        .wait_for("M1005 Liv Moen")
        .wait_for("50,00 betalt");
    c.keys("End c").wait_for("BETALT").keys("Esc").wait_for("Betalinga di er motteken");
    c.keys("C").wait_for("1 fordring").keys("Esc Esc Esc").wait_for("2 betalinger");
    // Given back: the claim is outstanding again.
    c.keys("Down").wait_cursor("Berit Berg").settle();
    c.keys("Ctrl+X")
        .wait_for("┌─ Betal tilbake")
        .typed("feil beløp")
        .keys("Enter")
        .wait_for("blir betalt tilbake");
    c.quit();
    assert_eq!(site.json(&["claims", "show", "101", "--json"])["status"], "unpaid");
    assert_eq!(site.json(&["claims", "show", "105", "--json"])["status"], "paid");
    site.check();
}

#[test]
fn a_number_is_tied_and_the_set_up_changed_with_comments() {
    let site = site();
    came(&site, UNKNOWN, "Hei");
    let mut c = start(&site, (80, 24), "dialogues");
    c.wait_for(UNKNOWN)
        .keys("k")
        .wait_for("┌─ Knytt")
        .typed("M1001")
        .keys("Enter")
        .typed("ringte")
        .keys("Enter");
    c.wait_for("er nå knyttet til M1001").wait_for("M1001 Berit Berg");
    c.keys("Esc o")
        .wait_for("Minutter å vente")
        .keys("s")
        .wait_for("┌─ Betaling via SMS")
        .keys("Enter")
        .typed("ferie")
        .keys("Enter");
    c.wait_gone("┌─ Betaling via SMS").wait_for("stengt");
    c.keys("Down Down F2")
        .wait_for("┌─ Kodeord")
        .typed("GAVE")
        .keys("Enter")
        .typed("prøve")
        .keys("Enter");
    // Donations are refused with the reason, and counted.
    c.wait_for("Innkrevingskontrollen")
        .keys("Esc")
        .wait_gone("┌─ Kodeord")
        .wait_for("Gaver via SMS har vært ønsket: 1");
    c.keys("Tab Enter").wait_for("┌─ trekk").keys("Ctrl+U").wait_for("Tomt");
    c.typed("Straks ☃")
        .wait_for("16-bit")
        .keys("Enter")
        .typed("ny ordlyd")
        .keys("Enter");
    c.wait_gone("┌─ trekk").wait_for("* trekk").wait_for("Egen tekst");
    c.quit();
    let shown = site.json(&["sms", "show", "--json"]);
    assert_eq!((&shown["open"], &shown["donations_wanted"]), (&false.into(), &1.into()));
}

#[test]
fn what_phones_write_does_nothing_to_the_terminal() {
    let site = site();
    let hostile =
        "Kari\u{1b}[2J\u{1b}]52;c;QUJD\u{7}\u{9b}2J\u{202e}Rød\u{200b}\u{2066}\nneste 日本語 ﷽ Za\u{300}\u{301}\u{302}\u{303}\u{304}lgo";
    came(&site, UNKNOWN, hostile);
    came(&site, UNKNOWN, &format!("ORG1 {}", "ﷺ".repeat(300)));
    calm(&site);
    for size in [(80, 24), (120, 36), (60, 16)] {
        let name = |screen: &str| format!("{}x{}-sms-hostile-{screen}", size.0, size.1);
        let mut c = start(&site, size, "dialogues");
        c.wait_for(UNKNOWN).wait_for("1 nummer");
        snapshot(&name("list"), &c);
        c.keys("Enter").wait_for("Ingen har dette nummeret").keys("Home").wait_for("neste");
        snapshot(&name("thread"), &c);
        c.keys("a").wait_for("┌─ Svar").paste(hostile).wait_for("Rød");
        c.keys("Esc")
            .wait_gone("┌─ Svar")
            .keys("p")
            .wait_for("Fra nummer")
            .paste("ORG1\u{1b}[2J BETAL \u{202e}50")
            .wait_for("kodeordet");
        c.keys("Ctrl+Q");
        assert_eq!(c.ended(), 0);
        super::hostile::assert_only_our_sequences(&c.raw());
    }
}
