//! Bank accounts and the references they take (OCR-11).

use crate::app::{AppError, Session};
use crate::domain::account;
use crate::domain::reference::ReferenceRules;
use crate::domain::refusal::Refusal;
use crate::store::site::{self, BankAccount};

/// All bank accounts.
///
/// # Errors
/// When the file cannot be read.
pub fn list(session: &Session) -> Result<Vec<BankAccount>, AppError> {
    Ok(site::bank_accounts(&session.store.conn)?)
}

/// Adds a bank account. Without rules no bank file is taken for it.
///
/// # Errors
/// [`Refusal::AccountInvalid`], [`Refusal::RulesInvalid`], [`Refusal::AccountExists`].
pub fn add(session: &mut Session, number: &str, name: &str, rules: &str) -> Result<BankAccount, AppError> {
    let country = session.site.country;
    let digits = account::normalise(country, number).map_err(|_| Refusal::AccountInvalid {
        number: number.to_owned(),
        country: country.code().to_uppercase(),
    })?;
    let rules = match rules.trim() {
        "" => None,
        some => Some(parse_rules(some)?),
    };
    session.write(|tx| Ok(site::add_bank_account(tx, &digits, name.trim(), rules.as_ref())?))
}

/// Reads `mod10:11,mod11:9`.
///
/// # Errors
/// [`Refusal::RulesInvalid`].
pub fn parse_rules(text: &str) -> Result<ReferenceRules, AppError> {
    text.parse::<ReferenceRules>().map_err(|fault| {
        Refusal::RulesInvalid {
            rules: text.to_owned(),
            detail: fault.to_string(),
        }
        .into()
    })
}
