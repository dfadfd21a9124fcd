//! Commands of the lists of claims.

use super::{UiRun, row};
use crate::app::commands::key::alt;
use crate::app::commands::{Command, Scope};
use crate::domain::refusal::Refusal;
use crate::tui::layers::bulk;

pub(super) static COMMANDS: &[Command<UiRun>] = &[Command {
    enabled: |facts| if facts.has_row { Ok(()) } else { Err(Refusal::NothingHere {}) },
    ..row("claims.bulk", Scope::Claims, &[alt('b')], true, bulk::open)
}];
