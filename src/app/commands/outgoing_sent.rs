//! The file went to the bank.

use super::key::char;
use super::{Command, Danger, Effect, OutgoingQuestion, OutgoingStep, Run, Scope};
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "outgoing.sent",
    scope: Scope::Files,
    keys: &[char('b')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.file.map(drop).ok_or(Refusal::NothingHere {}),
    run: |facts| {
        Ok(Effect::AskOutgoing(OutgoingQuestion {
            command: "outgoing.sent",
            file: facts.file.ok_or(Refusal::NothingHere {})?,
            step: OutgoingStep::Sent,
        }))
    },
};
