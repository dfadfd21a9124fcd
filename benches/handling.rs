//! What working by hand costs on a large site: the matching desk, bulk changes, a claim with many payments, undoing a file.
//!
//! `cargo bench --bench handling`; `FORDRING_BENCH_CLAIMS` (100 000), `FORDRING_BENCH_PAYMENTS` (5 000 left over) and
//! `FORDRING_BENCH_RUNS` (3) make it larger; `FORDRING_BENCH_SITE` keeps the site it builds, or takes the one that is there.
//! Figures are printed, not asserted: look at the ratios, the machine may be busy.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a measurement that cannot go on fails"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{Days, Local, NaiveDate};
use fordring::app::import::{self, Request, Watch};
use fordring::app::usecase::bulk;
use fordring::app::usecase::claims::Act;
use fordring::app::usecase::{accounts, files, init};
use fordring::app::{Session, desk, show};
use fordring::domain::account::Country;
use fordring::domain::bankfile::Direction;
use fordring::domain::claim::Kind;
use fordring::domain::ledger::Draft;
use fordring::domain::money::Money;
use fordring::domain::reference::with_check_digit_mod10;
use fordring::formats::{self, WriteFile, WritePart, WritePayment};
use fordring::store::claim::{NewClaim, NewLine};
use fordring::store::party::{NewParty, PartyKey};
use fordring::store::tx::Actor;
use fordring::store::{Store, ledger, party};
use rusqlite::{Connection, TransactionBehavior, params};
use rust_decimal::Decimal;

const ACCOUNT: &str = "12345678903";
/// Payments per part of a file, as the banks do it.
const PART: usize = 50_000;
/// What a third of the claims ask.
const COMMON: i64 = 50_000;
/// What a twentieth ask: little enough to be written off.
const SMALL: i64 = 2_500;
/// Payments on the claim that has many.
const MANY: u32 = 1_000;
/// Claims of one transaction of the yardstick.
const BATCH: usize = 200;
const FIRST: [&str; 40] = [
    "Kari", "Ola", "Anne", "Per", "Ingrid", "Lars", "Åse", "Knut", "Berit", "Arne", "Liv", "Nils", "Marit", "Hans", "Randi", "Jan",
    "Solveig", "Erik", "Astrid", "Tor", "Bjørg", "Odd", "Gerd", "Svein", "Inger", "Leif", "Hilde", "Rolf", "Turid", "Geir", "Nina",
    "Øyvind", "Tone", "Einar", "Siri", "Harald", "Wenche", "Magne", "Unni", "Trond",
];
const LAST: [&str; 30] = [
    "Nordmann",
    "Hansen",
    "Johansen",
    "Olsen",
    "Larsen",
    "Andersen",
    "Pedersen",
    "Nilsen",
    "Kristiansen",
    "Jensen",
    "Karlsen",
    "Johnsen",
    "Pettersen",
    "Eriksen",
    "Berg",
    "Haugen",
    "Hagen",
    "Johannessen",
    "Andreassen",
    "Jacobsen",
    "Dahl",
    "Jørgensen",
    "Halvorsen",
    "Henriksen",
    "Lund",
    "Sørensen",
    "Jakobsen",
    "Moen",
    "Gundersen",
    "Iversen",
];
/// What the left-over payments are, in turn.
const MIXED: [&str; 6] = [
    "a typing error",
    "unknown",
    "a name",
    "a claim's number",
    "an amount",
    "a known payer",
];

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
    match claim {
        _ if claim % 20 == 7 => SMALL,
        _ if claim.is_multiple_of(3) => COMMON,
        _ if claim % 5 == 1 => i64::from(claim % 900 + 100) * 100,
        _ => i64::from(claim.wrapping_mul(7_919) % 90_000) + 10_000,
    }
}

/// Four claims for each party, years apart; one party has a thousandth of all of them.
fn party_of(claim: u32, claims: u32) -> u32 {
    if claim % 1000 == 13 { 0 } else { claim % (claims / 4) }
}

