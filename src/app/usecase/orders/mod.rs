//! Workshop orders: kept, completed, sent to a phone, posted, credited (requirements 1.5 and 2.2).

pub mod act;
pub mod answers;
pub mod cancel;
pub mod credit;
pub mod edit;
mod paper;
pub mod pay_code;
pub mod post;
pub mod print;
pub mod send;
pub mod settle;

use crate::app::{AppError, Session, assets};
use crate::domain::money::Money;
use crate::domain::order::Totals;
use crate::domain::refusal::Refusal;
use crate::store::order::{self as table, Loaded, Vehicle};
use crate::store::request::Request;
use crate::store::{Tx, detail, message, outbox, party, request};

/// An order with everything around it, for its screen and for `show`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// The order.
    pub loaded: Loaded,
    /// What it comes to.
    pub totals: Totals,
    /// Whose: number, name, phone.
    pub customer: Option<party::PartyCard>,
    /// Which car.
    pub vehicle: Option<Vehicle>,
    /// Its payment links, newest first.
    pub requests: Vec<Request>,
    /// Its messages.
    pub messages: Vec<message::Message>,
    /// What leaves for it, or has left: payment links and refunds.
    pub outbox: Vec<outbox::Out>,
    /// Its change log.
    pub changes: Vec<detail::Change>,
    /// Its invoices, by number, the newest first.
    pub invoices: Vec<(i64, i64)>,
    /// The credit notes on its invoices: the invoice's number and the note.
    pub credit_notes: Vec<(i64, detail::CreditNote)>,
    /// The money that moved for it.
    pub transactions: Vec<detail::Transaction>,
    /// What stands on the mobile clearing account for it.
    pub clearing: Money,
    /// What the customer at the counter can hold the phone to: the payment link, or the workshop's Swish number.
    pub pay_code: Option<String>,
}

/// The key of an order named by its number.
///
/// # Errors
/// [`Refusal::NoSuchOrder`].
pub fn find(session: &Session, wanted: &str) -> Result<i64, AppError> {
    let missing = || Refusal::NoSuchOrder { wanted: wanted.to_owned() };
    let number: i64 = wanted.trim().parse().map_err(|_| missing())?;
    table::find(&session.store.conn, number)?.ok_or_else(|| missing().into())
}

/// What an order's sum is rounded to today.
///
/// # Errors
/// [`AppError::Asset`].
pub fn rounding_unit(session: &Session) -> Result<Money, AppError> {
    assets::round_to(session.site.country, session.actor().today)
}

/// Loads an order inside a transaction.
///
/// # Errors
/// [`Refusal::NoSuchOrder`].
pub(crate) fn loaded(tx: &Tx<'_>, id: i64) -> Result<Loaded, AppError> {
    table::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchOrder { wanted: id.to_string() }.into())
}

/// Everything around an order.
///
/// # Errors
/// [`Refusal::NoSuchOrder`].
pub fn view(session: &Session, id: i64) -> Result<OrderView, AppError> {
    let conn = &session.store.conn;
    let loaded = table::load(conn, id)?.ok_or_else(|| Refusal::NoSuchOrder { wanted: id.to_string() })?;
    let requests = request::of_order(conn, id)?;
    let mut sent = Vec::new();
    for one in &requests {
        sent.extend(outbox::of_subject(conn, "request", one.id)?);
    }
    let mut clearing = Money::ZERO;
    for one in &requests {
        let settled = request::settled_gross(conn, one.id)?;
        clearing = clearing.plus(one.paid)?.minus(one.refunded)?.minus(settled)?;
    }
    let invoices = table::invoices(conn, id)?;
    let mut credit_notes = Vec::new();
    for (claim, number) in &invoices {
        credit_notes.extend(detail::credit_notes(conn, *claim)?.into_iter().map(|note| (*number, note)));
    }
    let totals = loaded.order.totals(rounding_unit(session)?)?;
    Ok(OrderView {
        pay_code: pay_code::payload(session, &loaded.order, &requests, totals.total),
        totals,
        customer: match loaded.order.party_id {
            Some(party) => party::card(conn, party)?,
            None => None,
        },
        vehicle: match loaded.order.vehicle_id {
            Some(vehicle) => table::vehicle(conn, vehicle)?,
            None => None,
        },
        messages: message::of_order(conn, id)?,
        changes: detail::changes(conn, "order", id)?,
        invoices,
        credit_notes,
        transactions: detail::order_transactions(conn, id)?,
        outbox: sent,
        clearing,
        requests,
        loaded,
    })
}
