//! How a party's page looks: two lines that say who it is and how it stands, what is wrong, the tabs, and the rows of the one in front.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::PartyScreen;
use super::rows::{self, Row, Tab};
use crate::app::texts::Arg;
use crate::app::usecase::register::show::ShownParty;
use crate::domain::money::Money;
use crate::domain::text::{clean, fit, pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, wrap};

/// Cells of the names of fields.
const LABEL: usize = 26;
/// The least that the text in the middle of a row keeps.
const MIDDLE: usize = 12;

impl PartyScreen {
    pub(super) fn draw_page(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else {
            put(buffer, area.x + 1, area.y, area.width, "·", ui.theme.style(Role::Dim));
            return;
        };
        let mut y = area.y;
        let room = usize::from(area.width.saturating_sub(2));
        for (line, role) in head(shown, ui) {
            if y + 4 < area.bottom() {
                put(buffer, area.x + 1, y, area.width - 1, &fit(&line, room), ui.theme.style(role));
                y += 1;
            }
        }
        self.draw_tabs(buffer, Rect { y, height: 1, ..area }, shown, ui);
        let body = Rect {
            y: y + 1,
            height: area.bottom().saturating_sub(y + 1),
            ..area
        };
        self.draw_rows(buffer, body, shown, ui);
    }

    fn draw_tabs(&self, buffer: &mut Buffer, area: Rect, shown: &ShownParty, ui: &Ui) {
        let words: Vec<String> = Tab::ALL
            .iter()
            .map(|tab| match rows::in_all(*tab, shown) {
                Some(count) if count > 0 => format!(" {} {count} ", ui.texts().t(tab.name())),
                _ => format!(" {} ", ui.texts().t(tab.name())),
            })
            .collect();
        // The one in front is always seen: those before it give way.
        let place = self.place();
        let room = usize::from(area.width.saturating_sub(2));
        let mut first = 0;
        let cells = |from: usize| words.iter().take(place + 1).skip(from).map(|word| width(word) + 1).sum::<usize>();
        while first < place && cells(first) > room {
            first += 1;
        }
        let mut x = area.x
            + put(
                buffer,
                area.x,
                area.y,
                1,
                if first > 0 { "‹" } else { " " },
                ui.theme.style(Role::Dim),
            );
        for (tab, word) in Tab::ALL.iter().zip(&words).skip(first) {
            let role = if *tab == self.tab { Role::Title } else { Role::Dim };
            // One that does not fit whole is told, not cut.
            if *tab != self.tab && usize::from(area.right().saturating_sub(x)) < width(word) + 1 {
                put(buffer, area.right() - 1, area.y, 1, "›", ui.theme.style(Role::Dim));
                return;
            }
            x += put(buffer, x, area.y, area.right().saturating_sub(x), word, ui.theme.style(role)) + 1;
        }
        let rest = area.right().saturating_sub(x);
        put(buffer, x, area.y, rest, &"─".repeat(usize::from(rest)), ui.theme.style(Role::Dim));
    }

    fn draw_rows(&self, buffer: &mut Buffer, body: Rect, shown: &ShownParty, ui: &Ui) {
        let rows = rows::of(self.tab, shown, ui.texts());
        let at = self.at().min(rows.len().saturating_sub(1));
        let height = usize::from(body.height.max(1));
        let top = (at + 1).saturating_sub(height);
        self.drawn.set((body, top));
        if rows.is_empty() {
            let text = ui.texts().t(self.tab.nothing());
            let room = usize::from(body.width.saturating_sub(3));
            for (line, y) in wrap(&text, room).iter().zip(body.y + 1..body.bottom()) {
                put(buffer, body.x + 2, y, body.width.saturating_sub(2), line, ui.theme.style(Role::Dim));
            }
            return;
        }
        for ((place, row), y) in rows.iter().enumerate().skip(top).zip(body.y..body.bottom()) {
            let line = Rect { y, height: 1, ..body };
            draw_row(buffer, line, row, self.tab, ui);
            if place == at && !ui.menu_open {
                fill(buffer, line, ui.theme.style(Role::Cursor));
            }
        }
    }
}

fn draw_row(buffer: &mut Buffer, line: Rect, row: &Row, tab: Tab, ui: &Ui) {
    let room = usize::from(line.width.saturating_sub(2));
    let left = clean(&row.left).into_owned();
    let left_cells = if tab == Tab::Card { LABEL.min(room / 2) } else { width(&left) + 2 };
    let left_role = if tab == Tab::Card { Role::Dim } else { row.role };
    let right = clean(&row.right).into_owned();
    // What stands at the right gives way before the middle is gone; money is at its front and stays.
    let right_cells = width(&right).min(room.saturating_sub(left_cells + MIDDLE));
    let middle_cells = room.saturating_sub(left_cells + right_cells + usize::from(right_cells > 0) * 2);
    let shown_left = pad_right(&fit(&left, left_cells.saturating_sub(1)), left_cells);
    let x = line.x + 1;
    let used = put(buffer, x, line.y, line.width - 1, &shown_left, ui.theme.style(left_role));
    let middle = pad_right(&fit(&clean(&row.middle), middle_cells), middle_cells);
    let rest = line.right().saturating_sub(x + used);
    let more = put(buffer, x + used, line.y, rest, &middle, ui.theme.style(row.role));
    let x = x + used + more + if right_cells > 0 { 2 } else { 0 };
    let rest = line.right().saturating_sub(x);
    put(buffer, x, line.y, rest, &fit(&right, right_cells), ui.theme.style(row.role));
}

/// Who it is and how it stands; and what is wrong, each in a line.
fn head(shown: &ShownParty, ui: &Ui) -> Vec<(String, Role)> {
    let (texts, card) = (ui.texts(), &shown.kept.card);
    let phone = shown.phone.as_ref().map_or_else(|_| card.phone.clone(), Clone::clone);
    let mut reached = vec![
        phone,
        card.email.clone(),
        card.address.clone(),
        format!("{} {}", card.postcode, card.city).trim().to_owned(),
    ];
    reached.retain(|part| !part.is_empty());
    let reached = if reached.is_empty() {
        texts.t("party-unreachable")
    } else {
        reached.join(" · ")
    };
    let money = |money: Money| Arg::Money(money);
    let sums = texts.with(
        "party-sums",
        &[
            ("owed", money(shown.sums.owed)),
            ("overdue", money(shown.sums.overdue)),
            ("credit", money(shown.sums.credit)),
        ],
    );
    let owes = if shown.sums.overdue.is_positive() {
        Role::Warning
    } else {
        Role::Text
    };
    let mut lines = vec![(clean(&reached).into_owned(), Role::Text), (sums, owes)];
    if let Some(into) = &shown.kept.merged_into {
        lines.push((texts.with("party-merged-into", &[("into", Arg::Text(into.clone()))]), Role::Warning));
    }
    if !shown.shared.is_empty() {
        let numbers = shown.shared.join(", ");
        lines.push((texts.with("party-shared", &[("numbers", Arg::Text(numbers))]), Role::Warning));
    }
    if let Err(fault) = &shown.phone {
        let args = [
            ("phone", Arg::Text(card.phone.clone())),
            ("why", Arg::Text(texts.t(&format!("phone-fault-{}", fault.code())))),
        ];
        lines.push((texts.with("party-unreadable", &args), Role::Warning));
    }
    if !card.payer.is_empty() {
        let payer = format!("{} {}", card.payer, shown.payer_name);
        lines.push((texts.with("party-paid-by", &[("payer", Arg::Text(payer))]), Role::Dim));
    }
    lines
}
