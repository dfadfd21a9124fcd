//! The reading rules of the Norwegian transmissions, each by its number ("Nets OCR giro, rule N"), in every service it
//! concerns. Rules that need what a site has are tested with the site.

use fordring::domain::bankfile::{Direction, Weight};
use fordring::domain::notice::NoticeKind;
use fordring::formats::{self, Looks};

use super::ny::{LINE, codes, day, edited, findings, golden, only, read};

const OCR: &str = "ocr-giro/ocr-two-accounts.ocr";
const CARD: &str = "ocr-giro/ocr-card-types.ocr";
const MIXED: &str = "ocr-giro/mixed-ocr-and-mandates.ocr";
const LIST: &str = "avtalegiro/mandates-full-list.txt";
const SETTLED: &str = "direct-remittance/direct-remittance-settled.txt";

/// The file is refused for this, first of all, and nothing of it is handed on from there.
#[track_caller]
fn refused(bytes: &[u8], first: &str) {
    let (summary, _) = read(bytes);
    assert!(summary.is_refused(), "{:?}", codes(&summary));
    let told: Vec<_> = summary
        .of_weight(Weight::Refuse)
        .map(|f| format!("{}@{}:{}", f.code, f.line, f.column))
        .collect();
    assert_eq!(told.first().map(String::as_str), Some(first), "{told:?}");
}

/// The file is read, with only these told.
#[track_caller]
fn accepted(bytes: &[u8], told: &[&str]) {
    let (summary, _) = read(bytes);
    assert!(!summary.is_refused(), "{:?}", codes(&summary));
    assert_eq!(codes(&summary), told);
}

/// Lines of a golden file with one of them changed.
fn with_line(name: &str, number: usize, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let bytes = golden(name);
    let lines = bytes.chunks(LINE).enumerate();
    lines
        .flat_map(|(place, line)| if place + 1 == number { change(line) } else { line.to_vec() })
        .collect()
}

#[test]
fn rule_1_the_first_record_begins_a_transmission() {
    refused(&edited(OCR, &[(1, 7, "20")]), "not-ocr-giro@1:1");
    refused(&only(LIST, &[2, 3, 4, 5, 6, 7, 8]), "not-ocr-giro@1:1");
    for (head, looks) in [
        ("UNA:+.? 'UNB+UNOC:3", Looks::Cremul),
        ("AH200TBII0000BETFOR00", Looks::Telepay),
        ("a;b;c\n1;2;3\n", Looks::Csv),
        ("%PDF-1.7", Looks::Pdf),
    ] {
        assert_eq!(formats::detect(head.as_bytes()).map(|c| c.id), Err(looks));
    }
}

#[test]
fn rule_2_records_have_80_characters() {
    for (name, line, last) in [(OCR, 4, 16), (LIST, 3, 8), (SETTLED, 3, 8)] {
        let short = with_line(name, line, |l| [&l[..79], b"\r\n"].concat());
        refused(&short, &format!("wrong-length@{line}:80"));
        let long = with_line(name, line, |l| [&l[..80], b"0\r\n"].concat());
        refused(&long, &format!("wrong-length@{line}:81"));
        let blank = with_line(name, line, |l| [l, b"\r\n"].concat());
        refused(&blank, &format!("wrong-length@{}:1", line + 1));
        let around = [b"\r\n", golden(name).as_slice(), b"\r\n"].concat();
        accepted(&around, &["blank-lines@1:0"]);
        assert_eq!(read(&around).0.lines, last + 2);
    }
}

#[test]
fn rule_3_utf8_of_80_characters_is_read() {
    accepted(&golden("ocr-giro/tolerate-utf8-text.ocr"), &["utf8@9:0"]);
    let name = with_line(SETTLED, 4, |l| [&l[..15], "Tromsø båt".as_bytes(), &l[25..]].concat());
    accepted(&name, &["utf8@4:0"]);
    assert_eq!(read(&name).1.notices[0].1.text.as_deref(), Some("Tromsø båt"));
}

#[test]
fn rule_4_every_record_begins_ny() {
    refused(&edited(OCR, &[(3, 1, "XX")]), "not-a-record@3:1");
    refused(&edited(LIST, &[(4, 1, "ny")]), "not-a-record@4:1");
    refused(&edited(SETTLED, &[(3, 2, "X")]), "not-a-record@3:1");
}

