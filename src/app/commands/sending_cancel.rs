//! What waits is not sent.

use super::key::ctrl;
use super::{Command, Danger, Effect, Run, Scope, SendingQuestion};
use crate::app::usecase::sending::act::SendingAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "sending.cancel",
    scope: Scope::Sendings,
    keys: &[ctrl('x')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.sending(SendingAct::Cancel),
    run: |facts| Ok(Effect::AskSending(SendingQuestion { command: "sending.cancel", rows: facts.rows.clone(), act: SendingAct::Cancel })),
};
