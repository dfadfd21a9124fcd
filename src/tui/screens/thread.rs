//! The SMS dialogue with one number (SMS-29): what came at the left, what went out at the right, the newest at the bottom. It
//! follows what happens, and what came counts as read when it has been on the screen.

mod rows;

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use super::claim::ClaimScreen;
use super::order::OrderScreen;
use super::sms_setup::SmsSetupScreen;
use crate::app::columns::{charges, claims};
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Effect, Facts, Scope, SmsFacts};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::dues_sms::act::{Of, SmsAct};
use crate::app::usecase::dues_sms::person::{Dialogue, Message};
use crate::app::writer::{Outcome, Work};
use crate::domain::dues_sms::ChargeState;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::domain::text::{clean, fit};
use crate::tui::commands;
use crate::tui::event::{Click, Mouse};
use crate::tui::layers::{answer, form, sms_question};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{put, wrap};
use rows::Row;

/// What is done as soon as the dialogue is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Then {
    Answer,
    Tie,
    Claims,
}

/// How much of the newest lies on the screen, as drawn last.
#[derive(Clone, Copy, Debug, Default)]
struct Drawn {
    /// Rows of the message under the cursor that are above and below the screen.
    above: usize,
    below: usize,
    /// The newest message that was to be seen.
    newest: Option<i64>,
}

/// The screen of one dialogue.
pub(in crate::tui) struct ThreadScreen {
    of: Of,
    shown: Option<Box<Dialogue>>,
    failed: Option<String>,
    /// The message under the cursor.
    at: usize,
    /// How many rows of it are scrolled away, where it is higher than the screen.
    inner: usize,
    then: Option<Then>,
    /// What nobody had read when this was opened, or came since: it stays marked while one looks.
    fresh: Vec<i64>,
    /// Up to which message the writing thread was told that it was read.
    told: i64,
    drawn: Cell<Drawn>,
}

impl ThreadScreen {
    pub fn new(of: Of, then: Option<Then>) -> ThreadScreen {
        ThreadScreen {
            of,
            shown: None,
            failed: None,
            at: usize::MAX,
            inner: 0,
            then,
            fresh: Vec::new(),
            told: 0,
            drawn: Cell::default(),
        }
    }

    /// Opens the field for an answer.
    pub fn answer_it(&mut self, ui: &mut Ui) {
        if let Some(shown) = &self.shown {
            answer::open(shown, ui);
        }
    }

    /// Opens the claim, or the order, of the message under the cursor.
    pub fn open_claim(&mut self, ui: &mut Ui) {
        match self.message().map(|message| (message.claim_id, message.order_id)) {
            Some((Some(claim), _)) => ui.push(Box::new(ClaimScreen::new(claim))),
            Some((None, Some(order))) => ui.push(Box::new(OrderScreen::new(order))),
            _ => {}
        }
    }

    /// Opens the claims of whose number it is.
    pub fn open_claims(&mut self, ui: &mut Ui) {
        let parties: Vec<&str> = self
            .shown
            .iter()
            .flat_map(|shown| &shown.parties)
            .map(|(number, _)| number.as_str())
            .collect();
        if parties.is_empty() {
            ui.refuse(&Refusal::NothingHere {});
        } else {
            commands::claim::open(&claims::LIST, format!("party:{}", parties.join(",")), ui);
        }
    }

    /// Opens the payments by SMS of the number.
    pub fn open_charges(&mut self, ui: &mut Ui) {
        if let Some(shown) = &self.shown {
            commands::claim::open(&charges::LIST, format!("phone:\"{}\"", shown.number), ui);
        }
    }

    /// Tries a message from the number.
    pub fn try_it(&mut self, ui: &mut Ui) {
        let number = self.shown.as_ref().map(|shown| shown.number.clone());
        ui.push(Box::new(SmsSetupScreen::trying(number.as_deref().unwrap_or_default())));
    }

    /// Marks the last message that came as unread.
    pub fn unread(&self, ui: &Ui) {
        let act = SmsAct::Mark {
            which: vec![self.of.clone()],
            read: false,
        };
        ui.writer.give(Work::Sms(act, String::new()));
    }

    fn tie(&self, ui: &mut Ui) {
        if let Ok(Some(Effect::AskSms(question))) = form::asked_again("thread.tie", &self.facts()) {
            sms_question::open(question, ui);
        }
    }

    fn messages(&self) -> &[Message] {
        self.shown.as_ref().map_or(&[], |shown| shown.messages.as_slice())
    }

