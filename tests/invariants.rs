//! The books hold: after any sequence of use cases, against a model; and `check` finds what is changed behind them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{Site, day, drop_triggers, kid, ocr, pay, pay_from};
use fordring::app::Session;
use fordring::app::import::{self, Request, Watch};
use fordring::app::usecase::claims::{Act, change, find};
use fordring::app::usecase::{accounts, check, claims_import, init};
use fordring::domain::account::Country;
use fordring::domain::money::Money;
use proptest::prelude::*;
use rusqlite::Connection;

/// One use case with what a person would say; numbers are taken modulo what is there.
#[derive(Clone, Debug)]
enum Step {
    Issue { lines: Vec<i64>, order: bool },
    Annul(usize),
    Credit(usize, Vec<u32>),
    Drop(usize, u32),
    Discount(usize, u32, i64),
    Import(Vec<(usize, i64, usize)>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (prop::collection::vec(1i64..50_000, 1..4), any::<bool>()).prop_map(|(lines, order)| Step::Issue { lines, order }),
        1 => (0usize..50).prop_map(Step::Annul),
        1 => (0usize..50, prop::collection::vec(1u32..4, 0..3)).prop_map(|(claim, lines)| Step::Credit(claim, lines)),
        1 => (0usize..50, 1u32..4).prop_map(|(claim, line)| Step::Drop(claim, line)),
        1 => (0usize..50, 1u32..4, 1i64..60_000).prop_map(|(claim, line, amount)| Step::Discount(claim, line, amount)),
        2 => prop::collection::vec((0usize..60, -2i64..40_000, 0usize..3), 1..6).prop_map(Step::Import),
    ]
}

/// What a claim must come to: received in all, and taken off in all, by number.
#[derive(Default)]
struct Model {
    issued: BTreeMap<u64, i64>,
    received: BTreeMap<u64, i64>,
    booked: i64,
}

/// What is left on a claim by the program's own word.
fn left(session: &Session, number: u64) -> (i64, i64) {
    let id = find(session, &number.to_string()).unwrap();
    let claim = fordring::app::show::claim(session, id).unwrap().detail.claim;
    (claim.left().unwrap().minor(), claim.paid.minor())
}

fn run(dir: &Path, steps: &[Step]) {
    let db = dir.join("site.fordring");
    drop(init::init(&db, Country::No, "Fjellklubben", "kari", None).unwrap());
    let mut session = Session::open(&db, "kari", None).unwrap();
    accounts::add(&mut session, common::ACCOUNT, "", "mod10:11").unwrap();
    let mut model = Model::default();
    for (place, step) in (1u32..).zip(steps) {
        let number = |at: &usize| (!model.issued.is_empty()).then(|| *model.issued.keys().nth(at % model.issued.len()).unwrap());
        let act = match step {
            Step::Issue { lines, order } => {
                let number = u64::from(place) + 100;
                let mut table = String::from("number,party,kind,issued,due,amount,vat\n");
                for amount in lines {
                    let (kind, vat, amount) = (
                        if *order { "order" } else { "dues" },
                        if *order { 25 } else { 0 },
                        Money::from_minor(*amount),
                    );
                    table.push_str(&format!("{number},M{},{kind},{},{},{amount},{vat}\n", number % 5, day(-1), day(9)));
                }
                let path = dir.join("claims.csv");
                std::fs::write(&path, table).unwrap();
                claims_import::import(&mut session, &path).unwrap();
                model.issued.insert(number, lines.iter().sum());
                None
            }
            Step::Import(payments) => {
                let to = |at: &usize| number(at).filter(|_| *at < 50).unwrap_or(999_999);
                let file = payments.iter().map(|(at, minor, payer)| {
                    // Often exactly what is left, so that claims get paid.
                    let amount = match (*minor < 0, number(at)) {
                        (true, Some(number)) => left(&session, number).0.max(1),
                        _ => minor.max(&1).to_owned(),
                    };
                    (to(at), pay_from(*payer, &kid(to(at)), amount))
                });
                let file: Vec<_> = file.collect();
                let path = dir.join(format!("{place}.ocr"));
                std::fs::write(&path, ocr(place, file.iter().map(|(_, payment)| payment.clone()).collect())).unwrap();
                let request = Request {
                    path,
                    ..Request::default()
                };
                let mut watch = Watch {
                    progress: &mut |_| {},
                    stop: &|| false,
                };
                let preview = import::dry_run(&session, &request, &mut watch).unwrap();
                let done = import::run(&mut session, &request, Some(&preview.rows), &mut watch).unwrap();
                assert_eq!(done.different, [], "the preview foretold it");
                model.booked += done.counts.booked.minor();
                for (row, (number, payment)) in preview.rows.iter().zip(&file) {
                    let skipped = matches!(row.verdict, import::Verdict::Skipped(_));
                    if !skipped && model.issued.contains_key(number) {
                        *model.received.entry(*number).or_default() += payment.amount.minor();
                    }
                }
                None
            }
            Step::Annul(at) => number(at).map(|number| (number, Act::Annul)),
            Step::Credit(at, lines) => number(at).map(|number| (number, Act::Credit { lines: lines.clone() })),
            Step::Drop(at, line) => number(at).map(|number| (number, Act::DropLine { line: *line })),
            Step::Discount(at, line, amount) => number(at).map(|number| {
                let (line, amount, text) = (*line, Money::from_minor(*amount), "Rabatt".to_owned());
                (number, Act::Discount { line, amount, text })
            }),
        };
        if let Some((number, act)) = act {
            let (before, id) = (left(&session, number), find(&session, &number.to_string()).unwrap());
            match change(&mut session, id, &act, "prøve", None) {
                Ok(_) => assert!(
                    left(&session, number).0 < before.0 || before.0 == 0 || before.1 > 0,
                    "{act:?} took nothing off"
                ),
                Err(_) => assert_eq!(left(&session, number), before, "a refusal changes nothing"),
            }
        }
        assert_eq!(check::check(&session, &mut |_| {}).unwrap(), [], "after {step:?}");
        agrees(&session, &db, &model);
    }
}

