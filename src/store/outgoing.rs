//! Files to the bank: written, sent, answered, item by item (OCR-2, OCR-3).

mod due;

pub use due::{
    Agreement, Drawable, Outdated, Payable, Setup, Waiting, drawable, lines_of, outdated, payable, set_mandate, setups, waiting,
};

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::bankfile::{CHUNK_BYTES, add_chunk, next_id};
use super::journal::Entry;
use super::{StoreError, Tx, claim, from_days, minor, to_days};
use crate::domain::exchange::{FileState, ItemKind, ItemState};
use crate::domain::money::Money;
use crate::domain::payment::Method;

/// A file to the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutFile {
    /// Key.
    pub id: i64,
    /// The name it is saved under.
    pub name: String,
    /// Its format.
    pub format: String,
    /// Its running number.
    pub number: u32,
    /// Key of the account.
    pub account_id: i64,
    /// The account, digits only.
    pub account: String,
    /// How far it came.
    pub state: FileState,
    /// The day it was made.
    pub created_on: NaiveDate,
    /// When it was written, ms since 1970 UTC.
    pub stored_at: i64,
    /// By whom.
    pub operator: String,
    /// When it was said to be sent, ms since 1970 UTC.
    pub sent_at: Option<i64>,
    /// By whom.
    pub sent_by: Option<String>,
    /// How many items.
    pub items: i64,
    /// What they add up to.
    pub sum: Money,
    /// How many bytes.
    pub length: i64,
}

const FILE: &str =
    "f.id, f.name, f.format, coalesce(f.number, 0), f.account_id, b.number, f.state, coalesce(f.created_on, 0), f.stored_at, f.operator,
   f.sent_at, f.sent_by, f.payments, f.sum, f.length FROM bank_file f JOIN bank_account b ON b.id = f.account_id WHERE f.direction = 2";

fn out_file(row: &Row<'_>) -> rusqlite::Result<OutFile> {
    Ok(OutFile {
        id: row.get(0)?,
        name: row.get(1)?,
        format: row.get(2)?,
        number: row.get(3)?,
        account_id: row.get(4)?,
        account: row.get(5)?,
        state: FileState::from_number(row.get(6)?).unwrap_or(FileState::Written),
        created_on: from_days(row.get(7)?).unwrap_or_default(),
        stored_at: row.get(8)?,
        operator: row.get(9)?,
        sent_at: row.get(10)?,
        sent_by: row.get(11)?,
        items: row.get(12)?,
        sum: Money::from_minor(row.get(13)?),
        length: row.get(14)?,
    })
}

/// A file to the bank by its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn file(conn: &Connection, id: i64) -> Result<Option<OutFile>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {FILE} AND f.id = ?1"))?;
    Ok(statement.query_row([id], out_file).optional()?)
}

/// The key of a file to the bank by its name, its running number or its key, in this order; of several the newest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn find_file(conn: &Connection, wanted: &str) -> Result<Option<i64>, StoreError> {
    let number: Option<i64> = wanted.trim().parse().ok();
    let mut statement = conn.prepare_cached(
        "SELECT id FROM bank_file WHERE direction = 2 AND (name = ?1 OR number = ?2 OR id = ?2)
         ORDER BY name = ?1 DESC, number IS ?2 DESC, id DESC LIMIT 1",
    )?;
    Ok(statement.query_row(params![wanted.trim(), number], |row| row.get(0)).optional()?)
}

/// The files to the bank, the newest first, at most `most`.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn files(conn: &Connection, most: usize) -> Result<Vec<OutFile>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {FILE} ORDER BY f.id DESC LIMIT ?1"))?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    Ok(statement.query_map([most], out_file)?.collect::<Result<_, _>>()?)
}

