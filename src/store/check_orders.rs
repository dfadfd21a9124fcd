//! The invariants of workshop orders and their money.

use rusqlite::Connection;

use super::StoreError;
use super::check::{Fault, all_keys, keys};
use crate::domain::ledger::Role;

/// What can be found, for the texts.
pub const FAULTS: &[&str] = &[
    "order-sums",
    "order-lock",
    "order-link",
    "order-paid",
    "order-invoice",
    "request-payment",
    "request-refund",
    "order-gap",
    "order-unlogged",
    "mobile-clearing",
    "to-be-paid-out",
];

/// Conditions on `work_order o` that must not hold. The same text serves one order and all of them.
const ORDER_RULES: &[(&str, &str)] = &[
    ("order-sums", "o.amount <> o.net + o.vat + o.rounding"),
    (
        "order-lock",
        "(o.status = 3) <> (o.locked_at IS NOT NULL)
           OR (o.status = 3 AND NOT EXISTS (SELECT 1 FROM payment_request r WHERE r.order_id = o.id AND r.seq = o.link_seq AND r.state IN (1, 2, 3, 5, 6)))",
    ),
    (
        "order-link",
        "o.status <> 3 AND EXISTS (SELECT 1 FROM payment_request r WHERE r.order_id = o.id AND r.state IN (1, 2, 3))",
    ),
    (
        "order-paid",
        "o.payment_received AND NOT EXISTS (SELECT 1 FROM payment_request r WHERE r.order_id = o.id AND r.payment_id IS NOT NULL)",
    ),
    (
        "order-invoice",
        "(o.status = 4) <> (o.claim_id IS NOT NULL AND o.status NOT IN (5, 6))
           OR (o.status = 4 AND o.amount <> (SELECT coalesce(sum(l.amount), 0) FROM claim_line l WHERE l.claim_id = o.claim_id))",
    ),
    (
        "request-payment",
        "EXISTS (SELECT 1 FROM payment_request r LEFT JOIN payment p ON p.id = r.payment_id WHERE r.order_id = o.id
           AND ((r.state IN (5, 6, 7)) <> (r.payment_id IS NOT NULL) OR (r.payment_id IS NOT NULL AND p.amount <> r.paid)))",
    ),
    (
        "request-refund",
        "EXISTS (SELECT 1 FROM payment_request r WHERE r.order_id = o.id AND (r.refunded > r.paid OR (r.state = 7 AND NOT r.by_hand AND r.refunded <> r.paid)))",
    ),
];

/// The first invariant that does not hold on an order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn order_fault(conn: &Connection, id: i64) -> Result<Option<&'static str>, StoreError> {
    for (what, broken) in ORDER_RULES {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM work_order o WHERE o.id = ?1 AND ({broken}))");
        if conn.prepare_cached(&sql)?.query_row([id], |row| row.get::<_, bool>(0))? {
            return Ok(Some(what));
        }
    }
    Ok(None)
}

/// Checks every order, and the ledger accounts that mobile payments use.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn full(conn: &Connection, most: i64, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let gap = "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) + (SELECT min(number) FROM work_order) - 1 AS place FROM work_order) \
               WHERE number <> place LIMIT ?1";
    let unlogged =
        "SELECT o.id FROM work_order o WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = o.id AND j.kind = 'order') LIMIT ?1";
    let rules = ORDER_RULES
        .iter()
        .map(|(what, broken)| (*what, format!("SELECT o.id FROM work_order o WHERE {broken} LIMIT ?1")));
    for (what, sql) in rules {
        keys(conn, faults, what, &sql, most)?;
    }
    all_keys(conn, [("order-gap", gap), ("order-unlogged", unlogged)], most, faults)?;
    let moved = |kind: i64| -> Result<i64, StoreError> {
        Ok(
            conn.query_row("SELECT coalesce(sum(amount), 0) FROM movement WHERE kind = ?1", [kind], |row| {
                row.get(0)
            })?,
        )
    };
    let (asked, done, by_hand) = (moved(3)?, moved(4)?, moved(5)? + moved(14)? - moved(15)?);
    let taken: i64 = conn.query_row("SELECT coalesce(sum(amount), 0) FROM payment WHERE source = 2", [], |row| {
        row.get(0)
    })?;
    let by_sms: i64 = conn.query_row(
        "SELECT coalesce(sum(v.amount), 0) FROM movement v JOIN payment y ON y.id = v.payment_id WHERE v.kind = 4 AND y.source = 4",
        [],
        |row| row.get(0),
    )?;
    let settled: i64 = conn.query_row("SELECT coalesce(sum(gross), 0) FROM settlement_line", [], |row| row.get(0))?;
    for (what, role, should) in [
        ("mobile-clearing", Role::MobileClearing, taken + done - by_sms - settled),
        ("to-be-paid-out", Role::ToBePaidOut, asked - done - by_hand),
    ] {
        let on: i64 = conn.query_row(
            "SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN ledger_account a ON a.code = p.account WHERE a.role = ?1",
            [role.number()],
            |row| row.get(0),
        )?;
        if on != should {
            faults.push(Fault {
                what,
                id: should,
                detail: String::new(),
            });
        }
    }
    Ok(())
}
