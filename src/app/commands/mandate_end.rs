//! An agreement is over, though no file of the bank said so.

use super::key::ctrl;
use super::{BankQuestion, Command, Danger, Effect, Field, Run, Scope};
use crate::app::usecase::mandates::BankAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "mandate.end",
    scope: Scope::Mandates,
    keys: &[ctrl('x')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| if facts.rows.is_empty() { Err(Refusal::NothingHere {}) } else { Ok(()) },
    run: |facts| {
        Ok(Effect::AskBank(BankQuestion {
            command: "mandate.end",
            rows: facts.rows.clone(),
            act: BankAct::EndMandate,
            fields: &[Field::Comment],
        }))
    },
};
