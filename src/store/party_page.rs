//! Everything around one party: for its page the newest of each kind and how many there are, for `show` all of them.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};

use super::{StoreError, from_days, to_days};
use crate::domain::claim::Status;
use crate::domain::dialogue::{Direction, MessageState};
use crate::domain::money::Money;
use crate::domain::order;
use crate::domain::payment::State;

/// How many of each kind a page shows.
pub const PAGE: i64 = 200;
/// As many as there are.
pub const ALL: i64 = -1;

/// A claim of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyClaim {
    /// Key.
    pub id: i64,
    /// Number.
    pub number: i64,
    /// What it is for.
    pub description: String,
    /// Due.
    pub due_on: Option<NaiveDate>,
    /// How much.
    pub amount: Money,
    /// What is left.
    pub left: Money,
    /// Where it stands.
    pub status: Option<Status>,
}

/// A payment of a party, or for one of its claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyPayment {
    /// Key.
    pub id: i64,
    /// Booked.
    pub booked_on: Option<NaiveDate>,
    /// How much; less than nothing: money out.
    pub amount: Money,
    /// What is left over.
    pub left: Money,
    /// Reference or text.
    pub text: String,
    /// Where it stands.
    pub state: Option<State>,
}

/// An order of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyOrder {
    /// Key.
    pub id: i64,
    /// Number.
    pub number: i64,
    /// Opened.
    pub opened_on: Option<NaiveDate>,
    /// The car.
    pub plate: String,
    /// What is to be done.
    pub description: String,
    /// What it comes to.
    pub amount: Money,
    /// Where it stands.
    pub status: Option<order::Status>,
}

/// A message with a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyMessage {
    /// Key.
    pub id: i64,
    /// When, ms.
    pub at_ms: i64,
    /// Which way.
    pub direction: Option<Direction>,
    /// The phone.
    pub number: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub state: Option<MessageState>,
}

/// Rows of one kind, the newest first, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// How many there are.
    pub all: i64,
}

fn newest<T>(
    conn: &Connection,
    (party, most): (i64, i64),
    columns: &str,
    from: &str,
    order: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Newest<T>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {columns} FROM {from} ORDER BY {order} LIMIT ?2"))?;
    let rows = statement
        .query_map([party, most], |row| read(row))?
        .collect::<Result<Vec<T>, _>>()?;
    let all = conn
        .prepare_cached(&format!("SELECT count(*) FROM {from}"))?
        .query_row([party], |row| row.get(0))?;
    Ok(Newest { rows, all })
}

/// Its claims, what is open first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn claims(conn: &Connection, party: i64, most: i64) -> Result<Newest<PartyClaim>, StoreError> {
    newest(
        conn,
        (party, most),
        "c.id, c.number, c.description, c.due_on, c.amount, c.\"left\", c.status",
        "claim c WHERE c.party_id = ?1",
        "c.\"left\" = 0, c.due_on DESC, c.id DESC",
        |row| {
            Ok(PartyClaim {
                id: row.get(0)?,
                number: row.get(1)?,
                description: row.get(2)?,
                due_on: from_days(row.get(3)?),
                amount: Money::from_minor(row.get(4)?),
                left: Money::from_minor(row.get(5)?),
                status: Status::from_number(row.get(6)?),
            })
        },
    )
}

/// Payments that are of it by their reference, or that stand on its claims.
const PAYMENTS: &str = "payment y WHERE y.id IN (SELECT id FROM payment WHERE party_id = ?1
     UNION SELECT a.payment_id FROM claim c JOIN allocation a ON a.claim_id = c.id WHERE c.party_id = ?1)";

/// Its payments.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn payments(conn: &Connection, party: i64, most: i64) -> Result<Newest<PartyPayment>, StoreError> {
    newest(
        conn,
        (party, most),
        "y.id, y.booked_on, y.amount, y.amount - y.used, coalesce(y.reference, y.text, ''), y.state",
        PAYMENTS,
        "y.booked_on DESC, y.id DESC",
        |row| {
            Ok(PartyPayment {
                id: row.get(0)?,
                booked_on: from_days(row.get(1)?),
                amount: Money::from_minor(row.get(2)?),
                left: Money::from_minor(row.get(3)?),
                text: row.get(4)?,
                state: State::from_number(row.get(5)?),
            })
        },
    )
}

