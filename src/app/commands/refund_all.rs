//! Pay back everything received, less the fee (*Refunder innbetalt beløp*).

use super::key::alt;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.refund_all",
    scope: Scope::Claim,
    keys: &[alt('y')],
    bar: false,
    danger: Danger::Final,
    enabled: |facts| facts.claim()?.may(Operation::RefundAll),
    run: |_| {
        Ok(Effect::Ask(Question { command: "claim.refund_all", act: Act::RefundAll, fields: &[Field::Comment, Field::Number] }))
    },
};
