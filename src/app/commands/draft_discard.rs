//! Give the draft up.

use super::key::shift;
use super::{Command, Danger, DraftQuestion, Effect, Run, Scope};
use crate::app::commands::key::Code;
use crate::app::usecase::drafts::act::DraftAct;
use crate::domain::draft::State;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "draft.discard",
    scope: Scope::Draft,
    keys: &[shift(Code::F(4))],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| {
        let draft = facts.draft()?;
        match (draft.state, draft.number) {
            (State::Open, _) => Ok(()),
            (State::Issued, Some(number)) => Err(Refusal::DraftIssued { draft: draft.id, number }),
            _ => Err(Refusal::DraftDiscarded { draft: draft.id }),
        }
    },
    run: |_| Ok(Effect::AskDraft(DraftQuestion { command: "draft.discard", act: DraftAct::Discard })),
};
