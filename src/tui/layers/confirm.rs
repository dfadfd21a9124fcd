//! Leaving: asks when something is under way.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

struct Quit;

/// Leaves, or asks first.
pub(in crate::tui) fn quit(ui: &mut Ui) {
    if ui.screens.iter().any(|screen| screen.is_busy()) {
        ui.layers.push(Box::new(Quit));
    } else {
        ui.quit = true;
    }
}

impl Layer for Quit {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match key.code {
            Code::Enter => {
                ui.quit = true;
                Flow::Close
            }
            Code::Esc => Flow::Close,
            _ => Flow::Stay,
        }
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("Enter", "hint-quit"), ("Esc", "hint-stay")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let place = centred(area, 56, 5);
        wipe(buffer, place);
        let style = ui.theme.style(Role::Warning);
        let inside = frame(buffer, place, &ui.texts().t("command-quit"), "", style, style);
        for (line, y) in wrap(&ui.texts().t("quit-busy"), usize::from(inside.width.saturating_sub(2)))
            .iter()
            .zip(inside.top()..inside.bottom())
        {
            put(buffer, inside.x + 1, y, inside.width, line, ui.theme.style(Role::Text));
        }
    }
}
