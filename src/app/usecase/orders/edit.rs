//! Creating and editing an order, declaring it ready, and opening it for work again.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{loaded, rounding_unit};
use crate::app::{AppError, Session, assets};
use crate::domain::money::Money;
use crate::domain::order::{Line, LineKind, Operation, Status};
use crate::domain::payment::Method;
use crate::domain::refusal::Refusal;
use crate::store::order::{self as table, Loaded, Vehicle};
use crate::store::party::{self, NewParty};
use crate::store::{StoreError, Tx};

/// The largest quantity of a line.
const QUANTITY_MAX: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// One change of what stands on an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Its customer, by number; empty: none.
    Customer(String),
    /// A customer made on the spot: name, phone.
    NewCustomer(String, String),
    /// The phone the payment SMS goes to.
    Phone(String),
    /// Its car, by plate, made on the spot when it is new; empty: none.
    Plate(String),
    /// The car's make and model.
    Car(String, String),
    /// What it has run.
    Mileage(Option<i64>),
    /// What is to be done.
    Description(String),
    /// When it is promised.
    Promised(Option<NaiveDate>),
    /// How it will be paid.
    Method(Option<Method>),
    /// Notes; possible while locked.
    Notes(String),
    /// A line, added (number 0) or changed.
    Line(Line),
    /// A line taken away.
    DropLine(u32),
}

/// Adds an order and does the first edits in the same transaction. Answers its key and number.
///
/// # Errors
/// The refusals of the edits.
pub fn create(session: &mut Session, edits: &[Edit]) -> Result<(i64, i64), AppError> {
    let unit = rounding_unit(session)?;
    let made = session.write(|tx| {
        let (id, number) = table::add(tx)?;
        if !edits.is_empty() {
            apply(tx, id, edits, None, unit)?;
        }
        Ok((id, number))
    })?;
    tracing::info!(order = made.1, "order created");
    Ok(made)
}

/// Edits an order. `seen`: the revision the person saw; if somebody changed it since, it is refused.
///
/// # Errors
/// [`Refusal::OrderLocked`], [`Refusal::OrderChanged`], and what an edit itself can be refused for.
pub fn edit(session: &mut Session, id: i64, edits: &[Edit], seen: Option<i64>) -> Result<(), AppError> {
    let unit = rounding_unit(session)?;
    session.write(|tx| apply(tx, id, edits, seen, unit))
}

fn apply(tx: &Tx<'_>, id: i64, edits: &[Edit], seen: Option<i64>, unit: Money) -> Result<(), AppError> {
    let before = loaded(tx, id)?;
    let number = before.order.number;
    if seen.is_some_and(|seen| seen != before.order.revision) {
        return Err(Refusal::OrderChanged { number }.into());
    }
    let mut after = before.clone();
    for one in edits {
        match one {
            Edit::Notes(text) => after.sheet.notes = text.trim().to_owned(),
            other => {
                before.order.may(Operation::Edit)?;
                one_edit(tx, &mut after, other)?;
            }
        }
    }
    if after == before {
        return Ok(());
    }
    if after.sheet.notes != before.sheet.notes {
        table::save_notes(tx, id, &after.sheet.notes)?;
    }
    let was = snapshot(&before, unit)?;
    let is = snapshot(&after, unit)?;
    if was.owed != is.owed {
        table::save(tx, &after, &after.order.totals(unit)?)?;
        // What lacks something again is not ready any more.
        if before.order.status == Status::Ready && !after.order.missing(unit)?.is_empty() {
            let was = loaded(tx, id)?.order;
            let mut now = was.clone();
            now.status = Status::InProgress;
            table::save_standing(tx, &was, &now)?;
            log_status(tx, id, "reopened", "", (was.status, now.status))?;
        }
    }
    table::log(tx, id, "changed", "", Some(&was.whole()), Some(&is.whole()))?;
    Ok(())
}

