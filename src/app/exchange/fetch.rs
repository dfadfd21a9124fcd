//! Fetching an account's files (OCR-4, OCR-5): each once, whole, and into the one code path of every import (OCR-10).
//!
//! A transfer is noted before it begins. Its part lies under a name that says of which file it is, so that a file that was
//! changed at the server is never put together of two. When it has the length the listing says, it gets its name, and is noted
//! as done; then it is imported and put away. After a crash each step is found where it stood.

use std::path::{Path, PathBuf};

use super::filing::{self, Filed, Tried};
use super::folder::is_unfinished;
use super::hands;
use crate::app::{AppError, Session};
use crate::domain::bankfile::FILE_MAX_BYTES;
use crate::domain::exchange::ExchangeState;
use crate::gateways::exchange::{DAY_MS, Exchange, ExchangeError, MINUTE_MS, RemoteFile, is_safe};
use crate::store::exchange::{self as table, Beginning, Exchanged, FETCHED};

/// What the name of a file that is not whole ends with.
pub(super) const PART: &str = ".part";
/// How many files are fetched in one round.
const FILES_MAX: usize = 10_000;

/// Where the files of one account come to, and whose they are.
pub(super) struct Place<'a> {
    pub account: i64,
    /// The server's folder.
    pub folder: &'a str,
    /// Ours for what is on its way.
    pub incoming: PathBuf,
    /// Ours for what was taken.
    pub base: &'a Path,
}

/// What came.
#[derive(Debug, Default)]
pub(super) struct Fetched {
    pub files: Vec<Filed>,
    /// Files at the server that had been fetched before.
    pub known: usize,
}

/// A failure of a round: at the server, or at home.
pub(super) enum Failed {
    There(ExchangeError),
    Here(AppError),
}

impl From<ExchangeError> for Failed {
    fn from(error: ExchangeError) -> Self {
        Failed::There(error)
    }
}

impl From<AppError> for Failed {
    fn from(error: AppError) -> Self {
        Failed::Here(error)
    }
}

/// Imports what a crash or a busy file left behind: whole files that were fetched.
pub(super) fn left_over(session: &mut Session, place: &Place<'_>, stop: &dyn Fn() -> bool, done: &mut Fetched) -> Result<(), AppError> {
    hands::make(&place.incoming)?;
    // Renamed, and not noted as done.
    for row in table::begun(&session.store.conn, place.account)? {
        let whole = place.incoming.join(&row.name);
        if is_safe(&row.name) && filing::stamp(&whole).is_some_and(|(length, _)| length == row.length) {
            let (digest, _) = hands::digest(&whole)?;
            session.write(|tx| Ok(table::done(tx, row.id, FETCHED, &digest, "")?))?;
        }
    }
    let entries = std::fs::read_dir(&place.incoming).map_err(hands::at(&place.incoming))?;
    let mut whole: Vec<_> = entries
        .flatten()
        .filter(|entry| !is_unfinished(&entry.file_name()))
        .filter_map(|entry| filing::stamp(&entry.path()).map(|(_, at)| (at, entry.path())))
        .collect();
    whole.sort();
    for (_, path) in whole {
        take_in(session, place, &path, stop, done)?;
    }
    Ok(())
}

/// Imports a fetched file, and notes which bank file it became.
fn take_in(session: &mut Session, place: &Place<'_>, path: &Path, stop: &dyn Fn() -> bool, done: &mut Fetched) -> Result<(), AppError> {
    let (digest, _) = hands::digest(path)?;
    match filing::file(session, path, place.base, stop) {
        Tried::Filed(filed, fault) => {
            let became = filed.outcome.file_id;
            done.files.push(*filed);
            if let Some(file) = became {
                session.write(|tx| Ok(table::became(tx, place.account, &digest, file)?))?;
            }
            fault.map_or(Ok(()), Err)
        }
        Tried::Changing => Ok(()),
        Tried::Left(error) => Err(error),
    }
}

