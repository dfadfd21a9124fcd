//! BgMax from outside: the golden files, what breaks them, and writing and reading giving the same.

use std::io::Cursor;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use fordring::domain::bankfile::{Direction, Event};
use fordring::domain::money::{Currency, Money};
use fordring::domain::payment::Method;
use fordring::formats::{self, ReadError, ReadOptions, WriteFile, WritePart, WritePayment};
use proptest::prelude::*;

use crate::bankgiro::{Format, TODAY, day, edited, only, options};

const BGMAX: Format = Format { id: "bgmax" };
const WORKED: &str = "worked-example.txt";
const GOOD: [&str; 5] = [
    WORKED,
    "free-references.txt",
    "deductions-and-deposits.txt",
    "euro-section.txt",
    "unknown-records.txt",
];

#[test]
fn golden_files_are_read_as_written_down() {
    assert_eq!(BGMAX.check_golden().len(), 11);
}

#[test]
fn how_a_file_was_carried_does_not_show() {
    for name in [WORKED, "deductions-and-deposits.txt", "free-references.txt"] {
        BGMAX.check_carriage(name);
    }
}

#[test]
fn every_truncation_is_refused_or_equal() {
    for name in GOOD {
        BGMAX.check_truncation(name);
    }
}

#[test]
fn every_flipped_byte_is_refused_or_the_same_money() {
    for name in [WORKED, "deductions-and-deposits.txt", "unknown-records.txt"] {
        BGMAX.check_flips(name);
    }
}

#[test]
fn places_cut_out_the_records() {
    for name in [WORKED, "deductions-and-deposits.txt", "free-references.txt"] {
        BGMAX.check_places(name);
    }
}

/// What is wrong is told with its place: the rules for BgMax, one after the other, in the worked example.
#[test]
fn each_rule_tells_its_place() {
    type Case<'a> = (&'a [(usize, usize, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (&[], &[]),
        (&[(1, 3, "BGMIX")], &["wrong-start@1:1"]),
        (&[(1, 1, "05")], &["wrong-start@1:1"]),
        (&[(1, 23, "02")], &["layout@1:23"]),
        (&[(1, 25, "20261318")], &["settlement-date@1:25"]),
        (&[(1, 40, "x")], &["not-digits@1:33"]),
        (&[(1, 45, "T")], &["test-file@1:45"]),
        (&[(1, 45, " ")], &["test-file@1:45"]),
        (&[(2, 12, "7")], &["account-check@2:3"]),
        (&[(2, 3, "0000000000")], &["account-check@2:3"]),
        (&[(2, 23, "   ")], &["currency@2:23", "currency@13:69"]),
        (&[(13, 69, "EUR")], &["currency@13:69"]),
        (&[(3, 40, "x")], &["not-digits@3:38"]),
        (&[(3, 38, "999999999999999999")], &["amount-too-large@3:38"]),
        (&[(3, 56, "x")], &["unknown-type@3:56"]),
        (&[(3, 58, "x")], &["not-digits@3:58"]),
        (&[(3, 4, "x")], &["not-digits@3:3"]),
        (&[(10, 58, "9")], &["transaction-mismatch@10:58"]),
        (&[(10, 12, "9")], &["transaction-mismatch@10:3"]),
        (&[(10, 55, "9")], &["extra-sum@9:38"]),
        (&[(3, 1, "21")], &["sum@13:51", "count-payments@14:3", "count-payments@14:11"]),
        (&[(13, 38, "20260931")], &["settlement-date@13:38"]),
        (&[(13, 38, "20261016")], &["future-date@13:38"]),
        (&[(13, 38, "20250914")], &["old-date@13:38"]),
        (&[(13, 46, "0037x")], &["not-digits@13:46"]),
        (&[(13, 68, "1")], &["sum@13:51"]),
        (&[(13, 79, "5")], &["count-payments@13:72"]),
        (&[(14, 10, "4")], &["count-payments@14:3"]),
        (&[(14, 18, "0")], &["count-payments@14:11"]),
        (&[(14, 26, "3")], &["count-records@14:19"]),
        (&[(14, 34, "2")], &["count-records@14:27"]),
        (&[(14, 34, "x")], &["not-digits@14:27"]),
        (&[(4, 1, "24")], &["records-skipped@4:1"]),
        (&[(4, 1, "xy")], &["not-a-record@4:1"]),
        (&[(4, 1, "29")], &["record-order@5:1", "record-order@6:1"]),
    ];
    for (edits, expected) in cases {
        // Made before such files began to lack payments.
        let mut edits = edits.to_vec();
        if !edits.iter().any(|e| e.0 == 1 && e.1 == 25) {
            edits.push((1, 25, "20260830"));
        }
        let said = BGMAX.read(&edited(&BGMAX.golden(WORKED), &edits));
        assert_eq!(said.codes(), *expected, "{edits:?}");
        for finding in &said.summary.findings {
            assert!(!finding.found.is_empty() && !finding.text.is_empty(), "{finding:?}");
        }
    }
}

#[test]
fn records_out_of_order_are_told() {
    let worked = edited(&BGMAX.golden(WORKED), &[(1, 25, "20260830")]);
    for (numbers, expected) in [
        (&[1, 2, 3, 13][..], &["sum@4:51", "count-payments@4:72", "truncated@4:0"][..]),
        (&[1, 3, 14], &["record-order@2:1"]),
        (&[1, 2, 10, 13, 14], &["record-order@3:1"]),
        (&[1, 2, 4, 13, 14], &["record-order@3:1"]),
        (&[1, 13, 14], &["record-order@2:1"]),
        (&[1, 2, 3, 14], &["record-order@4:1"]),
        (&[1, 2, 3, 2, 13, 14], &["record-order@4:1"]),
        (&[1, 1], &["record-order@2:1"]),
        (&[1, 2, 1], &["record-order@3:1"]),
        (&[2, 13], &["wrong-start@1:1"]),
        (
            &[1, 14, 14],
            &[
                "count-payments@2:3",
                "count-payments@2:11",
                "count-records@2:19",
                "count-records@2:27",
                "after-end@3:1",
            ],
        ),
        (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 1], &["second-transmission@15:1"]),
        (&[1], &["truncated@1:0"]),
        (&[], &["empty@0:0"]),
    ] {
        let said = BGMAX.read(&only(&worked, numbers));
        assert_eq!(said.codes(), expected, "{numbers:?}");
        assert!(said.summary.is_refused());
    }
}