#[test]
fn rule_5_a_file_without_its_end_is_truncated() {
    for (name, lines) in [(OCR, 16), (LIST, 8), (SETTLED, 8), (MIXED, 11)] {
        for kept in 1..lines {
            let numbers: Vec<usize> = (1..=kept).collect();
            refused(&only(name, &numbers), &format!("truncated@{kept}:0"));
        }
    }
    // The end of an assignment is missing.
    refused(&only(OCR, &[1, 2, 3, 4, 16]), "record-order@5:1");
    refused(&only(LIST, &[1, 2, 3, 4, 5, 6, 8]), "record-order@7:1");
    refused(&only(SETTLED, &[1, 2, 3, 4, 5, 6, 8]), "record-order@7:1");
    let efaktura = edited(LIST, &[(2, 3, "42"), (3, 3, "42")]);
    refused(&[&efaktura[..3 * LINE], &efaktura[7 * LINE..]].concat(), "record-order@4:1");
}

#[test]
fn rule_6_nothing_follows_the_end() {
    for name in [OCR, LIST, SETTLED] {
        let bytes = golden(name);
        let after = bytes.len() / LINE + 1;
        refused(&[bytes.as_slice(), b"x"].concat(), &format!("after-end@{after}:1"));
        refused(&[bytes.as_slice(), &bytes].concat(), &format!("second-transmission@{after}:1"));
        accepted(&[bytes.as_slice(), b"\x1a"].concat(), &[&format!("end-of-file-mark@{after}:1")]);
    }
}

#[test]
fn rule_7_records_stand_in_their_order() {
    refused(&only(OCR, &[1, 2, 3, 4, 12, 13, 14, 15, 16]), "record-order@5:1");
    refused(&only(OCR, &[1, 3, 4, 16]), "record-order@2:1");
    refused(&only(OCR, &[1, 2, 4, 11, 16]), "record-order@3:1");
    refused(&only(CARD, &[1, 2, 3, 4, 9, 10, 11]), "record-order@5:1");
    refused(&only(CARD, &[1, 2, 7, 8, 10, 11]), "record-order@5:1");
    refused(&only(LIST, &[1, 3, 7, 8]), "record-order@2:1");
    refused(&only(LIST, &[1, 2, 3, 2, 4, 7, 8]), "record-order@4:1");
    refused(&only(LIST, &[1, 2, 3, 1]), "record-order@4:1");
    refused(&only(SETTLED, &[1, 2, 4, 7, 8]), "record-order@3:1");
    refused(&only(SETTLED, &[1, 2, 3, 5, 6, 7, 8]), "record-order@4:1");
    refused(&only(SETTLED, &[1, 2, 3, 7, 8]), "record-order@4:1");
    // A payment does not stand among mandates, nor a mandate among pay-outs.
    refused(&only(MIXED, &[1, 6, 7, 3, 4, 10, 11]), "record-order@4:1");
    refused(
        &[only(SETTLED, &[1, 2]), only(LIST, &[3]), only(SETTLED, &[7, 8])].concat(),
        "record-order@3:1",
    );
    // The end of a claim's assignment does not end one of mandates.
    refused(&edited(LIST, &[(7, 5, "00")]), "record-order@7:1");
}

#[test]
fn records_that_no_service_has_are_refused() {
    refused(&edited(OCR, &[(3, 7, "79")]), "unknown-record@3:1");
    refused(&edited(OCR, &[(3, 7, "40")]), "unknown-record@3:1");
    refused(&edited(LIST, &[(3, 7, "78")]), "unknown-record@3:1");
    refused(&edited(SETTLED, &[(3, 7, "32")]), "unknown-record@3:1");
}

#[test]
fn rule_8_records_of_one_payment_agree() {
    refused(&edited(OCR, &[(4, 15, "2")]), "transaction-mismatch@4:9");
    refused(&edited(OCR, &[(4, 5, "11")]), "transaction-mismatch@4:5");
    refused(&edited(CARD, &[(9, 15, "4")]), "transaction-mismatch@9:9");
    refused(&edited(SETTLED, &[(4, 15, "2")]), "transaction-mismatch@4:9");
    refused(&edited(SETTLED, &[(4, 5, "16")]), "transaction-mismatch@4:5");
}

