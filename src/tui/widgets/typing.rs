//! Typing into one field of a form: all of it selected at first where that helps, what stood there before, and whether something else
//! stands there now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::field::TextField;
use super::paint::{fill, put};
use crate::app::commands::key::{Code, Key};
use crate::domain::text::{clean, fit};
use crate::tui::theme::{Role, Theme};

/// What is typed into the field at hand.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Typing {
    pub text: TextField,
    /// What stood there when the field was entered.
    pub base: String,
    /// All of it is selected: typing replaces it.
    pub selected: bool,
    /// Typing has begun: arrows move inside the text.
    pub inside: bool,
}

impl Typing {
    /// Begins with what stands in a field.
    pub fn begin(now: &str, selected: bool) -> Typing {
        Typing {
            text: TextField::at_end(now),
            base: now.to_owned(),
            selected,
            inside: false,
        }
    }

    /// Whether something else was typed than stood there.
    pub fn is_dirty(&self) -> bool {
        self.text.text().trim() != self.base
    }

    /// Puts back what stood there.
    pub fn restore(&mut self, selected: bool) {
        *self = Typing::begin(&std::mem::take(&mut self.base), selected);
    }

    /// Something pasted: it takes the place of what is selected.
    pub fn paste(&mut self, text: &str) {
        if self.selected {
            self.text = TextField::default();
            self.selected = false;
        }
        self.text.paste(text);
        self.inside = true;
    }

    /// A key for the text. Says whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        let replaces = self.selected && matches!(key.code, Code::Char(_) | Code::Backspace | Code::Delete) && !key.ctrl && !key.alt;
        if replaces {
            self.text = TextField::default();
            self.selected = false;
            self.inside = true;
            if !matches!(key.code, Code::Char(_)) {
                return true;
            }
        }
        let used = self.text.key(key);
        if used {
            self.selected = false;
            self.inside = true;
        }
        used
    }

    /// Draws it: all of it selected, or with its cursor.
    pub fn draw(&self, buffer: &mut Buffer, place: Rect, theme: &Theme) {
        let (plain, cursor) = (theme.style(Role::Text), theme.style(Role::Cursor));
        if self.selected {
            let text = fit(&clean(self.text.text()), usize::from(place.width));
            let used = put(buffer, place.x, place.y, place.width, &text, plain);
            let width = used.max(1);
            fill(buffer, Rect { width, ..place }, cursor);
        } else {
            self.text.draw(buffer, place, plain, Some(cursor));
        }
    }
}
