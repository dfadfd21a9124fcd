//! Sending many at once, for who waits for it at a command line: into the outbox, out, and what became of each.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::act::cancel_batch;
use super::{Planned, Posting, Wish, plan};
use crate::app::import::Watch;
use crate::app::outbox::{Asking, round};
use crate::app::ports::Ports;
use crate::app::usecase::bulk::{self, Report};
use crate::app::usecase::claims::Act;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;
use crate::store::StoreError;
use crate::store::sending::{self as table, Sending};

/// How long it waits for what is due before it leaves it to later rounds.
const DELIVER_MS: i64 = 10 * 60_000;
/// How long it sleeps between looks while another process sends.
const LOOK: std::time::Duration = std::time::Duration::from_millis(60);

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// Each claim that was come to, and why not where not.
    pub report: Report,
    /// What became of those that were put into the outbox.
    pub sendings: Vec<Sending>,
    /// What a person should know.
    pub trouble: Vec<String>,
    /// How many were taken back because it was stopped.
    pub taken_back: usize,
}

impl Sent {
    /// How many did not leave, or nobody knows.
    pub fn lost(&self) -> usize {
        let lost = |one: &&Sending| matches!(one.state, SendingState::Failed | SendingState::Unknown);
        self.sendings.iter().filter(lost).count()
    }

    /// How many were not sent because it was stopped.
    pub fn stopped(&self) -> usize {
        self.taken_back + self.report.not_reached
    }

    /// Whether all of it went as it was asked for.
    ///
    /// # Errors
    /// What ended it early; [`AppError::NotSent`], also when it was stopped.
    pub fn ended(&self) -> Result<(), AppError> {
        if let Some(failed) = &self.report.failed {
            return Err(AppError::Gateway { detail: failed.clone() });
        }
        match self.lost() + self.stopped() {
            0 => Ok(()),
            count => Err(AppError::NotSent(count)),
        }
    }
}

/// A claim's number, and how it would be sent, or why not.
pub type Foretold = (i64, Result<Planned, Refusal>);

/// How each claim would be sent, or why not. Nothing is stored.
///
/// # Errors
/// [`AppError::Print`] for a mistake in a template; when the file cannot be read.
pub fn foretell(session: &Session, ids: &[u32], wish: &Wish) -> Result<Vec<Foretold>, AppError> {
    let with = Posting::of(session, wish)?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(claim) = crate::store::claim::load(&session.store.conn, i64::from(*id))? else {
            continue;
        };
        match plan::all(&session.store.conn, &claim, &with) {
            Ok(planned) => rows.extend(planned.into_iter().map(|one| (claim.number, Ok(one)))),
            Err(AppError::Store(StoreError::Refused(refusal))) => rows.push((claim.number, Err(refusal))),
            Err(other) => return Err(other),
        }
    }
    Ok(rows)
}

/// Sends them, and waits until nothing of it waits to leave now. `stop`: set it, and what waits is taken back; what has left has left.
///
/// # Errors
/// As [`bulk::run`]; when the gateways' settings are wrong.
pub fn send(session: &mut Session, ids: &[u32], wish: &Wish, comment: &str, stop: &Arc<AtomicBool>) -> Result<Sent, AppError> {
    // Settings that are wrong are told before anything is put into the outbox.
    let mut ports = Ports::open(&session.settings, session.path())?;
    ports.stop = Arc::clone(stop);
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| stop.load(Ordering::Relaxed),
    };
    let report = bulk::run(session, ids, &Act::Send(wish.clone()), comment, false, &mut watch)?;
    let Some(batch) = report.batch else {
        return Ok(Sent { report, ..Sent::default() });
    };
    let trouble = deliver(session, &mut ports, batch)?;
    let mut taken_back = 0;
    if ports.is_stopped() {
        let why = session.lang.texts().t("sending-stopped");
        taken_back = cancel_batch(session, batch, &why)?;
    }
    Ok(Sent {
        report,
        sendings: table::of_batch(&session.store.conn, batch)?,
        trouble,
        taken_back,
    })
}

/// Works until nothing of a batch waits to leave now: this process sends, or another one does meanwhile. Answers what a person
/// should know.
///
/// # Errors
/// When the file fails.
pub fn deliver(session: &mut Session, ports: &mut Ports, batch: i64) -> Result<Vec<String>, AppError> {
    let began = session.actor().at_ms;
    let mut trouble: Vec<String> = Vec::new();
    loop {
        let round = round(session, ports, Asking::Nobody)?;
        trouble.extend(round.trouble.into_iter().filter(|one| !trouble.contains(one)).collect::<Vec<_>>());
        let now = session.actor().at_ms;
        // What is tried again later is not waited for.
        if ports.is_stopped() || !table::any_due(&session.store.conn, batch, now)? || now - began > DELIVER_MS {
            return Ok(trouble);
        }
        std::thread::sleep(LOOK);
    }
}
