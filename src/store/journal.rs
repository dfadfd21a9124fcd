//! The change log: append-only and hash-chained. One row per changed record and use case.

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::StoreError;

/// How `hash` and `digest` are computed; a later way gets the next number.
const FORMAT: i64 = 1;
/// Random bytes drawn at a time.
const SALT_POOL: usize = 4096;
/// Bytes of salt per row.
const SALT: usize = 16;

/// What the log says of one record.
pub struct Entry<'a> {
    /// Which family of records: `claim`, `payment`, `bank_file` …
    pub kind: &'a str,
    /// Its key.
    pub id: i64,
    /// What happened, as a code with a text.
    pub action: &'a str,
    /// The person's comment; empty where none is asked.
    pub comment: &'a str,
    /// JSON of what it was; `None` for a creation.
    pub before: Option<&'a str>,
    /// JSON of what it became.
    pub after: Option<&'a str>,
}

/// The statements that write a row, prepared once for many.
pub(crate) struct Pen<'c> {
    row: CachedStatement<'c>,
    value: CachedStatement<'c>,
}

impl<'c> Pen<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Pen<'c>, StoreError> {
        Ok(Pen {
            row: conn.prepare_cached(
                "INSERT INTO journal (seq, at, operator, kind, id, action, comment, digest, prev, hash, format) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
            )?,
            value: conn.prepare_cached("INSERT INTO journal_value (seq, salt, before, after) VALUES (?1,?2,?3,?4)")?,
        })
    }
}

/// The end of the chain while a transaction adds to it.
pub(crate) struct Chain {
    seq: i64,
    hash: [u8; 32],
    pool: Box<[u8; SALT_POOL]>,
    drawn: usize,
}

impl Chain {
    pub(crate) fn load(conn: &Connection) -> Result<Chain, StoreError> {
        let head = conn
            .query_row("SELECT seq, hash FROM journal_head WHERE id = 1", [], |row| {
                Ok((row.get(0)?, row.get::<_, [u8; 32]>(1)?))
            })
            .optional()?;
        let (seq, hash) = head.unwrap_or((0, [0; 32]));
        Ok(Chain {
            seq,
            hash,
            pool: Box::new([0; SALT_POOL]),
            drawn: SALT_POOL,
        })
    }

    fn salt(&mut self) -> Result<[u8; SALT], StoreError> {
        if self.drawn + SALT > SALT_POOL {
            getrandom::fill(self.pool.as_mut_slice()).map_err(|e| StoreError::Randomness(e.to_string()))?;
            self.drawn = 0;
        }
        let mut salt = [0; SALT];
        if let Some(bytes) = self.pool.get(self.drawn..self.drawn + SALT) {
            salt.copy_from_slice(bytes);
        }
        self.drawn += SALT;
        Ok(salt)
    }

    pub(crate) fn append(&mut self, pen: &mut Pen<'_>, at_ms: i64, operator: &str, entry: &Entry<'_>) -> Result<i64, StoreError> {
        let salt = self.salt()?;
        let digest = digest(&salt, entry.before, entry.after);
        let row = Row {
            seq: self.seq + 1,
            at_ms,
            operator,
            entry,
            digest: &digest,
            prev: &self.hash,
        };
        let hash = row.hash();
        pen.row.execute(params![
            row.seq,
            at_ms,
            operator,
            entry.kind,
            entry.id,
            entry.action,
            entry.comment,
            digest,
            self.hash,
            hash,
            FORMAT
        ])?;
        pen.value.execute(params![row.seq, salt, entry.before, entry.after])?;
        self.seq = row.seq;
        self.hash = hash;
        Ok(self.seq)
    }

    /// The number of the newest row.
    pub(crate) fn last_seq(&self) -> i64 {
        self.seq
    }

    pub(crate) fn save(&self, conn: &Connection) -> Result<(), StoreError> {
        conn.execute(
            "INSERT INTO journal_head (id, seq, hash) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
            params![self.seq, self.hash],
        )?;
        Ok(())
    }
}

struct Row<'a> {
    seq: i64,
    at_ms: i64,
    operator: &'a str,
    entry: &'a Entry<'a>,
    digest: &'a [u8],
    prev: &'a [u8],
}

impl Row<'_> {
    fn hash(&self) -> [u8; 32] {
        let mut sha = Sha256::new();
        for number in [FORMAT, self.seq, self.at_ms, self.entry.id] {
            sha.update(number.to_be_bytes());
        }
        for text in [self.operator, self.entry.kind, self.entry.action, self.entry.comment] {
            put(&mut sha, text.as_bytes());
        }
        put(&mut sha, self.digest);
        put(&mut sha, self.prev);
        sha.finalize().into()
    }
}

