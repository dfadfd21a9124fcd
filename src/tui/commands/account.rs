//! Commands of bank accounts and how they are set up.

use super::{UiRun, row};
use crate::app::commands::key::{Code, char, ctrl, f, plain};
use crate::app::commands::{Command, Danger, Facts, Scope};
use crate::tui::layers::account_question::{self, Asked};
use crate::tui::screens::account::AccountScreen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

fn with(ui: &mut Ui, work: impl FnOnce(&mut AccountScreen, &mut Ui)) {
    ui.with_screen(work);
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("account.add", Scope::Accounts, &[f(3), ctrl('n')], true, account_question::open_new),
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("account.edit", Scope::Account, &[plain(Code::Enter), f(2)], true, |ui| {
            with(ui, AccountScreen::edit)
        })
    },
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("account.state", Scope::Account, &[char('s')], true, |ui| {
            with(ui, |account, ui| account.ask(Asked::State, ui))
        })
    },
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("account.format", Scope::Account, &[char('w')], false, |ui| {
            with(ui, |account, ui| account.ask(Asked::Format, ui))
        })
    },
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("account.try", Scope::Account, &[char('t')], true, |ui| {
            with(ui, |account, ui| account.ask(Asked::Try, ui))
        })
    },
    row("exchange.now", Scope::Exchanged, &[f(3), ctrl('n')], true, |ui| {
        ui.watching.fetch_now();
        ui.tell(ui.texts().t("exchange-asked"), Role::Accent);
    }),
    row("account.next_tab", Scope::Account, &[plain(Code::Tab)], true, |ui| {
        with(ui, |account, _| account.next_tab())
    }),
];
