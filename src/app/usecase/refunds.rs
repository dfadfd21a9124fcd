//! Refunds on their way: sent, done, failed (CLM-11). A failed one is money left over again.

use super::claims::required;
use super::money::{self, log_refund};
use crate::app::{AppError, Session};
use crate::domain::claim::Whereto;
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::payment::{Movement, RefundState};
use crate::domain::refusal::{RefundWord, Refusal};
use crate::store::refund::{self, Refund};
use crate::store::taken::{self, NewMovement};
use crate::store::{StoreError, Tx, away, ledger, payment};

/// Moves a refund on, with a comment: the bank's word, or the person's.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchRefund`], [`Refusal::RefundForbids`].
pub fn move_on(session: &mut Session, id: i64, to: RefundState, comment: &str) -> Result<Refund, AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let asked = refund::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchRefund { wanted: id.to_string() })?;
        step(tx, &asked, to, &comment, None)?;
        Ok(refund::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchRefund { wanted: id.to_string() })?)
    })
}

/// The bank's line of a refund that was said to be done before: it leaves the bank once, so the line is set against it.
pub(crate) fn line_of_done(tx: &Tx<'_>, asked: &Refund, line: i64) -> Result<(), AppError> {
    let source = payment::hand(tx.conn(), asked.payment)?.ok_or(StoreError::Invariant {
        what: "payment-gone",
        id: asked.payment,
    })?;
    let (id, back) = (asked.id.to_string(), (Role::Bank, Role::NotPlaced));
    let voucher = money::book_two_sided(tx, "refund_line", &id, asked.amount, back, Some(&source.ledger))?;
    let movement = NewMovement {
        kind: Movement::Reversed,
        refund: Some(asked.id),
        ..NewMovement::of(Some(line), asked.amount, voucher)
    };
    Ok(taken::write_movement(tx, &movement, tx.actor().today)?)
}

/// See [`move_on`]. `line`: the payment of a bank file that is this refund, booked already.
pub(crate) fn step(tx: &Tx<'_>, asked: &Refund, to: RefundState, comment: &str, line: Option<i64>) -> Result<(), AppError> {
    if !asked.state.may_become(to) {
        let state = RefundWord(asked.state.code());
        return Err(Refusal::RefundForbids { refund: asked.id, state }.into());
    }
    refund::move_on(tx, asked.id, to, comment)?;
    let action = match to {
        RefundState::Requested => "requested",
        RefundState::Sent => "refund_sent",
        RefundState::Done => "refund_paid",
        RefundState::Failed => "refund_failed",
    };
    let seq = log_refund(tx, asked.id, action, comment)?;
    match to {
        RefundState::Requested | RefundState::Sent => Ok(()),
        RefundState::Done => pay(tx, asked, line),
        RefundState::Failed => fail(tx, asked, seq),
    }
}

fn pay(tx: &Tx<'_>, asked: &Refund, line: Option<i64>) -> Result<(), AppError> {
    let source = payment::hand(tx.conn(), asked.payment)?.ok_or(StoreError::Invariant {
        what: "payment-gone",
        id: asked.payment,
    })?;
    // A line of a bank file took it out of the bank already.
    let from = if line.is_some() { Role::NotPlaced } else { Role::Bank };
    let (id, out) = (asked.id.to_string(), (Role::ToBePaidOut, from));
    let voucher = money::book_two_sided(tx, "refund_done", &id, asked.amount, out, Some(&source.ledger))?;
    let movement = |kind, payment, amount| NewMovement {
        kind,
        refund: Some(asked.id),
        ..NewMovement::of(Some(payment), amount, voucher)
    };
    let today = tx.actor().today;
    taken::write_movement(tx, &movement(Movement::RefundPaid, asked.payment, asked.amount.negated()), today)?;
    if let Some(line) = line {
        taken::write_movement(tx, &movement(Movement::Reversed, line, asked.amount), today)?;
    }
    Ok(())
}

fn fail(tx: &Tx<'_>, asked: &Refund, seq: i64) -> Result<(), AppError> {
    let mut draft = Draft::default();
    let mut fee = Money::ZERO;
    for part in away::of_refund(tx.conn(), asked.payment, asked.id)? {
        draft.debit(part.to.role(), part.amount)?;
        draft.credit(Role::NotPlaced, part.amount)?;
        if part.to == Whereto::Fee {
            fee = fee.plus(part.amount)?;
        }
        away::take(tx, &part, part.amount, seq)?;
        payment::change_use(tx, asked.payment, part.amount.negated())?;
    }
    let voucher = ledger::open_voucher(tx, "refund_failed", &asked.id.to_string(), tx.actor().today)?;
    ledger::post(tx, voucher, &draft, None)?;
    for (kind, amount) in [(Movement::RefundFailed, asked.amount), (Movement::FeeKept, fee)] {
        let movement = NewMovement {
            kind,
            refund: Some(asked.id),
            ..NewMovement::of(Some(asked.payment), amount, voucher)
        };
        if amount.is_positive() {
            taken::write_movement(tx, &movement, tx.actor().today)?;
        }
    }
    Ok(())
}
