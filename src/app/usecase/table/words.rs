//! What people call the columns of the tables they bring.

use std::collections::{BTreeMap, HashMap};

use crate::app::AppError;
use crate::domain::text::loose_key;

const FILE: &str = "tables/columns.toml";
const TEXT: &str = include_str!("../../../../assets/tables/columns.toml");

/// A header as it is compared: without case, accents, blanks and punctuation.
fn key(header: &str) -> String {
    loose_key(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Which column of a table each word stands for.
///
/// # Errors
/// [`AppError::Asset`].
pub(super) struct Words {
    of: HashMap<String, String>,
}

impl Words {
    /// Those of a table by its name in `assets/tables/columns.toml`; one without has no other words than its columns.
    pub(super) fn of(table: &str) -> Result<Words, AppError> {
        let mut all: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(TEXT).map_err(|error| AppError::Asset {
            name: FILE.to_owned(),
            detail: error.to_string(),
        })?;
        let mut of = HashMap::new();
        for (column, words) in all.remove(table).unwrap_or_default() {
            of.extend(words.iter().map(|word| (key(word), column.clone())));
        }
        Ok(Words { of })
    }

    /// The column that a header means.
    pub(super) fn column(&self, header: &str, known: &'static [&'static str]) -> Option<&'static str> {
        let name = header.trim().to_lowercase();
        let by_name = known.iter().find(|column| **column == name);
        let by_word = || {
            self.of
                .get(&key(&name))
                .and_then(|meant| known.iter().find(|column| *column == meant))
        };
        by_name.or_else(by_word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_means_one_column_of_its_table() {
        let all: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(TEXT).unwrap();
        let tables = [
            ("parties", crate::app::usecase::register::import::COLUMNS),
            ("claims", crate::app::usecase::claims_import::COLUMNS),
            ("articles", crate::app::usecase::articles::COLUMNS),
        ];
        assert_eq!(all.len(), tables.len());
        for (table, known) in tables {
            let words = Words::of(table).unwrap();
            assert_eq!(all[table].len(), known.len(), "{table}");
            for (column, called) in &all[table] {
                assert!(known.contains(&column.as_str()), "{table}: {column}");
                for word in called {
                    assert_eq!(
                        words.column(word, known),
                        Some(column.as_str()),
                        "{table}: {word} means two columns"
                    );
                    assert!(!known.contains(&word.as_str()) || word == column, "{table}: {word} is a column");
                }
            }
        }
        assert_eq!(Words::of("parties").unwrap().column(" E-POST ", tables[0].1), Some("email"));
        assert_eq!(Words::of("settlements").unwrap().column("beløp", &["gross"]), None);
    }
}
