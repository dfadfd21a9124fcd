//! Bank files: their bytes in chunks, what was noticed, what became of them.

mod bytes;
mod head;
pub mod staged;
mod undo;

pub use bytes::Bytes;
pub use head::{FileHead, head};
pub use undo::{built_on, find, is_ours, is_undone, log_undone, set_undone, skipped_by, what_stands};

use rusqlite::{Connection, OptionalExtension, params};

use super::journal::Entry;
use super::{StoreError, Tx, minor, to_days};
use crate::domain::bankfile::FileSummary;
use crate::domain::money::Money;

/// How large one stored piece of a file is.
pub const CHUNK_BYTES: usize = 256 * 1024;

/// What became of a file's payments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Stored.
    pub stored: i64,
    /// Known from earlier files.
    pub skipped: i64,
    /// Claim paid.
    pub settled: i64,
    /// Received on a claim that a person has to look at.
    pub manual: i64,
    /// Party known, claim not certain.
    pub suggested: i64,
    /// Nobody found.
    pub unmatched: i64,
    /// Waits for a person.
    pub parked: i64,
    /// Signed sum of what was booked.
    pub booked: Money,
}

impl Counts {
    /// Counts more.
    ///
    /// # Errors
    /// [`StoreError::Money`].
    pub fn add(&mut self, more: &Counts) -> Result<(), StoreError> {
        self.stored += more.stored;
        self.skipped += more.skipped;
        self.settled += more.settled;
        self.manual += more.manual;
        self.suggested += more.suggested;
        self.unmatched += more.unmatched;
        self.parked += more.parked;
        self.booked = self.booked.plus(more.booked)?;
        Ok(())
    }
}

/// A file stored before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// Key.
    pub id: i64,
    /// Its name then.
    pub name: String,
    /// When, in milliseconds.
    pub stored_at: i64,
    /// By whom.
    pub operator: String,
}

fn known(conn: &Connection, condition: &str, value: impl rusqlite::ToSql) -> Result<Option<KnownFile>, StoreError> {
    let sql = format!("SELECT id, name, stored_at, operator FROM bank_file WHERE {condition} ORDER BY id LIMIT 1");
    let found = conn
        .prepare_cached(&sql)?
        .query_row([value], |row| {
            Ok(KnownFile {
                id: row.get(0)?,
                name: row.get(1)?,
                stored_at: row.get(2)?,
                operator: row.get(3)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// When the newest file of the bank was stored, ms; `None`: none was, or every one was undone.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn newest_at(conn: &Connection) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT max(stored_at) FROM bank_file WHERE direction = 1 AND undone_seq IS NULL";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The file with the same records (Nets OCR giro, rule 28).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_fingerprint(conn: &Connection, fingerprint: &[u8; 32]) -> Result<Option<KnownFile>, StoreError> {
    known(conn, "fingerprint = ?1", fingerprint)
}

/// A file of the same sender, number and recipient with other records (rule 29).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_identity(conn: &Connection, identity: &str) -> Result<Option<KnownFile>, StoreError> {
    known(conn, "identity = ?1 AND direction = 1 AND undone_seq IS NULL", identity)
}

/// Whether files have been stored, and none of them was for this recipient (Nets OCR giro, rule 17). The identity ends with
/// the recipient.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn recipient_is_new(conn: &Connection, recipient: &str) -> Result<bool, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM bank_file WHERE direction = 1) AND NOT EXISTS (SELECT 1 FROM bank_file WHERE direction = 1
           AND ?1 IN (substr(identity, -length(?1)), substr(identity, 1, length(?1))))",
    )?;
    Ok(statement.query_row([recipient], |row| row.get(0))?)
}

/// The key that the next file gets; [`finish`] writes its row.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn next_id(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("SELECT coalesce(max(id), 0) + 1 FROM bank_file", [], |row| row.get(0))?)
}

/// Stores a piece of the file's bytes.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add_chunk(tx: &Tx<'_>, file: i64, no: i64, bytes: &[u8]) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("INSERT INTO bank_file_chunk (file_id, no, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![file, no, bytes])?;
    Ok(())
}

/// One thing to remember about a line of the file: a warning, or that the line is a payment of an earlier file.
pub struct Note<'a> {
    /// Place in the list.
    pub no: i64,
    /// Code with a text.
    pub code: &'a str,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// What stands there.
    pub found: &'a str,
    /// What should.
    pub expected: &'a str,
    /// The earlier payment.
    pub payment_id: Option<i64>,
}

/// Stores a note.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add_note(tx: &Tx<'_>, file: i64, note: &Note<'_>) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO bank_file_note (file_id, no, code, line, column_no, found, expected, payment_id) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
        )?
        .execute(params![
            file,
            note.no,
            note.code,
            note.line,
            note.column,
            note.found,
            note.expected,
            note.payment_id
        ])?;
    Ok(())
}

/// What the change log of a file names, so that nothing of it can change unseen. In hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDigests {
    /// Of its payments as they were stored.
    pub content: String,
    /// Of its bytes as they are kept.
    pub bytes: String,
}