fn name(party: u32) -> String {
    let of = |names: &[&str], at: u32| names[usize::try_from(at).unwrap() % names.len()].to_owned();
    format!("{} {}", of(&FIRST, party), of(&LAST, party / 40))
}

fn payer(party: u32) -> String {
    format!("{:011}", 15_000_000_000u64 + u64::from(party))
}

fn build(path: &Path, claims: u32) {
    drop(init::init(path, Country::No, "Fjellklubben", "kari", None).unwrap());
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
    let mut parties: Vec<PartyKey> = Vec::new();
    for number in 0..claims / 4 {
        let new = NewParty {
            number: Some(format!("M{number}")),
            name: name(number),
            ..NewParty::default()
        };
        parties.push(party::add(&tx, &new, Country::No.alphabet()).unwrap());
    }
    // The last one is the claim that gets many payments.
    for number in 1..=claims + 1 {
        let party = &parties[usize::try_from(party_of(number, claims)).unwrap()];
        let asked = if number > claims { i64::from(MANY) * 2_000 } else { amount(number) };
        let new = NewClaim {
            number: Some(i64::from(number)),
            party_id: party.id,
            name_key: party.name_key.clone(),
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
                amount: Money::from_minor(asked),
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

fn pay(archive: u32, reference: Option<String>, payer: Option<String>, minor: i64) -> WritePayment {
    WritePayment {
        several: false,
        payer_name: None,
        payer_number: None,
        kind: "10".to_owned(),
        settled_on: today() - Days::new(1),
        lump_key: "8006100042".to_owned(),
        direction: Direction::In,
        amount: Money::from_minor(minor),
        reference,
        payer_account: payer,
        archive_reference: Some(format!("{archive:09}")),
        ordered_on: None,
        text: None,
    }
}

fn say(archive: u32, text: Option<String>, minor: i64) -> WritePayment {
    WritePayment {
        several: false,
        payer_name: None,
        payer_number: None,
        kind: "21".to_owned(),
        text,
        ..pay(archive, None, None, minor)
    }
}

/// The older half of the claims.
fn paid(claims: u32) -> Vec<WritePayment> {
    let one = |claim: u32| pay(claim, Some(kid(claim)), Some(payer(party_of(claim, claims))), amount(claim));
    (1..=claims / 2).map(one).collect()
}

/// Payments that no rule finds a home for, of each kind in turn.
fn left_over(claims: u32, payments: u32) -> Vec<WritePayment> {
    let open = claims / 2;
    let one = |number: u32| {
        let claim = open + 1 + u32::try_from(u64::from(number).wrapping_mul(7_919) % u64::from(open)).unwrap();
        let (archive, asked, party) = (200_000_000 + number, amount(claim), party_of(claim, claims));
        match MIXED[usize::try_from(number).unwrap() % MIXED.len()] {
            "a typing error" => {
                let (mut wrong, at) = (kid(claim).into_bytes(), usize::try_from(number / 6 % 11).unwrap());
                wrong[at] = if wrong[at] == b'9' { b'0' } else { wrong[at] + 1 };
                pay(archive, Some(String::from_utf8(wrong).unwrap()), None, asked)
            }
            "unknown" => pay(archive, Some(kid(claims + 10 + number)), None, asked),
            "a name" => say(archive, Some(format!("Kontingent {} takk", name(party))), asked),
            "a claim's number" => say(archive, Some(format!("Faktura {claim}")), asked),
            "an amount" => say(archive, None, asked),
            _ => pay(archive, Some(kid(claims + 10 + number)), Some(payer(party)), asked + 100),
        }
    };
    (0..payments).map(one).collect()
}

fn many(claims: u32) -> Vec<WritePayment> {
    let one = |number: u32| pay(300_000_000 + number, Some(kid(claims + 1)), Some(payer(number)), 1_000);
    (0..MANY).map(one).collect()
}

/// How many claims each bulk change has, and how many payments the file has that is undone.
fn sizes(claims: u32) -> (u32, u32) {
    (10_000.min(claims / 40), 10_000.min(claims / 8))
}

/// Open claims from the newest on, for the file that is undone.
fn undone(claims: u32) -> Vec<WritePayment> {
    let each = (0..sizes(claims).1).map(|number| claims - 2 * number);
    each.map(|claim| pay(400_000_000 + claim, Some(kid(claim)), Some(payer(claim)), amount(claim)))
        .collect()
}

fn file(transmission: u32, payments: &[WritePayment]) -> Vec<u8> {
    let parts = payments.chunks(PART).map(|payments| WritePart {
        format: "",
        notices: Vec::new(),
        agreement: "001234567".to_owned(),
        account: ACCOUNT.to_owned(),
        payments: payments.to_vec(),
    });
    let file = WriteFile {
        transmission,
        transmitter: "00008080".to_owned(),
        recipient: "00131415".to_owned(),
        created_on: today(),
        parts: parts.collect(),
    };
    let mut bytes = Vec::new();
    (formats::by_id("ocr-giro").unwrap().write.unwrap())(&file, &mut bytes).unwrap();
    bytes
}

fn import(db: &Path, dir: &Path, name: &str, transmission: u32, payments: &[WritePayment]) {
    let path = dir.join(name);
    std::fs::write(&path, file(transmission, payments)).unwrap();
    let mut session = Session::open(db, "kari", None).unwrap();
    let request = Request {
        path,
        ..Request::default()
    };
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let done = import::run(&mut session, &request, None, &mut watch).unwrap();
    assert!(done.file_id.is_some(), "{name}");
}

fn copy(from: &Path, to: &Path) {
    for tail in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{tail}", to.display()));
    }
    std::fs::copy(from, to).unwrap();
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| ms(times[(times.len() - 1) * percent / 100]);
    format!("p50 {}, p99 {}, max {} of {}", at(50), at(99), at(100), times.len())
}

fn per_second(count: usize, time: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap()) / time.as_secs_f64()
}

/// What the keys of a query are.
fn keys(db: &Path, sql: &str, values: impl rusqlite::Params) -> Vec<i64> {
    let conn = Connection::open(db).unwrap();
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map(values, |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn the_desk(db: &Path, claims: u32, runs: u32) {
    let mut session = Session::open(db, "kari", None).unwrap();
    let began = Instant::now();
    desk::learn(&mut session).unwrap();
    println!("desk learns for whom accounts paid: {}", ms(began.elapsed()));
    let sql = "SELECT y.id FROM payment y JOIN bank_file f ON f.id = y.file_id WHERE f.name = 'left.ocr' AND y.state <> 4 ORDER BY y.id";
    let ids = keys(db, sql, []);
    let all = ids.len();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); MIXED.len()];
    let (mut found, first) = ([0usize; MIXED.len()], ids.first().copied().unwrap());
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..runs {
        let session = Session::open(db, "kari", None).unwrap();
        let some = random.choose_multiple(ids.iter().copied(), 2_000);
        for id in some {
            let kind = usize::try_from(id - first).unwrap() % MIXED.len();
            let began = Instant::now();
            let desk = desk::desk(&session, id, "").unwrap();
            times[kind].push(began.elapsed());
            found[kind] += usize::from(!desk.suggestions.is_empty());
        }
    }
    println!("desk of {all} left over: {} (limit 50 ms)", spread(times.concat()));
    for (at, name) in MIXED.iter().enumerate() {
        let count = times[at].len();
        println!(
            "    {name}: {}; something suggested for {}",
            spread(times[at].clone()),
            found[at] * 100 / count.max(1)
        );
    }
    let open = claims - 5;
    let typed = [
        open.to_string(),
        kid(open),
        "500,00".to_owned(),
        "500".to_owned(),
        "25,00".to_owned(),
        "Kari".to_owned(),
        "Unni".to_owned(),
        "Kari Nordmann".to_owned(),
        "M0".to_owned(),
        "Nobody At All".to_owned(),
    ];
    let mut worst = Duration::ZERO;
    for typed in typed {
        let session = Session::open(db, "kari", None).unwrap();
        let (mut times, mut hits) = (Vec::new(), 0);
        for _ in 0..10 * runs {
            let began = Instant::now();
            hits = desk::desk(&session, first, &typed).unwrap().suggestions.len();
            times.push(began.elapsed());
        }
        worst = worst.max(times.iter().copied().max().unwrap());
        println!("    typed {typed:?}: {hits} found, first {}, {}", ms(times[0]), spread(times));
    }
    println!("desk, typed: max {} (limit 50 ms)", ms(worst));
}

/// The yardstick: a row of each claim changed and a row of the change log written, a few hundred in each transaction.
fn raw(db: &Path, ids: &[u32]) -> Duration {
    let mut conn = Connection::open(db).unwrap();
    conn.pragma_update(None, "synchronous", "full").unwrap();
    conn.pragma_update(None, "foreign_keys", true).unwrap();
    let began = Instant::now();
    for batch in ids.chunks(BATCH) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        {
            let mut update = tx.prepare_cached("UPDATE claim SET due_on = due_on + 14 WHERE id = ?1").unwrap();
            let insert = "INSERT INTO journal (at, operator, kind, id, action, comment, digest, prev, hash, format)
                VALUES (0, 'kari', 'claim', ?1, 'due_changed', 'bench', zeroblob(32), zeroblob(32), zeroblob(32), 1)";
            let mut insert = tx.prepare_cached(insert).unwrap();
            for id in batch {
                assert_eq!(update.execute([id]).unwrap(), 1);
                insert.execute([id]).unwrap();
            }
        }
        tx.commit().unwrap();
    }
    began.elapsed()
}

