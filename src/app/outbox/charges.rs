//! Messages that cost: made once, and followed until it is known what came of them (gateways.md 8; SMS-16 to SMS-22).

use super::arrived::{Taking, take_all};
use super::retry::{Next, Tried, next};
use super::{Asking, Round, words};
use crate::app::ports::Ports;
use crate::app::usecase::dues_sms::incoming::Came;
use crate::app::usecase::dues_sms::outcome::{self, CLAIM_CHANGED, EXPIRED, NO_OUTCOME, UNCERTAIN};
use crate::app::usecase::dues_sms::{Answering, setup};
use crate::app::{AppError, Session};
use crate::domain::claim::Status;
use crate::domain::dialogue::MessageState;
use crate::domain::dues_sms::ChargeState;
use crate::gateways::PortError;
use crate::gateways::charges::{ChargeEvent, ChargeFault, ChargeNews, ChargeState as Seen, ChargeStatus, NewCharge, sender};
use crate::store::charge::{self, Charge, Told};
use crate::store::outbox::{self as table, Op, Out, OutState};
use crate::store::{Tx, claim, message};

/// An outcome is asked for when none came by itself for so long.
const ASK_AFTER_MS: i64 = 60_000;
/// What stands on the phone bill, in letters.
const DESCRIPTION_MAX: usize = 40;

/// Whether messages or outcomes may come.
pub(super) fn may_come(session: &Session) -> Result<bool, AppError> {
    Ok(setup::current(session)?.is_open || charge::any_waiting(&session.store.conn)?)
}

/// A row that a crash left in the middle of its call: it may have been made.
pub(super) fn recover(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    if out.op == Op::SmsRefund {
        return refund(session, ports, out, round);
    }
    session.write(|tx| Ok(charge::set_doubtful(tx, out.subject_id)?))?;
    let answer = ports.charges().and_then(|charges| charges.status(&out.ext_key));
    match answer {
        // Nobody heard it, and a second call under the same key would be none.
        Ok(ChargeStatus { state: Seen::Absent, .. }) if keyed(ports) => make(session, ports, out, round),
        Ok(status) if status.state != Seen::Absent => done(session, &[(out, status)], round),
        Ok(_) => lost(session, out, "", round),
        Err(error) => failed(session, out, &error, keyed(ports), round),
    }
}

/// Whether the provider takes the same key twice as one charge.
pub(super) fn keyed(ports: &Ports) -> bool {
    ports.charges.as_ref().is_some_and(|charges| charges.caps().keyed)
}

/// Takes a claimed row outside.
pub(super) fn one(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    if out.op == Op::SmsRefund {
        return refund(session, ports, out, round);
    }
    match ready(session, out, round)? {
        true => make(session, ports, out, round),
        false => Ok(()),
    }
}

/// Takes claimed charges outside; what the provider answers is written together.
pub(super) fn many(session: &mut Session, ports: &mut Ports, outs: &[Out], round: &mut Round) -> Result<(), AppError> {
    let mut told = Vec::new();
    for out in outs {
        if ready(session, out, round)? {
            match call(session, ports, out)? {
                Ok(status) => told.push((out, status)),
                Err(error) => failed(session, out, &error, keyed(ports), round)?,
            }
        }
    }
    done(session, &told, round)
}

