//! Opening the file: pragmas, whose it is, migrations with a copy first, and the online backup.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, MAIN_DB, OpenFlags};
use rusqlite_migration::{HookError, M, Migrations};

use super::StoreError;
use crate::domain::text::{Alphabet, sort_key};

/// "FORD": tells our files from others.
const APPLICATION_ID: i64 = 0x464F_5244;
/// Several consoles on one file need the fix of a race in the write-ahead log (SQLite 3.51.3).
const SQLITE_OLDEST: i32 = 3_051_003;
/// The schema this program writes: how many migrations there are.
const SCHEMA: i64 = 18;
/// Memory of an import for its plan and its page cache together. A page that is written before it is finished with is written
/// twice, so the cache is as large as it may be; with a plan of a million payments it all stays below 128 MB.
const BULK_KIB: i64 = 72 * 1024;
/// What a plan needs of it for each payment.
const BULK_PLAN_BYTES: i64 = 64;
/// Bounds of what is left for the page cache.
const BULK_CACHE_KIB: (i64, i64) = (20 * 1024, 32 * 1024);
/// Page cache of everything else, SQLite's own default.
const USUAL_CACHE_KIB: i64 = 2 * 1024;
/// How many changed pages are written back at a time, SQLite's own default.
const AUTOCHECKPOINT_PAGES: i64 = 1000;
/// Distinct statements kept prepared per connection.
const STATEMENTS_MAX: usize = 128;
/// How long SQLite itself waits for another writer before we look who it is.
const BUSY_TIMEOUT: Duration = Duration::from_millis(250);
/// How long between two tries: whoever writes much in many short transactions leaves others gaps of a few milliseconds, which
/// SQLite's own ever longer pauses would miss.
const BUSY_PAUSE: Duration = Duration::from_millis(1);
/// How long opening waits for somebody who holds the file.
const OPEN_TIMEOUT: Duration = Duration::from_secs(5);

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("../../assets/migrations/0001_initial.sql")),
        M::up(include_str!("../../assets/migrations/0002_arrivals.sql")),
        M::up(include_str!("../../assets/migrations/0003_orders.sql")),
        M::up(include_str!("../../assets/migrations/0004_open_days.sql")),
        M::up(include_str!("../../assets/migrations/0005_handling.sql")),
        M::up(include_str!("../../assets/migrations/0006_bank_files.sql")),
        M::up(include_str!("../../assets/migrations/0007_sub_system.sql")),
        M::up(include_str!("../../assets/migrations/0008_dues_sms.sql")),
        M::up(include_str!("../../assets/migrations/0009_register.sql")),
        M::up_with_hook(include_str!("../../assets/migrations/0010_register.sql"), |tx| {
            super::phones::read_all(tx).map_err(|error| HookError::Hook(error.to_string()))
        }),
        M::up(include_str!("../../assets/migrations/0011_dues.sql")),
        M::up(include_str!("../../assets/migrations/0012_articles.sql")),
        M::up(include_str!("../../assets/migrations/0013_sending.sql")),
        M::up(include_str!("../../assets/migrations/0014_freeze.sql")),
        M::up(include_str!("../../assets/migrations/0015_reminders.sql")),
        M::up(include_str!("../../assets/migrations/0016_dues_sums.sql")),
        M::up(include_str!("../../assets/migrations/0017_prints.sql")),
        M::up(include_str!("../../assets/migrations/0018_dues_of_a_claim.sql")),
    ])
}

/// An open file.
pub struct Store {
    /// The connection; SQL stays inside this layer.
    pub(crate) conn: Connection,
    path: PathBuf,
    /// The file is being made: nobody else can have it.
    pub(super) alone: bool,
}

/// Indexes that [`Store::make_in_haste`] left out: at the end they are made at one go, which is much faster.
pub struct ListIndexes(Vec<String>);

