//! Two that are one: everything follows, with history, and nothing goes any other way.

use std::fmt::Write as _;

use rusqlite::Connection;
use serde_json::{Value as Json, json};

use crate::common::{ACCOUNT, Site, day, kid, ocr, pay, pay_from, text};

/// One person registered twice: claims and payments on both, a credit, a car, messages' numbers.
fn twice() -> Site {
    let site = Site::new();
    let mut table = String::from("number,party,name,phone,kind,reference,issued,due,amount,description\n");
    for (number, party, name, phone) in [
        (101, "M1", "Kari Ås", "999 99 999"),
        (102, "M2", "Kari Aas", "910 00 044"),
        (103, "M2", "Kari Aas", "910 00 044"),
        (104, "M3", "Per", ""),
    ] {
        let dates = format!("{},{}", day(-20), day(10));
        let _ = writeln!(
            table,
            "{number},{party},{name},{phone},dues,{},{dates},100.00,Kontingent",
            kid(number)
        );
    }
    site.claims(&table);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(102), 10_000), pay_from(1, &kid(103), 15_000)]));
    site.ok(&["claims", "move-remainder", "103", "--to", "credit", "--comment", "beholdes"]);
    site.ok(&["parties", "vehicles", "put", "M2", "AB 12345", "--comment", "ny"]);
    site.ok(&["parties", "phones", "add", "M2", "910 00 055", "--comment", "jobb"]);
    site.ok(&["parties", "set", "M2", "--email", "kari@example.org", "--comment", "ny"]);
    site.ok(&["parties", "set", "M3", "--payer", "M2", "--comment", "barn"]);
    site
}

fn merge(site: &Site, keep: &str, gone: &str) -> Json {
    site.json(&["parties", "merge", keep, gone, "--comment", "samme person", "--json"])
}

fn sums(conn: &Connection) -> Vec<i64> {
    let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    [
        "SELECT coalesce(sum(amount), 0) FROM claim",
        "SELECT coalesce(sum(\"left\"), 0) FROM claim",
        "SELECT coalesce(sum(amount), 0) FROM payment",
        "SELECT coalesce(sum(amount), 0) FROM movement",
        "SELECT coalesce(sum(amount), 0) FROM away",
        "SELECT count(*) FROM posting",
    ]
    .map(one)
    .to_vec()
}

#[test]
fn everything_follows_with_history_and_no_money_moves() {
    let site = twice();
    let before = sums(&site.conn());
    let foretold = site.json(&["parties", "merge", "M1", "M2", "--dry-run", "--json"]);
    assert_eq!((&foretold["status"], sums(&site.conn())), (&json!("would_merge"), before.clone()));
    let mut done = merge(&site, "M1", "M2");
    assert_eq!(done["status"], "merged");
    done["status"] = json!("would_merge");
    assert_eq!(done, foretold, "what was said is what was done");
    assert_eq!(
        (
            &done["moves"]["claims"],
            &done["moves"]["credit"],
            &done["moves"]["vehicles"],
            &done["moves"]["household"]
        ),
        (&json!(2), &json!(1), &json!(1), &json!(1))
    );
    assert_eq!(sums(&site.conn()), before, "no øre moved");
    site.check();
    let kept = site.json(&["parties", "show", "M1", "--json"]);
    assert_eq!(
        (&kept["claims_in_all"], &kept["payments_in_all"], &kept["credit"]),
        (&json!(3), &json!(2), &json!("50.00"))
    );
    assert_eq!(
        (&kept["phone"], &kept["email"], &kept["numbers"]),
        (
            &json!("999 99 999"),
            &json!("kari@example.org"),
            &json!(["+4791000044", "+4791000055"])
        )
    );
    assert_eq!(kept["pays_for"], json!([{"number": "M3", "name": "Per"}]));
    assert_eq!(
        (&kept["changes"][0]["action"], &kept["changes"][0]["comment"]),
        (&json!("merged_in"), &json!("samme person"))
    );
    // The claims are listed with the name they have now.
    let claims = site.json(&["claims", "list", "--json", "--filter", "recipient:ås", "--columns", "number"]);
    assert_eq!(claims.as_array().unwrap().len(), 3);
    // Who went leads to who stayed, and stands in no list.
    assert_eq!(site.json(&["parties", "show", "M2", "--json"])["number"], "M1");
    assert_eq!(site.json(&["parties", "list", "--json"]).as_array().unwrap().len(), 2);
    assert_eq!(
        site.json(&["parties", "list", "--json", "--filter", "M2", "--columns", "number"]),
        json!([{"number": "M1"}])
    );
    let found = site.json(&["find", "M2", "--json"]);
    let customers: Vec<&Json> = found["hits"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|hit| hit["kind"] == "customer")
        .collect();
    assert_eq!(customers.iter().map(|hit| &hit["number"]).collect::<Vec<_>>(), [&json!("M1")]);
    let said = site.fails(&["parties", "merge", "M3", "M2", "--comment", "x"], 1);
    assert!(said.contains("M2") && said.contains("M1"), "{said}");
    // Claims that name the old number come to who stayed.
    site.claims(&format!("party,name,issued,due,amount\nM2,Kari Ås,{},{},1\n", day(-2), day(10)));
    assert_eq!(site.json(&["parties", "show", "M1", "--json"])["claims_in_all"], 4);
    site.check();
}

