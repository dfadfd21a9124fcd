//! What is changed behind the program's back is found.

use fordring::app::Session;
use fordring::app::usecase::claims::{Act, Target, change, find};
use fordring::app::usecase::files;
use fordring::app::usecase::payments::{Part, PaymentAct, handle};
use fordring::app::usecase::refunds;
use fordring::domain::bankfile::Direction;
use fordring::domain::money::Money;
use fordring::domain::payment::RefundState;
use fordring::formats::WritePayment;
use rusqlite::Connection;

use super::common::{Site, day, drop_triggers, kid, ocr, pay, pay_from};

fn act(session: &mut Session, number: u32, act: &Act) {
    let id = find(session, &number.to_string()).unwrap();
    change(session, id, act, "prøve", None).unwrap_or_else(|e| panic!("{number} {act:?}: {e}"));
}

fn with(session: &mut Session, payment: i64, act: &PaymentAct) {
    handle(session, payment, act, "prøve", None).unwrap_or_else(|e| panic!("{payment} {act:?}: {e}"));
}

/// A site where everything was done by hand that can be: see the numbers of the payments.
pub fn handled_site() -> Site {
    let site = Site::with_claims(&[10_000; 14]);
    let out = |minor: i64| WritePayment {
        direction: Direction::Out,
        ..pay(&kid(999), minor)
    };
    let payments = vec![
        pay(&kid(101), 10_000),        // 1: paid, a line refunded in part
        pay(&kid(102), 12_000),        // 2: remainder kept as credit
        pay(&kid(103), 4_000),         // 3: refunded whole, less the fee
        pay(&kid(104), 13_000),        // 4: remainder given, and to another account
        pay(&kid(105), 9_800),         // 5: the difference given up, approved
        pay(&kid(999), 5_000),         // 6: matched with two claims in part
        pay(&kid(998), 6_000),         // 7: put aside
        pay_from(1, &kid(997), 7_000), // 8: taken back by the bank
        out(7_000),                    // 9: that
        out(3_000),                    // 10: the refund of 1
        pay(&kid(106), 10_000),        // 11: paid; 5,00 more come later
        pay(&kid(107), 10_000),        // 12: taken off again
        pay(&kid(996), 8_000),         // 13: given back, which failed
        pay(&kid(995), 900),           // 14: given, recalled
    ];
    site.stored("a.ocr", &ocr(1, payments));
    site.stored("b.ocr", &ocr(2, vec![pay_from(1, &kid(108), 10_000), pay_from(1, &kid(994), 300)]));
    site.stored("d.ocr", &ocr(3, vec![pay_from(1, &kid(106), 500)]));
    let mut session = Session::open(&site.db, "kari", None).unwrap();
    let s = &mut session;
    let kr = |kroner: i64| Some(Money::from_minor(kroner * 100));
    act(s, 101, &Act::RefundLines { lines: vec![(1, kr(30))] });
    act(
        s,
        102,
        &Act::MoveRemainder {
            amount: None,
            to: Target::Credit,
        },
    );
    act(s, 103, &Act::RefundAll);
    act(
        s,
        104,
        &Act::MoveRemainder {
            amount: kr(10),
            to: Target::Donation,
        },
    );
    act(
        s,
        104,
        &Act::MoveRemainder {
            amount: kr(10),
            to: Target::Account("3100".to_owned()),
        },
    );
    act(s, 105, &Act::WriteOff);
    act(s, 105, &Act::Approve);
    let part = |claim: u32, kroner: i64| Part {
        claim: claim.to_string(),
        amount: kr(kroner),
        seen_left: None,
    };
    with(
        s,
        6,
        &PaymentAct::Match {
            parts: vec![part(109, 20), part(110, 20)],
            write_off: false,
        },
    );
    with(
        s,
        7,
        &PaymentAct::Park {
            note: "spør kona".to_owned(),
            owner: "ola".to_owned(),
            until: Some(day(5)),
            replaces: true,
        },
    );
    with(s, 9, &PaymentAct::Reverses { payment: 8 });
    with(s, 10, &PaymentAct::IsRefund { refund: 1 });
    with(s, 12, &PaymentAct::Unmatch { claim: "107".to_owned() });
    with(
        s,
        13,
        &PaymentAct::Send {
            to: Target::Payer(None),
            party: None,
            amount: kr(50),
        },
    );
    refunds::move_on(s, 3, RefundState::Sent, "sendt").unwrap();
    refunds::move_on(s, 3, RefundState::Failed, "avvist").unwrap();
    with(
        s,
        14,
        &PaymentAct::Send {
            to: Target::Donation,
            party: None,
            amount: None,
        },
    );
    with(s, 14, &PaymentAct::Recall);
    act(s, 102, &Act::Approve);
    with(
        s,
        14,
        &PaymentAct::Park {
            note: "x".to_owned(),
            owner: String::new(),
            until: None,
            replaces: true,
        },
    );
    with(s, 14, &PaymentAct::Unpark);
    act(s, 111, &Act::Annul);
    act(s, 112, &Act::Credit { lines: Vec::new() });
    let file = files::find(s, "b.ocr").unwrap();
    let mut watch = fordring::app::import::Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    files::undo(s, file, "feil fil", false, &mut watch).unwrap();
    drop(session);
    site.check();
    site
}

