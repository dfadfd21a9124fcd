//! The watched folder (OCR-8): each whole file in it, oldest first, is imported and put away.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::filing::{self, DONE, Filed, REFUSED, Tried};
use super::hands;
use super::writers;
use crate::app::{AppError, Session};

/// How names of files end that are still being written by who brings them.
const UNFINISHED: &[&str] = &[".part", ".tmp", ".filepart", ".crdownload", "~"];
/// How many files are looked at in one round.
const FILES_MAX: usize = 10_000;

/// What a round did.
#[derive(Debug, Default)]
pub struct Round {
    /// Files that were imported or refused, in their order.
    pub files: Vec<Filed>,
    /// Files that are not whole yet.
    pub waiting: usize,
    /// What stood in the way of others, which lie where they lay.
    pub trouble: Vec<AppError>,
}

/// A file as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    length: u64,
    modified: SystemTime,
    since: Instant,
}

/// A folder that is watched. Whoever works in it has the right to (`Keeper`).
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    settle: Duration,
    seen: BTreeMap<OsString, Seen>,
    /// Imported, but they could not be moved: they are not read again as long as they stay as they are.
    stuck: BTreeMap<OsString, (u64, SystemTime)>,
}

impl Folder {
    /// A folder, and where what was in it is put away.
    ///
    /// # Errors
    /// [`AppError::Place`] when nothing can be made in it.
    pub(super) fn open(path: &Path, settle: Duration) -> Result<Folder, AppError> {
        for name in [DONE, REFUSED] {
            hands::make(&path.join(name))?;
        }
        Ok(Folder {
            path: path.to_path_buf(),
            settle,
            seen: BTreeMap::new(),
            stuck: BTreeMap::new(),
        })
    }

    /// Imports what is whole. `stop`: asked often; what has been begun is left as it was.
    ///
    /// # Errors
    /// [`AppError::Place`] when the folder cannot be read.
    pub fn round(&mut self, session: &mut Session, stop: &dyn Fn() -> bool) -> Result<Round, AppError> {
        let mut round = Round::default();
        let whole = self.whole(&mut round)?;
        for name in whole {
            if stop() {
                break;
            }
            let path = self.path.join(&name);
            match filing::file(session, &path, &self.path, stop) {
                Tried::Filed(filed, fault) => {
                    if filed.place == path
                        && let Some(stamp) = filing::stamp(&path)
                    {
                        self.stuck.insert(name, stamp);
                    }
                    round.files.push(*filed);
                    round.trouble.extend(fault);
                }
                Tried::Changing => {
                    self.seen.remove(&name);
                    round.waiting += 1;
                }
                Tried::Left(error) if error.is_cancelled() => break,
                Tried::Left(error) => round.trouble.push(error),
            }
        }
        Ok(round)
    }

    /// The files that are whole: unchanged for as long as the settings say, and written by nobody. Oldest first.
    fn whole(&mut self, round: &mut Round) -> Result<Vec<OsString>, AppError> {
        let now = Instant::now();
        let mut seen = BTreeMap::new();
        let mut settled = Vec::new();
        for entry in std::fs::read_dir(&self.path)
            .map_err(hands::at(&self.path))?
            .flatten()
            .take(FILES_MAX)
        {
            let name = entry.file_name();
            let Some((length, modified)) = filing::stamp(&entry.path()).filter(|_| !is_unfinished(&name)) else {
                continue;
            };
            if self.stuck.get(&name) == Some(&(length, modified)) {
                continue;
            }
            let before = self.seen.remove(&name);
            let same = before.filter(|before| (before.length, before.modified) == (length, modified));
            let since = same.map_or(now, |before| before.since);
            // The age that a file claims is not believed: some programs set it while they write.
            if now.duration_since(since) >= self.settle {
                settled.push((modified, name.clone()));
            } else {
                round.waiting += 1;
            }
            seen.insert(name, Seen { length, modified, since });
        }
        self.seen = seen;
        let paths: BTreeSet<PathBuf> = settled.iter().map(|(_, name)| self.path.join(name)).collect();
        let open = writers::written(&paths);
        let all = settled.len();
        settled.retain(|(_, name)| !open.contains(&self.path.join(name)));
        round.waiting += all - settled.len();
        settled.sort();
        Ok(settled.into_iter().map(|(_, name)| name).collect())
    }
}

/// Whether a name says that the file is still being written.
pub(super) fn is_unfinished(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let lower = name.to_lowercase();
    name.starts_with('.') || UNFINISHED.iter().any(|end| lower.ends_with(end))
}
