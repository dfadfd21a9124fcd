//! All of it on the command line, with `--json`.

use serde_json::json;

use crate::common::day;
use crate::world::{Club, left_out, year};

#[test]
fn kinds_are_made_changed_ended_and_begun_again() {
    let club = Club::with(1);
    let made = club.json(&["kinds", "add", "Familie", "--name", "Familiemedlem"]);
    assert_eq!(
        made,
        json!({"code": "familie", "name": "Familiemedlem", "place": 3, "ended": null, "members": 0})
    );
    assert!(club.fails(&["kinds", "add", "FAMILIE", "--name", "Igjen"], 1).contains("familie"));
    for bad in ["", "to ord", "a\u{202e}b", &"x".repeat(31)] {
        club.fails(&["kinds", "add", bad, "--name", "Navn"], 1);
    }
    club.fails(&["kinds", "add", "ny", "--name", " "], 1);
    club.fails(&["kinds", "set", "nobody", "--name", "Navn"], 1);
    let set = club.json(&["kinds", "set", "familie", "--name", "Husstand", "--place", "1"]);
    assert_eq!((set["name"].as_str(), set["place"].as_i64()), (Some("Husstand"), Some(1)));
    let ended = club.json(&["kinds", "end", "familie"]);
    assert_eq!(ended["ended"], json!(day(0).to_string()));
    let again = club.json(&["kinds", "set", "familie", "--begin-again"]);
    assert_eq!(again["ended"], json!(null));
    let all = club.json(&["kinds", "list"]);
    let codes: Vec<&str> = all.as_array().unwrap().iter().map(|kind| kind["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["main", "familie", "youth"]);
    let ran = club.site.run(&["dues", "kinds", "add", "x", "--name", "X"]);
    assert_eq!(ran.code, 2, "without a comment: {ran:?}");
    club.site.check();
}

#[test]
fn dues_are_set_up_once_for_a_kind_and_a_period() {
    let club = Club::with(1);
    let shown = club.json(&["show", "main"]);
    assert_eq!(shown["each"], "1250.00");
    assert_eq!(shown["lines"][1], json!({"text": "Tidsskrift", "amount": "250.00", "vat": "0"}));
    assert_eq!(
        (&shown["description"], &shown["open"]),
        (&json!(format!("Hovedmedlem {}", year())), &json!(true))
    );
    let (period, due) = (year(), day(9).to_string());
    let again = [
        "add", "other", "--kind", "main", "--period", &period, "--due", &due, "--line", "A=1",
    ];
    assert!(club.fails(&again, 1).contains("main"), "the same kind and period");
    let code = [
        "add",
        "main",
        "--kind",
        "main",
        "--period",
        "2031",
        "--due",
        "2031-02-01",
        "--line",
        "A=1",
    ];
    club.fails(&code, 1);
    let season = [
        "add",
        "--kind",
        "Ungdom",
        "--period",
        "2031-07-01..2032-06-30",
        "--due",
        "2031-08-01",
        "--line",
        "Ungdom=99,50@25",
    ];
    let made = club.json(&season);
    assert_eq!(
        (made["code"].as_str(), made["open"].as_bool()),
        (Some("youth-2031-32"), Some(false))
    );
    assert_eq!(
        (made["each"].as_str(), made["lines"][0]["vat"].as_str()),
        (Some("99.50"), Some("25"))
    );
    for (bad, place) in [
        (
            vec!["add", "x", "--kind", "nobody", "--period", "2031", "--due", &due, "--line", "A=1"],
            "nobody",
        ),
        (
            vec!["add", "x", "--kind", "main", "--period", "31", "--due", &due, "--line", "A=1"],
            "31",
        ),
        (
            vec!["add", "x", "--kind", "main", "--period", "2031", "--due", &due, "--line", "A=0"],
            "A=0",
        ),
        (vec!["add", "x", "--kind", "main", "--period", "2031", "--due", &due], ""),
        (vec!["add", "x", "--kind", "main", "--period", "2031", "--line", "A=1"], ""),
        (
            vec![
                "add",
                "x",
                "--kind",
                "main",
                "--period",
                "2031",
                "--due",
                &due,
                "--line",
                "A=1",
                "--account",
                "1",
            ],
            "1",
        ),
    ] {
        let said = club.fails(&bad, 1);
        assert!(said.contains(place), "{bad:?}: {said}");
    }
    let changed = club.json(&[
        "set",
        "youth-2031-32",
        "--line",
        "Ungdom=120",
        "--period",
        "2031",
        "--description",
        "Ungdomskontingent",
    ]);
    assert_eq!(
        (changed["each"].as_str(), changed["from"].as_str()),
        (Some("120.00"), Some("2031-01-01"))
    );
    assert_eq!(club.json(&["open", "youth-2031-32"])["open"], json!(true));
    assert_eq!(club.json(&["close", "youth-2031-32"])["open"], json!(false));
    let list = club
        .site
        .json(&["dues", "list", "--json", "--sort", "code", "--filter", "open:yes"]);
    assert_eq!(list.as_array().unwrap().len(), 2, "{list:#}");
    club.site.check();
}

#[test]
fn clm_1_a_run_issues_what_the_preview_said_and_never_twice() {
    let club = Club::of_mains(5);
    club.ok(&["assign", "youth", "5"]);
    let preview = club.json(&["preview", "main"]);
    assert_eq!(
        (&preview["claims"], &preview["members"], &preview["amount"]),
        (&json!(4), &json!(4), &json!("5000.00"))
    );
    assert_eq!(preview["issue"][0], json!({"payer": "1", "members": ["1"]}));
    let done = club.json(&["run", "main"]);
    assert_eq!(
        (&done["claims"], &done["amount"], &done["left_out"]),
        (&json!(4), &json!("5000.00"), &json!(0))
    );
    let claims = club.claims_of(&done);
    assert_eq!(claims.len(), 4);
    for (claim, number) in claims.iter().zip(10_001..) {
        assert_eq!((&claim["number"], &claim["kind"]), (&json!(number), &json!("dues")));
        assert_eq!(
            (claim["amount"].as_str(), claim["status"].as_str()),
            (Some("1250.00"), Some("unpaid"))
        );
        assert_eq!(claim["due"], json!(day(20).to_string()));
        assert_eq!(claim["description"], json!(format!("Hovedmedlem {}", year())));
    }
    assert_eq!(
        claims[0]["reference"],
        json!(crate::common::kid(10_001)),
        "the account's reference (OCR-18)"
    );
    let claim = club.site.claim(10_001);
    let lines: Vec<&str> = claim["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(lines, ["Hovedmedlem", "Tidsskrift"]);
    assert_eq!(claim["memberships"][0]["dues"], "main");
    let again = club.json(&["preview", "main"]);
    assert_eq!((&again["claims"], &again["reasons"]), (&json!(0), &json!({"issued": 4})));
    assert!(club.fails(&["run", "main"], 1).contains("main"));
    let shown = club.json(&["show", "main"]);
    assert_eq!(
        (&shown["issued"], &shown["claims"], &shown["paid"], &shown["amount"]),
        (&json!(4), &json!(4), &json!(0), &json!("5000.00"))
    );
    // One voucher for all of it, and a row of the change log for each claim and for the run.
    assert_eq!(club.count("SELECT count(*) FROM voucher WHERE kind = 'dues_issued'"), 1);
    assert_eq!(
        club.count("SELECT count(*) FROM posting p JOIN voucher v ON v.id = p.voucher_id WHERE v.kind = 'dues_issued'"),
        2
    );
    assert_eq!(
        club.count("SELECT count(*) FROM journal WHERE kind = 'claim' AND action = 'issued'"),
        4
    );
    let log = club
        .site
        .json(&["log", "list", "--json", "--filter", "kind:dues action:dues_issued"]);
    assert_eq!(
        (log.as_array().unwrap().len(), log[0]["comment"].as_str()),
        (1, Some("prøve")),
        "{log:#}"
    );
    club.site.check();
}

#[test]
fn a_run_for_some_is_for_them_alone() {
    let club = Club::of_mains(6);
    let some = club.json(&["run", "main", "--party", "2", "--party", "4", "--party", "2"]);
    assert_eq!(some["claims"], json!(2));
    let filtered = club.json(&["preview", "main", "--filter", "name:\"Berg 005\""]);
    assert_eq!(
        (&filtered["claims"], &filtered["issue"][0]["payer"]),
        (&json!(1), &json!("5")),
        "{filtered:#}"
    );
    club.fails(&["run", "main", "--party", "99"], 1);
    club.fails(&["preview", "nobody"], 1);
    let rest = club.json(&["run", "main"]);
    assert_eq!((&rest["claims"], &rest["left_out"]), (&json!(4), &json!(2)));
    club.site.check();
}

#[test]
fn everybody_who_is_left_out_is_told_with_the_reason() {
    let club = Club::of_mains(9);
    let conn = club.site.conn();
    let set = |sql: &str| assert_eq!(conn.execute(sql, []).unwrap(), 1, "{sql}");
    // Whoever is the same as another is asked once.
    club.site.ok(&["parties", "merge", "9", "2", "--comment", "samme person"]);
    club.ok(&["assign", "youth", "3"]);
    club.ok(&["assign", "main", "4", "--from", "2090-01-01"]);
    set("UPDATE party SET left_on = 20000 WHERE number = '5'");
    set("UPDATE party SET phone = '' WHERE number = '6'");
    club.ok(&["run", "main", "--party", "7"]);
    let period = format!("party,name,kind,due,amount,period\n8,Berg 008,dues,{},900,{}\n", day(10), year());
    club.site.claims(&period);
    let preview = club.json(&["preview", "main"]);
    assert_eq!(
        left_out(&preview),
        ["4:not-yet", "5:left", "6:unreachable", "7:issued", "8:other-dues"]
    );
    assert_eq!(
        (&preview["leave_out"][3]["claim"], &preview["leave_out"][4]["claim"]),
        (&json!(10_001), &json!(10_002))
    );
    // Chosen by name, also who is of another kind is told; others may be taken along by choice.
    let named = club.json(&[
        "preview",
        "main",
        "--party",
        "3",
        "--party",
        "6",
        "--party",
        "8",
        "--also",
        "unreachable",
        "--also",
        "other-dues",
    ]);
    assert_eq!((left_out(&named), &named["claims"]), (vec!["3:other-kind".to_owned()], &json!(2)));
    let ran = club.site.run(&["dues", "preview", "main", "--also", "paid"]);
    assert_eq!(ran.code, 2, "nobody who has paid is asked again: {ran:?}");
    club.ok(&["close", "main"]);
    assert_eq!(club.json(&["preview", "main"])["reasons"], json!({"closed": 7}));
    club.fails(&["run", "main"], 1);
    club.ok(&["open", "main"]);
    club.ok(&["kinds", "end", "main"]);
    assert_eq!(club.json(&["preview", "main"])["reasons"], json!({"kind-ended": 7}));
    club.fails(&["run", "main"], 1);
    club.site.check();
}

#[test]
fn a_due_date_that_has_passed_is_not_used() {
    let club = Club::of_mains(1);
    club.ok(&["set", "main", "--due", &day(-1).to_string()]);
    assert!(club.fails(&["run", "main"], 1).contains(&day(-1).to_string()));
    let done = club.json(&["run", "main", "--due", &day(0).to_string()]);
    assert_eq!(done["due"], json!(day(0).to_string()));
    assert_eq!(club.site.claim(10_001)["due"], json!(day(0).to_string()));
}

#[test]
fn the_lists_show_what_became_of_dues_and_of_members() {
    let club = Club::of_mains(3);
    club.ok(&["run", "main"]);
    let dues = club.site.json(&["dues", "list", "--filter", "code:main", "--json"]);
    assert_eq!(
        (&dues[0]["issued"], &dues[0]["paid"], &dues[0]["amount"]),
        (&json!(3), &json!(0), &json!("3750.00")),
        "{dues:#}"
    );
    let members = club.site.json(&["dues", "members", "--filter", "kind:hoved", "--json"]);
    assert_eq!(members.as_array().unwrap().len(), 3, "{members:#}");
    let rows = club.site.json(&["members", "list", "--filter", "dues:main state:unpaid", "--json"]);
    assert_eq!(
        (rows.as_array().unwrap().len(), &rows[0]["amount"]),
        (3, &json!("1250.00")),
        "{rows:#}"
    );
}
