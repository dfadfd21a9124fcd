//! Payment references: making and checking them, without a site; and those of new claims, by the recipe of their account.

use std::collections::HashSet;

use crate::app::AppError;
use crate::domain::claim::Kind;
use crate::domain::reference::recipe::{MakeFault, Part, Values};
use crate::domain::reference::{Recipe, Reference, ReferenceRules, normalise_typed, with_check_digit_mod10, with_check_digit_mod11};
use crate::domain::refusal::{ReferenceWhy, Refusal};
use crate::store::site::BankAccount;
use crate::store::{StoreError, Tx, claim, party};

/// Adds the check digit.
///
/// # Errors
/// [`Refusal::ReferenceBase`].
pub fn make(base: &str, mod11: bool) -> Result<String, AppError> {
    let digits = normalise_typed(base);
    let made = if mod11 {
        with_check_digit_mod11(&digits)
    } else {
        with_check_digit_mod10(&digits)
    };
    made.map(|reference| reference.to_string())
        .map_err(|_| Refusal::ReferenceBase { base: base.to_owned() }.into())
}

/// Checks a reference against the rules of an account.
///
/// # Errors
/// [`Refusal::ReferenceInvalid`], [`Refusal::RulesInvalid`].
pub fn check(reference: &str, rules: &str) -> Result<String, AppError> {
    let parsed = super::accounts::parse_rules(rules)?;
    let typed = normalise_typed(reference);
    parsed.check(&typed).map(|reference| reference.to_string()).map_err(|_| {
        Refusal::ReferenceInvalid {
            reference: typed,
            rules: rules.to_owned(),
        }
        .into()
    })
}

/// What a new claim's reference is made of.
pub(crate) struct NewReference<'a> {
    /// The party's number.
    pub party: &'a str,
    /// The claim's number.
    pub claim: i64,
    /// What the claim is for.
    pub kind: Kind,
    /// References that are given to others in the same work, and not stored yet.
    pub given: &'a HashSet<String>,
}

/// A reference for a new claim that no other claim and no party has: by the account's recipe, else of the claim's number by the
/// first of its rules that gives a free one. None where the account takes no references.
///
/// # Errors
/// [`Refusal::ReferenceNotMade`] when the recipe gives none.
pub(crate) fn for_claim(tx: &Tx<'_>, account: Option<&BankAccount>, new: &NewReference<'_>) -> Result<Option<String>, StoreError> {
    let Some((account, rules)) = account.and_then(|account| account.rules.as_ref().map(|rules| (account, rules))) else {
        return Ok(None);
    };
    let made = match &account.recipe {
        Some(recipe) => Some(by_recipe(tx, &account.number, recipe, rules, new)?),
        None => by_rules(tx, rules, new)?,
    };
    Ok(made.map(|reference| reference.to_string()))
}

/// Why a recipe gives no reference for a party, as far as that can be said before the claim has its number.
pub(crate) fn member_fault(recipe: &Recipe, party: &str) -> Option<ReferenceWhy> {
    let values = Values {
        member: party,
        claim: 1,
        kind: Kind::Other,
        running: 1,
    };
    match recipe.make(&values) {
        Err(MakeFault::MemberNotDigits) => Some(ReferenceWhy::PartyNotDigits),
        Err(MakeFault::NoRoom(Part::Member)) => Some(ReferenceWhy::PartyNoRoom),
        _ => None,
    }
}

fn by_rules(tx: &Tx<'_>, rules: &ReferenceRules, new: &NewReference<'_>) -> Result<Option<Reference>, StoreError> {
    let base = u64::try_from(new.claim).unwrap_or(0);
    for rule in rules.rules() {
        if let Ok(reference) = rule.make(base)
            && is_free(tx, &reference, new)?
        {
            return Ok(Some(reference));
        }
    }
    Ok(None)
}

fn is_free(tx: &Tx<'_>, reference: &Reference, new: &NewReference<'_>) -> Result<bool, StoreError> {
    Ok(!new.given.contains(reference.as_str()) && !party::reference_taken(tx.conn(), reference.as_str())?)
}

/// Goes through the running numbers: on from the party's highest, and then through the gaps below it.
fn by_recipe(tx: &Tx<'_>, account: &str, recipe: &Recipe, rules: &ReferenceRules, new: &NewReference<'_>) -> Result<Reference, StoreError> {
    let refuse = |why: ReferenceWhy| {
        StoreError::from(Refusal::ReferenceNotMade {
            account: account.to_owned(),
            party: new.party.to_owned(),
            recipe: recipe.to_string(),
            why,
        })
    };
    let last = if recipe.runs() { recipe.running_max() } else { 1 };
    let from = highest(tx, recipe, new)?.saturating_add(1).min(last);
    for running in (from..=last).chain(1..from) {
        let values = Values {
            member: new.party,
            claim: u64::try_from(new.claim).unwrap_or(0),
            kind: new.kind,
            running,
        };
        match recipe.make(&values) {
            // What the agreement does not cover, the payer's bank would refuse.
            Ok(reference) if rules.check(reference.as_str()).is_err() => return Err(refuse(ReferenceWhy::FitsNone)),
            Ok(reference) if is_free(tx, &reference, new)? => return Ok(reference),
            Ok(_) | Err(MakeFault::NoCheckDigit) => {}
            Err(MakeFault::MemberNotDigits) => return Err(refuse(ReferenceWhy::PartyNotDigits)),
            Err(MakeFault::NoRoom(Part::Member)) => return Err(refuse(ReferenceWhy::PartyNoRoom)),
            Err(MakeFault::NoRoom(Part::Claim)) => return Err(refuse(ReferenceWhy::ClaimNoRoom)),
            Err(MakeFault::NoRoom(_) | MakeFault::Reference(_)) => return Err(refuse(ReferenceWhy::FitsNone)),
        }
    }
    Err(refuse(ReferenceWhy::UsedUp))
}

/// The highest running number in use for the same party and kind; 0 where none is, or where it cannot be asked for.
fn highest(tx: &Tx<'_>, recipe: &Recipe, new: &NewReference<'_>) -> Result<u64, StoreError> {
    let values = Values {
        member: new.party,
        claim: u64::try_from(new.claim).unwrap_or(0),
        kind: new.kind,
        running: 1,
    };
    let (Some(prefix), Some(length)) = (recipe.before_running(&values), recipe.length()) else {
        return Ok(0);
    };
    let stored = claim::highest_reference(tx.conn(), &prefix, length)?;
    let highest = stored.as_deref().into_iter().filter_map(|text| Reference::parse(text).ok());
    Ok(highest
        .filter_map(|reference| recipe.take_apart(&reference)?.running)
        .max()
        .unwrap_or(0))
}
