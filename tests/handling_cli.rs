//! Working claims and payments to the end from the command line: each command's success, and what it refuses.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{PAYERS, Site, archived, day, every_status, kid, nobody, ocr, pay, pay_from};
use fordring::domain::bankfile::Direction;
use fordring::formats::WritePayment;
use serde_json::{Value as Json, json};

const WHY: [&str; 2] = ["--comment", "Avtalt på telefon"];

/// Runs a command with a comment and `--json`.
#[track_caller]
fn done(site: &Site, args: &[&str]) -> Json {
    let parsed = site.json(&[args, &WHY, &["--json"]].concat());
    site.check();
    parsed
}

/// The same, which must be refused; the file stays as it is.
#[track_caller]
fn refused(site: &Site, args: &[&str], code: i32) -> String {
    let before = site.counts();
    let said = site.fails(&[args, &WHY].concat(), code);
    assert_eq!(site.counts(), before);
    site.check();
    said
}

/// Money that went out by a line of a bank file.
fn out(minor: i64, archive: &str) -> WritePayment {
    WritePayment {
        direction: Direction::Out,
        kind: "18".to_owned(),
        ..archived(&kid(999), minor, archive)
    }
}

#[test]
fn a_remainder_is_moved_and_the_claim_approved() {
    let site = every_status();
    let said = refused(&site, &["claims", "approve", "104"], 1);
    assert!(said.contains("104") && said.contains("150"), "{said}");
    let moved = done(&site, &["claims", "move-remainder", "104", "--amount", "20.00", "--to", "credit"]);
    assert_eq!((&moved["remainder"], &moved["credit"]), (&json!("30.00"), &json!("20.00")));
    let moved = done(&site, &["claims", "move-remainder", "104", "--to", "claim=101"]);
    assert_eq!(moved["remainder"], "0.00");
    assert_eq!(site.claim(101)["left"], "70.00");
    let approved = done(&site, &["claims", "approve", "104"]);
    assert_eq!(
        (&approved["status"], &approved["extra_status"]),
        (&json!("paid"), &json!("handled"))
    );
    refused(&site, &["claims", "move-remainder", "104", "--to", "credit"], 1);
    // What is not understood is usage; so is a missing comment.
    refused(&site, &["claims", "move-remainder", "104", "--to", "nowhere"], 2);
    site.fails(&["claims", "approve", "103"], 2);
}

#[test]
fn a_remainder_goes_back_to_its_payer() {
    let site = every_status();
    let moved = done(&site, &["claims", "move-remainder", "104", "--to", "payer"]);
    assert_eq!(moved["refunds"][0]["amount"], "50.00");
    assert_eq!(moved["refunds"][0]["to"], PAYERS[0]);
    let waiting = site.json(&["refunds", "list", "--filter", "state:requested", "--json"]);
    assert_eq!((&waiting[0]["claim"], &waiting[0]["state"]), (&json!(104), &json!("requested")));
    let sent = done(&site, &["refunds", "sent", "1"]);
    assert_eq!(sent[0]["state"], "sent");
    let back = done(&site, &["refunds", "done", "1"]);
    assert_eq!(back[0]["state"], "done");
    refused(&site, &["refunds", "failed", "1"], 1);
    refused(&site, &["refunds", "sent", "77"], 1);
    refused(&site, &["refunds", "sent", "en"], 2);
    let kinds = site.json(&["transactions", "list", "--filter", "claim:104", "--json"]);
    let kinds: Vec<&str> = kinds.as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"received") && kinds.contains(&"refund_asked"), "{kinds:?}");
}

#[test]
fn everything_goes_back_and_a_refund_fails() {
    let site = every_status();
    let all = done(&site, &["claims", "refund-all", "103"]);
    assert_eq!(all["status"], "refunded");
    assert!(!all["refunds"].as_array().unwrap().is_empty());
    let failed = done(&site, &["refunds", "failed", "1"]);
    assert_eq!(failed[0]["state"], "failed");
    refused(&site, &["claims", "refund-all", "101"], 1);
}

