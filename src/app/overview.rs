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
    /// Open claims by age, the youngest first.
    pub ages: Vec<Age>,
}

/// Open claims of an age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// The key of its text.
    pub key: &'static str,
    /// Whether they are past their due date.
    pub is_late: bool,
    /// How many.
    pub count: i64,
    /// How much is left to pay.
    pub left: Money,
    /// The filter of the claims list that shows them.
    pub filter: &'static str,
}

/// The ages: text, days past the due date from and to (`None`: no bound), and the filter that shows the same claims.
const AGES: [(&str, Option<i64>, Option<i64>, &str); 4] = [
    ("age-not-due", None, Some(0), "status:unpaid,manual_handling left>0 due>=today"),
    ("age-30", Some(1), Some(30), "status:unpaid,manual_handling left>0 due:-30d..-1d"),
    ("age-90", Some(31), Some(90), "status:unpaid,manual_handling left>0 due:-90d..-31d"),
    ("age-older", Some(91), None, "status:unpaid,manual_handling left>0 due<=-91d"),
];

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
    for (key, from, to, filter) in AGES {
        let (count, left) = counters::open_by_age(&session.store.conn, today, from, to)?;
        ages.push(Age {
            key,
            is_late: from.is_some(),
            count,
            left,
            filter,
        });
    }
    Ok(Overview { payments, ages })
}
