//! What makes a claim smaller: annul, drop a line, discount, credit.

use super::{Claim, ClaimError, Decision, Extra, Kind, Operation, Status, Void, decide};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;

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
    // What is not income is no loss either.
    for line in &mut after.lines {
        line.written_off = Money::ZERO;
    }
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
    let is_cost = claim.line(no)?.is_cost();
    if claim.kind == Kind::Order && !is_cost {
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
        line.written_off = Money::ZERO;
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
    refuse_cost(claim, no)?;
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
            .filter(|line| !line.is_cost() && line.owed().is_ok_and(Money::is_positive))
            .map(|line| line.no)
            .collect(),
        some => some.to_vec(),
    };
    wanted.sort_unstable();
    wanted.dedup();
    let mut after = claim.clone();
    let mut note = Vec::new();
    for no in wanted {
        refuse_cost(claim, no)?;
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
    // What was never to be paid cost nothing to ask for.
    if after.owed()?.minus(after.costs()?)?.is_zero() {
        after
            .lines
            .iter_mut()
            .filter(|line| line.is_cost())
            .for_each(|line| line.dropped = true);
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

/// A cost stands on no invoice: it is waived, not credited.
fn refuse_cost(claim: &Claim, no: u32) -> Result<(), Refusal> {
    let (number, line) = (claim.number, i64::from(no));
    match claim.line(no)?.is_cost() {
        true => Err(Refusal::LineIsCost { number, line }),
        false => Ok(()),
    }
}

fn refuse_nothing_left(after: &Claim) -> Result<(), ClaimError> {
    if after.owed()?.is_positive() {
        Ok(())
    } else {
        Err(Refusal::NothingLeft { number: after.number }.into())
    }
}
