//! The log of changes written back into the main file by a connection of its own, while another one writes much: otherwise
//! whoever commits next, at another console, would write back all of it, and wait.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Scope;

use rusqlite::{Connection, OpenFlags};

/// How long the log may become, in pages, before the one who writes waits until it can begin anew: 128 MiB. Each wait costs a fifth of a
/// second, in which the disk alone works.
const LOG_PAGES: i64 = 32 * 1024;
/// After how many commits it is written back: pages that all of them changed are written once. More would be left to whoever commits
/// next at another console.
const COMMITS: u32 = 6;
/// How often it waits for that; a reader may be in the way.
const TRIES: usize = 4;

/// Pages in the log, and how many of them are written back.
type Reached = (i64, i64);

/// The thread that writes back, as the one who writes sees it. It ends with this value.
pub struct WriteBack {
    wake: Sender<()>,
    told: Receiver<Reached>,
    /// It was woken and has not told yet what it reached.
    is_awake: bool,
    /// Commits since then.
    commits: u32,
}

impl WriteBack {
    /// Starts it. `None` where the file is held by this connection alone.
    pub fn start<'s>(scope: &'s Scope<'s, '_>, conn: &Connection) -> Option<WriteBack> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let other = Connection::open_with_flags(conn.path()?, flags).ok()?;
        let (wake, woken) = channel();
        let (tell, told) = channel();
        scope.spawn(move || serve(&other, &woken, &tell));
        Some(WriteBack {
            wake,
            told,
            is_awake: false,
            commits: 0,
        })
    }

    /// Something was committed. Waits only where the log has become long.
    pub fn after_commit(&mut self) {
        self.commits = self.commits.saturating_add(1);
        if self.commits < COMMITS {
            return;
        }
        let Some((log, _)) = self.hear(false).or_else(|| (!self.is_awake).then_some((0, 0))) else {
            return;
        };
        self.wake();
        let mut tries = if log < LOG_PAGES { 0 } else { TRIES };
        while tries > 0 {
            match self.hear(true) {
                Some((log, back)) if back < log => self.wake(),
                _ => tries = 1,
            }
            tries -= 1;
        }
    }

    /// Writes back what there is, and waits for nothing.
    pub fn begin(&mut self) {
        self.hear(false);
        if !self.is_awake {
            self.wake();
        }
    }

    fn wake(&mut self) {
        self.commits = 0;
        self.is_awake = self.wake.send(()).is_ok();
    }

    /// What it reached when it was woken last.
    fn hear(&mut self, waits: bool) -> Option<Reached> {
        let reached = if waits { self.told.recv().ok() } else { self.told.try_recv().ok() };
        self.is_awake &= reached.is_none();
        reached
    }
}

/// What is not written back this time, or failed, is with the next one.
fn serve(conn: &Connection, woken: &Receiver<()>, tell: &Sender<Reached>) {
    while woken.recv().is_ok() {
        let reached = conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(1)?, row.get(2)?)));
        if tell.send(reached.unwrap_or_default()).is_err() {
            return;
        }
    }
}
