//! Commands of sendings that change nothing.

use super::{UiRun, row};
use crate::app::columns::sendings;
use crate::app::commands::key::char;
use crate::app::commands::{Command, Scope};
use crate::domain::refusal::Refusal;

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    Command {
        enabled: |facts| if facts.has_row { Ok(()) } else { Err(Refusal::NothingHere {}) },
        ..row("sendings.claim", Scope::Sendings, &[char('c')], false, super::list::open)
    },
    Command {
        enabled: |facts| facts.claim().map(drop),
        ..row("claim.sendings", Scope::Claim, &[char('U')], false, |ui| {
            super::claim::of_claim(&sendings::LIST, ui);
        })
    },
];
