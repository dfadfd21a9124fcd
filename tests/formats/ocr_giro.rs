//! OCR giro from outside: the golden files, what breaks them, and writing and reading giving the same.

use std::fmt::Write as _;
use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use fordring::domain::bankfile::{Direction, Event, FileSummary, Weight};
use fordring::domain::money::{Currency, Money};
use fordring::formats::{self, Codec, FINDING_CODES, ReadOptions, WriteFile, WritePart, WritePayment};
use proptest::prelude::*;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/ocr-giro");
const TODAY: &str = "2026-06-15";

fn codec() -> &'static Codec {
    formats::by_id("ocr-giro").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn golden(name: &str) -> Vec<u8> {
    std::fs::read(format!("{GOLDEN}/{name}")).unwrap()
}

fn read_on(bytes: &[u8], today: &str, capacity: usize) -> (FileSummary, Vec<WritePayment>, String) {
    let mut payments = Vec::new();
    let mut told = String::new();
    let mut sink =
        |event: Event<'_>| {
            let Event::Payment(p) = event else {
                return ControlFlow::Continue(());
            };
            let sign = if p.direction == Direction::Out { "-" } else { "" };
            let or = |t: Option<&str>| t.unwrap_or("·").to_owned();
            let ordered = p.ordered_on.map_or("·".to_owned(), |d| d.to_string());
            writeln!(
            told,
            "payment {}/{} line {} bytes {}+{} to {} type {} {sign}{} on {} ordered {ordered} lump {} ref {} from {} archive {} text {}",
            p.part, p.number, p.line, p.offset, p.length, p.payee_account, p.kind, p.amount, p.settled_on, p.lump_key,
            or(p.reference), or(p.payer_account), or(p.archive_reference), or(p.text)
        )
        .unwrap();
            payments.push(WritePayment::from(p));
            ControlFlow::Continue(())
        };
    let mut input = BufReader::with_capacity(capacity, Cursor::new(bytes));
    let summary = (codec().read)(
        &mut input,
        &ReadOptions {
            today: day(today),
            currency: Currency::Nok,
        },
        &mut sink,
    )
    .unwrap();
    for finding in &summary.findings {
        assert!(FINDING_CODES.contains(&finding.code), "{}", finding.code);
    }
    (summary, payments, told)
}

fn read(bytes: &[u8]) -> (FileSummary, Vec<WritePayment>) {
    let (summary, payments, _) = read_on(bytes, TODAY, 8192);
    (summary, payments)
}

/// `code@line:column` of every finding.
fn codes(summary: &FileSummary) -> Vec<String> {
    summary
        .findings
        .iter()
        .map(|f| format!("{}@{}:{}", f.code, f.line, f.column))
        .collect()
}

fn findings(bytes: &[u8]) -> Vec<String> {
    codes(&read(bytes).0)
}

#[test]
fn golden_files_are_refused_for_their_fault_only() {
    for (name, expected) in [
        ("ocr-two-accounts.ocr", vec![]),
        ("ocr-card-types.ocr", vec![]),
        ("ocr-mod11-dash.ocr", vec![]),
        ("err-bad-kid.ocr", vec![]),
        ("err-foreign-account.ocr", vec![]),
        ("tolerate-lf-no-final-newline.ocr", vec![]),
        ("tolerate-utf8-text.ocr", vec!["utf8@9:0"]),
        ("mixed-ocr-and-mandates.ocr", vec![]),
        ("err-count-tx.ocr", vec!["count-payments@11:9"]),
        ("err-sum-assignment.ocr", vec!["sum@11:25"]),
        ("err-record-79.ocr", vec!["wrong-length@4:80"]),
        ("err-no-end-record.ocr", vec!["truncated@15:0"]),
    ] {
        let bytes = golden(name);
        assert_eq!(formats::detect(&bytes).map(|c| c.id), Ok("ocr-giro"));
        let (summary, _) = read(&bytes);
        assert_eq!(codes(&summary), expected, "{name}");
        let refused = name.starts_with("err-") && !expected.is_empty();
        assert_eq!(summary.is_refused(), refused, "{name}");
    }
}

