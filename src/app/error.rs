//! What a use case can end with when it is not done, and the exit code that says so (design, part 7).

use std::path::PathBuf;

use thiserror::Error;

use super::exchange::{ExchangeError, Fault};
use super::import::Refused;
use super::print::PrintError;
use super::print::deliver::DeliverError;
use super::texts::{Arg, Lang};
use crate::domain::refusal::Refusal;
use crate::store::StoreError;

/// A fault in a file a person gave us, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFault {
    /// Line, from 1.
    pub line: u64,
    /// Column of the table or character, from 1; 0 for the whole line.
    pub column: u64,
    /// Code with a text under `input-CODE`.
    pub code: &'static str,
    /// What stands there.
    pub found: String,
    /// What should, or what it is about.
    pub expected: String,
}

/// Why something was not done.
#[derive(Debug, Error)]
pub enum AppError {
    /// The file said no, or a rule.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A bank file was refused.
    #[error("bank file refused")]
    Import(Box<Refused>),
    /// The import of a large bank file was interrupted after its bytes were kept: it will be finished.
    #[error("{name} is not finished: {source}")]
    Unfinished {
        /// The file's name.
        name: String,
        /// What interrupted it.
        source: Box<AppError>,
    },
    /// A table a person gave us has faults.
    #[error("{} faults in {}", faults.len(), path.display())]
    Input {
        /// Which file.
        path: PathBuf,
        /// Its faults.
        faults: Vec<InputFault>,
    },
    /// A file that a person gave us could not be read.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file or folder of our own could not be written: a copy, a list, a file to the bank, the watched folder.
    #[error("{path}: {source}")]
    Place {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Standard output went away: not a failure, the reader has had enough.
    #[error("the output was closed")]
    OutputClosed,
    /// There is no terminal to draw on.
    #[error("no terminal")]
    NoTerminal,
    /// An argument cannot be understood.
    #[error("usage: {code}")]
    Usage {
        /// Code with a text under `usage-CODE`.
        code: &'static str,
        /// What was given.
        given: String,
    },
    /// An asset of the program is broken.
    #[error("asset {name}: {detail}")]
    Asset {
        /// Which.
        name: String,
        /// Why.
        detail: String,
    },
    /// The settings cannot be understood.
    #[error("settings {}: {detail}", path.display())]
    Settings {
        /// Which file.
        path: PathBuf,
        /// What and where.
        detail: String,
    },
    /// A document could not be made.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// A document did not leave.
    #[error(transparent)]
    Deliver(#[from] DeliverError),
    /// A gateway did not do it.
    #[error("gateway: {detail}")]
    Gateway {
        /// What it said, without secrets.
        detail: String,
    },
    /// Files of an account could not be fetched or delivered.
    #[error(transparent)]
    Exchange(Box<Fault>),
    /// The system gives no data directory.
    #[error("no data directory")]
    NoDataDirectory,
    /// The terminal failed.
    #[error("terminal: {0}")]
    Terminal(std::io::Error),
    /// `check` found something.
    #[error("{0} faults found")]
    Faults(usize),
    /// So many claims did not leave, or nobody knows whether they did.
    #[error("{0} claim(s) were not sent, or nobody knows whether they were")]
    NotSent(usize),
    /// Reconciling left something to explain on so many accounts.
    #[error("{0} account(s) have something that is not explained")]
    Unexplained(usize),
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        AppError::Store(StoreError::Refused(refusal))
    }
}

impl From<crate::domain::claim::ClaimError> for AppError {
    fn from(error: crate::domain::claim::ClaimError) -> Self {
        AppError::Store(error.into())
    }
}

impl From<crate::domain::money::MoneyError> for AppError {
    fn from(error: crate::domain::money::MoneyError) -> Self {
        AppError::Store(error.into())
    }
}

impl From<crate::domain::order::OrderError> for AppError {
    fn from(error: crate::domain::order::OrderError) -> Self {
        use crate::domain::order::OrderError;
        match error {
            OrderError::Refused(refusal) => refusal.into(),
            OrderError::Money(inner) => inner.into(),
        }
    }
}

impl AppError {
    /// 0 done, 1 refused by a rule, 2 usage, 3 input file rejected, 4 the database cannot be opened or is damaged, or the disk does not
    /// take what is written, 5 a gateway failed.
    pub fn exit_code(&self) -> u8 {
        match self {
            AppError::OutputClosed => 0,
            AppError::Store(StoreError::Refused(Refusal::CommentMissing {})) | AppError::Usage { .. } => 2,
            AppError::Store(StoreError::Refused(_))
            | AppError::NoTerminal
            | AppError::Terminal(_)
            | AppError::Faults(_)
            | AppError::Unexplained(_) => 1,
            AppError::File { source, .. } if is_no_room(source) => 4,
            AppError::Import(_) | AppError::Input { .. } | AppError::File { .. } => 3,
            AppError::Settings { .. } => 2,
            AppError::Exchange(fault) if fault.error.is_refusal() => 1,
            AppError::Exchange(fault) if matches!(fault.error, ExchangeError::NoRoom { .. }) => 4,
            AppError::Gateway { .. } | AppError::NotSent(_) | AppError::Exchange(_) => 5,
            AppError::Unfinished { source, .. } => source.exit_code(),
            AppError::Print(_) => 1,
            AppError::Deliver(_) => 3,
            AppError::Store(_) | AppError::Place { .. } | AppError::Asset { .. } | AppError::NoDataDirectory => 4,
        }
    }