/// The model's sums against the file's, and what every claim owes to its own figures.
fn agrees(session: &Session, db: &Path, model: &Model) {
    for (number, received) in &model.received {
        assert_eq!(left(session, *number).1, *received, "received on {number}");
    }
    let conn = Connection::open(db).unwrap();
    let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(one("SELECT coalesce(sum(amount), 0) FROM posting"), 0);
    let bank = "SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN bank_account b ON b.ledger = p.account";
    assert_eq!(one(bank), model.booked, "the bank account has what came in");
    assert_eq!(one("SELECT coalesce(sum(amount), 0) FROM payment"), model.booked);
    let sum: i64 = model.issued.values().sum();
    let taken = one("SELECT coalesce(sum(l.amount), 0) FROM claim_line l");
    assert_eq!(taken, sum, "what was issued stays as it was issued");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn any_sequence_of_use_cases_keeps_the_books_r8(steps in prop::collection::vec(step(), 1..14)) {
        let dir = tempfile::tempdir().unwrap();
        run(dir.path(), &steps);
    }
}

/// A site with everything in it: paid, part paid, annulled, credited in part, unknown and refunded money.
fn full_site() -> Site {
    let site = Site::with_claims(&[10_000; 6]);
    let parked = fordring::formats::WritePayment {
        direction: fordring::domain::bankfile::Direction::Out,
        ..pay(&kid(101), 100)
    };
    site.stored(
        "a.ocr",
        &ocr(
            1,
            vec![
                pay(&kid(101), 10_000),
                pay(&kid(102), 4_000),
                pay(&kid(103), 12_000),
                pay(&kid(999), 700),
                parked,
            ],
        ),
    );
    site.ok(&["claims", "annul", "104", "--comment", "Feil"]);
    site.ok(&["claims", "credit", "105", "--comment", "Feil"]);
    site.ok(&[
        "claims",
        "discount",
        "106",
        "--line",
        "1",
        "--amount",
        "10",
        "--text",
        "Rabatt",
        "--comment",
        "Godtgjort",
    ]);
    site.check();
    site
}

