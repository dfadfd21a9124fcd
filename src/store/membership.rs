//! Memberships: a party, a period, and the claim of its dues. Where one stands is read off that claim.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{StoreError, Tx, detail, from_days, to_days};
use crate::domain::claim::Status;
use crate::domain::membership::{Period, Standing, standing};

/// A membership of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Key.
    pub id: i64,
    /// What its dues are for.
    pub period: Period,
    /// The claim of its dues: key and number.
    pub claim: (i64, i64),
    /// Where it stands.
    pub standing: Standing,
}

/// That a membership was paid, or that it was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which membership.
    pub membership: i64,
    /// When, ms.
    pub at_ms: i64,
    /// Who did it.
    pub operator: String,
    /// Why, where somebody said it.
    pub comment: String,
    /// Where it stood.
    pub from: Standing,
    /// Where it stands since.
    pub to: Standing,
}

/// Keeps the membership that a claim of dues is for.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, party: i64, claim: i64, period: Period) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("INSERT INTO membership (party_id, claim_id, from_on, until_on) VALUES (?1,?2,?3,?4)")?
        .execute(params![party, claim, to_days(period.from_on), to_days(period.until_on)])?;
    Ok(())
}

fn day(days: i64, id: i64) -> Result<NaiveDate, StoreError> {
    from_days(days).ok_or(StoreError::Invariant { what: "date", id })
}

/// The memberships of a party, the first period first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_party(conn: &Connection, party: i64) -> Result<Vec<Membership>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT m.id, m.from_on, m.until_on, c.id, c.number, c.status FROM membership m JOIN claim c ON c.id = m.claim_id
         WHERE m.party_id = ?1 ORDER BY m.from_on, m.id",
    )?;
    let mut rows = statement.query([party])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let status = Status::from_number(row.get(5)?).ok_or(StoreError::Invariant { what: "claim-status", id })?;
        found.push(Membership {
            id,
            period: Period {
                from_on: day(row.get(1)?, id)?,
                until_on: day(row.get(2)?, id)?,
            },
            claim: (row.get(3)?, row.get(4)?),
            standing: standing(status),
        });
    }
    Ok(found)
}

/// How memberships turned: paid, taken back and so on, oldest first, as the change log of their dues has it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn history(conn: &Connection, memberships: &[Membership]) -> Result<Vec<Turn>, StoreError> {
    let mut turns = Vec::new();
    for one in memberships {
        for change in detail::changes(conn, "claim", one.claim.0)? {
            if let (Some(from), Some(to)) = (stood(&change.before), stood(&change.after))
                && from != to
            {
                turns.push(Turn {
                    membership: one.id,
                    at_ms: change.at_ms,
                    operator: change.operator,
                    comment: change.comment,
                    from,
                    to,
                });
            }
        }
    }
    turns.sort_by_key(|turn| turn.at_ms);
    Ok(turns)
}

fn stood(snapshot: &str) -> Option<Standing> {
    let values: serde_json::Value = serde_json::from_str(snapshot).ok()?;
    Status::from_code(values.get("status")?.as_str()?).map(standing)
}
