//! The phone operators pay out what was drawn: gross off the clearing account, their share to the fee account, the net to the bank.

use chrono::NaiveDate;

use crate::app::AppError;
use crate::app::usecase::orders::settle::{Row, Settled, digest};
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::charge::{self, Charge};
use crate::store::journal::Entry;
use crate::store::request::{self, NewSettlement};
use crate::store::{Tx, ledger, site};

/// Whether a row of a settlement is of a charge.
pub(crate) fn is_ours(tx: &Tx<'_>, row: &Row) -> Result<bool, AppError> {
    Ok(charge::by_key(tx.conn(), &row.reference)?.is_some())
}

/// Books a settlement of charges, once.
pub(crate) fn settle(tx: &Tx<'_>, ext_id: &str, on: NaiveDate, rows: &[Row]) -> Result<Settled, AppError> {
    let mut charges: Vec<Charge> = Vec::new();
    for row in rows {
        let unknown = || Refusal::NoSuchPayment {
            wanted: row.reference.clone(),
        };
        let found = charge::by_key(tx.conn(), &row.reference)?.ok_or_else(unknown)?;
        if found.payment_id.is_none() || charges.first().is_some_and(|first| first.provider != found.provider) {
            return Err(unknown().into());
        }
        charges.push(found);
    }
    let provider = charges.first().map(|first| first.provider.clone()).unwrap_or_default();
    let name = format!("sms-{ext_id}");
    let digest = digest(rows);
    let known = request::settled(tx.conn(), &provider, &name)?;
    if known.as_ref().is_some_and(|known| *known != digest) {
        return Err(Refusal::SettlementDiffers {
            settlement: ext_id.to_owned(),
        }
        .into());
    }
    let gross = Money::sum(rows.iter().map(|row| row.gross))?;
    let fee = Money::sum(rows.iter().map(|row| row.fee))?;
    let net = gross.minus(fee)?;
    if known.is_none() {
        book(tx, (&provider, &name, &digest), on, (gross, fee, net), &charges, rows)?;
    }
    Ok(Settled {
        ext_id: ext_id.to_owned(),
        known: known.is_some(),
        rows: rows.len(),
        gross,
        fee,
        net,
        open: Vec::new(),
    })
}

fn book(
    tx: &Tx<'_>,
    (provider, ext_id, digest): (&str, &str, &str),
    on: NaiveDate,
    (gross, fee, net): (Money, Money, Money),
    charges: &[Charge],
    rows: &[Row],
) -> Result<(), AppError> {
    let mut draft = Draft::default();
    draft.debit(Role::Bank, net)?;
    draft.debit(Role::Fees, fee)?;
    draft.credit(Role::SmsClearing, gross)?;
    let voucher = ledger::open_voucher(tx, "settlement", ext_id, on)?;
    let accounts = site::bank_accounts(tx.conn())?;
    let bank = accounts.iter().find(|account| account.rules.is_some());
    ledger::post(tx, voucher, &draft, bank.map(|account| account.ledger.as_str()))?;
    let id = request::open_settlement(
        tx,
        &NewSettlement {
            provider,
            ext_id,
            digest,
            on,
            gross,
            fee,
            voucher,
        },
    )?;
    for ((charge, row), no) in charges.iter().zip(rows).zip(1i64..) {
        charge::settle(tx, (id, no), charge.id, row.gross, row.fee)?;
        let settled = charge::settled_gross(tx.conn(), charge.id)?;
        if settled > charge.amount {
            return Err(Refusal::SettledTooMuch {
                number: charge.id,
                settled,
                paid: charge.amount,
            }
            .into());
        }
    }
    let after = serde_json::json!({ "settlement": ext_id, "gross": gross.to_string(), "fee": fee.to_string(), "net": net.to_string() });
    tx.log(&Entry {
        kind: "settlement",
        id,
        action: "created",
        comment: "",
        before: None,
        after: Some(&after.to_string()),
    })?;
    Ok(())
}