fn one_edit(tx: &Tx<'_>, after: &mut Loaded, edit: &Edit) -> Result<(), AppError> {
    let (order, sheet) = (&mut after.order, &mut after.sheet);
    match edit {
        Edit::Customer(number) if number.trim().is_empty() => order.party_id = None,
        Edit::Customer(number) => {
            let found = party::by_number(tx.conn(), number.trim())?;
            let party = found.ok_or_else(|| Refusal::NoSuchParty { wanted: number.clone() })?;
            if order.party_id != Some(party.id) {
                order.phone = party::card(tx.conn(), party.id)?.map(|card| card.phone).unwrap_or_default();
            }
            order.party_id = Some(party.id);
        }
        Edit::NewCustomer(name, phone) => {
            let new = NewParty {
                name: name.trim().to_owned(),
                phone: phone.trim().to_owned(),
                ..NewParty::default()
            };
            if new.name.is_empty() {
                return Err(field("name", name).into());
            }
            order.party_id = Some(party::add(tx, &new, tx.country()?.alphabet())?.id);
            order.phone = new.phone;
        }
        Edit::Phone(phone) => order.phone = phone.trim().to_owned(),
        Edit::Plate(typed) if table::plate(typed).is_empty() => order.vehicle_id = None,
        Edit::Plate(typed) => {
            let known = table::vehicle_by_plate(tx.conn(), typed)?;
            let id = match known {
                Some(vehicle) => vehicle.id,
                None => table::add_vehicle(
                    tx,
                    &Vehicle {
                        plate: typed.clone(),
                        party_id: order.party_id,
                        ..Vehicle::default()
                    },
                )?,
            };
            order.vehicle_id = Some(id);
        }
        Edit::Car(make, model) => {
            let id = order.vehicle_id.ok_or_else(|| field("plate", ""))?;
            table::save_vehicle(tx, id, make.trim(), model.trim())?;
        }
        Edit::Mileage(mileage) => sheet.mileage = *mileage,
        Edit::Description(text) => sheet.description = text.trim().to_owned(),
        Edit::Promised(on) => sheet.promised_on = *on,
        Edit::Method(Some(Method::Mobile)) => return Err(Refusal::NotPaidYet { number: order.number }.into()),
        Edit::Method(method) => order.method = *method,
        Edit::Notes(_) => {}
        Edit::Line(line) if line.no == 0 => {
            let no = order.lines.iter().map(|line| line.no).max().unwrap_or(0) + 1;
            order.lines.push(Line { no, ..line.clone() });
        }
        Edit::Line(line) => match order.lines.iter_mut().find(|old| old.no == line.no) {
            Some(old) => *old = line.clone(),
            None => return Err(no_line(order.number, line.no).into()),
        },
        Edit::DropLine(no) => {
            let before = order.lines.len();
            order.lines.retain(|line| line.no != *no);
            if order.lines.len() == before {
                return Err(no_line(order.number, *no).into());
            }
        }
    }
    Ok(())
}

fn no_line(number: i64, no: u32) -> Refusal {
    Refusal::NoSuchOrderLine {
        number,
        line: i64::from(no),
    }
}

fn field(field: &str, value: &str) -> Refusal {
    Refusal::FieldInvalid {
        field: field.to_owned(),
        value: value.to_owned(),
    }
}

/// What the change log keeps: what is owed, and the rest.
struct Snapshot {
    owed: serde_json::Value,
    notes: String,
}

impl Snapshot {
    fn whole(&self) -> String {
        let mut whole = self.owed.clone();
        if let Some(map) = whole.as_object_mut() {
            map.insert("notes".to_owned(), self.notes.clone().into());
        }
        whole.to_string()
    }
}

