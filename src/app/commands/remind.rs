//! Remind the recipient.

use super::key::alt;
use super::{Command, Danger, Effect, Run, Scope};
use crate::domain::claim::Operation;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.remind",
    scope: Scope::Claim,
    keys: &[alt('n')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| {
        let claim = facts.claim()?;
        claim.may(Operation::Remind)?;
        let number = claim.number;
        let is_left = claim.left().is_ok_and(crate::domain::money::Money::is_positive);
        if is_left { Ok(()) } else { Err(Refusal::NothingLeftToPay { number }) }
    },
    run: |_| Ok(Effect::PreviewRemind),
};