#[test]
fn lines_of_a_paid_claim_go_back() {
    let site = every_status();
    refused(&site, &["claims", "refund", "102", "--line", "1=100.01"], 1);
    refused(&site, &["claims", "refund", "102", "--line", "first"], 2);
    refused(&site, &["claims", "refund", "101", "--line", "1"], 1);
    let part = done(&site, &["claims", "refund", "102", "--line", "1=40.00"]);
    assert_eq!(
        (&part["lines"][0]["refunded"], &part["lines"][0]["paid"]),
        (&json!("40.00"), &json!("60.00"))
    );
    assert_eq!(part["refunds"][0]["amount"], "40.00");
    assert_eq!(part["lines"][0]["money"][0]["amount"], "60.00");
    let rest = done(&site, &["claims", "refund", "102", "--line", "1"]);
    assert_eq!(
        (&rest["status"], &rest["lines"][0]["refunded"]),
        (&json!("refunded"), &json!("100.00"))
    );
    let shown = site.ok(&["claims", "show", "102"]);
    assert!(shown.contains("Refunds") && shown.contains(PAYERS[0]), "{shown}");
}

#[test]
fn what_is_left_is_written_off_within_the_limit() {
    let site = Site::with_claims(&[10_000, 900_000]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 9_900)]));
    let given_up = done(&site, &["claims", "write-off", "101"]);
    assert_eq!((&given_up["left"], &given_up["written_off"]), (&json!("0.00"), &json!("1.00")));
    assert_eq!(given_up["lines"][0]["written_off"], "1.00");
    refused(&site, &["claims", "write-off", "102"], 1);
}

#[test]
fn a_due_date_is_changed_and_a_reminder_waits_for_it() {
    let site = Site::with_claims(&[10_000]);
    let (due, early) = (day(30).to_string(), day(-30).to_string());
    let later = done(&site, &["claims", "set-due", "101", "--due", &due]);
    assert_eq!(later["due"], due);
    refused(&site, &["claims", "set-due", "101", "--due", &early], 1);
    refused(&site, &["claims", "set-due", "101", "--due", "soon"], 2);
    refused(&site, &["claims", "remind", "101"], 1);
}

#[test]
fn a_reminder_is_a_message_about_the_claim() {
    let site = Site::new();
    let (issued, due) = (day(-40), day(-10));
    site.claims(&format!(
        "number,party,name,phone,kind,reference,issued,due,amount,description\n101,M1,Åse Berg,+4741234567,dues,{},{issued},{due},100.00,Kontingent\n",
        kid(101)
    ));
    let reminded = done(&site, &["claims", "remind", "101"]);
    assert_eq!(reminded["reminded_on"], day(0).to_string());
    let message = &reminded["messages"][0];
    assert_eq!((&message["direction"], &message["phone"]), (&json!("out"), &json!("+4741234567")));
    assert!(message["text"].as_str().unwrap().contains(&kid(101)), "{message}");
    refused(&site, &["claims", "remind", "101"], 1);
}

#[test]
fn credit_is_kept_and_used() {
    let site = Site::new();
    let table = format!(
        "number,party,name,kind,reference,issued,due,amount\n101,M1,Åse Berg,dues,{},{2},{3},100.00\n102,M1,Åse Berg,dues,{},{2},{3},80.00\n",
        kid(101),
        kid(102),
        day(-20),
        day(10)
    );
    site.claims(&table);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 15_000)]));
    refused(&site, &["claims", "use-credit", "102"], 1);
    done(&site, &["claims", "move-remainder", "101", "--to", "credit"]);
    let used = done(&site, &["claims", "use-credit", "102", "--amount", "20.00"]);
    assert_eq!((&used["left"], &used["credit"]), (&json!("60.00"), &json!("30.00")));
    let used = done(&site, &["claims", "use-credit", "102"]);
    assert_eq!((&used["left"], &used["credit"]), (&json!("30.00"), &json!("0.00")));
}

/// Claims 101 to 103 of 100.00, and a payment of 250.00 that nobody knows.
fn unknown() -> Site {
    let site = Site::with_claims(&[10_000; 3]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(77), 25_000)]));
    site
}

