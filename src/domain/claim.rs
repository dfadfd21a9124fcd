//! A claim and what may happen to it: the state machine of requirements 2.1.
//!
//! Status is derived, never set: every change goes through a function of this file, which answers with the claim as
//! it becomes and with what has to be booked, or refuses. What a screen offers and what is allowed is one table,
//! [`allowed`].

mod costs;
mod handle;
mod place;
mod receive;
mod reduce;

pub use costs::{Cost, charge, forgone, waive};
pub use handle::{approve, move_remainder, refund_all, refund_lines, write_off};
pub use place::{Moved, Placed, Whereto, place, take_back, unplace};
pub use receive::{Receipt, receive, spread};
pub use reduce::{annul, credit_lines, discount, drop_line};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ledger::{self, Draft, Role};
use super::matching::are_several_payers;
use super::money::{Money, MoneyError};
use super::refusal::{OperationName, Refusal};

codes! {
    /// What a claim is for.
    Kind {
        /// Membership dues.
        Dues = 1 "dues",
        /// The invoice of a workshop order.
        Order = 2 "order",
        /// A donation.
        Donation = 3 "donation",
        /// Anything else.
        Other = 4 "other",
    }
}

codes! {
    /// Where a claim stands.
    Status {
        /// Sent, no payment yet.
        Unpaid = 1 "unpaid",
        /// Payments agree with the claim.
        Paid = 2 "paid",
        /// Paid too much, too little, or by several.
        ManualHandling = 3 "manual_handling",
        /// An unpaid claim that was cancelled.
        Annulled = 4 "annulled",
        /// Everything paid back.
        Refunded = 5 "refunded",
        /// Taken back in full by a credit note.
        Credited = 6 "credited",
    }
}

codes! {
    /// What the status does not say alone (*ekstrastatus*).
    Extra {
        /// Nothing.
        None = 0 "",
        /// Paid too much.
        Overpaid = 1 "overpaid",
        /// Paid too little.
        Underpaid = 2 "underpaid",
        /// Paid from more than one account.
        SeveralPayers = 3 "several_payers",
        /// Handled by hand.
        Handled = 4 "handled",
        /// Partly refunded.
        PartlyRefunded = 5 "partly_refunded",
        /// Nothing was paid, and it is given up.
        WrittenOff = 6 "written_off",
    }
}

codes! {
    /// Why nothing is owed on a claim any more; it stays so when money comes later.
    Void {
        /// It is owed.
        No = 0 "",
        /// Annulled.
        Annulled = 1 "annulled",
        /// Credited in full.
        Credited = 2 "credited",
        /// Refunded in full.
        Refunded = 3 "refunded",
        /// Given up: written off with nothing paid.
        WrittenOff = 4 "written_off",
    }
}

codes! {
    /// What a person can do to a claim.
    Operation {
        /// Cancel it.
        Annul = 1 "annul",
        /// Take away one line.
        DropLine = 2 "drop-line",
        /// Reduce one line.
        Discount = 3 "discount",
        /// Take it back, whole or by lines, with a credit note.
        Credit = 4 "credit",
        /// Say that what is paid is what was owed.
        Approve = 5 "approve",
        /// Move the remainder to the payer's credit, another claim, another account, or back.
        MoveRemainder = 6 "move-remainder",
        /// Pay back everything that was received, less the fee.
        RefundAll = 7 "refund-all",
        /// Pay back lines.
        RefundLines = 8 "refund-lines",
        /// Give up what is left.
        WriteOff = 9 "write-off",
        /// Put money on it: a payment, or the payer's credit.
        Place = 10 "place",
        /// Take a payment off it again.
        Unplace = 11 "unplace",
        /// Give it another due date.
        SetDue = 12 "set-due",
        /// Remind the recipient.
        Remind = 13 "remind",
        /// Let its reminders rest until a day.
        Freeze = 14 "freeze",
        /// Send it to the recipient.
        Send = 15 "send",
        /// Let the fees and the interest of its reminders go.
        Waive = 16 "waive",
    }
}

