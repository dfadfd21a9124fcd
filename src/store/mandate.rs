//! Agreements to draw.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::journal::Entry;
use super::{StoreError, Tx, from_days, to_days};
use crate::domain::exchange::MandateState;
use crate::domain::mandate::Standing;

/// An agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Key; 0 before it is stored.
    pub id: i64,
    /// Our account that draws.
    pub account: i64,
    /// The scheme: a format's id.
    pub scheme: String,
    /// The agreement's KID (NO), the payer's number with us (SE, DK).
    pub payer_number: String,
    /// The bank's number of it (DK), else empty.
    pub number: String,
    /// Who pays, where that is known.
    pub party: Option<i64>,
    /// How it stands.
    pub standing: Standing,
    /// The payer's account, where it is known.
    pub payer_account: String,
    /// The payer's personal or organisation number, where it is known.
    pub payer_id: String,
    /// The bank's code of what happened last.
    pub detail: String,
}

const COLUMNS: &str =
    "id, account_id, scheme, payer_number, number, party_id, state, notify, since_on, until_on, payer_account, payer_id, detail";

fn one(row: &Row<'_>) -> rusqlite::Result<Mandate> {
    let day = |at: usize| -> rusqlite::Result<Option<NaiveDate>> { Ok(row.get::<_, Option<i64>>(at)?.and_then(from_days)) };
    Ok(Mandate {
        id: row.get(0)?,
        account: row.get(1)?,
        scheme: row.get(2)?,
        payer_number: row.get(3)?,
        number: row.get(4)?,
        party: row.get(5)?,
        standing: Standing {
            state: MandateState::from_number(row.get(6)?).unwrap_or(MandateState::Ended),
            notify: row.get(7)?,
            since_on: day(8)?,
            until_on: day(9)?,
        },
        payer_account: row.get(10)?,
        payer_id: row.get(11)?,
        detail: row.get(12)?,
    })
}

/// Loads an agreement.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Mandate>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM mandate WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id], one).optional()?)
}

/// The agreement of a payer number; with the bank's number where one is given, else the one that stands, else the newest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn find(conn: &Connection, account: i64, scheme: &str, payer_number: &str, number: &str) -> Result<Option<Mandate>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM mandate WHERE account_id = ?1 AND scheme = ?2 AND payer_number = ?3 AND (?4 = '' OR number IN (?4, ''))
         ORDER BY number = ?4 DESC, state IN (2, 3) DESC, id DESC LIMIT 1"
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_row(params![account, scheme, payer_number, number], one)
        .optional()?;
    Ok(found)
}

/// The agreements of an account that stand, by key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn standing(conn: &Connection, account: i64, scheme: &str) -> Result<Vec<Mandate>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM mandate WHERE account_id = ?1 AND scheme = ?2 AND state IN (2, 3) ORDER BY id");
    Ok(conn
        .prepare_cached(&sql)?
        .query_map(params![account, scheme], one)?
        .collect::<Result<_, _>>()?)
}

/// The party that a payer number means: by an agreement that has it, or by the party's own number. Nobody where two parties would
/// do (Betalingsservice, customer numbers).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn party_of(conn: &Connection, account: i64, payer_number: &str) -> Result<Option<i64>, StoreError> {
    let mut parties = conn.prepare_cached(
        "SELECT party_id FROM mandate WHERE account_id = ?1 AND payer_number = ?2 AND party_id IS NOT NULL GROUP BY party_id LIMIT 2",
    )?;
    let known: Vec<i64> = parties
        .query_map(params![account, payer_number], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if let [party] = known[..] {
        return Ok(Some(party));
    }
    if !known.is_empty() || payer_number.is_empty() {
        return Ok(None);
    }
    let mut numbers = conn
        .prepare_cached("SELECT DISTINCT coalesce(merged_into, id) FROM party WHERE number = ?1 OR (number > '0' AND number < '1' AND ltrim(number, '0') = ?1) LIMIT 2")?;
    let named: Vec<i64> = numbers.query_map([payer_number], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(match named[..] {
        [party] => Some(party),
        _ => None,
    })
}

fn facts(mandate: &Mandate) -> String {
    let day = |date: Option<NaiveDate>| date.map(|d| d.to_string());
    serde_json::json!({
        "payer_number": mandate.payer_number, "number": mandate.number, "party": mandate.party, "state": mandate.standing.state.code(),
        "notify": mandate.standing.notify, "since": day(mandate.standing.since_on), "until": day(mandate.standing.until_on),
    })
    .to_string()
}

/// Stores an agreement that is new, or as it became, and logs it. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save(tx: &Tx<'_>, before: Option<&Mandate>, after: &Mandate, action: &str, comment: &str) -> Result<i64, StoreError> {
    let standing = &after.standing;
    let values = params![
        (after.id != 0).then_some(after.id),
        after.account,
        after.scheme,
        after.payer_number,
        after.number,
        after.party,
        standing.state.number(),
        standing.notify,
        standing.since_on.map(to_days),
        standing.until_on.map(to_days),
        after.payer_account,
        after.payer_id,
        after.detail,
        tx.actor().at_ms,
    ];
    let id = tx
        .conn()
        .prepare_cached(
            "INSERT INTO mandate (id, account_id, scheme, payer_number, number, party_id, state, notify, since_on, until_on, payer_account, payer_id, detail, changed_at)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)
             ON CONFLICT (id) DO UPDATE SET payer_number = ?4, number = ?5, party_id = ?6, state = ?7, notify = ?8, since_on = ?9, until_on = ?10,
               payer_account = ?11, payer_id = ?12, detail = ?13, changed_at = ?14 RETURNING id",
        )?
        .query_row(values, |row| row.get(0))?;
    tx.log(&Entry {
        kind: "mandate",
        id,
        action,
        comment,
        before: before.map(facts).as_deref(),
        after: Some(&facts(after)),
    })?;
    Ok(id)
}
