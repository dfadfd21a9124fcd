//! Papers of claims and their sendings. What left is never changed; a paper that never left is made anew.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx};
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;

/// What a paper said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Key.
    pub id: i64,
    /// The claim.
    pub claim_id: i64,
    /// The credit note, when it is one's.
    pub credit_note_id: Option<i64>,
    /// The reminder, when it is one's letter.
    pub reminder_id: Option<i64>,
    /// JSON: everything that stands on it.
    pub said: String,
    /// When it left first, ms.
    pub first_at_ms: Option<i64>,
    /// SHA-256 of the PDF that left first.
    pub digest: Option<Vec<u8>>,
}

/// One sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Key.
    pub id: i64,
    /// The claim.
    pub claim_id: i64,
    /// Its paper.
    pub document_id: i64,
    /// By what.
    pub channel: Channel,
    /// Address or number; printed: the name.
    pub dest: String,
    /// Language code.
    pub language: String,
    /// Of an e-mail; printed: the paper's title.
    pub subject: String,
    /// Of an e-mail or SMS.
    pub text: String,
    /// Whether it says that it is a copy.
    pub copy: bool,
    /// The first of those made together.
    pub batch: i64,
    /// Where it stands.
    pub state: SendingState,
    /// Why, or what who took it said.
    pub detail: String,
    /// When it was asked for, ms.
    pub at_ms: i64,
    /// By whom.
    pub operator: String,
    /// Why.
    pub comment: String,
    /// When it moved last, ms.
    pub moved_at_ms: i64,
    /// When it left, ms.
    pub left_at_ms: Option<i64>,
    /// Its row of the outbox.
    pub outbox_id: i64,
}

/// A sending to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSending<'a> {
    /// Its key: see [`next_id`].
    pub id: i64,
    /// The claim.
    pub claim_id: i64,
    /// Its paper.
    pub document_id: i64,
    /// By what.
    pub channel: Channel,
    /// Address or number; printed: the name.
    pub dest: &'a str,
    /// Language code.
    pub language: &'a str,
    /// Of an e-mail; printed: the paper's title.
    pub subject: &'a str,
    /// Of an e-mail or SMS.
    pub text: &'a str,
    /// Whether it says that it is a copy.
    pub copy: bool,
    /// The first of those made together.
    pub batch: i64,
    /// Why.
    pub comment: &'a str,
    /// Its row of the outbox.
    pub outbox_id: i64,
}

const SELECT: &str =
    "SELECT id, claim_id, document_id, channel, dest, language, subject, text, copy, batch, state,
   CASE WHEN state = 1 THEN (SELECT o.reason FROM outbox o WHERE o.id = outbox_id) ELSE detail END, at, operator, comment, moved_at, left_at, outbox_id
   FROM sending";

fn sending(row: &rusqlite::Row<'_>) -> rusqlite::Result<Sending> {
    Ok(Sending {
        id: row.get(0)?,
        claim_id: row.get(1)?,
        document_id: row.get(2)?,
        channel: Channel::from_number(row.get(3)?).unwrap_or(Channel::Print),
        dest: row.get(4)?,
        language: row.get(5)?,
        subject: row.get(6)?,
        text: row.get(7)?,
        copy: row.get(8)?,
        batch: row.get(9)?,
        state: SendingState::from_number(row.get(10)?).unwrap_or(SendingState::Unknown),
        detail: row.get(11)?,
        at_ms: row.get(12)?,
        operator: row.get(13)?,
        comment: row.get(14)?,
        moved_at_ms: row.get(15)?,
        left_at_ms: row.get(16)?,
        outbox_id: row.get(17)?,
    })
}

/// Keeps what a paper says. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add_document(tx: &Tx<'_>, claim: i64, note: Option<i64>, reminder: Option<i64>, said: &str) -> Result<i64, StoreError> {
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached("INSERT INTO document (claim_id, credit_note_id, at, operator, said, reminder_id) VALUES (?1,?2,?3,?4,?5,?6)")?
        .execute(params![claim, note, actor.at_ms, actor.operator, said, reminder])?;
    Ok(tx.conn().last_insert_rowid())
}

fn document(row: &rusqlite::Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: row.get(0)?,
        claim_id: row.get(1)?,
        credit_note_id: row.get(2)?,
        said: row.get(3)?,
        first_at_ms: row.get(4)?,
        digest: row.get(5)?,
        reminder_id: row.get(6)?,
    })
}