#[test]
fn damaged_lines_are_told() {
    let worked = String::from_utf8_lossy(&BGMAX.golden("tolerate-short-lf-utf8.txt")).into_owned();
    let lines: Vec<&str> = worked.lines().collect();
    for (line, instead, expected) in [
        (3, format!("{:<80}x", lines[2]), "wrong-length@3:81"),
        (3, format!("{}{}", lines[2], "x".repeat(3_000_000)), "wrong-length@3:81"),
        (4, "26Provbilar\ti Mallås".to_owned(), "tab@4:12"),
        (3, lines[2][..40].to_owned(), "not-digits@3:38"),
        (5, "Hello".to_owned(), "not-a-record@5:1"),
    ] {
        let mut changed = lines.clone();
        changed[line - 1] = &instead;
        let said = BGMAX.read(changed.join("\n").as_bytes());
        assert!(said.codes().iter().any(|c| c == expected), "{:?}", said.codes());
        assert!(said.summary.is_refused());
    }
    // A character that is not in ISO-8859-1 counts as one, and a file that is only partly UTF-8 is not.
    let said = BGMAX.read(worked.replace("Mallås", "Mall–s").as_bytes());
    assert_eq!(said.payments()[0].payer_name.as_deref(), Some("Provbilar i Mall–s AB"));
    let mut mixed = worked.clone().into_bytes();
    mixed.truncate(mixed.iter().position(|b| *b == 0xc3).unwrap());
    mixed.extend_from_slice(b"\xe5s AB\n27M\xc3\xa5ltid\n");
    mixed.extend_from_slice(lines[6..].join("\n").as_bytes());
    assert_eq!(
        BGMAX.read(&mixed).payments()[0].payer_name.as_deref(),
        Some("Provbilar i Mallås AB")
    );
}

#[test]
fn limits_hold() {
    let worked = BGMAX.golden(WORKED);
    let line = |n: usize| only(&worked, &[n]);
    let mut texts = only(&worked, &[1, 2, 7]);
    for _ in 0..91 {
        texts.extend_from_slice(&line(8));
    }
    assert!(BGMAX.read(&texts).codes().contains(&"record-order@94:1".to_owned()));
    let mut references = only(&worked, &[1, 2, 9]);
    for _ in 0..1001 {
        references.extend_from_slice(&line(10));
    }
    assert!(BGMAX.read(&references).codes().contains(&"record-order@1004:1".to_owned()));
    let empty = edited(&worked, &[(13, 51, "000000000000000000"), (13, 72, "00000000")]);
    let mut sections = line(1);
    for _ in 0..10_001 {
        sections.extend_from_slice(&only(&empty, &[2, 13]));
    }
    assert!(BGMAX.read(&sections).codes().contains(&"too-many-parts@20002:1".to_owned()));
    let mut large = only(&worked, &[1, 2]);
    let most = edited(&worked, &[(3, 38, "000099999999999999")]);
    for _ in 0..100_000 {
        large.extend_from_slice(&only(&most, &[3]));
    }
    assert!(BGMAX.read(&large).codes().iter().any(|c| c.starts_with("sum-too-large@")));
    let nonsense: Vec<u8> = b"nonsense\n".iter().copied().cycle().take(900_000).collect();
    let said = BGMAX.read(&[line(1), nonsense].concat());
    assert_eq!(said.summary.findings.len(), 100);
    assert!(said.summary.length < 5_000);
}

