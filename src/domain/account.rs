//! Bank account numbers of the three countries: digits only in the database, grouped on the screen.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::money::Currency;
use super::reference::passes_mod10;
use super::text::Alphabet;

/// The country of a site: it decides on currency, alphabet and kinds of account numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Country {
    /// Norway.
    No,
    /// Sweden.
    Se,
    /// Denmark.
    Dk,
}

impl Country {
    /// The three, in the order in which they are offered.
    pub const ALL: [Country; 3] = [Country::No, Country::Se, Country::Dk];

    /// The ISO 3166 code in lower case.
    pub fn code(self) -> &'static str {
        match self {
            Country::No => "no",
            Country::Se => "se",
            Country::Dk => "dk",
        }
    }

    /// The country of a code in lower case.
    pub fn from_code(code: &str) -> Option<Country> {
        Country::ALL.into_iter().find(|country| country.code() == code)
    }

    /// The currency of its sites.
    pub fn currency(self) -> Currency {
        match self {
            Country::No => Currency::Nok,
            Country::Se => Currency::Sek,
            Country::Dk => Currency::Dkk,
        }
    }

    /// The alphabet its sites sort by.
    pub fn alphabet(self) -> Alphabet {
        match self {
            Country::No | Country::Dk => Alphabet::DanishNorwegian,
            Country::Se => Alphabet::Swedish,
        }
    }
}

/// Why a text is no account number of the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum AccountFault {
    /// Something else than digits, blanks, dots and hyphens.
    #[error("an account number is written with digits")]
    Unreadable,
    /// Not a number of digits that accounts of the country have.
    #[error("the account number does not have the right number of digits")]
    WrongLength,
    /// The check digit does not fit the others; or no account has this beginning.
    #[error("the check digit of the account number is wrong; a digit was mistyped")]
    WrongCheck,
    /// Zeros only, which in bank files means "unknown".
    #[error("an account number of zeros is no account")]
    AllZero,
}

impl AccountFault {
    /// Stable code, kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            AccountFault::Unreadable => "unreadable",
            AccountFault::WrongLength => "wrong-length",
            AccountFault::WrongCheck => "wrong-check",
            AccountFault::AllZero => "all-zero",
        }
    }
}

/// The account number as it is stored and compared: digits only.
///
/// - Norway (`formats/no.md` 6): 11 digits with a modulus 11 check digit; also as IBAN.
/// - Sweden (`formats/se.md` 2.2 to 2.4): bankgiro or plusgiro, up to 8 digits with a modulus 10 check digit, also
///   filled with zeros as in bank files; else clearing and account number, 9 to 16 digits, whose check digit depends
///   on the bank and is not looked at.
/// - Denmark: registration number of 4 digits and account number of up to 10, filled to 10; also as IBAN.
///
/// # Errors
/// [`AccountFault`]: each of its kinds.
pub fn normalise(country: Country, text: &str) -> Result<String, AccountFault> {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2011}'))
        .collect();
    let digits = match country {
        Country::No => without_iban(&compact, "NO", NO_DIGITS)?,
        Country::Dk => without_iban(&compact, "DK", DK_DIGITS)?,
        Country::Se => compact.as_str(),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AccountFault::Unreadable);
    }
    if !digits.is_empty() && digits.bytes().all(|b| b == b'0') {
        return Err(AccountFault::AllZero);
    }
    match country {
        Country::No => norwegian(digits),
        Country::Se => swedish(digits),
        Country::Dk => danish(digits),
    }
}

/// Digits of a Norwegian account number.
const NO_DIGITS: usize = 11;

/// Digits of a Danish registration number, of an account number, and of both.
const DK_REGISTRATION: usize = 4;
const DK_ACCOUNT: usize = 10;
const DK_DIGITS: usize = DK_REGISTRATION + DK_ACCOUNT;

