//! What a person says of a file to the bank: that it was sent, that it never will be; and the file once more, byte for byte.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::loaded;
use super::write::save;
use crate::app::usecase::claims::required;
use crate::app::usecase::refunds;
use crate::app::{AppError, Session};
use crate::domain::claim::Status;
use crate::domain::exchange::{FileState, ItemKind, ItemState, MandateState};
use crate::domain::payment::RefundState;
use crate::domain::refusal::{OutgoingWord, Refusal};
use crate::store::bankfile::Bytes;
use crate::store::outgoing::{self as table, OutFile, OutItem};
use crate::store::{StoreError, Tx, claim, refund};

/// What saying that a file was sent came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The file.
    pub file: OutFile,
    /// How many of its items are not as they were when it was written: claims paid meanwhile, refunds that are over. They are with the
    /// bank now; draws among them can be taken back.
    pub outdated: u64,
}

fn forbids(file: &OutFile) -> AppError {
    Refusal::OutgoingForbids {
        name: file.name.clone(),
        state: OutgoingWord(file.state.code()),
    }
    .into()
}

/// The file went to the bank. Its refunds are sent, its agreements asked for, and its claims say that they are drawn.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchOutgoing`], [`Refusal::OutgoingForbids`].
pub fn sent(session: &mut Session, file: i64, comment: &str) -> Result<Sent, AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let known = loaded(tx.conn(), file)?;
        if known.state != FileState::Written {
            return Err(forbids(&known));
        }
        table::set_file(tx, &known, FileState::Sent, &comment)?;
        let mut outdated = 0_u64;
        for item in table::items(tx.conn(), file)? {
            // What the bank told of it already stays told.
            if item.state == ItemState::Written {
                table::set_item(tx, item.id, ItemState::Sent, "", "")?;
            }
            if !send(tx, &item, &comment)? {
                outdated = outdated.saturating_add(1);
            }
        }
        let file = loaded(tx.conn(), file)?;
        Ok(Sent { file, outdated })
    })
}

/// What sending means for what an item is about. Says whether it is still as it was when it was written.
fn send(tx: &Tx<'_>, item: &OutItem, comment: &str) -> Result<bool, AppError> {
    match item.kind {
        ItemKind::Draw => {
            let Some(key) = item.claim else { return Ok(false) };
            table::log_draw(tx, key, "draw_sent", item, comment)?;
            let stands = claim::load(tx.conn(), key)?;
            let fits = stands.map(|claim| Ok::<_, AppError>(claim.status == Status::Unpaid && claim.settles(item.amount)?));
            Ok(fits.transpose()?.unwrap_or(false))
        }
        ItemKind::Withdraw => withdraw(tx, item, comment),
        ItemKind::PayOut => {
            let asked = item.refund.map(|id| refund::load(tx.conn(), id)).transpose()?.flatten();
            match asked {
                Some(asked) if asked.state == RefundState::Requested => {
                    refunds::step(tx, &asked, RefundState::Sent, comment, None)?;
                    Ok(true)
                }
                Some(asked) => Ok(asked.state == RefundState::Sent),
                None => Ok(false),
            }
        }
        ItemKind::Mandate => {
            if let Some(id) = item.mandate {
                table::set_mandate(tx, id, MandateState::Asked, "")?;
            }
            Ok(true)
        }
    }
}

fn withdraw(tx: &Tx<'_>, item: &OutItem, comment: &str) -> Result<bool, AppError> {
    let draw = item.withdraws.map(|id| table::item(tx.conn(), id)).transpose()?.flatten();
    let Some(draw) = draw.filter(|draw| matches!(draw.state, ItemState::Sent | ItemState::Accepted)) else {
        return Ok(false);
    };
    table::set_item(tx, draw.id, ItemState::Withdrawn, &draw.code, "")?;
    if let Some(key) = draw.claim {
        table::log_draw(tx, key, "draw_withdrawn", &draw, comment)?;
    }
    Ok(true)
}

/// The file was never sent and will not be: what it asked for can be asked for again. Its number stays used.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchOutgoing`], [`Refusal::OutgoingForbids`].
pub fn discard(session: &mut Session, file: i64, comment: &str) -> Result<OutFile, AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let known = loaded(tx.conn(), file)?;
        let items = table::items(tx.conn(), file)?;
        // What the bank knows of went to the bank, whatever was said here.
        if known.state != FileState::Written || items.iter().any(|item| item.state != ItemState::Written) {
            return Err(forbids(&known));
        }
        table::set_file(tx, &known, FileState::Discarded, &comment)?;
        for item in items {
            table::set_item(tx, item.id, ItemState::Discarded, "", "")?;
        }
        loaded(tx.conn(), file)
    })
}

/// Saves a file once more, with the bytes that were written then (OCR-3).
///
/// # Errors
/// [`Refusal::NoSuchOutgoing`], [`Refusal::FileExists`]; [`AppError::Place`].
pub fn again(session: &Session, file: i64, to: Option<&Path>) -> Result<(OutFile, PathBuf), AppError> {
    let known = loaded(&session.store.conn, file)?;
    let bytes = bytes(session, &known)?;
    let folder = to.map_or_else(|| super::folder(session), Path::to_path_buf);
    let path = save(&folder, &known.name, &bytes)?;
    Ok((known, path))
}

/// The bytes of a file as they were written.
///
/// # Errors
/// [`StoreError::Invariant`] when they are not whole.
pub fn bytes(session: &Session, file: &OutFile) -> Result<Vec<u8>, AppError> {
    let mut bytes = Vec::new();
    let mut kept = Bytes::of(&session.store.conn, file.id)?;
    kept.read_to_end(&mut bytes).map_err(|source| AppError::File {
        path: PathBuf::from(&file.name),
        source,
    })?;
    if i64::try_from(bytes.len()).ok() != Some(file.length) {
        return Err(StoreError::Invariant {
            what: "file-bytes",
            id: file.id,
        }
        .into());
    }
    Ok(bytes)
}