/// In another currency than the site's it is no payment.
#[test]
fn another_currency_is_told_not_booked() {
    let mut seen = 0;
    let options = ReadOptions {
        currency: Currency::Nok,
        ..options(TODAY)
    };
    let bytes = BGMAX.golden(WORKED);
    let mut sink = |event: Event<'_>| {
        seen += usize::from(matches!(event, Event::Notice(n) if n.other == Some("SEK")));
        ControlFlow::Continue(())
    };
    let summary = (BGMAX.codec().read)(&mut Cursor::new(bytes.as_slice()), &options, &mut sink).unwrap();
    assert_eq!((seen, summary.payments, summary.notices, summary.booked), (4, 0, 4, Money::ZERO));
}

#[test]
fn the_receiver_can_break_off() {
    let bytes = BGMAX.golden(WORKED);
    let mut count = 0;
    let mut sink = |_: Event<'_>| {
        count += 1;
        if count == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let result = (BGMAX.codec().read)(&mut Cursor::new(bytes.as_slice()), &options(TODAY), &mut sink);
    assert!(matches!(result, Err(ReadError::Cancelled)));
    assert_eq!(count, 2);
}

/// The channel says how it was paid, and a broken start is still BgMax.
#[test]
fn channels_and_beginnings() {
    let method = BGMAX.codec().method;
    assert_eq!(
        (method("24"), method("21"), method("03"), method("")),
        (Method::DirectDebit, Method::Bank, Method::Bank, Method::Bank)
    );
    for head in ["01BGMAX", "\u{feff}\r\n01BGMAX  ", "01BGMIX  "] {
        assert_eq!(formats::detect(head.as_bytes()).map(|c| c.id), Ok("bgmax"), "{head}");
    }
    for head in ["01AUTOGIRO", "01", "0120260921AUTOGIRO", "05BGMAX", "01Bulletin"] {
        assert_ne!(formats::detect(head.as_bytes()).map(|c| c.id), Ok("bgmax"), "{head}");
    }
}

fn rebuilt(bytes: &[u8]) -> WriteFile {
    let said = BGMAX.read(bytes);
    assert!(!said.summary.is_refused(), "{:?}", said.summary.findings);
    let transmission = said.summary.identity[14..26].parse().unwrap();
    BGMAX.rebuilt(&said, transmission, "")
}

#[test]
fn what_was_read_can_be_written() {
    for name in [WORKED, "deductions-and-deposits.txt", "free-references.txt"] {
        let mut bytes = BGMAX.golden(name);
        // The time of day becomes a transmission number: ten digits at most.
        bytes[32..34].copy_from_slice(b"00");
        let file = rebuilt(&bytes);
        assert_eq!(rebuilt(&BGMAX.written(&file)), file, "{name}");
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    let mut bytes = BGMAX.golden(WORKED);
    bytes[32..34].copy_from_slice(b"00");
    let good = rebuilt(&bytes);
    let fails = |change: &dyn Fn(&mut WritePayment)| {
        let mut file = good.clone();
        change(&mut file.parts[0].payments[0]);
        (BGMAX.codec().write.unwrap())(&file, &mut Vec::new()).is_err_and(|e| !e.to_string().is_empty())
    };
    assert!(!fails(&|_| {}));
    assert!(fails(&|p| p.kind = "2".to_owned()));
    assert!(fails(&|p| p.kind = "2x".to_owned()));
    assert!(fails(&|p| p.amount = Money::from_minor(-1)));
    assert!(fails(&|p| p.amount = Money::from_minor(100_000_000_000_000)));
    assert!(fails(&|p| (p.direction, p.amount) = (Direction::Out, Money::from_minor(99_999_999))));
    assert!(fails(&|p| p.reference = Some("1".repeat(26))));
    assert!(fails(&|p| p.reference = Some("12 34".to_owned())));
    assert!(fails(&|p| p.several = true));
    assert!(fails(&|p| p.text = Some("two  blanks".to_owned())));
    assert!(fails(&|p| p.text = Some("–".to_owned())));
    assert!(fails(&|p| p.payer_name = Some("x".repeat(36))));
    assert!(fails(&|p| p.payer_name = Some(" x".to_owned())));
    assert!(fails(&|p| p.payer_account = Some("0123".to_owned())));
    assert!(fails(&|p| p.archive_reference = Some("1".to_owned())));
    assert!(fails(&|p| p.lump_key = "2026092100372".to_owned()));
    assert!(fails(&|p| p.settled_on = day("2026-09-20")));
    let mut file = good.clone();
    file.parts[0].account = "9912347".to_owned();
    assert!((BGMAX.codec().write.unwrap())(&file, &mut Vec::new()).is_err());
}

fn words(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zåäö0-9,/.-]{1,18}", 1..=most).prop_map(|w| w.join(" "))
}