struct Bulk {
    name: &'static str,
    ids: Vec<u32>,
    act: Act,
    tried: Vec<Duration>,
    done: Vec<Duration>,
    longest: Duration,
}

fn bulks(db: &Path, claims: u32) -> Vec<Bulk> {
    let open = |condition: &str| -> Vec<u32> {
        let sql = format!("SELECT id FROM claim WHERE status = 1 AND number BETWEEN ?1 AND ?2 AND {condition} ORDER BY id LIMIT ?3");
        let found = keys(db, &sql, params![claims / 2 + 1, claims, sizes(claims).0]);
        found.into_iter().map(|id| u32::try_from(id).unwrap()).collect()
    };
    let due_on = today() + Days::new(60);
    let all = [
        ("annul", Act::Annul, "number % 2 = 1 AND amount <> 2500"),
        ("write-off", Act::WriteOff, "amount = 2500"),
        ("set-due", Act::SetDue { due_on }, "number % 2 = 0"),
    ];
    let each = all.into_iter().map(|(name, act, condition)| Bulk {
        name,
        ids: open(condition),
        act,
        tried: Vec::new(),
        done: Vec::new(),
        longest: Duration::ZERO,
    });
    each.collect()
}

fn bulk_changes(site: &Path, work: &Path, claims: u32, runs: u32) {
    let mut all = bulks(site, claims);
    let mut raws = Vec::new();
    for _ in 0..runs {
        copy(site, work);
        for bulk in &mut all {
            let mut session = Session::open(work, "kari", None).unwrap();
            let began = Instant::now();
            let trial = bulk::try_all(&session, &bulk.ids, &bulk.act, &|| false).unwrap();
            bulk.tried.push(began.elapsed());
            assert_eq!(trial.would, bulk.ids.len(), "{}", bulk.name);
            let (began, mut last, mut longest) = (Instant::now(), Instant::now(), Duration::ZERO);
            let mut watch = Watch {
                progress: &mut |_| {
                    longest = longest.max(last.elapsed());
                    last = Instant::now();
                },
                stop: &|| false,
            };
            let report = bulk::run(&mut session, &bulk.ids, &bulk.act, "bench", true, &mut watch).unwrap();
            bulk.done.push(began.elapsed());
            bulk.longest = bulk.longest.max(longest);
            assert_eq!(report.done, bulk.ids.len(), "{}", bulk.name);
        }
        raws.push(raw(work, &all[0].ids));
    }
    let peer = median(raws);
    for Bulk {
        name,
        ids,
        tried,
        done,
        longest,
        ..
    } in all
    {
        let done = median(done);
        println!(
            "bulk {name} of {}: {:.0} claims/s (limit 2 000), {:.3} x raw changes; tried {:.0} claims/s; longest transaction {}",
            ids.len(),
            per_second(ids.len(), done),
            peer.as_secs_f64() / done.as_secs_f64(),
            per_second(ids.len(), median(tried)),
            ms(longest)
        );
    }
    println!(
        "    raw: a changed claim and a row of the log {:.0}/s",
        per_second(usize::try_from(sizes(claims).0).unwrap(), peer)
    );
}

