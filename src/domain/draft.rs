//! A claim before it is issued: what a person types, what it comes to, what is missing. It has no number and nothing is posted;
//! it becomes a claim in one transaction, or never.

mod merge;

pub use merge::{Conflict, merge};

use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::claim::{Cost, Kind};
use super::ledger::LineTerms;
use super::money::{Money, MoneyError};

/// The most lines of a claim.
pub const LINES_MAX: usize = 999;
/// The largest sum of a line or of a claim, and the largest price, in minor units: a billion.
pub const AMOUNT_MAX: Money = Money::from_minor(100_000_000_000);
/// The largest quantity of a line.
pub const QUANTITY_MAX: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// The longest text of a line or a description, in characters.
pub const TEXT_MAX: usize = 200;

codes! {
    /// Where a draft stands.
    State {
        /// Somebody works on it.
        Open = 1 "open",
        /// It became a claim.
        Issued = 2 "issued",
        /// Given up.
        Discarded = 3 "discarded",
    }
}

codes! {
    /// Why a draft began with something in it.
    Origin {
        /// It began empty.
        New = 1 "new",
        /// A copy of an earlier claim.
        Copy = 2 "copy",
        /// Issued anew in the place of a claim that was credited for it.
        Reissue = 3 "reissue",
    }
}

/// One line. Prices and sums are with VAT, as all amounts of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The article's code; empty: free text.
    pub article: String,
    /// What it is.
    pub text: String,
    /// How much, at most three decimals.
    pub quantity: Decimal,
    /// Of what: `st`, `tim`.
    pub unit: String,
    /// Per unit, with VAT; less than nothing: a rebate. `None` until somebody priced it.
    pub price: Option<Money>,
    /// In percent.
    pub vat_percent: Decimal,
}

/// A rounded amount out of a decimal of minor units; halves go away from zero.
fn whole(minor: Decimal) -> Result<Money, MoneyError> {
    let rounded = minor.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(rounded).map(Money::from_minor).map_err(|_| MoneyError::Overflow)
}

/// Quantity times price, rounded to the øre.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn gross(price: Money, quantity: Decimal) -> Result<Money, MoneyError> {
    let exact = Decimal::from(price.minor()).checked_mul(quantity);
    whole(exact.ok_or(MoneyError::Overflow)?)
}

/// A price without VAT as the price with it.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn with_vat(net: Money, vat_percent: Decimal) -> Result<Money, MoneyError> {
    let factor = (Decimal::ONE_HUNDRED + vat_percent) / Decimal::ONE_HUNDRED;
    whole(Decimal::from(net.minor()).checked_mul(factor).ok_or(MoneyError::Overflow)?)
}

impl Line {
    /// Quantity times price, rounded to the øre.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`], also beyond [`AMOUNT_MAX`].
    pub fn amount(&self) -> Result<Money, MoneyError> {
        let amount = gross(self.price.unwrap_or(Money::ZERO), self.quantity)?;
        if amount > AMOUNT_MAX || amount < AMOUNT_MAX.negated() {
            return Err(MoneyError::Overflow);
        }
        Ok(amount)
    }

    /// Whether nothing was typed that would be missed.
    pub fn is_blank(&self) -> bool {
        self.article.is_empty() && self.text.is_empty() && self.price.is_none()
    }

    /// Whether its figures can be at all: rate of the country, quantity and price within bounds.
    pub fn is_sound(&self, rates: &[Decimal]) -> bool {
        let price = self.price.unwrap_or(Money::ZERO);
        rates.contains(&self.vat_percent)
            && self.quantity.scale() <= 3
            && self.quantity.abs() <= QUANTITY_MAX
            && price <= AMOUNT_MAX
            && price >= AMOUNT_MAX.negated()
            && self.text.chars().count() <= TEXT_MAX
    }
}

/// A claim before it is issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who will owe it.
    pub party_id: Option<i64>,
    /// What for.
    pub kind: Kind,
    /// What it concerns.
    pub description: String,
    /// The date of issue; `None`: the day that it is issued.
    pub issued_on: Option<NaiveDate>,
    /// Due; `None`: by the terms.
    pub due_on: Option<NaiveDate>,
    /// The account it is to be paid to; `None`: the first that takes references.
    pub account_id: Option<i64>,
    /// What leads a payment home; empty: made by the account's recipe.
    pub reference: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Default for Draft {
    fn default() -> Draft {
        Draft {
            party_id: None,
            kind: Kind::Other,
            description: String::new(),
            issued_on: None,
            due_on: None,
            account_id: None,
            reference: String::new(),
            lines: Vec::new(),
        }
    }
}

