//! What a person does in the dialogue: answers, ties, decides, gives back (SMS-29).

use fordring::app::usecase::dues_sms::person;
use fordring::domain::ledger::Role;

use crate::club::{Club, KARI, refusal};

fn answered(club: &mut Club, text: &str, seen: Option<i64>) -> Result<i64, fordring::app::AppError> {
    person::answer(&mut club.session, KARI, text, seen)
}

#[test]
fn sms_29_a_person_answers_what_they_saw_and_it_counts_as_read() {
    let mut club = Club::with_kari();
    club.sends(KARI, "Når er årsmøtet?");
    let last = person::dialogue(&club.session, KARI).unwrap().messages.pop().unwrap();
    assert!(!last.read);
    answered(&mut club, "Laurdag kl. 14", Some(last.id)).unwrap();
    club.round();
    assert_eq!(club.got(KARI), ["Laurdag kl. 14"]);
    assert_eq!(club.count("SELECT unread FROM dialogue"), 0);
    // Somebody else answered meanwhile.
    let code = refusal(answered(&mut club, "Søndag", Some(last.id))).code();
    assert_eq!(code, "dialogue-moved");
    assert_eq!(refusal(answered(&mut club, &"x".repeat(2_000), None)).code(), "text-too-long");
    assert_eq!(refusal(answered(&mut club, " \n", None)).code(), "text-unsendable");
    let named = person::answer(&mut club.session, "Banken", "hei", None);
    assert_eq!(refusal(named).code(), "number-unreachable");
    // The same words twice are two messages.
    answered(&mut club, "Ja", None).unwrap();
    answered(&mut club, "Ja", None).unwrap();
    club.round();
    assert_eq!(club.got(KARI), ["Laurdag kl. 14", "Ja", "Ja"]);
    assert_eq!(person::mark(&mut club.session, KARI, false).unwrap(), 1);
    assert_eq!(club.count("SELECT unread FROM dialogue"), 1);
    club.site.check();
}

#[test]
fn parts_are_counted_as_they_are_billed() {
    let club = Club::with_kari();
    let parts = |text: &str| person::cost(&club.session, text).unwrap().measure.parts;
    for (text, wanted) in [
        ("x".repeat(160), 1),
        ("x".repeat(161), 2),
        ("x".repeat(306), 2),
        ("x".repeat(307), 3),
        ("Ω".repeat(160), 1),
        ("ш".repeat(70), 1),
        ("ш".repeat(71), 2),
        ("ш".repeat(134), 2),
        ("ш".repeat(135), 3),
        ("€".repeat(80), 1),
        ("€".repeat(81), 2),
    ] {
        assert_eq!(parts(&text), wanted, "{} of {:?}", text.chars().count(), text.chars().next());
    }
}

#[test]
fn an_unknown_number_is_tied_to_its_party_and_then_pays() {
    let mut club = Club::with_kari();
    let new = "+4745454545";
    club.sends(new, "ORG1 BETAL 50");
    assert_eq!(club.got(new), ["Fann ingen brukarar med dette telefonnummeret."]);
    assert!(person::tie(&mut club.session, new, "1", true, "ny telefon").unwrap());
    assert!(!person::tie(&mut club.session, new, "1", true, "ein gong til").unwrap());
    club.sends(new, "ORG1 BETAL 50");
    club.outcomes();
    assert_eq!((club.status(10_001).as_str(), club.drawn(new)), ("paid", 5_000));
    let code = refusal(person::tie(&mut club.session, new, "77", true, "x")).code();
    assert_eq!(code, "no-such-party");
    assert!(person::tie(&mut club.session, new, "1", false, "selt").unwrap());
    club.sends(new, "ORG1 BETAL 50");
    assert_eq!(club.got(new).last().unwrap(), "Fann ingen brukarar med dette telefonnummeret.");
    club.site.check();
}

#[test]
fn what_nobody_knows_is_decided_once() {
    for (paid, claim) in [(true, "paid"), (false, "unpaid")] {
        let mut club = Club::with(&["1,Kari Nordmann,40000032,dues,2026-12-01,50"]);
        club.sends("+4740000032", "ORG1 BETAL 50");
        club.outcomes();
        assert_eq!(refusal(person::decide(&mut club.session, 1, paid, " ")).code(), "comment-missing");
        assert_eq!(refusal(person::decide(&mut club.session, 9, paid, "x")).code(), "no-such-charge");
        person::decide(&mut club.session, 1, paid, "ringte operatøren").unwrap();
        assert_eq!(refusal(person::decide(&mut club.session, 1, paid, "x")).code(), "charge-forbids");
        club.round();
        assert_eq!(club.status(10_001), claim);
        assert_eq!(club.got("+4740000032").len(), 2, "the member is told");
        club.site.check();
    }
}

