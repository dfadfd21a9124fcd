//! Phone numbers: the one place that decides what is one, and how it is dialled from anywhere (E.164: `+` and digits).
//!
//! Which numbers there are in which country is known by the library, whose plans are renewed with every release of it.

use std::fmt;

use rlibphonenumber::enums::Region;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat};

use super::account::Country;

/// The longest text that may be a number, in characters.
const TEXT_MAX: usize = 60;
/// Digits of a number with its calling code: no fewer, no more (E.164).
const DIGITS: (usize, usize) = (4, 15);

codes! {
    /// Why a text is no phone number.
    Fault {
        /// Something that is neither a digit nor what people put between digits.
        Letters = 1 "letters",
        /// Digits are missing.
        TooShort = 2 "too_short",
        /// Digits too many, or two numbers in one.
        TooLong = 3 "too_long",
        /// As long as a number, but nobody has one like it.
        NotInUse = 4 "not_in_use",
    }
}

/// A number as it is dialled from anywhere: `+46701234567`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dialled(String);

impl Dialled {
    /// `+46701234567`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: `+46 70 123 45 67`.
    pub fn spaced(&self) -> String {
        spaced(&self.0)
    }
}

impl fmt::Display for Dialled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something in a number that does not belong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Its place, from 1.
    pub at: usize,
    /// What stands there.
    pub found: char,
}

/// Whether a number begins with `+` or `00`, and its digits behind that. Between digits may stand what people put there.
///
/// # Errors
/// The first character that does not belong in a number.
pub fn digits(text: &str) -> Result<(bool, String), Odd> {
    let mut digits = String::new();
    let mut plus = false;
    for (at, found) in (1..).zip(text.chars()) {
        match found {
            '0'..='9' => digits.push(found),
            '+' if digits.is_empty() && !plus => plus = true,
            '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' => {}
            _ if found.is_whitespace() => {}
            _ => return Err(Odd { at, found }),
        }
    }
    Ok(match digits.strip_prefix("00") {
        Some(rest) if !plus => (true, rest.to_owned()),
        _ => (plus, digits),
    })
}

/// The number in a text as people write it: `070-123 45 67`, `0046 70 123 45 67`, `+46 (0)70 123 45 67`. One without a calling
/// code is of `home`.
///
/// # Errors
/// [`Fault`].
pub fn read(text: &str, home: Country) -> Result<Dialled, Fault> {
    let number = parsed(text, home)?;
    if number.is_valid() {
        Ok(dialled(&number))
    } else {
        Err(Fault::NotInUse)
    }
}

/// The same, where it is enough that a number has the length of one: plans that are known better elsewhere decide.
///
/// # Errors
/// [`Fault`].
pub fn read_any(text: &str, home: Country) -> Result<Dialled, Fault> {
    parsed(text, home).map(|number| dialled(&number))
}

/// A number that is dialled so, as people read it; anything else as it is.
pub fn spaced(number: &str) -> String {
    let known = number
        .starts_with('+')
        .then(|| PHONE_NUMBER_UTIL.parse(number, None).ok())
        .flatten();
    match known {
        Some(known) if known.is_valid() => known.format_as(PhoneNumberFormat::International).into_owned(),
        _ => number.to_owned(),
    }
}

/// Whether two letters are a country's code (ISO 3166).
pub fn is_country(code: &str) -> bool {
    Region::try_from(code).is_ok_and(|region| PHONE_NUMBER_UTIL.get_country_code_for_region(region).is_some())
}

fn dialled(number: &PhoneNumber) -> Dialled {
    Dialled(number.format_as(PhoneNumberFormat::E164).into_owned())
}

fn parsed(text: &str, home: Country) -> Result<PhoneNumber, Fault> {
    if text.chars().count() > TEXT_MAX {
        return Err(Fault::TooLong);
    }
    let (international, digits) = digits(text).map_err(|_| Fault::Letters)?;
    if digits.len() < DIGITS.0 {
        return Err(Fault::TooShort);
    }
    // The library is given nothing but digits: it reads letters as the keys of a phone, and rare marks as extensions.
    let plain = if international { format!("+{digits}") } else { digits };
    let region = match home {
        Country::No => Region::NO,
        Country::Se => Region::SE,
        Country::Dk => Region::DK,
    };
    let number = PHONE_NUMBER_UTIL.parse(&plain, Some(region)).map_err(|error| match error {
        _ if plain.len() > DIGITS.1 => Fault::TooLong,
        rlibphonenumber::ParseError::TooShortNsn => Fault::TooShort,
        rlibphonenumber::ParseError::TooLongNsn => Fault::TooLong,
        _ => Fault::NotInUse,
    })?;
    use rlibphonenumber::ValidationError as Length;
    match number.is_possible_with_reason() {
        Ok(_) | Err(Length::InvalidCountryCode | Length::InvalidLength) => Ok(number),
        Err(Length::TooShort) => Err(Fault::TooShort),
        Err(Length::TooLong) => Err(Fault::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_people_write_them() {
        use Country::{Dk, No, Se};
        let good = [
            ("070-123 45 67", Se, "+46701234567"),
            ("0701234567", Se, "+46701234567"),
            ("701234567", Se, "+46701234567"),
            ("0046 70 123 45 67", Dk, "+46701234567"),
            ("+46 (0)70 123 45 67", No, "+46701234567"),
            ("46701234567", Se, "+46701234567"),
            ("08-123 456 78", Se, "+46812345678"),
            ("22 22 22 22", No, "+4722222222"),
            ("999 99 999", No, "+4799999999"),
            ("20 12 34 56", Dk, "+4520123456"),
            ("+44 20 7946 0958", Se, "+442079460958"),
            ("+358 40 123 4567", No, "+358401234567"),
        ];
        for (typed, home, number) in good {
            assert_eq!(read(typed, home).as_ref().map(Dialled::as_str), Ok(number), "{typed}");
        }
        let bad = [
            ("", Se, Fault::TooShort),
            ("123", Se, Fault::TooShort),
            ("2030", No, Fault::TooShort),
            ("070-123 45 6", Se, Fault::NotInUse),
            ("070-123 45 67 / 070-234 56 78", Se, Fault::TooLong),
            ("070-123 45 67 Berit", Se, Fault::Letters),
            ("\u{ff10}701234567", Se, Fault::Letters),
            ("12 34 56 78", Dk, Fault::NotInUse),
            (&"1".repeat(300), No, Fault::TooLong),
        ];
        for (typed, home, fault) in bad {
            assert_eq!(read(typed, home), Err(fault), "{typed}");
        }
        assert_eq!(spaced("+46701234567"), "+46 70 123 45 67");
        assert_eq!(spaced("ring Berit"), "ring Berit");
    }

    proptest! {
        #[test]
        fn what_is_read_is_read_the_same_again(text in "[0-9+ ()./-]{0,24}", home in prop::sample::select(vec![Country::No, Country::Se, Country::Dk])) {
            if let Ok(number) = read(&text, home) {
                prop_assert!(number.as_str().len() <= 16 && number.as_str().starts_with('+'));
                prop_assert_eq!(read(number.as_str(), Country::Dk), Ok(number.clone()));
                prop_assert_eq!(read(&number.spaced(), Country::No), Ok(number));
            }
        }
    }
}
