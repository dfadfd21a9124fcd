//! A person found out that a sending left.

use super::key::ctrl;
use super::{Command, Danger, Effect, Run, Scope, SendingQuestion};
use crate::app::usecase::sending::act::SendingAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "sending.left",
    scope: Scope::Sendings,
    keys: &[ctrl('o')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.sending(SendingAct::Left),
    run: |facts| Ok(Effect::AskSending(SendingQuestion { command: "sending.left", rows: facts.rows.clone(), act: SendingAct::Left })),
};
