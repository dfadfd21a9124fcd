//! Payment requests: the payment links of orders, what became of them, and the settlements of their providers.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, minor, to_days};
use crate::domain::money::Money;
use crate::domain::order::RequestState;

/// One payment link of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Key.
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// The order's number.
    pub order_number: i64,
    /// Which link of the order, from 1.
    pub seq: i64,
    /// What it is called at the provider.
    pub reference: String,
    /// Whose.
    pub provider: String,
    /// What is to be paid.
    pub amount: Money,
    /// To whom it was sent.
    pub phone: String,
    /// Where it stands.
    pub state: RequestState,
    /// The provider's word for it.
    pub word: String,
    /// The provider's id.
    pub provider_id: Option<String>,
    /// What the customer opens.
    pub url: Option<String>,
    /// What the customer paid.
    pub paid: Money,
    /// What was taken of it.
    pub captured: Money,
    /// What was given back.
    pub refunded: Money,
    /// Given back without the provider.
    pub by_hand: bool,
    /// When the customer paid, by the provider's clock, ms.
    pub paid_at_ms: Option<i64>,
    /// When we heard of it, ms.
    pub arrived_at_ms: Option<i64>,
    /// The payment it became.
    pub payment_id: Option<i64>,
    /// When it was made, ms.
    pub made_at_ms: i64,
    /// By whom.
    pub made_by: String,
    /// When the provider was asked last, ms.
    pub checked_at_ms: Option<i64>,
}

const SELECT: &str =
    "SELECT r.id, r.order_id, o.number, r.seq, r.reference, r.provider, r.amount, r.phone, r.state, r.word, r.provider_id, r.url,
   r.paid, r.captured, r.refunded, r.paid_at, r.arrived_at, r.payment_id, r.made_at, r.made_by, r.checked_at, r.by_hand
   FROM payment_request r JOIN work_order o ON o.id = r.order_id";

fn request(row: &rusqlite::Row<'_>) -> rusqlite::Result<Request> {
    Ok(Request {
        id: row.get(0)?,
        order_id: row.get(1)?,
        order_number: row.get(2)?,
        seq: row.get(3)?,
        reference: row.get(4)?,
        provider: row.get(5)?,
        amount: Money::from_minor(row.get(6)?),
        phone: row.get(7)?,
        state: RequestState::from_number(row.get(8)?).unwrap_or(RequestState::Dead),
        word: row.get(9)?,
        provider_id: row.get(10)?,
        url: row.get(11)?,
        paid: Money::from_minor(row.get(12)?),
        captured: Money::from_minor(row.get(13)?),
        refunded: Money::from_minor(row.get(14)?),
        paid_at_ms: row.get(15)?,
        arrived_at_ms: row.get(16)?,
        payment_id: row.get(17)?,
        made_at_ms: row.get(18)?,
        made_by: row.get(19)?,
        checked_at_ms: row.get(20)?,
        by_hand: row.get(21)?,
    })
}

/// Adds a request, in state creating. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`]; a second live link of an order is refused by the file itself.
pub fn add(tx: &Tx<'_>, order: i64, seq: i64, reference: &str, provider: &str, amount: Money, phone: &str) -> Result<i64, StoreError> {
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached(
            "INSERT INTO payment_request (order_id, seq, reference, provider, amount, phone, state, made_at, made_by) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
        )?
        .execute(params![
            order,
            seq,
            reference,
            provider,
            minor(amount),
            phone,
            RequestState::Creating.number(),
            actor.at_ms,
            actor.operator
        ])?;
    Ok(tx.conn().last_insert_rowid())
}

/// Loads a request.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Request>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("{SELECT} WHERE r.id = ?1"))?
        .query_row([id], request)
        .optional()?)
}

/// The requests of an order, newest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_order(conn: &Connection, order: i64) -> Result<Vec<Request>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE r.order_id = ?1 ORDER BY r.seq DESC"))?;
    Ok(statement.query_map([order], request)?.collect::<Result<_, _>>()?)
}

/// A request by its reference at the provider.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_reference(conn: &Connection, reference: &str) -> Result<Option<Request>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("{SELECT} WHERE r.reference = ?1"))?
        .query_row([reference], request)
        .optional()?)
}

/// The order whose payment link was sent to a phone last.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_order_of(conn: &Connection, phone: &str) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT order_id FROM payment_request WHERE phone = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([phone], |row| row.get(0))
        .optional()?)
}

