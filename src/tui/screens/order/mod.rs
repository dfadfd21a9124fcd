//! One order (ui, part 5): tabs *Order · Rader · Fakturering · Meddelanden · Endringslogg*. A form saves when a field is left;
//! while the customer can pay, what is owed is grey and one line says why.

mod draw;
mod editor;
mod field;
mod grid;
mod history;
mod moves;
mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Screen, Settled};
use crate::app::clock;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, OrderFacts, Scope};
use crate::app::outbox::worker::Checked;
use crate::app::reader::{Answer, Ask};
use crate::app::search_all::Kind;
use crate::app::show_order::ShownOrder;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::orders::act::{OrderAct, OrderDone};
use crate::app::usecase::orders::cancel::is_late;
use crate::app::usecase::orders::edit::Edit;
use crate::app::usecase::orders::print::Printed;
use crate::app::writer::Outcome;
use crate::domain::money::Money;
use crate::domain::order::{Mobile, Status};
use crate::domain::refusal::Refusal;
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

use editor::Editor;
pub(in crate::tui) use field::{Field, METHODS, Spot};

/// A leaf of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Tab {
    Sheet,
    Lines,
    Billing,
    Messages,
    Log,
}

const TABS: [Tab; 5] = [Tab::Sheet, Tab::Lines, Tab::Billing, Tab::Messages, Tab::Log];

/// What the mouse finds at a place of the last frame.
#[derive(Clone, Copy, Debug)]
enum Hit {
    Tab(Tab),
    Spot(Spot),
}

/// The screen of one order.
pub(in crate::tui) struct OrderScreen {
    id: i64,
    shown: Option<ShownOrder>,
    failed: Option<String>,
    tab: Tab,
    editor: Editor,
    /// How far the tabs that are only read are scrolled.
    scroll: usize,
    lowest: std::cell::Cell<usize>,
    /// The first line on the screen.
    top: std::cell::Cell<usize>,
    hits: std::cell::RefCell<Vec<(Rect, Hit)>>,
}

/// What checking found, in words (ORD-15).
pub(in crate::tui) fn checked_words(checked: &Checked, texts: &Texts) -> (String, Role) {
    let number = ("number", Arg::Count(checked.number));
    match (checked.mobile, checked.paid) {
        (Mobile::Deviating, Some((amount, _))) => (
            texts.with("checked-deviating", &[number, ("amount", Arg::Money(amount))]),
            Role::Danger,
        ),
        (_, Some((amount, at))) => {
            let at = at.map(clock::local_minute).unwrap_or_default();
            let args = [number, ("amount", Arg::Money(amount)), ("at", Arg::Text(at))];
            (texts.with("checked-paid", &args), Role::Good)
        }
        (Mobile::Sending | Mobile::Sent | Mobile::Cancelling, None) => (texts.with("checked-unpaid", &[number]), Role::Warning),
        (_, None) => (texts.with("checked-over", &[number]), Role::Warning),
    }
}

/// Where the paper is.
fn printed_words(printed: &Printed, texts: &Texts) -> String {
    let args = [
        ("file", Arg::Text(printed.file.display().to_string())),
        ("said", Arg::Text(printed.said.clone())),
    ];
    texts.with(if printed.copy { "done-printed-copy" } else { "done-printed" }, &args)
}

/// The newest payment that came over a link that does not count any more.
fn cancelled_late(shown: &ShownOrder) -> Option<(i64, Money)> {
    let order = &shown.view.loaded.order;
    let late = shown.view.requests.iter().find(|request| is_late(order, request));
    late.map(|request| (request.id, request.paid))
}

/// What commands and dialogs look at of an order.
pub(in crate::tui) fn order_facts(shown: &ShownOrder) -> OrderFacts {
    let view = &shown.view;
    let order = view.loaded.order.clone();
    let link = view.requests.iter().find(|request| request.seq == order.link_seq);
    OrderFacts {
        unit: shown.unit,
        total: view.totals.total,
        link: link.map(|request| request.state),
        paid: link.map(|request| request.paid).unwrap_or_default(),
        late: cancelled_late(shown),
        paper: view.invoices.first().map(|(claim, number)| {
            let notes = view.credit_notes.iter().rev();
            let note = notes.into_iter().find(|(of, _)| of == number);
            (*claim, note.map(|(_, note)| note.number.clone()))
        }),
        url: view.pay_code.clone(),
        invoice: view.invoices.first().map(|(_, number)| *number),
        order,
    }
}

