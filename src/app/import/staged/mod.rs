//! A large file, so that nobody waits for it: its bytes are kept first, then its payments are booked a piece at a time, in
//! short transactions in the order of the claims they go to.
//!
//! Until the bytes are kept and read once more, nothing counts and everything can be taken away. From then on the import is
//! always finished: if its importer dies, by whoever opens the site next. What is done is known by the payments that are there.

mod book;
mod resume;
mod stage;

use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use resume::{Resumed, finish_interrupted};

use super::apply::{Stored, differences, write_known};
use super::examine::{Examined, READ_BYTES};
use super::notices::{self, Told};
use super::plan::{Gather, Gathered, Lead, PlannedRow, Verdict, gather, sort};
use super::spill::{Filling, Spill};
use super::{Request, Watch};
use crate::app::session::busy_refusal;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::formats::ReadOptions;
use crate::store::bankfile::{Bytes, Counts, FileDigests, staged};
use crate::store::busy::{Busy, BusyNote};
use crate::store::check::PaymentsDigest;
use crate::store::importing::ImportLock;
use crate::store::print::Apart;
use crate::store::{StoreError, payment};

/// Files of more payments than this are booked a piece at a time.
pub const STAGED_FROM: u64 = 5_000;
/// From this percentage on, the import of such a file is always finished and cannot be cancelled.
const KEPT_AT: u8 = 40;
/// Notes of known payments that are written in one transaction.
const NOTES_AT_ONCE: usize = 5_000;
/// How long the lock is free between two transactions: others try every millisecond ([`crate::store::open`]), and whoever missed it would
/// wait for the next one, too.
const GAP: Duration = Duration::from_micros(1_500);

/// How long an import waits for the one of another, before it refuses and says who it is.
const WAIT_MAX: Duration = Duration::from_secs(30);
/// How often it looks.
const WAIT_STEP: Duration = Duration::from_millis(100);

/// Whether the import of a file of so many payments can be cancelled when it has come so far.
pub fn may_cancel(payments: u64, percent: u8) -> bool {
    payments <= STAGED_FROM || percent < KEPT_AT
}

/// A file whose bytes are kept, on its way into the books.
struct Import<'a> {
    request: &'a Request,
    examined: &'a Examined,
    file: i64,
    /// The site's file.
    site: PathBuf,
    /// Its payments' records, by their place in it.
    spill: Spill,
    /// What becomes of each, as far as it is known.
    rows: Vec<PlannedRow>,
    /// Those that lead somewhere, in the order in which they are booked.
    leads: Vec<Lead>,
    /// So many of them lead to claims; they come first.
    to_claims: usize,
    /// Places of payments that lead nowhere, in file order.
    alone: Vec<u32>,
    /// The voucher of each account.
    vouchers: Vec<(i64, i64)>,
    /// The digest of what is stored so far, in the order it was stored.
    content: PaymentsDigest,
    /// What became of what is stored so far.
    counts: Counts,
    /// The newest payment of all when this import looked last: a newer one is somebody else's.
    newest: i64,
    /// Somebody else has stored payments since this file was read.
    others: bool,
    /// The file's version when this file was read.
    version: i64,
}

/// Imports a large file. Answers `None` when somebody stored the same file meanwhile.
pub(super) fn run(
    session: &mut Session,
    request: &Request,
    examined: &Examined,
    preview: Option<&[PlannedRow]>,
    watch: &mut Watch<'_>,
) -> Result<Option<Stored>, AppError> {
    let lock = wait_for_lock(session, watch)?;
    if !resume::all(session, &lock)?.is_empty() {
        session
            .store
            .set_bulk(Some(i64::try_from(examined.summary.payments).unwrap_or(i64::MAX)))?;
    }
    let path = session.path().to_path_buf();
    let mut busy = Busy {
        operator: session.operator.clone(),
        work: request.name(),
        percent: 0,
    };
    let mut note = BusyNote::put(&path, &busy);
    let mut both = |percent: u8| {
        busy.percent = percent;
        note.update(&busy);
        (watch.progress)(percent);
    };
    let mut watch = Watch {
        progress: &mut both,
        stop: watch.stop,
    };
    let Some((file, bytes)) = stage::bytes(session, request, examined, &mut watch)? else {
        return Ok(None);
    };
    let options = super::examine::read_options(&session.store.conn)?;
    let kept = prepare(session, (request, examined, file), &options, &[], &mut watch).and_then(|(mut import, accounts)| {
        import.vouchers = stage::keep(session, &import, &accounts, &bytes)?;
        Ok(import)
    });
    let mut import = match kept {
        Ok(import) => import,
        Err(error) => {
            stage::discard(session, file)?;
            return Err(error);
        }
    };
    let told = finish(session, &mut import, bytes, &mut watch)?;
    let different = preview.map(|rows| differences(rows, &import.rows)).unwrap_or_default();
    Ok(Some((file, import.counts, different, told)))
}