/// How a file was carried does not show: neither in the payments nor in the fingerprint.
#[test]
fn carriage_does_not_count() {
    let crlf = golden("ocr-two-accounts.ocr");
    let (plain, payments) = read(&crlf);
    let joined: Vec<u8> = crlf.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
    let lf: Vec<u8> = crlf.iter().copied().filter(|b| *b != b'\r').collect();
    let variants: [(Vec<u8>, &[&str]); 8] = [
        (golden("tolerate-lf-no-final-newline.ocr"), &[]),
        (lf, &[]),
        ([b"\xef\xbb\xbf", crlf.as_slice()].concat(), &["byte-order-mark@1:1"]),
        ([b"\r\n\r\n", crlf.as_slice()].concat(), &["blank-lines@1:0"]),
        (
            [crlf.as_slice(), b"\r\n  \r\n\x1a"].concat(),
            &["blank-lines@17:0", "end-of-file-mark@19:1"],
        ),
        (
            [joined.as_slice(), b"\x1a"].concat(),
            &["no-line-ends@1:0", "end-of-file-mark@17:1"],
        ),
        ([joined.as_slice(), b"\r\n"].concat(), &["no-line-ends@1:0", "blank-lines@17:0"]),
        (joined, &["no-line-ends@1:0"]),
    ];
    for (bytes, expected) in variants {
        for capacity in [1, 7, 100, 8192] {
            let (summary, same, _) = read_on(&bytes, TODAY, capacity);
            assert_eq!(codes(&summary), expected);
            assert_eq!(
                (same, summary.fingerprint, summary.length),
                (payments.clone(), plain.fingerprint, u64::try_from(bytes.len()).unwrap())
            );
            assert_eq!((summary.sum, summary.booked), (plain.sum, plain.booked));
        }
    }
    let latin = read(&golden("ocr-card-types.ocr"));
    let utf8 = read(&golden("tolerate-utf8-text.ocr"));
    assert_eq!((latin.0.fingerprint, latin.1), (utf8.0.fingerprint, utf8.1));
    assert_ne!(latin.0.fingerprint, plain.fingerprint);
}

/// Replaces the text at a line and column, both from 1.
fn with(lines: &[(usize, usize, &str)]) -> Vec<u8> {
    edited("ocr-two-accounts.ocr", lines)
}

fn edited(name: &str, edits: &[(usize, usize, &str)]) -> Vec<u8> {
    let mut bytes = golden(name);
    for (line, column, text) in edits {
        let at = (line - 1) * 82 + column - 1;
        bytes[at..at + text.len()].copy_from_slice(text.as_bytes());
    }
    bytes
}

/// The lines with these numbers, in this order.
fn only(name: &str, numbers: &[usize]) -> Vec<u8> {
    let bytes = golden(name);
    numbers.iter().flat_map(|n| bytes[(n - 1) * 82..n * 82].to_vec()).collect()
}