#[test]
fn a_payment_is_put_on_claims_and_taken_off() {
    let site = unknown();
    let put = done(&site, &["payments", "match", "1", "--claim", "101", "--claim", "102=30.00"]);
    assert_eq!((&put["left"], &put["state"]), (&json!("120.00"), &json!("partly_used")));
    assert_eq!(
        put["claims"][1],
        json!({ "number": 102, "status": "manual_handling", "left": "70.00", "paid": "30.00" })
    );
    let row = &site.json(&["payments", "list", "--filter", "claim:102", "--json"])[0];
    assert_eq!(row["claim"], "101 102");
    refused(&site, &["payments", "match", "1", "--claim", "103=120.01"], 1);
    refused(&site, &["payments", "match", "1", "--claim", "9999"], 1);
    refused(&site, &["payments", "match", "1", "--claim", "103=much"], 2);
    refused(&site, &["payments", "match", "one", "--claim", "103"], 2);
    refused(&site, &["payments", "match", "55", "--claim", "103"], 1);
    let off = done(&site, &["payments", "unmatch", "1", "--claim", "102"]);
    assert_eq!((&off["left"], &off["action"]), (&json!("150.00"), &json!("unallocated")));
    assert_eq!(site.payments()[0]["claim"], 101);
    refused(&site, &["payments", "unmatch", "1", "--claim", "102"], 1);
    let shown = site.json(&["payments", "show", "1", "--json"]);
    assert_eq!(shown["money"][0]["claim"], 101);
    let kinds: Vec<&str> = shown["transactions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["received", "allocated", "allocated", "taken_off"]);
    let said = site.ok(&["payments", "show", "1"]);
    assert!(said.contains("Where the money is") && said.contains("Put on claim"), "{said}");
    site.fails(&["payments", "show", "55"], 1);
}

#[test]
fn a_small_difference_is_given_up_with_the_match() {
    let site = Site::with_claims(&[10_000]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(77), 9_950)]));
    let put = done(&site, &["payments", "match", "1", "--claim", "101", "--write-off"]);
    assert_eq!(put["claims"][0]["status"], "paid");
    assert_eq!(site.claim(101)["written_off"], "0.50");
}

#[test]
fn a_payment_goes_on_the_oldest_claims() {
    let site = unknown();
    let put = done(&site, &["payments", "oldest", "1", "--party", "M102"]);
    assert_eq!((&put["left"], &put["claims"][0]["number"]), (&json!("150.00"), &json!(102)));
    refused(&site, &["payments", "oldest", "1", "--party", "M102"], 1);
    refused(&site, &["payments", "oldest", "1", "--party", "M999"], 1);
}

#[test]
fn what_is_left_over_goes_elsewhere_and_comes_back() {
    let site = unknown();
    refused(&site, &["payments", "send", "1", "--to", "credit"], 1);
    let kept = done(
        &site,
        &["payments", "send", "1", "--to", "credit", "--party", "M101", "--amount", "50.00"],
    );
    assert_eq!((&kept["left"], &kept["action"]), (&json!("200.00"), &json!("kept_as_credit")));
    assert_eq!(site.claim(101)["credit"], "50.00");
    let given = done(&site, &["payments", "send", "1", "--to", "donation", "--amount", "20.00"]);
    assert_eq!(given["left"], "180.00");
    let moved = done(&site, &["payments", "send", "1", "--to", "account=7770", "--amount", "10.00"]);
    assert_eq!(moved["left"], "170.00");
    refused(&site, &["payments", "send", "1", "--to", "account=1500", "--amount", "10.00"], 1);
    refused(&site, &["payments", "send", "1", "--to", "donation", "--amount", "170.01"], 1);
    let asked = done(&site, &["payments", "send", "1", "--to", "payer", "--amount", "70.00"]);
    assert_eq!(asked["refunds"], json!([1]));
    let shown = site.json(&["payments", "show", "1", "--json"]);
    let wheres: Vec<&str> = shown["elsewhere"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["where"].as_str().unwrap())
        .collect();
    assert_eq!(wheres, ["credit", "donation", "account", "refund"]);
    assert_eq!(shown["elsewhere"][3]["refund_state"], "requested");
    let back = done(&site, &["payments", "recall", "1"]);
    assert_eq!(back["left"], "180.00");
    refused(&site, &["payments", "recall", "1"], 1);
}

