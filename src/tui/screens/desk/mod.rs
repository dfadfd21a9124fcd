//! The matching desk (ui, part 6.4): payments left over on one side, claims they could belong to with the reasons on the other.
//! Enter takes the best and goes to the next; typing searches; what is left over runs along.

mod draw;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::ListScreen;
use super::{Screen, ScreenRow};
use crate::app::columns::desk::LIST;
use crate::app::commands::key::{Code, Key, alt};
use crate::app::commands::{Chosen, DeskFacts, Facts, Scope};
use crate::app::desk::{Desk, reasons};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::payments::{Handled, PaymentAct};
use crate::app::writer::{Outcome, Work};
use crate::domain::money::Money;
use crate::domain::payment::State;
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "desk",
    key: alt('z'),
    counter: |counters| Some(counters.payments),
    urgent: true,
    there: |_| true,
    make: |ui| Box::new(DeskScreen::new(ui)),
};

/// Which side has the arrow keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Payments,
    Claims,
}

/// The screen of the matching desk.
pub(in crate::tui) struct DeskScreen {
    list: ListScreen,
    /// What is known of the payment under the cursor.
    desk: Option<Desk>,
    /// The newest question, and what it was about.
    ticket: u64,
    /// The question that `desk` answers.
    answered: u64,
    asked: Option<(i64, String)>,
    pane: Pane,
    /// The chosen row on the right.
    at: usize,
    /// Whether the row was seen as it is, so that it is to stay chosen.
    is_chosen: bool,
    top: std::cell::Cell<usize>,
    typed: TextField,
    /// What was put on a claim here last: payment and claim number.
    last: Vec<(i64, i64)>,
    /// The payment to begin with.
    begin: Option<u32>,
    area: std::cell::Cell<Rect>,
}

impl DeskScreen {
    pub fn new(ui: &mut Ui) -> DeskScreen {
        DeskScreen {
            list: ListScreen::new("desk", &LIST, Some("now"), ui),
            desk: None,
            ticket: 0,
            answered: 0,
            asked: None,
            pane: Pane::Payments,
            at: 0,
            is_chosen: false,
            top: std::cell::Cell::new(0),
            typed: TextField::default(),
            last: Vec::new(),
            begin: None,
            area: std::cell::Cell::new(Rect::default()),
        }
    }

    /// Begins with a payment, whether it is to be looked at now or later.
    pub fn at(payment: i64, ui: &mut Ui) -> DeskScreen {
        let mut screen = DeskScreen::new(ui);
        screen.list = ListScreen::new("desk", &LIST, Some("all"), ui);
        screen.begin = u32::try_from(payment).ok();
        screen
    }

    /// The payment under the cursor.
    fn payment(&self) -> Option<i64> {
        self.list.state.current().map(i64::from)
    }

    /// What is known, when it is about the payment under the cursor.
    fn known(&self) -> Option<&Desk> {
        self.desk.as_ref().filter(|desk| Some(desk.payment) == self.payment())
    }

    /// The same, when it answers what was asked last: nothing is done with rows that the person does not mean any more.
    fn current(&self) -> Option<&Desk> {
        self.known().filter(|_| self.answered == self.ticket)
    }

    /// Asks about the payment under the cursor, when that is not what was asked last.
    fn ask(&mut self, ui: &Ui, again: bool) {
        let Some(payment) = self.payment() else {
            self.asked = None;
            self.desk = None;
            return;
        };
        let wanted = (payment, self.typed.text().to_owned());
        if !again && self.asked.as_ref() == Some(&wanted) {
            return;
        }
        if self.asked.as_ref().is_none_or(|(before, _)| *before != payment) {
            self.at = 0;
            self.pane = Pane::Payments;
        }
        self.is_chosen &= self.asked.as_ref() == Some(&wanted);
        self.ticket += 1;
        ui.reader.ask(Ask::Desk(self.ticket, payment, wanted.1.clone()));
        self.asked = Some(wanted);
    }

    /// How many rows stand on the right.
    fn choices(&self) -> usize {
        self.known().map_or(0, |desk| {
            if desk.left.is_negative() {
                desk.refunds.len() + desk.takes_back.len()
            } else {
                desk.suggestions.len()
            }
        })
    }

