//! One account with everything that is said of it.

use super::checklist::{self, FormRow};
use super::recipes::{self, ReadyMade};
use super::set_up;
use crate::app::exchange::{self, Setup};
use crate::app::import::one_format;
use crate::app::settings::Agreement;
use crate::app::texts::{Arg, Texts};
use crate::app::{AppError, Session};
use crate::domain::account::Country;
use crate::domain::exchange::AccountState;
use crate::domain::refusal::Refusal;
use crate::domain::setup::{self, Field, Missing};
use crate::formats;
use crate::store::site::{self, AccountFormat, BankAccount, Step};
use chrono::NaiveDate;
use serde_json::Value as Json;

/// An account for showing it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The account.
    pub account: BankAccount,
    /// Whose rules hold.
    pub country: Country,
    /// In which format its payments come, by date.
    pub formats: Vec<AccountFormat>,
    /// The step that comes next, and what is missing for it.
    pub next: Option<(AccountState, Vec<Missing>)>,
    /// Whether a file was read or a real reference tried.
    pub is_tried: bool,
    /// What was done about it, the newest first.
    pub steps: Vec<Step>,
    /// Recipes to choose from.
    pub ready_made: Vec<ReadyMade>,
    /// What the settings say for the bank's form.
    pub agreement: Agreement,
    /// How its files come and go.
    pub exchange: Setup,
    pub(super) form: Vec<FormRow>,
}

/// An account by its number or name.
///
/// # Errors
/// [`Refusal::NoSuchAccount`].
pub fn shown(session: &Session, wanted: &str) -> Result<Shown, AppError> {
    of(session, super::find(session, wanted)?)
}

/// An account by its key.
///
/// # Errors
/// [`Refusal::NoSuchAccount`].
pub fn shown_by_key(session: &Session, id: i64) -> Result<Shown, AppError> {
    let found = super::list(session)?.into_iter().find(|account| account.id == id);
    of(session, found.ok_or_else(|| Refusal::NoSuchAccount { wanted: id.to_string() })?)
}

fn of(session: &Session, account: BankAccount) -> Result<Shown, AppError> {
    let (conn, country) = (&session.store.conn, session.site.country);
    let agreement = session.settings.agreement.clone();
    let next = match setup::next_state(account.state) {
        Some(next) => Some((next, set_up::missing(conn, country, &agreement.unit_id, &account, next)?)),
        None => None,
    };
    let mut formats = site::formats(conn)?;
    formats.retain(|format| format.account_id == account.id);
    Ok(Shown {
        country,
        formats,
        next,
        is_tried: site::is_tried(conn, account.id)?,
        steps: site::steps(conn, account.id)?,
        ready_made: recipes::ready_made(country, session.actor().today)?,
        form: checklist::form(country)?,
        agreement,
        exchange: exchange::setup::find(session, &account.number)?,
        account,
    })
}

/// The key of a field's name. Some are called otherwise in each country.
pub(super) fn label(field: Field, country: Country) -> String {
    use Country::{Dk, No, Se};
    let own = match (field, country) {
        (Field::References, No) => "account-field-references-no",
        (Field::References, Se) => "account-field-references-se",
        (Field::References, Dk) => "account-field-references-dk",
        (Field::Agreement, No) => "account-field-agreement-no",
        (Field::Agreement, Se) => "account-field-agreement-se",
        (Field::Agreement, Dk) => "account-field-agreement-dk",
        (Field::UnitId, No) => "account-field-unit-id-no",
        (Field::UnitId, Se) => "account-field-unit-id-se",
        (Field::UnitId, Dk) => "account-field-unit-id-dk",
        (Field::Creditor, No) => "account-field-creditor-no",
        (Field::Creditor, Se) => "account-field-creditor-se",
        (Field::Creditor, Dk) => "account-field-creditor-dk",
        _ => return format!("account-field-{}", field.code().replace('_', "-")),
    };
    own.to_owned()
}

/// What stands in a field, as it is given on the command line.
pub fn value(account: &BankAccount, field: Field) -> String {
    match field {
        Field::Name => account.name.clone(),
        Field::Bank => account.bank.clone(),
        Field::Bic => account.bic.clone(),
        Field::References => account.rules.as_ref().map(ToString::to_string).unwrap_or_default(),
        Field::Recipe => account.recipe.as_ref().map(ToString::to_string).unwrap_or_default(),
        Field::Agreement => account.agreement.clone(),
        Field::UnitId => account.unit_id.clone(),
        Field::Rejects => if account.rejects { "yes" } else { "no" }.to_owned(),
        Field::Periodicity => account.periodicity.code().to_owned(),
        Field::Creditor => account.creditor.clone(),
        Field::DebtorGroup => account.debtor_group.clone(),
        Field::System => account.system.clone(),
        Field::Remittance => account.remittance.clone(),
        Field::Exchange => account.exchange.code().to_owned(),
    }
}

