//! Undoing a whole bank file, while nothing is built on it: its payments leave their claims, which stand as before, and the
//! books; the file can be read again.

use super::claims::{loaded, required};
use super::money;
use crate::app::import::Watch;
use crate::app::{AppError, Session};
use crate::domain::claim::{self, Whereto};
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::payment::Movement;
use crate::domain::refusal::Refusal;
use crate::store::away::{self, NewAway};
use crate::store::busy::{Busy, BusyNote};
use crate::store::taken::{self, NewMovement};
use crate::store::{StoreError, Tx, bankfile, claim as table, ledger, payment};

/// What undoing a file did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Payments that are out of the books.
    pub payments: i64,
    /// Claims that stand as before.
    pub claims: i64,
    /// The sum that is out of the bank account.
    pub amount: Money,
}

/// The key of a file named by key or name; of several of one name the newest.
///
/// # Errors
/// [`Refusal::NoSuchFile`].
pub fn find(session: &Session, wanted: &str) -> Result<i64, AppError> {
    bankfile::find(&session.store.conn, wanted)?.ok_or_else(|| Refusal::NoSuchFile { wanted: wanted.to_owned() }.into())
}

/// What undoing a file would do, or why it cannot be undone.
///
/// # Errors
/// See [`undo`].
pub fn what_would(session: &Session, file: i64) -> Result<Undone, AppError> {
    let conn = &session.store.conn;
    let known = bankfile::by_id(conn, file)?.ok_or_else(|| Refusal::NoSuchFile { wanted: file.to_string() })?;
    may_undo(conn, file, &known.name)?;
    let (payments, claims, amount) = bankfile::what_stands(conn, file)?;
    Ok(Undone { payments, claims, amount })
}

/// Undoes it, in one transaction. With `dry_run` only what would happen is told.
///
/// # Errors
/// [`Refusal::FileBuiltOn`] with the first payment that stands in the way; [`Refusal::FileUndone`]; [`Refusal::FileIsOurs`]; [`StoreError::Cancelled`].
pub fn undo(session: &mut Session, file: i64, comment: &str, dry_run: bool, watch: &mut Watch<'_>) -> Result<Undone, AppError> {
    let comment = required(comment)?;
    let conn = &session.store.conn;
    let known = bankfile::by_id(conn, file)?.ok_or_else(|| Refusal::NoSuchFile { wanted: file.to_string() })?;
    if dry_run {
        return what_would(session, file);
    }
    let mut busy = Busy {
        operator: session.operator.clone(),
        work: known.name.clone(),
        percent: 0,
    };
    let path = session.path().to_path_buf();
    session.write(|tx| {
        may_undo(tx.conn(), file, &known.name)?;
        let mut note = BusyNote::put(&path, &busy);
        let mut tell = |percent: u8| {
            busy.percent = percent;
            note.update(&busy);
            (watch.progress)(percent);
        };
        undo_in(tx, file, &known.name, &comment, &mut tell, watch.stop)
    })
}

fn may_undo(conn: &crate::store::Db, file: i64, name: &str) -> Result<(), AppError> {
    if bankfile::is_ours(conn, file)? {
        return Err(Refusal::FileIsOurs { name: name.to_owned() }.into());
    }
    if bankfile::staged::is_unfinished(conn, file)? {
        return Err(Refusal::FileImporting { name: name.to_owned() }.into());
    }
    if bankfile::is_undone(conn, file)? {
        return Err(Refusal::FileUndone { name: name.to_owned() }.into());
    }
    if let Some(other) = bankfile::skipped_by(conn, file)? {
        let name = name.to_owned();
        return Err(Refusal::FileSkipped { name, other }.into());
    }
    if let Some((payment, count)) = bankfile::built_on(conn, file)? {
        let name = name.to_owned();
        return Err(Refusal::FileBuiltOn { name, payment, count }.into());
    }
    Ok(())
}

fn undo_in(
    tx: &Tx<'_>,
    file: i64,
    name: &str,
    comment: &str,
    tell: &mut dyn FnMut(u8),
    stop: &dyn Fn() -> bool,
) -> Result<Undone, AppError> {
    let all = payment::of_file(tx.conn(), file)?;
    let mut by_ledger: std::collections::BTreeMap<String, Money> = std::collections::BTreeMap::new();
    let mut done = Undone {
        payments: 0,
        claims: 0,
        amount: Money::ZERO,
    };
    let seq = bankfile::log_undone(tx, file, comment)?;
    let vouchers = Vouchers::default();
    for (place, (id, claim)) in all.iter().enumerate() {
        if place.is_multiple_of(256) {
            tell(u8::try_from(place * 100 / all.len().max(1)).unwrap_or(100));
            if stop() {
                return Err(StoreError::Cancelled.into());
            }
        }
        if let Some(claim) = claim {
            let before = loaded(tx, *claim)?;
            let decision = claim::unplace(&before, *id).map_err(StoreError::from)?;
            table::save_decision(tx, &before, &decision, comment, None)?;
            money::restate(tx, &before, &decision.after)?;
            done.claims += 1;
        }
        let hand = payment::hand(tx.conn(), *id)?.ok_or(StoreError::Invariant {
            what: "payment-gone",
            id: *id,
        })?;
        let voucher = vouchers.of(tx, &hand.ledger, name)?;
        if hand.amount.is_positive() {
            away::put(tx, &NewAway::of(*id, Whereto::FileUndone, hand.amount, seq))?;
        }
        let movement = NewMovement {
            kind: Movement::FileUndone,
            ..NewMovement::of(Some(*id), hand.amount.negated(), voucher)
        };
        taken::write_movement(tx, &movement, tx.actor().today)?;
        payment::set_undone(tx, *id)?;
        let sum = by_ledger.entry(hand.ledger).or_default();
        *sum = sum.plus(hand.amount)?;
        done.payments += 1;
        done.amount = done.amount.plus(hand.amount)?;
    }
    for (code, amount) in by_ledger {
        let mut draft = Draft::default();
        draft.debit(Role::NotPlaced, amount)?;
        draft.credit(Role::Bank, amount)?;
        let voucher = vouchers.of(tx, &code, name)?;
        ledger::post(tx, voucher, &draft, Some(&code))?;
    }
    bankfile::set_undone(tx, file, seq)?;
    Ok(done)
}

/// One voucher for each ledger account of a file.
#[derive(Default)]
struct Vouchers(std::cell::RefCell<std::collections::BTreeMap<String, i64>>);

impl Vouchers {
    fn of(&self, tx: &Tx<'_>, code: &str, name: &str) -> Result<i64, AppError> {
        if let Some(known) = self.0.borrow().get(code) {
            return Ok(*known);
        }
        let voucher = ledger::open_voucher(tx, "file_undone", name, tx.actor().today)?;
        self.0.borrow_mut().insert(code.to_owned(), voucher);
        Ok(voucher)
    }
}
