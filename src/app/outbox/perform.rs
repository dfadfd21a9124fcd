//! Takes one row of the outbox outside.

use super::retry::{Next, next};
use super::{Round, words};
use crate::app::ports::Ports;
use crate::app::usecase::orders::answers;
use crate::app::{AppError, Session};
use crate::domain::dialogue::MessageState;
use crate::domain::money::Money;
use crate::gateways::{Link, LinkState, LinkStatus, MessageState as Told, NewLink, OutMessage, PortError};
use crate::store::outbox::{self as table, Op, Out, OutState};
use crate::store::request::{self, Request};

/// What came of it outside.
enum Answer {
    Link(Link),
    Status(LinkStatus),
    Handed,
}

/// A row that a crash left claimed: did it happen? Keyed calls are simply made again.
pub(super) fn recover(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    if out.op != Op::SmsSend {
        return outside(session, ports, out, round);
    }
    match ports.messages.look_up(&out.ext_key) {
        Ok(Told::Absent) => outside(session, ports, out, round),
        Ok(_) => finish(session, out, Ok(Answer::Handed), true, round),
        Err(error) => finish(session, out, Err(error), true, round),
    }
}

/// Claims a row, takes it outside, and writes what came of it.
pub(super) fn one(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    let claimed = session.write(|tx| Ok(table::move_on(tx, out.id, &[OutState::Queued], OutState::Claimed, "", None)?))?;
    if !claimed {
        return Ok(());
    }
    let out = table::load(&session.store.conn, out.id)?.unwrap_or_else(|| out.clone());
    outside(session, ports, &out, round)
}

fn outside(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    let request = request::load(&session.store.conn, out.subject_id)?;
    let keyed = out.op != Op::SmsSend || ports.messages.caps().keyed;
    let answer = match (&request, out.op) {
        (_, Op::SmsSend) => {
            let message = OutMessage {
                key: &out.ext_key,
                to: &out.dest,
                text: &out.body,
            };
            ports.messages.hand_over(&message).map(|()| Answer::Handed)
        }
        (Some(request), op) => at_provider(session, ports, out, request, op),
        (None, _) => Err(PortError::Refused {
            code: "request".to_owned(),
            detail: "the payment request is gone".to_owned(),
        }),
    };
    finish(session, out, answer, keyed, round)
}

fn at_provider(session: &Session, ports: &mut Ports, out: &Out, request: &Request, op: Op) -> Result<Answer, PortError> {
    let id = request.provider_id.as_deref();
    let payments = ports.payments()?;
    match op {
        Op::PayCreate => {
            let description = format!("{} {}", session.site.name, request.order_number);
            let link = NewLink {
                reference: &request.reference,
                amount: request.amount,
                currency: session.site.currency.code(),
                description: &description,
                phone: &request.phone,
                expires_at_ms: out.expires_at_ms,
            };
            payments.create(&link).map(Answer::Link)
        }
        Op::PayCapture => payments
            .capture(&request.reference, id, out.amount, &out.ext_key)
            .map(Answer::Status),
        Op::PayRefund => payments
            .refund(&request.reference, id, out.amount, &out.ext_key)
            .map(Answer::Status),
        Op::PayCancel | Op::SmsSend => {
            // A link that never came about is as dead as one that was ended.
            match payments.status(&request.reference, id)? {
                None => Ok(Answer::Status(never())),
                Some(status) if matches!(status.state, LinkState::Dead | LinkState::Paid) => Ok(Answer::Status(status)),
                Some(_) => payments.cancel(&request.reference, id, &out.ext_key).map(Answer::Status),
            }
        }
    }
}

fn never() -> LinkStatus {
    LinkStatus {
        state: LinkState::Dead,
        word: String::new(),
        authorised: Money::ZERO,
        captured: Money::ZERO,
        refunded: Money::ZERO,
        paid_at_ms: None,
    }
}

/// Writes what came of it: the row, and what it does to the order, in one transaction.
fn finish(session: &mut Session, out: &Out, answer: Result<Answer, PortError>, keyed: bool, round: &mut Round) -> Result<(), AppError> {
    let simulated = session.settings.sms.provider == "simulator";
    match answer {
        Ok(answer) => {
            round.done += 1;
            session.write(|tx| {
                let to = if matches!(answer, Answer::Handed) {
                    OutState::Handed
                } else {
                    OutState::Done
                };
                if !table::move_on(tx, out.id, &[OutState::Claimed], to, "", None)? {
                    return Ok(());
                }
                match (&answer, out.op) {
                    (Answer::Handed, _) => answers::message_handed(tx, out),
                    (Answer::Link(link), _) => answers::link_made(tx, out.subject_id, link, out.expires_at_ms, simulated),
                    (Answer::Status(status), Op::PayRefund) => answers::refund_taken(tx, out.subject_id, status),
                    (Answer::Status(status), _) => answers::status_seen(tx, out.subject_id, status),
                }
            })
        }
        Err(error) => failed(session, out, &error, keyed, round),
    }
}

fn failed(session: &mut Session, out: &Out, error: &PortError, keyed: bool, round: &mut Round) -> Result<(), AppError> {
    let reason = words(error);
    tracing::warn!(op = out.op.code(), attempt = out.attempt, reason, "outbox");
    let what = next(
        error,
        out.attempt,
        session.actor().at_ms,
        out.expires_at_ms,
        keyed,
        fastrand::i64(0..=40),
    );
    let (to, at) = match what {
        Next::Again(at) => (OutState::Queued, Some(at)),
        Next::Fail => (OutState::Failed, None),
        Next::Unknown => (OutState::Unknown, None),
    };
    match what {
        Next::Again(_) => round.again += 1,
        Next::Fail => round.failed += 1,
        Next::Unknown => round.unknown += 1,
    }
    session.write(|tx| {
        if !table::move_on(tx, out.id, &[OutState::Claimed], to, &reason, at)? {
            return Ok(());
        }
        match (what, out.op) {
            (Next::Fail, Op::SmsSend) => {
                answers::message_moved(tx, out.id, MessageState::Failed, &reason)?;
                answers::message_refused(tx, out.subject_id, &reason)
            }
            (Next::Unknown, Op::SmsSend) => answers::message_moved(tx, out.id, MessageState::Unknown, &reason),
            (Next::Fail, Op::PayCreate) => answers::link_refused(tx, out.subject_id, &reason),
            _ => Ok(()),
        }
    })
}
