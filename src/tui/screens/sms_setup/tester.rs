//! The tester: a message and a number are typed, and what would be answered, and why, stands below at every key. Nothing is sent.

use std::sync::atomic::{AtomicU64, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::AppError;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::Ask;
use crate::app::usecase::dues_sms::tester::{self, Trial};
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{put, wrap};

/// The newest question over all testers.
static NEXT: AtomicU64 = AtomicU64::new(1);
/// Cells of the names of the fields.
const LABEL: usize = 12;

/// What is typed, and what came of it.
pub(super) struct Tester {
    from: TextField,
    text: TextField,
    /// Whether the number has the keyboard.
    on_number: bool,
    ticket: u64,
    trial: Option<Trial>,
    failed: String,
    /// How far what came of it is scrolled.
    scroll: usize,
}

impl Tester {
    /// One for a number.
    pub fn from(number: &str) -> Tester {
        Tester {
            from: TextField::at_end(number),
            text: TextField::default(),
            on_number: number.is_empty(),
            ticket: 0,
            trial: None,
            failed: String::new(),
            scroll: 0,
        }
    }

    /// Asks what would be answered.
    pub fn ask(&mut self, ui: &Ui) {
        self.ticket = NEXT.fetch_add(1, Ordering::Relaxed);
        let (text, from) = (self.text.text().to_owned(), self.from.text().to_owned());
        if text.is_empty() {
            self.trial = None;
        } else {
            ui.reader.ask(Ask::TrySms(self.ticket, text, from));
        }
    }

    /// What came of it.
    pub fn answered(&mut self, ticket: u64, result: Result<Trial, AppError>, ui: &Ui) {
        if ticket != self.ticket {
            return;
        }
        self.scroll = 0;
        match result {
            Ok(trial) => (self.trial, self.failed) = (Some(trial), String::new()),
            Err(error) => (self.trial, self.failed) = (None, error.words(ui.lang)),
        }
    }

    /// Whether a key is text, before it is a command.
    pub fn wants(&self, key: Key) -> bool {
        matches!(key.code, Code::Char(_) | Code::Backspace | Code::Delete | Code::Enter) && !key.ctrl && !key.alt
    }

    /// A key.
    pub fn key(&mut self, key: Key, ui: &Ui) -> bool {
        let field = if self.on_number { &mut self.from } else { &mut self.text };
        match key.code {
            Code::Enter | Code::Up | Code::Down | Code::BackTab => self.on_number = !self.on_number,
            Code::PageDown => self.scroll += 3,
            Code::PageUp => self.scroll = self.scroll.saturating_sub(3),
            _ if field.key(key) => self.ask(ui),
            _ => return false,
        }
        true
    }

    /// Something pasted.
    pub fn paste(&mut self, text: &str, ui: &Ui) {
        let field = if self.on_number { &mut self.from } else { &mut self.text };
        field.paste(text);
        self.ask(ui);
    }

    /// What came of it. Where not all of it is seen (`brief`), what held before the check that decided is only ticked off.
    fn rows(&self, ui: &Ui, room: usize, brief: bool) -> Vec<(String, Role)> {
        let Some(trial) = &self.trial else {
            let text = if self.failed.is_empty() {
                ui.texts().t("dues-try-type")
            } else {
                self.failed.clone()
            };
            return wrap(&clean(&text), room).into_iter().map(|line| (line, Role::Dim)).collect();
        };
        let mut rows = Vec::new();
        let mut told = tester::lines(trial, ui.texts());
        let before = trial.steps.len().saturating_sub(1);
        if brief && let Some(decided) = told.get(before).cloned() {
            told.splice(..=before, [format!("{} {decided}", "✓".repeat(before))]);
        }
        for line in told {
            let role = match line.trim_start_matches(['✓', ' ']).chars().next() {
                Some('✗') => Role::Danger,
                _ if line.starts_with('✓') => Role::Good,
                _ if line.trim_start().starts_with('«') => Role::Accent,
                _ => Role::Text,
            };
            let (indent, line) = match line.strip_prefix("  ") {
                Some(rest) => ("  ", rest.to_owned()),
                None => ("", line),
            };
            let lines = wrap(&clean(&line), room.saturating_sub(2));
            rows.extend(lines.into_iter().map(|line| (format!("{indent}{line}"), role)));
        }
        rows
    }

    /// Draws it.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let cursor = ui.theme.style(Role::Cursor);
        let fields = [
            ("dues-try-from", &self.from, self.on_number),
            ("dues-try-text", &self.text, !self.on_number),
        ];
        for ((key, field, here), y) in fields.into_iter().zip(area.y..area.bottom()) {
            let role = if here { Role::Accent } else { Role::Dim };
            let label = pad_right(&fit(&texts.t(key), LABEL - 1), LABEL);
            let used = put(buffer, area.x + 1, y, area.width, &label, ui.theme.style(role)) + 1;
            let line = Rect {
                x: area.x + used,
                y,
                width: area.width.saturating_sub(used),
                height: 1,
            };
            field.draw(buffer, line, ui.theme.style(Role::Text), (here && !ui.menu_open).then_some(cursor));
        }
        let body = Rect {
            y: area.y + 3,
            height: area.height.saturating_sub(3),
            ..area
        };
        let room = usize::from(area.width.saturating_sub(2));
        let mut rows = self.rows(ui, room, false);
        if rows.len() > usize::from(body.height) {
            rows = self.rows(ui, room, true);
        }
        let top = self.scroll.min(rows.len().saturating_sub(usize::from(body.height)));
        for ((line, role), y) in rows.iter().skip(top).zip(body.y..body.bottom()) {
            put(buffer, area.x + 1, y, area.width.saturating_sub(1), line, ui.theme.style(*role));
        }
    }
}
