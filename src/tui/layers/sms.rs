//! *Skicka mobilbetalning (SMS)*: what would be sent, before it is sent (ui, part 5) – phone, amount, the text as it will arrive,
//! how many SMS it is, and everything that is missing. Enter sends.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::Facts;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::orders::act::OrderAct;
use crate::app::usecase::orders::send::Preview;
use crate::app::writer::Work;
use crate::domain::text::{clean, pad_right};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

struct Sms {
    id: i64,
    revision: i64,
    number: i64,
}

/// Opens the preview of the order at hand.
pub(in crate::tui) fn open(facts: &Facts, ui: &mut Ui) {
    let Ok(order) = facts.order().map(|facts| facts.order.clone()) else {
        return;
    };
    ui.preview = None;
    ui.reader.ask(Ask::SendPreview(order.id));
    ui.layers.push(Box::new(Sms {
        id: order.id,
        revision: order.revision,
        number: order.number,
    }));
}

impl Sms {
    fn preview<'u>(&self, ui: &'u Ui) -> Option<&'u Preview> {
        ui.preview.as_ref().filter(|preview| preview.number == self.number)
    }

    fn lines(&self, ui: &Ui, room: usize) -> Vec<(String, Role)> {
        let texts = ui.texts();
        let Some(preview) = self.preview(ui) else {
            return vec![("·".to_owned(), Role::Dim)];
        };
        let mut lines = Vec::new();
        let pair = |key: &str, value: String| (format!("{}{value}", pad_right(&texts.t(key), 12)), Role::Text);
        if preview.simulated {
            lines.push((format!("{} – {}", texts.t("simulated"), texts.t("sms-simulated")), Role::Warning));
        }
        lines.push(pair("order-field-phone", clean(&preview.phone).into_owned()));
        lines.push(pair("field-amount", texts.money(preview.amount)));
        let parts = i64::try_from(preview.parts).unwrap_or(i64::MAX);
        let alphabet = texts.t(if preview.seven_bit { "sms-seven-bit" } else { "sms-sixteen-bit" });
        let parts = texts.with("sms-parts", &[("parts", Arg::Count(parts))]);
        lines.push(pair("sms-size", format!("{parts} · {alphabet}")));
        if let Some(price) = preview.price {
            lines.push(pair("sms-price", texts.money(price)));
        }
        lines.push((String::new(), Role::Text));
        let text = wrap(&clean(&preview.text), room.saturating_sub(2));
        lines.extend(text.into_iter().map(|line| (format!("│ {line}"), Role::Accent)));
        if !preview.missing.is_empty() {
            lines.push((String::new(), Role::Text));
            lines.push((texts.t("sms-missing"), Role::Danger));
            for refusal in &preview.missing {
                for (at, line) in wrap(&texts.refusal(refusal), room.saturating_sub(2)).into_iter().enumerate() {
                    lines.push((format!("{} {line}", if at == 0 { "•" } else { " " }), Role::Danger));
                }
            }
        }
        lines
    }
}

impl Layer for Sms {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match key.code {
            Code::Esc => Flow::Close,
            Code::Enter => {
                let Some(preview) = self.preview(ui) else { return Flow::Stay };
                if let Some(refusal) = preview.missing.first().cloned() {
                    ui.refuse(&refusal);
                    return Flow::Stay;
                }
                let work = Work::Order {
                    id: self.id,
                    act: OrderAct::Send,
                    seen: Some(self.revision),
                };
                if ui.writer.give(work) {
                    Flow::Close
                } else {
                    ui.tell(ui.texts().t("store-locked"), Role::Danger);
                    Flow::Stay
                }
            }
            _ => Flow::Stay,
        }
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        match self.preview(ui) {
            Some(preview) if preview.missing.is_empty() => hints(ui, &[("Enter", "hint-send"), ("Esc", "hint-cancel")]),
            _ => hints(ui, &[("Esc", "hint-cancel")]),
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let wide = 66.min(area.width);
        let lines = self.lines(ui, usize::from(wide.saturating_sub(4)));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let place = centred(area, wide, height.max(6).min(area.height.saturating_sub(2)));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let title = format!("{} {}", ui.texts().t("command-order-send"), self.number);
        let inside = frame(buffer, place, &title, "", style, style);
        for ((line, role), y) in lines.iter().zip(inside.y..inside.bottom()) {
            put(buffer, inside.x + 1, y, inside.width - 2, line, ui.theme.style(*role));
        }
    }
}
