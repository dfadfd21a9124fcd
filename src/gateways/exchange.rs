//! Fetching and delivering bank files at a bank's server (OCR-4, OCR-5): what is asked of a server, whatever it speaks.

use std::path::Path;

/// A file at the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFile {
    /// Its name, as the server says; see [`is_safe`].
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// When it was written, as the server says, ms since 1970 UTC.
    pub modified_ms: i64,
    /// How exact that is, ms: a minute, or a day for old files.
    pub exact_ms: i64,
}

/// A minute, in ms.
pub const MINUTE_MS: i64 = 60_000;
/// A day, in ms.
pub const DAY_MS: i64 = 86_400_000;

/// Why a server did not do it. The words stand in the language files under `exchange-fault-CODE`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// Nobody answers, or the line broke.
    #[error("not reached: {detail}")]
    NotReached {
        /// What was seen.
        detail: String,
    },
    /// It took longer than it may.
    #[error("no end after {seconds} s")]
    TooSlow {
        /// How long it was given.
        seconds: u64,
    },
    /// The server shows another key than the one that is known.
    #[error("the host key has changed: {found}")]
    HostKeyChanged {
        /// The fingerprint of the key it shows.
        found: String,
    },
    /// No key of the server is known.
    #[error("the host key is unknown")]
    HostKeyUnknown,
    /// The server does not let us in.
    #[error("login refused: {detail}")]
    LoginRefused {
        /// What it said.
        detail: String,
    },
    /// Our key cannot be used: not there, or open to others.
    #[error("key file: {detail}")]
    KeyFile {
        /// Why.
        detail: String,
    },
    /// The program that speaks SFTP is not installed.
    #[error("{program} is not installed")]
    NoProgram {
        /// Which.
        program: String,
    },
    /// A folder or file is not there.
    #[error("not there: {what}")]
    NotThere {
        /// What was asked for.
        what: String,
    },
    /// The server does not allow it.
    #[error("not allowed: {what}")]
    Denied {
        /// What was asked for.
        what: String,
    },
    /// Something of that name is there already.
    #[error("in the way: {what}")]
    InTheWay {
        /// The name.
        what: String,
    },
    /// A name that cannot be asked for without doubt.
    #[error("unsafe name: {what}")]
    UnsafeName {
        /// The name.
        what: String,
    },
    /// The folder holds more than can be right.
    #[error("too many files")]
    TooMany,
    /// Larger than any bank file may be.
    #[error("too large: {what}")]
    TooLarge {
        /// Which file.
        what: String,
    },
    /// Another length than the server said.
    #[error("{what}: {found} bytes, {expected} expected")]
    Length {
        /// Which file.
        what: String,
        /// The length it has.
        found: u64,
        /// The length it should have.
        expected: u64,
    },
    /// Our own disk takes no more.
    #[error("no room: {detail}")]
    NoRoom {
        /// What was seen.
        detail: String,
    },
    /// Stopped on purpose.
    #[error("stopped")]
    Stopped,
    /// Anything else.
    #[error("{detail}")]
    Other {
        /// What was seen.
        detail: String,
    },
}

