//! Commands of claims that are being made, and of articles, that change nothing in the books.

use super::{UiRun, row};
use crate::app::columns::drafts::LIST;
use crate::app::commands::key::{Code, alt_key, ctrl, f, plain};
use crate::app::commands::{Command, Danger, Facts, Scope};
use crate::app::writer::Work;
use crate::domain::draft::State;
use crate::domain::refusal::Refusal;
use crate::tui::layers::article_question::{self, Asked};
use crate::tui::screens::claim::ClaimScreen;
use crate::tui::screens::draft::DraftScreen;
use crate::tui::screens::list::ListScreen;
use crate::tui::ui::Ui;

fn new_draft(ui: &mut Ui) {
    ui.writer.give(Work::NewDraft(None));
}

fn is_open(facts: &Facts) -> Result<(), Refusal> {
    let draft = facts.draft()?;
    match (draft.state, draft.number) {
        (State::Open, _) => Ok(()),
        (State::Issued, Some(number)) => Err(Refusal::DraftIssued { draft: draft.id, number }),
        _ => Err(Refusal::DraftDiscarded { draft: draft.id }),
    }
}

/// A copy of the claim under the cursor of a list.
fn copy_row(ui: &mut Ui) {
    let mut wanted = None;
    ui.with_list(|list, _| wanted = list.state.current());
    if let Some(key) = wanted {
        ui.writer.give(Work::NewDraft(Some(i64::from(key))));
    }
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    row("claims.new", Scope::Claims, &[f(3), ctrl('n')], true, new_draft),
    Command {
        enabled: Facts::on_a_row,
        ..row("claims.copy", Scope::Claims, &[f(8)], false, copy_row)
    },
    row("drafts.new", Scope::Drafts, &[f(3), ctrl('n')], true, new_draft),
    Command {
        enabled: |facts| facts.claim().map(drop),
        ..row("claim.copy", Scope::Claim, &[f(8)], false, |ui| {
            if let Ok(claim) = ui.facts().claim() {
                let id = claim.id;
                ui.writer.give(Work::NewDraft(Some(id)));
            }
        })
    },
    Command {
        enabled: is_open,
        ..row("draft.line", Scope::Draft, &[f(3), ctrl('n')], true, |ui| {
            ui.with_screen(|draft: &mut DraftScreen, ui| draft.new_line(ui));
        })
    },
    Command {
        enabled: Facts::on_a_row,
        ..row("draft.drop_line", Scope::Draft, &[f(4), plain(Code::Delete)], true, |ui| {
            ui.with_screen(|draft: &mut DraftScreen, ui| draft.drop_line(ui));
        })
    },
    Command {
        enabled: is_open,
        ..row("draft.list", Scope::Draft, &[f(5)], true, |ui| {
            let mut chosen = false;
            ui.with_screen(|draft: &mut DraftScreen, ui| chosen = draft.open_lookup("", ui));
            if !chosen {
                let list = ListScreen::new("drafts", &LIST, Some("open"), ui);
                ui.push(Box::new(list));
            }
        })
    },
    Command {
        enabled: is_open,
        ..row("draft.values", Scope::Draft, &[f(6), alt_key(Code::Down)], false, |ui| {
            ui.with_screen(|draft: &mut DraftScreen, ui| draft.open_values(ui));
        })
    },
    Command {
        enabled: is_open,
        ..row("draft.copy", Scope::Draft, &[f(8)], true, |ui| {
            ui.with_screen(|draft: &mut DraftScreen, ui| draft.copy_above(ui));
        })
    },
    Command {
        enabled: |facts| facts.related_claim.map(drop).ok_or(Refusal::NothingHere {}),
        ..row("draft.claim", Scope::Draft, &[ctrl('g')], false, |ui| {
            if let Some(claim) = ui.facts().related_claim {
                ui.push(Box::new(ClaimScreen::new(claim)));
            }
        })
    },
    row("article.add", Scope::Articles, &[f(3), ctrl('n')], true, article_question::open_new),
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("article.edit", Scope::Articles, &[f(2)], true, |ui| {
            article_question::open(Asked::Edit, ui)
        })
    },
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("article.end", Scope::Articles, &[f(4), plain(Code::Delete)], true, |ui| {
            article_question::open(Asked::End, ui)
        })
    },
];
