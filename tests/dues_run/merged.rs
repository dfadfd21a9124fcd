//! Two members that are one: what they were asked for, and their kind.

use serde_json::json;

use crate::world::Club;

fn merge(club: &Club, keep: &str, gone: &str) -> crate::common::Ran {
    club.site
        .run(&["parties", "merge", keep, gone, "--comment", "samme person", "--json"])
}

#[test]
fn who_was_asked_twice_is_merged_once_one_claim_fell_away() {
    let club = Club::of_mains(3);
    let done = club.json(&["run", "main"]);
    let claims = club.claims_of(&done);
    let number = |party: &str| {
        let claim = claims.iter().find(|claim| claim["party"] == json!(party)).unwrap();
        claim["number"].to_string()
    };
    let refused = merge(&club, "1", "2");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.contains("main"), "{refused:?}");
    club.site.ok(&["claims", "annul", &number("2"), "--comment", "dobbel"]);
    assert_eq!(merge(&club, "1", "2").code, 0);
    club.site.check();
    // The claim that stands is the membership; the one that fell away asks for nothing.
    let shown = club.site.json(&["members", "show", "1", "--json"]);
    assert_eq!(shown["memberships"].as_array().unwrap().len(), 2, "{shown}");
    let again = club.json(&["preview", "main"]);
    assert_eq!(again["claims"], json!(0), "{again}");
    // The other way round: what fell away is of the one that stays.
    club.site.ok(&["claims", "annul", &number("3"), "--comment", "dobbel"]);
    assert_eq!(merge(&club, "3", "1").code, 0);
    club.site.check();
    let again = club.json(&["preview", "main"]);
    assert_eq!(again["claims"], json!(0), "{again}");
}

#[test]
fn a_kind_follows_who_goes_and_the_kind_of_who_stays_counts() {
    let club = Club::with(3);
    club.ok(&["assign", "youth", "2"]);
    assert_eq!(merge(&club, "1", "2").code, 0);
    club.ok(&["assign", "main", "3"]);
    assert_eq!(merge(&club, "3", "1").code, 0);
    club.site.check();
    let preview = club.json(&["preview", "main"]);
    assert_eq!(preview["issue"][0]["members"], json!(["3"]), "{preview}");
    assert_eq!(club.json(&["preview", "youth"])["claims"], json!(0));
}
