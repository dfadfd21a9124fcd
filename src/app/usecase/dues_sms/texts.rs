//! The usual texts of the replies (`assets/templates/dues_sms.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::app::AppError;
use crate::domain::dues_sms::Reply;

const NAME: &str = "templates/dues_sms.toml";
const TEXT: &str = include_str!("../../../../assets/templates/dues_sms.toml");

/// Texts by language.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    by_language: BTreeMap<String, BTreeMap<String, String>>,
    first: String,
}

impl Texts {
    /// The usual language.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// A text.
    pub fn get(&self, language: &str, reply: Reply) -> Option<&str> {
        self.by_language.get(language)?.get(reply.code()).map(String::as_str)
    }

    /// The languages there are, the usual one first.
    pub fn languages(&self) -> Vec<&str> {
        let others = self.by_language.keys().map(String::as_str).filter(|code| *code != self.first);
        std::iter::once(self.first.as_str()).chain(others).collect()
    }
}

/// The usual texts, read once.
pub(super) fn usual() -> Result<Texts, AppError> {
    static READ: OnceLock<Result<Texts, String>> = OnceLock::new();
    let read = READ.get_or_init(|| {
        let by_language: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(TEXT).map_err(|error| error.to_string())?;
        // A table of the file keeps no order.
        let first = TEXT
            .lines()
            .find_map(|line| line.strip_prefix('[')?.strip_suffix(']'))
            .unwrap_or_default();
        Ok(Texts {
            first: first.to_owned(),
            by_language,
        })
    });
    read.clone().map_err(|detail| AppError::Asset {
        name: NAME.to_owned(),
        detail,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_reply() {
        let texts = usual().unwrap();
        assert_eq!(texts.languages(), ["nn", "da", "en", "nb", "sv"]);
        for language in texts.languages() {
            for reply in Reply::ALL {
                assert!(texts.get(language, *reply).is_some(), "{language} {reply:?}");
            }
        }
    }
}
