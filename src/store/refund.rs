//! Refunds: money on its way back to who paid it, from the wish to the bank's word (CLM-11).

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, Tx, minor};
use crate::domain::money::Money;
use crate::domain::payment::{Movement, RefundState};

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Key.
    pub id: i64,
    /// The payment it comes from.
    pub payment: i64,
    /// The claim it left.
    pub claim: Option<i64>,
    /// How much goes back.
    pub amount: Money,
    /// To which account.
    pub to_account: String,
    /// To whom.
    pub to_name: String,
    /// Where it stands.
    pub state: RefundState,
}

/// A refund to be asked for.
pub struct NewRefund<'a> {
    /// The payment it comes from.
    pub payment: i64,
    /// The claim it left.
    pub claim: Option<i64>,
    /// The number of the credit note that belongs to it.
    pub note: Option<i64>,
    /// How much goes back.
    pub amount: Money,
    /// To which account.
    pub to_account: &'a str,
    /// To whom.
    pub to_name: &'a str,
    /// Why.
    pub comment: &'a str,
}

/// Asks for it. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, new: &NewRefund<'_>) -> Result<i64, StoreError> {
    let actor = tx.actor();
    tx.conn()
        .prepare_cached(
            "INSERT INTO refund (payment_id, claim_id, credit_note, amount, to_account, to_name, state, comment, asked_at, asked_by, moved_at)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?9)",
        )?
        .execute(params![
            new.payment,
            new.claim,
            new.note,
            minor(new.amount),
            new.to_account,
            new.to_name,
            RefundState::Requested.number(),
            new.comment,
            actor.at_ms,
            actor.operator
        ])?;
    Ok(tx.conn().last_insert_rowid())
}

fn one(row: &Row<'_>) -> rusqlite::Result<Refund> {
    Ok(Refund {
        id: row.get(0)?,
        payment: row.get(1)?,
        claim: row.get(2)?,
        amount: Money::from_minor(row.get(3)?),
        to_account: row.get(4)?,
        state: RefundState::from_number(row.get(5)?).unwrap_or(RefundState::Failed),
        to_name: row.get(6)?,
    })
}

/// Loads a refund.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Refund>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id, payment_id, claim_id, amount, to_account, state, to_name FROM refund WHERE id = ?1")?
        .query_row([id], one)
        .optional()?)
}

/// The refunds of a claim.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_claim(conn: &Connection, claim: i64) -> Result<Vec<Refund>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, payment_id, claim_id, amount, to_account, state, to_name FROM refund WHERE claim_id = ?1 ORDER BY id",
    )?;
    Ok(statement.query_map([claim], one)?.collect::<Result<_, _>>()?)
}

/// Refunds of exactly this amount that no line of a bank file is set against yet, those to this account first, then what waits.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn without_line(conn: &Connection, amount: Money, account: &str) -> Result<Vec<Refund>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, payment_id, claim_id, amount, to_account, state, to_name FROM refund r WHERE state <> 4 AND amount = ?1
           AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.refund_id = r.id AND m.kind = ?2)
         ORDER BY to_account = ?3 DESC, state IN (1, 2) DESC, id DESC LIMIT 20",
    )?;
    Ok(statement
        .query_map(params![minor(amount), Movement::Reversed.number(), account], one)?
        .collect::<Result<_, _>>()?)
}

/// Whether a line of a bank file is set against a refund.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn has_line(conn: &Connection, id: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM movement WHERE refund_id = ?1 AND kind = ?2)")?
        .query_row([id, Movement::Reversed.number()], |row| row.get(0))?)
}

/// Moves a refund on.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn move_on(tx: &Tx<'_>, id: i64, to: RefundState, detail: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE refund SET state = ?2, detail = ?3, moved_at = ?4 WHERE id = ?1")?
        .execute(params![id, to.number(), detail, tx.actor().at_ms])?;
    Ok(())
}
