//! Dates of six digits.

use chrono::{Datelike, NaiveDate};

use super::digits;

/// Reads dates of six digits, day, month and year of the century, as the Norwegian and Danish formats have them.
#[derive(Clone, Debug)]
pub struct Dates {
    /// The last year that is taken to be of this century.
    latest_year: i32,
    /// The last two dates: in most files nearly all are the same.
    known: [([u8; 6], Option<NaiveDate>); 2],
}

impl Dates {
    /// For a file read on this day. A year is of the 2000s unless that is later than next year, else of the 1900s.
    pub fn new(today: NaiveDate) -> Dates {
        Dates {
            latest_year: today.year().saturating_add(1),
            known: [([b' '; 6], None); 2],
        }
    }

    /// The date that `DDMMYY` means; `None` if there is no such day.
    #[inline]
    pub fn ddmmyy(&mut self, bytes: &[u8]) -> Option<NaiveDate> {
        let raw = <[u8; 6]>::try_from(bytes).ok()?;
        let [newer, older] = self.known;
        if newer.0 == raw {
            return newer.1;
        }
        if older.0 == raw {
            self.known = [older, newer];
            return older.1;
        }
        let date = self.parse(raw);
        self.known = [(raw, date), newer];
        date
    }

    fn parse(&self, raw: [u8; 6]) -> Option<NaiveDate> {
        let [d1, d2, m1, m2, y1, y2] = raw;
        let two = |a: u8, b: u8| digits(&[a, b]).and_then(|n| u32::try_from(n).ok());
        let short = i32::try_from(two(y1, y2)?).ok()?;
        let recent = short.saturating_add(2000);
        let year = if recent <= self.latest_year {
            recent
        } else {
            recent.saturating_sub(100)
        };
        NaiveDate::from_ymd_opt(year, two(m1, m2)?, two(d1, d2)?)
    }
}