    fn last(&self) -> usize {
        self.messages().len().saturating_sub(1)
    }

    fn message(&self) -> Option<&Message> {
        self.messages().get(self.at.min(self.last()))
    }

    fn step(&mut self, down: bool) {
        let (last, drawn) = (self.last(), self.drawn.get());
        let at = self.at.min(last);
        if down && drawn.below > 0 {
            self.inner = drawn.above + 1;
        } else if !down && drawn.above > 0 {
            self.inner = drawn.above - 1;
        } else if down && at < last {
            (self.at, self.inner) = (at + 1, 0);
        } else if !down && at > 0 {
            (self.at, self.inner) = (at - 1, usize::MAX);
        }
    }

    fn go(&mut self, at: usize) {
        (self.at, self.inner) = (at.min(self.last()), 0);
    }

    fn loaded(&mut self, shown: Dialogue) {
        // Who stands at the newest stays at the newest; who reads further up is not moved.
        let was_last = self.shown.is_none() || self.at >= self.last();
        let stays = self.message().map(|message| message.id);
        self.failed = None;
        let unread = shown.messages.iter().filter(|message| !message.outgoing && !message.read);
        let unread: Vec<i64> = unread.map(|message| message.id).filter(|id| !self.fresh.contains(id)).collect();
        self.fresh.extend(unread);
        self.shown = Some(Box::new(shown));
        let kept = stays
            .filter(|_| !was_last)
            .and_then(|id| self.messages().iter().position(|message| message.id == id));
        match kept {
            Some(at) => self.at = at,
            None => self.go(usize::MAX),
        }
    }

    /// Whose the number is, or what to do about it.
    fn whose(shown: &Dialogue, ui: &Ui) -> (String, Role) {
        let texts = ui.texts();
        let names: Vec<String> = shown.parties.iter().map(|(number, name)| format!("{number} {name}")).collect();
        match names.as_slice() {
            [] => (texts.t("thread-nobody"), Role::Warning),
            [one] => (one.clone(), Role::Title),
            several => (
                texts.with("thread-several", &[("names", Arg::Text(several.join(" · ")))]),
                Role::Warning,
            ),
        }
    }

    fn draw_rows(&self, buffer: &mut Buffer, area: Rect, rows: &[Row], ui: &Ui) {
        let at = self.at.min(self.last());
        let first = rows.iter().position(|row| row.message == Some(at)).unwrap_or(0);
        let last = rows.iter().rposition(|row| row.message == Some(at)).unwrap_or(0);
        let height = usize::from(area.height).max(1);
        let inner = self.inner.min((last + 1 - first).saturating_sub(height));
        // The newest stands at the bottom, any other one as far down as it is whole.
        let top = if last + 1 - first > height {
            first + inner
        } else {
            (last + 1).saturating_sub(height)
        };
        let seen = rows.iter().skip(top).take(height);
        let newest = seen.clone().filter_map(|row| row.message).max();
        self.drawn.set(Drawn {
            above: top.saturating_sub(first),
            below: (last + 1).saturating_sub(top + height),
            newest: newest.and_then(|at| self.messages().get(at)).map(|message| message.id),
        });
        for (row, y) in seen.zip(area.y..area.bottom()) {
            let x = area.x + 2 + row.indent;
            put(buffer, x, y, area.right().saturating_sub(x), &row.text, ui.theme.style(row.role));
            if row.message == Some(at) && !ui.menu_open {
                put(buffer, area.x, y, 1, "▸", ui.theme.style(Role::Accent));
            }
        }
    }
}

impl Screen for ThreadScreen {
    fn scope(&self) -> Scope {
        Scope::Thread
    }

