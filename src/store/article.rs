//! Articles.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::claim::{from_rate, to_rate};
use super::journal::Entry;
use super::{StoreError, Tx, from_days, minor, to_days};
use crate::domain::article::{self, Article};
use crate::domain::claim::Kind;
use crate::domain::money::Money;
use crate::domain::text::{Alphabet, sort_key};

const COLUMNS: &str = "id, code, name, price, vat_rate, unit, kind, ended_on";

fn read(row: &Row<'_>) -> rusqlite::Result<Article> {
    Ok(Article {
        id: row.get(0)?,
        code: row.get(1)?,
        name: row.get(2)?,
        price: Money::from_minor(row.get(3)?),
        vat_percent: from_rate(row.get(4)?),
        unit: row.get(5)?,
        kind: Kind::from_number(row.get(6)?).unwrap_or(Kind::Other),
        ended_on: row.get::<_, Option<i64>>(7)?.and_then(from_days),
    })
}

/// An article by its code, as people type it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_code(conn: &Connection, typed: &str) -> Result<Option<Article>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM article WHERE code = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([article::code(typed)], read).optional()?)
}

/// An article by its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Article>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM article WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id], read).optional()?)
}

fn snapshot(article: &Article) -> String {
    serde_json::json!({ "code": article.code, "name": article.name, "price": article.price.to_string(), "vat": article.vat_percent.to_string(),
        "unit": article.unit, "kind": article.kind.code(), "ended": article.ended_on.map(|on| on.to_string()) })
    .to_string()
}

/// Adds an article. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`] when the code is taken (callers ask first).
pub fn add(tx: &Tx<'_>, new: &Article, alphabet: Alphabet, comment: &str) -> Result<i64, StoreError> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO article (code, name, name_key, price, vat_rate, unit, kind, ended_on) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
        )?
        .execute(params![
            new.code,
            new.name,
            sort_key(&new.name, alphabet),
            minor(new.price),
            to_rate(new.vat_percent),
            new.unit,
            new.kind.number(),
            new.ended_on.map(to_days)
        ])?;
    let id = tx.conn().last_insert_rowid();
    tx.log(&Entry {
        kind: "article",
        id,
        action: "created",
        comment,
        before: None,
        after: Some(&snapshot(new)),
    })?;
    Ok(id)
}

/// Writes an article as it becomes. Its code stays.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save(tx: &Tx<'_>, before: &Article, after: &Article, alphabet: Alphabet, comment: &str) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "UPDATE article SET name = ?2, name_key = ?3, price = ?4, vat_rate = ?5, unit = ?6, kind = ?7, ended_on = ?8 WHERE id = ?1",
        )?
        .execute(params![
            before.id,
            after.name,
            sort_key(&after.name, alphabet),
            minor(after.price),
            to_rate(after.vat_percent),
            after.unit,
            after.kind.number(),
            after.ended_on.map(to_days)
        ])?;
    let action = match (before.ended_on, after.ended_on) {
        (None, Some(_)) => "ended",
        _ => "changed",
    };
    tx.log(&Entry {
        kind: "article",
        id: before.id,
        action,
        comment,
        before: Some(&snapshot(before)),
        after: Some(&snapshot(after)),
    })?;
    Ok(())
}
