//! Autogiro from outside: the golden files of every answer, what breaks them, and writing and reading giving the same.

use std::io::Cursor;
use std::ops::ControlFlow;

use fordring::domain::bankfile::{Direction, Event};
use fordring::domain::money::{Currency, Money};
use fordring::domain::notice::NoticeKind;
use fordring::domain::outgoing::{Draw, Item, MandateAction, MandateItem, Outgoing, OutgoingPart, PayOut};
use fordring::domain::payment::Method;
use fordring::formats::{
    self, ItemKind, OutgoingCodec, ReadError, ReadOptions, WriteError, WriteFile, WriteNotice, WritePart, WritePayment,
};
use proptest::prelude::*;

use crate::bankgiro::{Format, TODAY, day, edited, only, options};

const AUTOGIRO: Format = Format { id: "autogiro" };
const WORKED: &str = "worked-example.txt";
const GOOD: [&str; 12] = [
    WORKED,
    "specification-new.txt",
    "specification-old.txt",
    "mandates-new.txt",
    "mandates-old.txt",
    "refused-new.txt",
    "refused-old.txt",
    "amended-new.txt",
    "amended-old.txt",
    "waiting.txt",
    "asked.txt",
    "register.txt",
];

#[test]
fn golden_files_are_read_as_written_down() {
    assert_eq!(AUTOGIRO.check_golden().len(), 20);
}

#[test]
fn how_a_file_was_carried_does_not_show() {
    for name in ["specification-new.txt", "asked.txt", "amended-new.txt", "waiting.txt"] {
        AUTOGIRO.check_carriage(name);
    }
}

/// An extract of the register has no end: it may be cut between its records, so it is left out here.
#[test]
fn every_truncation_is_refused_or_equal() {
    for name in GOOD.into_iter().filter(|name| *name != "register.txt") {
        AUTOGIRO.check_truncation(name);
    }
    let bytes = AUTOGIRO.golden("register.txt");
    let whole = AUTOGIRO.read(&bytes).notices();
    for end in 1..bytes.len() {
        let said = AUTOGIRO.read(&bytes[..end]);
        let same = whole
            .iter()
            .zip(said.notices())
            .all(|(a, b)| (a.kind, &a.payer_number) == (b.kind, &b.payer_number));
        assert!(said.summary.is_refused() || (same && said.booked() == 0), "cut at {end}");
    }
}

#[test]
fn every_flipped_byte_is_refused_or_the_same_money() {
    for name in GOOD.into_iter().filter(|name| *name != "specification-old.txt") {
        AUTOGIRO.check_flips(name);
    }
    // The old closing counts every record, so that nothing tells of a status that is wrong.
    AUTOGIRO.check_flips_but("specification-old.txt", |place| place % 82 == 79);
}

#[test]
fn places_cut_out_the_records() {
    for name in GOOD {
        AUTOGIRO.check_places(name);
    }
}

