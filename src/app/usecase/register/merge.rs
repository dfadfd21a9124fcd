//! Two parties that are one: what would move, why not, and the merge itself.
//!
//! Who goes stays as an empty row that points at who stays; its number and its reference lead there from then on. What is refused: two
//! that cannot be one (companies with different numbers, people born on different days), and what would be decided by the merge without
//! anybody having decided it: a payment under way, two agreements that would draw the same claim, a payer who would have a payer.

use serde_json::json;

use super::living;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::party::{Card, CardField};
use crate::domain::refusal::Refusal;
use crate::store::journal::Entry;
use crate::store::party_card::{self, Kept};
use crate::store::{Db, merge as table, party, phones};

/// What a merge would do, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Number and name of who stays.
    pub keep: (String, String),
    /// Number and name of who goes.
    pub gone: (String, String),
    /// How many rows of what move.
    pub moves: Vec<(&'static str, i64)>,
    /// Fields of the card that who stays has from who goes, and what stands in them then.
    pub fills: Vec<(CardField, String)>,
    /// Phone numbers that who stays has besides its own then.
    pub numbers: Vec<String>,
    /// A reference of who goes that leads to who stays.
    pub alias: Option<String>,
}

/// Fields that are filled from the other card where they are empty: all but the name, and what has ways of its own.
const FILLED: &[CardField] = &[
    CardField::Kind,
    CardField::OrgNumber,
    CardField::Email,
    CardField::Address,
    CardField::Postcode,
    CardField::City,
    CardField::Country,
    CardField::Language,
    CardField::Channel,
    CardField::Birth,
    CardField::Since,
    CardField::Terms,
    CardField::Note,
];

/// What a merge would do.
///
/// # Errors
/// The refusals of [`merge`].
pub fn preview(session: &Session, keep: i64, gone: i64) -> Result<Merge, AppError> {
    Ok(planned(&session.store.conn, keep, gone)?.0)
}

fn planned(conn: &Db, keep: i64, gone: i64) -> Result<(Merge, Card), AppError> {
    let (keep, gone) = (living(conn, keep)?, living(conn, gone)?);
    refuse(conn, &keep, &gone)?;
    let mut after = keep.card.clone();
    let mut fills = Vec::new();
    for field in FILLED {
        let theirs = gone.card.typed(*field);
        if keep.card.typed(*field).is_empty() && !theirs.is_empty() {
            copy(&mut after, &gone.card, *field);
            fills.push((*field, theirs));
        }
    }
    // An address is one thing: a street of the one in a city of the other would be nowhere.
    if !keep.card.address.is_empty() || !keep.card.city.is_empty() {
        for field in [CardField::Address, CardField::Postcode, CardField::City, CardField::Country] {
            copy(&mut after, &keep.card, field);
        }
        fills.retain(|(field, _)| {
            !matches!(
                field,
                CardField::Address | CardField::Postcode | CardField::City | CardField::Country
            )
        });
    }
    let (mine, theirs) = (phones::of_card(conn, keep.id)?, phones::of_card(conn, gone.id)?);
    let mut numbers = phones::besides(conn, gone.id)?;
    if keep.card.phone.is_empty() && !gone.card.phone.is_empty() {
        after.phone.clone_from(&gone.card.phone);
        fills.push((CardField::Phone, gone.card.phone.clone()));
    } else if !theirs.is_empty() {
        numbers.insert(0, theirs.clone());
    }
    let has = phones::besides(conn, keep.id)?;
    numbers.retain(|number| *number != mine && !has.contains(number) && *number != after.phone);
    numbers.dedup();
    let mut alias = None;
    if !gone.card.reference.is_empty() {
        if keep.card.reference.is_empty() {
            fills.push((CardField::Reference, gone.card.reference.clone()));
            after.reference.clone_from(&gone.card.reference);
        } else {
            alias = Some(gone.card.reference.clone());
        }
    }
    let may_have_payer = keep.card.payer.is_empty() && !gone.card.payer.is_empty() && gone.card.payer != keep.number;
    if may_have_payer {
        fills.push((CardField::Payer, gone.card.payer.clone()));
        after.payer.clone_from(&gone.card.payer);
    } else if keep.card.payer == gone.number {
        after.payer.clear();
    }
    let plan = Merge {
        moves: table::belongings(conn, gone.id)?,
        keep: (keep.number, keep.card.name),
        gone: (gone.number, gone.card.name),
        fills,
        numbers,
        alias,
    };
    Ok((plan, after))
}

fn copy(to: &mut Card, from: &Card, field: CardField) {
    match field {
        CardField::Kind => to.kind.clone_from(&from.kind),
        CardField::OrgNumber => to.org_number.clone_from(&from.org_number),
        CardField::Email => to.email.clone_from(&from.email),
        CardField::Address => to.address.clone_from(&from.address),
        CardField::Postcode => to.postcode.clone_from(&from.postcode),
        CardField::City => to.city.clone_from(&from.city),
        CardField::Country => to.country.clone_from(&from.country),
        CardField::Language => to.language.clone_from(&from.language),
        CardField::Channel => to.channel = from.channel,
        CardField::Birth => to.birth_on = from.birth_on,
        CardField::Since => to.member_since_on = from.member_since_on,
        CardField::Terms => to.terms_days = from.terms_days,
        CardField::Note => to.note.clone_from(&from.note),
        CardField::Name | CardField::Phone | CardField::Left | CardField::Reference | CardField::Payer => {}
    }
}

