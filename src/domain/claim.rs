//! A claim and what may happen to it: the state machine of requirements 2.1.
//!
//! Status is derived, never set: every change goes through a function of this file, which answers with the claim as
//! it becomes and with what has to be booked, or refuses. What a screen offers and what is allowed is one table,
//! [`allowed`].

mod receive;

pub use receive::{Receipt, receive, spread, take_remainder};

use rust_decimal::Decimal;

use super::ledger::{self, Draft, Role};
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
    }
}

/// The operations that a status allows (requirements 2.1). Guards on amounts and lines come on top. The invoice of an
/// order may be credited when money is on it, too: the money is then to be paid back (ORD-19).
pub fn allowed(kind: Kind, status: Status) -> &'static [Operation] {
    match status {
        Status::Paid if kind == Kind::Order => &[Operation::Credit],
        Status::Unpaid => &[Operation::Annul, Operation::DropLine, Operation::Discount, Operation::Credit],
        Status::ManualHandling if kind == Kind::Order => &[Operation::DropLine, Operation::Discount, Operation::Credit],
        Status::ManualHandling => &[Operation::DropLine, Operation::Discount],
        Status::Paid | Status::Annulled | Status::Refunded | Status::Credited => &[],
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
    /// Money that stands on it, from the allocations.
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
            vat_percent: self.vat_percent,
            rounding: self.rounding,
        }
    }

    /// What is owed on the line: its worth less what was credited.
    pub fn owed(&self) -> Result<Money, MoneyError> {
        self.worth()?.minus(self.credited)
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
    /// Where it stands.
    pub status: Status,
    /// What the status does not say alone.
    pub extra: Extra,
    /// Why nothing is owed any more.
    pub void: Void,
    /// Received, less refunded and moved away.
    pub paid: Money,
    /// Its lines, dropped ones included.
    pub lines: Vec<Line>,
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

    /// What is owed in all: nothing once it is annulled, credited or refunded.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn owed(&self) -> Result<Money, MoneyError> {
        if self.void == Void::No {
            self.amount()?.minus(self.credited()?)
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

    /// Lines that still stand.
    pub fn standing_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| !line.dropped)
    }

    /// Whether the status allows an operation, and that alone: what a menu can know.
    ///
    /// # Errors
    /// [`Refusal::StatusForbids`], [`Refusal::MoneyReceived`].
    pub fn may(&self, operation: Operation) -> Result<(), Refusal> {
        if allowed(self.kind, self.status).contains(&operation) {
            return Ok(());
        }
        if self.status == Status::ManualHandling && self.paid.is_positive() {
            return Err(Refusal::MoneyReceived {
                number: self.number,
                paid: self.paid,
            });
        }
        Err(Refusal::StatusForbids {
            number: self.number,
            status: self.status,
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

    /// Whether taking away this line annuls the claim (CLM-10), so that it can be said before it happens.
    pub fn is_last_line(&self, no: u32) -> bool {
        self.standing_lines().all(|line| line.no == no)
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

/// Books what the lines' values changed by, and moves between receivables and not placed what the remainder changed by.
fn book(before: &Claim, after: &Claim) -> Result<Draft, MoneyError> {
    let mut draft = Draft::default();
    let value = |claim: &Claim, line: &Line| if claim.void == Void::No { line.owed() } else { Ok(Money::ZERO) };
    for (old, new) in before.lines.iter().zip(&after.lines) {
        ledger::revalue_line(&mut draft, &old.terms(before.kind), value(before, old)?, value(after, new)?)?;
    }
    let freed = after.remainder()?.minus(before.remainder()?)?;
    draft.debit(Role::Receivables, freed)?;
    draft.credit(Role::NotPlaced, freed)?;
    Ok(draft)
}

/// The extra status of a claim in manual handling, by its sums. Several payers stay several payers.
fn extra_by_sums(claim: &Claim) -> Result<Extra, MoneyError> {
    if claim.extra == Extra::SeveralPayers {
        return Ok(Extra::SeveralPayers);
    }
    let owed = claim.owed()?;
    Ok(match claim.paid.cmp(&owed) {
        std::cmp::Ordering::Greater => Extra::Overpaid,
        std::cmp::Ordering::Less => Extra::Underpaid,
        std::cmp::Ordering::Equal => Extra::None,
    })
}

fn decide(before: &Claim, mut after: Claim, credit_note: Vec<(u32, Money)>, action: &'static str) -> Result<Decision, ClaimError> {
    if after.status == Status::ManualHandling {
        after.extra = extra_by_sums(&after)?;
    }
    let draft = book(before, &after)?;
    Ok(Decision {
        after,
        draft,
        credit_note,
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

/// Annuls an unpaid claim (CLM-14).
///
/// # Errors
/// Refused unless the claim is unpaid and has no money on it.
pub fn annul(claim: &Claim) -> Result<Decision, ClaimError> {
    claim.may(Operation::Annul)?;
    if !claim.paid.is_zero() {
        return Err(Refusal::MoneyReceived {
            number: claim.number,
            paid: claim.paid,
        }
        .into());
    }
    let mut after = claim.clone();
    after.status = Status::Annulled;
    after.extra = Extra::None;
    after.void = Void::Annulled;
    decide(claim, after, Vec::new(), "annulled")
}

/// Takes away one line (CLM-9); the last one annuls the claim (CLM-10). On an order's invoice the line is credited
/// instead, because an issued invoice may not be changed.
///
/// # Errors
/// Refused by status, for a line that is not there or credited, and for the last line of a claim with money on it.
pub fn drop_line(claim: &Claim, no: u32) -> Result<Decision, ClaimError> {
    claim.may(Operation::DropLine)?;
    claim.line(no)?;
    if claim.is_last_line(no) {
        if !claim.paid.is_zero() {
            return Err(Refusal::LastLineWithMoney {
                number: claim.number,
                paid: claim.paid,
            }
            .into());
        }
        return annul(claim);
    }
    if claim.kind == Kind::Order {
        return credit(claim, &[no], Operation::DropLine);
    }
    // A credited line is gone already; taking it away too would take it off twice.
    if !claim.line(no)?.credited.is_zero() {
        return Err(Refusal::LineCredited {
            number: claim.number,
            line: i64::from(no),
        }
        .into());
    }
    let mut after = claim.clone();
    for line in after.lines.iter_mut().filter(|line| line.no == no) {
        line.dropped = true;
    }
    refuse_nothing_left(&after)?;
    decide(claim, after, Vec::new(), "line_dropped")
}

/// Reduces one line, by at most what is owed on it. On an order's invoice this is a credit note.
///
/// # Errors
/// Refused by status, amount, or when nothing would be left of the claim.
pub fn discount(claim: &Claim, no: u32, amount: Money, text: &str) -> Result<Decision, ClaimError> {
    claim.may(Operation::Discount)?;
    let line = claim.line(no)?;
    if !amount.is_positive() {
        return Err(Refusal::DiscountNotPositive { discount: amount }.into());
    }
    if text.trim().is_empty() {
        return Err(Refusal::DiscountTextMissing {}.into());
    }
    let open = line.owed()?;
    if amount > open {
        return Err(Refusal::DiscountTooLarge {
            number: claim.number,
            line: i64::from(no),
            discount: amount,
            open,
        }
        .into());
    }
    let mut after = claim.clone();
    let mut credit_note = Vec::new();
    for line in after.lines.iter_mut().filter(|line| line.no == no) {
        if claim.kind == Kind::Order {
            line.credited = line.credited.plus(amount)?;
            credit_note.push((no, amount));
        } else {
            line.discount = line.discount.plus(amount)?;
        }
        line.discount_text = text.trim().to_owned();
    }
    refuse_nothing_left(&after)?;
    decide(claim, after, credit_note, "discounted")
}

/// Takes the claim back, whole (`lines` empty) or by whole lines, with a credit note. In full it becomes credited.
///
/// # Errors
/// Refused by status, for lines that are not there, dropped, or credited before.
pub fn credit_lines(claim: &Claim, lines: &[u32]) -> Result<Decision, ClaimError> {
    claim.may(Operation::Credit)?;
    credit(claim, lines, Operation::Credit)
}

fn credit(claim: &Claim, lines: &[u32], operation: Operation) -> Result<Decision, ClaimError> {
    let mut wanted: Vec<u32> = match lines {
        [] => claim
            .standing_lines()
            .filter(|line| line.owed().is_ok_and(Money::is_positive))
            .map(|line| line.no)
            .collect(),
        some => some.to_vec(),
    };
    wanted.sort_unstable();
    wanted.dedup();
    let mut after = claim.clone();
    let mut note = Vec::new();
    for no in wanted {
        let owed = claim.line(no)?.owed()?;
        if !owed.is_positive() {
            return Err(Refusal::LineCredited {
                number: claim.number,
                line: i64::from(no),
            }
            .into());
        }
        for line in after.lines.iter_mut().filter(|line| line.no == no) {
            line.credited = line.credited.plus(owed)?;
        }
        note.push((no, owed));
    }
    if after.owed()?.is_zero() {
        if operation == Operation::DropLine {
            return Err(Refusal::NothingLeft { number: claim.number }.into());
        }
        after.status = Status::Credited;
        after.void = Void::Credited;
        after.extra = Extra::None;
    }
    if after.remainder()?.is_positive() {
        after.status = Status::ManualHandling;
    }
    decide(
        claim,
        after,
        note,
        if operation == Operation::Credit {
            "credited"
        } else {
            "line_dropped"
        },
    )
}

fn refuse_nothing_left(after: &Claim) -> Result<(), ClaimError> {
    if after.owed()?.is_positive() {
        Ok(())
    } else {
        Err(Refusal::NothingLeft { number: after.number }.into())
    }
}

#[cfg(test)]
#[path = "claim_tests.rs"]
mod tests;
