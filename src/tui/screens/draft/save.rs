//! Keeping a draft: what is typed stands on the screen at once and is in the file a moment later, one save after the other. What
//! somebody else changes meanwhile comes in; where both changed the same, theirs stays and is told.

use std::collections::VecDeque;

use super::DraftScreen;
use super::field::{Col, Field, Spot, typed, value};
use crate::app::AppError;
use crate::app::clock;
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::drafts::act::DraftAct;
use crate::app::usecase::drafts::{Edit, ShownDraft};
use crate::app::writer::Work;
use crate::domain::draft::{Conflict, Draft, State, merge};
use crate::domain::refusal::Refusal;
use crate::tui::screens::Settled;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::typing::Typing;

/// What waits to be saved.
#[derive(Debug, Default)]
pub(super) struct Saves {
    /// Changes that are more than what is typed: a customer, an article, a copy.
    pub queue: VecDeque<Edit>,
    /// The draft as it was when the save that is under way was handed over.
    pub flight: Option<Draft>,
    /// That save is of something chosen.
    pub is_choosing: bool,
    /// The last save was refused: the next one waits for a person, or for the draft as it is now.
    pub is_held: bool,
    /// It was refused because somebody else was first.
    pub waits_for_news: bool,
}

impl DraftScreen {
    /// Whether something typed is not in the file yet.
    pub(super) fn is_unsaved(&self) -> bool {
        let differs = self.shown.as_ref().is_some_and(|shown| shown.loaded.draft != self.draft);
        self.saves.flight.is_some() || !self.saves.queue.is_empty() || differs
    }

    /// Whether something that was chosen is on its way into the form.
    pub(super) fn is_choosing(&self) -> bool {
        self.saves.is_choosing || !self.saves.queue.is_empty()
    }

    /// What was typed meanwhile goes where the keyboard is now.
    fn replay(&mut self, ui: &mut Ui) {
        if !self.is_choosing() {
            for key in std::mem::take(&mut self.ahead) {
                self.form_key(key, ui);
            }
        }
    }

