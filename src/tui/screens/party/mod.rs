//! A party's page: who they are, what they owe, and everything around them in tabs. A row opens its record, Esc comes back to it.

mod draw;
mod rows;

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use super::claim::ClaimScreen;
use super::order::OrderScreen;
use super::payment::PaymentScreen;
use super::thread::ThreadScreen;
use crate::app::clock;
use crate::app::columns::claims;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Scope};
use crate::app::reader::{Answer, Ask};
use crate::app::search_all::Kind;
use crate::app::texts::Arg;
use crate::app::usecase::dues_sms::act::Of;
use crate::app::usecase::register::phones::PhoneAct;
use crate::app::usecase::register::show::ShownParty;
use crate::app::usecase::register::vehicles::Typed;
use crate::domain::party::CardField;
use crate::domain::refusal::Refusal;
use crate::domain::text::clean;
use crate::tui::commands;
use crate::tui::event::{Click, Mouse};
use crate::tui::layers::party_question;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use rows::{Row, Tab, What};

/// The screen of one party.
pub(in crate::tui) struct PartyScreen {
    id: i64,
    shown: Option<Box<ShownParty>>,
    failed: Option<String>,
    tab: Tab,
    /// The row under the cursor, for each tab its own.
    at: [usize; Tab::ALL.len()],
    /// Where the rows were drawn last, and which was the first of them.
    drawn: Cell<(Rect, usize)>,
}

impl PartyScreen {
    pub fn new(id: i64) -> PartyScreen {
        PartyScreen {
            id,
            shown: None,
            failed: None,
            tab: Tab::Card,
            at: [0; Tab::ALL.len()],
            drawn: Cell::default(),
        }
    }

    fn place(&self) -> usize {
        Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or(0)
    }

    fn at(&self) -> usize {
        self.at.get(self.place()).copied().unwrap_or(0)
    }

    fn go(&mut self, to: usize, ui: &Ui) {
        let last = self.rows(ui).len().saturating_sub(1);
        let place = self.place();
        if let Some(at) = self.at.get_mut(place) {
            *at = to.min(last);
        }
    }

    fn rows(&self, ui: &Ui) -> Vec<Row> {
        self.shown
            .as_ref()
            .map(|shown| rows::of(self.tab, shown, ui.texts()))
            .unwrap_or_default()
    }

    fn what(&self, ui: &Ui) -> Option<What> {
        self.rows(ui).into_iter().nth(self.at()).map(|row| row.what)
    }

    /// Goes to the next tab, or to the one before.
    pub fn turn(&mut self, forward: bool) {
        let (place, count) = (self.place(), Tab::ALL.len());
        let next = if forward { place + 1 } else { place + count - 1 } % count;
        self.tab = Tab::ALL.get(next).copied().unwrap_or(Tab::Card);
    }

    /// Opens the record under the cursor; a field or a car is asked for.
    pub fn open(&mut self, ui: &mut Ui) {
        match self.what(ui) {
            Some(What::Claim(id)) => ui.push(Box::new(ClaimScreen::new(id))),
            Some(What::Payment(id)) => ui.push(Box::new(PaymentScreen::new(id))),
            Some(What::Order(id)) => ui.push(Box::new(OrderScreen::new(id))),
            Some(What::Dialogue(number)) => ui.push(Box::new(ThreadScreen::new(Of::Number(number), None))),
            Some(What::Party(id)) => ui.push(Box::new(PartyScreen::new(id))),
            Some(What::Field(_) | What::Car(_)) => self.edit(ui),
            Some(What::Number(_) | What::Change) => {}
            None => ui.refuse(&Refusal::NothingHere {}),
        }
    }

    /// Asks for what is to stand in the field, or of the car, under the cursor.
    pub fn edit(&mut self, ui: &mut Ui) {
        let (Some(shown), Some(what)) = (&self.shown, self.what(ui)) else {
            return;
        };
        match what {
            What::Field(field) => party_question::field(self.id, &shown.kept.card, field, None, ui),
            What::Car(plate) => {
                let car = shown.vehicles.iter().find(|car| car.plate == plate);
                let typed = car.map(|car| Typed {
                    plate: car.plate.clone(),
                    make: car.make.clone(),
                    model: car.model.clone(),
                    year: car.year.map(|year| year.to_string()).unwrap_or_default(),
                });
                party_question::car(self.id, typed.as_ref(), ui);
            }
            _ => ui.tell(ui.texts().t("party-edit-where"), Role::Warning),
        }
    }

    /// Asks for another number of theirs.
    pub fn add_phone(&mut self, ui: &mut Ui) {
        party_question::phone(self.id, PhoneAct::Add, "", ui);
    }

    /// Asks why the number under the cursor is taken away, or put first.
    pub fn change_phone(&mut self, act: PhoneAct, ui: &mut Ui) {
        match self.what(ui) {
            Some(What::Number(number)) => party_question::phone(self.id, act, &number, ui),
            _ => ui.tell(ui.texts().t("party-number-where"), Role::Warning),
        }
    }

    /// Asks for another car of theirs.
    pub fn add_car(&mut self, ui: &mut Ui) {
        party_question::car(self.id, None, ui);
    }

