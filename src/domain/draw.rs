//! When something may be asked of a bank: the windows of the schemes for draws, by the banking calendar of their country
//! (`formats/no.md` 3.4, `formats/se.md` 3.1, `formats/dk.md` 12). And the numbers of what is sent, unique for 12 months and a day.

use chrono::{Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::calendar::{Calendar, months_before};

codes! {
    /// A scheme of agreements to draw.
    Scheme {
        /// Norway.
        AvtaleGiro = 1 "avtalegiro",
        /// Sweden.
        Autogiro = 2 "autogiro",
        /// Denmark.
        Betalingsservice = 3 "betalingsservice",
    }
}

/// Banking days between the deadline of a draw that we notify ourselves and its day (`formats/no.md` 3.4).
const OWN_NOTICE_DAYS: u32 = 4;
/// How many months ahead AvtaleGiro and Autogiro take draws.
const AHEAD_MONTHS: u32 = 12;
/// How many days ahead Betalingsservice takes draws.
const AHEAD_DAYS: u64 = 90;
/// Which banking day from the end of the month before is the deadline of Betalingsservice.
const FROM_END: u32 = 6;
/// From this day of a month on, AvtaleGiro that the bank notifies belongs to the period that begins in it.
const PERIOD_BEGINS: u32 = 15;
/// Months and days for which a number is not used again.
const UNIQUE: (Months, Days) = (Months::new(12), Days::new(1));
/// The highest number: seven digits.
pub const NUMBER_MAX: u32 = 9_999_999;

/// What a draw's day means for when it can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day on which the bank takes it.
    pub opens_on: NaiveDate,
    /// Until when it has to be at the bank.
    pub closes_at: NaiveDateTime,
}

/// Whether something can be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Now, and until then.
    Open(NaiveDateTime),
    /// Only from this day.
    Early(NaiveDate),
    /// It had to be at the bank by then.
    Late(NaiveDateTime),
}

impl Window {
    /// Whether it is open at a moment.
    pub fn at(&self, now: NaiveDateTime) -> Timing {
        if now.date() < self.opens_on {
            Timing::Early(self.opens_on)
        } else if now >= self.closes_at {
            Timing::Late(self.closes_at)
        } else {
            Timing::Open(self.closes_at)
        }
    }
}

fn at(day: NaiveDate, hour: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN))
}

fn ahead(due_on: NaiveDate, months: u32) -> NaiveDate {
    due_on.checked_sub_months(Months::new(months)).unwrap_or(due_on)
}

impl Scheme {
    /// When a draw of a day can be sent. `notify`: the bank tells the payer beforehand (AvtaleGiro).
    pub fn window(self, due_on: NaiveDate, notify: bool, calendar: &Calendar) -> Window {
        match self {
            Scheme::AvtaleGiro if notify => {
                let back = if chrono::Datelike::day(&due_on) >= PERIOD_BEGINS { 1 } else { 2 };
                Window {
                    opens_on: ahead(due_on, AHEAD_MONTHS),
                    closes_at: at(calendar.from_end_of_month(months_before(due_on, back), 1), 14),
                }
            }
            Scheme::AvtaleGiro => Window {
                opens_on: ahead(due_on, AHEAD_MONTHS),
                closes_at: at(calendar.before(due_on, OWN_NOTICE_DAYS), 14),
            },
            Scheme::Autogiro => Window {
                opens_on: ahead(due_on, AHEAD_MONTHS),
                closes_at: at(calendar.before(calendar.on_or_after(due_on), 1), 19),
            },
            Scheme::Betalingsservice => Window {
                opens_on: due_on.checked_sub_days(Days::new(AHEAD_DAYS)).unwrap_or(due_on),
                closes_at: at(calendar.from_end_of_month(months_before(due_on, 1), FROM_END), 11),
            },
        }
    }

    /// Until when a draw that was sent can be taken back: the banking day before it.
    pub fn withdraw_until(self, due_on: NaiveDate, calendar: &Calendar) -> NaiveDateTime {
        let before = calendar.before(calendar.on_or_after(due_on), 1);
        match self {
            Scheme::AvtaleGiro => at(before, 14),
            Scheme::Autogiro => at(before, 19),
            Scheme::Betalingsservice => at(before, 11),
        }
    }
}

/// The first day whose numbers count as used today (OCR-3): a number is unique for 12 months and a day.
pub fn numbers_since(today: NaiveDate) -> NaiveDate {
    let year_ago = today.checked_sub_months(UNIQUE.0).unwrap_or(today);
    year_ago.checked_sub_days(UNIQUE.1).unwrap_or(year_ago)
}

