//! What to fill the bank's form with, field by field, and what of it is done (OCR-16 to OCR-24). The rows stand in
//! `assets/agreements/`, the values on the account and in the settings.

use serde::Deserialize;

use super::show::{Shown, label};
use crate::app::AppError;
use crate::app::texts::Texts;
use crate::domain::account::{self, Country};
use crate::domain::exchange::AccountState;
use crate::domain::setup::{ExchangeMode, Field, FormItem, Periodicity};

/// How far a line of the checklist has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Filled in.
    Done,
    /// Filled in, but not as it is recommended.
    Unusual,
    /// Missing on the account.
    Open,
    /// Missing in the settings file.
    Unset,
    /// Advice; nothing to be filled in.
    Advice,
}

impl Tick {
    /// Its sign.
    pub fn sign(self) -> &'static str {
        match self {
            Tick::Done => "[x]",
            Tick::Unusual => "[!]",
            Tick::Open | Tick::Unset => "[ ]",
            Tick::Advice => " - ",
        }
    }

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Tick::Done => "done",
            Tick::Unusual => "unusual",
            Tick::Open => "open",
            Tick::Unset => "unset",
            Tick::Advice => "advice",
        }
    }
}

/// One line of the checklist, in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub item: FormItem,
    /// The number of the field on the standard form, or nothing.
    pub place: String,
    /// How far it has come.
    pub tick: Tick,
    /// What it is called.
    pub label: String,
    /// What to fill in; where it is missing, where to put it.
    pub value: String,
    /// Why, or what is recommended.
    pub help: String,
}

/// A row of the form: what it asks for, and the number of its field.
#[derive(Clone, Debug)]
pub(super) struct FormRow {
    item: FormItem,
    place: String,
}

#[derive(Deserialize)]
struct File {
    form: Vec<RawRow>,
}

#[derive(Deserialize)]
struct RawRow {
    item: String,
    place: String,
}

/// The form of a country.
///
/// # Errors
/// [`AppError::Asset`] when the asset is broken.
pub(super) fn form(country: Country) -> Result<Vec<FormRow>, AppError> {
    let (name, text) = match country {
        Country::No => ("agreements/no.toml", include_str!("../../../../assets/agreements/no.toml")),
        Country::Se => ("agreements/se.toml", include_str!("../../../../assets/agreements/se.toml")),
        Country::Dk => ("agreements/dk.toml", include_str!("../../../../assets/agreements/dk.toml")),
    };
    let broken = |detail: String| AppError::Asset {
        name: name.to_owned(),
        detail,
    };
    let file: File = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
    let read = |row: RawRow| {
        let item = FormItem::from_code(&row.item).ok_or_else(|| broken(row.item.clone()))?;
        Ok(FormRow { item, place: row.place })
    };
    file.form.into_iter().map(read).collect()
}

impl Shown {
    /// The checklist in a language.
    pub fn checklist(&self, texts: &Texts) -> Vec<Line> {
        self.form.iter().map(|row| self.line(row, texts)).collect()
    }

    fn line(&self, row: &FormRow, texts: &Texts) -> Line {
        let (tick, value) = self.filled(row.item, texts);
        let value = match tick {
            Tick::Unset => texts.t("checklist-not-set"),
            Tick::Open if value.is_empty() => texts.t("checklist-open"),
            _ => value,
        };
        let field = Field::from_code(row.item.code());
        Line {
            item: row.item,
            place: row.place.clone(),
            tick,
            label: match field {
                Some(field) => texts.t(&label(field, self.country)),
                None => texts.t(&format!("checklist-{}", row.item.code().replace('_', "-"))),
            },
            value,
            help: texts.t(&format!("checklist-help-{}", row.item.code().replace('_', "-"))),
        }
    }

    /// Whether an item is done, and with what.
    fn filled(&self, item: FormItem, texts: &Texts) -> (Tick, String) {
        let account = &self.account;
        let of_account = |text: String| (if text.is_empty() { Tick::Open } else { Tick::Done }, text);
        let of_settings = |text: &str| (if text.is_empty() { Tick::Unset } else { Tick::Done }, text.to_owned());
        let said = |field: Field| self.words(field, texts);
        let usual = |is_usual: bool, field: Field| (if is_usual { Tick::Done } else { Tick::Unusual }, said(field));
        match item {
            FormItem::OwnAccount => (Tick::Advice, String::new()),
            FormItem::Account => (Tick::Done, account::display(self.country, &account.number)),
            FormItem::Bank => of_account(said(Field::Bank)),
            FormItem::References => of_account(said(Field::References)),
            FormItem::Recipe => of_account(said(Field::Recipe)),
            FormItem::Agreement => of_account(said(Field::Agreement)),
            FormItem::Creditor => of_account(said(Field::Creditor)),
            FormItem::DebtorGroup => of_account(said(Field::DebtorGroup)),
            FormItem::UnitId if account.unit_id.is_empty() => of_settings(&self.agreement.unit_id),
            FormItem::UnitId => of_account(account.unit_id.clone()),
            FormItem::Rejects => usual(account.rejects, Field::Rejects),
            FormItem::Periodicity => usual(account.periodicity == Periodicity::Daily, Field::Periodicity),
            FormItem::Exchange => usual(account.exchange != ExchangeMode::Hand, Field::Exchange),
            FormItem::Email | FormItem::ReceiptEmail => of_settings(&self.agreement.operations_email),
            FormItem::Software => {
                let of = &self.agreement;
                let all = [&of.software, &of.vendor, &of.vendor_contact];
                let is_whole = all.iter().all(|text| !text.is_empty());
                let text = all.map(String::as_str).join(" · ");
                of_settings(if is_whole { &text } else { "" })
            }
            FormItem::Trial if self.is_tried => (Tick::Done, texts.t("checklist-tried")),
            FormItem::Trial => (Tick::Open, String::new()),
            FormItem::Verified => {
                let tick = if account.state == AccountState::Verified {
                    Tick::Done
                } else {
                    Tick::Open
                };
                (tick, texts.t(&format!("account-state-{}", account.state.code())))
            }
        }
    }
}