    /// Whether it was stopped on purpose.
    pub fn is_cancelled(&self) -> bool {
        match self {
            AppError::Store(StoreError::Cancelled) => true,
            AppError::Store(inner) => inner.is_interrupt(),
            _ => false,
        }
    }

    /// The stable code, for scripts.
    pub fn code(&self) -> String {
        match self {
            AppError::Store(StoreError::Refused(refusal)) => refusal.code().to_owned(),
            AppError::Usage { code, .. } => (*code).to_owned(),
            AppError::Exchange(fault) => fault.key(),
            other => other.text_key().to_owned(),
        }
    }

    fn text_key(&self) -> &'static str {
        match self {
            AppError::Store(error) => match error {
                StoreError::Sqlite(_) => "store-sqlite",
                StoreError::Refused(_) => "store-refused",
                StoreError::Money(_) => "store-money",
                StoreError::Missing { .. } => "store-missing",
                StoreError::NotOurs { .. } => "store-not-ours",
                StoreError::Damaged { .. } => "store-damaged",
                StoreError::Newer { .. } => "store-newer",
                StoreError::ReadOnly { .. } => "store-read-only",
                StoreError::DiskFull { .. } => "store-disk-full",
                StoreError::Locked { .. } => "store-locked",
                StoreError::OldSqlite(_) => "store-old-sqlite",
                StoreError::Invariant { .. } => "store-invariant",
                StoreError::Migration(_) => "store-migration",
                StoreError::Io { .. } => "store-io",
                StoreError::Cancelled => "store-cancelled",
                StoreError::Randomness(_) => "store-randomness",
            },
            AppError::Import(_) => "import-refused",
            AppError::Unfinished { .. } => "import-unfinished",
            AppError::Input { .. } => "input-refused",
            AppError::File { source, .. } | AppError::Place { source, .. } if is_no_room(source) => "file-no-room",
            AppError::File { .. } | AppError::Place { .. } => "file-unusable",
            AppError::OutputClosed => "output-closed",
            AppError::NoTerminal => "no-terminal",
            AppError::Usage { .. } => "usage",
            AppError::Asset { .. } => "asset-broken",
            AppError::Settings { .. } => "settings-broken",
            AppError::Gateway { .. } | AppError::Exchange(_) => "gateway-failed",
            AppError::Print(_) => "print-failed",
            AppError::Deliver(_) => "deliver-failed",
            AppError::NoDataDirectory => "no-data-directory",
            AppError::Terminal(_) => "terminal-failed",
            AppError::Faults(_) => "check-faults",
            AppError::NotSent(_) => "sending-lost",
            AppError::Unexplained(_) => "unexplained",
        }
    }

