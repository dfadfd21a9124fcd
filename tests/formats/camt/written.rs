//! Writing camt.053 and camt.054, and reading what was written; and what anybody might write.

use chrono::NaiveDate;
use fordring::domain::bankfile::Direction;
use fordring::domain::money::{Currency, Money};
use fordring::domain::notice::{Notice, NoticeKind};
use fordring::formats::{self, WriteFile, WriteNotice, WritePart, WritePayment};
use proptest::prelude::*;

use super::{KINDS, codec, edited, told};
use crate::common::day;

fn written(format: &str, file: &WriteFile) -> Vec<u8> {
    let mut out = Vec::new();
    (codec(format).write.unwrap())(file, &mut out).unwrap();
    out
}

fn digits(n: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(b'0'..=b'9', n).prop_map(|d| String::from_utf8(d).unwrap())
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0_u32..36_000).prop_map(|n| day("1928-01-01").checked_add_days(chrono::Days::new(n.into())).unwrap())
}

fn words() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[a-zæøåÆØÅ<>&'\"0-9.]{1,20}( [a-zé]{1,30}){0,12}")
}

fn money() -> impl Strategy<Value = Money> {
    prop_oneof![0_i64..1_000_000, 0_i64..=9_999_999_999_999].prop_map(Money::from_minor)
}

prop_compose! {
    fn payment()(
        kind in prop_oneof![Just("230"), Just("232"), Just("VCOM"), Just("MCRD"), Just("IDDT"), Just(""), Just("10")],
        settled_on in date(),
        lump_key in "[A-Z0-9]{0,35}",
        out in any::<bool>(),
        amount in money(),
        reference in proptest::option::of("[0-9]{1,24}[0-9-]"),
        several in proptest::option::of(proptest::collection::vec("[0-9]{5,12}", 2..5)),
        payer_account in proptest::option::of(prop_oneof![digits(11).boxed(), Just("DE89370400440532013000".to_owned()).boxed()]),
        payer_name in words(),
        archive_reference in proptest::option::of("[A-Z0-9]{1,35}"),
        ordered_on in proptest::option::of(date()),
        text in words(),
    ) -> WritePayment {
        let several = several.map(|mut s| { s.dedup(); s }).filter(|s| s.len() > 1);
        WritePayment {
            kind: kind.to_owned(), settled_on, lump_key,
            direction: if out { Direction::Out } else { Direction::In },
            amount,
            reference: reference.filter(|_| several.is_none()),
            several: several.is_some(),
            payer_account: payer_account.filter(|a| a.bytes().any(|b| b != b'0')),
            payer_name: payer_name.map(|n| n.chars().take(140).collect::<String>().trim().to_owned()),
            payer_number: None, archive_reference, ordered_on,
            text: several.map(|s| s.join(" ")).or(text),
        }
    }
}

fn notice_of(kind: NoticeKind) -> WriteNotice {
    WriteNotice::from(&Notice::new(kind, 1, ""))
}

prop_compose! {
    fn notice(statement: bool)(
        which in 0_u8..4,
        on in date(),
        out in any::<bool>(),
        amount in money(),
        reference in proptest::option::of("[0-9]{2,25}"),
        text in words(),
    ) -> WriteNotice {
        let kind = match which {
            0 => NoticeKind::Expected,
            1 => NoticeKind::Foreign,
            _ if statement => NoticeKind::Entry,
            _ => NoticeKind::BankOwn,
        };
        WriteNotice {
            code: if kind == NoticeKind::BankOwn { "CHRG".to_owned() } else { "230".to_owned() },
            reference, on: Some(on), amount: Some(amount), text,
            direction: if out { Direction::Out } else { Direction::In },
            other: (kind == NoticeKind::Foreign).then(|| "EUR".to_owned()),
            ..notice_of(kind)
        }
    }
}

fn accounts() -> impl Strategy<Value = (&'static str, Currency)> {
    prop_oneof![
        Just(("12345678903", Currency::Nok)),
        Just(("9912346", Currency::Sek)),
        Just(("500012345678", Currency::Sek)),
        Just(("00400440116243", Currency::Dkk)),
    ]
}

type Parts = Vec<(Vec<WritePayment>, Vec<WriteNotice>)>;

fn file(account: &str, parts: &Parts) -> WriteFile {
    let parts = parts.iter().map(|(payments, notices)| WritePart {
        account: account.to_owned(),
        payments: payments.clone(),
        notices: notices.clone(),
        ..WritePart::default()
    });
    WriteFile {
        transmission: 42,
        transmitter: "00008080".to_owned(),
        recipient: "987654325".to_owned(),
        created_on: day("2026-05-06"),
        parts: parts.collect(),
    }
}

fn of_part<T: Clone>(told: &[(u32, T)], part: usize) -> Vec<T> {
    told.iter()
        .filter(|(p, _)| usize::try_from(*p).unwrap() == part + 1)
        .map(|(_, t)| t.clone())
        .collect()
}

