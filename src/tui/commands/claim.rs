//! Commands of a claim and of a payment that change nothing.

use super::{UiRun, row};
use crate::app::commands::key::{Code, ctrl, plain};
use crate::app::commands::{Command, Scope};
use crate::domain::refusal::Refusal;
use crate::tui::screens::claim::{ClaimScreen, Tab};

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
    Command {
        enabled: |facts| facts.related_claim.map(|_| ()).ok_or(Refusal::NothingHere {}),
        ..row("payment.claim", Scope::Payment, &[plain(Code::Enter), ctrl('t')], true, |ui| {
            if let Some(id) = ui.facts().related_claim {
                ui.push(Box::new(ClaimScreen::new(id)));
            }
        })
    },
];
