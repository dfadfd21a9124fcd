//! Claims as they stand in the file, for a decision.

use rusqlite::{CachedStatement, Connection, Row};

use super::from_rate;
use crate::domain::claim::{Claim, Cost, Extra, Kind, Line, Placed, Status, Void};
use crate::domain::money::Money;
use crate::store::StoreError;

/// Loads a claim for a decision.
///
/// # Errors
/// [`StoreError::Sqlite`], or an unknown code in the file.
pub fn load(conn: &Connection, id: i64) -> Result<Option<Claim>, StoreError> {
    Ok(Loader::new(conn)?.load(id)?.map(|found| found.claim))
}

/// A claim as it stands in the file.
pub struct Found {
    /// The claim for decisions.
    pub claim: Claim,
    /// When it is due, in days since 1970.
    pub due_on: i64,
}

/// Loads many claims with one prepared statement.
pub struct Loader<'c> {
    conn: &'c Connection,
    statement: CachedStatement<'c>,
}

impl<'c> Loader<'c> {
    /// Prepares it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn new(conn: &'c Connection) -> Result<Loader<'c>, StoreError> {
        let statement = conn.prepare_cached(
            "SELECT c.number, c.kind, c.status, c.extra, c.void, c.paid,
               l.no, l.text, l.amount, l.vat_rate, l.discount, l.discount_text, l.credited, l.dropped, l.rounding, c.due_on,
               c.settled, l.written_off, l.refunded, l.cost, c.keep_costs
             FROM claim c LEFT JOIN claim_line l ON l.claim_id = c.id WHERE c.id = ?1 ORDER BY l.no",
        )?;
        Ok(Loader { conn, statement })
    }

    /// Loads one.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`], or an unknown code in the file.
    pub fn load(&mut self, id: i64) -> Result<Option<Found>, StoreError> {
        let mut rows = self.statement.query([id])?;
        let mut found: Option<Found> = None;
        while let Some(row) = rows.next()? {
            let found = match &mut found {
                Some(found) => found,
                None => found.insert(head(row, id)?),
            };
            if let Some(no) = row.get(6)? {
                found.claim.lines.push(Line {
                    no,
                    text: row.get(7)?,
                    amount: Money::from_minor(row.get(8)?),
                    vat_percent: from_rate(row.get(9)?),
                    discount: Money::from_minor(row.get(10)?),
                    discount_text: row.get(11)?,
                    credited: Money::from_minor(row.get(12)?),
                    dropped: row.get(13)?,
                    rounding: Money::from_minor(row.get(14)?),
                    written_off: Money::from_minor(row.get(17)?),
                    refunded: Money::from_minor(row.get(18)?),
                    cost: Cost::from_number(row.get(19)?).ok_or(StoreError::Invariant { what: "unknown-code", id })?,
                    paid: Money::ZERO,
                });
            }
        }
        drop(rows);
        if let Some(found) = found.as_mut().filter(|found| !found.claim.paid.is_zero()) {
            load_placed(self.conn, &mut found.claim)?;
        }
        Ok(found)
    }
}

fn head(row: &Row<'_>, id: i64) -> Result<Found, StoreError> {
    let unknown = || StoreError::Invariant { what: "unknown-code", id };
    let claim = Claim {
        id,
        number: row.get(0)?,
        kind: Kind::from_number(row.get(1)?).ok_or_else(unknown)?,
        due_on: crate::store::from_days(row.get(15)?).ok_or_else(unknown)?,
        status: Status::from_number(row.get(2)?).ok_or_else(unknown)?,
        extra: Extra::from_number(row.get(3)?).ok_or_else(unknown)?,
        void: Void::from_number(row.get(4)?).ok_or_else(unknown)?,
        paid: Money::from_minor(row.get(5)?),
        keep_costs: row.get(20)?,
        settled: row.get::<_, Option<i64>>(16)?.and_then(Extra::from_number),
        lines: Vec::with_capacity(1),
        placed: Vec::new(),
    };
    Ok(Found {
        claim,
        due_on: row.get(15)?,
    })
}

/// A payment of this very transaction may not be stored yet: then nobody knows who paid it.
fn load_placed(conn: &Connection, claim: &mut Claim) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT a.payment_id, coalesce(y.payer_account, ''), a.line_no, a.amount FROM allocation a LEFT JOIN payment y ON y.id = a.payment_id
         WHERE a.claim_id = ?1 AND a.undone_seq IS NULL ORDER BY a.payment_id, a.place",
    )?;
    let mut rows = statement.query([claim.id])?;
    while let Some(row) = rows.next()? {
        let placed = Placed {
            payment: row.get(0)?,
            payer: row.get(1)?,
            line: row.get(2)?,
            amount: Money::from_minor(row.get(3)?),
        };
        for line in claim.lines.iter_mut().filter(|line| Some(line.no) == placed.line) {
            line.paid = line.paid.plus(placed.amount)?;
        }
        claim.placed.push(placed);
    }
    Ok(())
}
