//! Banking days of a country: what is drawn on another day moves to the next one, and deadlines are counted in them
//! (`formats/dk.md` 12, `formats/no.md` 3.4, `formats/se.md` 3.1). Which days are closed is data, dated by year.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// How the days of one row are found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The same day every year.
    Day {
        /// From 1.
        month: u32,
        /// From 1.
        day: u32,
    },
    /// So many days after Easter Sunday, or before it.
    Easter(i32),
    /// The first such day of the week on or after a date.
    WeekdayFrom {
        /// Which.
        weekday: Weekday,
        /// From 1.
        month: u32,
        /// From 1.
        day: u32,
    },
}

/// A day on which banks are closed, in the years for which it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Which day.
    pub rule: Rule,
    /// The first year.
    pub from: i32,
    /// The last year.
    pub until: i32,
}

/// How many days a search for a banking day looks at: no country closes its banks for so long.
const LOOK_MAX: u64 = 60;

/// The banking days of a country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    closed: Vec<Closed>,
}

impl Calendar {
    /// A calendar of the days on which banks are closed, besides Saturdays and Sundays.
    pub fn new(closed: Vec<Closed>) -> Calendar {
        Calendar { closed }
    }

    /// Whether banks work on a day.
    pub fn is_banking_day(&self, on: NaiveDate) -> bool {
        let is_weekend = matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
        let holds = |row: &&Closed| (row.from..=row.until).contains(&on.year());
        !is_weekend && !self.closed.iter().filter(holds).any(|row| row.rule.day(on.year()) == Some(on))
    }

    /// The day itself, or the next banking day.
    pub fn on_or_after(&self, on: NaiveDate) -> NaiveDate {
        let days = (0..LOOK_MAX).filter_map(|step| on.checked_add_days(Days::new(step)));
        days.into_iter().find(|day| self.is_banking_day(*day)).unwrap_or(on)
    }

    /// The day itself, or the banking day before.
    pub fn on_or_before(&self, on: NaiveDate) -> NaiveDate {
        let days = (0..LOOK_MAX).filter_map(|step| on.checked_sub_days(Days::new(step)));
        days.into_iter().find(|day| self.is_banking_day(*day)).unwrap_or(on)
    }

    /// So many banking days after a day.
    pub fn after(&self, on: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(on, |day, _| day.succ_opt().map_or(day, |next| self.on_or_after(next)))
    }

    /// So many banking days before a day.
    pub fn before(&self, on: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(on, |day, _| day.pred_opt().map_or(day, |next| self.on_or_before(next)))
    }

    /// The banking day that is so many from the end of a day's month: 1 is the last one.
    pub fn from_end_of_month(&self, in_month: NaiveDate, place: u32) -> NaiveDate {
        let last = self.on_or_before(last_of_month(in_month));
        self.before(last, place.saturating_sub(1))
    }
}

/// The last day of a day's month.
pub fn last_of_month(on: NaiveDate) -> NaiveDate {
    (28..=31).rev().find_map(|day| on.with_day(day)).unwrap_or(on)
}

/// The first day of the month so many months before a day's.
pub fn months_before(on: NaiveDate, count: u32) -> NaiveDate {
    let first = on.with_day(1).unwrap_or(on);
    first.checked_sub_months(chrono::Months::new(count)).unwrap_or(first)
}

impl Rule {
    fn day(self, year: i32) -> Option<NaiveDate> {
        match self {
            Rule::Day { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Rule::Easter(offset) => easter(year)?.checked_add_signed(chrono::Duration::days(offset.into())),
            Rule::WeekdayFrom { weekday, month, day } => {
                let first = NaiveDate::from_ymd_opt(year, month, day)?;
                (0..7)
                    .filter_map(|step| first.checked_add_days(Days::new(step)))
                    .find(|on| on.weekday() == weekday)
            }
        }
    }
}

/// Easter Sunday of a year in the Gregorian calendar.
pub fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> Calendar {
        let row = |rule| Closed {
            rule,
            from: 0,
            until: 9999,
        };
        let mut closed: Vec<Closed> = [-3, -2, 1, 39, 50].map(|days| row(Rule::Easter(days))).to_vec();
        closed.extend([(1, 1), (12, 25), (12, 26)].map(|(month, day)| row(Rule::Day { month, day })));
        closed.push(row(Rule::WeekdayFrom {
            weekday: Weekday::Fri,
            month: 6,
            day: 19,
        }));
        closed.push(Closed {
            rule: Rule::Day { month: 6, day: 6 },
            from: 2005,
            until: 9999,
        });
        Calendar::new(closed)
    }

    #[test]
    fn easter_falls_where_it_fell() {
        for (year, sunday) in [
            (1818, "1818-03-22"),
            (1954, "1954-04-18"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2011, "2011-04-24"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
            (2285, "2285-03-22"),
        ] {
            assert_eq!(easter(year), Some(on(sunday)), "{year}");
        }
    }

    #[test]
    fn days_move_over_weekends_and_holidays_both_ways() {
        let calendar = calendar();
        for (given, next, last) in [
            ("2026-11-20", "2026-11-20", "2026-11-20"),
            ("2026-11-21", "2026-11-23", "2026-11-20"),
            // Maundy Thursday to Easter Monday.
            ("2026-04-02", "2026-04-07", "2026-04-01"),
            ("2026-04-05", "2026-04-07", "2026-04-01"),
            ("2026-12-25", "2026-12-28", "2026-12-24"),
            ("2027-01-01", "2027-01-04", "2026-12-31"),
        ] {
            assert_eq!(calendar.on_or_after(on(given)), on(next), "{given}");
            assert_eq!(calendar.on_or_before(on(given)), on(last), "{given}");
        }
        assert_eq!(calendar.after(on("2026-04-01"), 1), on("2026-04-07"));
        assert_eq!(calendar.before(on("2026-04-07"), 1), on("2026-04-01"));
        assert_eq!(calendar.before(on("2026-04-07"), 4), on("2026-03-27"));
        assert_eq!(calendar.before(on("2026-04-05"), 1), on("2026-04-01"), "counted from a closed day");
        assert_eq!(calendar.after(on("2026-04-05"), 0), on("2026-04-05"));
    }

    #[test]
    fn rows_hold_for_their_years_alone() {
        let calendar = calendar();
        assert!(calendar.is_banking_day(on("2003-06-06")) && !calendar.is_banking_day(on("2008-06-06")));
        assert!(!calendar.is_banking_day(on("2026-06-19")), "Midsummer Eve");
        assert!(!calendar.is_banking_day(on("2025-06-20")) && calendar.is_banking_day(on("2026-06-18")));
    }

    #[test]
    fn the_ends_of_months() {
        let calendar = calendar();
        for (month, place, wanted) in [
            ("2026-09-01", 1, "2026-09-30"),
            ("2026-09-15", 6, "2026-09-23"),
            ("2026-10-01", 1, "2026-10-30"),
            ("2026-02-28", 1, "2026-02-27"),
            ("2024-02-01", 1, "2024-02-29"),
        ] {
            assert_eq!(calendar.from_end_of_month(on(month), place), on(wanted), "{month}");
        }
        assert_eq!(months_before(on("2026-01-31"), 2), on("2025-11-01"));
        assert_eq!(last_of_month(on("2026-12-01")), on("2026-12-31"));
    }
}
