//! Looking up what a form names – customers, cars, articles, earlier claims – while somebody types: from the indexes first, the rest by a look
//! through all of it that ends with a screenful.

use rusqlite::{Connection, Row, params};

use super::StoreError;
use super::order::plate;
use crate::domain::text::{Alphabet, sort_key};

/// How many are offered.
const MOST: usize = 60;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The customer's number, or the car's plate.
    pub key: String,
    /// Its name: the customer's, or make and model.
    pub name: String,
    /// What else tells it from others.
    pub more: String,
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        key: match row.get_ref(0)? {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            _ => row.get(0)?,
        },
        name: row.get(1)?,
        more: row.get(2)?,
    })
}

/// Runs queries one after the other until enough is found; nothing is found twice.
fn gather(conn: &Connection, queries: &[(&str, &dyn rusqlite::ToSql)]) -> Result<Vec<Found>, StoreError> {
    let mut all: Vec<Found> = Vec::new();
    for (sql, value) in queries {
        if all.len() >= MOST {
            break;
        }
        let mut statement = conn.prepare_cached(sql)?;
        for row in statement.query_map(params![value], found)? {
            let row = row?;
            if all.len() < MOST && all.iter().all(|known| known.key != row.key) {
                all.push(row);
            }
        }
    }
    Ok(all)
}

/// Customers by the beginning of their number, by name, by phone.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn parties(conn: &Connection, typed: &str, alphabet: Alphabet) -> Result<Vec<Found>, StoreError> {
    const LAST: &str = "SELECT number, name, trim(phone || '  ' || city) FROM party WHERE merged_into IS NULL ORDER BY id DESC LIMIT 60";
    const NUMBER: &str =
        "SELECT k.number, k.name, trim(k.phone || '  ' || k.city) FROM party p JOIN party k ON k.id = coalesce(p.merged_into, p.id)
       WHERE p.number >= ?1 AND p.number < ?1 || char(1114111) ORDER BY length(p.number), p.number LIMIT 60";
    const NAME: &str = "SELECT number, name, trim(phone || '  ' || city) FROM party WHERE instr(name_key, ?1) > 0
       ORDER BY instr(name_key, ?1) > 1, name_key LIMIT 60";
    const PHONE: &str = "SELECT number, name, trim(phone || '  ' || city) FROM party
       WHERE instr(replace(replace(phone, ' ', ''), '-', ''), ?1) > 0 LIMIT 60";
    let typed = typed.trim();
    if typed.is_empty() {
        let mut statement = conn.prepare_cached(LAST)?;
        return Ok(statement.query_map([], found)?.collect::<Result<_, _>>()?);
    }
    let key = sort_key(typed, alphabet);
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let mut queries: Vec<(&str, &dyn rusqlite::ToSql)> = vec![(NUMBER, &typed), (NAME, &key)];
    if digits.len() >= 3 {
        queries.push((PHONE, &digits));
    }
    gather(conn, &queries)
}

/// Cars by plate, make or model; with nothing typed those of a customer, or the newest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn vehicles(conn: &Connection, typed: &str, of_party: Option<i64>) -> Result<Vec<Found>, StoreError> {
    const OWN: &str = "SELECT h.plate, trim(h.make || ' ' || h.model), coalesce(p.name, '') FROM vehicle h
       LEFT JOIN party p ON p.id = h.party_id WHERE h.party_id = ?1 ORDER BY h.id DESC LIMIT 60";
    const LAST: &str = "SELECT h.plate, trim(h.make || ' ' || h.model), coalesce(p.name, '') FROM vehicle h
       LEFT JOIN party p ON p.id = h.party_id WHERE ?1 IS NOT NULL ORDER BY h.id DESC LIMIT 60";
    const PLATE: &str = "SELECT h.plate, trim(h.make || ' ' || h.model), coalesce(p.name, '') FROM vehicle h
       LEFT JOIN party p ON p.id = h.party_id WHERE instr(h.plate, ?1) > 0 ORDER BY instr(h.plate, ?1), h.plate LIMIT 60";
    const MAKE: &str = "SELECT h.plate, trim(h.make || ' ' || h.model), coalesce(p.name, '') FROM vehicle h
       LEFT JOIN party p ON p.id = h.party_id WHERE instr(lower(h.make || ' ' || h.model), lower(?1)) > 0 ORDER BY h.plate LIMIT 60";
    let (typed, of_party) = (typed.trim(), of_party.unwrap_or(0));
    let plate = plate(typed);
    if typed.is_empty() {
        return gather(conn, &[(OWN, &of_party), (LAST, &of_party)]);
    }
    let mut queries: Vec<(&str, &dyn rusqlite::ToSql)> = Vec::new();
    if !plate.is_empty() {
        queries.push((PLATE, &plate));
    }
    queries.push((MAKE, &typed));
    gather(conn, &queries)
}

/// Articles that are offered, by code or name; those for a kind of claim first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn articles(conn: &Connection, typed: &str, kind: i64, alphabet: Alphabet) -> Result<Vec<Found>, StoreError> {
    let typed = typed.trim();
    let (code, name) = (crate::domain::article::code(typed), sort_key(typed, alphabet));
    let mut statement = conn.prepare_cached(
        "SELECT code, name, printf('%s%d,%02d', CASE WHEN price < 0 THEN '-' ELSE '' END, abs(price) / 100, abs(price) % 100) FROM article
           WHERE ended_on IS NULL AND (?2 = '' OR instr(code, ?2) = 1 OR instr(name_key, ?3) > 0)
         ORDER BY code <> ?2, kind <> ?1, instr(code, ?2) <> 1, code LIMIT 60",
    )?;
    Ok(statement.query_map(params![kind, code, name], found)?.collect::<Result<_, _>>()?)
}

/// Earlier claims by number, reference or the beginning of a name; with nothing typed those of a customer, or the newest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn claims(conn: &Connection, typed: &str, of_party: Option<i64>, alphabet: Alphabet) -> Result<Vec<Found>, StoreError> {
    const ROW: &str = "SELECT c.number, p.name, date(c.issued_on * 86400, 'unixepoch') || '  ' || printf('%d,%02d', c.amount / 100, c.amount % 100) || '  ' || c.description
       FROM claim c JOIN party p ON p.id = c.party_id";
    let own = format!("{ROW} WHERE c.party_id = ?1 ORDER BY c.id DESC LIMIT 60");
    let last = format!("{ROW} WHERE ?1 IS NOT NULL ORDER BY c.id DESC LIMIT 60");
    let number = format!("{ROW} WHERE c.number = CAST(?1 AS INTEGER)");
    let reference = format!("{ROW} WHERE c.reference = ?1");
    let name = format!("{ROW} WHERE c.name_key >= ?1 AND c.name_key < ?1 || char(1114111) ORDER BY c.name_key, c.id DESC LIMIT 60");
    let (typed, of_party) = (typed.trim(), of_party.unwrap_or(0));
    if typed.is_empty() {
        return gather(conn, &[(&own, &of_party), (&last, &of_party)]);
    }
    let key = sort_key(typed, alphabet);
    gather(conn, &[(&number, &typed), (&reference, &typed), (&name, &key)])
}
