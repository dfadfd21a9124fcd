//! Workshop orders and their vehicles.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::claim::{from_rate, to_rate};
use super::journal::Entry;
use super::{StoreError, Tx, from_days, minor, to_days};
use crate::domain::money::Money;
use crate::domain::order::{Line, LineKind, Lock, Mobile, Order, Status, Totals};
use crate::domain::payment::Method;

/// What an order says besides what decides over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Opened.
    pub opened_on: Option<NaiveDate>,
    /// When the customer was told it would be ready.
    pub promised_on: Option<NaiveDate>,
    /// What the car had run.
    pub mileage: Option<i64>,
    /// What is to be done.
    pub description: String,
    /// Notes for the workshop; workable while locked.
    pub notes: String,
    /// When the customer paid, by the provider's clock, ms.
    pub paid_at_ms: Option<i64>,
    /// When the news of it came here, ms.
    pub received_at_ms: Option<i64>,
    /// Posted.
    pub posted_on: Option<NaiveDate>,
}

/// A car.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vehicle {
    /// Key.
    pub id: i64,
    /// Letters and digits, upper case.
    pub plate: String,
    /// Who made it.
    pub make: String,
    /// Which model.
    pub model: String,
    /// Of which year.
    pub year: Option<i64>,
    /// Whose it is.
    pub party_id: Option<i64>,
}

/// An order with everything that stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// What decides.
    pub order: Order,
    /// What it says.
    pub sheet: Sheet,
}

fn thousandths(quantity: Decimal) -> Result<i64, StoreError> {
    (quantity * Decimal::ONE_THOUSAND)
        .round()
        .to_i64()
        .ok_or(StoreError::Invariant { what: "quantity", id: 0 })
}

/// Adds an empty order. Answers its key and number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>) -> Result<(i64, i64), StoreError> {
    let number = tx.next_number("order")?;
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached("INSERT INTO work_order (number, status, opened_on, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            number,
            Status::InProgress.number(),
            to_days(actor.today),
            actor.at_ms,
            actor.operator
        ])?;
    let id = tx.conn().last_insert_rowid();
    log(
        tx,
        id,
        "created",
        "",
        None,
        Some(&serde_json::json!({ "number": number }).to_string()),
    )?;
    Ok((id, number))
}

/// Writes a row of the change log on an order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn log(tx: &Tx<'_>, id: i64, action: &'static str, comment: &str, before: Option<&str>, after: Option<&str>) -> Result<(), StoreError> {
    tx.log(&Entry {
        kind: "order",
        id,
        action,
        comment,
        before,
        after,
    })?;
    Ok(())
}

/// The key of an order by its number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn find(conn: &Connection, number: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id FROM work_order WHERE number = ?1")?
        .query_row([number], |row| row.get(0))
        .optional()?)
}

/// The order whose invoice a claim is.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_claim(conn: &Connection, claim: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id FROM work_order WHERE claim_id = ?1")?
        .query_row([claim], |row| row.get(0))
        .optional()?)
}

struct Head {
    order: Order,
    sheet: Sheet,
    codes: (Option<Status>, Option<Mobile>),
}

fn head(row: &rusqlite::Row<'_>) -> rusqlite::Result<Head> {
    let lock = match (row.get::<_, Option<i64>>("locked_at")?, row.get::<_, Option<String>>("locked_by")?) {
        (Some(at_ms), Some(by)) => Some(Lock { at_ms, by }),
        _ => None,
    };
    let codes = (Status::from_number(row.get("status")?), Mobile::from_number(row.get("mobile")?));
    let day = |name: &str| row.get::<_, Option<i64>>(name).map(|days| days.and_then(from_days));
    Ok(Head {
        order: Order {
            id: row.get("id")?,
            number: row.get("number")?,
            status: codes.0.unwrap_or(Status::InProgress),
            mobile: codes.1.unwrap_or(Mobile::None),
            revision: row.get("revision")?,
            link_seq: row.get("link_seq")?,
            party_id: row.get("party_id")?,
            vehicle_id: row.get("vehicle_id")?,
            phone: row.get("phone")?,
            method: row.get::<_, Option<i64>>("method")?.and_then(Method::from_number),
            payment_received: row.get("payment_received")?,
            lock,
            claim_id: row.get("claim_id")?,
            lines: Vec::new(),
        },
        sheet: Sheet {
            opened_on: day("opened_on")?,
            promised_on: day("promised_on")?,
            mileage: row.get("mileage")?,
            description: row.get("description")?,
            notes: row.get("notes")?,
            paid_at_ms: row.get("payment_paid_at")?,
            received_at_ms: row.get("payment_received_at")?,
            posted_on: day("posted_on")?,
        },
        codes,
    })
}

