//! Cars of a party: added, described, given away.

use super::{kept, living};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::store::journal::Entry;
pub use crate::store::order::Vehicle;
use crate::store::order::{add_vehicle, plate, vehicle_by_plate};
use crate::store::{Db, party_card};

/// The first year a car may be of.
const YEAR_FIRST: i64 = 1885;

/// A car as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Its plate.
    pub plate: String,
    /// Who made it.
    pub make: String,
    /// Which model.
    pub model: String,
    /// Of which year; empty: not known.
    pub year: String,
}

fn json(conn: &Db, car: &Vehicle) -> Result<String, AppError> {
    let owner = match car.party_id {
        Some(id) => kept(conn, id)?.number,
        None => String::new(),
    };
    Ok(serde_json::json!({ "make": car.make, "model": car.model, "year": car.year, "party": owner }).to_string())
}

/// A car is a party's, and is like this: it is added, or what stands of it is changed, whoever it belonged to.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::PlateInvalid`], [`Refusal::CarYear`], [`Refusal::PartyUnchanged`], [`Refusal::PartyMerged`].
pub fn put(session: &mut Session, party: i64, typed: &Typed, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    if plate(&typed.plate).len() < 2 {
        return Err(Refusal::PlateInvalid {
            plate: typed.plate.clone(),
        }
        .into());
    }
    let last = i64::from(chrono::Datelike::year(&session.actor().today)) + 1;
    let year = match typed.year.trim() {
        "" => None,
        text => {
            let year = text.parse().ok().filter(|year| (YEAR_FIRST..=last).contains(year));
            Some(year.ok_or_else(|| Refusal::CarYear { year: text.to_owned() })?)
        }
    };
    session.write(|tx| {
        let owner = living(tx.conn(), party)?;
        let wanted = Vehicle {
            id: 0,
            plate: plate(&typed.plate),
            make: typed.make.trim().to_owned(),
            model: typed.model.trim().to_owned(),
            year,
            party_id: Some(owner.id),
        };
        let Some(before) = vehicle_by_plate(tx.conn(), &typed.plate)? else {
            let id = add_vehicle(tx, &wanted)?;
            let after = json(tx.conn(), &wanted)?;
            return log(tx, id, &comment, None, &after);
        };
        let after = Vehicle { id: before.id, ..wanted };
        if after == before {
            return Err(Refusal::PartyUnchanged { party: owner.number }.into());
        }
        party_card::save_car(tx, &after)?;
        log(tx, after.id, &comment, Some(&json(tx.conn(), &before)?), &json(tx.conn(), &after)?)
    })
}

/// A car is not the party's any more: it was sold or scrapped. Its orders stay.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NotTheirCar`].
pub fn take_away(session: &mut Session, party: i64, typed: &str, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let owner = living(tx.conn(), party)?;
        let car = vehicle_by_plate(tx.conn(), typed)?.filter(|car| car.party_id == Some(owner.id));
        let before = car.ok_or_else(|| Refusal::NotTheirCar {
            party: owner.number.clone(),
            plate: plate(typed),
        })?;
        let after = Vehicle {
            party_id: None,
            ..before.clone()
        };
        party_card::save_car(tx, &after)?;
        log(tx, after.id, &comment, Some(&json(tx.conn(), &before)?), &json(tx.conn(), &after)?)
    })
}

fn log(tx: &crate::store::Tx<'_>, id: i64, comment: &str, before: Option<&str>, after: &str) -> Result<(), AppError> {
    tx.log(&Entry {
        kind: "vehicle",
        id,
        action: "changed",
        comment,
        before,
        after: Some(after),
    })?;
    Ok(())
}
