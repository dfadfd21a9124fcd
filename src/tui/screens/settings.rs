//! Settings: every one with what holds, its help under the list, and Enter to change it.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Screen, ScreenRow};
use crate::app::commands::key::{Code, Key, alt_shift};
use crate::app::commands::{Facts, Scope};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::site_settings::{ROWS, Shown};
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::layers::setting;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{fill, put, wrap};

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "settings",
    key: alt_shift('i'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |_| Box::new(SettingsScreen::default()),
};

/// Cells of the names.
const LABEL: usize = 34;
/// Lines of the help.
const HELP: u16 = 3;

/// The screen of the settings.
#[derive(Default)]
pub(in crate::tui) struct SettingsScreen {
    all: Vec<Shown>,
    failed: Option<String>,
    /// What is looked for in names, keys and values.
    search: TextField,
    /// The setting under the cursor, among those that are shown.
    at: usize,
    /// Where the rows were drawn last, and the setting of each.
    drawn: Cell<Rect>,
    top: Cell<usize>,
}

/// A line of the screen.
enum Line<'a> {
    Section(String),
    Setting(usize, &'a Shown),
}

impl SettingsScreen {
    /// Those that hold what is looked for.
    fn found(&self, ui: &Ui) -> Vec<&Shown> {
        let wanted = self.search.text().to_lowercase();
        let holds = |one: &&Shown| {
            let texts = ui.texts();
            let name = format!("{} {}", texts.t(&one.row.heading()), texts.t(&one.row.text())).to_lowercase();
            wanted
                .split_whitespace()
                .all(|word| name.contains(word) || one.row.key.contains(word) || one.holds().to_lowercase().contains(word))
        };
        self.all.iter().filter(holds).collect()
    }

    fn current<'a>(&'a self, ui: &Ui) -> Option<&'a Shown> {
        self.found(ui).get(self.at).copied()
    }

    /// Asks for another value.
    pub fn edit(&mut self, ui: &mut Ui) {
        if let Some(shown) = self.current(ui).cloned() {
            setting::open(shown, ui);
        }
    }

    /// Asks why it is taken out.
    pub fn unset(&mut self, ui: &mut Ui) {
        if let Some(shown) = self.current(ui).filter(|shown| shown.value.is_some()).cloned() {
            setting::open_unset(shown, ui);
        } else {
            ui.tell(ui.texts().t("setting-not-set"), Role::Dim);
        }
    }

    fn draw_rows(&self, buffer: &mut Buffer, body: Rect, ui: &Ui) {
        let (texts, found) = (ui.texts(), self.found(ui));
        let mut lines: Vec<Line<'_>> = Vec::new();
        for (at, shown) in found.iter().enumerate() {
            let section = shown.row.section();
            if at
                .checked_sub(1)
                .and_then(|before| found.get(before))
                .is_none_or(|before| before.row.section() != section)
            {
                lines.push(Line::Section(shown.row.heading()));
            }
            lines.push(Line::Setting(at, shown));
        }
        let here = lines
            .iter()
            .position(|line| matches!(line, Line::Setting(at, _) if *at == self.at))
            .unwrap_or(0);
        let height = usize::from(body.height.max(1));
        // The heading of the first one is seen with it.
        let top = self.top.get().min(here.saturating_sub(1)).max((here + 1).saturating_sub(height));
        self.top.set(top);
        self.drawn.set(body);
        let label = LABEL.min(usize::from(body.width) / 2);
        for (line, y) in lines.iter().skip(top).zip(body.y..body.bottom()) {
            match line {
                Line::Section(heading) => {
                    let text = texts.t(heading);
                    put(buffer, body.x + 1, y, body.width, &text, ui.theme.style(Role::Head));
                }
                Line::Setting(at, shown) => {
                    let name = pad_right(&fit(&texts.t(&shown.row.text()), label - 2), label);
                    let sign = if shown.value.is_some() { "•" } else { " " };
                    put(buffer, body.x + 1, y, 1, sign, ui.theme.style(Role::Accent));
                    let used = put(
                        buffer,
                        body.x + 3,
                        y,
                        body.width.saturating_sub(3),
                        &name,
                        ui.theme.style(Role::Text),
                    );
                    let x = body.x + 3 + used;
                    let role = if shown.value.is_some() { Role::Title } else { Role::Dim };
                    let room = body.right().saturating_sub(x);
                    let value = clean(&setting::holds(shown, texts)).into_owned();
                    put(buffer, x, y, room, &fit(&value, usize::from(room)), ui.theme.style(role));
                    if *at == self.at && !ui.menu_open {
                        fill(buffer, Rect { y, height: 1, ..body }, ui.theme.style(Role::Cursor));
                    }
                }
            }
        }
    }
}

impl Screen for SettingsScreen {
    fn scope(&self) -> Scope {
        Scope::Settings
    }

    fn facts(&self) -> Facts {
        Facts {
            has_row: !self.all.is_empty(),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let set = self.all.iter().filter(|one| one.value.is_some()).count();
        let count = Arg::count::<usize>;
        let args = [("set", count(set)), ("all", count(ROWS.len()))];
        (ui.texts().t("screen-settings"), ui.texts().with("settings-count", &args))
    }

    fn status(&self, ui: &Ui) -> String {
        if let Some(failed) = &self.failed {
            return failed.clone();
        }
        let typed = self.search.text();
        if typed.is_empty() {
            ui.texts().t("settings-hint")
        } else {
            ui.texts().with("settings-search", &[("text", Arg::from(typed))])
        }
    }

    fn wants(&self, key: Key) -> bool {
        let text = matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
        text || (!self.search.text().is_empty() && matches!(key.code, Code::Backspace | Code::Esc))
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        self.search.paste(text);
        self.at = 0;
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = self.found(ui).len().saturating_sub(1);
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            Code::Esc => self.search = TextField::default(),
            Code::Char(_) | Code::Backspace if !key.ctrl && !key.alt => {
                self.search.key(key);
                self.at = 0;
            }
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let last = self.found(ui).len().saturating_sub(1);
        match mouse.what {
            Click::WheelUp => self.at = self.at.saturating_sub(1),
            Click::WheelDown => self.at = (self.at + 1).min(last),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Settings(Ok(all))) => {
                self.all = all;
                self.failed = None;
            }
            Some(Answer::Settings(Err(error))) => self.failed = Some(error.words(ui.lang)),
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Settings);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let body = Rect {
            height: area.height.saturating_sub(HELP + 1),
            ..area
        };
        let found = self.found(ui);
        if found.is_empty() {
            let text = if self.all.is_empty() {
                "·".to_owned()
            } else {
                ui.texts().t("settings-none")
            };
            put(buffer, area.x + 1, area.y, area.width, &text, ui.theme.style(Role::Dim));
            return;
        }
        self.draw_rows(buffer, body, ui);
        let Some(shown) = found.get(self.at) else { return };
        let room = usize::from(area.width.saturating_sub(2));
        let help = format!("{}  ·  {}", shown.row.key, ui.texts().t(&shown.row.help()));
        for (line, y) in wrap(&help, room).iter().zip(body.bottom() + 1..area.bottom()) {
            put(buffer, area.x + 1, y, area.width.saturating_sub(1), line, ui.theme.style(Role::Dim));
        }
    }
}
