//! A large file that is booked a piece at a time: its bytes first, then its payments, each step a short transaction.
//!
//! Until [`keep`] nothing of it counts and [`discard`] takes it away; from then on it is always finished, by whoever opens the
//! site next if its importer dies. What is done is known by the payments that are there, by their place in the file.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Counts, FileDigests, add_chunk, log_stored};
use crate::domain::bankfile::FileSummary;
use crate::domain::exchange::FileState;
use crate::domain::money::Money;
use crate::store::{Store, StoreError, Tx, check, from_days, minor, to_days};
use chrono::NaiveDate;

/// Pieces of bytes that are written or taken away in one transaction.
pub const CHUNKS_AT_ONCE: usize = 12;

/// Begins a file: its row, without bytes and without payments. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn begin(tx: &Tx<'_>, name: &str, format: &str, summary: &FileSummary) -> Result<i64, StoreError> {
    let (conn, actor) = (tx.conn(), tx.actor());
    let file = super::next_id(conn)?;
    conn.execute(
        "INSERT INTO bank_file (id, name, format, identity, fingerprint, created_on, length, lines, payments, stored, skipped, settled, manual,
           suggested, unmatched, parked, sum, booked, stored_at, operator, state)
         VALUES (?1,?2,?3,?4,?5,?6,0,?7,?8,0,0,0,0,0,0,0,?9,0,?10,?11,?12)",
        params![
            file,
            name,
            format,
            summary.identity,
            summary.fingerprint,
            summary.created_on.map(to_days),
            summary.lines,
            i64::try_from(summary.payments).unwrap_or(i64::MAX),
            minor(summary.sum),
            actor.at_ms,
            actor.operator,
            FileState::Importing.number(),
        ],
    )?;
    Ok(file)
}

/// Adds pieces to the bytes of a file that was begun, after the `no` that are there.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add_chunks(tx: &Tx<'_>, file: i64, no: i64, pieces: &[Vec<u8>]) -> Result<(), StoreError> {
    let mut length = 0i64;
    for (no, piece) in (no..).zip(pieces) {
        add_chunk(tx, file, no, piece)?;
        length = length.saturating_add(i64::try_from(piece.len()).unwrap_or(i64::MAX));
    }
    tx.conn()
        .prepare_cached("UPDATE bank_file SET length = length + ?2 WHERE id = ?1")?
        .execute([file, length])?;
    Ok(())
}

/// Says that all its bytes are there, and that it will be finished. `bytes`: their digest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn keep(tx: &Tx<'_>, file: i64, bytes: &str, vouchers: &[(i64, i64)]) -> Result<(), StoreError> {
    let conn = tx.conn();
    conn.execute(
        "INSERT INTO bank_import (file_id, read_on, bytes) VALUES (?1, ?2, ?3)",
        params![file, to_days(tx.actor().today), bytes],
    )?;
    for (account, voucher) in vouchers {
        conn.execute(
            "INSERT INTO bank_import_voucher (file_id, account_id, voucher_id) VALUES (?1, ?2, ?3)",
            [file, *account, *voucher],
        )?;
    }
    Ok(())
}

/// Takes away a file whose bytes are not all kept, a few pieces in each transaction. Says whether more is left.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn discard(tx: &Tx<'_>, file: i64) -> Result<bool, StoreError> {
    let conn = tx.conn();
    let most = i64::try_from(CHUNKS_AT_ONCE).unwrap_or(i64::MAX);
    let gone = conn.execute(
        "DELETE FROM bank_file_chunk WHERE file_id = ?1 AND no IN (SELECT no FROM bank_file_chunk WHERE file_id = ?1 ORDER BY no DESC LIMIT ?2)",
        [file, most],
    )?;
    if gone == CHUNKS_AT_ONCE {
        let left = "SELECT coalesce(sum(length(bytes)), 0) FROM bank_file_chunk WHERE file_id = ?1";
        conn.execute(&format!("UPDATE bank_file SET length = ({left}) WHERE id = ?1"), [file])?;
        return Ok(true);
    }
    conn.execute("DELETE FROM bank_file WHERE id = ?1", [file])?;
    Ok(false)
}

/// A file that is being imported, or whose import was interrupted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its format.
    pub format: String,
    /// The day it was read, and the digest of its bytes; `None` while they are not all kept.
    pub kept: Option<(NaiveDate, String)>,
}