/// The operations that a status allows (requirements 2.1). Guards on amounts and lines come on top. The invoice of an
/// order may be credited when money is on it, too: the money is then to be paid back (ORD-19).
pub fn allowed(kind: Kind, status: Status) -> &'static [Operation] {
    use Operation::{
        Annul, Approve, Credit, Discount, DropLine, Freeze, MoveRemainder, Place, RefundAll, RefundLines, Remind, Send, SetDue, Unplace,
        Waive, WriteOff,
    };
    match status {
        Status::Unpaid => &[
            Annul, DropLine, Discount, Credit, Place, WriteOff, SetDue, Remind, Freeze, Send, Waive,
        ],
        Status::ManualHandling if kind == Kind::Order => &[
            DropLine,
            Discount,
            Credit,
            MoveRemainder,
            Approve,
            Place,
            Unplace,
            WriteOff,
            SetDue,
            Remind,
            Freeze,
            Send,
            Waive,
        ],
        Status::ManualHandling => &[
            DropLine,
            Discount,
            MoveRemainder,
            RefundAll,
            Approve,
            Place,
            Unplace,
            WriteOff,
            SetDue,
            Remind,
            Freeze,
            Send,
            Waive,
        ],
        // A line of an order's invoice is credited, by which its money becomes a remainder; that is paid back.
        Status::Paid if kind == Kind::Order => &[Credit, Unplace, Send, Waive],
        Status::Paid => &[RefundLines, Unplace, Send, Waive],
        Status::Annulled | Status::Refunded | Status::Credited => &[],
    }
}

/// One goods line (*varelinje*). Amounts are with VAT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1, never reused.
    pub no: u32,
    /// What it is for.
    pub text: String,
    /// As issued.
    pub amount: Money,
    /// What a reminder cost, where it is that; it stands on no invoice and has no VAT.
    pub cost: Cost,
    /// VAT rate in percent.
    pub vat_percent: Decimal,
    /// The part of the amount that rounds the invoice's sum (öresavrundning); without VAT.
    pub rounding: Money,
    /// Taken off later.
    pub discount: Money,
    /// The text given with the last discount.
    pub discount_text: String,
    /// Taken back by credit notes.
    pub credited: Money,
    /// Taken away.
    pub dropped: bool,
    /// Given up.
    pub written_off: Money,
    /// Paid back, and credited for it.
    pub refunded: Money,
    /// Money that stands on it, from what is placed on the claim.
    pub paid: Money,
}

impl Line {
    /// What the line is worth now: issued less discount, nothing when dropped. Credit notes are documents of their own
    /// and are not in it.
    pub fn worth(&self) -> Result<Money, MoneyError> {
        if self.dropped {
            Ok(Money::ZERO)
        } else {
            self.amount.minus(self.discount)
        }
    }

    /// How its value is split into income, VAT and rounding.
    pub fn terms(&self, kind: Kind) -> ledger::LineTerms {
        ledger::LineTerms {
            kind,
            cost: self.cost,
            vat_percent: self.vat_percent,
            rounding: self.rounding,
        }
    }

    /// What is income of the line: its worth less what was credited.
    pub fn billed(&self) -> Result<Money, MoneyError> {
        self.worth()?.minus(self.credited)
    }

    /// What is owed on the line: what was billed less what was given up.
    pub fn owed(&self) -> Result<Money, MoneyError> {
        self.billed()?.minus(self.written_off)
    }
}

/// A claim with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Key in the file.
    pub id: i64,
    /// The number people use.
    pub number: i64,
    /// What it is for.
    pub kind: Kind,
    /// Due.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub status: Status,
    /// What the status does not say alone.
    pub extra: Extra,
    /// Why nothing is owed any more.
    pub void: Void,
    /// Received, less refunded and moved away.
    pub paid: Money,
    /// Whether fees and interest are owed even when the rest is paid (asks 23); else they fall away with it.
    pub keep_costs: bool,
    /// The extra status it was settled with, while that still holds but for money that came later.
    pub settled: Option<Extra>,
    /// Its lines, dropped ones included.
    pub lines: Vec<Line>,
    /// The money that stands on it, in the order it came (of its payments' keys).
    pub placed: Vec<Placed>,
}

