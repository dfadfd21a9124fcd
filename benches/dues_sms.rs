//! Messages about dues: how many a second are taken, answered and handed over, whole program and simulated operator on one disk
//! (at least 1 000). `FORDRING_BENCH_MESSAGES` says how many.

#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::as_conversions,
    missing_docs,
    reason = "a measurement that cannot go on ends"
)]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use fordring::app::Session;
use fordring::app::outbox::{self, Asking};
use fordring::app::ports::{self, Ports};
use fordring::app::settings::Settings;
use fordring::app::usecase::dues_sms::setup::{self, Changes};
use fordring::app::usecase::{claims_import, init};
use fordring::domain::account::Country;
use rusqlite::{Connection, params};

/// What is asked for, messages a second.
const LEAST: f64 = 1_000.0;

fn main() {
    let count: u32 = std::env::var("FORDRING_BENCH_MESSAGES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_000);
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("club.fordring");
    drop(init::init(&db, Country::No, "Organisasjon1", "kari", None).unwrap());
    let mut session = Session::open(&db, "kari", None).unwrap();
    session.settings = Arc::new(Settings::default());
    let members = count / 2;
    let mut table = String::from("party,name,phone,kind,due,amount\n");
    for number in 0..members {
        let _ = writeln!(table, "{number},Medlem {number},{},dues,2099-12-01,50", 41_000_100 + number);
    }
    let file = dir.path().join("members.csv");
    std::fs::write(&file, table).unwrap();
    claims_import::import(&mut session, &file).unwrap();
    let changes = Changes {
        is_open: Some(true),
        number: Some("2030".to_owned()),
        keywords: Some("ORG1".to_owned()),
        sub_keywords: Some("BETAL".to_owned()),
        url: Some("https://org1.example".to_owned()),
        ..Changes::default()
    };
    setup::change(&mut session, &changes, "bench").unwrap();
    let mut ports = Ports::open(&session.settings, &db).unwrap();
    let operator = Connection::open(ports::simulator_path(&db)).unwrap();
    operator.execute_batch("BEGIN").unwrap();
    for number in 0..count {
        // Half of them pay, the other half are told that nothing is outstanding.
        let amount = if number < members { 50 } else { 51 };
        operator
            .execute(
                "INSERT INTO message (phone, text, at_ms, state) VALUES (?1, ?2, 1, 'incoming')",
                params![format!("+47{}", 41_000_100 + number % members), format!("ORG1 BETAL {amount}")],
            )
            .unwrap();
    }
    operator.execute_batch("COMMIT").unwrap();
    let told = |what: &str, began: Instant| {
        let took = began.elapsed().as_secs_f64();
        let rate = f64::from(count) / took;
        println!(
            "{what}: {count} messages in {took:.2} s = {rate:.0}/s, {:.2} × the limit of {LEAST:.0}/s",
            rate / LEAST
        );
    };
    let began = Instant::now();
    outbox::round(&mut session, &mut ports, Asking::Nobody).unwrap();
    told("taken, answered, handed over", began);
    operator
        .execute("UPDATE charge SET due_ms = 1 WHERE due_ms IS NOT NULL", [])
        .unwrap();
    operator
        .execute("UPDATE message SET due_ms = 1 WHERE due_ms IS NOT NULL", [])
        .unwrap();
    outbox::round(&mut session, &mut ports, Asking::Nobody).unwrap();
    told("and every outcome booked and told", began);
    let books = |conn: &Connection, sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let drawn = books(
        &operator,
        "SELECT sum(amount) FROM charge WHERE state IN ('paid', 'paid-undelivered')",
    );
    let booked = books(&Connection::open(&db).unwrap(), "SELECT sum(amount) FROM payment");
    assert_eq!(drawn, booked, "the operator's books and ours");
}