/// Requests that the provider is asked about in the background: live ones, and dead ones for a while, because a payment may
/// have crossed the annulment. `now_ms` less `dead_ms` bounds the latter.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn watched(conn: &Connection, now_ms: i64, dead_ms: i64) -> Result<Vec<Request>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "{SELECT} WHERE r.state IN (2, 3, 6) OR (r.state = 5 AND r.captured < r.paid) OR (r.state = 4 AND r.payment_id IS NULL AND r.ended_at > ?1
           AND EXISTS (SELECT 1 FROM outbox x WHERE x.subject_kind = 'request' AND x.subject_id = r.id AND x.op = 'pay.create' AND x.attempt > 0))
         ORDER BY coalesce(r.checked_at, 0), r.id"
    ))?;
    Ok(statement.query_map([now_ms - dead_ms], request)?.collect::<Result<_, _>>()?)
}

/// Notes that the provider was asked, whatever it said.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn checked(tx: &Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE payment_request SET checked_at = ?2 WHERE id = ?1")?
        .execute([id, tx.actor().at_ms])?;
    Ok(())
}

/// Writes where a request stands.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save(tx: &Tx<'_>, after: &Request) -> Result<(), StoreError> {
    let ended = !matches!(after.state, RequestState::Creating | RequestState::Live | RequestState::Cancelling);
    let at = tx.actor().at_ms;
    tx.conn()
        .prepare_cached(
            "UPDATE payment_request SET state = ?2, word = ?3, provider_id = ?4, url = ?5, paid = ?6, captured = ?7, refunded = ?8, paid_at = ?9,
               arrived_at = ?10, payment_id = ?11, checked_at = ?12, ended_at = CASE WHEN ?13 THEN coalesce(ended_at, ?14) END, by_hand = ?15 WHERE id = ?1",
        )?
        .execute(params![
            after.id,
            after.state.number(),
            after.word,
            after.provider_id,
            after.url,
            minor(after.paid),
            minor(after.captured),
            minor(after.refunded),
            after.paid_at_ms,
            after.arrived_at_ms,
            after.payment_id,
            after.checked_at_ms,
            ended,
            at,
            after.by_hand
        ])?;
    tx.touch_order(after.order_id);
    Ok(())
}

/// One line of a provider's settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLine {
    /// The request it is about.
    pub request_id: i64,
    /// What was paid; negative: given back.
    pub gross: Money,
    /// What the provider keeps.
    pub fee: Money,
}

/// The digest of the rows of a settlement that is booked already.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn settled(conn: &Connection, provider: &str, ext_id: &str) -> Result<Option<String>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT digest FROM settlement WHERE provider = ?1 AND ext_id = ?2")?
        .query_row([provider, ext_id], |row| row.get(0))
        .optional()?)
}

/// What settlements have brought of a request so far: gross, signed.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn settled_gross(conn: &Connection, request: i64) -> Result<Money, StoreError> {
    Ok(conn
        .prepare_cached("SELECT coalesce(sum(gross), 0) FROM settlement_line WHERE request_id = ?1")?
        .query_row([request], |row| row.get(0))
        .map(Money::from_minor)?)
}

/// A settlement without its lines.
pub struct NewSettlement<'a> {
    /// Whose.
    pub provider: &'a str,
    /// What the provider calls it.
    pub ext_id: &'a str,
    /// Of its rows.
    pub digest: &'a str,
    /// Paid out.
    pub on: chrono::NaiveDate,
    /// Off the clearing account.
    pub gross: Money,
    /// What the provider keeps.
    pub fee: Money,
    /// Where it is booked.
    pub voucher: i64,
}

/// Adds a settlement; its lines follow. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`], also when it is there already.
pub fn open_settlement(tx: &Tx<'_>, new: &NewSettlement<'_>) -> Result<i64, StoreError> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO settlement (provider, ext_id, settled_on, gross, fee, net, voucher_id, digest) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
        )?
        .execute(params![
            new.provider,
            new.ext_id,
            to_days(new.on),
            minor(new.gross),
            minor(new.fee),
            minor(new.gross.minus(new.fee)?),
            new.voucher,
            new.digest
        ])?;
    Ok(tx.conn().last_insert_rowid())
}

/// Adds a settlement of payment links with its lines. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`], also when it is there already.
pub fn add_settlement(
    tx: &Tx<'_>,
    provider: &str,
    (ext_id, digest): (&str, &str),
    on: chrono::NaiveDate,
    lines: &[SettlementLine],
    voucher: i64,
) -> Result<i64, StoreError> {
    let id = open_settlement(
        tx,
        &NewSettlement {
            provider,
            ext_id,
            digest,
            on,
            gross: Money::sum(lines.iter().map(|line| line.gross))?,
            fee: Money::sum(lines.iter().map(|line| line.fee))?,
            voucher,
        },
    )?;
    for (line, no) in lines.iter().zip(1i64..) {
        tx.conn()
            .prepare_cached("INSERT INTO settlement_line (settlement_id, no, request_id, gross, fee) VALUES (?1,?2,?3,?4,?5)")?
            .execute(params![id, no, line.request_id, minor(line.gross), minor(line.fee)])?;
    }
    Ok(id)
}
