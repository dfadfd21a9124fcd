//! What waits: the counters of the menu and the charts of the start screen.

use chrono::{Duration, NaiveDate};

use super::{AppError, Session, clock};
use crate::domain::money::Money;
use crate::store::counters;

pub use crate::store::counters::Counters;

/// How many days the payments chart covers.
pub const CHART_DAYS: i64 = 30;

/// What the start screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Payments booked per day, oldest first.
    pub payments: Vec<(NaiveDate, Money)>,
    /// Open claims by age: the key of its text, how many, how much.
    pub ages: Vec<(&'static str, i64, Money)>,
}

/// The counters of the menu.
///
/// # Errors
/// When the file cannot be read.
pub fn counters(session: &Session) -> Result<Counters, AppError> {
    Ok(counters::counters(&session.store.conn, clock::today())?)
}

/// What the start screen shows.
///
/// # Errors
/// When the file cannot be read.
pub fn overview(session: &Session) -> Result<Overview, AppError> {
    let today = clock::today();
    let by_day = counters::payments_by_day(&session.store.conn, today - Duration::days(CHART_DAYS - 1))?;
    let payments = (0..CHART_DAYS)
        .map(|back| today - Duration::days(CHART_DAYS - 1 - back))
        .map(|day| (day, by_day.iter().find(|(on, _)| *on == day).map_or(Money::ZERO, |(_, sum)| *sum)))
        .collect();
    let mut ages = Vec::new();
    for (key, from, to) in [
        ("age-not-due", None, Some(0)),
        ("age-30", Some(1), Some(30)),
        ("age-90", Some(31), Some(90)),
        ("age-older", Some(91), None),
    ] {
        let (count, left) = counters::open_by_age(&session.store.conn, today, from, to)?;
        ages.push((key, count, left));
    }
    Ok(Overview { payments, ages })
}
