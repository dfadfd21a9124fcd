//! Membership follows the money both ways (asks.md 22).

use fordring::app::usecase::dues_sms::person;
use serde_json::Value as Json;

use crate::club::{Club, KARI};
use crate::common::{self, Site};

fn states(site: &Site, party: &str) -> Vec<String> {
    let member = site.json(&["members", "show", party, "--json"]);
    words(&member["memberships"], "state")
}

fn words(rows: &Json, key: &str) -> Vec<String> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row[key].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn paid_dues_make_it_paid_and_a_reversal_takes_it_back_with_history() {
    let mut club = Club::with_kari();
    assert_eq!(states(&club.site, "1"), ["unpaid"]);
    club.sends(KARI, "ORG1 BETAL 50");
    assert_eq!(states(&club.site, "1"), ["unpaid"], "not before the operator has confirmed");
    club.outcomes();
    let paid = club.site.json(&["members", "show", "1", "--json"]);
    assert_eq!(
        (words(&paid["memberships"], "state"), &paid["is_paid"]),
        (vec!["paid".to_owned()], &Json::from(true))
    );
    person::refund(&mut club.session, 1, "feil medlem").unwrap();
    club.round();
    let back = club.site.json(&["members", "show", "1", "--json"]);
    assert_eq!(back["is_paid"], false);
    assert_eq!(words(&back["history"], "to"), ["paid", "unpaid"]);
    assert_eq!(back["history"][1]["comment"], "feil medlem");
    club.site.check();
}

#[test]
fn a_bank_file_that_is_undone_takes_it_back() {
    let site = Site::with_claims(&[5_000]);
    site.stored("a.txt", &common::ocr(1, vec![common::pay(&common::kid(101), 5_000)]));
    assert_eq!(states(&site, "M101"), ["paid"]);
    site.ok(&["files", "undo", "1", "--comment", "feil fil"]);
    assert_eq!(states(&site, "M101"), ["unpaid"]);
    let shown = site.json(&["members", "show", "M101", "--json"]);
    assert_eq!(words(&shown["history"], "to"), ["paid", "unpaid"]);
    site.check();
}

#[test]
fn every_period_stands_by_itself() {
    let site = Site::new();
    site.claims(
        "party,name,kind,due,amount,period\n1,Kari,dues,2099-12-01,50,2026\n1,Kari,dues,2099-12-01,60,2027-07-01..2028-06-30\n\
         1,Kari,dues,2099-12-01,70,\n1,Kari,other,2099-12-01,80,\n",
    );
    let shown = site.json(&["members", "show", "1", "--json"]);
    assert_eq!(words(&shown["memberships"], "from"), ["2026-01-01", "2027-07-01", "2099-01-01"]);
    site.ok(&["claims", "annul", "10002", "--comment", "utmeldt"]);
    assert_eq!(states(&site, "1"), ["unpaid", "ended", "unpaid"]);
    assert_eq!(site.json(&["members", "list", "--json"]).as_array().unwrap().len(), 3);
    let table = site.file("bad.csv", "party,due,amount,kind,period\n1,2099-01-01,5,dues,sommar\n");
    let said = site.fails(&["claims", "import", common::text(&table)], 3);
    assert!(said.contains("period") || said.contains("2026"), "{said}");
    site.fails(&["members", "show", "77"], 1);
}

#[test]
fn asks_23_dues_are_paid_by_sms_without_the_fee_of_their_reminder() {
    let mut club = Club::with(&[]);
    let (issued, due) = (common::day(-60), common::day(-30));
    club.site.claims(&format!(
        "party,name,phone,kind,issued,due,amount\n1,Kari Nordmann,999 99 999,dues,{issued},{due},50\n"
    ));
    club.site
        .ok(&["settings", "set", "seller.account", "1234.56.78903", "--comment", "konto"]);
    club.site
        .ok(&["claims", "remind", "10001", "--fee", "35", "--comment", "Ikke betalt"]);
    club.sends(KARI, "ORG1 BETAL 50");
    club.outcomes();
    assert_eq!((club.drawn(KARI), club.status(10_001).as_str()), (5_000, "paid"));
    assert_eq!(club.site.claim(10_001)["costs"], "0.00");
    club.site.check();
}
