//! What the answers of the world outside do to orders. Each runs inside a transaction and may be repeated: the second time it
//! changes nothing.

use super::edit::log_status;
use super::{loaded, send};
use crate::app::AppError;
use crate::app::usecase::money;
use crate::app::usecase::orders::cancel;
use crate::app::usecase::sending::follow;
use crate::domain::dialogue::MessageState;
use crate::domain::ledger::{Draft, Role};
use crate::domain::message as sms;
use crate::domain::money::Money;
use crate::domain::order::{Mobile, RequestState, Status};
use crate::domain::payment::{Reason, Source, State};
use crate::domain::refusal::Refusal;
use crate::gateways::{Link, LinkState, LinkStatus};
use crate::store::message::{self, NewMessage};
use crate::store::order as table;
use crate::store::outbox::{self, NewOut, Op, OutState};
use crate::store::request::{self, Request};
use crate::store::taken::{self, Taken};
use crate::store::{Tx, ledger, party, site};

pub(crate) fn one(tx: &Tx<'_>, id: i64) -> Result<Request, AppError> {
    request::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchPayment { wanted: id.to_string() }.into())
}

/// The link is made: its message goes into the outbox, in the same transaction that keeps the link.
pub(crate) fn link_made(tx: &Tx<'_>, id: i64, link: &Link, expires_at_ms: i64, simulated: bool) -> Result<(), AppError> {
    let mut request = one(tx, id)?;
    if request.url.is_some() {
        return Ok(());
    }
    request.url = Some(link.url.clone());
    request.provider_id = Some(link.payment_id.clone());
    let alive = request.state == RequestState::Creating;
    if alive {
        request.state = RequestState::Live;
    }
    request::save(tx, &request)?;
    if !alive {
        // It was given up meanwhile, and came about all the same: it is ended.
        return if request.state == RequestState::Dead {
            cancel::end_again(tx, &request)
        } else {
            Ok(())
        };
    }
    let whole = loaded(tx, request.order_id)?;
    let site = site::load(tx.conn())?;
    let card = match whole.order.party_id {
        Some(party) => party::card(tx.conn(), party)?,
        None => None,
    };
    let car = match whole.order.vehicle_id {
        Some(vehicle) => table::vehicle(tx.conn(), vehicle)?,
        None => None,
    };
    let lang = send::customer_lang(card.as_ref().map_or("", |card| &card.language), &site);
    let plate = car.as_ref().map_or("", |car| &car.plate);
    let text = match send::wording(lang, &site.name, plate, whole.order.number, request.amount, &link.url) {
        Ok(text) => text,
        Err(refusal) => return cancel::start(tx, request.order_id, "sms_failed", refusal.code()),
    };
    let parts = i64::try_from(sms::measure(&text).parts).unwrap_or(i64::MAX);
    let out = outbox::add(
        tx,
        &NewOut {
            dedupe_key: &format!("request:{id}:sms"),
            op: Op::SmsSend,
            provider: "sms",
            subject_kind: "request",
            subject_id: id,
            dest: &request.phone,
            body: &text,
            amount: Money::ZERO,
            next_at_ms: tx.actor().at_ms,
            expires_at_ms,
            ext_key: &format!("{}-sms", request.reference),
        },
    )?;
    if out.is_some() {
        message::add(
            tx,
            &NewMessage {
                outgoing: true,
                number: &request.phone,
                text: &text,
                parts,
                simulated,
                outbox_id: out,
                order_id: Some(request.order_id),
                ..NewMessage::default()
            },
        )?;
    }
    Ok(())
}

/// The provider refused to make the link: the order is open again, nothing is locked (requirements 2.2).
pub(crate) fn link_refused(tx: &Tx<'_>, id: i64, reason: &str) -> Result<(), AppError> {
    let mut request = one(tx, id)?;
    if !matches!(request.state, RequestState::Creating | RequestState::Cancelling) {
        return Ok(());
    }
    request.state = RequestState::Dead;
    reason.clone_into(&mut request.word);
    request::save(tx, &request)?;
    open_order(tx, &request, "payment_refused", reason)
}

