//! Payment references: the digits that lead a payment home. KID (NO), OCR number (SE), FIK identification (DK).
//!
//! A [`Reference`] is text, never a number: leading zeros count. Which references an account takes is said by its
//! [`ReferenceRules`]; a modulus that is not agreed is never tried, since it would double the chance that a typing
//! error passes (`formats/no.md` 5). Whether a reference leads anywhere is asked of the table, not of its digits.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

mod check;
pub mod recipe;
mod rules;

pub use recipe::Recipe;
pub use rules::{ReferenceRule, ReferenceRuleFault, ReferenceRules};

/// The longest reference of any scheme, check digit included.
pub const REFERENCE_MAX: usize = 25;

/// The shortest: one digit and its check digit.
pub const REFERENCE_MIN: usize = 2;

/// Why digits are no payment reference, or not one of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum ReferenceFault {
    /// Something else than digits stands in it, or `-` elsewhere than last.
    #[error("a payment reference is digits only; `-` may stand last")]
    Unreadable,
    /// Shorter or longer than what the account takes.
    #[error("the payment reference does not have the agreed number of digits")]
    WrongLength,
    /// Zeros only: it would pass every check.
    #[error("a payment reference of zeros leads nowhere")]
    AllZero,
    /// The check digit does not fit the others.
    #[error("the check digit of the payment reference is wrong; a digit was mistyped")]
    WrongCheck,
    /// The length digit (second from the end) does not fit the number of digits.
    #[error("the length digit of the payment reference is wrong; a digit is missing or too many")]
    WrongLengthDigit,
    /// A number to make a reference of has more digits than the reference has room for.
    #[error("the number is too long for a payment reference of the agreed length")]
    TooLong,
    /// A number whose modulus 11 check character is `-`, without a filler digit that could change it.
    #[error("the number has no check digit modulo 11; take the next one")]
    NoCheckDigit,
}

impl ReferenceFault {
    /// Stable code, kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            ReferenceFault::Unreadable => "unreadable",
            ReferenceFault::WrongLength => "wrong-length",
            ReferenceFault::AllZero => "all-zero",
            ReferenceFault::WrongCheck => "wrong-check",
            ReferenceFault::WrongLengthDigit => "wrong-length-digit",
            ReferenceFault::TooLong => "too-long",
            ReferenceFault::NoCheckDigit => "no-check-digit",
        }
    }
}

/// A payment reference: 2 to 25 characters, digits, the last of which may be `-`. Its check digit is not known to be
/// right; [`ReferenceRules::check`] and [`ReferenceRule::make`] give ones whose is.
///
/// Kept in place, without allocation, since files hold millions. Sorts as its text does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// Padded with zero bytes, which stand before any digit, so that derived order is the order of texts.
    text: [u8; REFERENCE_MAX],
    length: u8,
}

impl Reference {
    /// Reads a reference as a file states it: no blanks. Its check digit is not looked at.
    ///
    /// # Errors
    /// [`ReferenceFault::Unreadable`], [`ReferenceFault::WrongLength`], [`ReferenceFault::AllZero`].
    pub fn parse(text: &str) -> Result<Reference, ReferenceFault> {
        let bytes = text.as_bytes();
        let digits = bytes.strip_suffix(b"-").unwrap_or(bytes);
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(ReferenceFault::Unreadable);
        }
        if !(REFERENCE_MIN..=REFERENCE_MAX).contains(&bytes.len()) {
            return Err(ReferenceFault::WrongLength);
        }
        if digits.iter().all(|b| *b == b'0') {
            return Err(ReferenceFault::AllZero);
        }
        let mut kept = [0; REFERENCE_MAX];
        for (to, from) in kept.iter_mut().zip(bytes) {
            *to = *from;
        }
        let length = u8::try_from(bytes.len()).map_err(|_| ReferenceFault::WrongLength)?;
        Ok(Reference { text: kept, length })
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    fn bytes(&self) -> &[u8] {
        self.text.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// Whether its last digit is the modulus 10 check digit of the others.
    pub fn passes_mod10(&self) -> bool {
        self.bytes().split_last().is_some_and(|(last, base)| check::mod10(base) == *last)
    }

    /// Whether its last character is the modulus 11 check character of the others.
    pub fn passes_mod11(&self) -> bool {
        self.bytes().split_last().is_some_and(|(last, base)| check::mod11(base) == *last)
    }
}

impl AsRef<str> for Reference {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({})", self.as_str())
    }
}

impl FromStr for Reference {
    type Err = ReferenceFault;

    /// As [`Reference::parse`].
    fn from_str(text: &str) -> Result<Reference, ReferenceFault> {
        Reference::parse(text)
    }
}

/// The digits with their modulus 10 (Luhn) check digit behind them.
///
/// # Errors
/// [`ReferenceFault::Unreadable`] if not digits only, [`ReferenceFault::WrongLength`] if not 1 to 24 of them,
/// [`ReferenceFault::AllZero`].
pub fn with_check_digit_mod10(base: &str) -> Result<Reference, ReferenceFault> {
    with_check(base, check::mod10)
}

/// The digits with their modulus 11 check character behind them: a digit, or `-`, which some banks refuse.
///
/// # Errors
/// As [`with_check_digit_mod10`].
pub fn with_check_digit_mod11(base: &str) -> Result<Reference, ReferenceFault> {
    with_check(base, check::mod11)
}

fn with_check(base: &str, check: fn(&[u8]) -> u8) -> Result<Reference, ReferenceFault> {
    if base.is_empty() {
        return Err(ReferenceFault::WrongLength);
    }
    if !base.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ReferenceFault::Unreadable);
    }
    let mut text = String::with_capacity(base.len() + 1);
    text.push_str(base);
    text.push(char::from(check(base.as_bytes())));
    Reference::parse(&text)
}

/// Whether the text is digits only, at least two, and the last is the modulus 10 check digit of the others. For
/// bankgiro, plusgiro and other numbers that are no payment references.
pub fn passes_mod10(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() >= 2 && bytes.iter().all(u8::is_ascii_digit) && bytes.split_last().is_some_and(|(last, base)| check::mod10(base) == *last)
}

/// What a person typed or scanned, without blanks. Of a whole FIK line (`+71<202600317000019 +89999993<`, also `71<…`, and
/// `71…` where what follows is a whole identification before `+`) it is the identification (`formats/dk.md` 11).
pub fn normalise_typed(text: &str) -> String {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let line = compact.strip_prefix('+').unwrap_or(&compact);
    let identification = [("71", rules::FIK71_LENGTH), ("75", rules::FIK75_LENGTH)]
        .into_iter()
        .find_map(|(card, length)| {
            let rest = line.strip_prefix(card)?;
            match rest.strip_prefix('<') {
                Some(rest) => rest.split(['+', '<']).next(),
                // Digits alone could be any reference; with a creditor number behind they are a line.
                None => rest
                    .split_once('+')
                    .map(|(digits, _)| digits)
                    .filter(|digits| digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit())),
            }
        });
    match identification {
        Some(identification) => identification.to_owned(),
        None => compact,
    }
}

#[cfg(test)]
mod tests;