#[test]
fn the_rails_refuse_whoever_tries() {
    let site = full_site();
    let conn = site.conn();
    let before = site.counts();
    let tried = [
        "UPDATE journal SET comment = 'x'",
        "UPDATE journal SET at = 0 WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 1",
        "UPDATE voucher SET text = 'x'",
        "DELETE FROM voucher",
        "UPDATE posting SET amount = amount + 1",
        "DELETE FROM posting",
        "INSERT INTO movement (kind, amount, booked_on, voucher_id) VALUES (1, 100, 0, 1); UPDATE movement SET amount = 1",
        "INSERT INTO movement (kind, amount, booked_on, voucher_id) VALUES (1, 100, 0, 1); DELETE FROM movement",
        "DELETE FROM claim WHERE number = 106",
        "UPDATE claim SET number = 9 WHERE number = 106",
        "UPDATE claim SET reference = NULL WHERE number = 106",
        "UPDATE claim SET party_id = 1 WHERE number = 106",
        "UPDATE claim SET kind = 4",
        "UPDATE claim SET issued_on = 0",
        "UPDATE claim SET voucher_id = 1",
        "UPDATE claim SET status = 1 WHERE number = 104",
        "UPDATE claim SET status = 2 WHERE number = 105",
        "DELETE FROM claim_line",
        "UPDATE claim_line SET amount = 1",
        "UPDATE claim_line SET vat_rate = 1",
        "UPDATE claim_line SET text = 'x'",
        "UPDATE credit_note SET amount = 1",
        "DELETE FROM credit_note",
        "DELETE FROM payment",
        "UPDATE payment SET amount = 1",
        "UPDATE payment SET reference = 'x'",
        "UPDATE payment SET booked_on = 0",
        "UPDATE payment SET payer_account = NULL",
        "UPDATE payment SET voucher_id = 1",
        "DELETE FROM allocation",
        "UPDATE allocation SET amount = 1",
        "UPDATE allocation SET claim_id = 2",
        "UPDATE allocation SET line_no = NULL",
        "UPDATE allocation SET seq = 1",
        "DELETE FROM bank_file",
        "UPDATE bank_file_chunk SET bytes = x'00'",
        "DELETE FROM bank_file_chunk",
        "DELETE FROM journal_value",
        "DELETE FROM credit_note_line",
        "UPDATE credit_note_line SET amount = 1",
        "DELETE FROM journal_head",
    ];
    let passed: Vec<_> = tried
        .iter()
        .filter(|sql| {
            conn.execute_batch(&format!("BEGIN; {sql}; ROLLBACK"))
                .map_err(|_| conn.execute_batch("ROLLBACK"))
                .is_ok()
        })
        .collect();
    assert_eq!(passed, Vec::<&&str>::new());
    assert_eq!(site.counts(), before);
    site.check();
}

