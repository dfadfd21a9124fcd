//! The paper of a claim: as it left, or as it would leave now.

use std::path::{Path, PathBuf};

use crate::app::print::invoice::Invoice;
use crate::app::print::{PrintError, render};
use crate::app::usecase::orders::print::{House, gather};
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::store::sending::{self as table, Document};

/// What a paper says.
pub(crate) fn read(document: &Document) -> Result<Invoice, AppError> {
    serde_json::from_str(&document.said).map_err(|error| {
        PrintError::Template {
            name: format!("document {}", document.id),
            detail: error.to_string(),
            own: false,
        }
        .into()
    })
}

/// What was written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub file: PathBuf,
    /// Whether it says that it is a copy.
    pub copy: bool,
    /// How many bytes.
    pub bytes: usize,
}

/// Writes the paper of a claim, or of the credit note with this number on it, to a file: as it left, and then as a copy; else as it
/// would leave now. A file on our own disk is no sending: nothing is noted. `copy`: it says so in any case.
///
/// # Errors
/// [`Refusal::NothingToPrint`], [`Refusal::FileExists`]; [`AppError::Print`]; [`AppError::Place`].
pub fn write(session: &Session, claim: i64, note: Option<&str>, copy: bool, path: &Path) -> Result<Written, AppError> {
    let conn = &session.store.conn;
    let (now, note_id) = gather(conn, &House::of(session), claim, note)?;
    let left = table::left_document(conn, claim, note_id)?;
    let mut invoice = match &left {
        Some(document) => read(document)?,
        None => now.clone(),
    };
    let sent = note_id.is_none() && crate::store::claim::sent_on(conn, claim)?.is_some();
    invoice.copy = copy || left.is_some() || sent || now.copy;
    let bytes = render(&invoice, &super::template(&session.settings)?)?;
    write_new(path, &bytes).map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => AppError::from(Refusal::FileExists {
            path: path.display().to_string(),
        }),
        _ => AppError::Place {
            path: path.to_owned(),
            source,
        },
    })?;
    Ok(Written {
        file: path.to_owned(),
        copy: invoice.copy,
        bytes: bytes.len(),
    })
}

/// A new file of the owner's own: it says who owes what.
fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
