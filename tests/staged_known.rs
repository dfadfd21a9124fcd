//! The same money once (Nets OCR giro, rule 30) while a large file is on its way: what it has booked already is known to a file that
//! another console imports beside it, and the other way round.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::path::Path;

use common::{Site, archived, day, kid, ocr};
use fordring::app::Session;
use fordring::app::import::{self, Done, Request, Watch};
use rusqlite::Connection;

const CLAIMS: u32 = 6_000;
const FIRST: u32 = 101;

fn one(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn run(site: &Site, file: &Path, progress: &mut dyn FnMut(u8)) -> Done {
    let mut session = Session::open(&site.db, "kari", None).unwrap();
    let request = Request {
        path: file.to_path_buf(),
        ..Request::default()
    };
    import::run(&mut session, &request, None, &mut Watch { progress, stop: &|| false }).unwrap()
}

fn site() -> Site {
    let site = Site::new();
    let mut table = String::from("number,party,name,issued,due,amount,reference\n");
    for number in FIRST..FIRST + CLAIMS {
        let (issued, due, kid) = (day(-20), day(10), kid(u64::from(number)));
        table.push_str(&format!("{number},M{number},Berg {number},{issued},{due},50.00,{kid}\n"));
    }
    site.claims(&table);
    site
}

#[test]
fn rule_30_holds_between_a_large_file_that_is_not_finished_and_a_small_one() {
    let site = site();
    let all: Vec<_> = (0..CLAIMS)
        .map(|n| archived(&kid(u64::from(FIRST + n)), 5_000, &format!("{:09}", 100_000_000 + n)))
        .collect();
    let large = site.file("large.ocr", ocr(1, all.clone()));
    // Some that are booked first, some that are booked last, and one of its own.
    let mut some = all[..20].to_vec();
    some.extend_from_slice(&all[all.len() - 20..]);
    some.push(archived(&kid(700_001), 5_000, "300000001"));
    let small = site.file("small.ocr", ocr(2, some));
    let mut beside = None;
    let done = run(&site, &large, &mut |percent| {
        if beside.is_none() && (60..95).contains(&percent) {
            let conn = site.conn();
            let (booked, printed) = (
                one(&conn, "SELECT count(*) FROM payment"),
                one(&conn, "SELECT count(*) FROM payment_print"),
            );
            assert!((20..5_980).contains(&booked), "in the middle of it: {booked}");
            assert_eq!(printed, 0, "what they are known by is written at the end");
            beside = Some(run(&site, &small, &mut |_| {}).counts);
        }
    });
    let beside = beside.unwrap();
    assert_eq!((beside.skipped, beside.stored), (20, 21), "{beside:?}");
    assert_eq!((done.counts.skipped, done.counts.stored), (20, 5_980), "{:?}", done.counts);
    let conn = site.conn();
    let twice = "SELECT count(*) FROM (SELECT 1 FROM payment GROUP BY archive_reference HAVING count(*) > 1)";
    assert_eq!(one(&conn, twice), 0, "the same money once");
    assert_eq!(one(&conn, "SELECT count(*) FROM payment"), i64::from(CLAIMS) + 1);
    assert_eq!(one(&conn, "SELECT count(*) FROM payment_print"), i64::from(CLAIMS) + 1);
    site.check();
    // Later files know all of them.
    let again = site.file("again.ocr", ocr(3, all[..100].to_vec()));
    let done = run(&site, &again, &mut |_| {});
    assert_eq!((done.counts.skipped, done.counts.stored), (100, 0));
}

#[test]
fn what_payments_are_known_by_is_kept_and_checked() {
    let site = site();
    let file = site.file("a.ocr", ocr(1, vec![archived(&kid(101), 5_000, "100000001")]));
    run(&site, &file, &mut |_| {});
    site.check();
    let conn = site.conn();
    for sql in ["UPDATE payment_print SET fingerprint = 1", "DELETE FROM payment_print"] {
        assert!(conn.execute(sql, []).unwrap_err().to_string().contains("known by"), "{sql}");
    }
    conn.execute_batch("DROP TRIGGER payment_print_stay; DELETE FROM payment_print")
        .unwrap();
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(format!("{}{}", ran.out, ran.err).contains("would not be known again"), "{ran:?}");
}

#[test]
fn a_payment_is_looked_for_by_its_fingerprint_alone() {
    let site = site();
    let conn = site.conn();
    let sql = "EXPLAIN QUERY PLAN SELECT y.id FROM payment_print k CROSS JOIN payment y ON y.id = k.payment_id WHERE k.fingerprint = 1";
    let mut statement = conn.prepare(sql).unwrap();
    let steps: Vec<String> = statement.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
    assert_eq!(
        steps,
        [
            "SEARCH k USING PRIMARY KEY (fingerprint=?)",
            "SEARCH y USING INTEGER PRIMARY KEY (rowid=?)"
        ]
    );
}
