//! Take away the line under the cursor; the last one annuls the claim, and the dialog says so first (CLM-9, CLM-10).

use super::key::{Code, f, plain};
use super::{Command, Danger, Effect, Field, Question, Run, Scope};
use crate::app::usecase::claims::Act;
use crate::domain::claim::Operation;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "claim.drop_line",
    scope: Scope::Claim,
    keys: &[f(4), plain(Code::Delete)],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.claim()?.may(Operation::DropLine),
    run: |facts| {
        let line = facts.line.ok_or(Refusal::NothingHere {})?;
        let act = Act::DropLine { line };
        // The last line annuls, which cannot be taken back.
        let fields: &[Field] =
            if facts.claim()?.is_last_line(line) { &[Field::Comment, Field::Number] } else { &[Field::Comment] };
        Ok(Effect::Ask(Question { command: "claim.drop_line", act, fields }))
    },
};
