//! The function menu of a screen (F9), and the palette of all commands (Ctrl+P). What cannot run is grey, with the reason.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::Danger;
use crate::app::commands::key::{Code, Key};
use crate::domain::text::{clean, fit, loose_key, pad_right, width};
use crate::tui::commands::{Entry, all, in_scopes};
use crate::tui::screens;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{centred, fill, frame, put, put_right, wipe};

struct Palette {
    entries: Vec<Entry>,
    everything: bool,
    search: TextField,
    at: usize,
}

/// Opens the commands of this screen, or all there are.
pub(in crate::tui) fn open(ui: &mut Ui, everything: bool) {
    let scopes = ui.scopes();
    let mut entries: Vec<Entry> = in_scopes(&scopes).collect();
    if everything {
        let here: Vec<&str> = entries.iter().map(|entry| entry.id).collect();
        entries.extend(all().filter(|entry| !here.contains(&entry.id)));
    }
    let there = |id: &str| screens::ALL.iter().find(|row| row.id == id).is_none_or(|row| (row.there)(ui));
    let plain = |id: &str| matches!(id, "functions" | "palette" | "back");
    entries.retain(|entry| (everything || !plain(entry.id)) && there(entry.id));
    ui.layers.push(Box::new(Palette {
        entries,
        everything,
        search: TextField::default(),
        at: 0,
    }));
}

impl Palette {
    fn found(&self, ui: &Ui) -> Vec<Entry> {
        let wanted = loose_key(self.search.text());
        self.entries
            .iter()
            .filter(|entry| loose_key(&entry.label(ui.texts())).contains(&wanted))
            .copied()
            .collect()
    }
}

impl Layer for Palette {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        let found = self.found(ui);
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(found.len().saturating_sub(1)),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(found.len().saturating_sub(1)),
            Code::Esc | Code::F(9) => return Flow::Close,
            Code::Enter => {
                let Some(entry) = found.get(self.at) else { return Flow::Stay };
                let reachable = ui.scopes().contains(&entry.scope);
                let blocked = (entry.enabled)(&ui.facts()).is_err();
                if reachable {
                    ui.run(entry);
                }
                // A refusal is read with the menu still open behind it.
                return if reachable && !blocked { Flow::Close } else { Flow::Stay };
            }
            _ => {
                if self.search.key(key) {
                    self.at = 0;
                }
            }
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        self.search.paste(text);
        self.at = 0;
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("Enter", "hint-run"), ("a–å", "hint-search"), ("Esc", "hint-close")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let found = self.found(ui);
        let height = u16::try_from(found.len())
            .unwrap_or(u16::MAX)
            .saturating_add(3)
            .min(area.height.saturating_sub(3))
            .max(6);
        let place = centred(area, 76, height);
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let title = ui.texts().t(if self.everything { "command-palette" } else { "command-functions" });
        let inside = frame(buffer, place, &title, "", style, style);
        let line = Rect {
            height: 1,
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            ..inside
        };
        self.search
            .draw(buffer, line, ui.theme.style(Role::Text), Some(ui.theme.style(Role::Cursor)));
        let facts = ui.facts();
        let scopes = ui.scopes();
        let rows = usize::from(inside.height.saturating_sub(1));
        let top = (self.at + 1).saturating_sub(rows);
        for ((place, entry), y) in found.iter().enumerate().skip(top).zip(inside.top() + 1..inside.bottom()) {
            let reason = match (entry.enabled)(&facts) {
                _ if !scopes.contains(&entry.scope) => Some(ui.texts().t("command-elsewhere")),
                Err(refusal) => Some(ui.texts().refusal(&refusal)),
                Ok(()) => None,
            };
            let keys: Vec<String> = entry.keys.iter().take(2).map(ToString::to_string).collect();
            let role = match (&reason, entry.danger) {
                (Some(_), _) => Role::Dim,
                (None, Danger::Final) => Role::Danger,
                (None, _) => Role::Text,
            };
            let label = entry.label(ui.texts());
            let x = inside.x + 1;
            let room = inside.width.saturating_sub(2);
            put(buffer, x, y, room, &pad_right(&label, usize::from(room)), ui.theme.style(role));
            put_right(
                buffer,
                Rect { x, width: room, ..inside },
                y,
                &keys.join("  "),
                ui.theme.style(Role::Key),
            );
            if let Some(reason) = reason {
                let start = u16::try_from(width(&label) + 2).unwrap_or(0);
                let end = u16::try_from(width(&keys.join("  ")) + 2).unwrap_or(0);
                let left = room.saturating_sub(start + end);
                put(
                    buffer,
                    x + start,
                    y,
                    left,
                    &fit(&clean(&reason), usize::from(left)),
                    ui.theme.style(Role::Dim),
                );
            }
            if place == self.at {
                fill(
                    buffer,
                    Rect {
                        x: inside.x,
                        y,
                        width: inside.width,
                        height: 1,
                    },
                    ui.theme.style(Role::Cursor),
                );
            }
        }
    }
}
