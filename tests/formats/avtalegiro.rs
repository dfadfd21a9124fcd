//! AvtaleGiro from outside: mandates both ways, and the claims that we send.

use fordring::domain::bankfile::Direction;
use fordring::domain::money::{Currency, Money};
use fordring::domain::notice::NoticeKind;
use fordring::domain::outgoing::{Draw, Item, Outgoing, OutgoingPart, PayOut, SpecLine};
use fordring::formats::{WriteError, WriteFile, WriteNotice, WritePart};
use proptest::prelude::*;

use super::ny::{Asked, day, golden, read, rebuilt, same, written};

const CLAIMS: &str = "avtalegiro/avtalegiro-claims-and-cancel.txt";
const ASKED: Asked = Asked("avtalegiro");

fn draw(due_on: &str, minor: i64, reference: &str, payer_name: &str) -> Draw {
    Draw {
        due_on: day(due_on),
        amount: Money::from_minor(minor),
        reference: reference.to_owned(),
        payer_number: String::new(),
        mandate_number: String::new(),
        payer_name: payer_name.to_owned(),
        address: None,
        statement_text: "Kontingent 2026".to_owned(),
        notify: false,
        lines: Vec::new(),
    }
}

fn line(text: &str, minor: i64) -> SpecLine {
    SpecLine {
        text: text.to_owned(),
        amount: Some(Money::from_minor(minor)),
    }
}

/// Worked example 11.5.
fn example() -> Outgoing {
    let notified = Draw {
        notify: true,
        lines: vec![line("Hovedmedlem 2026", 30_000), line("Familiemedlem 2026", 15_000)],
        ..draw("2026-06-16", 45_000, "10422201011", "Nilsen")
    };
    Outgoing {
        number: 605_001,
        sender: "00131415".to_owned(),
        sender_name: String::new(),
        system: String::new(),
        made_at: chrono::NaiveDateTime::default(),
        currency: Currency::Nok,
        parts: vec![OutgoingPart {
            number: 605_001,
            account: "12345678903".to_owned(),
            agreement: String::new(),
            group: String::new(),
            bic: String::new(),
            items: vec![
                Item::Draw(draw("2026-06-15", 30_000, "10421701037", "ØDEGÅRD")),
                Item::Draw(notified),
                Item::Withdraw(draw("2026-05-15", 30_000, "10431102010", "Hansen")),
            ],
        }],
    }
}

#[test]
fn claims_are_written_as_in_the_specification() {
    same(&ASKED.written(&example()).unwrap(), &golden(CLAIMS));
    assert_eq!(ASKED.read(&golden(CLAIMS)), Ok(example()));
}

/// What is taken back alone has the part's own number; what does not stand in the file comes back empty.
#[test]
fn what_is_not_in_the_file_comes_back_empty() {
    let mut asked = example();
    asked.sender = "131415".to_owned();
    asked.sender_name = "Fjellklubben".to_owned();
    asked.parts[0].agreement = "001234567".to_owned();
    asked.parts[0].items.rotate_right(1);
    if let Item::Draw(silent) = &mut asked.parts[0].items[1] {
        silent.payer_name = "ØDEGÅRD Per Åse".to_owned();
        silent.payer_number = "7".to_owned();
        silent.lines.push(line("Said by ourselves", 30_000));
    }
    same(&ASKED.written(&asked).unwrap(), &golden(CLAIMS));
    asked.parts[0].items.truncate(1);
    let bytes = ASKED.written(&asked).unwrap();
    assert!(bytes[82..].starts_with(b"NY2136200000000000605001"));
    let back = ASKED.read(&bytes).unwrap();
    assert!(matches!(back.parts[0].items.as_slice(), [Item::Withdraw(_)]) && back.parts[0].number == 605_001);
}

/// Only what one part was written as comes back as one part.
#[test]
fn parts_that_follow_each_other_stay_apart() {
    let taken_back = || vec![Item::Withdraw(draw("2026-05-15", 30_000, "10431102010", "Hansen"))];
    for (items, account) in [
        (vec![Item::Draw(draw("2026-06-15", 30_000, "10421701037", "Berg"))], "86011117947"),
        (taken_back(), "12345678903"),
    ] {
        let mut asked = example();
        asked.parts[0].items = items;
        let first = asked.parts[0].clone();
        asked.parts.push(OutgoingPart {
            number: first.number + 1,
            account: account.to_owned(),
            items: taken_back(),
            ..first
        });
        assert_eq!(ASKED.read(&ASKED.written(&asked).unwrap()), Ok(asked));
    }
}

