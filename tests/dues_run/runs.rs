//! The run itself: households, what fell away, a stop in the middle, two who run at once, and what the preview promised.

use std::cell::Cell;

use fordring::app::AppError;
use fordring::app::import::Watch;
use fordring::app::usecase::dues::run;
use fordring::domain::refusal::Refusal;
use fordring::store::StoreError;
use serde_json::json;

use crate::common::{self, day};
use crate::world::{Club, everybody, left_out, refusal, run_all};

#[test]
fn a_household_gets_one_claim_with_lines_for_each() {
    let club = Club::of_mains(5);
    let ran = |args: &[&str]| club.site.run(&[args, &["--comment", "bor sammen"]].concat());
    assert_eq!(ran(&["members", "household", "2", "3", "4"]).code, 0);
    for (payer, member) in [("2", "2"), ("3", "5"), ("5", "2"), ("99", "5")] {
        assert_eq!(ran(&["members", "household", payer, member]).code, 1, "{payer} pays for {member}");
    }
    club.ok(&["assign", "youth", "2"]);
    let preview = club.json(&["preview", "main"]);
    assert_eq!((&preview["claims"], &preview["members"]), (&json!(3), &json!(4)));
    assert_eq!(
        preview["issue"][1]["members"],
        json!(["3", "4"]),
        "who pays need not be a member of the kind"
    );
    let done = club.json(&["run", "main"]);
    let claims = club.claims_of(&done);
    let of_two = claims.iter().find(|claim| claim["party"] == json!("2")).unwrap();
    assert_eq!((&of_two["amount"], &of_two["recipient"]), (&json!("2500.00"), &json!("Berg 002")));
    let shown = club.site.claim(u32::try_from(of_two["number"].as_i64().unwrap()).unwrap());
    let lines: Vec<&str> = shown["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "Hovedmedlem – Berg 003",
            "Tidsskrift – Berg 003",
            "Hovedmedlem – Berg 004",
            "Tidsskrift – Berg 004"
        ]
    );
    let members = shown["memberships"].as_array().unwrap();
    assert_eq!(
        (members.len(), &members[1]["party"], &members[1]["first_line"]),
        (2, &json!("4"), &json!(3))
    );
    let rows = club.site.json(&["members", "list", "--filter", "payer:\"Berg 002\"", "--json"]);
    assert_eq!(
        (rows.as_array().unwrap().len(), &rows[0]["amount"]),
        (2, &json!("1250.00")),
        "each has its part: {rows:#}"
    );
    // Paid, all of them are; and the lines of one may be taken back alone.
    club.site.stored(
        "a.ocr",
        &common::ocr(1, vec![common::pay(shown["reference"].as_str().unwrap(), 250_000)]),
    );
    let state = |party: &str| club.site.json(&["members", "show", party, "--json"])["memberships"][0]["state"].clone();
    assert_eq!((state("3"), state("4")), (json!("paid"), json!("paid")));
    let number = of_two["number"].to_string();
    club.site
        .ok(&["claims", "refund", &number, "--line", "3", "--line", "4", "--comment", "utmeldt"]);
    assert_eq!(state("4"), json!("ended"));
    let shown = club.site.json(&["members", "show", "4", "--json"]);
    assert_eq!((&shown["payer"], &shown["kind"]["code"]), (&json!("2"), &json!("main")));
    let turns: Vec<&str> = shown["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|turn| turn["to"].as_str().unwrap())
        .collect();
    assert_eq!(turns, ["paid", "ended"], "{shown:#}");
    let other = club.site.json(&["members", "show", "3", "--json"]);
    assert_eq!(
        (&other["is_paid"], other["history"].as_array().unwrap().len()),
        (&json!(true), 1),
        "the other's goes on"
    );
    assert_eq!(left_out(&club.json(&["preview", "main", "--party", "4"])), ["4:fell-away"]);
    assert_eq!(ran(&["members", "household", "-", "3"]).code, 0);
    club.site.check();
}

#[test]
fn what_fell_away_is_issued_anew_only_by_choice() {
    let club = Club::of_mains(2);
    club.ok(&["run", "main"]);
    club.site.ok(&["claims", "annul", "10001", "--comment", "feil beløp"]);
    let preview = club.json(&["preview", "main"]);
    assert_eq!(left_out(&preview), ["1:fell-away", "2:issued"]);
    assert_eq!(preview["leave_out"][0]["claim"], json!(10_001));
    club.fails(&["run", "main"], 1);
    let done = club.json(&["run", "main", "--also", "fell-away"]);
    assert_eq!((&done["claims"], &done["first"]), (&json!(1), &json!(10_003)));
    let rows = club.site.json(&[
        "members",
        "list",
        "--filter",
        "party:1",
        "--sort",
        "claim",
        "--columns",
        "claim,state,replaced",
        "--json",
    ]);
    assert_eq!(rows[0], json!({"claim": 10001, "state": "ended", "replaced": true}));
    assert_eq!(
        (&rows[1]["claim"], &rows[1]["replaced"]),
        (&json!(10003), &json!(false)),
        "{rows:#}"
    );
    assert_eq!(
        left_out(&club.json(&["preview", "main", "--also", "fell-away"])),
        ["1:issued", "2:issued"]
    );
    assert_eq!(club.json(&["show", "main"])["issued"], json!(2));
    club.site.check();
}

