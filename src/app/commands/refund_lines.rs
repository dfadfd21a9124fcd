//! Pay back the marked lines of a paid claim, or the one under the cursor (CLM-11).

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.refund_lines",
    scope: Scope::Claim,
    keys: &[ctrl('u')],
    bar: true,
    danger: Danger::Final,
    enabled: |facts| facts.claim()?.may(Operation::RefundLines),
    run: |facts| {
        let lines: Vec<(u32, Option<Money>)> = match (facts.marked.is_empty(), facts.line) {
            (false, _) => facts.marked.iter().map(|line| (*line, None)).collect(),
            (true, line) => line.map(|line| vec![(line, None)]).unwrap_or_default(),
        };
        // A part is given for one line; of several all that is paid on them goes back.
        let fields: &'static [Field] = match lines.len() {
            0 => return Err(Refusal::NothingHere {}),
            1 => &[Field::Amount, Field::Comment, Field::Number],
            _ => &[Field::Comment, Field::Number],
        };
        Ok(Effect::Ask(Question { command: "claim.refund_lines", act: Act::RefundLines { lines }, fields }))
    },
};
