//! Help: every command of this screen with its keys, and how lists and filters work.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::domain::text::pad_right;
use crate::tui::commands::{in_scopes, scope_key};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

struct Help {
    lines: Vec<(String, Role)>,
    top: usize,
}

/// Opens help for the screen at hand.
pub(in crate::tui) fn open(ui: &mut Ui) {
    let texts = ui.texts();
    let mut lines = Vec::new();
    let mut scope = None;
    for entry in in_scopes(&ui.scopes()) {
        if scope != Some(entry.scope) {
            if scope.is_some() {
                lines.push((String::new(), Role::Text));
            }
            scope = Some(entry.scope);
            lines.push((texts.t(scope_key(entry.scope)), Role::Head));
        }
        let keys: Vec<String> = entry.keys.iter().map(ToString::to_string).collect();
        lines.push((format!("  {} {}", pad_right(&keys.join("  "), 24), entry.label(texts)), Role::Text));
    }
    lines.push((String::new(), Role::Text));
    lines.push((texts.t("help-moving"), Role::Head));
    for line in wrap(&texts.t("help-moving-text"), 70) {
        lines.push((format!("  {line}"), Role::Text));
    }
    lines.push((String::new(), Role::Text));
    lines.push((texts.t("help-filter"), Role::Head));
    for line in texts.t("help-filter-text").split('\n').flat_map(|part| wrap(part, 70)) {
        lines.push((format!("  {line}"), Role::Text));
    }
    ui.layers.push(Box::new(Help { lines, top: 0 }));
}

impl Layer for Help {
    fn key(&mut self, key: Key, _: &mut Ui) -> Flow {
        let last = self.lines.len().saturating_sub(1);
        match key.code {
            Code::Down => self.top = (self.top + 1).min(last),
            Code::Up => self.top = self.top.saturating_sub(1),
            Code::PageDown | Code::Char(' ') => self.top = (self.top + 12).min(last),
            Code::PageUp => self.top = self.top.saturating_sub(12),
            Code::Home => self.top = 0,
            Code::End => self.top = last,
            Code::Esc | Code::Enter | Code::F(1) | Code::Char('?' | 'q') => return Flow::Close,
            _ => {}
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("↑↓", "hint-scroll"), ("Esc", "hint-close")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let place = centred(area, 80, area.height.saturating_sub(3));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &ui.texts().t("command-help"), "", style, style);
        let room = usize::from(inside.height);
        let top = self.top.min(self.lines.len().saturating_sub(room));
        for ((line, role), y) in self.lines.iter().skip(top).zip(inside.top()..inside.bottom()) {
            put(buffer, inside.x + 1, y, inside.width.saturating_sub(2), line, ui.theme.style(*role));
        }
    }
}
