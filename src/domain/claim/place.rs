//! The money that stands on a claim: put there by hand, taken off again, and moved among its lines.

use super::{Claim, ClaimError, Cost, Decision, Extra, Line, Operation, Status, Void, decide_flows, receive};
use crate::domain::ledger::Role;
use crate::domain::matching::are_several_payers;
use crate::domain::money::{Money, MoneyError};
use crate::domain::refusal::Refusal;

/// A part of a payment that stands on a claim. A remainder is there only while every line is full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Key of the payment.
    pub payment: i64,
    /// Who paid: account or name; empty when nobody knows.
    pub payer: String,
    /// The line it pays; nothing: beyond what is owed (the claim's remainder).
    pub line: Option<u32>,
    /// How much; never nothing.
    pub amount: Money,
}

codes! {
    /// Where money is that stands on no claim and is not left over.
    Whereto {
        /// Left over of its payment again.
        LeftOver = 1 "left_over",
        /// The payer's credit.
        Credit = 2 "credit",
        /// On its way back to who paid.
        Refund = 3 "refund",
        /// Kept as a fee of a refund.
        Fee = 4 "fee",
        /// A donation.
        Donation = 5 "donation",
        /// Another account of the ledger.
        Account = 6 "account",
        /// Set against money that went out.
        Reversed = 7 "reversed",
        /// Gone with the bank file it came in, which was undone.
        FileUndone = 8 "file_undone",
    }
}

impl Whereto {
    /// What it concerns in the ledger. [`Role::Bank`] stands for the account that is named.
    pub fn role(self) -> Role {
        match self {
            Whereto::LeftOver | Whereto::Reversed => Role::NotPlaced,
            Whereto::Credit => Role::PayerCredit,
            Whereto::Refund => Role::ToBePaidOut,
            Whereto::Fee => Role::Fees,
            Whereto::Donation => Role::Donations,
            Whereto::Account | Whereto::FileUndone => Role::Bank,
        }
    }
}

/// Money that leaves a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Key of the payment.
    pub payment: i64,
    /// Who paid it; empty when nobody knows.
    pub payer: String,
    /// How much.
    pub amount: Money,
    /// Where it goes.
    pub to: Whereto,
}

/// Puts money on a claim by hand: of a payment that is left over, or of the payer's credit (`from`). Exactly what was left, of
/// one payer, makes an unpaid claim paid.
///
/// # Errors
/// Refused by status, for nothing, and for more than is left: what is too much stays where it is.
pub fn place(claim: &Claim, payment: i64, payer: &str, amount: Money, from: Whereto) -> Result<Decision, ClaimError> {
    claim.may(Operation::Place)?;
    let left = claim.left()?;
    let number = claim.number;
    if !left.is_positive() {
        return Err(Refusal::NothingLeftToPay { number }.into());
    }
    if !amount.is_positive() || amount > left {
        return Err(Refusal::MoreThanLeft { number, amount, left }.into());
    }
    let payers = claim.placed.iter().map(|placed| placed.payer.as_str());
    let several = are_several_payers(payers.chain([payer]));
    let receipt = receive(claim, amount, several)?;
    let mut after = receipt.after;
    after.placed.push(Placed {
        payment,
        payer: payer.to_owned(),
        line: None,
        amount,
    });
    decide_flows(claim, after, Vec::new(), Vec::new(), &[(from.role(), amount)], "allocated")
}

/// Takes a payment off a claim again, all that stands there of it. The claim is as it was before the payment came, unless
/// something was built on it since: then it is in manual handling, or unpaid when nothing is left on it.
///
/// # Errors
/// Refused by status, or when nothing of the payment stands there.
pub fn unplace(claim: &Claim, payment: i64) -> Result<Decision, ClaimError> {
    claim.may(Operation::Unplace)?;
    let amount = claim.placed_of(payment)?;
    if !amount.is_positive() {
        return Err(Refusal::NotOnClaim {
            number: claim.number,
            payment,
        }
        .into());
    }
    let payer = claim.placed.iter().find(|placed| placed.payment == payment);
    let moved = Moved {
        payment,
        payer: payer.map(|placed| placed.payer.clone()).unwrap_or_default(),
        amount,
        to: Whereto::LeftOver,
    };
    let mut after = claim.clone();
    after.placed.retain(|placed| placed.payment != payment);
    after.paid = claim.paid.minus(amount)?;
    // What was given up or forgone was the difference to what was paid; when that is gone, the whole is owed again.
    if claim.void == Void::No && after.paid < after.owed()? {
        for line in &mut after.lines {
            line.written_off = Money::ZERO;
            if line.is_cost() {
                line.discount = Money::ZERO;
            }
        }
    }
    stand_after_loss(&mut after)?;
    decide_flows(claim, after, Vec::new(), vec![moved], &[], "unallocated")
}

/// Takes of the remainder what one payment put there, because it is paid back where it came from.
///
/// # Errors
/// [`Refusal::MoreThanRemainder`].
pub fn take_back(claim: &Claim, payment: i64, amount: Money) -> Result<Claim, ClaimError> {
    let beyond = claim
        .placed
        .iter()
        .filter(|placed| placed.payment == payment && placed.line.is_none());
    let remainder = Money::sum(beyond.map(|placed| placed.amount))?;
    if amount > remainder {
        return Err(Refusal::MoreThanRemainder {
            number: claim.number,
            amount,
            remainder,
        }
        .into());
    }
    let mut after = claim.clone();
    take_off(&mut after, amount, |placed| placed.payment == payment && placed.line.is_none())?;
    stand_by_hand(&mut after)?;
    settle_lines(&mut after)?;
    if after.status == Status::ManualHandling {
        after.extra = super::extra_by_sums(&after, after.has_several_payers())?;
    }
    Ok(after)
}

