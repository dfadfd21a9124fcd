//! Painting text straight into the frame, cleaned and cut to its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::{fit, is_forbidden, width};

/// Writes text at a place, cut to `cells`. Answers how many cells it took.
pub(in crate::tui) fn put(buffer: &mut Buffer, x: u16, y: u16, cells: u16, text: &str, style: Style) -> u16 {
    let area = buffer.area;
    if y < area.top() || y >= area.bottom() || x >= area.right() {
        return 0;
    }
    let room = cells.min(area.right() - x);
    let (end, _) = buffer.set_stringn(x, y, text, usize::from(room), style);
    end.saturating_sub(x)
}

/// Writes text at the right end of a place.
pub(in crate::tui) fn put_right(buffer: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) {
    let text = fit(text, usize::from(area.width));
    let wide = u16::try_from(width(&text)).unwrap_or(area.width);
    put(buffer, area.right().saturating_sub(wide), y, wide, &text, style);
}

/// Fills a line with a style.
pub(in crate::tui) fn fill(buffer: &mut Buffer, area: Rect, style: Style) {
    buffer.set_style(area.intersection(buffer.area), style);
}

/// Empties a place.
pub(in crate::tui) fn wipe(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// A place in the middle of another, at most as large as it.
pub(in crate::tui) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// A box with a title on its upper line and, at the right, a second one. Answers the place inside.
pub(in crate::tui) fn frame(buffer: &mut Buffer, area: Rect, title: &str, right: &str, style: Style, title_style: Style) -> Rect {
    if area.width < 4 || area.height < 3 {
        return Rect {
            width: 0,
            height: 0,
            ..area
        };
    }
    let line = "─".repeat(usize::from(area.width - 2));
    put(buffer, area.x, area.y, area.width, &format!("┌{line}┐"), style);
    put(buffer, area.x, area.bottom() - 1, area.width, &format!("└{line}┘"), style);
    for y in area.top() + 1..area.bottom() - 1 {
        put(buffer, area.x, y, 1, "│", style);
        put(buffer, area.right() - 1, y, 1, "│", style);
    }
    let room = usize::from(area.width.saturating_sub(4));
    put(
        buffer,
        area.x + 2,
        area.y,
        area.width - 4,
        &fit(&format!(" {title} "), room),
        title_style,
    );
    if !right.is_empty() {
        let right = fit(&format!(" {right} "), room.saturating_sub(width(title) + 3));
        let wide = u16::try_from(width(&right)).unwrap_or(0);
        put(buffer, area.right().saturating_sub(wide + 2), area.y, wide, &right, style);
    }
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width - 2,
        height: area.height - 2,
    }
}

/// The second wall: whatever drew the frame, no character that could harm a terminal leaves it.
pub(in crate::tui) fn scrub(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() || cell.symbol().bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
            let bad = cell.symbol().chars().any(is_forbidden);
            if bad {
                cell.set_symbol("\u{fffd}");
            }
        }
    }
}

/// The words of a text; the groups of a number are one word.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let group = word.len() >= 3 && word.bytes().take(3).all(|byte| byte.is_ascii_digit());
        match words
            .last_mut()
            .filter(|last| group && last.ends_with(|c: char| c.is_ascii_digit()))
        {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => words.push(word.to_owned()),
        }
    }
    words
}

/// Cuts text into lines of at most `cells`, at blanks.
pub(in crate::tui) fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in words(paragraph) {
            if !line.is_empty() && width(&line) + 1 + width(&word) > cells {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&fit(&word, cells));
        }
        lines.push(line);
    }
    lines
}
