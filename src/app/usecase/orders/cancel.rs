//! *Annullera betalnings-SMS / Öppna order* (ORD-10 … ORD-14, ORD-18, ORD-19). The order stays locked until the provider has
//! said that its link is dead, or has taken the order to pay back.

use super::answers::outbox_over;
use super::loaded;
use crate::app::usecase::claims::required;
use crate::app::usecase::money;
use crate::app::{AppError, Session};
use crate::domain::claim;
use crate::domain::ledger::Role;
use crate::domain::money::Money;
use crate::domain::order::{Operation, Order, RequestState, Status};
use crate::domain::payment::{Method, Movement, State};
use crate::domain::refusal::Refusal;
use crate::store::outbox::{self, NewOut, Op, OutState};
use crate::store::request::{self, Request};
use crate::store::taken::NewMovement;
use crate::store::{Tx, claim as claims, journal, order as table, taken};

/// How long the provider is asked again and again to end a link or to pay back.
pub(crate) const KEEP_TRYING_MS: i64 = 30 * 24 * 3_600_000;

/// What annulling will mean, for the question before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The order's number.
    pub number: i64,
    /// Money that goes back to the customer.
    pub pays_back: Option<Money>,
}

/// What annulling will mean, or why it cannot be done.
///
/// # Errors
/// [`Refusal::OrderForbids`], [`Refusal::NothingToCancel`].
pub fn meaning(session: &Session, id: i64) -> Result<Meaning, AppError> {
    let view = super::view(session, id)?;
    view.loaded.order.may(Operation::Cancel)?;
    let current = view.requests.iter().find(|request| request.seq == view.loaded.order.link_seq);
    let number = view.loaded.order.number;
    let request = current.ok_or(Refusal::NothingToCancel { number })?;
    Ok(Meaning {
        number,
        pays_back: (request.state == RequestState::Paid).then_some(request.paid),
    })
}

/// Asks for the end of the payment link, or, when it was paid, for the money to go back.
///
/// # Errors
/// Refused by status.
pub fn cancel(session: &mut Session, id: i64, comment: &str) -> Result<(), AppError> {
    session.write(|tx| start(tx, id, "payment_cancelling", comment.trim()))
}

/// See [`cancel`].
pub(crate) fn start(tx: &Tx<'_>, id: i64, action: &'static str, comment: &str) -> Result<(), AppError> {
    let before = loaded(tx, id)?.order;
    let after = before.cancel()?;
    let requests = request::of_order(tx.conn(), id)?;
    let current = requests.into_iter().find(|request| request.seq == before.link_seq);
    let mut request = current.ok_or(Refusal::NothingToCancel { number: before.number })?;
    let now = tx.actor().at_ms;
    if after != before {
        table::save_standing(tx, &before, &after)?;
    }
    match request.state {
        RequestState::Creating if outbox::never_reached(tx.conn(), request.id)? => {
            // No link was ever asked for where anybody heard it: there is none to be taken back.
            request.state = RequestState::Dead;
            request::save(tx, &request)?;
            outbox_over(tx, &request)?;
            return super::answers::open_order(tx, &request, "payment_cancelled", comment);
        }
        RequestState::Creating | RequestState::Live => {
            request.state = RequestState::Cancelling;
            request::save(tx, &request)?;
            outbox_over(tx, &request)?;
            ask(tx, &request, Op::PayCancel, request.amount, "end", now)?;
        }
        RequestState::Paid => pay_back(tx, request, now)?,
        // Asked already: once more now, instead of when it would be due, or after it was refused.
        RequestState::Cancelling | RequestState::Refunding => return hurry(tx, &request),
        RequestState::Dead | RequestState::Refunded => return Err(Refusal::NothingToCancel { number: before.number }.into()),
    }
    let (was, is) = (before.mobile.code(), after.mobile.code());
    let json = |mobile: &str| serde_json::json!({ "mobile": mobile }).to_string();
    table::log(tx, id, action, comment, Some(&json(was)), Some(&json(is)))?;
    Ok(())
}

