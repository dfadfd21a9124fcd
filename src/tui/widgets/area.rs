//! Several lines of text that are typed, wrapped at the width they stand in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::put;
use crate::app::commands::key::{Code, Key};
use crate::domain::text::{clean, width};

/// The longest text, in characters.
const AREA_MAX: usize = 2000;

/// Lines of text with a cursor.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct TextArea {
    letters: Vec<char>,
    at: usize,
    /// How wide it was drawn last: the keys for up and down go by the lines as they are seen.
    cells: std::cell::Cell<usize>,
}

/// How many cells a letter takes; an end of line takes none.
fn cells_of(letter: char) -> usize {
    if letter == '\n' { 0 } else { width(&clean(&letter.to_string())) }
}

impl TextArea {
    /// What was typed.
    pub fn text(&self) -> String {
        self.letters.iter().collect()
    }

    /// Where each line as seen begins and ends, without the end of line itself.
    fn lines(&self) -> Vec<(usize, usize)> {
        let room = self.cells.get().max(1);
        let (mut lines, mut start, mut used, mut blank) = (Vec::new(), 0, 0, None);
        let mut at = 0;
        while let Some(letter) = self.letters.get(at).copied() {
            if letter == '\n' {
                lines.push((start, at));
                (start, used, blank) = (at + 1, 0, None);
            } else if used + cells_of(letter) > room && at > start {
                // At the last blank, else in the middle of a word that is wider than the place.
                let end = blank.unwrap_or(at);
                lines.push((start, end));
                (start, used, blank) = (end, 0, None);
                at = end;
                continue;
            } else {
                used += cells_of(letter);
                if letter == ' ' {
                    blank = Some(at + 1);
                }
            }
            at += 1;
        }
        lines.push((start, self.letters.len()));
        lines
    }

    /// The line that the cursor is on, and how far into it.
    fn place(&self, lines: &[(usize, usize)]) -> (usize, usize) {
        let line = lines.iter().rposition(|(start, _)| *start <= self.at).unwrap_or(0);
        let start = lines.get(line).map_or(0, |(start, _)| *start);
        (line, self.at - start)
    }

    fn go_line(&mut self, down: bool) {
        let lines = self.lines();
        let (line, column) = self.place(&lines);
        let to = if down { Some(line + 1) } else { line.checked_sub(1) };
        if let Some((start, end)) = to.and_then(|to| lines.get(to)) {
            self.at = (start + column).min(*end);
        }
    }

    fn insert(&mut self, letter: char) {
        if self.letters.len() < AREA_MAX {
            self.letters.insert(self.at, letter);
            self.at += 1;
        }
    }

    /// Takes a key. Says whether it was one for a text.
    pub fn key(&mut self, key: Key) -> bool {
        let last = self.letters.len();
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(letter), false, false) => self.insert(letter),
            (Code::Enter, ..) => self.insert('\n'),
            (Code::Backspace, _, false) if self.at > 0 => {
                self.at -= 1;
                self.letters.remove(self.at);
            }
            (Code::Delete, ..) if self.at < last => drop(self.letters.remove(self.at)),
            (Code::Left, ..) => self.at = self.at.saturating_sub(1),
            (Code::Right, ..) => self.at = (self.at + 1).min(last),
            (Code::Up, ..) => self.go_line(false),
            (Code::Down, ..) => self.go_line(true),
            (Code::Home, ..) | (Code::Char('a'), true, _) => {
                let lines = self.lines();
                self.at -= self.place(&lines).1;
            }
            (Code::End, ..) | (Code::Char('e'), true, _) => {
                let lines = self.lines();
                let (line, _) = self.place(&lines);
                self.at = lines.get(line).map_or(last, |(_, end)| *end);
            }
            (Code::Char('u'), true, _) => {
                self.letters.clear();
                self.at = 0;
            }
            (Code::Char('w'), true, _) => {
                let word = |letters: &[char], at: usize| at > 0 && letters.get(at - 1).is_some_and(|letter| !letter.is_whitespace());
                while self.at > 0 && !word(&self.letters, self.at) {
                    self.at -= 1;
                    self.letters.remove(self.at);
                }
                while word(&self.letters, self.at) {
                    self.at -= 1;
                    self.letters.remove(self.at);
                }
            }
            _ => return false,
        }
        true
    }

    /// Takes what was pasted, cleaned, with its lines.
    pub fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for (no, line) in text.split('\n').enumerate() {
            if no > 0 {
                self.insert('\n');
            }
            clean(line).chars().for_each(|letter| self.insert(letter));
        }
    }

    /// Draws the text, scrolled to its cursor.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, style: Style, cursor: Option<Style>) {
        self.cells.set(usize::from(area.width.saturating_sub(1)).max(1));
        let lines = self.lines();
        let (line, _) = self.place(&lines);
        let top = (line + 1).saturating_sub(usize::from(area.height));
        for ((no, (start, end)), y) in lines.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
            let text: String = self.letters.get(*start..*end).unwrap_or_default().iter().collect();
            put(buffer, area.x, y, area.width, &clean(&text), style);
            if let (true, Some(cursor)) = (no == line, cursor) {
                let before: String = self.letters.get(*start..self.at).unwrap_or_default().iter().collect();
                let x = u16::try_from(width(&clean(&before)))
                    .unwrap_or(u16::MAX)
                    .min(area.width.saturating_sub(1));
                if let Some(cell) = buffer.cell_mut((area.x + x, y)) {
                    cell.set_style(cursor);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::commands::key::{ctrl, plain};

    fn typed(text: &str, cells: usize) -> TextArea {
        let area = TextArea::default();
        area.cells.set(cells);
        let mut area = area;
        area.paste(text);
        area
    }

    #[test]
    fn lines_break_at_blanks_and_at_their_ends() {
        let seen = |area: &TextArea| -> Vec<String> {
            let part = |(start, end): &(usize, usize)| area.letters[*start..*end].iter().collect();
            area.lines().iter().map(part).collect()
        };
        assert_eq!(seen(&typed("", 5)), [""]);
        assert_eq!(seen(&typed("en to tre", 6)), ["en to ", "tre"]);
        assert_eq!(seen(&typed("abcdefgh", 3)), ["abc", "def", "gh"]);
        assert_eq!(seen(&typed("a\r\n\nb", 3)), ["a", "", "b"]);
    }

    #[test]
    fn the_cursor_goes_by_the_lines_that_are_seen_and_words_are_taken_away() {
        let mut area = typed("en to\ntre", 20);
        area.key(plain(Code::Up));
        area.key(plain(Code::End));
        area.key(plain(Code::Enter));
        area.key(plain(Code::Char('x')));
        assert_eq!(area.text(), "en to\nx\ntre");
        area.key(ctrl('w'));
        area.key(ctrl('w'));
        assert_eq!(area.text(), "en \ntre");
        area.key(plain(Code::Delete));
        area.key(plain(Code::Backspace));
        assert_eq!(area.text(), "entre");
    }

    #[test]
    fn what_is_pasted_is_clean() {
        assert_eq!(typed("a\u{1b}[2J\u{202e}b\u{200b}", 20).text(), "a␛[2J\u{fffd}b");
    }
}
