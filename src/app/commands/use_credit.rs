//! Use the payer's credit on the claim.

use super::key::alt;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.use_credit",
    scope: Scope::Claim,
    keys: &[alt('k')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::Place),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.use_credit", act: Act::UseCredit { amount: None }, fields: &[Field::Comment] }))
    },
};