#[test]
fn rule_9_other_numbers_are_told_once() {
    accepted(
        &edited(OCR, &[(3, 15, "7"), (4, 15, "7"), (5, 15, "8"), (6, 15, "8")]),
        &["numbering@3:9"],
    );
    accepted(&edited(LIST, &[(3, 15, "0"), (4, 15, "9")]), &["numbering@3:9"]);
    accepted(&edited(SETTLED, &[(5, 15, "5"), (6, 15, "5")]), &["numbering@5:9"]);
}

#[test]
fn rule_10_numbers_are_digits() {
    for (name, line, column) in [
        (OCR, 1, 9),
        (OCR, 1, 17),
        (OCR, 1, 24),
        (OCR, 2, 9),
        (OCR, 2, 18),
        (OCR, 2, 25),
        (OCR, 3, 9),
        (OCR, 3, 22),
        (OCR, 3, 33),
        (OCR, 4, 48),
        (OCR, 11, 9),
        (OCR, 11, 17),
        (OCR, 11, 25),
        (OCR, 16, 9),
        (LIST, 2, 18),
        (LIST, 2, 25),
        (LIST, 3, 9),
        (LIST, 7, 9),
        (LIST, 7, 17),
        (LIST, 8, 25),
        (SETTLED, 2, 9),
        (SETTLED, 3, 5),
        (SETTLED, 3, 9),
        (SETTLED, 3, 22),
        (SETTLED, 3, 33),
        (SETTLED, 7, 25),
    ] {
        refused(&edited(name, &[(line, column, "x")]), &format!("not-digits@{line}:{column}"));
    }
    refused(&edited(OCR, &[(3, 5, "xx"), (4, 5, "xx")]), "unknown-type@3:5");
    // A mandate moves no money: what stands in place of its sum is filler, as where AvtaleGiro has no agreement.
    accepted(&edited(LIST, &[(7, 25, "x"), (2, 9, "x")]), &[]);
}

#[test]
fn rule_11_counts_and_sums_are_those_of_the_records() {
    for (name, part, end) in [(OCR, 11, 16), (LIST, 7, 8), (SETTLED, 7, 8)] {
        for line in [part, end] {
            refused(&edited(name, &[(line, 9, "00000009")]), &format!("count-payments@{line}:9"));
            refused(&edited(name, &[(line, 17, "00000099")]), &format!("count-records@{line}:17"));
            if name != LIST || line == end {
                refused(&edited(name, &[(line, 25, "00000000000000001")]), &format!("sum@{line}:25"));
            }
        }
    }
    // Sums without regard to the signs are met, and told (part 2.7).
    let gross = [(11, 25, "00000000000224950"), (16, 25, "00000000000299950")];
    accepted(&edited(OCR, &gross), &["gross-sum@11:25"]);
    // Refunds to cards are added.
    let (summary, _) = read(&golden(CARD));
    assert_eq!((summary.sum.minor(), summary.booked.minor()), (15_500, 10_500));
}

#[test]
fn rule_12_other_dates_at_the_end_are_told() {
    accepted(&edited(OCR, &[(11, 48, "010126")]), &["dates-differ@11:48"]);
    accepted(&edited(OCR, &[(11, 54, "130526")]), &["dates-differ@11:54"]);
    accepted(&edited(SETTLED, &[(7, 42, "010126")]), &["dates-differ@7:42"]);
    accepted(&edited(SETTLED, &[(7, 48, "200526")]), &["dates-differ@7:48"]);
}

#[test]
fn rule_13_dates_exist() {
    for date in ["310226", "000000", "      "] {
        refused(&edited(OCR, &[(3, 16, date)]), "settlement-date@3:16");
        refused(&edited(SETTLED, &[(3, 16, date)]), "settlement-date@3:16");
        accepted(&edited(OCR, &[(4, 42, date)]), &[]);
    }
    let (_, events) = read(&edited(OCR, &[(4, 42, "000000")]));
    assert_eq!(
        (events.payments[0].1.ordered_on, events.payments[1].1.ordered_on),
        (None, Some(day("2026-05-05")))
    );
}