    /// What the chosen row says money that went out is.
    fn is(&self, desk: &Desk) -> Option<PaymentAct> {
        if !desk.left.is_negative() {
            return None;
        }
        let refund = desk.refunds.get(self.at).map(|refund| PaymentAct::IsRefund { refund: refund.id });
        let back = self.at.checked_sub(desk.refunds.len()).and_then(|at| desk.takes_back.get(at));
        refund.or(back.map(|(payment, _)| PaymentAct::Reverses { payment: *payment }))
    }

    /// The payment is looked at anew, and the list; the next one that waits comes under the cursor when this one is done.
    fn go_on(&mut self, ui: &mut Ui) {
        self.typed = TextField::default();
        self.pane = Pane::Payments;
        self.at = 0;
        self.is_chosen = false;
        self.list.reload(ui, true);
        self.ask(ui, true);
    }

    fn tell(&mut self, done: &Handled, ui: &mut Ui) {
        ui.tell(done_words(done, ui.texts()), Role::Good);
        match done.action {
            "allocated" => self.last = done.claims.iter().map(|claim| (done.payment, claim.number)).collect(),
            // One of several is undone: the next undo takes the one before.
            "unallocated" => drop(self.last.pop()),
            _ => self.last.clear(),
        }
    }
}

impl Screen for DeskScreen {
    fn scope(&self) -> Scope {
        Scope::Desk
    }

    fn list(&mut self) -> Option<&mut ListScreen> {
        Some(&mut self.list)
    }

    fn list_ref(&self) -> Option<&ListScreen> {
        Some(&self.list)
    }

    // Its letters are a search, and Enter takes a claim.
    fn is_list(&self) -> bool {
        false
    }

    fn facts(&self) -> Facts {
        let desk = self.known().map(|desk| DeskFacts {
            payment: desk.payment,
            left: desk.left,
            is_parked: desk.state == State::Parked,
            party: desk.party.as_ref().map(|(number, _)| number.clone()),
            chosen: None,
            is: self.current().and_then(|desk| self.is(desk)),
            last: self.last.last().copied(),
        });
        Facts {
            desk,
            has_row: self.payment().is_some(),
            ..Facts::default()
        }
    }

    fn facts_in(&self, ui: &Ui) -> Facts {
        let mut facts = self.facts();
        let suggestion = self
            .current()
            .filter(|desk| !desk.left.is_negative())
            .and_then(|desk| desk.suggestions.get(self.at));
        if let (Some(desk), Some(suggestion)) = (facts.desk.as_mut(), suggestion) {
            desk.chosen = Some(Chosen {
                number: suggestion.claim.number,
                party: suggestion.claim.party.clone(),
                left: suggestion.claim.left,
                why: reasons(suggestion, ui.texts()),
            });
        }
        if facts.desk.is_none() && !self.last.is_empty() {
            // The queue may be empty now; what was done last can be undone all the same.
            facts.desk = Some(DeskFacts {
                last: self.last.last().copied(),
                ..DeskFacts::default()
            });
        }
        facts
    }

    fn claim_key(&self, number: i64) -> Option<i64> {
        let suggestions = &self.known()?.suggestions;
        suggestions.iter().find(|one| one.claim.number == number).map(|one| one.claim.id)
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        self.list.title(ui)
    }

    fn status(&self, ui: &Ui) -> String {
        self.list.status(ui)
    }

