//! What stops a reminder (asks.md 23; requirements part 3): reminders that rest, and bank files that nobody has read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Site, day, kid, ocr, pay};
use serde_json::{Value as Json, json};

const WHY: [&str; 2] = ["--comment", "Avtalt på telefon"];

/// Two claims that are due, of members with mobiles.
fn overdue() -> Site {
    let site = Site::new();
    let (issued, due) = (day(-60), day(-30));
    site.claims(&format!(
        "number,party,name,phone,kind,reference,issued,due,amount,description\n\
         101,M1,Åse Berg,+4741234567,dues,{},{issued},{due},100.00,Kontingent\n\
         102,M2,Ola Nes,+4741234568,dues,{},{issued},{due},100.00,Kontingent\n\
         103,M3,Eli Dal,+4741234569,dues,{},{issued},{due},100.00,Kontingent\n",
        kid(101),
        kid(102),
        kid(103)
    ));
    site
}

fn done(site: &Site, args: &[&str]) -> Json {
    let parsed = site.json(&[args, &WHY, &["--json"]].concat());
    site.check();
    parsed
}

fn refused(site: &Site, args: &[&str], code: i32) -> String {
    let before = site.counts();
    let said = site.fails(&[args, &WHY].concat(), code);
    assert_eq!(site.counts(), before);
    said
}

#[test]
fn reminders_rest_until_a_day_and_are_taken_up_again() {
    let site = overdue();
    let (until, over) = (day(20).to_string(), day(-1).to_string());
    assert!(refused(&site, &["claims", "freeze", "101", "--until", &over], 1).contains(&over));
    refused(&site, &["claims", "freeze", "101", "--until", "soon"], 2);
    refused(&site, &["claims", "thaw", "101"], 1);
    let frozen = done(&site, &["claims", "freeze", "101", "--until", &until]);
    assert_eq!(frozen["frozen_until"], json!(until));
    let said = refused(&site, &["claims", "remind", "101"], 1);
    assert!(said.contains(&until), "{said}");
    // Many at once: those that rest are told of, the others go.
    let trial = done(&site, &["claims", "bulk", "remind", "--filter", "number:101,102", "--dry-run"]);
    assert_eq!(
        (&trial["would"], &trial["refusals"][0]["code"]),
        (&json!(1), &json!("claim-frozen"))
    );
    done(&site, &["claims", "thaw", "101"]);
    done(&site, &["claims", "remind", "101"]);
    let claim = site.json(&["claims", "show", "101", "--json"]);
    let actions: Vec<&str> = claim["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["frozen", "thawed", "reminded", "reminder_sent"]);
    assert_eq!(claim["changes"][0]["comment"], "Avtalt på telefon");
}

#[test]
fn the_day_itself_still_rests_and_a_frozen_claim_is_found_in_the_list() {
    let site = overdue();
    let today = day(0).to_string();
    done(&site, &["claims", "bulk", "freeze", "--filter", "number:102,103", "--due", &today]);
    refused(&site, &["claims", "remind", "102"], 1);
    let rows = site.json(&["claims", "list", "--filter", "frozen_until>=today", "--columns", "number", "--json"]);
    assert_eq!(rows, json!([{ "number": 102 }, { "number": 103 }]));
    // The rest ends by itself.
    site.conn()
        .execute("UPDATE claim SET frozen_until = frozen_until - 1 WHERE number = 102", [])
        .unwrap();
    done(&site, &["claims", "remind", "102"]);
}

#[test]
fn nobody_is_reminded_by_bank_files_that_are_too_old() {
    let site = overdue();
    let file = site.file("ocr.txt", ocr(1, vec![pay(&kid(101), 10_000)]));
    site.ok(&["import", common::text(&file)]);
    done(&site, &["claims", "remind", "102"]);
    site.conn()
        .execute("UPDATE bank_file SET stored_at = stored_at - 6 * 86400000", [])
        .unwrap();
    let said = refused(&site, &["claims", "remind", "103"], 1);
    assert!(said.contains(&day(-6).to_string()) && said.contains('5'), "{said}");
    // A site may wait longer.
    let settings = site.file("own.toml", "[handling]\nbank_file_days = 10\n");
    site.ok(&[&["--settings", common::text(&settings), "claims", "remind", "103"], &WHY[..]].concat());
}