/// What is wrong is told with its place: file, edits, what is found.
#[test]
fn each_rule_tells_its_place() {
    type Case<'a> = (&'a str, &'a [(usize, usize, &'a str)], &'a [&'a str]);
    let new = "specification-new.txt";
    let cases: &[Case<'_>] = &[
        (new, &[], &[]),
        (new, &[(1, 1, "x")], &["wrong-start@1:1"]),
        (new, &[(1, 3, "AUTOGIBO")], &["layout@1:1"]),
        (new, &[(1, 45, "BGT")], &["layout@1:45"]),
        (new, &[(1, 25, "20261302")], &["settlement-date@1:25"]),
        (new, &[(1, 80, "7")], &["account-check@1:71"]),
        (new, &[(2, 38, "20261016")], &["future-date@2:38"]),
        (new, &[(2, 38, "20250901")], &["old-date@2:38"]),
        (new, &[(2, 46, "x")], &["not-digits@2:46"]),
        (new, &[(2, 68, "1")], &["sum@2:51"]),
        (new, &[(2, 79, "3")], &["count-payments@2:72"]),
        (new, &[(2, 69, "EUR")], &["currency@2:69"]),
        (new, &[(3, 3, "20261301")], &["settlement-date@3:3"]),
        (new, &[(3, 30, "x")], &["not-digits@3:16"]),
        (new, &[(3, 43, "x")], &["not-digits@3:32"]),
        (new, &[(3, 53, "5")], &["payee-mismatch@3:44"]),
        (
            new,
            &[(3, 80, "7")],
            &["unknown-code@3:80", "sum@2:51", "count-payments@2:72", "count-payments@17:21"],
        ),
        (new, &[(3, 80, "1")], &["sum@2:51", "count-payments@2:72", "count-payments@17:21"]),
        (new, &[(3, 1, "32")], &["record-order@3:1"]),
        (new, &[(17, 20, "3")], &["count-records@17:15"]),
        (new, &[(17, 32, "4")], &["count-payments@17:21"]),
        (new, &[(17, 38, "2")], &["count-records@17:33"]),
        (new, &[(17, 50, "2")], &["count-payments@17:39"]),
        (new, &[(17, 56, "1")], &["count-records@17:51"]),
        (new, &[(17, 68, "3")], &["count-payments@17:57"]),
        (new, &[(3, 1, "83")], &["unknown-record@3:1"]),
        (new, &[(3, 1, "ab")], &["not-a-record@3:1"]),
        ("specification-old.txt", &[(7, 52, "5")], &["count-payments@7:47"]),
        ("specification-old.txt", &[(7, 68, "1")], &["sum@7:57"]),
        ("specification-old.txt", &[(7, 46, "2")], &["count-payments@7:41"]),
        ("specification-old.txt", &[(7, 40, "1")], &["sum@7:29"]),
        (
            "specification-old.txt",
            &[(2, 1, "77")],
            &["mixed-layouts@2:1", "count-payments@7:47", "sum@7:57"],
        ),
        ("mandates-new.txt", &[(2, 12, "5")], &["payee-mismatch@2:3", "unknown-code@15:62"]),
        ("mandates-new.txt", &[(16, 21, "5")], &["unknown-code@15:62", "count-records@16:15"]),
        (
            "mandates-new.txt",
            &[(2, 13, "0000000000000000")],
            &["not-digits@2:13", "unknown-code@15:62"],
        ),
        (
            "mandates-new.txt",
            &[(2, 66, "00000000")],
            &["settlement-date@2:66", "unknown-code@15:62"],
        ),
        ("refused-new.txt", &[(6, 38, "4")], &["unknown-code@4:59", "count-payments@6:33"]),
        ("refused-new.txt", &[(6, 50, "1")], &["unknown-code@4:59", "sum@6:39"]),
        ("refused-new.txt", &[(6, 20, "2")], &["unknown-code@4:59", "count-payments@6:15"]),
        ("refused-new.txt", &[(6, 32, "1")], &["unknown-code@4:59", "sum@6:21"]),
        ("amended-new.txt", &[(14, 52, "5")], &["count-payments@14:47"]),
        ("amended-new.txt", &[(14, 68, "1")], &["sum@14:57"]),
        (
            "amended-new.txt",
            &[(4, 73, "77")],
            &["unknown-code@4:73", "count-payments@14:47", "sum@14:57"],
        ),
        ("waiting.txt", &[(5, 46, "2")], &["count-payments@5:41"]),
        ("waiting.txt", &[(2, 44, "0050501055")], &["payee-mismatch@2:44"]),
        ("asked.txt", &[(11, 21, "8")], &["count-records@11:15"]),
        ("asked.txt", &[(2, 1, "53")], &["record-order@2:1"]),
        ("register.txt", &[(2, 58, "7")], &["unknown-code@2:58"]),
        ("register.txt", &[(2, 10, "7")], &["account-check@2:1"]),
    ];
    for (name, edits, expected) in cases {
        let said = AUTOGIRO.read(&edited(&AUTOGIRO.golden(name), edits));
        assert_eq!(said.codes(), *expected, "{name} {edits:?}");
        for finding in &said.summary.findings {
            assert!(!finding.text.is_empty(), "{finding:?}");
        }
    }
}

