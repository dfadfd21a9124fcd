//! Cards: found, made, changed, with a comment and a row in the change log.

use serde_json::{Value as Json, json};

use crate::common::{Site, kid};

const WHY: [&str; 2] = ["--comment", "ringte selv"];

fn create(site: &Site, args: &[&str]) -> Json {
    let mut all = vec!["parties", "create", "--json"];
    all.extend(args);
    all.extend(WHY);
    site.json(&all)
}

fn set(site: &Site, party: &str, args: &[&str]) -> Json {
    let mut all = vec!["parties", "set", party, "--json"];
    all.extend(args);
    all.extend(WHY);
    site.json(&all)
}

fn numbers(site: &Site, wanted: &str) -> Vec<String> {
    let found = site.json(&["parties", "find", wanted, "--json"]);
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["number"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_party_is_made_found_by_everything_and_changed() {
    let site = Site::new();
    let reference = kid(4711);
    let made = create(
        &site,
        &[
            "--name",
            "Åse Ødegård",
            "--phone",
            "999 99 999",
            "--email",
            "ase@example.org",
            "--reference",
            &reference,
            "--postcode",
            "9008",
        ],
    );
    assert_eq!(
        (&made["number"], &made["phone"], &made["standing"], &made["city"]),
        (&json!("1001"), &json!("+4799999999"), &json!("customer"), &Json::Null)
    );
    site.ok(&[
        "parties",
        "vehicles",
        "put",
        "1001",
        "ab 12345",
        "--make",
        "Volvo",
        "--comment",
        "ny bil",
    ]);
    for wanted in [
        "1001",
        "+47 999 99 999",
        "0047 99999999",
        "99999999",
        "ASE@example.org",
        &reference,
        "AB-12345",
        "åse ødegård",
    ] {
        assert_eq!(numbers(&site, wanted), ["1001"], "{wanted}");
    }
    assert_eq!(numbers(&site, "1002"), Vec::<String>::new());
    let words = |filter: &str| {
        site.json(&["parties", "list", "--json", "--filter", filter])
            .as_array()
            .unwrap()
            .len()
    };
    for filter in [
        "999 99 999",
        "+4799999999",
        "ødeg",
        "ab12345",
        "1001",
        "ase@",
        &reference,
        "standing:customer",
        "reachable:yes",
    ] {
        assert_eq!(words(filter), 1, "{filter}");
    }
    assert_eq!(words("998 99 999"), 0);
    let after = set(
        &site,
        "1001",
        &["--name", "Åse Berg", "--language", "nn", "--channel", "sms", "--terms-days", "30"],
    );
    assert_eq!(
        (&after["name"], &after["language"], &after["channel"], &after["terms_days"]),
        (&json!("Åse Berg"), &json!("nn"), &json!("sms"), &json!("30"))
    );
    let change = &after["changes"][0];
    assert_eq!(
        (
            &change["action"],
            &change["operator"],
            &change["comment"],
            &change["before"]["name"],
            &change["after"]["name"]
        ),
        (
            &json!("changed"),
            &json!("kari"),
            &json!("ringte selv"),
            &json!("Åse Ødegård"),
            &json!("Åse Berg")
        )
    );
    assert_eq!(change["after"].as_object().unwrap().len(), 4, "only what changed: {change}");
    site.check();
}

#[test]
fn claims_and_orders_are_sorted_by_the_new_name() {
    let site = Site::with_claims(&[5_000, 5_000]);
    set(&site, "M101", &["--name", "Ås"]);
    set(&site, "M102", &["--name", "Zetterlund"]);
    let list = site.json(&["claims", "list", "--json", "--sort", "recipient", "--columns", "recipient"]);
    assert_eq!(
        list,
        json!([{"recipient": "Zetterlund"}, {"recipient": "Ås"}]),
        "å is the last letter"
    );
    site.check();
}

#[test]
fn what_cannot_stand_there_is_told_and_changes_nothing() {
    let site = Site::new();
    create(&site, &["--name", "Berit Berg"]);
    let before = site.counts();
    let refused = |args: &[&str], told: &str| {
        let mut all = vec!["parties", "set", "1001"];
        all.extend(args);
        all.extend(WHY);
        let said = site.fails(&all, 1);
        assert!(said.contains(told), "{args:?}: {said}");
    };
    refused(&["--phone", "12 34"], "too short");
    refused(&["--phone", "ring Berit"], "more than digits");
    refused(&["--phone", "999 99 99"], "numbering plan");
    refused(&["--email", "berit@"], "not an e-mail address");
    refused(&["--postcode", "123"], "not a post code");
    refused(&["--country", "Norge"], "not a country code");
    refused(&["--language", "xx"], "not sv, nb, nn, da or en");
    refused(&["--birth-date", "2999-01-01"], "has not come yet");
    refused(&["--name", ""], "missing");
    refused(&["--org-number", "123"], "company number");
    refused(&["--reference", "12345"], "none of your accounts");
    refused(&["--payer", "77"], "There is no customer 77");
    refused(&["--payer", "1001"], "themselves");
    refused(&["--name", "Berit Berg"], "stands so already");
    site.fails(&["parties", "set", "1001", "--name", "X", "--comment", " "], 2);
    site.fails(&["parties", "set", "1001", "--name", "X"], 2);
    site.fails(&["parties", "show", "77"], 1);
    let taken = site.fails(&["parties", "create", "--number", "1001", "--name", "Per", "--comment", "x"], 1);
    assert!(taken.contains("1001"), "{taken}");
    assert_eq!(site.counts(), before);
    site.check();
}

#[test]
fn a_member_leaves_and_comes_back() {
    let site = Site::new();
    create(&site, &["--name", "Per", "--member-since", "2020-01-01"]);
    let standing = |site: &Site, view: &str| {
        site.json(&["parties", "list", "--json", "--filter", view])
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((standing(&site, "standing:member"), standing(&site, "standing:former")), (1, 0));
    let gone = set(&site, "1001", &["--left", "2026-06-30"]);
    assert_eq!(
        (&gone["standing"], &gone["changes"][0]["action"]),
        (&json!("former"), &json!("left"))
    );
    assert_eq!((standing(&site, "standing:member"), standing(&site, "standing:former")), (0, 1));
    let back = set(&site, "1001", &["--left", ""]);
    assert_eq!(
        (&back["standing"], &back["changes"][0]["action"]),
        (&json!("member"), &json!("came_back"))
    );
    site.check();
}

#[test]
fn who_pays_is_shown_on_both_and_makes_no_chain() {
    let site = Site::new();
    for name in ["Berit", "Per", "Liv"] {
        create(&site, &["--name", name]);
    }
    let child = set(&site, "1002", &["--payer", "1001"]);
    assert_eq!(child["payer"], "1001");
    let payer = site.json(&["parties", "show", "1001", "--json"]);
    assert_eq!(payer["pays_for"], json!([{"number": "1002", "name": "Per"}]));
    let said = site.fails(&["parties", "set", "1003", "--payer", "1002", "--comment", "x"], 1);
    assert!(said.contains("1002"), "{said}");
    let said = site.fails(&["parties", "set", "1001", "--payer", "1003", "--comment", "x"], 1);
    assert!(said.contains("1001"), "{said}");
    set(&site, "1002", &["--payer", ""]);
    assert_eq!(site.json(&["parties", "show", "1001", "--json"])["pays_for"], json!([]));
    site.check();
}

#[test]
fn cars_are_added_described_moved_and_taken_away() {
    let site = Site::new();
    create(&site, &["--name", "Berit"]);
    create(&site, &["--name", "Per"]);
    let put = |party: &str, args: &[&str]| {
        let mut all = vec!["parties", "vehicles", "put", party, "AB 12345", "--json"];
        all.extend(args);
        all.extend(WHY);
        site.json(&all)
    };
    let first = put("1001", &["--make", "Volvo", "--model", "V60", "--year", "2019"]);
    assert_eq!(
        first["vehicles"],
        json!([{"plate": "AB12345", "make": "Volvo", "model": "V60", "year": 2019}])
    );
    let moved = put("1002", &["--make", "Volvo", "--model", "V60", "--year", "2019"]);
    assert_eq!(moved["vehicles"].as_array().unwrap().len(), 1);
    assert_eq!(site.json(&["parties", "show", "1001", "--json"])["vehicles"], json!([]));
    let said = site.fails(&["parties", "vehicles", "remove", "1001", "AB12345", "--comment", "x"], 1);
    assert!(said.contains("AB12345"), "{said}");
    site.ok(&["parties", "vehicles", "remove", "1002", "ab-12345", "--comment", "solgt"]);
    for (plate, year) in [("-", ""), ("AB 1", "1700"), ("AB 1", "to tusen")] {
        site.fails(&["parties", "vehicles", "put", "1001", plate, "--year", year, "--comment", "x"], 1);
    }
    site.check();
}

#[test]
fn show_holds_everything_that_is_kept_of_one() {
    let site = Site::with_claims(&[10_000]);
    let pay = crate::common::pay(&kid(101), 4_000);
    site.stored("a.ocr", &crate::common::ocr(1, vec![pay]));
    let shown = site.json(&["parties", "show", "M101", "--json"]);
    assert_eq!((&shown["owed"], &shown["credit"]), (&json!("60.00"), &json!("0.00")));
    assert_eq!(
        (&shown["claims"][0]["number"], &shown["claims"][0]["left"]),
        (&json!(101), &json!("60.00"))
    );
    assert_eq!(
        (&shown["payments"][0]["amount"], &shown["payments_in_all"]),
        (&json!("40.00"), &json!(1))
    );
    assert_eq!(shown["memberships"][0]["state"], "handling");
    let said = site.ok(&["parties", "show", "M101"]);
    assert!(said.contains("Berg 101") && said.contains("60.00"), "{said}");
}

#[test]
fn hostile_text_does_no_harm() {
    let site = Site::new();
    let hostile = "Kari\u{1b}[2J\u{202e}';DROP TABLE party;--";
    create(&site, &["--name", hostile, "--note", "=cmd|' /C calc'!A0"]);
    let said = site.ok(&["parties", "show", "1001"]);
    assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{said:?}");
    assert_eq!(
        site.json(&["parties", "list", "--json", "--filter", "'; drop"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let table = site.ok(&["parties", "export"]);
    assert!(table.contains("'=cmd"), "{table}");
    site.check();
}

#[test]
fn whoever_asks_what_is_kept_of_them_gets_all_of_it() {
    let site = Site::new();
    let mut table = String::from("number,party,name,reference,issued,due,amount,description\n");
    for number in 1..=201u64 {
        table.push_str(&format!("{number},1001,Kari Ås,{},2026-01-15,2099-01-01,100.00,x\n", kid(number)));
    }
    site.claims(&table);
    let shown = site.json(&["parties", "show", "1001", "--json"]);
    assert_eq!(shown["claims"].as_array().unwrap().len(), 201);
    assert_eq!(shown["claims_in_all"], 201);
}
