//! How dues are paid by SMS (SMS-9 to SMS-11): the fields and what keeps it closed, the texts of the replies, and a tester that
//! sends nothing.

mod tester;
mod texts;

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Scope};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::dues_sms::fields::{FIELDS, Whole};
use crate::app::usecase::dues_sms::setup;
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::layers::sms_field;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, wrap};
use tester::Tester;

/// What lies in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    SetUp,
    Texts,
    Tester,
}

const TABS: [Tab; 3] = [Tab::SetUp, Tab::Texts, Tab::Tester];
/// Cells of the names of fields.
const LABEL: usize = 30;

/// The screen of the set-up.
pub(in crate::tui) struct SmsSetupScreen {
    whole: Option<Box<Whole>>,
    failed: Option<String>,
    tab: Tab,
    /// The field, or the text, under the cursor.
    at: usize,
    tester: Tester,
    /// Where the rows were drawn last, and which was the first of them.
    drawn: Cell<(Rect, usize)>,
}

impl SmsSetupScreen {
    pub fn new() -> SmsSetupScreen {
        SmsSetupScreen {
            whole: None,
            failed: None,
            tab: Tab::SetUp,
            at: 0,
            tester: Tester::from(""),
            drawn: Cell::default(),
        }
    }

    /// Opens with the tester in front, for a number.
    pub fn trying(number: &str) -> SmsSetupScreen {
        SmsSetupScreen {
            tab: Tab::Tester,
            tester: Tester::from(number),
            ..SmsSetupScreen::new()
        }
    }

    /// Goes to the next tab.
    pub fn next_tab(&mut self, ui: &mut Ui) {
        let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.tab = TABS.get(at + 1).copied().unwrap_or(Tab::SetUp);
        self.at = 0;
        if self.tab == Tab::Tester {
            self.tester.ask(ui);
        }
    }

    /// Asks for another value of what is under the cursor.
    pub fn edit(&mut self, ui: &mut Ui) {
        let Some(whole) = &self.whole else { return };
        match self.tab {
            Tab::SetUp => {
                if let Some(field) = FIELDS.get(self.at) {
                    sms_field::open(field, None, whole, ui);
                }
            }
            Tab::Texts => {
                if let Some(text) = whole.texts.get(self.at) {
                    sms_field::open_text(text, whole, ui);
                }
            }
            Tab::Tester => {}
        }
    }

    /// Opens payment by SMS, or closes it.
    pub fn switch(&mut self, ui: &mut Ui) {
        if let Some(whole) = &self.whole {
            let other = usize::from(whole.setup.is_open);
            sms_field::open("state", Some(other), whole, ui);
        }
    }

    fn last(&self) -> usize {
        match (&self.whole, self.tab) {
            (Some(whole), Tab::Texts) => whole.texts.len().saturating_sub(1),
            _ => FIELDS.len() - 1,
        }
    }

    fn draw_tabs(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let mut x = area.x + 1;
        for tab in TABS {
            let key = match tab {
                Tab::SetUp => "account-tab-set-up",
                Tab::Texts => "dues-tab-texts",
                Tab::Tester => "dues-tab-tester",
            };
            let role = if tab == self.tab { Role::Title } else { Role::Dim };
            let word = format!(" {} ", ui.texts().t(key));
            x += put(buffer, x, area.y, area.right().saturating_sub(x), &word, ui.theme.style(role)) + 1;
        }
        let rest = area.right().saturating_sub(x);
        put(buffer, x, area.y, rest, &"─".repeat(usize::from(rest)), ui.theme.style(Role::Dim));
    }