/// Loads an order.
///
/// # Errors
/// [`StoreError::Sqlite`], or an unknown code in the file.
pub fn load(conn: &Connection, id: i64) -> Result<Option<Loaded>, StoreError> {
    let found = conn
        .prepare_cached("SELECT * FROM work_order WHERE id = ?1")?
        .query_row([id], head)
        .optional()?;
    let Some(mut head) = found else { return Ok(None) };
    if head.codes.0.is_none() || head.codes.1.is_none() {
        return Err(StoreError::Invariant { what: "unknown-code", id });
    }
    head.order.lines = lines(conn, id)?;
    Ok(Some(Loaded {
        order: head.order,
        sheet: head.sheet,
    }))
}

fn lines(conn: &Connection, id: i64) -> Result<Vec<Line>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT no, kind, code, text, quantity, unit, price, discount, vat_rate FROM work_order_line WHERE order_id = ?1 ORDER BY no",
    )?;
    let rows = statement.query_map([id], |row| {
        Ok(Line {
            no: row.get(0)?,
            kind: LineKind::from_number(row.get(1)?).unwrap_or(LineKind::Article),
            code: row.get(2)?,
            text: row.get(3)?,
            quantity: Decimal::new(row.get(4)?, 3).normalize(),
            unit: row.get(5)?,
            price: row.get::<_, Option<i64>>(6)?.map(Money::from_minor),
            discount_percent: from_rate(row.get(7)?),
            vat_percent: from_rate(row.get(8)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes what a person edited: sheet, lines, sums. The revision goes up; the caller has looked at the old one.
///
/// # Errors
/// [`StoreError::Sqlite`], also when the order is locked meanwhile.
pub fn save(tx: &Tx<'_>, loaded: &Loaded, totals: &Totals) -> Result<(), StoreError> {
    let (order, sheet) = (&loaded.order, &loaded.sheet);
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached(
            "UPDATE work_order SET party_id = ?2, vehicle_id = ?3, mileage = ?4, phone = ?5, description = ?6, promised_on = ?7, method = ?8,
               net = ?9, vat = ?10, rounding = ?11, amount = ?12, revision = revision + 1, changed_at = ?13, changed_by = ?14,
               name_key = coalesce((SELECT name_key FROM party WHERE id = ?2), '') WHERE id = ?1",
        )?
        .execute(params![
            order.id,
            order.party_id,
            order.vehicle_id,
            sheet.mileage,
            order.phone,
            sheet.description,
            sheet.promised_on.map(to_days),
            order.method.map(Method::number),
            minor(totals.net),
            minor(totals.vat_sum()?),
            minor(totals.rounding),
            minor(totals.total),
            actor.at_ms,
            actor.operator,
        ])?;
    tx.conn()
        .prepare_cached("DELETE FROM work_order_line WHERE order_id = ?1")?
        .execute([order.id])?;
    for line in &order.lines {
        tx.conn()
            .prepare_cached(
                "INSERT INTO work_order_line (order_id, no, kind, code, text, quantity, unit, price, discount, vat_rate) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
            )?
            .execute(params![
                order.id,
                line.no,
                line.kind.number(),
                line.code,
                line.text,
                thousandths(line.quantity)?,
                line.unit,
                line.price.map(minor),
                to_rate(line.discount_percent),
                to_rate(line.vat_percent),
            ])?;
    }
    tx.touch_order(order.id);
    Ok(())
}

/// Writes the notes, which may change at any time.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save_notes(tx: &Tx<'_>, id: i64, notes: &str) -> Result<(), StoreError> {
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached("UPDATE work_order SET notes = ?2, revision = revision + 1, changed_at = ?3, changed_by = ?4 WHERE id = ?1")?
        .execute(params![id, notes, actor.at_ms, actor.operator])?;
    Ok(())
}

/// Writes where an order stands: status, mobile payment, lock, method, invoice. In one statement, so that status and lock
/// are never apart.
///
/// # Errors
/// [`StoreError::Sqlite`]; [`StoreError::Invariant`] when somebody else was first.
pub fn save_standing(tx: &Tx<'_>, before: &Order, after: &Order) -> Result<(), StoreError> {
    let actor = tx.actor().clone();
    let written = tx
        .conn()
        .prepare_cached(
            "UPDATE work_order SET status = ?3, mobile = ?4, link_seq = ?5, method = ?6, payment_received = ?7, locked_at = ?8, locked_by = ?9,
               claim_id = ?10, revision = revision + 1, changed_at = ?11, changed_by = ?12 WHERE id = ?1 AND revision = ?2",
        )?
        .execute(params![
            after.id,
            before.revision,
            after.status.number(),
            after.mobile.number(),
            after.link_seq,
            after.method.map(Method::number),
            after.payment_received,
            after.lock.as_ref().map(|lock| lock.at_ms),
            after.lock.as_ref().map(|lock| lock.by.clone()),
            after.claim_id,
            actor.at_ms,
            actor.operator,
        ])?;
    if written != 1 {
        return Err(StoreError::Invariant {
            what: "order-revision",
            id: after.id,
        });
    }
    tx.touch_order(after.id);
    Ok(())
}

/// Writes when the customer paid and when we heard of it; both `None` when it was given back.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save_times(tx: &Tx<'_>, id: i64, paid_at_ms: Option<i64>, received_at_ms: Option<i64>) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE work_order SET payment_paid_at = ?2, payment_received_at = ?3 WHERE id = ?1")?
        .execute(params![id, paid_at_ms, received_at_ms])?;
    Ok(())
}

/// Writes the day an order was posted.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save_posted(tx: &Tx<'_>, id: i64, on: NaiveDate) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE work_order SET posted_on = ?2 WHERE id = ?1")?
        .execute(params![id, to_days(on)])?;
    Ok(())
}

/// A plate as it is kept: letters and digits, upper case.
pub fn plate(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .take(12)
        .collect()
}

fn vehicle_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Vehicle> {
    Ok(Vehicle {
        id: row.get(0)?,
        plate: row.get(1)?,
        make: row.get(2)?,
        model: row.get(3)?,
        year: row.get(4)?,
        party_id: row.get(5)?,
    })
}

/// A car by its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn vehicle(conn: &Connection, id: i64) -> Result<Option<Vehicle>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id, plate, make, model, year, party_id FROM vehicle WHERE id = ?1")?
        .query_row([id], vehicle_row)
        .optional()?)
}

