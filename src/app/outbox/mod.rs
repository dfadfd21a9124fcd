//! The dispatcher: takes what waits in the outbox to the gateways, once, and brings the answers home (design, part 6;
//! gateways.md 10.2, 10.3). One process at a time does it, by a lease in the file. A row is claimed, and the claim committed,
//! before the world outside is touched; after a crash in between the gateway is asked under the same key.

mod arrived;
mod charges;
mod letters;
mod perform;
mod retry;
mod together;
mod watch;
pub mod worker;

use std::collections::BTreeMap;

use super::ports::Ports;
use super::{AppError, Session};
use crate::domain::order::RequestState;
use crate::gateways::PortError;
use crate::store::outbox as table;
pub use crate::store::outbox::{Op, OutState};
pub(crate) use letters::Job;

/// How long the right to send is held without being renewed.
const LEASE_MS: i64 = 300_000;
/// How often giving it back is tried.
const GIVE_TRIES: usize = 3;
/// Its name in the file.
const LEASE: &str = "dispatch";
/// How long [`deliver`] waits for its rows before it leaves them to later rounds.
const DELIVER_MS: i64 = 20_000;
/// How long it sleeps between looks.
const LOOK: std::time::Duration = std::time::Duration::from_millis(60);

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Whether another process had the right to send; nothing was done then.
    pub elsewhere: bool,
    /// Rows that were done or handed over.
    pub done: usize,
    /// Rows that will not happen.
    pub failed: usize,
    /// Rows that will be tried again.
    pub again: usize,
    /// Rows of which nobody knows.
    pub unknown: usize,
    /// Payments that were asked about.
    pub checked: usize,
    /// Messages and reports that came in.
    pub came: usize,
    /// What a person should know: a stuck daemon, an unreachable gateway.
    pub trouble: Vec<String>,
}

/// Which payments are asked about in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Those whose time has come.
    Due,
    /// All that can still change.
    All,
    /// None.
    Nobody,
}

/// One round: sends what is due, takes what came, asks about payments.
///
/// # Errors
/// When the site's file fails. What fails outside stands in the round.
pub fn round(session: &mut Session, ports: &mut Ports, asking: Asking) -> Result<Round, AppError> {
    let mut round = Round::default();
    if !lease(session, ports)? {
        round.elsewhere = true;
        return Ok(round);
    }
    let done = within(session, ports, asking, &mut round);
    if let Some(mail) = &mut ports.mail {
        mail.rest();
    }
    let given = give_back(session, ports);
    done?;
    given?;
    Ok(round)
}

/// Gives the right to send to whoever wants it next. Others who write much may keep the file busy: it is tried more than once, for
/// else nobody sends until it runs out.
fn give_back(session: &mut Session, ports: &mut Ports) -> Result<(), AppError> {
    let holder = ports.holder.clone();
    ports.leased_until_ms = 0;
    let mut given = Ok(());
    for _ in 0..GIVE_TRIES {
        given = session.write(|tx| Ok(table::give_lease(tx, LEASE, &holder)?));
        if given.is_ok() {
            break;
        }
    }
    given
}

/// Takes the right to send, or renews it when half of its time is over.
fn lease(session: &mut Session, ports: &mut Ports) -> Result<bool, AppError> {
    if ports.leased_until_ms - session.actor().at_ms > LEASE_MS / 2 {
        return Ok(true);
    }
    let holder = ports.holder.clone();
    let until = session.actor().at_ms + LEASE_MS;
    let ours = session.write(|tx| Ok(table::take_lease(tx, LEASE, &holder, until, &Ports::is_gone)?))?;
    ports.leased_until_ms = if ours { until } else { 0 };
    Ok(ours)
}

fn within(session: &mut Session, ports: &mut Ports, asking: Asking, round: &mut Round) -> Result<(), AppError> {
    for out in table::claimed(&session.store.conn)? {
        // One whose process lives may be in the middle of its call; its answer will come.
        let lives = out.claimed_by != ports.holder && !Ports::is_gone(&out.claimed_by);
        if lives && session.actor().at_ms - out.updated_at_ms < LEASE_MS {
            continue;
        }
        if !lease(session, ports)? {
            return Ok(());
        }
        let done = perform::recover(session, ports, &out, round);
        perform::keep_going(session, &out, done, round)?;
    }
    // What one row causes (a link its message) leaves in the same round.
    for _ in 0..8 {
        let due = table::due(&session.store.conn, session.actor().at_ms)?;
        if due.is_empty() {
            break;
        }
        if !send_all(session, ports, due, round)? {
            return Ok(());
        }
    }
    watch::messages(session, ports, round)?;
    charges::news(session, ports, asking, round)?;
    watch::payments(session, ports, asking, round)?;
    // What was found may have to leave at once: a refund, a capture.
    let due = table::due(&session.store.conn, session.actor().at_ms)?;
    send_all(session, ports, due, round)?;
    Ok(())
}

