//! What the console does with kinds of membership and dues, as a value that the writing thread takes.

use chrono::NaiveDate;

use super::kinds::{self, KindChanges};
use super::set_up::{self, Typed};
use crate::app::{AppError, Session};

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DuesAct {
    /// A new kind: its code and its name.
    AddKind(String, String),
    /// A kind is changed.
    SetKind(String, KindChanges),
    /// New dues, with this code.
    Add(String, Typed),
    /// Dues are changed, opened or closed.
    Set(String, Typed),
    /// Parties get a kind of membership, from a day on: its code, and their keys.
    Assign(String, Option<NaiveDate>, Vec<i64>),
    /// One pays for others: the payer's number (empty: each for themselves), and their keys.
    Household(String, Vec<i64>),
}

/// Does it. Answers what it was done to, as people name it.
///
/// # Errors
/// Those of the use case.
pub fn act(session: &mut Session, wanted: &DuesAct, comment: &str) -> Result<String, AppError> {
    Ok(match wanted {
        DuesAct::AddKind(code, name) => kinds::add(session, code, name, comment)?.name,
        DuesAct::SetKind(code, changes) => kinds::change(session, code, changes, comment)?.name,
        DuesAct::Add(code, typed) => set_up::add(session, code, typed, comment)?.code,
        DuesAct::Set(code, typed) => set_up::change(session, code, typed, comment)?.code,
        DuesAct::Assign(kind, from, parties) => super::enrol::assign(session, kind, parties, (*from, None), comment)?.to_string(),
        DuesAct::Household(payer, members) => {
            let payer = Some(payer.as_str()).filter(|payer| !payer.is_empty());
            super::enrol::household(session, payer, members, comment)?.to_string()
        }
    })
}
