//! What a person does with sendings that failed, wait, or of which nobody knows.

use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::dialogue::MessageState;
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;
use crate::store::outbox::{self, OutState};
use crate::store::sending::{self as table, Sending};
use crate::store::{Tx, message};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendingAct {
    /// One that failed, or of which nobody knows, is sent once more under the same key; one that waits for its time is sent now.
    Again,
    /// A person found out that it left.
    Left,
    /// A person found out that it did not.
    NotLeft,
    /// One that waits is not sent.
    Cancel,
}

impl SendingAct {
    /// Whether it can be done where a sending stands.
    ///
    /// # Errors
    /// [`Refusal::SendingForbids`].
    pub fn may(self, sending: i64, state: SendingState) -> Result<(), Refusal> {
        use SendingState::{Failed, Unknown, Waiting};
        let may = match self {
            SendingAct::Again => matches!(state, Failed | Unknown | Waiting),
            SendingAct::Left | SendingAct::NotLeft => state == Unknown,
            SendingAct::Cancel => state == Waiting,
        };
        if may {
            Ok(())
        } else {
            Err(Refusal::SendingForbids { sending, state })
        }
    }
}

/// Does it to each, all or none.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::SendingForbids`], [`Refusal::SendingWaits`] when another one of the same paper waits.
pub fn act(session: &mut Session, ids: &[i64], act: SendingAct, comment: &str) -> Result<usize, AppError> {
    let comment = required(comment)?;
    let hours_ms = i64::from(session.settings.sending.hours) * 3_600_000;
    session.write(|tx| {
        for id in ids {
            one(tx, *id, act, &comment, hours_ms)?;
        }
        Ok(())
    })?;
    tracing::info!(count = ids.len(), ?act, "sendings");
    Ok(ids.len())
}

fn one(tx: &Tx<'_>, id: i64, act: SendingAct, comment: &str, hours_ms: i64) -> Result<(), AppError> {
    let before = table::load(tx.conn(), id)?.ok_or(Refusal::NoSuchSending { sending: id })?;
    act.may(id, before.state)?;
    let forbids = || Refusal::SendingForbids {
        sending: id,
        state: before.state,
    };
    let out = before.outbox_id;
    let unknown = [OutState::Unknown];
    let moved = match act {
        SendingAct::Again => return again(tx, &before, hours_ms),
        SendingAct::Left => outbox::move_on(tx, out, &unknown, OutState::Done, comment, None)?,
        SendingAct::NotLeft => outbox::move_on(tx, out, &unknown, OutState::Failed, comment, None)?,
        SendingAct::Cancel => outbox::move_on(tx, out, &[OutState::Queued], OutState::Cancelled, comment, None)?,
    };
    // One that is being sent at this moment cannot be taken back.
    if !moved {
        return Err(forbids().into());
    }
    let (to, said) = match act {
        SendingAct::Left => (SendingState::Left, MessageState::Sent),
        SendingAct::Cancel => (SendingState::Cancelled, MessageState::Cancelled),
        _ => (SendingState::Failed, MessageState::Failed),
    };
    message::move_on(tx, out, said, comment)?;
    super::follow::become_(tx, &before, to, comment, None)
}

/// Puts it back to be sent now. Of one paper only one is on its way at a time, and one that left since is not sent as an original.
fn again(tx: &Tx<'_>, before: &Sending, hours_ms: i64) -> Result<(), AppError> {
    let number = crate::store::claim::number_of(tx.conn(), before.claim_id)?.unwrap_or_default();
    let others = table::of_claim(tx.conn(), before.claim_id)?;
    let mut others = others
        .into_iter()
        .filter(|other| other.id != before.id && other.document_id == before.document_id);
    if others.any(|other| other.state == SendingState::Waiting) {
        return Err(Refusal::SendingWaits { number }.into());
    }
    let first = match table::load_document(tx.conn(), before.document_id)? {
        // A reminder has one letter.
        Some(letter) if letter.reminder_id.is_some() => Some(letter),
        document => table::left_document(tx.conn(), before.claim_id, document.and_then(|document| document.credit_note_id))?,
    };
    if let Some(first) = first.filter(|_| !before.copy && before.left_at_ms.is_none())
        && let Some(at) = first.first_at_ms
    {
        let on = crate::app::clock::local(at).date();
        return Err(Refusal::SentAlready { number, on }.into());
    }
    if !outbox::again(tx, before.outbox_id, tx.actor().at_ms + hours_ms)? {
        return Err(Refusal::SendingForbids {
            sending: before.id,
            state: before.state,
        }
        .into());
    }
    if before.state != SendingState::Waiting {
        table::move_on(tx, before, SendingState::Waiting, "")?;
        message::move_on(tx, before.outbox_id, MessageState::Queued, "")?;
    }
    Ok(())
}

/// Takes back those of a batch that wait. Answers how many; what is being sent at this moment goes on.
///
/// # Errors
/// When the file cannot be written.
pub fn cancel_batch(session: &mut Session, batch: i64, comment: &str) -> Result<usize, AppError> {
    session.write(|tx| {
        let mut cancelled = 0;
        for before in table::of_batch(tx.conn(), batch)? {
            let queued = [OutState::Queued];
            if before.state == SendingState::Waiting && outbox::move_on(tx, before.outbox_id, &queued, OutState::Cancelled, comment, None)?
            {
                message::move_on(tx, before.outbox_id, MessageState::Cancelled, comment)?;
                super::follow::become_(tx, &before, SendingState::Cancelled, comment, None)?;
                cancelled += 1;
            }
        }
        Ok(cancelled)
    })
}
