//! Drawing the matching desk: two panes side by side, or, in a narrow terminal, one above the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{DeskScreen, Pane, running};
use crate::app::desk::{Desk, reasons, refund_words};
use crate::app::texts::Arg;
use crate::domain::text::{clean, fit, pad_left, width};
use crate::tui::screens::Screen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put};

/// Narrower than this, the panes stand one above the other.
const BESIDE: u16 = 68;
/// Lines above the claims: who paid, why it waits, the search.
const HEAD: u16 = 4;
/// Lines of one claim.
const EACH: u16 = 2;

/// Where the panes are: payments, claims.
pub(super) fn panes(area: Rect) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let left = (area.width * 2 / 5).clamp(30, 64);
        (
            Rect { width: left, ..area },
            Rect {
                x: area.x + left + 2,
                width: area.width - left - 2,
                ..area
            },
        )
    } else {
        let top = (area.height / 3).max(3);
        (
            Rect { height: top, ..area },
            Rect {
                y: area.y + top,
                height: area.height - top,
                ..area
            },
        )
    }
}

impl DeskScreen {
    /// The row on the right at a line of the screen.
    pub(super) fn choice_at(&self, y: u16, right: Rect) -> Option<usize> {
        let line = y.checked_sub(right.y + HEAD)?;
        let at = self.top.get() + usize::from(line / EACH);
        (at < self.choices()).then_some(at)
    }

    pub(super) fn draw_panes(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let (left, right) = panes(area);
        self.list.draw(buffer, left, ui);
        if area.width >= BESIDE {
            for y in area.y..area.bottom() {
                put(buffer, right.x - 1, y, 1, "│", ui.theme.style(Role::Dim));
            }
        }
        let inside = Rect {
            x: right.x + u16::from(area.width >= BESIDE),
            width: right.width.saturating_sub(u16::from(area.width >= BESIDE)),
            ..right
        };
        match self.known() {
            Some(desk) => self.draw_right(buffer, inside, desk, ui),
            None if self.payment().is_some() => {
                put(buffer, inside.x, inside.y, inside.width, "·", ui.theme.style(Role::Dim));
            }
            None => {}
        }
    }

    fn draw_right(&self, buffer: &mut Buffer, area: Rect, desk: &Desk, ui: &Ui) {
        let texts = ui.texts();
        let line = |buffer: &mut Buffer, at: u16, text: &str, role: Role| {
            if at < area.height {
                let text = fit(&clean(text), usize::from(area.width));
                put(buffer, area.x, area.y + at, area.width, &text, ui.theme.style(role));
            }
        };
        let payer = if desk.payer.is_empty() {
            texts.t("payer-unknown")
        } else {
            desk.payer.clone()
        };
        let mut who = format!("{}  {payer}", texts.money(desk.amount));
        if let Some((number, name)) = &desk.party {
            who.push_str(&format!("  {number} {name}"));
        }
        line(buffer, 0, &who, Role::Title);
        let mut says = vec![desk.reference.clone(), desk.text.clone()];
        match desk.closed {
            // Where the reference leads matters more than the reference, when there is not room for both.
            Some((number, status)) => {
                let args = [
                    ("number", Arg::Count(number)),
                    ("status", Arg::Text(texts.t(&format!("status-{}", status.code())))),
                ];
                says.insert(0, texts.with("desk-closed", &args));
            }
            None => says.push(texts.t(&format!("reason-{}", desk.reason.code()))),
        }
        says.retain(|text| !text.is_empty());
        line(buffer, 1, &says.join(" · "), Role::Dim);
        self.draw_search(
            buffer,
            Rect {
                y: area.y + 2,
                height: 1,
                ..area
            },
            desk,
            ui,
        );
        let (rest, all) = running(desk);
        if rest != all {
            let args = [("left", Arg::Money(rest)), ("all", Arg::Money(all))];
            line(buffer, 3, &texts.with("desk-running", &args), Role::Warning);
        } else if desk.credit.is_positive() {
            line(
                buffer,
                3,
                &texts.with("desk-credit", &[("amount", Arg::Money(desk.credit))]),
                Role::Good,
            );
        }
        let body = Rect {
            y: area.y + HEAD,
            height: area.height.saturating_sub(HEAD),
            ..area
        };
        if self.choices() == 0 {
            let key = match (desk.left.is_negative(), self.typed.text().is_empty()) {
                (true, _) => "desk-out-nothing",
                (false, true) => "desk-nothing",
                (false, false) => "desk-not-found",
            };
            for (text, y) in crate::tui::widgets::paint::wrap(&texts.t(key), usize::from(area.width))
                .iter()
                .zip(body.y..body.bottom())
            {
                put(buffer, body.x, y, body.width, text, ui.theme.style(Role::Dim));
            }
            return;
        }
        self.draw_choices(buffer, body, desk, ui);
    }

