//! One order as a JSON document (design, part 7).

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::columns::{Column, orders as columns};
use super::usecase::orders::{self, OrderView, edit};
use super::{AppError, Session, assets, clock, values};
use crate::domain::money::Money;
use crate::domain::order::Line;
use crate::domain::refusal::Refusal;
use crate::store::list::{ListQuery, Row};

/// An order for its screen: everything around it, and what its fields may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownOrder {
    /// Everything around it.
    pub view: OrderView,
    /// What sums are rounded to.
    pub unit: Money,
    /// The VAT rates that a line may have, in percent, the highest first.
    pub vat_rates: Vec<Decimal>,
    /// What a new line begins as.
    pub new_line: Line,
    /// Whether anything outside is simulated.
    pub simulated: bool,
}

/// Loads an order for its screen.
///
/// # Errors
/// [`Refusal::NoSuchOrder`].
pub fn shown(session: &Session, id: i64) -> Result<ShownOrder, AppError> {
    let mut vat_rates = assets::vat_rates(session.site.country, session.actor().today)?;
    vat_rates.sort_by_key(|rate| std::cmp::Reverse(*rate));
    Ok(ShownOrder {
        view: orders::view(session, id)?,
        unit: orders::rounding_unit(session)?,
        vat_rates,
        new_line: edit::new_line(session)?,
        simulated: session.settings.simulated(),
    })
}

/// The order's row of its list, with every column.
///
/// # Errors
/// [`Refusal::NoSuchOrder`].
pub fn row(session: &Session, id: i64) -> Result<Row, AppError> {
    let gone = || AppError::from(Refusal::NoSuchOrder { wanted: id.to_string() });
    let columns: Vec<&'static Column> = columns::LIST.columns.iter().collect();
    let query = ListQuery {
        list: &columns::LIST,
        filter: crate::domain::filter::Filter::default(),
        sort: Vec::new(),
        today: clock::today(),
        alphabet: session.site.country.alphabet(),
    };
    let key = u32::try_from(id).map_err(|_| gone())?;
    query.rows(&session.store.conn, &columns, &[key])?.pop().ok_or_else(gone)
}

/// As one JSON object: every column id, then the arrays.
///
/// # Errors
/// [`crate::domain::money::MoneyError`], [`Refusal::NoSuchOrder`].
pub fn json(session: &Session, view: &OrderView) -> Result<Json, AppError> {
    let mut object: Map<String, Json> = Map::new();
    let row = row(session, view.loaded.order.id)?;
    for (column, cell) in columns::LIST.columns.iter().zip(&row.cells) {
        object.insert(column.id.to_owned(), values::json(column, cell));
    }
    let sheet = &view.loaded.sheet;
    object.insert("notes".to_owned(), sheet.notes.clone().into());
    let mut lines = Vec::new();
    for line in &view.loaded.order.lines {
        lines.push(
            json!({ "no": line.no, "kind": line.kind.code(), "code": line.code, "text": line.text,
            "quantity": line.quantity.to_string(), "unit": line.unit, "price": line.price.map(|price| price.to_string()),
            "discount": line.discount_percent.to_string(), "vat": line.vat_percent.to_string(), "net": line.net()?.to_string(),
            "total": line.gross()?.to_string() }),
        );
    }
    object.insert("order_lines".to_owned(), lines.into());
    let vat = view.totals.vat.iter();
    let vat = vat.map(|(rate, base, vat)| json!({ "rate": rate.to_string(), "base": base.to_string(), "vat": vat.to_string() }));
    object.insert("vat_rates".to_owned(), vat.collect());
    object.insert("requests".to_owned(), requests(view));
    let messages = view.messages.iter().map(|m| {
        json!({ "at": clock::iso_moment(m.at_ms), "outgoing": m.outgoing, "number": m.number, "text": m.text, "state": m.state.code(),
            "detail": m.detail, "parts": m.parts, "simulated": m.simulated, "operator": m.operator })
    });
    object.insert("messages".to_owned(), messages.collect());
    let transactions = view.transactions.iter().map(|t| {
        json!({ "id": t.id, "kind": t.kind, "booked": t.booked_on.map(|d| d.to_string()), "amount": t.amount.to_string(),
            "payment": t.payment_id, "voucher": t.voucher })
    });
    object.insert("transactions".to_owned(), transactions.collect());
    object.insert(
        "invoices".to_owned(),
        view.invoices.iter().map(|(_, number)| json!(number)).collect(),
    );
    let parse = |text: &str| serde_json::from_str::<Json>(text).unwrap_or(Json::Null);
    let changes = view.changes.iter().map(|c| {
        json!({ "at": clock::iso_moment(c.at_ms), "operator": c.operator, "action": c.action, "comment": c.comment,
            "before": parse(&c.before), "after": parse(&c.after) })
    });
    object.insert("changes".to_owned(), changes.collect());
    Ok(Json::Object(object))
}

fn requests(view: &OrderView) -> Json {
    let requests = view.requests.iter().map(|r| {
        let sent = view.outbox.iter().filter(|out| out.subject_id == r.id).map(|out| {
            json!({ "op": out.op.code(), "state": out.state.code(), "attempt": out.attempt, "reason": out.reason,
                "next_at": clock::iso_moment(out.next_at_ms) })
        });
        json!({ "no": r.seq, "reference": r.reference, "provider": r.provider, "amount": r.amount.to_string(), "phone": r.phone,
            "state": r.state.code(), "provider_word": r.word, "url": r.url, "paid": r.paid.to_string(), "refunded": r.refunded.to_string(),
            "paid_at": r.paid_at_ms.map(clock::iso_moment), "arrived_at": r.arrived_at_ms.map(clock::iso_moment),
            "outbox": sent.collect::<Vec<_>>() })
    });
    requests.collect()
}
