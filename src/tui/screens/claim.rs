//! One claim (CLM-4 … CLM-8; ui, part 4): header, lines with where the money is, change log, transactions, credit notes.

mod header;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Scope, SmsFacts};
use crate::app::reader::{Answer, Ask};
use crate::app::search_all::Kind;
use crate::app::show::{ShownClaim, differences, sending_line};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::sending::Sending;
use crate::app::writer::Outcome;
use crate::app::{AppError, clock, values};
use crate::domain::claim::Status;
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::sending::SendingState;
use crate::domain::text::{clean, fit, pad_left, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put};

/// What stands below the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Tab {
    Changes,
    Transactions,
    CreditNotes,
    Messages,
}

const TABS: [Tab; 4] = [Tab::Changes, Tab::Transactions, Tab::CreditNotes, Tab::Messages];
/// Lines of the header above the goods lines.
const HEADER: u16 = 4;
/// Lines of the heading where columns do not fit beside each other.
const HEADER_NARROW: u16 = 5;

/// The screen of one claim.
pub(in crate::tui) struct ClaimScreen {
    id: i64,
    shown: Option<ShownClaim>,
    failed: Option<String>,
    line: usize,
    marked: Vec<u32>,
    tab: Tab,
    scroll: usize,
    area: std::cell::Cell<Rect>,
}

/// How many lines the heading has.
fn header_height(area: Rect) -> u16 {
    if header::is_narrow(area) { HEADER_NARROW } else { HEADER }
}

impl ClaimScreen {
    pub fn new(id: i64) -> ClaimScreen {
        ClaimScreen {
            id,
            shown: None,
            failed: None,
            line: 0,
            marked: Vec::new(),
            tab: Tab::Changes,
            scroll: 0,
            area: std::cell::Cell::new(Rect::default()),
        }
    }

    /// Shows a tab.
    pub fn show(&mut self, tab: Tab) {
        self.tab = tab;
        self.scroll = 0;
    }

    /// Shows the next tab.
    pub fn next_tab(&mut self) {
        let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.show(TABS.get(at + 1).copied().unwrap_or(Tab::Changes));
    }

    fn cell(&self, id: &str, texts: &Texts) -> String {
        self.shown
            .as_ref()
            .and_then(|shown| shown.cell(id))
            .map(|(column, cell)| values::shown(column, cell, texts))
            .unwrap_or_default()
    }

    /// What the payer has in credit.
    fn credit(&self) -> Money {
        let cell = self.shown.as_ref().and_then(|shown| shown.cell("credit"));
        Money::from_minor(cell.and_then(|(_, cell)| cell.int()).unwrap_or(0))
    }

    fn or_dash(text: String) -> String {
        if text.is_empty() { "–".to_owned() } else { text }
    }

    fn rule(buffer: &mut Buffer, area: Rect, y: u16, ui: &Ui) {
        put(
            buffer,
            area.x,
            y,
            area.width,
            &"─".repeat(usize::from(area.width)),
            ui.theme.style(Role::Dim),
        );
    }

