//! Days as people type them: `t` today, `-3` three days ago, `+3`, `15` the 15th, `1512` the 15th of December, `v50` the Monday of
//! week 50, `2026-12-15`, `151226`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The farthest a day may be typed from today, in days.
const FAR: u64 = 36_500;

/// Reads a day; `None` when it is none.
pub fn read(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = typed.trim().to_lowercase();
    if typed == "t" {
        return Some(today);
    }
    let steps = |digits: &str| digits.parse::<u64>().ok().filter(|days| *days <= FAR).map(Days::new);
    if let Some(back) = typed.strip_prefix('-') {
        return today.checked_sub_days(steps(back)?);
    }
    if let Some(on) = typed.strip_prefix('+') {
        return today.checked_add_days(steps(on)?);
    }
    if let Some(week) = typed.strip_prefix(['v', 'u', 'w']) {
        return monday(week.trim().parse().ok()?, today);
    }
    if typed.contains('-') {
        return typed.parse().ok();
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| typed.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    match typed.len() {
        1 | 2 => today.with_day(part(0, typed.len())?),
        3 | 4 => {
            let cut = typed.len() - 2;
            NaiveDate::from_ymd_opt(today.year(), part(cut, cut + 2)?, part(0, cut)?)
        }
        6 => NaiveDate::from_ymd_opt(2000 + i32::try_from(part(4, 6)?).ok()?, part(2, 4)?, part(0, 2)?),
        8 => NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?),
        _ => None,
    }
}

/// The Monday of a week: of this year, or of the next when the week was over a quarter ago.
fn monday(week: u32, today: NaiveDate) -> Option<NaiveDate> {
    let year = today.iso_week().year();
    let here = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
    if (today - here).num_days() > 90 {
        return NaiveDate::from_isoywd_opt(year + 1, week, Weekday::Mon);
    }
    Some(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = day(2026, 11, 22);
        for (typed, wanted) in [
            ("t", today),
            ("T", today),
            ("-3", day(2026, 11, 19)),
            ("+3", day(2026, 11, 25)),
            ("15", day(2026, 11, 15)),
            ("1512", day(2026, 12, 15)),
            ("112", day(2026, 12, 1)),
            ("v50", day(2026, 12, 7)),
            ("v3", day(2027, 1, 18)),
            ("151226", day(2026, 12, 15)),
            ("2026-12-15", day(2026, 12, 15)),
            ("20261215", day(2026, 12, 15)),
        ] {
            assert_eq!(read(typed, today), Some(wanted), "{typed}");
        }
        for wrong in ["", "x", "31", "3113", "v54", "-x", "-99999999999", "2026-13-01", "å"] {
            assert_eq!(read(wrong, today), None, "{wrong}");
        }
    }
}
