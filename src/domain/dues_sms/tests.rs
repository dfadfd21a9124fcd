//! The grammar and the order of the checks, as tables.

use proptest::prelude::*;

use super::*;

fn words() -> Words {
    Words {
        keywords: vec!["ORG1".to_owned(), "LAGET".to_owned()],
        sub_keywords: vec!["BETAL".to_owned(), "betale".to_owned(), "Årspengar".to_owned()],
        least: Money::from_minor(100),
        most: Money::from_minor(100_000),
    }
}

fn kroner(amount: i64, given: &str) -> Ask {
    Ask::Amount {
        amount: Money::from_minor(amount * 100),
        given: given.to_owned(),
    }
}

fn not_an_amount(given: &str) -> Ask {
    Ask::NotAnAmount { given: given.to_owned() }
}

fn outside(given: &str) -> Ask {
    Ask::OutsideLimits { given: given.to_owned() }
}

#[test]
fn sms_13_case_blanks_line_breaks_and_unseen_signs_make_no_difference() {
    for text in [
        "ORG1 BETAL 50",
        "org1 betal 50",
        "  Org1\t bEtAl \r\n 50  ",
        "ORG1\nBETALE\n50",
        "\u{feff}ORG1\u{200b} BET\u{200d}AL 5\u{200b}0",
        "ORG1\u{a0}BETAL\u{2003}50",
        "ORG1\0BETAL\u{1b}50",
        "«ORG1 BETAL 50»",
        "Org1, betal: 50",
        "laget BETALE 50",
        "ORG1 BETAL50",
    ] {
        assert_eq!(read(text, &words()), kroner(50, "50"), "{text:?}");
    }
    assert_eq!(read("org1 ÅRSPENGAR 50", &words()), kroner(50, "50"));
}

#[test]
fn sms_9_12_27_28_amounts() {
    let giant = "1234567890".repeat(4);
    let table: Vec<(&str, Ask)> = vec![
        ("50", kroner(50, "50")),
        ("50kr", kroner(50, "50kr")),
        ("50KR.", kroner(50, "50KR.")),
        ("50 kr", kroner(50, "50")),
        ("kr 50", kroner(50, "50")),
        ("kr50", kroner(50, "kr50")),
        ("50,-", kroner(50, "50,-")),
        ("50:-", kroner(50, "50:-")),
        ("50,00", kroner(50, "50,00")),
        ("50.", kroner(50, "50.")),
        ("50 takk for meg", kroner(50, "50")),
        ("050", kroner(50, "050")),
        ("1", kroner(1, "1")),
        ("1000", kroner(1000, "1000")),
        ("0", outside("0")),
        ("1001", outside("1001")),
        (&giant, outside(&giant)),
        ("49.90", not_an_amount("49.90")),
        ("49,5", not_an_amount("49,5")),
        ("-5", not_an_amount("-5")),
        ("+50", not_an_amount("+50")),
        ("٥٠", not_an_amount("٥٠")),
        ("５０", not_an_amount("５０")),
        ("1 000", not_an_amount("1 000")),
        ("50 kr 90 øre", not_an_amount("50 kr 90 øre")),
        ("5e1", not_an_amount("5e1")),
        ("femti", not_an_amount("femti")),
        ("", Ask::NoAmount),
        ("kr", Ask::NoAmount),
        ("  \u{200b} ", Ask::NoAmount),
    ];
    for (amount, wanted) in table {
        assert_eq!(read(&format!("ORG1 BETAL {amount}"), &words()), wanted, "{amount:?}");
    }
    let long = "x".repeat(5_000);
    assert_eq!(read(&format!("ORG1 BETAL {long}"), &words()).given().len(), 60);
}

#[test]
fn sms_13_other_words_are_for_a_person() {
    for text in ["", " ", "\u{200b}", "BETAL 50", "ORG12 BETAL 50", "ORG BETAL 50", "50", "hei"] {
        assert_eq!(read(text, &words()), Ask::NotForUs, "{text:?}");
    }
    for text in ["ORG1", "ORG1 INNMELD 50", "ORG1 BETALING 50", "ORG1 50", "ORG1 ?"] {
        assert_eq!(read(text, &words()), Ask::OtherWord, "{text:?}");
    }
    // No words are set up: nothing is ours.
    assert_eq!(read("ORG1 BETAL 50", &Words::default()), Ask::NotForUs);
    let blank = Words {
        keywords: vec![String::new()],
        ..words()
    };
    assert_eq!(read("«» BETAL 50", &blank), Ask::NotForUs);
}

#[test]
fn sms_30_the_checks_come_in_this_order() {
    let fifty = kroner(50, "50");
    let all_wrong = Facts::default();
    let two = Facts {
        parties: vec![7, 8],
        ..Facts::default()
    };
    let closed = Facts {
        parties: vec![7],
        under_way: true,
        claims: vec![3],
        is_open: false,
    };
    let busy = Facts {
        is_open: true,
        ..closed.clone()
    };
    let none = Facts {
        under_way: false,
        claims: Vec::new(),
        ..busy.clone()
    };
    let right = Facts {
        claims: vec![5, 9],
        ..none.clone()
    };
    let answer = Decision::Answer;
    for (ask, facts, wanted) in [
        (&Ask::NotForUs, &right, Decision::ForPerson),
        (&Ask::OtherWord, &right, Decision::ForPerson),
        (&Ask::NoAmount, &all_wrong, answer(Reply::NoAmount)),
        (&not_an_amount("x"), &all_wrong, answer(Reply::NotAnAmount)),
        (&outside("0"), &all_wrong, answer(Reply::OutsideLimits)),
        (&fifty, &all_wrong, answer(Reply::NoParty)),
        (&fifty, &two, answer(Reply::SeveralParties)),
        (&fifty, &closed, answer(Reply::Closed)),
        (&fifty, &busy, answer(Reply::UnderWay)),
        (&fifty, &none, answer(Reply::NothingOutstanding)),
        (
            &fifty,
            &right,
            Decision::Charge {
                party: 7,
                claim: 5,
                amount: Money::from_minor(5_000),
            },
        ),
    ] {
        assert_eq!(decide(ask, facts), wanted, "{ask:?} {facts:?}");
    }
}

#[test]
fn a_charge_that_is_over_is_never_under_way_again() {
    for from in ChargeState::ALL {
        assert!(!from.may_become(*from) && !from.may_become(ChargeState::Asked));
        assert!(from.is_open() || !from.may_become(ChargeState::UnderWay), "{from:?}");
    }
    assert!(!ChargeState::Refunded.may_become(ChargeState::Paid));
    assert!(!ChargeState::Paid.may_become(ChargeState::Failed));
}

#[test]
fn a_reply_is_filled_once_and_only_with_what_it_names() {
    let filled = fill("{given} {amount}kr {nobody} {", &[("given", "{amount}"), ("amount", "50")]);
    assert_eq!(filled, "{amount} 50kr {nobody} {");
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in "\\PC*|(ORG1 BETAL ?.{0,40})") {
        let ask = read(&text, &words());
        prop_assert!(ask.given().chars().count() <= 60);
        prop_assert!(!ask.given().chars().any(is_bad));
        if let Some(amount) = ask.amount() {
            prop_assert!(amount >= words().least && amount <= words().most && amount.minor() % 100 == 0);
        }
    }
}

fn is_bad(c: char) -> bool {
    crate::domain::text::is_forbidden(c)
}
