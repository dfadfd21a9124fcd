//! What the bank's files say is the same after writing and reading it.

use fordring::domain::bankfile::Direction;
use fordring::domain::money::Money;
use fordring::domain::notice::NoticeKind;
use fordring::formats::{WriteError, WriteFile, WriteNotice, WritePart, WritePayment};
use proptest::prelude::*;

use super::common::{INFORMATION, OPTIONS, codec, codes, day, golden, read, rebuilt, written};

/// Those that have what we do not keep (mandate numbers of payments, what was asked for, addresses, unknown lines) say the
/// same again; the others are the same byte for byte.
#[test]
fn the_writer_writes_the_golden_files() {
    let exact = rebuilt(&golden("mandates-0603"));
    assert_eq!(
        String::from_utf8(written(&exact)).unwrap(),
        String::from_utf8(golden("mandates-0603")).unwrap()
    );
    for name in ["payments-0602", "cancelled-0602", "enveloped-0602"] {
        let file = rebuilt(&golden(name));
        let again = rebuilt(&written(&file));
        assert_eq!(again, file, "{name}");
        assert_eq!(codes(&read(&written(&file)).summary), Vec::<String>::new());
    }
    let mut slips = rebuilt(&golden("slips-0602"));
    // Its own reference and a text of the payer are not told apart once read.
    slips.parts[0].payments[2].text = Some("5 kr. mangler".to_owned());
    assert_eq!(rebuilt(&written(&slips)), slips);
    let mut lists = rebuilt(&golden("lists-0603"));
    lists.parts.remove(1);
    assert_eq!(rebuilt(&written(&lists)), lists);
    let mut printed = rebuilt(&golden("printed-0603"));
    printed.parts[1].notices.pop();
    assert_eq!(rebuilt(&written(&printed)), printed);
    let mut information = rebuilt(&golden(INFORMATION));
    information.parts[0].notices.pop();
    let again = rebuilt(&written(&information));
    assert_eq!(again.parts[0].notices, information.parts[0].notices);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let good = rebuilt(&golden("payments-0602"));
    let fails = |part: usize, change: &dyn Fn(&mut WritePayment)| {
        let mut file = good.clone();
        change(&mut file.parts[part].payments[0]);
        (codec().write.unwrap())(&file, &mut Vec::new()).is_err_and(|e| !e.to_string().is_empty())
    };
    assert!(!fails(0, &|_| {}) && !fails(1, &|_| {}));
    for part in [0, 1] {
        assert!(fails(part, &|p| p.kind = "0237".to_owned()));
        assert!(fails(part, &|p| p.amount = Money::from_minor(-1)));
        assert!(fails(part, &|p| p.amount = Money::from_minor(10_000_000_000_000)));
        assert!(fails(part, &|p| (p.text, p.reference) = (None, Some("12a".to_owned()))));
        assert!(fails(part, &|p| (p.text, p.reference) = (None, Some("000".to_owned()))));
        assert!(fails(part, &|p| p.payer_number = Some("01".to_owned())));
        assert!(fails(part, &|p| p.payer_number = Some("1".repeat(16))));
        assert!(fails(part, &|p| p.lump_key = "1".to_owned()));
        assert!(!fails(part, &|p| p.lump_key = String::new()));
        assert!(fails(part, &|p| p.settled_on = day("2100-01-01")));
        assert!(fails(part, &|p| p.payer_account = Some("12345678901234".to_owned())));
        assert!(fails(part, &|p| p.several = true));
        assert!(fails(part, &|p| p.text = Some("Ł".to_owned())));
    }
    assert!(fails(0, &|p| p.text = Some("x".repeat(31))));
    assert!(fails(0, &|p| p.text = Some("123".to_owned())));
    assert!(fails(0, &|p| p.payer_name = Some("Freja".to_owned())));
    assert!(fails(0, &|p| p.archive_reference = Some("1".to_owned())));
    assert!(fails(1, &|p| p.text = Some("x ".repeat(1_000))));
    assert!(fails(1, &|p| p.text = Some("two  blanks and more and more and more".to_owned())));
    assert!(fails(1, &|p| p.archive_reference = Some("0".to_owned())));
    assert!(!fails(1, &|p| p.archive_reference = None));
    assert!(fails(1, &|p| (p.archive_reference, p.text) = (None, Some("Tak for hjælpen".to_owned()))));
    // The payer of a slip has a name or a number.
    assert!(fails(1, &|p| p.payer_name = Some("Freja".to_owned())));
    assert!(!fails(1, &|p| (p.payer_name, p.payer_number) = (Some("Freja".to_owned()), None)));
    for change in [
        |file: &mut WriteFile| file.parts[0].account = "1234567".to_owned(),
        |file: &mut WriteFile| file.parts[0].agreement = "7".to_owned(),
        |file: &mut WriteFile| file.parts[0].notices[0].code = "0239".to_owned(),
        |file: &mut WriteFile| file.parts[0].notices[0].kind = NoticeKind::MandateNew,
        |file: &mut WriteFile| file.parts[0].notices[0].other = Some("1".to_owned()),
        |file: &mut WriteFile| file.recipient = "123456789".to_owned(),
    ] {
        let mut file = good.clone();
        change(&mut file);
        assert!((codec().write.unwrap())(&file, &mut Vec::new()).is_err());
    }
}