/// What stands behind country and check digits of an IBAN; the text itself if it does not begin like one.
fn without_iban<'a>(text: &'a str, country: &str, digits: usize) -> Result<&'a str, AccountFault> {
    let Some((head, rest)) = text.split_at_checked(2) else {
        return Ok(text);
    };
    if !head.eq_ignore_ascii_case(country) {
        return Ok(text);
    }
    if !rest.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AccountFault::Unreadable);
    }
    let (check, account) = rest.split_at_checked(2).ok_or(AccountFault::WrongLength)?;
    if account.len() != digits {
        return Err(AccountFault::WrongLength);
    }
    // ISO 13616: account, country as numbers (A = 10), check digits; the remainder by 97 is 1.
    let letters = country.chars().filter_map(|c| c.to_digit(36)).map(|n| n.to_string());
    let whole: String = std::iter::once(account.to_owned())
        .chain(letters)
        .chain([check.to_owned()])
        .collect();
    let remainder = whole
        .chars()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |rest, digit| (rest * 10 + digit) % 97);
    if remainder == 1 {
        Ok(account)
    } else {
        Err(AccountFault::WrongCheck)
    }
}

fn norwegian(digits: &str) -> Result<String, AccountFault> {
    if digits.len() != NO_DIGITS {
        return Err(AccountFault::WrongLength);
    }
    // The check digit has weight 1: the sum of all is a multiple of 11, and where ten digits leave 1 no digit fits.
    let weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum: u32 = digits.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(d, w)| d * w).sum();
    if sum.is_multiple_of(11) {
        Ok(digits.to_owned())
    } else {
        Err(AccountFault::WrongCheck)
    }
}

fn swedish(digits: &str) -> Result<String, AccountFault> {
    // A clearing number never begins with 0, so leading zeros are those of a fixed-width field.
    let number = digits.trim_start_matches('0');
    match number.len() {
        2..=8 if passes_mod10(number) => Ok(number.to_owned()),
        2..=8 => Err(AccountFault::WrongCheck),
        9..=16 if number.len() == digits.len() => Ok(number.to_owned()),
        _ => Err(AccountFault::WrongLength),
    }
}

fn danish(digits: &str) -> Result<String, AccountFault> {
    match digits.split_at_checked(DK_REGISTRATION) {
        Some((registration, account)) if (1..=DK_ACCOUNT).contains(&account.len()) => {
            if account.bytes().all(|b| b == b'0') {
                return Err(AccountFault::AllZero);
            }
            Ok(format!("{registration}{account:0>DK_ACCOUNT$}"))
        }
        _ => Err(AccountFault::WrongLength),
    }
}

/// A stored account number as people write it: `1234.56.78903` (NO); `991-2346` for bankgiro (7 and 8 digits),
/// `1 23 45-5` for plusgiro (shorter), `6000-123456789` for bank accounts (SE); `1234 0001234567` (DK).
///
/// Digits that are no account number of the country are shown as they are.
pub fn display(country: Country, digits: &str) -> String {
    let grouped = match country {
        Country::No if digits.len() == NO_DIGITS => split(digits, &[4, 2], "."),
        Country::Dk if digits.len() == DK_DIGITS => split(digits, &[DK_REGISTRATION], " "),
        Country::Se => match digits.len() {
            2..=6 => plusgiro(digits),
            7 => split(digits, &[3], "-"),
            8..=16 => split(digits, &[4], "-"),
            _ => None,
        },
        _ => None,
    };
    grouped.unwrap_or_else(|| digits.to_owned())
}

/// The text cut into pieces of these lengths and what is left.
fn split(text: &str, lengths: &[usize], between: &str) -> Option<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    for length in lengths {
        let (piece, tail) = rest.split_at_checked(*length)?;
        pieces.push(piece);
        rest = tail;
    }
    pieces.push(rest);
    Some(pieces.join(between))
}

/// Pairs from the right, and the check digit behind a hyphen.
fn plusgiro(digits: &str) -> Option<String> {
    let (base, check) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
    let first = base.len() % 2;
    let (head, pairs) = base.split_at_checked(first)?;
    let mut groups: Vec<&str> = Vec::new();
    if !head.is_empty() {
        groups.push(head);
    }
    let mut rest = pairs;
    while let Some((pair, tail)) = rest.split_at_checked(2) {
        groups.push(pair);
        rest = tail;
    }
    Some(format!("{}-{check}", groups.join(" ")))
}

#[cfg(test)]
mod tests;
