//! Bank accounts and how they are set up: the references they take, the agreement with the bank, the step it has come to
//! (OCR-11, OCR-16 to OCR-24).

mod checklist;
mod recipes;
mod set_up;
mod show;

pub use checklist::{Line as ChecklistLine, Tick};
pub use recipes::{ReadyMade, apart_words, example, explained, ready_made};
pub use set_up::{Change, Changed, change, unreadable};
pub use show::{Shown, payment_formats, shown, shown_by_key, value, words};

use crate::app::{AppError, Session};
use crate::domain::account;
use crate::domain::reference::ReferenceRules;
use crate::domain::refusal::Refusal;
use crate::store::Db;
use crate::store::site;
pub use crate::store::site::BankAccount;

/// All accounts at banks.
///
/// # Errors
/// When the file cannot be read.
pub fn list(session: &Session) -> Result<Vec<BankAccount>, AppError> {
    at_banks(&session.store.conn)
}

fn at_banks(conn: &Db) -> Result<Vec<BankAccount>, AppError> {
    let mut accounts = site::bank_accounts(conn)?;
    accounts.retain(BankAccount::is_at_bank);
    Ok(accounts)
}

/// The account of a number, as people write it, or of a name.
///
/// # Errors
/// [`Refusal::NoSuchAccount`].
pub fn find(session: &Session, wanted: &str) -> Result<BankAccount, AppError> {
    let number = account::normalise(session.site.country, wanted).ok();
    let mut accounts = list(session)?.into_iter();
    let found = accounts.find(|account| number.as_deref() == Some(account.number.as_str()) || account.name == wanted.trim());
    let no_such = || Refusal::NoSuchAccount { wanted: wanted.to_owned() };
    Ok(found.ok_or_else(no_such)?)
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
