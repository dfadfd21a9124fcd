//! A claim before it is issued: who, what for, when, and the lines, on one screen. What is typed stands in the file as soon as its
//! field is left; F11 makes it a claim.

mod draw;
mod field;
mod moves;
mod save;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::claim::ClaimScreen;
use super::{Screen, Settled};
use crate::app::clock;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{DraftFacts, Facts, Scope};
use crate::app::reader::{Answer, Ask};
use crate::app::search_all::Kind;
use crate::app::texts::Arg;
use crate::app::usecase::drafts::ShownDraft;
use crate::app::usecase::drafts::act::{DraftAct, DraftDone};
use crate::app::writer::{Outcome, Work};
use crate::domain::draft::{Draft, Origin, State};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::typing::Typing;

use field::{Field, Spot};
use save::Saves;

/// The screen of one draft.
pub(in crate::tui) struct DraftScreen {
    id: i64,
    shown: Option<ShownDraft>,
    failed: Option<String>,
    /// As it stands on the screen; the file follows.
    draft: Draft,
    spot: Spot,
    typing: Typing,
    saves: Saves,
    /// What was typed while something chosen was on its way into the form: it is for the field that comes after.
    ahead: Vec<Key>,
    /// It became a claim, or was given up, here: the screen is left.
    is_over: bool,
    /// The first line on the screen.
    top: std::cell::Cell<usize>,
    hits: std::cell::RefCell<Vec<(Rect, Spot)>>,
}

/// What commands and dialogs look at of a draft.
pub(in crate::tui) fn facts_of(shown: &ShownDraft) -> DraftFacts {
    let (draft, today) = (shown.loaded.draft.clone(), clock::today());
    DraftFacts {
        id: shown.loaded.id,
        revision: shown.loaded.revision,
        state: shown.loaded.state,
        number: shown.number,
        missing: draft.missing(today, shown.terms_days),
        party: shown.party.as_ref().map(|party| (party.name.clone(), party.number.clone())),
        issued_on: draft.issue_day(today),
        due_on: draft.due_day(today, shown.terms_days),
        account: field::account(&draft, shown).map(|account| account.number.clone()),
        draft,
    }
}

impl DraftScreen {
    pub fn new(id: i64) -> DraftScreen {
        DraftScreen {
            id,
            shown: None,
            failed: None,
            draft: Draft::default(),
            spot: Spot::Field(Field::Party),
            typing: Typing::default(),
            saves: Saves::default(),
            ahead: Vec::new(),
            is_over: false,
            top: std::cell::Cell::new(0),
            hits: std::cell::RefCell::default(),
        }
    }

    fn is_blank(&self) -> bool {
        self.draft.is_blank() && !self.is_unsaved()
    }

    fn told(&mut self, done: &DraftDone, ui: &mut Ui) {
        let texts = ui.texts();
        match done {
            DraftDone::Saved => {}
            DraftDone::Issued(issued) => {
                let args = [("number", Arg::Count(issued.number)), ("amount", Arg::Money(issued.amount))];
                ui.tell(texts.with("done-claim-issued", &args), Role::Good);
                self.is_over = true;
                ui.push(Box::new(ClaimScreen::new(issued.claim_id)));
            }
            DraftDone::Gone => {
                ui.tell(texts.with("done-draft-gone", &[("draft", Arg::Count(self.id))]), Role::Good);
                self.is_over = true;
            }
        }
    }
}

