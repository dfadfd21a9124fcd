//! A grid of lines that are typed in: which columns fit, its heading, how far it is scrolled, and what its foot says of the rest.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{put, put_right};
use crate::app::texts::Arg;
use crate::domain::text::{clean, fit, pad_left, pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

/// The column that takes what is left is never narrower.
const TEXT_MIN: u16 = 14;

/// One column where it stands.
pub(in crate::tui) struct Placed<C> {
    pub col: C,
    pub x: u16,
    pub wide: u16,
    /// Whether its values stand to the right.
    pub right: bool,
}

/// How the columns of a grid share its width. Money is never cut: columns that matter less give way, never the one that is typed in.
pub(in crate::tui) struct Shares<'a, C> {
    /// Which give way first.
    pub gives_way: &'a [C],
    /// Which takes what is left.
    pub text: C,
    /// Which is typed in.
    pub focus: Option<C>,
    /// Which stand to the right.
    pub right: fn(C) -> bool,
}

impl<C: Copy + PartialEq> Shares<'_, C> {
    /// The columns that fit in `room` cells from `x` on, and how many did not. `wanted` says how wide each wants to be.
    pub fn place(&self, mut wanted: Vec<(C, u16)>, mut x: u16, room: u16) -> (Vec<Placed<C>>, usize) {
        let need = |cols: &[(C, u16)]| {
            let wide = |(col, wide): &(C, u16)| if *col == self.text { TEXT_MIN + 1 } else { wide + 1 };
            cols.iter().map(wide).sum::<u16>()
        };
        let all = wanted.len();
        for give in self.gives_way {
            if need(&wanted) > room && self.focus != Some(*give) {
                wanted.retain(|(col, _)| col != give);
            }
        }
        let spare = room.saturating_sub(need(&wanted));
        let mut placed = Vec::with_capacity(wanted.len());
        for (col, wide) in &wanted {
            let wide = if *col == self.text { TEXT_MIN + spare } else { *wide };
            let right = (self.right)(*col);
            placed.push(Placed { col: *col, x, wide, right });
            x += wide + 1;
        }
        (placed, all - wanted.len())
    }
}

impl<C> Placed<C> {
    /// Its cell in a line.
    pub fn cell(&self, line: Rect) -> Rect {
        Rect {
            x: self.x,
            width: self.wide,
            ..line
        }
    }

    /// A text as it stands in a cell of it.
    pub fn fitted(&self, text: &str) -> String {
        let room = usize::from(self.wide);
        let text = fit(&clean(text), room);
        if self.right {
            pad_left(&text, room)
        } else {
            pad_right(&text, room)
        }
    }
}

/// The heading: a label over each column, and one over the sums at the right.
pub(in crate::tui) fn heading<C: Copy>(
    buffer: &mut Buffer,
    area: Rect,
    placed: &[Placed<C>],
    label: impl Fn(C) -> String,
    sum: &str,
    ui: &Ui,
) {
    let style = ui.theme.style(Role::Head);
    for at in placed {
        let text = fit(&label(at.col), usize::from(at.wide));
        // What lies below shows beside it.
        let before = if at.right {
            at.wide.saturating_sub(u16::try_from(width(&text)).unwrap_or(0))
        } else {
            0
        };
        put(buffer, at.x + before, area.y, at.wide, &text, style);
    }
    put_right(buffer, area, area.y, sum, style);
}

/// Scrolls so that row `here` of `rows` is among the `height` that are shown. Answers the first that is.
pub(in crate::tui) fn scroll(top: &Cell<usize>, here: usize, rows: usize, height: usize) -> usize {
    let first = top.get().min(here).max((here + 1).saturating_sub(height));
    let first = first.min(rows.saturating_sub(height));
    top.set(first);
    first
}

/// The rule below the lines, which says what did not fit: columns at the left, lines at the right.
pub(in crate::tui) fn rule(buffer: &mut Buffer, area: Rect, y: u16, (hidden, below): (usize, usize), ui: &Ui) {
    let dim = ui.theme.style(Role::Dim);
    put(buffer, area.x, y, area.width, &"─".repeat(usize::from(area.width)), dim);
    if below > 0 {
        let line = Rect { y, height: 1, ..area };
        put_right(buffer, line, y, &format!(" ▾ {below} "), ui.theme.style(Role::Accent));
    }
    if hidden > 0 {
        let count = Arg::count(hidden);
        let more = format!(" {} ", ui.texts().with("list-more", &[("count", count)]));
        put(buffer, area.x + 2, y, area.width.saturating_sub(2), &more, dim);
    }
}

/// The one beside `here` in the order of `all`; none at the end.
pub(in crate::tui) fn beside<C: Copy + PartialEq>(all: &[C], here: C, later: bool) -> Option<C> {
    let at = all.iter().position(|one| *one == here).unwrap_or(0);
    let at = if later { at.checked_add(1) } else { at.checked_sub(1) };
    at.and_then(|at| all.get(at)).copied()
}

/// The row `by` rows below or above `row`, within `rows`.
pub(in crate::tui) fn row_at(row: usize, later: bool, by: usize, rows: usize) -> usize {
    if later {
        (row + by).min(rows.saturating_sub(1))
    } else {
        row.saturating_sub(by)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    fn shares(focus: Option<char>) -> Shares<'static, char> {
        Shares {
            gives_way: &['u', 'v'],
            text: 't',
            focus,
            right: |col| col == 'p',
        }
    }

    fn placed(room: u16, focus: Option<char>) -> (String, Vec<u16>, usize) {
        let wanted = vec![('t', 30), ('u', 4), ('v', 4), ('p', 10)];
        let (placed, hidden) = shares(focus).place(wanted, 5, room);
        let cols = placed.iter().map(|at| at.col).collect();
        (cols, placed.iter().map(|at| at.wide).collect(), hidden)
    }

    #[test]
    fn what_matters_less_gives_way_and_never_the_column_that_is_typed_in_or_money() {
        assert_eq!(placed(50, None), ("tuvp".to_owned(), vec![28, 4, 4, 10], 0));
        assert_eq!(placed(32, None), ("tvp".to_owned(), vec![15, 4, 10], 1));
        assert_eq!(placed(32, Some('u')), ("tup".to_owned(), vec![15, 4, 10], 1));
        assert_eq!(placed(20, None), ("tp".to_owned(), vec![14, 10], 2));
    }

    #[test]
    fn the_row_at_hand_is_always_shown_and_no_room_is_left_empty() {
        let top = Cell::new(0);
        for (here, rows, height, first) in [
            (0, 9, 4, 0),
            (5, 9, 4, 2),
            (3, 9, 4, 2),
            (1, 9, 4, 1),
            (8, 9, 4, 5),
            (8, 9, 8, 1),
            (0, 0, 4, 0),
        ] {
            assert_eq!(scroll(&top, here, rows, height), first, "{here} of {rows}");
        }
    }

    #[test]
    fn steps_end_at_both_ends() {
        assert_eq!(beside(&[1, 2, 3], 2, true), Some(3));
        assert_eq!(beside(&[1, 2, 3], 2, false), Some(1));
        assert_eq!((beside(&[1, 2, 3], 3, true), beside(&[1, 2, 3], 1, false)), (None, None));
        assert_eq!((row_at(2, true, 10, 5), row_at(2, false, 10, 5), row_at(0, true, 1, 0)), (4, 0, 0));
    }
}