#[test]
fn a_reference_of_who_went_leads_the_money_to_who_stayed() {
    let site = Site::new();
    let (one, two) = (kid(7001), kid(7002));
    let path = site.file("p.csv", format!("number,name,reference\n1,Kari,{one}\n2,Kari,{two}\n3,Kari,\n"));
    site.ok(&["parties", "import", text(&path)]);
    site.claims(&format!("party,kind,issued,due,amount\n1,dues,{},{},100\n", day(-20), day(10)));
    let done = merge(&site, "1", "2");
    assert_eq!(done["leads_to"], json!(two));
    site.stored("a.ocr", &ocr(1, vec![pay(&two, 10_000)]));
    let kept = site.json(&["parties", "show", "1", "--json"]);
    assert_eq!((&kept["owed"], &kept["payments_in_all"]), (&json!("0.00"), &json!(1)));
    assert_eq!(site.json(&["parties", "find", &two, "--json"])[0]["number"], "1");
    // Who has none gets it, and a second merge makes no chain.
    merge(&site, "3", "1");
    assert_eq!(site.json(&["parties", "show", "3", "--json"])["reference"], json!(one));
    let far: i64 = site
        .conn()
        .query_row(
            "SELECT count(*) FROM party WHERE merged_into = (SELECT id FROM party WHERE number = '3')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(far, 2);
    site.check();
}

#[test]
fn two_that_cannot_be_one_are_refused_and_nothing_changes() {
    let site = twice();
    let before = (site.counts(), sums(&site.conn()));
    let refused = |keep: &str, gone: &str, told: &str| {
        let said = site.fails(&["parties", "merge", keep, gone, "--comment", "x"], 1);
        assert!(said.contains(told), "{said}");
    };
    refused("M1", "M1", "one already");
    refused("M1", "M9", "no customer M9");
    site.fails(&["parties", "merge", "M1", "M2"], 2);
    site.fails(&["parties", "merge", "M1", "M2", "--comment", "  "], 2);
    assert_eq!((site.counts(), sums(&site.conn())), before);
    site.ok(&["parties", "set", "M1", "--birth-date", "1980-01-01", "--comment", "x"]);
    site.ok(&["parties", "set", "M2", "--birth-date", "1950-01-01", "--comment", "x"]);
    refused("M1", "M2", "different days");
    site.ok(&["parties", "set", "M2", "--birth-date", "", "--comment", "x"]);
    site.ok(&["parties", "set", "M1", "--org-number", "999000010", "--comment", "x"]);
    site.ok(&["parties", "set", "M2", "--org-number", "999000029", "--comment", "x"]);
    refused("M1", "M2", "two companies");
    site.ok(&["parties", "set", "M2", "--org-number", "", "--comment", "x"]);
    // M2 pays for M3, so nobody can pay for the two together.
    site.ok(&["parties", "create", "--number", "M4", "--name", "Liv", "--comment", "x"]);
    site.ok(&["parties", "set", "M1", "--payer", "M4", "--comment", "x"]);
    refused("M1", "M2", "who pays");
    site.ok(&["parties", "set", "M1", "--payer", "", "--comment", "x"]);
    // Two agreements on one account would draw one claim twice.
    let conn = site.conn();
    for party in ["M1", "M2"] {
        conn.execute(
            "INSERT INTO mandate (account_id, scheme, payer_number, party_id, state, changed_at)
             SELECT b.id, 'avtalegiro', ?1, p.id, 2, 0 FROM bank_account b, party p WHERE b.number = ?2 AND p.number = ?1",
            [party, ACCOUNT],
        )
        .unwrap();
    }
    refused("M1", "M2", "twice");
    conn.execute("UPDATE mandate SET state = 4 WHERE payer_number = 'M1'", []).unwrap();
    merge(&site, "M1", "M2");
    site.check();
}

#[test]
fn the_rails_let_things_go_along_a_merge_and_no_other_way() {
    let site = twice();
    let conn = site.conn();
    let id = |number: &str| {
        conn.query_row("SELECT id FROM party WHERE number = ?1", [number], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let (keep, gone, other) = (id("M1"), id("M2"), id("M3"));
    for sql in [
        "UPDATE claim SET party_id = ?1 WHERE party_id = ?2",
        "UPDATE away SET party_id = ?1 WHERE party_id = ?2",
        "UPDATE movement SET party_id = ?1 WHERE party_id = ?2",
    ] {
        let error = conn.execute(sql, [keep, gone]).unwrap_err().to_string();
        assert!(error.contains("never") || error.contains("not changed"), "{sql}: {error}");
    }
    conn.execute("UPDATE party SET merged_into = ?1 WHERE id = ?2", [keep, gone])
        .unwrap();
    // Only to the one it was merged into.
    conn.execute("UPDATE claim SET party_id = ?1 WHERE party_id = ?2", [other, gone])
        .unwrap_err();
    conn.execute("UPDATE claim SET party_id = ?1, kind = 3 WHERE party_id = ?2", [keep, gone])
        .unwrap_err();
    conn.execute(
        "UPDATE movement SET party_id = ?1, amount = amount + 1 WHERE party_id = ?2",
        [keep, gone],
    )
    .unwrap_err();
    // What was merged stays so, and makes no chain.
    conn.execute("UPDATE party SET merged_into = NULL WHERE id = ?1", [gone])
        .unwrap_err();
    conn.execute("UPDATE party SET merged_into = ?1 WHERE id = ?2", [other, gone])
        .unwrap_err();
    conn.execute("UPDATE party SET merged_into = ?1 WHERE id = ?2", [gone, other])
        .unwrap_err();
    conn.execute("UPDATE party SET merged_into = id WHERE id = ?1", [other])
        .unwrap_err();
    conn.execute("UPDATE party SET number = 'X' WHERE id = ?1", [other]).unwrap_err();
    // Half a merge is found.
    assert!(site.faults().contains(&"party-merged".to_owned()));
}