/// Nobody knows whether the link was made: the provider is asked, and the order opens when it says that there is none.
pub(crate) fn link_doubtful(tx: &Tx<'_>, id: i64, reason: &str) -> Result<(), AppError> {
    let request = one(tx, id)?;
    let stands = loaded(tx, request.order_id)?.order;
    if request.state == RequestState::Creating && stands.status == Status::MobilePayment && stands.link_seq == request.seq {
        return cancel::start(tx, request.order_id, "payment_refused", reason);
    }
    Ok(())
}

/// Writes on the order what a person should know.
pub(crate) fn tell(tx: &Tx<'_>, id: i64, action: &'static str, reason: &str) -> Result<(), AppError> {
    let request = one(tx, id)?;
    table::log(tx, request.order_id, action, reason, None, None)?;
    Ok(())
}

/// The message was refused or could not be sent: the link is taken back, and the order opens when the provider has said so.
pub(crate) fn message_refused(tx: &Tx<'_>, id: i64, reason: &str) -> Result<(), AppError> {
    let request = one(tx, id)?;
    if request.state == RequestState::Live {
        cancel::start(tx, request.order_id, "sms_failed", reason)?;
    }
    Ok(())
}

/// The request's order is open again, if it is this request that locks it.
pub(crate) fn open_order(tx: &Tx<'_>, request: &Request, action: &'static str, comment: &str) -> Result<(), AppError> {
    let before = loaded(tx, request.order_id)?.order;
    let stands = matches!(before.status, Status::MobilePayment | Status::Opened) && before.link_seq == request.seq;
    if !stands {
        return Ok(());
    }
    let after = before.opened();
    table::save_standing(tx, &before, &after)?;
    table::save_times(tx, before.id, None, None)?;
    log_status(tx, before.id, action, comment, (before.status, after.status))
}

/// What the provider says of a request. Repeating it changes nothing twice (ORD-16, asks.md 24).
pub(crate) fn status_seen(tx: &Tx<'_>, id: i64, status: &LinkStatus) -> Result<(), AppError> {
    let mut request = one(tx, id)?;
    request.checked_at_ms = Some(tx.actor().at_ms);
    status.word.clone_into(&mut request.word);
    request.captured = request.captured.max(status.captured);
    match (status.state, request.state) {
        (LinkState::Paid, RequestState::Creating | RequestState::Live | RequestState::Cancelling | RequestState::Dead) => {
            arrived(tx, request, status)
        }
        (LinkState::Paid, RequestState::Refunding) if status.refunded >= request.paid => refunded(tx, request),
        (LinkState::Dead, RequestState::Refunding) => refunded(tx, request),
        (LinkState::Paid, RequestState::Paid) if request.captured < request.paid => {
            request::save(tx, &request)?;
            capture(tx, &request)
        }
        (LinkState::Dead, RequestState::Paid) => lost(tx, request),
        (LinkState::Dead, RequestState::Creating | RequestState::Live | RequestState::Cancelling) => {
            let ours = request.state == RequestState::Cancelling;
            request.state = RequestState::Dead;
            request::save(tx, &request)?;
            outbox_over(tx, &request)?;
            open_order(tx, &request, if ours { "payment_cancelled" } else { "payment_ended" }, &status.word)
        }
        _ => Ok(request::save(tx, &request)?),
    }
}

