//! Messages to and from phones: the SMS dialogue.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, minor};
use crate::domain::dialogue::{Direction, MessageState};
use crate::domain::dues_sms::Reply;
use crate::domain::money::Money;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Key.
    pub id: i64,
    /// Whether it went out.
    pub outgoing: bool,
    /// The phone.
    pub number: String,
    /// What it says.
    pub text: String,
    /// When, ms.
    pub at_ms: i64,
    /// Where it stands.
    pub state: MessageState,
    /// Why, where there is more to say.
    pub detail: String,
    /// How many SMS it is.
    pub parts: i64,
    /// Whether no real phone was reached.
    pub simulated: bool,
    /// The order it belongs to.
    pub order_id: Option<i64>,
    /// Who sent it.
    pub operator: String,
    /// When it moved last, ms.
    pub moved_at_ms: i64,
    /// The claim it is about.
    pub claim_id: Option<i64>,
    /// The charge it asks for, makes, or tells of.
    pub charge_id: Option<i64>,
    /// What it is, of one that the program wrote.
    pub reply: Option<Reply>,
    /// What its recipient pays for it.
    pub price: Money,
    /// Whether somebody had seen it, of one that came in.
    pub read: bool,
}

const SELECT: &str = "SELECT id, direction, number, text, at, state, detail, parts, simulated, order_id, operator, moved_at, claim_id,
  charge_id, reply, price, read_at IS NOT NULL FROM message";

fn message(row: &rusqlite::Row<'_>) -> rusqlite::Result<Message> {
    Ok(Message {
        id: row.get(0)?,
        outgoing: row.get::<_, i64>(1)? == Direction::Out.number(),
        number: row.get(2)?,
        text: row.get(3)?,
        at_ms: row.get(4)?,
        state: MessageState::from_number(row.get(5)?).unwrap_or(MessageState::Unknown),
        detail: row.get(6)?,
        parts: row.get(7)?,
        simulated: row.get(8)?,
        order_id: row.get(9)?,
        operator: row.get(10)?,
        moved_at_ms: row.get(11)?,
        claim_id: row.get(12)?,
        charge_id: row.get(13)?,
        reply: row.get::<_, Option<i64>>(14)?.and_then(Reply::from_number),
        price: Money::from_minor(row.get(15)?),
        read: row.get(16)?,
    })
}

/// A message to be kept.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewMessage<'a> {
    /// Whether it goes out.
    pub outgoing: bool,
    /// The phone.
    pub number: &'a str,
    /// What it says.
    pub text: &'a str,
    /// How many SMS it is.
    pub parts: i64,
    /// Whether no real phone is reached.
    pub simulated: bool,
    /// Its row of the outbox.
    pub outbox_id: Option<i64>,
    /// The order it belongs to.
    pub order_id: Option<i64>,
    /// The claim it is about.
    pub claim_id: Option<i64>,
    /// Whom it is with.
    pub party_id: Option<i64>,
    /// The charge it makes, or tells of.
    pub charge_id: Option<i64>,
    /// The message that it answers.
    pub answers_id: Option<i64>,
    /// What it is, when the program wrote it.
    pub reply: Option<Reply>,
    /// What its recipient pays for it.
    pub price: Money,
    /// The number of ours that it came to.
    pub sent_to: &'a str,
    /// It came in, and nobody need look at it.
    pub read: bool,
}

/// Keeps a message. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, new: &NewMessage<'_>) -> Result<i64, StoreError> {
    let actor = tx.actor().clone();
    let (direction, state) = if new.outgoing {
        (Direction::Out, MessageState::Queued)
    } else {
        (Direction::In, MessageState::Received)
    };
    tx.conn()
        .prepare_cached(
            "INSERT INTO message (direction, number, text, at, state, parts, simulated, outbox_id, order_id, operator, moved_at, claim_id,
               party_id, charge_id, answers_id, reply, price, sent_to, read_at)
               VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?4,?11,?12,?13,?14,?15,?16,?17,?18)",
        )?
        .execute(params![
            direction.number(),
            new.number,
            new.text,
            actor.at_ms,
            state.number(),
            new.parts,
            new.simulated,
            new.outbox_id,
            new.order_id,
            actor.operator,
            new.claim_id,
            new.party_id,
            new.charge_id,
            new.answers_id,
            new.reply.map(Reply::number),
            minor(new.price),
            new.sent_to,
            new.read.then_some(actor.at_ms),
        ])?;
    Ok(tx.conn().last_insert_rowid())
}

