//! Manual handling (*manuell behandling*, requirements 2.1): approve, move the remainder, pay back, give up what is left.

use super::costs::forgo;
use super::place::{Moved, Whereto, stand_by_hand, take_off};
use super::{Claim, ClaimError, Decision, Extra, Operation, Status, Void, decide_flows};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;

/// Approves a claim in manual handling (*Godkjenn*): only when what is paid is what is owed and the remainder is gone (CLM-12).
///
/// # Errors
/// Refused by status; [`Refusal::NotEqual`].
pub fn approve(claim: &Claim) -> Result<Decision, ClaimError> {
    claim.may(Operation::Approve)?;
    let (number, paid, owed) = (claim.number, claim.paid, claim.owed()?);
    if claim.void != Void::No || paid != owed || paid.is_zero() {
        return Err(Refusal::NotEqual { number, paid, owed }.into());
    }
    let refunded = claim.lines.iter().any(|line| line.refunded.is_positive());
    let mut after = claim.clone();
    after.status = Status::Paid;
    after.extra = if refunded { Extra::PartlyRefunded } else { Extra::Handled };
    after.settled = Some(after.extra);
    decide_flows(claim, after, Vec::new(), Vec::new(), &[], "approved")
}

/// Moves the remainder (*restbeløp*), or a part of it, off the claim, the newest money first (CLM-12).
///
/// # Errors
/// Refused by status and amount; [`Refusal::PayerUnknown`] for money that is to go back to nobody knows whom, unless the
/// account was given.
pub fn move_remainder(claim: &Claim, amount: Money, to: Whereto, account_given: bool) -> Result<Decision, ClaimError> {
    claim.may(Operation::MoveRemainder)?;
    let (number, remainder) = (claim.number, claim.remainder()?);
    if remainder.is_zero() {
        return Err(Refusal::NoRemainder { number }.into());
    }
    if !amount.is_positive() || amount > remainder {
        return Err(Refusal::MoreThanRemainder { number, amount, remainder }.into());
    }
    let mut after = claim.clone();
    let taken = take_off(&mut after, amount, |placed| placed.line.is_none())?;
    let moved = moved_to(taken, to);
    if to == Whereto::Refund && !account_given {
        refuse_unknown(claim, &moved)?;
    }
    stand_by_hand(&mut after)?;
    decide_flows(claim, after, Vec::new(), moved, &[], "remainder_moved")
}

/// Pays back everything that was received, less the fee (*Refunder innbetalt beløp*). The claim is taken back by a credit note.
///
/// # Errors
/// Refused by status; [`Refusal::PaidUnderFee`] when no more than the fee was received; [`Refusal::PayerUnknown`].
pub fn refund_all(claim: &Claim, fee: Money) -> Result<Decision, ClaimError> {
    claim.may(Operation::RefundAll)?;
    let (number, paid) = (claim.number, claim.paid);
    if paid <= fee {
        return Err(Refusal::PaidUnderFee { number, paid, fee }.into());
    }
    let mut after = claim.clone();
    let taken = take_off(&mut after, paid, |_| true)?;
    let moved = less_fee(moved_to(taken, Whereto::Refund), fee)?;
    refuse_unknown(claim, &moved)?;
    let mut note = Vec::new();
    if claim.void == Void::No {
        for line in after.lines.iter_mut().filter(|line| !line.dropped) {
            let owed = line.owed()?;
            if line.is_cost() {
                line.dropped = true;
            } else if owed.is_positive() {
                line.refunded = line.refunded.plus(line.paid)?;
                line.credited = line.credited.plus(owed)?;
                note.push((line.no, owed));
            }
        }
        after.void = Void::Refunded;
    }
    stand_by_hand(&mut after)?;
    decide_flows(claim, after, note, moved, &[], "refunded")
}

