//! *Bokför* (ORD-17, ORD-25): the order becomes an invoice, a claim with number and reference, and a balanced voucher.

use std::collections::HashSet;

use chrono::Days;

use super::paper::Paper;
use super::{loaded, rounding_unit};
use crate::app::texts::{Arg, Lang};
use crate::app::usecase::issue::{self as issuing, ToIssue, Wants};
use crate::app::{AppError, Session, assets};
use crate::domain::claim::{self, Kind};
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::order::{Order, RequestState, Status};
use crate::domain::payment::{Method, Reason, Source, State};
use crate::domain::refusal::Refusal;
use crate::store::claim::{self as claims, NewLine};
use crate::store::receipt::{Arrived, Receipts};
use crate::store::site;
use crate::store::taken::{self, Taken};
use crate::store::{Tx, ledger, order as table, party, request};

/// What posting made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The order's number.
    pub number: i64,
    /// Key of the invoice.
    pub claim_id: i64,
    /// Number of the invoice.
    pub claim: i64,
    /// How it was paid.
    pub method: Method,
}

/// Posts an order. `method`: how it is paid, unless it stands on the order or the customer paid by mobile.
///
/// # Errors
/// [`Refusal::NotPaidYet`], [`Refusal::MethodMissing`], [`Refusal::OrderIncomplete`], [`Refusal::OrderChanged`], refusals by status.
pub fn post(session: &mut Session, id: i64, method: Option<Method>, seen: Option<i64>) -> Result<Posted, AppError> {
    let unit = rounding_unit(session)?;
    let terms = assets::terms_days(session.site.country, session.actor().today)?;
    let lang = Lang::from_code(&session.site.language).unwrap_or(Lang::En);
    let posted = session.write(|tx| {
        let before = loaded(tx, id)?.order;
        if seen.is_some_and(|seen| seen != before.revision) {
            return Err(Refusal::OrderChanged { number: before.number }.into());
        }
        let method = before.may_post(method, unit)?;
        issue(tx, &before, method, unit, u64::from(terms), lang)
    })?;
    tracing::info!(order = posted.number, claim = posted.claim, "order posted");
    Ok(posted)
}

/// The lines of the invoice: what the order's lines come to with VAT; what rounds the sum rides on the largest.
fn invoice_lines(order: &Order, unit: Money) -> Result<Vec<NewLine>, AppError> {
    let mut lines = Vec::with_capacity(order.lines.len());
    for line in &order.lines {
        lines.push(NewLine {
            text: line.text.clone(),
            amount: line.gross()?,
            vat_percent: line.vat_percent,
            rounding: Money::ZERO,
        });
    }
    let rounding = order.totals(unit)?.rounding;
    if let Some(largest) = lines.iter_mut().max_by_key(|line| line.amount) {
        largest.amount = largest.amount.plus(rounding)?;
        largest.rounding = rounding;
    }
    Ok(lines)
}

fn issue(tx: &Tx<'_>, before: &Order, method: Method, unit: Money, terms: u64, lang: Lang) -> Result<Posted, AppError> {
    let today = tx.actor().today;
    let party_id = before.party_id.unwrap_or(0);
    let card = party::card(tx.conn(), party_id)?.ok_or(Refusal::NoSuchParty { wanted: String::new() })?;
    let paper = Paper::of(tx, before, &card)?.to_json();
    let accounts = site::bank_accounts(tx.conn())?;
    let account = accounts.iter().find(|account| account.rules.is_some());
    let number = tx.next_number("claim")?;
    let none = HashSet::new();
    let due_on = if matches!(method, Method::Invoice | Method::Bank) {
        today.checked_add_days(Days::new(terms)).unwrap_or(today)
    } else {
        today
    };
    let voucher = ledger::open_voucher(tx, "order_posted", &before.number.to_string(), today)?;
    let mut draft = Draft::default();
    let new = ToIssue {
        number: Some(number),
        party_id,
        party: &card.number,
        name_key: card.name_key,
        kind: Kind::Order,
        account,
        reference: if matches!(method, Method::Invoice | Method::Bank) {
            Wants::Made(&none)
        } else {
            Wants::MadeIfPossible
        },
        issued_on: today,
        due_on,
        description: lang.texts().with("invoice-of-order", &[("number", Arg::Count(before.number))]),
        period: None,
        lines: invoice_lines(before, unit)?,
    };
    let (claim_id, _) = issuing::issue(tx, new, voucher, &mut draft)?;
    tx.touch_claim(claim_id);
    ledger::post(tx, voucher, &draft, None)?;
    table::add_invoice(tx, before.id, claim_id, &paper)?;
    settle(tx, before, claim_id, method)?;
    let after = Order {
        status: Status::Posted,
        method: Some(method),
        lock: None,
        claim_id: Some(claim_id),
        ..before.clone()
    };
    table::save_standing(tx, before, &after)?;
    table::save_posted(tx, before.id, today)?;
    let was = serde_json::json!({ "status": before.status.code() }).to_string();
    let is = serde_json::json!({ "status": after.status.code(), "invoice": number, "method": method.code() }).to_string();
    table::log(tx, before.id, "posted", "", Some(&was), Some(&is))?;
    Ok(Posted {
        number: before.number,
        claim_id,
        claim: number,
        method,
    })
}

/// Money that is here already pays the invoice at once.
fn settle(tx: &Tx<'_>, order: &Order, claim_id: i64, method: Method) -> Result<(), AppError> {
    let found = claims::Loader::new(tx.conn())?.load(claim_id)?.ok_or(Refusal::NoSuchClaim {
        wanted: claim_id.to_string(),
    })?;
    let (today, text) = (tx.actor().today, order.number.to_string());
    let owed = found.claim.owed()?;
    let from = match method {
        Method::Mobile => Role::NotPlaced,
        // The bank's file brings cards and Swish later: until then they are on their way.
        Method::Card | Method::Swish => Role::CardClearing,
        Method::Cash => Role::Cash,
        Method::Bank | Method::Invoice | Method::DirectDebit | Method::Mixed | Method::Sms => return Ok(()),
    };
    let mut draft = Draft::default();
    draft.debit(from, owed)?;
    draft.credit(Role::Receivables, owed)?;
    let voucher = ledger::open_voucher(tx, "order_paid", &text, today)?;
    ledger::post(tx, voucher, &draft, None)?;
    let (payment, payer) = if method == Method::Mobile {
        let requests = request::of_order(tx.conn(), order.id)?;
        let paid = requests
            .into_iter()
            .find(|request| request.seq == order.link_seq && request.state == RequestState::Paid && request.paid == owed);
        let paid = paid.ok_or(Refusal::NotPaidYet { number: order.number })?;
        let payment = paid.payment_id.ok_or(Refusal::NotPaidYet { number: order.number })?;
        taken::place(tx, payment, claim_id, Reason::Exact)?;
        (payment, Some(paid.phone))
    } else {
        let new = Taken {
            source: Source::Counter,
            account_id: taken::account_for(tx, from)?,
            amount: owed,
            booked_on: today,
            reference: None,
            payer: None,
            text: &text,
            standing: (State::Used, Reason::Exact),
            claim_id: Some(claim_id),
            party_id: order.party_id,
            voucher,
        };
        (taken::add(tx, &new)?, None)
    };
    let receipt = claim::receive(&found.claim, owed, false)?;
    let arrived = Arrived {
        payment,
        amount: owed,
        parts: receipt.allocations,
    };
    Receipts::new(tx)?.write((&found, &receipt.after), today, method, payer.as_deref(), &[arrived])?;
    Ok(())
}
