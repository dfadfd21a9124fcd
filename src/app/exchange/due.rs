//! When files of an account are to be fetched and delivered: daily, at its times (OCR-5).

use chrono::{NaiveDateTime, NaiveTime};

/// Whether a time of day has come since it was done last. A time that was slept through is made up for; one that was never
/// done is due at once. Without times nothing is done by itself.
pub(super) fn is_due(times: &[NaiveTime], done: Option<NaiveDateTime>, now: NaiveDateTime) -> bool {
    let Some(done) = done else { return !times.is_empty() };
    let days = [Some(now.date()), now.date().pred_opt()];
    let moments = days
        .into_iter()
        .flatten()
        .flat_map(|day| times.iter().map(move |time| day.and_time(*time)));
    moments.filter(|moment| *moment <= now).any(|moment| moment > done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn ocr_5_daily_at_its_times_and_made_up_for() {
        let times = [
            NaiveTime::from_hms_opt(6, 30, 0).unwrap(),
            NaiveTime::from_hms_opt(15, 0, 0).unwrap(),
        ];
        let due = |done: &str, now: &str| is_due(&times, Some(at(done)), at(now));
        assert!(!due("2026-05-05 15:01", "2026-05-06 06:29"));
        assert!(due("2026-05-05 15:01", "2026-05-06 06:30"));
        assert!(!due("2026-05-06 06:31", "2026-05-06 14:59"));
        assert!(due("2026-05-06 06:31", "2026-05-06 23:59"));
        // Asleep over the weekend.
        assert!(due("2026-05-01 15:01", "2026-05-04 05:00"));
        // The clock went back.
        assert!(!due("2026-05-06 06:31", "2026-05-05 23:59"));
        assert!(is_due(&times, None, at("2026-05-06 00:00")));
        assert!(!is_due(&[], None, at("2026-05-06 00:00")));
        assert!(!is_due(&[], Some(at("2020-01-01 00:00")), at("2026-05-06 00:00")));
    }
}