/// The numbers of files given since a day, and the last one given at all.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn numbers(conn: &Connection, since: NaiveDate) -> Result<(BTreeSet<u32>, u32), StoreError> {
    let mut statement = conn.prepare_cached("SELECT number FROM bank_file WHERE direction = 2 AND created_on >= ?1")?;
    let used = statement.query_map([to_days(since)], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let last: Option<u32> = conn
        .prepare_cached("SELECT number FROM bank_file WHERE direction = 2 ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok((used, last.unwrap_or(0)))
}

/// The numbers of parts that an account gave since a day, as first and last, and the last one given at all.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn part_numbers(conn: &Connection, account: i64, since: NaiveDate) -> Result<(Vec<(u32, u32)>, u32), StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT first_part, last_part FROM bank_file WHERE direction = 2 AND account_id = ?1 AND first_part IS NOT NULL AND created_on >= ?2",
    )?;
    let used = statement.query_map([account, to_days(since)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let used = used.collect::<Result<_, _>>()?;
    let last: Option<u32> = conn
        .prepare_cached(
            "SELECT last_part FROM bank_file WHERE direction = 2 AND account_id = ?1 AND last_part IS NOT NULL ORDER BY id DESC LIMIT 1",
        )?
        .query_row([account], |row| row.get(0))
        .optional()?;
    Ok((used, last.unwrap_or(0)))
}

/// A file to be stored.
pub struct NewFile<'a> {
    /// The name it is saved under.
    pub name: &'a str,
    /// Its format.
    pub format: &'a str,
    /// Who sends it, and its number.
    pub identity: &'a str,
    /// Its running number.
    pub number: u32,
    /// Key of the account.
    pub account: i64,
    /// The first and the last number of its parts.
    pub parts: (u32, u32),
    /// What they add up to.
    pub sum: Money,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What it asks for.
    pub items: &'a [NewItem],
}

/// Something asked of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    /// What.
    pub kind: ItemKind,
    /// The claim that is drawn, or whose draw is taken back.
    pub claim: Option<i64>,
    /// The refund that is paid out.
    pub refund: Option<i64>,
    /// The agreement that it is about.
    pub mandate: Option<i64>,
    /// The draw that is taken back.
    pub withdraws: Option<i64>,
    /// How much.
    pub amount: Money,
    /// When.
    pub due_on: Option<NaiveDate>,
    /// The reference that comes back.
    pub reference: String,
    /// The payer's number.
    pub payer_number: String,
    /// Our own reference.
    pub own_reference: String,
}

/// Stores a file with its bytes and its items, and logs it. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`]; a number, a claim or a refund that is taken already.
pub fn add(tx: &Tx<'_>, new: &NewFile<'_>, comment: &str) -> Result<i64, StoreError> {
    let (conn, actor) = (tx.conn(), tx.actor());
    let fingerprint: [u8; 32] = Sha256::digest(new.bytes).into();
    let count = i64::try_from(new.items.len()).unwrap_or(i64::MAX);
    let lines = new.bytes.iter().filter(|byte| **byte == b'\n').count();
    let id = next_id(conn)?;
    conn.prepare_cached(
        "INSERT INTO bank_file (id, name, format, identity, fingerprint, created_on, length, lines, payments, stored, skipped, settled, manual, suggested,
           unmatched, parked, sum, booked, stored_at, operator, direction, state, account_id, number, first_part, last_part)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,0,0,0,0,0,0,0,?10,0,?11,?12,2,?13,?14,?15,?16,?17)",
    )?
    .execute(params![
        id,
        new.name,
        new.format,
        new.identity,
        fingerprint,
        to_days(actor.today),
        i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
        i64::try_from(lines).unwrap_or(i64::MAX),
        count,
        minor(new.sum),
        actor.at_ms,
        actor.operator,
        FileState::Written.number(),
        new.account,
        new.number,
        new.parts.0,
        new.parts.1,
    ])?;
    for (no, piece) in (0i64..).zip(new.bytes.chunks(CHUNK_BYTES)) {
        add_chunk(tx, id, no, piece)?;
    }
    for (seq, item) in (1i64..).zip(new.items) {
        add_item(tx, id, seq, item)?;
    }
    let digest: String = fingerprint.iter().map(|byte| format!("{byte:02x}")).collect();
    let after = serde_json::json!({
        "name": new.name, "number": new.number, "items": count, "sum": new.sum.to_string(), "state": FileState::Written.code(), "bytes": digest,
    });
    tx.log(&Entry {
        kind: "bank_file",
        id,
        action: "file_written",
        comment,
        before: None,
        after: Some(&after.to_string()),
    })?;
    Ok(id)
}

fn add_item(tx: &Tx<'_>, file: i64, seq: i64, item: &NewItem) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO bank_item (file_id, seq, kind, claim_id, refund_id, mandate_id, withdraws, amount, due_on, reference, payer_number, own_reference,
               state, moved_at) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)",
        )?
        .execute(params![
            file,
            seq,
            item.kind.number(),
            item.claim,
            item.refund,
            item.mandate,
            item.withdraws,
            minor(item.amount),
            item.due_on.map(to_days),
            item.reference,
            item.payer_number,
            item.own_reference,
            ItemState::Written.number(),
            tx.actor().at_ms,
        ])?;
    Ok(())
}

