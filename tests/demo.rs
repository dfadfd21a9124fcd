//! Demo sites: the same seed gives the same data, the books hold, the files to try do what their names say.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn fordring() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fordring"));
    command
        .env_remove("FORDRING_DB")
        .env("FORDRING_OPERATOR", "test")
        .env("LC_ALL", "en_GB.UTF-8");
    command
}

fn demo(folder: &Path, country: &str, claims: u32, seed: u64) -> PathBuf {
    let path = folder.join("demo.fordring");
    fordring()
        .args([
            "demo",
            "--country",
            country,
            "--claims",
            &claims.to_string(),
            "--seed",
            &seed.to_string(),
            "--out",
        ])
        .arg(&path)
        .assert()
        .success();
    path
}

fn on(path: &Path, args: &[&str]) -> std::process::Output {
    fordring().arg("--db").arg(path).args(args).output().unwrap()
}

fn text(path: &Path, args: &[&str]) -> String {
    let output = on(path, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn claims(path: &Path) -> Vec<Value> {
    serde_json::from_str(&text(path, &["claims", "list", "--json"])).unwrap()
}

/// The files of the import folder whose names hold a word, in order.
fn trial_files(folder: &Path, word: &str) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder.join("import")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.to_string_lossy().contains(word)).collect();
    files.sort();
    files
}

fn import(path: &Path, file: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let mut args = vec!["import", file.to_str().unwrap(), "--json"];
    args.extend(more);
    let output = on(path, &args);
    let answer: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code(), answer.into_iter().next().unwrap_or_default())
}

#[test]
fn the_same_seed_gives_the_same_data_and_another_seed_other_data() {
    let folders: Vec<TempDir> = (0..3).map(|_| TempDir::new().unwrap()).collect();
    let paths: Vec<PathBuf> = folders
        .iter()
        .zip([7, 7, 8])
        .map(|(folder, seed)| demo(folder.path(), "no", 300, seed))
        .collect();
    for list in ["claims", "payments", "files"] {
        let lists: Vec<String> = paths.iter().map(|path| text(path, &[list, "list", "--json"])).collect();
        assert_eq!(lists[0], lists[1], "{list}");
        assert_ne!(lists[0], lists[2], "{list}");
    }
    for file in trial_files(folders[0].path(), "") {
        let twin = folders[1].path().join("import").join(file.file_name().unwrap());
        assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(twin).unwrap(), "{file:?}");
    }
}

#[test]
fn the_books_of_every_country_hold_and_claims_are_of_every_kind() {
    for (country, statuses) in [
        ("no", &["unpaid", "paid", "manual_handling", "annulled", "credited"][..]),
        ("se", &["unpaid", "paid", "annulled", "credited"]),
        ("dk", &["unpaid", "annulled", "credited"]),
    ] {
        let folder = TempDir::new().unwrap();
        let path = demo(folder.path(), country, 300, 1);
        text(&path, &["check"]);
        let claims = claims(&path);
        // The workshop's orders come on top.
        assert!(if country == "se" { claims.len() > 300 } else { claims.len() == 300 }, "{country}");
        let has = |column: &str, value: &str| claims.iter().any(|claim| claim[column] == value);
        for status in statuses {
            assert!(has("status", status), "{country} {status}");
        }
        if country == "no" {
            for extra in ["overpaid", "underpaid", "several_payers"] {
                assert!(has("extra_status", extra), "{extra}");
            }
        }
        assert!(
            claims
                .iter()
                .any(|claim| claim["credit_notes"].is_string() && claim["status"] == "unpaid")
        );
        assert!(claims.iter().any(|claim| claim["lines"].as_i64() > Some(1)));
        assert!(has("recipient", "=SUM(A1)"));
        assert!(folder.path().join("import").is_dir(), "{country}");
        // A single file, whole: nothing of its making is left.
        let left = std::fs::read_dir(folder.path()).unwrap().filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            let name = name.to_str().unwrap();
            // The simulated provider and phones of the workshop, and of the members, have a file of their own.
            let phones = country != "dk" && name.starts_with("demo.fordring-simulator");
            !phones && !["demo.fordring", "import", "demo.fordring-wal", "demo.fordring-shm"].contains(&name)
        });
        assert_eq!(left.count(), 0);
    }
}