fn claim_detail(db: &Path, claims: u32, runs: u32) {
    let id = keys(db, "SELECT id FROM claim WHERE number = ?1", [claims + 1])[0];
    let mut times = Vec::new();
    let mut count = 0;
    for _ in 0..runs {
        let session = Session::open(db, "kari", None).unwrap();
        for _ in 0..20 {
            let began = Instant::now();
            count = show::claim(&session, id).unwrap().detail.transactions.len();
            times.push(began.elapsed());
        }
    }
    println!("claim with {count} payments: {} (limit 20 ms)", spread(times));
}

fn undo(site: &Path, work: &Path, claims: u32, runs: u32) {
    let mut times = Vec::new();
    let mut payments = 0;
    for _ in 0..runs {
        copy(site, work);
        let mut session = Session::open(work, "kari", None).unwrap();
        let file = files::find(&session, "undone.ocr").unwrap();
        let mut watch = Watch {
            progress: &mut |_| {},
            stop: &|| false,
        };
        let began = Instant::now();
        let done = files::undo(&mut session, file, "bench", false, &mut watch).unwrap();
        times.push(began.elapsed());
        payments = usize::try_from(done.payments).unwrap();
        assert_eq!(payments, usize::try_from(sizes(claims).1).unwrap());
        assert_eq!(done.claims, done.payments);
    }
    let time = median(times);
    println!(
        "undo of a file of {payments}: {:.0} payments/s, {}",
        per_second(payments, time),
        ms(time)
    );
}