/// A car by its plate.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn vehicle_by_plate(conn: &Connection, typed: &str) -> Result<Option<Vehicle>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id, plate, make, model, year, party_id FROM vehicle WHERE plate = ?1")?
        .query_row([plate(typed)], vehicle_row)
        .optional()?)
}

/// Adds a car. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`] when the plate is taken (callers ask first).
pub fn add_vehicle(tx: &Tx<'_>, new: &Vehicle) -> Result<i64, StoreError> {
    tx.conn()
        .prepare_cached("INSERT INTO vehicle (plate, make, model, year, party_id) VALUES (?1,?2,?3,?4,?5)")?
        .execute(params![plate(&new.plate), new.make, new.model, new.year, new.party_id])?;
    let id = tx.conn().last_insert_rowid();
    let after = serde_json::json!({ "plate": plate(&new.plate), "make": new.make, "model": new.model }).to_string();
    tx.log(&Entry {
        kind: "vehicle",
        id,
        action: "created",
        comment: "",
        before: None,
        after: Some(&after),
    })?;
    Ok(id)
}

/// Writes make and model of a car.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save_vehicle(tx: &Tx<'_>, id: i64, make: &str, model: &str) -> Result<(), StoreError> {
    let before = vehicle(tx.conn(), id)?.unwrap_or_default();
    if before.make == make && before.model == model {
        return Ok(());
    }
    tx.conn()
        .prepare_cached("UPDATE vehicle SET make = ?2, model = ?3 WHERE id = ?1")?
        .execute(params![id, make, model])?;
    let json = |make: &str, model: &str| serde_json::json!({ "make": make, "model": model }).to_string();
    tx.log(&Entry {
        kind: "vehicle",
        id,
        action: "changed",
        comment: "",
        before: Some(&json(&before.make, &before.model)),
        after: Some(&json(make, model)),
    })?;
    Ok(())
}

/// Notes that a claim is an invoice of an order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add_invoice(tx: &Tx<'_>, order: i64, claim: i64, paper: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("INSERT INTO order_invoice (claim_id, order_id, paper) VALUES (?1, ?2, ?3)")?
        .execute(params![claim, order, paper])?;
    Ok(())
}

/// What an invoice of an order says besides its sums, as it was issued.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn paper(conn: &Connection, claim: i64) -> Result<Option<String>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT paper FROM order_invoice WHERE claim_id = ?1")?
        .query_row([claim], |row| row.get(0))
        .optional()?)
}

/// How often an invoice, or a credit note on it, was printed before printing was a sending like any other.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn prints(conn: &Connection, claim: i64, note: Option<i64>) -> Result<i64, StoreError> {
    Ok(conn
        .prepare_cached("SELECT count(*) FROM print WHERE claim_id = ?1 AND credit_note_id IS ?2")?
        .query_row(params![claim, note], |row| row.get(0))?)
}

/// The invoices an order ever became, newest first: key and number of the claims.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn invoices(conn: &Connection, order: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT c.id, c.number FROM order_invoice i JOIN claim c ON c.id = i.claim_id WHERE i.order_id = ?1 ORDER BY c.id DESC",
    )?;
    Ok(statement
        .query_map([order], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}