    fn lines(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else { return };
        let texts = ui.texts();
        // Money is never cut: its columns are as wide as the widest amount.
        let amounts = shown
            .detail
            .claim
            .lines
            .iter()
            .flat_map(|line| [line.amount, line.discount, line.credited, line.paid, line.refunded]);
        let money = amounts
            .map(|amount| crate::domain::text::width(&texts.money(amount)))
            .max()
            .unwrap_or(0)
            .max(9)
            + 2;
        let place = usize::from(area.width / 5).min(28);
        let name = usize::from(area.width).saturating_sub(money * 4 + place + 4).max(10);
        ClaimScreen::rule(buffer, area, area.y, ui);
        put(
            buffer,
            area.x + 1,
            area.y,
            24,
            &format!(" {} ", texts.t("claim-lines")),
            ui.theme.style(Role::Head),
        );
        let heads = ["claim-line-amount", "claim-line-discount", "claim-line-paid", "claim-line-refunded"];
        for (key, at) in heads.iter().zip(0usize..) {
            let label = format!(" {} ", texts.t(key));
            let end = name + 3 + money * (at + 1);
            let x = area.x + u16::try_from(end.saturating_sub(crate::domain::text::width(&label) - 1)).unwrap_or(0);
            put(
                buffer,
                x,
                area.y,
                area.right().saturating_sub(x),
                &label,
                ui.theme.style(Role::Head),
            );
        }
        let x = area.x + u16::try_from(name + 3 + money * 4 + 1).unwrap_or(0);
        put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x),
            &format!(" {} ", texts.t("claim-line-where")),
            ui.theme.style(Role::Head),
        );
        let rows = usize::from(area.height.saturating_sub(1));
        let top = (self.line + 1).saturating_sub(rows);
        for ((at, line), y) in shown.detail.claim.lines.iter().enumerate().skip(top).take(rows).zip(area.y + 1..) {
            let mark = if self.marked.contains(&line.no) { "•" } else { " " };
            put(
                buffer,
                area.x,
                y,
                1,
                if at == self.line { "▸" } else { " " },
                ui.theme.style(Role::Accent),
            );
            put(buffer, area.x + 1, y, 1, mark, ui.theme.style(Role::Selected));
            let role = if line.dropped { Role::Dim } else { Role::Text };
            let less = line.discount.plus(line.credited).unwrap_or_default();
            let mut text = pad_right(&fit(&clean(&line.text), name), name + 1);
            for amount in [line.amount, less, line.paid, line.refunded] {
                let value = if amount.is_zero() { "–".to_owned() } else { texts.money(amount) };
                text.push_str(&pad_left(&value, money));
            }
            put(buffer, area.x + 2, y, area.width - 2, &text, ui.theme.style(role));
            let wheres: Vec<&str> = shown
                .detail
                .placed
                .iter()
                .filter(|p| p.line == line.no)
                .map(|p| p.ledger.as_str())
                .collect();
            let mut where_to = if line.dropped {
                texts.t("line-dropped")
            } else {
                ClaimScreen::or_dash(wheres.first().copied().unwrap_or_default().to_owned())
            };
            if !line.credited.is_zero() {
                where_to = texts.t("line-credited");
            } else if !line.discount_text.is_empty() && wheres.is_empty() {
                where_to.clone_from(&line.discount_text);
            }
            put(
                buffer,
                x + 1,
                y,
                area.right().saturating_sub(x + 1),
                &fit(&clean(&where_to), place),
                ui.theme.style(Role::Dim),
            );
            if at == self.line && !ui.menu_open {
                fill(buffer, Rect { y, height: 1, ..area }, ui.theme.style(Role::Cursor));
            }
        }
    }

    fn tabs(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else { return };
        let texts = ui.texts();
        ClaimScreen::rule(buffer, area, area.y, ui);
        let mut x = area.x + 1;
        for tab in TABS {
            let (key, count) = match tab {
                Tab::Changes => ("tab-changes", shown.detail.changes.len()),
                Tab::Transactions => ("tab-transactions", shown.detail.transactions.len()),
                Tab::CreditNotes => ("tab-credit-notes", shown.detail.credit_notes.len()),
                Tab::Messages => ("tab-messages", shown.detail.messages.len() + letters(shown).count()),
            };
            let role = if tab == self.tab { Role::Title } else { Role::Dim };
            x += put(
                buffer,
                x,
                area.y,
                area.right().saturating_sub(x),
                &format!(" {} ({count}) ", texts.t(key)),
                ui.theme.style(role),
            ) + 1;
        }
        let rows = self.tab_rows(shown, ui, usize::from(area.width.saturating_sub(1)));
        let height = usize::from(area.height.saturating_sub(1));
        let top = self.scroll.min(rows.len().saturating_sub(height));
        for ((row, role), y) in rows.iter().skip(top).take(height).zip(area.y + 1..) {
            put(buffer, area.x + 1, y, area.width.saturating_sub(1), row, ui.theme.style(*role));
        }
    }

    fn tab_rows(&self, shown: &ShownClaim, ui: &Ui, room: usize) -> Vec<(String, Role)> {
        let texts = ui.texts();
        let mut rows = Vec::new();
        match self.tab {
            Tab::Changes => {
                for change in shown.detail.changes.iter().rev() {
                    let at = clock::local_minute(change.at_ms);
                    let what = texts.t(&format!("action-{}", change.action));
                    let line = format!("{at}  {}  {what}  {}", change.operator, change.comment);
                    rows.push((fit(&clean(&line), room), Role::Text));
                    let fields: Vec<String> = differences(&change.before, &change.after)
                        .into_iter()
                        .map(|(field, was, is)| {
                            format!(
                                "{} {} → {}",
                                texts.t(&format!("log-{}", field.replace('_', "-"))),
                                log_value(&was, &field, texts),
                                log_value(&is, &field, texts)
                            )
                        })
                        .collect();
                    if !fields.is_empty() {
                        rows.push((fit(&clean(&format!("                  {}", fields.join(" · "))), room), Role::Dim));
                    }
                }
            }
            Tab::Transactions => {
                for row in &shown.detail.transactions {
                    let on = row.booked_on.map(|date| date.to_string()).unwrap_or_default();
                    let payer = row.payer.clone().unwrap_or_else(|| texts.t("payer-unknown"));
                    let payment = row.payment_id.map(|id| format!("#{id}")).unwrap_or_default();
                    let line = format!(
                        "{on}  {}  {}  {payer}  {payment}  {}",
                        pad_right(&texts.t(&format!("movement-{}", row.kind)), 12),
                        pad_left(&texts.money(row.amount), 12),
                        row.file.clone().unwrap_or_default()
                    );
                    rows.push((fit(&clean(&line), room), Role::Text));
                }
            }
            Tab::CreditNotes => {
                for note in &shown.detail.credit_notes {
                    let on = note.issued_on.map(|date| date.to_string()).unwrap_or_default();
                    let lines: Vec<String> = note.lines.iter().map(|(line, ..)| line.to_string()).collect();
                    let args = [
                        ("number", Arg::Text(note.number.clone())),
                        ("claim", Arg::Count(shown.detail.claim.number)),
                        ("lines", Arg::Text(lines.join(", "))),
                    ];
                    let line = format!(
                        "{on}  {}  {}  {}",
                        texts.with("credit-note-of", &args),
                        texts.money(note.amount),
                        note.comment
                    );
                    rows.push((fit(&clean(&line), room), Role::Text));
                }
            }
            Tab::Messages => {
                for one in letters(shown) {
                    let line = sending_line(&clock::local_minute(one.at_ms), one, texts);
                    let role = match one.state {
                        SendingState::Failed | SendingState::Unknown => Role::Danger,
                        _ => Role::Text,
                    };
                    rows.push((fit(&clean(&line), room), role));
                }
                for message in &shown.detail.messages {
                    let at = clock::local_minute(message.at_ms);
                    let state = texts.t(&format!("message-state-{}", message.state.code()));
                    let line = format!("{at}  {}  {state}  {}", message.number, message.text);
                    rows.push((fit(&clean(&line), room), Role::Text));
                }
            }
        }
        if rows.is_empty() {
            let key = match self.tab {
                Tab::Changes => "no-changes",
                Tab::Transactions => "no-transactions",
                Tab::CreditNotes => "no-credit-notes",
                Tab::Messages => "no-messages",
            };
            rows.push((texts.t(key), Role::Dim));
        }
        rows
    }

    fn loaded(&mut self, result: Result<ShownClaim, AppError>, ui: &Ui) {
        match result {
            Ok(shown) => {
                self.line = self.line.min(shown.detail.claim.lines.len().saturating_sub(1));
                self.marked
                    .retain(|no| shown.detail.claim.lines.iter().any(|line| line.no == *no && !line.dropped));
                self.shown = Some(shown);
            }
            Err(error) => self.failed = Some(error.words(ui.lang)),
        }
    }
}

