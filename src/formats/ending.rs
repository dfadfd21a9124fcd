//! Formats that end, from `assets/formats/`: from a day on their files may be incomplete.

use chrono::NaiveDate;
use serde::Deserialize;

const ENDINGS: &str = include_str!("../../assets/formats/endings.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    ending: Vec<Ending>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    format: String,
    from: NaiveDate,
}

/// The day from which files of a format may be incomplete.
pub(super) fn of(format: &str) -> Option<NaiveDate> {
    let endings: Endings = toml::from_str(ENDINGS).ok()?;
    let row = endings.ending.into_iter().find(|ending| ending.format == format);
    row.map(|ending| ending.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_that_ends_is_one_of_ours() {
        let endings: Endings = toml::from_str(ENDINGS).unwrap();
        assert!(endings.ending.iter().all(|ending| super::super::by_id(&ending.format).is_some()));
        assert!(of("bgmax").is_some() && of("camt054").is_none());
    }
}
