//! Commands of the settings.

use super::{UiRun, row};
use crate::app::commands::key::{Code, f, plain};
use crate::app::commands::{Command, Danger, Facts, Scope};
use crate::tui::screens::settings::SettingsScreen;

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("setting.edit", Scope::Settings, &[plain(Code::Enter), f(2)], true, |ui| {
            ui.with_screen(SettingsScreen::edit)
        })
    },
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("setting.unset", Scope::Settings, &[f(4), plain(Code::Delete)], true, |ui| {
            ui.with_screen(SettingsScreen::unset)
        })
    },
];
