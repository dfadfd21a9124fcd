//! Direct remittance from outside: what was paid out, and what we ask to be paid out.

use fordring::domain::bankfile::Direction;
use fordring::domain::money::{Currency, Money};
use fordring::domain::notice::NoticeKind;
use fordring::domain::outgoing::{Address, Item, Outgoing, OutgoingPart, PayOut};
use fordring::formats::{WriteError, WriteFile, WriteNotice, WritePart};
use proptest::prelude::*;

use super::ny::{Asked, day, edited, golden, only, read, rebuilt, same, written};

const ORDER: &str = "direct-remittance/direct-remittance-order.txt";
const ONE: &str = "direct-remittance/order-one-reference.txt";
const ASKED: Asked = Asked("direct-remittance");

/// Worked example 11.6, but with one reference in the second payment: of two of them we ask nothing.
fn example() -> Outgoing {
    let with_message = PayOut {
        on: day("2026-05-12"),
        amount: Money::from_minor(25_000),
        to_account: "15032080119".to_owned(),
        to_bic: String::new(),
        to_name: "Verkstad Nord AS".to_owned(),
        address: Some(Address {
            lines: vec!["Storgata 1".to_owned()],
            postcode: "9008".to_owned(),
            city: "Tromsø".to_owned(),
            country: String::new(),
        }),
        reference: String::new(),
        message: "Refusjon ordre 5512\nTakk for handelen".to_owned(),
        own_reference: "0000000000000000000000077".to_owned(),
    };
    let with_kid = PayOut {
        on: day("2026-05-13"),
        amount: Money::from_minor(90_000),
        to_account: "60050612344".to_owned(),
        to_name: "Deler AS".to_owned(),
        address: None,
        reference: "50001239".to_owned(),
        message: String::new(),
        ..with_message.clone()
    };
    Outgoing {
        number: 77,
        sender: "00131415".to_owned(),
        sender_name: String::new(),
        system: String::new(),
        made_at: chrono::NaiveDateTime::default(),
        currency: Currency::Nok,
        parts: vec![OutgoingPart {
            number: 12,
            account: "12345678903".to_owned(),
            agreement: "001234599".to_owned(),
            group: String::new(),
            bic: String::new(),
            items: vec![Item::PayOut(with_message), Item::PayOut(with_kid)],
        }],
    }
}

#[test]
fn pay_outs_are_written_as_in_the_specification() {
    let bytes = ASKED.written(&example()).unwrap();
    same(&bytes, &golden(ONE));
    // Record by record as in the worked example, up to the amount of its first reference.
    assert_eq!(bytes[..10 * 82 + 40], golden(ORDER)[..10 * 82 + 40]);
    assert_eq!(ASKED.read(&golden(ONE)), Ok(example()));
}

/// A payment of an invoice less a credit note is none that we ask for.
#[test]
fn two_references_are_told() {
    assert_eq!(ASKED.read(&golden(ORDER)), Err(vec!["record-order@12:1".to_owned()]));
}

#[test]
fn what_cannot_be_written_is_refused() {
    let fails = |item: usize, change: &dyn Fn(&mut PayOut), wanted: &str| {
        let mut asked = example();
        if let Item::PayOut(out) = &mut asked.parts[0].items[item] {
            change(out);
        }
        match ASKED.written(&asked) {
            Err(WriteError::Field { part, payment, field, .. }) => {
                assert_eq!((part, usize::try_from(payment).unwrap(), field), (1, item + 1, wanted));
            }
            other => panic!("{wanted}: {:?}", other.map(|bytes| bytes.len())),
        }
    };
    fails(0, &|p| p.amount = Money::ZERO, "amount");
    fails(0, &|p| p.amount = Money::from_minor(-5), "amount");
    fails(0, &|p| p.amount = Money::from_minor(100_000_000_000_000), "amount");
    fails(0, &|p| p.to_account = "15032080110".to_owned(), "receiver account");
    fails(0, &|p| p.to_account = "NO9386011117947".to_owned(), "receiver account");
    fails(0, &|p| p.to_account = String::new(), "receiver account");
    fails(0, &|p| p.on = day("1899-12-31"), "payment date");
    fails(0, &|p| p.to_name = "x".repeat(31), "receiver name");
    fails(0, &|p| p.own_reference = "x".repeat(26), "own reference");
    fails(0, &|p| p.message = "x\n".repeat(43), "message");
    fails(0, &|p| p.message = "emoji 🙂".to_owned(), "message");
    fails(
        0,
        &|p| {
            p.address = Some(Address {
                lines: vec!["a".to_owned(); 3],
                ..Address::default()
            })
        },
        "address",
    );
    fails(
        0,
        &|p| {
            p.address = Some(Address {
                lines: vec!["a".repeat(31)],
                ..Address::default()
            })
        },
        "address",
    );
    fails(
        0,
        &|p| {
            p.address = Some(Address {
                postcode: "12345".to_owned(),
                ..Address::default()
            })
        },
        "postcode",
    );
    fails(
        0,
        &|p| {
            p.address = Some(Address {
                city: "x".repeat(26),
                ..Address::default()
            })
        },
        "city",
    );
    fails(
        0,
        &|p| {
            p.address = Some(Address {
                country: "NORW".to_owned(),
                ..Address::default()
            })
        },
        "country",
    );
    fails(1, &|p| p.message = "also".to_owned(), "message");
    fails(1, &|p| p.reference = "12a4".to_owned(), "reference");
    fails(1, &|p| p.reference = "1".repeat(26), "reference");
    let mut asked = example();
    asked.parts.push(asked.parts[0].clone());
    let error = ASKED.written(&asked).unwrap_err().to_string();
    assert_eq!(error, "part 2, payment 0: \"12\" cannot be written as part number");
    asked.parts[1].agreement = "x".to_owned();
    assert!(matches!(ASKED.written(&asked), Err(WriteError::Field { field: "agreement", .. })));
}

