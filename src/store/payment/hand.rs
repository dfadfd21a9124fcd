//! Payments in a person's hands: what is left over of them, and why.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::money::Money;
use crate::domain::payment::{Reason, Source, Stage, State, stage_of, state_by_use};
use crate::store::{StoreError, Tx, from_days, minor, to_days};
use chrono::NaiveDate;

/// A payment for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Key.
    pub id: i64,
    /// Signed.
    pub amount: Money,
    /// Used of it.
    pub used: Money,
    /// How far it has come.
    pub state: State,
    /// Why.
    pub reason: Reason,
    /// Where it came from.
    pub source: Source,
    /// Who paid; empty when nobody knows.
    pub payer: String,
    /// Whose the reference is.
    pub party: Option<i64>,
    /// When it is booked.
    pub booked_on: NaiveDate,
    /// The ledger account it lies on.
    pub ledger: String,
    /// The file's code of what kind it is, and the file's format.
    pub kind: (String, Option<String>),
    /// The file it came in.
    pub file: Option<i64>,
}

impl Hand {
    /// What is left over.
    ///
    /// # Errors
    /// [`StoreError::Money`].
    pub fn left(&self) -> Result<Money, StoreError> {
        Ok(self.amount.minus(self.used)?)
    }
}

/// Loads a payment for a decision.
///
/// # Errors
/// [`StoreError::Sqlite`], or an unknown code in the file.
pub fn hand(conn: &Connection, id: i64) -> Result<Option<Hand>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT y.amount, y.used, y.state, y.reason, y.source, coalesce(y.payer_account, ''), y.party_id, y.booked_on, b.ledger, y.kind, f.format,
                y.file_id
           FROM payment y JOIN bank_account b ON b.id = y.account_id LEFT JOIN bank_file f ON f.id = y.file_id WHERE y.id = ?1",
    )?;
    let row = statement
        .query_row([id], |row| {
            let codes: [i64; 4] = [row.get(2)?, row.get(3)?, row.get(4)?, row.get(7)?];
            let hand = Hand {
                id,
                amount: Money::from_minor(row.get(0)?),
                used: Money::from_minor(row.get(1)?),
                state: State::Unmatched,
                reason: Reason::NotFound,
                source: Source::BankFile,
                payer: row.get(5)?,
                party: row.get(6)?,
                booked_on: NaiveDate::default(),
                ledger: row.get(8)?,
                kind: (row.get(9)?, row.get(10)?),
                file: row.get(11)?,
            };
            Ok((hand, codes))
        })
        .optional()?;
    let Some((mut hand, [state, reason, source, booked])) = row else {
        return Ok(None);
    };
    let unknown = || StoreError::Invariant { what: "unknown-code", id };
    hand.state = State::from_number(state).ok_or_else(unknown)?;
    hand.reason = Reason::from_number(reason).ok_or_else(unknown)?;
    hand.source = Source::from_number(source).ok_or_else(unknown)?;
    hand.booked_on = from_days(booked).ok_or_else(unknown)?;
    Ok(Some(hand))
}

/// More (or less) of a payment is used: its state follows.
///
/// # Errors
/// [`StoreError::Sqlite`], [`StoreError::Money`].
pub fn change_use(tx: &Tx<'_>, id: i64, by: Money) -> Result<(), StoreError> {
    tx.touch_payment(id);
    let now = hand(tx.conn(), id)?.ok_or(StoreError::Invariant { what: "payment-gone", id })?;
    let used = now.used.plus(by)?;
    let is_parked = parked_note(tx.conn(), id)?;
    let state = state_by_use(now.amount, used, now.reason, is_parked);
    let stage = if used.is_zero() { stage_of(now.reason) } else { Stage::Hand };
    tx.conn()
        .prepare_cached("UPDATE payment SET used = ?2, state = ?3, stage = ?4 WHERE id = ?1")?
        .execute(params![id, minor(used), state.number(), stage.number()])?;
    Ok(())
}

/// Notes that what was put on a claim without a person was taken off by one: nothing else explains where it stands.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn reason_undone(tx: &Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE payment SET reason = ?2 WHERE id = ?1")?
        .execute([id, Reason::Undone.number()])?;
    Ok(())
}

fn parked_note(conn: &Connection, id: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM parked WHERE payment_id = ?1 AND ended_seq IS NULL)")?
        .query_row([id], |row| row.get(0))?)
}

/// Puts a payment aside, with a note, an owner and the day it is looked at again. One note at a time.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn park(tx: &Tx<'_>, id: i64, note: &str, owner: &str, until: Option<NaiveDate>, seq: i64) -> Result<(), StoreError> {
    end_note(tx, id, seq)?;
    tx.conn()
        .prepare_cached("INSERT INTO parked (payment_id, note, owner, until_on, seq) VALUES (?1,?2,?3,?4,?5)")?
        .execute(params![id, note, owner, until.map(to_days), seq])?;
    change_use(tx, id, Money::ZERO)
}

/// Takes a payment up again.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn unpark(tx: &Tx<'_>, id: i64, seq: i64) -> Result<(), StoreError> {
    end_note(tx, id, seq)?;
    change_use(tx, id, Money::ZERO)
}

fn end_note(tx: &Tx<'_>, id: i64, seq: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE parked SET ended_seq = ?2 WHERE payment_id = ?1 AND ended_seq IS NULL")?
        .execute([id, seq])?;
    Ok(())
}

/// The voucher a payment arrived on.
///
/// # Errors
/// [`StoreError::Sqlite`], [`StoreError::Invariant`] when there is none.
pub fn voucher_of(conn: &Connection, id: i64) -> Result<i64, StoreError> {
    conn.prepare_cached("SELECT voucher_id FROM payment WHERE id = ?1")?
        .query_row([id], |row| row.get::<_, Option<i64>>(0))
        .optional()?
        .flatten()
        .ok_or(StoreError::Invariant {
            what: "payment-movement",
            id,
        })
}

/// The payments of a file with the claim they were received on, in its order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_file(conn: &Connection, file: i64) -> Result<Vec<(i64, Option<i64>)>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT y.id, y.claim_id FROM bank_file f JOIN payment y ON y.id BETWEEN f.first_payment AND f.last_payment
         WHERE f.id = ?1 AND y.file_id = f.id ORDER BY y.seq",
    )?;
    Ok(statement
        .query_map([file], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}

/// A payment is out of the books, with the file it came in.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_undone(tx: &Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.touch_payment(id);
    tx.conn()
        .prepare_cached("UPDATE payment SET used = amount, state = ?2 WHERE id = ?1")?
        .execute([id, State::Undone.number()])?;
    Ok(())
}