    fn wants(&self, key: Key) -> bool {
        let text = matches!(key.code, Code::Char(letter) if letter != ' ' || !self.typed.text().is_empty()) && !key.ctrl && !key.alt;
        let has_text = !self.typed.text().is_empty();
        text || (has_text && matches!(key.code, Code::Backspace | Code::Esc))
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        self.typed.paste(text);
        self.at = 0;
        self.ask(ui, false);
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = self.choices().saturating_sub(1);
        match (key.code, self.pane) {
            (Code::Char(_) | Code::Backspace, _) if !key.ctrl && !key.alt => {
                self.typed.key(key);
                self.at = 0;
            }
            (Code::Esc, _) => self.typed = TextField::default(),
            (Code::Tab | Code::BackTab, pane) => {
                self.pane = if pane == Pane::Payments { Pane::Claims } else { Pane::Payments };
            }
            (Code::Right, Pane::Payments) => self.pane = Pane::Claims,
            (Code::Left, Pane::Claims) => self.pane = Pane::Payments,
            (Code::Up, Pane::Claims) => self.at = self.at.saturating_sub(1),
            (Code::Down, Pane::Claims) => self.at = (self.at + 1).min(last),
            (Code::Home, Pane::Claims) => self.at = 0,
            (Code::End, Pane::Claims) => self.at = last,
            _ => {
                let used = self.list.key(key, ui);
                self.ask(ui, false);
                return used;
            }
        }
        self.ask(ui, false);
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let (_, right) = draw::panes(self.area.get());
        if mouse.x >= right.x && mouse.y >= right.y {
            match mouse.what {
                Click::WheelUp => self.at = self.at.saturating_sub(1),
                Click::WheelDown => self.at = (self.at + 1).min(self.choices().saturating_sub(1)),
                Click::Left => {
                    if let Some(at) = self.choice_at(mouse.y, right) {
                        self.at = at;
                        self.pane = Pane::Claims;
                    }
                }
                Click::Right => return false,
            }
            return true;
        }
        let used = self.list.mouse(mouse, ui);
        self.pane = Pane::Payments;
        ui.open_row = false;
        self.ask(ui, false);
        used
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        if let Some(Answer::Desk(ticket, _)) = answer {
            if *ticket == self.ticket
                && let Some(Answer::Desk(_, result)) = answer.take()
            {
                // What was chosen stays chosen, wherever it stands now: nothing changes under a finger.
                let number = |desk: &Desk, at: usize| desk.suggestions.get(at).map(|one| one.claim.number);
                let chosen = self.known().and_then(|desk| number(desk, self.at)).filter(|_| self.is_chosen);
                match *result {
                    Ok(desk) => self.desk = Some(desk),
                    Err(error) => ui.fail(&error),
                }
                self.answered = self.ticket;
                let place = self.desk.as_ref().and_then(|desk| {
                    let wanted = chosen?;
                    desk.suggestions.iter().position(|one| one.claim.number == wanted)
                });
                // What was chosen and is gone leaves the best, and says so.
                if chosen.is_some() && place.is_none() {
                    ui.tell(ui.texts().t("desk-gone"), Role::Warning);
                    self.at = 0;
                }
                self.at = place.unwrap_or(self.at).min(self.choices().saturating_sub(1));
                self.is_chosen = true;
            }
            return;
        }
        let changed = matches!(answer, Some(Answer::Changed { .. }));
        if let Some(begin) = self.begin.filter(|_| matches!(answer, Some(Answer::Views(..)))) {
            self.list.state.point_at(begin);
            self.begin = None;
        }
        self.list.answer(answer, ui);
        self.ask(ui, changed);
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        if !matches!(outcome, Some(Outcome::Payment(..))) {
            self.list.outcome(outcome, ui);
            return;
        }
        if let Some(Outcome::Payment(_, result)) = outcome.take() {
            match *result {
                Ok(done) => self.tell(&done, ui),
                Err(error) => ui.fail(&error),
            }
            self.go_on(ui);
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.writer.give(Work::Learn);
        self.list.enter(ui);
        self.ask(ui, true);
    }

    fn fetch(&mut self, ui: &mut Ui) {
        self.list.fetch(ui);
        self.ask(ui, false);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.area.set(area);
        self.draw_panes(buffer, area, ui);
    }
}

/// What was done with a payment, in words.
pub(in crate::tui) fn done_words(done: &Handled, texts: &Texts) -> String {
    let mut parts = Vec::new();
    for claim in &done.claims {
        let args = [
            ("number", Arg::Count(claim.number)),
            ("status", Arg::Text(texts.t(&format!("status-{}", claim.status.code())))),
            ("left", Arg::Money(claim.left().unwrap_or_default())),
        ];
        parts.push(texts.with("desk-done-claim", &args));
    }
    if parts.is_empty() {
        parts.push(texts.t(&format!("action-{}", done.action)));
    }
    if !done.left.is_zero() {
        parts.push(texts.with("desk-done-left", &[("left", Arg::Money(done.left))]));
    }
    let args = [("payment", Arg::Count(done.payment)), ("what", Arg::Text(parts.join(" · ")))];
    texts.with("desk-done", &args)
}

/// What is left over, for the foot of the right side.
fn running(desk: &Desk) -> (Money, Money) {
    (desk.left, desk.amount)
}
