//! The lines of an order as a grid, and what they come to below. Money is never cut: columns that matter less give way, never the
//! one that is typed in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::field::{COLS, Col, Spot, value};
use super::{Hit, OrderScreen};
use crate::app::show_order::ShownOrder;
use crate::app::texts::{Arg, Texts};
use crate::domain::money::Money;
use crate::domain::order::LineKind;
use crate::domain::text::{clean, pad_left, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::grid::{self, Placed, Shares};
use crate::tui::widgets::paint::{fill, put, put_right, wrap};

/// Which columns give way first.
const GIVES_WAY: [Col; 6] = [Col::Code, Col::Kind, Col::Unit, Col::Vat, Col::Discount, Col::Price];
/// Line number and mark.
const LEAD: u16 = 4;

fn right(col: Col) -> bool {
    matches!(col, Col::Quantity | Col::Price | Col::Discount | Col::Vat)
}

impl OrderScreen {
    fn wanted_width(&self, col: Col, shown: &ShownOrder, texts: &Texts) -> u16 {
        let head = width(&texts.t(Spot::Cell(0, col).label()));
        let rows = 0..shown.view.loaded.order.lines.len();
        let widest = rows.map(|row| width(&self.cell_text(row, col, shown, texts))).max().unwrap_or(0);
        let (least, most) = match col {
            Col::Kind => (6, 8),
            Col::Code => (7, 12),
            Col::Text => (14, 60),
            Col::Quantity => (6, 12),
            Col::Unit => (4, 6),
            Col::Price => (9, 20),
            Col::Discount => (4, 6),
            Col::Vat => (4, 6),
        };
        u16::try_from(head.max(widest).clamp(least, most)).unwrap_or(u16::MAX)
    }

    fn sum_width(shown: &ShownOrder, texts: &Texts) -> u16 {
        let lines = shown.view.loaded.order.lines.iter();
        let widest = lines
            .map(|line| width(&texts.money(line.net().unwrap_or_default())))
            .max()
            .unwrap_or(0);
        u16::try_from(widest.max(width(&texts.t("order-col-sum"))).max(9)).unwrap_or(9)
    }

    /// The columns that fit, and where the sum ends; how many did not fit.
    fn places(&self, area: Rect, shown: &ShownOrder, texts: &Texts) -> (Vec<Placed<Col>>, usize) {
        let focus = match self.editor.spot {
            Spot::Cell(_, col) => Some(col),
            Spot::Field(_) => None,
        };
        let wanted = COLS.iter().map(|col| (*col, self.wanted_width(*col, shown, texts))).collect();
        let room = area.width.saturating_sub(LEAD + OrderScreen::sum_width(shown, texts) + 1);
        let shares = Shares {
            gives_way: &GIVES_WAY,
            text: Col::Text,
            focus,
            right,
        };
        shares.place(wanted, area.x + LEAD, room)
    }

    /// What a cell shows when nobody types in it.
    fn cell_text(&self, row: usize, col: Col, shown: &ShownOrder, texts: &Texts) -> String {
        let spot = Spot::Cell(row, col);
        let pending = self.editor.pending(spot);
        let typed = pending.map_or_else(|| value(shown, spot, texts.lang()), str::to_owned);
        match col {
            Col::Kind => LineKind::from_code(&typed).map_or(typed, |kind| texts.t(&format!("order-kind-{}", kind.code()))),
            Col::Price => Money::parse(&typed).map_or(typed, |price| texts.money(price)),
            Col::Discount if typed == "0" => String::new(),
            _ => typed,
        }
    }

    pub(super) fn grid(&self, buffer: &mut Buffer, area: Rect, shown: &ShownOrder, ui: &Ui) {
        let texts = ui.texts();
        let foot = OrderScreen::foot_height(&OrderScreen::totals_rows(shown, texts), area);
        let (placed, hidden) = self.places(area, shown, texts);
        let sum_wide = OrderScreen::sum_width(shown, texts);
        let head = Rect { height: 1, ..area };
        let label = |col| texts.t(Spot::Cell(0, col).label());
        grid::heading(buffer, head, &placed, label, &texts.t("order-col-sum"), ui);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(foot + 2),
            ..area
        };
        let rows = self.grid_rows();
        let here = match self.editor.spot {
            Spot::Cell(row, _) => row.min(rows.saturating_sub(1)),
            Spot::Field(_) => 0,
        };
        let height = usize::from(body.height).max(1);
        let top = grid::scroll(&self.top, here, rows, height);
        for (row, y) in (top..rows).zip(body.y..body.bottom()) {
            self.grid_row(buffer, Rect { y, height: 1, ..body }, row, &placed, sum_wide, shown, ui);
        }
        if rows == 0 {
            let text = texts.t("order-no-lines");
            put(
                buffer,
                area.x + LEAD,
                body.y,
                area.width.saturating_sub(LEAD),
                &text,
                ui.theme.style(Role::Dim),
            );
        }
        let below = shown.view.loaded.order.lines.len().saturating_sub(top + height);
        self.grid_foot(buffer, area, &placed, (hidden, below), shown, ui);
    }

    /// What it comes to, under a rule that says what did not fit: columns at the left, lines at the right.
    fn grid_foot(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        placed: &[Placed<Col>],
        (hidden, below): (usize, usize),
        shown: &ShownOrder,
        ui: &Ui,
    ) {
        let texts = ui.texts();
        let totals = OrderScreen::totals_rows(shown, texts);
        let foot = OrderScreen::foot_height(&totals, area);
        let y = area.bottom().saturating_sub(foot + 1);
        grid::rule(buffer, area, y, (hidden, below), ui);
        self.whole_text(
            buffer,
            Rect {
                y: y + 1,
                height: foot,
                width: area.width.saturating_sub(42),
                ..area
            },
            placed,
            shown,
            ui,
        );
        let from = totals.len().saturating_sub(usize::from(foot));
        for ((label, amount, role), y) in totals.iter().skip(from).zip(y + 1..area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            put_right(buffer, line, y, amount, ui.theme.style(*role));
            let place = Rect {
                width: area.width.saturating_sub(18),
                ..line
            };
            put_right(
                buffer,
                place,
                y,
                label,
                ui.theme.style(if *role == Role::Title { *role } else { Role::Dim }),
            );
        }
    }

    /// The text of the line under the cursor, where the grid had to cut it.
    fn whole_text(&self, buffer: &mut Buffer, area: Rect, placed: &[Placed<Col>], shown: &ShownOrder, ui: &Ui) {
        let Spot::Cell(row, _) = self.editor.spot else { return };
        let text = self.cell_text(row, Col::Text, shown, ui.texts());
        let room = placed.iter().find(|at| at.col == Col::Text).map_or(0, |at| usize::from(at.wide));
        if width(&text) <= room || area.width < 10 {
            return;
        }
        for (line, y) in wrap(&clean(&text), usize::from(area.width)).iter().zip(area.y..area.bottom()) {
            put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Accent));
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one row with everything that it is drawn from")]
    fn grid_row(&self, buffer: &mut Buffer, line: Rect, row: usize, placed: &[Placed<Col>], sum_wide: u16, shown: &ShownOrder, ui: &Ui) {
        let texts = ui.texts();
        let known = shown.view.loaded.order.lines.get(row);
        let fresh = known.is_none();
        let on_row = matches!(self.editor.spot, Spot::Cell(at, _) if at == row) && !ui.menu_open;
        let mark = if on_row { "▸" } else { " " };
        put(buffer, line.x, line.y, 1, mark, ui.theme.style(Role::Accent));
        let number = known.map_or_else(|| "+".to_owned(), |one| one.no.to_string());
        put(buffer, line.x + 1, line.y, 2, &pad_left(&number, 2), ui.theme.style(Role::Dim));
        for at in placed {
            let spot = Spot::Cell(row, at.col);
            let locked = self.editable(spot).is_err();
            let place = at.cell(line);
            self.hits.borrow_mut().push((place, Hit::Spot(spot)));
            let here = spot == self.editor.spot && !ui.menu_open;
            // A number stands to the right until it is typed in.
            let as_text = if at.right { self.editor.typing.inside } else { !spot.is_chosen() };
            if here && as_text && (!locked || self.editor.is_dirty()) {
                self.type_in(buffer, place, ui);
                continue;
            }
            // An empty last line says nothing until something is typed into it.
            let blank = fresh && self.editor.pending(spot).is_none() && !on_row;
            let mut text = if blank {
                String::new()
            } else {
                self.cell_text(row, at.col, shown, texts)
            };
            let missing = !fresh && text.is_empty() && matches!(at.col, Col::Price | Col::Text);
            if missing {
                text = "?".to_owned();
            }
            let text = at.fitted(&text);
            let role = match (locked || fresh, missing) {
                (true, _) => Role::Dim,
                (_, true) => Role::Warning,
                _ => Role::Text,
            };
            put(buffer, at.x, line.y, at.wide, &text, ui.theme.style(role));
            if here {
                fill(buffer, place, ui.theme.style(Role::Cursor));
            }
        }
        if let Some(one) = known {
            let sum = texts.money(one.net().unwrap_or_default());
            let place = Rect {
                x: line.right().saturating_sub(sum_wide),
                width: sum_wide,
                ..line
            };
            let role = if self.locked().is_some() { Role::Dim } else { Role::Text };
            put_right(buffer, place, line.y, &sum, ui.theme.style(role));
        }
    }

    /// Rows of the foot.
    fn foot_height(totals: &[(String, String, Role)], area: Rect) -> u16 {
        u16::try_from(totals.len()).unwrap_or(0).min(area.height / 2)
    }

    /// Net, VAT by rate, what rounds, the total.
    fn totals_rows(shown: &ShownOrder, texts: &Texts) -> Vec<(String, String, Role)> {
        let totals = &shown.view.totals;
        let mut rows = vec![(texts.t("column-orders-net"), texts.money(totals.net), Role::Text)];
        for (rate, base, vat) in &totals.vat {
            let args = [("rate", Arg::Text(rate.normalize().to_string())), ("base", Arg::Money(*base))];
            rows.push((texts.with("order-vat-of", &args), texts.money(*vat), Role::Text));
        }
        if !totals.rounding.is_zero() {
            rows.push((texts.t("order-rounding"), texts.money(totals.rounding), Role::Text));
        }
        rows.push((texts.t("order-total"), texts.money(totals.total), Role::Title));
        rows
    }
}
