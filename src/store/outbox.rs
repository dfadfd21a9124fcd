//! The outbox: everything that leaves the site, written in the transaction of what caused it (design, part 6; gateways.md
//! 10.1–10.3). Rows are only added and moved on, never changed.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, minor};
use crate::domain::money::Money;

/// What leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// A message to a phone.
    SmsSend,
    /// A payment link is made.
    PayCreate,
    /// A payment link is taken back.
    PayCancel,
    /// What was authorised is taken.
    PayCapture,
    /// Money is paid back.
    PayRefund,
    /// A message that costs its amount.
    SmsCharge,
    /// What such a message drew is given back.
    SmsRefund,
    /// An e-mail.
    MailSend,
    /// A document to the printer.
    PaperPrint,
}

impl Op {
    /// Every one.
    pub const ALL: [Op; 9] = [
        Op::SmsSend,
        Op::PayCreate,
        Op::PayCancel,
        Op::PayCapture,
        Op::PayRefund,
        Op::SmsCharge,
        Op::SmsRefund,
        Op::MailSend,
        Op::PaperPrint,
    ];

    /// The word in the file.
    pub fn code(self) -> &'static str {
        match self {
            Op::SmsSend => "sms.send",
            Op::PayCreate => "pay.create",
            Op::PayCancel => "pay.cancel",
            Op::PayCapture => "pay.capture",
            Op::PayRefund => "pay.refund",
            Op::SmsCharge => "sms.charge",
            Op::SmsRefund => "sms.refund",
            Op::MailSend => "mail.send",
            Op::PaperPrint => "paper.print",
        }
    }

    fn from_code(code: &str) -> Option<Op> {
        Op::ALL.into_iter().find(|op| op.code() == code)
    }
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutState {
    /// To be sent.
    Queued,
    /// The outside world may have been touched.
    Claimed,
    /// Given to the gateway, which goes on with it.
    Handed,
    /// Done.
    Done,
    /// Will not happen.
    Failed,
    /// Nobody knows; a person decides.
    Unknown,
    /// Taken back before it left.
    Cancelled,
}

impl OutState {
    /// Every one.
    pub const ALL: [OutState; 7] = [
        OutState::Queued,
        OutState::Claimed,
        OutState::Handed,
        OutState::Done,
        OutState::Failed,
        OutState::Unknown,
        OutState::Cancelled,
    ];

    /// The word in the file, with a text under `outbox-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            OutState::Queued => "queued",
            OutState::Claimed => "claimed",
            OutState::Handed => "handed",
            OutState::Done => "done",
            OutState::Failed => "failed",
            OutState::Unknown => "unknown",
            OutState::Cancelled => "cancelled",
        }
    }

    fn from_code(code: &str) -> Option<OutState> {
        OutState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A row to be added.
pub struct NewOut<'a> {
    /// What makes a second one of the same a no-op: `request:7:create`.
    pub dedupe_key: &'a str,
    /// What leaves.
    pub op: Op,
    /// Through which gateway.
    pub provider: &'a str,
    /// `request`, `claim`, `message`, `charge` or `sending`.
    pub subject_kind: &'static str,
    /// Its key.
    pub subject_id: i64,
    /// To whom.
    pub dest: &'a str,
    /// What it says.
    pub body: &'a str,
    /// How much.
    pub amount: Money,
    /// Not before, ms.
    pub next_at_ms: i64,
    /// Not after, ms.
    pub expires_at_ms: i64,
    /// What the gateway is told; unique for ever.
    pub ext_key: &'a str,
}

/// A row of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Out {
    /// Key.
    pub id: i64,
    /// What leaves.
    pub op: Op,
    /// Through which gateway.
    pub provider: String,
    /// `request`, `claim`, `message`, `charge` or `sending`.
    pub subject_kind: String,
    /// Its key.
    pub subject_id: i64,
    /// To whom.
    pub dest: String,
    /// What it says.
    pub body: String,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: OutState,
    /// How often it was tried.
    pub attempt: i64,
    /// How often the answer was "not now".
    pub temporary: i64,
    /// Who claimed it last.
    pub claimed_by: String,
    /// Not before, ms.
    pub next_at_ms: i64,
    /// Not after, ms.
    pub expires_at_ms: i64,
    /// What the gateway is told.
    pub ext_key: String,
    /// Why it stands there.
    pub reason: String,
    /// When it was written, ms.
    pub created_at_ms: i64,
    /// By whom.
    pub created_by: String,
    /// When it moved last, ms.
    pub updated_at_ms: i64,
}

