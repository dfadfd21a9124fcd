//! A draft that begins as an earlier claim: a copy, or what is issued in the place of one that is credited for it.

use rust_decimal::Decimal;

use super::{Edit, Rates, apply};
use crate::app::usecase::claims::{self, Act, Surroundings, required};
use crate::app::{AppError, Session};
use crate::domain::claim::Claim;
use crate::domain::draft::{Draft, Line, Origin};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::draft as table;
use crate::store::order;
use crate::store::{Tx, detail, party};

/// A copy of a claim as a new draft. Answers its key.
///
/// # Errors
/// [`Refusal::NoSuchClaim`].
pub fn copy(session: &mut Session, wanted: &str) -> Result<i64, AppError> {
    super::create(session, &[Edit::Copy(wanted.to_owned())], "")
}

/// Credits a claim and begins the one in its place, as one guided act: the old is credited in full with the comment, and its copy is
/// a draft that both are linked by. Answers the draft's key and the number of the credit note.
///
/// # Errors
/// [`Refusal::ReissueOrder`], [`Refusal::ChangedMeanwhile`], and the refusals of a credit.
pub fn reissue(session: &mut Session, id: i64, edits: &[Edit], comment: &str, seen: Option<&Claim>) -> Result<(i64, String), AppError> {
    let comment = required(comment)?;
    let credit = Act::Credit { lines: Vec::new() };
    let around = Surroundings::of(session, &credit)?;
    let rates = Rates::of(session)?;
    let made = session.write(|tx| {
        let before = claims::loaded(tx, id)?;
        let number = before.number;
        if seen.is_some_and(|seen| *seen != before) {
            return Err(Refusal::ChangedMeanwhile { number }.into());
        }
        if let Some(order) = order::of_claim(tx.conn(), id)? {
            let order = order::load(tx.conn(), order)?.map_or(0, |loaded| loaded.order.number);
            return Err(Refusal::ReissueOrder { number, order }.into());
        }
        let mut draft = draft_of(tx, id)?;
        let done = claims::change_in(tx, &before, &credit, &comment, &around)?;
        for one in edits {
            apply(tx, 0, &mut draft, one, &rates)?;
        }
        let draft = table::add(tx, &draft, Origin::Reissue, Some(id), &comment)?;
        Ok((draft, done.credit_note.unwrap_or_default()))
    })?;
    tracing::info!(claim = id, draft = made.0, "claim credited and begun anew");
    Ok(made)
}

/// What an earlier claim says, as a draft: who, what for, and the lines that stood, each as it was made up where that is known. Dates
/// and reference are made anew.
pub(super) fn draft_of(tx: &Tx<'_>, id: i64) -> Result<Draft, AppError> {
    let found = claims::loaded(tx, id)?;
    let owner = party::of_claim(tx.conn(), id)?;
    let debtor = table::debtor(tx.conn(), owner.id)?;
    let owner = match debtor.and_then(|debtor| debtor.merged_into) {
        Some(number) => party::by_number(tx.conn(), &number)?.unwrap_or(owner),
        None => owner,
    };
    let (description, account_id) = detail::said_of(tx.conn(), id)?;
    let items = table::items(tx.conn(), id)?;
    let mut lines = Vec::new();
    for line in found.standing_lines() {
        let amount = line.worth()?;
        if amount.is_zero() && line.text.trim().is_empty() {
            continue;
        }
        let plain = Line {
            article: String::new(),
            text: line.text.clone(),
            quantity: Decimal::ONE,
            unit: String::new(),
            price: Some(amount),
            vat_percent: line.vat_percent,
        };
        let item = items.iter().find(|item| item.no == line.no && item.rebate == Money::ZERO);
        let made_up = item.map(|item| Line {
            article: item.article.clone(),
            quantity: item.quantity,
            unit: item.unit.clone(),
            price: Some(item.price),
            ..plain.clone()
        });
        lines.push(made_up.filter(|line| line.amount() == Ok(amount)).unwrap_or(plain));
    }
    Ok(Draft {
        party_id: Some(owner.id),
        kind: found.kind,
        description,
        account_id,
        lines,
        ..Draft::default()
    })
}
