//! A line of text that is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_input::{Input, InputRequest};

use super::paint::{fill, put};
use crate::app::commands::key::{Code, Key};
use crate::domain::text::clean;

/// The longest text of a field, in characters.
const FIELD_MAX: usize = 500;

/// A line of text with its cursor.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct TextField {
    input: Input,
    /// What stands there goes with the first letter that is typed.
    is_selected: bool,
}

impl TextField {
    /// A field with a text in it and the cursor behind it.
    pub fn at_end(text: &str) -> TextField {
        TextField {
            input: Input::new(text.to_owned()),
            is_selected: false,
        }
    }

    /// A field with a text in it that the first letter typed replaces.
    pub fn selected(text: &str) -> TextField {
        TextField {
            is_selected: !text.is_empty(),
            ..TextField::at_end(text)
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Takes a key. Says whether it was one for a field.
    pub fn key(&mut self, key: Key) -> bool {
        let was_selected = std::mem::take(&mut self.is_selected);
        if was_selected && matches!(key.code, Code::Char(_) | Code::Backspace | Code::Delete) && !key.ctrl && !key.alt {
            self.input.reset();
        }
        let request = match (key.code, key.ctrl, key.alt) {
            (Code::Char(letter), false, false) => {
                (self.input.value().chars().count() < FIELD_MAX).then_some(InputRequest::InsertChar(letter))
            }
            (Code::Backspace, _, false) => Some(InputRequest::DeletePrevChar),
            (Code::Delete, ..) => Some(InputRequest::DeleteNextChar),
            (Code::Left, true, _) => Some(InputRequest::GoToPrevWord),
            (Code::Right, true, _) => Some(InputRequest::GoToNextWord),
            (Code::Left, ..) => Some(InputRequest::GoToPrevChar),
            (Code::Right, ..) => Some(InputRequest::GoToNextChar),
            (Code::Home, ..) | (Code::Char('a'), true, _) => Some(InputRequest::GoToStart),
            (Code::End, ..) | (Code::Char('e'), true, _) => Some(InputRequest::GoToEnd),
            (Code::Char('u'), true, _) => Some(InputRequest::DeleteLine),
            (Code::Char('w'), true, _) => Some(InputRequest::DeletePrevWord),
            _ => return false,
        };
        if let Some(request) = request {
            self.input.handle(request);
        }
        true
    }

    /// Takes what was pasted: its first line, cleaned.
    pub fn paste(&mut self, text: &str) {
        let line = text.lines().next().unwrap_or_default();
        for letter in clean(line).chars() {
            self.key(Key {
                code: Code::Char(letter),
                ctrl: false,
                alt: false,
                shift: false,
            });
        }
    }

    /// Draws the text and, where it has the keyboard, its cursor.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, style: Style, cursor: Option<Style>) {
        let room = usize::from(area.width.saturating_sub(1));
        let scroll = self.input.visual_scroll(room);
        let mut skipped = 0;
        let shown: String = self
            .input
            .value()
            .chars()
            .skip_while(|letter| {
                let hide = skipped < scroll;
                skipped += crate::domain::text::width(&letter.to_string());
                hide
            })
            .collect();
        let used = put(buffer, area.x, area.y, area.width, &clean(&shown), style);
        if let (true, Some(cursor)) = (self.is_selected, cursor) {
            fill(
                buffer,
                Rect {
                    width: used,
                    height: 1,
                    ..area
                },
                cursor,
            );
        }
        if let Some(cursor) = cursor {
            let at = u16::try_from(self.input.visual_cursor().saturating_sub(scroll))
                .unwrap_or(0)
                .min(area.width.saturating_sub(1));
            if let Some(cell) = buffer.cell_mut((area.x + at, area.y)) {
                cell.set_style(cursor);
            }
        }
    }
}
