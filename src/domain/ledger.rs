//! Double-entry bookkeeping: what each event posts (design, part 4, the table of events). A voucher's postings
//! always sum to zero.

use rust_decimal::Decimal;

use super::claim::{Cost, Kind};
use super::money::{Money, MoneyError};

codes! {
    /// What an account of the chart is for. Which account that is stands in `assets/charts/`, changeable per site.
    Role {
        /// Money owed to us.
        Receivables = 1 "receivables",
        /// Money in the bank; each bank account may have a ledger account of its own.
        Bank = 2 "bank",
        /// Money on its way from a mobile payment provider.
        MobileClearing = 3 "mobile_clearing",
        /// Payments not placed: unmatched, parked, remainders.
        NotPlaced = 4 "not_placed",
        /// A payer's credit.
        PayerCredit = 5 "payer_credit",
        /// Sales with VAT.
        SalesVat = 6 "sales_vat",
        /// Sales without VAT.
        SalesFree = 7 "sales_free",
        /// Membership dues.
        Dues = 8 "dues",
        /// Donations.
        Donations = 9 "donations",
        /// Output VAT.
        OutputVat = 10 "output_vat",
        /// Fees.
        Fees = 11 "fees",
        /// Rounding.
        Rounding = 12 "rounding",
        /// Written off.
        WrittenOff = 13 "written_off",
        /// To be paid out.
        ToBePaidOut = 14 "to_be_paid_out",
        /// Cash in the drawer.
        Cash = 15 "cash",
        /// Card payments on their way from the bank.
        CardClearing = 16 "card_clearing",
        /// Paid by SMS, on its way from the phone operators.
        SmsClearing = 17 "sms_clearing",
        /// Fees of reminders.
        ReminderFees = 18 "reminder_fees",
        /// Interest of what is paid late.
        LateInterest = 19 "late_interest",
    }
}

/// One posting before it has an account: debit is positive, credit negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// What it concerns.
    pub role: Role,
    /// Debit positive, credit negative.
    pub amount: Money,
}

/// The postings of one event, gathered per role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    postings: Vec<Posting>,
}

impl Draft {
    /// Adds to the debit side (a negative amount to the credit side).
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn debit(&mut self, role: Role, amount: Money) -> Result<(), MoneyError> {
        if amount.is_zero() {
            return Ok(());
        }
        match self.postings.iter_mut().find(|p| p.role == role) {
            Some(posting) => posting.amount = posting.amount.plus(amount)?,
            None => self.postings.push(Posting { role, amount }),
        }
        Ok(())
    }

    /// Adds to the credit side.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn credit(&mut self, role: Role, amount: Money) -> Result<(), MoneyError> {
        self.debit(role, amount.negated())
    }

    /// Adds all of another draft.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn add(&mut self, other: &Draft) -> Result<(), MoneyError> {
        other.postings.iter().try_for_each(|p| self.debit(p.role, p.amount))
    }

    /// The postings that are not nothing.
    pub fn postings(&self) -> impl Iterator<Item = Posting> + '_ {
        self.postings.iter().copied().filter(|p| !p.amount.is_zero())
    }

    /// Whether nothing is to be posted.
    pub fn is_empty(&self) -> bool {
        self.postings().next().is_none()
    }

    /// Whether the sides agree.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn is_balanced(&self) -> Result<bool, MoneyError> {
        Money::sum(self.postings.iter().map(|p| p.amount)).map(Money::is_zero)
    }
}

/// The income account of a claim's line.
pub fn income_role(line: &LineTerms) -> Role {
    match (line.cost, line.kind) {
        (Cost::Fee, _) => Role::ReminderFees,
        (Cost::Interest, _) => Role::LateInterest,
        (Cost::None, Kind::Dues) => Role::Dues,
        (Cost::None, Kind::Donation) => Role::Donations,
        (Cost::None, Kind::Order | Kind::Other) if line.vat_percent.is_zero() => Role::SalesFree,
        (Cost::None, Kind::Order | Kind::Other) => Role::SalesVat,
    }
}

/// What changes when a line goes from being worth `before` to being worth `after` (both with VAT): more is income
/// against receivables, less takes both back. Computed from the two values, so that any series of changes of a line
/// ends with exactly the VAT that was posted for it.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn revalue_line(draft: &mut Draft, line: &LineTerms, before: Money, after: Money) -> Result<(), MoneyError> {
    let change = after.minus(before)?;
    let vat = line.vat(after)?.minus(line.vat(before)?)?;
    let rounding = line.rounding(after).minus(line.rounding(before))?;
    draft.debit(Role::Receivables, change)?;
    draft.credit(income_role(line), change.minus(vat)?.minus(rounding)?)?;
    draft.credit(Role::OutputVat, vat)?;
    draft.credit(Role::Rounding, rounding)
}

/// What decides how the value of a line is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineTerms {
    /// What the claim is for.
    pub kind: Kind,
    /// What a reminder cost, where it is that.
    pub cost: Cost,
    /// VAT rate in percent.
    pub vat_percent: Decimal,
    /// The part that rounds the invoice's sum; it has no VAT and stands as long as anything of the line does.
    pub rounding: Money,
}

impl LineTerms {
    fn rounding(&self, value: Money) -> Money {
        if value.is_zero() { Money::ZERO } else { self.rounding }
    }

    /// The VAT in a value of the line.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn vat(&self, value: Money) -> Result<Money, MoneyError> {
        value.minus(self.rounding(value))?.vat_included(self.vat_percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_revalued_in_steps_is_balanced_and_ends_where_one_step_ends(
            steps in proptest::collection::vec(0i64..1_000_000, 1..6), rate in prop_oneof![Just(0i64), Just(12), Just(15), Just(25)],
            rounding in -50i64..=50,
        ) {
            let terms = LineTerms { kind: Kind::Order, cost: Cost::None, vat_percent: Decimal::from(rate), rounding: Money::from_minor(rounding) };
            let (mut walked, mut at) = (Draft::default(), Money::ZERO);
            for step in &steps {
                revalue_line(&mut walked, &terms, at, Money::from_minor(*step)).unwrap();
                at = Money::from_minor(*step);
                prop_assert!(walked.is_balanced().unwrap());
            }
            let mut straight = Draft::default();
            revalue_line(&mut straight, &terms, Money::ZERO, at).unwrap();
            for posting in straight.postings() {
                prop_assert!(walked.postings().any(|p| p == posting));
            }
            prop_assert_eq!(walked.postings().count(), straight.postings().count());
        }
    }
}
