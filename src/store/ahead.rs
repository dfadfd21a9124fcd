//! Claims loaded ahead by a connection of their own, while another decides and writes.

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

/// Claims in the order they were asked for.
pub struct Ahead {
    batches: Option<Receiver<Batch>>,
    now: std::vec::IntoIter<Found>,
    version: i64,
}

impl Ahead {
    /// Begins to load. Each is to be asked for once, before anything of the one who asks changes it. `version`: kept up to date
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
            now: Vec::new().into_iter(),
            version: 0,
        }
    }

    /// The next one, which has this key. Where the file is of another version by now, `here` reads it again.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`], [`StoreError::Invariant`] when it is gone.
    pub fn next(&mut self, id: i64, here: &mut Loader<'_>, version: i64) -> Result<Found, StoreError> {
        let gone = || StoreError::Invariant { what: "claim-gone", id };
        let Some(batches) = &self.batches else {
            return here.load(id)?.ok_or_else(gone);
        };
        if self.now.len() == 0 {
            let (version, batch) = batches.recv().map_err(|_| gone())??;
            (self.version, self.now) = (version, batch.into_iter());
        }
        let found = self.now.next().filter(|found| found.claim.id == id).ok_or_else(gone)?;
        if self.version == version {
            return Ok(found);
        }
        here.load(id)?.ok_or_else(gone)
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
    let mut loader = Loader::new(conn)?;
    let mut batch = Vec::with_capacity(ids.len());
    for id in ids {
        let id = i64::from(*id);
        batch.push(loader.load(id)?.ok_or(StoreError::Invariant { what: "claim-gone", id })?);
    }
    Ok(batch)
}