/// Moves the message of an outbox row on. A delivered or failed one does not go back.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn move_on(tx: &Tx<'_>, outbox: i64, state: MessageState, detail: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "UPDATE message SET state = ?2, detail = ?3, moved_at = ?4 WHERE outbox_id = ?1 AND state <> ?2 AND NOT (state = 4 AND ?2 < 4)",
        )?
        .execute(params![outbox, state.number(), detail, tx.actor().at_ms])?;
    Ok(())
}

/// Messages of an order, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_order(conn: &Connection, order: i64) -> Result<Vec<Message>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE order_id = ?1 ORDER BY id"))?;
    Ok(statement.query_map([order], message)?.collect::<Result<_, _>>()?)
}

/// Messages about a claim, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_claim(conn: &Connection, claim: i64) -> Result<Vec<Message>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE claim_id = ?1 ORDER BY id"))?;
    Ok(statement.query_map([claim], message)?.collect::<Result<_, _>>()?)
}

/// Messages with a number, the newest `most`, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_number(conn: &Connection, number: &str, most: usize) -> Result<Vec<Message>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE number = ?1 ORDER BY id DESC LIMIT ?2"))?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut found: Vec<Message> = statement.query_map(params![number, most], message)?.collect::<Result<_, _>>()?;
    found.reverse();
    Ok(found)
}

/// A message.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Message>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    Ok(statement.query_row([id], message).optional()?)
}

/// Marks what came from a number as seen, or its last message as not. Answers how many that were.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn mark(tx: &Tx<'_>, number: &str, read: bool) -> Result<usize, StoreError> {
    let sql = if read {
        "UPDATE message SET read_at = ?2 WHERE number = ?1 AND direction = 2 AND read_at IS NULL"
    } else {
        "UPDATE message SET read_at = NULL WHERE ?2 IS NOT NULL AND read_at IS NOT NULL AND id =
           (SELECT max(id) FROM message WHERE number = ?1 AND direction = 2)"
    };
    Ok(tx.conn().prepare_cached(sql)?.execute(params![number, tx.actor().at_ms])?)
}

/// Marks what came from a number up to a message as seen: what came after it was not shown. Answers how many that were.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn mark_up_to(tx: &Tx<'_>, number: &str, last: i64) -> Result<usize, StoreError> {
    let sql = "UPDATE message SET read_at = ?3 WHERE number = ?1 AND id <= ?2 AND direction = 2 AND read_at IS NULL";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![number, last, tx.actor().at_ms])?)
}

/// The number of a dialogue.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn number_of_dialogue(conn: &Connection, id: i64) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT number FROM dialogue WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// Whether news was taken already.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn seen(conn: &Connection, provider: &str, ext_id: &str) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM inbox_seen WHERE provider = ?1 AND ext_id = ?2)")?
        .query_row([provider, ext_id], |row| row.get(0))?)
}

/// Takes news, once: answers whether it was new.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn take(tx: &Tx<'_>, provider: &str, ext_id: &str) -> Result<bool, StoreError> {
    let written = tx
        .conn()
        .prepare_cached("INSERT INTO inbox_seen (provider, ext_id, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
        .execute(params![provider, ext_id, tx.actor().at_ms])?;
    Ok(written == 1)
}

/// The message of a charge did not arrive, though it was paid.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_charge_failed(tx: &Tx<'_>, charge: i64, detail: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE message SET state = ?2, detail = ?3, moved_at = ?4 WHERE charge_id = ?1 AND price > 0")?
        .execute(params![charge, MessageState::Failed.number(), detail, tx.actor().at_ms])?;
    Ok(())
}