/// One file is one delivery, and one part one section.
#[test]
fn different_things_are_not_mixed() {
    let payments = rebuilt(&golden("payments-0602"));
    let mandates = rebuilt(&golden("mandates-0603"));
    let foreign = |file: &WriteFile| match (codec().write.unwrap())(file, &mut Vec::new()) {
        Err(WriteError::NotInFormat { part, item }) => Some((part, item)),
        _ => None,
    };
    let mut file = payments.clone();
    file.parts.push(mandates.parts[0].clone());
    assert_eq!(foreign(&file), Some((3, 1)));
    let mut file = payments.clone();
    let slip = file.parts[1].payments[0].clone();
    file.parts[0].payments.push(slip);
    assert_eq!(foreign(&file), Some((1, 3)));
    let mut file = mandates;
    file.parts[0].notices[1].kind = NoticeKind::Entry;
    assert_eq!(foreign(&file), Some((1, 2)));
    let mut file = rebuilt(&golden("cancelled-0602"));
    // The end of an agreement stands in the record of the draw that failed for it.
    file.parts[0].notices.remove(1);
    assert_eq!(foreign(&file), Some((1, 4)));
}

fn digits(n: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(b'0'..=b'9', n).prop_map(|d| String::from_utf8(d).unwrap())
}

fn date() -> impl Strategy<Value = chrono::NaiveDate> {
    (0_u32..300).prop_map(|n| OPTIONS.today.checked_sub_days(chrono::Days::new(n.into())).unwrap())
}

fn customer() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[1-9A-ZÆØÅ][0-9A-ZÆØÅ]{0,14}")
}

fn mandate() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[1-9][0-9]{8}")
}

prop_compose! {
    fn payment(slip: bool)(
        back in any::<bool>(), out in any::<bool>(), settled_on in date(), ordered_on in proptest::option::of(date()),
        amount in prop_oneof![0_i64..1_000_000, 0_i64..=9_999_999_999_999],
        reference in proptest::option::of("[1-9][0-9]{0,8}"),
        words in "([a-zæøå€–]{1,12} ){0,40}[a-zæøå]{1,12}",
        own in "[A-ZÆØÅ][0-9a-z -]{0,27}[0-9a-z]",
        with_words in any::<bool>(),
        name in proptest::option::of("[A-ZÆØÅ][a-zæøå -]{0,32}[a-z]"),
        number in customer(),
        archive_reference in proptest::option::of("[1-9][0-9]{21}"),
    ) -> WritePayment {
        let kind = match (slip, back) { (false, false) => "0236", (false, true) => "0239", (true, false) => "0297", (true, true) => "0299" };
        let archive_reference = archive_reference.filter(|_| slip);
        let payer_name = name.filter(|_| archive_reference.is_some());
        WritePayment {
            kind: kind.to_owned(), settled_on, lump_key: String::new(),
            direction: if out { Direction::Out } else { Direction::In },
            amount: Money::from_minor(amount),
            several: false, payer_account: None,
            payer_number: number.filter(|_| payer_name.is_none()), payer_name,
            ordered_on,
            text: if slip { Some(words).filter(|_| with_words && archive_reference.is_some()) } else { Some(own).filter(|_| reference.is_none() && with_words) },
            reference, archive_reference,
        }
    }
}

fn notice(kind: NoticeKind, code: &str) -> WriteNotice {
    WriteNotice {
        kind,
        code: code.to_owned(),
        reference: None,
        payer_number: None,
        mandate_number: None,
        on: None,
        until_on: None,
        direction: Direction::In,
        amount: None,
        payer_account: None,
        other: None,
        text: None,
        notify: None,
    }
}

prop_compose! {
    fn failed()(
        cancelled in any::<bool>(), payer_number in customer(), mandate_number in mandate(), on in proptest::option::of(date()),
        amount in 0_i64..=9_999_999_999_999, reference in proptest::option::of("[0-9A-Z]{1,30}"), out in any::<bool>(),
    ) -> Vec<WriteNotice> {
        let code = if cancelled { "0238" } else { "0237" };
        let failed = WriteNotice {
            reference, payer_number, mandate_number, on, amount: Some(Money::from_minor(amount)),
            direction: if out { Direction::Out } else { Direction::In },
            ..notice(NoticeKind::DrawFailed, code)
        };
        let ended = WriteNotice {
            payer_number: failed.payer_number.clone(), mandate_number: failed.mandate_number.clone(),
            ..notice(NoticeKind::MandateEnded, code)
        };
        if cancelled { vec![failed, ended] } else { vec![failed] }
    }
}

