//! One file: its lines with their fields, its bytes again.

use serde_json::json;

use super::common::{Site, golden, kid, ocr, pay};

#[test]
fn a_file_is_shown_with_its_fields_and_written_again_byte_for_byte() {
    let site = Site::with_claims(&[30_000]);
    let bytes = ocr(1, vec![pay(&kid(101), 30_000)]);
    site.stored("one.ocr", &bytes);
    let shown = site.json(&["files", "show", "one.ocr", "--json"]);
    assert_eq!(
        (&shown["direction"], &shown["state"], &shown["payments"], &shown["format"]),
        (&json!("in"), &json!("stored"), &json!(1), &json!("ocr-giro"))
    );
    let lines = shown["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 6);
    let fields = lines[2]["fields"].as_array().unwrap();
    assert!(fields.iter().any(|field| field[1] == json!(kid(101))), "{fields:?}");
    // From the middle of a line: the line is shown whole.
    let second = site.json(&["files", "show", "1", "--from", "100", "--lines", "1", "--json"]);
    assert_eq!(
        (&second["lines"][0]["offset"], second["lines"].as_array().unwrap().len()),
        (&json!(82), 1)
    );
    let out = site.file("again.ocr", "");
    assert!(
        site.fails(&["files", "export", "1", "--out", out.to_str().unwrap()], 1)
            .contains("again.ocr")
    );
    std::fs::remove_file(&out).unwrap();
    site.ok(&["files", "export", "1", "--out", out.to_str().unwrap()]);
    assert_eq!(std::fs::read(&out).unwrap(), bytes);
    assert!(site.fails(&["files", "show", "nothing.ocr"], 1).contains("nothing.ocr"));
}

/// Rule 29a and the design: what does not count in the fingerprint is kept all the same.
#[test]
fn the_bytes_are_kept_as_they_came() {
    let site = Site::with_claims(&[30_000]);
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(golden("ocr-two-accounts.ocr"));
    bytes.extend(b"\r\n\x1a");
    let (_, answer) = site.import("odd.ocr", &bytes, &["--accept", "account-not-set-up"]);
    if answer["status"] == json!("stored") {
        let out = site.file("x", "");
        std::fs::remove_file(&out).unwrap();
        site.ok(&["files", "export", "odd.ocr", "--out", out.to_str().unwrap()]);
        assert_eq!(std::fs::read(&out).unwrap(), bytes);
    } else {
        panic!("{answer}");
    }
}