#[test]
fn each_rule_tells_its_place() {
    type Case<'a> = (&'a [(usize, usize, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (&[(1, 7, "20")], &["not-ocr-giro@1:1"]),
        (&[(1, 20, "x")], &["not-digits@1:17"]),
        (&[(3, 1, "XX")], &["not-a-record@3:1", "record-order@4:1"]),
        (&[(2, 35, "4")], &["account-check@2:25"]),
        (&[(2, 25, "00000000000")], &["account-check@2:25"]),
        (&[(2, 25, "x")], &["not-digits@2:25"]),
        (&[(3, 5, "22"), (4, 5, "22")], &["unknown-type@3:5"]),
        (&[(4, 5, "11")], &["transaction-mismatch@4:5"]),
        (&[(4, 15, "2")], &["transaction-mismatch@4:9"]),
        (&[(3, 15, "7"), (4, 15, "7"), (5, 15, "8"), (6, 15, "8")], &["numbering@3:9"]),
        (&[(3, 33, "x")], &["not-digits@3:33"]),
        (&[(3, 33, "99999999999999999")], &["amount-too-large@3:33"]),
        (&[(3, 32, "+")], &["bad-sign@3:32"]),
        (&[(3, 32, " ")], &[]),
        (&[(3, 16, "310226")], &["settlement-date@3:16"]),
        (&[(3, 16, "000000")], &["settlement-date@3:16"]),
        (&[(4, 42, "000000")], &[]),
        (&[(4, 42, "310226")], &[]),
        (&[(4, 48, "15032080110")], &[]),
        (&[(4, 48, "           ")], &[]),
        (&[(4, 48, "1503208011x")], &["not-digits@4:48"]),
        (&[(4, 80, "x"), (2, 80, "x")], &[]),
        (&[(7, 16, "160626"), (9, 16, "170626")], &["future-date@7:16", "dates-differ@11:54"]),
        (&[(3, 16, "140525")], &["old-date@3:16", "dates-differ@11:48"]),
        (&[(3, 16, "150525"), (11, 48, "150525")], &[]),
        (&[(11, 48, "010101")], &["dates-differ@11:48"]),
        (&[(11, 9, "0000000x")], &["not-digits@11:9"]),
        (&[(11, 17, "00000011")], &["count-records@11:17"]),
        (&[(16, 9, "00000006")], &["count-payments@16:9"]),
        (&[(16, 17, "00000017")], &["count-records@16:17"]),
        (&[(16, 25, "00000000000259951")], &["sum@16:25"]),
        (&[(11, 25, "00000000000000000")], &["sum@11:25"]),
        (
            &[(11, 25, "00000000000224950"), (16, 25, "00000000000299950")],
            &["gross-sum@11:25"],
        ),
        (&[(11, 25, "00000000000224950")], &["gross-sum@11:25"]),
        (&[(16, 25, "00000000000299950")], &["gross-sum@16:25"]),
        (&[(12, 3, "42")], &["service-skipped@12:1"]),
        (&[(3, 7, "79")], &["unknown-record@3:1", "record-order@4:1"]),
        (
            &[
                (3, 33, "00000000000000000"),
                (11, 25, "00000000000059950"),
                (16, 25, "00000000000134950"),
            ],
            &[],
        ),
    ];
    for (edits, expected) in cases {
        let mut edits = edits.to_vec();
        if edits.first() == Some(&(12, 3, "42")) {
            edits.extend([(13, 3, "42"), (14, 3, "42"), (15, 3, "42")]);
        }
        let (summary, _) = read(&with(&edits));
        assert_eq!(codes(&summary), *expected, "{edits:?}");
        for finding in &summary.findings {
            let line = usize::try_from(finding.line).unwrap();
            let wanted = String::from_utf8_lossy(&with(&edits)[(line - 1) * 82..line * 82 - 2]).into_owned();
            assert_eq!(finding.text, wanted);
            assert!(!finding.found.is_empty());
        }
    }
}

#[test]
fn records_out_of_order_are_told() {
    let two = "ocr-two-accounts.ocr";
    let card = "ocr-card-types.ocr";
    for (bytes, expected) in [
        (only(two, &[1, 2, 3, 5, 6, 11, 16]), vec!["record-order@4:1"]),
        (only(two, &[1, 2, 4, 11, 16]), vec!["record-order@3:1"]),
        (only(two, &[1, 2, 3, 4, 12, 13, 14, 15, 16]), vec!["record-order@5:1"]),
        (only(two, &[1, 2, 3, 4, 16]), vec!["record-order@5:1"]),
        (only(two, &[1, 3, 16]), vec!["record-order@2:1"]),
        (only(two, &[1, 1, 16]), vec!["record-order@2:1"]),
        (only(two, &[1, 2, 3]), vec!["truncated@3:0"]),
        (only(card, &[1, 2, 7, 8, 10, 11]), vec!["numbering@3:9", "record-order@5:1"]),
        (only(card, &[1, 2, 3, 4, 9, 10, 11]), vec!["record-order@5:1"]),
        (
            only("ocr-mod11-dash.ocr", &[1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]),
            vec!["second-transmission@7:1"],
        ),
        (only("ocr-mod11-dash.ocr", &[1, 2, 3, 4, 5, 6, 3]), vec!["after-end@7:1"]),
        (only("mixed-ocr-and-mandates.ocr", &[1, 6, 7, 11]), vec!["record-order@4:1"]),
        (Vec::new(), vec!["empty@0:0"]),
        (b"\r\n\r\n".to_vec(), vec!["blank-lines@1:0", "empty@2:0"]),
        (b"Hello".to_vec(), vec!["not-ocr-giro@1:1"]),
    ] {
        let (summary, _) = read(&bytes);
        assert_eq!(codes(&summary), expected, "{}", String::from_utf8_lossy(&bytes));
        assert!(summary.is_refused());
    }
}

#[test]
fn lines_of_wrong_length_are_told_once() {
    let text = String::from_utf8(golden("ocr-two-accounts.ocr")).unwrap();
    let collapsed = text
        .split("\r\n")
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\r\n");
    assert_eq!(
        findings(collapsed.as_bytes()),
        [
            "wrong-length@3:68",
            "collapsed-blanks@3:50",
            "wrong-length@5:68",
            "wrong-length@7:68",
            "wrong-length@9:68",
            "wrong-length@13:68"
        ]
    );
    let lines: Vec<&str> = text.lines().collect();
    for (line, longer, expected) in [
        (2, format!("{}0", lines[1]), vec!["wrong-length@2:81"]),
        (3, format!("{}0", lines[2]), vec!["wrong-length@3:81"]),
        (3, format!("{} ", lines[2]), vec!["wrong-length@3:81"]),
        (4, String::new(), vec!["wrong-length@4:1", "record-order@5:1"]),
        (11, format!("{}0", lines[10]), vec!["wrong-length@11:81"]),
        (16, format!("{}0", lines[15]), vec!["wrong-length@16:81"]),
        (16, lines[15][..79].to_owned(), vec!["truncated@16:80"]),
        (5, format!("{}{}", lines[4], "x".repeat(5_000_000)), vec!["wrong-length@5:81"]),
    ] {
        let mut changed: Vec<&str> = lines.clone();
        changed[line - 1] = &longer;
        let (summary, _) = read(changed.join("\r\n").as_bytes());
        assert_eq!(codes(&summary), expected);
        assert!(summary.findings.iter().all(|f| f.text.chars().count() <= 120));
    }
}

#[test]
fn sums_that_cannot_be_kept_are_refused() {
    let mut bytes = only("ocr-two-accounts.ocr", &[1, 2]);
    let line = edited("ocr-two-accounts.ocr", &[(3, 33, "00099999999999999")]);
    for _ in 0..100_000 {
        bytes.extend_from_slice(&line[2 * 82..4 * 82]);
    }
    let (summary, _) = read(&bytes);
    let counted = codes(&summary);
    assert_eq!(counted[0], "numbering@5:9");
    assert!(
        counted[1].starts_with("sum-too-large@") && counted[2].starts_with("truncated@") && counted.len() == 3,
        "{counted:?}"
    );
}

#[test]
fn a_file_has_only_so_many_parts() {
    let mut bytes = only("ocr-two-accounts.ocr", &[1]);
    let part = edited(
        "ocr-two-accounts.ocr",
        &[(15, 9, "0000000000000002"), (15, 25, "00000000000000000")],
    );
    let part = edited_dates(&part[11 * 82..12 * 82], &part[14 * 82..15 * 82]);
    for _ in 0..10_000 {
        bytes.extend_from_slice(&part);
    }
    let mut whole = bytes.clone();
    whole.extend_from_slice(&only("ocr-two-accounts.ocr", &[16]));
    assert_eq!(
        findings(&whole),
        ["count-payments@20002:9", "count-records@20002:17", "sum@20002:25"]
    );
    bytes.extend_from_slice(&part);
    assert_eq!(findings(&bytes), ["too-many-parts@20002:1"]);
}

/// A part without payments, so without dates.
fn edited_dates(first: &[u8], last: &[u8]) -> Vec<u8> {
    let mut last = last.to_vec();
    last[47..59].fill(b'0');
    [first, &last].concat()
}

#[test]
fn a_file_full_of_faults_ends_early() {
    let bytes = only("ocr-two-accounts.ocr", &[1, 2])
        .into_iter()
        .chain(vec![b'x'; 82 * 10].into_iter().chain(*b"\n").cycle().take(1_000_000))
        .collect::<Vec<_>>();
    let summary = read(&bytes).0;
    assert_eq!(summary.findings.len(), 100);
    assert!(summary.length < 200_000);
    assert!(summary.is_refused() && summary.findings.iter().all(|f| f.weight == Weight::Refuse));
}

/// The place of a payment in the file is where its records stand, byte for byte.
#[test]
fn places_cut_out_the_records() {
    let bytes = golden("ocr-card-types.ocr");
    let mut sink = |event: Event<'_>| {
        let Event::Payment(p) = event else {
            return ControlFlow::Continue(());
        };
        let from = usize::try_from(p.offset).unwrap();
        let piece = &bytes[from..from + usize::try_from(p.length).unwrap()];
        assert!(piece.starts_with(format!("NY09{}30{:07}", p.kind, p.number).as_bytes()));
        assert_eq!(piece.len(), if p.text.is_some() { 244 } else { 162 });
        ControlFlow::Continue(())
    };
    (codec().read)(
        &mut Cursor::new(bytes.as_slice()),
        &ReadOptions {
            today: day(TODAY),
            currency: Currency::Nok,
        },
        &mut sink,
    )
    .unwrap();
}

