//! Who has which kind of membership, and who pays for a household.

use chrono::NaiveDate;

use super::{kind, table, wrong};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::store::{Db, party};

/// The keys of parties by their numbers.
///
/// # Errors
/// [`Refusal::NoSuchParty`] with the first that there is not.
pub fn keys_of(session: &Session, numbers: &[String]) -> Result<Vec<i64>, AppError> {
    numbers.iter().map(|number| key(&session.store.conn, number)).collect()
}

fn key(conn: &Db, number: &str) -> Result<i64, AppError> {
    let found = party::by_number(conn, number.trim())?;
    Ok(found.ok_or_else(|| Refusal::NoSuchParty { wanted: number.to_owned() })?.id)
}

/// Gives parties a kind of membership, from a day on. What they had stands in the change log. Answers how many were changed.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchMembershipKind`], [`Refusal::DuesInvalid`] for an end before the beginning.
pub fn assign(
    session: &mut Session,
    wanted: &str,
    parties: &[i64],
    (from_on, until_on): (Option<NaiveDate>, Option<NaiveDate>),
    comment: &str,
) -> Result<usize, AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let kind = kind(tx.conn(), wanted)?;
        let mut changed = 0;
        for party in parties {
            let before = table::enrolment(tx.conn(), *party)?;
            // One who has the kind keeps the day it began on, unless another is given.
            let kept = before.as_ref().filter(|(known, ..)| known.id == kind.id).map(|(_, from, _)| *from);
            let from = from_on.or(kept).unwrap_or(tx.actor().today);
            if until_on.is_some_and(|until| until < from) {
                return Err(wrong("until", &until_on.map(|on| on.to_string()).unwrap_or_default()));
            }
            let after = (kind.clone(), from, until_on);
            if before.as_ref() != Some(&after) {
                table::enrol(tx, *party, &after, &comment)?;
                changed += 1;
            }
        }
        Ok(changed)
    })
}

/// One pays for these, or (`None`) each for themselves again. Answers how many were changed.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchParty`]; [`Refusal::HouseholdPayer`] when whoever is to pay has somebody who
/// pays, or a member pays for others.
pub fn household(session: &mut Session, payer: Option<&str>, members: &[i64], comment: &str) -> Result<usize, AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let conn = tx.conn();
        let payer = payer.map(|number| Ok::<_, AppError>((key(conn, number)?, number))).transpose()?;
        let mut changed = 0;
        for member in members {
            let (pays, before) = table::household(conn, *member)?;
            if let Some((id, named)) = payer {
                let has_payer = table::household(conn, id)?.1.is_some();
                if id == *member || has_payer || pays {
                    return Err(Refusal::HouseholdPayer {
                        payer: named.to_owned(),
                        party: party::card(conn, *member)?.map(|card| card.number).unwrap_or_default(),
                    }
                    .into());
                }
            }
            let after = payer.map(|(id, _)| id);
            if before != after {
                table::set_payer(tx, *member, after, &comment)?;
                changed += 1;
            }
        }
        Ok(changed)
    })
}