/// Adds bytes with their length in front, so that no two lists of texts give the same bytes.
fn put(sha: &mut Sha256, bytes: &[u8]) {
    sha.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    sha.update(bytes);
}

fn digest(salt: &[u8], before: Option<&str>, after: Option<&str>) -> [u8; 32] {
    let mut sha = Sha256::new();
    put(&mut sha, salt);
    for value in [before, after] {
        sha.update([u8::from(value.is_some())]);
        put(&mut sha, value.unwrap_or_default().as_bytes());
    }
    sha.finalize().into()
}

/// The number of the newest row, or 0.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_seq(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM journal")?
        .query_row([], |row| row.get(0))?)
}

/// Records that the log names after `seq`, as (kind, key), at most `most` + 1 of them.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn changed_since(conn: &Connection, seq: i64, most: i64) -> Result<Vec<(String, i64)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT kind, id FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    let rows = statement.query_map(params![seq, most + 1], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Walks the whole chain and tells where it does not hold, at most `most` places.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn verify(conn: &Connection, most: usize) -> Result<Vec<(&'static str, i64)>, StoreError> {
    let mut faults = Vec::new();
    let mut statement = conn.prepare(
        "SELECT j.seq, j.at, j.operator, j.kind, j.id, j.action, j.comment, j.digest, j.prev, j.hash, j.format, v.salt, v.before, v.after, v.seq
         FROM journal j LEFT JOIN journal_value v ON v.seq = j.seq ORDER BY j.seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut seq, mut prev) = (0i64, [0u8; 32]);
    while let Some(row) = rows.next()? {
        let found: i64 = row.get(0)?;
        let (operator, kind, action, comment): (String, String, String, String) = (row.get(2)?, row.get(3)?, row.get(5)?, row.get(6)?);
        let (stored_digest, stored_prev, stored_hash): (Vec<u8>, Vec<u8>, Vec<u8>) = (row.get(7)?, row.get(8)?, row.get(9)?);
        let entry = Entry {
            kind: &kind,
            id: row.get(4)?,
            action: &action,
            comment: &comment,
            before: None,
            after: None,
        };
        let checked = Row {
            seq: found,
            at_ms: row.get(1)?,
            operator: &operator,
            entry: &entry,
            digest: &stored_digest,
            prev: &stored_prev,
        };
        let hash = checked.hash();
        if found != seq + 1 {
            faults.push(("journal-gap", found));
        }
        if row.get::<_, i64>(10)? != FORMAT || stored_prev != prev || stored_hash != hash {
            faults.push(("journal-chain", found));
        }
        let salt: Option<Vec<u8>> = row.get(11)?;
        let (before, after): (Option<String>, Option<String>) = (row.get(12)?, row.get(13)?);
        // Erased values have no salt; the digest stays and keeps the chain.
        let erased = salt.is_none() && before.is_none() && after.is_none() && row.get::<_, Option<i64>>(14)?.is_some();
        if !erased && digest(&salt.unwrap_or_default(), before.as_deref(), after.as_deref()).as_slice() != stored_digest {
            faults.push(("journal-values", found));
        }
        prev = hash;
        seq = found;
        if faults.len() >= most {
            return Ok(faults);
        }
    }
    let head: Option<(i64, Vec<u8>)> = conn
        .query_row("SELECT seq, hash FROM journal_head", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let holds = match &head {
        Some((head_seq, head_hash)) => *head_seq == seq && head_hash.as_slice() == prev,
        None => seq == 0,
    };
    if !holds {
        faults.push(("journal-head", seq));
    }
    Ok(faults)
}

/// Comments an operator gave last, newest first, each once.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn recent_comments(conn: &Connection, operator: &str, most: usize) -> Result<Vec<String>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT comment FROM (SELECT comment, seq FROM journal WHERE operator = ?1 ORDER BY seq DESC LIMIT 5000) WHERE comment <> '' ORDER BY seq DESC")?;
    let mut comments: Vec<String> = Vec::new();
    let mut rows = statement.query([operator])?;
    while let Some(row) = rows.next()? {
        let comment: String = row.get(0)?;
        if !comments.contains(&comment) {
            comments.push(comment);
        }
        if comments.len() >= most {
            break;
        }
    }
    Ok(comments)
}

/// How often something was done to one thing.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn count(conn: &Connection, kind: &str, id: i64, action: &str) -> Result<i64, StoreError> {
    Ok(conn
        .prepare_cached("SELECT count(*) FROM journal WHERE kind = ?1 AND id = ?2 AND action = ?3 AND action <> 'received'")?
        .query_row((kind, id, action), |row| row.get(0))?)
}
