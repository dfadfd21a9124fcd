//! The command line from outside: the main path, exit codes, and what a person may do to a claim.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{ACCOUNT, SECOND, Site, day, every_status, golden, kid, ocr, pay, text};
use serde_json::{Value as Json, json};

/// The claims that the golden file of two accounts fits: two exact, one part, one reference unknown, one line of money out.
fn site_of_the_example() -> Site {
    let site = Site::new();
    site.ok(&["accounts", "add", SECOND, "--references", "mod10:11"]);
    let (issued, due) = (day(-30), day(-10));
    site.claims(&format!(
        "number,party,name,kind,reference,issued,due,amount,description\n\
         101,104217,Berit Berg,dues,10421701037,{issued},{due},1250.00,Kontingent\n\
         102,104222,Ola Dahl,dues,10422201011,{issued},{due},499.50,Kontingent\n\
         103,104305,Åse Ås,donation,10430501022,{issued},{due},450.00,Gåve\n"
    ));
    site
}

#[test]
fn ocr_12_the_main_path_gives_the_documented_document() {
    let site = site_of_the_example();
    let path = site.file("ocr.txt", golden("ocr-two-accounts.ocr"));
    let out = site.json(&["import", text(&path), "--json"]);
    let wanted = json!([{"file":"ocr.txt","format":"ocr-giro","status":"stored","payments":5,"stored":5,"skipped":0,"sum":"2599.50",
        "booked":"2599.50","currency":"NOK","settled":2,"manual":1,"suggested":0,"unmatched":1,"parked":1,"warnings":[],"errors":[]}]);
    assert_eq!(out, wanted);
    let states: Vec<_> = site
        .payments()
        .iter()
        .map(|p| (p["state"].clone(), p["reason"].clone(), p["claim"].clone()))
        .collect();
    let wanted = [
        (json!("used"), json!("exact"), json!(101)),
        (json!("used"), json!("exact"), json!(102)),
        (json!("used"), json!("less_than_claim"), json!(103)),
        (json!("parked"), json!("money_out"), Json::Null),
        (json!("unmatched"), json!("not_found"), Json::Null),
    ];
    assert_eq!(states, wanted);
    site.check();
    let again = site.json(&["import", text(&path), "--json"]);
    assert_eq!(
        (&again[0]["status"], &again[0]["stored"], &again[0]["imported_by"]),
        (&json!("duplicate"), &json!(0), &json!("kari"))
    );
    let files = site.json(&["files", "list", "--json"]);
    assert_eq!(files.as_array().unwrap().len(), 1);
    assert_eq!(
        (&files[0]["booked"], &files[0]["sum"], &files[0]["operator"]),
        (&json!("2599.50"), &json!("2599.50"), &json!("kari"))
    );
}

#[test]
fn a_claim_shows_where_its_money_is_clm_6_to_8() {
    let site = site_of_the_example();
    let empty = site.claim(101);
    assert_eq!(
        (&empty["changes"], &empty["transactions"]),
        (&json!([]), &json!([])),
        "CLM-5: there, and empty"
    );
    assert_eq!((&empty["payer"], &empty["paid_on"]), (&Json::Null, &Json::Null));
    site.stored("ocr.txt", &golden("ocr-two-accounts.ocr"));
    let paid = site.claim(101);
    assert_eq!(
        paid,
        site.json(&["claims", "show", "10421701037", "--json"]),
        "by number and by reference"
    );
    assert_eq!(
        paid,
        site.json(&["claims", "show", " 1042170 1037 ", "--json"]),
        "typed with blanks"
    );
    assert_eq!(
        (&paid["payer"], &paid["method"], &paid["status"]),
        (&json!("15032080119"), &json!("bank"), &json!("paid"))
    );
    assert_eq!(
        paid["lines"][0]["money"][0],
        json!({"payment": 1, "amount": "1250.00", "account": "1920 Bankinnskudd"})
    );
    assert_eq!(paid["transactions"][0]["amount"], json!("1250.00"));
    assert_eq!(paid["changes"][0]["action"], json!("received"));
    assert_eq!(
        (&paid["changes"][0]["before"]["paid"], &paid["changes"][0]["after"]["paid"]),
        (&json!("0.00"), &json!("1250.00"))
    );
    assert_eq!(paid["membership"]["paid"], json!(true), "the membership of the dues is paid");
    assert_eq!(site.claim(103)["membership"], Json::Null, "a donation is no membership");
    let people = site.ok(&["claims", "show", "101"]);
    assert!(
        people.contains("Berit Berg") && people.contains("15032080119") && people.contains("1 250.00"),
        "{people}"
    );
    site.fails(&["claims", "show", "999"], 1);
}

