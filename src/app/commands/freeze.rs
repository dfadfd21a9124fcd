//! Let the reminders of the claim rest until a day.

use super::key::char;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.freeze",
    scope: Scope::Claim,
    keys: &[char('f')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::Freeze),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.freeze", act: Act::Freeze { until: None }, fields: &[Field::Day, Field::Comment] }))
    },
};
