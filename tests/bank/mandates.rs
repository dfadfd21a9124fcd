//! Agreements to draw: what AvtaleGiro files make of them, and what a person does.

use fordring::domain::bankfile::Direction;
use fordring::domain::notice::NoticeKind;
use fordring::formats::{self, WriteFile, WriteNotice, WritePart};
use serde_json::{Value as Json, json};

use super::common::{ACCOUNT, Site, day, kid, ocr, pay};

/// An agreement as a file tells it.
fn told(kind: NoticeKind, reference: &str, notify: bool) -> WriteNotice {
    let code = match kind {
        NoticeKind::MandateListed => "0",
        NoticeKind::MandateNew => "1",
        _ => "2",
    };
    WriteNotice {
        kind,
        code: code.to_owned(),
        reference: Some(reference.to_owned()),
        payer_number: None,
        mandate_number: None,
        on: None,
        until_on: None,
        direction: Direction::In,
        amount: None,
        payer_account: None,
        other: None,
        text: None,
        notify: Some(notify),
    }
}

/// A file of agreements, as the bank writes it.
fn file(number: u32, notices: Vec<WriteNotice>) -> Vec<u8> {
    let file = WriteFile {
        transmission: number,
        transmitter: "00008080".to_owned(),
        recipient: "00131415".to_owned(),
        created_on: day(0),
        parts: vec![WritePart {
            format: "avtalegiro",
            account: ACCOUNT.to_owned(),
            notices,
            ..WritePart::default()
        }],
    };
    let mut bytes = Vec::new();
    (formats::by_id("avtalegiro").unwrap().write.unwrap())(&file, &mut bytes).unwrap();
    bytes
}

fn mandates(site: &Site) -> Vec<Json> {
    serde_json::from_value(site.json(&["mandates", "list", "--sort", "id", "--json"])).unwrap()
}

fn states(site: &Site) -> Vec<(String, String)> {
    let text = |row: &Json, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    mandates(site)
        .iter()
        .map(|row| (text(row, "payer_number"), text(row, "state")))
        .collect()
}

/// Rule 33: a new agreement is tied to whose claim has the KID; new for a known one is a change; an end of an unknown one waits for
/// a person and makes none.
#[test]
fn avtalegiro_agreements_come_and_go_with_files() {
    let site = Site::with_claims(&[30_000, 45_000]);
    let first = vec![
        told(NoticeKind::MandateNew, &kid(101), true),
        told(NoticeKind::MandateNew, &kid(777), false),
        told(NoticeKind::MandateEnded, &kid(778), false),
    ];
    let stored = site.stored("one.txt", &file(1, first));
    assert_eq!(
        (&stored["notices"], &stored["payments"], &stored["status"]),
        (&json!(3), &json!(0), &json!("stored"))
    );
    let all = mandates(&site);
    assert_eq!(all.len(), 2);
    assert!(all[0]["party"].is_string() && all[0]["notify"] == json!(true), "{all:?}");
    assert!(all[1]["party"].is_null());
    let open = site.json(&["notices", "list", "--filter", "outcome:open", "--json"]);
    assert_eq!(open.as_array().unwrap().len(), 2, "{open}");
    site.stored(
        "two.txt",
        &file(
            2,
            vec![
                told(NoticeKind::MandateNew, &kid(101), false),
                told(NoticeKind::MandateEnded, &kid(777), false),
            ],
        ),
    );
    assert_eq!(states(&site), [(kid(101), "active".to_owned()), (kid(777), "ended".to_owned())]);
    assert_eq!(mandates(&site)[0]["notify"], json!(false));
    let log = site.json(&["log", "list", "--filter", "kind:mandate", "--json"]);
    let actions: Vec<&str> = log.as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(actions.iter().filter(|a| **a == "mandate_new").count(), 2, "{actions:?}");
    assert!(actions.contains(&"mandate_changed") && actions.contains(&"mandate_ended"));
    site.check();
}

/// Rule 34: a complete list is asked about when it ends something, and then it is the whole truth.
#[test]
fn a_complete_list_asks_before_it_ends_what_is_not_on_it() {
    let site = Site::with_claims(&[30_000, 45_000, 50_000]);
    let three = (101..104).map(|n| told(NoticeKind::MandateNew, &kid(n), true)).collect();
    site.stored("new.txt", &file(1, three));
    let list = file(2, vec![told(NoticeKind::MandateListed, &kid(102), true)]);
    let before = site.counts();
    let (code, refused) = site.import("list.txt", &list, &[]);
    assert_eq!(code, 3, "{refused}");
    let error = &refused["errors"][0];
    assert_eq!((&error["code"], &error["accept"]), (&json!("mandate-list"), &json!("mandate-list")));
    assert!(error["message"].as_str().unwrap().contains('2'), "{error}");
    assert_eq!(site.counts(), before);
    let (code, stored) = site.import("list.txt", &list, &["--accept", "mandate-list"]);
    assert_eq!((code, &stored["status"]), (0, &json!("stored")));
    let of: Vec<String> = states(&site).into_iter().map(|(_, state)| state).collect();
    assert_eq!(of, ["ended", "active", "ended"]);
    site.check();
}

#[test]
fn a_person_says_who_pays_and_that_it_is_over() {
    let site = Site::with_claims(&[30_000]);
    site.stored("new.txt", &file(1, vec![told(NoticeKind::MandateNew, &kid(777), true)]));
    let party = site.json(&["claims", "show", "101", "--json"])["party"]
        .as_str()
        .unwrap()
        .to_owned();
    site.fails(&["mandates", "tie", "1", "--party", &party], 2);
    assert!(
        site.fails(&["mandates", "tie", "1", "--party", "nobody", "--comment", "x"], 1)
            .contains("nobody")
    );
    assert!(
        site.fails(&["mandates", "tie", "9", "--party", &party, "--comment", "x"], 1)
            .contains('9')
    );
    site.ok(&["mandates", "tie", "1", "--party", &party, "--comment", "said so on the phone"]);
    assert_eq!(mandates(&site)[0]["party"], json!(party));
    let open = site.json(&["notices", "list", "--filter", "outcome:open", "--json"]);
    assert_eq!(open, json!([]));
    site.ok(&["mandates", "end", "1", "--comment", "moved to another bank"]);
    assert!(site.fails(&["mandates", "end", "1", "--comment", "again"], 1).contains('1'));
    site.check();
}

/// OCR-2: one transmission may carry payments and agreements; each part is read by its own format.
#[test]
fn payments_and_agreements_in_one_transmission() {
    let site = Site::with_claims(&[30_000]);
    let payments = String::from_utf8(ocr(7, vec![pay(&kid(101), 30_000)])).unwrap();
    let agreements = String::from_utf8(file(7, vec![told(NoticeKind::MandateNew, &kid(101), true)])).unwrap();
    let (mut lines, part): (Vec<&str>, Vec<&str>) = (payments.lines().collect(), agreements.lines().collect());
    let end = lines.pop().unwrap();
    lines.extend(&part[1..4]);
    // The transmission's end counts both: two transactions, nine records.
    let counts = format!("NY000089{:08}{:08}", 2, lines.len() + 1);
    let end = end.replace(&end[..24], &counts);
    lines.push(&end);
    let stored = site.stored("both.txt", format!("{}\r\n", lines.join("\r\n")).as_bytes());
    assert_eq!(
        (&stored["payments"], &stored["settled"], &stored["notices"]),
        (&json!(1), &json!(1), &json!(1)),
        "{stored}"
    );
    assert_eq!(states(&site), [(kid(101), "active".to_owned())]);
    site.check();
}
