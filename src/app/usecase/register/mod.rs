//! The register of customers and members: found by anything that leads to them, made, changed, and two that are one merged. Every change
//! has its comment and its row in the change log; nothing in here moves money.

pub mod act;
pub mod card;
pub mod import;
pub mod merge;
pub mod phones;
pub mod show;
pub mod vehicles;

use crate::app::{AppError, Session};
use crate::domain::phone;
use crate::domain::refusal::Refusal;
use crate::domain::text::sort_key;
use crate::store::Db;
use crate::store::order::plate;
use crate::store::party_card::{self, Kept};

/// Keys of parties that something leads to: a number, a reference, an e-mail, a plate, a phone in any spelling, a whole name.
///
/// # Errors
/// When the file cannot be read.
pub fn find(session: &Session, wanted: &str) -> Result<Vec<i64>, AppError> {
    let wanted = wanted.trim();
    let conn = &session.store.conn;
    let dialled = phone::read(wanted, session.site.country).ok();
    let is_plate = wanted.chars().any(|c| c.is_ascii_digit()) && wanted.chars().any(char::is_alphabetic);
    let plate = if is_plate { plate(wanted) } else { String::new() };
    let mut found = party_card::leads_to(conn, wanted, dialled.as_ref().map(phone::Dialled::as_str), &plate)?;
    if found.is_empty() {
        found = party_card::named(conn, &sort_key(wanted, session.site.country.alphabet()))?;
    }
    Ok(found)
}

/// The one party that something leads to.
///
/// # Errors
/// [`Refusal::NoSuchParty`], [`Refusal::SeveralParties`].
pub fn one(session: &Session, wanted: &str) -> Result<i64, AppError> {
    // A number is one party's, whatever else it may look like.
    if let Some(party) = crate::store::party::by_number(&session.store.conn, wanted.trim())? {
        return Ok(party.id);
    }
    match find(session, wanted)?.as_slice() {
        [] => Err(Refusal::NoSuchParty { wanted: wanted.to_owned() }.into()),
        [only] => Ok(*only),
        several => Err(Refusal::SeveralParties {
            wanted: wanted.to_owned(),
            count: i64::try_from(several.len()).unwrap_or(i64::MAX),
        }
        .into()),
    }
}

/// Who goes in a merge: named by their own number, so that one who was merged is refused and not taken for who stayed.
///
/// # Errors
/// Those of [`one`].
pub fn own(session: &Session, wanted: &str) -> Result<i64, AppError> {
    match party_card::own_number(&session.store.conn, wanted.trim())? {
        Some(id) => Ok(id),
        None => one(session, wanted),
    }
}

/// A card, to be looked at.
fn kept(conn: &Db, id: i64) -> Result<Kept, AppError> {
    Ok(party_card::load(conn, id)?.ok_or_else(|| Refusal::NoSuchParty { wanted: id.to_string() })?)
}

/// A card that can be changed: not one that was merged.
///
/// # Errors
/// [`Refusal::NoSuchParty`], [`Refusal::PartyMerged`].
fn living(conn: &Db, id: i64) -> Result<Kept, AppError> {
    let kept = kept(conn, id)?;
    match &kept.merged_into {
        Some(into) => Err(Refusal::PartyMerged {
            party: kept.number.clone(),
            into: into.clone(),
        }
        .into()),
        None => Ok(kept),
    }
}
