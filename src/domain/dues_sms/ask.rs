//! Reading a message (SMS-13): `<keyword> <sub-keyword> <amount>`, as people write it.

use crate::domain::money::Money;
use crate::domain::text::is_forbidden;

/// How much of what was written is said again in a reply, in letters: it must not become a letter of its own.
const GIVEN_MAX: usize = 60;

/// The words that lead a message here, and the bounds of an amount (SMS-9, SMS-10, SMS-11).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The organisation's keywords.
    pub keywords: Vec<String>,
    /// The words that mean payment.
    pub sub_keywords: Vec<String>,
    /// The least that is paid by SMS.
    pub least: Money,
    /// The most.
    pub most: Money,
}

/// What a message asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// It does not begin with a keyword of ours.
    NotForUs,
    /// Ours, but not about payment.
    OtherWord,
    /// Payment, and no amount.
    NoAmount,
    /// What stands there is no whole number of kroner.
    NotAnAmount {
        /// As written.
        given: String,
    },
    /// A whole number, but nothing that can be paid by SMS.
    OutsideLimits {
        /// As written.
        given: String,
    },
    /// An amount.
    Amount {
        /// How much.
        amount: Money,
        /// As written.
        given: String,
    },
}

impl Ask {
    /// What was written as the amount, where anything was.
    pub fn given(&self) -> &str {
        match self {
            Ask::NotForUs | Ask::OtherWord | Ask::NoAmount => "",
            Ask::NotAnAmount { given } | Ask::OutsideLimits { given } | Ask::Amount { given, .. } => given,
        }
    }

    /// The amount, when everything about the message itself is right.
    pub fn amount(&self) -> Option<Money> {
        match self {
            Ask::Amount { amount, .. } => Some(*amount),
            _ => None,
        }
    }
}

/// Reads a message. Upper and lower case, blanks, line breaks and signs nobody sees make no difference; a unit (`50kr`, `kr 50`,
/// `50,-`) belongs to the amount, and so does nothing that has no digits behind it (`50 takk`).
pub fn read(text: &str, words: &Words) -> Ask {
    let plain: String = text.chars().filter_map(visible).collect();
    let mut tokens = plain.split_whitespace();
    let keyword = tokens.next().unwrap_or_default();
    if !is_one_of(keyword, &words.keywords) {
        return Ask::NotForUs;
    }
    let Some(word) = tokens.next() else { return Ask::OtherWord };
    let rest: Vec<&str> = tokens.collect();
    if is_one_of(word, &words.sub_keywords) {
        return amount(&rest, words);
    }
    // `BETAL50`: the blank was forgotten.
    let split = word.find(|c: char| c.is_ascii_digit()).and_then(|at| word.split_at_checked(at));
    match split {
        Some((name, glued)) if is_one_of(name, &words.sub_keywords) => {
            let all: Vec<&str> = std::iter::once(glued).chain(rest).collect();
            amount(&all, words)
        }
        _ => Ask::OtherWord,
    }
}

/// A letter as it counts: what separates words is a blank, what nobody sees is nothing.
fn visible(letter: char) -> Option<char> {
    if letter.is_whitespace() || letter.is_control() {
        return Some(' ');
    }
    let joins = matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
    (!joins && !is_forbidden(letter)).then_some(letter)
}

fn is_one_of(word: &str, known: &[String]) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ':' | ';' | '!' | '"' | '\'' | '«' | '»' | '“' | '”'));
    let folded = bare.to_lowercase();
    !folded.is_empty() && known.iter().any(|known| known.to_lowercase() == folded)
}

fn is_unit(token: &str) -> bool {
    let bare = token.trim_matches(|c: char| matches!(c, '.' | ',' | '-' | ':')).to_lowercase();
    matches!(bare.as_str(), "kr" | "kroner" | "krone" | "kronor" | "nok" | "sek" | "dkk")
}

fn has_digits(token: &str) -> bool {
    token.chars().any(char::is_numeric)
}

fn amount(tokens: &[&str], words: &Words) -> Ask {
    let tokens: Vec<&str> = tokens
        .iter()
        .map(|token| token.trim_matches(|c: char| matches!(c, '"' | '«' | '»' | '“' | '”')))
        .filter(|token| !token.is_empty())
        .collect();
    let behind_unit = tokens.iter().position(|token| !is_unit(token));
    let Some(first) = behind_unit else { return Ask::NoAmount };
    let rest = tokens.get(first..).unwrap_or_default();
    let Some(number) = rest.first() else { return Ask::NoAmount };
    // "50 000" and "50 kr 90 øre" are not what the first of them says.
    let several = rest.iter().skip(1).any(|token| has_digits(token));
    let given = if several { rest.join(" ") } else { (*number).to_owned() };
    let given: String = given.chars().take(GIVEN_MAX).collect();
    let whole = (!several).then(|| whole_kroner(number)).flatten();
    match whole {
        None => Ask::NotAnAmount { given },
        Some(Whole::Kroner(amount)) if amount >= words.least && amount <= words.most => Ask::Amount { amount, given },
        Some(_) => Ask::OutsideLimits { given },
    }
}

enum Whole {
    Kroner(Money),
    TooMuch,
}

/// The kroner of `50`, `50kr`, `kr50`, `50,-`, `50.-`, `50,00`.
fn whole_kroner(token: &str) -> Option<Whole> {
    let folded = token.to_lowercase();
    let mut bare = folded.as_str();
    for unit in ["kr.", "kr", "nok", "sek", "dkk"] {
        bare = bare.strip_prefix(unit).unwrap_or(bare);
    }
    for unit in ["kroner", "kronor", "krone", "kr.", "kr", "nok", "sek", "dkk"] {
        bare = bare.strip_suffix(unit).unwrap_or(bare);
    }
    for end in [",-", ".-", ":-", ",00", ".00"] {
        if let Some(cut) = bare.strip_suffix(end) {
            bare = cut;
            break;
        }
    }
    // An end of a sentence.
    let bare = bare.trim_end_matches(['.', '!', ',']);
    if bare.is_empty() || !bare.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let kroner = bare.parse::<i64>().ok().and_then(|kroner| kroner.checked_mul(100));
    Some(kroner.map_or(Whole::TooMuch, |minor| Whole::Kroner(Money::from_minor(minor))))
}
