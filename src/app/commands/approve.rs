//! Approve a claim in manual handling (*Godkjenn*): what is paid is what is owed.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.approve",
    scope: Scope::Claim,
    keys: &[ctrl('o')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| claim::approve(facts.claim()?).map(drop).map_err(super::refusal_of),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.approve", act: Act::Approve, fields: &[Field::Comment] }))
    },
};
