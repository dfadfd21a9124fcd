//! The texts of the replies, language by language; the site's own are marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::texts::Arg;
use crate::app::usecase::dues_sms::fields::Whole;
use crate::domain::message;
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, wrap};

/// Cells of a reply's name.
const NAME: usize = 24;
/// Lines of the text under the cursor, in whole.
const WHOLE: u16 = 5;

/// Draws them. Answers where the rows stand, and which is the first.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, whole: &Whole, at: usize, ui: &Ui) -> (Rect, usize) {
    let texts = ui.texts();
    let under = WHOLE.min(area.height / 2);
    let body = Rect {
        height: area.height.saturating_sub(under),
        ..area
    };
    let top = (at + 1).saturating_sub(usize::from(body.height.max(1)));
    let name = NAME.min(usize::from(area.width) / 3);
    for ((no, text), y) in whole.texts.iter().enumerate().skip(top).zip(body.y..body.bottom()) {
        let mark = if text.own { "*" } else { " " };
        let reply = texts.t(&format!("dues-reply-{}", text.reply.code()));
        let parts = message::measure(&whole.example(&text.text)).parts;
        let head = format!("{:2} {mark} {} {parts} ", text.language, pad_right(&fit(&reply, name), name));
        let role = if text.own { Role::Accent } else { Role::Dim };
        let used = put(buffer, area.x + 1, y, area.width, &head, ui.theme.style(role));
        let x = area.x + 1 + used;
        let room = area.right().saturating_sub(x);
        let line = fit(&clean(&text.text), usize::from(room));
        put(buffer, x, y, room, &line, ui.theme.style(Role::Text));
        if no == at && !ui.menu_open {
            fill(buffer, Rect { y, height: 1, ..area }, ui.theme.style(Role::Cursor));
        }
    }
    if let Some(text) = whole.texts.get(at) {
        let parts = message::measure(&whole.example(&text.text)).parts;
        let key = if text.own { "dues-text-own" } else { "dues-text-usual-one" };
        let parts = [("parts", Arg::count(parts))];
        let head = format!("{} · {}", texts.t(key), texts.with("sms-parts", &parts));
        put(buffer, area.x + 1, body.bottom(), area.width, &head, ui.theme.style(Role::Head));
        let room = area.width.saturating_sub(2);
        let lines = wrap(&clean(&text.text), usize::from(room));
        for (line, y) in lines.iter().zip(body.bottom() + 1..area.bottom()) {
            put(buffer, area.x + 1, y, room, line, ui.theme.style(Role::Text));
        }
    }
    (body, top)
}
