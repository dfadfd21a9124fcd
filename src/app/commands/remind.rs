//! Remind the recipient by SMS.

use super::key::alt;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.remind",
    scope: Scope::Claim,
    keys: &[alt('n')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::Remind),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.remind", act: Act::Remind, fields: &[Field::Comment] }))
    },
};