/// Its orders.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn orders(conn: &Connection, party: i64, most: i64) -> Result<Newest<PartyOrder>, StoreError> {
    newest(
        conn,
        (party, most),
        "o.id, o.number, o.opened_on, coalesce((SELECT h.plate FROM vehicle h WHERE h.id = o.vehicle_id), ''), o.description, o.amount, o.status",
        "work_order o WHERE o.party_id = ?1",
        "o.id DESC",
        |row| {
            Ok(PartyOrder {
                id: row.get(0)?,
                number: row.get(1)?,
                opened_on: from_days(row.get(2)?),
                plate: row.get(3)?,
                description: row.get(4)?,
                amount: Money::from_minor(row.get(5)?),
                status: order::Status::from_number(row.get(6)?),
            })
        },
    )
}

/// Messages with it: those that say so, those of its orders and claims, those of its numbers where no other party is named.
const MESSAGES: &str = "message m WHERE m.id IN (SELECT id FROM message WHERE party_id = ?1
     UNION SELECT x.id FROM work_order o JOIN message x ON x.order_id = o.id WHERE o.party_id = ?1
     UNION SELECT x.id FROM claim c JOIN message x ON x.claim_id = c.id WHERE c.party_id = ?1
     UNION SELECT x.id FROM party_number n JOIN message x ON x.number = n.number WHERE n.party_id = ?1 AND x.party_id IS NULL
     UNION SELECT x.id FROM party p JOIN message x ON x.number = p.phone_e164 WHERE p.id = ?1 AND x.party_id IS NULL)";

/// Its messages.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn messages(conn: &Connection, party: i64, most: i64) -> Result<Newest<PartyMessage>, StoreError> {
    newest(
        conn,
        (party, most),
        "m.id, m.at, m.direction, m.number, m.text, m.state",
        MESSAGES,
        "m.id DESC",
        |row| {
            Ok(PartyMessage {
                id: row.get(0)?,
                at_ms: row.get(1)?,
                direction: Direction::from_number(row.get(2)?),
                number: row.get(3)?,
                text: row.get(4)?,
                state: MessageState::from_number(row.get(5)?),
            })
        },
    )
}

/// What a party owes, what of it is overdue, and what credit it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Left on its claims.
    pub owed: Money,
    /// Of that, past its due date.
    pub overdue: Money,
    /// Its credit.
    pub credit: Money,
}

/// The sums of a party.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn sums(conn: &Connection, party: i64, today: NaiveDate) -> Result<Sums, StoreError> {
    let sql = "SELECT coalesce(sum(\"left\"), 0), coalesce(sum(CASE WHEN due_on < ?2 THEN \"left\" END), 0) FROM claim WHERE party_id = ?1";
    let (owed, overdue) = conn
        .prepare_cached(sql)?
        .query_row(params![party, to_days(today)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Sums {
        owed: Money::from_minor(owed),
        overdue: Money::from_minor(overdue),
        credit: super::away::credit_sum(conn, party)?,
    })
}

/// Another party that has to do with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Key.
    pub id: i64,
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
}

fn named(conn: &Connection, sql: &str, party: i64, most: i64) -> Result<Vec<Other>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([party, most], |row| {
        Ok(Other {
            id: row.get(0)?,
            number: row.get(1)?,
            name: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whom it pays for.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn household(conn: &Connection, party: i64, most: i64) -> Result<Vec<Other>, StoreError> {
    named(
        conn,
        "SELECT id, number, name FROM party WHERE payer_id = ?1 ORDER BY id LIMIT ?2",
        party,
        most,
    )
}

/// Who was merged into it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn merged(conn: &Connection, party: i64, most: i64) -> Result<Vec<Other>, StoreError> {
    named(
        conn,
        "SELECT id, number, name FROM party WHERE merged_into = ?1 ORDER BY id LIMIT ?2",
        party,
        most,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn nothing_of_a_party_is_looked_for_through_all_of_a_table() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("site.fordring")).unwrap();
        let from = [
            "claim c WHERE c.party_id = ?1",
            PAYMENTS,
            "work_order o WHERE o.party_id = ?1",
            MESSAGES,
        ];
        for from in from {
            let mut statement = store
                .conn
                .prepare(&format!("EXPLAIN QUERY PLAN SELECT count(*) FROM {from}"))
                .unwrap();
            let plan: Vec<String> = statement
                .query_map([1], |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(
                !plan.iter().any(|step| step.contains("SCAN") && !step.contains("SCAN (")),
                "{from}: {plan:#?}"
            );
        }
    }
}
