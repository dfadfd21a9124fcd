//! Phone numbers of a party: added, taken away, made the first; and numbers that stand on several, kept on one (SMS-24).

use super::{card, living};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::account::Country;
use crate::domain::party::{CardFault, CardField};
use crate::domain::phone;
use crate::domain::refusal::{PartyWord, Refusal};
use crate::store::journal::Entry;
use crate::store::party_card::Kept;
use crate::store::{Tx, phones as table};

/// What is done with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneAct {
    /// It is one of the party's, too.
    Add,
    /// It is not any more.
    Remove,
    /// It comes first: on the card.
    Main,
}

fn dialled(number: &str, home: Country) -> Result<String, AppError> {
    phone::read(number, home).map(|number| number.to_string()).map_err(|fault| {
        Refusal::PartyField {
            field: PartyWord::field(CardField::Phone),
            value: number.to_owned(),
            why: PartyWord::why(CardFault::from(fault)),
        }
        .into()
    })
}

fn log(tx: &Tx<'_>, party: i64, action: &str, comment: &str, was: &str, is: &str) -> Result<(), AppError> {
    let json = |number: &str| serde_json::json!({ "number": number }).to_string();
    let (before, after) = (json(was), json(is));
    tx.log(&Entry {
        kind: "party",
        id: party,
        action,
        comment,
        before: (!was.is_empty()).then_some(before.as_str()),
        after: (!is.is_empty()).then_some(after.as_str()),
    })?;
    Ok(())
}

fn theirs(tx: &Tx<'_>, party: &Kept, number: &str) -> Result<bool, AppError> {
    Ok(table::of_card(tx.conn(), party.id)? == number || table::besides(tx.conn(), party.id)?.iter().any(|one| one == number))
}

/// Takes a number off a party. The next one besides it comes onto the card when it was the card's.
fn take_off(tx: &Tx<'_>, party: &Kept, number: &str, comment: &str) -> Result<(), AppError> {
    if table::of_card(tx.conn(), party.id)? == number {
        let next = table::besides(tx.conn(), party.id)?
            .into_iter()
            .find(|one| one != number)
            .unwrap_or_default();
        table::put_on_card(tx, party.id, &next)?;
        table::keep(tx, party.id, &next, false)?;
    }
    table::keep(tx, party.id, number, false)?;
    log(tx, party.id, "number_untied", comment, number, "")
}

/// Adds a number, takes one away, or puts one first. An unreadable number on the card gives way to the one that comes first.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::PartyField`], [`Refusal::TheirNumber`], [`Refusal::NotTheirNumber`], [`Refusal::PartyMerged`].
pub fn change(session: &mut Session, id: i64, act: PhoneAct, number: &str, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    let number = dialled(number, session.site.country)?;
    session.write(|tx| {
        let party = living(tx.conn(), id)?;
        let about = || (party.number.clone(), number.clone());
        let is_theirs = theirs(tx, &party, &number)?;
        match act {
            PhoneAct::Add if is_theirs => {
                let (party, number) = about();
                Err(Refusal::TheirNumber { party, number }.into())
            }
            PhoneAct::Add => {
                // The first number of a card goes onto it.
                if party.card.phone.is_empty() {
                    table::put_on_card(tx, party.id, &number)?;
                } else {
                    table::keep(tx, party.id, &number, true)?;
                }
                log(tx, party.id, "number_tied", &comment, "", &number)
            }
            PhoneAct::Remove | PhoneAct::Main if !is_theirs => {
                let (party, number) = about();
                Err(Refusal::NotTheirNumber { party, number }.into())
            }
            PhoneAct::Remove => take_off(tx, &party, &number, &comment),
            PhoneAct::Main => {
                let was = table::of_card(tx.conn(), party.id)?;
                if was == number {
                    return Err(Refusal::PartyUnchanged { party: party.number }.into());
                }
                let mut after = party.card.clone();
                after.phone.clone_from(&number);
                card::write(tx, &party, &after, "number_first", &comment)?;
                if !was.is_empty() {
                    table::keep(tx, party.id, &was, true)?;
                }
                Ok(())
            }
        }
    })
}

/// A number is this party's alone: it goes off all others. Answers how many those were.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::PartyField`], [`Refusal::NotTheirNumber`], [`Refusal::NumberNotShared`].
pub fn keep_on(session: &mut Session, id: i64, number: &str, comment: &str) -> Result<usize, AppError> {
    let comment = required(comment)?;
    let number = dialled(number, session.site.country)?;
    session.write(|tx| {
        let party = living(tx.conn(), id)?;
        let holders = table::holders(tx.conn(), &number)?;
        if !holders.contains(&party.id) {
            return Err(Refusal::NotTheirNumber {
                party: party.number,
                number: number.clone(),
            }
            .into());
        }
        let others: Vec<i64> = holders.into_iter().filter(|holder| *holder != party.id).collect();
        if others.is_empty() {
            return Err(Refusal::NumberNotShared { number: number.clone() }.into());
        }
        for other in &others {
            take_off(tx, &living(tx.conn(), *other)?, &number, &comment)?;
        }
        // The one who keeps it has it in its log, too.
        log(tx, party.id, "number_kept", &comment, "", &number)?;
        Ok(others.len())
    })
}

/// The same for a row of the list of numbers that stand on several.
///
/// # Errors
/// Those of [`keep_on`].
pub fn keep_row(session: &mut Session, row: i64, comment: &str) -> Result<usize, AppError> {
    let (number, party) = table::shared_row(&session.store.conn, row)?.ok_or(Refusal::NothingHere {})?;
    keep_on(session, party, &number, comment)
}
