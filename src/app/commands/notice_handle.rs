//! A notice of the bank was looked at.

use super::key::ctrl;
use super::{BankQuestion, Command, Danger, Effect, Field, Run, Scope};
use crate::app::usecase::mandates::BankAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "notice.handle",
    scope: Scope::Notices,
    keys: &[ctrl('o')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| if facts.rows.is_empty() { Err(Refusal::NothingHere {}) } else { Ok(()) },
    run: |facts| {
        Ok(Effect::AskBank(BankQuestion {
            command: "notice.handle",
            rows: facts.rows.clone(),
            act: BankAct::HandleNotice,
            fields: &[Field::Comment],
        }))
    },
};
