//! `[exchange]` in the settings: the watched folder, and when files are fetched and delivered.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveTime;
use serde::Deserialize;
use serde::de::Error;

use super::keeper::Rounds;

/// How bank files come and go by themselves (OCR-5, OCR-8).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Exchange {
    /// Bank files that are put here are imported; none: no folder is watched.
    pub folder: Option<PathBuf>,
    /// How often the folder is looked at.
    pub every_minutes: u32,
    /// A file is whole when it has not changed for so long.
    pub settle_seconds: u32,
    /// When files are fetched and delivered by SFTP each day: `["06:30"]`.
    #[serde(deserialize_with = "times")]
    pub fetch_at: Vec<NaiveTime>,
    /// Other times for some accounts, by their number.
    #[serde(deserialize_with = "own_times")]
    pub accounts: BTreeMap<String, Vec<NaiveTime>>,
}

impl Default for Exchange {
    fn default() -> Exchange {
        Exchange {
            folder: None,
            every_minutes: 5,
            settle_seconds: 10,
            fetch_at: NaiveTime::from_hms_opt(6, 30, 0).into_iter().collect(),
            accounts: BTreeMap::new(),
        }
    }
}

fn parsed<E: Error>(texts: &[String]) -> Result<Vec<NaiveTime>, E> {
    let one = |text: &String| {
        NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| E::custom(format!("a time of day is written as \"06:30\", not {text}")))
    };
    texts.iter().map(one).collect()
}

fn times<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<NaiveTime>, D::Error> {
    parsed(&Vec::<String>::deserialize(deserializer)?)
}

fn own_times<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Vec<NaiveTime>>, D::Error> {
    let all = BTreeMap::<String, Vec<String>>::deserialize(deserializer)?;
    all.into_iter().map(|(account, texts)| Ok((account, parsed(&texts)?))).collect()
}

impl Exchange {
    /// How often the folder is looked at; at least every day, at most every minute.
    pub fn every(&self) -> Duration {
        Duration::from_secs(u64::from(self.every_minutes.clamp(1, 1440)) * 60)
    }

    /// How long a file must stay as it is before it is whole.
    pub fn settle(&self) -> Duration {
        Duration::from_secs(u64::from(self.settle_seconds))
    }

    /// How long to rest after a round: files that are not whole yet are looked at again soon.
    pub fn pause(&self, rounds: &Rounds) -> Duration {
        if rounds.folder.waiting > 0 {
            self.settle().min(self.every())
        } else {
            self.every()
        }
    }

    /// When files of an account are fetched.
    pub fn times(&self, account: &str) -> &[NaiveTime] {
        self.accounts.get(account).unwrap_or(&self.fetch_at)
    }

    /// Where fetched files lie: in the watched folder, or in `exchange/` beside the site's file.
    pub fn base(&self, database: &Path) -> PathBuf {
        let beside = || database.with_file_name("exchange");
        self.folder.clone().unwrap_or_else(beside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_misspelt_ones_refused() {
        let read: Exchange =
            toml::from_str("folder = \"/in\"\nfetch_at = [\"06:00\", \"14:30\"]\n[accounts]\n\"123\" = [\"23:59\"]").unwrap();
        assert_eq!(read.times("123"), [NaiveTime::from_hms_opt(23, 59, 0).unwrap()]);
        assert_eq!(read.times("9").len(), 2);
        for wrong in [
            "fetch_at = [\"6 am\"]",
            "fetch_at = \"06:30\"",
            "every = 3",
            "[accounts]\n\"1\" = [\"25:00\"]",
        ] {
            assert!(toml::from_str::<Exchange>(wrong).is_err(), "{wrong}");
        }
    }
}
