//! The fields of a draft: what stands in one, and what the draft becomes when something else is typed into it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::app::texts::{Arg, Lang, Texts};
use crate::app::usecase::drafts::ShownDraft;
use crate::domain::claim::Kind;
use crate::domain::day;
use crate::domain::draft::{Draft, LINES_MAX, Line, TEXT_MAX, with_vat};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;

/// A field above the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Field {
    Party,
    Kind,
    Description,
    Issued,
    Due,
    Account,
    Reference,
}

/// The fields above the lines, in their order.
pub(super) const FORM: [Field; 7] = [
    Field::Party,
    Field::Kind,
    Field::Description,
    Field::Issued,
    Field::Due,
    Field::Account,
    Field::Reference,
];

/// A column of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Col {
    Article,
    Text,
    Quantity,
    Unit,
    Price,
    Vat,
}

/// The columns of the lines, in their order.
pub(super) const COLS: [Col; 6] = [Col::Article, Col::Text, Col::Quantity, Col::Unit, Col::Price, Col::Vat];

/// Where something is typed. A line is known by its place: the one after the last becomes a new line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Spot {
    Field(Field),
    Cell(usize, Col),
}

impl Spot {
    /// The key of its label.
    pub(super) fn label(self) -> &'static str {
        match self {
            Spot::Field(Field::Party) => "draft-field-party",
            Spot::Field(Field::Kind) => "draft-field-kind",
            Spot::Field(Field::Description) => "draft-field-description",
            Spot::Field(Field::Issued) => "draft-field-issued",
            Spot::Field(Field::Due) => "draft-field-due",
            Spot::Field(Field::Account) => "draft-field-account",
            Spot::Field(Field::Reference) => "draft-field-reference",
            Spot::Cell(_, Col::Article) => "draft-col-article",
            Spot::Cell(_, Col::Text) => "draft-col-text",
            Spot::Cell(_, Col::Quantity) => "draft-col-quantity",
            Spot::Cell(_, Col::Unit) => "draft-col-unit",
            Spot::Cell(_, Col::Price) => "draft-col-price",
            Spot::Cell(_, Col::Vat) => "draft-col-vat",
        }
    }

    /// Whether its value is chosen from a list and never typed into it.
    pub(super) fn is_chosen(self) -> bool {
        matches!(
            self,
            Spot::Field(Field::Party | Field::Kind | Field::Account) | Spot::Cell(_, Col::Article)
        )
    }

    /// Whether all of it is selected when it is entered, so that typing replaces it: amounts and all that is short.
    pub(super) fn is_selected_first(self) -> bool {
        !matches!(self, Spot::Field(Field::Description) | Spot::Cell(_, Col::Text))
    }
}

pub(super) fn decimal(number: Decimal, lang: Lang) -> String {
    let text = number.normalize().to_string();
    if lang == Lang::En { text } else { text.replace('.', ",") }
}

fn money(amount: Money, lang: Lang) -> String {
    let text = amount.to_string();
    if lang == Lang::En { text } else { text.replace('.', ",") }
}

/// What stands in a field, as it would be typed.
pub(super) fn value(draft: &Draft, shown: &ShownDraft, spot: Spot, today: NaiveDate, lang: Lang) -> String {
    match spot {
        Spot::Field(Field::Party) => shown.party.as_ref().map(|party| party.number.clone()).unwrap_or_default(),
        Spot::Field(Field::Kind) => draft.kind.code().to_owned(),
        Spot::Field(Field::Description) => draft.description.clone(),
        Spot::Field(Field::Issued) => draft.issue_day(today).to_string(),
        Spot::Field(Field::Due) => draft.due_day(today, shown.terms_days).to_string(),
        Spot::Field(Field::Account) => account(draft, shown).map(|account| account.id.to_string()).unwrap_or_default(),
        Spot::Field(Field::Reference) => draft.reference.clone(),
        Spot::Cell(row, col) => {
            let fresh = shown.new_line(draft.kind);
            let line = draft.lines.get(row).unwrap_or(&fresh);
            match col {
                Col::Article => line.article.clone(),
                Col::Text => line.text.clone(),
                Col::Quantity => decimal(line.quantity, lang),
                Col::Unit => line.unit.clone(),
                Col::Price => line.price.map(|price| money(price, lang)).unwrap_or_default(),
                Col::Vat => decimal(line.vat_percent, lang),
            }
        }
    }
}

/// The account that it would be paid to.
pub(super) fn account<'a>(draft: &Draft, shown: &'a ShownDraft) -> Option<&'a crate::app::usecase::drafts::PayAccount> {
    let chosen = draft
        .account_id
        .and_then(|id| shown.accounts.iter().find(|account| account.id == id));
    chosen.or(shown.accounts.first())
}

