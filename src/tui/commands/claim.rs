//! Commands of a claim and of a payment that change nothing.

use super::UiRun;
use crate::app::commands::key::{Code, ctrl, plain};
use crate::app::commands::{Command, Danger, Key, Scope, always};
use crate::tui::screens::claim::Tab;

const fn row(id: &'static str, scope: Scope, keys: &'static [Key], bar: bool, run: UiRun) -> Command<UiRun> {
    Command {
        id,
        scope,
        keys,
        bar,
        danger: Danger::None,
        enabled: always,
        run,
    }
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("claim.transactions", Scope::Claim, &[ctrl('t')], true, |ui| {
        ui.with_top(|screen, _| {
            if let Some(claim) = screen.claim() {
                claim.show(Tab::Transactions);
            }
        });
    }),
    row("claim.next_tab", Scope::Claim, &[plain(Code::Tab)], true, |ui| {
        ui.with_top(|screen, _| {
            if let Some(claim) = screen.claim() {
                claim.next_tab();
            }
        });
    }),
    row("payment.claim", Scope::Payment, &[plain(Code::Enter), ctrl('t')], true, |ui| {
        let mut opened = None;
        ui.with_top(|screen, _| opened = screen.related_claim());
        match opened {
            Some(id) => ui.push(Box::new(crate::tui::screens::claim::ClaimScreen::new(id))),
            None => ui.refuse(&crate::domain::refusal::Refusal::NothingHere {}),
        }
    }),
];
