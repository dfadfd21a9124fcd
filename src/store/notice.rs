//! What bank files said besides payments.

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::{StoreError, Tx, minor, to_days};
use crate::domain::bankfile::Direction;
use crate::domain::exchange::NoticeOutcome;
use crate::domain::notice::{Notice, NoticeKind};

/// What came of a notice, and which records it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// What came of it.
    pub outcome: NoticeOutcome,
    /// Whom it is about.
    pub party: Option<i64>,
    /// Which claim.
    pub claim: Option<i64>,
    /// Which agreement.
    pub mandate: Option<i64>,
    /// Which item of a file of ours.
    pub item: Option<i64>,
}

impl Came {
    /// About no record that we know.
    pub fn of(outcome: NoticeOutcome) -> Came {
        Came {
            outcome,
            party: None,
            claim: None,
            mandate: None,
            item: None,
        }
    }
}

/// Stores many notices with one prepared statement.
pub struct Adding<'t>(CachedStatement<'t>);

impl<'t> Adding<'t> {
    /// Prepares it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn new(tx: &'t Tx<'_>) -> Result<Adding<'t>, StoreError> {
        Ok(Adding(tx.conn().prepare_cached(
            "INSERT INTO bank_notice (file_id, seq, line, raw_offset, raw_length, part, account, account_id, kind, code, reference, payer_number,
               mandate_number, dated_on, until_on, amount, payer_account, other, text, notify, outcome, party_id, claim_id, mandate_id, item_id)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25)",
        )?))
    }

    /// Stores one: the file, its place among the notices of the file, our account where it is one of ours, and what came of it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn add(&mut self, file: i64, seq: i64, account: Option<i64>, notice: &Notice<'_>, came: &Came) -> Result<(), StoreError> {
        let signed = notice.amount.map(|amount| match notice.direction {
            Direction::In => minor(amount),
            Direction::Out => minor(amount.negated()),
        });
        self.0.execute(params![
            file,
            seq,
            notice.line,
            i64::try_from(notice.offset).unwrap_or(i64::MAX),
            notice.length,
            notice.part,
            notice.account,
            account,
            notice.kind.number(),
            notice.code,
            notice.reference,
            notice.payer_number,
            notice.mandate_number,
            notice.on.map(to_days),
            notice.until_on.map(to_days),
            signed,
            notice.payer_account,
            notice.other,
            notice.text,
            notice.notify,
            came.outcome.number(),
            came.party,
            came.claim,
            came.mandate,
            came.item,
        ])?;
        Ok(())
    }
}

/// A notice, shortly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it said.
    pub kind: NoticeKind,
    /// What came of it.
    pub outcome: NoticeOutcome,
    /// Its file.
    pub file: i64,
    /// Which agreement.
    pub mandate: Option<i64>,
}

/// Loads a notice.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Known>, StoreError> {
    let found = conn
        .prepare_cached("SELECT kind, outcome, file_id, mandate_id FROM bank_notice WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Known {
                kind: NoticeKind::from_number(row.get(0)?).unwrap_or(NoticeKind::Remark),
                outcome: NoticeOutcome::from_number(row.get(1)?).unwrap_or(NoticeOutcome::Noted),
                file: row.get(2)?,
                mandate: row.get(3)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Notes what came of a notice later.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_outcome(tx: &Tx<'_>, id: i64, outcome: NoticeOutcome) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE bank_notice SET outcome = ?2 WHERE id = ?1")?
        .execute([id, outcome.number()])?;
    Ok(())
}

/// The open notices of an agreement are settled when somebody says whose it is.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn settle_of_mandate(tx: &Tx<'_>, mandate: i64, party: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE bank_notice SET outcome = ?2, party_id = ?3 WHERE mandate_id = ?1 AND outcome = ?4")?
        .execute([mandate, NoticeOutcome::Handled.number(), party, NoticeOutcome::Open.number()])?;
    Ok(())
}

/// How many notices of each kind a file has.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn kinds_of(conn: &Connection, file: i64) -> Result<Vec<(NoticeKind, i64)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT kind, count(*) FROM bank_notice WHERE file_id = ?1 GROUP BY kind ORDER BY kind")?;
    let rows = statement.query_map([file], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    let mut kinds = Vec::new();
    for row in rows {
        let (kind, count) = row?;
        if let Some(kind) = NoticeKind::from_number(kind) {
            kinds.push((kind, count));
        }
    }
    Ok(kinds)
}
