//! The reading rules of OCR giro through the whole program: what refuses a file with its place, what parks a payment with its
//! reason, what is only told. Rules are numbered as in the crate's own words ("Nets OCR giro, rule N").

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{ACCOUNT, SECOND, Site, codes, day, ddmmyy, golden, joined, kid, lines, ocr, ocr_parts, patched, pay};
use fordring::domain::bankfile::Direction;
use fordring::formats::WritePayment;
use serde_json::{Value as Json, json};

/// A good file: lines 1 start, 2 part, 3–4 5–6 7–8 payments on claims 101 to 103, 9 end of part, 10 end.
fn good() -> Vec<u8> {
    ocr(7, vec![pay(&kid(101), 10_000), pay(&kid(102), 20_000), pay(&kid(103), 30_000)])
}

fn site() -> Site {
    Site::with_claims(&[10_000, 20_000, 30_000])
}

/// Refused whole: exit 3, this finding first at this place, nothing stored, and the same said to people.
#[track_caller]
fn refused(site: &Site, bytes: &[u8], code: &str, line: u64, column: u64) {
    let before = site.counts();
    let (exit, done) = site.import("bad.ocr", bytes, &[]);
    let first = &done["errors"][0];
    assert_eq!((exit, done["status"].as_str()), (3, Some("refused")), "{done:#}");
    let place = (first["code"].as_str(), first["line"].as_u64(), first["column"].as_u64());
    assert_eq!(place, (Some(code), Some(line), Some(column)), "{done:#}");
    assert!(
        first["message"]
            .as_str()
            .unwrap()
            .contains(&if line > 0 { format!("Line {line}") } else { String::new() })
    );
    let (exit, dry) = site.import("bad.ocr", bytes, &["--dry-run"]);
    assert_eq!((exit, &dry["errors"]), (3, &done["errors"]));
    let said = site.fails(&["import", "bad.ocr"], 3);
    assert!(
        said.contains("nothing was stored") && said.contains(first["message"].as_str().unwrap()),
        "{said}"
    );
    assert_eq!(site.counts(), before, "{code}: something was stored");
}