#[test]
fn names_are_shortened_at_words() {
    for (name, short) in [
        ("Ødegård", "Ødegård"),
        ("Per Ødegård", "Per"),
        ("Abcdefghij Klm", "Abcdefghij"),
        ("Abcdefghijk", "Abcdefghij"),
        ("Åse  B Ærø Li", "Åse B Ærø"),
        ("", ""),
    ] {
        let mut asked = example();
        asked.parts[0].items = vec![Item::Draw(draw("2026-06-15", 1, "10430501022", name))];
        match &ASKED.read(&ASKED.written(&asked).unwrap()).unwrap().parts[0].items[0] {
            Item::Draw(back) => assert_eq!(back.payer_name, short, "{name}"),
            other => panic!("{other:?}"),
        }
    }
}

/// What cannot be written names the part and the item.
#[test]
fn what_cannot_be_written_is_refused() {
    let fails = |change: &dyn Fn(&mut Draw), wanted: &str| {
        let mut asked = example();
        if let Item::Draw(draw) = &mut asked.parts[0].items[1] {
            change(draw);
        }
        match ASKED.written(&asked) {
            Err(WriteError::Field { part, payment, field, .. }) => assert_eq!((part, payment, field), (1, 2, wanted)),
            other => panic!("{wanted}: {:?}", other.map(|bytes| bytes.len())),
        }
    };
    fails(&|d| d.amount = Money::ZERO, "amount");
    fails(&|d| d.amount = Money::from_minor(-1), "amount");
    fails(&|d| d.amount = Money::from_minor(100_000_000_000_000), "amount");
    fails(&|d| d.reference = String::new(), "reference");
    fails(&|d| d.reference = "1".repeat(26), "reference");
    fails(&|d| d.reference = "12-4".to_owned(), "reference");
    fails(&|d| d.reference = " 124".to_owned(), "reference");
    fails(&|d| d.due_on = day("2100-01-01"), "due date");
    fails(&|d| d.payer_name = "Đặng".to_owned(), "payer name");
    fails(&|d| d.statement_text = "x".repeat(26), "statement text");
    fails(&|d| d.statement_text = "“”".to_owned(), "statement text");
    fails(&|d| d.lines[1].text = "x".repeat(41), "line text");
    fails(&|d| d.lines[0].text = "a\tb".to_owned(), "line text");
    fails(&|d| d.lines = vec![line("x", 1); 43], "lines");
    let mut asked = example();
    if let Item::Draw(draw) = &mut asked.parts[0].items[1] {
        draw.lines = vec![line("x", 1); 42];
    }
    assert_eq!(ASKED.written(&asked).unwrap().len(), (16 - 4 + 84) * 82);
}

#[test]
fn the_file_itself_is_checked() {
    let fails = |change: &dyn Fn(&mut Outgoing), wanted: (u32, u32, &str)| {
        let mut asked = example();
        change(&mut asked);
        match ASKED.written(&asked) {
            Err(WriteError::Field { part, payment, field, .. }) => assert_eq!((part, payment, field), wanted),
            other => panic!("{wanted:?}: {:?}", other.map(|bytes| bytes.len())),
        }
    };
    fails(&|o| o.sender = String::new(), (0, 0, "transmitter"));
    fails(&|o| o.sender = "00008080".to_owned(), (0, 0, "transmitter"));
    fails(&|o| o.sender = "123456789".to_owned(), (0, 0, "transmitter"));
    fails(&|o| o.sender = "Klubben".to_owned(), (0, 0, "transmitter"));
    fails(&|o| o.number = 10_000_000, (0, 0, "transmission"));
    fails(&|o| o.currency = Currency::Sek, (0, 0, "currency"));
    fails(&|o| o.parts.clear(), (0, 0, "parts"));
    fails(&|o| o.parts[0].items.clear(), (1, 0, "items"));
    fails(&|o| o.parts[0].number = 10_000_000, (1, 0, "part number"));
    fails(&|o| o.parts[0].account = "12345678904".to_owned(), (1, 0, "account"));
    // The second part has the number that the first one's cancellations have.
    fails(
        &|o| {
            let mut next = o.parts[0].clone();
            next.number += 1;
            o.parts.push(next);
        },
        (2, 0, "part number"),
    );
    let mut asked = example();
    asked.parts[0].items.push(Item::PayOut(PayOut {
        on: day("2026-06-15"),
        amount: Money::from_minor(1),
        to_account: "12345678903".to_owned(),
        to_bic: String::new(),
        to_name: String::new(),
        address: None,
        reference: String::new(),
        message: String::new(),
        own_reference: String::new(),
    }));
    assert!(matches!(ASKED.written(&asked), Err(WriteError::NotInFormat { part: 1, item: 4 })));
}

