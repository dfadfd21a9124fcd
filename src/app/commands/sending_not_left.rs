//! A person found out that a sending did not leave.

use super::key::ctrl;
use super::{Command, Danger, Effect, Run, Scope, SendingQuestion};
use crate::app::usecase::sending::act::SendingAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "sending.not_left",
    scope: Scope::Sendings,
    keys: &[ctrl('u')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.sending(SendingAct::NotLeft),
    run: |facts| Ok(Effect::AskSending(SendingQuestion { command: "sending.not_left", rows: facts.rows.clone(), act: SendingAct::NotLeft })),
};
