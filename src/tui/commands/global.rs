//! Commands that work everywhere.

use super::{UiRun, row};
use crate::app::commands::key::{Code, alt, char, ctrl, f, plain, shift};
use crate::app::commands::{Command, Scope};
use crate::app::reader::Ask;
use crate::tui::layers::{confirm, help, palette, recent, search};
use crate::tui::screens::{self, Settled, browse::BrowseScreen};
use crate::tui::theme::Role;

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("functions", Scope::Global, &[f(9), shift(Code::F(10))], true, |ui| {
        palette::open(ui, false)
    }),
    row("help", Scope::Global, &[f(1), char('?')], true, help::open),
    row("menu", Scope::Global, &[f(10), alt('m')], true, |ui| {
        ui.menu_open = !ui.menu_open;
        let root = screens::ALL.get(ui.root).map(|row| row.id);
        ui.menu_at = ui.menu_rows().iter().position(|row| Some(row.id) == root).unwrap_or(0);
    }),
    row("palette", Scope::Global, &[ctrl('p')], false, |ui| palette::open(ui, true)),
    row("search", Scope::Global, &[ctrl('f')], true, search::open),
    row("recent", Scope::Global, &[ctrl('k')], false, recent::open),
    row("back", Scope::Global, &[plain(Code::Esc)], false, |ui| ui.back()),
    row("import", Scope::Global, &[alt('i')], false, |ui| {
        let browse = BrowseScreen::new(ui.folder.clone());
        ui.push(Box::new(browse));
    }),
    row("refresh", Scope::Global, &[ctrl('r')], false, |ui| {
        ui.repaint = true;
        ui.reader.ask(Ask::Overview);
        ui.with_top(|screen, ui| screen.enter(ui));
    }),
    row("language", Scope::Global, &[alt('l')], false, |ui| ui.set_language(ui.lang.next())),
    row("mouse", Scope::Global, &[f(12)], false, |ui| {
        ui.mouse = !ui.mouse;
        let key = if ui.mouse { "mouse-on" } else { "mouse-off" };
        ui.tell(ui.texts().t(key), Role::Good);
    }),
    row("saved", Scope::Global, &[ctrl('s')], false, |ui| {
        ui.tell(ui.texts().t("saved-already"), Role::Good)
    }),
    row("quit", Scope::Global, &[ctrl('q')], false, |ui| {
        if ui.settle() != Settled::Stuck {
            confirm::quit(ui);
        }
    }),
];
