//! Undoing a bank file: whether something is built on it, and what is written of it.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::money::Money;
use crate::store::journal::Entry;
use crate::store::{StoreError, Tx};

/// The key of a file named by key or name; of several of one name the newest that stands.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn find(conn: &Connection, wanted: &str) -> Result<Option<i64>, StoreError> {
    if let Ok(id) = wanted.parse::<i64>() {
        let found = conn
            .query_row("SELECT id FROM bank_file WHERE id = ?1", [id], |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(conn
        .query_row(
            "SELECT id FROM bank_file WHERE name = ?1 ORDER BY undone_seq IS NOT NULL, id DESC LIMIT 1",
            [wanted],
            |row| row.get(0),
        )
        .optional()?)
}

/// Whether a file was undone.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_undone(conn: &Connection, file: i64) -> Result<bool, StoreError> {
    Ok(
        conn.query_row("SELECT undone_seq IS NOT NULL FROM bank_file WHERE id = ?1", [file], |row| {
            row.get(0)
        })?,
    )
}

/// Whether a file was written here, for the bank.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_ours(conn: &Connection, file: i64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM bank_file WHERE id = ?1 AND direction = 2)";
    Ok(conn.query_row(sql, [file], |row| row.get(0))?)
}

/// What a person built on the payments of a file: they were handled by hand, or their claims were. The first payment that is so,
/// and how many are.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn built_on(conn: &Connection, file: i64) -> Result<Option<(i64, i64)>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT min(y.id), count(*) FROM bank_file f JOIN payment y ON y.id BETWEEN f.first_payment AND f.last_payment
         WHERE f.id = ?1 AND y.file_id = f.id AND (
           EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = y.id)
           OR EXISTS (SELECT 1 FROM away w WHERE w.payment_id = y.id)
           OR (y.amount < 0 AND y.used <> 0)
           OR (y.claim_id IS NOT NULL AND EXISTS (SELECT 1 FROM journal j WHERE j.id = y.claim_id AND j.kind = 'claim' AND j.action <> 'received'
                AND j.action NOT IN ('reminded', 'costs_charged', 'costs_forgone', 'send_asked', 'sent', 'reminder_sent', 'send_failed', 'send_cancelled', 'due_changed', 'allocated', 'unallocated', 'draw_sent', 'draw_withdrawn', 'draw_stands', 'draw_refused', 'draw_failed')
                AND j.seq > (SELECT min(a.seq) FROM allocation a WHERE a.claim_id = y.claim_id AND a.payment_id = y.id))))",
    )?;
    let (first, count): (Option<i64>, i64) = statement.query_row([file], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(first.map(|first| (first, count)))
}

/// A later file, not undone, that skipped payments because they were known from this one: its name.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn skipped_by(conn: &Connection, file: i64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT o.name FROM bank_file f JOIN bank_file_note n ON n.payment_id BETWEEN f.first_payment AND f.last_payment AND n.file_id <> f.id
         JOIN payment y ON y.id = n.payment_id AND y.file_id = f.id JOIN bank_file o ON o.id = n.file_id AND o.undone_seq IS NULL WHERE f.id = ?1 LIMIT 1";
    Ok(conn.query_row(sql, [file], |row| row.get(0)).optional()?)
}

/// Payments of a file, how many of them stand on claims, and their sum.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn what_stands(conn: &Connection, file: i64) -> Result<(i64, i64, Money), StoreError> {
    let sql = "SELECT count(*), count(y.claim_id), coalesce(sum(y.amount), 0) FROM bank_file f
         JOIN payment y ON y.id BETWEEN f.first_payment AND f.last_payment WHERE f.id = ?1 AND y.file_id = f.id";
    Ok(conn.query_row(sql, [file], |row| Ok((row.get(0)?, row.get(1)?, Money::from_minor(row.get(2)?))))?)
}

/// Tells the change log that a file is undone.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn log_undone(tx: &Tx<'_>, file: i64, comment: &str) -> Result<i64, StoreError> {
    tx.log(&Entry {
        kind: "bank_file",
        id: file,
        action: "file_undone",
        comment,
        before: Some("{\"state\":\"stored\"}"),
        after: Some("{\"state\":\"undone\"}"),
    })
}

/// Notes that a file is undone. Its fingerprint is free, so that it can be read again.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_undone(tx: &Tx<'_>, file: i64, seq: i64) -> Result<(), StoreError> {
    tx.conn().execute(
        "UPDATE bank_file SET undone_seq = ?2, undone_fingerprint = fingerprint, fingerprint = randomblob(32) WHERE id = ?1 AND undone_seq IS NULL",
        [file, seq],
    )?;
    Ok(())
}
