//! Use the payer's credit on the claim.

use super::key::alt;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.use_credit",
    scope: Scope::Claim,
    keys: &[alt('k')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| {
        let claim = facts.claim()?;
        claim.may(Operation::Place)?;
        let number = claim.number;
        if !claim.left().is_ok_and(crate::domain::money::Money::is_positive) {
            return Err(Refusal::NothingLeftToPay { number });
        }
        if facts.credit.is_positive() { Ok(()) } else { Err(Refusal::NoCredit { number }) }
    },
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.use_credit", act: Act::UseCredit { amount: None }, fields: &[Field::Comment] }))
    },
};
