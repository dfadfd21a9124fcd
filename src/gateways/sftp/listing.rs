//! Reading what `ls -ln` of the OpenSSH client says, in UTC and English.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use crate::gateways::exchange::{DAY_MS, MINUTE_MS, RemoteFile};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// `Nov 22 14:18` and `Jan  2  2020`.
const DATE: usize = 12;

/// The plain files of a listing. Lines that are no files, and those that cannot be understood, are left out.
pub(super) fn files(listing: &str, now_ms: i64) -> Vec<RemoteFile> {
    listing.lines().filter_map(|line| file(line, now_ms)).collect()
}

fn file(line: &str, now_ms: i64) -> Option<RemoteFile> {
    let line = line.trim_end_matches('\r');
    // Folders begin with `d`, links with `l`; what we asked is echoed with `sftp>`.
    if !line.starts_with('-') {
        return None;
    }
    // Names of groups may have blanks in them, so the date is looked for: it stands behind the length and before the name.
    let blanks = line.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    for at in blanks {
        let (before, after) = (line.get(..at)?, line.get(at + 1..)?);
        let (Some(date), Some(rest)) = (after.get(..DATE), after.get(DATE..)) else {
            continue;
        };
        let length = before.rsplit(' ').next().and_then(|length| length.parse().ok());
        if let (Some(length), Some((modified_ms, exact_ms)), Some(name)) = (length, moment(date, now_ms), rest.strip_prefix(' ')) {
            return Some(RemoteFile {
                name: name.to_owned(),
                length,
                modified_ms,
                exact_ms,
            });
        }
    }
    None
}

/// A moment of a listing, and how exact it is.
fn moment(date: &str, now_ms: i64) -> Option<(i64, i64)> {
    let month = MONTHS.iter().position(|month| date.starts_with(month))?;
    let month = u32::try_from(month + 1).ok()?;
    let day: u32 = date.get(4..6)?.trim().parse().ok()?;
    let last = date.get(6..)?.trim();
    let at = |year: i32, time: NaiveTime| Some(NaiveDate::from_ymd_opt(year, month, day)?.and_time(time).and_utc());
    if let Ok(time) = NaiveTime::parse_from_str(last, "%H:%M") {
        // Without a year it is of the last six months.
        let now = DateTime::<Utc>::from_timestamp_millis(now_ms)?;
        let soon = now_ms.saturating_add(DAY_MS);
        let years = [now.year().saturating_add(1), now.year(), now.year().saturating_sub(1)];
        let past = years.iter().filter_map(|year| at(*year, time)).map(|at| at.timestamp_millis());
        return past.into_iter().find(|at| *at <= soon).map(|at| (at, MINUTE_MS));
    }
    let year: i32 = Some(last).filter(|year| year.len() == 4)?.parse().ok()?;
    at(year, NaiveTime::MIN).map(|at| (at.timestamp_millis(), DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
    }

    #[test]
    fn files_are_read_and_nothing_else() {
        let now = ms("2026-02-03T10:00:00Z");
        let listing = "sftp> ls -ln\n\
            -rw-r--r--    ? root     root            5 Feb  3 09:59 a.txt\n\
            -rw-r--r--    ? 1001     Domain Users   18446 Nov 22 14:18 kåre b.txt\r\n\
            -rw-r--r--    ? 0        0               0 Jan  2  2020 old 12:30.txt\n\
            -rw-r--r--    1 0        0               1 Feb  3 09:59  lead\n\
            drwxr-xr-x    ? root     root         4096 Nov 22 14:18 sub\n\
            lrwxrwxrwx    ? root     root            5 Nov 22 14:18 link\n\
            -rw-r--r--    ? root     root            x Nov 22 14:18 no\n\
            -rw-r--r--\nå\n-å å å å å å å å å å å å å å å å\n";
        let found = files(listing, now);
        let shown: Vec<_> = found
            .iter()
            .map(|f| (f.name.as_str(), f.length, f.modified_ms, f.exact_ms))
            .collect();
        assert_eq!(
            shown,
            [
                ("a.txt", 5, ms("2026-02-03T09:59:00Z"), MINUTE_MS),
                ("kåre b.txt", 18446, ms("2025-11-22T14:18:00Z"), MINUTE_MS),
                ("old 12:30.txt", 0, ms("2020-01-02T00:00:00Z"), DAY_MS),
                (" lead", 1, ms("2026-02-03T09:59:00Z"), MINUTE_MS),
            ]
        );
    }

    #[test]
    fn a_file_of_new_years_eve_is_of_last_year() {
        let line = "-rw-r--r--    ? 0 0 5 Dec 31 23:59 a";
        let found = files(line, ms("2027-01-01T00:10:00Z"));
        assert_eq!(found[0].modified_ms, ms("2026-12-31T23:59:00Z"));
    }
}
