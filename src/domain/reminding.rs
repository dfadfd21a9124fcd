//! Reminders (requirements part 3): which fee may be asked for and when, what interest has run, and which rule says no. The rates
//! and limits of each country are dated (`assets/reminders/`); nothing of them stands here.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::money::{Money, MoneyError};
use super::refusal::Refusal;

/// Days of a year in which interest is a rate's whole.
const YEAR_DAYS: i64 = 365;

/// What a country allows on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeRules {
    /// The highest fee of one reminder.
    pub most: Money,
    /// How many reminders of one claim may have one.
    pub count: usize,
    /// Days after the due date before the first.
    pub after_due_days: u32,
    /// Days between two.
    pub between_days: u32,
    /// Whether it must have been agreed on before.
    pub by_agreement: bool,
}

/// A reminder that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Which of its claim's, from 1.
    pub no: u32,
    /// When.
    pub on: NaiveDate,
    /// By when it asks to pay.
    pub deadline_on: NaiveDate,
    /// Its fee.
    pub fee: Money,
    /// The interest it charged.
    pub interest: Money,
    /// Up to and with which day interest was charged.
    pub interest_until: Option<NaiveDate>,
}

/// Whether a fee may be asked for.
///
/// # Errors
/// The rule that says no: [`Refusal::FeeTooHigh`], [`Refusal::FeeByAgreement`], [`Refusal::FeesUsed`], [`Refusal::FeeTooSoon`].
pub fn may_charge_fee(
    number: i64,
    fee: Money,
    (due_on, today): (NaiveDate, NaiveDate),
    before: &[Reminder],
    rules: &FeeRules,
    agreed: bool,
) -> Result<(), Refusal> {
    if fee > rules.most {
        let most = rules.most;
        return Err(Refusal::FeeTooHigh { number, fee, most });
    }
    if rules.by_agreement && !agreed {
        return Err(Refusal::FeeByAgreement { number });
    }
    let with_fee: Vec<&Reminder> = before.iter().filter(|one| one.fee.is_positive()).collect();
    if with_fee.len() >= rules.count {
        let count = i64::try_from(rules.count).unwrap_or(i64::MAX);
        return Err(Refusal::FeesUsed { number, count });
    }
    let first = after(due_on, rules.after_due_days);
    // The next one is for a deadline that was missed.
    let next = with_fee
        .iter()
        .map(|one| after(one.on, rules.between_days).max(after(one.deadline_on, 1)))
        .max();
    let from = next.map_or(first, |next| next.max(first));
    if today < from {
        return Err(Refusal::FeeTooSoon { number, on: from });
    }
    Ok(())
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// A yearly rate in percent, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// From and with this day.
    pub from: NaiveDate,
    /// Of a year, in percent.
    pub percent: Decimal,
}

/// The rates of interest: what the law sets for each half-year, and what a site has of its own, which goes before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Set by law; each holds until its half-year is over.
    pub legal: Vec<Rate>,
    /// The site's own; each holds until the next.
    pub own: Vec<Rate>,
}

impl Rates {
    /// The rate of a day.
    pub fn on(&self, day: NaiveDate) -> Option<Decimal> {
        let newest = |rates: &[Rate]| rates.iter().filter(|rate| rate.from <= day).max_by_key(|rate| rate.from).copied();
        let legal = || newest(&self.legal).filter(|rate| half_year(rate.from) == half_year(day));
        newest(&self.own).or_else(legal).map(|rate| rate.percent)
    }
}

fn half_year(day: NaiveDate) -> (i32, bool) {
    (day.year(), day.month() > 6)
}

/// What interest runs on: the principal, and what was paid of it when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// What was to be paid, without costs.
    pub principal: Money,
    /// What was paid of it.
    pub paid: Vec<(NaiveDate, Money)>,
}

impl Balance {
    /// What is unpaid at the beginning of a day: the day of a payment still counts.
    fn at(&self, day: NaiveDate) -> Result<Money, MoneyError> {
        let paid = self.paid.iter().filter(|(on, _)| *on < day).map(|(_, amount)| *amount);
        Ok(self.principal.minus(Money::sum(paid)?)?.or_zero())
    }
}

/// Why there is no interest to charge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InterestError {
    /// Nobody knows the rate of this day.
    #[error("no rate of interest is known for {0}")]
    NoRate(NaiveDate),
    /// The sums overflow.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Simple interest of the principal, day by day on what was unpaid then (asks 23), from `first` up to and with `last`. Rounded once.
///
/// # Errors
/// [`InterestError::NoRate`] with the first day whose rate is not known.
pub fn interest(balance: &Balance, first: NaiveDate, last: NaiveDate, rates: &Rates) -> Result<Money, InterestError> {
    let mut sum = Decimal::ZERO;
    for day in first.iter_days().take_while(|day| *day <= last) {
        let unpaid = balance.at(day)?;
        if !unpaid.is_positive() {
            break;
        }
        let percent = rates.on(day).ok_or(InterestError::NoRate(day))?;
        let of_day = Decimal::from(unpaid.minor()).checked_mul(percent);
        sum = of_day.and_then(|of_day| sum.checked_add(of_day)).ok_or(MoneyError::Overflow)?;
    }
    let minor = (sum / Decimal::from(100 * YEAR_DAYS)).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Ok(Money::from_minor(minor.to_i64().ok_or(MoneyError::Overflow)?))
}

#[cfg(test)]
#[path = "reminding_tests.rs"]
mod tests;
