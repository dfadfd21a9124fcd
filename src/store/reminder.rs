//! Reminders of claims: each as it was sent, never changed.

use rusqlite::{Connection, params};

use super::{StoreError, Tx, from_days, minor, to_days};
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::reminding::{Balance, Reminder};

/// The reminders of a claim that are kept, the first first. Those of before schema 15 are not: only their last day is.
///
/// # Errors
/// [`StoreError::Sqlite`], or a day outside the calendar.
pub fn of_claim(conn: &Connection, claim: i64) -> Result<Vec<Reminder>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT no, day, deadline_on, fee, interest, interest_until FROM reminder WHERE claim_id = ?1 ORDER BY no")?;
    let mut rows = statement.query([claim])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let day = |days: i64| from_days(days).ok_or(StoreError::Invariant { what: "day", id: claim });
        found.push(Reminder {
            no: row.get(0)?,
            on: day(row.get(1)?)?,
            deadline_on: day(row.get(2)?)?,
            fee: Money::from_minor(row.get(3)?),
            interest: Money::from_minor(row.get(4)?),
            interest_until: row.get::<_, Option<i64>>(5)?.map(day).transpose()?,
        });
    }
    Ok(found)
}

/// Stores a reminder of today, and answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, claim: i64, one: &Reminder, channel: Channel, comment: &str) -> Result<i64, StoreError> {
    let actor = tx.actor();
    tx.conn()
        .prepare_cached(
            "INSERT INTO reminder (claim_id, no, day, deadline_on, channel, fee, interest, interest_until, at, operator, comment)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
        )?
        .execute(params![
            claim,
            one.no,
            to_days(one.on),
            to_days(one.deadline_on),
            channel.number(),
            minor(one.fee),
            minor(one.interest),
            one.interest_until.map(to_days),
            actor.at_ms,
            actor.operator,
            comment,
        ])?;
    Ok(tx.conn().last_insert_rowid())
}

/// What was paid of a claim without its costs, by the day it was booked; with the principal that interest runs on.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn balance(conn: &Connection, claim: i64, principal: Money) -> Result<Balance, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT y.booked_on, a.amount FROM allocation a JOIN payment y ON y.id = a.payment_id
         JOIN claim_line l ON l.claim_id = a.claim_id AND l.no = a.line_no AND l.cost = 0
         WHERE a.claim_id = ?1 AND a.undone_seq IS NULL",
    )?;
    let mut rows = statement.query([claim])?;
    let mut paid = Vec::new();
    while let Some(row) = rows.next()? {
        let on = from_days(row.get(0)?).ok_or(StoreError::Invariant { what: "day", id: claim })?;
        paid.push((on, Money::from_minor(row.get(1)?)));
    }
    Ok(Balance { principal, paid })
}
