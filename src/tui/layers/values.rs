//! The values a field can have (F6): Enter takes one, a letter goes to the next that begins with it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::domain::text::{clean, fit};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, fill, frame, put, wipe};

/// What is done with the value that was taken.
pub(in crate::tui) type Take = Box<dyn Fn(&str, &mut Ui)>;

struct Values {
    take: Take,
    title: &'static str,
    /// Words and value.
    rows: Vec<(String, String)>,
    at: usize,
}

/// Offers values for a field, beginning at the one it has.
pub(in crate::tui) fn open(rows: Vec<(String, String)>, now: &str, take: Take, ui: &mut Ui) {
    let at = rows.iter().position(|(_, value)| value == now).unwrap_or(0);
    let title = "command-order-values";
    ui.layers.push(Box::new(Values { take, title, rows, at }));
}

impl Layer for Values {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            Code::Enter | Code::F(6) => {
                if let Some((_, value)) = self.rows.get(self.at) {
                    (self.take)(&value.clone(), ui);
                }
                return Flow::Close;
            }
            Code::Char(letter) => {
                let wanted = letter.to_lowercase().to_string();
                let next = (1..=self.rows.len()).map(|step| (self.at + step) % self.rows.len().max(1));
                let fits = |at: &usize| {
                    self.rows
                        .get(*at)
                        .is_some_and(|(words, _)| words.to_lowercase().starts_with(&wanted))
                };
                if let Some(at) = next.into_iter().find(fits) {
                    self.at = at;
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("Enter", "hint-take"), ("Esc", "hint-cancel")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let height = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(2);
        let place = centred(area, 40, height.min(area.height.saturating_sub(4)));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &ui.texts().t(self.title), "", style, style);
        let rows = usize::from(inside.height).max(1);
        let top = (self.at + 1).saturating_sub(rows);
        for ((at, (words, _)), y) in self.rows.iter().enumerate().skip(top).zip(inside.y..inside.bottom()) {
            let text = fit(&clean(words), usize::from(inside.width.saturating_sub(2)));
            put(buffer, inside.x + 1, y, inside.width - 2, &text, ui.theme.style(Role::Text));
            if at == self.at {
                fill(buffer, Rect { y, height: 1, ..inside }, ui.theme.style(Role::Cursor));
            }
        }
    }
}