#[test]
fn rule_14_dates_to_come_are_asked_and_old_ones_told() {
    for (name, line, end, first, last) in [(OCR, 7, 11, 48, 54), (SETTLED, 5, 7, 42, 48)] {
        let (future, _) = read(&edited(name, &[(line, 16, "160626"), (end, last, "160626")]));
        assert_eq!(codes(&future), [format!("future-date@{line}:16")]);
        assert_eq!((future.findings[0].weight, future.is_refused()), (Weight::Ask, false));
        let today = edited(name, &[(line, 16, "150626"), (end, last, "150626")]);
        accepted(&today, &[]);
        let old = edited(name, &[(3, 16, "140525"), (end, first, "140525")]);
        accepted(&old, &["old-date@3:16"]);
        accepted(&edited(name, &[(3, 16, "150525"), (end, first, "150525")]), &[]);
    }
}

#[test]
fn rule_15_the_sign_is_zero_or_a_hyphen() {
    refused(&edited(OCR, &[(3, 32, "+")]), "bad-sign@3:32");
    accepted(&edited(OCR, &[(3, 32, " ")]), &[]);
    assert_eq!(read(&golden(OCR)).1.payments[3].1.direction, Direction::Out);
}

#[test]
fn the_account_of_a_part_exists() {
    for name in [OCR, LIST, SETTLED] {
        refused(&edited(name, &[(2, 35, "4")]), "account-check@2:25");
        refused(&edited(name, &[(2, 25, "00000000000")]), "account-check@2:25");
    }
}

#[test]
fn rule_18_other_services_are_passed_over_and_counted() {
    let mut efaktura = golden(MIXED);
    for line in 5..10 {
        efaktura[line * LINE + 2..line * LINE + 4].copy_from_slice(b"42");
    }
    accepted(&efaktura, &["service-skipped@6:1"]);
    let (summary, events) = read(&efaktura);
    assert_eq!((summary.payments, summary.notices, events.payments.len()), (1, 0, 1));
    assert_eq!((summary.parts[1].read, summary.parts[1].payments_claimed), (false, 3));
    // They count in record 89.
    efaktura[9 * LINE + 15] = b'4';
    refused(&efaktura, "count-payments@11:9");
    // An assignment type that is not known.
    accepted(&edited(OCR, &[(12, 5, "07"), (15, 5, "07")]), &["service-skipped@12:1"]);
}

/// One damaged byte in the first record of a part must not make payments pass for those of another service (R7).
#[test]
fn rule_18_a_part_that_is_passed_over_ends_as_it_begins() {
    for (column, text) in [(3, "1"), (4, "8"), (5, "1"), (6, "x")] {
        refused(&edited(OCR, &[(2, column, text)]), "record-order@11:1");
        refused(&edited(OCR, &[(12, column, text)]), "record-order@15:1");
    }
    refused(&edited(LIST, &[(2, 5, "0")]), "record-order@7:1");
}

#[test]
fn rule_19_service_09_has_types_10_to_21() {
    for kind in ["09", "22", "99"] {
        refused(&edited(OCR, &[(3, 5, kind), (4, 5, kind)]), "unknown-type@3:5");
    }
    refused(&edited(LIST, &[(3, 5, "93")]), "unknown-type@3:5");
    // Of direct remittance not all types are known: any will do.
    accepted(&edited(SETTLED, &[(3, 5, "77"), (4, 5, "77")]), &[]);
}

/// Rules 20 to 23 are the site's; here a KID is handed on as it stands, whatever it is.
#[test]
fn rules_20_and_23_a_kid_is_handed_on_as_written() {
    let (summary, events) = read(&edited(OCR, &[(3, 50, "            1A4 170-037  ")]));
    assert!(!summary.is_refused());
    assert_eq!(events.payments[0].1.reference.as_deref(), Some("1A4 170-037"));
    assert_eq!(read(&golden(CARD)).1.payments[2].1.reference, None);
    let (summary, events) = read(&edited(LIST, &[(3, 17, "                         ")]));
    assert!(!summary.is_refused());
    assert_eq!((events.notices.len(), events.notices[0].1.reference.as_deref()), (4, None));
    // Zeros in front belong to it.
    let (_, events) = read(&edited(LIST, &[(3, 17, "0000000000000010421701037")]));
    assert_eq!(events.notices[0].1.reference.as_deref(), Some("0000000000000010421701037"));
}