/// What the customer agreed to pay ran out before it was taken: the money never came.
fn lost(tx: &Tx<'_>, request: Request) -> Result<(), AppError> {
    let order = loaded(tx, request.order_id)?.order;
    let now = tx.actor().at_ms;
    if order.status == Status::MobilePayment && order.link_seq == request.seq {
        tell(tx, request.id, "payment_lost", &request.word)?;
        let id = request.id;
        cancel::pay_back(tx, request, now)?;
        return refunded(tx, one(tx, id)?);
    }
    if order.mobile != Mobile::Deviating {
        let mut after = order.clone();
        after.mobile = Mobile::Deviating;
        table::save_standing(tx, &order, &after)?;
        tell(tx, request.id, "payment_lost", &request.word)?;
    }
    Ok(request::save(tx, &request)?)
}

/// What still waits to leave for a request that is over is taken back.
pub(crate) fn outbox_over(tx: &Tx<'_>, request: &Request) -> Result<(), AppError> {
    for out in outbox::of_subject(tx.conn(), "request", request.id)? {
        let waits = out.state == OutState::Queued && matches!(out.op, Op::SmsSend | Op::PayCreate);
        if waits && outbox::move_on(tx, out.id, &[OutState::Queued], OutState::Cancelled, "", None)? && out.op == Op::SmsSend {
            message::move_on(tx, out.id, MessageState::Cancelled, "")?;
        }
    }
    Ok(())
}

/// Money came: it is booked on the clearing account (1931) against what is not placed, until the order is posted.
fn arrived(tx: &Tx<'_>, mut request: Request, status: &LinkStatus) -> Result<(), AppError> {
    let now = tx.actor().at_ms;
    let before = loaded(tx, request.order_id)?.order;
    let locks = before.status == Status::MobilePayment && before.link_seq == request.seq;
    let late = request.state == RequestState::Dead || !locks;
    let exact = status.authorised == request.amount;
    let standing = match (late, exact) {
        (true, _) => (State::Parked, Reason::LinkDead),
        (false, false) => (State::Parked, Reason::OtherAmount),
        (false, true) => (State::Reserved, Reason::OrderOpen),
    };
    let mut draft = Draft::default();
    draft.debit(Role::MobileClearing, status.authorised)?;
    draft.credit(Role::NotPlaced, status.authorised)?;
    let text = before.number.to_string();
    let today = tx.actor().today;
    let voucher = ledger::open_voucher(tx, "mobile_payment", &text, today)?;
    ledger::post(tx, voucher, &draft, None)?;
    let payment = taken::add(
        tx,
        &Taken {
            source: Source::Mobile,
            account_id: taken::account_for(tx, Role::MobileClearing)?,
            amount: status.authorised,
            booked_on: today,
            reference: Some(&request.reference),
            payer: Some(&request.phone),
            text: &text,
            standing,
            claim_id: None,
            party_id: before.party_id,
            voucher,
        },
    )?;
    let cancelling = request.state == RequestState::Cancelling;
    request.state = RequestState::Paid;
    request.paid = status.authorised;
    request.paid_at_ms = status.paid_at_ms;
    request.arrived_at_ms = Some(now);
    request.payment_id = Some(payment);
    request::save(tx, &request)?;
    outbox_over(tx, &request)?;
    if status.captured < status.authorised {
        capture(tx, &request)?;
    }
    if late {
        let is = serde_json::json!({ "amount": status.authorised.to_string(), "reference": request.reference }).to_string();
        table::log(tx, before.id, "payment_late", "", None, Some(&is))?;
        return Ok(());
    }
    let after = before.paid(exact);
    table::save_standing(tx, &before, &after)?;
    table::save_times(tx, before.id, status.paid_at_ms, Some(now))?;
    let was = serde_json::json!({ "payment_received": before.payment_received, "method": before.method.map(|m| m.code()) });
    let is = serde_json::json!({ "payment_received": after.payment_received, "method": after.method.map(|m| m.code()),
        "amount": status.authorised.to_string() });
    let action = if exact { "payment_received" } else { "payment_deviates" };
    table::log(tx, before.id, action, "", Some(&was.to_string()), Some(&is.to_string()))?;
    if cancelling {
        // It was being taken back when the customer paid: the money goes home (ORD-13).
        cancel::pay_back(tx, request, now)?;
    }
    Ok(())
}

