//! Writing a decision: the claim, its lines, its money, its voucher, its credit note, the change log.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::params;

use super::snapshot;
use crate::domain::claim::{Claim, Decision, Extra, Moved, Placed, Whereto};
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::payment::{Method, Movement};
use crate::domain::reminding::Reminder;
use crate::store::journal::Entry;
use crate::store::{StoreError, Tx, ledger, minor, payment, taken, to_days};

/// Writes the sums and the status of a claim as a decision left them, `before` it being what the file says.
///
/// # Errors
/// [`StoreError::Money`], [`StoreError::Sqlite`].
pub fn save_sums(tx: &Tx<'_>, before: &Claim, after: &Claim) -> Result<(), StoreError> {
    let due_on = tx
        .conn()
        .prepare_cached("SELECT due_on FROM claim WHERE id = ?1")?
        .query_row([after.id], |row| row.get(0))?;
    tx.count_open(due_on, Some(before), after)?;
    tx.conn()
        .prepare_cached(
            "UPDATE claim SET status = ?2, extra = ?3, void = ?4, amount = ?5, credited = ?6, paid = ?7, \"left\" = ?8, written_off = ?9, settled = ?10, costs = ?11,
               keep_costs = ?12
               WHERE id = ?1",
        )?
        .execute(params![
            after.id,
            after.status.number(),
            after.extra.number(),
            after.void.number(),
            minor(after.amount()?),
            minor(after.credited()?),
            minor(after.paid),
            minor(after.left()?),
            minor(after.written_off()?),
            after.settled.map(Extra::number),
            minor(after.costs()?),
            after.keep_costs,
        ])?;
    Ok(())
}

/// What storing a decision made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The number of the credit note.
    pub note: Option<i64>,
    /// The voucher, when something was booked.
    pub voucher: Option<i64>,
    /// The row of the change log.
    pub seq: i64,
}

/// Stores a decision of a person: claim, lines, credit note, voucher, log, and the money that came or went. `named`: the ledger
/// account that stands for [`crate::domain::ledger::Role::Bank`] where the decision names one. Where money that left the claim
/// goes, other than being left over again, is for the caller to store.
///
/// # Errors
/// [`StoreError::Sqlite`], [`StoreError::Money`].
pub fn save_decision(tx: &Tx<'_>, before: &Claim, decision: &Decision, comment: &str, named: Option<&str>) -> Result<Saved, StoreError> {
    let after = &decision.after;
    tx.touch_claim(after.id);
    save_sums(tx, before, after)?;
    save_lines(tx, before, after)?;
    let today = tx.actor().today;
    let voucher = if decision.draft.is_empty() {
        None
    } else {
        let voucher = ledger::open_voucher(tx, decision.action, &after.number.to_string(), today)?;
        ledger::post(tx, voucher, &decision.draft, named)?;
        Some(voucher)
    };
    let note = match voucher {
        Some(voucher) if !decision.credit_note.is_empty() => Some(write_credit_note(tx, before, decision, voucher, comment)?),
        _ => None,
    };
    let was = snapshot(before, true)?;
    let mut is = snapshot(after, true)?;
    is.pop();
    if let Some(number) = note {
        let _ = write!(is, ",\"credit_note\":\"K{number}\"");
    }
    for moved in &decision.moved {
        let _ = write!(is, ",\"payment_{}_{}\":\"{}\"", moved.payment, moved.to.code(), moved.amount);
    }
    is.push('}');
    let entry = Entry {
        kind: "claim",
        id: after.id,
        action: decision.action,
        comment,
        before: Some(&was),
        after: Some(&is),
    };
    let seq = tx.log(&entry)?;
    save_placed(tx, before, after, seq)?;
    let saved = Saved { note, voucher, seq };
    for moved in &decision.moved {
        move_off(tx, after.id, moved, saved)?;
    }
    let given_up = after.written_off()?.minus(before.written_off()?)?;
    if let (false, Some(voucher)) = (given_up.is_zero(), voucher) {
        let movement = taken::NewMovement {
            kind: Movement::WrittenOff,
            claim: Some(after.id),
            ..taken::NewMovement::of(None, given_up.negated(), voucher)
        };
        taken::write_movement(tx, &movement, today)?;
    }
    Ok(saved)
}