impl OrderScreen {
    pub fn new(id: i64) -> OrderScreen {
        OrderScreen {
            id,
            shown: None,
            failed: None,
            tab: Tab::Sheet,
            editor: Editor::new(Spot::Field(Field::Customer)),
            scroll: 0,
            lowest: std::cell::Cell::new(0),
            top: std::cell::Cell::new(0),
            hits: std::cell::RefCell::default(),
        }
    }

    /// Whose order it is.
    pub fn party(&self) -> Option<i64> {
        self.shown.as_ref().and_then(|shown| shown.view.loaded.order.party_id)
    }

    /// What the customer at the counter holds the phone to.
    pub fn pay_code(&self) -> Option<&str> {
        self.shown.as_ref()?.view.pay_code.as_deref()
    }

    /// The invoice that stands for the order, or the last one it was.
    pub fn invoice(&self) -> Option<i64> {
        self.shown.as_ref()?.view.invoices.first().map(|(claim, _)| *claim)
    }

    fn revision(&self) -> i64 {
        self.shown.as_ref().map_or(0, |shown| shown.view.loaded.order.revision)
    }

    fn typing(&self) -> bool {
        matches!(self.tab, Tab::Sheet | Tab::Lines) && self.editable(self.editor.spot).is_ok()
    }

    /// Tells what became of an act.
    fn told(&self, act: &OrderAct, done: &OrderDone, shown: &ShownOrder, ui: &mut Ui) {
        let texts = ui.texts();
        let order = &shown.view.loaded.order;
        let status = texts.t(&format!("order-status-{}", order.status.code()));
        let mut args = vec![
            ("number", Arg::Count(order.number)),
            ("phone", Arg::Text(order.phone.clone())),
            ("status", Arg::Text(status)),
            ("amount", Arg::Money(shown.view.totals.total)),
        ];
        let key = match done {
            OrderDone::Saved => return,
            OrderDone::Moved => "done-order",
            OrderDone::Sent => "order-sent",
            OrderDone::Cancelling => "order-cancelling",
            OrderDone::PaidBack => "order-paying-back",
            OrderDone::Posted { invoice, printed, fault } => {
                args.push(("invoice", Arg::Count(*invoice)));
                let mut text = texts.with("done-order-invoice", &args);
                let more = fault
                    .clone()
                    .or_else(|| printed.as_ref().map(|printed| printed_words(printed, texts)));
                if let Some(more) = more {
                    text.push_str(&format!("  {more}"));
                }
                return ui.tell(text, if fault.is_some() { Role::Warning } else { Role::Good });
            }
            OrderDone::Printed(printed) => return ui.tell(printed_words(printed, texts), Role::Good),
            OrderDone::Credited(note) => {
                args.push(("note", Arg::Text(note.clone())));
                if matches!(act, OrderAct::Reissue { .. }) {
                    "order-reissued"
                } else {
                    "order-credited"
                }
            }
        };
        let mut text = texts.with(key, &args);
        if shown.simulated && matches!(done, OrderDone::Sent) {
            text = format!("{}  {text}", texts.t("simulated"));
        }
        ui.tell(text, Role::Good);
    }
}

impl Screen for OrderScreen {
    fn scope(&self) -> Scope {
        Scope::Order
    }

    fn facts(&self) -> Facts {
        let Some(shown) = &self.shown else {
            return Facts::default();
        };
        Facts {
            related_claim: self.invoice(),
            line: self.line_at().map(|line| line.no),
            order: Some(order_facts(shown)),
            ..Facts::default()
        }
    }

    fn record(&self) -> Option<(Kind, i64)> {
        Some((Kind::Order, self.id))
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let Some(shown) = &self.shown else {
            return (texts.t("order-title"), String::new());
        };
        let mut left = format!("{} {}", texts.t("order-title"), shown.view.loaded.order.number);
        let about = [
            shown.view.vehicle.as_ref().map(|car| car.plate.as_str()),
            shown.view.customer.as_ref().map(|card| card.name.as_str()),
        ];
        let about: Vec<&str> = about.into_iter().flatten().collect();
        if !about.is_empty() {
            left.push_str(&format!("   {}", about.join(" · ")));
        }
        (left, draw::standing(shown, texts).0)
    }

    fn title_role(&self) -> Role {
        self.shown.as_ref().map_or(Role::Dim, draw::standing_role)
    }

    fn status(&self, ui: &Ui) -> String {
        let texts = ui.texts();
        let Some(shown) = &self.shown else {
            return self.failed.clone().unwrap_or_default();
        };
        if self.editor.is_saving() {
            return texts.t("order-saving");
        }
        let lines = i64::try_from(shown.view.loaded.order.lines.len()).unwrap_or(0);
        let args = [
            ("lines", Arg::Count(lines)),
            ("net", Arg::Money(shown.view.totals.net)),
            ("total", Arg::Money(shown.view.totals.total)),
        ];
        texts.with("order-status-line", &args)
    }

