//! Move the remainder (*restbeløp*) to the payer's credit, another claim, another account, or back (CLM-12).

use super::key::alt;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::{Act, Target};
use crate::domain::claim::Operation;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.move_remainder",
    scope: Scope::Claim,
    keys: &[alt('e')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| {
        let claim = facts.claim()?;
        claim.may(Operation::MoveRemainder)?;
        let number = claim.number;
        let is_there = claim.remainder().is_ok_and(crate::domain::money::Money::is_positive);
        if is_there { Ok(()) } else { Err(Refusal::NoRemainder { number }) }
    },
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.move_remainder", act: Act::MoveRemainder { amount: None, to: Target::Credit }, fields: &[Field::Target, Field::Amount, Field::Comment] }))
    },
};