/// Lines of a message that are too long are cut at words, and those without any where they must be.
#[test]
fn long_messages_are_cut_at_words() {
    let back = |message: &str| {
        let mut asked = example();
        if let Item::PayOut(out) = &mut asked.parts[0].items[0] {
            out.message = message.to_owned();
        }
        match &ASKED.read(&ASKED.written(&asked).unwrap()).unwrap().parts[0].items[0] {
            Item::PayOut(out) => out.message.clone(),
            other => panic!("{other:?}"),
        }
    };
    let forty = "æ".repeat(40);
    assert_eq!(back(&forty), forty);
    assert_eq!(back(&format!("{forty}ø")), format!("{forty}\nø"));
    assert_eq!(back(&format!("{forty} ø")), format!("{forty}\nø"));
    assert_eq!(back(&format!("Vi takker for {forty}")), format!("Vi takker for\n{forty}"));
    let words = "Refusjon av kontingent for 2026 etter utmelding i mai, etter avtale";
    assert_eq!(back(words), "Refusjon av kontingent for 2026 etter\nutmelding i mai, etter avtale");
    assert_eq!(back("a\n\nb  \n"), "a\n\nb");
    assert_eq!(back(""), "");
}

#[test]
fn files_of_ours_are_checked_when_they_are_read_back() {
    for (line, column, text, told) in [
        (2, 9, "x", "bad-value@2:1"),
        (2, 25, "2", "account-check@2:25"),
        (3, 5, "04", "unknown-type@3:5"),
        (3, 16, "320526", "settlement-date@3:16"),
        (3, 22, "2", "account-check@3:22"),
        (3, 33, "x", "not-digits@3:33"),
        (3, 50, "1", "bad-value@3:50"),
        (5, 7, "42", "record-order@5:1"),
        (5, 50, "x", "bad-value@5:50"),
        (7, 16, "000", "bad-value@7:16"),
        (7, 19, "2", "bad-value@7:19"),
        (7, 60, "x", "bad-value@7:60"),
        (11, 16, "x", "bad-value@11:16"),
        (11, 41, "00000000000090001", "bad-value@11:41"),
        (12, 9, "00000003", "count-payments@12:9"),
        (12, 25, "00000000000115001", "sum@12:25"),
        (12, 42, "110526", "dates-differ@12:42"),
        (13, 3, "04", "record-order@13:1"),
        (13, 17, "00000012", "count-records@13:17"),
    ] {
        let bytes = edited(ONE, &[(line, column, text)]);
        assert_eq!(ASKED.read(&bytes), Err(vec![told.to_owned()]), "{line}:{column} {text}");
    }
    assert_eq!(ASKED.read(&only(ONE, &[1, 2, 4])), Err(vec!["record-order@3:1".to_owned()]));
    let claims = golden("avtalegiro/avtalegiro-claims-and-cancel.txt");
    assert_eq!(ASKED.read(&claims), Err(vec!["record-order@2:1".to_owned()]));
}

#[test]
fn every_cut_or_flipped_file_of_ours_is_told_or_the_same() {
    ASKED.survives(ONE);
}

