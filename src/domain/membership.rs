//! Membership: whether it is paid is never set, it follows the money of the dues claim of its period, both ways (asks.md 22).

use chrono::{Datelike, Days, Months, NaiveDate};

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

/// Where a membership stands by the claim of its dues, and by whether anything is still asked on its own lines of it: of a
/// household's claim the lines of one may be taken back, and the others stay.
pub const fn standing(dues: Status, has_lines: bool) -> Standing {
    if !has_lines {
        return Standing::Ended;
    }
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

    /// A period as people say it: `2026`, `2026/27`, or both days.
    pub fn label(&self) -> String {
        let (from, until) = (self.from_on, self.until_on);
        if *self == Period::year_of(from) {
            return from.year().to_string();
        }
        let is_season = until.checked_add_days(Days::new(1)) == from.checked_add_months(Months::new(12));
        if is_season {
            return format!("{}/{:02}", from.year(), until.year().rem_euclid(100));
        }
        format!("{from}..{until}")
    }

    /// Whether two have a day in common.
    pub fn overlaps(&self, other: &Period) -> bool {
        self.from_on <= other.until_on && other.from_on <= self.until_on
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
    fn periods_as_people_say_them() {
        for (written, said) in [
            ("2026", "2026"),
            ("2026-01-01..2026-12-31", "2026"),
            ("2026-07-01..2027-06-30", "2026/27"),
            ("2099-07-01..2100-06-30", "2099/00"),
            ("2026-01-01..2026-06-30", "2026-01-01..2026-06-30"),
        ] {
            assert_eq!(Period::parse(written).unwrap().label(), said);
        }
    }

    #[test]
    fn periods_overlap_in_a_single_day() {
        let period = |text| Period::parse(text).unwrap();
        assert!(period("2026").overlaps(&period("2026-12-31..2027-12-30")));
        assert!(!period("2026").overlaps(&period("2027")));
        assert!(period("2026").overlaps(&period("2026-03-01..2026-03-31")) && period("2026-03-01..2026-03-31").overlaps(&period("2026")));
    }

    #[test]
    fn where_one_stands_is_read_off_its_claim_and_its_lines() {
        assert_eq!(standing(Status::Paid, true), Standing::Paid);
        for status in Status::ALL {
            assert_eq!(standing(*status, false), Standing::Ended, "{status:?}");
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
