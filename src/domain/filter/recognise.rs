//! Guesses what a bare number is, for the hint under the filter: "Digits are recognised" (`ui.md` part 3); and what anything is, for
//! the search box.

use crate::domain::money::Money;
use crate::domain::reference::{Reference, normalise_typed};

/// The shortest digits that are offered as a payment reference. Of shorter ones nearly every tenth passes by chance,
/// and they are claim numbers.
const REFERENCE_SHORTEST: usize = 4;

/// The most digits of a claim number.
const CLAIM_DIGITS_MAX: usize = 9;

/// The digits of a Norwegian or Danish phone number without country code.
const PHONE_DIGITS: usize = 8;

/// The most digits of a phone number with its country code (E.164).
const PHONE_DIGITS_MAX: usize = 15;

/// What a token could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// The number of a claim.
    ClaimNumber(u32),
    /// A payment reference: its check digit is right by modulus 10 or 11.
    Reference(Reference),
    /// A phone number: the digits, with `+` in front if it has a country code.
    Phone(String),
    /// An amount: with decimals, or in the search box a whole one.
    Amount(Money),
    /// Digits as long as a payment reference, whose check digit is wrong.
    Mistyped(String),
    /// An e-mail address or the beginning of one, in small letters.
    Email(String),
    /// The plate of a car or the beginning of one: letters and digits, upper case.
    Plate(String),
    /// A name, or other words.
    Name(String),
}

/// The most digits of a whole amount; longer ones are numbers of something.
const AMOUNT_DIGITS_MAX: usize = 6;

/// Digits that are so many and nothing else are a mistyped reference.
const MISTYPED_SHORTEST: usize = 8;

/// What anything typed into the search box could be, any number of things: what [`recognise`] knows, then a whole amount, digits with
/// a slip, an e-mail, a plate, a name.
pub fn recognise_any(text: &str) -> Vec<Recognised> {
    let typed = text.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    if typed.contains('@') {
        return vec![Recognised::Email(typed.to_lowercase())];
    }
    let mut found = recognise(typed);
    let plain = typed.len() <= AMOUNT_DIGITS_MAX && typed.bytes().all(|b| b.is_ascii_digit()) && !typed.starts_with('0');
    if let Some(amount) = Money::parse(typed).ok().filter(|_| plain) {
        found.push(Recognised::Amount(amount));
    }
    let digits = normalise_typed(typed);
    let long = digits.len() >= MISTYPED_SHORTEST && digits.bytes().all(|b| b.is_ascii_digit());
    let known = |what: &Recognised| matches!(what, Recognised::Reference(_) | Recognised::Phone(_));
    if long && !found.iter().any(known) {
        found.push(Recognised::Mistyped(digits));
    }
    if let Some((plate, whole)) = plate(typed) {
        found.push(Recognised::Plate(plate));
        if whole {
            return found;
        }
    }
    if found.is_empty() && typed.chars().any(char::is_alphabetic) {
        found.push(Recognised::Name(typed.to_owned()));
    }
    found
}

/// `ABC 123`, `ABC 12D` (SE), `AB 12345` (NO, DK), or the beginning of one with its first digit; and whether it is whole.
fn plate(typed: &str) -> Option<(String, bool)> {
    let compact: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_uppercase)
        .collect();
    let letters = compact.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = compact.chars().skip(letters).collect();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end: String = rest.chars().skip(digits).collect();
    let last_letter = letters == 3 && digits == 2 && end.chars().count() == 1 && end.chars().all(char::is_alphabetic);
    let fits = match letters {
        2 => (1..=5).contains(&digits) && end.is_empty(),
        3 => (1..=3).contains(&digits) && end.is_empty() || last_letter,
        _ => false,
    };
    let whole = last_letter || (letters == 2 && digits == 5) || (letters == 3 && digits == 3);
    fits.then_some((compact, whole))
}

/// What a token of digits could be, any number of things; nothing for words. In a fixed order: claim number, reference,
/// phone number, amount.
pub fn recognise(token: &str) -> Vec<Recognised> {
    let typed = token.trim();
    [claim_number(typed), reference(typed), phone(typed), amount(typed)]
        .into_iter()
        .flatten()
        .collect()
}

