//! What must hold of the register.

use rusqlite::Connection;

use super::check::{Fault, all_keys};
use super::{StoreError, phones, site};

/// What can be found, for the texts.
pub const FAULTS: &[&str] = &["party-merged", "party-payer", "party-phone"];

/// Conditions that find where something does not hold: the key of the party.
const RULES: &[(&str, &str)] = &[
    (
        // Who was merged into another has nothing any more, and points at one who was not.
        "party-merged",
        "WITH gone AS (SELECT id, merged_into FROM party WHERE merged_into IS NOT NULL)
         SELECT g.id FROM gone g JOIN party k ON k.id = g.merged_into WHERE k.merged_into IS NOT NULL
         UNION SELECT party_id FROM claim WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM payment WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM movement WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM away WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM work_order WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM vehicle WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM mandate WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM membership WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM message WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM charge WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM bank_notice WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM payer WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT party_id FROM party_number WHERE party_id IN (SELECT id FROM gone)
         UNION SELECT payer_id FROM party WHERE payer_id IN (SELECT id FROM gone)
         UNION SELECT id FROM party WHERE merged_into IS NOT NULL AND (phone <> '' OR phone_e164 <> '' OR email <> '' OR name_key <> '' OR payer_id IS NOT NULL)
         LIMIT ?1",
    ),
    (
        "party-payer",
        "SELECT p.id FROM party p JOIN party q ON q.id = p.payer_id WHERE p.payer_id = p.id OR q.payer_id IS NOT NULL LIMIT ?1",
    ),
];

/// Checks the register.
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
    // Every card's number is kept as it is dialled; an older reading of newer plans is no fault, only another number is.
    let home = site::load(conn)?.country;
    let mut cards = conn.prepare("SELECT id, phone, phone_e164 FROM party WHERE phone <> '' OR phone_e164 <> ''")?;
    let mut rows = cards.query([])?;
    let mut told = 0;
    while let Some(row) = rows.next()? {
        let (text, kept): (String, String) = (row.get(1)?, row.get(2)?);
        let (dialled, _) = phones::reading(&text, home);
        if !kept.is_empty() && !dialled.is_empty() && dialled != kept || text.is_empty() {
            found("party-phone", row.get(0)?);
            told += 1;
        }
        if told >= most {
            break;
        }
    }
    Ok(())
}