/// A change of a claim, decided and not yet stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The claim as it becomes.
    pub after: Claim,
    /// What to book.
    pub draft: Draft,
    /// What the credit note takes back, by line; empty when there is none.
    pub credit_note: Vec<(u32, Money)>,
    /// Money that leaves the claim, by payment.
    pub moved: Vec<Moved>,
    /// What the change log calls it.
    pub action: &'static str,
}

impl Claim {
    /// What the claim is for now: its lines less discounts (dropped lines count as nothing).
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn amount(&self) -> Result<Money, MoneyError> {
        self.lines.iter().try_fold(Money::ZERO, |sum, line| sum.plus(line.worth()?))
    }

    /// What credit notes took back.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn credited(&self) -> Result<Money, MoneyError> {
        Money::sum(self.lines.iter().map(|line| line.credited))
    }

    /// What was given up.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn written_off(&self) -> Result<Money, MoneyError> {
        Money::sum(self.lines.iter().map(|line| line.written_off))
    }

    /// What is owed in all: nothing once it is annulled, credited, refunded or given up.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn owed(&self) -> Result<Money, MoneyError> {
        if self.void == Void::No {
            self.amount()?.minus(self.credited()?)?.minus(self.written_off()?)
        } else {
            Ok(Money::ZERO)
        }
    }

    /// What is left to pay, never negative.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn left(&self) -> Result<Money, MoneyError> {
        Ok(self.owed()?.minus(self.paid)?.or_zero())
    }

    /// The remainder (*restbeløp*): received beyond what is owed, never negative.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn remainder(&self) -> Result<Money, MoneyError> {
        Ok(self.paid.minus(self.owed()?)?.or_zero())
    }

    /// Whether money of more than one known payer stands on it.
    pub fn has_several_payers(&self) -> bool {
        are_several_payers(self.placed.iter().map(|placed| placed.payer.as_str()))
    }

    /// What stands on it of one payment.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn placed_of(&self, payment: i64) -> Result<Money, MoneyError> {
        Money::sum(
            self.placed
                .iter()
                .filter(|placed| placed.payment == payment)
                .map(|placed| placed.amount),
        )
    }

    /// Lines that still stand.
    pub fn standing_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| !line.dropped)
    }

    /// Whether the status allows an operation, and that alone: what a menu can know.
    ///
    /// # Errors
    /// [`Refusal::StatusForbids`], [`Refusal::MoneyReceived`].
    pub fn may(&self, operation: Operation) -> Result<(), Refusal> {
        // Nothing is owed on an annulled one: money that came later can only go again.
        let goes = matches!(operation, Operation::MoveRemainder | Operation::RefundAll | Operation::Unplace);
        if allowed(self.kind, self.status).contains(&operation) && (self.void == Void::No || goes) {
            return Ok(());
        }
        if self.status == Status::ManualHandling && matches!(operation, Operation::Annul | Operation::Credit) && self.paid.is_positive() {
            return Err(Refusal::MoneyReceived {
                number: self.number,
                paid: self.paid,
            });
        }
        // Why nothing is owed says more than that a person has to handle it.
        let status = match self.void {
            Void::No => self.status,
            Void::Annulled | Void::WrittenOff => Status::Annulled,
            Void::Credited => Status::Credited,
            Void::Refunded => Status::Refunded,
        };
        Err(Refusal::StatusForbids {
            number: self.number,
            status,
            operation: OperationName(operation.code()),
        })
    }

    fn line(&self, no: u32) -> Result<&Line, Refusal> {
        let found = self.lines.iter().find(|line| line.no == no);
        let line = found.ok_or(Refusal::NoSuchLine {
            number: self.number,
            line: i64::from(no),
            lines: i64::try_from(self.lines.len()).unwrap_or(i64::MAX),
        })?;
        if line.dropped {
            return Err(Refusal::LineDropped {
                number: self.number,
                line: i64::from(no),
            });
        }
        Ok(line)
    }

    /// Whether taking away this line annuls the claim (CLM-10), so that it can be said before it happens. Costs do not outlive it.
    pub fn is_last_line(&self, no: u32) -> bool {
        let is_cost = self.lines.iter().any(|line| line.no == no && line.is_cost());
        !is_cost && self.standing_lines().filter(|line| !line.is_cost()).all(|line| line.no == no)
    }
}

