//! Charges: messages that cost their amount, from the message that asked for one to the payment it became.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, Tx, minor};
use crate::domain::claim::{Kind, Status};
use crate::domain::dues_sms::ChargeState;
use crate::domain::money::Money;

/// A charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Key.
    pub id: i64,
    /// The message that asked for it.
    pub message_id: i64,
    /// Who pays.
    pub party_id: i64,
    /// What for.
    pub claim_id: i64,
    /// From which number, `+` and digits.
    pub number: String,
    /// How much.
    pub amount: Money,
    /// Through whom.
    pub provider: String,
    /// What it is called there.
    pub key: String,
    /// Where it stands.
    pub state: ChargeState,
    /// A call was made whose answer did not come.
    pub doubtful: bool,
    /// The provider's own code.
    pub code: String,
    /// What it means: the code of a [`crate::gateways::charges::ChargeFault`], or of our own reason.
    pub fault: String,
    /// What was said in words.
    pub detail: String,
    /// When it was asked for, ms.
    pub made_at_ms: i64,
    /// When it moved last, ms.
    pub moved_at_ms: i64,
    /// When the provider was asked last, ms.
    pub checked_at_ms: Option<i64>,
    /// The payment it became.
    pub payment_id: Option<i64>,
}

const SELECT: &str = "SELECT id, message_id, party_id, claim_id, number, amount, provider, key, state, doubtful, code, fault, detail,
  made_at, moved_at, checked_at, payment_id FROM charge";

fn charge(row: &Row<'_>) -> rusqlite::Result<Charge> {
    Ok(Charge {
        id: row.get(0)?,
        message_id: row.get(1)?,
        party_id: row.get(2)?,
        claim_id: row.get(3)?,
        number: row.get(4)?,
        amount: Money::from_minor(row.get(5)?),
        provider: row.get(6)?,
        key: row.get(7)?,
        // A file of a newer program would have been refused; a state nobody knows is for a person.
        state: ChargeState::from_number(row.get(8)?).unwrap_or(ChargeState::Uncertain),
        doubtful: row.get(9)?,
        code: row.get(10)?,
        fault: row.get(11)?,
        detail: row.get(12)?,
        made_at_ms: row.get(13)?,
        moved_at_ms: row.get(14)?,
        checked_at_ms: row.get(15)?,
        payment_id: row.get(16)?,
    })
}

/// A charge to be made.
pub struct NewCharge<'a> {
    /// The message that asked for it.
    pub message_id: i64,
    /// Who pays.
    pub party_id: i64,
    /// What for.
    pub claim_id: i64,
    /// From which number.
    pub number: &'a str,
    /// How much.
    pub amount: Money,
    /// Through whom.
    pub provider: &'a str,
    /// What it is called there; unique for ever.
    pub key: &'a str,
}

/// Keeps a charge. Answers its key in the file.
///
/// # Errors
/// [`StoreError::Sqlite`], also when one of the same claim is open.
pub fn add(tx: &Tx<'_>, new: &NewCharge<'_>) -> Result<i64, StoreError> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO charge (message_id, party_id, claim_id, number, amount, provider, key, state, made_at, moved_at)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?9)",
        )?
        .execute(params![
            new.message_id,
            new.party_id,
            new.claim_id,
            new.number,
            minor(new.amount),
            new.provider,
            new.key,
            ChargeState::Asked.number(),
            tx.actor().at_ms
        ])?;
    Ok(tx.conn().last_insert_rowid())
}

fn one(conn: &Connection, which: &str, key: impl rusqlite::ToSql) -> Result<Option<Charge>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE {which} = ?1"))?;
    Ok(statement.query_row([key], charge).optional()?)
}

/// A charge.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Charge>, StoreError> {
    one(conn, "id", id)
}

/// The charge of a provider's key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_key(conn: &Connection, key: &str) -> Result<Option<Charge>, StoreError> {
    one(conn, "key", key)
}

/// Charges of a claim, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_claim(conn: &Connection, claim: i64) -> Result<Vec<Charge>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE claim_id = ?1 ORDER BY id"))?;
    Ok(statement.query_map([claim], charge)?.collect::<Result<_, _>>()?)
}