const SELECT: &str = "SELECT id, op, provider, subject_kind, subject_id, dest, body, amount, state, attempt, next_at, expires_at, ext_key, reason, \
   created_at, created_by, temporary, claimed_by, updated_at FROM outbox";

fn out(row: &rusqlite::Row<'_>) -> rusqlite::Result<Out> {
    Ok(Out {
        id: row.get(0)?,
        op: Op::from_code(&row.get::<_, String>(1)?).unwrap_or(Op::SmsSend),
        provider: row.get(2)?,
        subject_kind: row.get(3)?,
        subject_id: row.get(4)?,
        dest: row.get(5)?,
        body: row.get(6)?,
        amount: Money::from_minor(row.get(7)?),
        state: OutState::from_code(&row.get::<_, String>(8)?).unwrap_or(OutState::Unknown),
        attempt: row.get(9)?,
        next_at_ms: row.get(10)?,
        expires_at_ms: row.get(11)?,
        ext_key: row.get(12)?,
        reason: row.get(13)?,
        created_at_ms: row.get(14)?,
        created_by: row.get(15)?,
        temporary: row.get(16)?,
        claimed_by: row.get(17)?,
        updated_at_ms: row.get(18)?,
    })
}

/// Adds a row. Answers its key, or `None` when the same stands there already.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, new: &NewOut<'_>) -> Result<Option<i64>, StoreError> {
    let actor = tx.actor().clone();
    let written = tx
        .conn()
        .prepare_cached(
            "INSERT INTO outbox (dedupe_key, op, provider, subject_kind, subject_id, dest, body, amount, state, next_at, expires_at, ext_key,
               created_at, created_by, updated_at) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,'queued',?9,?10,?11,?12,?13,?12) ON CONFLICT (dedupe_key) DO NOTHING",
        )?
        .execute(params![
            new.dedupe_key,
            new.op.code(),
            new.provider,
            new.subject_kind,
            new.subject_id,
            new.dest,
            new.body,
            minor(new.amount),
            new.next_at_ms,
            new.expires_at_ms,
            new.ext_key,
            actor.at_ms,
            actor.operator,
        ])?;
    if written == 0 {
        return Ok(None);
    }
    let id = tx.conn().last_insert_rowid();
    event(tx, id, OutState::Queued, "")?;
    Ok(Some(id))
}

fn event(tx: &Tx<'_>, id: i64, state: OutState, detail: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("INSERT INTO outbox_event (outbox_id, at, state, detail) VALUES (?1,?2,?3,?4)")?
        .execute(params![id, tx.actor().at_ms, state.code(), detail])?;
    Ok(())
}

/// Moves a row on. `from`: where it must stand; answers whether it did.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn move_on(tx: &Tx<'_>, id: i64, from: &[OutState], to: OutState, reason: &str, next_at_ms: Option<i64>) -> Result<bool, StoreError> {
    let now: Option<String> = tx
        .conn()
        .prepare_cached("SELECT state FROM outbox WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if !from.iter().any(|state| Some(state.code()) == now.as_deref()) {
        return Ok(false);
    }
    tx.conn()
        .prepare_cached(
            "UPDATE outbox SET state = ?2, reason = ?3, next_at = coalesce(?4, next_at), updated_at = ?5,
               attempt = attempt + (?2 = 'claimed') WHERE id = ?1",
        )?
        .execute(params![id, to.code(), reason, next_at_ms, tx.actor().at_ms])?;
    event(tx, id, to, reason)?;
    Ok(true)
}

/// Claims a row for a holder, before the world outside is touched. Answers whether it waited.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn claim(tx: &Tx<'_>, id: i64, holder: &str) -> Result<bool, StoreError> {
    if !move_on(tx, id, &[OutState::Queued], OutState::Claimed, "", None)? {
        return Ok(false);
    }
    tx.conn()
        .prepare_cached("UPDATE outbox SET claimed_by = ?2 WHERE id = ?1")?
        .execute(params![id, holder])?;
    Ok(true)
}