/// What a change can end with: a refusal, or sums beyond all bounds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// A rule says no.
    #[error("{0}")]
    Refused(Refusal),
    /// The sums overflow.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl From<Refusal> for ClaimError {
    fn from(refusal: Refusal) -> Self {
        ClaimError::Refused(refusal)
    }
}

/// Books a change: what the lines are worth against income, what was given up, and the money that came or went. Receivables
/// end at what is left, and payments not placed at the remainder.
fn book(before: &Claim, after: &Claim, flows: &[(Role, Money)]) -> Result<Draft, MoneyError> {
    let mut draft = Draft::default();
    // What an annulled claim was for is no income at all.
    let value = |claim: &Claim, line: &Line| {
        if claim.void == Void::Annulled {
            Ok(Money::ZERO)
        } else {
            line.billed()
        }
    };
    for (at, new) in after.lines.iter().enumerate() {
        // What was not there before is a cost that is charged now.
        let was = before.lines.get(at).map_or(Ok(Money::ZERO), |old| value(before, old))?;
        ledger::revalue_line(&mut draft, &new.terms(before.kind), was, value(after, new)?)?;
    }
    let given_up = after.written_off()?.minus(before.written_off()?)?;
    draft.debit(Role::WrittenOff, given_up)?;
    draft.credit(Role::Receivables, given_up)?;
    let remainder = after.remainder()?.minus(before.remainder()?)?;
    draft.credit(Role::Receivables, after.paid.minus(before.paid)?.minus(remainder)?)?;
    draft.credit(Role::NotPlaced, remainder)?;
    for (role, amount) in flows {
        draft.debit(*role, *amount)?;
    }
    Ok(draft)
}

/// The extra status of a claim in manual handling: money of several payers, else by its sums.
fn extra_by_sums(claim: &Claim, several_payers: bool) -> Result<Extra, MoneyError> {
    if several_payers {
        return Ok(Extra::SeveralPayers);
    }
    let owed = claim.owed()?;
    Ok(match claim.paid.cmp(&owed) {
        std::cmp::Ordering::Greater => Extra::Overpaid,
        std::cmp::Ordering::Less => Extra::Underpaid,
        std::cmp::Ordering::Equal => Extra::None,
    })
}

/// A change by hand: money is put where it fits, and the extra status follows the sums.
fn decide(before: &Claim, mut after: Claim, credit_note: Vec<(u32, Money)>, action: &'static str) -> Result<Decision, ClaimError> {
    if after.status == Status::ManualHandling {
        after.settled = None;
    }
    decide_flows(before, after, credit_note, Vec::new(), &[], action)
}

/// The same with money that comes (`flows`: from where) or goes (`moved`).
fn decide_flows(
    before: &Claim,
    mut after: Claim,
    credit_note: Vec<(u32, Money)>,
    moved: Vec<Moved>,
    flows: &[(Role, Money)],
    action: &'static str,
) -> Result<Decision, ClaimError> {
    place::settle_lines(&mut after)?;
    if after.status == Status::ManualHandling {
        after.extra = extra_by_sums(&after, after.has_several_payers())?;
    }
    let mut all = flows.to_vec();
    all.extend(moved.iter().map(|moved| (moved.to.role(), moved.amount.negated())));
    let draft = book(before, &after, &all)?;
    Ok(Decision {
        after,
        draft,
        credit_note,
        moved,
        action,
    })
}

/// The postings of a new claim.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn issue(claim: &Claim) -> Result<Draft, MoneyError> {
    let mut draft = Draft::default();
    for line in &claim.lines {
        ledger::revalue_line(&mut draft, &line.terms(claim.kind), Money::ZERO, line.amount)?;
    }
    Ok(draft)
}

#[cfg(test)]
#[path = "claim_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "claim/handle_tests.rs"]
#[allow(clippy::as_conversions, reason = "places of a small list")]
mod handle_tests;
