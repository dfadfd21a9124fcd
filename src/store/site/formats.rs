//! In which format the payments of an account come, by date: one at a time, so that the same money never comes twice
//! (`formats/no.md` 7).

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::store::journal::Entry;
use crate::store::{StoreError, Tx, from_days, to_days};

/// From when an account's payments come in a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountFormat {
    /// Whose.
    pub account_id: i64,
    /// The first day payments are booked on.
    pub from_on: NaiveDate,
    /// The format's id.
    pub format: String,
}

/// The formats of all accounts, by account and date.
///
/// # Errors
/// [`StoreError::Sqlite`]; a date that is none.
pub fn formats(conn: &Connection) -> Result<Vec<AccountFormat>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT account_id, from_on, format FROM account_format ORDER BY account_id, from_on")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
    })?;
    let mut formats = Vec::new();
    for row in rows {
        let (account_id, from_on, format) = row?;
        let from_on = from_days(from_on).ok_or(StoreError::Invariant {
            what: "account-format",
            id: account_id,
        })?;
        formats.push(AccountFormat {
            account_id,
            from_on,
            format,
        });
    }
    Ok(formats)
}

/// Says in which format an account's payments come from a day on. What was said for the same day before is replaced.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_format(tx: &Tx<'_>, new: &AccountFormat, comment: &str) -> Result<(), StoreError> {
    let conn = tx.conn();
    let json = |format: &str| serde_json::json!({ "format": format, "from": new.from_on.to_string() }).to_string();
    let before: Option<String> = conn
        .prepare_cached("SELECT format FROM account_format WHERE account_id = ?1 AND from_on <= ?2 ORDER BY from_on DESC LIMIT 1")?
        .query_row(params![new.account_id, to_days(new.from_on)], |row| row.get(0))
        .optional()?;
    conn.prepare_cached("INSERT OR REPLACE INTO account_format (account_id, from_on, format) VALUES (?1, ?2, ?3)")?
        .execute(params![new.account_id, to_days(new.from_on), new.format])?;
    tx.log(&Entry {
        kind: "bank_account",
        id: new.account_id,
        action: "format_set",
        comment,
        before: before.as_deref().map(json).as_deref(),
        after: Some(&json(&new.format)),
    })?;
    Ok(())
}

/// The last day from `from_on` on that payments of an account are booked on in a file of another format than these, and that format.
/// Files that were undone do not count.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_in_other(
    conn: &Connection,
    account: i64,
    these: &[&str],
    from_on: NaiveDate,
) -> Result<Option<(NaiveDate, String)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT y.booked_on, f.format FROM payment y JOIN bank_file f ON f.id = y.file_id
         WHERE y.account_id = ?1 AND y.booked_on >= ?3 AND f.undone_seq IS NULL
           AND f.format NOT IN (SELECT value FROM json_each(?2)) ORDER BY y.booked_on DESC LIMIT 1",
    )?;
    let these = serde_json::json!(these).to_string();
    let found: Option<(i64, String)> = statement
        .query_row(params![account, these, to_days(from_on)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(day, format)| from_days(day).map(|day| (day, format))))
}
