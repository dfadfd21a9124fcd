//! *Simulert telefon*: the customers of a site whose gateways are simulated. Left the telephones, right what one of them got and
//! sent; Enter opens the link of a message. Every line says that it is simulated.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Screen, ScreenRow};
use crate::app::clock;
use crate::app::commands::key::{Code, Key, alt};
use crate::app::commands::{Facts, Scope};
use crate::app::reader::{Answer, Ask};
use crate::app::simulated::{self, Phones, SimAct, SimDone, SimMessage};
use crate::app::texts::Arg;
use crate::app::writer::{Outcome, Work};
use crate::domain::money::Money;
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::layers::{prompt, sim_link};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{put, wrap};

/// How often the telephones are looked at: their file is not the site's, so nothing tells.
const PULSE: Duration = Duration::from_secs(1);
/// Width of the telephones.
const fn left(area: Rect) -> u16 {
    if area.width < 76 { 25 } else { 30 }
}

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "phones",
    key: alt('t'),
    counter: |_| None,
    urgent: false,
    there: |ui| ui.simulated,
    make: |_| Box::new(PhonesScreen::default()),
};

/// The screen of the simulated telephones.
#[derive(Default)]
pub(in crate::tui) struct PhonesScreen {
    shown: Option<Phones>,
    failed: Option<String>,
    /// The telephone that is wanted.
    phone: String,
    /// Which message, from the newest.
    at: usize,
    /// A link is being opened: what it answers is shown as a page.
    opening: bool,
    area: std::cell::Cell<Rect>,
}

impl PhonesScreen {
    fn ask(&self, ui: &Ui) {
        ui.reader.ask(Ask::Phones(self.phone.clone()));
    }

    fn message(&self) -> Option<&SimMessage> {
        self.shown.as_ref()?.inbox.iter().rev().nth(self.at)
    }

    fn link(&self) -> Option<&str> {
        self.message().and_then(|message| simulated::link_in(&message.text))
    }

    fn play(&self, act: SimAct, ui: &Ui) {
        ui.writer.give(Work::Simulate(act));
    }

    /// The customer opens the link.
    pub fn open_link(&mut self, ui: &mut Ui) {
        if let Some(link) = self.link() {
            self.play(SimAct::Open(link.to_owned()), ui);
            self.opening = true;
        }
    }

    /// The customer pays.
    pub fn pay(&mut self, ui: &mut Ui) {
        if let Some(link) = self.link() {
            self.play(SimAct::Pay(link.to_owned(), None), ui);
        }
    }

    /// The customer pays something else.
    pub fn pay_other(&mut self, ui: &mut Ui) {
        if self.link().is_some() {
            prompt::pay_other(ui);
        }
    }

    /// The customer pays this much.
    pub fn pay_amount(&mut self, amount: Money, ui: &mut Ui) {
        if let Some(link) = self.link() {
            self.play(SimAct::Pay(link.to_owned(), Some(amount)), ui);
        }
    }

    /// The customer says no.
    pub fn decline(&mut self, ui: &mut Ui) {
        if let Some(link) = self.link() {
            self.play(SimAct::Decline(link.to_owned()), ui);
        }
    }

    /// The customer writes to the site.
    pub fn send(&mut self, ui: &mut Ui) {
        prompt::sim_sms(ui);
    }

    /// The customer at hand writes this.
    pub fn send_text(&mut self, text: &str, ui: &mut Ui) {
        let phone = match &self.shown {
            Some(shown) if !shown.of.is_empty() => shown.of.clone(),
            _ => return ui.tell(ui.texts().t("phones-none"), Role::Warning),
        };
        self.play(SimAct::Send(phone, text.to_owned()), ui);
    }

    /// The site is cut off, or let back.
    pub fn network(&mut self, ui: &mut Ui) {
        self.play(SimAct::Network, ui);
    }

    fn choose(&mut self, later: bool, ui: &Ui) {
        let Some(shown) = &self.shown else { return };
        let at = shown.phones.iter().position(|phone| phone.phone == shown.of).unwrap_or(0);
        let to = if later { at + 1 } else { at.saturating_sub(1) };
        if let Some(phone) = shown.phones.get(to) {
            self.phone.clone_from(&phone.phone);
            self.at = 0;
            self.ask(ui);
        }
    }

    fn phones_column(buffer: &mut Buffer, area: Rect, shown: &Phones, mark: &str, ui: &Ui) {
        for (phone, y) in shown.phones.iter().zip(area.y..area.bottom()) {
            let here = phone.phone == shown.of;
            let unread = if phone.unread > 0 {
                format!("({})", phone.unread)
            } else {
                String::new()
            };
            put(buffer, area.x, y, 1, if here { "▸" } else { " " }, ui.theme.style(Role::Accent));
            let used = put(buffer, area.x + 1, y, 10, &fit(mark, 9), ui.theme.style(Role::Warning)) + 2;
            let role = if here { Role::Title } else { Role::Text };
            let text = format!("{} {unread}", pad_right(&fit(&clean(&phone.phone), 13), 13));
            put(
                buffer,
                area.x + used,
                y,
                area.width.saturating_sub(used),
                &text,
                ui.theme.style(role),
            );
        }
    }

