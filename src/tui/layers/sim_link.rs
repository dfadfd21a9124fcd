//! What the customer of a simulated site sees behind the link, drawn as their telephone; paid and declined from here too.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::app::simulated::LinkAnswer;
use crate::domain::text::{clean, pad_left, width};
use crate::tui::screens::phones::PhonesScreen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

struct Page {
    answer: LinkAnswer,
}

/// Shows what a link answered.
pub(in crate::tui) fn open(answer: LinkAnswer, ui: &mut Ui) {
    ui.layers.push(Box::new(Page { answer }));
}

impl Page {
    fn is_open(&self) -> bool {
        matches!(self.answer, LinkAnswer::Open(_))
    }

    fn lines(&self, ui: &Ui, room: usize) -> Vec<(String, Role)> {
        let texts = ui.texts();
        let mut lines = Vec::new();
        let middle = |text: String| pad_left(&text, (room + width(&text)) / 2);
        let (payment, key, role) = match &self.answer {
            LinkAnswer::Open(payment) => (Some(payment), "link-open", Role::Accent),
            LinkAnswer::Paid(payment) => (Some(payment), "link-paid", Role::Good),
            LinkAnswer::Dead => (None, "simulated-dead", Role::Danger),
        };
        if let Some(payment) = payment {
            let what = wrap(&clean(&payment.description), room);
            lines.extend(what.into_iter().map(|line| (middle(line), Role::Text)));
            lines.push((String::new(), Role::Text));
            let amount = format!("{} {}", texts.money(payment.amount), payment.currency);
            lines.push((middle(amount), Role::Title));
        }
        let said = wrap(&texts.t(key), room);
        lines.extend(said.into_iter().map(|line| (middle(line), role)));
        lines.push((String::new(), Role::Text));
        lines.push((middle(texts.t("simulated")), Role::Warning));
        lines
    }
}

fn play(ui: &mut Ui, work: fn(&mut PhonesScreen, &mut Ui)) -> Flow {
    ui.with_screen(work);
    Flow::Close
}

impl Layer for Page {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match key.code {
            Code::Char('p') if self.is_open() => play(ui, PhonesScreen::pay),
            Code::Char('d') if self.is_open() => play(ui, PhonesScreen::decline),
            Code::Esc | Code::Enter => Flow::Close,
            _ => Flow::Stay,
        }
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        if self.is_open() {
            return hints(
                ui,
                &[("p", "command-phones-pay"), ("d", "command-phones-decline"), ("Esc", "hint-close")],
            );
        }
        hints(ui, &[("Esc", "hint-close")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let wide = 38.min(area.width);
        let lines = self.lines(ui, usize::from(wide.saturating_sub(4)));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let place = centred(area, wide, height);
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &ui.texts().t("screen-phones"), "", style, style);
        for ((line, role), y) in lines.iter().zip(inside.y + 1..inside.bottom()) {
            put(buffer, inside.x + 1, y, inside.width - 2, line, ui.theme.style(*role));
        }
    }
}
