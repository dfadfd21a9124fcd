//! Commands of the register: its list, a party's page, numbers that stand on several, and the preview of a table.

use super::{UiRun, row};
use crate::app::columns::shared;
use crate::app::commands::key::{Code, char, ctrl, f, plain};
use crate::app::commands::{Command, Danger, Facts, Scope};
use crate::app::usecase::register::phones::PhoneAct;
use crate::tui::layers::{party_question, prompt};
use crate::tui::screens::list::ListScreen;
use crate::tui::screens::parties_table::PartiesTableScreen;
use crate::tui::screens::party::PartyScreen;
use crate::tui::ui::Ui;

const fn changes(command: Command<UiRun>) -> Command<UiRun> {
    Command {
        danger: Danger::Changes,
        ..command
    }
}

const fn on_row(command: Command<UiRun>) -> Command<UiRun> {
    Command {
        enabled: Facts::on_a_row,
        ..command
    }
}

fn with(ui: &mut Ui, work: impl FnOnce(&mut PartyScreen, &mut Ui)) {
    ui.with_screen(work);
}

fn with_table(ui: &mut Ui, work: impl FnOnce(&mut PartiesTableScreen, &mut Ui)) {
    ui.with_screen(work);
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    changes(row("parties.new", Scope::Parties, &[f(3), ctrl('n')], true, party_question::new)),
    on_row(changes(row("parties.merge", Scope::Parties, &[char('g')], false, |ui| {
        ui.with_list(party_question::merge_rows);
    }))),
    row("parties.shared", Scope::Parties, &[char('d')], true, |ui| {
        let list = ListScreen::new("shared", &shared::LIST, None, ui);
        ui.push(Box::new(list));
    }),
    row("parties.import", Scope::Parties, &[char('i')], false, prompt::parties_table),
    on_row(changes(row("shared.keep", Scope::Shared, &[char('k')], true, |ui| {
        ui.with_list(party_question::keep_row);
    }))),
    on_row(row("party.open", Scope::Party, &[plain(Code::Enter)], true, |ui| {
        with(ui, PartyScreen::open)
    })),
    row("party.next_tab", Scope::Party, &[plain(Code::Tab)], true, |ui| {
        with(ui, |party, _| party.turn(true));
    }),
    row("party.last_tab", Scope::Party, &[plain(Code::BackTab)], false, |ui| {
        with(ui, |party, _| party.turn(false));
    }),
    on_row(changes(row("party.edit", Scope::Party, &[f(2)], true, |ui| {
        with(ui, |party, ui| party.edit(ui))
    }))),
    changes(row("party.phone", Scope::Party, &[char('p')], true, |ui| {
        with(ui, |party, ui| party.add_phone(ui))
    })),
    on_row(changes(row("party.first", Scope::Party, &[char('f')], false, |ui| {
        with(ui, |party, ui| party.change_phone(PhoneAct::Main, ui));
    }))),
    changes(row("party.car", Scope::Party, &[char('b'), f(3)], false, |ui| {
        with(ui, |party, ui| party.add_car(ui))
    })),
    on_row(changes(row(
        "party.remove",
        Scope::Party,
        &[f(4), plain(Code::Delete)],
        false,
        |ui| {
            with(ui, |party, ui| party.remove(ui));
        },
    ))),
    changes(row("party.leave", Scope::Party, &[char('l')], false, |ui| {
        with(ui, |party, ui| party.leave_or_return(ui))
    })),
    changes(row("party.payer", Scope::Party, &[char('h')], false, |ui| {
        with(ui, |party, ui| party.set_payer(ui))
    })),
    changes(row("party.merge", Scope::Party, &[char('g')], true, |ui| {
        with(ui, |party, ui| party.merge(ui))
    })),
    row("party.claims", Scope::Party, &[char('C')], false, |ui| {
        with(ui, |party, ui| party.all_claims(ui))
    }),
    changes(row("parties_table.store", Scope::PartiesTable, &[plain(Code::Enter)], true, |ui| {
        with_table(ui, |table, ui| table.store(false, ui));
    })),
    changes(row("parties_table.skip", Scope::PartiesTable, &[char('u')], true, |ui| {
        with_table(ui, |table, ui| table.store(true, ui));
    })),
];
