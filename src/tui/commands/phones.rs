//! Commands of the simulated telephones.

use super::UiRun;
use crate::app::commands::key::{Code, char, plain};
use crate::app::commands::{Command, Danger, Facts, Key, Scope, always};
use crate::domain::refusal::Refusal;
use crate::tui::screens::phones::PhonesScreen;
use crate::tui::ui::Ui;

const fn row(id: &'static str, keys: &'static [Key], enabled: fn(&Facts) -> Result<(), Refusal>, run: UiRun) -> Command<UiRun> {
    Command {
        id,
        scope: Scope::Phones,
        keys,
        bar: true,
        danger: Danger::None,
        enabled,
        run,
    }
}

fn with(ui: &mut Ui, work: impl FnOnce(&mut PhonesScreen, &mut Ui)) {
    ui.with_screen(work);
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("phones.open", &[plain(Code::Enter)], Facts::on_a_row, |ui| {
        with(ui, PhonesScreen::open_link)
    }),
    row("phones.pay", &[char('p')], Facts::on_a_row, |ui| with(ui, PhonesScreen::pay)),
    row("phones.pay_other", &[char('o')], Facts::on_a_row, |ui| {
        with(ui, PhonesScreen::pay_other)
    }),
    row("phones.decline", &[char('d')], Facts::on_a_row, |ui| {
        with(ui, PhonesScreen::decline)
    }),
    row("phones.send", &[char('s')], always, |ui| with(ui, PhonesScreen::send)),
    row("phones.network", &[char('n')], always, |ui| with(ui, PhonesScreen::network)),
];