/// Whether VAT is charged on claims of a kind: dues and donations are without.
pub fn has_vat(kind: Kind) -> bool {
    matches!(kind, Kind::Order | Kind::Other)
}

/// What a draft comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Per rate in percent, the highest first: what it is on, and the VAT.
    pub vat: Vec<(Decimal, Money, Money)>,
    /// To be paid.
    pub total: Money,
}

/// A line as it is issued: rebates are off it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// As it was typed.
    pub line: Line,
    /// With VAT, less rebates.
    pub amount: Money,
    /// What came off it: the rebate's text and how much.
    pub rebates: Vec<(String, Money)>,
}

/// Something that a draft lacks before it can be issued: texts stand under their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nobody owes it.
    Party,
    /// It has no lines.
    Lines,
    /// It has too many.
    TooMany,
    /// A line has no text.
    LineText(usize),
    /// A line has no price.
    LinePrice(usize),
    /// A line has a quantity of nothing.
    LineQuantity(usize),
    /// A line has VAT and the kind of claim has none.
    LineVat(usize),
    /// A rebate is larger than what is sold at its VAT rate.
    Rebate(usize),
    /// The sum is not more than nothing.
    Sum,
    /// The sum is beyond all bounds.
    TooLarge,
    /// It is due before it is issued.
    Due,
}

impl Missing {
    /// The keys of all texts.
    pub const KEYS: &'static [&'static str] = &[
        "draft-lacks-party",
        "draft-lacks-lines",
        "draft-lacks-room",
        "draft-lacks-text",
        "draft-lacks-price",
        "draft-lacks-quantity",
        "draft-lacks-vat",
        "draft-lacks-rebate",
        "draft-lacks-sum",
        "draft-lacks-bounds",
        "draft-lacks-due",
    ];

    /// The key of its text, and the line it is about.
    pub fn key(&self) -> (&'static str, Option<i64>) {
        let line = |no: usize| Some(i64::try_from(no).unwrap_or(i64::MAX));
        match *self {
            Missing::Party => ("draft-lacks-party", None),
            Missing::Lines => ("draft-lacks-lines", None),
            Missing::TooMany => ("draft-lacks-room", None),
            Missing::LineText(no) => ("draft-lacks-text", line(no)),
            Missing::LinePrice(no) => ("draft-lacks-price", line(no)),
            Missing::LineQuantity(no) => ("draft-lacks-quantity", line(no)),
            Missing::LineVat(no) => ("draft-lacks-vat", line(no)),
            Missing::Rebate(no) => ("draft-lacks-rebate", line(no)),
            Missing::Sum => ("draft-lacks-sum", None),
            Missing::TooLarge => ("draft-lacks-bounds", None),
            Missing::Due => ("draft-lacks-due", None),
        }
    }
}

impl Draft {
    /// The date of issue, if it were issued on this day.
    pub fn issue_day(&self, today: NaiveDate) -> NaiveDate {
        self.issued_on.unwrap_or(today)
    }

    /// The due date, if it were issued on this day: as typed, or by the terms in days.
    pub fn due_day(&self, today: NaiveDate, terms_days: u32) -> NaiveDate {
        let issued = self.issue_day(today);
        let by_terms = issued.checked_add_days(Days::new(u64::from(terms_days)));
        self.due_on.or(by_terms).unwrap_or(issued)
    }

    /// Another kind: what has no VAT loses it on every line; what has it again gets `usual`.
    pub fn set_kind(&mut self, kind: Kind, usual: Decimal) {
        let (had, has) = (has_vat(self.kind), has_vat(kind));
        self.kind = kind;
        if had != has {
            let rate = if has { usual } else { Decimal::ZERO };
            self.lines.iter_mut().for_each(|line| line.vat_percent = rate);
        }
    }

