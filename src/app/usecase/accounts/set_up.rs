//! Changing how an account is set up. Every change has its comment; what references are checked by is not changed unseen:
//! an account that was tested before has to be tested again.

use chrono::NaiveDate;

use crate::app::import::one_format;
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::account::Country;
use crate::domain::exchange::AccountState;
use crate::domain::reference::recipe::RecipeFault;
use crate::domain::reference::{Recipe, normalise_typed};
use crate::domain::refusal::{AccountWord, Listed, RecipeWord, ReferenceFaultWord, Refusal};
use crate::domain::setup::{self, ExchangeMode, Field, FieldFault, Filled, Missing, Periodicity};
use crate::formats;
use crate::store::site::{self, AccountFormat, BankAccount};
use crate::store::{Db, Tx};

/// What is to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// What stands in fields.
    Fields(Vec<(Field, String)>),
    /// How far the set-up has come.
    State(AccountState),
    /// The format of its payments, from a day on.
    Format(String, NaiveDate),
    /// Nothing: a real reference is tried (OCR-18).
    Try(String),
}

/// What a change came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The account now.
    pub account: BankAccount,
    /// It was tested or verified, and has to be tested again.
    pub has_to_be_tested: bool,
}

impl Changed {
    /// An account as it stands.
    pub fn of(account: BankAccount) -> Changed {
        Changed {
            account,
            has_to_be_tested: false,
        }
    }
}

/// Changes how an account is set up.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchAccount`], [`Refusal::AccountField`], [`Refusal::RulesInvalid`],
/// [`Refusal::RecipeInvalid`], [`Refusal::RecipeFitsNone`], [`Refusal::AccountNotReady`], [`Refusal::AccountUnchanged`],
/// [`Refusal::FormatOverlaps`], [`Refusal::SampleFails`]; a format that is none is usage.
pub fn change(session: &mut Session, id: i64, change: &Change, comment: &str) -> Result<Changed, AppError> {
    let comment = required(comment)?;
    let (country, unit) = (session.site.country, session.settings.agreement.unit_id.clone());
    session.write(|tx| {
        let before = site::bank_accounts(tx.conn())?.into_iter().find(|account| account.id == id);
        let before = before.ok_or_else(|| Refusal::NoSuchAccount { wanted: id.to_string() })?;
        match change {
            Change::Fields(fields) => set_fields(tx, country, before, fields, &comment),
            Change::State(to) => move_state(tx, country, &unit, before, *to, &comment),
            Change::Format(format, from_on) => set_format(tx, before, format, *from_on, &comment),
            Change::Try(sample) => try_reference(tx, before, sample, &comment),
        }
    })
}

fn set_fields(tx: &Tx<'_>, country: Country, before: BankAccount, fields: &[(Field, String)], comment: &str) -> Result<Changed, AppError> {
    let mut after = before.clone();
    for (field, text) in fields {
        set_field(country, &mut after, *field, text)?;
    }
    if let (Some(recipe), Some(rules)) = (&after.recipe, &after.rules)
        && !recipe.fits_one(rules)
    {
        return Err(Refusal::RecipeFitsNone {
            recipe: recipe.to_string(),
            length: recipe.length().map_or(0, count),
            rules: rules.to_string(),
        }
        .into());
    }
    if after == before {
        return Err(Refusal::AccountUnchanged { account: before.number }.into());
    }
    let of_references = after.rules != before.rules || after.recipe != before.recipe;
    let has_to_be_tested = of_references && before.state > AccountState::Registered;
    if has_to_be_tested {
        after.state = AccountState::Registered;
    }
    let action = if of_references { "references_set" } else { "changed" };
    site::change_bank_account(tx, &before, &after, action, comment)?;
    Ok(Changed {
        account: after,
        has_to_be_tested,
    })
}

fn set_field(country: Country, account: &mut BankAccount, field: Field, text: &str) -> Result<(), AppError> {
    let refuse = |fault: FieldFault| {
        AppError::from(Refusal::AccountField {
            field: AccountWord(super::show::label(field, country)),
            value: text.to_owned(),
            why: AccountWord(fault.key().to_owned()),
            range: fault.range(),
        })
    };
    if !field.is_of(country) && !text.trim().is_empty() {
        return Err(refuse(FieldFault::NotHere));
    }
    let plain = |text: &str| field.read(country, text).map_err(refuse);
    let word = || refuse(FieldFault::Word);
    match field {
        Field::Name => account.name = plain(text)?,
        Field::Bank => account.bank = plain(text)?,
        Field::Bic => account.bic = plain(text)?,
        Field::Agreement => account.agreement = plain(text)?,
        Field::UnitId => account.unit_id = plain(text)?,
        Field::Creditor => account.creditor = plain(text)?,
        Field::DebtorGroup => account.debtor_group = plain(text)?,
        Field::System => account.system = plain(text)?,
        Field::Remittance => account.remittance = plain(text)?,
        Field::References => {
            account.rules = match text.trim() {
                "" => None,
                some => Some(super::parse_rules(some)?),
            }
        }
        Field::Recipe => account.recipe = read_recipe(text)?,
        Field::Rejects => {
            account.rejects = match text.trim() {
                "yes" => true,
                "no" => false,
                _ => return Err(word()),
            }
        }
        Field::Periodicity => account.periodicity = Periodicity::from_code(text.trim()).ok_or_else(word)?,
        Field::Exchange => account.exchange = ExchangeMode::from_code(text.trim()).ok_or_else(word)?,
    }
    Ok(())
}