/// Where a claim stands when an allocation was undone.
fn stand_after_loss(claim: &mut Claim) -> Result<(), MoneyError> {
    if claim.void != Void::No {
        return stand_by_hand(claim);
    }
    let owed = claim.owed()?;
    if claim.paid < owed {
        claim.settled = None;
    }
    (claim.status, claim.extra) = match claim.settled {
        _ if claim.paid.is_zero() => (Status::Unpaid, Extra::None),
        Some(extra) if claim.paid == owed => (Status::Paid, extra),
        _ => (Status::ManualHandling, Extra::None),
    };
    Ok(())
}

/// Where a claim stands when a person moved its remainder: in manual handling, or, without money, where it stood when it was
/// annulled, credited, refunded or given up.
pub(super) fn stand_by_hand(claim: &mut Claim) -> Result<(), MoneyError> {
    claim.settled = None;
    (claim.status, claim.extra) = match (claim.void, claim.paid.is_zero()) {
        (Void::Annulled, true) => (Status::Annulled, Extra::None),
        (Void::Credited, true) => (Status::Credited, Extra::None),
        (Void::Refunded, true) => (Status::Refunded, Extra::None),
        (Void::WrittenOff, true) => (Status::Annulled, Extra::WrittenOff),
        (Void::No, true) if claim.owed()?.is_positive() => (Status::Unpaid, Extra::None),
        _ => (Status::ManualHandling, claim.extra),
    };
    Ok(())
}

/// Takes money off what stands on the claim, the newest first. Answers what was taken, by payment.
pub(super) fn take_off(claim: &mut Claim, amount: Money, which: impl Fn(&Placed) -> bool) -> Result<Vec<(i64, String, Money)>, MoneyError> {
    let mut rest = amount;
    let mut taken: Vec<(i64, String, Money)> = Vec::new();
    for placed in claim.placed.iter_mut().rev().filter(|placed| which(placed)) {
        let part = placed.amount.min(rest);
        if !part.is_positive() {
            continue;
        }
        placed.amount = placed.amount.minus(part)?;
        rest = rest.minus(part)?;
        match taken.iter_mut().find(|(payment, ..)| *payment == placed.payment) {
            Some((_, _, sum)) => *sum = sum.plus(part)?,
            None => taken.push((placed.payment, placed.payer.clone(), part)),
        }
    }
    claim.placed.retain(|placed| placed.amount.is_positive());
    claim.paid = claim.paid.minus(amount.minus(rest)?)?;
    Ok(taken)
}

/// Puts what stands on the claim where it fits: a line that became smaller gives the newest of its money to the remainder, and
/// a remainder fills lines that have room, costs first.
pub(super) fn settle_lines(claim: &mut Claim) -> Result<(), MoneyError> {
    let Claim { lines, placed, void, .. } = claim;
    let is_void = *void != Void::No;
    let mut beyond: Vec<Placed> = Vec::new();
    for line in lines.iter_mut() {
        let room = if is_void || line.dropped { Money::ZERO } else { line.owed()? };
        let on_line = |placed: &Placed| placed.line == Some(line.no);
        let stands = Money::sum(placed.iter().filter(|p| on_line(p)).map(|p| p.amount))?;
        let mut excess = stands.minus(room)?.or_zero();
        line.paid = stands.minus(excess)?;
        for part in placed.iter_mut().rev().filter(|p| on_line(p)) {
            let cut = part.amount.min(excess);
            if cut.is_positive() {
                part.amount = part.amount.minus(cut)?;
                excess = excess.minus(cut)?;
                beyond.push(Placed {
                    line: None,
                    amount: cut,
                    ..part.clone()
                });
            }
        }
    }
    beyond.reverse();
    placed.append(&mut beyond);
    let mut open: Vec<&mut Line> = lines.iter_mut().filter(|line| !line.dropped && !is_void).collect();
    open.sort_by_key(|line| Cost::IN_ORDER.iter().position(|cost| *cost == line.cost));
    for line in open {
        let mut room = line.owed()?.minus(line.paid)?.or_zero();
        for at in 0..placed.len() {
            let Some(part) = placed.get_mut(at).filter(|part| part.line.is_none()) else {
                continue;
            };
            let put = part.amount.min(room);
            if put.is_positive() {
                part.amount = part.amount.minus(put)?;
                room = room.minus(put)?;
                line.paid = line.paid.plus(put)?;
                let here = Placed {
                    line: Some(line.no),
                    amount: put,
                    ..part.clone()
                };
                placed.push(here);
            }
        }
    }
    merge(placed)
}

/// One entry for each payment and line, in the order the payments came: by key, so that nothing that happens to a claim changes
/// which of its money is the newest.
fn merge(placed: &mut Vec<Placed>) -> Result<(), MoneyError> {
    let key = |part: &Placed| (part.payment, part.line.is_none(), part.line);
    placed.sort_by_key(key);
    let mut merged: Vec<Placed> = Vec::with_capacity(placed.len());
    for part in placed.drain(..).filter(|part| part.amount.is_positive()) {
        match merged.last_mut().filter(|last| key(last) == key(&part)) {
            Some(last) => last.amount = last.amount.plus(part.amount)?,
            None => merged.push(part),
        }
    }
    *placed = merged;
    Ok(())
}
