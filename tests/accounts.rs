//! Bank accounts: how they are set up, how references are made, and one format at a time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{ACCOUNT, SECOND, Site, codes, day, kid, ocr, ocr_parts, pay, reasons};
use serde_json::Value as Json;

/// Sets fields of [`ACCOUNT`]; must succeed.
#[track_caller]
fn set(site: &Site, fields: &[&str]) {
    let mut args = vec!["accounts", "set", ACCOUNT, "--comment", "as agreed"];
    args.extend(fields);
    site.ok(&args);
}

#[track_caller]
fn show(site: &Site) -> Json {
    site.json(&["accounts", "show", ACCOUNT, "--json"])
}

/// What the change log says of bank accounts, the newest last.
fn log(site: &Site) -> Vec<String> {
    let conn = site.conn();
    let mut statement = conn
        .prepare("SELECT action || ':' || comment FROM journal WHERE kind = 'bank_account' ORDER BY seq")
        .unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn ocr_24_an_account_goes_from_draft_to_verified_and_says_what_is_missing() {
    let site = Site::bare();
    site.ok(&["accounts", "add", "1234.56.78903"]);
    assert_eq!(show(&site)["state"], "draft");
    let step = |state: &'static str| vec!["accounts", "state", ACCOUNT, state, "--comment", "step"];
    let said = site.fails(&step("ordered"), 1);
    assert!(said.contains("the bank") && said.contains("references"), "{said}");
    set(&site, &["--bank", "DNB", "--references", "mod10:11"]);
    site.ok(&step("ordered"));
    assert!(site.fails(&step("registered"), 1).contains("agreement"));
    set(&site, &["--agreement", "001 234 567"]);
    site.ok(&step("registered"));
    assert!(site.fails(&step("verified"), 1).contains("customer unit"));
    // A sample that fails is no trial.
    site.fails(&["accounts", "reference", ACCOUNT, "--try", "10421701038", "--comment", "slip"], 1);
    site.fails(&step("tested"), 1);
    site.ok(&["accounts", "reference", ACCOUNT, "--try", "10421701037", "--comment", "slip"]);
    site.ok(&step("tested"));
    set(&site, &["--unit-id", "00131415"]);
    site.ok(&step("verified"));
    assert_eq!(
        (show(&site)["state"].as_str(), show(&site)["next"].as_str()),
        (Some("verified"), None)
    );
    // What references are checked by is not changed unseen: it is tested again.
    set(&site, &["--references", "mod10:11,mod10:15"]);
    let now = show(&site);
    assert_eq!((now["state"].as_str(), now["tried"].as_bool()), (Some("registered"), Some(false)));
    // A step back needs nothing but a comment.
    site.ok(&step("draft"));
    assert_eq!(site.run(&["accounts", "state", ACCOUNT, "ordered"]).code, 2);
    assert_eq!(site.run(&["accounts", "state", ACCOUNT, "finished", "--comment", "x"]).code, 2);
    let steps = log(&site);
    assert_eq!(steps.iter().filter(|step| *step == "state_moved:step").count(), 5, "{steps:?}");
    assert!(steps.contains(&"reference_tried:slip".to_owned()));
    site.check();
}

#[test]
fn ocr_18_to_23_what_cannot_stand_in_a_field_is_refused_and_nothing_changes() {
    let site = Site::new();
    let before = show(&site);
    for (field, value, word) in [
        ("--unit-id", "131415", "8"),
        ("--agreement", "OCR", "1–9"),
        ("--bic", "DNB", "BIC"),
        ("--creditor", "12345678", "country"),
        ("--rejects", "perhaps", "words"),
        ("--periodicity", "hourly", "words"),
        ("--references", "mod10:99", "mod10:99"),
        ("--recipe", "mmmmttrr#", "mod10:11"),
        ("--recipe", "mmmmmmxxrr#", "place 7"),
        ("--name", "Drift\u{1b}[2J", ""),
    ] {
        let args = ["accounts", "set", ACCOUNT, field, value, "--comment", "x", "--bank", "DNB"];
        if word.is_empty() {
            // Hostile text is kept as it is and cleaned where it is shown.
            site.ok(&args);
            assert!(!site.ok(&["accounts", "show", ACCOUNT]).contains('\u{1b}'));
            continue;
        }
        let said = site.fails(&args, 1);
        assert!(said.contains(word), "{field}: {said}");
        assert_eq!(show(&site), before, "{field}");
    }
    assert_eq!(site.run(&["accounts", "set", ACCOUNT, "--bank", "Nordea"]).code, 2);
    assert!(
        site.fails(&["accounts", "set", ACCOUNT, "--bank", "DNB", "--comment", "x"], 1)
            .contains("already")
    );
    assert!(site.fails(&["accounts", "show", SECOND], 1).contains(SECOND));
}

#[test]
fn ocr_19_to_23_the_checklist_ticks_what_is_filled_in_and_asks_the_settings_for_the_rest() {
    let site = Site::new();
    let row = |list: &Json, item: &str| {
        let found = list.as_array().unwrap().iter().find(|row| row["item"] == item).unwrap();
        (
            found["status"].as_str().unwrap().to_owned(),
            found["value"].as_str().unwrap().to_owned(),
            found["place"].as_str().unwrap().to_owned(),
        )
    };
    let list = site.json(&["accounts", "checklist", ACCOUNT, "--json"]);
    for (item, status, place) in [
        ("rejects", "done", "8.1"),
        ("unit_id", "unset", "10"),
        ("periodicity", "done", "11.2, 11.3"),
        ("email", "unset", "12"),
        ("software", "unset", "15"),
        ("bank", "open", ""),
        ("own_account", "advice", ""),
    ] {
        let found = row(&list, item);
        assert_eq!((found.0.as_str(), found.2.as_str()), (status, place), "{item}");
    }
    assert!(row(&list, "email").1.contains("settings file"));
    set(&site, &["--rejects", "no", "--bank", "DNB"]);
    let settings = site.file(
        "own.toml",
        "[agreement]\nunit_id = \"00131415\"\noperations_email = \"drift@example.org\"\nsoftware = \"Fordring\"\nvendor = \"We\"\nvendor_contact = \"Kari\"\n",
    );
    let list = site.json(&["--settings", common::text(&settings), "accounts", "checklist", ACCOUNT, "--json"]);
    assert_eq!(row(&list, "rejects").0, "unusual");
    assert_eq!(row(&list, "unit_id").1, "00131415");
    assert_eq!(row(&list, "email").1, "drift@example.org");
    assert_eq!(
        row(&list, "software"),
        ("done".to_owned(), "Fordring · We · Kari".to_owned(), "15".to_owned())
    );
    assert!(site.ok(&["accounts", "checklist", ACCOUNT]).contains("[x]            Bank: DNB"));
}

#[test]
fn ocr_18_claims_get_references_by_the_recipe_with_a_running_number_per_member() {
    let site = Site::new();
    set(&site, &["--recipe", "mmmmmmttrr#"]);
    let table = "number,party,kind,due,amount\n101,104217,dues,2026-12-01,100.00\n102,104217,dues,2026-12-01,100.00\n\
                 103,104222,dues,2026-12-01,100.00\n104,104217,order,2026-12-01,100.00\n";
    site.claims(table);
    let reference = |number: u32| site.claim(number)["reference"].as_str().unwrap().to_owned();
    assert_eq!(reference(101), "10421701011");
    assert_eq!(reference(102), "10421701029");
    assert_eq!(reference(103), "10422201011");
    assert_eq!(reference(104), "10421702019");
    // It goes on where it was, and past a number that somebody has.
    site.claims("number,party,reference,due,amount\n105,104217,10421701037,2026-12-01,100.00\n106,104217,,2026-12-01,1.00\n");
    site.claims("number,party,kind,due,amount\n107,104217,dues,2026-12-01,100.00\n");
    assert!(reference(107).starts_with("1042170104"), "{}", reference(107));
    let made = site.json(&[
        "accounts",
        "reference",
        ACCOUNT,
        "--try",
        &reference(107),
        "--comment",
        "own",
        "--json",
    ]);
    assert_eq!(
        (made["seems"]["party"].as_str(), made["seems"]["running"].as_i64()),
        (Some("104217"), Some(4))
    );
    // A number with letters makes no reference: nothing is stored, and the row is named.
    let path = site.file("bad.csv", "party,due,amount\n104222,2026-12-01,1.00\nM7,2026-12-01,1.00\n");
    let said = site.fails(&["claims", "import", common::text(&path)], 3);
    assert!(said.contains("Line 3") && said.contains("M7"), "{said}");
    // The mask has room for 99 running numbers, and no more.
    let mut many = String::from("party,kind,due,amount\n");
    (0..100).for_each(|_| many.push_str("77,dues,2026-12-01,1.00\n"));
    let path = site.file("many.csv", many);
    let said = site.fails(&["claims", "import", common::text(&path)], 1);
    assert!(said.contains("running numbers"), "{said}");
    site.check();
}

#[test]
fn an_account_keeps_the_format_of_its_first_file_and_other_formats_are_refused() {
    let site = Site::with_claims(&[10_000, 10_000]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 10_000)]));
    assert_eq!(show(&site)["formats"][0]["format"], "ocr-giro");
    assert_eq!(show(&site)["formats"][0]["from"], "1970-01-01");
    // Payments of yesterday were read as OCR giro: another format cannot hold from before them.
    let conn = site.conn();
    conn.execute("UPDATE account_format SET format = 'camt054'", []).unwrap();
    let from = day(-3).to_string();
    let (code, done) = site.import("b.ocr", &ocr(2, vec![pay(&kid(102), 10_000)]), &[]);
    assert_eq!((code, codes(&done["errors"])), (3, vec!["other-format".to_owned()]), "{done:#}");
    let message = done["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("camt.054") && message.contains("accounts format"), "{message}");
    let (code, _) = site.import("b.ocr", &ocr(2, vec![pay(&kid(102), 10_000)]), &["--accept", "other-format"]);
    assert_eq!(code, 3, "nobody says yes to the same money twice");
    site.ok(&["accounts", "format", ACCOUNT, "ocr-giro", "--from", &from, "--comment", "back"]);
    site.stored("b.ocr", &ocr(2, vec![pay(&kid(102), 10_000)]));
    site.check();
}