const CHANGES: &[(&str, &str)] = &[
    ("UPDATE claim SET written_off = 100 WHERE number = 113", "claim-written-off"),
    (
        "UPDATE claim SET written_off = 0, \"left\" = 200, status = 3 WHERE number = 105",
        "claim-written-off",
    ),
    ("UPDATE claim SET settled = NULL WHERE number = 105", "claim-settled"),
    ("UPDATE claim SET settled = 0 WHERE number = 105", "claim-settled"),
    ("UPDATE claim SET settled = 0 WHERE number = 109", "claim-settled"),
    (
        "UPDATE claim SET settled = NULL WHERE status = 3 AND settled IS NOT NULL",
        "claim-settled",
    ),
    ("UPDATE claim SET extra = 0, settled = 0 WHERE number = 105", "journal-claim"),
    ("UPDATE claim SET void = 4 WHERE number = 103", "claim-void"),
    ("UPDATE claim SET void = 2 WHERE number = 111", "claim-void"),
    ("UPDATE claim SET void = 1 WHERE number = 112", "claim-void"),
    ("UPDATE claim SET reminded_on = 20000 WHERE number = 113", "claim-reminded"),
    ("UPDATE claim_line SET written_off = 1 WHERE claim_id = 13", "claim-written-off"),
    ("UPDATE claim_line SET written_off = 0 WHERE claim_id = 5", "claim-written-off"),
    ("UPDATE claim_line SET refunded = 1 WHERE claim_id = 13", "line-content"),
    ("UPDATE claim_line SET refunded = 0 WHERE claim_id = 1", "line-content"),
    ("UPDATE claim_line SET refunded = refunded + 1 WHERE claim_id = 1", "claim-refunded"),
    ("UPDATE claim_line SET credited = 1 WHERE claim_id = 13", "line-content"),
    (
        "UPDATE claim_line SET discount = 1, amount = amount + 1 WHERE claim_id = 13",
        "line-content",
    ),
    ("UPDATE away SET amount = amount + 1 WHERE kind = 2", "payment-whereabouts"),
    ("UPDATE away SET amount = amount - 1 WHERE kind = 4", "payment-whereabouts"),
    ("UPDATE away SET kind = 5 WHERE kind = 2", "payer-credit"),
    ("UPDATE away SET kind = 6 WHERE kind = 5", "away-movement"),
    ("UPDATE away SET kind = 5 WHERE kind = 6", "away-movement"),
    ("UPDATE away SET kind = 5 WHERE kind = 3 AND undone_seq IS NULL", "refund-money"),
    ("UPDATE away SET kind = 3 WHERE kind = 4", "fees"),
    ("UPDATE away SET kind = 5 WHERE kind = 8", "away-movement"),
    ("UPDATE away SET party_id = 1 WHERE kind = 2", "away-movement"),
    ("UPDATE away SET account = '3000' WHERE kind = 6", "away-movement"),
    ("UPDATE away SET refund_id = 1 WHERE refund_id = 2", "refund-money"),
    ("UPDATE away SET refund_id = NULL WHERE refund_id = 2 AND kind = 3", "refund-money"),
    ("UPDATE away SET other_payment_id = NULL WHERE kind = 7", "payment-whereabouts"),
    ("UPDATE away SET payment_id = 1 WHERE kind = 5", "payment-whereabouts"),
    ("UPDATE away SET seq = 4711 WHERE kind = 5", "away-movement"),
    ("UPDATE away SET undone_seq = 3 WHERE kind = 2", "payment-whereabouts"),
    (
        "UPDATE away SET undone_seq = NULL WHERE undone_seq IS NOT NULL",
        "payment-whereabouts",
    ),
    ("DELETE FROM away WHERE kind = 2", "payment-whereabouts"),
    (
        "INSERT INTO away (payment_id, kind, amount, seq) VALUES (7, 5, 1, 1)",
        "payment-whereabouts",
    ),
    ("UPDATE refund SET state = 2 WHERE id = 2", "refund-unlogged"),
    ("UPDATE refund SET state = 3 WHERE id = 2", "refund-money"),
    ("UPDATE refund SET state = 1 WHERE id = 1", "refund-money"),
    ("UPDATE refund SET state = 1 WHERE id = 3", "refund-money"),
    ("UPDATE refund SET amount = amount - 1 WHERE id = 2", "refund-money"),
    ("UPDATE refund SET to_account = '60050612344' WHERE id = 2", "refund-unlogged"),
    ("UPDATE refund SET payment_id = 1 WHERE id = 2", "refund-unlogged"),
    ("UPDATE refund SET claim_id = 1 WHERE id = 2", "refund-money"),
    ("UPDATE refund SET credit_note = 4711 WHERE id = 2", "refund-money"),
    ("DELETE FROM refund WHERE id = 3", "refund-unlogged"),
    ("UPDATE parked SET note = 'x' WHERE payment_id = 7", "parked-state"),
    ("UPDATE parked SET owner = 'kari' WHERE payment_id = 7", "parked-state"),
    ("UPDATE parked SET until_on = until_on + 1 WHERE payment_id = 7", "parked-state"),
    ("UPDATE parked SET payment_id = 6 WHERE payment_id = 7", "parked-state"),
    ("UPDATE parked SET ended_seq = 1 WHERE payment_id = 7", "payment-used"),
    ("DELETE FROM parked WHERE payment_id = 7", "payment-used"),
    ("UPDATE payment SET used = used - 1 WHERE id = 6", "payment-whereabouts"),
    ("UPDATE payment SET used = 0 WHERE id = 9", "payment-used"),
    ("UPDATE payment SET state = 1 WHERE id = 6", "payment-used"),
    ("UPDATE payment SET state = 2 WHERE id = 12", "payment-used"),
    ("UPDATE payment SET state = 1 WHERE id = 7", "payment-used"),
    ("UPDATE payment SET reason = 14 WHERE id = 12", "payment-used"),
    ("UPDATE payment SET state = 4 WHERE state = 8", "file-undone"),
    ("UPDATE payment SET state = 8 WHERE id = 6", "file-undone"),
    ("UPDATE bank_file SET undone_seq = NULL WHERE id = 2", "file-undone"),
    ("UPDATE bank_file SET undone_seq = 1 WHERE id = 2", "file-undone"),
    ("UPDATE bank_file SET undone_seq = 1 WHERE id = 1", "file-undone"),
    ("DELETE FROM movement WHERE kind = 6", "claim-paid"),
    ("DELETE FROM movement WHERE kind = 7 AND claim_id IS NOT NULL", "claim-paid"),
    ("DELETE FROM movement WHERE kind = 7 AND claim_id IS NULL", "away-movement"),
    ("DELETE FROM movement WHERE kind = 8", "claim-paid"),
    ("UPDATE movement SET party_id = 1 WHERE kind = 8", "away-movement"),
    ("UPDATE movement SET account = '3000' WHERE kind = 10", "away-movement"),
    ("UPDATE movement SET refund_id = NULL WHERE kind = 3", "refund-money"),
    ("DELETE FROM movement WHERE kind = 12", "away-movement"),
    ("DELETE FROM movement WHERE kind = 13", "claim-paid"),
    ("DELETE FROM movement WHERE kind = 14", "refund-money"),
    ("DELETE FROM movement WHERE kind = 15", "refund-money"),
    ("DELETE FROM movement WHERE kind = 16", "file-undone"),
    ("DELETE FROM movement WHERE kind = 17", "claim-written-off"),
    ("UPDATE movement SET kind = 11 WHERE kind = 10", "away-movement"),
    (
        "UPDATE allocation SET undone_seq = NULL WHERE undone_seq IS NOT NULL",
        "payment-whereabouts",
    ),
    ("UPDATE allocation SET claim_id = 13 WHERE claim_id = 9", "claim-allocations"),
    ("UPDATE posting SET account = '2999' WHERE account = '2990'", "to-be-paid-out"),
    ("UPDATE posting SET account = '3920' WHERE account = '7770'", "fees"),
    ("UPDATE posting SET account = '2999' WHERE account = '2900'", "payer-credit"),
    ("UPDATE posting SET account = '3920' WHERE account = '7830'", "written-off"),
    ("UPDATE posting SET account = '3920' WHERE account = '2999'", "not-placed"),
    (
        "DELETE FROM posting WHERE voucher_id = (SELECT id FROM voucher WHERE kind = 'refund_done')",
        "to-be-paid-out",
    ),
    (
        "DELETE FROM posting WHERE voucher_id = (SELECT id FROM voucher WHERE kind = 'written_off')",
        "written-off",
    ),
    ("DELETE FROM voucher WHERE kind = 'recalled'", "voucher-gap"),
    ("UPDATE credit_note_line SET amount = amount - 1", "credit-note-sum"),
];

#[test]
fn check_finds_every_single_change_behind_its_back() {
    let site = handled_site();
    site.conn().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let whole = std::fs::read(&site.db).unwrap();
    let mut missed = Vec::new();
    for (sql, code) in CHANGES {
        std::fs::write(&site.db, &whole).unwrap();
        let conn = Connection::open(&site.db).unwrap();
        conn.pragma_update(None, "ignore_check_constraints", true).unwrap();
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        drop_triggers(&conn, "%");
        conn.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
        let changed: i64 = conn.query_row("SELECT total_changes()", [], |row| row.get(0)).unwrap();
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(conn);
        let found = site.faults();
        if changed == 0 || !found.iter().any(|fault| fault == code) {
            missed.push(format!("{sql}: {changed} changed, wanted {code}, found {found:?}"));
        }
    }
    assert!(missed.is_empty(), "\n{}", missed.join("\n"));
}
