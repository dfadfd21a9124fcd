//! Commands of the matching desk that only concern the screen.

use super::{UiRun, row};
use crate::app::commands::key::{Code, ctrl, ctrl_key, f, plain};
use crate::app::commands::{Command, Facts, Scope};
use crate::domain::refusal::Refusal;
use crate::tui::layers::{filter, picker, views};
use crate::tui::screens::claim::ClaimScreen;
use crate::tui::screens::desk::DeskScreen;
use crate::tui::screens::payment::PaymentScreen;
use crate::tui::ui::Ui;

fn on_a_payment(facts: &Facts) -> Result<(), Refusal> {
    facts.desk().map(|_| ())
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    Command {
        enabled: on_a_payment,
        ..row("desk.payment", Scope::Desk, &[ctrl('t')], false, |ui| {
            if let Ok(desk) = ui.facts().desk() {
                ui.push(Box::new(PaymentScreen::new(desk.payment)));
            }
        })
    },
    Command {
        enabled: |facts| facts.desk()?.chosen.as_ref().map(|_| ()).ok_or(Refusal::NothingHere {}),
        ..row("desk.claim", Scope::Desk, &[f(3)], false, open_claim)
    },
    row("desk.columns", Scope::Desk, &[f(5)], false, picker::open),
    row("desk.filter", Scope::Desk, &[f(7), ctrl_key(Code::F(7))], false, filter::open),
    row("desk.views", Scope::Desk, &[f(6)], false, views::open),
    Command {
        enabled: |facts| if facts.goes_on { Ok(()) } else { Err(Refusal::NothingHere {}) },
        ..row("payment.desk", Scope::Payment, &[f(3), plain(Code::Tab)], true, |ui| {
            let desk = ui.facts().desk.map(|desk| desk.payment);
            if let Some(payment) = desk {
                let screen = DeskScreen::at(payment, ui);
                ui.push(Box::new(screen));
            }
        })
    },
];

fn open_claim(ui: &mut Ui) {
    let facts = ui.facts();
    let Some(number) = facts.desk.and_then(|desk| desk.chosen).map(|chosen| chosen.number) else {
        return;
    };
    let mut key = None;
    ui.with_top(|screen, _| key = screen.claim_key(number));
    if let Some(id) = key {
        ui.push(Box::new(ClaimScreen::new(id)));
    }
}
