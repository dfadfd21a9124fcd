//! The only clock. Moments are stored in UTC milliseconds; the business lives by the local date.

use chrono::{DateTime, Duration, Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

/// Milliseconds since 1970 UTC.
pub fn now_ms() -> i64 {
    Utc::now().timestamp_millis()
}

/// The local date of the business.
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// A moment as local date and time, `2026-11-21 14:02`.
pub fn local_minute(at_ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(at_ms)
        .map(|at| at.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// A moment as local time of day, `14:02:07`: when something soon is tried again.
pub fn local_second(at_ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(at_ms)
        .map(|at| at.with_timezone(&Local).format("%H:%M:%S").to_string())
        .unwrap_or_default()
}

/// A moment in ISO 8601 with its offset, for JSON.
pub fn iso_moment(at_ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(at_ms)
        .map(|at| at.with_timezone(&Local).format("%Y-%m-%dT%H:%M:%S%:z").to_string())
        .unwrap_or_default()
}

/// The local time of day, `14:02`, for the title line.
pub fn local_time() -> String {
    Local::now().format("%H:%M").to_string()
}

/// A moment as the local date and time of the business.
pub fn local(at_ms: i64) -> Option<NaiveDateTime> {
    DateTime::<Utc>::from_timestamp_millis(at_ms).map(|at| at.with_timezone(&Local).naive_local())
}

/// A minute of a local day, in milliseconds since 1970 UTC: for demo sites, whose past is made up.
pub fn moment(day: NaiveDate, minute: u16) -> i64 {
    let wall = day.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(minute));
    // An hour that a change to summer time leaves out is read as UTC.
    Local
        .from_local_datetime(&wall)
        .earliest()
        .map_or_else(|| wall.and_utc().timestamp_millis(), |at| at.timestamp_millis())
}
