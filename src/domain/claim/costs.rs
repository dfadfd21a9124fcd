//! What reminders cost: fees and interest (requirements part 3, asks 23). They are lines of the claim that stand on no invoice; money
//! goes on them first, and they fall away when the rest is paid, unless it was chosen that they stay.

use rust_decimal::Decimal;

use super::{Claim, ClaimError, Decision, Extra, Line, Operation, Status, decide};
use crate::domain::ledger::{self, Draft};
use crate::domain::money::{Money, MoneyError};
use crate::domain::refusal::Refusal;

codes! {
    /// What a reminder cost.
    Cost {
        /// It is no cost: what the claim is for.
        None = 0 "",
        /// The fee of a reminder.
        Fee = 1 "fee",
        /// Interest of what is paid late.
        Interest = 2 "interest",
    }
}

impl Cost {
    /// The order in which money goes on lines.
    pub const IN_ORDER: [Cost; 3] = [Cost::Fee, Cost::Interest, Cost::None];
}

impl Line {
    /// Whether it is what a reminder cost.
    pub fn is_cost(&self) -> bool {
        self.cost != Cost::None
    }
}

impl Claim {
    /// What reminders cost and is still asked for, paid or not.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn costs(&self) -> Result<Money, MoneyError> {
        let costs = self.standing_lines().filter(|line| line.is_cost());
        costs.into_iter().try_fold(Money::ZERO, |sum, line| sum.plus(line.owed()?))
    }

    /// What of the costs is not paid.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn open_costs(&self) -> Result<Money, MoneyError> {
        let costs = self.standing_lines().filter(|line| line.is_cost());
        costs
            .into_iter()
            .try_fold(Money::ZERO, |sum, line| sum.plus(line.owed()?.minus(line.paid)?.or_zero()))
    }

    /// The least that settles it: what is left without costs, where those do not outlive the rest.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn least(&self) -> Result<Money, MoneyError> {
        let left = self.left()?;
        if self.keep_costs {
            return Ok(left);
        }
        Ok(left.minus(self.open_costs()?)?.or_zero())
    }

    /// Whether this amount is what is left, with costs or, where they fall away, without.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn settles(&self, amount: Money) -> Result<bool, MoneyError> {
        Ok(amount == self.left()? || (amount.is_positive() && amount == self.least()?))
    }
}

/// Charges what a reminder costs. `keep`: they are owed even when the rest is paid.
///
/// # Errors
/// Refused by status; [`Refusal::NothingLeftToPay`].
pub fn charge(claim: &Claim, costs: &[(Cost, String, Money)], keep: bool) -> Result<Decision, ClaimError> {
    claim.may(Operation::Remind)?;
    if !claim.left()?.is_positive() {
        let number = claim.number;
        return Err(Refusal::NothingLeftToPay { number }.into());
    }
    let mut after = claim.clone();
    let mut no = claim.lines.iter().map(|line| line.no).max().unwrap_or(0);
    for (cost, text, amount) in costs.iter().filter(|(_, _, amount)| amount.is_positive()) {
        no = no.saturating_add(1);
        after.lines.push(Line {
            no,
            text: text.clone(),
            amount: *amount,
            cost: *cost,
            vat_percent: Decimal::ZERO,
            rounding: Money::ZERO,
            discount: Money::ZERO,
            discount_text: String::new(),
            credited: Money::ZERO,
            dropped: false,
            written_off: Money::ZERO,
            refunded: Money::ZERO,
            paid: Money::ZERO,
        });
    }
    after.keep_costs = keep;
    decide(claim, after, Vec::new(), "costs_charged")
}

/// Lets everything go that reminders cost, in one step. Money that stood on it goes on the rest; where that is what was owed, the
/// claim is paid.
///
/// # Errors
/// Refused by status; [`Refusal::NoCosts`].
pub fn waive(claim: &Claim) -> Result<Decision, ClaimError> {
    claim.may(Operation::Waive)?;
    if !claim.costs()?.is_positive() {
        let number = claim.number;
        return Err(Refusal::NoCosts { number }.into());
    }
    let mut after = claim.clone();
    for line in after.lines.iter_mut().filter(|line| line.is_cost()) {
        line.dropped = true;
        line.written_off = Money::ZERO;
    }
    let mut decision = decide(claim, after, Vec::new(), "waived")?;
    let now = &mut decision.after;
    let (paid, owed) = (now.paid, now.owed()?);
    if now.status == Status::ManualHandling && paid == owed && !now.has_several_payers() {
        (now.status, now.extra, now.settled) = (Status::Paid, Extra::Handled, Some(Extra::Handled));
    } else if now.status == Status::Paid && paid > owed {
        (now.status, now.extra, now.settled) = (Status::ManualHandling, Extra::Overpaid, None);
    }
    Ok(decision)
}

/// Forgoes what is open of the costs, because the rest is paid or given up. It comes back when that is taken back.
pub(super) fn forgo(claim: &mut Claim) -> Result<(), MoneyError> {
    for line in claim.lines.iter_mut().filter(|line| line.is_cost() && !line.dropped) {
        let open = line.owed()?.minus(line.paid)?.or_zero();
        line.discount = line.discount.plus(open)?;
    }
    Ok(())
}

/// What is booked for costs that were forgone when money came; nothing where none were.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn forgone(before: &Claim, after: &Claim) -> Result<Draft, MoneyError> {
    let mut draft = Draft::default();
    for (was, is) in before.lines.iter().zip(&after.lines).filter(|(was, _)| was.is_cost()) {
        ledger::revalue_line(&mut draft, &was.terms(before.kind), was.billed()?, is.billed()?)?;
    }
    Ok(draft)
}

#[cfg(test)]
#[path = "costs_tests.rs"]
mod tests;
