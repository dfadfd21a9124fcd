//! Where a membership stands follows the money, both ways (asks.md 22, OCR-14): a bank file pays it, its undoing takes it back.

use serde_json::json;

use crate::common::{kid, ocr, pay};
use crate::world::Club;

#[test]
fn ocr_14_a_bank_file_pays_memberships_and_its_undoing_takes_it_back() {
    let club = Club::of_mains(3);
    club.ok(&["run", "main"]);
    let states = || {
        let rows = club
            .site
            .json(&["members", "list", "--filter", "dues:main", "--sort", "party", "--json"]);
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(), ["unpaid", "unpaid", "unpaid"]);
    club.site
        .stored("a.ocr", &ocr(1, vec![pay(&kid(10_001), 125_000), pay(&kid(10_002), 100_000)]));
    assert_eq!(states(), ["paid", "handling", "unpaid"]);
    let dues = club.json(&["show", "main"]);
    assert_eq!((&dues["paid"], &dues["received"]), (&json!(1), &json!("2250.00")));
    assert_eq!(club.site.json(&["members", "show", "1", "--json"])["is_paid"], json!(true));
    assert_eq!(
        club.site.claim(10_001)["membership"]["paid"],
        json!(true),
        "one notion: the claim says what the membership says"
    );
    assert_eq!(club.json(&["preview", "main"])["reasons"], json!({"paid": 1, "issued": 2}));
    club.site.ok(&["files", "undo", "1", "--comment", "feil fil"]);
    assert_eq!(states(), ["unpaid", "unpaid", "unpaid"]);
    assert_eq!(club.site.claim(10_001)["membership"]["paid"], json!(false));
    assert_eq!(club.site.json(&["members", "show", "1", "--json"])["is_paid"], json!(false));
    let history = club.site.json(&["members", "show", "1", "--json"])["history"].clone();
    assert_eq!((&history[0]["to"], &history[1]["to"]), (&json!("paid"), &json!("unpaid")));
    club.site.check();
}

#[test]
fn a_refund_ends_it_and_only_then_it_may_be_replaced() {
    let club = Club::of_mains(1);
    club.ok(&["run", "main"]);
    club.site.stored("a.ocr", &ocr(1, vec![pay(&kid(10_001), 125_000)]));
    club.fails(&["run", "main", "--also", "fell-away"], 1);
    club.site
        .ok(&["claims", "refund", "10001", "--line", "1", "--line", "2", "--comment", "utmeldt"]);
    let state = club.site.json(&["members", "show", "1", "--json"])["memberships"][0]["state"].clone();
    assert_eq!(state, json!("ended"));
    let done = club.json(&["run", "main", "--also", "fell-away"]);
    assert_eq!(done["claims"], json!(1));
    club.site.check();
}

#[test]
fn sms_6_who_has_left_still_pays_what_was_issued() {
    let club = Club::of_mains(1);
    club.ok(&["run", "main"]);
    club.site.conn().execute("UPDATE party SET left_on = 20000", []).unwrap();
    club.ok(&["close", "main"]);
    club.site.stored("a.ocr", &ocr(1, vec![pay(&kid(10_001), 125_000)]));
    assert_eq!(club.site.claim(10_001)["status"], json!("paid"));
    assert_eq!(club.site.json(&["members", "show", "1", "--json"])["is_paid"], json!(true));
}
