//! What people change: annul, credit, discount, drop a line.

use super::life::{Life, keep};
use super::profile::Fate;
use crate::app::usecase::claims::Act;
use crate::app::{AppError, Session};
use crate::domain::claim::Claim;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::{StoreError, claim};

impl Life {
    /// Does what people do on a day.
    pub(super) fn handle(&mut self, session: &mut Session, number: usize) -> Result<(), AppError> {
        let Some(acts) = self.acts.remove(&number) else { return Ok(()) };
        self.act(session, number, 13 * 60);
        let terms = session.terms()?;
        session.write(|tx| {
            for (issued, fate) in acts {
                let before = claim::load(tx.conn(), issued.id)?.ok_or_else(|| Refusal::NoSuchClaim {
                    wanted: issued.reference.clone(),
                })?;
                let (act, comments) = self.choose(fate, &before);
                let comment = self.rng.choice(comments.iter().copied()).unwrap_or_default();
                let decision = act.decide(&before, &terms).map_err(StoreError::from)?;
                claim::save_decision(tx, &before, &decision, comment, None)?;
                if act == Act::Annul {
                    keep(&mut self.void, issued);
                }
            }
            Ok(())
        })
    }

    fn choose(&mut self, fate: Fate, claim: &Claim) -> (Act, &'static [&'static str]) {
        let comments = &self.profile.comments;
        let last = claim.lines.last();
        let several = claim.lines.len() > 1;
        let no = last.map_or(1, |line| line.no);
        match fate {
            Fate::Credited => (Act::Credit { lines: Vec::new() }, comments.credited),
            Fate::PartlyCredited if several => (Act::Credit { lines: vec![no] }, comments.credited),
            Fate::LineDropped if several => (Act::DropLine { line: no }, comments.dropped),
            Fate::PartlyCredited | Fate::LineDropped | Fate::Discounted => {
                let share = last.map_or(0, |line| line.amount.minor()) / self.rng.i64(2..9);
                let act = Act::Discount {
                    line: no,
                    amount: Money::from_minor(share.max(1)),
                    text: comments.discount_text.to_owned(),
                };
                (act, comments.discounted)
            }
            _ => (Act::Annul, comments.annulled),
        }
    }
}
