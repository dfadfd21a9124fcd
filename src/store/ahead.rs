//! Claims loaded ahead by a connection of their own, while another decides and writes.

use std::iter::Peekable;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use super::claim::{Found, Loader};

/// Claims handed over at a time.
const BATCH: usize = 128;
/// Batches that may wait.
const WAITING: usize = 4;
/// Fewer claims than these are not worth a thread.
const FEWEST: usize = 2_000;

/// Claims as they stood, with the number of the file's version that was in force before they were read.
type Batch = Result<(i64, Vec<Found>), StoreError>;

/// Claims in the order of their keys.
pub struct Ahead {
    batches: Option<Receiver<Batch>>,
    now: Peekable<std::vec::IntoIter<Found>>,
    version: i64,
}

impl Ahead {
    /// Begins to load these, in the order of their keys. Each is to be asked for once, before anything of the one who asks changes it. `version`: kept up to date
    /// by the one who asks; see [`super::Tx::data_version`].
    pub fn start<'s>(scope: &'s Scope<'s, '_>, conn: &Connection, ids: Vec<u32>, version: &'s AtomicI64) -> Ahead {
        let other = if ids.len() < FEWEST { None } else { second(conn) };
        let batches = other.map(|other| {
            let (send, batches) = sync_channel(WAITING);
            scope.spawn(move || load_all(&other, &ids, version, &send));
            batches
        });
        Ahead {
            batches,
            now: Vec::new().into_iter().peekable(),
            version: 0,
        }
    }

    /// The one with this key; those before it are not asked for any more. One that was not foreseen, and one that stood in another
    /// version of the file, is read by `here`.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`], [`StoreError::Invariant`] when it is gone.
    pub fn next(&mut self, id: i64, here: &mut Loader<'_>, version: i64) -> Result<Found, StoreError> {
        while self.fill()? {
            let Some(found) = self.now.next_if(|found| found.claim.id <= id) else {
                break;
            };
            if found.claim.id == id && self.version == version {
                return Ok(found);
            }
        }
        here.load(id)?.ok_or(StoreError::Invariant { what: "claim-gone", id })
    }

    /// Whether there is a next one.
    fn fill(&mut self) -> Result<bool, StoreError> {
        if self.now.peek().is_none()
            && let Some(Ok(batch)) = self.batches.as_ref().map(Receiver::recv)
        {
            let (version, batch) = batch?;
            (self.version, self.now) = (version, batch.into_iter().peekable());
        }
        Ok(self.now.peek().is_some())
    }
}

/// Another connection to the same file, which reads only. None where the file is held by this one alone.
fn second(conn: &Connection) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let other = Connection::open_with_flags(conn.path()?, flags).ok()?;
    other.busy_timeout(std::time::Duration::ZERO).ok()?;
    other.pragma_update(None, "cell_size_check", true).ok()?;
    let reads = Loader::new(&other).is_ok();
    reads.then_some(other)
}

fn load_all(conn: &Connection, ids: &[u32], version: &AtomicI64, send: &SyncSender<Batch>) {
    for ids in ids.chunks(BATCH) {
        let before = version.load(Ordering::Acquire);
        let batch = load(conn, ids).map(|batch| (before, batch));
        // Whoever asked may have stopped, or met a fault.
        let ends = batch.is_err();
        if send.send(batch).is_err() || ends {
            return;
        }
    }
}

fn load(conn: &Connection, ids: &[u32]) -> Result<Vec<Found>, StoreError> {
    let _view = super::view(conn)?;
    let mut loader = Loader::new(conn)?;
    let mut batch = Vec::with_capacity(ids.len());
    for id in ids {
        let id = i64::from(*id);
        batch.push(loader.load(id)?.ok_or(StoreError::Invariant { what: "claim-gone", id })?);
    }
    Ok(batch)
}
