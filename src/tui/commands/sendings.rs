//! Commands of sendings that change nothing.

use super::{UiRun, row};
use crate::app::columns::sendings;
use crate::app::commands::key::char;
use crate::app::commands::{Command, Facts, Scope};

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    Command {
        enabled: Facts::on_a_row,
        ..row("sendings.claim", Scope::Sendings, &[char('c')], false, super::list::open)
    },
    Command {
        enabled: |facts| facts.claim().map(drop),
        ..row("claim.sendings", Scope::Claim, &[char('U')], false, |ui| {
            super::claim::of_claim(&sendings::LIST, ui);
        })
    },
];
