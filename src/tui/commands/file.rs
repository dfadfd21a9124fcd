//! Commands of one bank file: its payments, what else it said, its bytes again.

use super::{UiRun, row};
use crate::app::columns::{List, notices, payments};
use crate::app::commands::key::{Code, char, ctrl, plain};
use crate::app::commands::{Command, Facts, Scope};
use crate::tui::layers::prompt;
use crate::tui::screens::file::FileScreen;
use crate::tui::ui::Ui;

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("file.payments", Scope::File, &[plain(Code::Enter), char('T')], true, |ui| {
        of_file(&payments::LIST, ui)
    }),
    row("file.notices", Scope::File, &[char('N')], true, |ui| of_file(&notices::LIST, ui)),
    row("file.export", Scope::File, &[ctrl('e')], true, prompt::export_file),
    Command {
        enabled: Facts::on_a_row,
        ..row("files.bytes", Scope::Files, &[ctrl('t')], true, |ui| {
            let mut wanted = None;
            ui.with_list(|list, _| wanted = list.state.current());
            if let Some(id) = wanted {
                ui.push(Box::new(FileScreen::new(i64::from(id))));
            }
        })
    },
];

/// A list of what the open file has, on top of it: Esc goes back to the file.
fn of_file(list: &'static List, ui: &mut Ui) {
    let mut shown = None;
    ui.with_screen(|file: &mut FileScreen, _| shown = Some(file.id));
    if let Some(id) = shown {
        super::claim::open(list, format!("file_no:{id}"), ui);
    }
}
