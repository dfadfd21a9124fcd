//! Two parties that are one: everything of the one goes to the other, along the rails that let it go that way and no other.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx};
use crate::domain::order::Status;

/// Tables whose rows are somebody's, with the word that a preview and the change log count them by.
const TABLES: &[(&str, &str)] = &[
    ("claims", "claim"),
    ("memberships", "membership"),
    ("payments", "payment"),
    ("transactions", "movement"),
    ("credit", "away"),
    ("orders", "work_order"),
    ("vehicles", "vehicle"),
    ("mandates", "mandate"),
    ("messages", "message"),
    ("charges", "charge"),
    ("notices", "bank_notice"),
    ("payers", "payer"),
];

/// How many rows of each kind are a party's; kinds it has none of are left out.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn belongings(conn: &Connection, party: i64) -> Result<Vec<(&'static str, i64)>, StoreError> {
    let mut found = Vec::new();
    for (word, table) in TABLES {
        let sql = format!("SELECT count(*) FROM {table} WHERE party_id = ?1");
        let count: i64 = conn.prepare_cached(&sql)?.query_row([party], |row| row.get(0))?;
        if count > 0 {
            found.push((*word, count));
        }
    }
    let household: i64 = conn
        .prepare_cached("SELECT count(*) FROM party WHERE payer_id = ?1")?
        .query_row([party], |row| row.get(0))?;
    if household > 0 {
        found.push(("household", household));
    }
    Ok(found)
}

/// The number of an order of a party whose payment is under way.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn locked_order(conn: &Connection, party: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT number FROM work_order WHERE party_id = ?1 AND status = ?2 ORDER BY id LIMIT 1")?
        .query_row(params![party, Status::MobilePayment.number()], |row| row.get(0))
        .optional()?)
}

/// The key of a charge by SMS of a party of which it is not known yet what becomes of it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn open_charge(conn: &Connection, party: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id FROM charge WHERE party_id = ?1 AND state IN (1, 2, 3) ORDER BY id LIMIT 1")?
        .query_row([party], |row| row.get(0))
        .optional()?)
}

/// The payer number of an agreement that both have for one account: the same claim would be drawn by both.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn agreement_of_both(conn: &Connection, one: i64, other: i64) -> Result<Option<String>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT m.payer_number FROM mandate m JOIN mandate k ON k.account_id = m.account_id AND k.scheme = m.scheme AND k.party_id = ?1
               AND k.state IN (1, 2, 3) WHERE m.party_id = ?2 AND m.state IN (1, 2, 3) LIMIT 1",
        )?
        .query_row([one, other], |row| row.get(0))
        .optional()?)
}

/// Dues that both were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesOfBoth {
    /// Their code.
    pub code: String,
    /// The membership of each, and whether its claim fell away: who stays, who goes.
    pub each: [(i64, bool); 2],
}

/// The dues that two parties were both asked for.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn dues_of_both(conn: &Connection, keep: i64, gone: i64) -> Result<Vec<DuesOfBoth>, StoreError> {
    let fell = |m: &str| {
        format!(
            "((SELECT void FROM claim WHERE id = {m}.claim_id) <> 0 OR NOT EXISTS (SELECT 1 FROM claim_line l WHERE l.claim_id = {m}.claim_id
                AND l.no BETWEEN {m}.first_line AND {m}.last_line AND l.dropped = 0 AND (l.credited = 0 OR l.credited < l.amount - l.discount)))"
        )
    };
    let sql = format!(
        "SELECT d.code, k.id, {}, g.id, {} FROM membership k JOIN membership g ON g.dues_id = k.dues_id AND g.party_id = ?2 AND g.replaced_seq IS NULL
           JOIN dues d ON d.id = k.dues_id WHERE k.party_id = ?1 AND k.replaced_seq IS NULL ORDER BY d.id",
        fell("k"),
        fell("g")
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([keep, gone], |row| {
        Ok(DuesOfBoth {
            code: row.get(0)?,
            each: [(row.get(1)?, row.get(2)?), (row.get(3)?, row.get(4)?)],
        })
    })?;
    rows.map(|row| Ok(row?)).collect()
}

/// Moves everything of one party to another, and empties its card; its phone numbers go, who calls this gives them to the other.
///
/// # Errors
/// [`StoreError::Sqlite`], also what the rails say.
pub fn move_all(tx: &Tx<'_>, keep: i64, gone: i64) -> Result<(), StoreError> {
    let conn = tx.conn();
    // First whom it was merged into: the rails look at that.
    conn.execute(
        "UPDATE party SET merged_into = ?1, payer_id = NULL, name_key = '', phone = '', phone_e164 = '', phone_fault = NULL, email = '', address = '',
           postcode = '', city = '', country = '', language = '', channel = NULL, org_number = '', birth_on = NULL, member_since_on = NULL,
           left_on = NULL, terms_days = NULL, note = '' WHERE id = ?2",
        [keep, gone],
    )?;
    conn.execute("UPDATE party SET merged_into = ?1 WHERE merged_into = ?2", [keep, gone])?;
    conn.execute("UPDATE party SET payer_id = NULL WHERE id = ?1 AND payer_id = ?2", [keep, gone])?;
    conn.execute("UPDATE party SET payer_id = ?1 WHERE payer_id = ?2", [keep, gone])?;
    for (_, table) in TABLES {
        conn.execute(&format!("UPDATE {table} SET party_id = ?1 WHERE party_id = ?2"), [keep, gone])?;
    }
    for table in ["claim", "work_order"] {
        let sql = format!("UPDATE {table} SET name_key = (SELECT name_key FROM party WHERE id = ?1) WHERE party_id = ?1");
        conn.execute(&sql, [keep])?;
    }
    conn.execute("DELETE FROM party_number WHERE party_id = ?1", [gone])?;
    // Drafts that are worked on follow; whoever has one open sees that it moved.
    conn.execute(
        "UPDATE claim_draft SET party_id = ?1, revision = revision + 1 WHERE party_id = ?2 AND state = 1",
        [keep, gone],
    )?;
    // The kind of membership of who stays counts; who has none gets the other's.
    conn.execute("UPDATE OR IGNORE enrolment SET party_id = ?1 WHERE party_id = ?2", [keep, gone])?;
    conn.execute("DELETE FROM enrolment WHERE party_id = ?1", [gone])?;
    Ok(())
}

/// Gives the reference of one party to another that has none.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn move_reference(tx: &Tx<'_>, keep: i64, gone: i64) -> Result<(), StoreError> {
    let reference: Option<String> = tx
        .conn()
        .query_row("SELECT reference FROM party WHERE id = ?1", [gone], |row| row.get(0))?;
    tx.conn().execute("UPDATE party SET reference = NULL WHERE id = ?1", [gone])?;
    tx.conn()
        .execute("UPDATE party SET reference = ?2 WHERE id = ?1", params![keep, reference])?;
    Ok(())
}
