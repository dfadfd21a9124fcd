//! Send again what failed or what nobody knows of; send now what waits.

use super::key::alt;
use super::{Command, Danger, Effect, Run, Scope, SendingQuestion};
use crate::app::usecase::sending::act::SendingAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "sending.again",
    scope: Scope::Sendings,
    keys: &[alt('s')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.sending(SendingAct::Again),
    run: |facts| Ok(Effect::AskSending(SendingQuestion { command: "sending.again", rows: facts.rows.clone(), act: SendingAct::Again })),
};
