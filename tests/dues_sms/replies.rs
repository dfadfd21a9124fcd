//! Every reply, by the letter (SMS-15 to SMS-28), in the order of SMS-30.

use crate::club::{CHARGE, Club, FAILED, KARI, PAID};

/// A club with every kind of member that a reply is about.
fn everybody() -> Club {
    Club::with(&[
        "1,Kari Nordmann,999 99 999,dues,2026-12-01,50",
        "2,Ola Hansen,411 11 111,dues,2026-12-01,200",
        "3,Per Hansen,+47 41111111,dues,2026-12-01,200",
        "4,Giver Berg,0047 40000004,donation,2026-12-01,50",
        "5,Ordre Lie,40 00 00 06,order,2026-12-01,50",
        "6,Mye Moe,40000007,dues,2026-12-01,1001",
        "7,Øre Dahl,40000012,dues,2026-12-01,49.90",
    ])
}

#[test]
fn sms_17_18_19_the_first_example_of_the_source() {
    let mut club = Club::with_kari();
    club.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(club.got(KARI), [CHARGE]);
    assert_eq!(club.status(10_001), "unpaid", "not before the operator has confirmed (SMS-18)");
    assert_eq!(club.charge().0, "under_way");
    club.outcomes();
    assert_eq!(club.got(KARI), [CHARGE, PAID]);
    assert_eq!((club.status(10_001).as_str(), club.drawn(KARI)), ("paid", 5_000));
    assert_eq!(club.charge().0, "paid");
    let claim = club.site.claim(10_001);
    assert_eq!(claim["method"], "sms", "{claim}");
    // What it cost stands on the reply that cost it, and on no other (SMS-16).
    let prices = club.site.json(&["sms", "read", KARI, "--json"]);
    let prices: Vec<&str> = prices["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["price"].as_str().unwrap())
        .collect();
    assert_eq!(prices, ["0.00", "50.00", "0.00"]);
    club.site.check();
}

#[test]
fn sms_20_21_22_the_second_example_of_the_source() {
    let mut club = Club::with(&["1,Kari Nordmann,40000020,dues,2026-12-01,50"]);
    let phone = "+4740000020";
    club.sends(phone, "ORG1 BETAL 50");
    club.outcomes();
    // The operator did not deliver what could not be paid.
    assert_eq!(club.got(phone), [FAILED]);
    assert_eq!((club.status(10_001).as_str(), club.drawn(phone)), ("unpaid", 0));
    assert_eq!(club.charge(), ("failed".to_owned(), "no-funds".to_owned()));
    // A new attempt is possible.
    club.sends(phone, "ORG1 BETAL 50");
    assert_eq!(club.count("SELECT count(*) FROM charge"), 2);
    club.site.check();
}

#[test]
fn sms_23_to_28_what_is_wrong_is_answered_and_draws_nothing() {
    let giant = "9".repeat(40);
    let not_valid = |given: &str| format!("{given} er ikkje eit gyldig beløp.");
    let none = |amount: &str| format!("Ingen uteståande fakturaer på beløpet {amount}kr.");
    let unknown = "Fann ingen brukarar med dette telefonnummeret.".to_owned();
    let several = "Det finst fleire medlemmar med dette telefonnummeret.".to_owned();
    let no_sum = "Ingen sum for betaling definert.".to_owned();
    let table: Vec<(&str, String, String)> = vec![
        (KARI, "ORG1 BETAL".into(), no_sum.clone()),
        (KARI, "ORG1 BETAL kr".into(), no_sum.clone()),
        (KARI, "org1\nbetale\u{200b} ".into(), no_sum),
        (KARI, "ORG1 BETAL 49.90".into(), not_valid("49.90")),
        (KARI, "ORG1 BETAL 49,90".into(), not_valid("49,90")),
        (KARI, "ORG1 BETAL -5".into(), not_valid("-5")),
        (KARI, "ORG1 BETAL ٥٠".into(), not_valid("٥٠")),
        (KARI, "ORG1 BETAL 0".into(), not_valid("0")),
        (KARI, "ORG1 BETAL 1001".into(), not_valid("1001")),
        (KARI, format!("ORG1 BETAL {giant}"), not_valid(&giant)),
        (KARI, "ORG1 BETAL 💰".into(), not_valid("?")),
        (KARI, "ORG1 BETAL \u{1b}[31m50\u{202e}".into(), not_valid("[31m50")),
        // Unknown and ambiguous come after the amount, and before the dues.
        ("+4745454545", "ORG1 BETAL 49.90".into(), not_valid("49.90")),
        ("+4745454545", "ORG1 BETAL 50".into(), unknown),
        ("+4741111111", "ORG1 BETAL 200".into(), several),
        (KARI, "ORG1 BETAL 51".into(), none("51")),
        (KARI, "ORG1 BETAL 51kr".into(), none("51")),
        // Only dues, even of the same amount (SMS-1, SMS-5).
        ("+4740000004", "ORG1 BETAL 50".into(), none("50")),
        ("+4740000006", "ORG1 BETAL 50".into(), none("50")),
        ("+4740000007", "ORG1 BETAL 1000".into(), none("1000")),
        ("+4740000012", "ORG1 BETAL 49".into(), none("49")),
    ];
    let mut club = everybody();
    for (from, text, wanted) in table {
        let before = club.got(from).len();
        club.sends(from, &text);
        let got = club.got(from);
        assert_eq!(got.len(), before + 1, "{text:?}");
        assert_eq!(got.last(), Some(&wanted), "{from} {text:?}");
    }
    assert_eq!(club.count("SELECT count(*) FROM charge"), 0);
    assert_eq!(club.phones.charges().unwrap(), []);
    assert_eq!(club.count("SELECT sum(unread) FROM dialogue"), 0, "a person need not look");
    club.site.check();
}

#[test]
fn sms_13_amounts_as_people_write_them_are_the_same() {
    for text in [
        "ORG1 BETAL 50kr",
        "org1 betal 50,-",
        "ORG1  BETALE\t50 kr",
        "\u{feff}Org1\r\nBetal\r\n50",
    ] {
        let mut club = Club::with_kari();
        club.sends(KARI, text);
        assert_eq!(club.got(KARI), [CHARGE], "{text:?}");
    }
}

#[test]
fn sms_25_closed_or_no_dues() {
    let closed = "Organisasjon1 er ikke åpen for innmelding via SMS.";
    let mut club = Club::with_kari();
    club.site.ok(&["sms", "set", "--closed", "--comment", "sommar"]);
    club.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(club.got(KARI), [closed]);
    let mut none = Club::with(&["1,Kari Nordmann,99999999,other,2026-12-01,50"]);
    none.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(none.got(KARI), [closed]);
}

#[test]
fn sms_26_who_has_paid_this_year_is_told_so() {
    let mut club = Club::with_kari();
    club.sends(KARI, "ORG1 BETAL 50");
    club.outcomes();
    club.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(club.got(KARI).last().unwrap(), "Ingen uteståande fakturaer på beløpet 50kr.");
    assert_eq!(club.drawn(KARI), 5_000);
}

#[test]
fn sms_30_a_second_message_while_the_first_is_under_way_draws_nothing() {
    let mut club = Club::with(&[
        "1,Kari Nordmann,99999999,dues,2026-12-02,50",
        "1,Kari Nordmann,99999999,dues,2026-12-01,50",
    ]);
    club.sends(KARI, "ORG1 BETAL 50");
    club.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(club.got(KARI), [CHARGE, CHARGE], "the second is told the same and costs nothing");
    assert_eq!(club.count("SELECT count(*) FROM charge"), 1);
    assert_eq!(club.count("SELECT sum(price) FROM message"), 5_000);
    club.outcomes();
    // The oldest due first.
    assert_eq!((club.status(10_001), club.status(10_002)), ("unpaid".into(), "paid".into()));
    club.sends(KARI, "ORG1 BETAL 50");
    club.outcomes();
    assert_eq!((club.status(10_001).as_str(), club.drawn(KARI)), ("paid", 10_000));
    club.site.check();
}

#[test]
fn sms_6_membership_does_not_filter_and_sms_29_other_words_are_for_a_person() {
    let mut club = Club::with_kari();
    for text in ["hei", "ORG1 INNMELD", "ORG1", ""] {
        club.sends(KARI, text);
    }
    assert_eq!(club.got(KARI).len(), 0, "nobody answers by itself");
    assert_eq!(club.count("SELECT unread FROM dialogue"), 4);
    club.sends("KlubbenX", "ORG1 BETAL 50");
    assert_eq!(club.count("SELECT count(*) FROM outbox"), 0, "a name cannot be written to");
    club.site.check();
}

#[test]
fn sms_6_former_members_pay_what_they_still_owe() {
    let mut club = Club::with(&[
        "1,Kari Nordmann,99999999,dues,2026-12-01,75",
        "1,Kari Nordmann,99999999,dues,2027-12-01,50",
    ]);
    club.site.ok(&["claims", "annul", "10002", "--comment", "meldt ut"]);
    club.sends(KARI, "ORG1 BETAL 75");
    club.outcomes();
    assert_eq!(club.status(10_001), "paid");
}

#[test]
fn hostile_texts_reach_neither_the_terminal_nor_the_log() {
    let mut club = Club::with_kari();
    let hostile = "ORG1 BETAL \u{1b}]52;c;AAAA\u{7}\u{202e}05\u{9b}31m";
    club.phones.send(KARI, hostile).unwrap();
    club.phones.send(KARI, "\u{1b}[2J\u{2066}hei\r\n\u{e0041}").unwrap();
    let log = club.site.dir.path().join("log.txt");
    let log_path = log.to_str().unwrap();
    let mut said = club.site.ok(&["dispatch", "--log", log_path]);
    for args in [&["sms", "list"][..], &["sms", "read", KARI], &["messages", "list"]] {
        let mut all = args.to_vec();
        all.extend(["--log", log_path]);
        said.push_str(&club.site.ok(&all));
    }
    said.push_str(&std::fs::read_to_string(&log).unwrap_or_default());
    let bad = |c: char| c != '\n' && fordring::domain::text::is_forbidden(c);
    assert!(said.contains("hei") && !said.contains(bad), "{said:?}");
    let logged = std::fs::read_to_string(&log).unwrap_or_default();
    assert!(
        !logged.contains("hei") && !logged.contains("99999999"),
        "nobody's words or number: {logged}"
    );
}