/// A paper.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load_document(conn: &Connection, id: i64) -> Result<Option<Document>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id, claim_id, credit_note_id, said, first_at, digest, reminder_id FROM document WHERE id = ?1")?
        .query_row([id], document)
        .optional()?)
}

/// The paper of a claim, or of a credit note on it, that left.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn left_document(conn: &Connection, claim: i64, note: Option<i64>) -> Result<Option<Document>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT id, claim_id, credit_note_id, said, first_at, digest, reminder_id FROM document
             WHERE claim_id = ?1 AND credit_note_id IS ?2 AND reminder_id IS NULL AND first_at IS NOT NULL",
        )?
        .query_row(params![claim, note], document)
        .optional()?)
}

/// The key that the next sending gets, inside a transaction.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn next_id(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("SELECT coalesce(max(id), 0) + 1 FROM sending", [], |row| row.get(0))?)
}

/// Adds a sending that waits.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, new: &NewSending<'_>) -> Result<(), StoreError> {
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached(
            "INSERT INTO sending (id, claim_id, document_id, channel, dest, language, subject, text, copy, batch, state, at, operator, comment, moved_at,
               outbox_id) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?12,?15)",
        )?
        .execute(params![
            new.id,
            new.claim_id,
            new.document_id,
            new.channel.number(),
            new.dest,
            new.language,
            new.subject,
            new.text,
            new.copy,
            new.batch,
            SendingState::Waiting.number(),
            actor.at_ms,
            actor.operator,
            new.comment,
            new.outbox_id,
        ])?;
    Ok(())
}

/// One sending.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Sending>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
        .query_row([id], sending)
        .optional()?)
}

/// The sending of a row of the outbox.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_outbox(conn: &Connection, outbox: i64) -> Result<Option<Sending>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("{SELECT} WHERE outbox_id = ?1"))?
        .query_row([outbox], sending)
        .optional()?)
}

/// Sendings of a claim, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_claim(conn: &Connection, claim: i64) -> Result<Vec<Sending>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE claim_id = ?1 ORDER BY id"))?;
    Ok(statement.query_map([claim], sending)?.collect::<Result<_, _>>()?)
}

/// Sendings made together, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_batch(conn: &Connection, batch: i64) -> Result<Vec<Sending>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE batch = ?1 ORDER BY id"))?;
    Ok(statement.query_map([batch], sending)?.collect::<Result<_, _>>()?)
}

/// How many of those made together stand in each state.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn counts(conn: &Connection, batch: i64) -> Result<Vec<(SendingState, i64)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT state, count(*) FROM sending WHERE batch = ?1 GROUP BY state ORDER BY state")?;
    let rows = statement.query_map([batch], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    let mut counts = Vec::new();
    for row in rows {
        let (state, count) = row?;
        counts.extend(SendingState::from_number(state).map(|state| (state, count)));
    }
    Ok(counts)
}

/// Whether any of those made together is due by a moment (ms), or on its way.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn any_due(conn: &Connection, batch: i64, by_ms: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM sending s JOIN outbox o ON o.id = s.outbox_id
               WHERE s.batch = ?1 AND s.state = 1 AND (o.state = 'claimed' OR (o.state = 'queued' AND o.next_at <= ?2)))",
        )?
        .query_row([batch, by_ms], |row| row.get(0))?)
}

/// The batch of a sending.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn batch_of(conn: &Connection, id: i64) -> Result<i64, StoreError> {
    let batch = conn
        .prepare_cached("SELECT batch FROM sending WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(batch.unwrap_or(id))
}

/// Until when the paper of a batch waits for the rest of it, ms; `None`: none waits.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn paper_until(conn: &Connection, batch: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT max(o.next_at) FROM sending s JOIN outbox o ON o.id = s.outbox_id
               WHERE s.batch = ?1 AND s.state = 1 AND o.op = 'paper.print' AND o.state = 'queued'",
        )?
        .query_row([batch], |row| row.get(0))?)
}

