//! A party with everything that the site keeps of it: for its page, and for who asks what that is.

use serde_json::{Value as Json, json};

use super::kept;
use crate::app::clock::iso_moment;
use crate::app::{AppError, Session};
use crate::domain::money::Money;
use crate::domain::party::CardField;
use crate::domain::phone::{self, Fault};
use crate::store::detail::{self, Change};
use crate::store::membership::{self, Membership};
use crate::store::order::Vehicle;
pub use crate::store::party_card::Kept;
use crate::store::party_page;
pub use crate::store::party_page::{Newest, Other, PartyClaim, PartyMessage, PartyOrder, PartyPayment, Sums};
use crate::store::{party, party_card, phones};

/// A party's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownParty {
    /// Its card.
    pub kept: Kept,
    /// The key of the party that it was merged into.
    pub into: Option<i64>,
    /// How the card's number is dialled, spaced for people; or why it cannot be read.
    pub phone: Result<String, Fault>,
    /// Numbers besides the card's.
    pub numbers: Vec<String>,
    /// Numbers of its that stand on others, too.
    pub shared: Vec<String>,
    /// The name of who pays for it.
    pub payer_name: String,
    /// Whom it pays for.
    pub household: Vec<Other>,
    /// Who was merged into it.
    pub merged: Vec<Other>,
    /// What it owes, and its credit.
    pub sums: Sums,
    /// Its claims, what is open first.
    pub claims: Newest<PartyClaim>,
    /// Its payments.
    pub payments: Newest<PartyPayment>,
    /// Its orders.
    pub orders: Newest<PartyOrder>,
    /// Its messages.
    pub messages: Newest<PartyMessage>,
    /// Its memberships, the newest first.
    pub memberships: Vec<Membership>,
    /// Its cars.
    pub vehicles: Vec<Vehicle>,
    /// Its change log, the newest first.
    pub changes: Vec<Change>,
}

/// A party's page, with the newest of what there is much of; of one that was merged it is empty, and tells into whom.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NoSuchParty`].
pub fn party(session: &Session, id: i64) -> Result<ShownParty, AppError> {
    shown(session, id, party_page::PAGE)
}

/// The same with everything, however much it is: whoever asks what is kept of them gets all of it.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NoSuchParty`].
pub fn whole(session: &Session, id: i64) -> Result<ShownParty, AppError> {
    shown(session, id, party_page::ALL)
}

fn shown(session: &Session, id: i64, most: i64) -> Result<ShownParty, AppError> {
    let conn = &session.store.conn;
    let kept = kept(conn, id)?;
    let phone = match kept.card.phone.as_str() {
        "" => Ok(String::new()),
        text => phone::read(text, session.site.country).map(|number| number.spaced()),
    };
    let numbers = phones::besides(conn, id)?;
    let mut shared = Vec::new();
    for number in std::iter::once(phones::of_card(conn, id)?).chain(numbers.iter().cloned()) {
        if !number.is_empty() && phones::holders(conn, &number)?.len() > 1 {
            shared.push(number);
        }
    }
    let key_of = |number: &str| party::by_number(conn, number);
    let payer_name = key_of(&kept.card.payer)?.map(|payer| payer.name).unwrap_or_default();
    let into = match &kept.merged_into {
        Some(number) => key_of(number)?.map(|into| into.id),
        None => None,
    };
    let mut memberships = membership::of_party(conn, id)?;
    memberships.reverse();
    let mut changes = detail::changes(conn, "party", id)?;
    changes.reverse();
    Ok(ShownParty {
        into,
        phone,
        numbers,
        shared,
        payer_name,
        household: party_page::household(conn, id, most)?,
        merged: party_page::merged(conn, id, most)?,
        sums: party_page::sums(conn, id, session.actor().today)?,
        claims: party_page::claims(conn, id, most)?,
        payments: party_page::payments(conn, id, most)?,
        orders: party_page::orders(conn, id, most)?,
        messages: party_page::messages(conn, id, most)?,
        memberships,
        vehicles: party_card::cars(conn, id)?,
        changes,
        kept,
    })
}

/// Everything that is kept of a party, as one document: what somebody gets who asks what is known of them.
pub fn json(shown: &ShownParty) -> Json {
    let card = &shown.kept.card;
    let mut all = serde_json::Map::new();
    all.insert("number".to_owned(), json!(shown.kept.number));
    for field in CardField::ALL {
        let typed = card.typed(*field);
        let value = if typed.is_empty() { Json::Null } else { json!(typed) };
        all.insert(field.code().to_owned(), value);
    }
    let money = |money: Money| money.to_string();
    let day = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string());
    let named = |rows: &[Other]| -> Vec<Json> { rows.iter().map(|row| json!({ "number": row.number, "name": row.name })).collect() };
    let cars: Vec<Json> = shown
        .vehicles
        .iter()
        .map(|car| json!({ "plate": car.plate, "make": car.make, "model": car.model, "year": car.year }))
        .collect();
    let claims: Vec<Json> = shown.claims.rows.iter().map(|row| {
        json!({ "number": row.number, "description": row.description, "due": day(row.due_on), "amount": money(row.amount), "left": money(row.left),
            "status": row.status.map(|status| status.code()) })
    }).collect();
    let payments: Vec<Json> = shown
        .payments
        .rows
        .iter()
        .map(|row| {
            json!({ "id": row.id, "booked": day(row.booked_on), "amount": money(row.amount), "left": money(row.left), "text": row.text,
            "state": row.state.map(|state| state.code()) })
        })
        .collect();
    let orders: Vec<Json> = shown.orders.rows.iter().map(|row| {
        json!({ "number": row.number, "opened": day(row.opened_on), "plate": row.plate, "description": row.description, "amount": money(row.amount),
            "status": row.status.map(|status| status.code()) })
    }).collect();
    let messages: Vec<Json> = shown.messages.rows.iter().map(|row| {
        json!({ "at": iso_moment(row.at_ms), "direction": row.direction.map(|direction| direction.code()), "phone": row.number, "text": row.text,
            "state": row.state.map(|state| state.code()) })
    }).collect();
    let memberships: Vec<Json> = shown.memberships.iter().map(|row| {
        json!({ "from": row.period.from_on.to_string(), "until": row.period.until_on.to_string(), "state": row.standing.code(), "claim": row.claim.1 })
    }).collect();
    let changes: Vec<Json> = shown.changes.iter().map(|row| {
        let values = |text: &str| serde_json::from_str::<Json>(text).unwrap_or_default();
        json!({ "at": iso_moment(row.at_ms), "operator": row.operator, "action": row.action, "comment": row.comment, "before": values(&row.before),
            "after": values(&row.after) })
    }).collect();
    let rest = json!({
        "standing": card.standing().code(), "merged_into": shown.kept.merged_into, "phone_fault": shown.phone.as_ref().err().map(|fault| fault.code()),
        "numbers": shown.numbers, "shared_numbers": shown.shared, "pays_for": named(&shown.household), "merged": named(&shown.merged),
        "owed": money(shown.sums.owed), "overdue": money(shown.sums.overdue), "credit": money(shown.sums.credit), "vehicles": cars,
        "claims": claims, "claims_in_all": shown.claims.all, "payments": payments, "payments_in_all": shown.payments.all, "orders": orders,
        "orders_in_all": shown.orders.all, "messages": messages, "messages_in_all": shown.messages.all, "memberships": memberships, "changes": changes,
    });
    if let Json::Object(rest) = rest {
        all.extend(rest);
    }
    Json::Object(all)
}
