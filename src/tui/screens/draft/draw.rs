//! How a draft looks: the head that never scrolls, the lines, and below them what it comes to and what is still missing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::DraftScreen;
use super::field::{COLS, Col, Field, Spot, account, decimal, typed};
use crate::app::clock;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::drafts::ShownDraft;
use crate::domain::draft::{Draft, Missing, State};
use crate::domain::text::{clean, fit, pad_left, pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::grid::{self, Placed, Shares};
use crate::tui::widgets::paint::{fill, put, put_right, wrap};

/// Rows of the head.
const HEAD: u16 = 4;
/// Which columns give way first.
const GIVES_WAY: [Col; 4] = [Col::Unit, Col::Article, Col::Vat, Col::Quantity];
/// Line number and mark.
const LEAD: u16 = 5;

fn right(col: Col) -> bool {
    matches!(col, Col::Quantity | Col::Price | Col::Vat)
}

/// A field of the head: which, its row, where it begins and ends.
type At = (Field, u16, u16, u16);

impl DraftScreen {
    pub(super) fn paint(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else {
            let text = self.failed.clone().unwrap_or_else(|| "·".to_owned());
            put(buffer, area.x, area.y, area.width, &clean(&text), ui.theme.style(Role::Dim));
            return;
        };
        self.head(buffer, Rect { height: HEAD, ..area }, shown, ui);
        let foot = self.foot_rows(ui.texts());
        let foot_height = u16::try_from(foot.len()).unwrap_or(0).clamp(2, (area.height / 3).max(2));
        let below = area.height.saturating_sub(HEAD);
        let grid = Rect {
            y: area.y + HEAD,
            height: below.saturating_sub(foot_height),
            ..area
        };
        self.grid(buffer, grid, shown, ui);
        let rest = Rect {
            y: grid.bottom(),
            height: foot_height.min(below),
            ..area
        };
        self.foot(buffer, rest, &foot, ui);
    }

    fn head(&self, buffer: &mut Buffer, area: Rect, shown: &ShownDraft, ui: &Ui) {
        let end = area.width;
        let half = (end * 55 / 100).max(30).min(end);
        let places: [At; 7] = [
            (Field::Party, 0, 0, half),
            (Field::Kind, 0, half, end),
            (Field::Description, 1, 0, end),
            (Field::Issued, 2, 0, half),
            (Field::Due, 2, half, end),
            (Field::Account, 3, 0, half),
            (Field::Reference, 3, half, end),
        ];
        let texts = ui.texts();
        let label_of = |field: Field| texts.t(Spot::Field(field).label());
        let wide_of = |left: bool| {
            let fields = places.iter().filter(|(_, _, start, _)| (*start == 0) == left);
            fields.map(|(field, ..)| width(&label_of(*field))).max().unwrap_or(0) + 2
        };
        let wides = [wide_of(false), wide_of(true)];
        for (field, row, start, end) in places {
            let spot = Spot::Field(field);
            let wide = wides.get(usize::from(start == 0)).copied().unwrap_or(12);
            let (x, y) = (area.x + start, area.y + row);
            let here = spot == self.spot && !ui.menu_open;
            let room = end.saturating_sub(start).saturating_sub(1);
            let mark = if here { "▸" } else { " " };
            put(buffer, x, y, 1, mark, ui.theme.style(Role::Accent));
            let role = if here { Role::Accent } else { Role::Dim };
            let used = 1 + put(buffer, x + 1, y, room, &pad_right(&label_of(field), wide), ui.theme.style(role));
            let place = Rect {
                x: x + used,
                y,
                width: room.saturating_sub(used),
                height: 1,
            };
            self.hits.borrow_mut().push((place, spot));
            if here && !spot.is_chosen() && (self.is_open() || self.typing.is_dirty()) {
                self.typing.draw(buffer, place, &ui.theme);
                continue;
            }
            let (text, role) = self.head_value(field, shown, ui);
            let role = if self.is_open() { role } else { Role::Dim };
            let text = fit(&clean(&text), usize::from(place.width));
            put(buffer, place.x, y, place.width, &text, ui.theme.style(role));
            if here {
                fill(buffer, place, ui.theme.style(Role::Cursor));
            }
        }
    }

    /// What a field of the head shows when nobody types in it.
    fn head_value(&self, field: Field, shown: &ShownDraft, ui: &Ui) -> (String, Role) {
        let texts = ui.texts();
        let (draft, today) = (&self.draft, clock::today());
        let hint = |key: &str| (texts.t(key), Role::Dim);
        match field {
            Field::Party => match &shown.party {
                Some(party) => (format!("{}, {}", party.name, party.number), Role::Text),
                None => (texts.t("draft-hint-party"), Role::Warning),
            },
            Field::Kind => (texts.t(&format!("kind-{}", draft.kind.code())), Role::Text),
            Field::Description if draft.description.is_empty() => match draft.lines.first() {
                Some(line) if !line.text.is_empty() => (line.text.clone(), Role::Dim),
                _ => hint("draft-hint-description"),
            },
            Field::Description => (draft.description.clone(), Role::Text),
            Field::Issued => (draft.issue_day(today).to_string(), Role::Text),
            Field::Due => {
                let due = draft.due_day(today, shown.terms_days);
                let days = (due - draft.issue_day(today)).num_days();
                let role = if days < 0 { Role::Danger } else { Role::Text };
                (
                    texts.with("draft-due-in", &[("due", Arg::Text(due.to_string())), ("days", Arg::Count(days))]),
                    role,
                )
            }
            Field::Account => match account(draft, shown) {
                Some(account) => (format!("{} {}", account.number, account.name), Role::Text),
                None => (texts.t("draft-no-account"), Role::Warning),
            },
            Field::Reference if draft.reference.is_empty() => hint(if shown.accounts.is_empty() {
                "draft-no-reference"
            } else {
                "draft-hint-reference"
            }),
            Field::Reference => (draft.reference.clone(), Role::Text),
        }
    }

    fn cell_text(&self, row: usize, col: Col, texts: &Texts) -> String {
        let Some(line) = self.draft.lines.get(row) else {
            return String::new();
        };
        match col {
            Col::Article => line.article.clone(),
            Col::Text => line.text.clone(),
            Col::Quantity => decimal(line.quantity, texts.lang()),
            Col::Unit => line.unit.clone(),
            Col::Price => line.price.map(|price| texts.money(price)).unwrap_or_default(),
            Col::Vat => decimal(line.vat_percent, texts.lang()),
        }
    }

    /// The draft with what is being typed in it, as far as that can be read: sums follow every key.
    fn live(&self, texts: &Texts) -> Draft {
        match (&self.shown, self.typing.is_dirty() && !self.spot.is_chosen()) {
            (Some(shown), true) => {
                let text = self.typing.text.text();
                typed(&self.draft, shown, self.spot, text, clock::today(), texts).unwrap_or_else(|_| self.draft.clone())
            }
            _ => self.draft.clone(),
        }
    }

    fn sum_text(&self, row: usize, draft: &Draft, texts: &Texts) -> String {
        let line = draft.lines.get(row);
        line.and_then(|line| line.amount().ok())
            .map(|amount| texts.money(amount))
            .unwrap_or_default()
    }

    /// The columns that fit, how many did not, and how wide the sum is. Money is never cut.
    fn places(&self, area: Rect, texts: &Texts) -> (Vec<Placed<Col>>, usize, u16) {
        let rows = 0..self.draft.lines.len();
        let widest = |col: Col| rows.clone().map(|row| width(&self.cell_text(row, col, texts))).max().unwrap_or(0);
        let wanted = |col: Col| {
            let (least, most) = match col {
                Col::Article => (7, 12),
                Col::Text => (14, 60),
                Col::Quantity => (6, 12),
                Col::Unit => (4, 8),
                Col::Price => (10, 20),
                Col::Vat => (4, 6),
            };
            let head = width(&texts.t(Spot::Cell(0, col).label()));
            u16::try_from(head.max(widest(col)).clamp(least, most)).unwrap_or(u16::MAX)
        };
        let sums = rows
            .clone()
            .map(|row| width(&self.sum_text(row, &self.draft, texts)))
            .max()
            .unwrap_or(0);
        let sum = u16::try_from(sums.max(width(&texts.t("draft-col-sum"))).max(10)).unwrap_or(10);
        let focus = match self.spot {
            Spot::Cell(_, col) => Some(col),
            Spot::Field(_) => None,
        };
        let wanted = COLS.iter().map(|col| (*col, wanted(*col))).collect();
        let shares = Shares {
            gives_way: &GIVES_WAY,
            text: Col::Text,
            focus,
            right,
        };
        let (placed, hidden) = shares.place(wanted, area.x + LEAD, area.width.saturating_sub(LEAD + sum + 1));
        (placed, hidden, sum)
    }

    fn grid(&self, buffer: &mut Buffer, area: Rect, shown: &ShownDraft, ui: &Ui) {
        let texts = ui.texts();
        let (placed, hidden, sum) = self.places(area, texts);
        let live = self.live(texts);
        let head = Rect { height: 1, ..area };
        let label = |col| texts.t(Spot::Cell(0, col).label());
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            &"─".repeat(usize::from(area.width)),
            ui.theme.style(Role::Dim),
        );
        grid::heading(buffer, head, &placed, label, &texts.t("draft-col-sum"), ui);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(2),
            ..area
        };
        let (rows, height) = (self.grid_rows(), usize::from(body.height).max(1));
        let here = match self.spot {
            Spot::Cell(row, _) => row.min(rows.saturating_sub(1)),
            Spot::Field(_) => self.top.get(),
        };
        let top = grid::scroll(&self.top, here, rows, height);
        for (row, y) in (top..rows).zip(body.y..body.bottom()) {
            let line = Rect { y, height: 1, ..body };
            self.grid_row(buffer, line, row, &placed, sum, &live, ui);
        }
        let below = self.draft.lines.len().saturating_sub(top + height);
        grid::rule(buffer, area, area.bottom().saturating_sub(1), (hidden, below), ui);
        if rows == 0 || (self.draft.lines.is_empty() && shown.loaded.state != State::Open) {
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
    }

    #[allow(clippy::too_many_arguments, reason = "one row with everything that it is drawn from")]
    fn grid_row(&self, buffer: &mut Buffer, line: Rect, row: usize, placed: &[Placed<Col>], sum: u16, live: &Draft, ui: &Ui) {
        let texts = ui.texts();
        let known = self.draft.lines.get(row);
        let on_row = matches!(self.spot, Spot::Cell(at, _) if at == row) && !ui.menu_open;
        let mark = if on_row { "▸" } else { " " };
        put(buffer, line.x, line.y, 1, mark, ui.theme.style(Role::Accent));
        let number = known.map_or_else(|| "+".to_owned(), |_| (row + 1).to_string());
        put(buffer, line.x + 1, line.y, 3, &pad_left(&number, 3), ui.theme.style(Role::Dim));
        for at in placed {
            let spot = Spot::Cell(row, at.col);
            let place = at.cell(line);
            self.hits.borrow_mut().push((place, spot));
            let here = spot == self.spot && !ui.menu_open;
            // A number stands to the right until it is typed in.
            let as_text = if at.right { self.typing.inside } else { !spot.is_chosen() };
            if here && as_text && self.is_open() {
                self.typing.draw(buffer, place, &ui.theme);
                continue;
            }
            let mut text = if known.is_none() && here {
                self.typing.text.text().to_owned()
            } else {
                self.cell_text(row, at.col, texts)
            };
            let missing = known.is_some() && text.is_empty() && matches!(at.col, Col::Price | Col::Text);
            if missing {
                text = "?".to_owned();
            }
            let text = at.fitted(&text);
            let negative = known
                .and_then(|one| one.price)
                .is_some_and(crate::domain::money::Money::is_negative);
            let role = match (self.is_open(), missing) {
                (false, _) => Role::Dim,
                (_, true) => Role::Warning,
                _ if negative => Role::Accent,
                _ => Role::Text,
            };
            put(buffer, at.x, line.y, at.wide, &text, ui.theme.style(role));
            if here {
                fill(buffer, place, ui.theme.style(Role::Cursor));
            }
        }
        let place = Rect {
            x: line.right().saturating_sub(sum),
            width: sum,
            ..line
        };
        let role = if self.is_open() { Role::Text } else { Role::Dim };
        put_right(buffer, place, line.y, &self.sum_text(row, live, texts), ui.theme.style(role));
    }

    /// VAT by rate, and the total.
    fn foot_rows(&self, texts: &Texts) -> Vec<(String, String, Role)> {
        let Ok(sums) = self.live(texts).sums() else {
            return vec![(texts.t("order-total"), texts.t("draft-lacks-bounds"), Role::Danger)];
        };
        let mut rows = Vec::new();
        for (rate, base, vat) in sums.vat.iter().filter(|(rate, ..)| !rate.is_zero()) {
            let args = [("rate", Arg::Text(decimal(*rate, texts.lang()))), ("base", Arg::Money(*base))];
            rows.push((texts.with("order-vat-of", &args), texts.money(*vat), Role::Text));
        }
        rows.push((texts.t("order-total"), texts.money(sums.total), Role::Title));
        rows
    }

    /// What it comes to at the right; at the left what is missing, or the key that issues it.
    fn foot(&self, buffer: &mut Buffer, area: Rect, rows: &[(String, String, Role)], ui: &Ui) {
        let from = rows.len().saturating_sub(usize::from(area.height));
        let widest = rows.iter().map(|(_, amount, _)| width(amount)).max().unwrap_or(0) + 2;
        let amounts = u16::try_from(widest).unwrap_or(16).max(16);
        for ((label, amount, role), y) in rows.iter().skip(from).zip(area.y..area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            put_right(buffer, line, y, amount, ui.theme.style(*role));
            let place = Rect {
                width: area.width.saturating_sub(amounts),
                ..line
            };
            let role = if *role == Role::Title { *role } else { Role::Dim };
            put_right(buffer, place, y, label, ui.theme.style(role));
        }
        let (text, role) = self.advice(ui.texts());
        let room = usize::from(area.width.saturating_sub(46));
        if room < 14 {
            return;
        }
        for (line, y) in wrap(&clean(&text), room).iter().zip(area.y..area.bottom()) {
            put(buffer, area.x, y, area.width.saturating_sub(46), line, ui.theme.style(role));
        }
    }

    fn advice(&self, texts: &Texts) -> (String, Role) {
        let Some(shown) = &self.shown else {
            return (String::new(), Role::Dim);
        };
        if shown.loaded.state != State::Open {
            return (texts.refusal(&self.closed()), Role::Dim);
        }
        let missing = self.draft.missing(clock::today(), shown.terms_days);
        match missing.as_slice() {
            [] => (texts.t("draft-ready"), Role::Good),
            // On an empty form only what begins it is said.
            [Missing::Party, Missing::Lines] => (texts.t("draft-begin"), Role::Dim),
            some => {
                let words = some.iter().map(|one| {
                    let (key, line) = one.key();
                    match line {
                        Some(no) => texts.with("place-line", &[("line", Arg::Count(no)), ("what", Arg::Text(texts.t(key)))]),
                        None => texts.t(key),
                    }
                });
                (words.collect::<Vec<_>>().join(", "), Role::Warning)
            }
        }
    }
}