/// Reads a mask; nothing: none.
fn read_recipe(text: &str) -> Result<Option<Recipe>, AppError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(text.parse::<Recipe>().map_err(|fault| unreadable(text, fault))?))
}

/// Why a text is no mask, as a refusal.
pub fn unreadable(text: &str, fault: RecipeFault) -> Refusal {
    Refusal::RecipeInvalid {
        recipe: text.trim().to_owned(),
        place: count(fault.place()),
        why: RecipeWord(fault.code()),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What is missing before an account can be said to stand there. Our id may stand in the settings instead.
pub(super) fn missing(conn: &Db, country: Country, unit: &str, account: &BankAccount, to: AccountState) -> Result<Vec<Missing>, AppError> {
    let filled = Filled {
        country,
        rules: account.rules.as_ref(),
        bank: &account.bank,
        agreement: &account.agreement,
        unit_id: if account.unit_id.is_empty() { unit } else { &account.unit_id },
        is_tried: to >= AccountState::Tested && site::is_tried(conn, account.id)?,
    };
    Ok(setup::missing_for(to, &filled))
}

fn move_state(
    tx: &Tx<'_>,
    country: Country,
    unit: &str,
    before: BankAccount,
    to: AccountState,
    comment: &str,
) -> Result<Changed, AppError> {
    if to == before.state {
        return Err(Refusal::AccountUnchanged { account: before.number }.into());
    }
    if to > before.state {
        let missing = missing(tx.conn(), country, unit, &before, to)?;
        if !missing.is_empty() {
            return Err(Refusal::AccountNotReady {
                account: before.number,
                state: AccountWord(format!("account-state-{}", to.code())),
                missing: Listed(missing.into_iter().map(|missing| (missing.key(), None)).collect()),
            }
            .into());
        }
    }
    let after = BankAccount {
        state: to,
        ..before.clone()
    };
    site::change_bank_account(tx, &before, &after, "state_moved", comment)?;
    Ok(Changed::of(after))
}

fn set_format(tx: &Tx<'_>, account: BankAccount, format: &str, from_on: NaiveDate, comment: &str) -> Result<Changed, AppError> {
    let codec = one_format::choices()
        .find(|codec| codec.id == format)
        .ok_or_else(|| AppError::Usage {
            code: "format",
            given: format.to_owned(),
        })?;
    // Where the other format has brought payments already, the new one would bring them again.
    let last = site::last_in_other(tx.conn(), account.id, &one_format::no_other(codec), from_on)?;
    if let Some((last, other)) = last {
        let payments = formats::by_id(&other).and_then(|codec| codec.payments);
        return Err(Refusal::FormatOverlaps {
            account: account.number,
            other: payments.map_or(other, str::to_owned),
            last,
        }
        .into());
    }
    let new = AccountFormat {
        account_id: account.id,
        from_on,
        format: codec.id.to_owned(),
    };
    if site::formats(tx.conn())?.contains(&new) {
        return Err(Refusal::AccountUnchanged { account: account.number }.into());
    }
    site::set_format(tx, &new, comment)?;
    Ok(Changed::of(account))
}

fn try_reference(tx: &Tx<'_>, account: BankAccount, sample: &str, comment: &str) -> Result<Changed, AppError> {
    let typed = normalise_typed(sample);
    let rules = account.rules.as_ref();
    let checked = rules.map(|rules| rules.check(&typed));
    match checked {
        Some(Ok(reference)) => {
            site::note_trial(tx, account.id, reference.as_str(), comment)?;
            Ok(Changed::of(account))
        }
        other => Err(Refusal::SampleFails {
            reference: typed,
            rules: rules.map(ToString::to_string).unwrap_or_default(),
            account: account.number.clone(),
            why: ReferenceFaultWord(other.and_then(Result::err).map_or("none-agreed", |fault| fault.code())),
        }
        .into()),
    }
}
