//! What must hold of charges by SMS and of dialogues.

use rusqlite::Connection;

use super::StoreError;
use super::check::{Fault, all_keys};
use crate::domain::ledger::Role;

/// What can be found, for the texts.
pub const FAULTS: &[&str] = &[
    "charge-payment",
    "charge-twice",
    "charge-answered",
    "dialogue-counts",
    "sms-clearing",
];

/// Conditions that find where something does not hold: the key of the record.
const RULES: &[(&str, &str)] = &[
    (
        // Paid means: one payment of the same amount, of the same party; and nothing else has one.
        "charge-payment",
        "SELECT g.id FROM charge g LEFT JOIN payment y ON y.id = g.payment_id
           WHERE (g.state IN (4, 6)) <> (g.payment_id IS NOT NULL)
              OR (y.id IS NOT NULL AND (y.source <> 4 OR y.amount <> g.amount OR y.reference IS NOT g.key OR y.party_id IS NOT g.party_id))
              OR (g.state = 6 AND y.state <> 7) LIMIT ?1",
    ),
    (
        "charge-twice",
        "SELECT min(id) FROM charge WHERE state IN (1, 2, 3) GROUP BY claim_id HAVING count(*) > 1 LIMIT ?1",
    ),
    (
        // The member of a charge that is over was told so.
        "charge-answered",
        "SELECT g.id FROM charge g WHERE g.state IN (4, 5, 6)
           AND NOT EXISTS (SELECT 1 FROM message m WHERE m.charge_id = g.id AND m.reply IN (2, 3, 7)) LIMIT ?1",
    ),
    (
        "dialogue-counts",
        "SELECT coalesce(d.id, 0) FROM (SELECT number, count(*) AS messages, max(id) AS last,
             sum(direction = 2 AND read_at IS NULL) AS unread FROM message GROUP BY number) m
           FULL JOIN dialogue d ON d.number = m.number
           WHERE d.messages IS NOT m.messages OR d.unread IS NOT m.unread OR d.last_id IS NOT m.last LIMIT ?1",
    ),
];

/// Checks every charge and dialogue, and the ledger account of payments by SMS.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn full(conn: &Connection, most: i64, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    all_keys(conn, RULES.iter().copied(), most, faults)?;
    let mut found = |what, id| {
        faults.push(Fault {
            what,
            id,
            detail: String::new(),
        });
    };
    let should: i64 = conn.query_row(
        "SELECT coalesce((SELECT sum(amount) FROM payment WHERE source = 4), 0)
           + coalesce((SELECT sum(v.amount) FROM movement v JOIN payment y ON y.id = v.payment_id WHERE v.kind = 4 AND y.source = 4), 0)
           - coalesce((SELECT sum(gross) FROM charge_settled), 0)",
        [],
        |row| row.get(0),
    )?;
    let on: i64 = conn.query_row(
        "SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN ledger_account a ON a.code = p.account WHERE a.role = ?1",
        [Role::SmsClearing.number()],
        |row| row.get(0),
    )?;
    if on != should {
        found("sms-clearing", should);
    }
    Ok(())
}