/// Files that are not finished, the oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn unfinished(conn: &Connection) -> Result<Vec<Unfinished>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT f.id, f.name, f.format, i.read_on, i.bytes FROM bank_file f LEFT JOIN bank_import i ON i.file_id = f.id
         WHERE f.state IN (1, 10) AND f.state = ?1 ORDER BY f.id",
    )?;
    let rows = statement.query_map([FileState::Importing.number()], |row| {
        let read_on = row.get::<_, Option<i64>>(3)?.and_then(from_days);
        Ok(Unfinished {
            id: row.get(0)?,
            name: row.get(1)?,
            format: row.get(2)?,
            kept: read_on.zip(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a file is being imported, or its import was interrupted.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_unfinished(conn: &Connection, file: i64) -> Result<bool, StoreError> {
    let mut statement = conn.prepare_cached("SELECT state = ?2 FROM bank_file WHERE id = ?1")?;
    let found = statement
        .query_row([file, FileState::Importing.number()], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(false))
}

/// The vouchers of a file that is being imported, by account.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn vouchers(conn: &Connection, file: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut statement = conn.prepare("SELECT account_id, voucher_id FROM bank_import_voucher WHERE file_id = ?1 ORDER BY account_id")?;
    let rows = statement.query_map([file], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Places in the file of the payments that are stored.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn stored_places(conn: &Connection, file: i64) -> Result<Vec<u32>, StoreError> {
    let mut statement = conn.prepare("SELECT seq FROM payment WHERE file_id = ?1 ORDER BY seq")?;
    let rows = statement.query_map([file], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What became of a file's payments so far.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn counts(conn: &Connection, file: i64) -> Result<Counts, StoreError> {
    let sql = "SELECT stored, skipped, settled, manual, suggested, unmatched, parked, booked FROM bank_file WHERE id = ?1";
    Ok(conn.query_row(sql, [file], |row| {
        Ok(Counts {
            stored: row.get(0)?,
            skipped: row.get(1)?,
            settled: row.get(2)?,
            manual: row.get(3)?,
            suggested: row.get(4)?,
            unmatched: row.get(5)?,
            parked: row.get(6)?,
            booked: Money::from_minor(row.get(7)?),
        })
    })?)
}

/// The keys of the payments that one transaction stored, the first and the last; nobody else's lie between.
pub type Range = (i64, i64);

/// Counts the payments of one transaction on their file, and asserts that they add up and that what they name is there.
///
/// # Errors
/// [`StoreError::Invariant`] when they do not.
pub fn advance(tx: &Tx<'_>, file: i64, range: Range, more: &Counts, placed: (i64, Money)) -> Result<(), StoreError> {
    super::assert_stored(tx.conn(), file, range, (more.stored, more.booked), placed)?;
    tx.conn()
        .prepare_cached(
            "UPDATE bank_file SET stored = stored + ?2, settled = settled + ?3, manual = manual + ?4, suggested = suggested + ?5,
               unmatched = unmatched + ?6, parked = parked + ?7, booked = booked + ?8, first_payment = coalesce(first_payment, ?9), last_payment = ?10
             WHERE id = ?1",
        )?
        .execute(params![
            file,
            more.stored,
            more.settled,
            more.manual,
            more.suggested,
            more.unmatched,
            more.parked,
            minor(more.booked),
            range.0,
            range.1,
        ])?;
    Ok(())
}

/// Takes away what was noted of payments known from earlier files by an import that was interrupted: it is told anew.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn forget_known(tx: &Tx<'_>, file: i64) -> Result<(), StoreError> {
    tx.conn()
        .execute("DELETE FROM bank_file_note WHERE file_id = ?1 AND payment_id IS NOT NULL", [file])?;
    Ok(())
}

/// The number of the newest note of a file.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_note(conn: &Connection, file: i64) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(no), 0) FROM bank_file_note WHERE file_id = ?1";
    Ok(conn.query_row(sql, [file], |row| row.get(0))?)
}

/// Ends an import: the file is stored, and the change log says so.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn end(tx: &Tx<'_>, file: i64, skipped: i64, digests: &FileDigests) -> Result<(), StoreError> {
    let conn = tx.conn();
    conn.execute(
        "UPDATE bank_file SET state = ?2, skipped = ?3 WHERE id = ?1",
        [file, FileState::Stored.number(), skipped],
    )?;
    conn.execute("DELETE FROM bank_import_voucher WHERE file_id = ?1", [file])?;
    conn.execute("DELETE FROM bank_import WHERE file_id = ?1", [file])?;
    let (name, identity): (String, String) = conn.query_row("SELECT name, identity FROM bank_file WHERE id = ?1", [file], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    log_stored(tx, (file, &name, &identity), &counts(conn, file)?, digests)
}

/// The digest of the payments of a file that are stored so far, to go on with.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn digest_so_far(conn: &Connection, file: i64) -> Result<check::PaymentsDigest, StoreError> {
    let sql = "SELECT first_payment, last_payment FROM bank_file WHERE id = ?1";
    let (first, last): (Option<i64>, Option<i64>) = conn.query_row(sql, [file], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match first.zip(last) {
        Some(range) => check::digest_of(conn, file, range),
        None => Ok(check::PaymentsDigest::default()),
    }
}

impl Store {
    /// Whether nobody but this process can have the file: it is being made.
    pub fn is_alone(&self) -> bool {
        self.alone
    }
}
