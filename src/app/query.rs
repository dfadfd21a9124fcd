//! From what a person typed to a list query: column words and choices in English and in their own language.

use crate::app::columns::{Column, Kind, List};
use crate::app::texts::Texts;
use crate::domain::filter::{self, ColumnWord, Filter, FilterFaultCode, Operand, Recognised, Term, Test, ValueKind};
use crate::domain::phone;
use crate::domain::refusal::{FilterDetail, Refusal};
use crate::domain::text::loose_key;

/// How a column's values are filtered.
fn value_kind(column: &Column) -> ValueKind {
    match column.kind {
        Kind::Text | Kind::Digits if column.words.is_some() || matches!(column.kind, Kind::Text) => ValueKind::Text,
        Kind::Text | Kind::Digits => ValueKind::Text,
        Kind::Number => ValueKind::Number,
        Kind::Money => ValueKind::Money,
        Kind::Date => ValueKind::Date,
        Kind::Moment => ValueKind::Moment,
        Kind::Flag => ValueKind::Flag,
        Kind::Choice(..) | Kind::Code(..) => ValueKind::Choice,
    }
}

/// The header of a column in a language.
pub fn header(list: &List, column: &Column, texts: &Texts) -> String {
    texts.t(&format!("column-{}-{}", list.id, column.id))
}

