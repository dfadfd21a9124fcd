//! Mobile numbers as people type them, made into what a gateway takes.
//!
//! What a number is says [`crate::domain::phone`]. What is mobile differs by country and changes over the years, so those plans come from
//! outside (`assets/countries`).

use std::fmt;

use thiserror::Error;

use crate::domain::account::Country;
use crate::domain::phone;

/// What is a mobile number in a country, on some day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MobilePlan {
    /// Whose plan it is.
    pub country: Country,
    /// The country's calling code, digits only: `46`.
    pub calling: String,
    /// What is dialled before a number inside the country: `0`, or nothing.
    pub trunk: String,
    /// How many digits a mobile number has, without the trunk prefix.
    pub digits: usize,
    /// What mobile numbers begin with, without the trunk prefix.
    pub begins: Vec<String>,
}

impl MobilePlan {
    fn has(&self, national: &str) -> bool {
        national.len() == self.digits && self.begins.iter().any(|start| national.starts_with(start.as_str()))
    }
}

/// A mobile number: `+`, the calling code and the number, nothing else (E.164).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// `+46701234567`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough to recognise it by, for logs: `+46•••••567`.
    pub fn masked(&self) -> String {
        let keep_from = self.0.len().saturating_sub(3);
        let hide = |(at, c): (usize, char)| if at < 3 || at >= keep_from { c } else { '•' };
        self.0.chars().enumerate().map(hide).collect()
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneFault {
    /// Nothing there.
    #[error("no number")]
    Empty,
    /// Something that is neither a digit nor what people put between digits.
    #[error("character {at} ({found}) does not belong in a number")]
    Character {
        /// Its place, from 1.
        at: usize,
        /// What stands there.
        found: char,
    },
    /// An international number of a country that we do not send to.
    #[error("not a number of Norway, Sweden or Denmark")]
    Abroad,
    /// A number, but not of a mobile phone: too short, too long, or a fixed line.
    #[error("not a mobile number")]
    NotMobile,
}

/// The mobile number in a text as people type it: `070-123 45 67`, `0046 70 123 45 67`, `+46 (0)70 123 45 67`.
///
/// A number without a calling code is of `home`; so is one whose leading zero a spreadsheet ate. One with a calling code
/// may be of any of the plans.
///
/// # Errors
/// [`PhoneFault`].
pub fn phone(text: &str, home: Country, plans: &[MobilePlan]) -> Result<Phone, PhoneFault> {
    let (international, digits) = phone::digits(text).map_err(|odd| PhoneFault::Character {
        at: odd.at,
        found: odd.found,
    })?;
    if digits.is_empty() {
        return Err(PhoneFault::Empty);
    }
    let plan_of = |digits: &str| plans.iter().find(|plan| digits.starts_with(plan.calling.as_str()));
    let Ok(dialled) = phone::read_any(text, home) else {
        let abroad = international && plan_of(&digits).is_none();
        return Err(if abroad { PhoneFault::Abroad } else { PhoneFault::NotMobile });
    };
    let number = dialled.as_str();
    let plan = plan_of(number.trim_start_matches('+')).ok_or(PhoneFault::Abroad)?;
    let national = number
        .trim_start_matches('+')
        .strip_prefix(plan.calling.as_str())
        .unwrap_or_default();
    // A number without a calling code is of our country and of no other.
    if plan.has(national) && (international || plan.country == home) {
        Ok(Phone(number.to_owned()))
    } else {
        Err(PhoneFault::NotMobile)
    }
}
