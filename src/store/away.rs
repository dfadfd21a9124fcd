//! Where the money of a payment is that is neither left over nor on a claim: a payer's credit, on its way back, on another
//! account. Rows are undone, never changed.

use rusqlite::{Connection, params};

use super::{StoreError, Tx, minor};
use crate::domain::claim::Whereto;
use crate::domain::money::Money;

/// Money on its way there.
pub struct NewAway<'a> {
    /// Whose money.
    pub payment: i64,
    /// Where it goes.
    pub to: Whereto,
    /// How much.
    pub amount: Money,
    /// Whose credit it becomes.
    pub party: Option<i64>,
    /// The ledger account it goes to.
    pub account: Option<&'a str>,
    /// The refund it belongs to.
    pub refund: Option<i64>,
    /// The money out it is set against.
    pub other: Option<i64>,
    /// The row of the change log that tells of it.
    pub seq: i64,
}

impl NewAway<'_> {
    /// Money with nothing else to say of it.
    pub fn of(payment: i64, to: Whereto, amount: Money, seq: i64) -> NewAway<'static> {
        NewAway {
            payment,
            to,
            amount,
            party: None,
            account: None,
            refund: None,
            other: None,
            seq,
        }
    }
}

/// Puts money there.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put(tx: &Tx<'_>, new: &NewAway<'_>) -> Result<(), StoreError> {
    tx.touch_payment(new.payment);
    tx.conn()
        .prepare_cached(
            "INSERT INTO away (payment_id, kind, amount, party_id, account, refund_id, other_payment_id, seq) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
        )?
        .execute(params![
            new.payment,
            new.to.number(),
            minor(new.amount),
            new.party,
            new.account,
            new.refund,
            new.other,
            new.seq
        ])?;
    Ok(())
}

/// Money that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Key.
    pub id: i64,
    /// Whose money.
    pub payment: i64,
    /// Where it is.
    pub to: Whereto,
    /// How much.
    pub amount: Money,
    /// Whose credit.
    pub party: Option<i64>,
    /// Which account.
    pub account: Option<String>,
    /// Which refund.
    pub refund: Option<i64>,
    /// Who paid it; empty when nobody knows.
    pub payer: String,
}

fn standing(conn: &Connection, condition: &str, key: i64) -> Result<Vec<Away>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT w.id, w.payment_id, w.kind, w.amount, w.party_id, w.account, w.refund_id, coalesce(y.payer_account, '') FROM away w
           JOIN payment y ON y.id = w.payment_id WHERE {condition} AND w.undone_seq IS NULL ORDER BY w.id"
    ))?;
    let rows = statement.query_map([key], |row| {
        Ok(Away {
            id: row.get(0)?,
            payment: row.get(1)?,
            to: Whereto::from_number(row.get(2)?).unwrap_or(Whereto::Account),
            amount: Money::from_minor(row.get(3)?),
            party: row.get(4)?,
            account: row.get(5)?,
            refund: row.get(6)?,
            payer: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where money of a payment stands.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_payment(conn: &Connection, payment: i64) -> Result<Vec<Away>, StoreError> {
    standing(conn, "w.payment_id = ?1", payment)
}

/// What belongs to a refund.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_refund(conn: &Connection, payment: i64, refund: i64) -> Result<Vec<Away>, StoreError> {
    Ok(of_payment(conn, payment)?
        .into_iter()
        .filter(|away| away.refund == Some(refund))
        .collect())
}

/// A party's credit, the oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn credit_of(conn: &Connection, party: i64) -> Result<Vec<Away>, StoreError> {
    standing(conn, "w.kind = 2 AND w.party_id = ?1", party)
}

/// The sum of a party's credit.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn credit_sum(conn: &Connection, party: i64) -> Result<Money, StoreError> {
    let sum = conn
        .prepare_cached("SELECT coalesce(sum(amount), 0) FROM away WHERE kind = 2 AND undone_seq IS NULL AND party_id = ?1")?
        .query_row([party], |row| row.get(0))?;
    Ok(Money::from_minor(sum))
}

/// Takes a part of what stands there; the rest stands anew.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn take(tx: &Tx<'_>, away: &Away, amount: Money, seq: i64) -> Result<(), StoreError> {
    tx.touch_payment(away.payment);
    tx.conn()
        .prepare_cached("UPDATE away SET undone_seq = ?2 WHERE id = ?1 AND undone_seq IS NULL")?
        .execute([away.id, seq])?;
    let rest = away.amount.minus(amount)?;
    if rest.is_positive() {
        put(
            tx,
            &NewAway {
                payment: away.payment,
                to: away.to,
                amount: rest,
                party: away.party,
                account: away.account.as_deref(),
                refund: away.refund,
                other: None,
                seq,
            },
        )?;
    }
    Ok(())
}
