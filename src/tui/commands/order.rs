//! Commands of an order, and of the list of orders, that change nothing that is owed or ask for no confirmation.

use super::{UiRun, row};
use crate::app::columns::orders::LIST;
use crate::app::commands::key::{Code, alt, alt_key, ctrl, ctrl_key, f, plain};
use crate::app::commands::{Command, Facts, Scope};
use crate::app::writer::Work;
use crate::domain::order::Operation;
use crate::domain::refusal::Refusal;
use crate::tui::layers::qr;
use crate::tui::screens::claim::ClaimScreen;
use crate::tui::screens::list::ListScreen;
use crate::tui::screens::order::{OrderScreen, Tab};
use crate::tui::ui::Ui;

fn may_edit(facts: &Facts) -> Result<(), Refusal> {
    facts.order()?.may(Operation::Edit)
}

fn on_a_line(facts: &Facts) -> Result<(), Refusal> {
    may_edit(facts)?;
    facts.line.map(|_| ()).ok_or(Refusal::NothingHere {})
}

fn new_order(ui: &mut Ui) {
    ui.writer.give(Work::NewOrder);
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("orders.new", Scope::Orders, &[f(3), ctrl('n')], true, new_order),
    Command {
        enabled: may_edit,
        ..row("order.line", Scope::Order, &[f(3), ctrl('n')], true, |ui| {
            ui.with_screen(|order: &mut OrderScreen, ui| order.new_line(ui));
        })
    },
    Command {
        enabled: on_a_line,
        ..row("order.drop_line", Scope::Order, &[f(4), plain(Code::Delete)], true, |ui| {
            ui.with_screen(|order: &mut OrderScreen, ui| order.drop_line(ui));
        })
    },
    row("order.list", Scope::Order, &[f(5)], true, |ui| {
        let mut chosen = false;
        ui.with_screen(|order: &mut OrderScreen, ui| chosen = order.open_lookup("", ui));
        if !chosen {
            let list = ListScreen::new("orders", &LIST, None, ui);
            ui.push(Box::new(list));
        }
    }),
    row("order.values", Scope::Order, &[f(6), alt_key(Code::Down)], false, |ui| {
        ui.with_screen(|order: &mut OrderScreen, ui| order.open_values(ui));
    }),
    Command {
        enabled: may_edit,
        ..row("order.copy", Scope::Order, &[f(8)], false, |ui| {
            ui.with_screen(|order: &mut OrderScreen, ui| order.copy_above(ui));
        })
    },
    row(
        "order.tab_next",
        Scope::Order,
        &[ctrl_key(Code::PageDown), alt_key(Code::Right)],
        false,
        |ui| {
            ui.with_screen(|order: &mut OrderScreen, ui| order.step_tab(true, ui));
        },
    ),
    row(
        "order.tab_back",
        Scope::Order,
        &[ctrl_key(Code::PageUp), alt_key(Code::Left)],
        false,
        |ui| {
            ui.with_screen(|order: &mut OrderScreen, ui| order.step_tab(false, ui));
        },
    ),
    row("order.log", Scope::Order, &[ctrl('t')], false, |ui| {
        ui.with_screen(|order: &mut OrderScreen, ui| order.show(Tab::Log, ui));
    }),
    Command {
        enabled: |facts| match facts.order()?.url {
            Some(_) => Ok(()),
            None => Err(Refusal::NothingToCheck {
                number: facts.order()?.order.number,
            }),
        },
        ..row("order.qr", Scope::Order, &[alt('q')], false, |ui| {
            let mut link = None;
            ui.with_screen(|order: &mut OrderScreen, _| link = order.pay_code().map(str::to_owned));
            if let Some(link) = link {
                qr::open(&link, ui);
            }
        })
    },
    Command {
        enabled: |facts| facts.related_claim.map(|_| ()).ok_or(Refusal::NothingHere {}),
        ..row("order.invoice", Scope::Order, &[ctrl('g')], true, |ui| {
            let mut invoice = None;
            ui.with_screen(|order: &mut OrderScreen, _| invoice = order.invoice());
            if let Some(invoice) = invoice {
                ui.push(Box::new(ClaimScreen::new(invoice)));
            }
        })
    },
    row("order.new", Scope::Order, &[alt('n')], false, new_order),
];