/// Waits until no large file is being imported by another.
pub(super) fn wait_for_lock(session: &mut Session, watch: &Watch<'_>) -> Result<ImportLock, AppError> {
    let path = session.path().to_path_buf();
    let began = Instant::now();
    loop {
        if let Some(lock) = ImportLock::take(&path)? {
            return Ok(lock);
        }
        if (watch.stop)() {
            return Err(StoreError::Cancelled.into());
        }
        session.tell_waiting();
        if began.elapsed() > WAIT_MAX {
            return Err(busy_refusal(&path).into());
        }
        std::thread::sleep(WAIT_STEP);
    }
}

/// Reads the bytes that are kept: where each payment leads, on what is true now. `done`: places whose payments are stored, by
/// place. Answers the accounts that are paid to, too.
fn prepare<'a>(
    session: &Session,
    (request, examined, file): (&'a Request, &'a Examined, i64),
    options: &ReadOptions,
    done: &[bool],
    watch: &mut Watch<'_>,
) -> Result<(Import<'a>, Vec<i64>), AppError> {
    let conn = &session.store.conn;
    let (version, newest) = (session.store.data_version()?, payment::last_id(conn)?);
    let pass = Gather {
        conn,
        examined,
        file,
        payments_before: newest > 0,
        late: Apart::since(conn, file, &examined.apart)?,
        done,
    };
    let laid_aside = |source| spill_error(session.path(), source);
    let mut filling = Filling::beside(session.path(), examined.summary.payments);
    let bytes = Bytes::of(conn, file)?;
    let length = bytes.length();
    let mut reader = BufReader::with_capacity(READ_BYTES, bytes);
    let (gathered, summary) = gather(&pass, request, (&mut reader, length), options, watch, &mut |record, _| {
        Ok(filling.add(record).map_err(laid_aside)?)
    })?;
    if summary.fingerprint != examined.summary.fingerprint {
        return Err(Refusal::FileChanged { name: request.name() }.into());
    }
    let Gathered {
        rows,
        mut leads,
        by_account,
    } = gathered;
    sort(&mut leads);
    let mut accounts: Vec<i64> = by_account.into_keys().collect();
    accounts.sort_unstable();
    let import = Import {
        request,
        examined,
        file,
        site: session.path().to_path_buf(),
        spill: filling.done().map_err(laid_aside)?,
        alone: alone(&rows, &leads),
        to_claims: leads.partition_point(|lead| !lead.to_party),
        rows,
        leads,
        vouchers: Vec::new(),
        content: PaymentsDigest::default(),
        counts: Counts::default(),
        newest,
        others: false,
        version,
    };
    Ok((import, accounts))
}

/// Places of payments that are stored and lead nowhere.
fn alone(rows: &[PlannedRow], leads: &[Lead]) -> Vec<u32> {
    let mut is_alone: Vec<bool> = rows.iter().map(|row| matches!(row.verdict, Verdict::Stored { .. })).collect();
    for lead in leads {
        let place = usize::try_from(lead.seq).ok().and_then(|seq| is_alone.get_mut(seq.wrapping_sub(1)));
        if let Some(place) = place {
            *place = false;
        }
    }
    (1u32..).zip(is_alone).filter(|(_, alone)| *alone).map(|(seq, _)| seq).collect()
}

fn spill_error(database: &Path, source: std::io::Error) -> StoreError {
    StoreError::Io {
        path: database.to_path_buf(),
        source,
    }
}

/// Books everything that is not booked yet, and says that the file is stored. It cannot be cancelled.
fn finish(session: &mut Session, import: &mut Import<'_>, bytes: String, watch: &mut Watch<'_>) -> Result<Told, AppError> {
    let ended = book::all(session, import, watch).and_then(|()| end(session, import, bytes));
    ended.map_err(|error| AppError::Unfinished {
        name: import.request.name(),
        source: Box::new(error),
    })
}

fn end(session: &mut Session, import: &mut Import<'_>, bytes: String) -> Result<Told, AppError> {
    let known: Vec<(u32, u32)> = import.rows.iter().filter_map(PlannedRow::skipped).collect();
    let mut no = staged::last_note(&session.store.conn, import.file)?;
    for some in known.chunks(NOTES_AT_ONCE) {
        std::thread::sleep(GAP);
        no = session.write(|tx| Ok(write_known(tx, import.file, no, some.iter().copied())?))?;
    }
    import.counts.skipped = i64::try_from(known.len()).unwrap_or(i64::MAX);
    let content = std::mem::take(&mut import.content);
    let digests = FileDigests {
        content: if import.counts.stored == 0 { String::new() } else { content.hex() },
        bytes,
    };
    session.write(|tx| {
        let told = notices::store(tx, import.file, &import.request.name(), import.examined)?;
        staged::end(tx, import.file, import.counts.skipped, &digests)?;
        Ok(told)
    })
}
