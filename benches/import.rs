//! What an import costs, beside a raw insert of the same payments in the same run, and how long others wait for it; and parsing, one
//! change, and bytes per claim.
//!
//! `cargo bench --bench import`; `FORDRING_BENCH_CLAIMS` (100 000), `FORDRING_BENCH_PAYMENTS` (10 000) and
//! `FORDRING_BENCH_RUNS` (3) make it larger. Figures are printed, not asserted: look at the ratios, the machine may be busy.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a measurement that cannot go on fails"
)]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{Days, Local, NaiveDate};
use fordring::app::Session;
use fordring::app::import::{self, Request, Watch};
use fordring::app::usecase::claims::{Act, change};
use fordring::app::usecase::{accounts, init};
use fordring::domain::account::Country;
use fordring::domain::bankfile::Direction;
use fordring::domain::claim::Kind;
use fordring::domain::ledger::Draft;
use fordring::domain::money::{Currency, Money};
use fordring::domain::reference::with_check_digit_mod10;
use fordring::formats::{self, ReadOptions, WriteFile, WritePart, WritePayment};
use fordring::store::claim::{NewClaim, NewLine};
use fordring::store::party::NewParty;
use fordring::store::tx::Actor;
use fordring::store::{Store, ledger, party};
use rusqlite::{Connection, params};
use rust_decimal::Decimal;

const ACCOUNT: &str = "12345678903";
/// Payments per part of a file, as the banks do it.
const PART: usize = 50_000;

fn wanted(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// The KID of a claim: in an order that has nothing to do with the order of the claims.
fn kid(claim: u32) -> String {
    let mixed = u64::from(claim).wrapping_mul(2_654_435_761) % 10_000_000_000;
    with_check_digit_mod10(&format!("{mixed:010}")).unwrap().to_string()
}

fn amount(claim: u32) -> i64 {
    i64::from(claim % 900 + 100) * 100
}

fn build(path: &Path, claims: u32) {
    let session = init::init(path, Country::No, "Fjellklubben", "kari", None).unwrap();
    drop(session);
    let mut session = Session::open(path, "kari", None).unwrap();
    accounts::add(&mut session, ACCOUNT, "", "mod10:11").unwrap();
    drop(session);
    let mut store = Store::open(path).unwrap();
    store.set_cache_kib(256 * 1024).unwrap();
    let actor = Actor {
        operator: "kari".to_owned(),
        at_ms: 0,
        today: today(),
    };
    let tx = store.begin(actor).unwrap();
    let voucher = ledger::open_voucher(&tx, "claims_issued", "bench", today()).unwrap();
    let mut draft = Draft::default();
    for number in 1..=claims {
        let new = NewParty {
            number: Some(format!("{number}")),
            name: format!("Nordmann {number}, Kari"),
            ..NewParty::default()
        };
        let party = party::add(&tx, &new, Country::No.alphabet()).unwrap();
        let new = NewClaim {
            number: Some(i64::from(number)),
            party_id: party.id,
            name_key: party.name_key,
            kind: Kind::Dues,
            reference: Some(kid(number)),
            issued_on: today() - Days::new(30),
            sent_on: None,
            due_on: today() - Days::new(u64::from(number % 60)) + Days::new(30),
            description: "Kontingent 2026".to_owned(),
            account_id: Some(1),
            period: None,
            lines: vec![NewLine {
                text: "Kontingent 2026".to_owned(),
                amount: Money::from_minor(amount(number)),
                vat_percent: Decimal::ZERO,
                rounding: Money::ZERO,
            }],
        };
        fordring::store::claim::issue(&tx, &new, voucher, &mut draft).unwrap();
    }
    ledger::post(&tx, voucher, &draft, None).unwrap();
    tx.commit().unwrap();
    store.checkpoint().unwrap();
}

/// 94 % exact, 2 % part, 1 % over, 1 % double, 1 % unknown, 1 % with a text.
fn file(claims: u32, payments: u32) -> Vec<u8> {
    let mut all: Vec<WritePayment> = Vec::new();
    for number in 0..payments {
        let claim = 1 + u32::try_from(u64::from(number).wrapping_mul(7_919) % u64::from(claims)).unwrap();
        let mut payment = WritePayment {
            several: false,
            payer_name: None,
            payer_number: None,
            kind: "10".to_owned(),
            settled_on: today() - Days::new(1),
            lump_key: "8006100042".to_owned(),
            direction: Direction::In,
            amount: Money::from_minor(amount(claim)),
            reference: Some(kid(claim)),
            payer_account: Some(format!("{:011}", 15_000_000_000u64 + u64::from(claim))),
            archive_reference: Some(format!("{:09}", 100_000_000 + number)),
            ordered_on: None,
            text: None,
        };
        match number % 100 {
            0 | 1 => payment.amount = Money::from_minor(amount(claim) / 2),
            2 => payment.amount = Money::from_minor(amount(claim) + 100),
            3 => payment.reference = all.last().and_then(|before| before.reference.clone()),
            4 => payment.reference = Some(kid(claims + number + 1)),
            5 => {
                payment.kind = "21".to_owned();
                payment.reference = None;
                payment.payer_account = None;
                payment.text = Some("Kiosk".to_owned());
            }
            _ => {}
        }
        all.push(payment);
    }
    let parts = all.chunks(PART).map(|payments| WritePart {
        format: "",
        notices: Vec::new(),
        agreement: "001234567".to_owned(),
        account: ACCOUNT.to_owned(),
        payments: payments.to_vec(),
    });
    let file = WriteFile {
        transmission: 1,
        transmitter: "00008080".to_owned(),
        recipient: "00131415".to_owned(),
        created_on: today(),
        parts: parts.collect(),
    };
    let mut bytes = Vec::new();
    (formats::by_id("ocr-giro").unwrap().write.unwrap())(&file, &mut bytes).unwrap();
    bytes
}

/// The yardstick: the payments that the import stored, through one prepared statement into an identical fresh table with its
/// unique (file, seq), in one transaction.
fn raw(dir: &Path, imported: &Path) -> Duration {
    let path = dir.join("raw.sqlite");
    for tail in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{tail}", path.display()));
    }
    let source = Connection::open(imported).unwrap();
    let table: String = source
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'payment' AND type = 'table'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let mut statement = source.prepare("SELECT * FROM payment ORDER BY id").unwrap();
    let width = statement.column_count();
    let rows: Vec<Vec<rusqlite::types::Value>> = statement
        .query_map([], |row| (0..width).map(|place| row.get(place)).collect())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut conn = Connection::open(&path).unwrap();
    conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    conn.pragma_update(None, "synchronous", "full").unwrap();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    conn.execute_batch(&table).unwrap();
    let places: Vec<String> = (1..=width).map(|place| format!("?{place}")).collect();
    let sql = format!("INSERT INTO payment VALUES ({})", places.join(","));
    let began = Instant::now();
    let tx = conn.transaction().unwrap();
    {
        let mut insert = tx.prepare(&sql).unwrap();
        for row in &rows {
            insert.execute(rusqlite::params_from_iter(row)).unwrap();
        }
    }
    tx.commit().unwrap();
    began.elapsed()
}