#[test]
fn clm_7_a_payer_that_cannot_be_traced_is_unknown() {
    let site = Site::with_claims(&[50_000]);
    site.stored(
        "a.ocr",
        &ocr(
            1,
            vec![fordring::formats::WritePayment {
                payer_account: None,
                ..pay(&kid(101), 50_000)
            }],
        ),
    );
    assert_eq!(site.claim(101)["payer"], json!(""));
    assert!(site.ok(&["claims", "show", "101"]).contains("Unknown"));
}

#[test]
fn every_exit_code_is_met() {
    let site = Site::with_claims(&[50_000]);
    site.ok(&["claims", "list"]);
    assert!(
        site.fails(&["claims", "annul", "999", "--comment", "x"], 1)
            .contains("no claim 999")
    );
    site.fails(&["accounts", "add", ACCOUNT], 1);
    site.fails(&["accounts", "add", "12345678901"], 1);
    site.fails(&["accounts", "add", SECOND, "--references", "mod12:4"], 1);
    site.fails(&["init", "--country", "no", "--name", "B"], 1);
    site.fails(&["claims", "list", "--filter", "due<"], 1);
    site.fails(&["claims", "list", "--sort", "nothing"], 1);
    site.fails(&["claims", "list", "--columns", "number,nothing"], 1);
    site.fails(&["claims"], 2);
    site.fails(&["claims", "list", "--json", "--csv"], 2);
    site.fails(&["init", "--country", "fi", "--name", "B"], 2);
    site.fails(
        &[
            "claims",
            "discount",
            "101",
            "--line",
            "1",
            "--amount",
            "abc",
            "--text",
            "t",
            "--comment",
            "c",
        ],
        2,
    );
    site.fails(&["import", "x", "--format", "nothing"], 2);
    site.fails(&["import", "nowhere.ocr"], 3);
    site.fails(&["import", text(site.dir.path())], 3);
    site.fails(&["claims", "import", "nowhere.csv"], 3);
    site.fails(&["claims", "import", text(site.dir.path())], 3);
    site.fails(&["claims", "list", "--db", "nowhere.fordring"], 4);
    assert!(site.fails(&[], 1).contains("terminal"), "the console says that it needs a terminal");
    assert!(site.ok(&["--help"]).contains("claims") && site.ok(&["--version"]).starts_with("fordring "));
    site.check();
}

#[test]
fn clm_13_a_comment_is_mandatory_on_every_change() {
    let site = Site::with_claims(&[50_000]);
    let acts: [&[&str]; 4] = [
        &["claims", "annul", "101"],
        &["claims", "credit", "101"],
        &["claims", "drop-line", "101", "--line", "1"],
        &["claims", "discount", "101", "--line", "1", "--amount", "10", "--text", "t"],
    ];
    for act in acts {
        site.fails(act, 2);
        for empty in ["", "   ", "\t"] {
            let said = site.fails(&[act, &["--comment", empty]].concat(), 2);
            assert!(said.contains("comment"), "{said}");
        }
    }
    assert_eq!(site.claim(101)["changes"], json!([]));
}