#[test]
fn check_finds_every_single_change_behind_its_back() {
    let site = full_site();
    site.conn().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let whole = std::fs::read(&site.db).unwrap();
    let changes: &[(&str, &[&str])] = &[
        (
            "UPDATE claim SET amount = amount + 1 WHERE number = 106",
            &["claim-amount", "journal-claim"],
        ),
        ("UPDATE claim SET paid = paid - 1 WHERE number = 101", &["claim-paid"]),
        ("UPDATE claim SET \"left\" = 0 WHERE number = 106", &["claim-left", "receivables"]),
        ("UPDATE claim SET status = 2 WHERE number = 106", &["journal-claim"]),
        ("UPDATE claim SET status = 1 WHERE number = 102", &["journal-claim"]),
        ("UPDATE claim SET extra = 1 WHERE number = 102", &["journal-claim"]),
        ("UPDATE claim SET void = 1 WHERE number = 106", &["claim-left"]),
        ("UPDATE claim SET credited = 1 WHERE number = 106", &["claim-credited"]),
        ("UPDATE claim SET number = 4711 WHERE number = 106", &["claim-content"]),
        ("UPDATE claim SET reference = '10421701037' WHERE number = 106", &["claim-content"]),
        ("UPDATE claim SET due_on = due_on + 30 WHERE number = 106", &["claim-content"]),
        ("UPDATE claim SET kind = 3 WHERE number = 106", &["claim-content"]),
        ("UPDATE claim SET party_id = 1 WHERE number = 106", &["claim-name"]),
        ("UPDATE claim_line SET amount = 1 WHERE claim_id = 1", &["claim-amount"]),
        ("UPDATE claim_line SET discount = 1 WHERE claim_id = 1", &["claim-amount"]),
        ("UPDATE posting SET amount = amount + 1 WHERE id = 1", &["voucher-balance"]),
        ("UPDATE posting SET amount = amount * 2", &["receivables"]),
        ("DELETE FROM posting WHERE voucher_id = 2", &["receivables"]),
        ("DELETE FROM voucher WHERE id = (SELECT max(id) - 1 FROM voucher)", &["voucher-gap"]),
        ("UPDATE payment SET amount = amount + 1 WHERE id = 1", &["file-content"]),
        ("UPDATE payment SET reference = '1' WHERE id = 4", &["file-content"]),
        ("UPDATE payment SET payer_account = '1' WHERE id = 4", &["file-content"]),
        ("UPDATE payment SET booked_on = 0 WHERE id = 4", &["file-content"]),
        ("UPDATE payment SET state = 4 WHERE id = 4", &["payment-used"]),
        ("UPDATE payment SET state = 5 WHERE id = 1", &["payment-used"]),
        ("UPDATE payment SET claim_id = 6 WHERE id = 1", &["payment-claim"]),
        ("DELETE FROM payment WHERE id = 4", &["file-sums"]),
        (
            "INSERT INTO movement (kind, claim_id, amount, booked_on, voucher_id) VALUES (1, 1, 1, 0, 1)",
            &["claim-paid"],
        ),
        (
            "INSERT INTO movement (kind, payment_id, amount, booked_on, voucher_id) VALUES (1, 4, 700, 0, 1)",
            &["payment-movement"],
        ),
        ("UPDATE payment SET voucher_id = NULL WHERE id = 4", &["payment-movement"]),
        ("UPDATE payment SET claim_id = NULL WHERE id = 1", &["claim-paid", "payment-claim"]),
        (
            "UPDATE allocation SET amount = amount - 1 WHERE payment_id = 1",
            &["claim-allocations"],
        ),
        ("UPDATE allocation SET undone_seq = 1 WHERE payment_id = 1", &["claim-allocations"]),
        ("UPDATE allocation SET amount = amount + 1 WHERE payment_id = 1", &["line-overpaid"]),
        (
            "UPDATE allocation SET line_no = 1 WHERE payment_id = 3",
            &["line-overpaid", "claim-allocations"],
        ),
        ("UPDATE allocation SET line_no = NULL WHERE payment_id = 1", &["claim-allocations"]),
        (
            "UPDATE allocation SET payment_id = 4 WHERE payment_id = 1",
            &["claim-paid", "payment-claim"],
        ),
        ("UPDATE allocation SET seq = seq - 1 WHERE payment_id = 1", &["claim-unlogged"]),
        (
            "DELETE FROM allocation WHERE payment_id = 1",
            &["claim-paid", "payment-claim", "claim-unlogged"],
        ),
        (
            "UPDATE journal SET comment = 'Godkjent' WHERE seq = (SELECT max(seq) FROM journal)",
            &["journal-chain"],
        ),
        ("UPDATE journal SET operator = 'ola' WHERE seq = 3", &["journal-chain"]),
        ("UPDATE journal SET at = at + 1 WHERE seq = 3", &["journal-chain"]),
        (
            "UPDATE journal_value SET after = replace(after, 'unpaid', 'paid') WHERE after LIKE '%unpaid%'",
            &["journal-values"],
        ),
        (
            "UPDATE journal_value SET before = NULL WHERE seq = (SELECT max(seq) FROM journal)",
            &["journal-values"],
        ),
        ("DELETE FROM journal_value WHERE seq = 3", &["journal-values"]),
        (
            "DELETE FROM journal_value WHERE seq = (SELECT max(seq) FROM journal); DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
            &["journal-head"],
        ),
        (
            "DELETE FROM journal_value WHERE seq = 4; DELETE FROM journal WHERE seq = 4",
            &["journal-gap"],
        ),
        ("UPDATE journal_head SET seq = seq - 1", &["journal-head"]),
        ("DELETE FROM journal_head", &["journal-head"]),
        ("UPDATE bank_file_chunk SET bytes = substr(bytes, 2)", &["file-bytes"]),
        (
            "UPDATE bank_file_chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), '12345678903', '12345678904') AS BLOB)",
            &["file-bytes"],
        ),
        ("UPDATE bank_file SET booked = booked + 1", &["file-sums"]),
        ("UPDATE bank_file SET settled = settled + 1", &["file-sums"]),
        ("UPDATE open_day SET owing = owing + 1 WHERE claims > 0", &["open-days"]),
        ("DELETE FROM open_day WHERE claims > 0", &["open-days"]),
        ("DELETE FROM credit_note_line", &["credit-note-sum"]),
        ("UPDATE credit_note SET number = 2", &["credit-note-gap"]),
        ("UPDATE credit_note SET amount = amount - 1", &["credit-note-sum"]),
        (
            "UPDATE party SET reference = (SELECT reference FROM claim WHERE number = 106) WHERE id = 1",
            &["reference-twice"],
        ),
    ];
    let mut missed = Vec::new();
    for (sql, codes) in changes {
        std::fs::write(&site.db, &whole).unwrap();
        let conn = Connection::open(&site.db).unwrap();
        conn.pragma_update(None, "ignore_check_constraints", true).unwrap();
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        drop_triggers(&conn, "%");
        conn.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
        let changed: i64 = conn.query_row("SELECT total_changes()", [], |row| row.get(0)).unwrap();
        assert!(changed > 0, "{sql} changes nothing");
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(conn);
        let found = site.faults();
        if !codes.iter().all(|code| found.iter().any(|fault| fault == code)) {
            missed.push(format!("{sql}: wanted {codes:?}, found {found:?}"));
        }
    }
    assert!(missed.is_empty(), "\n{}", missed.join("\n"));
}
