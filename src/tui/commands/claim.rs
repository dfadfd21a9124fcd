//! Commands of a claim and of a payment that change nothing.

use super::{UiRun, row};
use crate::app::columns::{List, journal, transactions};
use crate::app::commands::key::{Code, char, ctrl, plain};
use crate::app::commands::{Command, Scope};
use crate::app::usecase::dues_sms::act::Of;
use crate::domain::refusal::Refusal;
use crate::tui::screens::claim::{ClaimScreen, Tab};
use crate::tui::screens::list::ListScreen;
use crate::tui::screens::payment::PaymentScreen;
use crate::tui::screens::thread::ThreadScreen;
use crate::tui::ui::Ui;

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("claim.transactions", Scope::Claim, &[ctrl('t')], true, |ui| {
        ui.with_screen(|claim: &mut ClaimScreen, _| claim.show(Tab::Transactions));
    }),
    row("claim.next_tab", Scope::Claim, &[plain(Code::Tab)], true, |ui| {
        ui.with_screen(|claim: &mut ClaimScreen, _| claim.next_tab());
    }),
    Command {
        enabled: |facts| facts.claim().map(|_| ()),
        ..row("claim.all_transactions", Scope::Claim, &[char('T')], false, |ui| {
            of_claim(&transactions::LIST, ui)
        })
    },
    Command {
        enabled: |facts| facts.number().map(drop),
        ..row("claim.dialogue", Scope::Claim, &[char('M')], false, |ui| {
            if let Ok(number) = ui.facts().number() {
                let of = Of::Number(number.to_owned());
                ui.push(Box::new(ThreadScreen::new(of, None)));
            }
        })
    },
    Command {
        enabled: |facts| facts.claim().map(|_| ()),
        ..row("claim.log", Scope::Claim, &[char('L')], false, |ui| of_claim(&journal::LIST, ui))
    },
    row("payment.all_transactions", Scope::Payment, &[char('T')], false, |ui| {
        let mut shown = None;
        ui.with_screen(|payment: &mut PaymentScreen, _| shown = Some(payment.id));
        if let Some(id) = shown {
            open(&transactions::LIST, format!("payment_no:{id}"), ui);
        }
    }),
    Command {
        enabled: |facts| facts.related_claim.map(|_| ()).ok_or(Refusal::NothingHere {}),
        ..row("payment.claim", Scope::Payment, &[plain(Code::Enter), ctrl('t')], true, |ui| {
            if let Some(id) = ui.facts().related_claim {
                ui.push(Box::new(ClaimScreen::new(id)));
            }
        })
    },
];

/// A list of what concerns the open claim, on top of it: Esc goes back to the claim.
pub(super) fn of_claim(list: &'static List, ui: &mut Ui) {
    if let Ok(claim) = ui.facts().claim() {
        let number = claim.number;
        open(list, format!("claim_no:{number}"), ui);
    }
}

pub(in crate::tui) fn open(list: &'static List, filter: String, ui: &mut Ui) {
    let mut screen = ListScreen::new(list.id, list, None, ui);
    screen.open_with_filter(filter);
    ui.push(Box::new(screen));
}
