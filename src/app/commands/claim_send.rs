//! Send the claim, or a credit note on it, to its recipient.

use super::key::alt;
use super::{Command, Danger, Effect, Run, Scope};
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.send",
    scope: Scope::Claim,
    keys: &[alt('s')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| {
        let claim = facts.claim()?;
        let has_note = claim.lines.iter().any(|line| !line.credited.is_zero());
        if has_note { Ok(()) } else { claim.may(Operation::Send) }
    },
    run: |_| Ok(Effect::PreviewSend),
};