prop_compose! {
    fn payment()(
        code in 0_u8..=5,
        channel in 1_u8..=4,
        out in any::<bool>(),
        amount in prop_oneof![0_i64..1_000_000, 0_i64..=99_999_999_999_999],
        shape in 0_u8..5,
        reference in "[0-9]{1,25}",
        references in proptest::collection::vec("[0-9]{1,25}", 2..6),
        text in proptest::option::of(words(25)),
        payer_name in proptest::option::of("[A-Za-zÅÄÖåäöé&]{1,35}"),
        payer_account in proptest::option::of("[1-9][0-9]{0,9}"),
        archive_reference in proptest::option::of("[0-9]{11}[1-9]"),
    ) -> WritePayment {
        let several = shape == 0;
        let list = references.join(" ");
        WritePayment {
            kind: format!("{code}{channel}"),
            settled_on: day(TODAY),
            lump_key: String::new(),
            direction: if out { Direction::Out } else { Direction::In },
            amount: Money::from_minor(amount),
            reference: Some(reference).filter(|_| shape == 1 || shape == 2),
            several,
            payer_account, payer_name, payer_number: None, archive_reference, ordered_on: None,
            text: if several { Some(text.map_or(list.clone(), |t| format!("{list} {t}"))) } else { text.filter(|_| shape != 1) },
        }
    }
}

prop_compose! {
    fn file()(
        transmission in any::<u32>(),
        created in 0_u32..20_000,
        parts in proptest::collection::vec(
            (prop_oneof!["9912346", "50501055", "5551239", "1234566"], 0_u64..900, 0_u32..=99_999, proptest::collection::vec(payment(), 0..7)),
            1..5,
        ),
    ) -> WriteFile {
        let before = |days: u64| day(TODAY).checked_sub_days(chrono::Days::new(days)).unwrap();
        let parts: Vec<WritePart> = parts.into_iter().map(|(account, ago, serial, mut payments)| {
            let settled_on: NaiveDate = before(ago);
            // A deposit below nothing cannot be: more comes in than goes out.
            let out: i64 = payments.iter().filter(|p| p.direction == Direction::Out).map(|p| p.amount.minor()).sum();
            let mut left = out;
            while left > 0 {
                let mut more = payments[0].clone();
                more.direction = Direction::In;
                more.amount = Money::from_minor(left.min(99_999_999_999_999));
                left -= more.amount.minor();
                payments.push(more);
            }
            for payment in &mut payments {
                payment.settled_on = settled_on;
                payment.lump_key = format!("{}{serial:05}", settled_on.format("%Y%m%d"));
            }
            WritePart { account, payments, ..WritePart::default() }
        }).collect();
        let recipient = parts[0].account.clone();
        WriteFile { transmission, transmitter: String::new(), recipient, created_on: before(u64::from(created)), parts }
    }
}

proptest! {
    #[test]
    fn written_and_read_is_the_same(file in file()) {
        let bytes = BGMAX.written(&file);
        prop_assert!(bytes.chunks(82).all(|l| l.len() == 82 && l.ends_with(b"\r\n")));
        prop_assert_eq!(&rebuilt(&bytes), &file);
        prop_assert_eq!(BGMAX.written(&rebuilt(&bytes)), bytes);
    }

    #[test]
    fn anything_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..2000), begins in any::<bool>()) {
        let head: &[u8] = if begins { b"01BGMAX               0120260918143005123456P\n05" } else { b"" };
        let said = BGMAX.read(&[head, &bytes].concat());
        prop_assert!(said.summary.is_refused() && said.payments().is_empty());
    }

    #[test]
    fn lines_in_any_order_never_panic(numbers in proptest::collection::vec(1_usize..=14, 0..30)) {
        let said = BGMAX.read(&only(&BGMAX.golden(WORKED), &numbers));
        prop_assert!(said.summary.is_refused() || said.booked() == said.summary.booked.minor());
    }
}