/// Something that was asked of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutItem {
    /// Key.
    pub id: i64,
    /// Key of its file.
    pub file: i64,
    /// Its place in the file, from 1.
    pub seq: i64,
    /// What.
    pub kind: ItemKind,
    /// Key of the claim.
    pub claim: Option<i64>,
    /// The claim's number.
    pub number: Option<i64>,
    /// Key of the refund.
    pub refund: Option<i64>,
    /// Key of the agreement.
    pub mandate: Option<i64>,
    /// The draw that is taken back.
    pub withdraws: Option<i64>,
    /// How much.
    pub amount: Money,
    /// When.
    pub due_on: Option<NaiveDate>,
    /// The reference that comes back.
    pub reference: String,
    /// The payer's number.
    pub payer_number: String,
    /// Our own reference.
    pub own_reference: String,
    /// How far it came.
    pub state: ItemState,
    /// The bank's code.
    pub code: String,
    /// What else is known of it.
    pub detail: String,
    /// Whose it is.
    pub name: String,
}

const ITEM: &str = "i.id, i.file_id, i.seq, i.kind, i.claim_id, c.number, i.refund_id, i.mandate_id, i.withdraws, i.amount, i.due_on, i.reference, i.payer_number,
   i.own_reference, i.state, i.code, i.detail,
   coalesce(p.name, (SELECT r.to_name FROM refund r WHERE r.id = i.refund_id), (SELECT q.name FROM mandate m JOIN party q ON q.id = m.party_id WHERE m.id = i.mandate_id), '')
   FROM bank_item i LEFT JOIN claim c ON c.id = i.claim_id LEFT JOIN party p ON p.id = c.party_id";

fn out_item(row: &Row<'_>) -> rusqlite::Result<OutItem> {
    Ok(OutItem {
        id: row.get(0)?,
        file: row.get(1)?,
        seq: row.get(2)?,
        kind: ItemKind::from_number(row.get(3)?).unwrap_or(ItemKind::Draw),
        claim: row.get(4)?,
        number: row.get(5)?,
        refund: row.get(6)?,
        mandate: row.get(7)?,
        withdraws: row.get(8)?,
        amount: Money::from_minor(row.get(9)?),
        due_on: row.get::<_, Option<i64>>(10)?.and_then(from_days),
        reference: row.get(11)?,
        payer_number: row.get(12)?,
        own_reference: row.get(13)?,
        state: ItemState::from_number(row.get(14)?).unwrap_or(ItemState::Written),
        code: row.get(15)?,
        detail: row.get(16)?,
        name: row.get(17)?,
    })
}

/// What a file asks for, in its order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn items(conn: &Connection, file: i64) -> Result<Vec<OutItem>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {ITEM} WHERE i.file_id = ?1 ORDER BY i.seq"))?;
    Ok(statement.query_map([file], out_item)?.collect::<Result<_, _>>()?)
}

/// One item.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn item(conn: &Connection, id: i64) -> Result<Option<OutItem>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {ITEM} WHERE i.id = ?1"))?;
    Ok(statement.query_row([id], out_item).optional()?)
}

/// What a record of the bank is about: whatever it names has to agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought<'a> {
    /// Key of the account.
    pub account: i64,
    /// The reference: the claim's, or our own of a pay-out.
    pub reference: Option<&'a str>,
    /// The payer's number.
    pub payer_number: Option<&'a str>,
    /// The day of the draw.
    pub due_on: Option<NaiveDate>,
    /// How much.
    pub amount: Option<Money>,
}

