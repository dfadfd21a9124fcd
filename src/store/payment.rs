//! Payments. A payment is its own arrival; what becomes of it later are movements.

mod hand;

pub use hand::{Hand, change_use, hand, of_file, park, reason_undone, set_undone, unpark, voucher_of};

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::print::Apart;
use super::{StoreError, Tx, from_days, minor, to_days};
use crate::domain::bankfile::{Direction, PaymentRecord};
use crate::domain::matching::Standing;
use crate::domain::money::Money;
use crate::domain::payment::{Source, State};

/// A payment record on its way into the file.
pub struct NewPayment<'a> {
    /// Key it gets.
    pub id: i64,
    /// The bank file.
    pub file_id: i64,
    /// Place in the file, from 1.
    pub seq: i64,
    /// Our account.
    pub account_id: i64,
    /// What the file says.
    pub record: &'a PaymentRecord<'a>,
    /// Where it stands.
    pub standing: Standing,
    /// The claim it was received on.
    pub claim_id: Option<i64>,
    /// The party its reference leads to.
    pub party_id: Option<i64>,
    /// Tells it from others; see [`known`].
    pub fingerprint: i64,
    /// The voucher it is booked on.
    pub voucher: i64,
}

/// The signed amount of a record: negative for money out.
pub fn signed(record: &PaymentRecord<'_>) -> Money {
    if record.direction == Direction::Out {
        record.amount.negated()
    } else {
        record.amount
    }
}

/// Stores many payments with one prepared statement.
pub struct Adding<'t>(CachedStatement<'t>);

impl<'t> Adding<'t> {
    /// Prepares it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn new(tx: &'t Tx<'_>) -> Result<Adding<'t>, StoreError> {
        Ok(Adding(tx.conn().prepare_cached(
            "INSERT INTO payment (id, source, file_id, seq, line, raw_offset, raw_length, part, part_number, account_id, amount, used, state, stage, reason,
               booked_on, ordered_on, claim_id, party_id, fingerprint, kind, reference, payer_account, archive_reference, lump_key, text, voucher_id,
               payer_name, payer_number)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28,?29)",
        )?))
    }

    /// Stores a payment.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn add(&mut self, new: &NewPayment<'_>) -> Result<(), StoreError> {
        let record = new.record;
        let amount = minor(signed(record));
        let used = if new.standing.state == State::Used { amount } else { 0 };
        self.0.execute(params![
            new.id,
            Source::BankFile.number(),
            new.file_id,
            new.seq,
            record.line,
            i64::try_from(record.offset).unwrap_or(i64::MAX),
            record.length,
            record.part,
            record.number,
            new.account_id,
            amount,
            used,
            new.standing.state.number(),
            new.standing.stage.number(),
            new.standing.reason.number(),
            to_days(record.settled_on),
            record.ordered_on.map(to_days),
            new.claim_id,
            new.party_id,
            new.fingerprint,
            record.kind,
            record.reference,
            record.payer_account,
            record.archive_reference,
            record.lump_key,
            record.text,
            new.voucher,
            record.payer_name,
            record.payer_number,
        ])?;
        Ok(())
    }
}

/// The highest key of a payment.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_id(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("SELECT coalesce(max(id), 0) FROM payment", [], |row| row.get(0))?)
}

/// The query for a payment that is the same in everything it is known by.
macro_rules! same_as {
    ($from:literal) => {
        concat!(
            "SELECT y.id FROM ",
            $from,
            " AND y.account_id = ?2 AND y.booked_on = ?3 AND y.amount = ?4 AND y.lump_key = ?5 AND y.reference IS ?6
                AND y.payer_account IS ?7 AND y.archive_reference IS ?8 AND y.state <> 8 AND y.file_id IS NOT ?9"
        )
    };
}

/// A payment of another file than `file` that is the same as one of its records (Nets OCR giro, rule 30). `apart`: payments of files
/// that are not finished.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn known(
    conn: &Connection,
    (file, fingerprint, account_id): (i64, i64, i64),
    record: &PaymentRecord<'_>,
    apart: [&Apart; 2],
) -> Result<Option<i64>, StoreError> {
    let same = |sql: &str, id: i64| -> Result<Option<i64>, StoreError> {
        let mut statement = conn.prepare_cached(sql)?;
        let found = statement.query_row(
            params![
                id,
                account_id,
                to_days(record.settled_on),
                minor(signed(record)),
                record.lump_key,
                record.reference,
                record.payer_account,
                record.archive_reference,
                file
            ],
            |row| row.get(0),
        );
        Ok(found.optional()?)
    };
    let found = same(
        same_as!("payment_print k CROSS JOIN payment y ON y.id = k.payment_id WHERE k.fingerprint = ?1"),
        fingerprint,
    )?;
    if found.is_some() {
        return Ok(found);
    }
    for id in apart.into_iter().flat_map(|some| some.of(fingerprint)) {
        if let Some(found) = same(same_as!("payment y WHERE y.id = ?1"), id)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A hash of what a line is known by, and of its place among equal lines of its file. Equal payments give equal numbers;
/// unequal ones may, so [`known`] compares the fields too.
pub fn fingerprint(record: &PaymentRecord<'_>, ordinal: u32) -> i64 {
    // FNV-1a: stable for ever, because it stands in the file.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0x1f]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    eat(record.payee_account.as_bytes());
    eat(&to_days(record.settled_on).to_be_bytes());
    eat(record.lump_key.as_bytes());
    eat(&minor(signed(record)).to_be_bytes());
    eat(record.reference.or(record.text).unwrap_or_default().as_bytes());
    eat(record.payer_account.unwrap_or_default().as_bytes());
    eat(record.archive_reference.unwrap_or_default().as_bytes());
    eat(&ordinal.to_be_bytes());
    i64::from_be_bytes(hash.to_be_bytes())
}

/// One payment in full, for its own screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFacts {
    /// Key.
    pub id: i64,
    /// Signed.
    pub amount: Money,
    /// Used of it.
    pub used: Money,
    /// The file it came in.
    pub file_id: Option<i64>,
    /// Where its raw record begins, and how long it is.
    pub raw: (i64, i64),
    /// The claim it was received on.
    pub claim_id: Option<i64>,
    /// The party its reference leads to.
    pub party_id: Option<i64>,
    /// When the payer ordered it.
    pub ordered_on: Option<chrono::NaiveDate>,
}

/// Loads a payment.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<PaymentFacts>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, amount, used, file_id, raw_offset, raw_length, claim_id, party_id, ordered_on FROM payment WHERE id = ?1",
    )?;
    Ok(statement
        .query_row([id], |row| {
            Ok(PaymentFacts {
                id: row.get(0)?,
                amount: Money::from_minor(row.get(1)?),
                used: Money::from_minor(row.get(2)?),
                file_id: row.get(3)?,
                raw: (row.get(4)?, row.get(5)?),
                claim_id: row.get(6)?,
                party_id: row.get(7)?,
                ordered_on: row.get::<_, Option<i64>>(8)?.and_then(from_days),
            })
        })
        .optional()?)
}
