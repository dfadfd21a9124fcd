//! Commands of the lists of claims.

use super::{UiRun, row};
use crate::app::commands::key::alt;
use crate::app::commands::{Command, Facts, Scope};
use crate::tui::layers::bulk;

pub(super) static COMMANDS: &[Command<UiRun>] = &[Command {
    enabled: Facts::on_a_row,
    ..row("claims.bulk", Scope::Claims, &[alt('b')], true, bulk::open)
}];