/// Why two are not merged.
fn refuse(conn: &Db, keep: &Kept, gone: &Kept) -> Result<(), AppError> {
    let (stays, goes) = (|| keep.number.clone(), || gone.number.clone());
    if keep.id == gone.id {
        return Err(Refusal::MergeSelf { party: stays() }.into());
    }
    let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
    if differ(&keep.card.org_number, &gone.card.org_number) {
        return Err(Refusal::MergeCompanies {
            keep: stays(),
            gone: goes(),
        }
        .into());
    }
    if differ(&keep.card.typed(CardField::Birth), &gone.card.typed(CardField::Birth)) {
        return Err(Refusal::MergeBirths {
            keep: stays(),
            gone: goes(),
        }
        .into());
    }
    if let Some(order) = table::locked_order(conn, gone.id)? {
        return Err(Refusal::MergeOrder { gone: goes(), order }.into());
    }
    if let Some(charge) = table::open_charge(conn, gone.id)? {
        return Err(Refusal::MergeCharge { gone: goes(), charge }.into());
    }
    if let Some(agreement) = table::agreement_of_both(conn, keep.id, gone.id)? {
        return Err(Refusal::MergeAgreements {
            keep: stays(),
            gone: goes(),
            agreement,
        }
        .into());
    }
    if let Some(both) = table::dues_of_both(conn, keep.id, gone.id)?
        .into_iter()
        .find(|both| both.each.iter().all(|(_, fell)| !fell))
    {
        return Err(Refusal::MergeDues {
            keep: stays(),
            gone: goes(),
            dues: both.code,
        }
        .into());
    }
    // Of the two one may pay for the other; anybody else who pays, or is paid for, would make a chain.
    let pays = party_card::pays_for_others(conn, gone.id)? && gone.number != keep.card.payer || party_card::pays_for_others(conn, keep.id)?;
    let outer = |one: &Kept, other: &Kept| !one.card.payer.is_empty() && one.card.payer != other.number;
    if pays && (outer(keep, gone) || outer(gone, keep)) {
        return Err(Refusal::MergePayers {
            keep: stays(),
            gone: goes(),
        }
        .into());
    }
    Ok(())
}

/// Merges one party into another: everything that is its follows.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::PartyMerged`], [`Refusal::MergeSelf`], [`Refusal::MergeCompanies`], [`Refusal::MergeBirths`],
/// [`Refusal::MergeOrder`], [`Refusal::MergeCharge`], [`Refusal::MergeAgreements`], [`Refusal::MergeDues`],
/// [`Refusal::MergePayers`].
pub fn merge(session: &mut Session, keep: i64, gone: i64, comment: &str) -> Result<Merge, AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        let (plan, after) = planned(tx.conn(), keep, gone)?;
        let (before, empty) = (living(tx.conn(), keep)?, living(tx.conn(), gone)?);
        if plan.fills.iter().any(|(field, _)| *field == CardField::Reference) {
            table::move_reference(tx, keep, gone)?;
        }
        // Of two claims for the same dues the one that fell away is no membership any more.
        for both in table::dues_of_both(tx.conn(), keep, gone)? {
            if let Some((membership, _)) = both.each.iter().rev().find(|(_, fell)| *fell) {
                crate::store::membership::replace(tx, *membership, &comment)?;
            }
        }
        table::move_all(tx, keep, gone)?;
        let payer = party::by_number(tx.conn(), &after.payer)?.map(|payer| payer.id);
        party_card::save(tx, keep, &after, payer, tx.country()?.alphabet())?;
        for number in &plan.numbers {
            phones::keep(tx, keep, number, true)?;
        }
        let dialled = phones::of_card(tx.conn(), keep)?;
        phones::keep(tx, keep, &dialled, false)?;
        let moved: serde_json::Map<String, serde_json::Value> =
            plan.moves.iter().map(|(what, count)| ((*what).to_owned(), json!(count))).collect();
        let (was, mut is) = super::card::difference(&before.card, &after).unwrap_or_default();
        if is.is_empty() {
            is = "{}".to_owned();
        }
        let of_keep = json!({ "merged": plan.gone.0, "moved": moved, "card": serde_json::from_str::<serde_json::Value>(&is).unwrap_or_default(),
            "numbers": plan.numbers });
        let of_gone = json!({ "merged_into": plan.keep.0, "moved": moved });
        let all = CardField::ALL.iter().map(|field| (field.code().to_owned(), json!(empty.card.typed(*field))));
        let card_was: serde_json::Map<String, serde_json::Value> = all.filter(|(_, value)| value != "").collect();
        tx.log(&Entry {
            kind: "party",
            id: keep,
            action: "merged_in",
            comment: &comment,
            before: (!was.is_empty()).then_some(was.as_str()),
            after: Some(&of_keep.to_string()),
        })?;
        tx.log(&Entry {
            kind: "party",
            id: gone,
            action: "merged_away",
            comment: &comment,
            before: Some(&serde_json::Value::from(card_was).to_string()),
            after: Some(&of_gone.to_string()),
        })?;
        Ok(plan)
    })
}

/// What a merge does, for people: a line a thing.
pub fn lines(merge: &Merge, t: &Texts) -> Vec<String> {
    let mut lines: Vec<String> = merge
        .moves
        .iter()
        .map(|(what, count)| format!("{}: {count}", t.t(&format!("merge-{what}"))))
        .collect();
    if lines.is_empty() {
        lines.push(t.t("merge-nothing"));
    }
    for (field, value) in &merge.fills {
        lines.push(format!("{} ← {value}", t.t(&format!("party-field-{}", field.code()))));
    }
    for number in &merge.numbers {
        lines.push(format!("{} ← {number}", t.t("party-number")));
    }
    if let Some(alias) = &merge.alias {
        lines.push(t.with("merge-alias", &[("reference", Arg::Text(alias.clone()))]));
    }
    lines
}
