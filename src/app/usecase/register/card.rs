//! A party's card: made, and changed field by field.

use serde_json::{Map, Value as Json};

use super::{kept, living};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::party::{Card, CardFault, CardField};
use crate::domain::refusal::{PartyWord, Refusal};
use crate::store::journal::Entry;
use crate::store::party_card::{self, Kept};
use crate::store::{Tx, party, site};

/// What is to stand in a field: as it is typed; empty: nothing.
pub type Change = (CardField, String);

/// The fields of a card that differ, as JSON of what they were and of what they are.
pub(super) fn difference(before: &Card, after: &Card) -> Option<(String, String)> {
    let (mut was, mut is) = (Map::new(), Map::new());
    for field in CardField::ALL {
        let (old, new) = (before.typed(*field), after.typed(*field));
        if old != new {
            was.insert(field.code().to_owned(), Json::from(old));
            is.insert(field.code().to_owned(), Json::from(new));
        }
    }
    (!is.is_empty()).then(|| (Json::from(was).to_string(), Json::from(is).to_string()))
}

fn field_refusal(field: CardField, value: &str, why: CardFault) -> AppError {
    Refusal::PartyField {
        field: PartyWord::field(field),
        value: value.to_owned(),
        why: PartyWord::why(why),
    }
    .into()
}

/// The card with changes put in, as far as it can be told without the rest of the file.
fn changed(session: &Session, card: &Card, changes: &[Change]) -> Result<Card, AppError> {
    let (home, today) = (session.site.country, session.actor().today);
    let mut after = card.clone();
    // The country decides what a post code and a company's number are, so it comes first.
    let (first, rest): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|(field, _)| *field == CardField::Country);
    for (field, typed) in first.into_iter().chain(rest) {
        after
            .set(*field, typed, home, today)
            .map_err(|why| field_refusal(*field, typed, why))?;
    }
    Ok(after)
}

/// The key of who is to pay for a party (`None`: it is new).
fn payer_of(tx: &Tx<'_>, party: Option<&Kept>, payer: &str) -> Result<Option<i64>, AppError> {
    if payer.is_empty() {
        return Ok(None);
    }
    let found = party::by_number(tx.conn(), payer)?.ok_or_else(|| Refusal::NoSuchParty { wanted: payer.to_owned() })?;
    if let Some(party) = party {
        if party.id == found.id {
            return Err(Refusal::PayerSelf {
                party: party.number.clone(),
            }
            .into());
        }
        if party_card::pays_for_others(tx.conn(), party.id)? {
            return Err(Refusal::PaysForOthers {
                party: party.number.clone(),
            }
            .into());
        }
    }
    if party_card::has_payer(tx.conn(), found.id)? {
        return Err(Refusal::PayerHasPayer { payer: found.number }.into());
    }
    Ok(Some(found.id))
}

/// That a reference is free and one that an account takes.
fn check_reference(tx: &Tx<'_>, before: &str, reference: &str) -> Result<(), AppError> {
    if reference.is_empty() || reference == before {
        return Ok(());
    }
    if party::reference_taken(tx.conn(), reference)? {
        return Err(Refusal::PartyReferenceTaken {
            reference: reference.to_owned(),
        }
        .into());
    }
    let accounts = site::bank_accounts(tx.conn())?;
    let taken = accounts
        .iter()
        .filter_map(|account| account.rules.as_ref())
        .any(|rules| rules.check(reference).is_ok());
    if taken {
        Ok(())
    } else {
        Err(field_refusal(CardField::Reference, reference, CardFault::Reference))
    }
}

