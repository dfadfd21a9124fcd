//! What became of single items: the money came, the bank refused or failed, a pay-out was carried out. Called with what the bank's
//! files say, inside the transaction that stores them, and with what a receipt list says.

use chrono::NaiveDate;

use super::build::refund_of;
use crate::app::AppError;
use crate::app::usecase::refunds;
use crate::domain::exchange::{ItemKind, ItemState, MandateState};
use crate::domain::money::Money;
use crate::domain::payment::RefundState;
use crate::store::outgoing::{self as table, OutItem};
use crate::store::{Db, Tx, refund};

pub use crate::store::outgoing::Sought;

/// The item of a kind that a record of the bank is about; see [`table::find_item`].
///
/// # Errors
/// When the file cannot be read.
pub fn find_item(conn: &Db, kind: ItemKind, sought: &Sought<'_>) -> Result<Option<OutItem>, AppError> {
    Ok(table::find_item(conn, kind, sought)?)
}

/// A draw was tried and not paid: the claim stays unpaid and says so. `detail`: the code in words, for the change log.
///
/// # Errors
/// When the file cannot be written.
pub fn failed(tx: &Tx<'_>, item: &OutItem, code: &str, detail: &str) -> Result<(), AppError> {
    end(tx, item, ItemState::Failed, code, detail)
}

/// The bank refused an item before its day. A draw leaves its claim unpaid, which says so; a refund's money is left over again; a
/// withdrawal leaves the draw as it was.
///
/// # Errors
/// When the file cannot be written.
pub fn refused(tx: &Tx<'_>, item: &OutItem, code: &str, detail: &str) -> Result<(), AppError> {
    end(tx, item, ItemState::Refused, code, detail)
}

/// A draw was cancelled, by us or by the payer: it is taken back.
///
/// # Errors
/// When the file cannot be written.
pub fn cancelled(tx: &Tx<'_>, item: &OutItem, code: &str, detail: &str) -> Result<(), AppError> {
    end(tx, item, ItemState::Withdrawn, code, detail)
}

/// The bank took an item.
///
/// # Errors
/// When the file cannot be written.
pub fn accepted(tx: &Tx<'_>, item: &OutItem, code: &str) -> Result<(), AppError> {
    if item.state == ItemState::Sent || item.state == ItemState::Written {
        table::set_item(tx, item.id, ItemState::Accepted, code, "")?;
    }
    Ok(())
}

/// Whether an item is still to be decided.
fn is_out(item: &OutItem) -> bool {
    matches!(item.state, ItemState::Written | ItemState::Sent | ItemState::Accepted)
}

fn end(tx: &Tx<'_>, item: &OutItem, state: ItemState, code: &str, detail: &str) -> Result<(), AppError> {
    // Told twice, or told after it was done: the first word stands. What was paid and then charged back is failed after all.
    let is_charge_back = state == ItemState::Failed && item.state == ItemState::Done;
    let is_taken_back = item.state == ItemState::Withdrawn && state == ItemState::Withdrawn;
    if is_taken_back {
        return Ok(table::set_item(tx, item.id, state, code, detail)?);
    }
    if !is_out(item) && !is_charge_back {
        return Ok(());
    }
    table::set_item(tx, item.id, state, code, detail)?;
    let told = OutItem {
        code: code.to_owned(),
        ..item.clone()
    };
    match (item.kind, state) {
        (ItemKind::Draw, _) => {
            let action = match state {
                ItemState::Refused => "draw_refused",
                ItemState::Withdrawn => "draw_withdrawn",
                _ => "draw_failed",
            };
            if let Some(claim) = item.claim {
                table::log_draw(tx, claim, action, &told, detail)?;
            }
        }
        (ItemKind::PayOut, _) => {
            let asked = item.refund.map(|id| refund::load(tx.conn(), id)).transpose()?.flatten();
            if let Some(asked) = asked.filter(|asked| asked.state.may_become(RefundState::Failed)) {
                refunds::step(tx, &asked, RefundState::Failed, detail, None)?;
            }
        }
        (ItemKind::Withdraw, ItemState::Refused | ItemState::Failed) => stands_again(tx, &told, detail)?,
        (ItemKind::Mandate, ItemState::Refused | ItemState::Failed) => {
            if let Some(id) = item.mandate {
                table::set_mandate(tx, id, MandateState::Refused, code)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A draw that was not taken back after all is out again, unless the claim is drawn anew already.
fn stands_again(tx: &Tx<'_>, withdrawal: &OutItem, detail: &str) -> Result<(), AppError> {
    let draw = withdrawal.withdraws.map(|id| table::item(tx.conn(), id)).transpose()?.flatten();
    let Some((draw, claim)) = draw.and_then(|draw| draw.claim.map(|claim| (draw, claim))) else {
        return Ok(());
    };
    if draw.state == ItemState::Withdrawn && !table::is_drawn(tx.conn(), claim)? {
        table::set_item(tx, draw.id, ItemState::Sent, "", "")?;
        table::log_draw(tx, claim, "draw_stands", &draw, detail)?;
    }
    Ok(())
}

/// What a settlement of pay-outs came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidOut {
    /// The refund is done.
    Done(i64),
    /// It was known to be done already.
    Known(i64),
    /// Nothing of ours has this reference.
    Unknown,
    /// The refund is of another amount, or it is over: a person has to look at it.
    Differs(i64),
}

/// A pay-out was carried out: its refund is done, and so is what asked for it.
///
/// # Errors
/// When the file cannot be written.
pub fn paid_out(
    tx: &Tx<'_>,
    account: i64,
    own_reference: &str,
    amount: Option<Money>,
    on: NaiveDate,
    comment: &str,
) -> Result<PaidOut, AppError> {
    let sought = Sought {
        account,
        reference: Some(own_reference.trim()),
        ..Sought::default()
    };
    let item = table::find_item(tx.conn(), ItemKind::PayOut, &sought)?;
    let Some(id) = item.as_ref().and_then(|item| item.refund).or_else(|| refund_of(own_reference)) else {
        return Ok(PaidOut::Unknown);
    };
    let Some(asked) = refund::load(tx.conn(), id)? else {
        return Ok(PaidOut::Unknown);
    };
    if amount.is_some_and(|amount| amount != asked.amount) || asked.state == RefundState::Failed {
        return Ok(PaidOut::Differs(id));
    }
    if let Some(item) = item.filter(is_out) {
        table::set_item(tx, item.id, ItemState::Done, "", &on.to_string())?;
    }
    if asked.state == RefundState::Done {
        return Ok(PaidOut::Known(id));
    }
    refunds::step(tx, &asked, RefundState::Done, comment, None)?;
    Ok(PaidOut::Done(id))
}