    /// Asks why the number or the car under the cursor is not theirs any more.
    pub fn remove(&mut self, ui: &mut Ui) {
        match self.what(ui) {
            Some(What::Car(plate)) => party_question::car_away(self.id, &plate, ui),
            Some(What::Field(CardField::Phone)) => {
                let number = self.shown.as_ref().map(|shown| shown.kept.card.phone.clone()).unwrap_or_default();
                party_question::phone(self.id, PhoneAct::Remove, &number, ui);
            }
            _ => self.change_phone(PhoneAct::Remove, ui),
        }
    }

    fn field(&mut self, field: CardField, start: Option<&str>, ui: &mut Ui) {
        if let Some(shown) = &self.shown {
            party_question::field(self.id, &shown.kept.card, field, start, ui);
        }
    }

    /// A member leaves today; one who left comes back.
    pub fn leave_or_return(&mut self, ui: &mut Ui) {
        let has_left = self.shown.as_ref().is_some_and(|shown| shown.kept.card.left_on.is_some());
        let today = clock::today().to_string();
        self.field(CardField::Left, Some(if has_left { "" } else { &today }), ui);
    }

    /// Asks who pays for them.
    pub fn set_payer(&mut self, ui: &mut Ui) {
        self.field(CardField::Payer, None, ui);
    }

    /// Asks who is the same as they.
    pub fn merge(&mut self, ui: &mut Ui) {
        if let Some(shown) = &self.shown {
            let name = format!("{} {}", shown.kept.number, shown.kept.card.name);
            party_question::merge(self.id, &name, "", ui);
        }
    }

    /// Opens all their claims as a list.
    pub fn all_claims(&mut self, ui: &mut Ui) {
        if let Some(shown) = &self.shown {
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            let filter = format!("party:{} recipient:{}", quoted(&shown.kept.number), quoted(&shown.kept.card.name));
            commands::claim::open(&claims::LIST, filter, ui);
        }
    }
}

impl Screen for PartyScreen {
    fn scope(&self) -> Scope {
        Scope::Party
    }

    fn record(&self) -> Option<(Kind, i64)> {
        Some((Kind::Customer, self.id))
    }

    fn facts_in(&self, ui: &Ui) -> Facts {
        Facts {
            has_row: self.what(ui).is_some(),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let Some(shown) = &self.shown else {
            return (texts.t("screen-parties"), String::new());
        };
        let left = format!(
            "{} › {} {}",
            texts.t("screen-parties"),
            shown.kept.number,
            clean(&shown.kept.card.name)
        );
        (left, texts.t(&format!("party-standing-{}", shown.kept.card.standing().code())))
    }

    fn status(&self, ui: &Ui) -> String {
        if let Some(failed) = &self.failed {
            return failed.clone();
        }
        let Some((shown, all)) = self.shown.as_ref().and_then(|shown| Some((shown, rows::in_all(self.tab, shown)?))) else {
            return String::new();
        };
        let rows = rows::of(self.tab, shown, ui.texts()).len();
        if i64::try_from(rows).is_ok_and(|rows| rows < all) {
            return ui
                .texts()
                .with("party-more", &[("shown", Arg::count(rows)), ("all", Arg::Count(all))]);
        }
        String::new()
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let at = self.at();
        let page = usize::from(self.drawn.get().0.height.max(2)) - 1;
        match key.code {
            Code::Up => self.go(at.saturating_sub(1), ui),
            Code::Down => self.go(at + 1, ui),
            Code::PageUp => self.go(at.saturating_sub(page), ui),
            Code::PageDown => self.go(at + page, ui),
            Code::Home => self.go(0, ui),
            Code::End => self.go(usize::MAX, ui),
            Code::Right => self.turn(true),
            Code::Left => self.turn(false),
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let (body, top) = self.drawn.get();
        match mouse.what {
            Click::WheelUp => self.go(self.at().saturating_sub(3), ui),
            Click::WheelDown => self.go(self.at() + 3, ui),
            Click::Left if mouse.y >= body.y && mouse.y < body.bottom() => {
                self.go(top + usize::from(mouse.y - body.y), ui);
            }
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Party(id, result)) if id == self.id => match *result {
                Ok(shown) => {
                    self.failed = None;
                    // Who was merged leads to who stayed.
                    if let Some(into) = shown.into {
                        self.id = into;
                        ui.reader.ask(Ask::Party(into));
                    }
                    self.shown = Some(Box::new(shown));
                    self.go(self.at(), ui);
                }
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            Some(Answer::Changed { records, many }) => {
                let about = |kind: &str| matches!(kind, "party" | "vehicle" | "claim" | "payment" | "order" | "refund");
                if many || records.iter().any(|(kind, _)| about(kind)) {
                    ui.reader.ask(Ask::Party(self.id));
                }
                *answer = Some(Answer::Changed { records, many });
            }
            Some(Answer::Touched) => {
                ui.reader.ask(Ask::Party(self.id));
                *answer = Some(Answer::Touched);
            }
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Party(self.id));
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.draw_page(buffer, area, ui);
    }
}