/// Writes a card as it becomes. The payer stands in it by number.
pub(super) fn write(tx: &Tx<'_>, before: &Kept, after: &Card, action: &str, comment: &str) -> Result<(), AppError> {
    let Some((was, is)) = difference(&before.card, after) else {
        return Err(Refusal::PartyUnchanged {
            party: before.number.clone(),
        }
        .into());
    };
    check_reference(tx, &before.card.reference, &after.reference)?;
    let mut after = after.clone();
    let payer = if after.payer == before.card.payer {
        party::by_number(tx.conn(), &after.payer)?.map(|payer| payer.id)
    } else {
        payer_of(tx, Some(before), &after.payer)?
    };
    if let Some(payer) = payer {
        after.payer = kept(tx.conn(), payer)?.number;
    }
    party_card::save(tx, before.id, &after, payer, tx.country()?.alphabet())?;
    // Its number is one number, not two.
    if let Some(dialled) = Some(crate::store::phones::of_card(tx.conn(), before.id)?).filter(|dialled| !dialled.is_empty()) {
        crate::store::phones::keep(tx, before.id, &dialled, false)?;
    }
    tx.log(&Entry {
        kind: "party",
        id: before.id,
        action,
        comment,
        before: Some(&was),
        after: Some(&is),
    })?;
    Ok(())
}

/// Changes fields of a card. `seen`: what stood in the first of them as the person saw it.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::PartyField`], [`Refusal::PartyUnchanged`], [`Refusal::PartyChanged`],
/// [`Refusal::PartyMerged`]; the refusals of a payer and of a reference.
pub fn set(session: &mut Session, id: i64, changes: &[Change], seen: Option<&str>, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    let base = kept(&session.store.conn, id)?;
    // What can be refused without waiting for the file is.
    changed(session, &base.card, changes)?;
    let (home, today) = (session.site.country, session.actor().today);
    session.write(|tx| {
        let before = living(tx.conn(), id)?;
        if let (Some(seen), Some((field, _))) = (seen, changes.first())
            && before.card.typed(*field) != seen
        {
            return Err(Refusal::PartyChanged {
                party: before.number.clone(),
            }
            .into());
        }
        let mut after = before.card.clone();
        for (field, typed) in changes {
            after
                .set(*field, typed, home, today)
                .map_err(|why| field_refusal(*field, typed, why))?;
        }
        let action = match (before.card.left_on, after.left_on) {
            (None, Some(_)) => "left",
            (Some(_), None) => "came_back",
            _ => "changed",
        };
        write(tx, &before, &after, action, &comment)
    })
}

/// Makes a party. `number`: as given; nothing: the series gives one. Answers its key and number.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::PartyField`], [`Refusal::PartyNumberTaken`]; the refusals of a payer and of a reference.
pub fn create(session: &mut Session, number: &str, changes: &[Change], comment: &str) -> Result<(i64, String), AppError> {
    let comment = required(comment)?;
    let card = changed(session, &Card::default(), changes)?;
    if card.name.is_empty() {
        return Err(field_refusal(CardField::Name, "", CardFault::Missing));
    }
    let alphabet = session.site.country.alphabet();
    let number = number.trim().to_owned();
    session.write(|tx| {
        if !number.is_empty() && party::by_number(tx.conn(), &number)?.is_some() {
            return Err(Refusal::PartyNumberTaken { number: number.clone() }.into());
        }
        check_reference(tx, "", &card.reference)?;
        let new = party::NewParty {
            number: Some(number.clone()).filter(|number| !number.is_empty()),
            name: card.name.clone(),
            ..party::NewParty::default()
        };
        let made = party::add(tx, &new, alphabet)?;
        let mut full = card.clone();
        let payer = payer_of(tx, None, &card.payer)?;
        if let Some(payer) = payer {
            full.payer = kept(tx.conn(), payer)?.number;
        }
        party_card::save(tx, made.id, &full, payer, alphabet)?;
        let bare = Card {
            name: card.name.clone(),
            ..Card::default()
        };
        // What was given with the name stands beside the creation, so that the log holds all of it.
        let given = difference(&bare, &full).map_or_else(|| "{}".to_owned(), |(_, is)| is);
        tx.log(&Entry {
            kind: "party",
            id: made.id,
            action: "registered",
            comment: &comment,
            before: None,
            after: Some(&given),
        })?;
        Ok((made.id, made.number))
    })
}
