//! Mobile numbers as people type them, made into what a gateway takes.
//!
//! What is mobile differs by country and changes over the years, so the plans come from outside (`assets/countries`).

use std::fmt;

use thiserror::Error;

use crate::domain::account::Country;

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
    let (international, digits) = dialled(text)?;
    let found = |plan: &MobilePlan, national: &str| plan.has(national).then(|| Phone(format!("+{}{national}", plan.calling)));
    let with_calling = |plan: &MobilePlan| {
        let behind = digits.strip_prefix(plan.calling.as_str())?;
        // `+46 (0)70 …`: the trunk prefix is told to those who dial inside the country.
        let without = behind.strip_prefix(plan.trunk.as_str()).filter(|_| !plan.trunk.is_empty());
        found(plan, behind).or_else(|| found(plan, without?))
    };
    if !international {
        let plan = plans.iter().find(|plan| plan.country == home).ok_or(PhoneFault::NotMobile)?;
        let without = digits.strip_prefix(plan.trunk.as_str()).unwrap_or(&digits);
        if let Some(phone) = found(plan, without).or_else(|| with_calling(plan)) {
            return Ok(phone);
        }
        return Err(PhoneFault::NotMobile);
    }
    if let Some(phone) = plans.iter().find_map(with_calling) {
        return Ok(phone);
    }
    let ours = plans.iter().any(|plan| digits.starts_with(plan.calling.as_str()));
    Err(if ours { PhoneFault::NotMobile } else { PhoneFault::Abroad })
}

/// Whether a number begins with `+` or `00`, and its digits behind that.
fn dialled(text: &str) -> Result<(bool, String), PhoneFault> {
    let mut digits = String::new();
    let mut plus = false;
    for (at, found) in (1..).zip(text.chars()) {
        match found {
            '0'..='9' => digits.push(found),
            '+' if digits.is_empty() && !plus => plus = true,
            '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' => {}
            _ if found.is_whitespace() => {}
            _ => return Err(PhoneFault::Character { at, found }),
        }
    }
    if digits.is_empty() {
        return Err(PhoneFault::Empty);
    }
    Ok(match digits.strip_prefix("00") {
        Some(rest) if !plus => (true, rest.to_owned()),
        _ => (plus, digits),
    })
}