#[test]
fn a_payment_is_put_aside_with_a_note() {
    let site = unknown();
    let until = day(7).to_string();
    let args = [
        "payments",
        "park",
        "1",
        "--note",
        "Spør banken",
        "--owner",
        "eva",
        "--until",
        &until,
        "--json",
    ];
    let parked = site.json(&args);
    site.check();
    assert_eq!((&parked["state"], &parked["action"]), (&json!("parked"), &json!("parked")));
    let row = &site.json(&["payments", "list", "--filter", "note:banken owner:eva", "--json"])[0];
    assert_eq!(
        (&row["note"], &row["owner"], &row["until"]),
        (&json!("Spør banken"), &json!("eva"), &json!(until))
    );
    let up = done(&site, &["payments", "unpark", "1"]);
    assert_eq!(up["state"], "unmatched");
    assert_eq!(site.payments()[0]["note"], Json::Null);
    site.fails(&["payments", "park", "1", "--note", "x", "--until", "later"], 2);
    site.fails(&["payments", "park", "99", "--note", "x"], 1);
}

#[test]
fn money_that_went_out_is_a_charge_back_or_a_refund() {
    let site = Site::with_claims(&[10_000, 10_000]);
    site.stored(
        "a.ocr",
        &ocr(
            1,
            vec![archived(&kid(101), 10_000, "512345001"), archived(&kid(102), 10_000, "512345002")],
        ),
    );
    site.stored("b.ocr", &ocr(2, vec![out(10_000, "512345003"), out(4_000, "512345004")]));
    refused(&site, &["payments", "reverses", "1", "--payment", "2"], 1);
    let back = done(&site, &["payments", "reverses", "3", "--payment", "1"]);
    assert_eq!((&back["left"], &back["claims"][0]["number"]), (&json!("0.00"), &json!(101)));
    assert_eq!(site.claim(101)["status"], "unpaid");
    done(&site, &["claims", "refund", "102", "--line", "1=40.00"]);
    refused(&site, &["payments", "is-refund", "1", "--refund", "1"], 1);
    refused(&site, &["payments", "is-refund", "4", "--refund", "9"], 1);
    let paid = done(&site, &["payments", "is-refund", "4", "--refund", "1"]);
    assert_eq!(paid["left"], "0.00");
    assert_eq!(site.json(&["refunds", "list", "--json"])[0]["state"], "done");
}

