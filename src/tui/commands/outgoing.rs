//! Commands of what is due for the bank.

use super::{UiRun, row};
use crate::app::commands::key::{Code, char, ctrl, f, plain};
use crate::app::commands::{Command, Danger, Facts, Scope};
use crate::domain::refusal::Refusal;
use crate::tui::screens::outgoing::OutgoingScreen;
use crate::tui::ui::Ui;

fn something_due(facts: &Facts) -> Result<(), Refusal> {
    if facts.goes_on { Ok(()) } else { Err(Refusal::NothingDue {}) }
}

fn with(ui: &mut Ui, work: impl FnOnce(&mut OutgoingScreen, &mut Ui)) {
    ui.with_screen(work);
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    Command {
        enabled: something_due,
        danger: Danger::Changes,
        ..row("outgoing.write", Scope::Outgoing, &[f(3), ctrl('n')], true, |ui| {
            with(ui, OutgoingScreen::write)
        })
    },
    Command {
        enabled: Facts::on_a_row,
        ..row("outgoing.open", Scope::Outgoing, &[plain(Code::Enter)], true, |ui| {
            with(ui, OutgoingScreen::open)
        })
    },
    row("outgoing.left_out", Scope::Outgoing, &[char('u')], true, |ui| {
        with(ui, OutgoingScreen::toggle_left_out)
    }),
    row("outgoing.files", Scope::Outgoing, &[char('l')], true, |ui| ui.go("files")),
];
