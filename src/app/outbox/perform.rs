//! Takes one row of the outbox outside.

use super::retry::{Next, Tried, next};
use super::{Round, charges, letters, words};
use crate::app::ports::Ports;
use crate::app::usecase::orders::answers;
use crate::app::usecase::sending::follow;
use crate::app::{AppError, Session};
use crate::domain::dialogue::MessageState;
use crate::domain::money::Money;
use crate::domain::order::RequestState;
use crate::domain::sending::SendingState;
use crate::gateways::{Link, LinkState, LinkStatus, MessageState as Told, NewLink, OutMessage, PortError};
use crate::store::Tx;
use crate::store::outbox::{self as table, Op, Out, OutState};
use crate::store::request::{self, Request};

/// Why something was not sent any more.
const EXPIRED: &str = "expired";

/// What came of it outside.
enum Answer {
    Link(Link),
    Status(LinkStatus),
    Handed,
}

/// A fault of one row does not hold the others up: it is told, and the row goes to a person.
///
/// # Errors
/// When the site's file itself fails.
pub(super) fn keep_going(session: &mut Session, out: &Out, done: Result<(), AppError>, round: &mut Round) -> Result<(), AppError> {
    let Err(error) = done else { return Ok(()) };
    let lang = session.lang;
    let reason = error.words(lang);
    tracing::error!(op = out.op.code(), row = out.id, code = error.code(), "outbox");
    session.write(|tx| {
        table::move_on(tx, out.id, &[OutState::Claimed], OutState::Unknown, &reason, None)?;
        follow::moved(tx, out.id, SendingState::Unknown, &reason, None)
    })?;
    round.unknown += 1;
    round.trouble.push(reason);
    Ok(())
}

/// A row that a crash left claimed: did it happen? Keyed calls are simply made again.
pub(super) fn recover(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    let again = Out {
        // The first try may have come through.
        attempt: out.attempt + 1,
        ..out.clone()
    };
    if matches!(out.op, Op::SmsCharge | Op::SmsRefund) {
        return charges::recover(session, ports, &again, round);
    }
    if matches!(out.op, Op::MailSend | Op::PaperPrint) {
        return letters::recover(session, out, round);
    }
    if out.op != Op::SmsSend {
        return outside(session, ports, &again, round);
    }
    match ports.messages.look_up(&out.ext_key) {
        Ok(Told::Absent) => outside(session, ports, &again, round),
        Ok(_) => finish(session, out, Ok(Answer::Handed), true, round),
        Err(error) => finish(session, out, Err(error), true, round),
    }
}

/// Claims a row, takes it outside, and writes what came of it.
pub(super) fn one(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    let expired = out.expires_at_ms < session.actor().at_ms && matches!(out.op, Op::PayCreate | Op::SmsSend);
    if out.op == Op::MailSend && letters::is_put_off(session, out)? {
        return Ok(());
    }
    let holder = ports.holder.clone();
    let claimed = session.write(|tx| Ok(table::claim(tx, out.id, &holder)?))?;
    if !claimed {
        return Ok(());
    }
    if matches!(out.op, Op::SmsCharge | Op::SmsRefund) {
        let out = table::load(&session.store.conn, out.id)?.unwrap_or_else(|| out.clone());
        return charges::one(session, ports, &out, round);
    }
    if out.op == Op::MailSend {
        let out = table::load(&session.store.conn, out.id)?.unwrap_or_else(|| out.clone());
        return letters::mail(session, ports, &out, round);
    }
    if expired {
        return expire(session, out, round);
    }
    let out = table::load(&session.store.conn, out.id)?.unwrap_or_else(|| out.clone());
    outside(session, ports, &out, round)
}

/// A claimed row that is too late.
pub(super) fn expire(session: &mut Session, out: &Out, round: &mut Round) -> Result<(), AppError> {
    round.failed += 1;
    session.write(|tx| {
        table::move_on(tx, out.id, &[OutState::Claimed], OutState::Failed, EXPIRED, None)?;
        given_up(tx, out, EXPIRED, out.attempt > 0)
    })
}

