//! What became of a sending, written on it, on its paper and on its claim.

use crate::app::AppError;
use crate::domain::dialogue::MessageState;
use crate::domain::sending::SendingState;
use crate::store::Tx;
use crate::store::claim::{Sent, note_sending};
use crate::store::sending::{self as table, Sending};

/// The sending of a row of the outbox, if it is one, went on. What comes late, about one that has gone further, says nothing new.
/// `digest`: of the PDF that left.
pub(crate) fn moved(tx: &Tx<'_>, outbox: i64, to: SendingState, detail: &str, digest: Option<&[u8]>) -> Result<(), AppError> {
    match table::of_outbox(tx.conn(), outbox)? {
        Some(before) if before.state.may_become(to) => become_(tx, &before, to, detail, digest),
        _ => Ok(()),
    }
}

/// The message of a row of the outbox went on; see [`moved`].
pub(crate) fn message(tx: &Tx<'_>, outbox: i64, state: MessageState, detail: &str) -> Result<(), AppError> {
    let to = match state {
        MessageState::Queued | MessageState::Received => return Ok(()),
        MessageState::Handed => SendingState::Handed,
        MessageState::Sent | MessageState::Delivered => SendingState::Left,
        MessageState::Failed => SendingState::Failed,
        MessageState::Unknown => SendingState::Unknown,
        MessageState::Cancelled => SendingState::Cancelled,
    };
    moved(tx, outbox, to, detail, None)
}

/// Moves it on. Leaving for the first time gives the claim its day (CLM-6); credit notes and reminders leave without one.
pub(super) fn become_(tx: &Tx<'_>, before: &Sending, to: SendingState, detail: &str, digest: Option<&[u8]>) -> Result<(), AppError> {
    table::move_on(tx, before, to, detail)?;
    let leaves = matches!(to, SendingState::Handed | SendingState::Left);
    if leaves {
        // An SMS has no paper; what the paper said is kept all the same.
        table::set_left(tx, before.document_id, digest.filter(|_| !before.copy))?;
    }
    let reminder = table::reminder_of(tx.conn(), before.document_id)?;
    let action = match to {
        SendingState::Handed | SendingState::Left if before.left_at_ms.is_none() && reminder.is_some() => "reminder_sent",
        SendingState::Handed | SendingState::Left if before.left_at_ms.is_none() => "sent",
        SendingState::Failed => "send_failed",
        SendingState::Cancelled => "send_cancelled",
        _ => return Ok(()),
    };
    let note = table::note_of(tx.conn(), before.document_id)?;
    let sent = Sent {
        action,
        channel: before.channel,
        dest: &before.dest,
        note: note.as_deref(),
        reminder,
        comment: if leaves { &before.comment } else { detail },
        dated: leaves && note.is_none() && reminder.is_none(),
    };
    Ok(note_sending(tx, before.claim_id, &sent)?)
}
