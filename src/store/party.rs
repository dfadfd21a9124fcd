//! Customers and members.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::journal::Entry;
use super::{StoreError, Tx, phones, to_days};
use crate::domain::text::{Alphabet, sort_key};

/// The largest party number that the series goes on after.
const SERIES_MAX: i64 = 999_999_999;

/// A party to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewParty {
    /// Customer or member number; `None`: the series gives one.
    pub number: Option<String>,
    /// Name.
    pub name: String,
    /// `person`, `company` … as the source says.
    pub kind: String,
    /// As given.
    pub phone: String,
    /// As given.
    pub email: String,
    /// Street.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Country code.
    pub country: String,
    /// Language code.
    pub language: String,
    /// Born.
    pub birth_on: Option<NaiveDate>,
    /// Member since.
    pub member_since_on: Option<NaiveDate>,
    /// A reference of the party itself (a member's fixed KID).
    pub reference: Option<String>,
}

/// What a claim needs of its party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyKey {
    /// Key in the file.
    pub id: i64,
    /// Customer or member number.
    pub number: String,
    /// Name.
    pub name: String,
    /// For sorting and searching.
    pub name_key: String,
}

/// What an order shows of its customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyCard {
    /// Customer number.
    pub number: String,
    /// Name.
    pub name: String,
    /// As given.
    pub phone: String,
    /// As given.
    pub email: String,
    /// Street.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Language code; may be empty.
    pub language: String,
    /// For sorting and searching.
    pub name_key: String,
}

/// A party's card.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn card(conn: &Connection, id: i64) -> Result<Option<PartyCard>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT number, name, phone, email, address, postcode, city, language, name_key FROM party WHERE id = ?1")?;
    Ok(statement
        .query_row([id], |row| {
            Ok(PartyCard {
                number: row.get(0)?,
                name: row.get(1)?,
                phone: row.get(2)?,
                email: row.get(3)?,
                address: row.get(4)?,
                postcode: row.get(5)?,
                city: row.get(6)?,
                language: row.get(7)?,
                name_key: row.get(8)?,
            })
        })
        .optional()?)
}

/// Finds a party by its number; one that was merged leads to who stayed.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_number(conn: &Connection, number: &str) -> Result<Option<PartyKey>, StoreError> {
    key_by(
        conn,
        "SELECT k.id, k.number, k.name, k.name_key FROM party p JOIN party k ON k.id = coalesce(p.merged_into, p.id) WHERE p.number = ?1",
        number,
    )
}

fn key_by(conn: &Connection, sql: &str, key: impl rusqlite::ToSql) -> Result<Option<PartyKey>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement
        .query_row([key], |row| {
            Ok(PartyKey {
                id: row.get(0)?,
                number: row.get(1)?,
                name: row.get(2)?,
                name_key: row.get(3)?,
            })
        })
        .optional()?)
}

/// Who owes a claim.
///
/// # Errors
/// [`StoreError::Invariant`] when there is no such claim.
pub fn of_claim(conn: &Connection, claim: i64) -> Result<PartyKey, StoreError> {
    let sql = "SELECT p.id, p.number, p.name, p.name_key FROM claim c JOIN party p ON p.id = c.party_id WHERE c.id = ?1";
    key_by(conn, sql, claim)?.ok_or(StoreError::Invariant {
        what: "claim-gone",
        id: claim,
    })
}

/// Whose a payment is, as far as is known: by its reference, by the claim it came on, or because the account paid for them last.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_payment(conn: &Connection, payment: i64) -> Result<Option<PartyKey>, StoreError> {
    let sql = "SELECT p.id, p.number, p.name, p.name_key FROM payment y LEFT JOIN claim c ON c.id = y.claim_id
                 LEFT JOIN payer r ON r.account = y.payer_account JOIN party p ON p.id = coalesce(y.party_id, c.party_id, r.party_id)
               WHERE y.id = ?1";
    key_by(conn, sql, payment)
}

/// Whether a reference stands on a claim or on a party already.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn reference_taken(conn: &Connection, reference: &str) -> Result<bool, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM claim WHERE reference = ?1) OR EXISTS (SELECT 1 FROM party WHERE reference = ?1)")?;
    Ok(statement.query_row([reference], |row| row.get(0))?)
}

/// Whether any party has a reference of its own.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn any_reference(conn: &Connection) -> Result<bool, StoreError> {
    Ok(
        conn.query_row("SELECT EXISTS (SELECT 1 FROM party WHERE reference IS NOT NULL)", [], |row| {
            row.get(0)
        })?,
    )
}

/// Adds a party.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, party: &NewParty, alphabet: Alphabet) -> Result<PartyKey, StoreError> {
    let number = match &party.number {
        Some(number) => number.clone(),
        None => free_number(tx)?,
    };
    skip_number(tx, &number)?;
    let name_key = sort_key(&party.name, alphabet);
    let (dialled, fault) = match party.phone.as_str() {
        "" => (String::new(), None),
        text => phones::reading(text, tx.country()?),
    };
    tx.conn()
        .prepare_cached(
            "INSERT INTO party (number, name, name_key, kind, phone, email, address, postcode, city, country, language, birth_on, member_since_on, reference,
               phone_e164, phone_fault)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
        )?
        .execute(params![
            number,
            party.name,
            name_key,
            party.kind,
            party.phone,
            party.email,
            party.address,
            party.postcode,
            party.city,
            party.country,
            party.language,
            party.birth_on.map(to_days),
            party.member_since_on.map(to_days),
            party.reference,
            dialled,
            fault,
        ])?;
    let id = tx.conn().last_insert_rowid();
    let after = serde_json::json!({ "number": number, "name": party.name, "reference": party.reference }).to_string();
    tx.log(&Entry {
        kind: "party",
        id,
        action: "created",
        comment: "",
        before: None,
        after: Some(&after),
    })?;
    Ok(PartyKey {
        id,
        number,
        name: party.name.clone(),
        name_key,
    })
}

/// Lets the series go on after a number that was given from outside. Longer ones (an identity number, say) are not of the
/// series and do not push it on.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn skip_number(tx: &Tx<'_>, number: &str) -> Result<(), StoreError> {
    match number.parse::<i64>() {
        Ok(used) if used <= SERIES_MAX => tx.skip_number("party", used),
        _ => Ok(()),
    }
}

fn free_number(tx: &Tx<'_>) -> Result<String, StoreError> {
    loop {
        let number = tx.next_number("party")?.to_string();
        if by_number(tx.conn(), &number)?.is_none() {
            return Ok(number);
        }
    }
}