    /// The messages of the telephone, the newest first, each with where its link stands.
    fn messages_rows(&self, shown: &Phones, mark: &str, ui: &Ui, room: usize) -> Vec<(usize, String, Role)> {
        let texts = ui.texts();
        let mut rows = Vec::new();
        for (at, message) in shown.inbox.iter().rev().enumerate() {
            let way = if message.from_customer { "→" } else { "←" };
            let state = texts.t(simulated::message_state(&message.state));
            let head = format!("{mark}  {way} {}  {state}", clock::local_minute(message.at_ms));
            rows.push((at, head, if message.from_customer { Role::Good } else { Role::Warning }));
            let text = wrap(&clean(&message.text), room.saturating_sub(2));
            rows.extend(text.into_iter().map(|line| (at, format!("  {line}"), Role::Text)));
            let link = simulated::link_in(&message.text);
            if let Some(payment) = link.and_then(|link| shown.payments.iter().find(|payment| payment.url == link)) {
                let given_back = payment.refunded.is_positive();
                let state = if given_back {
                    "request-state-refunded"
                } else {
                    simulated::link_state(payment.state)
                };
                let line = format!("  {mark}  {}  {}", texts.money(payment.amount), texts.t(state));
                rows.push((at, line, Role::Accent));
            }
            rows.push((usize::MAX, String::new(), Role::Text));
        }
        rows
    }
}

impl Screen for PhonesScreen {
    fn scope(&self) -> Scope {
        Scope::Phones
    }

    fn facts(&self) -> Facts {
        Facts {
            has_row: self.link().is_some(),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let cut = self.shown.as_ref().is_some_and(|shown| shown.offline);
        let network = texts.t(if cut { "phones-offline" } else { "phones-online" });
        (texts.t("screen-phones"), format!("{} · {network}", texts.t("simulated")))
    }

    fn title_role(&self) -> Role {
        Role::Warning
    }

    fn status(&self, ui: &Ui) -> String {
        format!("{} – {}", ui.texts().t("simulated"), ui.texts().t("phones-status"))
    }

    fn pulse(&self) -> Option<Duration> {
        Some(PULSE)
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = self.shown.as_ref().map_or(0, |shown| shown.inbox.len().saturating_sub(1));
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            Code::Left | Code::BackTab => self.choose(false, ui),
            Code::Right | Code::Tab => self.choose(true, ui),
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let area = self.area.get();
        match mouse.what {
            Click::WheelUp => self.at = self.at.saturating_sub(1),
            Click::WheelDown => {
                let last = self.shown.as_ref().map_or(0, |shown| shown.inbox.len().saturating_sub(1));
                self.at = (self.at + 1).min(last);
            }
            Click::Left if mouse.x < area.x + left(area) && mouse.y >= area.y => {
                let row = usize::from(mouse.y - area.y);
                if let Some(phone) = self.shown.as_ref().and_then(|shown| shown.phones.get(row)) {
                    self.phone.clone_from(&phone.phone);
                    self.at = 0;
                    self.ask(ui);
                }
            }
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Phones(result)) => match *result {
                Ok(shown) => {
                    self.failed = None;
                    self.at = self.at.min(shown.inbox.len().saturating_sub(1));
                    self.phone.clone_from(&shown.of);
                    self.shown = Some(shown);
                }
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Simulated(result)) => {
                let texts = ui.texts();
                let mark = texts.t("simulated");
                match *result {
                    Ok(SimDone::Link(answer)) if std::mem::take(&mut self.opening) => sim_link::open(answer, ui),
                    Ok(SimDone::Link(answer)) => {
                        ui.tell(format!("{mark}  {}", simulated::answer_words(&answer, texts)), Role::Good);
                        ui.worker.wake();
                    }
                    Ok(SimDone::Sent) => {
                        let args = [("phone", Arg::Text(self.phone.clone()))];
                        ui.tell(format!("{mark}  {}", texts.with("phones-sent", &args)), Role::Good);
                        ui.worker.wake();
                    }
                    Ok(SimDone::Network(cut)) => {
                        let key = if cut { "phones-offline" } else { "phones-online" };
                        ui.tell(format!("{mark}  {}", texts.t(key)), Role::Warning);
                        ui.worker.wake();
                    }
                    Err(error) => ui.fail(&error),
                }
                self.ask(ui);
            }
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        self.ask(ui);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.area.set(area);
        let texts = ui.texts();
        let Some(shown) = self.shown.as_ref().filter(|shown| !shown.phones.is_empty()) else {
            let text = match (&self.failed, &self.shown) {
                (Some(failed), _) => failed.clone(),
                (None, None) => "·".to_owned(),
                (None, Some(_)) => texts.t("phones-none"),
            };
            for (line, y) in wrap(&clean(&text), usize::from(area.width)).iter().zip(area.y..area.bottom()) {
                put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Dim));
            }
            return;
        };
        let mark = texts.t("simulated");
        PhonesScreen::phones_column(
            buffer,
            Rect {
                width: left(area).min(area.width),
                ..area
            },
            shown,
            &mark,
            ui,
        );
        for y in area.y..area.bottom() {
            put(buffer, area.x + left(area), y, 1, "│", ui.theme.style(Role::Dim));
        }
        let right = Rect {
            x: area.x + left(area) + 2,
            width: area.width.saturating_sub(left(area) + 2),
            ..area
        };
        let rows = self.messages_rows(shown, &mark, ui, usize::from(right.width));
        let first = rows.iter().position(|(at, ..)| *at == self.at).unwrap_or(0);
        let last = rows.iter().rposition(|(at, ..)| *at == self.at).unwrap_or(0);
        let height = usize::from(right.height).max(1);
        let top = (last + 1).saturating_sub(height).min(first);
        for ((at, line, role), y) in rows.iter().skip(top).zip(right.y..right.bottom()) {
            put(
                buffer,
                right.x,
                y,
                right.width,
                &fit(line, usize::from(right.width)),
                ui.theme.style(*role),
            );
            if *at == self.at && !ui.menu_open {
                put(buffer, right.x.saturating_sub(1), y, 1, "▸", ui.theme.style(Role::Accent));
            }
        }
    }
}
