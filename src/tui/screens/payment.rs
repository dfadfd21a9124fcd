//! One payment: what it was used for, what is left, its raw record and file. Not fully handled: a warning on top.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use crate::app::clock;
use crate::app::columns::payments;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{DeskFacts, Facts, Scope};
use crate::app::payment_view::ShownPayment;
use crate::app::query::header;
use crate::app::reader::{Answer, Ask};
use crate::app::search_all::Kind;
use crate::app::texts::Arg;
use crate::app::values;
use crate::domain::money::Money;
use crate::domain::text::{clean, pad_left, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::put;

/// The screen of one payment.
pub(in crate::tui) struct PaymentScreen {
    pub(in crate::tui) id: i64,
    shown: Option<ShownPayment>,
    failed: Option<String>,
    scroll: usize,
    /// How far it can be scrolled, as last drawn.
    lowest: std::cell::Cell<usize>,
}

impl PaymentScreen {
    pub fn new(id: i64) -> PaymentScreen {
        PaymentScreen {
            id,
            shown: None,
            failed: None,
            scroll: 0,
            lowest: std::cell::Cell::new(0),
        }
    }

    fn left(shown: &ShownPayment) -> Money {
        shown.amount.minus(shown.used).unwrap_or_default()
    }

    /// Where money is that is neither left over nor on a claim, and how it moved.
    fn elsewhere(shown: &ShownPayment, ui: &Ui, rows: &mut Vec<(String, Role)>) {
        let texts = ui.texts();
        let mut line = |amount: Money, words: String| {
            rows.push((format!("{}  {words}", pad_left(&texts.money(amount), 12)), Role::Text));
        };
        for (away, state) in &shown.away {
            let mut words = texts.t(&format!("whereto-{}", away.to.code()));
            if let Some(account) = &away.account {
                words.push_str(&format!(" {}", clean(account)));
            }
            if let (Some(refund), Some(state)) = (away.refund, state) {
                words.push_str(&format!(
                    " · {} {refund} · {}",
                    texts.t("record-refund"),
                    texts.t(&format!("refund-state-{state}"))
                ));
            }
            line(away.amount, words);
        }
        if PaymentScreen::left(shown).is_positive() && !(shown.away.is_empty() && shown.placed.is_empty()) {
            line(PaymentScreen::left(shown), texts.t("whereto-left_over"));
        }
        rows.push((String::new(), Role::Text));
        rows.push((texts.t("tab-transactions"), Role::Head));
        for (row, claim) in &shown.transactions {
            let on = row.booked_on.map(|date| date.to_string()).unwrap_or_default();
            let what = texts.t(&format!("movement-{}", row.kind));
            let claim = claim
                .map(|number| format!("{} {number}", texts.t("claim-title")))
                .unwrap_or_default();
            let line = format!("{on}  {}  {what}  {claim}", pad_left(&texts.money(row.amount), 12));
            rows.push((line.trim_end().to_owned(), Role::Text));
        }
    }

    fn rows(shown: &ShownPayment, ui: &Ui, room: usize) -> Vec<(String, Role)> {
        let texts = ui.texts();
        let mut rows = Vec::new();
        if !PaymentScreen::left(shown).is_zero() {
            rows.push((
                texts.with("payment-not-handled", &[("left", Arg::Money(PaymentScreen::left(shown)))]),
                Role::Warning,
            ));
            rows.push((String::new(), Role::Text));
        }
        let cells: Vec<(String, String)> = payments::LIST
            .columns
            .iter()
            .zip(&shown.row.cells)
            .map(|(column, cell)| (header(&payments::LIST, column, texts), values::shown(column, cell, texts)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        for (label, value) in cells {
            rows.push((format!("{} {value}", pad_right(&label, 20)), Role::Text));
        }
        rows.push((String::new(), Role::Text));
        rows.push((texts.t("payment-where"), Role::Head));
        if shown.placed.is_empty() && shown.away.is_empty() {
            rows.push((texts.t("payment-used-for-nothing"), Role::Dim));
        }
        for part in &shown.placed {
            let line = format!(
                "{}  {} {}  {}  {}",
                pad_left(&texts.money(part.amount), 12),
                texts.t("claim-title"),
                part.claim,
                clean(&part.text),
                clean(&part.ledger)
            );
            rows.push((line, Role::Good));
        }
        // What went elsewhere and what was taken back by its file rest on no claim.
        let elsewhere = shown.away.iter().map(|(away, _)| away.amount);
        let known = Money::sum(shown.placed.iter().map(|part| part.amount).chain(elsewhere)).unwrap_or_default();
        let rest = shown.used.minus(known).unwrap_or_default();
        if rest.is_positive() {
            rows.push((texts.with("payment-remainder", &[("amount", Arg::Money(rest))]), Role::Warning));
        }
        PaymentScreen::elsewhere(shown, ui, &mut rows);
        if !shown.candidates.is_empty() {
            rows.push((String::new(), Role::Text));
            rows.push((texts.t("payment-candidates"), Role::Head));
            for (number, left, due) in &shown.candidates {
                let due = due.map(|date| date.to_string()).unwrap_or_default();
                rows.push((
                    format!("{}  {} {number}  {due}", pad_left(&texts.money(*left), 12), texts.t("claim-title")),
                    Role::Text,
                ));
            }
        }
        rows.push((String::new(), Role::Text));
        if let Some(file) = &shown.file {
            let args = [
                ("name", Arg::Text(file.name.clone())),
                ("at", Arg::Text(clock::local_minute(file.stored_at))),
                ("operator", Arg::Text(file.operator.clone())),
            ];
            rows.push((texts.with("payment-raw", &args), Role::Head));
        }
        for line in &shown.raw {
            // A record is shown whole, whatever the width.
            let letters: Vec<char> = clean(line).chars().collect();
            rows.extend(letters.chunks(room).map(|part| (part.iter().collect(), Role::Dim)));
        }
        rows
    }
}

impl Screen for PaymentScreen {
    fn scope(&self) -> Scope {
        Scope::Payment
    }

    fn facts(&self) -> Facts {
        Facts {
            related_claim: self.shown.as_ref().and_then(|shown| shown.claim_id),
            goes_on: self.shown.as_ref().is_some_and(|shown| !PaymentScreen::left(shown).is_zero()),
            desk: self.shown.as_ref().map(|shown| DeskFacts {
                payment: self.id,
                left: PaymentScreen::left(shown),
                last: shown.placed.first().map(|part| (self.id, part.claim)),
                ..DeskFacts::default()
            }),
            ..Facts::default()
        }
    }

    fn record(&self) -> Option<(Kind, i64)> {
        Some((Kind::Payment, self.id))
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let right = self.shown.as_ref().map(|shown| texts.money(shown.amount)).unwrap_or_default();
        (format!("{} {}", texts.t("payment-title"), self.id), right)
    }

    fn status(&self, ui: &Ui) -> String {
        let texts = ui.texts();
        match &self.shown {
            Some(shown) => texts.with(
                "payment-status",
                &[("used", Arg::Money(shown.used)), ("left", Arg::Money(PaymentScreen::left(shown)))],
            ),
            None => self.failed.clone().unwrap_or_default(),
        }
    }

    fn key(&mut self, key: Key, _: &mut Ui) -> bool {
        match key.code {
            Code::Down => self.scroll = (self.scroll + 1).min(self.lowest.get()),
            Code::Up => self.scroll = self.scroll.saturating_sub(1),
            Code::PageDown => self.scroll = (self.scroll + 10).min(self.lowest.get()),
            Code::End => self.scroll = self.lowest.get(),
            Code::PageUp => self.scroll = self.scroll.saturating_sub(10),
            Code::Home => self.scroll = 0,
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, _: &mut Ui) -> bool {
        match mouse.what {
            Click::WheelUp => self.scroll = self.scroll.saturating_sub(1),
            Click::WheelDown => self.scroll = (self.scroll + 1).min(self.lowest.get()),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Payment(id, result)) if id == self.id => match *result {
                Ok(shown) => self.shown = Some(shown),
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            Some(Answer::Changed { records, many }) => {
                ui.reader.ask(Ask::Payment(self.id));
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Payment(self.id));
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else {
            let text = self.failed.clone().unwrap_or_else(|| "·".to_owned());
            put(buffer, area.x, area.y, area.width, &clean(&text), ui.theme.style(Role::Dim));
            return;
        };
        let rows = PaymentScreen::rows(shown, ui, usize::from(area.width).max(20));
        self.lowest.set(rows.len().saturating_sub(usize::from(area.height)));
        let top = self.scroll.min(self.lowest.get());
        for ((row, role), y) in rows.iter().skip(top).zip(area.y..area.bottom()) {
            put(buffer, area.x, y, area.width, row, ui.theme.style(*role));
        }
    }
}