#[test]
fn a_handful_of_claims_is_enough() {
    for (country, claims_wanted) in [
        ("no", 1),
        ("no", 5),
        ("no", 41),
        ("no", 60),
        ("se", 1),
        ("se", 60),
        ("dk", 1),
        ("dk", 60),
    ] {
        let folder = TempDir::new().unwrap();
        let path = demo(folder.path(), country, claims_wanted, 3);
        text(&path, &["check"]);
        let count = claims(&path).len();
        assert!(count == usize::try_from(claims_wanted).unwrap() || country == "se", "{country}");
        if claims_wanted >= 60 {
            let good = import(&path, &trial_files(folder.path(), "-good").pop().unwrap(), &[]).1;
            assert_eq!(good["settled"], good["payments"], "{country}");
        }
        assert_eq!(import(&path, &trial_files(folder.path(), "-odd")[0], &[]).0, Some(0), "{country}");
    }
}

/// What a list says, as one JSON document.
fn list(path: &Path, args: &[&str]) -> Vec<Value> {
    serde_json::from_str(&text(path, args)).unwrap()
}

/// Imports the one file whose name ends so, first without storing anything; both say the same. Answers that.
fn taken(folder: &Path, path: &Path, word: &str) -> Value {
    let file = &trial_files(folder, word)[0];
    let (code, planned) = import(path, file, &["--dry-run"]);
    assert_eq!(
        (code, &planned["status"]),
        (Some(0), &Value::from("would_store")),
        "{file:?} {planned}"
    );
    let (code, answer) = import(path, file, &[]);
    assert_eq!((code, &answer["status"]), (Some(0), &Value::from("stored")), "{file:?} {answer}");
    for same in ["settled", "manual", "suggested", "unmatched", "parked", "skipped", "notices"] {
        assert_eq!(planned[same], answer[same], "{file:?} {same}");
    }
    // Every BgMax file of these days says that the format is coming to its end.
    let warned = answer["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|warning| warning["code"] != "bgmax-ending");
    assert_eq!(warned.count(), 0, "{file:?} {answer}");
    answer
}

fn number(answer: &Value, key: &str) -> i64 {
    answer[key].as_i64().unwrap()
}

/// Refused whole are the files whose names say so, and only they (OCR-8).
fn refused(folder: &Path, path: &Path, count: usize) {
    let bad = trial_files(folder, "-bad");
    assert_eq!(bad.len(), count);
    for file in &bad {
        let (code, answer) = import(path, file, &[]);
        assert_eq!((code, &answer["status"]), (Some(3), &Value::from("refused")), "{file:?}");
    }
}

/// The state of agreements, and how many are of nobody we know.
fn agreements(path: &Path) -> (Vec<String>, usize) {
    let mandates = list(path, &["mandates", "list", "--json"]);
    let state = |mandate: &Value| mandate["state"].as_str().unwrap().to_owned();
    let unknown = mandates.iter().filter(|mandate| mandate["party"].is_null()).count();
    (mandates.iter().map(state).collect(), unknown)
}

/// News about agreements: three new ones, one of somebody unknown, one that ended (AvtaleGiro, rule 33, and its like).
fn agreements_come(folder: &Path, path: &Path) -> Value {
    let (before, unknown) = agreements(path);
    assert!(before.len() >= 6 && before.iter().all(|state| state == "active"), "{before:?}");
    assert_eq!(unknown, 0);
    let answer = taken(folder, path, "-mandates");
    assert_eq!(number(&answer, "payments"), 0);
    let (after, unknown) = agreements(path);
    assert_eq!((after.len(), unknown), (before.len() + 4, 1));
    assert_eq!(after.iter().filter(|state| *state == "ended").count(), 1);
    // The end of one that we never had, and the new one of somebody we do not know.
    let open = list(
        path,
        &["notices", "list", "--json", "--filter", "outcome:open", "--columns", "kind,code"],
    );
    let of = |kind: &str| open.iter().filter(|notice| notice["kind"] == kind).count();
    assert_eq!((of("mandate_new"), of("mandate_ended")), (1, 1));
    answer
}

fn reasons(path: &Path, wanted: &[&str]) {
    let payments = list(path, &["payments", "list", "--json"]);
    for reason in wanted {
        assert!(payments.iter().any(|payment| payment["reason"] == *reason), "{reason}");
    }
}

#[test]
fn norwegian_statements_agree_but_for_a_fee_and_agreements_come() {
    let folder = TempDir::new().unwrap();
    let (folder, path) = (folder.path(), demo(folder.path(), "no", 300, 1));
    for word in ["-good", "-odd"] {
        taken(folder, &path, word);
    }
    let days = |word: &str| trial_files(folder, word)[0].file_name().unwrap().to_str().unwrap()[4..14].to_owned();
    let reconciled = |code: i32| -> Vec<Value> {
        let output = on(&path, &["reconcile", "--from", &days("-good"), "--to", &days("-odd"), "--json"]);
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert!(reconciled(0)[0]["days"].as_array().unwrap().iter().all(|day| day["bank"].is_null()));
    assert_eq!(number(&taken(folder, &path, "-statement"), "payments"), 0);
    let accounts = reconciled(1);
    assert_eq!(
        (&accounts[0]["holds"], &accounts[0]["unexplained"]),
        (&Value::from(false), &Value::from("-45.00"))
    );
    assert_eq!(accounts[1]["holds"], true);
    let lines = |account: &Value| -> Vec<Value> {
        let days = account["days"].as_array().unwrap().iter();
        days.flat_map(|day| day["lines"].as_array().unwrap().clone()).collect()
    };
    for (account, alone) in [(&accounts[0], 1), (&accounts[1], 0)] {
        let of = |verdict: &str| lines(account).iter().filter(|line| line["verdict"] == verdict).count();
        assert_eq!((of("only_bank"), of("by_reference") + alone), (alone, lines(account).len()));
        assert!(of("by_reference") > 0);
    }
    agreements_come(folder, &path);
    let notify = |state: bool| {
        let mandates = list(&path, &["mandates", "list", "--json"]);
        mandates.iter().filter(|mandate| mandate["notify"] == state).count()
    };
    assert_eq!(notify(false), 1, "the one that was changed");
    text(&path, &["check"]);
}

#[test]
fn swedish_files_do_what_their_names_say() {
    let folder = TempDir::new().unwrap();
    let (folder, path) = (folder.path(), demo(folder.path(), "se", 300, 1));
    refused(folder, &path, 2);
    let (bgmax, autogiro) = (trial_files(folder, "bgmax-"), trial_files(folder, "autogiro-"));
    assert_eq!((bgmax.len(), autogiro.len()), (5, 2));
    let good = taken(folder, &path, "import/bgmax-2");
    assert!(trial_files(folder, "import/bgmax-2")[0].to_str().unwrap().ends_with("-good.txt"));
    assert_eq!((number(&good, "settled"), number(&good, "payments")), (11, 11));
    let odd = taken(folder, &path, "-odd");
    assert!(
        number(&odd, "manual") > 0 && number(&odd, "unmatched") > 0 && number(&odd, "parked") > 0,
        "{odd}"
    );
    assert_eq!(number(&taken(folder, &path, "-overlapping"), "skipped"), 4);
    reasons(
        &path,
        &[
            "exact",
            "less_than_claim",
            "more_than_claim",
            "already_paid",
            "claim_void",
            "not_found",
            "fails_check",
            "several_references",
            "text_only",
            "money_out",
        ],
    );
    // Two draws came to nothing, and were none of ours: a person looks at them.
    let drawn = taken(folder, &path, "import/autogiro-2");
    assert_eq!(
        (number(&drawn, "settled"), number(&drawn, "payments"), number(&drawn, "notices")),
        (3, 3, 2)
    );
    agreements_come(folder, &path);
    text(&path, &["check"]);
    let accounts = list(&path, &["reconcile", "--json"]);
    let is_at_bank = |account: &Value| account["account"].as_str().unwrap().bytes().all(|b| b.is_ascii_digit());
    assert!(
        !accounts.is_empty() && accounts.iter().all(is_at_bank),
        "no bank has statements of cash: {accounts:#?}"
    );
}

#[test]
fn danish_files_do_what_their_names_say() {
    let folder = TempDir::new().unwrap();
    let (folder, path) = (folder.path(), demo(folder.path(), "dk", 300, 1));
    refused(folder, &path, 2);
    let good = taken(folder, &path, "-good");
    assert_eq!(
        (number(&good, "settled"), number(&good, "payments"), number(&good, "notices")),
        (8, 8, 1)
    );
    let odd = taken(folder, &path, "-odd");
    for outcome in ["settled", "manual", "suggested", "unmatched", "parked"] {
        assert!(number(&odd, outcome) > 0, "{outcome} {odd}");
    }
    reasons(
        &path,
        &[
            "exact",
            "party_exact",
            "less_than_claim",
            "already_paid",
            "claim_void",
            "not_found",
            "text_only",
            "money_out",
        ],
    );
    let told = agreements_come(folder, &path);
    assert_eq!(number(&told, "notices"), 8, "two slips were printed");
    text(&path, &["check"]);
}

#[test]
fn good_files_come_in_with_every_outcome_and_bad_ones_are_refused() {
    let folder = TempDir::new().unwrap();
    let path = demo(folder.path(), "no", 300, 1);
    let bad = trial_files(folder.path(), "-bad");
    assert_eq!(bad.len(), 6);
    for file in &bad {
        let (code, answer) = import(&path, file, &[]);
        assert_eq!((code, &answer["status"]), (Some(3), &Value::from("refused")), "{file:?}");
    }
    let asks = &trial_files(folder.path(), "-asks")[0];
    assert_eq!(import(&path, asks, &[]).0, Some(3));
    assert_eq!(import(&path, asks, &["--accept", "account-not-set-up"]).0, Some(0));
    let mut sums = std::collections::BTreeMap::new();
    for word in ["-good", "-odd", "-overlapping"] {
        let (code, answer) = import(&path, &trial_files(folder.path(), word)[0], &[]);
        assert_eq!((code, &answer["status"]), (Some(0), &Value::from("stored")), "{word}");
        assert_eq!(answer["warnings"], Value::Array(Vec::new()), "{word}");
        for outcome in ["settled", "manual", "suggested", "unmatched", "parked", "skipped"] {
            *sums.entry(outcome).or_insert(0) += answer[outcome].as_i64().unwrap();
        }
        if word == "-good" {
            assert_eq!(answer["settled"], answer["payments"]);
        }
    }
    assert!(sums.values().all(|count| *count > 0), "{sums:?}");
    text(&path, &["check"]);
    let payments: Vec<Value> = serde_json::from_str(&text(&path, &["payments", "list", "--json"])).unwrap();
    for reason in [
        "exact",
        "more_than_claim",
        "less_than_claim",
        "several_payers",
        "already_paid",
        "claim_void",
        "unreadable",
        "fails_check",
        "not_found",
        "text_only",
        "money_out",
        "possible_duplicate",
        "party_none_open",
        "party_several_open",
        "party_other_amount",
        "party_exact",
    ] {
        assert!(payments.iter().any(|payment| payment["reason"] == reason), "{reason}");
    }
}

#[test]
fn only_a_demo_is_replaced_and_only_when_asked() {
    let folder = TempDir::new().unwrap();
    let path = demo(folder.path(), "no", 60, 1);
    let own = folder.path().join("import/ocr-of-my-own.txt");
    std::fs::write(&own, "mine").unwrap();
    let again = |more: &[&str]| {
        let mut command = fordring();
        command.args(["demo", "--claims", "30", "--out"]).arg(&path).args(more);
        command.output().unwrap()
    };
    assert_eq!(again(&[]).status.code(), Some(1));
    assert_eq!(claims(&path).len(), 60);
    assert_eq!(again(&["--fresh"]).status.code(), Some(0));
    assert_eq!(claims(&path).len(), 30);
    assert_eq!(std::fs::read(&own).unwrap(), b"mine");
    // A real site, and a file that is no site at all.
    let site = folder.path().join("site.fordring");
    text(&site, &["init", "--country", "no", "--name", "Ekte"]);
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear all").unwrap();
    for other in [&site, &letter] {
        let before = std::fs::read(other).unwrap();
        let refused = fordring().args(["demo", "--fresh", "--out"]).arg(other).output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{}", String::from_utf8_lossy(&refused.stderr));
        assert_eq!(std::fs::read(other).unwrap(), before);
    }
}