/// Any byte may be wrong: nothing panics, and what is accepted adds up.
#[test]
fn every_flipped_byte_is_refused_or_adds_up() {
    for name in ["ocr-two-accounts.ocr", "ocr-card-types.ocr", "tolerate-utf8-text.ocr"] {
        let bytes = golden(name);
        let joined: Vec<u8> = bytes.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
        for original in [bytes, joined] {
            for place in 0..original.len() {
                for mask in [0x01, 0x02, 0x04, 0x10, 0x40, 0x80, 0xff] {
                    let mut changed = original.clone();
                    changed[place] ^= mask;
                    let (summary, payments) = read(&changed);
                    if summary.is_refused() {
                        assert!(summary.of_weight(Weight::Refuse).all(|f| f.line > 0), "{name} {place} {mask}");
                        continue;
                    }
                    let booked: i64 = payments
                        .iter()
                        .map(|p| {
                            if p.direction == Direction::In {
                                p.amount.minor()
                            } else {
                                -p.amount.minor()
                            }
                        })
                        .sum();
                    assert_eq!(summary.booked.minor(), booked);
                    assert_eq!(
                        (summary.sum, u64::try_from(payments.len()).unwrap()),
                        (summary.sum_claimed, summary.payments),
                        "{name} {place} {mask}"
                    );
                    for part in &summary.parts {
                        assert_eq!((part.sum_claimed, part.payments_claimed), (part.sum_counted, part.payments_counted));
                    }
                }
            }
        }
    }
}

