//! Sweden and Denmark: draws and agreements in their own formats.

use std::fmt::Write as _;

use crate::common::{Site, day};
use crate::world::*;

/// A site of a country with one claim due in so many days, and an account that is set up.
fn abroad(country: &str, account: &str, rules: &str, reference: &str, due: i64, setup: &str) -> Site {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    let site = Site { dir, db };
    site.ok(&["init", "--country", country, "--name", "Mallås Foreningen"]);
    site.ok(&["accounts", "add", account, "--references", rules]);
    let mut table = String::from("number,party,name,kind,reference,issued,due,amount,description\n");
    let _ = writeln!(
        table,
        "101,1234,Bertil Bergström,dues,{reference},{},{},500.00,Medlemsavgift",
        day(-5),
        day(due)
    );
    site.claims(&table);
    site.conn().execute(&format!("UPDATE bank_account SET {setup}"), []).unwrap();
    site
}

fn swedish() -> Site {
    abroad("se", "9912346", "ocr", "1010000006", 20, "unit_id = '471117', creditor = '9912346'")
}

fn danish() -> Site {
    let setup = "unit_id = '12345678', creditor = '05512345', debtor_group = '00001'";
    abroad("dk", "10010009999999", "fik71:89999993", "000000000001016", 70, setup)
}

#[test]
fn autogiro_draws_and_takes_back() {
    let site = swedish();
    agree(&site, 101, "autogiro", "1234", 2);
    assert_eq!(due(&site), (vec!["draw 101".to_owned()], Vec::new()));
    let file = written(&site, &[]);
    assert_eq!((&file["format"], &file["sum"]), (&"autogiro".into(), &"500.00".into()));
    let text: String = saved(&file).iter().map(|byte| char::from(*byte)).collect();
    assert!(text.contains("AUTOGIRO") && text.contains("1010000006"), "{text}");
    step(&site, "sent", &file);
    site.ok(&["claims", "annul", "101", "--comment", "utträdd"]);
    site.conn()
        .execute("UPDATE bank_file SET sent_at = sent_at - 86400000", [])
        .unwrap();
    assert_eq!(due(&site).0, ["withdraw 101"]);
    let back = written(&site, &[]);
    step(&site, "sent", &back);
    assert_eq!(states(&site, &file), ["withdrawn"]);
}

#[test]
fn betalingsservice_gets_the_sub_system_that_was_agreed() {
    let site = danish();
    agree(&site, 101, "betalingsservice", "1234", 2);
    let set = |system: &'static str| ["accounts", "set", "10010009999999", "--system", system, "--comment", "aftale"];
    assert!(site.fails(&set("B1"), 1).contains("BS1"));
    site.ok(&set("kr9"));
    assert!(site.ok(&["accounts", "show", "10010009999999"]).contains("KR9"));
    assert!(saved(&written(&site, &[])).starts_with(b"BS00212345678KR90601"));
    site.check();
}

#[test]
fn an_agreement_that_the_payer_asked_for_is_accepted() {
    let site = swedish();
    agree(&site, 101, "autogiro", "1234", 6);
    let (items, left) = due(&site);
    assert_eq!((items, left), (vec!["mandate 1234".to_owned()], vec!["101 not-agreed".to_owned()]));
    let file = written(&site, &["--what", "agreements"]);
    assert_eq!(file["sums"]["agreements"], 1);
    step(&site, "sent", &file);
    let state: i64 = site.conn().query_row("SELECT state FROM mandate", [], |row| row.get(0)).unwrap();
    assert_eq!(state, 1, "asked");
    assert_eq!(due(&site).0, Vec::<String>::new(), "once");
}

#[test]
fn betalingsservice_draws_once_a_day_and_takes_nothing_back_by_file() {
    let site = danish();
    agree(&site, 101, "betalingsservice", "1234", 2);
    // Without the agreement's number a slip may have to be printed, so the payer's address has to be whole.
    site.conn().execute("UPDATE mandate SET number = ''", []).unwrap();
    assert_eq!(due(&site), (Vec::new(), vec!["101 no-address".to_owned()]));
    let sql = "UPDATE party SET address = 'Storegade 1', postcode = 'DK-8000', city = 'Aarhus C'";
    site.conn().execute(sql, []).unwrap();
    assert_eq!(due(&site), (vec!["draw 101".to_owned()], Vec::new()));
    let file = written(&site, &[]);
    assert_eq!(file["format"], "betalingsservice");
    assert!(saved(&file).starts_with(b"BS00212345678BS10601"));
    step(&site, "sent", &file);
    site.ok(&["claims", "annul", "101", "--comment", "udmeldt"]);
    assert_eq!(due(&site).1, ["101 not-by-file"]);
}
