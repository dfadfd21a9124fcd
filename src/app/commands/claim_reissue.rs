//! Credit the open claim and issue another in its place: another address, another amount, in one guided step.

use super::key::{Code, shift};
use super::{Command, Danger, Effect, Run, Scope};
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.reissue",
    scope: Scope::Claim,
    keys: &[shift(Code::F(8))],
    bar: false,
    danger: Danger::Final,
    enabled: |facts| facts.claim()?.may(Operation::Credit),
    run: |_| Ok(Effect::AskReissue),
};
