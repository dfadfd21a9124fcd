//! The set-up: what can be, what cannot, donations, texts of the site's own, the tester (SMS-1 to SMS-3, SMS-9 to SMS-11, SMS-14).

use crate::club::{Club, KARI};
use crate::common::Site;

#[test]
fn it_opens_only_when_nothing_is_missing() {
    let site = Site::bare();
    let said = site.fails(&["sms", "set", "--open", "--comment", "x"], 1);
    for wanted in ["--number", "--keywords", "--sub-keywords", "--url"] {
        assert!(said.contains(wanted), "{said}");
    }
    assert_eq!(site.json(&["sms", "show", "--json"])["open"], false);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let site = Site::bare();
    for args in [
        ["--sub-keywords", "BETAL50"],
        ["--keywords", "ORG-1"],
        ["--keywords", "ORGANISASJONSNAMNETVÅRT"],
        ["--url", "http://org1.example"],
        ["--url", "https://a b.example"],
        ["--number", "20 30 x"],
        ["--language", "fi"],
        ["--least", "0"],
        ["--least", "0.50"],
        ["--most", "1001"],
        ["--most", "99.50"],
        ["--age", "17"],
        ["--wait-minutes", "1"],
        ["--organisation", "Org\u{202e}1"],
    ] {
        let mut all = vec!["sms", "set", "--comment", "x"];
        all.extend(args);
        let ran = site.run(&all);
        assert!(matches!(ran.code, 1 | 2) && !ran.err.is_empty(), "{args:?}: {ran:?}");
    }
    site.fails(&["sms", "set", "--number", "2030", "--comment", " "], 2);
    assert_eq!(site.json(&["sms", "show", "--json"])["number"], "");
}

#[test]
fn sms_3_donations_are_refused_with_the_reason_and_counted() {
    let site = Site::bare();
    for times in 1..=2 {
        let said = site.fails(&["sms", "set", "--sub-keywords", "BETAL Gåve", "--comment", "innsamling"], 1);
        assert!(said.contains("fundraising control") && said.contains("user support"), "{said}");
        assert_eq!(site.json(&["sms", "show", "--json"])["donations_wanted"], times);
    }
    site.check();
}

#[test]
fn texts_of_the_sites_own_are_used_and_taken_back() {
    let mut club = Club::with_kari();
    let set = |club: &Club, text: &str| {
        club.site
            .ok(&["sms", "text", "no-amount", text, "--language", "nn", "--comment", "x"]);
    };
    set(&club, "Skriv kva du vil betale til {organisation}.");
    club.sends(KARI, "ORG1 BETAL");
    assert_eq!(club.got(KARI), ["Skriv kva du vil betale til Organisasjon1."]);
    set(&club, "");
    club.sends(KARI, "ORG1 BETAL");
    assert_eq!(club.got(KARI)[1], "Ingen sum for betaling definert.");
    let bad = ["sms", "text", "no-amount", "Betal {beløp}", "--language", "nn", "--comment", "x"];
    club.site.fails(&bad, 1);
    club.site
        .fails(&["sms", "text", "nothing", "x", "--language", "nn", "--comment", "x"], 2);
}

#[test]
fn the_replies_may_be_in_the_members_language() {
    let mut club = Club::with_kari();
    club.site.ok(&["sms", "set", "--language", "member", "--comment", "x"]);
    club.site.conn().execute("UPDATE party SET language = 'sv'", []).unwrap();
    club.sends(KARI, "ORG1 BETAL");
    assert_eq!(club.got(KARI), ["Inget belopp att betala angivet."]);
}

#[test]
fn the_tester_says_what_would_happen_and_why_and_does_nothing() {
    let mut club = Club::with_kari();
    let before = club.count("SELECT count(*) FROM journal");
    let tried = |club: &Club, text: &str, from: &str| club.site.json(&["sms", "try", text, "--from", from, "--json"]);
    let good = tried(&club, "ORG1 BETAL 50", "999 99 999");
    assert_eq!(
        (good["reply"].as_str(), good["price"].as_str()),
        (Some("charge"), Some("50.00")),
        "{good}"
    );
    assert_eq!(good["claim"], 10_001);
    assert!(good["checks"].as_array().unwrap().iter().all(|step| step["held"] == true));
    for (text, from, check) in [
        ("HEI", KARI, "keyword"),
        ("ORG1 HEI", KARI, "sub-keyword"),
        ("ORG1 BETAL", KARI, "amount"),
        ("ORG1 BETAL 1.5", KARI, "whole"),
        ("ORG1 BETAL 0", KARI, "limits"),
        ("ORG1 BETAL 50", "+4745454545", "known"),
        ("ORG1 BETAL 51", KARI, "outstanding"),
    ] {
        let tried = tried(&club, text, from);
        let last = tried["checks"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (last["check"].as_str(), last["held"].as_bool()),
            (Some(check), Some(false)),
            "{tried}"
        );
    }
    assert_eq!(club.count("SELECT count(*) FROM journal"), before);
    assert_eq!(club.count("SELECT count(*) FROM message"), 0);
    assert_eq!(club.phones.charges().unwrap(), []);
    // What it said is what happens.
    club.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(club.got(KARI), [good["text"].as_str().unwrap()]);
}

#[test]
fn nobody_is_told_by_a_real_message_what_a_simulated_operator_drew() {
    let club = Club::with_kari();
    let settings = club
        .site
        .file("settings.toml", "[sms]\nprovider = \"smstools\"\ncharges = \"simulator\"\n");
    let settings = settings.to_str().unwrap();
    let tried = club
        .site
        .json(&["sms", "try", "ORG1 BETAL 50", "--from", KARI, "--settings", settings, "--json"]);
    assert_eq!(tried["reply"], "closed");
    let shown = club.site.json(&["sms", "show", "--settings", settings, "--json"]);
    assert_eq!(shown["missing"], serde_json::json!(["dues-lacks-one-world"]));
    club.site
        .fails(&["sms", "set", "--open", "--comment", "x", "--settings", settings], 1);
}
