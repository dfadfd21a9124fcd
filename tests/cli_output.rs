//! What the command line writes: lists, exports, languages, references, completions; and how it ends.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Site, codes, day, every_status, kid, ocr, pay, pay_from, program, text};
use serde_json::{Value as Json, json};

#[test]
fn lists_filter_sort_choose_and_limit() {
    let site = every_status();
    let numbers = |args: &[&str]| -> Vec<i64> {
        let rows = site.json(&[&["claims", "list", "--json", "--columns", "number"], args].concat());
        rows.as_array().unwrap().iter().map(|row| row["number"].as_i64().unwrap()).collect()
    };
    assert_eq!(numbers(&["--sort", "number:desc"]), [106, 105, 104, 103, 102, 101]);
    assert_eq!(numbers(&["--sort", "status,number:desc"]), [101, 102, 104, 103, 105, 106]);
    assert_eq!(numbers(&["--filter", "status:manual", "--sort", "number"]), [103, 104]);
    assert_eq!(numbers(&["--filter", "paid>=100.00 left:0", "--sort", "number"]), [102, 104]);
    assert_eq!(numbers(&["--filter", "-status:unpaid extra_status:overpaid"]), [104]);
    assert_eq!(numbers(&["--filter", "\"berg 105\""]), [105]);
    assert_eq!(numbers(&["--filter", &kid(103)]), [103]);
    assert_eq!(numbers(&["--filter", "-berg"]), Vec::<i64>::new());
    assert_eq!(numbers(&["--sort", "number", "--limit", "2"]), [101, 102]);
    assert_eq!(numbers(&["--limit", "0"]), Vec::<i64>::new());
    let row = &site.json(&["claims", "list", "--json", "--filter", "number:103"])[0];
    let object = row.as_object().unwrap();
    for column in fordring::app::columns::claims::LIST.columns {
        assert!(
            object.contains_key(column.id),
            "--json without --columns has every column: {}",
            column.id
        );
    }
    let csv = site.ok(&[
        "claims",
        "list",
        "--csv",
        "--columns",
        "number,left,status",
        "--sort",
        "number",
        "--limit",
        "1",
    ]);
    assert_eq!(csv, "number,left,status\n101,100.00,unpaid\n");
}

#[test]
fn csv_exports_guard_against_formulas() {
    let site = Site::new();
    let (issued, due) = (day(-1), day(14));
    site.claims(&format!(
        "number,party,name,issued,due,amount,description\n1,M1,=1+1,{issued},{due},5,@x\n2,M2,\"a, \"\"b\"\"\",{issued},{due},5,+47\n"
    ));
    let csv = site.ok(&[
        "claims",
        "list",
        "--csv",
        "--columns",
        "recipient,description,amount",
        "--sort",
        "number",
    ]);
    assert_eq!(csv, "recipient,description,amount\n'=1+1,'@x,5.00\n\"a, \"\"b\"\"\",'+47,5.00\n");
    site.stored("a.ocr", &ocr(1, vec![pay_out()]));
    let csv = site.ok(&["payments", "list", "--csv", "--columns", "amount"]);
    assert_eq!(csv, "amount\n-20.00\n", "an amount stays a number");
}

fn pay_out() -> fordring::formats::WritePayment {
    fordring::formats::WritePayment {
        several: false,
        payer_name: None,
        payer_number: None,
        kind: "18".to_owned(),
        direction: fordring::domain::bankfile::Direction::Out,
        ..pay(&kid(1), 2_000)
    }
}

#[test]
fn languages_switch_at_run_time() {
    let site = Site::new();
    for lang in fordring::app::texts::Lang::ALL {
        let said = site.run(&["claims", "show", "7", "--lang", lang.code()]);
        let refusal = fordring::domain::refusal::Refusal::NoSuchClaim { wanted: "7".to_owned() };
        assert_eq!((said.code, said.err.trim()), (1, lang.texts().refusal(&refusal).as_str()));
        let head = site.ok(&["claims", "list", "--lang", lang.code()]);
        assert!(head.contains(&lang.texts().t("column-claims-recipient")), "{head}");
    }
    site.fails(&["claims", "list", "--lang", "fi"], 2);
}

#[test]
fn references_are_made_and_checked() {
    let site = Site::new();
    assert_eq!(site.ok(&["reference", "make", "1042170103", "--mod10"]), "10421701037\n");
    assert_eq!(site.ok(&["reference", "make", "1042170103"]), "10421701037\n");
    assert_eq!(site.ok(&["reference", "make", "104203010", "--mod11"]).len(), 11);
    assert_eq!(
        site.ok(&["reference", "check", "10421701037", "--references", "mod10:11"]),
        "10421701037\n"
    );
    for (bad, rules) in [
        ("10421701036", "mod10:11"),
        ("10421701037", "mod10:10"),
        ("abc", "mod10:3"),
        ("10421701037", "mod11:11"),
    ] {
        assert!(site.fails(&["reference", "check", bad, "--references", rules], 1).contains(bad));
    }
    site.fails(&["reference", "check", "1", "--references", "mod12:2"], 1);
    for bad in ["", "12a", "1234567890123456789012345"] {
        site.fails(&["reference", "make", bad], 1);
    }
}

#[test]
fn completions_and_closed_pipes_end_quietly() {
    let site = Site::with_claims(&[1_000; 30]);
    for shell in ["bash", "zsh", "fish"] {
        assert!(site.ok(&["completions", shell]).contains("drop-line"), "{shell}");
    }
    let binary = env!("CARGO_BIN_EXE_fordring");
    for args in [
        "claims list",
        "claims list --json",
        "claims list --csv",
        "claims show 101",
        "claims show 101 --json",
        "completions bash",
        "--help",
    ] {
        // The reader is gone before the program writes.
        let script = format!("({binary} {args}; echo $? >&2) 2>err | true; cat err");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script]).current_dir(site.dir.path());
        command
            .env("FORDRING_DB", &site.db)
            .env("HOME", site.dir.path())
            .env("FORDRING_LANG", "en");
        let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
        assert!(!said.contains("panic"), "{args}: {said}");
        assert!(said.lines().last() == Some("0"), "{args}: {said}");
    }
}

#[test]
fn several_files_answer_with_the_worst_code_and_go_on() {
    let site = Site::with_claims(&[10_000, 20_000]);
    let good = site.file("a.ocr", ocr(1, vec![pay(&kid(101), 10_000)]));
    let bad = site.file("b.ocr", "not a bank file at all\n");
    let other = site.file("c.ocr", ocr(2, vec![pay_from(1, &kid(102), 20_000)]));
    let ran = site.run(&["import", text(&good), text(&bad), text(&other), "nowhere", "--json"]);
    let all: Json = serde_json::from_str(&ran.out).unwrap();
    let statuses: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|o| o["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        (ran.code, statuses),
        (3, ["stored", "refused", "stored", "refused"].map(str::to_owned).to_vec())
    );
    assert_eq!(codes(&all[1]["errors"]), ["not-a-bank-file"]);
    assert_eq!(
        (site.claim(101)["status"].clone(), site.claim(102)["status"].clone()),
        (json!("paid"), json!("paid"))
    );
    let words = program(&site.db).args(["import", text(&bad), text(&good)]).output().unwrap();
    assert_eq!(words.status.code(), Some(3));
    assert!(String::from_utf8(words.stdout).unwrap().contains("stored before"));
    site.check();
}
