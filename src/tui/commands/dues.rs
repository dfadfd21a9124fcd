//! Commands of membership and its dues.

use super::{UiRun, row};
use crate::app::columns::memberships;
use crate::app::commands::key::{char, ctrl, f};
use crate::app::commands::{Command, Danger, Facts, Scope};
use crate::domain::refusal::Refusal;
use crate::tui::layers::dues_question::{self, Asked};
use crate::tui::layers::dues_run;
use crate::tui::ui::Ui;

fn on_a_row(facts: &Facts) -> Result<(), Refusal> {
    if facts.rows.is_empty() {
        Err(Refusal::NothingHere {})
    } else {
        Ok(())
    }
}

/// The dues under the cursor: their key.
fn here(ui: &mut Ui) -> Option<i64> {
    let mut key = None;
    ui.with_list(|list, _| key = list.state.current());
    key.map(i64::from)
}

/// The members that are selected, or the one under the cursor.
fn chosen(ui: &mut Ui) -> Vec<i64> {
    ui.facts().rows.into_iter().map(i64::from).collect()
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("dues.add", Scope::Dues, &[f(3), ctrl('n')], true, |ui| {
        dues_question::open(Asked::Add, ui)
    }),
    Command {
        enabled: on_a_row,
        danger: Danger::Changes,
        ..row("dues.edit", Scope::Dues, &[f(2)], true, |ui| {
            if let Some(key) = here(ui) {
                dues_question::open(Asked::Edit(key), ui);
            }
        })
    },
    Command {
        enabled: on_a_row,
        danger: Danger::Changes,
        ..row("dues.state", Scope::Dues, &[char('o')], true, |ui| {
            if let Some(key) = here(ui) {
                dues_question::open(Asked::State(key), ui);
            }
        })
    },
    Command {
        enabled: on_a_row,
        danger: Danger::Final,
        ..row("dues.run", Scope::Dues, &[char('u'), f(11)], true, |ui| {
            if let Some(key) = here(ui) {
                dues_run::open(key, ui);
            }
        })
    },
    Command {
        enabled: on_a_row,
        ..row("dues.members", Scope::Dues, &[char('M')], false, |ui| {
            if let Some(key) = here(ui) {
                super::claim::open(&memberships::LIST, format!("dues_no:{key}"), ui);
            }
        })
    },
    row("dues.kind", Scope::Dues, &[char('g')], true, |ui| {
        dues_question::open(Asked::Kind, ui)
    }),
    Command {
        enabled: on_a_row,
        danger: Danger::Changes,
        ..row("members.assign", Scope::Members, &[f(2)], true, |ui| {
            let members = chosen(ui);
            dues_question::open(Asked::Assign(members), ui);
        })
    },
    Command {
        enabled: on_a_row,
        danger: Danger::Changes,
        ..row("members.household", Scope::Members, &[char('h')], true, |ui| {
            let members = chosen(ui);
            dues_question::open(Asked::Household(members), ui);
        })
    },
    Command {
        enabled: on_a_row,
        danger: Danger::Final,
        ..row("members.run", Scope::Members, &[char('u')], true, |ui| {
            let members = chosen(ui);
            dues_run::open_for(members, ui);
        })
    },
];
