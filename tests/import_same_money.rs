//! The same money is stored once: the same file, the same identity, the same payment in another file, and twins.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Site, archived, codes, day, foretold, joined, kid, lines, nobody, ocr, patched, pay, reasons, status};
use fordring::formats::WritePayment;
use serde_json::json;

#[test]
fn rule_28_the_same_file_is_stored_once_whatever_it_is_called() {
    let site = Site::with_claims(&[10_000; 2]);
    let file = ocr(1, vec![pay(&kid(101), 10_000), pay(&kid(102), 5_000)]);
    site.stored("first.ocr", &file);
    let before = site.counts();
    let unix: Vec<u8> = file.iter().copied().filter(|byte| *byte != b'\r').collect();
    let open_end = unix.strip_suffix(b"\n").unwrap().to_vec();
    let marked = [b"\xef\xbb\xbf", file.as_slice(), b"\r\n\r\n\x1a"].concat();
    for bytes in [&file, &unix, &open_end, &marked] {
        for more in [&[][..], &["--dry-run"], &["--accept", "same-identity"]] {
            let (code, done) = site.import("renamed.txt", bytes, more);
            assert_eq!(
                (code, done["status"].as_str(), done["imported_by"].as_str()),
                (0, Some("duplicate"), Some("kari")),
                "{done:#}"
            );
            assert_eq!((done["skipped"].clone(), done["stored"].clone()), (json!(2), json!(0)));
            assert!(done["imported_at"].as_str().unwrap().starts_with(&day(0).to_string()[..4]));
        }
        let said = site.ok(&["import", "renamed.txt", "--as", "ola"]);
        assert!(said.contains("first.ocr") && said.contains("kari"), "{said}");
    }
    assert_eq!(site.counts(), before);
    site.check();
}

#[test]
fn rule_29_the_same_identity_with_other_records_is_asked() {
    let site = Site::with_claims(&[10_000; 3]);
    site.stored("first.ocr", &ocr(1, vec![archived(&kid(101), 10_000, "412345678")]));
    let before = site.counts();
    let resent = ocr(
        1,
        vec![archived(&kid(101), 10_000, "412345678"), archived(&kid(102), 10_000, "412345679")],
    );
    let (code, done) = site.import("again.ocr", &resent, &[]);
    assert_eq!(
        (code, codes(&done["errors"]), done["errors"][0]["accept"].clone()),
        (3, vec!["same-identity".to_owned()], json!("same-identity"))
    );
    assert!(done["errors"][0]["message"].as_str().unwrap().contains("first.ocr"));
    assert_eq!(site.counts(), before);
    let (code, done) = site.import("again.ocr", &resent, &["--accept", "same-identity"]);
    assert_eq!(
        (code, done["stored"].clone(), done["skipped"].clone()),
        (0, json!(1), json!(1)),
        "{done:#}"
    );
    assert_eq!(
        (status(&site, 101), status(&site, 102)),
        ("paid  0.00 0.00".to_owned(), "paid  0.00 0.00".to_owned())
    );
    site.check();
}

#[test]
fn rule_30_what_came_before_is_skipped_when_it_can_be_told_and_parked_when_not() {
    let site = Site::with_claims(&[10_000; 6]);
    let certain = archived(&kid(101), 10_000, "412345678");
    let unsure = nobody(&kid(102), 10_000);
    let by_archive = WritePayment {
        payer_account: None,
        ..archived(&kid(103), 10_000, "412345680")
    };
    site.stored("a.ocr", &ocr(1, vec![certain.clone(), unsure.clone(), by_archive.clone()]));
    let second = ocr(2, vec![certain.clone(), unsure.clone(), by_archive, pay(&kid(104), 10_000)]);
    let done = foretold(&site, "b.ocr", &second);
    let counts = ["payments", "stored", "skipped", "settled", "parked"].map(|name| done[name].as_i64().unwrap());
    assert_eq!(counts, [4, 2, 2, 1, 1], "{done:#}");
    assert_eq!(done["booked"], json!("200.00"));
    assert_eq!(reasons(&site).split_off(3), ["parked possible_duplicate", "used exact"]);
    let notes: Vec<(String, i64, i64)> = {
        let conn = site.conn();
        let mut rows = conn
            .prepare("SELECT code, line, payment_id FROM bank_file_note ORDER BY no")
            .unwrap();
        rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    assert_eq!(
        notes,
        [("known-payment".to_owned(), 3, 1), ("known-payment".to_owned(), 7, 3)],
        "listed with the payment it is"
    );
    // Anything that differs makes another payment.
    let others = vec![
        archived(&kid(101), 10_000, "412345699"),
        WritePayment {
            lump_key: "8006100099".to_owned(),
            ..certain.clone()
        },
        WritePayment {
            settled_on: day(-2),
            ..certain.clone()
        },
        archived(&kid(101), 10_001, "412345678"),
        WritePayment {
            payer_account: Some(common::PAYERS[1].to_owned()),
            ..certain
        },
    ];
    let done = foretold(&site, "c.ocr", &ocr(3, others));
    assert_eq!((done["stored"].clone(), done["skipped"].clone()), (json!(5), json!(0)), "{done:#}");
}

#[test]
fn rule_31_two_identical_lines_are_two_payments_and_stay_two() {
    let site = Site::with_claims(&[20_000]);
    let twin = archived(&kid(101), 10_000, "412345678");
    let done = foretold(&site, "a.ocr", &ocr(1, vec![twin.clone(), twin.clone()]));
    assert_eq!(done["stored"], json!(2));
    assert_eq!(site.claim(101)["paid"], json!("200.00"));
    let done = foretold(&site, "b.ocr", &ocr(2, vec![twin.clone(), twin.clone(), twin]));
    assert_eq!(
        (done["stored"].clone(), done["skipped"].clone()),
        (json!(1), json!(2)),
        "the third is new: {done:#}"
    );
}

#[test]
fn a_file_of_known_payments_alone_is_kept_and_books_nothing() {
    let site = Site::with_claims(&[10_000]);
    let one = archived(&kid(101), 10_000, "412345678");
    site.stored("a.ocr", &ocr(1, vec![one.clone()]));
    let done = foretold(&site, "b.ocr", &ocr(2, vec![one]));
    assert_eq!(
        (done["stored"].clone(), done["skipped"].clone(), done["booked"].clone()),
        (json!(0), json!(1), json!("0.00"))
    );
    let empty = ocr(3, vec![pay(&kid(101), 0)]);
    foretold(&site, "c.ocr", &empty);
}

#[test]
fn a_file_that_is_changed_by_one_character_is_never_taken_for_the_same() {
    let site = Site::with_claims(&[10_000; 2]);
    let file = ocr(1, vec![archived(&kid(101), 10_000, "412345678")]);
    site.stored("a.ocr", &file);
    let before = site.counts();
    let mut taken = 0;
    for line in 0..lines(&file).len() {
        for column in (1..=80).step_by(3) {
            let now = lines(&file)[line].as_bytes()[column - 1];
            let with = if now == b'7' { "8" } else { "7" };
            let (code, done) = site.import("changed.ocr", &patched(&file, line + 1, column, with), &["--dry-run"]);
            assert!(
                code == 3 || done["status"] != json!("duplicate"),
                "line {line}, column {column}: {done:#}"
            );
            taken += i32::from(code == 0);
        }
    }
    assert_eq!(site.counts(), before);
    // Only another transmission number or sender makes it a file that is not asked about.
    assert!(taken > 0, "some of them are files of their own");
    assert_eq!(joined(&lines(&file)), file);
}
