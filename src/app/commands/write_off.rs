//! Write off what is left, within the operator's limit.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.write_off",
    scope: Scope::Claim,
    keys: &[ctrl('w')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| {
        let claim = facts.claim()?;
        claim.may(Operation::WriteOff)?;
        let number = claim.number;
        let is_left = claim.left().is_ok_and(crate::domain::money::Money::is_positive);
        if is_left { Ok(()) } else { Err(Refusal::NothingToWriteOff { number }) }
    },
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.write_off", act: Act::WriteOff, fields: &[Field::Comment] }))
    },
};
