//! The texts of e-mails and messages with claims (`assets/templates/claim_email.toml`, `claim_sms.toml`), and a site's own. A mistake in
//! one is told with its line and column before anything is sent.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;

use crate::app::AppError;
use crate::app::print::PrintError;
use crate::app::texts::Lang;
use crate::domain::dues_sms::fill;

/// What can stand in braces.
const PLACES: [&str; 12] = [
    "site",
    "name",
    "number",
    "amount",
    "due",
    "reference",
    "reference_label",
    "account",
    "what",
    "original",
    "costs",
    "deadline",
];

/// One kind of text: the name of the program's own, it, and the words it has in each language.
struct Kind {
    name: &'static str,
    usual: &'static str,
    words: &'static [&'static str],
    /// Words that a site's own file may leave out: then the program's stand.
    may_lack: &'static [&'static str],
}

const EMAIL: Kind = Kind {
    name: "templates/claim_email.toml",
    usual: include_str!("../../../../assets/templates/claim_email.toml"),
    words: &[
        "subject",
        "body",
        "credit-subject",
        "credit-body",
        "reminder-subject",
        "reminder-body",
    ],
    may_lack: &["reminder-subject", "reminder-body"],
};
const SMS: Kind = Kind {
    name: "templates/claim_sms.toml",
    usual: include_str!("../../../../assets/templates/claim_sms.toml"),
    words: &["text", "reminder"],
    may_lack: &["reminder"],
};

/// Texts by language and word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wording(BTreeMap<&'static str, BTreeMap<String, String>>);

impl Wording {
    /// A text, filled in.
    pub fn say(&self, lang: Lang, word: &str, values: &[(&str, &str)]) -> String {
        let text = self.0.get(lang.code()).and_then(|words| words.get(word));
        fill(text.map_or("", String::as_str).trim_end(), values)
    }
}

/// The texts of e-mails.
pub(super) fn email(own: Option<&Path>) -> Result<Wording, AppError> {
    load(&EMAIL, own)
}

/// The texts of messages.
pub(super) fn sms(own: Option<&Path>) -> Result<Wording, AppError> {
    load(&SMS, own)
}

fn load(kind: &Kind, own: Option<&Path>) -> Result<Wording, AppError> {
    let mut wording = read(kind, kind.name, kind.usual)?;
    if let Some(path) = own {
        let text = std::fs::read_to_string(path).map_err(|source| AppError::File {
            path: path.to_owned(),
            source,
        })?;
        for (lang, words) in read(kind, &path.display().to_string(), &text)?.0 {
            wording.0.entry(lang).or_default().extend(words);
        }
    }
    Ok(wording)
}

type Raw = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>;

/// Where a byte of a text stands: line and column, from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn read(kind: &Kind, name: &str, text: &str) -> Result<Wording, PrintError> {
    let fault = |at: usize, what: &str| {
        let (line, column) = place(text, at);
        PrintError::Template {
            name: name.to_owned(),
            detail: format!("line {line}, column {column}: {what}"),
            own: name != kind.name,
        }
    };
    let raw: Raw = toml::from_str(text).map_err(|error| fault(error.span().map_or(0, |span| span.start), error.message()))?;
    let mut all = BTreeMap::new();
    for (language, words) in raw {
        let lang = Lang::from_code(language.get_ref());
        let lang = lang.ok_or_else(|| fault(language.span().start, "not a language: sv, nb, nn, da or en"))?;
        let mut of_language = BTreeMap::new();
        for (word, said) in words {
            if !kind.words.contains(&word.get_ref().as_str()) {
                let known = kind.words.join(", ");
                return Err(fault(word.span().start, &format!("not known here; there are {known}")));
            }
            if let Some((at, what)) = misplaced(text.get(said.span()).unwrap_or_default()) {
                return Err(fault(said.span().start + at, &what));
            }
            of_language.insert(word.into_inner(), said.into_inner());
        }
        if let Some(missing) = kind
            .words
            .iter()
            .find(|word| !of_language.contains_key(**word) && !kind.may_lack.contains(word))
        {
            return Err(fault(language.span().start, &format!("{missing} is missing")));
        }
        all.insert(lang.code(), of_language);
    }
    Ok(Wording(all))
}

/// The first brace with something unknown in it, by its byte, and what is wrong.
fn misplaced(source: &str) -> Option<(usize, String)> {
    let mut from = 0;
    while let Some(at) = source.get(from..)?.find(['{', '}']).map(|at| at + from) {
        let rest = source.get(at..)?;
        let word = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(word, _)| word);
        match word {
            Some(word) if PLACES.contains(&word) => from = at + word.len() + 2,
            _ => {
                let known: Vec<String> = PLACES.iter().map(|place| format!("{{{place}}}")).collect();
                return Some((at, format!("what stands in braces is one of {}", known.join(" "))));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        for (kind, load) in [(&EMAIL, email(None).unwrap()), (&SMS, sms(None).unwrap())] {
            for lang in Lang::ALL {
                for word in kind.words {
                    assert!(load.say(lang, word, &[("number", "101")]).contains("101"), "{lang:?} {word}");
                }
            }
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_column() {
        let good = "[nb]\ntext = \"Åse: {number} {amount}\"\n";
        assert!(read(&SMS, "own.toml", good).is_ok());
        for (text, said) in [
            (good.replace("{amount}", "{amuont}"), "line 2, column 23: what stands in braces"),
            (good.replace("{amount}", "{amount"), "line 2, column 23"),
            (good.replace("{amount}", "amount}"), "line 2, column 29"),
            (good.replace("[nb]", "[xx]"), "line 1, column 2: not a language"),
            (
                good.replace("text =", "txet ="),
                "line 2, column 1: not known here; there are text, reminder",
            ),
            (good.replace("text = ", "text : "), "line 2, column 6"),
            (format!("{good}[sv]\n"), "line 3, column 2: text is missing"),
            (good.replace("\"Åse: {number} {amount}\"", "7"), "line 2, column 8"),
        ] {
            match read(&SMS, "own.toml", &text) {
                Err(PrintError::Template { name, detail, own }) => {
                    assert!(own && name == "own.toml" && detail.starts_with(said), "{text}: {detail}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_site_has_its_own_words_in_the_languages_it_wants() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.toml");
        std::fs::write(&path, "[nn]\ntext = \"Betal {amount}\"\n").unwrap();
        let own = sms(Some(&path)).unwrap();
        assert_eq!(own.say(Lang::Nn, "text", &[("amount", "50,00")]), "Betal 50,00");
        assert_eq!(own.0["sv"], sms(None).unwrap().0["sv"]);
    }
}