fn rebuilt(bytes: &[u8]) -> WriteFile {
    let mut parts: Vec<Vec<WritePayment>> = Vec::new();
    let mut sink = |event: Event<'_>| {
        let Event::Payment(p) = event else {
            return ControlFlow::Continue(());
        };
        let part = usize::try_from(p.part).unwrap();
        parts.resize_with(parts.len().max(part), Vec::new);
        parts[part - 1].push(WritePayment::from(p));
        ControlFlow::Continue(())
    };
    let summary = (codec().read)(
        &mut Cursor::new(bytes),
        &ReadOptions {
            today: day(TODAY),
            currency: Currency::Nok,
        },
        &mut sink,
    )
    .unwrap();
    assert_eq!(
        codes(&summary).iter().filter(|c| !c.starts_with("old-date")).count(),
        0,
        "{:?}",
        summary.findings
    );
    parts.resize_with(summary.parts.len(), Vec::new);
    WriteFile {
        transmission: summary.identity[8..15].parse().unwrap(),
        transmitter: summary.identity[..8].to_owned(),
        recipient: summary.recipient.clone(),
        created_on: summary.created_on.unwrap(),
        parts: summary
            .parts
            .iter()
            .zip(parts)
            .map(|(part, payments)| WritePart {
                format: "",
                notices: Vec::new(),
                agreement: part.agreement.clone(),
                account: part.account.clone(),
                payments,
            })
            .collect(),
    }
}

fn written(file: &WriteFile) -> Vec<u8> {
    let mut out = Vec::new();
    (codec().write.unwrap())(file, &mut out).unwrap();
    out
}

#[test]
fn the_writer_writes_the_golden_files() {
    for name in [
        "ocr-two-accounts.ocr",
        "ocr-mod11-dash.ocr",
        "err-bad-kid.ocr",
        "err-foreign-account.ocr",
    ] {
        let bytes = golden(name);
        assert_eq!(
            String::from_utf8(written(&rebuilt(&bytes))).unwrap(),
            String::from_utf8(bytes).unwrap(),
            "{name}"
        );
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    let good = rebuilt(&golden("ocr-card-types.ocr"));
    let fails = |change: &dyn Fn(&mut WritePayment)| {
        let mut file = good.clone();
        change(&mut file.parts[0].payments[2]);
        (codec().write.unwrap())(&file, &mut Vec::new()).is_err_and(|e| !e.to_string().is_empty())
    };
    assert!(!fails(&|_| {}));
    assert!(fails(&|p| p.kind = "22".to_owned()));
    assert!(fails(&|p| p.kind = "10".to_owned()));
    assert!(fails(&|p| p.kind = "20".to_owned()));
    assert!(fails(&|p| p.amount = Money::from_minor(-1)));
    assert!(fails(&|p| p.amount = Money::from_minor(100_000_000_000_000)));
    assert!(fails(&|p| (p.direction, p.amount) = (Direction::Out, Money::from_minor(12_501))));
    assert!(fails(&|p| p.reference = Some("1".repeat(26))));
    assert!(fails(&|p| p.text = Some("x".repeat(41))));
    assert!(fails(&|p| p.text = Some("tab\t".to_owned())));
    assert!(fails(&|p| p.text = Some("–".to_owned())));
    assert!(fails(&|p| p.lump_key = "1".to_owned()));
    assert!(fails(&|p| p.payer_account = Some("1".to_owned())));
    let mut file = good.clone();
    file.parts[0].account = "12345678904".to_owned();
    assert!((codec().write.unwrap())(&file, &mut Vec::new()).is_err());
}

fn digits(n: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(b'0'..=b'9', n).prop_map(|d| String::from_utf8(d).unwrap())
}

/// Digits that are not all zeros: those mean "none".
fn known(n: usize) -> impl Strategy<Value = Option<String>> {
    proptest::option::of(digits(n).prop_filter("zeros", |d| d.bytes().any(|b| b != b'0')))
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0_u32..30_000).prop_map(|n| day("1928-01-01").checked_add_days(chrono::Days::new(n.into())).unwrap())
}