#[test]
fn a_run_that_is_stopped_leaves_nothing_behind() {
    let club = Club::of_mains(300);
    let mut session = club.session();
    for at in [0, 1, 3] {
        let before = club.site.counts();
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > at
        };
        let mut watch = Watch {
            progress: &mut |_| {},
            stop: &stop,
        };
        let stopped = run::run(&mut session, &everybody("main"), "prøve", None, &mut watch);
        assert!(matches!(stopped, Err(AppError::Store(StoreError::Cancelled))), "{stopped:?}");
        assert_eq!(club.site.counts(), before, "not one claim, and no number used");
    }
    let mut told = Vec::new();
    let mut watch = Watch {
        progress: &mut |percent| told.push(percent),
        stop: &|| false,
    };
    let done = run::run(&mut session, &everybody("main"), "prøve", None, &mut watch).unwrap();
    assert_eq!((done.claims, done.numbers), (300, (10_001, 10_300)), "no number was lost");
    assert!(
        told.first() == Some(&0) && told.last() == Some(&100) && told.windows(2).all(|two| two[0] <= two[1]),
        "{told:?}"
    );
    club.site.check();
}

#[test]
fn what_was_shown_is_what_is_issued_or_nothing() {
    let club = Club::of_mains(3);
    let mut session = club.session();
    let preview = run::preview(&session, &everybody("main")).unwrap();
    club.ok(&["run", "main", "--party", "2"]);
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let seen = Some((preview.plan.claims.len(), preview.amount));
    let why = refusal(run::run(&mut session, &everybody("main"), "prøve", seen, &mut watch));
    assert!(matches!(why, Refusal::DuesMoved { claims: 2, .. }), "{why:?}");
    assert_eq!(club.count("SELECT count(*) FROM claim"), 1);
    let now = run::preview(&session, &everybody("main")).unwrap();
    let seen = Some((now.plan.claims.len(), now.amount));
    assert_eq!(
        run::run(&mut session, &everybody("main"), "prøve", seen, &mut watch)
            .unwrap()
            .claims,
        2
    );
    club.site.check();
}

#[test]
fn two_who_run_at_once_issue_it_once() {
    let club = Club::of_mains(120);
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let mut session = club.session();
            std::thread::spawn(move || run_all(&mut session, &everybody("main")).map(|done| done.claims))
        })
        .collect();
    let done: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    let issued: usize = done.iter().filter_map(|claims| claims.as_ref().ok()).sum();
    assert_eq!(issued, 120);
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "the others find nobody: {done:?}");
    assert_eq!(club.count("SELECT count(*) FROM claim"), 120);
    club.site.check();
}

#[test]
fn a_number_of_which_no_reference_can_be_made_is_left_out() {
    let club = Club::of_mains(2);
    let path = club.site.file("more.csv", "number,name,phone\nM-7,Bokstav,91234567\n");
    club.site.ok(&["parties", "import", common::text(&path)]);
    club.ok(&["assign", "main", "M-7", "--from", "2020-01-01"]);
    let account = ["accounts", "set", common::ACCOUNT, "--recipe", "mmmmmmttrr#", "--comment", "avtale"];
    let set = club.site.run(&account);
    assert_eq!(set.code, 0, "{set:?}");
    let preview = club.json(&["preview", "main"]);
    assert_eq!(left_out(&preview), ["M-7:no-reference"]);
    let done = club.json(&["run", "main"]);
    assert_eq!(done["claims"], json!(2));
    let first = club.site.claim(10_001);
    assert!(
        first["reference"].as_str().unwrap().starts_with("000001"),
        "by the recipe of the account: {first:#}"
    );
    club.site.check();
}

#[test]
fn vat_of_a_line_is_posted() {
    let club = Club::of_mains(2);
    club.ok(&["set", "main", "--line", "Kontingent=1000", "--line", "Tidsskrift=250@25"]);
    club.ok(&["run", "main"]);
    let all = club.count("SELECT sum(abs(p.amount)) FROM posting p");
    assert_eq!(all, 500_000, "receivables and income with VAT, once each side");
    let posted = club.count("SELECT count(*) FROM posting WHERE amount = -10000");
    assert_eq!(posted, 1, "the VAT in 2 × 250");
    club.site.check();
}

#[test]
fn issued_dues_keep_what_they_cost_and_may_be_closed() {
    let club = Club::of_mains(1);
    club.ok(&["run", "main"]);
    for fields in [["--line", "A=1"], ["--period", "2031"], ["--kind", "youth"]] {
        let said = club.fails(&[&["set", "main"], fields.as_slice()].concat(), 1);
        assert!(said.contains("main"), "{said}");
    }
    let due = day(40).to_string();
    let changed = club.json(&["set", "main", "--due", &due, "--description", "Kontingent"]);
    assert_eq!((&changed["due"], &changed["description"]), (&json!(due), &json!("Kontingent")));
    assert_eq!(club.json(&["close", "main"])["open"], json!(false));
    club.site.check();
}
