//! What our books and the bank's statements say of an account, day by day.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{StoreError, from_days, to_days};
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind;
use crate::domain::payment::Movement;
use crate::domain::reconcile::{Entry, Ours, What};

/// Of which account, and from when until when, both included.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The account's key.
    pub account: i64,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// What our books have on the account: payments by lump sum, refunds that were paid out, the bank's own that it told us of.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn ours(conn: &Connection, span: Span) -> Result<Vec<Ours>, StoreError> {
    let mut all = payments(conn, span)?;
    let refunds = "SELECT m.booked_on, '', 1, m.amount FROM movement m JOIN payment y ON y.id = m.payment_id
         WHERE m.kind = ?4 AND y.account_id = ?1 AND m.booked_on BETWEEN ?2 AND ?3
           AND NOT EXISTS (SELECT 1 FROM movement l WHERE l.refund_id = m.refund_id AND l.kind = ?5) ORDER BY m.id";
    let (paid, line) = (Movement::RefundPaid.number(), Movement::Reversed.number());
    all.extend(read(
        conn,
        refunds,
        What::Refund,
        params![span.account, to_days(span.from), to_days(span.to), paid, line],
    )?);
    let own = "SELECT dated_on, coalesce(reference, ''), 1, coalesce(amount, 0) FROM bank_notice
         WHERE account_id = ?1 AND kind = ?4 AND dated_on BETWEEN ?2 AND ?3 ORDER BY id";
    let kind = NoticeKind::BankOwn.number();
    all.extend(read(
        conn,
        own,
        What::BankOwn,
        params![span.account, to_days(span.from), to_days(span.to), kind],
    )?);
    Ok(all)
}

fn payments(conn: &Connection, span: Span) -> Result<Vec<Ours>, StoreError> {
    let sql = "SELECT booked_on, lump_key, count(*), sum(amount) FROM payment
         WHERE account_id = ?1 AND source = 1 AND booked_on BETWEEN ?2 AND ?3 AND state <> 8 GROUP BY booked_on, lump_key ORDER BY 1, 2";
    read(
        conn,
        sql,
        What::Payments,
        params![span.account, to_days(span.from), to_days(span.to)],
    )
}

fn read(conn: &Connection, sql: &str, what: What, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Ours>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(on) = from_days(row.get(0)?) else { continue };
        all.push(Ours {
            on,
            key: row.get(1)?,
            what,
            count: u64::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
            sum: Money::from_minor(row.get(3)?),
        });
    }
    Ok(all)
}

/// The entries of the bank's statements.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn entries(conn: &Connection, span: Span) -> Result<Vec<Entry>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT n.id, n.dated_on, coalesce(n.reference, ''), coalesce(n.amount, 0), coalesce(n.text, '') FROM bank_notice n
         JOIN bank_file f ON f.id = n.file_id AND f.undone_seq IS NULL
         WHERE n.account_id = ?1 AND n.kind = ?4 AND n.dated_on BETWEEN ?2 AND ?3 ORDER BY n.id",
    )?;
    let mut rows = statement.query(params![
        span.account,
        to_days(span.from),
        to_days(span.to),
        NoticeKind::Entry.number()
    ])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(on) = from_days(row.get(1)?) else { continue };
        all.push(Entry {
            id: row.get(0)?,
            on,
            reference: row.get(2)?,
            amount: Money::from_minor(row.get(3)?),
            text: row.get(4)?,
        });
    }
    Ok(all)
}

/// The balances that statements give: day, whether at its beginning, balance; in order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn balances(conn: &Connection, span: Span) -> Result<Vec<(NaiveDate, bool, Money)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT n.dated_on, n.kind, coalesce(n.amount, 0) FROM bank_notice n JOIN bank_file f ON f.id = n.file_id AND f.undone_seq IS NULL
         WHERE n.account_id = ?1 AND n.kind IN (?4, ?5) AND n.dated_on BETWEEN ?2 AND ?3 ORDER BY n.dated_on, n.id",
    )?;
    let opening = NoticeKind::Opening.number();
    let mut rows = statement.query(params![
        span.account,
        to_days(span.from),
        to_days(span.to),
        opening,
        NoticeKind::Closing.number()
    ])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(on) = from_days(row.get(0)?) {
            all.push((on, row.get::<_, i64>(1)? == opening, Money::from_minor(row.get(2)?)));
        }
    }
    Ok(all)
}
