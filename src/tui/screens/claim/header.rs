//! The heading of a claim (CLM-4, CLM-6, CLM-7): everything at once, without scrolling, in three columns or, in a narrow
//! terminal, in two.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ClaimScreen;
use crate::app::texts::Arg;
use crate::domain::text::{fit, pad_right};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::put;

/// Narrower than this, three columns would be cut.
const THREE_COLUMNS: u16 = 72;
/// Room of a label.
const LABEL: usize = 12;

/// Whether two columns are drawn.
pub(super) fn is_narrow(area: Rect) -> bool {
    area.width < THREE_COLUMNS
}

/// One label with its value: text key, value, row, and where it begins and ends.
type Pair = (&'static str, String, u16, u16, u16);

impl ClaimScreen {
    pub(super) fn header(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let pairs = if is_narrow(area) {
            self.narrow(area, ui)
        } else {
            self.wide(area, ui)
        };
        for (label, value, row, start, end) in pairs {
            let (x, y) = (area.x + start, area.y + row);
            let room = end.saturating_sub(start);
            let used = put(
                buffer,
                x,
                y,
                room,
                &pad_right(&ui.texts().t(label), LABEL),
                ui.theme.style(Role::Dim),
            );
            let left = room.saturating_sub(used + u16::from(end < area.width));
            put(
                buffer,
                x + used,
                y,
                left,
                &fit(&value, usize::from(left)),
                ui.theme.style(Role::Text),
            );
        }
        self.membership(buffer, area, ui);
    }

    fn value(&self, id: &str, ui: &Ui) -> String {
        ClaimScreen::or_dash(self.cell(id, ui.texts()))
    }

    fn recipient(&self, ui: &Ui) -> String {
        format!("{}, {}", self.value("recipient", ui), self.value("party", ui))
    }

    fn dates(&self, ui: &Ui) -> String {
        format!("{}/{}", self.value("issued", ui), self.value("sent", ui))
    }

    fn wide(&self, area: Rect, ui: &Ui) -> Vec<Pair> {
        // Amounts need the least room, the two dates of the last column the most.
        let second = (area.width * 28 / 100).max(24);
        let third = second + (area.width * 30 / 100).max(22);
        let end = area.width;
        let value = |id: &str| self.value(id, ui);
        vec![
            ("claim-invoiced", value("amount"), 0, 0, second),
            ("claim-due", value("due"), 0, second, third),
            ("claim-issued", self.dates(ui), 0, third, end),
            ("claim-paid", value("paid"), 1, 0, second),
            ("claim-recipient", self.recipient(ui), 1, second, end),
            ("claim-left", value("left"), 2, 0, second),
            ("claim-method", value("method"), 2, second, third),
            ("claim-payer", value("payer"), 2, third, end),
            ("claim-about", value("description"), 3, 0, third),
        ]
    }

    fn narrow(&self, area: Rect, ui: &Ui) -> Vec<Pair> {
        let (second, end) = (25.min(area.width / 2), area.width);
        let value = |id: &str| self.value(id, ui);
        let paid = match (self.cell("method", ui.texts()), self.cell("payer", ui.texts())) {
            (method, payer) if payer.is_empty() => ClaimScreen::or_dash(method),
            (method, payer) => format!("{method}, {payer}"),
        };
        vec![
            ("claim-invoiced", value("amount"), 0, 0, second),
            ("claim-due", value("due"), 0, second, end),
            ("claim-paid", value("paid"), 1, 0, second),
            ("claim-recipient", self.recipient(ui), 1, second, end),
            ("claim-left", value("left"), 2, 0, second),
            ("claim-method", paid, 2, second, end),
            ("claim-issued", self.dates(ui), 3, 0, end),
            ("claim-about", value("description"), 4, 0, end),
        ]
    }

    fn membership(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let all = self.shown.as_ref().map_or(&[][..], |shown| &shown.detail.memberships);
        let Some(first) = all.first() else { return };
        let paid = all.iter().all(|one| one.is_paid);
        let key = if paid { "membership-paid" } else { "membership-unpaid" };
        // A household's claim says for how many it is.
        let many = if all.len() > 1 {
            format!(" ×{}", all.len())
        } else {
            String::new()
        };
        let text = ui.texts().with(key, &[("year", Arg::Text(first.period.label() + &many))]);
        // Beside the description, or, in a narrow terminal, beside the dates.
        // The year says enough where there is little room.
        let short = text.split_once(' ').map_or(text.as_str(), |(_, rest)| rest);
        let text = if is_narrow(area) { short } else { &text };
        let (x, y) = if is_narrow(area) {
            (area.x + 35.min(area.width), area.y + 3)
        } else {
            let third = (area.width * 28 / 100).max(24) + (area.width * 30 / 100).max(22);
            (area.x + third, area.y + 3)
        };
        let role = if paid { Role::Good } else { Role::Dim };
        put(buffer, x, y, area.right().saturating_sub(x), text, ui.theme.style(role));
    }
}