/// Lets all paper of a batch that waits go at one moment (ms): it is one job.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn gather_paper(tx: &Tx<'_>, batch: i64, at_ms: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "UPDATE outbox SET next_at = ?2 WHERE op = 'paper.print' AND state = 'queued'
               AND id IN (SELECT outbox_id FROM sending WHERE batch = ?1 AND state = 1)",
        )?
        .execute([batch, at_ms])?;
    Ok(())
}

/// Moves a sending on.
///
/// # Errors
/// [`Refusal::SendingForbids`] when it does not go from where it stands.
pub fn move_on(tx: &Tx<'_>, before: &Sending, to: SendingState, detail: &str) -> Result<(), StoreError> {
    if !before.state.may_become(to) {
        return Err(Refusal::SendingForbids {
            sending: before.id,
            state: before.state,
        }
        .into());
    }
    let now = tx.actor().at_ms;
    let left = matches!(to, SendingState::Handed | SendingState::Left).then_some(now);
    tx.conn()
        .prepare_cached("UPDATE sending SET state = ?2, detail = ?3, moved_at = ?4, left_at = coalesce(left_at, ?5) WHERE id = ?1")?
        .execute(params![before.id, to.number(), detail, now, left])?;
    Ok(())
}

/// Notes that a paper left, and what its PDF was. What was noted before stays; one whose leaving became known after a newer one had
/// left does not take that one's place.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_left(tx: &Tx<'_>, document: i64, digest: Option<&[u8]>) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "UPDATE document SET first_at = coalesce(first_at, ?2), digest = coalesce(digest, ?3) WHERE id = ?1 AND NOT EXISTS
               (SELECT 1 FROM document o WHERE o.claim_id = document.claim_id AND o.credit_note_id IS document.credit_note_id
                  AND o.id <> document.id AND o.first_at IS NOT NULL)",
        )?
        .execute(params![document, tx.actor().at_ms, digest])?;
    Ok(())
}

/// How the recipient of a claim is reached: who pays for them, where somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Name.
    pub name: String,
    /// As given.
    pub email: String,
    /// As given.
    pub phone: String,
    /// Language code; may be empty.
    pub language: String,
    /// What they chose.
    pub channel: Option<Channel>,
}

/// How the recipient of a claim is reached.
///
/// # Errors
/// [`StoreError::Invariant`] when there is no such claim.
pub fn reach(conn: &Connection, claim: i64) -> Result<Reach, StoreError> {
    conn.prepare_cached(
        "SELECT coalesce(y.name, p.name), coalesce(nullif(y.email, ''), p.email), coalesce(nullif(y.phone, ''), p.phone),
           coalesce(nullif(y.language, ''), p.language), coalesce(y.channel, p.channel)
         FROM claim c JOIN party p ON p.id = c.party_id LEFT JOIN party y ON y.id = p.payer_id WHERE c.id = ?1",
    )?
    .query_row([claim], |row| {
        Ok(Reach {
            name: row.get(0)?,
            email: row.get(1)?,
            phone: row.get(2)?,
            language: row.get(3)?,
            channel: row.get::<_, Option<i64>>(4)?.and_then(Channel::from_number),
        })
    })
    .optional()?
    .ok_or(StoreError::Invariant {
        what: "claim-gone",
        id: claim,
    })
}

/// The numbers of a claim's credit notes that the recipient has not got, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn unsent_notes(conn: &Connection, claim: i64) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT 'K' || n.number FROM credit_note n WHERE n.claim_id = ?1
           AND NOT EXISTS (SELECT 1 FROM document d WHERE d.claim_id = n.claim_id AND d.credit_note_id = n.id AND d.first_at IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM print p WHERE p.claim_id = n.claim_id AND p.credit_note_id = n.id) ORDER BY n.id",
    )?;
    Ok(statement.query_map([claim], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The number of the credit note that a paper is of.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn note_of(conn: &Connection, document: i64) -> Result<Option<String>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 'K' || n.number FROM document d JOIN credit_note n ON n.id = d.credit_note_id WHERE d.id = ?1")?
        .query_row([document], |row| row.get(0))
        .optional()?)
}

/// Which reminder of its claim a paper is the letter of, from 1.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn reminder_of(conn: &Connection, document: i64) -> Result<Option<u32>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT r.no FROM document d JOIN reminder r ON r.id = d.reminder_id WHERE d.id = ?1")?
        .query_row([document], |row| row.get(0))
        .optional()?)
}