/// Takes rows outside in their order, those that may share together; paper last, each batch as one job, for nobody at a telephone
/// waits for it. Answers whether the right to send was kept.
fn send_all(session: &mut Session, ports: &mut Ports, due: Vec<table::Out>, round: &mut Round) -> Result<bool, AppError> {
    let (paper, due): (Vec<_>, Vec<_>) = due.into_iter().partition(|out| out.op == Op::PaperPrint);
    let mut due = due.into_iter().peekable();
    while let Some(out) = due.next() {
        if ports.is_stopped() || !lease(session, ports)? {
            return Ok(false);
        }
        if !together::may_share(&out, ports) {
            let done = perform::one(session, ports, &out, round);
            perform::keep_going(session, &out, done, round)?;
            continue;
        }
        let mut some = vec![out];
        while some.len() < together::AT_ONCE
            && let Some(next) = due.next_if(|next| together::may_share(next, ports))
        {
            some.push(next);
        }
        together::send(session, ports, &some, round)?;
    }
    let mut batches: BTreeMap<i64, Vec<table::Out>> = BTreeMap::new();
    for out in paper {
        let batch = crate::store::sending::batch_of(&session.store.conn, out.subject_id)?;
        batches.entry(batch).or_default().push(out);
    }
    for (batch, outs) in batches {
        if ports.is_stopped() || !lease(session, ports)? {
            return Ok(false);
        }
        letters::print(session, ports, batch, &outs, round)?;
    }
    Ok(true)
}

/// Prints a paper at once, for a person who stands at the printer.
///
/// # Errors
/// When the site's file fails; why it did not leave stands in the job.
pub(crate) fn print_now(session: &mut Session, sending: i64) -> Result<Job, AppError> {
    let outs = table::of_subject(&session.store.conn, "sending", sending)?;
    letters::job(session, &Ports::new_holder(), &outs, &mut Round::default())
}

/// Works until nothing about a request waits to leave now, for a person who waits for it: this process sends, or another one
/// does meanwhile.
///
/// # Errors
/// When the site's file fails.
pub fn deliver(session: &mut Session, ports: &mut Ports, request: i64) -> Result<Round, AppError> {
    let began = session.actor().at_ms;
    loop {
        let round = round(session, ports, Asking::Nobody)?;
        let rows = table::of_subject(&session.store.conn, "request", request)?;
        let now = session.actor().at_ms;
        let waits = rows
            .iter()
            .any(|row| row.state == OutState::Claimed || (row.state == OutState::Queued && row.next_at_ms <= now));
        if !waits || now - began > DELIVER_MS {
            return Ok(round);
        }
        std::thread::sleep(LOOK);
    }
}

/// Asks about the current payment of an order now (Ctrl+L). Answers whether anybody was asked.
///
/// # Errors
/// [`AppError::Gateway`] when the provider could not be asked; the order is as it was.
pub fn check(session: &mut Session, ports: &mut Ports, order: i64) -> Result<(), AppError> {
    let request = watch::current(session, order)?;
    // What failed or waits for its time is tried now.
    session.write(|tx| super::usecase::orders::cancel::hurry(tx, &request))?;
    if request.state == RequestState::Creating {
        deliver(session, ports, request.id)?;
        return match watch::current(session, order)?.state {
            RequestState::Creating => Err(AppError::Gateway {
                detail: waiting_for(session, request.id)?,
            }),
            _ => Ok(()),
        };
    }
    watch::ask(session, ports, &request).map_err(|error| match error {
        watch::AskError::Port(error) => AppError::Gateway { detail: words(&error) },
        watch::AskError::App(error) => error,
    })?;
    deliver(session, ports, request.id)?;
    Ok(())
}

fn waiting_for(session: &Session, request: i64) -> Result<String, AppError> {
    let rows = table::of_subject(&session.store.conn, "request", request)?;
    Ok(rows
        .into_iter()
        .map(|row| row.reason)
        .find(|reason| !reason.is_empty())
        .unwrap_or_default())
}

/// Why something about a request will not happen, or nobody knows whether it did; what a person at the command line hears.
///
/// # Errors
/// When the file cannot be read.
pub fn lost(session: &Session, request: i64) -> Result<Option<String>, AppError> {
    let rows = table::of_subject(&session.store.conn, "request", request)?;
    let lost = rows
        .into_iter()
        .find(|row| matches!(row.state, OutState::Failed | OutState::Unknown));
    Ok(lost.map(|row| format!("{}: {}", row.op.code(), row.reason)))
}

/// Whether anything waits for a round now.
///
/// # Errors
/// When the file cannot be read.
pub fn has_work(session: &Session) -> Result<bool, AppError> {
    let now = session.actor().at_ms;
    let due = table::next_due(&session.store.conn)?.is_some_and(|at| at <= now);
    Ok(due || watch::has_due(session)? || table::any_handed(&session.store.conn)? || charges::may_come(session)?)
}

/// A failure as it is kept and shown; gateways keep secrets out of it.
pub(crate) fn words(error: &PortError) -> String {
    crate::domain::text::clean(&error.to_string()).chars().take(200).collect()
}
