//! Settings: shown with their help, changed with a comment, in the change log, and in the file as somebody wrote it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Ran, Site};
use serde_json::Value as Json;
use std::path::PathBuf;

struct Club {
    site: Site,
    file: PathBuf,
}

fn club(settings: &str) -> Club {
    let site = Site::new();
    let file = site.dir.path().join("own.toml");
    if !settings.is_empty() {
        std::fs::write(&file, settings).unwrap();
    }
    Club { site, file }
}

impl Club {
    fn run(&self, args: &[&str]) -> Ran {
        let file = self.file.to_str().unwrap();
        let all: Vec<&str> = ["--settings", file].into_iter().chain(args.iter().copied()).collect();
        self.site.run(&all)
    }

    #[track_caller]
    fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran.out
    }

    #[track_caller]
    fn json(&self, args: &[&str]) -> Json {
        serde_json::from_str(&self.ok(args)).unwrap()
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.file).unwrap_or_default()
    }
}

#[test]
fn every_setting_has_a_name_a_help_and_what_usually_holds() {
    let club = club("");
    let all = club.json(&["settings", "list", "--json"]);
    let all = all.as_array().unwrap();
    assert!(all.len() > 60, "{}", all.len());
    for one in all {
        assert!(one["help"].as_str().unwrap().len() > 10, "{one}");
        assert!(!one["name"].as_str().unwrap().is_empty(), "{one}");
        assert_eq!(one["value"], Json::Null);
    }
    let usual = |key: &str| all.iter().find(|one| one["key"] == key).unwrap()["usual"].clone();
    assert_eq!(usual("sms.provider"), "simulator");
    assert_eq!(usual("pay.link_hours"), "24");
    assert_eq!(usual("handling.remind_days"), "14");
    assert_eq!(usual("exchange.fetch_at"), "06:30");
}

#[test]
fn a_change_keeps_the_rest_of_the_file_and_stands_in_the_change_log() {
    let written = "# ours\n[print]\nprinter = \"laser\" # in the hall\n\n[handling]\nwrite_off_limits = { eva = \"100.00\" }\n";
    let club = club(written);
    let done = club.json(&["settings", "set", "print.printer", "blekk", "--comment", "Ny skriver", "--json"]);
    assert_eq!(done["value"], "blekk");
    assert_eq!(club.text(), written.replace("\"laser\"", "\"blekk\""));
    club.ok(&[
        "settings",
        "set",
        "handling.write_off_limits",
        "eva=100, ola=25.50",
        "--comment",
        "Ola også",
    ]);
    assert!(club.text().contains("ola = \"25.50\""), "{}", club.text());
    club.ok(&[
        "settings",
        "set",
        "seller.address",
        "Bryggen 1 / 5003 Mallås",
        "--comment",
        "Flyttet",
    ]);
    assert_eq!(
        club.json(&["settings", "show", "seller.address", "--json"])["value"],
        "Bryggen 1 / 5003 Mallås"
    );
    club.ok(&["settings", "unset", "print.printer", "--comment", "Som før"]);
    assert!(!club.text().contains("blekk"), "{}", club.text());
    let log = club.json(&["log", "list", "--filter", "kind:setting", "--json"]);
    let comments: Vec<&str> = log.as_array().unwrap().iter().map(|row| row["comment"].as_str().unwrap()).collect();
    assert_eq!(comments.len(), 4, "{log}");
    assert!(comments.contains(&"Ny skriver"), "{log}");
    assert!(
        log.to_string().contains("laser") && log.to_string().contains("blekk"),
        "before and after: {log}"
    );
    club.site.check();
}

#[test]
fn what_cannot_be_is_refused_with_the_way_out_and_changes_nothing() {
    let club = club("[sms]\nmax_parts = 2\n");
    let before = club.text();
    for (args, code, told) in [
        (vec!["settings", "set", "sms.max_parts", "0", "--comment", "x"], 1, "«0»"),
        (vec!["settings", "set", "sms.provider", "pigeon", "--comment", "x"], 1, "«pigeon»"),
        (vec!["settings", "set", "no.such", "1", "--comment", "x"], 1, "no.such"),
        (vec!["settings", "set", "print.printer", "a", "--comment", ""], 2, "comment"),
        (vec!["settings", "set", "print.printer", "a"], 2, "--comment"),
        (
            vec!["settings", "set", "sms.strex.api_key", "hunter2", "--comment", "x"],
            1,
            "sms.strex.api_key",
        ),
        (vec!["settings", "set", "pay.provider", "vipps", "--comment", "x"], 1, "pay.vipps"),
        (vec!["settings", "set", "exchange.fetch_at", "25:00", "--comment", "x"], 1, "25:00"),
    ] {
        let ran = club.run(&args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(told), "{args:?}: {ran:?}");
    }
    assert_eq!(club.text(), before);
    let log = club.json(&["log", "list", "--filter", "kind:setting", "--json"]);
    assert_eq!(log.as_array().unwrap().len(), 0);
}

#[test]
fn a_gateway_is_set_up_step_by_step_and_its_secret_is_never_shown() {
    let club = club("");
    let secret = club.site.dir.path().join("key");
    std::fs::write(&secret, "hunter2\n").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let place = format!("file:{}", secret.display());
    for (key, value) in [
        ("pay.vipps.client_id", "abc"),
        ("pay.vipps.client_secret", place.as_str()),
        ("pay.vipps.subscription_key", place.as_str()),
        ("pay.vipps.merchant_serial_number", "123456"),
        ("pay.vipps.flow", "web-redirect"),
        ("pay.vipps.return_url", "https://example.org/takk"),
        ("pay.provider", "vipps"),
    ] {
        club.ok(&["settings", "set", key, value, "--comment", "Avtale"]);
    }
    let all = club.ok(&["settings", "list"]);
    assert!(all.contains(&place) && !all.contains("hunter2"), "{all}");
    // Without a part of it the program would not work: told, and left as it is.
    let before = club.text();
    assert_eq!(club.run(&["settings", "unset", "pay.vipps.client_id", "--comment", "x"]).code, 1);
    assert_eq!(club.text(), before);
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_change_log_as_it_is() {
    let mut club = club("");
    // A folder stands where the file would be made.
    club.file = club.site.dir.path().join("there").join("own.toml");
    std::fs::write(club.site.dir.path().join("there"), "a file").unwrap();
    let ran = club.run(&["settings", "set", "print.printer", "a", "--comment", "x"]);
    assert!(ran.code != 0 && ran.err.contains("there"), "{ran:?}");
    let log = club.site.json(&["log", "list", "--filter", "kind:setting", "--json"]);
    assert_eq!(log.as_array().unwrap().len(), 0);
}