fn copy(from: &Path, to: &Path) {
    for tail in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{tail}", to.display()));
    }
    std::fs::copy(from, to).unwrap();
    // Else the disk is still busy with the copy while the import is measured.
    std::fs::File::open(to).unwrap().sync_all().unwrap();
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn per_second(count: u32, time: Duration) -> f64 {
    f64::from(count) / time.as_secs_f64()
}

fn import(db: &Path, file: &Path) -> Duration {
    let mut session = Session::open(db, "kari", None).unwrap();
    let request = Request {
        path: file.to_path_buf(),
        ..Request::default()
    };
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let began = Instant::now();
    let done = import::run(&mut session, &request, None, &mut watch).unwrap();
    let time = began.elapsed();
    assert!(done.file_id.is_some());
    time
}

/// How long another console waits for a tiny change while a file is imported: begun, written and committed, again and again.
fn waits(db: &Path, file: &Path) {
    let done = AtomicBool::new(false);
    let (times, import_time) = std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let mut store = Store::open(db).unwrap();
            let mut times = Vec::new();
            while !done.load(Ordering::Relaxed) {
                let actor = Actor {
                    operator: "ola".to_owned(),
                    at_ms: 0,
                    today: today(),
                };
                let began = Instant::now();
                let mine = loop {
                    match store.begin(actor.clone()) {
                        Ok(tx) => break tx,
                        Err(error) => assert!(error.is_busy(), "{error}"),
                    }
                };
                let (held, ()) = (began.elapsed(), mine.commit().unwrap());
                times.push((began.elapsed(), held));
                std::thread::sleep(Duration::from_millis(3));
            }
            times
        });
        let import_time = import(db, file);
        done.store(true, Ordering::Relaxed);
        (other.join().unwrap(), import_time)
    });
    let mut whole: Vec<Duration> = times.iter().map(|(whole, _)| *whole).collect();
    whole.sort_unstable();
    let lock = times.iter().map(|(_, lock)| *lock).max().unwrap();
    println!(
        "P4  another console waits at most {lock:?} for the lock, {:?} with its commit (p50 {:?}, p99 {:?} of {}); the import beside it took {import_time:?}",
        whole[whole.len() - 1],
        whole[whole.len() / 2],
        whole[(whole.len() - 1) * 99 / 100],
        whole.len()
    );
}

