//! What is done to a draft from a screen: one value, one door.

use super::issue::{self, Issued};
use super::{Edit, discard, discard_if_blank, edit};
use crate::app::{AppError, Session};

/// What is done to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftAct {
    /// Change what it says.
    Edit(Edit),
    /// Make it a claim.
    Issue,
    /// Give it up.
    Discard,
    /// Give it up if nothing was typed into it.
    Close,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftDone {
    /// It says so now.
    Saved,
    /// It is a claim.
    Issued(Issued),
    /// It is given up.
    Gone,
}

/// Does it. `seen`: the revision the person saw.
///
/// # Errors
/// The refusals of what is done.
pub fn act(session: &mut Session, id: i64, wanted: &DraftAct, seen: Option<i64>) -> Result<DraftDone, AppError> {
    match wanted {
        DraftAct::Edit(one) => edit(session, id, std::slice::from_ref(one), seen).map(|()| DraftDone::Saved),
        DraftAct::Issue => issue::issue(session, id, "", seen).map(DraftDone::Issued),
        DraftAct::Discard => discard(session, id, "", seen).map(|()| DraftDone::Gone),
        DraftAct::Close => discard_if_blank(session, id).map(|()| DraftDone::Gone),
    }
}
