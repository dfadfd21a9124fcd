//! The records that I opened last, from every session of mine; Enter opens one again.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::search::{draw_hit, go_to};
use super::{Flow, Layer, hints};
use crate::app::clock;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::{Answer, Ask};
use crate::app::search_all::{Kind, Recent};
use crate::domain::text::{pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, fill, frame, put, wipe, wrap};

struct Layered {
    rows: Option<Vec<Recent>>,
    at: usize,
}

/// Opens the list.
pub(in crate::tui) fn open(ui: &mut Ui) {
    ui.reader.ask(Ask::Recent);
    ui.layers.push(Box::new(Layered { rows: None, at: 0 }));
}

/// The time today, else the day.
fn moment(at_ms: i64) -> String {
    let minute = clock::local_minute(at_ms);
    match minute.split_once(' ') {
        Some((day, time)) if day == clock::today().to_string() => time.to_owned(),
        Some((day, _)) => day.to_owned(),
        None => minute,
    }
}

impl Layer for Layered {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        let rows = self.rows.as_deref().unwrap_or_default();
        let last = rows.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Esc, _) => return Flow::Close,
            (Code::Up | Code::BackTab, _) => self.at = self.at.saturating_sub(1),
            // The key that opened it goes on to the next.
            (Code::Char('k'), true) | (Code::Down | Code::Tab, _) => self.at = (self.at + 1).min(last),
            (Code::PageUp, _) => self.at = self.at.saturating_sub(10),
            (Code::PageDown, _) => self.at = (self.at + 10).min(last),
            (Code::Home, _) => self.at = 0,
            (Code::End, _) => self.at = last,
            (Code::Enter, _) => {
                if let Some(row) = rows.get(self.at) {
                    go_to(&row.hit.clone(), ui);
                    return Flow::Close;
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer.take() {
            Some(Answer::Recent(result)) => match *result {
                Ok(rows) => {
                    // Where I am already stands first; one wants to go back to the one before.
                    let here = self
                        .rows
                        .is_none()
                        .then(|| ui.screens.last().and_then(|screen| screen.record()))
                        .flatten();
                    let first = rows.first().map(|row| (row.hit.kind, row.hit.id));
                    if here.is_some() && here == first && rows.len() > 1 {
                        self.at = 1;
                    }
                    self.at = self.at.min(rows.len().saturating_sub(1));
                    self.rows = Some(rows);
                }
                Err(error) => ui.fail(&error),
            },
            Some(Answer::Changed { records, many }) => {
                ui.reader.ask(Ask::Recent);
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("Enter", "hint-open"), ("↑↓", "hint-method"), ("Esc", "hint-close")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let rows = self.rows.as_deref().unwrap_or_default();
        let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
        let place = centred(area, 100, height.max(5).min(area.height.saturating_sub(2)));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &texts.t("command-recent"), "", style, style);
        if rows.is_empty() {
            let text = if self.rows.is_some() {
                texts.t("recent-none")
            } else {
                "·".to_owned()
            };
            let room = inside.width.saturating_sub(2);
            for (line, y) in wrap(&text, usize::from(room)).iter().zip(inside.y..inside.bottom()) {
                put(buffer, inside.x + 1, y, room, line, ui.theme.style(Role::Dim));
            }
            return;
        }
        let kinds: Vec<(Kind, String)> = Kind::ALL
            .into_iter()
            .map(|kind| (kind, texts.t(&format!("recent-{}", kind.code()))))
            .collect();
        let kind_cells = kinds.iter().map(|(_, word)| width(word)).max().unwrap_or(0) + 1;
        let used = u16::try_from(kind_cells + 1).unwrap_or(0);
        let shown = usize::from(inside.height).max(1);
        let top = (self.at + 1).saturating_sub(shown);
        for ((at, row), y) in rows.iter().enumerate().skip(top).zip(inside.y..inside.bottom()) {
            let word = kinds.iter().find(|(kind, _)| *kind == row.hit.kind).map(|(_, word)| word.as_str());
            let word = pad_right(word.unwrap_or_default(), kind_cells);
            put(buffer, inside.x + 1, y, used, &word, ui.theme.style(Role::Dim));
            let line = Rect {
                x: inside.x + used,
                y,
                width: inside.width.saturating_sub(used + 1),
                height: 1,
            };
            draw_hit(buffer, line, ui, &row.hit, true, &moment(row.at_ms));
            if at == self.at {
                fill(buffer, Rect { y, height: 1, ..inside }, ui.theme.style(Role::Cursor));
            }
        }
    }
}
