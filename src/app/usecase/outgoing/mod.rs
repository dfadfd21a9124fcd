//! Files to the bank (OCR-2, OCR-3): what can be asked for now, the file that asks for it, and what became of it.
//!
//! [`due()`] says what would be written and what is left out and why; [`write()`] writes it, in one transaction, as a file that is read
//! back before it is kept; [`steps`] are what a person says of it – sent, discarded, written again; [`receipts`] what the bank says in
//! a list; [`outcome`] what the bank's own files say of single items later.

pub mod act;
mod build;
mod due;
pub mod outcome;
pub mod receipts;
pub mod steps;
pub mod words;
mod write;

pub use due::{Choice, DueItem, Family, Group, LeftOut, Source, Why, due};
pub use write::{Wanted, Written, folder, write};

/// What stands in lists of files and their items.
pub use crate::store::outgoing::{OutFile, OutItem};

use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::store::{Db, outgoing as table};

/// How many files are listed at most.
const FILES_MAX: usize = 10_000;

/// The files to the bank, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn files(session: &Session) -> Result<Vec<OutFile>, AppError> {
    Ok(table::files(&session.store.conn, FILES_MAX)?)
}

/// One file to the bank with what it asks for.
///
/// # Errors
/// [`Refusal::NoSuchOutgoing`].
pub fn show(session: &Session, file: i64) -> Result<(OutFile, Vec<OutItem>), AppError> {
    let conn = &session.store.conn;
    Ok((loaded(conn, file)?, table::items(conn, file)?))
}

/// The key of a file to the bank, by name, running number or key.
///
/// # Errors
/// [`Refusal::NoSuchOutgoing`].
pub fn find(session: &Session, wanted: &str) -> Result<i64, AppError> {
    let found = table::find_file(&session.store.conn, wanted)?;
    found.ok_or_else(|| Refusal::NoSuchOutgoing { wanted: wanted.to_owned() }.into())
}

fn loaded(conn: &Db, file: i64) -> Result<OutFile, AppError> {
    table::file(conn, file)?.ok_or_else(|| Refusal::NoSuchOutgoing { wanted: file.to_string() }.into())
}

#[cfg(test)]
mod tests;