    fn draw_fields(&self, buffer: &mut Buffer, area: Rect, whole: &Whole, ui: &Ui) {
        let texts = ui.texts();
        let room = usize::from(area.width.saturating_sub(2));
        let mut below: Vec<(String, Role)> = Vec::new();
        if let Some(field) = FIELDS.get(self.at) {
            let help = wrap(&texts.t(&format!("dues-help-{field}")), room);
            below.extend(help.into_iter().take(2).map(|line| (line, Role::Dim)));
        }
        if !whole.setup.is_open && !whole.missing.is_empty() {
            below.push((texts.t("dues-missing"), Role::Warning));
            let missing = whole.missing.iter().map(|key| (format!("  – {}", texts.t(key)), Role::Warning));
            below.extend(missing);
        }
        if whole.wishes > 0 {
            below.push((
                texts.with("dues-donations-wanted", &[("count", Arg::Count(whole.wishes))]),
                Role::Dim,
            ));
        }
        // On a small screen the fields scroll and what is missing stays.
        let under = u16::try_from(below.len()).unwrap_or(0).min(area.height.saturating_sub(4));
        let height = area.height.saturating_sub(under + 1);
        let top = (self.at + 1).saturating_sub(usize::from(height.max(1)));
        let body = Rect { height, ..area };
        self.drawn.set((body, top));
        let label = LABEL.min(usize::from(area.width) / 2);
        let rows = setup::shown(&whole.setup, texts);
        for ((no, (field, value)), y) in rows.iter().enumerate().skip(top).zip(body.y..body.bottom()) {
            let name = pad_right(&fit(&texts.t(&format!("dues-field-{field}")), label - 1), label);
            let used = put(buffer, area.x + 1, y, area.width, &name, ui.theme.style(Role::Dim));
            let role = match (*field, whole.setup.is_open) {
                ("state", true) => Role::Good,
                ("state", false) => Role::Warning,
                _ => Role::Text,
            };
            let x = area.x + 1 + used;
            let value = fit(&clean(value), room.saturating_sub(label));
            put(buffer, x, y, area.right().saturating_sub(x), &value, ui.theme.style(role));
            if no == self.at && !ui.menu_open {
                fill(buffer, Rect { y, height: 1, ..area }, ui.theme.style(Role::Cursor));
            }
        }
        for ((line, role), y) in below.iter().zip(body.bottom() + 1..area.bottom()) {
            put(
                buffer,
                area.x + 1,
                y,
                area.width.saturating_sub(1),
                &fit(line, room),
                ui.theme.style(*role),
            );
        }
    }
}

impl Screen for SmsSetupScreen {
    fn scope(&self) -> Scope {
        Scope::SmsSetup
    }

    fn facts(&self) -> Facts {
        Facts {
            has_row: self.whole.is_some() && self.tab != Tab::Tester,
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let is_open = self.whole.as_ref().map(|whole| whole.setup.is_open);
        let right = is_open.map(|is_open| texts.t(if is_open { "dues-open" } else { "dues-closed" }));
        let title = format!("{} › {}", texts.t("screen-charges"), texts.t("account-tab-set-up"));
        (title, right.unwrap_or_default())
    }

    fn title_role(&self) -> Role {
        let is_open = self.whole.as_ref().is_some_and(|whole| whole.setup.is_open);
        if is_open { Role::Good } else { Role::Warning }
    }

    fn status(&self, _: &Ui) -> String {
        self.failed.clone().unwrap_or_default()
    }

    fn wants(&self, key: Key) -> bool {
        self.tab == Tab::Tester && self.tester.wants(key)
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        if self.tab == Tab::Tester {
            self.tester.paste(text, ui);
        }
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        if self.tab == Tab::Tester {
            return self.tester.key(key, ui);
        }
        let last = self.last();
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, _: &mut Ui) -> bool {
        let (body, top) = self.drawn.get();
        match mouse.what {
            Click::WheelUp => self.at = self.at.saturating_sub(1),
            Click::WheelDown => self.at = (self.at + 1).min(self.last()),
            Click::Left if self.tab != Tab::Tester && mouse.y >= body.y && mouse.y < body.bottom() => {
                self.at = (top + usize::from(mouse.y - body.y)).min(self.last());
            }
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::DuesSms(result)) => match *result {
                Ok(whole) => {
                    self.whole = Some(Box::new(whole));
                    self.at = self.at.min(self.last());
                }
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            Some(Answer::Tried(ticket, result)) => self.tester.answered(ticket, *result, ui),
            Some(Answer::Changed { records, many }) => {
                if many || records.iter().any(|(kind, _)| kind == "dues_sms") {
                    ui.reader.ask(Ask::DuesSms);
                }
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::DuesSms);
        if self.tab == Tab::Tester {
            self.tester.ask(ui);
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        self.draw_tabs(buffer, area, ui);
        match (&self.whole, self.tab) {
            (_, Tab::Tester) => self.tester.draw(buffer, body, ui),
            (None, _) => drop(put(buffer, body.x + 1, body.y, body.width, "·", ui.theme.style(Role::Dim))),
            (Some(whole), Tab::SetUp) => self.draw_fields(buffer, body, whole, ui),
            (Some(whole), Tab::Texts) => {
                let drawn = texts::draw(buffer, body, whole, self.at, ui);
                self.drawn.set(drawn);
            }
        }
    }
}
