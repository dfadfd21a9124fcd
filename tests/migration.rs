//! An older file is brought up to date when it is opened, after a copy of it was made.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::*;
use fordring::app::usecase::payments::{Part, PaymentAct, handle};
use rusqlite::Connection;

/// A site as schema 1 wrote it: paid, paid by several in three files, overpaid, annulled and paid later, and lines taken away
/// from under the money on them.
const SCHEMA_1: &str = include_str!("golden/schema/1.sql");

fn old() -> Site {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    let conn = Connection::open(&db).unwrap();
    conn.execute_batch(SCHEMA_1).unwrap();
    conn.pragma_update(None, "application_id", 0x464F_5244).unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    drop(conn);
    Site { dir, db }
}

#[test]
fn a_file_of_schema_1_keeps_its_money_and_its_history() {
    let site = old();
    site.check();
    let copies = std::fs::read_dir(site.dir.path()).unwrap();
    let copies = copies.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("before-1-to-"));
    assert_eq!(copies.count(), 1, "a copy was made first");
    for (number, paid, changes, transactions) in [
        (101, "100.00", "received", "100.00"),
        (102, "101.00", "received received received", "40.00 60.00 1.00"),
        (103, "120.00", "received", "120.00"),
        (104, "100.00", "annulled received", "100.00"),
        (105, "0.00", "credited", ""),
        (106, "60.00", "received line_dropped received received", "30.00 10.00 15.00 5.00"),
        (107, "140.00", "received line_dropped discounted", "120.00 20.00"),
        (108, "0.00", "", ""),
    ] {
        let claim = site.claim(number);
        let words = |list: &str, name: &str| {
            let list = claim[list].as_array().unwrap().iter();
            list.map(|one| one[name].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(claim["paid"].as_str(), Some(paid), "{number}: {claim:#}");
        assert_eq!(words("changes", "action"), changes, "{number}: {claim:#}");
        assert_eq!(words("transactions", "amount"), transactions, "{number}: {claim:#}");
    }
    // And it works on: the next file, and a change of a line that has money on it.
    site.stored("d.ocr", &ocr(4, vec![pay(&kid(108), 12_000), pay(&kid(108), 1_000)]));
    site.ok(&[
        "claims",
        "discount",
        "108",
        "--line",
        "1",
        "--amount",
        "30",
        "--text",
        "Rabatt",
        "--comment",
        "Feil",
    ]);
    site.check();
}

#[test]
fn what_stands_on_lines_came_along() {
    let site = old();
    site.check();
    let mut placed = Vec::new();
    let conn = site.conn();
    let mut statement = conn
        .prepare(
            "SELECT c.number, a.payment_id, coalesce(a.line_no, 0), a.amount, j.action, a.undone_seq IS NOT NULL FROM allocation a
               JOIN claim c ON c.id = a.claim_id JOIN journal j ON j.seq = a.seq AND j.id = c.id WHERE c.number IN (106, 107)
             ORDER BY a.claim_id, a.payment_id, a.place",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let number = |place: usize| row.get::<_, i64>(place).unwrap();
        placed.push((
            number(0),
            number(1),
            number(2),
            number(3),
            row.get::<_, String>(4).unwrap(),
            number(5),
        ));
    }
    let placed: Vec<_> = placed.iter().map(|p| (p.0, p.1, p.2, p.3, p.4.as_str(), p.5)).collect();
    let wanted = [
        (106, 6, 1, 3_000, "received", 1),
        (106, 6, 2, 3_000, "line_dropped", 0),
        (106, 12, 2, 1_000, "received", 0),
        (106, 13, 2, 1_000, "received", 0),
        (106, 13, 0, 500, "received", 0),
        (106, 14, 0, 500, "received", 0),
        (107, 7, 1, 10_000, "received", 1),
        (107, 7, 2, 2_000, "received", 1),
        (107, 7, 1, 10_000, "line_dropped", 1),
        (107, 7, 1, 8_000, "discounted", 0),
        (107, 7, 0, 4_000, "received", 0),
        (107, 8, 2, 2_000, "received", 1),
        (107, 8, 0, 2_000, "received", 0),
    ];
    assert_eq!(placed, wanted);
}

/// The schema of this program: a step a file.
fn newest() -> i64 {
    let steps = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/migrations")).unwrap();
    i64::try_from(steps.count()).unwrap()
}

#[test]
fn every_ore_of_an_older_file_has_its_place() {
    let site = old();
    site.check();
    let conn = site.conn();
    let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(one("SELECT user_version FROM pragma_user_version"), newest());
    let (came, left) = (
        "SELECT sum(amount) FROM payment WHERE amount > 0",
        "SELECT sum(amount - used) FROM payment WHERE amount > 0",
    );
    let on_claims = one("SELECT coalesce(sum(amount), 0) FROM allocation WHERE undone_seq IS NULL");
    let away = one("SELECT coalesce(sum(amount), 0) FROM away WHERE undone_seq IS NULL");
    assert_eq!(
        one(came),
        on_claims + one(left) + away,
        "received = on claims + left over + elsewhere"
    );
    assert_eq!(one("SELECT sum(paid) FROM claim"), on_claims);
    assert_eq!(
        one("SELECT count(*) FROM claim WHERE (status = 2) <> (settled IS NOT NULL) AND status <> 3"),
        0
    );
    assert_eq!(
        one("SELECT count(*) FROM claim WHERE written_off <> 0 OR reminded_on IS NOT NULL"),
        0
    );
    // What the old program placed is taken off by the new one, and put back.
    drop(conn);
    let before = site.claim(101);
    site.check();
    let mut session = fordring::app::Session::open(&site.db, "kari", None).unwrap();
    let payment = site.conn().query_row(
        "SELECT payment_id FROM allocation WHERE claim_id = (SELECT id FROM claim WHERE number = 101)",
        [],
        |row| row.get(0),
    );
    let part = Part {
        claim: "101".to_owned(),
        amount: None,
        seen_left: None,
    };
    for act in [
        PaymentAct::Unmatch { claim: "101".to_owned() },
        PaymentAct::Match {
            parts: vec![part],
            write_off: false,
        },
    ] {
        handle(&mut session, *payment.as_ref().unwrap(), &act, "flyttet", None).unwrap();
        site.check();
    }
    let after = site.claim(101);
    for name in ["status", "extra_status", "paid", "left", "paid_on", "method", "payer"] {
        assert_eq!(before[name], after[name], "{name}");
    }
}

#[test]
fn a_copy_that_an_earlier_try_left_does_not_stand_in_the_way() {
    let site = old();
    let left = site.db.with_extension(format!("before-1-to-{}", newest()));
    std::fs::write(&left, "an earlier try").unwrap();
    site.check();
    assert_eq!(std::fs::read_to_string(&left).unwrap(), "an earlier try");
    assert!(site.db.with_extension(format!("before-1-to-{}-2", newest())).exists());
}

#[test]
fn an_account_of_the_sites_own_keeps_the_number_that_a_later_schema_uses() {
    let site = old();
    let conn = Connection::open(&site.db).unwrap();
    conn.execute(
        "INSERT INTO ledger_account (code, role, name) VALUES ('3950', NULL, 'Vår egen')",
        [],
    )
    .unwrap();
    drop(conn);
    site.check();
    let of = |role: i64| -> String {
        let sql = "SELECT code FROM ledger_account WHERE role = ?1";
        site.conn().query_row(sql, [role], |row| row.get(0)).unwrap()
    };
    assert_eq!((of(18).as_str(), of(19).as_str()), ("3950018", "8055"));
    let own: Option<i64> = site
        .conn()
        .query_row("SELECT role FROM ledger_account WHERE code = '3950'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(own, None);
}