#[test]
fn records_out_of_order_are_told() {
    let bytes = AUTOGIRO.golden(WORKED);
    for (numbers, expected) in [
        (&[1, 3, 5][..], &["record-order@2:1"][..]),
        (&[1, 2, 3, 4, 1, 2, 3, 4, 5], &["record-order@5:1"]),
        (&[2, 3], &["wrong-start@1:1"]),
        (&[1, 2, 3, 4, 5, 3], &["record-order@6:1"]),
        (&[1, 2, 3, 4], &["truncated@4:0"]),
        (&[], &["empty@0:0"]),
    ] {
        let said = AUTOGIRO.read(&only(&bytes, numbers));
        assert_eq!(said.codes(), expected, "{numbers:?}");
        assert!(said.summary.is_refused());
    }
    let tab = AUTOGIRO.golden("waiting.txt");
    assert_eq!(AUTOGIRO.read(&edited(&tab, &[(2, 75, "\t")])).codes(), ["tab@2:75"]);
    let long = [only(&tab, &[1]), vec![b'8'; 1_000_000], b"\r\n".to_vec()].concat();
    assert_eq!(AUTOGIRO.read(&long).codes(), ["wrong-length@2:81", "truncated@2:0"]);
    let nonsense: Vec<u8> = b"nonsense\n".iter().copied().cycle().take(900_000).collect();
    let said = AUTOGIRO.read(&[only(&tab, &[1]), nonsense].concat());
    assert_eq!(said.summary.findings.len(), 100);
    let mut words = only(&AUTOGIRO.golden("asked.txt"), &[1, 2]);
    (0..1000).for_each(|_| words.extend_from_slice(&only(&AUTOGIRO.golden("asked.txt"), &[3])));
    assert_eq!(AUTOGIRO.read(&words).codes()[0], "record-order@152:1");
}

#[test]
fn a_file_is_known_by_its_beginning() {
    for name in GOOD {
        assert_eq!(formats::detect(&AUTOGIRO.golden(name)).map(|c| c.id), Ok("autogiro"), "{name}");
    }
    let outgoing = AUTOGIRO.golden("request.txt");
    assert_eq!(formats::detect(&outgoing).map(|c| c.id), Ok("autogiro"));
    for (head, looks) in [
        ("1150501055260915LEVERANTÖRSBETALNINGAR            ", "supplier-payments"),
        ("110050501055260915LEVERANTORSBETALNINGAR            ", "supplier-payments"),
        ("000009912346                  260915BANKGIROT", "bankgiro-ocr"),
        ("0009912346196803050000        260915BANKGIROT", "bankgiro-ocr"),
        ("0120261399AUTOGIRO", "bankgiro-other"),
    ] {
        assert_eq!(
            formats::detect(head.as_bytes()).map(|c| c.id).map_err(|l| l.code()),
            Err(looks),
            "{head}"
        );
    }
    assert_eq!((AUTOGIRO.codec().method)("77"), Method::DirectDebit);
}

/// Where the books are in another currency it is no payment.
#[test]
fn another_currency_is_told_not_booked() {
    let mut kinds = Vec::new();
    let options = ReadOptions {
        currency: Currency::Nok,
        ..options(TODAY)
    };
    let bytes = AUTOGIRO.golden(WORKED);
    let mut sink = |event: Event<'_>| {
        kinds.push(match event {
            Event::Payment(_) => None,
            Event::Notice(notice) => Some(notice.kind),
        });
        ControlFlow::Continue(())
    };
    let summary = (AUTOGIRO.codec().read)(&mut Cursor::new(bytes.as_slice()), &options, &mut sink).unwrap();
    assert_eq!(kinds, [Some(NoticeKind::Foreign), Some(NoticeKind::DrawFailed)]);
    assert_eq!((summary.payments, summary.payments_claimed, summary.notices), (0, 0, 2));
    assert_eq!(
        (summary.sum, summary.sum_claimed, summary.booked),
        (Money::ZERO, Money::ZERO, Money::ZERO)
    );
    let mut stop = |_: Event<'_>| ControlFlow::Break(());
    let stopped = (AUTOGIRO.codec().read)(&mut Cursor::new(bytes.as_slice()), &options, &mut stop);
    assert!(matches!(stopped, Err(ReadError::Cancelled)));
}

