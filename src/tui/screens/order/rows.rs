//! The tabs of an order that are read: *Fakturering*, *Meddelanden*, *Endringslogg*.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::field::{Field, Spot};
use super::{OrderScreen, Tab, history};
use crate::app::clock;
use crate::app::show_order::ShownOrder;
use crate::app::texts::{Arg, Texts};
use crate::domain::dialogue::MessageState;
use crate::domain::order::{RequestState, Status};
use crate::domain::text::{clean, fit, pad_left, pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{put, wrap};

type Rows = Vec<(String, Role)>;

fn moment(at: Option<i64>) -> String {
    at.map(clock::local_minute).unwrap_or_default()
}

/// A sum like those of a list: wide enough for a hundred thousand kronor.
fn sum(text: &str) -> String {
    pad_left(text, 12)
}

impl OrderScreen {
    pub(super) fn reading(&self, buffer: &mut Buffer, area: Rect, shown: &ShownOrder, ui: &Ui) {
        let room = usize::from(area.width);
        let rows = match self.tab {
            Tab::Billing => self.billing(shown, ui, room),
            Tab::Messages => OrderScreen::messages(shown, ui.texts(), room),
            _ => OrderScreen::log(shown, ui.texts(), room),
        };
        self.lowest.set(rows.len().saturating_sub(usize::from(area.height)));
        let top = self.scroll.min(self.lowest.get());
        for ((row, role), y) in rows.iter().skip(top).zip(area.y..area.bottom()) {
            put(buffer, area.x, y, area.width, &fit(&clean(row), room), ui.theme.style(*role));
        }
    }

    fn billing(&self, shown: &ShownOrder, ui: &Ui, room: usize) -> Rows {
        let texts = ui.texts();
        let (order, sheet) = (&shown.view.loaded.order, &shown.view.loaded.sheet);
        let labels = [
            "order-field-method",
            "column-orders-payment_received",
            "column-orders-payment_received_at",
            "column-orders-paid_at",
            "order-clearing",
        ];
        let wide = labels.iter().map(|key| width(&texts.t(key))).max().unwrap_or(0) + 2;
        let mut rows: Rows = Vec::new();
        let pair = |key: &str, value: String, role: Role| {
            let value = if value.is_empty() { "–".to_owned() } else { value };
            (format!("  {}{value}", pad_right(&texts.t(key), wide)), role)
        };
        let method = self
            .editor
            .pending(Spot::Field(Field::Method))
            .map(str::to_owned)
            .or_else(|| order.method.map(|method| method.code().to_owned()))
            .filter(|code| !code.is_empty());
        let method = method.map(|code| texts.t(&format!("method-{code}"))).unwrap_or_default();
        let open = self.editable(Spot::Field(Field::Method)).is_ok();
        let (mut line, role) = pair("order-field-method", method, if open { Role::Text } else { Role::Dim });
        if open {
            line.replace_range(..1, "▸");
            line.push_str(&format!("   {}", texts.t("order-method-hint")));
        }
        rows.push((line, role));
        let (mark, role) = if order.payment_received {
            ("✓", Role::Good)
        } else {
            ("", Role::Text)
        };
        rows.push(pair("column-orders-payment_received", mark.to_owned(), role));
        rows.push(pair("column-orders-payment_received_at", moment(sheet.received_at_ms), Role::Text));
        rows.push(pair("column-orders-paid_at", moment(sheet.paid_at_ms), Role::Text));
        rows.push(pair("order-clearing", texts.money(shown.view.clearing), Role::Text));
        rows.push((String::new(), Role::Text));
        OrderScreen::requests(shown, texts, room, &mut rows);
        rows.push((String::new(), Role::Text));
        rows.push((texts.t("order-invoices"), Role::Head));
        if shown.view.invoices.is_empty() {
            rows.push((format!("  {}", texts.t("order-no-invoice")), Role::Dim));
        }
        for (_, number) in &shown.view.invoices {
            let stands = order.claim_id.is_some() && shown.view.invoices.first().is_some_and(|(_, first)| first == number);
            let text = texts.with("order-invoice-of", &[("number", Arg::Count(*number))]);
            rows.push((format!("  {text}"), if stands { Role::Text } else { Role::Dim }));
            for (_, note) in shown.view.credit_notes.iter().filter(|(of, _)| of == number) {
                let on = note.issued_on.map(|date| date.to_string()).unwrap_or_default();
                let args = [("note", Arg::Text(note.number.clone())), ("number", Arg::Count(*number))];
                let line = format!(
                    "    {}  {on}  {}  {}",
                    texts.with("order-credit-note", &args),
                    texts.money(note.amount),
                    note.comment
                );
                rows.push((line, Role::Text));
            }
        }
        rows
    }

    /// The payment links: state and the provider's word, the link, what of it waits to leave.
    fn requests(shown: &ShownOrder, texts: &Texts, room: usize, rows: &mut Rows) {
        let mark = if shown.simulated {
            format!("   {}", texts.t("simulated"))
        } else {
            String::new()
        };
        rows.push((format!("{}{mark}", texts.t("order-links")), Role::Head));
        if shown.view.requests.is_empty() {
            let open = matches!(shown.view.loaded.order.status, Status::InProgress | Status::Ready);
            let none = if open { texts.t("order-no-links") } else { "–".to_owned() };
            rows.push((format!("  {none}"), Role::Dim));
        }
        for request in &shown.view.requests {
            let current = request.seq == shown.view.loaded.order.link_seq;
            let role = match request.state {
                RequestState::Paid => Role::Good,
                RequestState::Live | RequestState::Creating if current => Role::Text,
                RequestState::Cancelling | RequestState::Refunding => Role::Warning,
                _ => Role::Dim,
            };
            let mut line = format!(
                "  {}  {}  {}  {}",
                request.seq,
                sum(&texts.money(request.amount)),
                texts.t(&format!("request-state-{}", request.state.code())),
                request.phone
            );
            if !request.word.is_empty() {
                line.push_str(&format!("  ({}: {})", request.provider, request.word));
            }
            rows.push((line, role));
            let sent = texts.with(
                "order-link-made",
                &[
                    ("at", Arg::Text(clock::local_minute(request.made_at_ms))),
                    ("operator", Arg::Text(request.made_by.clone())),
                    ("reference", Arg::Text(request.reference.clone())),
                ],
            );
            rows.extend(
                wrap(&clean(&sent), room.saturating_sub(5))
                    .into_iter()
                    .map(|line| (format!("     {line}"), Role::Dim)),
            );
            if let Some(url) = &request.url {
                rows.push((format!("     {url}"), if current { Role::Accent } else { Role::Dim }));
            }
            if request.paid.is_positive() {
                let args = [
                    ("amount", Arg::Money(request.paid)),
                    ("paid", Arg::Text(moment(request.paid_at_ms))),
                    ("arrived", Arg::Text(moment(request.arrived_at_ms))),
                ];
                let text = texts.with("order-link-paid", &args);
                rows.extend(
                    wrap(&text, room.saturating_sub(5))
                        .into_iter()
                        .map(|line| (format!("     {line}"), Role::Good)),
                );
            }
            OrderScreen::leaving(shown, request.id, texts, room, rows);
        }
    }

    /// What leaves for a payment link, with the next try and why.
    fn leaving(shown: &ShownOrder, request: i64, texts: &Texts, room: usize, rows: &mut Rows) {
        for out in shown.view.outbox.iter().filter(|out| out.subject_id == request) {
            use crate::app::outbox::{Op, OutState};
            let waits = out.state == OutState::Queued;
            let mut line = format!(
                "     {}  {}",
                texts.t(match out.op {
                    Op::SmsSend => "out-sms-send",
                    Op::PayCreate => "out-pay-create",
                    Op::PayCancel => "out-pay-cancel",
                    Op::PayCapture => "out-pay-capture",
                    Op::PayRefund => "out-pay-refund",
                    Op::SmsCharge => "out-sms-charge",
                    Op::SmsRefund => "out-sms-refund",
                    Op::MailSend => "out-mail-send",
                    Op::PaperPrint => "out-paper-print",
                }),
                texts.t(&format!("outbox-{}", out.state.code()))
            );
            if waits && out.attempt > 0 {
                let args = [
                    ("attempt", Arg::Count(out.attempt)),
                    ("at", Arg::Text(clock::local_second(out.next_at_ms))),
                ];
                line.push_str(&format!("  {}", texts.with("out-next", &args)));
            }
            let role = match out.state {
                OutState::Failed | OutState::Unknown => Role::Danger,
                OutState::Queued | OutState::Claimed => Role::Warning,
                _ => Role::Dim,
            };
            rows.push((line, role));
            if !out.reason.is_empty() {
                let reason = wrap(&clean(&out.reason), room.saturating_sub(7));
                rows.extend(reason.into_iter().map(|line| (format!("       {line}"), role)));
            }
        }
    }

    fn messages(shown: &ShownOrder, texts: &Texts, room: usize) -> Rows {
        let mut rows: Rows = Vec::new();
        for message in &shown.view.messages {
            let role = match message.state {
                MessageState::Failed | MessageState::Unknown => Role::Danger,
                MessageState::Delivered | MessageState::Received => Role::Good,
                MessageState::Cancelled => Role::Dim,
                MessageState::Queued | MessageState::Handed | MessageState::Sent => Role::Warning,
            };
            let mark = if message.simulated {
                format!("  {}", texts.t("simulated"))
            } else {
                String::new()
            };
            let parts = texts.with("sms-parts", &[("parts", Arg::Count(message.parts))]);
            let way = if message.outgoing { "→" } else { "←" };
            let state = texts.t(&format!("message-state-{}", message.state.code()));
            rows.push((
                format!(
                    "{way} {}  {}  {state}  {parts}{mark}",
                    clock::local_minute(message.at_ms),
                    message.number
                ),
                role,
            ));
            if !message.detail.is_empty() {
                let detail = wrap(&clean(&message.detail), room.saturating_sub(4));
                rows.extend(detail.into_iter().map(|line| (format!("    {line}"), role)));
            }
            let text = wrap(&clean(&message.text), room.saturating_sub(4));
            rows.extend(text.into_iter().map(|line| (format!("    {line}"), Role::Text)));
            rows.push((String::new(), Role::Text));
        }
        if rows.is_empty() {
            rows.push((texts.t("no-messages"), Role::Dim));
        }
        rows
    }

    fn log(shown: &ShownOrder, texts: &Texts, room: usize) -> Rows {
        let mut rows: Rows = Vec::new();
        for change in shown.view.changes.iter().rev() {
            let at = clock::local_minute(change.at_ms);
            let what = texts.t(&format!("action-{}", change.action));
            let line = format!("{at}  {}  {what}  {}", change.operator, change.comment);
            rows.push((line, Role::Text));
            let fields = history::changed(&change.before, &change.after, texts);
            let fields = wrap(&clean(&fields.join(" · ")), room.saturating_sub(18));
            let fields = fields.into_iter().filter(|line| !line.is_empty());
            rows.extend(fields.map(|line| (format!("{}{line}", " ".repeat(18)), Role::Dim)));
        }
        if rows.is_empty() {
            rows.push((texts.t("no-changes"), Role::Dim));
        }
        rows.push((String::new(), Role::Text));
        rows.push((texts.t("tab-transactions"), Role::Head));
        if shown.view.transactions.is_empty() {
            rows.push((texts.t("no-transactions"), Role::Dim));
        }
        for row in &shown.view.transactions {
            let on = row.booked_on.map(|date| date.to_string()).unwrap_or_default();
            let line = format!(
                "{on}  {}  {}  {}",
                pad_right(&texts.t(&format!("movement-{}", row.kind)), 22),
                sum(&texts.money(row.amount)),
                row.payer.clone().unwrap_or_default()
            );
            rows.push((line, Role::Text));
        }
        rows
    }
}