    fn facts(&self) -> Facts {
        let message = self.message();
        let charge = message.and_then(|message| message.charge_id);
        let state = |id: i64| {
            let charges = self.shown.iter().flat_map(|shown| &shown.charges);
            charges.into_iter().find(|charge| charge.id == id).map(|charge| charge.state)
        };
        Facts {
            has_row: message.is_some(),
            sms: self.shown.as_ref().map(|shown| SmsFacts {
                number: Some(shown.number.clone()),
                parties: shown.parties.iter().map(|(number, _)| number.clone()).collect(),
                claim: message.and_then(|message| message.claim_id),
                order: message.and_then(|message| message.order_id),
                charge: charge.map(|id| (id, state(id))),
            }),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let number = self.shown.as_ref().map(|shown| shown.number.clone()).unwrap_or_default();
        let all = self.messages().len();
        let count = |number: usize| Arg::Text(texts.count(i64::try_from(number).unwrap_or(i64::MAX)));
        let place = if all == 0 { 0 } else { self.at.min(self.last()) + 1 };
        let right = texts.with("list-place", &[("place", count(place)), ("all", count(all))]);
        (format!("{} › {number}", texts.t("screen-dialogues")), right)
    }

    fn status(&self, ui: &Ui) -> String {
        let Some(shown) = &self.shown else {
            return self.failed.clone().unwrap_or_default();
        };
        let texts = ui.texts();
        let charged = |state: ChargeState| shown.charges.iter().filter(move |charge| charge.state == state);
        let paid = Money::sum(charged(ChargeState::Paid).map(|charge| charge.amount)).unwrap_or_default();
        let uncertain = i64::try_from(charged(ChargeState::Uncertain).count()).unwrap_or(i64::MAX);
        let mut parts = Vec::new();
        if paid.is_positive() {
            parts.push(texts.with("thread-paid", &[("amount", Arg::Money(paid))]));
        }
        if uncertain > 0 {
            parts.push(texts.with("thread-uncertain", &[("count", Arg::Count(uncertain))]));
        }
        if ui.simulated {
            parts.push(texts.t("sms-simulated"));
        }
        parts.join(" · ")
    }

    fn key(&mut self, key: Key, _: &mut Ui) -> bool {
        let at = self.at.min(self.last());
        match key.code {
            Code::Up => self.step(false),
            Code::Down => self.step(true),
            Code::PageUp => self.go(at.saturating_sub(5)),
            Code::PageDown => self.go(at + 5),
            Code::Home => self.go(0),
            Code::End => self.go(usize::MAX),
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, _: &mut Ui) -> bool {
        match mouse.what {
            Click::WheelUp => self.step(false),
            Click::WheelDown => self.step(true),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Dialogue(of, result)) if of == self.of => match *result {
                Ok(shown) => self.loaded(shown),
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            // How far a message has come stands in no change log.
            Some(some @ (Answer::Changed { .. } | Answer::Touched)) => {
                ui.reader.ask(Ask::Dialogue(self.of.clone()));
                *answer = Some(some);
            }
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        if let Some(Outcome::Sms(SmsAct::Seen { .. }, done)) = outcome
            && done.is_ok()
        {
            *outcome = None;
            ui.reader.ask(Ask::Overview);
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Dialogue(self.of.clone()));
    }

    fn fetch(&mut self, ui: &mut Ui) {
        if self.shown.is_none() {
            return;
        }
        match self.then.take() {
            Some(Then::Answer) => self.answer_it(ui),
            Some(Then::Tie) => self.tie(ui),
            Some(Then::Claims) => self.open_claims(ui),
            None => {}
        }
        // It was on the screen: what came up to it is read.
        let Some(up_to) = self.drawn.get().newest.filter(|newest| *newest > self.told) else {
            return;
        };
        let unread = self
            .messages()
            .iter()
            .any(|message| !message.outgoing && !message.read && message.id <= up_to);
        let number = self.shown.as_ref().map(|shown| shown.number.clone()).unwrap_or_default();
        if !unread || ui.writer.give(Work::Sms(SmsAct::Seen { number, up_to }, String::new())) {
            self.told = up_to;
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else {
            let text = self.failed.clone().unwrap_or_else(|| "·".to_owned());
            put(buffer, area.x, area.y, area.width, &clean(&text), ui.theme.style(Role::Dim));
            return;
        };
        let room = usize::from(area.width.saturating_sub(1));
        let (whose, role) = ThreadScreen::whose(shown, ui);
        let lines = wrap(&clean(&whose), room);
        let mut y = area.y;
        for line in lines.iter().take(2) {
            put(buffer, area.x + 1, y, area.width, &fit(line, room), ui.theme.style(role));
            y += 1;
        }
        put(
            buffer,
            area.x,
            y,
            area.width,
            &"─".repeat(usize::from(area.width)),
            ui.theme.style(Role::Dim),
        );
        let below = Rect {
            y: y + 1,
            height: area.bottom().saturating_sub(y + 1),
            ..area
        };
        let rows = rows::of(shown, &self.fresh, below.width.saturating_sub(2), ui);
        self.draw_rows(buffer, below, &rows, ui);
    }
}
