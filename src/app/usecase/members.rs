//! What is known of a member: the memberships, whether one is paid today, and how they turned.

use crate::app::{AppError, Session};
use crate::domain::membership::is_paid;
use crate::domain::refusal::Refusal;
pub use crate::store::dues::Enrolment;
pub use crate::store::membership::{Membership, Turn};
use crate::store::{dues, membership, party};

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Member number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Whether a paid membership is around today.
    pub is_paid: bool,
    /// The kind of membership, from when and until when.
    pub kind: Option<Enrolment>,
    /// The number of who pays for them, where somebody else does.
    pub payer: Option<String>,
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
    let payer = match dues::household(conn, party.id)?.1 {
        Some(payer) => party::card(conn, payer)?.map(|card| card.number),
        None => None,
    };
    Ok(Member {
        kind: dues::enrolment(conn, party.id)?,
        payer,
        number: party.number,
        name: party.name,
        is_paid: is_paid(&standings, session.actor().today),
        history: membership::history(conn, &memberships)?,
        memberships,
    })
}
