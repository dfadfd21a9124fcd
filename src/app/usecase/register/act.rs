//! What a screen wants of the register, as values for the writing thread.

use std::path::PathBuf;

use super::card::{self, Change};
use super::import::{self, Imported};
use super::merge::{self, Merge};
use super::phones::{self, PhoneAct};
use super::vehicles::{self, Typed};
use super::{kept, own};
use crate::app::{AppError, Session};

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyAct {
    /// Fields of a card.
    Set {
        /// Whose.
        id: i64,
        /// Which, and what stands in them then.
        changes: Vec<Change>,
        /// What stood in the first as the person saw it.
        seen: String,
    },
    /// A new party.
    Create(Vec<Change>),
    /// A number of a party.
    Phone {
        /// Whose.
        id: i64,
        /// What is done with it.
        act: PhoneAct,
        /// As typed.
        number: String,
    },
    /// A number that stands on several is this row's alone.
    Keep(i64),
    /// A car of a party.
    Car {
        /// Whose.
        id: i64,
        /// As typed.
        typed: Typed,
    },
    /// A car is not theirs any more.
    CarAway {
        /// Whose it was.
        id: i64,
        /// Its plate.
        plate: String,
    },
    /// Two are one: key of who stays, number of who goes.
    Merge(i64, String),
    /// A table of parties.
    Import {
        /// Where it is.
        path: PathBuf,
        /// Whether rows that look like somebody are left out.
        skip_alike: bool,
    },
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyDone {
    /// With this party: key and number.
    Party(i64, String),
    /// A number went off so many others.
    Kept(usize),
    /// Two were merged.
    Merged(Box<Merge>),
    /// A table was stored.
    Imported(Imported),
}

/// Does it.
///
/// # Errors
/// Those of the use cases.
pub fn act(session: &mut Session, act: &PartyAct, comment: &str) -> Result<PartyDone, AppError> {
    let done = match act {
        PartyAct::Set { id, changes, seen } => card::set(session, *id, changes, Some(seen), comment).map(|()| *id)?,
        PartyAct::Create(changes) => card::create(session, "", changes, comment)?.0,
        PartyAct::Phone { id, act, number } => phones::change(session, *id, *act, number, comment).map(|()| *id)?,
        PartyAct::Car { id, typed } => vehicles::put(session, *id, typed, comment).map(|()| *id)?,
        PartyAct::CarAway { id, plate } => vehicles::take_away(session, *id, plate, comment).map(|()| *id)?,
        PartyAct::Keep(row) => return phones::keep_row(session, *row, comment).map(PartyDone::Kept),
        PartyAct::Merge(keep, gone) => {
            let gone = own(session, gone)?;
            return Ok(PartyDone::Merged(Box::new(merge::merge(session, *keep, gone, comment)?)));
        }
        PartyAct::Import { path, skip_alike } => return import::import(session, path, *skip_alike).map(PartyDone::Imported),
    };
    Ok(PartyDone::Party(done, kept(&session.store.conn, done)?.number))
}
