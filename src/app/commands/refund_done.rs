//! The money is back with who paid it.

use super::key::ctrl;
use super::{Command, Danger, Effect, RefundQuestion, Run, Scope};
use crate::domain::payment::RefundState;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "refund.done",
    scope: Scope::Refunds,
    keys: &[ctrl('o')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| if facts.refunds.is_empty() { Err(Refusal::NothingHere {}) } else { Ok(()) },
    run: |facts| {
        Ok(Effect::AskRefund(RefundQuestion {
            command: "refund.done",
            refunds: facts.refunds.clone(),
            to: RefundState::Done,
        }))
    },
};