fn claim_number(typed: &str) -> Option<Recognised> {
    let plain = typed.bytes().all(|b| b.is_ascii_digit()) && !typed.starts_with('0');
    let number = typed.parse().ok().filter(|_| plain && typed.len() <= CLAIM_DIGITS_MAX);
    number.map(Recognised::ClaimNumber)
}

fn reference(typed: &str) -> Option<Recognised> {
    let reference = Reference::parse(&normalise_typed(typed)).ok()?;
    let long_enough = reference.as_str().len() >= REFERENCE_SHORTEST;
    let passes = reference.passes_mod10() || reference.passes_mod11();
    (long_enough && passes).then_some(Recognised::Reference(reference))
}

/// Eight digits (NO, DK), ten from `07` (SE mobile), or a country code behind `+` or `00`.
fn phone(typed: &str) -> Option<Recognised> {
    let compact: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')'))
        .collect();
    let international = compact.strip_prefix('+').or_else(|| compact.strip_prefix("00"));
    let digits = international.unwrap_or(&compact);
    let count = digits.len();
    let fits = match international {
        Some(_) => (PHONE_DIGITS..=PHONE_DIGITS_MAX).contains(&count) && !digits.starts_with('0'),
        None if digits.starts_with("07") => count == PHONE_DIGITS + 2,
        // No number of the two countries begins with 0 or 1.
        None => count == PHONE_DIGITS && !digits.starts_with(['0', '1']),
    };
    if !fits || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let plus = if international.is_some() { "+" } else { "" };
    Some(Recognised::Phone(format!("{plus}{digits}")))
}

fn amount(typed: &str) -> Option<Recognised> {
    let amount = Money::parse(typed).ok()?;
    typed.contains([',', '.']).then_some(Recognised::Amount(amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_is_recognised() {
        let name = |text: &str| Recognised::Name(text.to_owned());
        let plate = |text: &str| Recognised::Plate(text.to_owned());
        let table = [
            ("  ", vec![]),
            ("Berit.Berg@X.se", vec![Recognised::Email("berit.berg@x.se".to_owned())]),
            ("abc 12d", vec![plate("ABC12D")]),
            ("ABC 123", vec![plate("ABC123")]),
            ("ab 12345", vec![plate("AB12345")]),
            ("abc1", vec![plate("ABC1")]),
            ("berg", vec![name("berg")]),
            ("Åse-Marie Ødegård", vec![name("Åse-Marie Ødegård")]),
            ("M1001", vec![name("M1001")]),
            (
                "500",
                vec![Recognised::ClaimNumber(500), Recognised::Amount(Money::from_minor(50_000))],
            ),
            ("500,00", vec![Recognised::Amount(Money::from_minor(50_000))]),
            ("10421701036", vec![Recognised::Mistyped("10421701036".to_owned())]),
            ("\u{1b}[31m", vec![name("\u{1b}[31m")]),
            ("…", vec![]),
        ];
        for (text, expected) in table {
            assert_eq!(recognise_any(text), expected, "{text}");
        }
    }

    #[test]
    fn digits_are_recognised() {
        let reference = |text: &str| Recognised::Reference(Reference::parse(text).expect("digits"));
        let phone = |text: &str| Recognised::Phone(text.to_owned());
        let table = [
            ("14790", vec![Recognised::ClaimNumber(14790)]),
            ("10421701037", vec![reference("10421701037")]),
            ("1042 1701 037", vec![reference("10421701037")]),
            ("1042030101-", vec![reference("1042030101-")]),
            ("47118", vec![Recognised::ClaimNumber(47118), reference("47118")]),
            ("18", vec![Recognised::ClaimNumber(18)]),
            ("+47 400 00 000", vec![phone("+4740000000")]),
            ("0701740605", vec![phone("0701740605")]),
            ("40000000", vec![Recognised::ClaimNumber(40_000_000), phone("40000000")]),
            ("1250,50", vec![Recognised::Amount(Money::from_minor(125_050))]),
            ("berg", vec![]),
            ("", vec![]),
            ("0012", vec![]),
        ];
        for (token, expected) in table {
            assert_eq!(recognise(token), expected, "{token}");
        }
    }
}