/// Each check that the bank makes is made when a file is read back, at its place.
#[test]
fn files_of_ours_are_checked_when_they_are_read_back() {
    for (line, column, text, told) in [
        (1, 7, "20", "not-ocr-giro@1:1"),
        (1, 9, "00008080", "bad-value@1:1"),
        (1, 24, "00131415", "bad-value@1:24"),
        (1, 32, "1", "bad-value@1:32"),
        (2, 5, "24", "record-order@2:1"),
        (2, 18, "x", "not-digits@2:18"),
        (2, 25, "2", "account-check@2:25"),
        (3, 5, "15", "unknown-type@3:5"),
        (3, 9, "0000002", "bad-value@3:9"),
        (3, 16, "310626", "settlement-date@3:16"),
        (3, 22, "0", "bad-value@3:22"),
        (3, 33, "x", "not-digits@3:33"),
        (3, 33, "00000000000000000", "bad-value@3:33"),
        (3, 50, "x", "bad-value@3:50"),
        (4, 7, "33", "record-order@4:1"),
        (4, 16, "\u{1}", "bad-value@4:16"),
        (7, 16, "5", "bad-value@7:16"),
        (7, 17, "043", "bad-value@7:17"),
        (7, 17, "000", "bad-value@7:17"),
        (7, 20, "3", "bad-value@7:21"),
        (8, 21, "x", "bad-value@8:21"),
        (11, 9, "00000003", "count-payments@11:9"),
        (11, 17, "00000011", "count-records@11:17"),
        (11, 25, "00000000000075001", "sum@11:25"),
        (11, 42, "160626", "dates-differ@11:42"),
        (11, 48, "170626", "dates-differ@11:48"),
        (16, 9, "00000002", "count-payments@16:9"),
        (16, 17, "00000015", "count-records@16:17"),
        (16, 25, "00000000000105001", "sum@16:25"),
        (16, 42, "150626", "dates-differ@16:42"),
    ] {
        let bytes = super::ny::edited(CLAIMS, &[(line, column, text)]);
        assert_eq!(ASKED.read(&bytes), Err(vec![told.to_owned()]), "{line}:{column} {text}");
    }
    for (numbers, told) in [
        (vec![1, 2, 3, 4, 11, 12, 13, 14, 15, 16], "count-payments@5:9"),
        (vec![1, 2, 3, 4, 12, 13, 14, 15, 16], "record-order@5:1"),
        (vec![1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], "record-order@4:1"),
        (vec![1, 2, 4, 11, 16], "record-order@3:1"),
        (vec![1, 2, 11, 16], "bad-value@2:1"),
        (vec![1, 3, 4, 16], "record-order@2:1"),
        (vec![1, 16], "bad-value@1:1"),
        (vec![1, 2, 3, 4, 11], "truncated@5:0"),
        (vec![1, 2, 3, 4, 11, 16, 1], "after-end@7:1"),
    ] {
        let bytes = super::ny::only(CLAIMS, &numbers);
        assert_eq!(ASKED.read(&bytes), Err(vec![told.to_owned()]), "{numbers:?}");
    }
    assert_eq!(ASKED.read(b""), Err(vec!["empty@0:0".to_owned()]));
    let other = golden("direct-remittance/direct-remittance-order.txt");
    assert_eq!(ASKED.read(&other), Err(vec!["record-order@2:1".to_owned()]));
}

#[test]
fn every_cut_or_flipped_file_of_ours_is_told_or_the_same() {
    ASKED.survives(CLAIMS);
}

fn date() -> impl Strategy<Value = chrono::NaiveDate> {
    (0_u64..30_000).prop_map(|n| day("1928-01-01").checked_add_days(chrono::Days::new(n)).unwrap())
}