/// Whether a claimed charge is still to be made; one that is not is written so.
fn ready(session: &mut Session, out: &Out, round: &mut Round) -> Result<bool, AppError> {
    let Some(known) = charge::load(&session.store.conn, out.subject_id)? else {
        lost(session, out, "", round)?;
        return Ok(false);
    };
    if known.state != ChargeState::Asked && !known.doubtful {
        // A person decided meanwhile.
        session.write(|tx| Ok(table::move_on(tx, out.id, &[OutState::Claimed], OutState::Cancelled, "", None).map(drop)?))?;
        return Ok(false);
    }
    if !known.doubtful {
        if out.expires_at_ms < session.actor().at_ms {
            not_made(session, out, EXPIRED, "", round)?;
            return Ok(false);
        }
        if !still_owed(session, &known)? {
            not_made(session, out, CLAIM_CHANGED, "", round)?;
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the claim still asks for exactly this amount: it may have been paid by bank meanwhile.
fn still_owed(session: &Session, known: &Charge) -> Result<bool, AppError> {
    let claim = claim::load(&session.store.conn, known.claim_id)?;
    Ok(match claim {
        Some(claim) => claim.status == Status::Unpaid && claim.settles(known.amount)?,
        None => false,
    })
}

fn make(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    match call(session, ports, out)? {
        Ok(status) => done(session, &[(out, status)], round),
        Err(error) => failed(session, out, &error, keyed(ports), round),
    }
}

fn call(session: &Session, ports: &mut Ports, out: &Out) -> Result<Result<ChargeStatus, PortError>, AppError> {
    let setup = setup::current(session)?;
    let description: String = session.site.name.chars().take(DESCRIPTION_MAX).collect();
    let new = NewCharge {
        key: &out.ext_key,
        to: &out.dest,
        text: &out.body,
        amount: out.amount,
        description: &description,
        age: setup.age,
        expires_at_ms: out.expires_at_ms,
    };
    let provider = out.provider.clone();
    Ok(ports.charges().and_then(|charges| {
        if charges.id() == provider {
            charges.charge(&new)
        } else {
            Err(PortError::NotReached {
                detail: format!("{provider} is not the provider in the settings"),
            })
        }
    }))
}

/// The provider answered.
fn done(session: &mut Session, all: &[(&Out, ChargeStatus)], round: &mut Round) -> Result<(), AppError> {
    if all.is_empty() {
        return Ok(());
    }
    let with = Answering::of(session)?;
    round.done += all.len();
    session.write(|tx| {
        for (out, status) in all {
            table::move_on(tx, out.id, &[OutState::Claimed], OutState::Done, "", None)?;
            told(tx, &with, out.subject_id, status)?;
        }
        Ok(())
    })
}

/// Writes what is said of a charge, and where its message stands.
fn told(tx: &Tx<'_>, with: &Answering, id: i64, status: &ChargeStatus) -> Result<(), AppError> {
    outcome::told(tx, with, id, status)?;
    follow(tx, id, status.state == Seen::Paid { delivered: false })
}

fn follow(tx: &Tx<'_>, id: i64, undelivered: bool) -> Result<(), AppError> {
    let Some(now) = charge::load(tx.conn(), id)? else { return Ok(()) };
    if undelivered {
        return Ok(());
    }
    let detail = if now.fault.is_empty() { &now.code } else { &now.fault };
    for out in table::of_subject(tx.conn(), "charge", id)? {
        if out.op == Op::SmsCharge {
            message::move_on(tx, out.id, outcome::message_state(now.state), detail)?;
        }
    }
    Ok(())
}

/// It was certainly not made.
fn not_made(session: &mut Session, out: &Out, fault: &'static str, detail: &str, round: &mut Round) -> Result<(), AppError> {
    over(session, out, ChargeState::Failed, (fault, "", detail))?;
    round.failed += 1;
    Ok(())
}

/// Nobody knows whether it was made.
fn lost(session: &mut Session, out: &Out, detail: &str, round: &mut Round) -> Result<(), AppError> {
    over(session, out, ChargeState::Uncertain, (UNCERTAIN, "", detail))?;
    round.unknown += 1;
    Ok(())
}

fn over(session: &mut Session, out: &Out, state: ChargeState, (fault, code, detail): (&str, &str, &str)) -> Result<(), AppError> {
    let with = Answering::of(session)?;
    let to = if state == ChargeState::Failed {
        OutState::Failed
    } else {
        OutState::Unknown
    };
    session.write(|tx| {
        table::move_on(
            tx,
            out.id,
            &[OutState::Claimed],
            to,
            if detail.is_empty() { fault } else { detail },
            None,
        )?;
        if let Some(known) = charge::load(tx.conn(), out.subject_id)? {
            outcome::become_(tx, &with, &known, state, Told { code, fault, detail }, "")?;
        }
        follow(tx, out.subject_id, false)
    })
}

fn failed(session: &mut Session, out: &Out, error: &PortError, keyed: bool, round: &mut Round) -> Result<(), AppError> {
    let reason = words(error);
    tracing::warn!(op = out.op.code(), attempt = out.attempt, reason, "outbox");
    if matches!(error, PortError::NoAnswer { .. }) {
        session.write(|tx| Ok(charge::set_doubtful(tx, out.subject_id)?))?;
    }
    let doubtful = charge::load(&session.store.conn, out.subject_id)?.is_some_and(|known| known.doubtful);
    if let PortError::Refused { code, detail } = error {
        if doubtful {
            // An earlier call may have been heard: this refusal is not of that one.
            return lost(session, out, &reason, round);
        }
        let fault = ChargeFault::Refused.code();
        let said = words(&PortError::Refused {
            code: code.clone(),
            detail: detail.clone(),
        });
        over(session, out, ChargeState::Failed, (fault, code, &said))?;
        round.failed += 1;
        return Ok(());
    }
    let temporary = matches!(error, PortError::Temporary { .. });
    let tried = Tried {
        attempt: out.attempt,
        temporary: out.temporary + i64::from(temporary),
        expires_at_ms: out.expires_at_ms,
        keyed,
        owed: false,
    };
    match next(error, tried, session.actor().at_ms, fastrand::i64(0..=40)) {
        Next::Again(at) => {
            round.again += 1;
            session.write(|tx| {
                table::move_on(tx, out.id, &[OutState::Claimed], OutState::Queued, &reason, Some(at))?;
                if temporary {
                    table::count_temporary(tx, out.id)?;
                }
                Ok(())
            })
        }
        Next::Fail if !doubtful => not_made(session, out, EXPIRED, &reason, round),
        Next::Fail | Next::Unknown => lost(session, out, &reason, round),
    }
}

fn refund(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    let Some(known) = charge::load(&session.store.conn, out.subject_id)? else {
        return Ok(());
    };
    match ports.charges().and_then(|charges| charges.refund(&known.key)) {
        Ok(status) => done(session, &[(out, status)], round),
        Err(error) => {
            let reason = words(&error);
            let tried = Tried {
                attempt: out.attempt,
                temporary: out.temporary,
                expires_at_ms: out.expires_at_ms,
                keyed: true,
                owed: true,
            };
            let (to, at) = match next(&error, tried, session.actor().at_ms, fastrand::i64(0..=40)) {
                Next::Again(at) => (OutState::Queued, Some(at)),
                Next::Fail => (OutState::Failed, None),
                Next::Unknown => (OutState::Unknown, None),
            };
            round.again += usize::from(at.is_some());
            round.failed += usize::from(at.is_none());
            session.write(|tx| {
                table::move_on(tx, out.id, &[OutState::Claimed], to, &reason, at)?;
                if at.is_none() {
                    outcome::refund_refused(tx, out.subject_id, &reason)?;
                }
                Ok(())
            })
        }
    }
}

/// Takes the provider's news, each once; asks about charges of which nothing was heard; gives those that take too long to a person.
pub(super) fn news(session: &mut Session, ports: &mut Ports, asking: Asking, round: &mut Round) -> Result<(), AppError> {
    let Some(charges) = &mut ports.charges else { return Ok(()) };
    let provider = charges.id();
    // The simulator's messages come through its other half.
    let name = format!("{provider}-charges");
    let polled = {
        let conn = &session.store.conn;
        let seen = |id: &str| message::seen(conn, &name, id).unwrap_or(false);
        charges.poll(&seen)
    };
    let news = polled.unwrap_or_else(|error| {
        round.trouble.push(words(&error));
        Vec::new()
    });
    round.trouble.extend(news.iter().filter_map(|one| match &one.event {
        ChargeEvent::Trouble { detail } => Some(detail.clone()),
        _ => None,
    }));
    let taking = Taking {
        name: &name,
        simulated: provider == "simulator",
        id: |one: &ChargeNews| &one.id,
        message: came,
        other: |tx, with, one| match &one.event {
            ChargeEvent::Moved { key, status } => match charge::by_key(tx.conn(), key)? {
                Some(known) => told(tx, with, known.id, status),
                None => Ok(()),
            },
            _ => Ok(()),
        },
    };
    take_all(session, &news, &taking, round)?;
    if asking == Asking::Nobody {
        return Ok(());
    }
    ask(session, ports, asking, round)
}

fn came(news: &ChargeNews, simulated: bool) -> Option<Came<'_>> {
    match &news.event {
        ChargeEvent::Incoming { from, to, text, .. } => Some(Came {
            from: sender(from),
            to,
            text,
            simulated,
        }),
        _ => None,
    }
}

fn ask(session: &mut Session, ports: &mut Ports, asking: Asking, round: &mut Round) -> Result<(), AppError> {
    let waiting = charge::waiting(&session.store.conn)?;
    if waiting.is_empty() {
        return Ok(());
    }
    let with = Answering::of(session)?;
    let now = session.actor().at_ms;
    let wait_ms = with.setup.wait_minutes.saturating_mul(60_000);
    for known in waiting.into_iter().filter(|known| known.state == ChargeState::UnderWay) {
        let since = known.checked_at_ms.unwrap_or(known.moved_at_ms);
        if asking == Asking::All || now - since >= ASK_AFTER_MS {
            let answer = ports.charges().and_then(|charges| {
                if charges.caps().asks && charges.id() == known.provider {
                    charges.status(&known.key).map(Some)
                } else {
                    Ok(None)
                }
            });
            match answer {
                Ok(Some(status)) => {
                    round.checked += 1;
                    session.write(|tx| {
                        charge::checked(tx, known.id)?;
                        told(tx, &with, known.id, &status)
                    })?;
                }
                Ok(None) => session.write(|tx| Ok(charge::checked(tx, known.id)?))?,
                Err(error) => {
                    let said = words(&error);
                    if !round.trouble.contains(&said) {
                        round.trouble.push(said);
                    }
                    session.write(|tx| Ok(charge::checked(tx, known.id)?))?;
                }
            }
        }
        if now - known.made_at_ms > wait_ms {
            session.write(|tx| {
                let Some(known) = charge::load(tx.conn(), known.id)? else {
                    return Ok(());
                };
                if known.state != ChargeState::UnderWay {
                    return Ok(());
                }
                let told = Told {
                    fault: NO_OUTCOME,
                    code: &known.code,
                    detail: &known.detail,
                };
                outcome::become_(tx, &with, &known, ChargeState::Uncertain, told, "")?;
                message_unknown(tx, &known)
            })?;
            round.unknown += 1;
        }
    }
    Ok(())
}

fn message_unknown(tx: &Tx<'_>, known: &Charge) -> Result<(), AppError> {
    for out in table::of_subject(tx.conn(), "charge", known.id)? {
        if out.op == Op::SmsCharge {
            message::move_on(tx, out.id, MessageState::Unknown, NO_OUTCOME)?;
        }
    }
    Ok(())
}