/// Sendings that are no message to a phone: those stand among the messages.
fn letters(shown: &ShownClaim) -> impl Iterator<Item = &Sending> {
    shown.detail.sendings.iter().filter(|one| one.channel != Channel::Sms)
}

/// A value of the change log in a person's words.
fn log_value(value: &str, field: &str, texts: &Texts) -> String {
    match field {
        _ if value.is_empty() => "–".to_owned(),
        "status" => texts.t(&format!("status-{value}")),
        "reminder" => value.trim_end_matches(".00").to_owned(),
        "channel" => texts.t(&format!("sending-by-{value}")),
        "extra_status" => texts.t(&format!("extra-{value}")),
        _ => Money::parse(value).map_or_else(|_| value.to_owned(), |money| texts.money(money)),
    }
}

impl Screen for ClaimScreen {
    fn scope(&self) -> Scope {
        Scope::Claim
    }

    fn facts(&self) -> Facts {
        let claim = self.shown.as_ref().map(|shown| shown.detail.claim.clone());
        let line = claim.as_ref().and_then(|claim| claim.lines.get(self.line)).map(|line| line.no);
        let newest = self.shown.as_ref().and_then(|shown| shown.detail.messages.last());
        Facts {
            sms: newest.map(|message| SmsFacts {
                number: Some(message.number.clone()),
                ..SmsFacts::default()
            }),
            claim,
            credit: self.credit(),
            line,
            marked: self.marked.clone(),
            ..Facts::default()
        }
    }