fn snapshot(loaded: &Loaded, unit: Money) -> Result<Snapshot, StoreError> {
    let (order, sheet) = (&loaded.order, &loaded.sheet);
    let totals = order.totals(unit)?;
    let lines: Vec<serde_json::Value> = order
        .lines
        .iter()
        .map(|line| {
            serde_json::json!({ "no": line.no, "kind": line.kind.code(), "unit": line.unit, "code": line.code, "text": line.text, "quantity": line.quantity.to_string(),
                "price": line.price.map(|price| price.to_string()), "discount": line.discount_percent.to_string(),
                "vat": line.vat_percent.to_string() })
        })
        .collect();
    Ok(Snapshot {
        owed: serde_json::json!({ "customer": order.party_id, "vehicle": order.vehicle_id, "phone": order.phone, "mileage": sheet.mileage,
            "description": sheet.description, "promised": sheet.promised_on.map(|on| on.to_string()),
            "method": order.method.map(Method::code), "lines": lines, "total": totals.total.to_string() }),
        notes: sheet.notes.clone(),
    })
}

/// Declares an order ready: KLART, or everything that is missing at once.
///
/// # Errors
/// [`Refusal::OrderIncomplete`] and refusals by status.
pub fn complete(session: &mut Session, id: i64) -> Result<(), AppError> {
    let unit = rounding_unit(session)?;
    session.write(|tx| {
        let before = loaded(tx, id)?.order;
        let after = before.complete(unit)?;
        table::save_standing(tx, &before, &after)?;
        log_status(tx, id, "completed", "", (before.status, after.status))
    })
}

/// Puts a ready order back to work.
///
/// # Errors
/// Refused by status.
pub fn reopen(session: &mut Session, id: i64) -> Result<(), AppError> {
    session.write(|tx| {
        let before = loaded(tx, id)?.order;
        before.may(Operation::Reopen)?;
        let mut after = before.clone();
        after.status = Status::InProgress;
        table::save_standing(tx, &before, &after)?;
        log_status(tx, id, "reopened", "", (before.status, after.status))
    })
}

/// Writes a change of status to the change log.
pub(crate) fn log_status(tx: &Tx<'_>, id: i64, action: &'static str, comment: &str, (was, is): (Status, Status)) -> Result<(), AppError> {
    let json = |status: Status| serde_json::json!({ "status": status.code() }).to_string();
    table::log(tx, id, action, comment, Some(&json(was)), Some(&json(is)))?;
    Ok(())
}

/// An empty line as the site starts them: one piece, the highest VAT rate of the country.
///
/// # Errors
/// [`AppError::Asset`].
pub fn new_line(session: &Session) -> Result<Line, AppError> {
    let rates = assets::vat_rates(session.site.country, session.actor().today)?;
    Ok(Line {
        no: 0,
        kind: LineKind::Article,
        code: String::new(),
        text: String::new(),
        quantity: Decimal::ONE,
        unit: String::new(),
        price: None,
        discount_percent: Decimal::ZERO,
        vat_percent: rates.into_iter().max().unwrap_or_default(),
    })
}

/// Refuses a line whose figures cannot be: a VAT rate that the country does not have, a discount beyond the whole.
///
/// # Errors
/// [`Refusal::FieldInvalid`].
pub fn valid_line(session: &Session, line: &Line) -> Result<(), AppError> {
    let rates = assets::vat_rates(session.site.country, session.actor().today)?;
    valid_figures(line, &rates)?;
    line.gross()?;
    Ok(())
}

/// The same without the session, as a face checks it while a line is typed.
///
/// # Errors
/// [`Refusal::FieldInvalid`].
pub fn valid_figures(line: &Line, rates: &[Decimal]) -> Result<(), Refusal> {
    if !rates.contains(&line.vat_percent) {
        return Err(field("vat", &line.vat_percent.to_string()));
    }
    if line.discount_percent < Decimal::ZERO || line.discount_percent > Decimal::ONE_HUNDRED {
        return Err(field("discount", &line.discount_percent.to_string()));
    }
    if line.quantity.scale() > 3 || line.quantity.abs() > QUANTITY_MAX {
        return Err(field("quantity", &line.quantity.to_string()));
    }
    Ok(())
}