#[test]
fn days_around_a_switch_are_put_aside_and_never_settled() {
    let site = Site::with_claims(&[10_000, 10_000]);
    site.ok(&[
        "accounts",
        "format",
        ACCOUNT,
        "ocr-giro",
        "--from",
        &day(-90).to_string(),
        "--comment",
        "agreed",
    ]);
    let conn = site.conn();
    let switch = i64::from(day(-1).to_epoch_days());
    conn.execute(
        "INSERT INTO account_format (account_id, from_on, format) VALUES (1, ?1, 'camt054')",
        [switch],
    )
    .unwrap();
    let mut early = pay(&kid(101), 10_000);
    early.settled_on = day(-2);
    let done = site.stored("around.ocr", &ocr(1, vec![early, pay(&kid(102), 10_000)]));
    assert!(codes(&done["warnings"]).contains(&"other-format-some".to_owned()), "{done:#}");
    assert_eq!((done["settled"].as_i64(), done["parked"].as_i64()), (Some(1), Some(1)), "{done:#}");
    assert!(
        reasons(&site).iter().any(|reason| reason.contains("other_format")),
        "{:?}",
        reasons(&site)
    );
    assert!(common::status(&site, 102).starts_with("unpaid "));
    site.check();
}

#[test]
fn a_format_is_not_switched_over_days_that_came_in_the_other() {
    let site = Site::with_claims(&[10_000]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 10_000)]));
    // As if yesterday's payments had come in another format.
    let conn = site.conn();
    conn.execute_batch(
        "DROP TRIGGER bank_file_direction_keep; UPDATE bank_file SET format = 'other'; UPDATE account_format SET format = 'other'",
    )
    .unwrap();
    let switch = |name: &str, from: i64| {
        let from = day(from).to_string();
        site.run(&["accounts", "format", ACCOUNT, name, "--from", &from, "--comment", "switch"])
    };
    assert_eq!(switch("no-such", 0).code, 2);
    let refused = switch("ocr-giro", -1);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains(&day(-1).to_string()), "{refused:?}");
    assert_eq!(switch("ocr-giro", 0).code, 0);
    assert_eq!(switch("ocr-giro", 0).code, 1, "said twice");
    let formats = show(&site)["formats"].as_array().unwrap().len();
    assert_eq!(formats, 2);
}