/// The most memory a child used, as the system counts it.
fn peak_kib(mut command: Command) -> u64 {
    let mut child = command.spawn().unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak);
        if let Some(ended) = child.try_wait().unwrap() {
            assert!(ended.success());
            return peak;
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn parsing(bytes: &[u8], payments: u32) {
    let codec = formats::by_id("ocr-giro").unwrap();
    let (mut parse, mut count) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let began = Instant::now();
        let mut seen = 0u32;
        let read = (codec.read)(
            &mut std::io::Cursor::new(&bytes),
            &ReadOptions {
                today: today(),
                currency: Currency::Nok,
            },
            &mut |_| {
                seen += 1;
                ControlFlow::Continue(())
            },
        );
        assert!(read.is_ok() && seen == payments);
        parse.push(began.elapsed());
        let began = Instant::now();
        let lines = std::hint::black_box(bytes).iter().filter(|byte| **byte == b'\n').count();
        assert!(std::hint::black_box(lines) > 0);
        count.push(began.elapsed());
    }
    let (parse, count) = (median(parse), median(count));
    println!(
        "P5  strict parse {:.0} payments/s, {:.2} x the speed of counting line ends",
        per_second(payments, parse),
        count.as_secs_f64() / parse.as_secs_f64()
    );
}

fn one_change(db: &Path) {
    let mut session = Session::open(db, "kari", None).unwrap();
    let conn = Connection::open(db).unwrap();
    let mut ids = conn
        .prepare("SELECT id FROM claim WHERE status = 1 ORDER BY id DESC LIMIT 300")
        .unwrap();
    let ids: Vec<i64> = ids.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut times: Vec<Duration> = Vec::new();
    for id in ids {
        let began = Instant::now();
        change(&mut session, id, &Act::Annul, "bench", None).unwrap();
        times.push(began.elapsed());
    }
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!("P14 one annulment committed: p50 {:?}, p99 {:?} of {}", at(50), at(99), times.len());
}

fn sizes(db: &Path, claims: u32) {
    let conn = Connection::open(db).unwrap();
    let mut statement = conn.prepare("SELECT s.tbl_name, d.name, sum(d.pgsize) FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name GROUP BY d.name ORDER BY 3 DESC").unwrap();
    let rows = statement.query_map(params![], |row| {
        Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?, row.get::<_, u32>(2)?))
    });
    let (mut ours, mut told) = (0.0, String::new());
    for row in rows.unwrap() {
        let (table, name, bytes) = row.unwrap();
        let each = f64::from(bytes) / f64::from(claims);
        if matches!(table.as_deref(), Some("claim" | "claim_line")) {
            ours += each;
            told.push_str(&format!(" {name} {each:.1}"));
        } else if each > 5.0 {
            println!("    beside it: {name} {each:.1} bytes per claim");
        }
    }
    println!("P16 {ours:.0} bytes per claim (claim and claim_line with their indices):{told}");
}

fn main() {
    let (claims, payments) = (wanted("FORDRING_BENCH_CLAIMS", 100_000), wanted("FORDRING_BENCH_PAYMENTS", 10_000));
    let runs = wanted("FORDRING_BENCH_RUNS", 3);
    let dir = tempfile::tempdir().unwrap();
    let (site, work, ocr) = (
        dir.path().join("site.fordring"),
        dir.path().join("work.fordring"),
        dir.path().join("bench.ocr"),
    );
    let began = Instant::now();
    build(&site, claims);
    println!("{claims} claims made in {:?}", began.elapsed());
    let bytes = file(claims, payments);
    std::fs::write(&ocr, &bytes).unwrap();
    parsing(&bytes, payments);
    drop(bytes);
    let (mut imports, mut raws) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        copy(&site, &work);
        imports.push(import(&work, &ocr));
        raws.push(raw(dir.path(), &work));
    }
    println!("    imports {imports:?}, raw inserts {raws:?}");
    let (import_time, raw_time) = (median(imports), median(raws));
    println!(
        "P1  {payments} payments into {claims} claims: {:.0}/s, {:.3} x a raw insert ({:.0}/s)",
        per_second(payments, import_time),
        raw_time.as_secs_f64() / import_time.as_secs_f64(),
        per_second(payments, raw_time)
    );
    copy(&site, &work);
    waits(&work, &ocr);
    one_change(&work);
    sizes(&site, claims);
    copy(&site, &work);
    let mut command = Command::new(env!("CARGO_BIN_EXE_fordring"));
    command
        .args(["import", ocr.to_str().unwrap(), "--json"])
        .env("FORDRING_DB", &work)
        .env("HOME", dir.path());
    command.stdout(std::process::Stdio::null());
    let began = Instant::now();
    println!(
        "P13 peak memory of the import: {} KiB in {:?} (P3)",
        peak_kib(command),
        began.elapsed()
    );
}