    fn draw_search(&self, buffer: &mut Buffer, line: Rect, desk: &Desk, ui: &Ui) {
        let texts = ui.texts();
        let label = format!("{} ", texts.t("desk-search"));
        let role = if self.typed.text().is_empty() { Role::Dim } else { Role::Accent };
        let used = put(buffer, line.x, line.y, line.width, &label, ui.theme.style(role));
        let room = line.width.saturating_sub(used);
        if self.typed.text().is_empty() {
            put(
                buffer,
                line.x + used,
                line.y,
                room,
                &texts.t("desk-search-hint"),
                ui.theme.style(Role::Dim),
            );
            return;
        }
        let place = Rect {
            x: line.x + used,
            width: room.min(20),
            ..line
        };
        self.typed
            .draw(buffer, place, ui.theme.style(Role::Text), Some(ui.theme.style(Role::Cursor)));
        let taken: Vec<String> = desk.taken_for.iter().map(|key| texts.t(key)).collect();
        let x = place.right().min(line.right());
        put(
            buffer,
            x,
            line.y,
            line.right().saturating_sub(x),
            &format!(" {}", taken.join(", ")),
            ui.theme.style(Role::Dim),
        );
    }

    fn draw_choices(&self, buffer: &mut Buffer, body: Rect, desk: &Desk, ui: &Ui) {
        let fits = usize::from((body.height / EACH).max(1));
        let top = self.top.get().min(self.at).max((self.at + 1).saturating_sub(fits));
        self.top.set(top);
        let rows = self.choice_rows(desk, ui, usize::from(body.width));
        for (place, (first, second, exact)) in rows.iter().enumerate().skip(top).take(fits) {
            let y = body.y + u16::try_from(place - top).unwrap_or(0) * EACH;
            let here = place == self.at;
            let role = match (here, self.pane) {
                (true, Pane::Claims) => Role::Selected,
                (true, Pane::Payments) => Role::Title,
                (false, _) => Role::Text,
            };
            if here && self.pane == Pane::Claims {
                fill(buffer, Rect { y, height: 1, ..body }, ui.theme.style(role));
            }
            let mark = if here { "▸ " } else { "  " };
            put(buffer, body.x, y, body.width, &format!("{mark}{first}"), ui.theme.style(role));
            if y + 1 < body.bottom() {
                let role = if *exact { Role::Good } else { Role::Dim };
                put(
                    buffer,
                    body.x + 2,
                    y + 1,
                    body.width.saturating_sub(2),
                    second,
                    ui.theme.style(role),
                );
            }
        }
    }

    /// Two lines for each row on the right, and whether the amount agrees.
    fn choice_rows(&self, desk: &Desk, ui: &Ui, cells: usize) -> Vec<(String, String, bool)> {
        let texts = ui.texts();
        let room = cells.saturating_sub(2);
        if desk.left.is_negative() {
            let refunds = desk.refunds.iter().map(|refund| refund_words(refund, texts));
            let back = desk.takes_back.iter().map(|(payment, claim)| {
                let claim = claim.map_or_else(|| "–".to_owned(), |number| number.to_string());
                texts.with("desk-takes-back", &[("payment", Arg::Count(*payment)), ("claim", Arg::Text(claim))])
            });
            return refunds
                .chain(back)
                .map(|text| (fit(&clean(&text), room), texts.t("why-amount"), true))
                .collect();
        }
        let rows = desk.suggestions.iter().map(|one| {
            let money = texts.money(one.claim.left);
            let name = format!("{}  {}", one.claim.number, one.claim.name);
            let name = fit(&clean(&name), room.saturating_sub(width(&money) + 1));
            let first = format!("{name}{}", pad_left(&money, room.saturating_sub(width(&name))));
            let due = one.claim.due_on.map(|on| format!(" · {on}")).unwrap_or_default();
            let second = format!("{}{due} · {}", reasons(one, texts), one.claim.description);
            (first, fit(&clean(&second), room), one.difference.is_zero())
        });
        rows.collect()
    }
}
