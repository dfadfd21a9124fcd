//! What is known of a member: the memberships, whether one is paid today, and how they turned.

use crate::app::{AppError, Session};
use crate::domain::membership::is_paid;
use crate::domain::refusal::Refusal;
pub use crate::store::membership::{Membership, Turn};
use crate::store::{membership, party};

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Member number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Whether a paid membership is around today.
    pub is_paid: bool,
    /// The first period first.
    pub memberships: Vec<Membership>,
    /// Oldest first.
    pub history: Vec<Turn>,
}

/// The member with this number.
///
/// # Errors
/// [`Refusal::NoSuchParty`].
pub fn show(session: &Session, wanted: &str) -> Result<Member, AppError> {
    let conn = &session.store.conn;
    let party = party::by_number(conn, wanted)?.ok_or_else(|| Refusal::NoSuchParty { wanted: wanted.to_owned() })?;
    let memberships = membership::of_party(conn, party.id)?;
    let standings: Vec<_> = memberships.iter().map(|one| (one.period, one.standing)).collect();
    Ok(Member {
        number: party.number,
        name: party.name,
        is_paid: is_paid(&standings, session.actor().today),
        history: membership::history(conn, &memberships)?,
        memberships,
    })
}