fn outside(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    let request = match out.subject_kind.as_str() {
        "request" => request::load(&session.store.conn, out.subject_id)?,
        _ => None,
    };
    let keyed = out.op != Op::SmsSend || ports.messages.caps().keyed;
    let answer = match (&request, out.op) {
        // Its link was taken back, or paid, meanwhile: nobody needs it any more.
        (Some(request), Op::SmsSend) if request.state != RequestState::Live => {
            return session.write(|tx| {
                table::move_on(tx, out.id, &[OutState::Claimed], OutState::Cancelled, "", None)?;
                answers::message_moved(tx, out.id, MessageState::Cancelled, "")
            });
        }
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
    if payments.id() != request.provider {
        return Err(PortError::NotReached {
            detail: format!("{} is not the provider in the settings", request.provider),
        });
    }
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
        Op::SmsCharge | Op::SmsRefund => Err(PortError::Refused {
            code: "charge".to_owned(),
            detail: "a charge is of no payment request".to_owned(),
        }),
        Op::MailSend | Op::PaperPrint => Err(PortError::Refused {
            code: "letter".to_owned(),
            detail: "a letter is of no payment request".to_owned(),
        }),
        Op::PayCancel | Op::SmsSend => {
            // A link that never came about is as dead as one that was ended.
            match payments.status(&request.reference, id)? {
                None if request.url.is_none() => Ok(Answer::Status(never())),
                None => Err(PortError::Temporary {
                    code: "404".to_owned(),
                    detail: "the provider does not know its own link".to_owned(),
                }),
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
                // Somebody else may have finished it meanwhile; what the provider said counts all the same.
                let ours = table::move_on(tx, out.id, &[OutState::Claimed], to, "", None)?;
                if !ours && !matches!(answer, Answer::Link(_) | Answer::Status(_)) {
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
        Err(error) => refuse(session, out, &error, keyed, round),
    }
}

/// Writes that it did not come about, and what is done next.
pub(super) fn refuse(session: &mut Session, out: &Out, error: &PortError, keyed: bool, round: &mut Round) -> Result<(), AppError> {
    let reason = words(error);
    tracing::warn!(op = out.op.code(), attempt = out.attempt, reason, "outbox");
    let temporary = matches!(error, PortError::Temporary { .. });
    let tried = Tried {
        attempt: out.attempt,
        temporary: out.temporary + i64::from(temporary),
        expires_at_ms: out.expires_at_ms,
        keyed,
        owed: matches!(out.op, Op::PayCancel | Op::PayCapture | Op::PayRefund),
    };
    let what = next(error, tried, session.actor().at_ms, fastrand::i64(0..=40));
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
        if temporary {
            table::count_temporary(tx, out.id)?;
        }
        let certain = matches!(error, PortError::Refused { .. }) && out.attempt == 1;
        match (what, out.op) {
            (Next::Again(_), _) => Ok(()),
            (Next::Unknown, Op::SmsSend) => answers::message_moved(tx, out.id, MessageState::Unknown, &reason),
            _ => given_up(tx, out, &reason, !certain),
        }
    })
}

/// What it does to the order that something will not happen. `maybe`: an earlier try may have come through all the same.
fn given_up(tx: &Tx<'_>, out: &Out, reason: &str, maybe: bool) -> Result<(), AppError> {
    match out.op {
        Op::SmsSend => {
            answers::message_moved(tx, out.id, MessageState::Failed, reason)?;
            if out.subject_kind == "request" {
                answers::message_refused(tx, out.subject_id, reason)?;
            }
            Ok(())
        }
        // The provider is asked before the order opens: a link may have been made.
        Op::PayCreate if maybe => answers::link_doubtful(tx, out.subject_id, reason),
        Op::PayCreate => answers::link_refused(tx, out.subject_id, reason),
        Op::PayCancel => answers::tell(tx, out.subject_id, "cancel_failed", reason),
        Op::PayCapture => answers::tell(tx, out.subject_id, "capture_failed", reason),
        Op::PayRefund => answers::tell(tx, out.subject_id, "refund_failed", reason),
        // What becomes of them is written where they are made.
        Op::SmsCharge | Op::SmsRefund | Op::MailSend | Op::PaperPrint => Ok(()),
    }
}
