//! Many rows at once: each transaction waits for the disk, so those that a crash can be looked up for afterwards share one when they
//! are claimed and one when their answers are written.

use super::{Round, charges, perform};
use crate::app::ports::Ports;
use crate::app::usecase::orders::answers;
use crate::app::{AppError, Session};
use crate::gateways::{OutMessage, PortError};
use crate::store::outbox::{self as table, Op, Out, OutState};

/// How many rows are claimed together: so many are asked about after a crash, and so long another console waits to take one back.
pub(super) const AT_ONCE: usize = 32;

/// Whether a row may share: a plain message, or a charge at a provider that takes the same key twice as one.
pub(super) fn may_share(out: &Out, ports: &Ports) -> bool {
    match out.op {
        Op::SmsSend => out.subject_kind != "request",
        Op::SmsCharge => charges::keyed(ports),
        _ => false,
    }
}

/// Takes rows that may share outside.
pub(super) fn send(session: &mut Session, ports: &mut Ports, due: &[Out], round: &mut Round) -> Result<(), AppError> {
    let holder = ports.holder.clone();
    let claimed = session.write(|tx| {
        let mut claimed = Vec::new();
        for out in due {
            if table::claim(tx, out.id, &holder)? {
                claimed.extend(table::load(tx.conn(), out.id)?);
            }
        }
        Ok(claimed)
    })?;
    let (plain, drawn): (Vec<Out>, Vec<Out>) = claimed.into_iter().partition(|out| out.op == Op::SmsSend);
    charges::many(session, ports, &drawn, round)?;
    let now = session.actor().at_ms;
    let mut handed = Vec::new();
    for out in &plain {
        if out.expires_at_ms < now {
            perform::expire(session, out, round)?;
            continue;
        }
        let message = OutMessage {
            key: &out.ext_key,
            to: &out.dest,
            text: &out.body,
        };
        match ports.messages.hand_over(&message) {
            Ok(()) => handed.push(out),
            Err(error) => not_handed(session, ports, out, error, round)?,
        }
    }
    if handed.is_empty() {
        return Ok(());
    }
    round.done += handed.len();
    session.write(|tx| {
        for out in handed {
            if table::move_on(tx, out.id, &[OutState::Claimed], OutState::Handed, "", None)? {
                answers::message_handed(tx, out)?;
            }
        }
        Ok(())
    })
}

fn not_handed(session: &mut Session, ports: &Ports, out: &Out, error: PortError, round: &mut Round) -> Result<(), AppError> {
    let keyed = ports.messages.caps().keyed;
    let done = perform::refuse(session, out, &error, keyed, round);
    perform::keep_going(session, out, done, round)
}
