//! Write off what is left, within the operator's limit.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.write_off",
    scope: Scope::Claim,
    keys: &[ctrl('w')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::WriteOff),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.write_off", act: Act::WriteOff, fields: &[Field::Comment] }))
    },
};
