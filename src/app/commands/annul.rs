//! Annul the open claim (CLM-14).

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.annul",
    scope: Scope::Claim,
    keys: &[ctrl('x')],
    bar: true,
    danger: Danger::Final,
    enabled: |facts| facts.claim()?.may(Operation::Annul),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.annul", act: Act::Annul, fields: &[Field::Comment, Field::Number] }))
    },
};
