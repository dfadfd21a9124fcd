//! The register with many parties: the first rows of its list, and a key typed into its filter. Figures and their limits are printed.
//! `FORDRING_BENCH_PARTIES` says how many.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::as_conversions,
    missing_docs,
    reason = "a measurement that cannot go on ends"
)]

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use fordring::app::columns::parties::LIST;
use fordring::app::query::parse_filter;
use fordring::app::reader::{Answer, Ask, Reader, Wanted};
use fordring::app::session::Opening;
use fordring::app::settings::Settings;
use fordring::app::texts::Lang;
use fordring::app::usecase::register::import;
use fordring::app::usecase::{claims_import, init};
use fordring::app::{Session, session};
use fordring::domain::account::Country;

/// What is asked for: the first rows (P6), a rare word and a frequent one (P11), in ms.
const FIRST_MS: f64 = 200.0;
const RARE_MS: f64 = 100.0;
const FREQUENT_MS: f64 = 150.0;
/// How often each is measured.
const TIMES: u32 = 9;

fn columns() -> Vec<&'static fordring::app::columns::Column> {
    LIST.columns.iter().filter(|column| column.shown).collect()
}

/// Asks for the list with a filter; how long until its first rows, and until its row map with how many rows.
fn ask(reader: &Reader, answers: &Receiver<Answer>, ticket: u64, filter: &str) -> (Duration, Duration, usize) {
    let wanted = Wanted {
        list: &LIST,
        filter: parse_filter(&LIST, filter, Lang::En.texts()).unwrap(),
        sort: vec![("name".to_owned(), false)],
    };
    let began = Instant::now();
    reader.ask(Ask::Map {
        ticket,
        wanted,
        columns: columns(),
        first: true,
    });
    let mut first = None;
    loop {
        match answers.recv_timeout(Duration::from_secs(120)).unwrap() {
            Answer::First { ticket: of, .. } if of == ticket => first = Some(began.elapsed()),
            Answer::Map { ticket: of, keys } if of == ticket => return (first.unwrap(), began.elapsed(), keys.len()),
            // What an earlier ticket still counted ends when the next one is asked for, as in the console.
            Answer::Failed(of, error) => assert!(of != ticket && error.is_cancelled(), "{error}"),
            _ => {}
        }
    }
}

fn median(mut all: Vec<Duration>) -> f64 {
    all.sort_unstable();
    all[all.len() / 2].as_secs_f64() * 1000.0
}

fn main() {
    let count: u32 = std::env::var("FORDRING_BENCH_PARTIES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(200_000);
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("club.fordring");
    drop(init::init(&db, Country::No, "Organisasjon1", "kari", None).unwrap());
    let mut session = Session::open(&db, "kari", None).unwrap();
    let (first, last) = (
        ["Kari", "Ola", "Åse", "Per", "Liv", "Bjørn"],
        ["Berg", "Ås", "Ødegård", "Moen", "Hagen", "Lie", "Strand"],
    );
    let mut table = String::from("number,name,phone,email,postcode,city\n");
    for number in 0..count {
        let name = format!(
            "{} {}{}",
            first[number as usize % first.len()],
            last[number as usize % last.len()],
            number % 977
        );
        let _ = writeln!(table, "{number},{name},{},m{number}@example.org,9008,Tromsø", 90_000_000 + number);
    }
    let file = dir.path().join("members.csv");
    std::fs::write(&file, table).unwrap();
    let began = Instant::now();
    import::import(&mut session, &file, false).unwrap();
    println!(
        "import of {count} parties, with their numbers read: {:.1} s",
        began.elapsed().as_secs_f64()
    );
    let mut table = String::from("party,due,amount\n");
    for number in (0..count).step_by(4) {
        let _ = writeln!(table, "{number},2099-12-01,50");
    }
    std::fs::write(&file, table).unwrap();
    claims_import::import(&mut session, &file).unwrap();
    drop(session);
    let opening = Opening {
        path: db,
        operator: session::operator(Some("kari")),
        lang: Lang::En,
        settings: Arc::new(Settings::default()),
    };
    let (tell, answers) = sync_channel::<Answer>(1024);
    let reader = Reader::start(&opening, tell);
    let mut ticket = 0;
    let mut run = |what: &str, filter: &str, limit: f64, whole: bool| {
        let mut took = Vec::new();
        let mut rows = 0;
        for _ in 0..TIMES {
            ticket += 1;
            let (first, map, found) = ask(&reader, &answers, ticket, filter);
            rows = found;
            took.push(if whole { map } else { first });
        }
        let ms = median(took);
        println!(
            "{what} ({filter:?}, {rows} rows): {ms:.1} ms = {:.2} × the limit of {limit:.0} ms",
            ms / limit
        );
    };
    run("first rows", "", FIRST_MS, false);
    ticket_warm(&reader, &answers);
    run("a rare word", "ødegård512", RARE_MS, true);
    run("a phone in another spelling", "0047 901 99 999", RARE_MS, true);
    run("a frequent word", "kari", FREQUENT_MS, true);
    run("who owes, first rows", "owed>0", FIRST_MS, false);
}

/// The words of all rows are read when somebody first filters; a key comes after that.
fn ticket_warm(reader: &Reader, answers: &Receiver<Answer>) {
    let (_, map, _) = ask(reader, answers, u64::MAX / 2, "berg");
    println!(
        "the first word ever typed, with the words of all rows read: {:.1} ms",
        map.as_secs_f64() * 1000.0
    );
}
