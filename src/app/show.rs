//! One claim as a JSON document (design, part 7).

use chrono::Datelike;
use serde_json::{Map, Value as Json, json};

use super::columns::{Column, claims};
use super::texts::Texts;
use super::{AppError, Session, clock, values};
use crate::domain::refusal::Refusal;
use crate::store::detail::{self, ClaimDetail};
use crate::store::list::{ListQuery, Row};

/// A claim with everything around it, and its row of the claims list.
pub struct ShownClaim {
    /// Everything around it.
    pub detail: ClaimDetail,
    /// Every column of the list.
    pub row: Row,
}

impl ShownClaim {
    /// The cell of a column.
    pub fn cell(&self, id: &str) -> Option<(&'static Column, &crate::store::list::Cell)> {
        let place = claims::LIST.columns.iter().position(|column| column.id == id)?;
        Some((claims::LIST.columns.get(place)?, self.row.cells.get(place)?))
    }
}

/// Loads a claim with everything around it.
///
/// # Errors
/// [`Refusal::NoSuchClaim`].
pub fn claim(session: &Session, id: i64) -> Result<ShownClaim, AppError> {
    let gone = || AppError::from(Refusal::NoSuchClaim { wanted: id.to_string() });
    let detail = detail::claim_detail(&session.store.conn, id)?.ok_or_else(gone)?;
    let columns: Vec<&'static Column> = claims::LIST.columns.iter().collect();
    let key = u32::try_from(id).map_err(|_| gone())?;
    let query = ListQuery {
        list: &claims::LIST,
        filter: crate::domain::filter::Filter::default(),
        sort: Vec::new(),
        today: clock::today(),
        alphabet: session.site.country.alphabet(),
    };
    let row = query.rows(&session.store.conn, &columns, &[key])?.pop().ok_or_else(gone)?;
    Ok(ShownClaim { detail, row })
}