/// Writes the lines that changed, and costs that were not there before.
pub(crate) fn save_lines(tx: &Tx<'_>, before: &Claim, after: &Claim) -> Result<(), StoreError> {
    for line in after.lines.iter().skip(before.lines.len()) {
        tx.conn()
            .prepare_cached("INSERT INTO claim_line (claim_id, no, amount, vat_rate, rounding, text, cost) VALUES (?1,?2,?3,0,0,?4,?5)")?
            .execute(params![after.id, line.no, minor(line.amount), line.text, line.cost.number()])?;
    }
    for (_, line) in before.lines.iter().zip(&after.lines).filter(|(was, is)| was != is) {
        tx.conn()
            .prepare_cached(
                "UPDATE claim_line SET discount = ?3, credited = ?4, dropped = ?5, discount_text = ?6, written_off = ?7, refunded = ?8
                 WHERE claim_id = ?1 AND no = ?2",
            )?
            .execute(params![
                after.id,
                line.no,
                minor(line.discount),
                minor(line.credited),
                line.dropped,
                line.discount_text,
                minor(line.written_off),
                minor(line.refunded),
            ])?;
    }
    Ok(())
}

/// The transaction of money that leaves a claim. What is left over again is free at its payment.
fn move_off(tx: &Tx<'_>, claim: i64, moved: &Moved, saved: Saved) -> Result<(), StoreError> {
    let voucher = match saved.voucher {
        Some(voucher) => voucher,
        // Nothing was booked, because it was not placed before and is not now: the arrival tells where it lies.
        None => payment::voucher_of(tx.conn(), moved.payment)?,
    };
    if moved.to == Whereto::LeftOver {
        payment::change_use(tx, moved.payment, moved.amount.negated())?;
        let movement = taken::NewMovement {
            kind: Movement::TakenOff,
            claim: Some(claim),
            ..taken::NewMovement::of(Some(moved.payment), moved.amount.negated(), voucher)
        };
        taken::write_movement(tx, &movement, tx.actor().today)?;
    }
    Ok(())
}

type Stands = BTreeMap<Option<u32>, Money>;

fn stands(placed: &[Placed]) -> Result<BTreeMap<i64, Stands>, StoreError> {
    let mut payments: BTreeMap<i64, Stands> = BTreeMap::new();
    for one in placed {
        let sum = payments.entry(one.payment).or_default().entry(one.line).or_default();
        *sum = sum.plus(one.amount)?;
    }
    Ok(payments)
}

/// Writes where money stands on a claim, for the payments whose places changed.
pub(crate) fn save_placed(tx: &Tx<'_>, before: &Claim, after: &Claim, seq: i64) -> Result<(), StoreError> {
    let (was, is) = (stands(&before.placed)?, stands(&after.placed)?);
    let mut payments: Vec<i64> = was.keys().chain(is.keys()).copied().collect();
    payments.sort_unstable();
    payments.dedup();
    for one in payments.into_iter().filter(|one| was.get(one) != is.get(one)) {
        tx.touch_payment(one);
        tx.conn()
            .prepare_cached("UPDATE allocation SET undone_seq = ?3 WHERE claim_id = ?1 AND payment_id = ?2 AND undone_seq IS NULL")?
            .execute([after.id, one, seq])?;
        let Some(stands) = is.get(&one) else { continue };
        let mut place: i64 = tx
            .conn()
            .prepare_cached("SELECT coalesce(max(place), 0) FROM allocation WHERE claim_id = ?1 AND payment_id = ?2")?
            .query_row([after.id, one], |row| row.get(0))?;
        let lines = stands.iter().filter(|(line, _)| line.is_some());
        for (line, amount) in lines.chain(stands.iter().filter(|(line, _)| line.is_none())) {
            place += 1;
            tx.conn()
                .prepare_cached("INSERT INTO allocation (claim_id, payment_id, place, line_no, amount, seq) VALUES (?1,?2,?3,?4,?5,?6)")?
                .execute(params![after.id, one, place, line, minor(*amount), seq])?;
        }
    }
    Ok(())
}

/// What the list shows of a claim's payments after a change by hand: when it was paid (`None`: it is not), how, and by whom.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn restate(tx: &Tx<'_>, claim: i64, paid_on: Option<NaiveDate>, method: Option<Method>, payer: Option<&str>) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE claim SET paid_on = ?2, method = ?3, payer = ?4 WHERE id = ?1")?
        .execute(params![claim, paid_on.map(to_days), method.map(Method::number), payer])?;
    Ok(())
}

