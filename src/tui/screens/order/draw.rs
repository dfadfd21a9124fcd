//! How an order looks: the bar of its tabs, the line that says why it is locked, the sheet with its summary.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::field::{FORM, Field, Spot, value};
use super::{Hit, OrderScreen, TABS, Tab};
use crate::app::clock;
use crate::app::show_order::ShownOrder;
use crate::app::texts::{Arg, Texts};
use crate::domain::order::{Mobile, Status};
use crate::domain::payment::Method;
use crate::domain::text::{clean, fit, pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, put_right, wrap};

/// From this width on the summary stands beside the fields.
const BESIDE: u16 = 74;
/// The lines are shown below the fields when there are so many rows for them.
const LINES_MIN: u16 = 8;
/// Width of the summary.
const SUMMARY: u16 = 36;

/// Where an order stands: sign, word, and how its mobile payment stands.
pub(super) fn standing(shown: &ShownOrder, texts: &Texts) -> (String, &'static str) {
    let order = &shown.view.loaded.order;
    let sign = match (order.status, order.mobile) {
        (Status::MobilePayment, Mobile::Paid) => "✓",
        (Status::MobilePayment, Mobile::Deviating) | (Status::Opened, _) => "▲",
        (Status::MobilePayment, _) => "▶",
        (Status::InProgress, _) => "○",
        (Status::Ready, _) => "●",
        (Status::Posted, _) => "■",
        (Status::Credited, _) => "×",
    };
    let mut text = format!("{sign} {}", texts.t(&format!("order-status-{}", order.status.code())));
    if order.mobile != Mobile::None {
        text.push_str(&format!(" · {}", texts.t(&format!("mobile-{}", order.mobile.code()))));
    }
    // What was taken at the counter is paid as well.
    if let (Status::Posted, Some(method @ (Method::Card | Method::Cash | Method::Swish))) = (order.status, order.method) {
        text.push_str(&format!(
            " · {} ({})",
            texts.t("mobile-paid"),
            texts.t(&format!("method-{}", method.code()))
        ));
    }
    (text, sign)
}

/// The colour of where an order stands.
pub(super) fn standing_role(shown: &ShownOrder) -> Role {
    let order = &shown.view.loaded.order;
    match (order.status, order.mobile) {
        (Status::MobilePayment, Mobile::Paid) | (Status::Posted, _) => Role::Good,
        (Status::MobilePayment, Mobile::Deviating) => Role::Danger,
        (Status::MobilePayment, _) | (Status::Opened, _) => Role::Warning,
        (Status::InProgress, _) => Role::Title,
        (Status::Ready, _) => Role::Accent,
        (Status::Credited, _) => Role::Dim,
    }
}

