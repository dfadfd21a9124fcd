//! The working days of a demo site's past.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::app::clock;
use crate::store::tx::Actor;

/// How long the site has been at work.
const PAST_DAYS: u64 = 425;
/// Payments booked longer ago than this would be told of at every import (Nets OCR giro, rule 14); a little less, because
/// the demo is looked at later too.
const SETTLED_MONTHS: Months = Months::new(12);

/// The working days up to yesterday.
pub(super) struct Calendar {
    days: Vec<NaiveDate>,
    /// The first day on which payments are booked.
    pub first_settled: usize,
}

impl Calendar {
    /// The days before `today`.
    pub(super) fn before(today: NaiveDate) -> Calendar {
        let start = today.checked_sub_days(Days::new(PAST_DAYS)).unwrap_or(today);
        let all = start.iter_days().take_while(|day| *day < today);
        let days: Vec<NaiveDate> = all.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).collect();
        let oldest = today.checked_sub_months(SETTLED_MONTHS).unwrap_or(today);
        Calendar {
            first_settled: days.partition_point(|day| *day < oldest),
            days,
        }
    }

    /// How many days there are.
    pub(super) fn len(&self) -> usize {
        self.days.len()
    }

    /// The day with this number; the last one for numbers beyond.
    pub(super) fn day(&self, number: usize) -> NaiveDate {
        self.days.get(number).or(self.days.last()).copied().unwrap_or_default()
    }

    /// The number of the day `steps` working days before the end: 0 is the last one.
    pub(super) fn back(&self, steps: usize) -> usize {
        self.days.len().saturating_sub(steps + 1)
    }

    /// The first working day that is not before a date, by number; may be beyond the end.
    pub(super) fn number(&self, date: NaiveDate) -> usize {
        self.days.partition_point(|day| *day < date)
    }

    /// Whether the bank's file of the week, or of the month, is fetched on this day.
    pub(super) fn is_bank_day(&self, number: usize, monthly: bool) -> bool {
        let day = self.day(number);
        let month_ends = || self.days.get(number + 1).is_some_and(|next| next.month() != day.month());
        // What came in during the last days is left for the person who looks at the demo.
        number < self.back(3) && if monthly { month_ends() } else { day.weekday() == Weekday::Fri }
    }

    /// Somebody at a minute of a day.
    pub(super) fn actor(&self, number: usize, minute: u16, operator: &str) -> Actor {
        let today = self.day(number);
        Actor {
            operator: operator.to_owned(),
            at_ms: clock::moment(today, minute),
            today,
        }
    }
}
