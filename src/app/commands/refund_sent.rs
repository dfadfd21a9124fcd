//! The bank has the refunds.

use super::key::ctrl;
use super::{Command, Danger, Effect, RefundQuestion, Run, Scope};
use crate::domain::payment::RefundState;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "refund.sent",
    scope: Scope::Refunds,
    keys: &[ctrl('t')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| if facts.refunds.is_empty() { Err(Refusal::NothingHere {}) } else { Ok(()) },
    run: |facts| {
        Ok(Effect::AskRefund(RefundQuestion {
            command: "refund.sent",
            refunds: facts.refunds.clone(),
            to: RefundState::Sent,
        }))
    },
};
