//! Kinds of membership: main member, youth, supporter and so on.

use super::{MembershipKind, code, plain, table};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;

/// Every kind, in their order, with how many have it now.
///
/// # Errors
/// When the file cannot be read.
pub fn all(session: &Session) -> Result<Vec<(MembershipKind, i64)>, AppError> {
    let conn = &session.store.conn;
    let today = session.actor().today;
    let mut found = Vec::new();
    for kind in table::kinds(conn)? {
        let enrolled = table::enrolled(conn, kind.id, today)?;
        found.push((kind, enrolled));
    }
    Ok(found)
}

/// Adds a kind, behind the others.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::DuesInvalid`], [`Refusal::MembershipKindExists`].
pub fn add(session: &mut Session, typed_code: &str, name: &str, comment: &str) -> Result<MembershipKind, AppError> {
    let comment = required(comment)?;
    let (code, name) = (code("kind", typed_code)?, plain("kind-name", name)?);
    session.write(|tx| {
        let all = table::kinds(tx.conn())?;
        if all.iter().any(|kind| kind.code == code) {
            return Err(Refusal::MembershipKindExists { code }.into());
        }
        let mut new = MembershipKind {
            id: 0,
            code,
            name,
            place: all.iter().map(|kind| kind.place).max().unwrap_or(0) + 1,
            ended_on: None,
        };
        new.id = table::save_kind(tx, None, &new, &comment)?;
        Ok(new)
    })
}

/// What is changed of a kind. `None`: stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindChanges {
    /// As people read it.
    pub name: Option<String>,
    /// Where it stands among the others, from 1.
    pub place: Option<i64>,
    /// Whether it is ended, today, or begun again.
    pub ended: Option<bool>,
}

/// Changes a kind. One that is ended keeps its members and their claims; dues of it are not issued any more.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchMembershipKind`], [`Refusal::DuesInvalid`].
pub fn change(session: &mut Session, wanted: &str, changes: &KindChanges, comment: &str) -> Result<MembershipKind, AppError> {
    let comment = required(comment)?;
    let name = changes.name.as_deref().map(|name| plain("kind-name", name)).transpose()?;
    session.write(|tx| {
        let before = super::kind(tx.conn(), wanted)?;
        let mut after = before.clone();
        after.name = name.unwrap_or(after.name);
        after.place = changes.place.unwrap_or(after.place);
        after.ended_on = match changes.ended {
            None => after.ended_on,
            Some(false) => None,
            Some(true) => after.ended_on.or(Some(tx.actor().today)),
        };
        if after != before {
            table::save_kind(tx, Some(&before), &after, &comment)?;
        }
        Ok(after)
    })
}
