//! Payment references: making and checking them, without a site.

use crate::app::AppError;
use crate::domain::reference::{normalise_typed, with_check_digit_mod10, with_check_digit_mod11};
use crate::domain::refusal::Refusal;

/// Adds the check digit.
///
/// # Errors
/// [`Refusal::ReferenceBase`].
pub fn make(base: &str, mod11: bool) -> Result<String, AppError> {
    let digits = normalise_typed(base);
    let made = if mod11 {
        with_check_digit_mod11(&digits)
    } else {
        with_check_digit_mod10(&digits)
    };
    made.map(|reference| reference.to_string())
        .map_err(|_| Refusal::ReferenceBase { base: base.to_owned() }.into())
}

/// Checks a reference against the rules of an account.
///
/// # Errors
/// [`Refusal::ReferenceInvalid`], [`Refusal::RulesInvalid`].
pub fn check(reference: &str, rules: &str) -> Result<String, AppError> {
    let parsed = super::accounts::parse_rules(rules)?;
    let typed = normalise_typed(reference);
    parsed.check(&typed).map(|reference| reference.to_string()).map_err(|_| {
        Refusal::ReferenceInvalid {
            reference: typed,
            rules: rules.to_owned(),
        }
        .into()
    })
}
