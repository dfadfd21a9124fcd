//! A party's whole card: read, written, and found by anything that leads to it.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, from_days, phones, to_days};
use crate::domain::party::{Card, Channel};
use crate::domain::text::{Alphabet, sort_key};

/// A card with its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Key in the file.
    pub id: i64,
    /// Customer or member number.
    pub number: String,
    /// What stands on it.
    pub card: Card,
    /// The number of the party that it was merged into.
    pub merged_into: Option<String>,
}

/// The card of a key; of a merged one its own, which is empty.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Kept>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT p.number, p.name, p.kind, p.org_number, p.phone, p.email, p.address, p.postcode, p.city, p.country, p.language, p.channel,
           p.birth_on, p.member_since_on, p.left_on, p.terms_days, coalesce(p.reference, ''), coalesce(q.number, ''), p.note, m.number
         FROM party p LEFT JOIN party q ON q.id = p.payer_id LEFT JOIN party m ON m.id = p.merged_into WHERE p.id = ?1",
    )?;
    let found = statement.query_row([id], |row| {
        let day = |place: usize| -> rusqlite::Result<_> { Ok(row.get::<_, Option<i64>>(place)?.and_then(from_days)) };
        Ok(Kept {
            id,
            number: row.get(0)?,
            card: Card {
                name: row.get(1)?,
                kind: row.get(2)?,
                org_number: row.get(3)?,
                phone: row.get(4)?,
                email: row.get(5)?,
                address: row.get(6)?,
                postcode: row.get(7)?,
                city: row.get(8)?,
                country: row.get(9)?,
                language: row.get(10)?,
                channel: row.get::<_, Option<i64>>(11)?.and_then(Channel::from_number),
                birth_on: day(12)?,
                member_since_on: day(13)?,
                left_on: day(14)?,
                terms_days: row.get(15)?,
                reference: row.get(16)?,
                payer: row.get(17)?,
                note: row.get(18)?,
            },
            merged_into: row.get(19)?,
        })
    });
    Ok(found.optional()?)
}

/// Writes a card; its claims and orders are sorted by the new name. `payer`: the key of who pays.
///
/// # Errors
/// [`StoreError::Sqlite`], also what the rails say.
pub fn save(tx: &Tx<'_>, id: i64, card: &Card, payer: Option<i64>, alphabet: Alphabet) -> Result<(), StoreError> {
    let (dialled, fault) = phones::reading(&card.phone, tx.country()?);
    let name_key = sort_key(&card.name, alphabet);
    let conn = tx.conn();
    conn.prepare_cached(
        "UPDATE party SET name = ?2, name_key = ?3, kind = ?4, org_number = ?5, phone = ?6, phone_e164 = ?7, phone_fault = ?8, email = ?9,
           address = ?10, postcode = ?11, city = ?12, country = ?13, language = ?14, channel = ?15, birth_on = ?16, member_since_on = ?17,
           left_on = ?18, terms_days = ?19, reference = nullif(?20, ''), note = ?21 WHERE id = ?1",
    )?
    .execute(params![
        id,
        card.name,
        name_key,
        card.kind,
        card.org_number,
        card.phone,
        dialled,
        fault,
        card.email,
        card.address,
        card.postcode,
        card.city,
        card.country,
        card.language,
        card.channel.map(Channel::number),
        card.birth_on.map(to_days),
        card.member_since_on.map(to_days),
        card.left_on.map(to_days),
        card.terms_days,
        card.reference,
        card.note,
    ])?;
    conn.prepare_cached("UPDATE party SET payer_id = ?2 WHERE id = ?1 AND payer_id IS NOT ?2")?
        .execute(params![id, payer])?;
    for sql in [
        "UPDATE claim SET name_key = ?2 WHERE party_id = ?1 AND name_key <> ?2",
        "UPDATE work_order SET name_key = ?2 WHERE party_id = ?1 AND name_key <> ?2",
    ] {
        conn.prepare_cached(sql)?.execute(params![id, name_key])?;
    }
    Ok(())
}

/// Whether a party pays for others.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn pays_for_others(conn: &Connection, id: i64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM party WHERE payer_id = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// Whether somebody pays for a party.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn has_payer(conn: &Connection, id: i64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM party WHERE id = ?1 AND payer_id IS NOT NULL)";
    Ok(conn.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// Keys of parties that something leads to – a number, a reference, an e-mail, a plate – the most exact first; at most a dozen. One
/// that was merged leads to who stayed.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn leads_to(conn: &Connection, wanted: &str, dialled: Option<&str>, plate: &str) -> Result<Vec<i64>, StoreError> {
    const NUMBER: &str = "SELECT coalesce(merged_into, id) FROM party WHERE number = ?1";
    const REFERENCE: &str = "SELECT coalesce(merged_into, id) FROM party WHERE reference = ?1";
    const EMAIL: &str = "SELECT id FROM party WHERE email <> '' AND lower(email) = lower(?1) LIMIT 12";
    const PLATE: &str = "SELECT party_id FROM vehicle WHERE plate = ?1 AND party_id IS NOT NULL";
    let mut found: Vec<i64> = Vec::new();
    let mut ask = |sql: &str, value: &str| -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(sql)?;
        for id in statement.query_map([value], |row| row.get::<_, i64>(0))? {
            let id = id?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(())
    };
    ask(NUMBER, wanted)?;
    let squeezed: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
    ask(REFERENCE, &squeezed)?;
    if wanted.contains('@') {
        ask(EMAIL, wanted)?;
    }
    if !plate.is_empty() {
        ask(PLATE, plate)?;
    }
    if let Some(dialled) = dialled {
        for id in phones::holders(conn, dialled)? {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    Ok(found)
}

/// Keys of parties by name (folded): exactly so, at most a dozen.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn named(conn: &Connection, key: &str) -> Result<Vec<i64>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id FROM party WHERE name_key = ?1 AND merged_into IS NULL ORDER BY id LIMIT 12")?;
    Ok(statement.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Cars of a party: key, plate, make, model, year.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn cars(conn: &Connection, party: i64) -> Result<Vec<super::order::Vehicle>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id FROM vehicle WHERE party_id = ?1 ORDER BY id DESC LIMIT 200")?;
    let ids: Vec<i64> = statement.query_map([party], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut cars = Vec::new();
    for id in ids {
        cars.extend(super::order::vehicle(conn, id)?);
    }
    Ok(cars)
}

/// Gives a car to a party, or to nobody, and writes what it is.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save_car(tx: &Tx<'_>, car: &super::order::Vehicle) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE vehicle SET make = ?2, model = ?3, year = ?4, party_id = ?5 WHERE id = ?1")?
        .execute(params![car.id, car.make, car.model, car.year, car.party_id])?;
    Ok(())
}

/// The key of a number, also of one that was merged.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn own_number(conn: &Connection, number: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM party WHERE number = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?)
}