/// As one JSON object: every column id, then the arrays.
///
/// # Errors
/// [`crate::domain::money::MoneyError`].
pub fn claim_json(shown: &ShownClaim) -> Result<Json, AppError> {
    let mut object: Map<String, Json> = Map::new();
    for (column, cell) in claims::LIST.columns.iter().zip(&shown.row.cells) {
        object.insert(column.id.to_owned(), values::json(column, cell));
    }
    let detail = &shown.detail;
    let mut lines = Vec::new();
    for line in &detail.claim.lines {
        let placed: Vec<Json> = detail
            .placed
            .iter()
            .filter(|part| part.line == line.no)
            .map(|part| json!({ "payment": part.payment_id, "amount": part.amount.to_string(), "account": part.ledger }))
            .collect();
        let item = detail.items.iter().find(|item| item.no == line.no);
        let item = item.map(|item| {
            json!({ "article": item.article, "quantity": item.quantity.to_string(), "unit": item.unit, "price": item.price.to_string(),
                "rebate": item.rebate.to_string() })
        });
        lines.push(json!({
            "item": item,
            "no": line.no, "text": line.text, "cost": Some(line.cost.code()).filter(|_| line.is_cost()), "amount": line.amount.to_string(), "vat": line.vat_percent.to_string(),
            "discount": line.discount.to_string(), "discount_text": line.discount_text, "credited": line.credited.to_string(),
            "dropped": line.dropped, "paid": line.paid.to_string(), "refunded": line.refunded.to_string(), "written_off": line.written_off.to_string(), "owed": line.owed()?.to_string(), "money": placed,
        }));
    }
    object.insert("lines".to_owned(), Json::Array(lines));
    let reminders = detail.reminders.iter().map(|r| {
        json!({
            "no": r.no, "on": r.on.to_string(), "deadline": r.deadline_on.to_string(), "fee": r.fee.to_string(), "interest": r.interest.to_string(),
            "interest_until": r.interest_until.map(|day| day.to_string()),
        })
    });
    object.insert("reminders".to_owned(), reminders.collect());
    object.insert("keep_costs".to_owned(), json!(detail.claim.keep_costs));
    let transactions = detail.transactions.iter().map(|t| {
        json!({
            "id": t.id, "kind": t.kind, "booked": t.booked_on.map(|d| d.to_string()), "amount": t.amount.to_string(),
            "payment": t.payment_id, "payer": t.payer, "file": t.file, "voucher": t.voucher,
        })
    });
    object.insert("transactions".to_owned(), transactions.collect());
    let parse = |text: &str| serde_json::from_str::<Json>(text).unwrap_or(Json::Null);
    let changes = detail.changes.iter().map(|c| {
        json!({
            "at": clock::iso_moment(c.at_ms), "operator": c.operator, "action": c.action, "comment": c.comment,
            "before": parse(&c.before), "after": parse(&c.after),
        })
    });
    object.insert("changes".to_owned(), changes.collect());
    let notes = detail.credit_notes.iter().map(|n| {
        let lines: Vec<Json> = n
            .lines
            .iter()
            .map(|(line, amount, vat)| json!({ "line": line, "amount": amount.to_string(), "vat": vat.to_string() }))
            .collect();
        json!({
            "number": n.number, "claim": detail.claim.number, "issued": n.issued_on.map(|d| d.to_string()), "amount": n.amount.to_string(),
            "vat": n.vat.to_string(), "comment": n.comment, "lines": lines,
        })
    });
    object.insert("credit_notes".to_owned(), notes.collect());
    object.insert("messages".to_owned(), Json::Array(Vec::new()));
    let refunds = detail.refunds.iter().map(|r| {
        json!({
            "id": r.id, "state": r.state.code(), "amount": r.amount.to_string(), "to": r.to_account, "payment": r.payment,
        })
    });
    object.insert("refunds".to_owned(), refunds.collect());
    let messages = detail.messages.iter().map(|m| {
        json!({
            "at": clock::iso_moment(m.at_ms), "direction": if m.outgoing { "out" } else { "in" }, "phone": m.number, "text": m.text, "state": m.state.code(),
        })
    });
    object.insert("messages".to_owned(), messages.collect());
    // In short, of the first: the year its dues begin in, and whether it is paid.
    let first = detail.memberships.first();
    let membership = first.map(|one| json!({ "year": one.period.from_on.year(), "paid": one.is_paid }));
    let sendings = detail.sendings.iter().map(|s| {
        json!({
            "id": s.id, "at": clock::iso_moment(s.at_ms), "channel": s.channel.code(), "to": s.dest, "subject": s.subject, "copy": s.copy,
            "state": s.state.code(), "detail": s.detail, "left_at": s.left_at_ms.map(clock::iso_moment), "operator": s.operator,
        })
    });
    object.insert("sendings".to_owned(), sendings.collect());
    let number = |link: Option<(i64, i64)>| json!(link.map(|(_, number)| number));
    object.insert("replaces".to_owned(), number(detail.links.replaces));
    object.insert("replaced_by".to_owned(), number(detail.links.replaced_by));
    object.insert("draft".to_owned(), json!(detail.links.draft));
    object.insert("membership".to_owned(), membership.unwrap_or(Json::Null));
    let memberships = detail.memberships.iter().map(|one| {
        json!({
            "party": one.number, "name": one.name, "from": one.period.from_on.to_string(), "until": one.period.until_on.to_string(),
            "first_line": one.lines.0, "last_line": one.lines.1, "dues": one.dues, "state": one.standing.code(), "paid": one.is_paid,
        })
    });
    object.insert("memberships".to_owned(), memberships.collect());
    Ok(Json::Object(object))
}

/// What differs between two snapshots of the change log, as `field: before → after`, for people.
pub fn differences(before: &str, after: &str) -> Vec<(String, String, String)> {
    let read = |text: &str| serde_json::from_str::<Map<String, Json>>(text).unwrap_or_default();
    let (was, is) = (read(before), read(after));
    let plain = |value: Option<&Json>| match value {
        None | Some(Json::Null | Json::Array(_)) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    is.iter()
        .filter(|(name, _)| name.as_str() != "lines")
        .map(|(name, value)| (name.clone(), plain(was.get(name)), plain(Some(value))))
        .filter(|(_, before, after)| before != after)
        .collect()
}

/// One sending as a line: when, by what, to whom, what became of it.
pub fn sending_line(at: &str, sending: &crate::store::sending::Sending, t: &Texts) -> String {
    let by = t.t(&format!("sending-by-{}", sending.channel.code()));
    let state = t.t(&format!("sending-state-{}", sending.state.code()));
    let copy = if sending.copy {
        format!("  {}", t.t("print-copy"))
    } else {
        String::new()
    };
    let line = format!("{at}  {by}  {}{copy}  {state}  {}", sending.dest, sending.detail);
    line.trim_end().to_owned()
}
