//! Give the claim another due date.

use super::key::alt;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.set_due",
    scope: Scope::Claim,
    keys: &[alt('d')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::SetDue),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.set_due", act: Act::SetDue { due_on: chrono::NaiveDate::default() }, fields: &[Field::Day, Field::Comment] }))
    },
};
