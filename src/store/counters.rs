//! Counters of what waits, each from an index or a small table alone.

use chrono::{Duration, NaiveDate};
use rusqlite::{Connection, params};

use super::{StoreError, from_days, to_days};
use crate::domain::claim::Status;
use crate::domain::money::Money;
use crate::domain::order;

/// What stands beside the menu's lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Claims in all.
    pub claims: i64,
    /// Claims that are not issued yet.
    pub drafts: i64,
    /// Claims in manual handling.
    pub manual: i64,
    /// Open claims past their due date.
    pub overdue: i64,
    /// Payments that wait for a person.
    pub payments: i64,
    /// Bank files stored.
    pub files: i64,
    /// What bank files said that a person has to look at.
    pub notices: i64,
    /// Files to the bank that were written and not sent.
    pub unsent: i64,
    /// Refunds that are not back yet.
    pub refunds: i64,
    /// Orders whose payment SMS is out and not paid.
    pub orders: i64,
    /// Messages from phones that nobody has seen.
    pub unread: i64,
    /// Customers and members.
    pub parties: i64,
    /// Payments by SMS, in all.
    pub charges: i64,
    /// Payments by SMS of which nobody knows what became of them.
    pub uncertain: i64,
    /// Sendings of claims, in all.
    pub sendings: i64,
    /// Sendings that failed, or of which nobody knows.
    pub lost: i64,
}

/// Counts.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn counters(conn: &Connection, today: NaiveDate) -> Result<Counters, StoreError> {
    let count = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<i64, StoreError> {
        Ok(conn.prepare_cached(sql)?.query_row(values, |row| row.get(0))?)
    };
    let (unpaid, manual) = (Status::Unpaid.number(), Status::ManualHandling.number());
    Ok(Counters {
        claims: count("SELECT count(*) FROM claim", &[])?,
        drafts: count("SELECT count(*) FROM claim_draft WHERE state = 1", &[])?,
        manual: count("SELECT coalesce(sum(claims), 0) FROM open_day WHERE status = ?1", &[&manual])?,
        overdue: count(
            "SELECT coalesce(sum(owing), 0) FROM open_day WHERE status IN (?1, ?2) AND due_on < ?3",
            &[&unpaid, &manual, &to_days(today)],
        )?,
        payments: count("SELECT count(*) FROM payment WHERE state <> 4 AND state NOT IN (6, 7, 8)", &[])?,
        files: count("SELECT count(*) FROM bank_file WHERE direction = 1", &[])?,
        unsent: count("SELECT count(*) FROM bank_file WHERE state = 10", &[])?,
        notices: count("SELECT count(*) FROM bank_notice WHERE outcome = 2", &[])?,
        refunds: count("SELECT count(*) FROM refund WHERE state IN (1, 2)", &[])?,
        orders: count(
            "SELECT count(*) FROM work_order WHERE status = ?1 AND payment_received = 0",
            &[&order::Status::MobilePayment.number()],
        )?,
        unread: count("SELECT coalesce(sum(unread), 0) FROM dialogue WHERE unread > 0", &[])?,
        parties: count("SELECT count(*) FROM party WHERE merged_into IS NULL", &[])?,
        charges: count("SELECT count(*) FROM charge", &[])?,
        uncertain: count("SELECT count(*) FROM charge WHERE state = 3", &[])?,
        sendings: count("SELECT coalesce(max(id), 0) FROM sending", &[])?,
        lost: count("SELECT count(*) FROM sending WHERE state IN (4, 5)", &[])?,
    })
}

/// Payments booked per day since a day.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn payments_by_day(conn: &Connection, since: NaiveDate) -> Result<Vec<(NaiveDate, Money)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT booked_on, sum(amount) FROM payment WHERE booked_on >= ?1 GROUP BY booked_on")?;
    let rows = statement.query_map([to_days(since)], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    let mut days = Vec::new();
    for row in rows {
        let (day, sum) = row?;
        days.extend(from_days(day).map(|day| (day, Money::from_minor(sum))));
    }
    Ok(days)
}

/// Open claims that are `from` to `to` days past their due date (`None`: no bound): how many, and how much is left.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn open_by_age(conn: &Connection, today: NaiveDate, from: Option<i64>, to: Option<i64>) -> Result<(i64, Money), StoreError> {
    let day = |back: Option<i64>, open: i64| back.map_or(open, |days| to_days(today - Duration::days(days)));
    let mut statement = conn.prepare_cached(
        "SELECT coalesce(sum(owing), 0), coalesce(sum(\"left\"), 0) FROM open_day WHERE status IN (?1, ?2) AND due_on BETWEEN ?3 AND ?4",
    )?;
    let values = params![
        Status::Unpaid.number(),
        Status::ManualHandling.number(),
        day(to, i64::MIN),
        day(from, i64::MAX)
    ];
    Ok(statement.query_row(values, |row| Ok((row.get(0)?, Money::from_minor(row.get(1)?))))?)
}
