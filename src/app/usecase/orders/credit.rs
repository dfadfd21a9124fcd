//! Crediting an order's invoice and opening the order again (ORD-19): credit, open, *Annullera betalnings-SMS / Öppna order*.

use super::edit::log_status;
use super::{cancel, loaded};
use crate::app::usecase::claims::required;
use crate::app::usecase::money;
use crate::app::{AppError, Session};
use crate::domain::claim::{self, Void};
use crate::domain::ledger::Role;
use crate::domain::order::{Mobile, Operation, Order, RequestState, Status};
use crate::domain::payment::{Method, Movement};
use crate::domain::refusal::Refusal;
use crate::store::{StoreError, Tx, claim as claims, order as table, request, taken};

/// Credits the invoice of a posted order, in full, by a credit note that refers to it. Answers the note's number.
///
/// # Errors
/// [`Refusal::CommentMissing`], refusals by status of order and claim.
pub fn credit(session: &mut Session, id: i64, comment: &str) -> Result<String, AppError> {
    let comment = required(comment)?;
    session.write(|tx| credit_in(tx, id, &comment))
}

fn credit_in(tx: &Tx<'_>, id: i64, comment: &str) -> Result<String, AppError> {
    let order = loaded(tx, id)?.order;
    order.may(Operation::Credit)?;
    let claim_id = order.claim_id.ok_or(Refusal::OrderForbids {
        number: order.number,
        status: order.status,
        operation: crate::domain::refusal::OperationName(Operation::Credit.code()),
    })?;
    let before = claims::load(tx.conn(), claim_id)?.ok_or(Refusal::NoSuchClaim {
        wanted: claim_id.to_string(),
    })?;
    let decision = claim::credit_lines(&before, &[]).map_err(StoreError::from)?;
    let saved = claims::save_decision(tx, &before, &decision, comment, None)?;
    money::restate(tx, &before, &decision.after)?;
    follow(tx, &decision.after, comment)?;
    Ok(saved.note.map(|number| format!("K{number}")).unwrap_or_default())
}

/// An order whose invoice was credited in full, from wherever, stands as credited (KREDITERAD).
pub(crate) fn follow(tx: &Tx<'_>, claim: &claim::Claim, comment: &str) -> Result<(), AppError> {
    if claim.void != Void::Credited && claim.void != Void::Annulled {
        return Ok(());
    }
    let Some(id) = table::of_claim(tx.conn(), claim.id)? else {
        return Ok(());
    };
    let before = loaded(tx, id)?.order;
    if before.status != Status::Posted {
        return Ok(());
    }
    let after = Order {
        status: Status::Credited,
        ..before.clone()
    };
    table::save_standing(tx, &before, &after)?;
    log_status(tx, id, "credited", comment, (before.status, after.status))
}

/// Opens a credited order again. When the customer's mobile payment still stands, the credit to the provider remains, and the
/// order says so (ORD-19).
///
/// # Errors
/// Refused by status.
pub fn open(session: &mut Session, id: i64) -> Result<Order, AppError> {
    session.write(|tx| open_in(tx, id))
}

fn open_in(tx: &Tx<'_>, id: i64) -> Result<Order, AppError> {
    let before = loaded(tx, id)?.order;
    before.may(Operation::Open)?;
    let requests = request::of_order(tx.conn(), id)?;
    let stands = requests
        .iter()
        .any(|request| request.seq == before.link_seq && request.state == RequestState::Paid);
    let after = if stands {
        Order {
            status: Status::Opened,
            mobile: Mobile::CreditRemains,
            ..before.clone()
        }
    } else {
        before.opened()
    };
    table::save_standing(tx, &before, &after)?;
    log_status(tx, id, "opened", "", (before.status, after.status))?;
    if let Some(claim) = before.claim_id {
        give_back_at_counter(tx, &before, claim)?;
    }
    Ok(after)
}

/// What was taken at the counter for the credited invoice is given back there, as it came; the order is paid anew when it is
/// posted anew.
fn give_back_at_counter(tx: &Tx<'_>, order: &Order, claim: i64) -> Result<(), AppError> {
    for (payment, amount, ledger_account) in taken::counter_payments(tx.conn(), claim)? {
        cancel::off_claim(tx, payment, claim, amount)?;
        let today = tx.actor().today;
        let text = order.number.to_string();
        let voucher = money::book_two_sided(tx, "refund_asked", &text, amount, money::REFUND_ASKED, None)?;
        taken::write_movement(tx, &cancel::refund_asked(payment, Some(claim), amount, voucher), today)?;
        let out = (Role::ToBePaidOut, Role::Bank);
        let voucher = money::book_two_sided(tx, "refund_done", &text, amount, out, Some(&ledger_account))?;
        taken::write_movement(tx, &cancel::paid_back(Movement::PaidBackByHand, payment, amount, voucher), today)?;
        taken::give_back(tx, payment, amount)?;
        let is = serde_json::json!({ "amount": amount.to_string(), "method": order.method.map(Method::code) }).to_string();
        table::log(tx, order.id, "paid_back_at_counter", "", None, Some(&is))?;
    }
    Ok(())
}

/// *Credit and re-issue* in one go: credits, opens, and asks the provider for the customer's money, so that the order can be
/// changed and sent anew. Answers the credit note's number.
///
/// # Errors
/// Those of the three; nothing is done then.
pub fn reissue(session: &mut Session, id: i64, comment: &str) -> Result<String, AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let note = credit_in(tx, id, &comment)?;
        let opened = open_in(tx, id)?;
        if opened.status == Status::Opened {
            cancel::start(tx, id, "payment_cancelling", &comment)?;
        }
        Ok(note)
    })
}