/// A file whose payments are stored.
pub struct Finished<'a> {
    /// The key it got from [`next_id`].
    pub id: i64,
    /// Its name.
    pub name: &'a str,
    /// Its format.
    pub format: &'a str,
    /// What it says of itself.
    pub summary: &'a FileSummary,
    /// What became of its payments.
    pub counts: &'a Counts,
    /// Keys of its first and last payment.
    pub payments: Option<(i64, i64)>,
    /// How many of them were put on claims, and their sum.
    pub placed: (i64, Money),
    /// What the change log names.
    pub digests: FileDigests,
}

/// Writes the row of a file, asserts that its payments add up and that what they name is there, and logs it. What was put on
/// claims are these payments and no others, on lines that were read in the same transaction.
///
/// # Errors
/// [`StoreError::Invariant`] when they do not.
pub fn finish(tx: &Tx<'_>, done: &Finished<'_>) -> Result<(), StoreError> {
    let Finished {
        id: file,
        summary,
        counts,
        payments,
        placed,
        ..
    } = *done;
    let (conn, actor) = (tx.conn(), tx.actor());
    conn.execute(
        "INSERT INTO bank_file (id, name, format, identity, fingerprint, created_on, length, lines, payments, stored, skipped, settled, manual,
           suggested, unmatched, parked, sum, booked, first_payment, last_payment, stored_at, operator, notices)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23)",
        params![
            file,
            done.name,
            done.format,
            summary.identity,
            summary.fingerprint,
            summary.created_on.map(to_days),
            i64::try_from(summary.length).unwrap_or(i64::MAX),
            summary.lines,
            i64::try_from(summary.payments).unwrap_or(i64::MAX),
            counts.stored,
            counts.skipped,
            counts.settled,
            counts.manual,
            counts.suggested,
            counts.unmatched,
            counts.parked,
            minor(summary.sum),
            minor(counts.booked),
            payments.map(|p| p.0),
            payments.map(|p| p.1),
            actor.at_ms,
            actor.operator,
            i64::try_from(summary.notices).unwrap_or(i64::MAX),
        ],
    )?;
    match payments {
        Some(range) => assert_stored(conn, file, range, (counts.stored, counts.booked), placed)?,
        None if counts.stored == 0 && counts.booked.is_zero() => {}
        None => {
            return Err(StoreError::Invariant {
                what: "file-sums",
                id: file,
            });
        }
    }
    log_stored(tx, (file, done.name, &summary.identity), counts, &done.digests)
}

/// Asserts that the payments with these keys are so many with this sum, and how many of them are on claims, and that what they
/// name is there.
fn assert_stored(conn: &Connection, file: i64, range: (i64, i64), stored: (i64, Money), placed: (i64, Money)) -> Result<(), StoreError> {
    let wrong = |what, id| Err(StoreError::Invariant { what, id });
    if super::check::file_sums(conn, range)? != stored {
        return wrong("file-sums", file);
    }
    if super::check::placed_sums(conn, range)? != placed {
        return wrong("payment-claim", file);
    }
    match super::check::orphan_of(conn, range)? {
        Some(orphan) => wrong("payment-orphan", orphan),
        None => Ok(()),
    }
}

/// Tells the change log that a file was stored. `file`: its key, name and identity.
fn log_stored(tx: &Tx<'_>, (id, name, identity): (i64, &str, &str), counts: &Counts, digests: &FileDigests) -> Result<(), StoreError> {
    let after = serde_json::json!({
        "name": name, "identity": identity, "payments": counts.stored, "booked": counts.booked.to_string(), "content": digests.content,
        "bytes": digests.bytes,
    })
    .to_string();
    tx.log(&Entry {
        kind: "bank_file",
        id,
        action: "stored",
        comment: "",
        before: None,
        after: Some(&after),
    })?;
    Ok(())
}

/// The raw bytes of a payment's record, as they stood in the file.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn raw_record(conn: &Connection, file: i64, offset: i64, length: i64) -> Result<Vec<u8>, StoreError> {
    let chunk = i64::try_from(CHUNK_BYTES).unwrap_or(i64::MAX);
    let (first, last) = (offset / chunk, (offset + length.max(1) - 1) / chunk);
    let mut bytes = Vec::new();
    let mut statement = conn.prepare_cached("SELECT bytes FROM bank_file_chunk WHERE file_id = ?1 AND no BETWEEN ?2 AND ?3 ORDER BY no")?;
    let mut rows = statement.query([file, first, last])?;
    while let Some(row) = rows.next()? {
        bytes.extend_from_slice(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?);
    }
    let skip = usize::try_from(offset - first * chunk).unwrap_or(0);
    let take = usize::try_from(length).unwrap_or(0);
    Ok(bytes.into_iter().skip(skip).take(take).collect())
}

/// The file's name, and who stored it when.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_id(conn: &Connection, id: i64) -> Result<Option<KnownFile>, StoreError> {
    known(conn, "id = ?1", id)
}

/// A stored file of this name and size.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_name(conn: &Connection, name: &str, length: u64) -> Result<Option<KnownFile>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, stored_at, operator FROM bank_file WHERE name = ?1 AND length = ?2 AND direction = 1 AND undone_seq IS NULL ORDER BY id LIMIT 1",
    )?;
    let found = statement
        .query_row(params![name, i64::try_from(length).unwrap_or(i64::MAX)], |row| {
            Ok(KnownFile {
                id: row.get(0)?,
                name: row.get(1)?,
                stored_at: row.get(2)?,
                operator: row.get(3)?,
            })
        })
        .optional()?;
    Ok(found)
}
