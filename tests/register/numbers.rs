//! Phone numbers: several of a party, in any spelling; those that stand on several parties (SMS-24).

use std::sync::Arc;

use fordring::app::Session;
use fordring::app::settings::Settings;
use fordring::app::usecase::dues_sms::tester;
use serde_json::{Value as Json, json};

use crate::common::Site;

const TWO: &str = "+4791000044";

/// Two with one number on the card, one of them as people write it; and one with that number besides another.
fn shared() -> Site {
    let site = Site::new();
    site.claims(
        "party,name,phone,kind,due,amount\n1,Åse Ødegård,+4791000044,dues,2099-12-01,50\n2,Per Strand,910 00 044,dues,2099-12-01,50\n\
         3,Liv Moen,910 00 032,dues,2099-12-01,50\n",
    );
    site.ok(&["parties", "phones", "add", "3", "0047 910 00 044", "--comment", "hytta"]);
    site
}

fn rows(site: &Site) -> Vec<(String, String)> {
    let list = site.json(&["parties", "shared", "--json"]);
    let word = |row: &Json, key: &str| row[key].as_str().unwrap().to_owned();
    list.as_array()
        .unwrap()
        .iter()
        .map(|row| (word(row, "phone"), word(row, "party")))
        .collect()
}

fn answer(site: &Site, from: &str) -> String {
    let setup = [
        "sms",
        "set",
        "--open",
        "--number",
        "2030",
        "--keywords",
        "ORG1",
        "--sub-keywords",
        "BETAL",
        "--url",
        "https://org1.example",
    ];
    let mut args = setup.to_vec();
    args.extend(["--comment", "start"]);
    // Set once; a second time nothing changes and that is told.
    site.run(&args);
    let mut session = Session::open(&site.db, "kari", None).unwrap();
    session.settings = Arc::new(Settings::default());
    format!("{:?}", tester::try_out(&session, "ORG1 BETAL 50", from).unwrap())
}

#[test]
fn numbers_are_added_put_first_and_taken_away() {
    let site = Site::new();
    site.ok(&["parties", "create", "--name", "Berit", "--phone", "999 99 999", "--comment", "ny"]);
    let act = |verb: &str, phone: &str| site.json(&["parties", "phones", verb, "1001", phone, "--json", "--comment", "ringte"]);
    let two = act("add", "+46 70-123 45 67");
    assert_eq!((&two["phone"], &two["numbers"]), (&json!("+4799999999"), &json!(["+46701234567"])));
    let first = act("main", "0046701234567");
    assert_eq!(
        (&first["phone"], &first["numbers"]),
        (&json!("+46701234567"), &json!(["+4799999999"]))
    );
    assert_eq!(first["changes"][0]["action"], "number_first");
    let said = site.fails(&["parties", "phones", "add", "1001", "99999999", "--comment", "x"], 1);
    assert!(said.contains("already"), "{said}");
    let said = site.fails(&["parties", "phones", "remove", "1001", "22 22 22 22", "--comment", "x"], 1);
    assert!(said.contains("does not stand"), "{said}");
    let left = act("remove", "+46701234567");
    assert_eq!(
        (&left["phone"], &left["numbers"]),
        (&json!("+4799999999"), &json!([])),
        "the next one comes onto the card"
    );
    let none = act("remove", "99999999");
    assert_eq!((&none["phone"], &none["numbers"]), (&Json::Null, &json!([])));
    site.check();
}

#[test]
fn a_number_on_several_is_kept_on_one_and_the_member_can_pay_afterwards() {
    let site = shared();
    let all = [(TWO, "1"), (TWO, "2"), (TWO, "3")].map(|(phone, party)| (phone.to_owned(), party.to_owned()));
    let mut found = rows(&site);
    found.sort();
    assert_eq!(found, all);
    assert!(answer(&site, TWO).contains("SeveralParties"), "{}", answer(&site, TWO));
    let shown = site.json(&["parties", "show", "2", "--json"]);
    assert_eq!(
        (&shown["phone"], &shown["shared_numbers"]),
        (&json!("910 00 044"), &json!([TWO])),
        "as given until it is edited"
    );
    site.fails(&["parties", "keep", "2", TWO], 2);
    site.ok(&["parties", "keep", "2", "91 00 00 44", "--comment", "bare Per sin"]);
    assert_eq!(rows(&site), []);
    assert!(!answer(&site, TWO).contains("SeveralParties"), "{}", answer(&site, TWO));
    let who = |party: &str| site.json(&["parties", "show", party, "--json"]);
    assert_eq!((&who("1")["phone"], &who("3")["numbers"]), (&Json::Null, &json!([])));
    assert_eq!(who("1")["changes"][0]["comment"], "bare Per sin");
    assert_eq!(who("2")["changes"][0]["action"], "number_kept");
    let said = site.fails(&["parties", "keep", "2", TWO, "--comment", "x"], 1);
    assert!(said.contains("one alone"), "{said}");
    site.check();
}

