//! Commands of the import screens.

use super::{UiRun, row};
use crate::app::commands::key::{Code, f, plain};
use crate::app::commands::{Command, Scope};
use crate::domain::refusal::Refusal;
use crate::tui::layers::prompt;
use crate::tui::screens::import::ImportScreen;

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("import.path", Scope::Browse, &[f(2)], true, prompt::path),
    Command {
        enabled: |facts| if facts.goes_on { Ok(()) } else { Err(Refusal::NothingHere {}) },
        ..row("import.run", Scope::Import, &[plain(Code::Enter), f(3)], true, |ui| {
            ui.with_screen(ImportScreen::go_on)
        })
    },
];