/// Text as it can stand in a field: nothing that padding would take away.
fn text(max: usize) -> impl Strategy<Value = String> {
    let inner = format!("[a-zæøåÆØÅéü0-9,. ]{{0,{}}}[a-zæøå0-9]", max - 1);
    prop_oneof![Just(String::new()), proptest::string::string_regex(&inner).unwrap()]
}

prop_compose! {
    fn spec_line()(text in text(40), minor in proptest::option::of(-99_999_999_999_999_i64..=99_999_999_999_999)) -> SpecLine {
        SpecLine { text, amount: minor.map(Money::from_minor) }
    }
}

prop_compose! {
    fn any_draw()(
        due_on in date(),
        minor in prop_oneof![1_i64..1_000_000, 1_i64..=99_999_999_999_999],
        reference in "[0-9]{1,24}[0-9-]",
        name in "[A-ZÆØÅ][a-zæøåé]{0,9}",
        statement_text in text(25),
        notify in any::<bool>(),
        mut lines in proptest::collection::vec(spec_line(), 0..6),
    ) -> Draw {
        // Lines of nothing are not sent, so at the end there are none.
        while lines.pop_if(|line| line.text.is_empty() && line.amount.is_none()).is_some() {}
        Draw {
            due_on, amount: Money::from_minor(minor), reference, payer_name: name, statement_text, notify,
            lines: if notify { lines } else { Vec::new() }, ..draw("2026-06-15", 1, "", "")
        }
    }
}

prop_compose! {
    fn outgoing()(
        number in 0_u32..10_000_000,
        parts in proptest::collection::vec(
            (proptest::collection::vec(any_draw(), 0..5), proptest::collection::vec(any_draw(), 0..3), any::<bool>()), 1..4),
    ) -> Outgoing {
        let parts = (0_u32..).zip(parts).map(|(place, (draws, withdrawn, first))| {
            let mut items: Vec<Item> = draws.into_iter().map(Item::Draw).collect();
            items.extend(withdrawn.into_iter().map(|draw| Item::Withdraw(Draw { notify: false, lines: Vec::new(), ..draw })));
            if items.is_empty() {
                items.push(Item::Draw(draw("2026-06-15", 1, "18", "")));
            }
            let account = if first { "12345678903" } else { "86011117947" };
            OutgoingPart { number: place * 2 + 7, account: account.to_owned(), items, ..example().parts[0].clone() }
        });
        Outgoing { number, parts: parts.collect(), ..example() }
    }
}

prop_compose! {
    fn mandates()(
        transmission in 0_u32..10_000_000,
        parts in proptest::collection::vec(proptest::collection::vec(
            (0_usize..3, proptest::option::of("[0-9]{1,24}[0-9-]"), proptest::option::of(any::<bool>())), 0..6), 1..4),
    ) -> WriteFile {
        let kinds = [NoticeKind::MandateListed, NoticeKind::MandateNew, NoticeKind::MandateEnded];
        let parts = parts.into_iter().map(|notices| WritePart {
            format: "avtalegiro",
            account: "12345678903".to_owned(),
            notices: notices.into_iter().map(|(kind, reference, notify)| WriteNotice {
                kind: kinds[kind], code: kind.to_string(), reference, notify, payer_number: None, mandate_number: None,
                on: None, until_on: None, direction: Direction::In, amount: None, payer_account: None, other: None, text: None,
            }).collect(),
            ..WritePart::default()
        });
        WriteFile {
            transmission, transmitter: "00008080".to_owned(), recipient: "00131415".to_owned(), created_on: day("2026-06-15"),
            parts: parts.collect(),
        }
    }
}

proptest! {
    #[test]
    fn mandates_written_and_read_are_the_same(file in mandates()) {
        let bytes = written("avtalegiro", &file);
        prop_assert_eq!(rebuilt(&bytes), file);
    }

    #[test]
    fn claims_written_and_read_are_the_same(asked in outgoing()) {
        let bytes = ASKED.written(&asked).unwrap();
        prop_assert!(bytes.chunks(82).all(|l| l.len() == 82 && l.ends_with(b"\r\n")));
        prop_assert_eq!(ASKED.read(&bytes), Ok(asked));
        let (summary, _) = read(&bytes);
        prop_assert!(summary.is_refused() && summary.findings.iter().all(|f| f.code.starts_with("outgoing-")));
    }
}