#[test]
fn payments_in_a_transmission_that_begins_with_agreements_are_of_the_format_of_payments() {
    // The part with agreements stands first, so the file counts as AvtaleGiro; its payments are OCR giro all the same.
    let site = Site::with_claims(&[10_000]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 10_000)]));
    let conn = site.conn();
    conn.execute_batch(
        "DROP TRIGGER bank_file_direction_keep; UPDATE bank_file SET format = 'avtalegiro'; UPDATE account_format SET format = 'other'",
    )
    .unwrap();
    let from = day(-30).to_string();
    let switch = |name: &str| site.run(&["accounts", "format", ACCOUNT, name, "--from", &from, "--comment", "switch"]);
    let refused = switch("camt054");
    assert!(refused.code == 1 && refused.err.contains("ocr-giro"), "{refused:?}");
    assert_eq!(switch("ocr-giro").code, 0);
    // What brings no payments is no choice.
    for none in ["pain001", "camt053", "avtalegiro", "direct-remittance"] {
        assert_eq!(switch(none).code, 2, "{none}");
    }
}

#[test]
fn ocr_11_files_for_accounts_that_are_ordered_are_read_with_a_warning() {
    let site = Site::with_claims(&[10_000]);
    site.ok(&["accounts", "state", ACCOUNT, "draft", "--comment", "not yet"]);
    let done = site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 10_000)]));
    assert!(codes(&done["warnings"]).contains(&"account-not-registered".to_owned()), "{done:#}");
    // Without references it is not set up at all.
    site.ok(&["accounts", "add", SECOND]);
    let (code, done) = site.import("b.ocr", &ocr_parts(2, vec![(SECOND, vec![pay(&kid(1), 100)])]), &[]);
    assert_eq!(
        (code, codes(&done["errors"])),
        (3, vec!["account-not-set-up".to_owned()]),
        "{done:#}"
    );
}

#[test]
fn recipes_are_listed_with_an_example_each() {
    let site = Site::bare();
    let list = site.json(&["accounts", "recipes", "--json"]);
    let first = &list[0];
    assert_eq!(
        (first["mask"].as_str(), first["recommended"].as_bool()),
        (Some("mmmmmmttrr#"), Some(true))
    );
    assert_eq!(first["example"], "10421701011");
    assert!(site.ok(&["accounts", "recipes"]).contains("recommended"));
}