fn ask(tx: &Tx<'_>, request: &Request, op: Op, amount: Money, what: &str, now: i64) -> Result<(), AppError> {
    outbox::add(
        tx,
        &NewOut {
            dedupe_key: &format!("request:{}:{what}", request.id),
            op,
            provider: &request.provider,
            subject_kind: "request",
            subject_id: request.id,
            dest: &request.phone,
            body: "",
            amount,
            next_at_ms: now,
            expires_at_ms: now + KEEP_TRYING_MS,
            ext_key: &format!("{}-{what}", request.reference),
        },
    )?;
    Ok(())
}

/// What waits for its next try is tried now, and what failed once more, under the same key.
pub(crate) fn hurry(tx: &Tx<'_>, request: &Request) -> Result<(), AppError> {
    for out in outbox::of_subject(tx.conn(), "request", request.id)? {
        let wanted = match out.op {
            Op::PayCreate => request.state == RequestState::Creating,
            Op::SmsSend => request.state == RequestState::Live && out.state == OutState::Queued,
            Op::PayCancel => request.state == RequestState::Cancelling,
            Op::PayRefund => request.state == RequestState::Refunding,
            Op::PayCapture => request.state == RequestState::Paid && request.captured < request.paid,
            Op::SmsCharge | Op::SmsRefund | Op::MailSend | Op::PaperPrint => false,
        };
        if wanted && matches!(out.state, OutState::Queued | OutState::Failed | OutState::Unknown) {
            let keep = matches!(out.op, Op::PayCancel | Op::PayRefund | Op::PayCapture);
            let until = if keep {
                tx.actor().at_ms + KEEP_TRYING_MS
            } else {
                out.expires_at_ms
            };
            outbox::again(tx, out.id, until)?;
        }
    }
    Ok(())
}

/// A link that came about after it was given up is ended, while its order is open already.
pub(crate) fn end_again(tx: &Tx<'_>, request: &Request) -> Result<(), AppError> {
    let now = tx.actor().at_ms;
    ask(tx, request, Op::PayCancel, request.amount, "end-late", now)
}

/// The paid money goes back: it leaves what it stood on, and the provider is asked.
pub(crate) fn pay_back(tx: &Tx<'_>, mut request: Request, now: i64) -> Result<(), AppError> {
    let payment = request.payment_id.ok_or(Refusal::NothingToCancel {
        number: request.order_number,
    })?;
    let (_, _, on_claim) = taken::standing(tx.conn(), payment)?.ok_or(Refusal::NoSuchPayment {
        wanted: payment.to_string(),
    })?;
    let number = request.order_number.to_string();
    let voucher = money::book_two_sided(tx, "refund_asked", &number, request.paid, money::REFUND_ASKED, None)?;
    taken::write_movement(tx, &refund_asked(payment, on_claim, request.paid, voucher), tx.actor().today)?;
    if let Some(claim) = on_claim {
        off_claim(tx, payment, claim, request.paid)?;
    }
    taken::give_back(tx, payment, request.paid)?;
    request.state = RequestState::Refunding;
    request::save(tx, &request)?;
    ask(tx, &request, Op::PayRefund, request.paid, "back", now)
}

/// The transaction of money that is to go back.
pub(crate) fn refund_asked(payment: i64, claim: Option<i64>, amount: Money, voucher: i64) -> NewMovement<'static> {
    NewMovement {
        kind: Movement::RefundAsked,
        claim,
        ..NewMovement::of(Some(payment), amount.negated(), voucher)
    }
}

/// The transaction of money that is back.
pub(crate) fn paid_back(kind: Movement, payment: i64, amount: Money, voucher: i64) -> NewMovement<'static> {
    NewMovement {
        kind,
        ..NewMovement::of(Some(payment), amount.negated(), voucher)
    }
}