fn main() {
    let (claims, payments) = (wanted("FORDRING_BENCH_CLAIMS", 100_000), wanted("FORDRING_BENCH_PAYMENTS", 5_000));
    let runs = wanted("FORDRING_BENCH_RUNS", 3);
    let dir = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("FORDRING_BENCH_SITE").map(PathBuf::from);
    let site = kept.unwrap_or_else(|| dir.path().join("site.fordring"));
    let work = dir.path().join("work.fordring");
    if !site.exists() {
        let began = Instant::now();
        build(&site, claims);
        println!("{claims} claims made in {:?}", began.elapsed());
        import(&site, dir.path(), "paid.ocr", 1, &paid(claims));
        import(&site, dir.path(), "left.ocr", 2, &left_over(claims, payments));
        import(&site, dir.path(), "many.ocr", 3, &many(claims));
        import(&site, dir.path(), "undone.ocr", 4, &undone(claims));
        println!("half of them paid, {payments} payments left over, after {:?}", began.elapsed());
    }
    Store::open(&site).unwrap().checkpoint().unwrap();
    copy(&site, &work);
    the_desk(&work, claims, runs);
    claim_detail(&work, claims, runs);
    bulk_changes(&site, &work, claims, runs);
    undo(&site, &work, claims, runs);
}
