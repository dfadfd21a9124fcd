//! One thing done to many claims: tried first, then done with a result for each, stopped or gone on with at the first refusal.

use std::collections::BTreeMap;

use super::claims::{Act, Surroundings, change_in, comment_of, loaded};
use super::remind;
use super::sending;
use crate::app::import::Watch;
use crate::app::{AppError, Session};
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::store::claim::Loader;
use crate::store::{StoreError, Tx};

/// Claims that are changed in one transaction, so that nobody else waits long.
const BATCH: usize = 200;
/// How many refusals a trial names.
const NAMED: usize = 200;

/// What would happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Claims that would be changed.
    pub would: usize,
    /// What is left on them.
    pub left: Money,
    /// How many would be refused.
    pub refused: usize,
    /// The first of them: number and why.
    pub why: Vec<(i64, Refusal)>,
    /// How many by what, where claims would be sent.
    pub by: BTreeMap<Channel, usize>,
    /// How many credit notes on them have not been sent, where claims would be.
    pub notes: usize,
}

/// What became of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowResult {
    /// Key.
    pub id: i64,
    /// Number.
    pub number: i64,
    /// What was left on it before; or why nothing was done.
    pub result: Result<Money, Refusal>,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One row for each claim that was come to.
    pub rows: Vec<RowResult>,
    /// How many were changed.
    pub done: usize,
    /// What was left on them.
    pub left: Money,
    /// How many were refused.
    pub refused: usize,
    /// Claims that were not come to, because it was stopped.
    pub not_reached: usize,
    /// The first sending of those that were made, where claims were sent.
    pub batch: Option<i64>,
    /// What ended it early, in words: the file could not be written, say. What was done before is done.
    pub failed: Option<String>,
}

fn refusal_of(error: AppError) -> Result<Refusal, AppError> {
    match error {
        AppError::Store(StoreError::Refused(refusal)) => Ok(refusal),
        other => Err(other),
    }
}

/// Tries it: what would happen, and to how many. Nothing is stored.
///
/// # Errors
/// [`StoreError::Cancelled`]; when the file cannot be read.
pub fn try_all(session: &Session, ids: &[u32], act: &Act, stop: &dyn Fn() -> bool) -> Result<Trial, AppError> {
    let around = Surroundings::of(session, act)?;
    let mut loader = Loader::new(&session.store.conn)?;
    let mut trial = Trial::default();
    for (place, id) in ids.iter().enumerate() {
        if place.is_multiple_of(256) && stop() {
            return Err(StoreError::Cancelled.into());
        }
        let Some(claim) = loader.load(i64::from(*id))?.map(|found| found.claim) else {
            continue;
        };
        if matches!(act, Act::Send(_)) {
            trial.notes += crate::store::sending::unsent_notes(&session.store.conn, claim.id)?.len();
        }
        let tried = match act {
            Act::Remind(_) => match &around.reminding {
                Some(with) => remind::may_remind(&session.store.conn, &claim, with).map(|channel| {
                    *trial.by.entry(channel).or_default() += 1;
                }),
                None => Ok(()),
            },
            Act::Freeze { until } => remind::may_freeze(&session.store.conn, &claim, *until, session.actor().today),
            Act::Send(_) => match &around.posting {
                Some(posting) => sending::may_send(&session.store.conn, &claim, posting).map(|channels| {
                    for channel in channels {
                        *trial.by.entry(channel).or_default() += 1;
                    }
                }),
                None => Ok(()),
            },
            Act::SetDue { due_on } => super::claims::may_set_due(&session.store.conn, &claim, *due_on),
            Act::UseCredit { .. } => super::claims::may_use_credit(&session.store.conn, &claim),
            _ => act
                .decide(&claim, &around.terms)
                .map(drop)
                .map_err(|error| StoreError::from(error).into()),
        };
        match tried {
            Ok(()) => {
                trial.would += 1;
                trial.left = trial.left.plus(claim.left()?)?;
            }
            Err(error) => {
                trial.refused += 1;
                let refusal = refusal_of(error)?;
                if trial.why.len() < NAMED {
                    trial.why.push((claim.number, refusal));
                }
            }
        }
    }
    Ok(trial)
}

/// Does it, a batch at a time; what was done before it is stopped stays done. `at_refusal_stop`: nothing more is done after the
/// first refusal.
///
/// # Errors
/// [`Refusal::CommentMissing`]; when the file cannot be written.
pub fn run(
    session: &mut Session,
    ids: &[u32],
    act: &Act,
    comment: &str,
    at_refusal_stop: bool,
    watch: &mut Watch<'_>,
) -> Result<Report, AppError> {
    let comment = comment_of(act, comment)?;
    let mut around = Surroundings::of(session, act)?;
    if let Some(posting) = around.posting_mut().filter(|_| ids.len() > BATCH) {
        posting.gather();
    }
    let mut report = Report::default();
    let mut stopped = false;
    for (at, batch) in ids.chunks(BATCH).enumerate() {
        if stopped || (watch.stop)() {
            break;
        }
        let rows = session.write(|tx| {
            let mut rows = Vec::with_capacity(batch.len());
            for id in batch {
                let row = one(tx, i64::from(*id), act, &comment, &around)?;
                let refused = row.result.is_err();
                rows.push(row);
                if refused && at_refusal_stop {
                    break;
                }
            }
            Ok(rows)
        });
        let rows = match rows {
            Ok(rows) => rows,
            // What was done before is told all the same.
            Err(error) if !report.rows.is_empty() => {
                report.failed = Some(error.words(session.lang));
                break;
            }
            Err(error) => return Err(error),
        };
        for row in &rows {
            match &row.result {
                Ok(left) => {
                    report.done += 1;
                    report.left = report.left.plus(*left)?;
                }
                Err(_) => {
                    report.refused += 1;
                    stopped |= at_refusal_stop;
                }
            }
        }
        report.rows.extend(rows);
        let come_to = (at * BATCH + batch.len()) * 100 / ids.len().max(1);
        (watch.progress)(u8::try_from(come_to).unwrap_or(100));
    }
    if let Some(posting) = around.posting() {
        report.batch = posting.batch();
        if let Err(error) = posting.release(session) {
            // It goes a little later by itself.
            tracing::warn!(code = error.code(), "the paper of a batch");
        }
    }
    report.not_reached = ids.len() - report.rows.len();
    tracing::info!(done = report.done, refused = report.refused, "bulk change");
    Ok(report)
}

/// One claim of it. A refusal comes before anything is written, or the whole batch is given up.
fn one(tx: &Tx<'_>, id: i64, act: &Act, comment: &str, around: &Surroundings) -> Result<RowResult, AppError> {
    let before = loaded(tx, id)?;
    let (number, left) = (before.number, before.left()?);
    let seq = tx.last_seq();
    let result = match change_in(tx, &before, act, comment, around) {
        Ok(_) => Ok(left),
        Err(error) if tx.last_seq() == seq => Err(refusal_of(error)?),
        Err(error) => return Err(error),
    };
    Ok(RowResult { id, number, result })
}
