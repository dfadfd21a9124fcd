//! The payment link as a QR code, for the customer at the counter. Black on white whatever the theme: that is what a phone reads.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::{Flow, Layer, hints};
use crate::app::commands::key::Key;
use crate::app::print::qr::qr_text;
use crate::domain::text::{clean, fit, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, put, wipe};

struct Qr {
    url: String,
    lines: Vec<String>,
    simulated: bool,
}

/// Shows a link.
pub(in crate::tui) fn open(url: &str, ui: &mut Ui) {
    match qr_text(url) {
        Ok(lines) => {
            let (url, simulated) = (url.to_owned(), ui.simulated);
            ui.layers.push(Box::new(Qr { url, lines, simulated }));
        }
        Err(error) => ui.tell(error.words(ui.texts()), Role::Danger),
    }
}

impl Layer for Qr {
    fn key(&mut self, _: Key, _: &mut Ui) -> Flow {
        Flow::Close
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("Esc", "hint-close")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let code_wide = self.lines.first().map_or(0, |line| width(line));
        let code_high = self.lines.len();
        let (high, wide) = (usize::from(area.height.saturating_sub(1)), usize::from(area.width));
        let style = Style::new().fg(Color::Black).bg(Color::White).remove_modifier(Modifier::all());
        let cells = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        if code_high > high || code_wide > wide {
            let place = centred(area, 60, 3);
            wipe(buffer, place);
            put(
                buffer,
                place.x,
                place.y,
                place.width,
                &ui.texts().t("qr-no-room"),
                ui.theme.style(Role::Warning),
            );
            put(
                buffer,
                place.x,
                place.y + 1,
                place.width,
                &clean(&self.url),
                ui.theme.style(Role::Accent),
            );
            return;
        }
        // The address below it where there is room; the code itself is never cut.
        let with_text = code_high + 2 <= high;
        let box_wide = cells(code_wide.max(if with_text { width(&self.url).min(wide) } else { 0 }));
        let place = centred(
            Rect {
                height: area.height - 1,
                ..area
            },
            box_wide,
            cells(code_high + if with_text { 2 } else { 0 }),
        );
        wipe(buffer, place);
        let x = place.x + (place.width.saturating_sub(cells(code_wide))) / 2;
        for (line, y) in self.lines.iter().zip(place.y..place.bottom()) {
            put(buffer, x, y, cells(code_wide), line, style);
        }
        if with_text {
            let y = place.y + cells(code_high);
            put(
                buffer,
                place.x,
                y,
                place.width,
                &fit(&clean(&self.url), usize::from(place.width)),
                ui.theme.style(Role::Accent),
            );
            if self.simulated {
                put(
                    buffer,
                    place.x,
                    y + 1,
                    place.width,
                    &ui.texts().t("simulated"),
                    ui.theme.style(Role::Warning),
                );
            }
        }
    }
}
