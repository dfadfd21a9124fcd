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
use crate::store::{Db, Tx, claim, detail, party};

/// What a copy of a claim says, and the claim as it is now: what else is said of the copy is said of that.
///
/// # Errors
/// [`Refusal::NoSuchClaim`].
pub fn said(session: &Session, claim: i64) -> Result<(Claim, Draft), AppError> {
    let conn = &session.store.conn;
    Ok((claim_of(conn, claim)?, draft_of(conn, claim)?))
}

fn claim_of(conn: &Db, id: i64) -> Result<Claim, AppError> {
    claim::load(conn, id)?.ok_or_else(|| Refusal::NoSuchClaim { wanted: id.to_string() }.into())
}

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
    let around = Around::of(session, comment)?;
    let made = session.write(|tx| reissue_in(tx, id, edits, &around, seen))?;
    tracing::info!(claim = id, draft = made.0, "claim credited and begun anew");
    Ok(made)
}

/// What taking the place of a claim looks at besides it, gathered before the transaction begins.
pub(super) struct Around {
    comment: String,
    credit: Act,
    surroundings: Surroundings,
    rates: Rates,
}

impl Around {
    pub(super) fn of(session: &Session, comment: &str) -> Result<Around, AppError> {
        let credit = Act::Credit { lines: Vec::new() };
        Ok(Around {
            comment: required(comment)?,
            surroundings: Surroundings::of(session, &credit)?,
            rates: Rates::of(session)?,
            credit,
        })
    }
}

/// The same within a transaction.
pub(super) fn reissue_in(tx: &Tx<'_>, id: i64, edits: &[Edit], around: &Around, seen: Option<&Claim>) -> Result<(i64, String), AppError> {
    let before = claims::loaded(tx, id)?;
    let number = before.number;
    if seen.is_some_and(|seen| *seen != before) {
        return Err(Refusal::ChangedMeanwhile { number }.into());
    }
    if let Some(order) = order::of_claim(tx.conn(), id)? {
        let order = order::load(tx.conn(), order)?.map_or(0, |loaded| loaded.order.number);
        return Err(Refusal::ReissueOrder { number, order }.into());
    }
    let mut draft = draft_of(tx.conn(), id)?;
    let done = claims::change_in(tx, &before, &around.credit, &around.comment, &around.surroundings)?;
    for one in edits {
        apply(tx, 0, &mut draft, one, &around.rates)?;
    }
    let draft = table::add(tx, &draft, Origin::Reissue, Some(id), &around.comment)?;
    Ok((draft, done.credit_note.unwrap_or_default()))
}

/// What an earlier claim says, as a draft: who, what for, and the lines that stood, each as it was made up where that is known. Dates
/// and reference are made anew.
pub(super) fn draft_of(conn: &Db, id: i64) -> Result<Draft, AppError> {
    let found = claim_of(conn, id)?;
    let owner = party::of_claim(conn, id)?;
    let debtor = table::debtor(conn, owner.id)?;
    let owner = match debtor.and_then(|debtor| debtor.merged_into) {
        Some(number) => party::by_number(conn, &number)?.unwrap_or(owner),
        None => owner,
    };
    let (description, account_id) = detail::said_of(conn, id)?;
    let items = table::items(conn, id)?;
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
