//! A site with agreements to draw, and accounts that are set up for the bank.

use std::fmt::Write as _;
use std::path::PathBuf;

use fordring::app::Session;
use fordring::domain::money::Money;
use serde_json::Value as Json;

use crate::common::{ACCOUNT, Site, day, kid};

/// A Norwegian site with one claim of 500,00 for each due date (days from today), and an active agreement of each payer.
pub fn site(dues: &[i64]) -> Site {
    let site = Site::new();
    set_up(&site);
    let mut table = String::from("number,party,name,kind,reference,issued,due,amount,description\n");
    for (due, number) in dues.iter().zip(101_u32..) {
        let kid = kid(u64::from(number));
        let (issued, due, amount) = (day((*due).min(0) - 20), day(*due), Money::from_minor(50_000));
        let _ = writeln!(
            table,
            "{number},M{number},Åse Ødegård {number},dues,{kid},{issued},{due},{amount},Kontingent 2026"
        );
    }
    site.claims(&table);
    for number in (101_u32..).take(dues.len()) {
        agree(&site, number, "avtalegiro", &kid(u64::from(number)), 2);
    }
    site
}

/// Sets the account up for every Norwegian format.
pub fn set_up(site: &Site) {
    let sql = "UPDATE bank_account SET unit_id = '00131415', agreement = '001234567', remittance = '007654321'";
    site.conn().execute(sql, []).unwrap();
}

/// An agreement of the payer of a claim, in a state.
pub fn agree(site: &Site, number: u32, scheme: &str, payer: &str, state: i64) {
    let sql = "INSERT INTO mandate (account_id, scheme, payer_number, number, party_id, state, notify, changed_at)
         SELECT c.account_id, ?2, ?3, CASE ?2 WHEN 'betalingsservice' THEN '123456789' ELSE '' END, c.party_id, ?4, 0, 0 FROM claim c WHERE c.number = ?1";
    assert_eq!(site.conn().execute(sql, (number, scheme, payer, state)).unwrap(), 1);
}

/// Runs `outgoing` with more words, as JSON.
#[track_caller]
pub fn outgoing(site: &Site, words: &[&str]) -> Json {
    let mut args = vec!["outgoing"];
    args.extend(words);
    args.push("--json");
    site.json(&args)
}

/// Writes what is due; there must be one file. Answers it.
#[track_caller]
pub fn written(site: &Site, more: &[&str]) -> Json {
    let mut words = vec!["write"];
    words.extend(more);
    let all = outgoing(site, &words);
    assert_eq!(all.as_array().unwrap().len(), 1, "{all:#}");
    assert_eq!(all[0]["status"], "written");
    site.check();
    all[0].clone()
}

/// Takes a step with a file, with a comment.
#[track_caller]
pub fn step(site: &Site, step: &str, file: &Json) -> Json {
    let done = outgoing(site, &[step, file["name"].as_str().unwrap(), "--comment", "levert i nettbanken"]);
    site.check();
    done
}

/// The labels of what is due, and the reasons of what is left out.
pub fn due(site: &Site) -> (Vec<String>, Vec<String>) {
    let groups = outgoing(site, &["due"]);
    let (mut items, mut left) = (Vec::new(), Vec::new());
    for group in groups.as_array().unwrap() {
        let words = |one: &Json, name: &str| one[name].as_str().unwrap().to_owned();
        items.extend(
            group["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| format!("{} {}", words(one, "kind"), words(one, "label"))),
        );
        let reason = |one: &Json| format!("{} {}", words(one, "label"), words(one, "reason"));
        left.extend(group["left_out"].as_array().unwrap().iter().map(reason));
    }
    (items, left)
}

/// The bytes that were saved.
pub fn saved(file: &Json) -> Vec<u8> {
    std::fs::read(file["path"].as_str().unwrap()).unwrap()
}

pub fn path(site: &Site, name: &str) -> PathBuf {
    site.dir.path().join(name)
}

/// The actions of a claim's change log.
pub fn actions(site: &Site, number: u32) -> Vec<String> {
    let claim = site.claim(number);
    let list = claim["changes"].as_array().unwrap().iter();
    list.map(|change| change["action"].as_str().unwrap().to_owned()).collect()
}

/// The states of the items of a file, in its order.
pub fn states(site: &Site, file: &Json) -> Vec<String> {
    let shown = outgoing(site, &["show", file["name"].as_str().unwrap()]);
    let items = shown["items"].as_array().unwrap().iter();
    items.map(|item| item["state"].as_str().unwrap().to_owned()).collect()
}

pub fn session(site: &Site) -> Session {
    Session::open(&site.db, "kari", None).unwrap()
}

/// The key of a claim by its number.
pub fn key(site: &Site, number: u32) -> i64 {
    site.conn()
        .query_row("SELECT id FROM claim WHERE number = ?1", [number], |row| row.get(0))
        .unwrap()
}

/// The account's key.
pub fn account(site: &Site) -> i64 {
    site.conn()
        .query_row("SELECT id FROM bank_account WHERE number = ?1", [ACCOUNT], |row| row.get(0))
        .unwrap()
}