    /// Its lines as they would be issued: a rebate comes off lines of its VAT rate, from the nearest above it upwards, then from
    /// those below. Where that is not possible, the number of the rebate's line.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn ready(&self) -> Result<Result<Vec<Ready>, usize>, MoneyError> {
        let mut ready = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            ready.push(Ready {
                amount: line.amount()?,
                rebates: Vec::new(),
                line: line.clone(),
            });
        }
        for at in 0..ready.len() {
            let Some(rebate) = ready.get(at).filter(|one| one.amount.is_negative()).cloned() else {
                continue;
            };
            let mut rest = rebate.amount.negated();
            for place in (0..at).rev().chain(at + 1..ready.len()) {
                let Some(one) = ready.get_mut(place) else { continue };
                let part = one.amount.min(rest);
                if !part.is_positive() || one.line.vat_percent != rebate.line.vat_percent {
                    continue;
                }
                one.amount = one.amount.minus(part)?;
                one.rebates.push((rebate.line.text.clone(), part));
                rest = rest.minus(part)?;
            }
            if rest.is_positive() {
                return Ok(Err(at + 1));
            }
        }
        ready.retain(|one| !one.amount.is_negative());
        Ok(Ok(ready))
    }

    /// What it comes to: VAT by rate is the sum of the VAT of the lines as they would be issued.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn sums(&self) -> Result<Sums, MoneyError> {
        let amounts: Vec<(Decimal, Money)> = match self.ready()? {
            Ok(ready) => ready.into_iter().map(|one| (one.line.vat_percent, one.amount)).collect(),
            Err(_) => {
                let lines = self.lines.iter().map(|line| Ok((line.vat_percent, line.amount()?)));
                lines.collect::<Result<_, MoneyError>>()?
            }
        };
        let mut sums = Sums::default();
        for (rate, amount) in amounts {
            let terms = LineTerms {
                kind: self.kind,
                cost: Cost::None,
                vat_percent: rate,
                rounding: Money::ZERO,
            };
            let vat = terms.vat(amount)?;
            let net = amount.minus(vat)?;
            sums.total = sums.total.plus(amount)?;
            match sums.vat.iter_mut().find(|row| row.0 == rate) {
                Some(row) => (row.1, row.2) = (row.1.plus(net)?, row.2.plus(vat)?),
                None => sums.vat.push((rate, net, vat)),
            }
        }
        sums.vat.sort_by_key(|row| std::cmp::Reverse(row.0));
        Ok(sums)
    }

    /// Everything that it lacks, all at once. Lines are counted from 1.
    pub fn missing(&self, today: NaiveDate, terms_days: u32) -> Vec<Missing> {
        let mut missing = Vec::new();
        if self.party_id.is_none() {
            missing.push(Missing::Party);
        }
        if self.lines.is_empty() {
            missing.push(Missing::Lines);
        }
        if self.lines.len() > LINES_MAX {
            missing.push(Missing::TooMany);
        }
        for (line, no) in self.lines.iter().zip(1usize..) {
            if line.text.trim().is_empty() {
                missing.push(Missing::LineText(no));
            }
            if line.price.is_none() {
                missing.push(Missing::LinePrice(no));
            }
            if line.quantity.is_zero() {
                missing.push(Missing::LineQuantity(no));
            }
            if !has_vat(self.kind) && !line.vat_percent.is_zero() {
                missing.push(Missing::LineVat(no));
            }
        }
        match self.sums() {
            Err(_) => missing.push(Missing::TooLarge),
            Ok(sums) if sums.total > AMOUNT_MAX => missing.push(Missing::TooLarge),
            Ok(sums) if missing.is_empty() && !sums.total.is_positive() => missing.push(Missing::Sum),
            Ok(_) => {
                if let Ok(Err(no)) = self.ready() {
                    missing.push(Missing::Rebate(no));
                }
            }
        }
        if self.due_day(today, terms_days) < self.issue_day(today) {
            missing.push(Missing::Due);
        }
        missing
    }

    /// Whether nothing was typed that would be missed.
    pub fn is_blank(&self) -> bool {
        let lines = self.lines.iter().all(Line::is_blank);
        let plain = Draft {
            kind: self.kind,
            lines: self.lines.clone(),
            ..Draft::default()
        };
        lines && *self == plain
    }
}

#[cfg(test)]
mod tests;