prop_compose! {
    fn payment()(
        kind in 10_u8..=21,
        settled_on in date(),
        lump_key in digits(10),
        out in any::<bool>(),
        amount in prop_oneof![0_i64..1_000_000, 0_i64..=99_999_999_999_999],
        reference in proptest::option::of("[0-9]{1,24}[0-9-]"),
        payer_account in known(11),
        archive_reference in known(9),
        ordered_on in proptest::option::of(date()),
        text in proptest::option::of("[a-zæøåÆØÅéü0-9 ]{0,39}[a-zæøå]"),
    ) -> WritePayment {
        let refund = kind == 18 || kind == 20;
        WritePayment { several: false, payer_name: None, payer_number: None,
            kind: kind.to_string(), settled_on, lump_key,
            direction: if out || refund { Direction::Out } else { Direction::In },
            amount: Money::from_minor(amount), reference, payer_account, archive_reference, ordered_on,
            text: text.filter(|_| kind >= 20),
        }
    }
}

prop_compose! {
    fn file()(
        transmission in 0_u32..10_000_000,
        created_on in date(),
        parts in proptest::collection::vec((digits(9), proptest::collection::vec(payment(), 0..8)), 0..4),
    ) -> WriteFile {
        let mut parts: Vec<WritePart> = parts.into_iter()
            .map(|(agreement, payments)| WritePart { agreement, account: "12345678903".to_owned(), payments, ..WritePart::default() })
            .collect();
        // A control sum below nothing cannot be written: something large comes in.
        for part in &mut parts {
            let out: i64 = part.payments.iter().filter(|p| p.direction == Direction::Out).map(|p| p.amount.minor()).sum();
            let mut left = out;
            while left > 0 {
                let mut payment = WritePayment { several: false, payer_name: None, payer_number: None,
                    kind: "15".to_owned(), settled_on: created_on, lump_key: "8006100042".to_owned(), direction: Direction::In,
                    amount: Money::from_minor(left.min(99_999_999_999_999)), reference: None, payer_account: None,
                    archive_reference: None, ordered_on: None, text: None,
                };
                left -= payment.amount.minor();
                payment.reference = Some("10421701037".to_owned());
                part.payments.push(payment);
            }
        }
        WriteFile { transmission, transmitter: "00008080".to_owned(), recipient: "00131415".to_owned(), created_on, parts }
    }
}

proptest! {
    #[test]
    fn written_and_read_is_the_same(file in file()) {
        prop_assume!(file.parts.iter().flat_map(|p| &p.payments).all(|p| p.settled_on <= day(TODAY)));
        let bytes = written(&file);
        prop_assert!(bytes.chunks(82).all(|l| l.len() == 82 && l.ends_with(b"\r\n")));
        prop_assert_eq!(&rebuilt(&bytes), &file);
        prop_assert_eq!(written(&rebuilt(&bytes)), bytes);
    }

    #[test]
    fn anything_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let (summary, payments) = read(&bytes);
        prop_assert!(summary.is_refused() && payments.is_empty());
        let _ = formats::detect(&bytes);
    }

    #[test]
    fn lines_in_any_order_never_panic(numbers in proptest::collection::vec(1_usize..=11, 0..30)) {
        let (summary, payments) = read(&only("ocr-card-types.ocr", &numbers));
        prop_assert!(summary.is_refused() || payments.len() == usize::try_from(summary.payments).unwrap());
    }
}