#[test]
fn money_that_went_out_and_is_no_refund_goes_to_the_account_that_bears_it() {
    let site = Site::with_claims(&[10_000]);
    site.stored(
        "a.ocr",
        &ocr(1, vec![archived(&kid(101), 10_000, "512345001"), out(4_500, "512345002")]),
    );
    let on = |account: &str| -> i64 {
        let sql = "SELECT coalesce(sum(amount), 0) FROM posting WHERE account = ?1";
        site.conn().query_row(sql, [account], |row| row.get(0)).unwrap()
    };
    let (fees, bank, waiting) = ("7770", "1920", "2999");
    assert_eq!((on(fees), on(bank), on(waiting)), (0, 5_500, 4_500));
    let send = |more: &[&'static str]| [&["payments", "send", "2"][..], more].concat();
    // Nowhere else, not in part, not to an account that the program keeps, and not what is used up.
    for (to, words) in [
        (&["--to", "credit"][..], "went out"),
        (&["--to", "donation"], "went out"),
        (&["--to", "account=7770", "--amount", "20"], "45.00"),
        (&["--to", "account=1920"], "1920"),
    ] {
        let said = refused(&site, &send(to), 1);
        assert!(said.contains(words), "{to:?}: {said}");
    }
    let done_to = done(&site, &send(&["--to", "account=7770"]));
    assert_eq!(
        (&done_to["action"], &done_to["state"], &done_to["left"]),
        (&json!("moved_to_account"), &json!("used"), &json!("0.00"))
    );
    assert_eq!((on(fees), on(bank), on(waiting)), (4_500, 5_500, 0));
    site.check();
    refused(&site, &send(&["--to", "account=7770"]), 1);
    refused(&site, &["payments", "is-refund", "2", "--refund", "1"], 1);
    let shown = site.ok(&["payments", "show", "2"]);
    assert!(shown.contains("7770"), "{shown}");
    // It is in the way of taking the file out of the books; taken back, it waits as before.
    refused(&site, &["files", "undo", "a.ocr"], 1);
    let back = done(&site, &["payments", "recall", "2"]);
    assert_eq!((&back["state"], &back["left"]), (&json!("parked"), &json!("-45.00")));
    assert_eq!((on(fees), on(waiting)), (0, 4_500));
    site.check();
    refused(&site, &["payments", "recall", "2"], 1);
    done(&site, &send(&["--to", "account=7740", "--amount", "45"]));
    assert_eq!((on("7740"), on(waiting)), (4_500, 0));
    site.check();
    // What is written past the program is found.
    let conn = site.conn();
    conn.execute("UPDATE payment SET used = 0 WHERE id = 2", []).unwrap();
    let faults = site.faults();
    assert!(faults.contains(&"payment-whereabouts".to_owned()), "{faults:?}");
}

#[test]
fn a_file_is_undone_whole_or_not_at_all() {
    let site = Site::with_claims(&[10_000, 10_000]);
    let bytes = ocr(1, vec![pay(&kid(101), 10_000), pay_from(1, &kid(102), 10_000)]);
    let name = "a.ocr";
    site.stored(name, &bytes);
    let counts = site.counts();
    let dry = done(&site, &["files", "undo", name, "--dry-run"]);
    assert_eq!(
        dry,
        json!({ "file": 1, "status": "would_undo", "payments": 2, "claims": 2, "amount": "200.00" })
    );
    assert_eq!(site.counts(), counts);
    let undone = done(&site, &["files", "undo", name]);
    assert_eq!(undone["status"], "undone");
    assert_eq!(site.claim(101)["status"], "unpaid");
    refused(&site, &["files", "undo", "1"], 1);
    refused(&site, &["files", "undo", "other.ocr"], 1);
    // It can be read again, and then something is built on it.
    site.stored(name, &bytes);
    done(&site, &["claims", "refund", "101", "--line", "1"]);
    refused(&site, &["files", "undo", name], 1);
}

#[test]
fn transactions_and_the_change_log_are_lists() {
    let site = every_status();
    done(&site, &["claims", "move-remainder", "104", "--to", "credit"]);
    let all = site.json(&["transactions", "list", "--json"]);
    assert_eq!(all.as_array().unwrap().len(), 4);
    let credited = site.json(&["transactions", "list", "--filter", "kind:credited claim_no:104", "--json"]);
    assert_eq!(
        (&credited[0]["amount"], &credited[0]["operator"]),
        (&json!("-50.00"), &json!("kari"))
    );
    assert_eq!(
        site.json(&["transactions", "list", "--filter", "payment_no:2", "--json"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let log = site.json(&["log", "list", "--json", "--limit", "1"]);
    assert_eq!(
        (&log[0]["kind"], &log[0]["record"], &log[0]["action"]),
        (&json!("claim"), &json!(104), &json!("remainder_moved"))
    );
    assert_eq!((&log[0]["operator"], &log[0]["comment"]), (&json!("kari"), &json!(WHY[1])));
    assert!(log[0]["after"].as_str().unwrap().starts_with('{'));
    let filters = [
        "action:annulled",
        "action:annul",
        "kind:claim mottaker",
        "operator:kari comment:feil -action:credited,issued",
        "at:today feil mottaker",
    ];
    for filter in filters {
        let found = site.json(&["log", "list", "--filter", filter, "--json"]);
        assert_eq!(found.as_array().unwrap().len(), 1, "{filter}: {found:#}");
        assert_eq!(found[0]["record"], 105, "{filter}");
    }
    let said = site.fails(&["log", "list", "--filter", "action:nothing"], 1);
    assert!(said.contains("nothing"), "{said}");
    // Every word of the log has its text and its choice.
    let words = site.conn();
    let mut words = words.prepare("SELECT DISTINCT action FROM journal").unwrap();
    let words: Vec<String> = words.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for word in words {
        assert!(fordring::app::columns::journal::ACTIONS.contains(&word.as_str()), "{word}");
    }
}

#[test]
fn the_payer_that_nobody_knows_is_found_by_the_word_for_him() {
    let site = Site::with_claims(&[10_000; 3]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 10_000), nobody(&kid(102), 10_000)]));
    for (lang, filter) in [
        ("nb", "payer:Ukjent"),
        ("sv", "payer:okänd"),
        ("en", "payer:unknown"),
        ("nb", "payer:unknown"),
    ] {
        let found = site.json(&["--lang", lang, "claims", "list", "--filter", filter, "--json"]);
        assert_eq!(found.as_array().unwrap().len(), 1, "{lang} {filter}");
        assert_eq!(found[0]["number"], 102);
    }
    let others = site.json(&["claims", "list", "--filter", "payer:15032", "--json"]);
    assert_eq!(others[0]["number"], 101);
}
