//! What a screen wants done with files to the bank, one thing at a time.

use super::receipts::{self, Understood};
use super::steps::{self, Sent};
use super::write::{Wanted, Written, write};
use super::{OutFile, loaded};
use crate::app::{AppError, Session};

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutgoingAct {
    /// Write a file.
    Write(Wanted),
    /// It went to the bank.
    Sent(i64),
    /// It never will.
    Discard(i64),
    /// The bank's receipt list of it.
    Receipt(i64, String),
}

/// What was done.
#[derive(Debug)]
pub enum OutgoingDone {
    /// A file was written.
    Written(Written),
    /// It is sent.
    Sent(Sent),
    /// It is discarded.
    Discarded(OutFile),
    /// The bank's answer is applied.
    Answered(Understood),
}

/// Does it.
///
/// # Errors
/// See [`write()`], [`steps`] and [`receipts`].
pub fn act(session: &mut Session, act: &OutgoingAct, comment: &str) -> Result<OutgoingDone, AppError> {
    Ok(match act {
        OutgoingAct::Write(wanted) => {
            let comment = comment.to_owned();
            let wanted = Wanted { comment, ..wanted.clone() };
            OutgoingDone::Written(write(session, &wanted, false)?)
        }
        OutgoingAct::Sent(file) => OutgoingDone::Sent(steps::sent(session, *file, comment)?),
        OutgoingAct::Discard(file) => OutgoingDone::Discarded(steps::discard(session, *file, comment)?),
        OutgoingAct::Receipt(file, text) => OutgoingDone::Answered(receipts::apply(session, *file, text, comment)?),
    })
}

/// The file that a step is about to be taken with.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NoSuchOutgoing`].
pub fn file(session: &Session, id: i64) -> Result<OutFile, AppError> {
    loaded(&session.store.conn, id)
}

/// How much of a receipt list is read: it is a page or a few.
const LIST_MAX: u64 = 4 * 1024 * 1024;

/// A receipt list from where it lies, as text: UTF-8, or what older portals write.
///
/// # Errors
/// [`AppError::File`].
pub fn list_text(path: &std::path::Path) -> Result<String, AppError> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(LIST_MAX).read_to_end(&mut bytes));
    read.map_err(|source| AppError::File {
        path: path.to_path_buf(),
        source,
    })?;
    Ok(text_of(bytes))
}

/// Bytes as text: UTF-8, or else one letter a byte.
pub fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect())
}
