//! A person says who pays by an agreement.

use super::key::ctrl;
use super::{BankQuestion, Command, Danger, Effect, Field, Run, Scope};
use crate::app::usecase::mandates::BankAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "mandate.tie",
    scope: Scope::Mandates,
    keys: &[ctrl('o')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| if facts.rows.is_empty() { Err(Refusal::NothingHere {}) } else { Ok(()) },
    run: |facts| {
        Ok(Effect::AskBank(BankQuestion {
            command: "mandate.tie",
            rows: facts.rows.clone(),
            act: BankAct::TieMandate { party: String::new() },
            fields: &[Field::Party, Field::Comment],
        }))
    },
};