/// A word as it is compared: without case, accents, blanks and dots.
fn key(word: &str) -> String {
    loose_key(word).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Reads a filter. Column words are ids or headers; a choice is a code word or (the beginning of) its text.
///
/// # Errors
/// [`Refusal::FilterFault`], [`Refusal::FilterWord`] with the word and its place.
pub fn parse_filter(list: &'static List, text: &str, texts: &Texts) -> Result<Filter, Refusal> {
    let resolve = |word: &str| {
        let wanted = key(word);
        let by_id = list.columns.iter().find(|column| column.id == word || key(column.id) == wanted);
        let column = by_id.or_else(|| list.columns.iter().find(|column| key(&header(list, column, texts)) == wanted))?;
        Some(ColumnWord {
            id: column.id,
            kind: value_kind(column),
        })
    };
    let mut parsed = filter::parse(text, &resolve).map_err(|fault| {
        let known = match fault.code {
            FilterFaultCode::UnknownColumn => column_words(list, texts),
            _ => String::new(),
        };
        fault_refusal(fault.word, fault.at.start, fault.code.code(), known)
    })?;
    if matches!(list.id, "parties" | "shared") {
        phone_words(&mut parsed.terms);
    }
    for term in &mut parsed.terms {
        let Test::Column { column, values, .. } = &mut term.test else {
            continue;
        };
        // The payer that nobody knows is looked for by the word that is shown for him (CLM-7).
        if *column == "payer" {
            let unknown = key(&texts.t("payer-unknown"));
            for value in values.iter_mut() {
                if let Operand::Text(typed) = value
                    && key(typed) == unknown
                {
                    "unknown".clone_into(typed);
                }
            }
        }
        let (prefix, words) = match list.column(column).map(|column| column.kind) {
            Some(Kind::Choice(prefix, _, words)) => (prefix, words().into_iter().map(|(_, code)| code).collect()),
            Some(Kind::Code(prefix, words)) => (prefix, words.to_vec()),
            _ => continue,
        };
        for value in values {
            let Operand::Choice(typed) = value else { continue };
            let code = choice(typed, prefix, &words, texts).ok_or_else(|| {
                let known: Vec<String> = words
                    .iter()
                    .filter(|code| !code.is_empty())
                    .map(|code| texts.t(&format!("{prefix}-{code}")))
                    .collect();
                fault_refusal(typed.clone(), term.at.start, "unknown-choice", known.join(", "))
            })?;
            *typed = code.to_owned();
        }
    }
    Ok(parsed)
}

/// Phone numbers as people type them, blanks and all, become what is looked for: the digits that stand in every spelling of them.
fn phone_words(terms: &mut Vec<Term>) {
    /// Digits that several words have together to be one number.
    const TOGETHER: usize = 7;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let part = |term: &Term| match &term.test {
        Test::Word(word) if !term.exclude && digits(word) > 0 && phone::digits(word).is_ok() => Some(word.clone()),
        _ => None,
    };
    let mut found: Vec<Term> = Vec::new();
    let mut rest = std::mem::take(terms).into_iter().peekable();
    while let Some(mut term) = rest.next() {
        let Some(first) = part(&term) else {
            found.push(term);
            continue;
        };
        let mut together = vec![(term.clone(), first.clone())];
        while let Some(next) = rest.peek().and_then(part) {
            together.extend(rest.next().map(|term| (term, next)));
        }
        let all: String = together.iter().map(|(_, word)| word.as_str()).collect();
        let dialled = first.starts_with(['+', '0']);
        if dialled || together.len() > 1 && digits(&all) >= TOGETHER {
            let (international, plain) = phone::digits(&all).unwrap_or_default();
            let needle = if international {
                plain.as_str()
            } else {
                plain.strip_prefix('0').unwrap_or(&plain)
            };
            if !needle.is_empty() {
                term.test = Test::Word(needle.to_owned());
            }
            found.push(term);
        } else {
            found.extend(together.into_iter().map(|(term, _)| term));
        }
    }
    *terms = found;
}

/// The words that columns are called by on one line: their headers, or their ids where a header is more than a word.
pub fn column_words(list: &List, texts: &Texts) -> String {
    let words = list.columns.iter().map(|column| {
        let header = header(list, column, texts).to_lowercase();
        let header = header.trim_end_matches('.');
        if header.is_empty() || header.contains(|c: char| !c.is_alphanumeric()) {
            column.id.to_owned()
        } else {
            header.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

fn fault_refusal(word: String, at: usize, code: &'static str, known: String) -> Refusal {
    let (place, detail) = (i64::try_from(at).unwrap_or(0).saturating_add(1), FilterDetail(code));
    if known.is_empty() {
        Refusal::FilterFault { word, place, detail }
    } else {
        Refusal::FilterWord {
            word,
            place,
            detail,
            known,
        }
    }
}

fn choice(typed: &str, prefix: &str, words: &[&'static str], texts: &Texts) -> Option<&'static str> {
    let wanted = key(typed);
    let text_of = |code: &str| {
        if code.is_empty() {
            String::new()
        } else {
            key(&texts.t(&format!("{prefix}-{code}")))
        }
    };
    let codes = || words.iter().copied();
    codes()
        .find(|code| key(code) == wanted)
        .or_else(|| codes().find(|code| text_of(code) == wanted))
        .or_else(|| codes().find(|code| !wanted.is_empty() && (key(code).starts_with(&wanted) || text_of(code).starts_with(&wanted))))
}

/// What a bare number in the filter line could be, in words, for the hint beside it.
pub fn hint(text: &str, texts: &Texts) -> String {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let names: Vec<String> = filter::recognise(last)
        .iter()
        .filter_map(|what| {
            Some(texts.t(match what {
                Recognised::ClaimNumber(_) => "recognised-claim",
                Recognised::Reference(_) => "recognised-reference",
                Recognised::Phone(_) => "recognised-phone",
                Recognised::Amount(_) => "recognised-amount",
                _ => return None,
            }))
        })
        .collect();
    names.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::columns::parties;
    use crate::app::texts::Lang;

    #[test]
    fn a_phone_is_looked_for_by_what_stands_in_every_spelling_of_it() {
        let words = |typed: &str| -> Vec<String> {
            let filter = parse_filter(&parties::LIST, typed, Lang::En.texts()).unwrap();
            filter
                .terms
                .iter()
                .map(|term| match &term.test {
                    Test::Word(word) => word.clone(),
                    Test::Column { column, .. } => format!("{column}:"),
                })
                .collect()
        };
        for stored in ["0701234567", "+46701234567", "0046701234567", "+460701234567"] {
            for typed in ["070-123 45 67", "070-12", "070 1234567", "701234567"] {
                assert!(words(typed).iter().all(|word| stored.contains(word)), "{typed} in {stored}");
            }
        }
        for typed in ["+46 70 123 45 67", "0046701234567", "+46(0)70"] {
            assert_eq!(words(typed).len(), 1, "{typed}");
        }
        assert_eq!(words("+46 70 123"), ["4670123"]);
        assert_eq!(words("999 99 999"), ["99999999"]);
        assert_eq!(words("berg 070-12 city:mallås"), ["berg", "7012", "city:"]);
        // Few digits are numbers of their own.
        assert_eq!(words("1042 17"), ["1042", "17"]);
    }

    /// Whoever misspells a column, or a word in one, is told which there are, in words that are understood.
    #[test]
    fn words_that_are_not_known_are_answered_with_those_that_are() {
        for lang in Lang::ALL {
            let texts = lang.texts();
            for list in crate::store::columns::LISTS {
                let Err(Refusal::FilterWord { place, known, .. }) = parse_filter(list, "berg nope:3", texts) else {
                    panic!("{} takes a column that it does not have", list.id);
                };
                assert_eq!((place, known.split(", ").count()), (6, list.columns.len()));
                for word in known.split(", ") {
                    let other = parse_filter(list, &format!("{word}:"), texts);
                    assert!(!matches!(other, Err(Refusal::FilterWord { .. })), "{}: {word}: {other:?}", list.id);
                }
            }
        }
        let choice = parse_filter(&crate::store::columns::claims::LIST, "status:nope", Lang::Nb.texts());
        assert!(matches!(choice, Err(Refusal::FilterWord { known, .. }) if known.starts_with("Ubetalt, Betalt, ")));
    }
}