/// The item of a kind that a record of the bank is about: those that are out first, then the newest. Without a reference and without
/// a payer's number nothing is found.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn find_item(conn: &Connection, kind: ItemKind, sought: &Sought<'_>) -> Result<Option<OutItem>, StoreError> {
    if sought.reference.is_none() && sought.payer_number.is_none() {
        return Ok(None);
    }
    let sql = format!(
        "SELECT {ITEM} JOIN bank_file f ON f.id = i.file_id
         WHERE f.account_id = ?1 AND i.kind = ?2 AND i.state <> 8 AND (?3 IS NULL OR i.reference = ?3 OR i.own_reference = ?3)
           AND (?4 IS NULL OR i.payer_number = '' OR ltrim(i.payer_number, '0') = ltrim(?4, '0')) AND (?5 IS NULL OR i.due_on = ?5) AND (?6 IS NULL OR i.amount = ?6)
         ORDER BY i.state IN (1, 2, 3) DESC, i.id DESC LIMIT 1"
    );
    let values = params![
        sought.account,
        kind.number(),
        sought.reference,
        sought.payer_number,
        sought.due_on.map(to_days),
        sought.amount.map(minor)
    ];
    Ok(conn.prepare_cached(&sql)?.query_row(values, out_item).optional()?)
}

/// Lets an item stand otherwise, with the bank's code and what else is known.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_item(tx: &Tx<'_>, id: i64, state: ItemState, code: &str, detail: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE bank_item SET state = ?2, code = ?3, detail = ?4, moved_at = ?5 WHERE id = ?1")?
        .execute(params![id, state.number(), code, detail, tx.actor().at_ms])?;
    Ok(())
}

/// Whether another draw of a claim is out.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_drawn(conn: &Connection, claim: i64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM bank_item WHERE claim_id = ?1 AND kind = 1 AND state IN (1, 2, 3))";
    Ok(conn.prepare_cached(sql)?.query_row([claim], |row| row.get(0))?)
}

/// Lets a file stand otherwise, and logs it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_file(tx: &Tx<'_>, file: &OutFile, state: FileState, comment: &str) -> Result<(), StoreError> {
    let actor = tx.actor();
    if state == FileState::Sent {
        tx.conn()
            .prepare_cached("UPDATE bank_file SET state = ?2, sent_at = ?3, sent_by = ?4 WHERE id = ?1")?
            .execute(params![file.id, state.number(), actor.at_ms, actor.operator])?;
    } else {
        tx.conn()
            .prepare_cached("UPDATE bank_file SET state = ?2 WHERE id = ?1")?
            .execute([file.id, state.number()])?;
    }
    let words = |state: FileState| serde_json::json!({ "state": state.code() }).to_string();
    let action = match state {
        FileState::Sent => "file_sent",
        FileState::Accepted => "file_accepted",
        FileState::Rejected => "file_rejected",
        _ => "file_discarded",
    };
    tx.log(&Entry {
        kind: "bank_file",
        id: file.id,
        action,
        comment,
        before: Some(&words(file.state)),
        after: Some(&words(state)),
    })?;
    Ok(())
}

/// Tells the change log of a claim what becomes of a draw of it. The claim itself stays as it is.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn log_draw(tx: &Tx<'_>, claim: i64, action: &'static str, item: &OutItem, comment: &str) -> Result<(), StoreError> {
    let loaded = claim::load(tx.conn(), claim)?.ok_or(StoreError::Invariant {
        what: "claim-gone",
        id: claim,
    })?;
    let was = claim::snapshot(&loaded, false)?;
    let mut is = was.clone();
    is.pop();
    let due = item.due_on.map(|on| on.to_string()).unwrap_or_default();
    let words = serde_json::json!({ "draw": item.amount.to_string(), "draw_on": due, "code": item.code }).to_string();
    is.push(',');
    is.push_str(words.strip_prefix('{').unwrap_or_default());
    tx.log(&Entry {
        kind: "claim",
        id: claim,
        action,
        comment,
        before: Some(&was),
        after: Some(&is),
    })?;
    Ok(())
}

/// Draws whose claims were paid by direct debit in this file are done.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn settle_draws(tx: &Tx<'_>, file: i64) -> Result<(), StoreError> {
    let conn = tx.conn();
    let waits = "SELECT EXISTS (SELECT 1 FROM bank_item WHERE kind = 1 AND state IN (1, 2, 3))";
    if conn.prepare_cached(waits)?.query_row([], |row| row.get(0))? {
        conn.prepare_cached(
            "UPDATE bank_item SET state = ?2, moved_at = ?3 WHERE kind = 1 AND state IN (2, 3) AND claim_id IN (
               SELECT c.id FROM payment y JOIN claim c ON c.id = y.claim_id WHERE y.file_id = ?1 AND c.method = ?4)",
        )?
        .execute([file, ItemState::Done.number(), tx.actor().at_ms, Method::DirectDebit.number()])?;
    }
    Ok(())
}