    fn record(&self) -> Option<(Kind, i64)> {
        Some((Kind::Claim, self.id))
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let Some(shown) = &self.shown else {
            return (texts.t("claim-title"), String::new());
        };
        let claim = &shown.detail.claim;
        let mut left = format!("{} {}", texts.t("claim-title"), claim.number);
        let reference = self.cell("reference", texts);
        if !reference.is_empty() {
            left.push_str(&format!("   {} {reference}", texts.t("claim-reference")));
        }
        let mut right = texts.t(&format!("status-{}", claim.status.code())).to_uppercase();
        let extra = self.cell("extra_status", texts);
        if !extra.is_empty() {
            right.push_str(&format!(" · {extra}"));
        }
        let due = shown.cell("due").and_then(|(_, cell)| cell.int()).unwrap_or(0);
        let late = i64::from(clock::today().to_epoch_days()) - due;
        if matches!(claim.status, Status::Unpaid | Status::ManualHandling) && late > 0 && claim.left().is_ok_and(Money::is_positive) {
            right.push_str(&format!(" · {}", texts.with("days-late", &[("days", Arg::Count(late))])));
        }
        (left, right)
    }

    fn status(&self, ui: &Ui) -> String {
        let Some(shown) = &self.shown else {
            return self.failed.clone().unwrap_or_default();
        };
        let texts = ui.texts();
        let claim = &shown.detail.claim;
        let mut parts = Vec::new();
        if let Ok(remainder) = claim.remainder()
            && remainder.is_positive()
        {
            parts.push(texts.with("claim-remainder", &[("amount", Arg::Money(remainder))]));
        }
        let credit = self.credit();
        if credit.is_positive() {
            parts.push(texts.with("claim-credit", &[("amount", Arg::Money(credit))]));
        }
        let notes: Vec<&str> = shown.detail.credit_notes.iter().map(|note| note.number.as_str()).collect();
        if !notes.is_empty() {
            parts.push(texts.with("claim-credited-by", &[("notes", Arg::Text(notes.join(", ")))]));
        }
        let links = &shown.detail.links;
        if let Some((_, number)) = links.replaces {
            parts.push(texts.with("claim-replaces", &[("number", Arg::Count(number))]));
        }
        match (links.replaced_by, links.draft) {
            (Some((_, number)), _) => parts.push(texts.with("claim-replaced-by", &[("number", Arg::Count(number))])),
            (None, Some(draft)) => parts.push(texts.with("claim-to-be-replaced", &[("draft", Arg::Count(draft))])),
            (None, None) => {}
        }
        let kind = self.cell("kind", texts);
        parts.push(format!(
            "{kind} · {} {}",
            texts.t("column-claims-voucher").to_lowercase(),
            self.cell("voucher", texts)
        ));
        parts.join(" · ")
    }