#[test]
fn numbers_that_cannot_be_read_stay_as_given_and_are_listed_with_the_reason() {
    let site = Site::new();
    site.claims(
        "party,name,phone,due,amount\n1,Åse,ring Berit,2099-12-01,50\n2,Per,123,2099-12-01,50\n3,Liv,999 99 99,2099-12-01,50\n4,Ola,999 99 999,2099-12-01,50\n5,Kim,,2099-12-01,50\n",
    );
    let list = site.json(&[
        "parties",
        "list",
        "--json",
        "--filter",
        "phone_fault:*",
        "--sort",
        "number",
        "--columns",
        "number,phone,phone_fault",
    ]);
    assert_eq!(
        list,
        json!([
            {"number": "1", "phone": "ring Berit", "phone_fault": "letters"},
            {"number": "2", "phone": "123", "phone_fault": "too_short"},
            {"number": "3", "phone": "999 99 99", "phone_fault": "not_in_use"},
        ])
    );
    let lonely = site.json(&["parties", "list", "--json", "--filter", "reachable:no", "--columns", "number"]);
    assert_eq!(lonely.as_array().unwrap().len(), 4);
    site.ok(&["parties", "set", "1", "--phone", "999 99 998", "--comment", "spurt"]);
    let left = site.json(&["parties", "list", "--json", "--filter", "phone_fault:*"]);
    assert_eq!(left.as_array().unwrap().len(), 2);
    site.check();
}

#[test]
fn check_finds_a_number_that_is_dialled_otherwise_than_it_is_written() {
    let site = Site::new();
    site.ok(&["parties", "create", "--name", "Berit", "--phone", "999 99 999", "--comment", "ny"]);
    site.conn().execute("UPDATE party SET phone_e164 = '+4799999998'", []).unwrap();
    assert_eq!(site.faults(), ["party-phone"]);
    // Whoever writes the number alone leaves no old reading behind.
    site.conn().execute("UPDATE party SET phone = '999 99 997'", []).unwrap();
    let read: String = site.conn().query_row("SELECT phone_e164 FROM party", [], |row| row.get(0)).unwrap();
    assert_eq!(read, "");
    site.check();
}

/// A site as schema 1 wrote it.
const SCHEMA_1: &str = include_str!("../golden/schema/1.sql");

#[test]
fn the_numbers_of_an_older_file_are_read_when_it_is_brought_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    let conn = rusqlite::Connection::open(&db).unwrap();
    conn.execute_batch(SCHEMA_1).unwrap();
    for (number, phone) in [("M101", "999 99 999"), ("M102", "+46 (0)70-123 45 67"), ("M103", "ring sjefen")] {
        conn.execute("UPDATE party SET phone = ?2 WHERE number = ?1", [number, phone])
            .unwrap();
    }
    conn.pragma_update(None, "application_id", 0x464F_5244).unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    drop(conn);
    let site = Site { dir, db };
    site.check();
    let list = site.json(&[
        "parties",
        "list",
        "--json",
        "--filter",
        "phone:*",
        "--sort",
        "number",
        "--columns",
        "phone,phone_fault",
    ]);
    assert_eq!(
        list,
        json!([
            {"phone": "999 99 999", "phone_fault": null},
            {"phone": "+46 (0)70-123 45 67", "phone_fault": null},
            {"phone": "ring sjefen", "phone_fault": "letters"},
        ]),
        "as given until somebody edits them"
    );
    let dialled: Vec<String> = site
        .conn()
        .prepare("SELECT phone_e164 FROM party WHERE phone <> '' ORDER BY number")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(dialled, ["+4799999999", "+46701234567", ""]);
}