#[test]
fn rule_25_and_26_payers_check_digits_and_fillers_are_not_looked_at() {
    accepted(
        &edited(OCR, &[(4, 48, "15032080110"), (4, 35, "1234567"), (2, 80, "x"), (3, 75, "xxxxxx")]),
        &[],
    );
    accepted(&edited(LIST, &[(2, 36, "x"), (3, 43, "x"), (7, 60, "x")]), &[]);
    accepted(&edited(SETTLED, &[(2, 36, "x"), (3, 75, "x"), (4, 51, "x"), (7, 60, "x")]), &[]);
}

#[test]
fn rule_27_nothing_paid_counts() {
    let zero = [
        (3, 33, "00000000000000000"),
        (11, 25, "00000000000059950"),
        (16, 25, "00000000000134950"),
    ];
    accepted(&edited(OCR, &zero), &[]);
    assert_eq!(read(&edited(OCR, &zero)).0.payments, 5);
}

/// What a transmission is known by are positions 9 to 31 of record 10, and its records as they are without their carriage.
#[test]
fn rules_28_and_29_a_transmission_is_known_again() {
    for name in [OCR, LIST, SETTLED] {
        let bytes = golden(name);
        let before = read(&bytes).0;
        assert_eq!(before.identity.as_bytes(), &bytes[8..31]);
        let lf: Vec<u8> = bytes.iter().copied().filter(|b| *b != b'\r').collect();
        assert_eq!(read(&lf).0.fingerprint, before.fingerprint);
        let other = read(&edited(name, &[(3, 80, "1")])).0;
        assert_eq!(other.identity, before.identity);
        assert_ne!(other.fingerprint, before.fingerprint);
    }
}

#[test]
fn rule_29a_carriage_is_told_and_does_no_harm() {
    for name in [OCR, LIST, SETTLED] {
        let bytes = golden(name);
        let joined: Vec<u8> = bytes.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
        accepted(&joined, &["no-line-ends@1:0"]);
        accepted(&[b"\xef\xbb\xbf", bytes.as_slice()].concat(), &["byte-order-mark@1:1"]);
        assert_eq!(read(&joined).0.fingerprint, read(&bytes).0.fingerprint);
    }
}

#[test]
fn rule_31_two_identical_lines_are_two() {
    let twice = |name: &str, numbers: &[usize]| read(&only(name, numbers)).1;
    let payments = twice(OCR, &[1, 2, 3, 4, 3, 4, 11]).payments;
    assert_eq!((payments.len(), payments[0] == payments[1]), (2, true));
    let notices = twice(SETTLED, &[1, 2, 3, 4, 3, 4, 7]).notices;
    assert_eq!((notices.len(), notices[0] == notices[1]), (2, true));
}

#[test]
fn rule_32_amounts_have_a_limit() {
    for name in [OCR, SETTLED] {
        refused(&edited(name, &[(3, 33, "00100000000000000")]), "amount-too-large@3:33");
        refused(&edited(name, &[(3, 33, "99999999999999999")]), "amount-too-large@3:33");
        // One øre less is only wrong in the sums.
        refused(
            &edited(name, &[(3, 33, "00099999999999999")]),
            if name == OCR { "sum@11:25" } else { "sum@7:25" },
        );
    }
    let mut bytes = only(SETTLED, &[1, 2]);
    let line = edited(SETTLED, &[(3, 33, "00099999999999999")]);
    for _ in 0..100_000 {
        bytes.extend_from_slice(&line[2 * LINE..4 * LINE]);
    }
    let told = findings(&bytes);
    assert!(told.iter().any(|f| f.starts_with("sum-too-large@")), "{told:?}");
}

/// The codec knows no mandates: it hands on what the bank says, also what a site has to wonder about.
#[test]
fn rule_33_mandates_are_handed_on_whatever_is_known() {
    let twice = edited(
        MIXED,
        &[
            (8, 16, "1"),
            (8, 17, "              10421701037N"),
            (9, 17, "                 99999999"),
        ],
    );
    accepted(&twice, &[]);
    let told: Vec<_> = read(&twice)
        .1
        .notices
        .into_iter()
        .map(|(_, n)| (n.kind, n.code, n.reference.unwrap_or_default(), n.notify))
        .collect();
    let new = |notify| (NoticeKind::MandateNew, "1".to_owned(), "10421701037".to_owned(), Some(notify));
    let ended = (NoticeKind::MandateEnded, "2".to_owned(), "99999999".to_owned(), Some(false));
    assert_eq!(told, [new(true), new(false), ended]);
}

