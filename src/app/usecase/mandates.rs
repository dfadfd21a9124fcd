//! Agreements to draw and notices of the bank, worked on by a person: whose it is, that it is over, that it was looked at.

use super::claims::required;
use crate::app::{AppError, Session};
use crate::domain::exchange::{MandateState, NoticeOutcome};
use crate::domain::refusal::Refusal;
use crate::store::journal::Entry;
use crate::store::{Tx, mandate, notice, party};

/// What a person says of an agreement or of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankAct {
    /// The party with this number pays by this agreement.
    TieMandate {
        /// Its number.
        party: String,
    },
    /// The agreement is over.
    EndMandate,
    /// The notice was looked at.
    HandleNotice,
}

/// Does it to each, in one transaction.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchMandate`], [`Refusal::NoSuchNotice`], [`Refusal::NoSuchParty`],
/// [`Refusal::MandateOver`].
pub fn act(session: &mut Session, ids: &[i64], act: &BankAct, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    session.write(|tx| {
        for id in ids {
            match act {
                BankAct::TieMandate { party } => tie(tx, *id, party, &comment)?,
                BankAct::EndMandate => end(tx, *id, &comment)?,
                BankAct::HandleNotice => handle(tx, *id, &comment)?,
            }
        }
        Ok(())
    })
}

fn load(tx: &Tx<'_>, id: i64) -> Result<mandate::Mandate, AppError> {
    Ok(mandate::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchMandate { wanted: id.to_string() })?)
}

fn tie(tx: &Tx<'_>, id: i64, number: &str, comment: &str) -> Result<(), AppError> {
    let before = load(tx, id)?;
    let payer = party::by_number(tx.conn(), number.trim())?.ok_or_else(|| Refusal::NoSuchParty { wanted: number.to_owned() })?;
    if before.party != Some(payer.id) {
        let mut after = before.clone();
        after.party = Some(payer.id);
        mandate::save(tx, Some(&before), &after, "mandate_tied", comment)?;
    }
    Ok(notice::settle_of_mandate(tx, id, payer.id)?)
}

fn end(tx: &Tx<'_>, id: i64, comment: &str) -> Result<(), AppError> {
    let before = load(tx, id)?;
    if matches!(before.standing.state, MandateState::Ended | MandateState::Refused) {
        return Err(Refusal::MandateOver { mandate: id }.into());
    }
    let mut after = before.clone();
    after.standing.state = MandateState::Ended;
    after.standing.until_on = Some(tx.actor().today);
    mandate::save(tx, Some(&before), &after, "mandate_ended", comment)?;
    Ok(())
}

fn handle(tx: &Tx<'_>, id: i64, comment: &str) -> Result<(), AppError> {
    let known = notice::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchNotice { wanted: id.to_string() })?;
    if known.outcome != NoticeOutcome::Open {
        return Ok(());
    }
    notice::set_outcome(tx, id, NoticeOutcome::Handled)?;
    tx.log(&Entry {
        kind: "notice",
        id,
        action: "notice_handled",
        comment,
        before: Some("{\"outcome\":\"open\"}"),
        after: Some("{\"outcome\":\"handled\"}"),
    })?;
    Ok(())
}
