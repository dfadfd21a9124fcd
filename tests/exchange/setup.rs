//! How files of an account come and go, from the command line (OCR-4, OCR-24).

use serde_json::json;

use crate::common::{ACCOUNT, Site};

const SERVER: [&str; 8] = [
    "--sftp",
    "klubb@bank.example:2222",
    "--key",
    "id",
    "--known-hosts",
    "known",
    "--fetch",
    "/ut",
];

fn set(more: &[&'static str]) -> Vec<&'static str> {
    [&["exchange", "set", ACCOUNT][..], more].concat()
}

#[test]
fn ocr_24_the_set_up_is_kept_shown_and_logged_with_its_comment() {
    let site = Site::new();
    assert_eq!(site.json(&["exchange", "list", "--json"])[0]["exchange"], "hand");
    site.fails(&set(&[&SERVER[..], &["--comment", " "]].concat()), 2);
    let done = site.json(&set(&[&SERVER[..], &["--comment", "Avtale 14", "--json"]].concat()));
    assert_eq!(done["exchange"], "sftp");
    let server = &done["sftp"];
    assert_eq!(
        (server["host"].clone(), server["port"].clone(), server["user"].clone()),
        (json!("bank.example"), json!(2222), json!("klubb"))
    );
    assert!(server["key"].as_str().unwrap().starts_with('/'), "{server}");
    let shown = site.ok(&["exchange", "list"]);
    assert!(shown.contains("klubb@bank.example:2222") && shown.contains("/ut"), "{shown}");
    let log = site.json(&["log", "list", "--json", "--filter", "kind:bank_account", "--sort", "id:desc"]);
    assert_eq!(
        (log[0]["action"].as_str(), log[0]["comment"].as_str()),
        (Some("exchange_set"), Some("Avtale 14"))
    );
    // Another way, and the server stays known.
    let done = site.json(&set(&["--by-hand", "--comment", "Ferie", "--json"]));
    assert_eq!(
        (done["exchange"].as_str(), done["sftp"]["host"].as_str()),
        (Some("hand"), Some("bank.example"))
    );
    let done = site.json(&set(&["--folder", "--comment", "Banken legger dem der", "--json"]));
    assert_eq!(done["exchange"], "folder");
    site.check();
}

#[test]
fn what_could_mean_something_else_is_refused() {
    let site = Site::new();
    for address in [
        "bank.example",
        "a b@bank",
        "klubb@-oProxyCommand=x",
        "klubb@bank:no",
        "klubb@bank:0",
        "@bank",
    ] {
        let args = [
            "exchange",
            "set",
            ACCOUNT,
            "--sftp",
            address,
            "--key",
            "id",
            "--known-hosts",
            "k",
            "--fetch",
            "ut",
            "--comment",
            "x",
        ];
        let words = site.fails(&args, 1);
        assert!(words.contains("--"), "{address}: {words}");
    }
    for folder in ["a\"b", "a\nrm x", "-x", "~/x", "a*"] {
        let fetch = format!("--fetch={folder}");
        let args = [
            "exchange",
            "set",
            ACCOUNT,
            "--sftp",
            "k@b",
            "--key",
            "id",
            "--known-hosts",
            "k",
            &fetch,
            "--comment",
            "x",
        ];
        site.fails(&args, 1);
    }
    // Neither fetched nor delivered, nothing said, both said, no such account.
    site.fails(
        &[
            "exchange",
            "set",
            ACCOUNT,
            "--sftp",
            "k@b",
            "--key",
            "id",
            "--known-hosts",
            "k",
            "--comment",
            "x",
        ],
        1,
    );
    site.fails(&["exchange", "set", ACCOUNT, "--comment", "x"], 2);
    site.fails(&["exchange", "set", ACCOUNT, "--by-hand", "--folder", "--comment", "x"], 2);
    site.fails(&["exchange", "set", "999", "--by-hand", "--comment", "x"], 1);
    assert_eq!(site.json(&["exchange", "list", "--json"])[0]["exchange"], "hand");
}

#[test]
fn an_account_without_a_server_is_refused_with_the_way_out() {
    let site = Site::new();
    assert!(site.fails(&["exchange", "run"], 1).contains("exchange set"));
    assert!(site.fails(&["exchange", "run", "--account", ACCOUNT], 1).contains("--known-hosts"));
    assert!(site.fails(&["exchange", "test", ACCOUNT], 1).contains("--known-hosts"));
    let site = Site::bare();
    assert_eq!(site.json(&["exchange", "list", "--json"]), json!([]));
    assert!(site.run(&["exchange", "list"]).err.contains("accounts add"));
}