#[test]
fn rule_34_a_list_is_told_as_a_list() {
    let (summary, events) = read(&golden(LIST));
    assert!(
        events
            .notices
            .iter()
            .all(|(part, n)| *part == 1 && n.kind == NoticeKind::MandateListed && n.code == "0")
    );
    assert_eq!((summary.notices, summary.parts[0].notices, summary.created_on), (4, 4, None));
    assert_eq!(summary.parts[0].account, "12345678903");
}

#[test]
fn mandates_have_a_reason_and_a_wish() {
    refused(&edited(LIST, &[(3, 16, "3")]), "bad-value@3:16");
    refused(&edited(LIST, &[(3, 42, "X")]), "bad-value@3:42");
    accepted(&edited(LIST, &[(3, 42, " "), (4, 42, "0"), (5, 42, "N")]), &[]);
    let wishes: Vec<_> = read(&edited(LIST, &[(3, 42, " "), (5, 42, "N")]))
        .1
        .notices
        .iter()
        .map(|(_, n)| n.notify)
        .collect();
    assert_eq!(wishes, [None, Some(true), Some(false), Some(true)]);
}

#[test]
fn business_central_ends_a_file_otherwise() {
    accepted(&golden("direct-remittance/settled-business-central.txt"), &[]);
    // Also an assignment that was not ended is told so.
    let open = edited(SETTLED, &[(8, 3, "04")]);
    refused(&[&open[..6 * LINE], &open[7 * LINE..]].concat(), "record-order@7:1");
}

#[test]
fn files_to_the_bank_are_refused_by_name() {
    for (name, told) in [
        (
            "avtalegiro/avtalegiro-claims-and-cancel.txt",
            vec!["outgoing-part@2:1", "outgoing-part@12:1", "outgoing-file@2:1"],
        ),
        (
            "direct-remittance/direct-remittance-order.txt",
            vec!["outgoing-part@2:1", "outgoing-file@2:1"],
        ),
    ] {
        let (summary, events) = read(&golden(name));
        assert_eq!(
            (codes(&summary), summary.is_refused()),
            (told.iter().map(|t| (*t).to_owned()).collect(), true)
        );
        assert!(summary.parts.iter().all(|p| !p.read && p.format.is_empty()));
        assert_eq!(events.told, "");
    }
    // Also when it is broken.
    let cut = only("avtalegiro/avtalegiro-claims-and-cancel.txt", &[1, 2, 3]);
    assert_eq!(findings(&cut), ["outgoing-part@2:1", "truncated@3:0", "outgoing-file@2:1"]);
}

#[test]
fn a_part_to_the_bank_among_others_is_passed_over() {
    let claims = "avtalegiro/avtalegiro-claims-and-cancel.txt";
    let end = edited(LIST, &[(8, 9, "00000005"), (8, 17, "00000012"), (8, 25, "00000000000030000")]);
    let bytes = [
        only(LIST, &[1, 2, 3, 4, 5, 6, 7]),
        only(claims, &[12, 13, 14, 15]),
        end[7 * LINE..].to_vec(),
    ]
    .concat();
    accepted(&bytes, &["outgoing-part@8:1"]);
    let (summary, events) = read(&bytes);
    assert_eq!((events.notices.len(), summary.parts[1].read), (4, false));
}

/// An order that says that it goes to us shows itself by its records only, and then it is too late to pass it over.
#[test]
fn an_order_addressed_to_us_is_refused() {
    let order = edited(
        "direct-remittance/direct-remittance-order.txt",
        &[(1, 9, "00008080"), (1, 24, "00131415")],
    );
    let (summary, _) = read(&order);
    assert_eq!(codes(&summary), ["outgoing-file@5:1"]);
    assert!(!summary.parts[0].read && summary.notices == 0);
    assert_eq!(
        (summary.sum, summary.parts[0].sum_claimed),
        (summary.sum_claimed, summary.sum_claimed)
    );
}