/// Charges whose outcome is awaited, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn waiting(conn: &Connection) -> Result<Vec<Charge>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE state IN (1, 2) ORDER BY id"))?;
    Ok(statement.query_map([], charge)?.collect::<Result<_, _>>()?)
}

/// When the outcome of a charge could be asked about first: the oldest that is awaited, ms of its last question.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn any_waiting(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM charge WHERE state IN (1, 2))")?
        .query_row([], |row| row.get(0))?)
}

/// Whether a charge of this amount for a party is open.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_open(conn: &Connection, party: i64, amount: Money) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM charge WHERE party_id = ?1 AND amount = ?2 AND state IN (1, 2, 3))")?
        .query_row(params![party, minor(amount)], |row| row.get(0))?)
}

/// Unpaid dues claims of a party on which exactly this amount is left, or is without costs of reminders that do not outlive it, the oldest due first, without those that a charge is
/// open for (SMS-1, SMS-5, SMS-15).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn claims_for(conn: &Connection, party: i64, amount: Money) -> Result<Vec<i64>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id FROM claim WHERE party_id = ?1 AND (\"left\" = ?2 OR (costs > 0 AND NOT keep_costs AND \"left\" - costs = ?2)) AND kind = ?3 AND status = ?4
           AND NOT EXISTS (SELECT 1 FROM charge WHERE claim_id = claim.id AND state IN (1, 2, 3)) ORDER BY due_on, id",
    )?;
    let rows = statement.query_map(params![party, minor(amount), Kind::Dues.number(), Status::Unpaid.number()], |row| {
        row.get(0)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether there are dues at all (SMS-25).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn any_dues(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM claim WHERE kind = ?1)")?
        .query_row([Kind::Dues.number()], |row| row.get(0))?)
}

/// What is told of where a charge stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// The provider's own code.
    pub code: &'a str,
    /// What it means.
    pub fault: &'a str,
    /// In words.
    pub detail: &'a str,
}

/// Moves a charge on.
///
/// # Errors
/// [`StoreError::Sqlite`], also for a step that there is not.
pub fn move_on(tx: &Tx<'_>, id: i64, state: ChargeState, told: Told<'_>) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE charge SET state = ?2, code = ?3, fault = ?4, detail = ?5, moved_at = ?6 WHERE id = ?1")?
        .execute(params![id, state.number(), told.code, told.fault, told.detail, tx.actor().at_ms])?;
    Ok(())
}

/// Notes the payment that a charge became.
///
/// # Errors
/// [`StoreError::Sqlite`], also when it is another already.
pub fn set_payment(tx: &Tx<'_>, id: i64, payment: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE charge SET payment_id = ?2 WHERE id = ?1")?
        .execute([id, payment])?;
    Ok(())
}

/// A call was made whose answer did not come.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_doubtful(tx: &Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE charge SET doubtful = 1 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// The provider was asked now.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn checked(tx: &Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE charge SET checked_at = ?2 WHERE id = ?1")?
        .execute(params![id, tx.actor().at_ms])?;
    Ok(())
}

/// How many charges wait for a person.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn count_uncertain(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn
        .prepare_cached("SELECT count(*) FROM charge WHERE state = 3")?
        .query_row([], |row| row.get(0))?)
}

/// A line of a settlement (its key and the line's place): what was paid out of a charge.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn settle(tx: &Tx<'_>, (settlement, no): (i64, i64), charge: i64, gross: Money, fee: Money) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("INSERT INTO charge_settled (settlement_id, no, charge_id, gross, fee) VALUES (?1,?2,?3,?4,?5)")?
        .execute(params![settlement, no, charge, minor(gross), minor(fee)])?;
    Ok(())
}

/// What was paid out of a charge so far.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn settled_gross(conn: &Connection, charge: i64) -> Result<Money, StoreError> {
    Ok(conn
        .prepare_cached("SELECT coalesce(sum(gross), 0) FROM charge_settled WHERE charge_id = ?1")?
        .query_row([charge], |row| row.get(0))
        .map(Money::from_minor)?)
}