/// The invoice it stood on was credited: its remainder goes.
pub(crate) fn off_claim(tx: &Tx<'_>, payment: i64, id: i64, amount: Money) -> Result<(), AppError> {
    let before = claims::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchClaim { wanted: id.to_string() })?;
    let after = claim::take_back(&before, payment, amount)?;
    claims::save_sums(tx, &before, &after)?;
    tx.touch_claim(id);
    let seq = tx.log(&journal::Entry {
        kind: "claim",
        id,
        action: "refund_asked",
        comment: "",
        before: Some(&claims::snapshot(&before, false)?),
        after: Some(&claims::snapshot(&after, false)?),
    })?;
    claims::save_placed(tx, &before, &after, seq)?;
    money::restate(tx, &before, &after)?;
    Ok(())
}

/// Whether a payment came over a link that does not count any more (ORD-27). That it is parked is looked at when it goes back.
pub fn is_late(order: &Order, request: &Request) -> bool {
    let pays = order.claim_id.is_some() && order.method == Some(Method::Mobile);
    let counts = order.link_seq == request.seq && (order.lock.is_some() || pays || order.status == Status::Opened);
    request.state == RequestState::Paid && !counts
}

/// Pays back a mobile payment that came on a dead link (ORD-27): the refund that the list proposes.
///
/// # Errors
/// [`Refusal::NothingToCancel`] unless such a payment is there.
pub fn pay_back_late(session: &mut Session, request_id: i64) -> Result<(), AppError> {
    session.write(|tx| {
        let request = super::answers::one(tx, request_id)?;
        let number = request.order_number;
        let order = loaded(tx, request.order_id)?.order;
        if request.state == RequestState::Refunding {
            return hurry(tx, &request);
        }
        let standing = match request.payment_id {
            Some(payment) => taken::standing(tx.conn(), payment)?,
            None => None,
        };
        let parked = standing.is_some_and(|(_, state, _)| state == State::Parked);
        if !is_late(&order, &request) || !parked {
            return Err(Refusal::NothingToCancel { number }.into());
        }
        let is = serde_json::json!({ "amount": request.paid.to_string(), "reference": request.reference }).to_string();
        let (order_id, now) = (request.order_id, tx.actor().at_ms);
        pay_back(tx, request, now)?;
        table::log(tx, order_id, "refund_asked", "", None, Some(&is))?;
        Ok(())
    })
}

/// The customer got the money back another way, because the provider would not give it: in cash, or from the bank. What the
/// provider keeps stays open on the clearing account until it pays it out.
///
/// # Errors
/// [`Refusal::CommentMissing`]; [`Refusal::NothingToCancel`] unless a refund is asked for and not done.
pub fn paid_back_by_hand(session: &mut Session, id: i64, from: Role, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let number = loaded(tx, id)?.order.number;
        let requests = request::of_order(tx.conn(), id)?;
        let waits = requests.into_iter().find(|request| request.state == RequestState::Refunding);
        let mut request = waits.ok_or(Refusal::NothingToCancel { number })?;
        let payment = request.payment_id.ok_or(Refusal::NothingToCancel { number })?;
        for out in outbox::of_subject(tx.conn(), "request", request.id)? {
            let open = [OutState::Queued, OutState::Failed, OutState::Unknown];
            if out.op == Op::PayRefund && !outbox::move_on(tx, out.id, &open, OutState::Cancelled, &comment, None)? {
                // It is being asked for at this moment, or it is done.
                return Err(Refusal::NothingToCancel { number }.into());
            }
        }
        let out = (Role::ToBePaidOut, from);
        let voucher = money::book_two_sided(tx, "refund_done", &number.to_string(), request.paid, out, None)?;
        let back = paid_back(Movement::PaidBackByHand, payment, request.paid, voucher);
        taken::write_movement(tx, &back, tx.actor().today)?;
        request.state = RequestState::Refunded;
        request.by_hand = true;
        request::save(tx, &request)?;
        let is = serde_json::json!({ "amount": request.paid.to_string(), "from": from.code() }).to_string();
        table::log(tx, id, "refund_by_hand", &comment, None, Some(&is))?;
        super::answers::open_order(tx, &request, "payment_cancelled", &comment)
    })
}