impl Screen for DraftScreen {
    fn scope(&self) -> Scope {
        Scope::Draft
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn record(&self) -> Option<(Kind, i64)> {
        Some((Kind::Draft, self.id))
    }

    fn facts(&self) -> Facts {
        let on_line = matches!(self.spot, Spot::Cell(row, _) if row < self.draft.lines.len());
        Facts {
            draft: self.shown.as_ref().map(facts_of),
            has_row: on_line && self.is_open(),
            related_claim: self.shown.as_ref().and_then(|shown| shown.loaded.claim_id),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let left = texts.with("draft-title", &[("draft", Arg::Count(self.id))]);
        let Some(shown) = &self.shown else {
            return (left, String::new());
        };
        let right = match (shown.loaded.state, shown.number, shown.loaded.origin, shown.from) {
            (State::Issued, Some(number), ..) => texts.with("draft-became", &[("number", Arg::Count(number))]),
            (State::Open, _, Origin::Reissue, Some(number)) => texts.with("draft-replaces", &[("number", Arg::Count(number))]),
            (State::Open, _, Origin::Copy, Some(number)) => texts.with("draft-copy-of", &[("number", Arg::Count(number))]),
            (state, ..) => texts.t(&format!("draft-state-{}", state.code())),
        };
        (left, right)
    }

    fn title_role(&self) -> Role {
        match self.shown.as_ref().map(|shown| shown.loaded.state) {
            Some(State::Issued) => Role::Good,
            Some(State::Open) => Role::Accent,
            _ => Role::Dim,
        }
    }

    fn status(&self, ui: &Ui) -> String {
        let texts = ui.texts();
        if self.shown.is_none() {
            return self.failed.clone().unwrap_or_default();
        }
        if self.is_open() && self.is_unsaved() {
            return texts.t("order-saving");
        }
        let sums = self.draft.sums().unwrap_or_default();
        let args = [("lines", Arg::count(self.draft.lines.len())), ("total", Arg::Money(sums.total))];
        texts.with("draft-status-line", &args)
    }

    fn wants(&self, key: Key) -> bool {
        if key.code == Code::Esc {
            return self.typing.is_dirty();
        }
        if !self.is_open() || key.ctrl || key.alt {
            return false;
        }
        match key.code {
            Code::Enter | Code::Tab => self.is_choosing(),
            Code::Char(_) | Code::Backspace => true,
            Code::Delete => self.typing.inside || matches!(self.spot, Spot::Field(_)),
            _ => false,
        }
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        if self.is_choosing() && !key.ctrl && !key.alt && matches!(key.code, Code::Char(_) | Code::Backspace | Code::Enter | Code::Tab) {
            self.ahead.push(key);
            return true;
        }
        self.form_key(key, ui)
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        if !self.is_open() {
            return;
        }
        if self.spot.is_chosen() {
            self.open_lookup(text, ui);
        } else {
            self.typing.paste(text);
        }
    }

    fn settle(&mut self, ui: &mut Ui) -> Settled {
        self.settled(ui)
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        match mouse.what {
            Click::WheelUp => self.step_row(false, 1, ui),
            Click::WheelDown => self.step_row(true, 1, ui),
            Click::Right => return false,
            Click::Left => {
                let at = ratatui::layout::Position { x: mouse.x, y: mouse.y };
                let hit = self.hits.borrow().iter().find(|(area, _)| area.contains(at)).map(|(_, spot)| *spot);
                match hit {
                    Some(spot) if spot != self.spot => self.go_to(spot, ui),
                    Some(_) => {}
                    None => return false,
                }
            }
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Draft(id, result)) if id == self.id => match *result {
                Ok(shown) => self.heard(shown, ui),
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            Some(Answer::Changed { records, many }) => {
                let mine = |kind: &str, id: i64| (kind == "claim_draft" && id == self.id) || kind == "party";
                if many || records.iter().any(|(kind, id)| mine(kind, *id)) {
                    ui.reader.ask(Ask::Draft(self.id));
                }
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Draft(id, act @ DraftAct::Edit(_), result)) if id == self.id => {
                self.saved(&act, result.map(|(_, shown)| shown), ui);
            }
            Some(Outcome::Draft(id, _, result)) if id == self.id => match *result {
                Ok((done, shown)) => {
                    self.draft = shown.loaded.draft.clone();
                    self.shown = Some(shown);
                    self.told(&done, ui);
                }
                Err(error) => {
                    ui.fail(&error);
                    ui.reader.ask(Ask::Draft(id));
                }
            },
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Draft(self.id));
    }

    fn leave(&mut self, ui: &mut Ui) -> bool {
        if self.settled(ui) == Settled::Stuck {
            return false;
        }
        if self.is_open() && !self.is_blank() {
            ui.tell(ui.texts().with("draft-kept", &[("draft", Arg::Count(self.id))]), Role::Good);
        }
        true
    }

    fn gone(&mut self, ui: &mut Ui) {
        // An empty form leaves nothing behind. What the file holds decides: something typed may still be on its way into it.
        if self.shown.is_none() || self.is_open() && self.is_blank() {
            let (id, act) = (self.id, DraftAct::Close);
            ui.writer.give(Work::Draft { id, act, seen: None });
        }
    }

    fn is_busy(&self) -> bool {
        self.saves.flight.is_some()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.hits.borrow_mut().clear();
        self.paint(buffer, area, ui);
    }
}
