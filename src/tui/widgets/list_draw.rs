//! Drawing a list: only the rows on the screen, pinned columns first, what does not fit announced.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::ListState;
use super::paint::{fill, put};
use crate::app::columns::{Column, Kind};
use crate::app::texts::Texts;
use crate::app::{Cell, query, values};
use crate::domain::text::{fit, pad_left, pad_right, width};
use crate::tui::theme::{Role, Theme};

/// The column that counts what nobody has read: no number where there is none, and a sign where there is.
const UNREAD: &str = "unread";
/// Cells of the mark before each row.
const MARK: u16 = 2;

/// Where a column stands on the screen.
pub(in crate::tui) struct Placed {
    pub place: usize,
    pub column: &'static Column,
    pub x: u16,
    pub width: u16,
}

fn gives_way(column: &Column) -> bool {
    matches!(column.kind, Kind::Text | Kind::Choice(..) | Kind::Code(..))
}

/// How much narrower text columns have to be, and the gap, for all to fit; `None` when they cannot.
fn squeeze(columns: &[(usize, &'static Column, u16)], room: u16) -> Option<(u16, Vec<u16>)> {
    // Room between columns goes before names become unreadable.
    for (gap, least) in [(2u16, 16u16), (1, 12), (1, 0)] {
        let gaps = gap.saturating_mul(u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0));
        let mut widths: Vec<u16> = columns.iter().map(|(_, _, wide)| *wide).collect();
        loop {
            let total = widths.iter().fold(gaps, |sum, wide| sum.saturating_add(*wide));
            if total <= room {
                return Some((gap, widths));
            }
            // The widest text column gives a cell, down to its least width.
            let widest = columns
                .iter()
                .zip(widths.iter_mut())
                .filter(|((_, column, _), wide)| gives_way(column) && **wide > column.width.min.max(least));
            match widest.max_by_key(|(_, wide)| **wide) {
                Some((_, wide)) => *wide -= 1,
                None => break,
            }
        }
    }
    None
}

/// Which columns fit, and where. The second value says how many to the right do not.
pub(in crate::tui) fn place_columns(state: &ListState, area: Rect) -> (Vec<Placed>, usize) {
    let shown = state.shown();
    let pinned = shown.iter().filter(|(_, _, pinned)| *pinned).count();
    let visible: Vec<(usize, &'static Column, u16)> = shown
        .iter()
        .enumerate()
        .filter(|(at, _)| *at < pinned || *at >= pinned + state.scrolled)
        .map(|(place, (column, wide, _))| (place, *column, *wide))
        .collect();
    let room = area.width.saturating_sub(MARK);
    // As many as fit, from the left; the rest is announced and reached with →.
    let (count, gap, widths) = (1..=visible.len())
        .rev()
        .find_map(|count| squeeze(visible.get(..count)?, room).map(|(gap, widths)| (count, gap, widths)))
        .unwrap_or((0, 1, Vec::new()));
    let mut x = area.x + MARK;
    let mut placed = Vec::new();
    for ((place, column, _), width) in visible.iter().take(count).zip(widths) {
        placed.push(Placed {
            place: *place,
            column,
            x,
            width,
        });
        x = x.saturating_add(width + gap);
    }
    (placed, visible.len() - count)
}

/// Draws header and rows.
pub(in crate::tui) fn draw(state: &ListState, buffer: &mut Buffer, area: Rect, texts: &Texts, theme: Theme, active: bool) {
    if area.height < 2 {
        return;
    }
    state.height.set(usize::from(area.height - 1));
    let (placed, hidden) = place_columns(state, area);
    state.hidden_right.set(hidden);
    header(state, buffer, area, &placed, texts, theme);
    let rows = usize::from(area.height - 1);
    for (line, key) in (0u16..).zip(state.keys.iter().skip(state.top).take(rows)) {
        let y = area.y + 1 + line;
        let here = state.top + usize::from(line) == state.cursor;
        let selected = state.selected.contains(key);
        let style = theme.style(if selected { Role::Selected } else { Role::Text });
        if here {
            put(buffer, area.x, y, 1, "▸", theme.style(Role::Accent));
        }
        if selected {
            put(buffer, area.x + 1, y, 1, "•", style);
        }
        match state.rows.get(key) {
            Some(row) => {
                let is_new = placed.iter().any(|at| is_unread(at.column, row.cells.get(at.place)));
                for at in &placed {
                    let cell = row.cells.get(at.place).unwrap_or(&Cell::Empty);
                    let text = cell_text(at.column, cell, at.width, texts);
                    let role = match cell_role(at.column, cell, selected) {
                        Role::Text if is_new => Role::Title,
                        role => role,
                    };
                    put(buffer, at.x, y, at.width, &text, theme.style(role));
                }
            }
            None => {
                for at in &placed {
                    put(buffer, at.x, y, at.width, "·", theme.style(Role::Dim));
                }
            }
        }
        if here && active {
            fill(
                buffer,
                Rect {
                    x: area.x,
                    y,
                    width: area.width,
                    height: 1,
                },
                theme.style(Role::Cursor),
            );
        }
    }
}

fn header(state: &ListState, buffer: &mut Buffer, area: Rect, placed: &[Placed], texts: &Texts, theme: Theme) {
    for at in placed {
        let mut mark = String::new();
        if let Some((level, down)) = state.layout.sorted(at.column.id) {
            mark = format!(" {}", if down { "▼" } else { "▲" });
            if state.layout.sort.len() > 1 {
                mark.push(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'].get(level - 1).copied().unwrap_or('⁺'));
            }
        }
        let room = usize::from(at.width).saturating_sub(width(&mark));
        let text = format!("{}{mark}", fit(&query::header(state.list, at.column, texts), room));
        let text = if at.column.right() {
            pad_left(&text, usize::from(at.width))
        } else {
            text
        };
        let role = if at.place == state.column { Role::Title } else { Role::Head };
        put(buffer, at.x, area.y, at.width, &text, theme.style(role));
        if at.place == state.column {
            fill(
                buffer,
                Rect {
                    x: at.x,
                    y: area.y,
                    width: at.width,
                    height: 1,
                },
                theme.style(Role::Head).add_modifier(ratatui::style::Modifier::UNDERLINED),
            );
        }
    }
}

/// Whether a cell says that something of its row was not read.
fn is_unread(column: &Column, cell: Option<&Cell>) -> bool {
    column.id == UNREAD && cell.and_then(Cell::int).is_some_and(|count| count > 0)
}

/// The text of a cell in its width. Money that does not fit is never a shorter number.
pub(in crate::tui) fn cell_text(column: &Column, cell: &Cell, cells: u16, texts: &Texts) -> String {
    let cells = usize::from(cells);
    let mut text = values::shown(column, cell, texts);
    if column.id == UNREAD {
        text = if is_unread(column, Some(cell)) {
            format!("●{text}")
        } else {
            String::new()
        };
    }
    if column.right() {
        return if width(&text) > cells {
            "#".repeat(cells)
        } else {
            pad_left(&text, cells)
        };
    }
    if matches!(column.kind, Kind::Digits) && width(&text) > cells {
        return fit(&text, cells);
    }
    pad_right(&fit(&text, cells), cells)
}

/// Status is word and sign and colour.
fn cell_role(column: &Column, cell: &Cell, selected: bool) -> Role {
    if is_unread(column, Some(cell)) {
        return Role::Warning;
    }
    if let (Kind::Choice(prefix @ ("message-state" | "charge-state"), code, _), Cell::Int(number)) = (column.kind, cell) {
        return match (prefix, code(*number).unwrap_or_default()) {
            (_, "failed") => Role::Danger,
            (_, "unknown" | "uncertain") => Role::Warning,
            (_, "paid") => Role::Good,
            (_, "refunded" | "cancelled") => Role::Dim,
            _ if selected => Role::Selected,
            _ => Role::Text,
        };
    }
    let code = match (column.kind, cell) {
        (Kind::Choice(_, code, _), Cell::Int(number)) => code(*number).unwrap_or_default(),
        (Kind::Money, Cell::Int(minor)) if *minor < 0 => return Role::Danger,
        _ => "",
    };
    match code {
        "manual_handling" | "suggested" | "parked" | "overpaid" | "underpaid" | "several_payers" => Role::Warning,
        "unmatched" => Role::Danger,
        "paid" | "used" => Role::Good,
        "annulled" | "credited" | "refunded" => Role::Dim,
        _ if selected => Role::Selected,
        _ => Role::Text,
    }
}
