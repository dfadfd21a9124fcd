//! A dues run: how many claims a second are issued, with number, reference, lines, membership, postings and change log (at least
//! 5 000), against a raw insert of the same rows into a copy of the same file, on the same disk.
//!
//! `cargo bench --bench dues_run`; `FORDRING_BENCH_CLAIMS` (50 000) says how many.

#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    missing_docs,
    reason = "a measurement that cannot go on ends"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use chrono::{Days, Local};
use fordring::app::Session;
use fordring::app::import::Watch;
use fordring::app::usecase::dues::run::{self, Request};
use fordring::app::usecase::dues::set_up::Typed;
use fordring::app::usecase::dues::{enrol, kinds, set_up};
use fordring::app::usecase::register::import as parties_import;
use fordring::app::usecase::{accounts, init};
use fordring::domain::account::Country;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// What is asked for, claims a second.
const LEAST: f64 = 5_000.0;
/// The tables that a run adds rows to.
const TABLES: [&str; 7] = [
    "voucher",
    "posting",
    "claim",
    "claim_line",
    "membership",
    "journal",
    "journal_value",
];

fn site(db: &Path, count: u32) -> Session {
    drop(init::init(db, Country::No, "Foreningen", "kari", None).unwrap());
    let mut session = Session::open(db, "kari", None).unwrap();
    accounts::add(&mut session, "12345678903", "Kontingent", "mod10:11").unwrap();
    let mut table = String::from("number,name,phone\n");
    for number in 1..=count {
        let _ = writeln!(
            table,
            "{number},Medlem {},{}",
            number.wrapping_mul(7919) % count,
            41_000_100 + number
        );
    }
    let file = db.with_extension("csv");
    std::fs::write(&file, table).unwrap();
    parties_import::import(&mut session, &file, false).unwrap();
    kinds::add(&mut session, "main", "Hovedmedlem", "bench").unwrap();
    let parties: Vec<i64> = (1..=i64::from(count)).collect();
    enrol::assign(&mut session, "main", &parties, (None, None), "bench").unwrap();
    let typed = Typed {
        kind: Some("main".to_owned()),
        period: Some(Local::now().format("%Y").to_string()),
        due_on: Local::now().date_naive().checked_add_days(Days::new(20)),
        lines: Some("Hovedmedlem=1000; Tidsskrift=250".to_owned()),
        is_open: Some(true),
        ..Typed::default()
    };
    set_up::add(&mut session, "main", &typed, "bench").unwrap();
    session
}

fn count(conn: &Connection, table: &str) -> i64 {
    conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
        .unwrap()
}

/// The rows that a run added to a table, oldest first.
fn added(done: &Connection, table: &str, before: i64) -> Vec<Vec<Value>> {
    let mut statement = done.prepare(&format!("SELECT * FROM {table} LIMIT -1 OFFSET {before}")).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

fn main() {
    let claims: u32 = std::env::var("FORDRING_BENCH_CLAIMS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(50_000);
    let dir = tempfile::tempdir().unwrap();
    let (db, copy) = (dir.path().join("club.fordring"), dir.path().join("copy.fordring"));
    let mut session = site(&db, claims);
    let conn = Connection::open(&db).unwrap();
    conn.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    let before: Vec<i64> = TABLES.iter().map(|table| count(&conn, table)).collect();

    let request = Request {
        dues: "main".to_owned(),
        ..Request::default()
    };
    let began = Instant::now();
    let preview = run::preview(&session, &request).unwrap();
    println!(
        "preview: {} members in {:.2} s",
        preview.plan.members(),
        began.elapsed().as_secs_f64()
    );
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let began = Instant::now();
    let done = run::run(&mut session, &request, "bench", None, &mut watch).unwrap();
    let took = began.elapsed().as_secs_f64();
    assert_eq!(u32::try_from(done.claims).unwrap(), claims);
    let rate = f64::from(claims) / took;
    println!(
        "run: {claims} claims in {took:.2} s = {rate:.0}/s, {:.2} × the limit of {LEAST:.0}/s",
        rate / LEAST
    );

    let rows: Vec<Vec<Vec<Value>>> = TABLES.iter().zip(&before).map(|(table, from)| added(&conn, table, *from)).collect();
    let mut raw = Connection::open(&copy).unwrap();
    raw.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -49152;")
        .unwrap();
    let began = Instant::now();
    let tx = raw.transaction().unwrap();
    for (table, rows) in TABLES.iter().zip(&rows) {
        let Some(first) = rows.first() else { continue };
        let places = vec!["?"; first.len()].join(",");
        let mut insert = tx.prepare(&format!("INSERT INTO {table} VALUES ({places})")).unwrap();
        for row in rows {
            insert.execute(params_from_iter(row)).unwrap();
        }
    }
    tx.commit().unwrap();
    let raw_took = began.elapsed().as_secs_f64();
    let all: usize = rows.iter().map(Vec::len).sum();
    println!(
        "raw insert of the same {all} rows: {raw_took:.2} s; the run took {:.2} × that",
        took / raw_took
    );
}
