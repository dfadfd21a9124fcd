//! A reminder as it would be: what stops it, which it is, what it costs, by when it asks to pay, and its letter.

use chrono::{Days, NaiveDate};

use super::Reminding;
use crate::app::AppError;
use crate::app::assets::RunsFrom;
use crate::app::texts::{Arg, Lang};
use crate::app::usecase::sending::{self, Planned};
use crate::domain::claim::{self, Claim, Cost, Decision, Operation};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::domain::reminding::{self, InterestError, Rate, Rates, Reminder};
use crate::store::{Db, StoreError, claim as table, reminder, sending as sendings};

/// Days after a demand that mentions interest, where nothing was agreed on.
const DEMAND_DAYS: u64 = 30;

/// A reminder as it would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is.
    pub reminder: Reminder,
    /// Whether its costs are owed even when the rest is paid.
    pub keep: bool,
    /// What is to be paid then.
    pub left: Money,
    /// Its letter.
    pub letter: Planned,
    /// The change of the claim, where it costs something.
    pub(super) charge: Option<Decision>,
}

/// What it would be.
///
/// # Errors
/// What stops it: the claim's status, [`Refusal::NothingLeftToPay`], [`Refusal::NotDueYet`], [`Refusal::ClaimFrozen`],
/// [`Refusal::BankFilesOld`], [`Refusal::RemindedLately`]; of its fee those of [`reminding::may_charge_fee`]; [`Refusal::NoInterestRate`];
/// and those of its letter.
pub(super) fn plan(conn: &Db, claim: &Claim, with: &Reminding) -> Result<Plan, AppError> {
    may_be_reminded(conn, claim, with)?;
    let before = reminder::of_claim(conn, claim.id)?;
    let fee = fee(claim, &before, with)?;
    let (interest, interest_until) = interest(conn, claim, &before, with)?;
    let reminder = Reminder {
        no: before.last().map_or(0, |last| last.no) + 1,
        on: with.today,
        deadline_on: later(with.today, u64::from(with.own.deadline_days.unwrap_or(with.law.deadline_days))),
        fee,
        interest,
        interest_until,
    };
    let keep = with.wish.keep.unwrap_or(claim.keep_costs || with.own.keep_costs);
    let reach = sendings::reach(conn, claim.id)?;
    let lang = Lang::from_code(&reach.language)
        .or_else(|| Lang::from_code(&with.posting.house.site.language))
        .unwrap_or(Lang::En);
    let costs = lines(&reminder, &before, claim, lang);
    let charge = match costs.is_empty() {
        true => None,
        false => Some(claim::charge(claim, &costs, keep).map_err(StoreError::from)?),
    };
    let after = charge.as_ref().map_or(claim, |charge| &charge.after);
    Ok(Plan {
        keep: after.keep_costs,
        left: after.left()?,
        letter: sending::reminder::plan(conn, after, &reminder, &with.posting)?,
        reminder,
        charge,
    })
}

fn may_be_reminded(conn: &Db, claim: &Claim, with: &Reminding) -> Result<(), AppError> {
    claim.may(Operation::Remind)?;
    let (number, today) = (claim.number, with.today);
    if !claim.left()?.is_positive() {
        return Err(Refusal::NothingLeftToPay { number }.into());
    }
    if claim.due_on >= today {
        return Err(Refusal::NotDueYet { number, due: claim.due_on }.into());
    }
    if let Some(until) = table::frozen_until(conn, claim.id)?.filter(|until| today <= *until) {
        return Err(Refusal::ClaimFrozen { number, until }.into());
    }
    // Who has paid yesterday is not reminded because nobody has read the bank's file.
    if let Some(newest) = with.newest_file_on
        && (today - newest).num_days() > i64::from(with.bank_file_days)
    {
        let days = i64::from(with.bank_file_days);
        return Err(Refusal::BankFilesOld { newest, days }.into());
    }
    if let Some(on) = table::reminded_on(conn, claim.id)?.filter(|on| today < later(*on, u64::from(with.days))) {
        let days = i64::from(with.days);
        return Err(Refusal::RemindedLately { number, on, days }.into());
    }
    Ok(())
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The fee that is asked for, if the country's rules let it.
fn fee(claim: &Claim, before: &[Reminder], with: &Reminding) -> Result<Money, AppError> {
    let fee = with.wish.fee.or(with.own.fee).unwrap_or(Money::ZERO);
    let number = claim.number;
    if !fee.is_positive() {
        return Ok(Money::ZERO);
    }
    let most = Money::ZERO;
    let rules = with.law.fees.ok_or(Refusal::FeeTooHigh { number, fee, most })?;
    let days = (claim.due_on, with.today);
    reminding::may_charge_fee(number, fee, days, before, &rules, with.own.agreed)?;
    Ok(fee)
}

/// The interest that has run since it was charged last, and up to which day.
fn interest(conn: &Db, claim: &Claim, before: &[Reminder], with: &Reminding) -> Result<(Money, Option<NaiveDate>), AppError> {
    if !with.wish.interest.unwrap_or(with.own.interest) {
        return Ok((Money::ZERO, None));
    }
    let runs_after = match with.law.runs_from {
        RunsFrom::Demand if !with.own.agreed => before.first().map_or(with.today, |demand| later(demand.on, DEMAND_DAYS)),
        RunsFrom::Due | RunsFrom::Demand => claim.due_on,
    };
    let charged = before.iter().filter_map(|one| one.interest_until).max();
    let first = later(charged.map_or(runs_after, |charged| charged.max(runs_after)), 1);
    if first > with.today {
        return Ok((Money::ZERO, None));
    }
    let rates = Rates {
        legal: with.law.rates.clone(),
        own: with
            .own
            .rates
            .iter()
            .map(|(from, percent)| Rate {
                from: *from,
                percent: *percent,
            })
            .collect(),
    };
    let principal = claim.owed()?.minus(claim.costs()?)?;
    let balance = reminder::balance(conn, claim.id, principal)?;
    let number = claim.number;
    match reminding::interest(&balance, first, with.today, &rates) {
        Ok(interest) => Ok((interest, Some(with.today))),
        Err(InterestError::NoRate(day)) => Err(Refusal::NoInterestRate { number, day }.into()),
        Err(InterestError::Money(error)) => Err(error.into()),
    }
}

/// What it costs, as lines of the claim in the recipient's language.
fn lines(reminder: &Reminder, before: &[Reminder], claim: &Claim, lang: Lang) -> Vec<(Cost, String, Money)> {
    let t = lang.texts();
    let since = before.iter().filter_map(|one| one.interest_until).max().unwrap_or(claim.due_on);
    let until = reminder.interest_until.unwrap_or(reminder.on);
    let fee = t.with("reminder-line-fee", &[("no", Arg::Count(i64::from(reminder.no)))]);
    let days = [
        ("since", Arg::Text(t.day_on_paper(since))),
        ("until", Arg::Text(t.day_on_paper(until))),
    ];
    let costs = [
        (Cost::Fee, fee, reminder.fee),
        (Cost::Interest, t.with("reminder-line-interest", &days), reminder.interest),
    ];
    costs.into_iter().filter(|(_, _, amount)| amount.is_positive()).collect()
}
