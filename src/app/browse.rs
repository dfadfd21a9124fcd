//! The file browser of the import: what lies in a folder, and what of it is new, imported, or no bank file.

use std::path::{Path, PathBuf};

use super::import::peek;
use super::{AppError, Session};
use crate::domain::bankfile::FILE_MAX_BYTES;
use crate::store::bankfile;

/// How many files of a folder are looked into.
const FILES_MAX: usize = 2000;

/// What a file is to the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The way up.
    Parent,
    /// A folder.
    Folder,
    /// A bank file that was not seen by this name and size.
    New(&'static str),
    /// A file of this name and size was stored: when (milliseconds), by whom.
    Stored(i64, String),
    /// No bank file.
    Other,
}

/// A row of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Bytes.
    pub length: u64,
    /// Changed, in milliseconds since 1970.
    pub changed_at: i64,
    /// What it is.
    pub standing: Standing,
}

/// What lies in a folder: the way up, folders, then files, newest first.
///
/// # Errors
/// When the folder cannot be read.
pub fn folder(session: &Session, path: &Path) -> Result<Vec<FileRow>, AppError> {
    let wrong = |source| AppError::File {
        path: path.to_path_buf(),
        source,
    };
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(path).map_err(wrong)?.flatten().take(FILES_MAX) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let Ok(meta) = std::fs::metadata(entry.path()) else { continue };
        let changed = meta.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let standing = if meta.is_dir() {
            Standing::Folder
        } else {
            file_standing(session, &entry.path(), &name, meta.len())?
        };
        rows.push(FileRow {
            name,
            path: entry.path(),
            length: meta.len(),
            changed_at: changed.and_then(|age| i64::try_from(age.as_millis()).ok()).unwrap_or(0),
            standing,
        });
    }
    rows.sort_by_key(|row| {
        (
            row.standing != Standing::Folder,
            std::cmp::Reverse(row.changed_at),
            row.name.clone(),
        )
    });
    if let Some(parent) = path.parent() {
        let up = FileRow {
            name: "..".to_owned(),
            path: parent.to_path_buf(),
            length: 0,
            changed_at: 0,
            standing: Standing::Parent,
        };
        rows.insert(0, up);
    }
    Ok(rows)
}

fn file_standing(session: &Session, path: &Path, name: &str, length: u64) -> Result<Standing, AppError> {
    if let Some(known) = bankfile::by_name(&session.store.conn, name, length)? {
        return Ok(Standing::Stored(known.stored_at, known.operator));
    }
    let codec = if length <= FILE_MAX_BYTES { peek(path) } else { None };
    Ok(codec.map_or(Standing::Other, |codec| Standing::New(codec.name)))
}
