//! Payments that no bank file brought: by mobile, and at the counter. And money that goes back.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, minor, to_days};
use crate::domain::claim::Whereto;
use crate::domain::ledger::Role;
use crate::domain::money::Money;
use crate::domain::payment::{Movement, Reason, Source, Stage, State};

/// A payment that was taken.
pub struct Taken<'a> {
    /// Where it came from.
    pub source: Source,
    /// The account it lies on; see [`account_for`].
    pub account_id: i64,
    /// How much.
    pub amount: Money,
    /// Booked.
    pub booked_on: NaiveDate,
    /// The provider's reference.
    pub reference: Option<&'a str>,
    /// Who paid, as far as known.
    pub payer: Option<&'a str>,
    /// What it was for, in words.
    pub text: &'a str,
    /// How far it has come, and why.
    pub standing: (State, Reason),
    /// The claim it pays.
    pub claim_id: Option<i64>,
    /// Whose.
    pub party_id: Option<i64>,
    /// Its voucher.
    pub voucher: i64,
}

/// The account that money of a source lies on, by its role in the chart: made the first time. Mobile payments lie on the
/// mobile clearing account (1931), card payments and cash on theirs.
///
/// # Errors
/// [`StoreError::Invariant`] when the chart has no account for the role.
pub fn account_for(tx: &Tx<'_>, role: Role) -> Result<i64, StoreError> {
    let found: Option<i64> = tx
        .conn()
        .prepare_cached("SELECT id FROM bank_account WHERE number = ?1")?
        .query_row([role.code()], |row| row.get(0))
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    let row: Option<(String, String)> = tx
        .conn()
        .prepare_cached("SELECT code, name FROM ledger_account WHERE role = ?1")?
        .query_row([role.number()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (code, name) = row.ok_or(StoreError::Invariant {
        what: "chart-role",
        id: role.number(),
    })?;
    tx.conn()
        .prepare_cached("INSERT INTO bank_account (number, name, rules, ledger) VALUES (?1, ?2, '', ?3)")?
        .execute(params![role.code(), name, code])?;
    Ok(tx.conn().last_insert_rowid())
}

/// Stores a payment that was taken. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, new: &Taken<'_>) -> Result<i64, StoreError> {
    let amount = minor(new.amount);
    let used = if new.standing.0 == State::Used { amount } else { 0 };
    tx.conn()
        .prepare_cached(
            "INSERT INTO payment (source, seq, line, raw_offset, raw_length, part, part_number, account_id, amount, used, state, stage, reason,
               booked_on, claim_id, party_id, fingerprint, kind, reference, payer_account, lump_key, text, voucher_id)
             VALUES (?1,0,0,0,0,0,0,?2,?3,?4,?5,?6,?7,?8,?9,?10,0,'',?11,?12,'',?13,?14)",
        )?
        .execute(params![
            new.source.number(),
            new.account_id,
            amount,
            used,
            new.standing.0.number(),
            Stage::Read.number(),
            new.standing.1.number(),
            to_days(new.booked_on),
            new.claim_id,
            new.party_id,
            new.reference,
            new.payer,
            new.text,
            new.voucher,
        ])?;
    Ok(tx.conn().last_insert_rowid())
}

/// A movement of money on its way into the file.
pub struct NewMovement<'a> {
    /// What happened.
    pub kind: Movement,
    /// Whose money.
    pub payment: Option<i64>,
    /// The claim it came on (then more than nothing) or left (then less).
    pub claim: Option<i64>,
    /// How much, signed.
    pub amount: Money,
    /// Where it is booked.
    pub voucher: i64,
    /// Whose credit.
    pub party: Option<i64>,
    /// Which account of the ledger.
    pub account: Option<&'a str>,
    /// Which refund.
    pub refund: Option<i64>,
}

impl NewMovement<'_> {
    /// One with nothing but its money and its voucher.
    pub fn of(payment: Option<i64>, amount: Money, voucher: i64) -> NewMovement<'static> {
        NewMovement {
            kind: Movement::Allocated,
            payment,
            claim: None,
            amount,
            voucher,
            party: None,
            account: None,
            refund: None,
        }
    }
}

/// Writes a movement of money.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn write_movement(tx: &Tx<'_>, new: &NewMovement<'_>, on: NaiveDate) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO movement (kind, payment_id, claim_id, amount, booked_on, voucher_id, party_id, account, refund_id)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
        )?
        .execute(params![
            new.kind.number(),
            new.payment,
            new.claim,
            minor(new.amount),
            to_days(on),
            new.voucher,
            new.party,
            new.account,
            new.refund
        ])?;
    Ok(())
}

/// Puts a whole payment, reserved until now, on a claim.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn place(tx: &Tx<'_>, payment: i64, claim: i64, reason: Reason) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE payment SET claim_id = ?2, used = amount, state = ?3, reason = ?4, stage = ?5 WHERE id = ?1")?
        .execute(params![
            payment,
            claim,
            State::Used.number(),
            reason.number(),
            Stage::Claim.number()
        ])?;
    Ok(())
}

/// The whole payment is to be given back: it is used up.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn give_back(tx: &Tx<'_>, payment: i64, amount: Money) -> Result<(), StoreError> {
    tx.touch_payment(payment);
    let away = super::away::NewAway::of(payment, Whereto::Refund, amount, tx.last_seq());
    super::away::put(tx, &away)?;
    tx.conn()
        .prepare_cached("UPDATE payment SET used = amount, state = ?2 WHERE id = ?1")?
        .execute(params![payment, State::PaidBack.number()])?;
    Ok(())
}

/// Payments taken at the counter that stand on a claim: key, amount, and the ledger account they lie on.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn counter_payments(conn: &Connection, claim: i64) -> Result<Vec<(i64, Money, String)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT y.id, y.amount, b.ledger FROM allocation a CROSS JOIN payment y ON y.id = a.payment_id
           JOIN bank_account b ON b.id = y.account_id
         WHERE a.claim_id = ?1 AND a.undone_seq IS NULL AND y.claim_id = ?1 AND y.source = ?2 ORDER BY y.id",
    )?;
    let rows = statement.query_map([claim, Source::Counter.number()], |row| {
        Ok((row.get(0)?, Money::from_minor(row.get(1)?), row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is known of a taken payment: amount, state, the claim it is on.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn standing(conn: &Connection, payment: i64) -> Result<Option<(Money, State, Option<i64>)>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT amount, state, claim_id FROM payment WHERE id = ?1")?
        .query_row([payment], |row| {
            Ok((
                Money::from_minor(row.get(0)?),
                State::from_number(row.get(1)?).unwrap_or(State::Parked),
                row.get(2)?,
            ))
        })
        .optional()?)
}