impl ExchangeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ExchangeError::NotReached { .. } => "not-reached",
            ExchangeError::TooSlow { .. } => "too-slow",
            ExchangeError::HostKeyChanged { .. } => "host-key-changed",
            ExchangeError::HostKeyUnknown => "host-key-unknown",
            ExchangeError::LoginRefused { .. } => "login-refused",
            ExchangeError::KeyFile { .. } => "key-file",
            ExchangeError::NoProgram { .. } => "no-program",
            ExchangeError::NotThere { .. } => "not-there",
            ExchangeError::Denied { .. } => "denied",
            ExchangeError::InTheWay { .. } => "in-the-way",
            ExchangeError::UnsafeName { .. } => "unsafe-name",
            ExchangeError::TooMany => "too-many",
            ExchangeError::TooLarge { .. } => "too-large",
            ExchangeError::Length { .. } => "length",
            ExchangeError::NoRoom { .. } => "no-room",
            ExchangeError::Stopped => "stopped",
            ExchangeError::Other { .. } => "other",
        }
    }

    /// Whether our own caution said no, and not the world outside.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            ExchangeError::HostKeyChanged { .. }
                | ExchangeError::HostKeyUnknown
                | ExchangeError::KeyFile { .. }
                | ExchangeError::InTheWay { .. }
                | ExchangeError::UnsafeName { .. }
        )
    }

    /// Whether the next thing that is asked would fail in the same way.
    pub fn is_of_server(&self) -> bool {
        matches!(
            self,
            ExchangeError::NotReached { .. }
                | ExchangeError::TooSlow { .. }
                | ExchangeError::HostKeyChanged { .. }
                | ExchangeError::HostKeyUnknown
                | ExchangeError::LoginRefused { .. }
                | ExchangeError::KeyFile { .. }
                | ExchangeError::NoProgram { .. }
                | ExchangeError::NoRoom { .. }
                | ExchangeError::Stopped
        )
    }
}

/// A server that keeps files in folders. Files are named within their folder; subfolders and links are not seen.
pub trait Exchange {
    /// The files of a folder.
    ///
    /// # Errors
    /// [`ExchangeError`].
    fn list(&mut self, folder: &str) -> Result<Vec<RemoteFile>, ExchangeError>;

    /// Fetches a file into a local one. What is there of it already is taken as its beginning, and gone on from.
    ///
    /// # Errors
    /// [`ExchangeError`]; the local file keeps what came.
    fn fetch(&mut self, folder: &str, name: &str, into: &Path) -> Result<(), ExchangeError>;

    /// Puts a local file there, over what has the name.
    ///
    /// # Errors
    /// [`ExchangeError`]; a part of it may be there.
    fn put(&mut self, from: &Path, folder: &str, name: &str) -> Result<(), ExchangeError>;

    /// Gives a file another name, never over one that is there.
    ///
    /// # Errors
    /// [`ExchangeError::InTheWay`] …
    fn rename(&mut self, folder: &str, from: &str, to: &str) -> Result<(), ExchangeError>;

    /// Takes a file away.
    ///
    /// # Errors
    /// [`ExchangeError`].
    fn remove(&mut self, folder: &str, name: &str) -> Result<(), ExchangeError>;
}

/// How long a name may be, in bytes: with what is added to it it must fit into any file system.
const NAME_MAX: usize = 180;

/// Whether a file's name can be asked for without doubt: no control characters, nothing that a shell of names would read
/// otherwise, no way into another folder.
pub fn is_safe(name: &str) -> bool {
    let odd = |c: char| crate::domain::text::is_forbidden(c) || "/\\\"'*?[]{}`$\u{fffd}".contains(c);
    !name.is_empty() && name.len() <= NAME_MAX && name.trim() == name && name != "." && name != ".." && !name.chars().any(odd)
}

/// The same for a folder at the server: names between slashes.
pub fn is_safe_folder(folder: &str) -> bool {
    let odd = |c: char| crate::domain::text::is_forbidden(c) || "\\\"'*?[]{}`$\u{fffd}".contains(c);
    folder.trim() == folder && !folder.starts_with('-') && !folder.starts_with('~') && !folder.chars().any(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_mean_something_else_are_not_safe() {
        for name in ["OCR.D060526", "kåre b (2).txt", "-l", "a#b;c", "æøå"] {
            assert!(is_safe(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "a\"b",
            "a'b",
            "a*",
            "a?",
            "[a]",
            "a\nb",
            "a\u{1b}",
            " a",
            "a ",
            "\u{202e}a",
            "\u{fffd}",
        ] {
            assert!(!is_safe(name), "{name:?}");
        }
        assert!(!is_safe(&"x".repeat(181)));
        assert!(is_safe_folder("") && is_safe_folder("/ut/fil er") && is_safe_folder("in"));
        assert!(!is_safe_folder("a\"\nrm b") && !is_safe_folder("-x") && !is_safe_folder("a*"));
    }
}