proptest! {
    #[test]
    fn written_and_read_is_the_same(
        (account, currency) in accounts(),
        parts in proptest::collection::vec((proptest::collection::vec(payment(), 0..6), proptest::collection::vec(notice(false), 0..3)), 1..4),
    ) {
        let file = file(account, &parts);
        let bytes = written("camt054", &file);
        prop_assert_eq!(formats::detect(&bytes).map(|c| c.id), Ok("camt054"));
        let told = told("camt054", &bytes, currency);
        prop_assert!(!told.summary.is_refused(), "{:?} {}", told.codes(), String::from_utf8_lossy(&bytes));
        prop_assert_eq!(told.summary.parts.len(), parts.len());
        for (place, (payments, notices)) in parts.iter().enumerate() {
            prop_assert_eq!(&of_part(&told.payments, place), payments);
            prop_assert_eq!(&of_part(&told.notices, place), notices);
            prop_assert_eq!(&told.summary.parts[place].account, account);
        }
    }

    #[test]
    fn statements_written_and_read_are_the_same(
        (account, currency) in accounts(),
        entries in proptest::collection::vec(proptest::collection::vec(notice(true), 0..6), 1..4),
        balance in money(),
    ) {
        let parts: Parts = entries.iter().map(|entries| {
            let opening = WriteNotice { code: "OPBD".to_owned(), on: Some(day("2026-05-06")), amount: Some(balance), ..notice_of(NoticeKind::Opening) };
            let closing = WriteNotice { code: "CLBD".to_owned(), direction: Direction::Out, ..opening.clone() };
            let closing = WriteNotice { kind: NoticeKind::Closing, ..closing };
            (Vec::new(), [opening, closing].into_iter().chain(entries.iter().cloned()).collect())
        }).collect();
        let bytes = written("camt053", &file(account, &parts));
        let told = told("camt053", &bytes, currency);
        prop_assert!(!told.summary.is_refused(), "{:?}", told.codes());
        for (place, (_, notices)) in parts.iter().enumerate() {
            prop_assert_eq!(&of_part(&told.notices, place), notices);
        }
    }

    #[test]
    fn anything_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let told = told("camt054", &bytes, Currency::Nok);
        prop_assert!(told.summary.is_refused() && told.payments.is_empty());
    }

    #[test]
    fn lines_in_any_order_never_panic(numbers in proptest::collection::vec(0_usize..130, 0..60)) {
        let text = String::from_utf8(edited(KINDS, &[])).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let head = lines[..13].join("\n");
        let mixed: Vec<&str> = numbers.iter().map(|n| lines[*n]).collect();
        let told = told("camt054", format!("{head}\n{}", mixed.join("\n")).as_bytes(), Currency::Nok);
        prop_assert!(told.summary.is_refused());
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    let plain = WritePayment {
        kind: "230".to_owned(),
        settled_on: day("2026-05-06"),
        lump_key: "1".to_owned(),
        direction: Direction::In,
        amount: Money::from_minor(100),
        reference: Some("10421701037".to_owned()),
        several: false,
        payer_account: None,
        payer_name: None,
        payer_number: None,
        archive_reference: None,
        ordered_on: None,
        text: None,
    };
    let fails = |change: &dyn Fn(&mut WritePayment)| {
        let mut payment = plain.clone();
        change(&mut payment);
        let file = file("12345678903", &vec![(vec![payment], Vec::new())]);
        (codec("camt054").write.unwrap())(&file, &mut Vec::new()).is_err_and(|e| !e.to_string().is_empty())
    };
    assert!(!fails(&|_| {}));
    assert!(fails(&|p| p.kind = "NO230 1".to_owned()));
    assert!(fails(&|p| p.kind = "INTR".to_owned()));
    assert!(fails(&|p| p.amount = Money::from_minor(-1)));
    assert!(fails(&|p| p.amount = Money::from_minor(100_000_000_000_000)));
    assert!(fails(&|p| p.reference = Some("RF18".to_owned())));
    assert!(fails(&|p| p.text = Some("two  blanks".to_owned())));
    assert!(fails(&|p| p.text = Some("x".repeat(141))));
    assert!(fails(&|p| p.text = Some("tab\t".to_owned())));
    assert!(fails(&|p| p.lump_key = "1".repeat(36)));
    assert!(fails(&|p| p.payer_number = Some("1".to_owned())));
    assert!(fails(&|p| p.payer_account = Some("00000000000".to_owned())));
    assert!(fails(&|p| p.archive_reference = Some("NOTPROVIDED".to_owned())));
    assert!(fails(&|p| (p.several, p.reference, p.text) = (true, None, Some("1 1".to_owned()))));
    assert!(fails(&|p| p.payer_name = Some(String::new())));
    let write = |account: &str| (codec("camt054").write.unwrap())(&file(account, &vec![(Vec::new(), Vec::new())]), &mut Vec::new());
    assert!(write("12345678903").is_ok() && write("1234").is_err() && write("9912347").is_err());
    let statement = file("12345678903", &vec![(vec![plain], Vec::new())]);
    assert!((codec("camt053").write.unwrap())(&statement, &mut Vec::new()).is_err());
}