fn date() -> impl Strategy<Value = chrono::NaiveDate> {
    (0_u64..30_000).prop_map(|n| day("1928-01-01").checked_add_days(chrono::Days::new(n)).unwrap())
}

/// Text as it can stand in a field: nothing that padding would take away.
fn text(max: usize) -> impl Strategy<Value = String> {
    let inner = format!("[a-zæøåÆØÅ0-9](|[a-zæøåé0-9,. ]{{0,{}}}[a-zæøå0-9])", max - 2);
    prop_oneof![Just(String::new()), proptest::string::string_regex(&inner).unwrap()]
}

prop_compose! {
    fn address()(lines in proptest::collection::vec(text(30), 0..3), postcode in "[0-9]{4}", city in text(25), country in "(|SE|DK)") -> Address {
        let mut address = Address { lines, postcode, city, country };
        while address.lines.pop_if(|line| line.is_empty()).is_some() {}
        address
    }
}

prop_compose! {
    fn pay_out()(
        on in date(),
        minor in prop_oneof![1_i64..1_000_000, 1_i64..=99_999_999_999_999],
        account in proptest::sample::select(vec!["15032080119", "60050612344", "86011117947"]),
        long in text(30),
        short in text(10).prop_map(|t| t.replace(' ', "")),
        address in proptest::option::of(address()),
        reference in proptest::option::of("[0-9]{1,24}[0-9-]"),
        message in proptest::collection::vec(text(40), 0..5),
        own_reference in text(25),
    ) -> PayOut {
        let plain = reference.is_none();
        PayOut {
            on, amount: Money::from_minor(minor), to_account: account.to_owned(), to_bic: String::new(), own_reference,
            to_name: if plain { long } else { short },
            address: address.filter(|_| plain),
            message: if plain { message.join("\n").trim_end().to_owned() } else { String::new() },
            reference: reference.unwrap_or_default(),
        }
    }
}

prop_compose! {
    fn outgoing()(
        number in 0_u32..10_000_000,
        parts in proptest::collection::vec((proptest::collection::vec(pay_out(), 1..5), "(|[1-9][0-9]{8})"), 1..4),
    ) -> Outgoing {
        let parts = (1_u32..).zip(parts).map(|(number, (items, agreement))| OutgoingPart {
            number, agreement, items: items.into_iter().map(Item::PayOut).collect(), ..example().parts[0].clone()
        });
        Outgoing { number, parts: parts.collect(), ..example() }
    }
}

prop_compose! {
    fn settled()(on in (0_u64..400), code in "[0-9]{2}", minor in 0_i64..=99_999_999_999_999,
        reference in text(25), other in proptest::option::of(Just("15032080119")), name in text(10)) -> WriteNotice {
        WriteNotice {
            kind: NoticeKind::PaidOut, code, direction: Direction::Out, amount: Some(Money::from_minor(minor)),
            on: Some(day("2026-06-15").checked_sub_days(chrono::Days::new(on)).unwrap()),
            reference: Some(reference).filter(|r| !r.is_empty()), other: other.map(str::to_owned),
            text: Some(name).filter(|n| !n.is_empty()),
            payer_number: None, mandate_number: None, until_on: None, payer_account: None, notify: None,
        }
    }
}

proptest! {
    #[test]
    fn settlements_written_and_read_are_the_same(parts in proptest::collection::vec(proptest::collection::vec(settled(), 0..6), 1..4)) {
        let parts = parts.into_iter().map(|notices| WritePart {
            format: "direct-remittance", agreement: "001234599".to_owned(), account: "12345678903".to_owned(), notices,
            ..WritePart::default()
        });
        let file = WriteFile {
            transmission: 4711, transmitter: "00008080".to_owned(), recipient: "00131415".to_owned(),
            created_on: day("2026-06-15"), parts: parts.collect(),
        };
        let bytes = written("direct-remittance", &file);
        prop_assert_eq!(rebuilt(&bytes), file);
    }

    #[test]
    fn pay_outs_written_and_read_are_the_same(asked in outgoing()) {
        let bytes = ASKED.written(&asked).unwrap();
        prop_assert!(bytes.chunks(82).all(|l| l.len() == 82 && l.ends_with(b"\r\n")));
        prop_assert_eq!(ASKED.read(&bytes), Ok(asked));
        let (summary, _) = read(&bytes);
        prop_assert!(summary.is_refused() && summary.findings.iter().all(|f| f.code.starts_with("outgoing-")));
    }
}
