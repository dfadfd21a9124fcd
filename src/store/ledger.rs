//! Vouchers and postings.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, minor, to_days};
use crate::domain::ledger::{Draft, Role};

/// Which account of the chart is for what.
pub type Roles = HashMap<Role, String>;

/// The chart's accounts by what they are for.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn roles(conn: &Connection) -> Result<Roles, StoreError> {
    let mut statement = conn.prepare_cached("SELECT role, code FROM ledger_account WHERE role IS NOT NULL")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    let mut roles = Roles::new();
    for row in rows {
        let (role, code) = row?;
        roles.insert(
            Role::from_number(role).ok_or(StoreError::Invariant {
                what: "ledger-role",
                id: role,
            })?,
            code,
        );
    }
    Ok(roles)
}

/// Opens a voucher and gives it its number; its postings follow in the same transaction.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn open_voucher(tx: &Tx<'_>, kind: &str, text: &str, dated_on: NaiveDate) -> Result<i64, StoreError> {
    let number = tx.next_number("voucher")?;
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached(
            "INSERT INTO voucher (series, number, dated_on, kind, text, operator, made_at) VALUES ('voucher', ?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![number, to_days(dated_on), kind, text, actor.operator, actor.at_ms])?;
    let id = tx.conn().last_insert_rowid();
    tx.touch_voucher(id);
    Ok(id)
}

/// The number of a voucher.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn number_of(conn: &Connection, voucher: i64) -> Result<i64, StoreError> {
    Ok(conn
        .prepare_cached("SELECT number FROM voucher WHERE id = ?1")?
        .query_row([voucher], |row| row.get(0))?)
}

/// Writes the postings of a voucher. `bank` is the ledger account that stands for [`Role::Bank`].
///
/// # Errors
/// [`StoreError::Invariant`] when the chart has no account for a role.
pub fn post(tx: &Tx<'_>, voucher: i64, draft: &Draft, bank: Option<&str>) -> Result<(), StoreError> {
    let roles = roles(tx.conn())?;
    for posting in draft.postings() {
        let account = match (posting.role, bank) {
            (Role::Bank, Some(account)) => account,
            (role, _) => roles.get(&role).ok_or(StoreError::Invariant {
                what: "chart-role",
                id: role.number(),
            })?,
        };
        tx.conn()
            .prepare_cached("INSERT INTO posting (voucher_id, account, amount) VALUES (?1, ?2, ?3)")?
            .execute(params![voucher, account, minor(posting.amount)])?;
    }
    Ok(())
}

/// What an account of the chart is for; `None`: there is no such account.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn role_of(conn: &Connection, code: &str) -> Result<Option<Option<Role>>, StoreError> {
    let found: Option<Option<i64>> = conn
        .prepare_cached("SELECT role FROM ledger_account WHERE code = ?1")?
        .query_row([code], |row| row.get(0))
        .optional()?;
    Ok(found.map(|role| role.and_then(Role::from_number)))
}

/// Whether money of a bank account lies on a ledger account.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_bank(conn: &Connection, code: &str) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM bank_account WHERE ledger = ?1)")?
        .query_row([code], |row| row.get(0))?)
}
