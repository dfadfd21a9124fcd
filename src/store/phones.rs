//! Phone numbers of parties: the card's and those besides it, each as it is dialled, and those that stand on several.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, site};
use crate::domain::account::Country;
use crate::domain::phone;

/// What a card keeps of its number besides the text: how it is dialled (`''`: it is not), and why it cannot be read.
pub fn reading(text: &str, home: Country) -> (String, Option<i64>) {
    if text.trim().is_empty() {
        return (String::new(), None);
    }
    match phone::read(text, home) {
        Ok(dialled) => (dialled.to_string(), None),
        Err(fault) => (String::new(), Some(fault.number())),
    }
}

/// Reads the number of every card: once, when a file gets the columns for it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub(super) fn read_all(conn: &Connection) -> Result<(), StoreError> {
    let any: bool = conn.query_row("SELECT EXISTS (SELECT 1 FROM party WHERE phone <> '')", [], |row| row.get(0))?;
    if !any {
        return Ok(());
    }
    let home = site::load(conn)?.country;
    let mut cards = conn.prepare("SELECT id, phone FROM party WHERE phone <> '' ORDER BY id")?;
    let cards: Vec<(i64, String)> = cards
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut write = conn.prepare("UPDATE party SET phone_e164 = ?2, phone_fault = ?3 WHERE id = ?1")?;
    for (id, text) in cards {
        let (dialled, fault) = reading(&text, home);
        write.execute(params![id, dialled, fault])?;
    }
    Ok(())
}

/// Numbers of a party besides the card's, in order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn besides(conn: &Connection, party: i64) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT number FROM party_number WHERE party_id = ?1 ORDER BY id")?;
    Ok(statement.query_map([party], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Parties whose number this is, on the card or besides it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn holders(conn: &Connection, number: &str) -> Result<Vec<i64>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT party_id FROM party_number WHERE number = ?1
         UNION SELECT id FROM party WHERE phone_e164 = ?1 AND phone_e164 <> '' ORDER BY 1",
    )?;
    Ok(statement.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// How a card's number is dialled; `''`: it is not.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_card(conn: &Connection, party: i64) -> Result<String, StoreError> {
    Ok(conn
        .prepare_cached("SELECT phone_e164 FROM party WHERE id = ?1")?
        .query_row([party], |row| row.get(0))
        .optional()?
        .unwrap_or_default())
}

/// Puts a number on a card.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put_on_card(tx: &Tx<'_>, party: i64, text: &str) -> Result<(), StoreError> {
    let (dialled, fault) = reading(text, tx.country()?);
    tx.conn()
        .prepare_cached("UPDATE party SET phone = ?2, phone_e164 = ?3, phone_fault = ?4 WHERE id = ?1")?
        .execute(params![party, text, dialled, fault])?;
    Ok(())
}

/// Keeps a number besides the card's, or takes it away. Answers whether that changed anything.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn keep(tx: &Tx<'_>, party: i64, number: &str, kept: bool) -> Result<bool, StoreError> {
    let sql = if kept {
        "INSERT INTO party_number (number, party_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM party_number WHERE number = ?1 AND party_id = ?2"
    };
    Ok(tx.conn().prepare_cached(sql)?.execute(params![number, party])? == 1)
}

/// A number and a party of a row of the list of numbers that stand on several.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn shared_row(conn: &Connection, key: i64) -> Result<Option<(String, i64)>, StoreError> {
    let (id, besides) = (key / 2, key % 2 == 1);
    let sql = if besides {
        "SELECT number, party_id FROM party_number WHERE id = ?1"
    } else {
        "SELECT phone_e164, id FROM party WHERE id = ?1 AND phone_e164 <> ''"
    };
    Ok(conn
        .prepare_cached(sql)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