    /// Whether it can be changed.
    pub(super) fn is_open(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.loaded.state == State::Open)
    }

    /// Why it cannot be changed.
    pub(super) fn closed(&self) -> Refusal {
        let draft = self.id;
        match self.shown.as_ref().map(|shown| (shown.loaded.state, shown.number)) {
            Some((State::Issued, Some(number))) => Refusal::DraftIssued { draft, number },
            Some((State::Discarded, _)) => Refusal::DraftDiscarded { draft },
            _ => Refusal::NothingHere {},
        }
    }

    pub(super) fn value_of(&self, spot: Spot, ui: &Ui) -> String {
        let Some(shown) = &self.shown else { return String::new() };
        value(&self.draft, shown, spot, clock::today(), ui.lang)
    }

    /// Goes to a field.
    pub(super) fn enter_spot(&mut self, spot: Spot, ui: &Ui) {
        self.spot = spot;
        self.typing = Typing::begin(&self.value_of(spot, ui), spot.is_selected_first());
    }

    /// Leaves the field at hand: what was typed stands in the draft, or the person is told why not and stays.
    pub(super) fn commit(&mut self, ui: &mut Ui) -> bool {
        self.saves.is_held = false;
        if !self.typing.is_dirty() || self.spot.is_chosen() {
            self.send_next(ui);
            return true;
        }
        if !self.is_open() {
            let refusal = self.closed();
            self.typing.restore(false);
            ui.refuse(&refusal);
            return true;
        }
        let now = self.value_of(self.spot, ui);
        let text = self.typing.text.text().trim().to_owned();
        if now != self.typing.base && now != text {
            let value = if now.is_empty() { "–".to_owned() } else { now.clone() };
            ui.tell(ui.texts().with("order-field-other", &[("value", Arg::Text(value))]), Role::Warning);
            self.typing.base = now;
            return false;
        }
        self.put(self.spot, &text, ui)
    }

    /// Puts a text into a field. Says whether it could be.
    pub(super) fn put(&mut self, spot: Spot, text: &str, ui: &mut Ui) -> bool {
        let Some(shown) = &self.shown else { return true };
        match typed(&self.draft, shown, spot, text, clock::today(), ui.texts()) {
            Ok(after) => {
                self.draft = after;
                if self.spot == spot {
                    self.enter_spot(spot, ui);
                }
                self.send_next(ui);
                true
            }
            Err(refusal) => {
                ui.refuse(&refusal);
                false
            }
        }
    }

    /// Does a change that is more than what is typed, after what is typed is saved.
    pub(super) fn do_edit(&mut self, edit: Edit, ui: &mut Ui) {
        if !self.is_open() {
            ui.refuse(&self.closed());
            return;
        }
        self.saves.is_held = false;
        self.saves.queue.push_back(edit);
        self.send_next(ui);
    }

    /// Hands over what waits: first what is typed, then what else is to be done.
    pub(super) fn send_next(&mut self, ui: &mut Ui) {
        let Some(shown) = &self.shown else { return };
        if self.saves.flight.is_some() || self.saves.is_held {
            return;
        }
        let edit = if shown.loaded.draft != self.draft {
            Edit::Set(self.draft.clone())
        } else if let Some(edit) = self.saves.queue.pop_front() {
            edit
        } else {
            return;
        };
        let (id, seen) = (self.id, Some(shown.loaded.revision));
        let chosen = !matches!(edit, Edit::Set(_));
        let act = DraftAct::Edit(edit);
        if ui.writer.give(Work::Draft { id, act, seen }) {
            self.saves.flight = Some(self.draft.clone());
            self.saves.is_choosing = chosen;
        } else {
            self.saves.is_held = true;
            ui.tell(ui.texts().t("store-locked"), Role::Warning);
        }
    }

    /// The answer to a save.
    pub(super) fn saved(&mut self, act: &DraftAct, result: Result<ShownDraft, AppError>, ui: &mut Ui) {
        let sent = self.saves.flight.take();
        self.saves.is_choosing = false;
        match result {
            Ok(shown) => {
                let base = sent.unwrap_or_else(|| self.draft.clone());
                self.take(shown, &base, ui);
                if let DraftAct::Edit(edit) = act {
                    self.go_on_after(edit, ui);
                }
                self.send_next(ui);
                self.replay(ui);
            }
            Err(error) => {
                self.saves.is_held = true;
                // What somebody else did comes in first; what was typed is saved on top of it.
                self.saves.waits_for_news = error.code() == "draft-changed";
                if self.saves.waits_for_news {
                    if let DraftAct::Edit(edit) = act
                        && !matches!(edit, Edit::Set(_))
                    {
                        self.saves.queue.push_front(edit.clone());
                    }
                } else {
                    self.saves.queue.clear();
                    self.ahead.clear();
                    ui.waiting = None;
                    ui.fail(&error);
                }
                ui.reader.ask(Ask::Draft(self.id));
            }
        }
    }

    /// The draft as somebody else left it.
    pub(super) fn heard(&mut self, shown: ShownDraft, ui: &mut Ui) {
        let Some(was) = &self.shown else {
            self.draft = shown.loaded.draft.clone();
            self.shown = Some(shown);
            self.failed = None;
            let spot = self.spot;
            self.enter_spot(spot, ui);
            return;
        };
        if self.saves.flight.is_some() || shown.loaded.revision < was.loaded.revision {
            return;
        }
        if std::mem::take(&mut self.saves.waits_for_news) {
            self.saves.is_held = false;
        }
        if shown.loaded.revision > was.loaded.revision && shown.loaded.changed_by != ui.operator {
            let args = [("operator", Arg::Text(shown.loaded.changed_by.clone()))];
            ui.tell(ui.texts().with("draft-changed-by", &args), Role::Warning);
        }
        let base = was.loaded.draft.clone();
        self.take(shown, &base, ui);
        if !self.is_open() {
            self.saves.queue.clear();
            self.ahead.clear();
        }
        self.send_next(ui);
    }

    /// Takes the draft as it is now, with what was typed since `base`.
    fn take(&mut self, shown: ShownDraft, base: &Draft, ui: &mut Ui) {
        let (merged, conflicts) = merge(base, &self.draft, &shown.loaded.draft);
        let mine: Vec<String> = conflicts.iter().map(|conflict| self.lost(*conflict, ui)).collect();
        self.draft = if shown.loaded.state == State::Open {
            merged
        } else {
            shown.loaded.draft.clone()
        };
        self.shown = Some(shown);
        self.failed = None;
        if !mine.is_empty() {
            let args = [("what", Arg::Text(mine.join(" · ")))];
            ui.tell(ui.texts().with("draft-conflict", &args), Role::Danger);
        }
        // A field that nothing is being typed in follows.
        if !self.typing.is_dirty() {
            let (spot, inside) = (self.spot, self.typing.inside);
            self.enter_spot(spot, ui);
            self.typing.inside = inside;
        }
    }

    /// What of mine did not go in, in words.
    fn lost(&self, conflict: Conflict, ui: &Ui) -> String {
        let texts = ui.texts();
        let field = match conflict {
            Conflict::Party => Field::Party,
            Conflict::Kind => Field::Kind,
            Conflict::Description => Field::Description,
            Conflict::Issued => Field::Issued,
            Conflict::Due => Field::Due,
            Conflict::Account => Field::Account,
            Conflict::Reference => Field::Reference,
            Conflict::Lines => {
                let lines = self.draft.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>();
                return format!("{}: {}", texts.t("draft-lines"), lines.join(", "));
            }
        };
        let spot = Spot::Field(field);
        format!("{}: {}", texts.t(spot.label()), self.value_of(spot, ui))
    }

    /// Where the keyboard goes when something was chosen.
    fn go_on_after(&mut self, edit: &Edit, ui: &mut Ui) {
        match (edit, self.spot) {
            (Edit::Party(_) | Edit::NewParty(..), Spot::Field(Field::Party)) => self.step(true, ui),
            (Edit::Article(row, ..), Spot::Cell(at, Col::Article)) if *row == at => {
                self.enter_spot(Spot::Cell(at, Col::Quantity), ui);
            }
            (Edit::Copy(_), _) => self.enter_spot(Spot::Field(Field::Party), ui),
            _ => {}
        }
    }

    pub(super) fn settled(&mut self, ui: &mut Ui) -> Settled {
        if !self.commit(ui) {
            return Settled::Stuck;
        }
        if self.is_open() && self.is_unsaved() {
            Settled::Saving
        } else {
            Settled::Clean
        }
    }
}
