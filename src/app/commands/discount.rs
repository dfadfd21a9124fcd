//! Reduce the line under the cursor.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.discount",
    scope: Scope::Claim,
    keys: &[ctrl('b')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::Discount),
    run: |facts| {
        let line = facts.line.ok_or(Refusal::NothingHere {})?;
        let act = Act::Discount { line, amount: Money::ZERO, text: String::new() };
        Ok(Effect::Ask(Question { command: "claim.discount", act, fields: &[Field::Amount, Field::Text, Field::Comment] }))
    },
};