fn capture(tx: &Tx<'_>, request: &Request) -> Result<(), AppError> {
    let now = tx.actor().at_ms;
    let rows = outbox::of_subject(tx.conn(), "request", request.id)?;
    if let Some(row) = rows.iter().find(|row| row.op == Op::PayCapture) {
        // It was refused before; whoever asks now asks again.
        if matches!(row.state, OutState::Failed | OutState::Unknown) {
            outbox::again(tx, row.id, now + cancel::KEEP_TRYING_MS)?;
        }
        return Ok(());
    }
    outbox::add(
        tx,
        &NewOut {
            dedupe_key: &format!("request:{}:capture", request.id),
            op: Op::PayCapture,
            provider: &request.provider,
            subject_kind: "request",
            subject_id: request.id,
            dest: &request.phone,
            body: "",
            amount: request.paid,
            next_at_ms: now,
            expires_at_ms: now + cancel::KEEP_TRYING_MS,
            ext_key: &format!("{}-take", request.reference),
        },
    )?;
    Ok(())
}

/// The provider took the order to pay back: the customer's money is on its way and the order is open (ORD-12, ORD-13).
pub(crate) fn refund_taken(tx: &Tx<'_>, id: i64, status: &LinkStatus) -> Result<(), AppError> {
    let request = one(tx, id)?;
    if request.state == RequestState::Refunding {
        open_order(tx, &request, "payment_cancelled", "")?;
        status_seen(tx, id, status)?;
    }
    Ok(())
}

/// The money is back with the customer.
fn refunded(tx: &Tx<'_>, mut request: Request) -> Result<(), AppError> {
    let Some(payment) = request.payment_id else { return Ok(()) };
    let (number, out) = (request.order_number.to_string(), (Role::ToBePaidOut, Role::MobileClearing));
    let voucher = money::book_two_sided(tx, "refund_done", &number, request.paid, out, None)?;
    let back = super::cancel::paid_back(crate::domain::payment::Movement::Refunded, payment, request.paid, voucher);
    taken::write_movement(tx, &back, tx.actor().today)?;
    for out in outbox::of_subject(tx.conn(), "request", request.id)? {
        if out.state == OutState::Queued && matches!(out.op, Op::PayRefund | Op::PayCapture) {
            outbox::move_on(tx, out.id, &[OutState::Queued], OutState::Cancelled, "", None)?;
        }
    }
    request.refunded = request.paid;
    request.state = RequestState::Refunded;
    request::save(tx, &request)?;
    let is = serde_json::json!({ "amount": request.paid.to_string(), "reference": request.reference }).to_string();
    table::log(tx, request.order_id, "refund_done", "", None, Some(&is))?;
    // One that is open again stays so; one whose provider gave back on its own opens now.
    open_order(tx, &request, "payment_cancelled", &request.word)?;
    Ok(())
}

/// The message is with the gateway: the customer can pay.
pub(crate) fn message_handed(tx: &Tx<'_>, out: &outbox::Out) -> Result<(), AppError> {
    message::move_on(tx, out.id, MessageState::Handed, "")?;
    follow::message(tx, out.id, MessageState::Handed, "")?;
    if out.subject_kind != "request" {
        return Ok(());
    }
    let request = one(tx, out.subject_id)?;
    let before = loaded(tx, request.order_id)?.order;
    if before.mobile == Mobile::Sending && before.link_seq == request.seq {
        let mut after = before.clone();
        after.mobile = Mobile::Sent;
        table::save_standing(tx, &before, &after)?;
    }
    Ok(())
}

/// Something left for good or will never leave: what its message shows.
pub(crate) fn message_moved(tx: &Tx<'_>, out: i64, state: MessageState, detail: &str) -> Result<(), AppError> {
    message::move_on(tx, out, state, detail)?;
    follow::message(tx, out, state, detail)
}