/// Gives a claim another due date. Answers the old one.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save_due(tx: &Tx<'_>, claim: &Claim, due_on: NaiveDate, comment: &str) -> Result<(), StoreError> {
    let was: i64 = tx
        .conn()
        .prepare_cached("SELECT due_on FROM claim WHERE id = ?1")?
        .query_row([claim.id], |row| row.get(0))?;
    tx.move_open(was, to_days(due_on), claim)?;
    tx.conn()
        .prepare_cached("UPDATE claim SET due_on = ?2 WHERE id = ?1")?
        .execute([claim.id, to_days(due_on)])?;
    let due = |days: i64| -> Result<String, StoreError> {
        let mut text = snapshot(claim, false)?;
        text.pop();
        let date = crate::store::from_days(days).map(|date| date.to_string()).unwrap_or_default();
        let _ = write!(text, ",\"due\":\"{date}\"}}");
        Ok(text)
    };
    tx.touch_claim(claim.id);
    tx.log(&Entry {
        kind: "claim",
        id: claim.id,
        action: "due_changed",
        comment,
        before: Some(&due(was)?),
        after: Some(&due(to_days(due_on))?),
    })?;
    Ok(())
}

/// Notes that the recipient was reminded today, by what, and what of.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_reminded(
    tx: &Tx<'_>,
    claim: &Claim,
    reminder: &Reminder,
    channel: Channel,
    dest: &str,
    comment: &str,
) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE claim SET reminded_on = ?2 WHERE id = ?1")?
        .execute([claim.id, to_days(tx.actor().today)])?;
    let was = snapshot(claim, false)?;
    let mut is = was.clone();
    is.pop();
    let (no, deadline, to) = (reminder.no, reminder.deadline_on, serde_json::Value::from(dest));
    let _ = write!(
        is,
        ",\"reminder\":{no},\"channel\":\"{}\",\"to\":{to},\"deadline\":\"{deadline}\"}}",
        channel.code()
    );
    tx.log(&Entry {
        kind: "claim",
        id: claim.id,
        action: "reminded",
        comment,
        before: Some(&was),
        after: Some(&is),
    })?;
    Ok(())
}

/// Lets the reminders of a claim rest up to and with a day; `None`: no longer.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_frozen(tx: &Tx<'_>, claim: &Claim, until: Option<NaiveDate>, comment: &str) -> Result<(), StoreError> {
    let was = super::frozen_until(tx.conn(), claim.id)?;
    tx.conn()
        .prepare_cached("UPDATE claim SET frozen_until = ?2 WHERE id = ?1")?
        .execute(params![claim.id, until.map(to_days)])?;
    let told = |until: Option<NaiveDate>| -> Result<String, StoreError> {
        let mut text = snapshot(claim, false)?;
        text.pop();
        let day = until.map(|day| day.to_string()).unwrap_or_default();
        let _ = write!(text, ",\"frozen_until\":\"{day}\"}}");
        Ok(text)
    };
    tx.touch_claim(claim.id);
    tx.log(&Entry {
        kind: "claim",
        id: claim.id,
        action: if until.is_some() { "frozen" } else { "thawed" },
        comment,
        before: Some(&told(was)?),
        after: Some(&told(until)?),
    })?;
    Ok(())
}

fn write_credit_note(tx: &Tx<'_>, claim: &Claim, decision: &Decision, voucher: i64, comment: &str) -> Result<i64, StoreError> {
    let number = tx.next_number("credit_note")?;
    let actor = tx.actor().clone();
    let mut lines = Vec::new();
    for (no, amount) in &decision.credit_note {
        // The same difference as the voucher's, so that note and books agree to the øre.
        let mut vat = Money::ZERO;
        for line in claim.lines.iter().filter(|line| line.no == *no) {
            let billed = line.billed()?;
            let terms = line.terms(claim.kind);
            vat = terms.vat(billed)?.minus(terms.vat(billed.minus(*amount)?)?)?;
        }
        lines.push((*no, *amount, vat));
    }
    let amount = Money::sum(lines.iter().map(|line| line.1))?;
    let vat = Money::sum(lines.iter().map(|line| line.2))?;
    tx.conn().execute(
        "INSERT INTO credit_note (number, claim_id, issued_on, amount, vat, voucher_id, comment, operator) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
        params![number, claim.id, to_days(actor.today), minor(amount), minor(vat), voucher, comment, actor.operator],
    )?;
    let id = tx.conn().last_insert_rowid();
    for (no, amount, vat) in lines {
        tx.conn().execute(
            "INSERT INTO credit_note_line (credit_note_id, claim_line, amount, vat) VALUES (?1,?2,?3,?4)",
            params![id, no, minor(amount), minor(vat)],
        )?;
    }
    let after = serde_json::json!({ "number": format!("K{number}"), "claim": claim.number, "amount": amount.to_string() }).to_string();
    tx.log(&Entry {
        kind: "credit_note",
        id,
        action: "issued",
        comment,
        before: None,
        after: Some(&after),
    })?;
    Ok(number)
}
