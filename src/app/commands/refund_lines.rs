//! Pay back the marked lines of a paid claim, or the one under the cursor (CLM-11).

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.refund_lines",
    scope: Scope::Claim,
    keys: &[ctrl('u')],
    bar: true,
    danger: Danger::Final,
    enabled: |facts| facts.claim()?.may(Operation::RefundLines),
    run: |facts| {
        let lines = match (facts.marked.is_empty(), facts.line) {
            (false, _) => facts.marked.iter().map(|line| (*line, None)).collect(),
            (true, line) => line.map(|line| vec![(line, None)]).unwrap_or_default(),
        };
        Ok(Effect::Ask(Question { command: "claim.refund_lines", act: Act::RefundLines { lines }, fields: &[Field::Amount, Field::Comment, Field::Number] }))
    },
};