impl Store {
    /// Makes an empty file.
    ///
    /// # Errors
    /// When something is in the way, or the place cannot be written.
    pub fn create(path: &Path) -> Result<Store, StoreError> {
        if path.exists() {
            return Err(crate::domain::refusal::Refusal::FileExists {
                path: path.display().to_string(),
            }
            .into());
        }
        let io = |source| StoreError::Io {
            path: path.to_path_buf(),
            source,
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(io)?;
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map_err(io)?;
        let mut store = Store::connect(path)?;
        store.set_pragmas().map_err(|e| e.at(path))?;
        store.prepare_new().map_err(|e| e.at(path))?;
        Ok(store)
    }

    /// Opens a file that is there, and brings an older one up to date after making a copy of it.
    ///
    /// # Errors
    /// When it is not there, not ours, newer, damaged, locked or read-only.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_path_buf() });
        }
        if path.is_dir() {
            return Err(StoreError::NotOurs { path: path.to_path_buf() });
        }
        let mut store = Store::connect(path)?;
        // Whose file it is comes before the first pragma that writes: another program's file is left as it is.
        store.verify_ours().map_err(|e| e.at(path))?;
        store.set_pragmas().map_err(|e| e.at(path))?;
        store.bring_up_to_date().map_err(|e| e.at(path))?;
        Ok(store)
    }

    fn connect(path: &Path) -> Result<Store, StoreError> {
        if rusqlite::version_number() < SQLITE_OLDEST {
            return Err(StoreError::OldSqlite(rusqlite::version_number()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| StoreError::from(e).at(path))?;
        let store = Store {
            conn,
            path: path.to_path_buf(),
            alone: false,
        };
        // SQLite opens silently read-only when it may not write.
        if store.conn.is_readonly(MAIN_DB).map_err(|e| StoreError::from(e).at(path))? {
            return Err(StoreError::ReadOnly { path: path.to_path_buf() });
        }
        store.conn.busy_timeout(OPEN_TIMEOUT).map_err(|e| StoreError::from(e).at(path))?;
        Ok(store)
    }

    fn set_pragmas(&self) -> Result<(), StoreError> {
        let conn = &self.conn;
        conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        conn.pragma_update(None, "synchronous", "full")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update_and_check(None, "mmap_size", 0, |_| Ok(())).or_else(no_rows)?;
        conn.pragma_update(None, "trusted_schema", false)?;
        conn.pragma_update(None, "cell_size_check", true)?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        conn.busy_handler(Some(wait))?;
        Ok(())
    }

    fn prepare_new(&mut self) -> Result<(), StoreError> {
        self.conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrations()
            .to_latest(&mut self.conn)
            .map_err(|e| StoreError::Migration(e.to_string()))
    }

    fn pragma(&self, name: &str) -> Result<i64, StoreError> {
        Ok(self.conn.pragma_query_value(None, name, |row| row.get(0))?)
    }

    fn verify_ours(&self) -> Result<(), StoreError> {
        let (application, found) = (self.pragma("application_id")?, self.pragma("user_version")?);
        if application != APPLICATION_ID {
            return Err(StoreError::NotOurs { path: self.path.clone() });
        }
        if found > SCHEMA {
            return Err(StoreError::Newer {
                path: self.path.clone(),
                found,
                known: SCHEMA,
            });
        }
        Ok(())
    }

    fn bring_up_to_date(&mut self) -> Result<(), StoreError> {
        let found = self.pragma("user_version")?;
        if found < SCHEMA {
            // One that an earlier try left stays as it is.
            let named = |try_no: u32| match try_no {
                1 => self.path.with_extension(format!("before-{found}-to-{SCHEMA}")),
                more => self.path.with_extension(format!("before-{found}-to-{SCHEMA}-{more}")),
            };
            let free = (1..).map(named).find(|copy| !copy.exists());
            let copy = free.unwrap_or_else(|| named(1));
            self.backup(&copy, &mut |_, _| {})?;
            migrations()
                .to_latest(&mut self.conn)
                .map_err(|e| StoreError::Migration(e.to_string()))?;
        }
        Ok(())
    }

    /// Makes the function `fold(text)` known to this connection's queries: the search key of a text. The schema itself
    /// uses no function of ours.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn add_fold(&self, alphabet: Alphabet) -> Result<(), StoreError> {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        self.conn.create_scalar_function("fold", 1, flags, move |context| {
            let text = context
                .get_raw(0)
                .as_str_or_null()
                .ok()
                .flatten()
                .map(|text| sort_key(text, alphabet));
            Ok(text)
        })?;
        Ok(())
    }

    /// Gives large works a larger page cache, in KiB.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn set_cache_kib(&self, kib: i64) -> Result<(), StoreError> {
        Ok(self.conn.pragma_update(None, "cache_size", -kib)?)
    }

    /// Writes without waiting for the disk, without a way back, and without the indexes that only lists need: for a file that
    /// is made from nothing and thrown away if anything fails. [`Store::finish_made`] ends it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn make_in_haste(mut self) -> Result<(Store, ListIndexes), StoreError> {
        let conn = &self.conn;
        conn.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
        conn.pragma_update_and_check(None, "locking_mode", "exclusive", |_| Ok(()))?;
        conn.pragma_update(None, "synchronous", "off")?;
        let mut statement = conn.prepare(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('claim', 'journal') AND sql LIKE 'CREATE INDEX %'",
        )?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let indexes: Vec<(String, String)> = found.collect::<Result<_, _>>()?;
        drop(statement);
        for (name, _) in &indexes {
            conn.execute_batch(&format!("DROP INDEX {name}"))?;
        }
        self.alone = true;
        Ok((self, ListIndexes(indexes.into_iter().map(|(_, sql)| sql).collect())))
    }

    /// Makes the indexes of a file made in haste, closes it and waits until it is on the disk. Nothing lies beside it then;
    /// whoever opens it sets the usual pragmas.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`], [`StoreError::Io`].
    pub fn finish_made(self, indexes: &ListIndexes) -> Result<(), StoreError> {
        let Store { conn, path, .. } = self;
        for sql in &indexes.0 {
            conn.execute_batch(sql).map_err(|e| StoreError::from(e).at(&path))?;
        }
        conn.close().map_err(|(_, error)| StoreError::from(error).at(&path))?;
        let synced = std::fs::File::open(&path).and_then(|file| file.sync_all());
        synced.map_err(|source| StoreError::Io { path, source })
    }

    /// Before an import of so many payments, and after it (`None`). While it lasts, what foreign keys would ask is asserted once
    /// for all of a transaction before it commits ([`super::bankfile::finish`]), the page cache is larger, and the log of changes is
    /// written back after the result is told ([`Store::checkpoint`]) instead of before.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn set_bulk(&self, payments: Option<i64>) -> Result<(), StoreError> {
        let bulk = payments.is_some();
        self.set_cache_kib(payments.map_or(USUAL_CACHE_KIB, |payments| {
            let plan = payments.saturating_mul(BULK_PLAN_BYTES) / 1024;
            BULK_KIB.saturating_sub(plan).clamp(BULK_CACHE_KIB.0, BULK_CACHE_KIB.1)
        }))?;
        self.conn.pragma_update(None, "foreign_keys", !bulk)?;
        // Undo copies of single statements are a page or two. Elsewhere a sort of a million rows would fill the memory.
        self.conn
            .pragma_update(None, "temp_store", if bulk { "memory" } else { "default" })?;
        self.conn.query_row(
            &format!("PRAGMA wal_autocheckpoint = {}", if bulk { 0 } else { AUTOCHECKPOINT_PAGES }),
            [],
            |_| Ok(()),
        )?;
        Ok(())
    }

    /// Commits without waiting for the disk, or with waiting again. For transactions of which nobody is told that they are done:
    /// a power cut may take the last of them, in their order, and what comes next waits for all of them.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn set_waiting(&self, waits: bool) -> Result<(), StoreError> {
        Ok(self
            .conn
            .pragma_update(None, "synchronous", if waits { "full" } else { "normal" })?)
    }

    /// Stops a running statement when `stop` says so. Looked at every few hundred steps.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn stop_when(&mut self, stop: impl FnMut() -> bool + Send + 'static) -> Result<(), StoreError> {
        Ok(self.conn.progress_handler(500, Some(stop))?)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that changes when another connection has changed the file.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Copies the file while others work in it. `progress` gets pages done and pages in all.
    ///
    /// # Errors
    /// When the target cannot be written or is there already.
    pub fn backup(&self, target: &Path, progress: &mut dyn FnMut(i64, i64)) -> Result<(), StoreError> {
        if target.exists() {
            return Err(crate::domain::refusal::Refusal::FileExists {
                path: target.display().to_string(),
            }
            .into());
        }
        let wrong = |e: rusqlite::Error| StoreError::from(e).at(target);
        let mut copy = Connection::open(target).map_err(wrong)?;
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            std::fs::set_permissions(target, mode).map_err(|source| StoreError::Io {
                path: target.to_path_buf(),
                source,
            })?;
        }
        let backup = rusqlite::backup::Backup::new(&self.conn, &mut copy).map_err(wrong)?;
        loop {
            let step = backup.step(1024).map_err(wrong)?;
            let at = backup.progress();
            progress(i64::from(at.pagecount - at.remaining), i64::from(at.pagecount));
            match step {
                rusqlite::backup::StepResult::Done => break,
                rusqlite::backup::StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        drop(backup);
        copy.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))
            .map_err(wrong)?;
        Ok(())
    }

    /// Writes the log of recent changes back into the main file, as after a large import.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Waits for another writer, up to [`BUSY_TIMEOUT`]. `tries`: how often it was called for this lock.
fn wait(tries: i32) -> bool {
    std::thread::sleep(BUSY_PAUSE);
    BUSY_PAUSE.saturating_mul(tries.unsigned_abs()) < BUSY_TIMEOUT
}

fn no_rows(error: rusqlite::Error) -> Result<(), rusqlite::Error> {
    if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
        Ok(())
    } else {
        Err(error)
    }
}