fn paid_part() -> impl Strategy<Value = WritePart> {
    let automatic = (
        proptest::collection::vec(payment(false), 1..6),
        proptest::collection::vec(failed(), 0..4).prop_map(|f| f.concat()),
    );
    let slips = proptest::collection::vec(payment(true), 1..6).prop_map(|payments| (payments, Vec::new()));
    (digits(8), digits(5), prop_oneof![automatic, slips]).prop_map(|(account, agreement, (payments, notices))| WritePart {
        account,
        agreement,
        payments,
        notices,
        ..WritePart::default()
    })
}

prop_compose! {
    fn listed()(code in 0_usize..6, payer_number in customer(), mandate_number in mandate(),
        on in proptest::option::of(date()), until_on in proptest::option::of(date())) -> (usize, WriteNotice) {
        let (kind, code, group) = [
            (NoticeKind::MandateListed, "0230", 0), (NoticeKind::MandateNew, "0231", 1), (NoticeKind::MandateEnded, "0232", 1),
            (NoticeKind::MandateEnded, "0233", 1), (NoticeKind::MandateEnded, "0234", 1), (NoticeKind::Remark, "0230", 2),
        ][code];
        (group, WriteNotice { payer_number, mandate_number, on, until_on, ..notice(kind, code) })
    }
}

prop_compose! {
    fn slip()(base in 1_u64..99_999_999_999_999, long in any::<bool>(), creditor in digits(8), payer_number in customer(),
        on in proptest::option::of(date()), amount in 0_i64..=9_999_999_999_999, text in proptest::option::of("[0-9A-Z]{1,9}")) -> WriteNotice {
        let base = if long { format!("{base:015}") } else { format!("{base:014}") };
        let reference = fordring::domain::reference::with_check_digit_mod10(&base).unwrap().to_string();
        let card = if long { "75" } else { "71" };
        WriteNotice {
            reference: Some(reference), payer_number, on, amount: Some(Money::from_minor(amount)),
            other: Some(format!("{card} {creditor}")), text, ..notice(NoticeKind::Slip, "0295")
        }
    }
}

fn mandate_part() -> impl Strategy<Value = WritePart> {
    let agreements = proptest::collection::vec(listed(), 1..8).prop_map(|all| {
        // One section has one kind of them.
        let first = all[0].0;
        all.into_iter()
            .filter(|(group, _)| *group == first)
            .map(|(_, notice)| notice)
            .collect()
    });
    let notices = prop_oneof![agreements, proptest::collection::vec(slip(), 1..5)];
    (digits(8), digits(5), notices).prop_map(|(account, agreement, notices)| WritePart {
        account,
        agreement,
        notices,
        ..WritePart::default()
    })
}

prop_compose! {
    fn information()(account in digits(8), agreement in digits(5),
        notices in proptest::collection::vec((any::<bool>(), any::<bool>(), date(), 0_i64..=99_999_999_999, 0_u32..1000, customer(),
            mandate(), "[1-9][0-9]{5}", proptest::option::of("[A-ZÆØÅ][a-zæøå]{0,30}")), 1..6)) -> WritePart {
        let notices = notices.into_iter().map(|(answer, slips, on, amount, count, payer_number, mandate_number, code, text)| {
            if answer {
                WriteNotice { payer_number, mandate_number, on: Some(on), text, ..notice(NoticeKind::Remark, &code) }
            } else {
                WriteNotice {
                    on: Some(on), amount: Some(Money::from_minor(amount)), other: Some(count.to_string()), text,
                    ..notice(NoticeKind::DrawsAccepted, if slips { "2" } else { "0" })
                }
            }
        }).collect();
        WritePart { account, agreement, notices, ..WritePart::default() }
    }
}

fn file() -> impl Strategy<Value = WriteFile> {
    let parts = prop_oneof![
        proptest::collection::vec(paid_part(), 1..4),
        proptest::collection::vec(mandate_part(), 1..4),
        proptest::collection::vec(information(), 1..3),
    ];
    (any::<u32>(), digits(8), date(), parts).prop_map(|(transmission, recipient, created_on, parts)| WriteFile {
        transmission,
        transmitter: String::new(),
        recipient,
        created_on,
        parts,
    })
}

proptest! {
    #[test]
    fn written_and_read_is_the_same(mut file in file()) {
        let bytes = written(&file);
        prop_assert!(bytes.split(|b| *b == b'\n').all(|l| l.len() <= 129 && !l.ends_with(b" \r")));
        let again = rebuilt(&bytes);
        prop_assert_eq!(codes(&read(&bytes).summary), Vec::<String>::new());
        for (part, other) in file.parts.iter_mut().zip(&again.parts) {
            for (payment, other) in part.payments.iter_mut().zip(&other.payments) {
                payment.lump_key.clone_from(&other.lump_key);
            }
        }
        prop_assert_eq!(&again, &file);
        prop_assert_eq!(written(&again), bytes);
    }
}