/// Pays back lines of a paid claim (*Refundere pr. varelinje*, CLM-11), wholly or in part, to whoever paid them. VAT follows
/// the lines by a credit note.
///
/// # Errors
/// Refused by status, line and amount; [`Refusal::PayerUnknown`].
pub fn refund_lines(claim: &Claim, wanted: &[(u32, Money)]) -> Result<Decision, ClaimError> {
    claim.may(Operation::RefundLines)?;
    let number = claim.number;
    if wanted.is_empty() {
        return Err(Refusal::NothingHere {}.into());
    }
    let mut after = claim.clone();
    let mut moved: Vec<Moved> = Vec::new();
    for (no, amount) in wanted {
        let line = after.line(*no)?;
        if line.is_cost() {
            let line = i64::from(*no);
            return Err(Refusal::LineIsCost { number, line }.into());
        }
        let paid = line.paid;
        if !amount.is_positive() || *amount > paid {
            let (line, amount) = (i64::from(*no), *amount);
            return Err(Refusal::RefundTooLarge {
                number,
                line,
                amount,
                paid,
            }
            .into());
        }
        for part in moved_to(take_off(&mut after, *amount, |placed| placed.line == Some(*no))?, Whereto::Refund) {
            match moved.iter_mut().find(|known| known.payment == part.payment) {
                Some(known) => known.amount = known.amount.plus(part.amount)?,
                None => moved.push(part),
            }
        }
        for line in after.lines.iter_mut().filter(|line| line.no == *no) {
            line.credited = line.credited.plus(*amount)?;
            line.refunded = line.refunded.plus(*amount)?;
            line.paid = line.paid.minus(*amount)?;
        }
    }
    refuse_unknown(claim, &moved)?;
    let mut note: Vec<(u32, Money)> = Vec::new();
    for (no, amount) in wanted {
        match note.iter_mut().find(|(known, _)| known == no) {
            Some((_, sum)) => *sum = sum.plus(*amount)?,
            None => note.push((*no, *amount)),
        }
    }
    if after.owed()?.is_zero() {
        (after.status, after.void, after.extra, after.settled) = (Status::Refunded, Void::Refunded, Extra::None, None);
    } else {
        after.extra = Extra::PartlyRefunded;
        after.settled = Some(Extra::PartlyRefunded);
    }
    decide_flows(claim, after, note, moved, &[], "refunded")
}

/// Gives up what is left: a small difference, or, when nothing was paid, the whole claim. Costs of reminders are no loss: they are
/// forgone, whatever the limit.
///
/// # Errors
/// Refused by status, and when nothing is left; [`Refusal::WriteOffLimit`] above the operator's limit.
pub fn write_off(claim: &Claim, limit: Money) -> Result<Decision, ClaimError> {
    claim.may(Operation::WriteOff)?;
    let (number, left) = (claim.number, claim.left()?);
    if !left.is_positive() {
        return Err(Refusal::NothingToWriteOff { number }.into());
    }
    // In all, so that the limit cannot be passed in steps.
    let amount = left.minus(claim.open_costs()?)?.plus(claim.written_off()?)?;
    if amount > limit {
        return Err(Refusal::WriteOffLimit { number, amount, limit }.into());
    }
    let mut after = claim.clone();
    forgo(&mut after)?;
    for line in after.lines.iter_mut().filter(|line| !line.dropped) {
        let open = line.owed()?.minus(line.paid)?.or_zero();
        line.written_off = line.written_off.plus(open)?;
    }
    if after.paid.is_zero() {
        (after.status, after.void, after.extra) = (Status::Annulled, Void::WrittenOff, Extra::WrittenOff);
    }
    after.settled = None;
    decide_flows(claim, after, Vec::new(), Vec::new(), &[], "written_off")
}

fn moved_to(taken: Vec<(i64, String, Money)>, to: Whereto) -> Vec<Moved> {
    let moved = taken.into_iter().map(|(payment, payer, amount)| Moved {
        payment,
        payer,
        amount,
        to,
    });
    moved.collect()
}

/// Keeps the fee of the money that came first.
fn less_fee(moved: Vec<Moved>, fee: Money) -> Result<Vec<Moved>, ClaimError> {
    let mut rest = fee;
    let mut parts = Vec::with_capacity(moved.len() + 1);
    for part in moved.into_iter().rev() {
        let kept = part.amount.min(rest);
        rest = rest.minus(kept)?;
        let back = part.amount.minus(kept)?;
        if kept.is_positive() {
            parts.push(Moved {
                amount: kept,
                to: Whereto::Fee,
                ..part.clone()
            });
        }
        if back.is_positive() {
            parts.push(Moved { amount: back, ..part });
        }
    }
    Ok(parts)
}

fn refuse_unknown(claim: &Claim, moved: &[Moved]) -> Result<(), ClaimError> {
    if moved.iter().any(|moved| moved.to == Whereto::Refund && moved.payer.is_empty()) {
        return Err(Refusal::PayerUnknown { number: claim.number }.into());
    }
    Ok(())
}
