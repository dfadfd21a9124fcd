//! One use case, one transaction.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::journal::{Chain, Entry, Pen};
use super::open_day::OpenDays;
use super::{Store, StoreError, check};
use crate::domain::account::Country;
use crate::domain::claim::Claim;
use crate::domain::money::Money;

/// Who does it, and when.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The operator's name.
    pub operator: String,
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// The local date of the business.
    pub today: NaiveDate,
}

/// A running use case: `BEGIN IMMEDIATE` until [`Tx::commit`]; dropped, it leaves nothing behind.
pub struct Tx<'c> {
    inner: Transaction<'c>,
    chain: RefCell<Chain>,
    actor: Actor,
    touched_claims: RefCell<BTreeSet<i64>>,
    touched_orders: RefCell<BTreeSet<i64>>,
    touched_payments: RefCell<BTreeSet<i64>>,
    vouchers: RefCell<Vec<i64>>,
    open_days: RefCell<OpenDays>,
}

impl Store {
    /// Begins a use case.
    ///
    /// # Errors
    /// A busy file (see [`StoreError::is_busy`]) or a broken one.
    pub fn begin(&mut self, actor: Actor) -> Result<Tx<'_>, StoreError> {
        let inner = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let chain = RefCell::new(Chain::load(&inner)?);
        Ok(Tx {
            inner,
            chain,
            actor,
            touched_claims: RefCell::default(),
            touched_orders: RefCell::default(),
            touched_payments: RefCell::default(),
            vouchers: RefCell::default(),
            open_days: RefCell::default(),
        })
    }
}

impl Tx<'_> {
    pub(crate) fn conn(&self) -> &Connection {
        &self.inner
    }

    /// Who does it, and when.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The country whose rules hold.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn country(&self) -> Result<Country, StoreError> {
        Ok(super::site::load(&self.inner)?.country)
    }

    /// Writes one row of the change log.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn log(&self, entry: &Entry<'_>) -> Result<i64, StoreError> {
        self.log_with(&mut Pen::new(&self.inner)?, entry)
    }

    /// The same for many rows.
    pub(crate) fn log_with(&self, pen: &mut Pen<'_>, entry: &Entry<'_>) -> Result<i64, StoreError> {
        self.chain.borrow_mut().append(pen, self.actor.at_ms, &self.actor.operator, entry)
    }

    /// Counts a claim due on this day anew: as it was (`None`: it is new) and as it becomes. Everything that writes a claim does.
    pub(crate) fn count_open(&self, due_on: i64, before: Option<&Claim>, after: &Claim) -> Result<(), StoreError> {
        Ok(self.open_days.borrow_mut().change(due_on, before, after)?)
    }

    /// A claim gets another due date: it is counted there.
    pub(crate) fn move_open(&self, was: i64, is: i64, claim: &Claim) -> Result<(), StoreError> {
        Ok(self.open_days.borrow_mut().move_to(was, is, claim)?)
    }

    /// Notes that the claim's invariants are to be asserted before commit.
    pub(crate) fn touch_claim(&self, id: i64) {
        self.touched_claims.borrow_mut().insert(id);
    }

    /// Notes that the order's invariants are to be asserted before commit.
    pub(crate) fn touch_order(&self, id: i64) {
        self.touched_orders.borrow_mut().insert(id);
    }

    /// Notes that it is to be asserted before commit where all of the payment is.
    pub(crate) fn touch_payment(&self, id: i64) {
        self.touched_payments.borrow_mut().insert(id);
    }

    /// The newest row of the change log.
    pub(crate) fn last_seq(&self) -> i64 {
        self.chain.borrow().last_seq()
    }

    /// A number that is another one than before when somebody else changed the file; see [`Store::data_version`].
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.inner.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Notes that the voucher's postings are to be asserted before commit.
    pub fn touch_voucher(&self, id: i64) {
        self.vouchers.borrow_mut().push(id);
    }

    /// Takes the next number of a series: without gaps, because it is taken inside the transaction that uses it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn next_number(&self, series: &str) -> Result<i64, StoreError> {
        Ok(self
            .conn()
            .prepare_cached("UPDATE series SET next = next + 1 WHERE name = ?1 RETURNING next - 1")?
            .query_row([series], |row| row.get(0))?)
    }

    /// Lets a series go on after a number that was given from outside.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn skip_number(&self, series: &str, used: i64) -> Result<(), StoreError> {
        self.conn()
            .prepare_cached("UPDATE series SET next = max(next, ?2 + 1) WHERE name = ?1")?
            .execute((series, used))?;
        Ok(())
    }

    /// Asserts the invariants of all that was touched, saves the head of the change log, and commits.
    ///
    /// # Errors
    /// [`StoreError::Invariant`] when something does not add up; nothing is stored then.
    pub fn commit(self) -> Result<(), StoreError> {
        for voucher in self.vouchers.borrow().iter() {
            let sum: i64 = self
                .inner
                .prepare_cached("SELECT coalesce(sum(amount), 0) FROM posting WHERE voucher_id = ?1")?
                .query_row([voucher], |row| row.get(0))?;
            if Money::from_minor(sum) != Money::ZERO {
                return Err(StoreError::Invariant {
                    what: "voucher-balance",
                    id: *voucher,
                });
            }
        }
        for claim in self.touched_claims.borrow().iter() {
            if let Some(what) = check::claim_fault(&self.inner, *claim)? {
                return Err(StoreError::Invariant { what, id: *claim });
            }
        }
        for payment in self.touched_payments.borrow().iter() {
            if let Some(what) = check::payment_fault(&self.inner, *payment)? {
                return Err(StoreError::Invariant { what, id: *payment });
            }
        }
        self.open_days.borrow().save(&self.inner)?;
        for order in self.touched_orders.borrow().iter() {
            if let Some(what) = super::check_orders::order_fault(&self.inner, *order)? {
                return Err(StoreError::Invariant { what, id: *order });
            }
        }
        self.chain.borrow().save(&self.inner)?;
        self.inner.commit()?;
        Ok(())
    }
}