    fn wants(&self, key: Key) -> bool {
        if key.code == Code::Esc {
            return self.editor.is_dirty();
        }
        if !self.typing() || key.ctrl || key.alt {
            return false;
        }
        match key.code {
            Code::Char(_) | Code::Backspace => true,
            Code::Delete => self.editor.typing.inside || self.tab == Tab::Sheet,
            _ => false,
        }
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        if let (Code::Char(digit @ '1'..='5'), true) = (key.code, key.alt) {
            let at = digit.to_digit(10).and_then(|at| usize::try_from(at).ok()).unwrap_or(1);
            if let Some(tab) = TABS.get(at - 1) {
                self.show(*tab, ui);
            }
            return true;
        }
        match self.tab {
            Tab::Sheet | Tab::Lines => self.form_key(key, ui),
            _ => self.reading_key(key, ui),
        }
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        if self.typing() && !self.editor.spot.is_chosen() {
            self.editor.typing.paste(text);
        } else if self.typing() {
            self.open_lookup(text, ui);
        }
    }

    fn settle(&mut self, ui: &mut Ui) -> Settled {
        self.settled(ui)
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        match mouse.what {
            Click::WheelUp => self.wheel(false, ui),
            Click::WheelDown => self.wheel(true, ui),
            Click::Right => return false,
            Click::Left => {
                let at = ratatui::layout::Position { x: mouse.x, y: mouse.y };
                let hit = self
                    .hits
                    .borrow()
                    .iter()
                    .rev()
                    .find(|(area, _)| area.contains(at))
                    .map(|(_, hit)| *hit);
                match hit {
                    Some(Hit::Tab(tab)) => self.show(tab, ui),
                    Some(Hit::Spot(spot)) if spot != self.editor.spot => {
                        self.go_to(spot, ui);
                        self.show_spot(self.editor.spot);
                    }
                    Some(Hit::Spot(_)) => {}
                    None => return false,
                }
            }
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Order(id, result)) if id == self.id => match *result {
                // What is being saved brings its own news; an older picture would be a step back.
                Ok(_) if self.editor.is_in_flight() => {}
                Ok(shown) if self.revision() > shown.view.loaded.order.revision => {}
                Ok(shown) => {
                    let first = self.shown.is_none();
                    self.take(shown, ui);
                    if first {
                        let spot = self.editor.spot;
                        self.enter_spot(spot, ui);
                    }
                }
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            Some(Answer::Changed { records, many }) => {
                let mine = |kind: &str, id: i64| (kind == "order" && id == self.id) || matches!(kind, "claim" | "vehicle" | "party");
                if many || records.iter().any(|(kind, id)| mine(kind, *id)) {
                    ui.reader.ask(Ask::Order(self.id));
                }
                *answer = Some(Answer::Changed { records, many });
            }
            Some(Answer::Touched) => {
                ui.reader.ask(Ask::Order(self.id));
                *answer = Some(Answer::Touched);
            }
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Order(id, act, result)) if id == self.id => {
                if act.leaves() {
                    ui.worker.wake();
                }
                if matches!(act, OrderAct::Edit(Edit::DropLine(_))) {
                    match *result {
                        Ok((_, shown)) => {
                            self.take(shown, ui);
                            let spot = self.editor.spot;
                            self.enter_spot(spot, ui);
                        }
                        Err(error) => ui.fail(&error),
                    }
                } else if matches!(act, OrderAct::Edit(_)) {
                    self.saved(result.map(|(_, shown)| shown), ui);
                } else {
                    match *result {
                        Ok((done, shown)) => {
                            self.told(&act, &done, &shown, ui);
                            self.take(shown, ui);
                        }
                        Err(error) => {
                            ui.fail(&error);
                            ui.reader.ask(Ask::Order(id));
                        }
                    }
                }
            }
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Order(self.id));
    }

    fn leave(&mut self, ui: &mut Ui) -> bool {
        self.commit(ui)
    }

    fn is_busy(&self) -> bool {
        self.editor.is_saving()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.hits.borrow_mut().clear();
        self.paint(buffer, area, ui);
    }
}

impl OrderScreen {
    /// Why what is owed cannot be changed, for the line on top.
    fn locked(&self) -> Option<Refusal> {
        let order = &self.shown.as_ref()?.view.loaded.order;
        match order.status {
            Status::InProgress | Status::Ready => None,
            _ => order.may(crate::domain::order::Operation::Edit).err(),
        }
    }
}