impl OrderScreen {
    pub(super) fn paint(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else {
            let text = self.failed.clone().unwrap_or_else(|| "·".to_owned());
            put(buffer, area.x, area.y, area.width, &clean(&text), ui.theme.style(Role::Dim));
            return;
        };
        self.tab_bar(buffer, Rect { height: 1, ..area }, shown, ui);
        let mut y = area.y + 1;
        for (line, role) in self.banner(shown, ui, usize::from(area.width)) {
            put(buffer, area.x, y, area.width, &line, ui.theme.style(role));
            y += 1;
        }
        if area.height > 14 {
            y += 1;
        }
        let rest = Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        };
        match self.tab {
            Tab::Sheet => self.sheet(buffer, rest, shown, ui),
            Tab::Lines => self.grid(buffer, rest, shown, ui),
            Tab::Billing | Tab::Messages | Tab::Log => self.reading(buffer, rest, shown, ui),
        }
    }

    fn tab_bar(&self, buffer: &mut Buffer, line: Rect, shown: &ShownOrder, ui: &Ui) {
        let texts = ui.texts();
        let labels: Vec<String> = TABS
            .iter()
            .map(|tab| {
                let (key, count) = match tab {
                    Tab::Sheet => ("tab-order-sheet", 0),
                    Tab::Lines => ("tab-order-lines", shown.view.loaded.order.lines.len()),
                    Tab::Billing => ("tab-order-billing", 0),
                    Tab::Messages => ("tab-order-messages", shown.view.messages.len()),
                    Tab::Log => ("tab-changes", 0),
                };
                let name = texts.t(key);
                if count > 0 { format!("{name} {count}") } else { name }
            })
            .collect();
        // Narrow: no air around the names.
        let wide = labels.iter().map(|label| width(label) + 3).sum::<usize>();
        let air = if wide <= usize::from(line.width) { " " } else { "" };
        fill(buffer, line, ui.theme.style(Role::Dim));
        let mut x = line.x;
        for (tab, label) in TABS.iter().zip(&labels) {
            let here = *tab == self.tab;
            let style = if here {
                ui.theme.style(Role::Cursor)
            } else {
                ui.theme.style(Role::Dim)
            };
            let label = format!("{air}{label}{air}");
            let used = put(buffer, x, line.y, line.right().saturating_sub(x), &label, style);
            let place = Rect { x, width: used, ..line };
            self.hits.borrow_mut().push((place, Hit::Tab(*tab)));
            x += used + 1;
        }
        let hint = "Alt+1–5";
        if line.right().saturating_sub(x) > 8 {
            put_right(buffer, line, line.y, hint, ui.theme.style(Role::Dim));
        }
    }

    /// Why it is locked; or what the customer has done and what comes next.
    fn banner(&self, shown: &ShownOrder, ui: &Ui, room: usize) -> Vec<(String, Role)> {
        let texts = ui.texts();
        let order = &shown.view.loaded.order;
        let number = ("number", Arg::Count(order.number));
        let mut lines: Vec<(String, Role)> = Vec::new();
        let mut say = |text: String, role: Role| lines.extend(wrap(&clean(&text), room).into_iter().map(|line| (line, role)));
        if let Some(refusal) = self.locked() {
            let role = if order.status == Status::MobilePayment || order.status == Status::Opened {
                Role::Warning
            } else {
                Role::Dim
            };
            say(texts.refusal(&refusal), role);
        }
        let request = shown.view.requests.iter().find(|request| request.seq == order.link_seq);
        let (amount, at) = request.map(|r| (r.paid, r.arrived_at_ms)).unwrap_or_default();
        let at = ("at", Arg::Text(at.map(clock::local_minute).unwrap_or_default()));
        match (order.status, order.mobile) {
            (Status::MobilePayment, Mobile::Paid) => say(
                texts.with("order-is-paid", &[number, ("amount", Arg::Money(amount)), at]),
                Role::Good,
            ),
            (Status::MobilePayment, Mobile::Deviating) => {
                let wanted = ("wanted", Arg::Money(shown.view.totals.total));
                say(
                    texts.with("order-deviates", &[number, ("amount", Arg::Money(amount)), wanted, at]),
                    Role::Danger,
                );
            }
            _ => {}
        }
        if let Some((_, amount)) = super::cancelled_late(shown) {
            say(texts.with("order-late", &[("amount", Arg::Money(amount))]), Role::Danger);
        }
        lines
    }

    fn sheet(&self, buffer: &mut Buffer, area: Rect, shown: &ShownOrder, ui: &Ui) {
        let texts = ui.texts();
        let beside = area.width >= BESIDE;
        let form = Rect {
            width: if beside { area.width - SUMMARY - 2 } else { area.width },
            ..area
        };
        let label_room = FORM
            .iter()
            .map(|field| width(&texts.t(Spot::Field(*field).label())))
            .max()
            .unwrap_or(10)
            .min(18);
        let at = FORM.iter().position(|field| Spot::Field(*field) == self.editor.spot).unwrap_or(0);
        let rows = usize::from(form.height);
        let top = (at + 1).saturating_sub(rows.max(1));
        for (field, y) in FORM.iter().skip(top).zip(form.y..form.bottom()) {
            // Names are long: the customer has the whole width.
            let row = if *field == Field::Customer { area } else { form };
            self.form_row(buffer, Rect { y, height: 1, ..row }, *field, label_room, shown, ui);
        }
        let below = form.y + u16::try_from(FORM.len()).unwrap_or(0) + 1;
        // The lines too, where there is room: the whole order at a glance.
        let rest = Rect {
            y: below,
            height: area.bottom().saturating_sub(below),
            ..area
        };
        if beside && rest.height >= LINES_MIN {
            self.grid(buffer, rest, shown, ui);
        }
        if beside {
            let place = Rect {
                x: area.right() - SUMMARY,
                width: SUMMARY,
                y: area.y + 1,
                height: area.height.saturating_sub(1),
            };
            self.summary(buffer, place, shown, ui);
        } else if below < area.bottom() {
            let place = Rect {
                y: below,
                height: area.bottom() - below,
                ..area
            };
            self.summary(buffer, place, shown, ui);
        }
    }

    /// What a field shows when nobody types in it.
    fn shown_value(&self, shown: &ShownOrder, field: Field, ui: &Ui) -> String {
        let spot = Spot::Field(field);
        if let Some(pending) = self.editor.pending(spot) {
            return pending.to_owned();
        }
        match (field, &shown.view.customer) {
            (Field::Customer, Some(card)) => [card.number.as_str(), card.name.as_str(), card.city.as_str()].join("  "),
            _ => value(shown, spot, ui.lang),
        }
    }

    fn form_row(&self, buffer: &mut Buffer, row: Rect, field: Field, label_room: usize, shown: &ShownOrder, ui: &Ui) {
        let texts = ui.texts();
        let spot = Spot::Field(field);
        let here = spot == self.editor.spot && !ui.menu_open;
        let locked = self.editable(spot).is_err();
        self.hits.borrow_mut().push((row, Hit::Spot(spot)));
        put(buffer, row.x, row.y, 1, if here { "▸" } else { " " }, ui.theme.style(Role::Accent));
        let role = if here { Role::Accent } else { Role::Dim };
        let label = pad_right(&fit(&texts.t(spot.label()), label_room), label_room + 2);
        let used = put(buffer, row.x + 2, row.y, row.width.saturating_sub(2), &label, ui.theme.style(role));
        let x = row.x + 2 + used;
        let place = Rect {
            x,
            width: row.right().saturating_sub(x),
            ..row
        };
        let role = if locked { Role::Dim } else { Role::Text };
        if here && (!locked || self.editor.is_dirty()) && !spot.is_chosen() {
            self.type_in(buffer, place, ui);
            return;
        }
        let mut text = self.shown_value(shown, field, ui);
        let empty = text.is_empty();
        if empty && field == Field::Customer && !locked {
            text = texts.t("order-customer-hint");
        } else if empty && here && field == Field::Plate && !locked {
            text = texts.t("order-plate-hint");
        } else if empty {
            text = "–".to_owned();
        }
        let role = if empty { Role::Dim } else { role };
        put(
            buffer,
            place.x,
            place.y,
            place.width,
            &fit(&clean(&text), usize::from(place.width)),
            ui.theme.style(role),
        );
        if here {
            fill(buffer, place, ui.theme.style(Role::Cursor));
        }
    }

    /// The field that is typed in: all of it selected, or with its cursor.
    pub(super) fn type_in(&self, buffer: &mut Buffer, place: Rect, ui: &Ui) {
        self.editor.typing.draw(buffer, place, &ui.theme);
    }

    fn summary(&self, buffer: &mut Buffer, area: Rect, shown: &ShownOrder, ui: &Ui) {
        let texts = ui.texts();
        let (order, sheet) = (&shown.view.loaded.order, &shown.view.loaded.sheet);
        let mut rows: Vec<(String, String, Role)> = Vec::new();
        let mut row = |key: &str, value: String, role: Role| rows.push((texts.t(key), value, role));
        row("order-total", texts.money(shown.view.totals.total), Role::Title);
        let opened = sheet.opened_on.map(|on| on.to_string()).unwrap_or_default();
        row("column-orders-opened", opened, Role::Text);
        if let Some(method) = order.method {
            row("order-field-method", texts.t(&format!("method-{}", method.code())), Role::Text);
        }
        if order.payment_received {
            let at = sheet.received_at_ms.map(clock::local_minute).unwrap_or_default();
            row(
                "column-orders-payment_received",
                format!("✓ {}", at.get(2..).unwrap_or_default()),
                Role::Good,
            );
        }
        if let Some((_, number)) = shown.view.invoices.first().filter(|_| order.claim_id.is_some()) {
            row("order-invoice", number.to_string(), Role::Text);
        }
        if !shown.view.clearing.is_zero() {
            row("order-clearing", texts.money(shown.view.clearing), Role::Warning);
        }
        if shown.simulated && order.link_seq > 0 {
            row("order-outside", texts.t("simulated"), Role::Warning);
        }
        for ((label, value, role), y) in rows.into_iter().zip(area.y..area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            put(buffer, area.x, y, area.width, &label, ui.theme.style(Role::Dim));
            put_right(buffer, line, y, &value, ui.theme.style(role));
        }
    }
}
