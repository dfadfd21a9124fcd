//! Let everything go that the claim's reminders cost, in one step (asks 23).

use super::key::char;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.waive",
    scope: Scope::Claim,
    keys: &[char('w')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| {
        let claim = facts.claim()?;
        claim.may(Operation::Waive)?;
        let number = claim.number;
        let has_costs = claim.costs().is_ok_and(Money::is_positive);
        if has_costs { Ok(()) } else { Err(Refusal::NoCosts { number }) }
    },
    run: |_| Ok(Effect::Ask(Question { command: "claim.waive", act: Act::Waive, fields: &[Field::Comment] })),
};
