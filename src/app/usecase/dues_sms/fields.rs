//! The set-up field by field, as a screen shows and changes it.

use super::setup::{self, Changes, Setup, Text};
use super::{Answering, texts};
use crate::app::{AppError, Session};
use crate::domain::dues_sms::fill;
use crate::domain::money::Money;
use crate::domain::refusal::{DuesField, Refusal};

/// The fields, in the order of [`setup::shown`].
pub const FIELDS: [&str; 11] = [
    "state",
    "number",
    "keywords",
    "sub-keywords",
    "organisation",
    "url",
    "language",
    "least",
    "most",
    "age",
    "wait-minutes",
];

/// Everything that the set-up is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The fields.
    pub setup: Setup,
    /// What keeps it closed: keys of texts.
    pub missing: Vec<&'static str>,
    /// How often donations by SMS were wanted.
    pub wishes: i64,
    /// Every reply in every language.
    pub texts: Vec<Text>,
    /// The languages of replies.
    pub languages: Vec<String>,
    /// What the replies call the organisation.
    pub organisation: String,
}

impl Whole {
    /// A reply as a member would read it, with an amount in it.
    pub fn example(&self, text: &str) -> String {
        let values = [
            ("amount", "50"),
            ("given", "50"),
            ("organisation", self.organisation.as_str()),
            ("url", self.setup.url.as_str()),
        ];
        fill(text, &values)
    }
}

/// The set-up as it stands.
///
/// # Errors
/// When the file or the texts cannot be read.
pub fn whole(session: &Session) -> Result<Whole, AppError> {
    let setup = setup::current(session)?;
    Ok(Whole {
        missing: setup::missing(&setup, &session.settings.sms),
        wishes: setup::wishes(session)?,
        texts: setup::all_texts(session)?,
        languages: texts::usual()?.languages().into_iter().map(str::to_owned).collect(),
        organisation: Answering::of(session)?.organisation().to_owned(),
        setup,
    })
}

/// What stands in a field, as it is typed. Those with words to choose from: see [`words`].
pub fn typed(setup: &Setup, field: &str) -> String {
    match field {
        "number" => setup.number.clone(),
        "keywords" => setup.keywords.join(" "),
        "sub-keywords" => setup.sub_keywords.join(" "),
        "organisation" => setup.organisation.clone(),
        "url" => setup.url.clone(),
        "least" => setup.least.to_string(),
        "most" => setup.most.to_string(),
        "wait-minutes" => setup.wait_minutes.to_string(),
        _ => String::new(),
    }
}

/// The words of a field that is chosen, not typed, as [`change`] takes them, and which of them it has.
pub fn words(whole: &Whole, field: &str) -> Option<(Vec<String>, usize)> {
    let (words, has): (Vec<String>, String) = match field {
        "state" => (
            vec!["open".to_owned(), "closed".to_owned()],
            if whole.setup.is_open { "open" } else { "closed" }.to_owned(),
        ),
        "language" => {
            let all = whole.languages.iter().cloned().chain(["member".to_owned()]).collect();
            (all, or(&whole.setup.language, "member"))
        }
        "age" => (
            vec!["0".to_owned(), "16".to_owned(), "18".to_owned()],
            whole.setup.age.unwrap_or(0).to_string(),
        ),
        _ => return None,
    };
    let at = words.iter().position(|word| *word == has).unwrap_or(0);
    Some((words, at))
}

fn or(text: &str, otherwise: &str) -> String {
    if text.is_empty() { otherwise } else { text }.to_owned()
}

/// The change that sets one field.
///
/// # Errors
/// [`Refusal::DuesSmsField`] for what is no number where one is wanted.
pub fn change(field: &'static str, value: &str) -> Result<Changes, AppError> {
    let wrong = || -> AppError {
        Refusal::DuesSmsField {
            field: DuesField(field),
            value: value.to_owned(),
        }
        .into()
    };
    let text = || Some(value.to_owned());
    let money = || Money::parse(value).map(Some).map_err(|_| wrong());
    let mut changes = Changes::default();
    match field {
        "state" => changes.is_open = Some(value == "open"),
        "number" => changes.number = text(),
        "keywords" => changes.keywords = text(),
        "sub-keywords" => changes.sub_keywords = text(),
        "organisation" => changes.organisation = text(),
        "url" => changes.url = text(),
        "language" => changes.language = text(),
        "least" => changes.least = money()?,
        "most" => changes.most = money()?,
        "age" => changes.age = Some(value.parse().map_err(|_| wrong())?),
        _ => changes.wait_minutes = Some(value.parse().map_err(|_| wrong())?),
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_typed_is_read_back_and_what_is_no_number_is_refused() {
        for field in FIELDS {
            let changes = change(field, "16").unwrap();
            assert_ne!(changes, Changes::default(), "{field}");
        }
        for field in ["least", "most", "age", "wait-minutes"] {
            assert!(change(field, "mye").is_err(), "{field}");
        }
    }
}
