//! Take the last payment off its claim again, without touching anything else.

use super::key::ctrl;
use super::{Command, Danger, Effect, Run, Scope};
use crate::app::usecase::payments::PaymentAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.undo",
    scope: Scope::Desk,
    keys: &[ctrl('y')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.desk()?.last.map(|_| ()).ok_or(Refusal::NothingHere {}),
    run: |facts| {
        let (id, claim) = facts.desk()?.last.ok_or(Refusal::NothingHere {})?;
        let act = PaymentAct::Unmatch { claim: claim.to_string() };
        Ok(Effect::Payment { id, act, comment: String::new(), seen: None })
    },
};