/// The number that follows the last one given; after the highest comes 1.
pub fn number_after(last: u32) -> u32 {
    if last >= NUMBER_MAX { 1 } else { last + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Closed, Rule};

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn calendar() -> Calendar {
        let easter = [-3, -2, 1, 39, 50].map(Rule::Easter);
        let fixed = [(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)].map(|(month, day)| Rule::Day { month, day });
        let row = |rule: &Rule| Closed {
            rule: *rule,
            from: 0,
            until: 9999,
        };
        Calendar::new(easter.iter().chain(&fixed).map(row).collect())
    }

    #[test]
    fn what_the_bank_notifies_is_sent_by_the_last_working_day_of_a_month() {
        for (due, closes) in [
            ("2026-12-15", "2026-11-30 14:00"),
            ("2026-12-31", "2026-11-30 14:00"),
            ("2027-01-01", "2026-11-30 14:00"),
            ("2027-01-14", "2026-11-30 14:00"),
            // New Year's Eve is closed, so is the weekend before it.
            ("2027-01-15", "2026-12-30 14:00"),
            ("2026-12-14", "2026-10-30 14:00"),
        ] {
            let window = Scheme::AvtaleGiro.window(on(due), true, &calendar());
            assert_eq!(window.closes_at, moment(closes), "{due}");
        }
    }

    #[test]
    fn what_we_notify_is_sent_four_banking_days_before() {
        for (due, closes) in [
            ("2026-11-27", "2026-11-23 14:00"),
            ("2026-11-30", "2026-11-24 14:00"),
            // Easter: Thursday, Friday and Monday are closed.
            ("2026-04-08", "2026-03-30 14:00"),
            ("2026-11-28", "2026-11-24 14:00"),
        ] {
            let window = Scheme::AvtaleGiro.window(on(due), false, &calendar());
            assert_eq!(window.closes_at, moment(closes), "{due}");
        }
        let window = Scheme::AvtaleGiro.window(on("2027-11-30"), false, &calendar());
        assert_eq!(window.at(moment("2026-11-29 10:00")), Timing::Early(on("2026-11-30")));
        let end = moment("2027-11-24 14:00");
        assert_eq!(window.at(moment("2026-11-30 00:00")), Timing::Open(end));
        assert_eq!(window.at(moment("2027-11-24 13:59")), Timing::Open(end));
        assert_eq!(window.at(end), Timing::Late(end));
    }

    #[test]
    fn autogiro_is_sent_the_banking_day_before_it_is_drawn() {
        for (due, closes) in [
            ("2026-11-27", "2026-11-26 19:00"),
            ("2026-11-30", "2026-11-27 19:00"),
            // A Saturday is drawn on Monday: Friday still counts.
            ("2026-11-28", "2026-11-27 19:00"),
        ] {
            let window = Scheme::Autogiro.window(on(due), false, &calendar());
            assert_eq!(window.closes_at, moment(closes), "{due}");
        }
    }

    #[test]
    fn betalingsservice_is_sent_on_the_sixth_last_banking_day_of_the_month_before() {
        let window = Scheme::Betalingsservice.window(on("2026-10-01"), false, &calendar());
        assert_eq!(window.closes_at, moment("2026-09-23 11:00"));
        assert_eq!(
            Scheme::Betalingsservice.window(on("2026-10-31"), false, &calendar()).closes_at,
            window.closes_at
        );
        assert_eq!(window.opens_on, on("2026-07-03"), "90 days ahead");
    }

    #[test]
    fn a_draw_is_taken_back_the_day_before() {
        assert_eq!(
            Scheme::AvtaleGiro.withdraw_until(on("2026-11-30"), &calendar()),
            moment("2026-11-27 14:00")
        );
        assert_eq!(
            Scheme::Autogiro.withdraw_until(on("2026-11-28"), &calendar()),
            moment("2026-11-27 19:00")
        );
        assert_eq!(
            Scheme::Betalingsservice.withdraw_until(on("2026-11-30"), &calendar()),
            moment("2026-11-27 11:00")
        );
    }

    #[test]
    fn numbers_go_round_and_stay_used_for_a_year_and_a_day() {
        assert_eq!(number_after(1), 2);
        assert_eq!(number_after(NUMBER_MAX), 1);
        assert_eq!(number_after(u32::MAX), 1);
        assert_eq!(numbers_since(on("2026-11-22")), on("2025-11-21"));
        assert_eq!(numbers_since(on("2024-02-29")), on("2023-02-27"));
    }
}