fn outgoing() -> &'static OutgoingCodec {
    AUTOGIRO.codec().outgoing.unwrap()
}

fn sent(file: &Outgoing) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    (outgoing().write)(file, &mut out).map(|()| out)
}

fn read_back(bytes: &[u8]) -> Result<Outgoing, Vec<String>> {
    let back = (outgoing().read)(&mut Cursor::new(bytes), &options(TODAY)).unwrap();
    back.map_err(|findings| findings.iter().map(|f| format!("{}@{}:{}", f.code, f.line, f.column)).collect())
}

fn draw_of(payer_number: &str, minor: i64, reference: &str) -> Draw {
    Draw {
        due_on: day("2026-10-01"),
        amount: Money::from_minor(minor),
        reference: reference.to_owned(),
        payer_number: payer_number.to_owned(),
        mandate_number: String::new(),
        payer_name: String::new(),
        address: None,
        statement_text: String::new(),
        notify: false,
        lines: Vec::new(),
    }
}

fn mandate_of(action: MandateAction) -> MandateItem {
    MandateItem {
        action,
        payer_number: "10421".to_owned(),
        mandate_number: String::new(),
        payer_account: String::new(),
        payer_id: String::new(),
        new_number: String::new(),
    }
}

fn asking(items: Vec<Item>) -> Outgoing {
    Outgoing {
        number: 0,
        sender: "471117".to_owned(),
        sender_name: String::new(),
        system: String::new(),
        made_at: day("2026-09-21").and_hms_opt(0, 0, 0).unwrap(),
        currency: Currency::Sek,
        parts: vec![OutgoingPart {
            number: 0,
            account: "9912346".to_owned(),
            agreement: String::new(),
            group: String::new(),
            bic: String::new(),
            items,
        }],
    }
}