#[test]
fn file_rules_refuse_with_line_and_column_and_store_nothing() {
    let site = site();
    let file = good();
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut all = lines(&file);
        change(&mut all);
        joined(&all)
    };
    // 1: what is no such file at all, by name.
    for (content, looks) in [
        ("a;b\n1;2\n3;4\n", "CSV"),
        (
            "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">",
            "pain",
        ),
        ("UNB+UNOC:3+1", "CREMUL"),
        ("%PDF-1.7", "PDF"),
    ] {
        refused(&site, content.as_bytes(), "not-a-bank-file", 0, 0);
        let (_, done) = site.import("bad.ocr", content.as_bytes(), &[]);
        assert!(done["errors"][0]["message"].as_str().unwrap().contains(looks), "{done:#}");
    }
    refused(&site, b"", "empty-file", 0, 0);
    refused(&site, &with(&|all| all.remove(0).clear()), "not-ocr-giro", 1, 1);
    // 2: a line of another length; 4: one that is no record.
    refused(&site, &with(&|all| all[2].truncate(79)), "wrong-length", 3, 80);
    refused(&site, &with(&|all| all[2].push('0')), "wrong-length", 3, 81);
    refused(&site, &patched(&file, 3, 1, "XX"), "not-a-record", 3, 1);
    // 5: no end.
    refused(
        &site,
        &with(&|all| {
            all.pop();
        }),
        "truncated",
        9,
        0,
    );
    refused(&site, &with(&|all| all.truncate(5)), "truncated", 5, 0);
    // 6: something behind the end, or a second transmission.
    refused(
        &site,
        &with(&|all| all.push("NY0".to_owned() + &"0".repeat(77))),
        "after-end",
        11,
        1,
    );
    refused(&site, &with(&|all| all.push(all[0].clone())), "second-transmission", 11, 1);
    // 7: records out of their order.
    refused(&site, &with(&|all| all.insert(2, all[1].clone())), "record-order", 3, 1);
    refused(
        &site,
        &with(&|all| {
            all.remove(1);
        }),
        "record-order",
        2,
        1,
    );
    refused(
        &site,
        &with(&|all| {
            all.remove(2);
        }),
        "record-order",
        3,
        1,
    );
    refused(&site, &patched(&patched(&file, 3, 5, "20"), 4, 5, "20"), "record-order", 5, 1);
    // 8: a second record of another payment, or of another type.
    refused(&site, &patched(&file, 4, 9, "0000009"), "transaction-mismatch", 4, 9);
    refused(&site, &patched(&file, 4, 5, "11"), "transaction-mismatch", 4, 5);
    // 10: letters where digits are.
    refused(&site, &patched(&file, 3, 40, "A"), "not-digits", 3, 33);
    refused(&site, &patched(&file, 9, 10, " "), "not-digits", 9, 9);
    // 11: counts and sums of both ends.
    refused(&site, &patched(&file, 9, 9, "00000004"), "count-payments", 9, 9);
    refused(&site, &patched(&file, 9, 17, "00000009"), "count-records", 9, 17);
    refused(&site, &patched(&file, 9, 25, "00000000000060001"), "sum", 9, 25);
    refused(&site, &patched(&file, 10, 9, "00000002"), "count-payments", 10, 9);
    refused(&site, &patched(&file, 10, 17, "00000011"), "count-records", 10, 17);
    refused(&site, &patched(&file, 10, 25, "00000000000059999"), "sum", 10, 25);
    // 13: no such day; none at all.
    refused(&site, &patched(&file, 3, 16, "310226"), "settlement-date", 3, 16);
    refused(&site, &patched(&file, 3, 16, "000000"), "settlement-date", 3, 16);
    // 15: a sign that is none.
    refused(&site, &patched(&file, 3, 32, "+"), "bad-sign", 3, 32);
    // 16: an account that is not ours, or no account.
    refused(&site, &patched(&file, 2, 25, SECOND), "account-not-set-up", 2, 25);
    refused(&site, &patched(&file, 2, 25, "12345678901"), "account-check", 2, 25);
    // 19: a type that does not exist; an unknown record.
    refused(&site, &patched(&file, 3, 5, "22"), "unknown-type", 3, 5);
    refused(&site, &patched(&file, 3, 7, "40"), "unknown-record", 3, 1);
    // 32: more money than there is.
    refused(&site, &patched(&file, 3, 33, "00100000000000000"), "amount-too-large", 3, 33);
    // 10 of "what real files do": pasted from a mail, where blanks have become one.
    let pasted = with(&|all| {
        all.iter_mut()
            .for_each(|line| *line = line.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    let (exit, done) = site.import("bad.ocr", &pasted, &[]);
    assert!(
        exit == 3 && codes(&done["errors"]).contains(&"collapsed-blanks".to_owned()),
        "{done:#}"
    );
    site.check();
}

#[test]
fn warnings_are_told_and_kept_and_the_file_is_stored() {
    let file = good();
    let crlf = |bytes: &[u8]| bytes.to_vec();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("numbering", patched(&patched(&file, 7, 9, "0000009"), 8, 9, "0000009")),
        ("dates-differ", patched(&file, 9, 54, &ddmmyy(day(6)))),
        ("byte-order-mark", [b"\xef\xbb\xbf", file.as_slice()].concat()),
        ("blank-lines", [b"\r\n\r\n", crlf(&file).as_slice(), b"\r\n\r\n"].concat()),
        ("end-of-file-mark", [file.as_slice(), b"\x1a"].concat()),
        (
            "no-line-ends",
            file.iter().copied().filter(|byte| *byte != b'\r' && *byte != b'\n').collect(),
        ),
        ("old-date", {
            let old = ddmmyy(day(-420));
            let dated = (3..=7).step_by(2).fold(file.clone(), |bytes, line| patched(&bytes, line, 16, &old));
            patched(&patched(&dated, 9, 48, &old), 9, 54, &old)
        }),
    ];
    for (code, bytes) in cases {
        let site = site();
        let done = site.stored("odd.ocr", &bytes);
        assert_eq!(codes(&done["warnings"]), [code], "{done:#}");
        assert_eq!((done["settled"].clone(), done["errors"].clone()), (json!(3), json!([])), "{code}");
        let kept: String = site
            .conn()
            .query_row("SELECT code FROM bank_file_note", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, code);
        let bytes_kept: Vec<u8> = site
            .conn()
            .query_row("SELECT bytes FROM bank_file_chunk", [], |row| row.get(0))
            .unwrap();
        assert!(bytes_kept == bytes, "{code}: the file is kept as it came");
        site.check();
    }
}

#[test]
fn rule_3_utf8_text_and_rule_18_other_services_are_read_past() {
    let site = site();
    assert_eq!(
        codes(&site.stored("utf8.ocr", &golden("tolerate-utf8-text.ocr"))["warnings"]),
        ["utf8"]
    );
    let texts: Vec<Json> = site.payments().iter().map(|p| p["text"].clone()).collect();
    assert_eq!(texts[2], json!("Kjøp på nett, vår- og høstmøtet 2026"));
    let efaktura = (6..=10).fold(golden("mixed-ocr-and-mandates.ocr"), |bytes, line| patched(&bytes, line, 3, "42"));
    let done = site.stored("mixed.ocr", &efaktura);
    assert_eq!(codes(&done["warnings"]), ["service-skipped"], "{done:#}");
    assert_eq!((done["payments"].clone(), done["stored"].clone()), (json!(1), json!(1)));
    // A transmission without any part of ours is counted and gives no payment.
    let only = [2, 3, 4, 5, 6, 7]
        .iter()
        .fold(golden("../avtalegiro/mandates-full-list.txt"), |bytes, line| {
            patched(&bytes, *line, 3, "42")
        });
    let done = site.stored("only.txt", &only);
    assert_eq!((done["payments"].clone(), done["stored"].clone()), (json!(0), json!(0)));
    site.check();
}

#[test]
fn rule_14_a_future_date_and_rule_16_a_foreign_part_are_asked() {
    let site = site();
    let later = ddmmyy(day(3));
    let dated = (3..=7).step_by(2).fold(good(), |bytes, line| patched(&bytes, line, 16, &later));
    let dated = patched(&patched(&dated, 9, 48, &later), 9, 54, &later);
    let before = site.counts();
    let (exit, done) = site.import("later.ocr", &dated, &[]);
    assert_eq!(
        (exit, codes(&done["errors"]), done["errors"][0]["accept"].clone()),
        (3, vec!["future-date".to_owned()], json!("future-date"))
    );
    assert!(site.fails(&["import", "later.ocr"], 3).contains("--accept future-date"));
    assert!(
        site.fails(&["import", "later.ocr", "--accept", "same-identity"], 3)
            .contains("future-date"),
        "another yes does not do"
    );
    assert_eq!(site.counts(), before);
    let (exit, done) = site.import("later.ocr", &dated, &["--accept", "future-date"]);
    assert_eq!((exit, done["settled"].clone()), (0, json!(3)), "{done:#}");
    let two = ocr_parts(
        9,
        vec![
            (ACCOUNT, vec![pay(&kid(999), 500)]),
            (SECOND, vec![pay(&kid(998), 700), pay(&kid(997), 800)]),
        ],
    );
    let before = site.counts();
    let (exit, done) = site.import("two.ocr", &two, &[]);
    assert_eq!(
        (exit, codes(&done["errors"]), done["errors"][0]["line"].clone()),
        (3, vec!["account-not-set-up".to_owned()], json!(6)),
        "{done:#}"
    );
    assert_eq!(site.counts(), before);
    let (exit, done) = site.import("two.ocr", &two, &["--accept", "account-not-set-up"]);
    assert_eq!(
        (exit, done["payments"].clone(), done["stored"].clone(), done["booked"].clone()),
        (0, json!(3), json!(1), json!("5.00")),
        "{done:#}"
    );
    // OCR-11: an account that is ours but takes no references is no better.
    site.ok(&["accounts", "add", SECOND]);
    let (exit, done) = site.import(
        "only.ocr",
        &ocr_parts(10, vec![(SECOND, vec![pay(&kid(998), 700)])]),
        &["--accept", "account-not-set-up"],
    );
    assert_eq!(
        (exit, codes(&done["errors"])),
        (3, vec!["account-not-set-up".to_owned()]),
        "there is nothing left to import: {done:#}"
    );
    site.check();
}

#[test]
fn rule_17_another_recipient_is_told() {
    let site = site();
    assert_eq!(
        codes(&site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 1_000)]))["warnings"]),
        Vec::<String>::new(),
        "the first one is whoever it is"
    );
    let other = patched(&ocr(2, vec![pay(&kid(102), 1_000)]), 1, 24, "00999999");
    assert_eq!(codes(&site.stored("b.ocr", &other)["warnings"]), ["recipient-new"]);
    let again = patched(&ocr(3, vec![pay(&kid(103), 1_000)]), 1, 24, "00999999");
    assert_eq!(codes(&site.stored("c.ocr", &again)["warnings"]), Vec::<String>::new());
}

