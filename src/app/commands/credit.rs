//! Credit the open claim with a credit note: the marked lines, or all of it.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.credit",
    scope: Scope::Claim,
    keys: &[ctrl('y')],
    bar: true,
    danger: Danger::Final,
    enabled: |facts| facts.claim()?.may(Operation::Credit),
    run: |facts| {
        Ok(Effect::Ask(Question {
            command: "claim.credit",
            act: Act::Credit { lines: facts.marked.clone() },
            fields: &[Field::Comment, Field::Number],
        }))
    },
};
