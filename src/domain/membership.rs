//! Membership: whether it is paid is never set, it follows the money of the dues claim of its period, both ways (asks.md 22).

use chrono::{Datelike, NaiveDate};

use super::claim::Status;

codes! {
    /// Where a membership of one period stands.
    Standing {
        /// Its dues are not paid.
        Unpaid = 1 "unpaid",
        /// Its dues are paid.
        Paid = 2 "paid",
        /// Somebody works on what was paid: too little, too much.
        Handling = 3 "handling",
        /// Its dues are no longer asked for: annulled, credited, given back.
        Ended = 4 "ended",
    }
}

/// Where a membership stands by the claim of its dues.
pub const fn standing(dues: Status) -> Standing {
    match dues {
        Status::Unpaid => Standing::Unpaid,
        Status::Paid => Standing::Paid,
        Status::ManualHandling => Standing::Handling,
        Status::Annulled | Status::Refunded | Status::Credited => Standing::Ended,
    }
}

/// Whether somebody is a paid member on a day: by any period around it, so that a renewal that failed ends nothing.
pub fn is_paid(memberships: &[(Period, Standing)], on: NaiveDate) -> bool {
    memberships
        .iter()
        .any(|(period, standing)| *standing == Standing::Paid && period.from_on <= on && on <= period.until_on)
}

/// What dues are for: the first and the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day.
    pub until_on: NaiveDate,
}

impl Period {
    /// The calendar year of a day: what dues are for when nobody said anything else.
    pub fn year_of(day: NaiveDate) -> Period {
        let first = NaiveDate::from_ymd_opt(day.year(), 1, 1);
        let last = NaiveDate::from_ymd_opt(day.year(), 12, 31);
        Period {
            from_on: first.unwrap_or(day),
            until_on: last.unwrap_or(day),
        }
    }

    /// A period as people write it: `2026`, `2026-07-01..2027-06-30`.
    pub fn parse(text: &str) -> Option<Period> {
        if let Some((from, until)) = text.split_once("..") {
            let day = |text: &str| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
            let period = Period {
                from_on: day(from)?,
                until_on: day(until)?,
            };
            return (period.from_on <= period.until_on).then_some(period);
        }
        let year: i32 = text.trim().parse().ok().filter(|year| (1900..=2200).contains(year))?;
        NaiveDate::from_ymd_opt(year, 1, 1).map(Period::year_of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_as_people_write_them() {
        let year = Period::parse("2026").unwrap();
        assert_eq!((year.from_on, year.until_on), (day("2026-01-01"), day("2026-12-31")));
        let season = Period::parse("2026-07-01..2027-06-30").unwrap();
        assert_eq!((season.from_on, season.until_on), (day("2026-07-01"), day("2027-06-30")));
        for bad in ["", "26", "2026-07-01", "2027-06-30..2026-07-01", "2026..2027", "99999"] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_renewal_that_failed_does_not_end_what_is_paid() {
        let paid = (Period::parse("2026").unwrap(), Standing::Paid);
        for renewal in [Standing::Unpaid, Standing::Ended, Standing::Handling] {
            let all = [paid, (Period::parse("2027").unwrap(), renewal)];
            assert!(is_paid(&all, day("2026-12-31")));
            assert!(!is_paid(&all, day("2027-01-01")));
        }
    }
}