/// A payment of another kind: money out, or with a text.
fn card(kind: &str, minor: i64) -> WritePayment {
    let out = kind == "18" || kind == "20";
    let with_text = kind == "20" || kind == "21";
    WritePayment {
        several: false,
        payer_name: None,
        payer_number: None,
        kind: kind.to_owned(),
        lump_key: "8007000061".to_owned(),
        direction: if out { Direction::Out } else { Direction::In },
        reference: (!with_text).then(|| kid(101)),
        payer_account: None,
        text: with_text.then(|| "Kiosk".to_owned()),
        ..pay(&kid(101), minor)
    }
}

#[test]
fn line_rules_store_the_payment_with_stage_and_reason() {
    let site = site();
    let with = |reference: &str, minor| WritePayment {
        reference: Some(reference.to_owned()),
        ..pay(&kid(101), minor)
    };
    let payments = vec![
        with("1042170103A", 100),
        with("104217 1037", 200),
        with("104-1701037", 300),
        with("10421701036", 400),
        with("104217010", 500),
        with(&kid(999), 600),
        card("21", 700),
        WritePayment {
            direction: Direction::Out,
            ..pay(&kid(101), 150)
        },
        card("18", 250),
        card("20", 350),
        WritePayment {
            payer_account: Some("11111111111".to_owned()),
            ..pay(&kid(101), 10_000)
        },
        pay(&kid(102), 0),
    ];
    let file = patched(&ocr(1, payments), 25, 78, "77");
    let done = site.stored("lines.ocr", &file);
    let counts = ["payments", "stored", "settled", "manual", "suggested", "unmatched", "parked"].map(|name| done[name].as_i64().unwrap());
    assert_eq!(counts, [12, 11, 1, 0, 0, 7, 3], "{done:#}");
    assert_eq!(
        done["warnings"],
        json!([]),
        "rules 25 and 26: a payer's account and fillers are not looked at"
    );
    let stands: Vec<String> = site
        .payments()
        .iter()
        .map(|p| format!("{} {} {} {}", p["amount"], p["state"], p["stage"], p["reason"]).replace('"', ""))
        .collect();
    let wanted = [
        "1.00 unmatched reference unreadable",
        "2.00 unmatched reference unreadable",
        "3.00 unmatched reference unreadable",
        "4.00 unmatched reference fails_check",
        "5.00 unmatched reference fails_check",
        "6.00 unmatched reference not_found",
        "7.00 unmatched reference text_only",
        "-1.50 parked read money_out",
        "-2.50 parked read money_out",
        "-3.50 parked read money_out",
        "100.00 used claim exact",
    ];
    assert_eq!(stands, wanted);
    assert_eq!(
        (done["booked"].clone(), site.claim(102)["status"].clone()),
        (json!("120.50"), json!("unpaid")),
        "rule 27: nothing is no payment"
    );
    let raw: (i64, i64) = site
        .conn()
        .query_row("SELECT raw_offset, raw_length FROM payment WHERE seq = 7", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .unwrap();
    let from = usize::try_from(raw.0).unwrap();
    let record = String::from_utf8_lossy(&file[from..from + usize::try_from(raw.1).unwrap()]).into_owned();
    assert!(
        record.starts_with("NY092130") && record.contains("Kiosk") && record.lines().count() == 3,
        "OCR-12: {record}"
    );
    site.check();
}

#[test]
fn rule_11_card_refunds_are_added_in_the_control_sum_and_taken_away_in_the_books() {
    let site = site();
    let done = site.stored("card.ocr", &golden("ocr-card-types.ocr"));
    assert_eq!((done["sum"].clone(), done["booked"].clone()), (json!("155.00"), json!("105.00")));
    // A control sum that ignores the signs is taken with a warning.
    let payments = vec![
        pay(&kid(101), 10_000),
        WritePayment {
            direction: Direction::Out,
            ..pay(&kid(102), 1_000)
        },
    ];
    let file = ocr(2, payments);
    let gross = patched(&patched(&file, 7, 25, "00000000000011000"), 8, 25, "00000000000011000");
    let done = site.stored("gross.ocr", &gross);
    assert!(codes(&done["warnings"]).contains(&"gross-sum".to_owned()), "{done:#}");
    assert_eq!(done["booked"], json!("90.00"));
    site.check();
}
