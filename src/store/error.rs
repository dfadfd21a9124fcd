//! What can go wrong with the file, in words that lead to the way out.

use std::path::PathBuf;

use thiserror::Error;

use crate::domain::claim::ClaimError;
use crate::domain::money::MoneyError;
use crate::domain::refusal::Refusal;

/// A failure of the store. The words people see stand in the language files; these are for the log.
#[derive(Debug, Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A rule said no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Sums beyond all bounds.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// There is no file.
    #[error("no such file: {path}")]
    Missing {
        /// Where.
        path: PathBuf,
    },
    /// The file is not a Fordring file.
    #[error("not a Fordring file: {path}")]
    NotOurs {
        /// Where.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("damaged: {path}: {detail}")]
    Damaged {
        /// Where.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// The file was written by a newer program.
    #[error("{path} has schema {found}, this program knows {known}")]
    Newer {
        /// Where.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// The file can only be read.
    #[error("read-only: {path}")]
    ReadOnly {
        /// Where.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("disk full: {path}")]
    DiskFull {
        /// Where.
        path: PathBuf,
    },
    /// Somebody else holds the file.
    #[error("locked: {path}")]
    Locked {
        /// Where.
        path: PathBuf,
    },
    /// The SQLite in this program is too old to be safe with several consoles.
    #[error("SQLite {0} is too old")]
    OldSqlite(i32),
    /// An invariant did not hold before commit; nothing was stored.
    #[error("invariant broken: {what} ({id})")]
    Invariant {
        /// Which.
        what: &'static str,
        /// Of what.
        id: i64,
    },
    /// The migrations could not be applied.
    #[error("migration: {0}")]
    Migration(String),
    /// A file beside the database could not be used.
    #[error("{path}: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// The randomness of the operating system is not available.
    #[error("no randomness: {0}")]
    Randomness(String),
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        StoreError::Refused(refusal)
    }
}

impl From<ClaimError> for StoreError {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::Refused(refusal) => StoreError::Refused(refusal),
            ClaimError::Money(error) => StoreError::Money(error),
        }
    }
}

impl StoreError {
    /// Gives a SQLite failure its meaning and its place.
    #[must_use]
    pub fn at(self, path: &std::path::Path) -> StoreError {
        use rusqlite::ErrorCode;
        let StoreError::Sqlite(rusqlite::Error::SqliteFailure(code, ref detail)) = self else {
            return self;
        };
        let path = path.to_path_buf();
        match code.code {
            // No trace of SQLite at its beginning: somebody's letter or table, given by mistake.
            ErrorCode::NotADatabase if !begins_as_sqlite(&path) => StoreError::NotOurs { path },
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged {
                path,
                detail: detail.clone().unwrap_or_else(|| code.to_string()),
            },
            ErrorCode::ReadOnly => StoreError::ReadOnly { path },
            ErrorCode::DiskFull | ErrorCode::SystemIoFailure => StoreError::DiskFull { path },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked { path },
            ErrorCode::OperationInterrupted => StoreError::Cancelled,
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => StoreError::Io {
                path,
                source: std::io::Error::new(std::io::ErrorKind::PermissionDenied, code.to_string()),
            },
            _ => self,
        }
    }

    /// Whether a statement was stopped on purpose.
    pub fn is_interrupt(&self) -> bool {
        matches!(self, StoreError::Sqlite(rusqlite::Error::SqliteFailure(code, _)) if code.code == rusqlite::ErrorCode::OperationInterrupted)
    }

    /// Whether somebody else holds the write lock.
    pub fn is_busy(&self) -> bool {
        match self {
            StoreError::Sqlite(rusqlite::Error::SqliteFailure(code, _)) => {
                matches!(code.code, rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            }
            StoreError::Locked { .. } => true,
            _ => false,
        }
    }
}

/// Whether a file begins as every file of SQLite does.
fn begins_as_sqlite(path: &std::path::Path) -> bool {
    use std::io::Read;
    let mut first = [0; SQLITE_BEGINS.len()];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.is_ok() && first == *SQLITE_BEGINS
}

const SQLITE_BEGINS: &[u8; 16] = b"SQLite format 3\0";