    fn key(&mut self, key: Key, _: &mut Ui) -> bool {
        let last = self
            .shown
            .as_ref()
            .map_or(0, |shown| shown.detail.claim.lines.len().saturating_sub(1));
        match key.code {
            Code::Up => self.line = self.line.saturating_sub(1),
            Code::Down => self.line = (self.line + 1).min(last),
            Code::Home => self.line = 0,
            Code::End => self.line = last,
            Code::PageDown => self.scroll += 4,
            Code::PageUp => self.scroll = self.scroll.saturating_sub(4),
            Code::Right => self.next_tab(),
            Code::Char(' ') => {
                if let Some(line) = self.facts().line {
                    if let Some(at) = self.marked.iter().position(|no| *no == line) {
                        self.marked.remove(at);
                    } else {
                        self.marked.push(line);
                    }
                }
            }
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let area = self.area.get();
        match mouse.what {
            Click::WheelUp => self.scroll = self.scroll.saturating_sub(1),
            Click::WheelDown => self.scroll += 1,
            Click::Left if mouse.y > area.y + header_height(area) => {
                let row = usize::from(mouse.y - area.y - header_height(area) - 1);
                if self.shown.as_ref().is_some_and(|shown| row < shown.detail.claim.lines.len()) {
                    self.line = row;
                }
            }
            _ => {
                let _ = ui;
                return false;
            }
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Claim(id, result)) if id == self.id => self.loaded(*result, ui),
            Some(Answer::Changed { records, many }) => {
                if many || records.iter().any(|(kind, id)| kind == "claim" && *id == self.id) {
                    ui.reader.ask(Ask::Claim(self.id));
                }
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Changed(id, result)) if id == self.id => {
                self.marked.clear();
                ui.reader.ask(Ask::Claim(id));
                match *result {
                    Ok(changed) => {
                        let texts = ui.texts();
                        let args = [
                            ("number", Arg::Count(changed.after.number)),
                            ("status", Arg::Text(texts.t(&format!("status-{}", changed.after.status.code())))),
                            ("left", Arg::Money(changed.after.left().unwrap_or_default())),
                            ("note", Arg::Text(changed.credit_note.clone().unwrap_or_default())),
                        ];
                        let key = if changed.credit_note.is_some() {
                            "done-credit-note"
                        } else {
                            "done-claim"
                        };
                        ui.tell(texts.with(key, &args), Role::Good);
                    }
                    Err(error) => ui.fail(&error),
                }
            }
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Claim(self.id));
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.area.set(area);
        let Some(shown) = &self.shown else {
            let text = self.failed.clone().unwrap_or_else(|| "·".to_owned());
            put(buffer, area.x, area.y, area.width, &clean(&text), ui.theme.style(Role::Dim));
            return;
        };
        let header = header_height(area);
        self.header(buffer, Rect { height: header, ..area }, ui);
        let below = area.height.saturating_sub(header);
        let wanted = u16::try_from(shown.detail.claim.lines.len()).unwrap_or(u16::MAX).saturating_add(1);
        let lines = wanted.clamp(2, (below / 2).max(2));
        self.lines(
            buffer,
            Rect {
                y: area.y + header,
                height: lines,
                ..area
            },
            ui,
        );
        let rest = Rect {
            y: area.y + header + lines,
            height: below.saturating_sub(lines),
            ..area
        };
        self.tabs(buffer, rest, ui);
    }
}
