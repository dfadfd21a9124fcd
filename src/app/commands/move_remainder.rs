//! Move the remainder (*restbeløp*) to the payer's credit, another claim, another account, or back (CLM-12).

use super::key::alt;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::{Act, Target};
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.move_remainder",
    scope: Scope::Claim,
    keys: &[alt('e')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::MoveRemainder),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.move_remainder", act: Act::MoveRemainder { amount: None, to: Target::Credit }, fields: &[Field::Target, Field::Amount, Field::Comment] }))
    },
};