#[test]
fn clm_15_each_status_allows_what_requirements_2_1_say() {
    let site = every_status();
    let status = |number: u32| (site.claim(number)["status"].clone(), site.claim(number)["extra_status"].clone());
    assert_eq!(status(102), (json!("paid"), Json::Null));
    assert_eq!(status(103), (json!("manual_handling"), json!("underpaid")));
    assert_eq!(status(104), (json!("manual_handling"), json!("overpaid")));
    assert_eq!((status(105).0, status(106).0), (json!("annulled"), json!("credited")));
    let before = site.counts();
    for claim in ["102", "105", "106"] {
        for act in [vec!["annul"], vec!["credit"], vec!["drop-line"], vec!["discount"]] {
            let mut args = vec!["claims", act[0], claim, "--comment", "c"];
            args.extend(match act[0] {
                "drop-line" => vec!["--line", "1"],
                "discount" => vec!["--line", "1", "--amount", "1", "--text", "t"],
                _ => vec![],
            });
            let said = site.fails(&args, 1);
            assert!(said.contains(&format!("Claim {claim}")), "{said}");
        }
    }
    for claim in ["103", "104"] {
        for act in ["annul", "credit"] {
            let said = site.fails(&["claims", act, claim, "--comment", "c"], 1);
            assert!(said.contains("has been paid"), "{said}");
        }
        let said = site.fails(&["claims", "drop-line", claim, "--line", "1", "--comment", "c"], 1);
        assert!(said.contains("last line"), "{said}");
    }
    assert_eq!(site.counts(), before, "a refusal stores nothing");
    site.ok(&[
        "claims",
        "discount",
        "103",
        "--line",
        "1",
        "--amount",
        "10",
        "--text",
        "Rabatt",
        "--comment",
        "c",
    ]);
    assert_eq!(site.claim(103)["left"], json!("50.00"));
    site.ok(&[
        "claims",
        "discount",
        "104",
        "--line",
        "1",
        "--amount",
        "30",
        "--text",
        "Rabatt",
        "--comment",
        "c",
    ]);
    assert_eq!(site.claim(104)["remainder"], json!("80.00"));
    site.check();
}

#[test]
fn clm_9_and_10_lines_go_and_the_last_one_annuls() {
    let site = Site::new();
    let (issued, due) = (day(-1), day(14));
    site.claims(&format!(
        "number,party,kind,issued,due,amount,description\n\
         201,M1,dues,{issued},{due},100,A\n201,M1,dues,{issued},{due},50,B\n\
         202,M1,order,{issued},{due},100,A\n202,M1,order,{issued},{due},50,B\n"
    ));
    site.ok(&["claims", "drop-line", "201", "--line", "2", "--comment", "Bestilt to gonger"]);
    let claim = site.claim(201);
    assert_eq!(
        (&claim["amount"], &claim["lines"][1]["dropped"], &claim["status"]),
        (&json!("100.00"), &json!(true), &json!("unpaid"))
    );
    assert_eq!(claim["changes"][0]["comment"], json!("Bestilt to gonger"));
    let refused = |args: &[&str], words: &str| {
        let said = site.fails(&[args, &["--comment", "c"]].concat(), 1);
        assert!(said.contains(words), "{said}");
    };
    refused(&["claims", "drop-line", "201", "--line", "2"], "deleted already");
    refused(&["claims", "drop-line", "201", "--line", "9"], "no line 9");
    refused(&["claims", "drop-line", "201", "--line", "0"], "no line 0");
    refused(&["claims", "credit", "201", "--line", "2"], "deleted already");
    refused(
        &["claims", "discount", "201", "--line", "1", "--amount", "100.01", "--text", "t"],
        "more than the 100.00",
    );
    refused(
        &["claims", "discount", "201", "--line", "1", "--amount", "100", "--text", "t"],
        "Annul or credit",
    );
    refused(
        &["claims", "discount", "201", "--line", "1", "--amount", "0", "--text", "t"],
        "no discount",
    );
    refused(
        &["claims", "discount", "201", "--line", "1", "--amount", "-5", "--text", "t"],
        "no discount",
    );
    refused(
        &["claims", "discount", "201", "--line", "1", "--amount", "5", "--text", " "],
        "needs a text",
    );
    site.ok(&["claims", "drop-line", "201", "--line", "1", "--comment", "Alt bort"]);
    let annulled = site.json(&["claims", "show", "201", "--json"]);
    assert_eq!((&annulled["status"], &annulled["left"]), (&json!("annulled"), &json!("0.00")));
    // On an order's invoice a line that goes is credited, because an issued invoice is never changed.
    site.ok(&["claims", "drop-line", "202", "--line", "2", "--comment", "Ikkje levert"]);
    let order = site.claim(202);
    assert_eq!(
        (&order["amount"], &order["left"], &order["credit_notes"][0]["number"]),
        (&json!("150.00"), &json!("100.00"), &json!("K1"))
    );
    assert_eq!(order["lines"][1]["dropped"], json!(false));
    refused(&["claims", "credit", "202", "--line", "2"], "credited already");
    let rest = site.json(&["claims", "credit", "202", "--comment", "Resten", "--json"]);
    assert_eq!(
        (&rest["status"], &rest["credit_notes"][1]["number"]),
        (&json!("credited"), &json!("K2"))
    );
    site.check();
}