/// Fetches what is new, oldest first. What is wrong with one file does not hold up the others; it stands in `trouble`.
///
/// # Errors
/// What makes it useless to go on: the server, or the site's file.
pub(super) fn new_files(
    session: &mut Session,
    place: &Place<'_>,
    remote: &mut dyn Exchange,
    stop: &dyn Fn() -> bool,
    done: &mut Fetched,
    trouble: &mut Vec<Failed>,
) -> Result<(), Failed> {
    let mut files = remote.list(place.folder)?;
    files.sort_by(|a, b| (a.modified_ms, &a.name).cmp(&(b.modified_ms, &b.name)));
    if files.len() > FILES_MAX {
        return Err(ExchangeError::TooMany.into());
    }
    for file in files.iter().filter(|file| !is_unfinished(file.name.as_ref())) {
        if stop() {
            return Err(ExchangeError::Stopped.into());
        }
        if !is_safe(&file.name) {
            let what = file.name.clone();
            trouble.push(ExchangeError::UnsafeName { what }.into());
            continue;
        }
        let known = table::named(&session.store.conn, place.account, &file.name).map_err(AppError::from)?;
        let before = known.into_iter().find(|row| is_same(row, file));
        if before.as_ref().is_some_and(|row| row.state == ExchangeState::Done) {
            done.known += 1;
            continue;
        }
        match one(session, place, remote, file, before) {
            Ok(whole) => take_in(session, place, &whole, stop, done).or_else(|error| {
                if error.is_cancelled() || error.exit_code() == 4 {
                    return Err(error);
                }
                trouble.push(error.into());
                Ok(())
            })?,
            Err(Failed::There(error)) if !error.is_of_server() => trouble.push(error.into()),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether a file at the server is one that was fetched: listings tell the minute of new files and the day of old ones.
fn is_same(row: &Exchanged, file: &RemoteFile) -> bool {
    if row.length != file.length {
        return false;
    }
    // What was noted to the minute is compared to the day when the listing tells no more.
    let exact = file.exact_ms.max(MINUTE_MS);
    let noted_by_day = row.modified_ms.rem_euclid(DAY_MS) == 0;
    let exact = if noted_by_day { DAY_MS } else { exact };
    row.modified_ms.div_euclid(exact) == file.modified_ms.div_euclid(exact)
}

/// Fetches one file; where it lies now.
fn one(
    session: &mut Session,
    place: &Place<'_>,
    remote: &mut dyn Exchange,
    file: &RemoteFile,
    before: Option<Exchanged>,
) -> Result<PathBuf, Failed> {
    if file.length > FILE_MAX_BYTES {
        return Err(ExchangeError::TooLarge { what: file.name.clone() }.into());
    }
    let whole = place.incoming.join(&file.name);
    if std::fs::symlink_metadata(&whole).is_ok() {
        // An earlier one of this name still waits to be imported.
        let what = whole.display().to_string();
        return Err(ExchangeError::InTheWay { what }.into());
    }
    let modified_ms = before.as_ref().map_or(file.modified_ms, |row| row.modified_ms);
    let id = match before {
        Some(row) => row.id,
        None => session.write(|tx| {
            let new = Beginning {
                account: place.account,
                direction: FETCHED,
                name: &file.name,
                length: file.length,
                modified_ms,
                file: None,
            };
            Ok(table::begin(tx, &new)?)
        })?,
    };
    let minute = modified_ms.div_euclid(MINUTE_MS);
    let part = place.incoming.join(format!("{}.{}-{minute}{PART}", file.name, file.length));
    match whole_part(remote, place.folder, file, &part) {
        Ok(digest) => {
            std::fs::rename(&part, &whole).map_err(hands::at(&part))?;
            session.write(|tx| Ok(table::done(tx, id, FETCHED, &digest, "")?))?;
            Ok(whole)
        }
        Err(Failed::There(error)) => {
            // A cut is gone on from; what is wrong with the file itself is tried anew.
            let state = if error.is_of_server() {
                ExchangeState::Begun
            } else {
                ExchangeState::Failed
            };
            session.write(|tx| Ok(table::step(tx, id, state, &error.to_string())?))?;
            Err(error.into())
        }
        Err(error) => Err(error),
    }
}

/// Fetches into a part until it has the length of the listing, and the server still says so.
fn whole_part(remote: &mut dyn Exchange, folder: &str, file: &RemoteFile, part: &Path) -> Result<[u8; 32], Failed> {
    let length = |part: &Path| filing::stamp(part).map_or(0, |(length, _)| length);
    let wrong = |found: u64| ExchangeError::Length {
        what: file.name.clone(),
        found,
        expected: file.length,
    };
    if length(part) > file.length {
        std::fs::remove_file(part).map_err(hands::at(part))?;
    }
    own(part)?;
    remote.fetch(folder, &file.name, part)?;
    let (digest, found) = hands::digest(part)?;
    let now = remote.list(folder)?.into_iter().find(|now| now.name == file.name);
    let now_length = now.map_or(0, |now| now.length);
    if found != file.length || now_length != file.length {
        std::fs::remove_file(part).map_err(hands::at(part))?;
        return Err(wrong(if found == file.length { now_length } else { found }).into());
    }
    Ok(digest)
}

/// Makes a part that was begun a file of our own: a client that outlived a crash of ours may still write into the old one.
fn own(part: &Path) -> Result<(), AppError> {
    if std::fs::symlink_metadata(part).is_ok() {
        let copy = part.with_extension(format!("own{PART}"));
        std::fs::copy(part, &copy).map_err(hands::at(&copy))?;
        std::fs::rename(&copy, part).map_err(hands::at(part))?;
    }
    Ok(())
}
