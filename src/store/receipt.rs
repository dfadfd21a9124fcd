//! Receipts: what a claim received, its payments on its lines, and the change log, for as many claims as a file names.

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, params};

use super::claim::Found;
use super::journal::{Entry, Pen};
use super::{StoreError, Tx, claim, ledger, minor, to_days};
use crate::domain::claim::{Claim, Extra, Line, Status, forgone};
use crate::domain::money::Money;
use crate::domain::payment::Method;

/// A payment as it stands on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Key of the payment; it may be stored later in the same transaction.
    pub payment: i64,
    /// All of it.
    pub amount: Money,
    /// What goes on each line; the rest is the claim's remainder.
    pub parts: Vec<(u32, Money)>,
}

/// Puts payments on the lines of claims.
pub(crate) struct Placing<'c>(CachedStatement<'c>);

impl<'c> Placing<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Placing<'c>, StoreError> {
        Ok(Placing(conn.prepare_cached(
            "INSERT INTO allocation (claim_id, payment_id, place, line_no, amount, seq) VALUES (?1,?2,?3,?4,?5,?6)",
        )?))
    }

    /// `(place, seq)`: the last place that this payment has taken on the claim, and the row of the change log that tells of it.
    pub(crate) fn payment(
        &mut self,
        claim: i64,
        payment: i64,
        amount: Money,
        parts: &[(u32, Money)],
        (mut place, seq): (i64, i64),
    ) -> Result<(), StoreError> {
        let mut rest = amount;
        for (line, part) in parts {
            place += 1;
            self.0.execute((claim, payment, place, line, minor(*part), seq))?;
            rest = rest.minus(*part)?;
        }
        if !rest.is_zero() {
            self.0.execute((claim, payment, place + 1, None::<u32>, minor(rest), seq))?;
        }
        Ok(())
    }
}

/// Writes receipts with statements that are prepared once.
pub struct Receipts<'t> {
    tx: &'t Tx<'t>,
    save: CachedStatement<'t>,
    placing: Placing<'t>,
    pen: Pen<'t>,
    placed: (i64, Money),
}

impl<'t> Receipts<'t> {
    /// Prepares it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn new(tx: &'t Tx<'t>) -> Result<Receipts<'t>, StoreError> {
        Ok(Receipts {
            tx,
            // The amount stays, so fewer indexes are touched.
            save: tx.conn().prepare_cached(
                "UPDATE claim SET status = ?2, extra = ?3, void = ?4, paid = ?5, \"left\" = ?6, paid_on = coalesce(?7, paid_on),
                   method = CASE WHEN method <> ?8 THEN 5 ELSE ?8 END, payer = coalesce(?9, payer), settled = ?10 WHERE id = ?1",
            )?,
            placing: Placing::new(tx.conn())?,
            pen: Pen::new(tx.conn())?,
            placed: (0, Money::ZERO),
        })
    }

    /// Writes what one claim received: its row, the change log, what goes on its lines.
    ///
    /// # Errors
    /// [`StoreError::Money`], [`StoreError::Sqlite`], [`StoreError::Invariant`] when the claim is gone.
    pub fn write(
        &mut self,
        (before, after): (&Found, &Claim),
        on: NaiveDate,
        method: Method,
        payer: Option<&str>,
        arrived: &[Arrived],
    ) -> Result<(), StoreError> {
        let without_costs = self.forgo(&before.claim, after)?;
        let was = without_costs.as_ref().unwrap_or(&before.claim);
        self.tx.count_open(before.due_on, Some(was), after)?;
        let paid_on = (after.status == Status::Paid).then(|| to_days(on));
        let written = self.save.execute(params![
            after.id,
            after.status.number(),
            after.extra.number(),
            after.void.number(),
            minor(after.paid),
            minor(after.left()?),
            paid_on,
            method.number(),
            payer,
            after.settled.map(Extra::number),
        ])?;
        if written != 1 {
            return Err(StoreError::Invariant {
                what: "claim-gone",
                id: after.id,
            });
        }
        let (was, is) = (claim::snapshot(was, false)?, claim::snapshot(after, false)?);
        let entry = Entry {
            kind: "claim",
            id: after.id,
            action: "received",
            comment: "",
            before: Some(&was),
            after: Some(&is),
        };
        let seq = self.tx.log_with(&mut self.pen, &entry)?;
        for one in arrived {
            self.placing.payment(after.id, one.payment, one.amount, &one.parts, (0, seq))?;
            self.placed = (self.placed.0 + 1, self.placed.1.plus(one.amount)?);
        }
        Ok(())
    }

    /// Costs of reminders that fall away because the rest is paid (asks 23): the lines, a voucher, the change log. The claim without
    /// them, where there are some.
    fn forgo(&self, before: &Claim, after: &Claim) -> Result<Option<Claim>, StoreError> {
        if !before.lines.iter().any(Line::is_cost) {
            return Ok(None);
        }
        let draft = forgone(before, after)?;
        if draft.is_empty() {
            return Ok(None);
        }
        let tx = self.tx;
        let mut lines = before.clone();
        for (line, is) in lines.lines.iter_mut().zip(&after.lines).filter(|(line, _)| line.is_cost()) {
            line.discount = is.discount;
        }
        claim::save_sums(tx, before, &lines)?;
        claim::save_lines(tx, before, &lines)?;
        let voucher = ledger::open_voucher(tx, "costs_forgone", &after.number.to_string(), tx.actor().today)?;
        ledger::post(tx, voucher, &draft, None)?;
        tx.touch_claim(after.id);
        tx.log(&Entry {
            kind: "claim",
            id: after.id,
            action: "costs_forgone",
            comment: "",
            before: Some(&claim::snapshot(before, true)?),
            after: Some(&claim::snapshot(&lines, true)?),
        })?;
        Ok(Some(lines))
    }

    /// How many payments were put on claims, and their sum.
    pub fn placed(&self) -> (i64, Money) {
        self.placed
    }
}