    /// What happened, on which thing, what to do: in a language. The same words on the screen, the command line and in the log.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        let one = |name: &'static str, value: String| vec![(name, Arg::Text(value))];
        match self {
            AppError::Store(StoreError::Refused(refusal)) => t.refusal(refusal),
            AppError::Store(error) => {
                let path = match error {
                    StoreError::Missing { path }
                    | StoreError::NotOurs { path }
                    | StoreError::Damaged { path, .. }
                    | StoreError::Newer { path, .. }
                    | StoreError::ReadOnly { path }
                    | StoreError::DiskFull { path }
                    | StoreError::Locked { path }
                    | StoreError::Io { path, .. } => path.display().to_string(),
                    _ => String::new(),
                };
                let mut args = one("path", path);
                args.push(("detail", Arg::Text(error.to_string())));
                if let StoreError::Newer { found, known, .. } = error {
                    args.push(("found", Arg::Count(*found)));
                    args.push(("known", Arg::Count(*known)));
                }
                t.with(self.text_key(), &args)
            }
            AppError::Import(refused) => refused.words(lang),
            AppError::Unfinished { name, source } => {
                let mut args = one("name", name.clone());
                args.push(("detail", Arg::Text(source.words(lang))));
                t.with(self.text_key(), &args)
            }
            AppError::Input { path, faults } => {
                let mut lines = vec![t.with("input-refused", &one("path", path.display().to_string()))];
                lines.extend(faults.iter().map(|fault| fault.words(lang)));
                lines.join("\n")
            }
            AppError::File { path, source } | AppError::Place { path, source } => {
                let mut args = one("path", path.display().to_string());
                args.push(("detail", Arg::Text(source.to_string())));
                t.with(self.text_key(), &args)
            }
            AppError::Usage { code, given } => t.with(&format!("usage-{code}"), &one("given", given.clone())),
            AppError::Settings { path, detail } => {
                let mut args = one("path", path.display().to_string());
                args.push(("detail", Arg::Text(detail.clone())));
                t.with("settings-broken", &args)
            }
            AppError::Print(error) => error.words(t),
            AppError::Deliver(error) => error.words(t),
            AppError::Gateway { detail } => t.with("gateway-failed", &one("detail", detail.clone())),
            AppError::Exchange(fault) => fault.words(t),
            AppError::Asset { name, detail } => t.with("asset-broken", &one("detail", format!("{name}: {detail}"))),
            AppError::Terminal(error) => t.with("terminal-failed", &one("detail", error.to_string())),
            AppError::NotSent(count) => t.with("sending-lost", &[("count", Arg::count(*count))]),
            AppError::Unexplained(count) => t.with("unexplained", &[("count", Arg::count(*count))]),
            AppError::Faults(count) => t.with("check-faults", &[("count", Arg::count(*count))]),
            AppError::OutputClosed | AppError::NoTerminal | AppError::NoDataDirectory => t.t(self.text_key()),
        }
    }
}

impl InputFault {
    /// In a language, with its place.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        // What cannot stand on a card is said in the same words wherever it is typed.
        let card = self.code.strip_prefix("card-");
        let expected = card.map_or_else(|| self.expected.clone(), |why| t.t(&format!("card-fault-{why}")));
        let what = t.with(
            &card.map_or_else(|| format!("input-{}", self.code), |_| "input-card".to_owned()),
            &[("found", Arg::Text(self.found.clone())), ("expected", Arg::Text(expected))],
        );
        let place = [
            ("line", Arg::Count(count(self.line))),
            ("column", Arg::Count(count(self.column))),
            ("what", Arg::Text(what)),
        ];
        if self.column == 0 {
            t.with("place-line", &place)
        } else {
            t.with("place-line-column", &place)
        }
    }
}

/// Whether a disk takes no more; the file itself may be right.
fn is_no_room(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
    )
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
