//! Imports that were interrupted: finished, or taken away where their bytes were not kept.

use std::io::BufReader;

use super::{finish, prepare, stage};
use crate::app::import::examine::{Examined, READ_BYTES, Survey, read_error, survey};
use crate::app::import::one_format::OneFormat;
use crate::app::import::our_accounts::OurAccounts;
use crate::app::import::{Request, Watch};
use crate::app::{AppError, Session};
use crate::domain::bankfile::FileSummary;
use crate::formats::{self, ReadOptions};
use crate::store::bankfile::Bytes;
use crate::store::bankfile::staged::{self, Unfinished};
use crate::store::importing::ImportLock;
use crate::store::print::Apart;
use crate::store::{StoreError, site};
use chrono::NaiveDate;

/// An import that was interrupted and is finished now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resumed {
    /// The file's name.
    pub name: String,
    /// How many payments of it are stored.
    pub stored: i64,
}

/// Finishes what an importer that died left. Nothing is done while another one works on it.
///
/// # Errors
/// When the file or the disk fails; what is left is finished the next time.
pub fn finish_interrupted(session: &mut Session) -> Result<Vec<Resumed>, AppError> {
    if staged::unfinished(&session.store.conn)?.is_empty() {
        return Ok(Vec::new());
    }
    match ImportLock::take(session.path())? {
        Some(lock) => all(session, &lock),
        None => Ok(Vec::new()),
    }
}

/// The same for the one who holds the lock.
pub(super) fn all(session: &mut Session, _lock: &ImportLock) -> Result<Vec<Resumed>, AppError> {
    let mut resumed = Vec::new();
    for left in staged::unfinished(&session.store.conn)? {
        match &left.kept {
            None => stage::discard(session, left.id)?,
            Some((read_on, bytes)) => {
                let stored = in_bulk(session, |session| one(session, &left, *read_on, bytes))?;
                tracing::info!(stored, "an interrupted import was finished");
                resumed.push(Resumed { name: left.name, stored });
            }
        }
    }
    session.tell_resumed(&resumed);
    Ok(resumed)
}

fn in_bulk<T>(session: &mut Session, work: impl FnOnce(&mut Session) -> Result<T, AppError>) -> Result<T, AppError> {
    session.store.set_bulk(Some(i64::MAX))?;
    let done = work(session);
    session.store.set_bulk(None)?;
    done
}

fn one(session: &mut Session, left: &Unfinished, read_on: NaiveDate, bytes: &str) -> Result<i64, AppError> {
    let codec = formats::by_id(&left.format).ok_or(StoreError::Invariant {
        what: "file-format",
        id: left.id,
    })?;
    let request = Request {
        path: left.name.clone().into(),
        format: Some(left.format.clone()),
        accept: Vec::new(),
    };
    let options = ReadOptions {
        today: read_on,
        currency: session.site.currency,
    };
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let conn = &session.store.conn;
    let kept = Bytes::of(conn, left.id)?;
    let length = kept.length();
    let mut reader = BufReader::with_capacity(READ_BYTES, kept);
    let Survey {
        summary, repeats, told, ..
    } = survey(codec, &mut reader, length, &options, &mut watch).map_err(|e| read_error(&request, e))?;
    let done = places(conn, left.id, &summary)?;
    let accounts = OurAccounts::new(site::bank_accounts(conn)?);
    let (one_format, _) = OneFormat::of(conn, &summary, &accounts)?;
    let examined = Examined {
        codec,
        summary,
        known: None,
        told,
        repeats,
        one_format,
        accounts,
        apart: Apart::default(),
    };
    let (mut import, _) = prepare(session, (&request, &examined, left.id), &options, &done, &mut watch)?;
    import.vouchers = staged::vouchers(&session.store.conn, left.id)?;
    import.counts = staged::counts(&session.store.conn, left.id)?;
    import.content = staged::digest_so_far(&session.store.conn, left.id)?;
    session.write(|tx| Ok(staged::forget_known(tx, left.id)?))?;
    finish(session, &mut import, bytes.to_owned(), &mut watch)?;
    Ok(import.counts.stored)
}

/// Which places have their payment, by place.
fn places(conn: &crate::store::Db, file: i64, summary: &FileSummary) -> Result<Vec<bool>, StoreError> {
    let mut done = vec![false; usize::try_from(summary.payments).unwrap_or(0).saturating_add(1)];
    for seq in staged::stored_places(conn, file)? {
        let place = usize::try_from(seq).ok().and_then(|seq| done.get_mut(seq));
        if let Some(place) = place {
            *place = true;
        }
    }
    Ok(done)
}
