//! What is wrong with a file is told with its place, and nothing of a refused file counts.

use fordring::domain::bankfile::Weight;
use fordring::formats;
use proptest::prelude::*;

use super::common::{INCOMING, INFORMATION, codes, edited, findings, golden, only, read, read_with};

const PAID: &str = "payments-0602";
const SLIPS: &str = "slips-0602";
const PRINTED: &str = "printed-0603";
const LISTS: &str = "lists-0603";
const WRAPPED: &str = "enveloped-0602";

type Edit<'a> = (usize, usize, &'a str);

/// Each edit of a golden file and the findings it leads to; all of them refuse the file.
fn refused(name: &str, cases: &[(&[Edit<'_>], &[&str])]) {
    for (edits, expected) in cases {
        let bytes = edited(name, edits);
        let said = read(&bytes);
        assert_eq!(codes(&said.summary), *expected, "{name} {edits:?}");
        assert!(said.summary.is_refused());
        for finding in &said.summary.findings {
            let whole = finding.text.len() >= 128 || finding.code == "truncated";
            assert!(finding.line > 0 && whole, "{edits:?}");
        }
    }
}

#[test]
fn the_first_line_is_record_002() {
    for (bytes, expected) in [
        (only(PAID, &[2, 3]), "not-betalingsservice@1:1"),
        (
            b"PBCNET41BS1 26100102 BS00 LEVERANCE ACCEPTERET\r\n".to_vec(),
            "not-betalingsservice@1:1",
        ),
        (b"Hello".to_vec(), "not-betalingsservice@1:1"),
        (b"BS012".to_vec(), "not-betalingsservice@1:1"),
        (Vec::new(), "empty@0:0"),
        (b"BS0".to_vec(), "truncated@1:4"),
        (b"PBCNET30BS1 261001\r\n".to_vec(), "truncated@1:0"),
    ] {
        assert_eq!(findings(&bytes), [expected], "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn the_delivery_is_one_that_is_read() {
    refused(
        PAID,
        &[
            (&[(1, 17, "0690")], &["unknown-delivery@1:17"]),
            (&[(1, 17, "06x2")], &["unknown-delivery@1:17"]),
        ],
    );
    // What we send ourselves is none of the bank's.
    for name in super::common::OUTGOING {
        assert_eq!(findings(&golden(name)), ["unknown-delivery@1:17"]);
    }
}

#[test]
fn unknown_records_are_told() {
    refused(
        PAID,
        &[
            (&[(3, 3, "043")], &["unknown-record@3:1"]),
            (&[(3, 3, "022")], &["unknown-record@3:1"]),
        ],
    );
    refused(PAID, &[(&[(3, 1, "XS")], &["not-a-record@3:1"])]);
    refused(LISTS, &[(&[(3, 3, "022")], &["unknown-record@3:1"])]);
    refused(
        PAID,
        &[(&[(7, 3, "072")], &["unknown-record@7:1", "record-order@8:1", "record-order@9:1"])],
    );
}

#[test]
fn a_section_is_ended_by_record_092() {
    for (numbers, expected) in [
        (vec![1, 2, 3, 4, 5, 7, 8, 9, 10], vec!["record-order@6:1"]),
        (vec![1, 2, 3, 10], vec!["record-order@4:1"]),
        (vec![1, 3, 10], vec!["record-order@2:1"]),
        (vec![1, 6, 10], vec!["record-order@2:1"]),
        (vec![1, 1], vec!["record-order@2:1"]),
    ] {
        assert_eq!(findings(&only(PAID, &numbers)), expected, "{numbers:?}");
    }
}

#[test]
fn record_992_is_there_and_last() {
    let all: Vec<usize> = (1..=10).collect();
    assert_eq!(findings(&only(PAID, &all[..9])), ["truncated@9:0"]);
    assert_eq!(findings(&only(PAID, &[&all[..], &[3]].concat())), ["after-end@11:1"]);
    assert_eq!(findings(&only(PAID, &[&all[..], &all[..]].concat())), ["second-transmission@11:1"]);
    let wrapped: Vec<usize> = (1..=12).collect();
    assert_eq!(
        findings(&only(WRAPPED, &[&wrapped[..], &wrapped[..]].concat())),
        ["second-transmission@13:1"]
    );
    refused(
        PAID,
        &[
            (&[(10, 6, "9")], &["transaction-mismatch@10:6"]),
            (&[(10, 20, "3")], &["transaction-mismatch@10:6"]),
        ],
    );
}

#[test]
fn counts_must_agree() {
    refused(
        PAID,
        &[
            (&[(6, 42, "4")], &["count-payments@6:32"]),
            (&[(6, 68, "1")], &["count-records@6:58"]),
            (&[(6, 94, "1")], &["count-records@6:84"]),
            (&[(10, 42, "5")], &["count-payments@10:32"]),
            (&[(10, 68, "1")], &["count-records@10:58"]),
            (&[(10, 94, "1")], &["count-records@10:84"]),
            (&[(10, 31, "3")], &["count-parts@10:21"]),
            (&[(6, 42, "x")], &["not-digits@6:32"]),
            (&[(10, 94, " ")], &["not-digits@10:84"]),
        ],
    );
    refused(
        SLIPS,
        &[
            (&[(13, 68, "2")], &["count-records@13:58"]),
            (&[(13, 94, "2")], &["count-records@13:84"]),
        ],
    );
    refused(
        INFORMATION,
        &[
            (&[(9, 31, "5")], &["count-records@9:21"]),
            (&[(10, 42, "5")], &["count-records@10:32"]),
        ],
    );
    // Blank counts of lines that there are none of are no fault.
    assert_eq!(
        findings(&edited(LISTS, &[(5, 58, "           "), (5, 84, "           ")])),
        Vec::<String>::new()
    );
}

#[test]
fn control_sums_must_agree() {
    refused(
        PAID,
        &[
            (&[(6, 57, "1")], &["sum@6:43"]),
            (&[(10, 57, "1")], &["sum@10:43"]),
            (&[(3, 128, "1")], &["sum@6:43", "sum@10:43"]),
            (&[(6, 43, "000000000055x00")], &["not-digits@6:43"]),
        ],
    );
    // Only agreements: nothing may be summed up.
    refused(LISTS, &[(&[(5, 57, "1")], &["sum@5:43"]), (&[(11, 57, "1")], &["sum@11:43"])]);
    refused(PRINTED, &[(&[(6, 88, "1")], &["slip-check@8:51", "sum@9:43", "sum@10:43"])]);
}

/// The guide's examples also sum up what failed; real files do not (part 13.4).
#[test]
fn a_sum_with_what_failed_is_accepted_with_a_warning() {
    let bytes = edited(PAID, &[(6, 43, "000000000082500"), (10, 43, "000000000123750")]);
    let said = read(&bytes);
    assert_eq!(codes(&said.summary), ["failed-in-sum@6:43"]);
    assert_eq!((said.summary.sum.minor(), said.summary.booked.minor()), (123_750, 41_250));
    assert_eq!(findings(&edited(PAID, &[(10, 43, "000000000123750")])), ["failed-in-sum@10:43"]);
}

#[test]
fn the_envelope_counts_its_lines() {
    refused(
        WRAPPED,
        &[
            (&[(12, 34, "1")], &["count-lines@12:29"]),
            (&[(12, 34, "x")], &["not-digits@12:29"]),
            (&[(12, 7, "80")], &["record-order@12:1", "truncated@12:0"]),
        ],
    );
    let lines: Vec<usize> = (1..=11).collect();
    assert_eq!(findings(&only(WRAPPED, &lines)), ["truncated@11:0"]);
    assert_eq!(findings(&only(WRAPPED, &[&lines[1..], &[12]].concat())), ["record-order@11:1"]);
    assert_eq!(findings(&only(WRAPPED, &[1, 2, 3, 12, 4, 5, 6, 7]))[0], "record-order@4:1");
}

#[test]
fn lines_are_no_longer_than_128() {
    refused(
        PAID,
        &[
            (&[(3, 129, "0")], &["wrong-length@3:129"]),
            (&[(10, 129, " x")], &["wrong-length@10:129"]),
        ],
    );
    let text = String::from_utf8(golden(PAID)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let long = format!("{}{}", lines[2], "æ".repeat(500_000));
    for (line, changed, expected) in [(2, long.as_str(), "wrong-length@3:129"), (2, "", "wrong-length@3:1")] {
        let mut changed_lines = lines.clone();
        changed_lines[line] = changed;
        let said = read(changed_lines.join("\r\n").as_bytes());
        assert_eq!(codes(&said.summary), [expected]);
        assert!(said.summary.findings.iter().all(|f| f.text.chars().count() <= 168));
    }
}

#[test]
fn numeric_fields_are_digits() {
    refused(
        PAID,
        &[
            (&[(1, 6, "x")], &["not-digits@1:6", "transaction-mismatch@10:6"]),
            (&[(1, 30, " ")], &["not-digits@1:21"]),
            (&[(3, 41, "x")], &["not-digits@3:41"]),
            (&[(3, 69, "x")], &["not-digits@3:57"]),
            (&[(3, 128, " ")], &["not-digits@3:116"]),
            (&[(8, 46, "x")], &["not-digits@8:45"]),
            (&[(8, 52, "x")], &["not-digits@8:47"]),
        ],
    );
    refused(SLIPS, &[(&[(8, 20, "x")], &["not-digits@8:18"])]);
    refused(LISTS, &[(&[(3, 49, " ")], &["not-digits@3:41"])]);
    refused(
        PRINTED,
        &[
            (&[(6, 42, " ")], &["not-digits@6:41", "slip-check@8:51"]),
            (&[(6, 50, "x")], &["not-digits@6:43", "slip-check@8:51"]),
            (&[(7, 69, "x")], &["not-digits@7:51", "slip-check@7:51", "slip-check@8:51"]),
            (&[(6, 76, "x")], &["not-digits@6:76", "slip-check@8:51"]),
        ],
    );
    refused(
        INFORMATION,
        &[
            (&[(3, 92, "x")], &["not-digits@3:83"]),
            (&[(5, 113, "x")], &["not-digits@5:103", "transaction-mismatch@6:61"]),
            (&[(4, 71, "x")], &["not-digits@4:61"]),
            (&[(7, 41, "x")], &["not-digits@7:41"]),
        ],
    );
}

#[test]
fn dates_are_possible_or_zeros() {
    refused(
        PAID,
        &[
            (&[(1, 50, "310226")], &["settlement-date@1:50"]),
            (&[(3, 50, "310926")], &["settlement-date@3:50"]),
            (&[(3, 104, "0x1026")], &["settlement-date@3:104"]),
            (&[(3, 110, "001026")], &["settlement-date@3:110"]),
            // What was paid has a day.
            (&[(3, 104, "000000000000")], &["settlement-date@3:110"]),
        ],
    );
    refused(
        LISTS,
        &[
            (&[(3, 50, "300226")], &["settlement-date@3:50"]),
            (&[(3, 56, "300226")], &["settlement-date@3:56"]),
        ],
    );
    refused(PRINTED, &[(&[(6, 70, "310926")], &["settlement-date@6:70", "slip-check@8:51"])]);
    refused(
        INFORMATION,
        &[
            (&[(3, 71, "310926")], &["settlement-date@3:71"]),
            (&[(7, 50, "310926")], &["settlement-date@7:50"]),
        ],
    );
    assert_eq!(findings(&edited(PAID, &[(1, 50, "000000")])), Vec::<String>::new());
    // Without a day of booking it is the day of payment.
    let said = read(&edited(PAID, &[(3, 110, "000000")]));
    assert_eq!(codes(&said.summary), Vec::<String>::new());
    assert_eq!(said.parts[0].payments[0].settled_on.to_string(), "2026-10-01");
}

#[test]
fn signs_and_amounts_must_fit() {
    refused(
        PAID,
        &[
            (&[(3, 56, "3")], &["bad-sign@3:56"]),
            (&[(3, 56, "0")], &["bad-sign@3:56"]),
            (&[(8, 59, " ")], &["bad-sign@8:59"]),
            (&[(4, 128, "1")], &["bad-amount@4:116", "sum@6:43", "sum@10:43"]),
            (&[(4, 17, "6")], &["settlement-date@4:110"]),
            (&[(3, 17, "7")], &["bad-amount@3:116"]),
        ],
    );
    refused(INFORMATION, &[(&[(4, 71, "1")], &["transaction-mismatch@4:61"])]);
    // A notice only: no money asked for, none paid.
    let edits = [
        (3, 56, "0"),
        (3, 57, "0000000000000"),
        (3, 116, "0000000000000"),
        (6, 43, "000000000027500"),
        (10, 43, "000000000068750"),
    ];
    let said = read(&edited(PAID, &edits));
    assert_eq!(codes(&said.summary), Vec::<String>::new());
    assert!(said.parts[0].payments[0].amount.is_zero());
}

#[test]
fn records_are_of_their_section() {
    refused(
        PAID,
        &[
            (&[(3, 6, "9")], &["transaction-mismatch@3:6"]),
            (&[(3, 25, "8")], &["transaction-mismatch@3:21"]),
            (&[(6, 6, "9")], &["transaction-mismatch@6:6"]),
            (&[(6, 17, "5")], &["transaction-mismatch@6:14"]),
            (&[(6, 25, "8")], &["transaction-mismatch@6:21"]),
            (&[(3, 14, "0297")], &["unknown-type@3:14"]),
            (&[(8, 14, "0236")], &["unknown-type@8:14"]),
            (
                &[(2, 25, "x")],
                &[
                    "not-digits@2:21",
                    "transaction-mismatch@3:21",
                    "transaction-mismatch@4:21",
                    "transaction-mismatch@5:21",
                    "transaction-mismatch@6:21",
                ],
            ),
        ],
    );
    refused(LISTS, &[(&[(3, 14, "0231")], &["unknown-type@3:14"])]);
    refused(SLIPS, &[(&[(8, 14, "0290")], &["unknown-type@8:14"])]);
    refused(PRINTED, &[(&[(6, 14, "0297")], &["unknown-type@6:14", "slip-check@8:51"])]);
}

/// A section that is not read is passed over; where it may have money in it, a person is asked.
#[test]
fn sections_that_are_not_read_are_told() {
    let said = read(&edited(PAID, &[(7, 17, "6"), (9, 17, "6")]));
    assert_eq!(codes(&said.summary), ["service-skipped@7:14"]);
    assert_eq!(said.summary.findings[0].weight, Weight::Ask);
    assert_eq!((said.summary.payments, said.summary.booked.minor()), (2, 0));
    assert_eq!(
        (said.summary.parts[1].read, said.summary.parts[1].sum_claimed.minor()),
        (false, 41_250)
    );
    let said = read(&edited(LISTS, &[(2, 17, "8"), (5, 17, "8")]));
    assert_eq!(codes(&said.summary), ["service-skipped@2:14"]);
    assert_eq!(said.summary.findings[0].weight, Weight::Warn);
    assert_eq!(said.summary.notices, 1);
}

#[test]
fn payments_far_away_are_told() {
    let cases: [(&str, &[&str]); 4] = [
        ("061126", &[]),
        ("071126", &["future-date@3:110"]),
        ("060925", &[]),
        ("050925", &["old-date@3:110"]),
    ];
    for (day, expected) in cases {
        assert_eq!(findings(&edited(PAID, &[(3, 110, day)])), expected, "{day}");
    }
}

/// Row-level problems: the rest is read, the row is told (part 14).
#[test]
fn rows_with_problems_are_told() {
    assert_eq!(findings(&edited(PRINTED, &[(6, 69, "8")])), ["slip-check@6:51", "slip-check@8:51"]);
    // Seventeen digits are no identification of type 71.
    assert_eq!(findings(&edited(PRINTED, &[(6, 51, "1")]))[0], "slip-check@6:51");
    let lines: Vec<usize> = (1..=14).filter(|n| !(4..=6).contains(n)).collect();
    let bytes = only(SLIPS, &lines);
    assert_eq!(findings(&bytes)[0], "no-payer@4:45");
}

#[test]
fn words_beside_no_payment_are_told() {
    // The text of the third slip stands behind the fourth, and those of the second before the first.
    let said = read(&only(SLIPS, &[1, 2, 4, 5, 6, 3, 7, 8, 9, 10, 12, 11, 13, 14]));
    assert_eq!(codes(&said.summary), ["text-alone@3:47", "no-payer@7:45"]);
    assert_eq!(said.parts[0].payments.len(), 4);
    assert_eq!(said.parts[0].payments[1].payer_name, None);
    // Without an archive reference nothing leads to the payment.
    let blank = " ".repeat(22);
    let said = read(&edited(SLIPS, &[(10, 82, &blank), (11, 47, &blank)]));
    assert_eq!(codes(&said.summary), ["text-alone@11:47"]);
    // Before or behind their payment is the same.
    let plain = read(&golden(SLIPS));
    let moved = read(&only(SLIPS, &[1, 2, 3, 8, 4, 5, 6, 7, 9, 11, 10, 12, 13, 14]));
    assert_eq!(codes(&moved.summary), Vec::<String>::new());
    assert_eq!(moved.parts[0].payments[2], plain.parts[0].payments[2]);
    assert_eq!(moved.parts[0].payments[1].payer_name, plain.parts[0].payments[1].payer_name);
}

#[test]
fn a_file_has_only_so_many_parts() {
    let mut bytes = only(LISTS, &[1]);
    for _ in 0..10_000 {
        bytes.extend_from_slice(&only(LISTS, &[6, 7]));
    }
    let end = only(LISTS, &[11]);
    assert_eq!(
        findings(&[bytes.as_slice(), &end].concat()),
        ["count-parts@20002:21", "count-payments@20002:32"]
    );
    bytes.extend_from_slice(&only(LISTS, &[6, 7]));
    assert_eq!(findings(&bytes), ["too-many-parts@20002:1"]);
}

#[test]
fn a_file_full_of_faults_ends_early() {
    let head = only(PAID, &[1, 2]);
    let junk = [vec![b'x'; 800], b"\n".to_vec()].concat();
    let bytes = [head, junk.repeat(1_000)].concat();
    let summary = read(&bytes).summary;
    assert_eq!(summary.findings.len(), 100);
    assert!(summary.length < 200_000);
    assert!(summary.findings.iter().all(|f| f.weight == Weight::Refuse));
}

/// Texts without end do not fill the memory.
#[test]
fn texts_are_only_so_long() {
    let line = only(SLIPS, &[11]);
    let bytes = [only(SLIPS, &[1, 2, 10]), line.repeat(10_000), only(SLIPS, &[13, 14])].concat();
    let mut longest = 0;
    let mut sink = |event: fordring::domain::bankfile::Event<'_>| {
        if let fordring::domain::bankfile::Event::Payment(p) = event {
            longest = longest.max(p.text.unwrap_or_default().len());
        }
        std::ops::ControlFlow::Continue(())
    };
    let mut input = std::io::Cursor::new(bytes);
    (super::codec().read)(&mut input, &super::OPTIONS, &mut sink).unwrap();
    assert!((1_000..2_000).contains(&longest), "{longest}");
}

/// A cut file is refused, unless only the last line end is missing.
#[test]
fn every_truncation_is_refused() {
    for name in INCOMING.iter().chain([&INFORMATION]) {
        let bytes = golden(name);
        let whole = bytes.trim_ascii_end().len();
        for end in 0..bytes.len() {
            let said = read(&bytes[..end]);
            assert_eq!(
                said.summary.is_refused(),
                end < whole,
                "{name} cut at {end}: {:?}",
                codes(&said.summary)
            );
            if end > 0 && end < whole {
                assert!(said.summary.of_weight(Weight::Refuse).all(|f| f.line > 0), "{name} cut at {end}");
            }
            assert!(end < 6 || formats::detect(&bytes[..end]).is_ok());
        }
    }
}

/// Any byte may be wrong: nothing panics; what is accepted has the same sums and counts as before, except where the byte is
/// a transaction code or sign that says in or out, which no sum of the format tells.
#[test]
fn every_flipped_byte_is_refused_or_changes_no_sum() {
    for name in INCOMING.iter().chain([&INFORMATION]) {
        let original = golden(name);
        let before = read(&original).summary;
        for place in 0..original.len() {
            for mask in [0x01, 0x02, 0x03, 0x04, 0x10, 0x80, 0xff_u8] {
                let mut changed = original.clone();
                changed[place] ^= mask;
                let after = read(&changed).summary;
                if after.is_refused() {
                    assert!(
                        after.of_weight(Weight::Refuse).all(|f| f.line > 0),
                        "{name} {place} {mask} {:?}",
                        codes(&after)
                    );
                    continue;
                }
                let figures = |s: &fordring::domain::bankfile::FileSummary| (s.sum, s.payments, s.parts.len());
                assert_eq!(figures(&after), figures(&before), "{name} {place} {mask}");
                let start = original[..place].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
                let column = place - start + 1;
                let tells_direction = original[start..].starts_with(b"BS042") && matches!(column, 17 | 56 | 59);
                assert!(after.booked == before.booked || tells_direction, "{name} {place} {mask}");
            }
        }
    }
}

proptest! {
    #[test]
    fn anything_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let said = read(&bytes);
        prop_assert!(said.summary.is_refused() && said.told.is_empty());
        let _ = (super::codec().marks)(&bytes);
        (super::codec().read_one)(&bytes, &super::OPTIONS, &mut |_| std::ops::ControlFlow::Continue(()));
    }

    #[test]
    fn lines_in_any_order_never_panic(numbers in proptest::collection::vec(1_usize..=14, 0..30), capacity in 1_usize..300) {
        let said = read_with(&only(SLIPS, &numbers), capacity);
        let payments: usize = said.parts.iter().map(|p| p.payments.len()).sum();
        prop_assert!(said.summary.is_refused() || payments == usize::try_from(said.summary.payments).unwrap());
    }
}
