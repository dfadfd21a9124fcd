//! *Bokför*: the draft becomes a claim with number, reference and voucher.

use super::key::{alt, f};
use super::{Command, Danger, DraftQuestion, Effect, Run, Scope};
use crate::app::usecase::drafts::act::DraftAct;
use crate::domain::draft::{Missing, State};
use crate::domain::refusal::{Listed, Refusal};

pub(super) static COMMAND: Command<Run> = Command {
    id: "draft.issue",
    scope: Scope::Draft,
    keys: &[f(11), alt('b')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| {
        let draft = facts.draft()?;
        match (draft.state, draft.number) {
            (State::Issued, Some(number)) => Err(Refusal::DraftIssued { draft: draft.id, number }),
            (State::Open, _) if draft.missing.is_empty() => Ok(()),
            (State::Open, _) => Err(Refusal::DraftIncomplete {
                draft: draft.id,
                missing: Listed(draft.missing.iter().map(Missing::key).collect()),
            }),
            _ => Err(Refusal::DraftDiscarded { draft: draft.id }),
        }
    },
    run: |_| Ok(Effect::AskDraft(DraftQuestion { command: "draft.issue", act: DraftAct::Issue })),
};