/// The draft with something typed into a field, or why it cannot be.
pub(super) fn typed(draft: &Draft, shown: &ShownDraft, spot: Spot, text: &str, today: NaiveDate, texts: &Texts) -> Result<Draft, Refusal> {
    let wrong = || Refusal::FieldInvalid {
        field: texts.t(spot.label()),
        value: text.to_owned(),
    };
    let text = text.trim();
    let mut after = draft.clone();
    match spot {
        Spot::Field(Field::Kind) => {
            let kind = Kind::from_code(text).ok_or_else(wrong)?;
            after.set_kind(kind, shown.new_rate(kind));
        }
        Spot::Field(Field::Description) if text.chars().count() > TEXT_MAX => return Err(wrong()),
        Spot::Field(Field::Description) => text.clone_into(&mut after.description),
        Spot::Field(Field::Issued) if text.is_empty() => after.issued_on = None,
        Spot::Field(Field::Issued) => {
            let on = day::read(text, today).ok_or_else(wrong)?;
            after.issued_on = Some(on).filter(|on| *on != today);
        }
        Spot::Field(Field::Due) if text.is_empty() => after.due_on = None,
        Spot::Field(Field::Due) => {
            // `+14` counts from the date of issue, as terms do.
            let from = if text.starts_with(['+', '-']) {
                draft.issue_day(today)
            } else {
                today
            };
            after.due_on = Some(day::read(text, from).ok_or_else(wrong)?);
        }
        Spot::Field(Field::Account) => after.account_id = text.parse().ok(),
        Spot::Field(Field::Reference) => after.reference = crate::domain::reference::normalise_typed(text),
        // These are looked up.
        Spot::Field(Field::Party) | Spot::Cell(_, Col::Article) => {}
        Spot::Cell(row, col) => {
            let mut line = after.lines.get(row).cloned().unwrap_or_else(|| shown.new_line(draft.kind));
            set(&mut line, col, text, draft.kind).ok_or_else(wrong)?;
            if !line.is_sound(&shown.vat_rates) || line.amount().is_err() {
                return Err(wrong());
            }
            if row >= LINES_MAX {
                let lines = i64::try_from(LINES_MAX).unwrap_or(i64::MAX);
                let draft = shown.loaded.id;
                return Err(Refusal::DraftFull { draft, lines });
            }
            match after.lines.get_mut(row) {
                Some(old) => *old = line,
                None => after.lines.push(line),
            }
        }
    }
    Ok(after)
}

fn set(line: &mut Line, col: Col, typed: &str, kind: Kind) -> Option<()> {
    let number = |typed: &str| {
        let plain: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '%').collect();
        plain.replace(',', ".").parse::<Decimal>().ok().map(|number| number.normalize())
    };
    match col {
        Col::Article => {}
        Col::Text => typed.clone_into(&mut line.text),
        Col::Quantity => line.quantity = number(typed)?,
        Col::Unit => line.unit = typed.chars().take(crate::domain::article::UNIT_MAX).collect(),
        Col::Price if typed.is_empty() => line.price = None,
        // `800+` is a price without VAT: the VAT comes on top.
        Col::Price => {
            line.price = Some(match typed.strip_suffix('+') {
                Some(net) => with_vat(Money::parse(net.trim()).ok()?, line.vat_percent).ok()?,
                None => Money::parse(typed).ok()?,
            });
        }
        Col::Vat => {
            line.vat_percent = number(typed)?;
            if !crate::domain::draft::has_vat(kind) && !line.vat_percent.is_zero() {
                return None;
            }
        }
    }
    Some(())
}

/// The values that a field can have, with their words; empty where it takes anything.
pub(super) fn values(draft: &Draft, shown: &ShownDraft, spot: Spot, today: NaiveDate, texts: &Texts) -> Vec<(String, String)> {
    match spot {
        Spot::Field(Field::Kind) => {
            let kinds = Kind::ALL.iter();
            kinds
                .map(|kind| (texts.t(&format!("kind-{}", kind.code())), kind.code().to_owned()))
                .collect()
        }
        Spot::Field(Field::Account) => {
            let accounts = shown.accounts.iter();
            accounts
                .map(|account| (format!("{}  {}", account.number, account.name), account.id.to_string()))
                .collect()
        }
        Spot::Field(Field::Issued) => days(today, 14, texts),
        Spot::Field(Field::Due) => days(draft.issue_day(today), 42, texts),
        Spot::Cell(_, Col::Vat) => {
            let rates = shown.vat_rates.iter();
            let fits = |rate: &&Decimal| crate::domain::draft::has_vat(draft.kind) || rate.is_zero();
            rates
                .filter(fits)
                .map(|rate| (format!("{} %", decimal(*rate, texts.lang())), decimal(*rate, texts.lang())))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn days(from: NaiveDate, count: usize, texts: &Texts) -> Vec<(String, String)> {
    use chrono::Datelike;
    let names = texts.t("weekdays");
    let names: Vec<&str> = names.split(' ').collect();
    let word = |on: NaiveDate| {
        let at = usize::try_from(on.weekday().num_days_from_monday()).unwrap_or(0);
        let args = [
            ("weekday", Arg::Text(names.get(at).copied().unwrap_or_default().to_owned())),
            ("date", Arg::Text(on.to_string())),
            ("week", Arg::Count(i64::from(on.iso_week().week()))),
        ];
        texts.with("order-day", &args)
    };
    from.iter_days().take(count).map(|on| (word(on), on.to_string())).collect()
}