#[test]
fn money_is_given_back_and_the_claim_is_outstanding_again() {
    let mut club = Club::with_kari();
    club.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(refusal(person::refund(&mut club.session, 1, "x")).code(), "charge-forbids");
    club.outcomes();
    person::refund(&mut club.session, 1, "feil medlem").unwrap();
    assert_eq!(club.status(10_001), "unpaid", "at once");
    club.round();
    assert_eq!((club.charge().0.as_str(), club.drawn(KARI)), ("refunded", 0));
    assert_eq!(refusal(person::refund(&mut club.session, 1, "x")).code(), "charge-forbids");
    club.site.check();
    // And it can be paid again.
    club.sends(KARI, "ORG1 BETAL 50");
    club.outcomes();
    assert_eq!((club.status(10_001).as_str(), club.drawn(KARI)), ("paid", 5_000));
    club.site.check();
}

#[test]
fn a_payment_by_sms_can_be_taken_to_the_desk() {
    let mut club = Club::with_kari();
    club.sends(KARI, "ORG1 BETAL 50");
    club.outcomes();
    club.site
        .ok(&["payments", "unmatch", "1", "--claim", "10001", "--comment", "feil år"]);
    assert_eq!(club.status(10_001), "unpaid");
    club.site
        .ok(&["payments", "match", "1", "--claim", "10001", "--comment", "rett likevel"]);
    assert_eq!(club.status(10_001), "paid");
    club.site.check();
}

#[test]
fn what_the_operators_pay_out_is_booked_once() {
    let mut club = Club::with_kari();
    club.sends(KARI, "ORG1 BETAL 50");
    club.outcomes();
    let key = club.site.json(&["sms", "charges", "--columns", "id,key", "--json"])[0]["key"].clone();
    let key = key.as_str().unwrap();
    let table = |gross: &str| format!("reference,gross,fee,settlement,date\n{key},{gross},12.50,NOV,2026-11-30\n");
    let file = club.site.file("nov.csv", table("50.00"));
    let args = ["settle", crate::common::text(&file), "--json"];
    let first = club.site.json(&args);
    assert_eq!(
        (first[0]["net"].as_str(), first[0]["known"].as_bool()),
        (Some("37.50"), Some(false))
    );
    assert_eq!(club.site.json(&args)[0]["known"], true);
    let on_clearing = "SELECT sum(p.amount) FROM posting p JOIN ledger_account a ON a.code = p.account WHERE a.role = 17";
    assert_eq!(club.count(on_clearing), 0);
    club.site.check();
    // The same name with other rows, and more than was drawn.
    let other = club.site.file("other.csv", table("49.00"));
    club.site.fails(&["settle", crate::common::text(&other)], 1);
    let more = club.site.file("more.csv", table("50.00").replace("NOV", "DES"));
    club.site.fails(&["settle", crate::common::text(&more)], 1);
    club.site.check();
}

#[test]
fn what_the_provider_does_not_give_back_is_given_back_by_hand() {
    let mut club = Club::with(&["1,Kari Nordmann,40000032,dues,2026-12-01,50"]);
    let phone = "+4740000032";
    club.sends(phone, "ORG1 BETAL 50");
    club.outcomes();
    // A person says that it was drawn; the provider knows nothing of it, and so gives nothing back.
    person::decide(&mut club.session, 1, true, "medlemmet viste rekninga").unwrap();
    let refused = person::refunded_by_hand(&mut club.session, 1, Role::Bank, "x");
    assert_eq!(refusal(refused).code(), "charge-forbids", "nobody asked for it yet");
    person::refund(&mut club.session, 1, "feil medlem").unwrap();
    club.round();
    assert_eq!(club.charge(), ("paid".into(), "refund-refused".into()));
    assert_eq!(club.status(10_001), "unpaid");
    club.site.check();
    club.site
        .ok(&["sms", "refund", "1", "--by-hand", "bank", "--comment", "overført til kontoen"]);
    assert_eq!(club.charge(), ("refunded".into(), "by-hand".into()));
    let owed = "SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN ledger_account a ON a.code = p.account WHERE a.role = 14";
    assert_eq!(club.count(owed), 0, "nothing is to be paid out any more");
    club.site.check();
    club.site.fails(&["sms", "refund", "1", "--by-hand", "cash", "--comment", "x"], 1);
}