/// The key of a word that may stand in a field.
pub fn words(field: Field, word: &str) -> String {
    match field {
        Field::Rejects => format!("account-rejects-{word}"),
        Field::Periodicity => format!("account-periodicity-{word}"),
        _ => format!("account-exchange-{word}"),
    }
}

/// The formats that payments of a country come in: id and name.
pub fn payment_formats(country: Country) -> Vec<(&'static str, &'static str)> {
    let of_country = one_format::choices().filter(|codec| codec.countries.contains(&country.code()));
    of_country.map(|codec| (codec.id, codec.name)).collect()
}

impl Shown {
    /// The fields that accounts of the country have, group by group.
    pub fn fields(&self) -> Vec<Field> {
        let of_country = |group| {
            Field::ALL
                .iter()
                .copied()
                .filter(move |field| field.group() == group && field.is_of(self.country))
        };
        setup::Group::ALL.into_iter().flat_map(of_country).collect()
    }

    /// The name of a field.
    pub fn label(&self, field: Field, texts: &Texts) -> String {
        texts.t(&label(field, self.country))
    }

    /// What stands in a field, as people read it.
    pub fn words(&self, field: Field, texts: &Texts) -> String {
        let value = value(&self.account, field);
        if field.words().is_some() {
            return texts.t(&words(field, &value));
        }
        value
    }

    /// A format with the day it holds from.
    pub fn format_words(&self, format: &AccountFormat, texts: &Texts) -> String {
        let name = formats::by_id(&format.format).map_or(format.format.as_str(), |codec| codec.name);
        if format.from_on == NaiveDate::default() {
            return name.to_owned();
        }
        let args = [("format", Arg::from(name)), ("from", Arg::Text(format.from_on.to_string()))];
        texts.with("account-format-from", &args)
    }

    /// The step that comes next, and what is missing for it.
    pub fn next_words(&self, texts: &Texts) -> Option<String> {
        let (state, missing) = self.next.as_ref()?;
        let state = ("state", Arg::Text(texts.t(&format!("account-state-{}", state.code()))));
        if missing.is_empty() {
            return Some(texts.with("account-next-ready", &[state]));
        }
        let missing: Vec<String> = missing.iter().map(|missing| texts.t(missing.key())).collect();
        Some(texts.with("account-next-missing", &[state, ("missing", Arg::Text(missing.join(", ")))]))
    }

    /// What a step changed, field by field: `Bank: – → DNB`.
    pub fn step_words(&self, step: &Step, texts: &Texts) -> Vec<String> {
        let read = |text: &str| serde_json::from_str::<Json>(text).unwrap_or(Json::Null);
        let (before, after) = (read(&step.before), read(&step.after));
        let text = |value: &Json| match value {
            Json::String(text) if text.is_empty() => "–".to_owned(),
            Json::String(text) => text.clone(),
            Json::Null => "–".to_owned(),
            other => other.to_string(),
        };
        let named = |name: &str, value: &Json| match (Field::from_code(name), name, value) {
            (Some(Field::Rejects), _, Json::Bool(yes)) => texts.t(&words(Field::Rejects, if *yes { "yes" } else { "no" })),
            (Some(field), _, Json::String(word)) if field.words().is_some() => texts.t(&words(field, word)),
            (None, "state", Json::String(state)) => texts.t(&format!("account-state-{state}")),
            _ => text(value),
        };
        let changed = after
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(name, is)| before.get(name.as_str()) != Some(is));
        changed
            .map(|(name, is)| {
                let label = match (Field::from_code(name), name.as_str()) {
                    (Some(field), _) => self.label(field, texts),
                    (None, "state") => texts.t("column-accounts-state"),
                    (None, "format") => texts.t("account-format"),
                    (None, "from") => texts.t("account-from"),
                    (None, "reference") => texts.t("account-sample"),
                    (None, "ledger") => texts.t("column-accounts-ledger"),
                    (None, _) => texts.t("checklist-account"),
                };
                match before.get(name.as_str()) {
                    Some(was) => format!("{label}: {} → {}", named(name, was), named(name, is)),
                    None => format!("{label}: {}", named(name, is)),
                }
            })
            .collect()
    }
}