/// Counts an answer "not now".
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn count_temporary(tx: &Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE outbox SET temporary = temporary + 1 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Puts a row that waits, failed, or of which nobody knows back to be tried now, under the same key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn again(tx: &Tx<'_>, id: i64, expires_at_ms: i64) -> Result<bool, StoreError> {
    let now = tx.actor().at_ms;
    let waits = [OutState::Queued, OutState::Failed, OutState::Unknown];
    if !move_on(tx, id, &waits, OutState::Queued, "", Some(now))? {
        return Ok(false);
    }
    tx.conn()
        .prepare_cached("UPDATE outbox SET temporary = 0, expires_at = max(expires_at, ?2) WHERE id = ?1")?
        .execute([id, expires_at_ms])?;
    Ok(true)
}

/// Puts off all that wait of one kind: not before a moment (ms).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put_off(tx: &Tx<'_>, op: Op, until_ms: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE outbox SET next_at = max(next_at, ?2) WHERE op = ?1 AND state = 'queued'")?
        .execute(params![op.code(), until_ms])?;
    Ok(())
}

/// One row.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Out>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
        .query_row([id], out)
        .optional()?)
}

/// Rows that a crash may have left in the middle.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn claimed(conn: &Connection) -> Result<Vec<Out>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE state = 'claimed' ORDER BY id"))?;
    Ok(statement.query_map([], out)?.collect::<Result<_, _>>()?)
}

/// Rows that are due.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn due(conn: &Connection, now_ms: i64) -> Result<Vec<Out>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE state = 'queued' AND next_at <= ?1 ORDER BY id"))?;
    Ok(statement.query_map([now_ms], out)?.collect::<Result<_, _>>()?)
}

/// When the next row is due, ms.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn next_due(conn: &Connection) -> Result<Option<i64>, StoreError> {
    Ok(
        conn.query_row("SELECT min(next_at) FROM outbox WHERE state IN ('queued', 'claimed')", [], |row| {
            row.get(0)
        })?,
    )
}

/// Whether no try to make a request's link was heard by anybody: it was never tried, or every try found nobody.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn never_reached(conn: &Connection, request: i64) -> Result<bool, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subject_kind = 'request' AND o.subject_id = ?1 AND o.op = 'pay.create' AND (o.state <> 'queued'
           OR (SELECT count(*) FROM outbox_event e WHERE e.outbox_id = o.id AND e.state = 'claimed')
              <> (SELECT count(*) FROM outbox_event e WHERE e.outbox_id = o.id AND e.state = 'queued' AND e.detail LIKE 'not reached:%')))",
    )?;
    Ok(statement.query_row([request], |row| row.get(0))?)
}

/// Whether messages are on their way, so that news of them may come.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn any_handed(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'handed')", [], |row| row.get(0))?)
}

/// Rows about one thing, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_subject(conn: &Connection, kind: &str, id: i64) -> Result<Vec<Out>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE subject_kind = ?1 AND subject_id = ?2 ORDER BY id"))?;
    Ok(statement.query_map(params![kind, id], out)?.collect::<Result<_, _>>()?)
}

/// A row by what the gateway was told.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_ext_key(conn: &Connection, key: &str) -> Result<Option<Out>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("{SELECT} WHERE ext_key = ?1"))?
        .query_row([key], out)
        .optional()?)
}

/// Takes the right to talk to the world outside until a moment, unless somebody else has it. `is_gone`: whether a holder's
/// process has ended.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn take_lease(tx: &Tx<'_>, name: &str, holder: &str, until_ms: i64, is_gone: &dyn Fn(&str) -> bool) -> Result<bool, StoreError> {
    let now = tx.actor().at_ms;
    let other: Option<(String, i64)> = tx
        .conn()
        .prepare_cached("SELECT holder, until FROM lease WHERE name = ?1 AND holder <> ?2")?
        .query_row([name, holder], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    // One that died, or whose clock runs ahead, does not hold the others up.
    if other.is_some_and(|(other, until)| is_gone(&other) || until > until_ms) {
        tx.conn().prepare_cached("DELETE FROM lease WHERE name = ?1")?.execute([name])?;
    }
    let written = tx
        .conn()
        .prepare_cached(
            "INSERT INTO lease (name, holder, until) VALUES (?1, ?2, ?3)
               ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE holder = excluded.holder OR until < ?4",
        )?
        .execute(params![name, holder, until_ms, now])?;
    Ok(written == 1)
}

/// Gives it back.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn give_lease(tx: &Tx<'_>, name: &str, holder: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("DELETE FROM lease WHERE name = ?1 AND holder = ?2")?
        .execute([name, holder])?;
    Ok(())
}

/// The key that the next row gets, inside a transaction.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn next_id(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("SELECT coalesce(max(id), 0) + 1 FROM outbox", [], |row| row.get(0))?)
}