/// The example of the specification, and the layout of every other record, character by character.
#[test]
fn requests_are_written_as_specified() {
    let known = MandateItem {
        payer_account: "50011000020".to_owned(),
        payer_id: "5560005212".to_owned(),
        ..mandate_of(MandateAction::Register)
    };
    let renumbered = MandateItem {
        new_number: "10438".to_owned(),
        ..mandate_of(MandateAction::Renumber)
    };
    let file = asking(vec![
        Item::Draw(draw_of("10421", 27_500, "F2026-00317")),
        Item::Withdraw(draw_of("10421", 27_500, "F2026-00317")),
        Item::Mandate(known),
        Item::Mandate(mandate_of(MandateAction::Register)),
        Item::Mandate(mandate_of(MandateAction::Refuse)),
        Item::Mandate(mandate_of(MandateAction::End)),
        Item::Mandate(renumbered),
    ]);
    let opening = "0120260921AUTOGIRO                                            4711170009912346";
    let wanted = [
        opening,
        "82202610010    00000000000104210000000275000009912346F2026-00317",
        opening,
        "25000991234600000000000104212026100100000002750082        F2026-00317",
        opening,
        "04000991234600000000000104215001000001000020995560005212",
        "0400099123460000000000010421",
        "0400099123460000000000010421                                                AV",
        "0300099123460000000000010421",
        "050009912346000000000001042100099123460000000000010438",
    ];
    let text = String::from_utf8(sent(&file).unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().map(|l| l.trim_end_matches(' ')).collect();
    assert!(text.lines().all(|l| l.len() == 80));
    assert_eq!(lines, wanted);
    let mut expected = file.clone();
    let Item::Mandate(known) = &mut expected.parts[0].items[2] else {
        panic!()
    };
    (known.payer_account, known.payer_id) = ("5001000001000020".to_owned(), "995560005212".to_owned());
    assert_eq!(read_back(text.as_bytes()), Ok(expected));
    assert_eq!(outgoing().takes, [ItemKind::Draw, ItemKind::Withdraw, ItemKind::Mandate]);
}

#[test]
fn requests_that_cannot_be_written_are_refused() {
    let draw = |change: &dyn Fn(&mut Draw)| {
        let mut draw = draw_of("10421", 100, "1");
        change(&mut draw);
        sent(&asking(vec![Item::Draw(draw.clone())])).is_err() && sent(&asking(vec![Item::Withdraw(draw)])).is_err()
    };
    assert!(!draw(&|_| {}));
    assert!(draw(&|d| d.payer_number = String::new()));
    assert!(draw(&|d| d.payer_number = "01".to_owned()));
    assert!(draw(&|d| d.payer_number = "1".repeat(17)));
    assert!(draw(&|d| d.amount = Money::ZERO));
    assert!(draw(&|d| d.amount = Money::from_minor(1_000_000_000_000)));
    assert!(draw(&|d| d.reference = "1".repeat(17)));
    assert!(draw(&|d| d.reference = "–".to_owned()));
    let mandate = |action, change: &dyn Fn(&mut MandateItem)| {
        let mut item = mandate_of(action);
        change(&mut item);
        sent(&asking(vec![Item::Mandate(item)])).is_err()
    };
    assert!(!mandate(MandateAction::Register, &|_| {}));
    assert!(mandate(MandateAction::Register, &|m| m.payer_account = "50011000020".to_owned()));
    assert!(mandate(MandateAction::Register, &|m| m.payer_id = "191212121212".to_owned()));
    assert!(mandate(MandateAction::Register, &|m| (m.payer_account, m.payer_id) =
        ("50011000020".to_owned(), "1212121212".to_owned())));
    assert!(mandate(MandateAction::End, &|m| m.new_number = "1".to_owned()));
    assert!(mandate(MandateAction::Renumber, &|_| {}));
    let pay_out = PayOut {
        on: day("2026-10-01"),
        amount: Money::from_minor(100),
        to_account: "50011000020".to_owned(),
        to_bic: String::new(),
        to_name: String::new(),
        address: None,
        reference: String::new(),
        message: String::new(),
        own_reference: String::new(),
    };
    assert!(matches!(
        sent(&asking(vec![Item::PayOut(pay_out)])),
        Err(WriteError::NotInFormat { part: 1, item: 1 })
    ));
    let mut file = asking(Vec::new());
    file.sender = "47".to_owned();
    assert!(sent(&file).is_err());
    let mut file = asking(Vec::new());
    file.currency = Currency::Nok;
    assert!(sent(&file).is_err());
}

/// What was sent is read back or its fault is told, whatever byte is wrong.
#[test]
fn damaged_requests_are_told() {
    let file = asking(vec![
        Item::Draw(draw_of("10421", 27_500, "F2026-00317")),
        Item::Withdraw(draw_of("10438", 41_250, "F2026-00318")),
        Item::Mandate(mandate_of(MandateAction::Refuse)),
    ]);
    let bytes = sent(&file).unwrap();
    let mut refused = 0;
    for place in 0..bytes.len() {
        assert!(place == 0 || read_back(&bytes[..place]).is_err_and(|f| !f.is_empty()) || place > 66);
        for mask in [0x01, 0x10, 0x40, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[place] ^= mask;
            match read_back(&changed) {
                Ok(back) => assert_eq!(back.parts.len(), 1),
                Err(findings) => {
                    assert!(!findings.is_empty());
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > bytes.len());
    assert_eq!(
        read_back(&AUTOGIRO.golden("request.txt")),
        Err(vec!["settlement-date@3:3".to_owned()])
    );
    assert_eq!(
        read_back(&AUTOGIRO.golden(WORKED)),
        Err(vec![
            "layout@1:1".to_owned(),
            "wrong-start@2:1".to_owned(),
            "wrong-start@3:1".to_owned(),
            "wrong-start@4:1".to_owned(),
            "wrong-start@5:1".to_owned()
        ])
    );
    assert_eq!(read_back(b""), Err(vec!["empty@0:0".to_owned()]));
}

fn rebuilt(bytes: &[u8]) -> WriteFile {
    let said = AUTOGIRO.read(bytes);
    assert!(!said.summary.is_refused(), "{:?}", said.summary.findings);
    // The time of day of a payment specification is the transmission number.
    let transmission = said
        .summary
        .identity
        .strip_prefix("BET. SPEC ")
        .and_then(|t| t.get(8..20)?.parse().ok());
    AUTOGIRO.rebuilt(&said, transmission.unwrap_or(0), "")
}

fn payer() -> impl Strategy<Value = Option<String>> {
    "[1-9][0-9]{0,15}".prop_map(Some)
}

fn reference() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[0-9A-ZÅÄÖ]([0-9A-ZÅÄÖ /-]{0,14}[0-9A-ZÅÄÖ])?")
}

fn before(days: u64) -> chrono::NaiveDate {
    day(TODAY).checked_sub_days(chrono::Days::new(days)).unwrap()
}

prop_compose! {
    fn paid()(refund in any::<bool>(), ago in 0_u64..300, serial in 0_u32..=99_999, minor in 0_i64..=999_999_999_999,
              payer_number in payer(), reference in reference()) -> WritePayment {
        let settled_on = before(ago);
        WritePayment {
            kind: if refund { "77" } else { "82" }.to_owned(),
            settled_on,
            lump_key: format!("{}{}{serial:05}", if refund { "17" } else { "" }, settled_on.format("%Y%m%d")),
            direction: if refund { Direction::Out } else { Direction::In },
            amount: Money::from_minor(minor),
            reference, payer_number, several: false, payer_account: None, payer_name: None, archive_reference: None,
            ordered_on: None, text: None,
        }
    }
}

/// A notice of one of the layouts: 0 payment specification, 1 agreements, 2 refused, 3 cancelled and moved.
fn notice(layout: u8) -> impl Strategy<Value = WriteNotice> {
    use NoticeKind::*;
    let choices: &[(NoticeKind, &str)] = match layout {
        0 => &[(DrawFailed, "1"), (DrawFailed, "2"), (DrawRetried, "9"), (PaidOut, "0")],
        1 => &[
            (MandateNew, "0432"),
            (MandateEnded, "0333"),
            (MandateEnded, "4602"),
            (MandateRefused, "0429"),
            (MandatePaused, "4611"),
            (MandateResumed, "4612"),
            (MandateUnchanged, "0410"),
        ],
        2 => &[(DrawRefused, "01"), (DrawRefused, "24")],
        _ => &[(DrawCancelled, "12"), (DrawMoved, "14"), (DrawMoved, "18")],
    };
    let known = proptest::option::of("[1-9][0-9]{15}");
    (
        proptest::sample::select(choices),
        0_u64..300,
        0_i64..=9_999_999_999,
        payer(),
        reference(),
        known,
        proptest::option::of("[1-9][0-9]{11}"),
    )
        .prop_map(
            move |((kind, code), ago, minor, payer_number, reference, account, other)| WriteNotice {
                kind,
                code: code.to_owned(),
                reference: reference.filter(|_| layout != 1),
                payer_number,
                mandate_number: None,
                on: Some(before(ago)),
                until_on: Some(before(0)).filter(|_| kind == DrawMoved),
                direction: if kind == PaidOut { Direction::Out } else { Direction::In },
                amount: Some(Money::from_minor(minor)).filter(|_| layout != 1),
                payer_account: account.filter(|_| layout == 1),
                other: other.filter(|_| layout == 1),
                text: None,
                notify: None,
            },
        )
}

fn part() -> impl Strategy<Value = WritePart> {
    (0_u8..4, "[1-9][0-9]{5}", prop_oneof!["9912346", "50501055"]).prop_flat_map(|(layout, agreement, account)| {
        let payments = proptest::collection::vec(paid(), if layout == 0 { 0..6 } else { 0..1 });
        let notices = proptest::collection::vec(notice(layout), if layout == 0 { 0..5 } else { 1..6 });
        (payments, notices).prop_map(move |(payments, notices)| WritePart {
            format: "",
            agreement: agreement.clone(),
            account: account.clone(),
            payments,
            notices,
        })
    })
}

/// A payer's account and personal number: both or none.
fn known() -> impl Strategy<Value = (String, String)> {
    prop_oneof![Just((String::new(), String::new())), ("[1-9][0-9]{15}", "[1-9][0-9]{11}")]
}

prop_compose! {
    fn item()(which in 0_u8..6, payer_number in "[1-9][0-9]{0,15}", minor in 1_i64..=999_999_999_999, reference in reference(),
              days in 0_u64..3000, (payer_account, payer_id) in known(), new_number in "[1-9][0-9]{0,15}") -> Item {
        let mut draw = draw_of(&payer_number, minor, reference.as_deref().unwrap_or_default());
        draw.due_on = before(days);
        let mandate = |action| MandateItem { payer_number: payer_number.clone(), ..mandate_of(action) };
        match which {
            0 => Item::Draw(draw),
            1 => Item::Withdraw(draw),
            2 => Item::Mandate(MandateItem { payer_account, payer_id, ..mandate(MandateAction::Register) }),
            3 => Item::Mandate(mandate(MandateAction::Refuse)),
            4 => Item::Mandate(mandate(MandateAction::End)),
            _ => Item::Mandate(MandateItem { new_number, ..mandate(MandateAction::Renumber) }),
        }
    }
}

proptest! {
    #[test]
    fn written_and_read_is_the_same(
        transmission in any::<u32>(),
        ago in 0_u64..3000,
        parts in proptest::collection::vec(part(), 1..4),
    ) {
        let starts = parts[0].notices.first().is_none_or(|n| matches!(n.kind, NoticeKind::DrawFailed | NoticeKind::DrawRetried | NoticeKind::PaidOut));
        let file = WriteFile {
            // Only a payment specification has room for it.
            transmission: if starts { transmission } else { 0 },
            transmitter: String::new(),
            recipient: parts[0].account.clone(),
            created_on: before(ago),
            parts,
        };
        let bytes = AUTOGIRO.written(&file);
        prop_assert!(bytes.chunks(82).all(|l| l.len() == 82 && l.ends_with(b"\r\n")));
        let again = rebuilt(&bytes);
        // Moved and cancelled draws are told by their records; nothing else may differ.
        let first = WriteFile { transmission: again.transmission, ..file.clone() };
        prop_assert_eq!(&again, &first);
        prop_assert!(!starts || again.transmission == file.transmission);
    }

    #[test]
    fn what_was_sent_is_read_back(lists in proptest::collection::vec(proptest::collection::vec(item(), 0..8), 1..4), ago in 0_u64..3000) {
        let mut file = asking(Vec::new());
        file.made_at = before(ago).and_hms_opt(0, 0, 0).unwrap();
        let accounts = ["9912346", "50501055", "5551239"];
        let part = file.parts[0].clone();
        file.parts = lists.into_iter().zip(accounts).map(|(items, account)| OutgoingPart { account: account.to_owned(), items, ..part.clone() }).collect();
        let bytes = sent(&file).unwrap();
        prop_assert!(bytes.chunks(82).all(|l| l.len() == 82 && l.ends_with(b"\r\n")));
        prop_assert_eq!(read_back(&bytes), Ok(file));
    }

    #[test]
    fn anything_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..2000), begins in any::<bool>()) {
        let head = if begins { only(&AUTOGIRO.golden(WORKED), &[1]) } else { Vec::new() };
        let said = AUTOGIRO.read(&[head, bytes.clone()].concat());
        prop_assert!(said.summary.is_refused() && said.payments().is_empty());
        prop_assert!(read_back(&bytes).is_err());
    }

    #[test]
    fn lines_in_any_order_never_panic(numbers in proptest::collection::vec(1_usize..=17, 0..30)) {
        let said = AUTOGIRO.read(&only(&AUTOGIRO.golden("specification-new.txt"), &numbers));
        prop_assert!(said.summary.is_refused() || said.booked() == said.summary.booked.minor());
    }
}
