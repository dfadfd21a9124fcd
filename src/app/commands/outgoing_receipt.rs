//! The bank's receipt list of the file.

use super::key::char;
use super::{Command, Danger, Effect, OutgoingQuestion, OutgoingStep, Run, Scope};
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "outgoing.receipt",
    scope: Scope::Files,
    keys: &[char('r')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.file.map(drop).ok_or(Refusal::NothingHere {}),
    run: |facts| {
        Ok(Effect::AskOutgoing(OutgoingQuestion {
            command: "outgoing.receipt",
            file: facts.file.ok_or(Refusal::NothingHere {})?,
            step: OutgoingStep::Receipt,
        }))
    },
};
