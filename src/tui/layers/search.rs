//! The search box: anything typed, what it was taken for, and the records it leads to. Enter opens one; Esc of that screen comes back.

use std::sync::atomic::{AtomicU64, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::app::reader::{Answer, Ask};
use crate::app::search_all::{Findings, Hit, Kind, taken_words};
use crate::domain::text::{clean, fit, pad_left, pad_right, width};
use crate::tui::screens::Screen;
use crate::tui::screens::claim::ClaimScreen;
use crate::tui::screens::draft::DraftScreen;
use crate::tui::screens::order::OrderScreen;
use crate::tui::screens::party::PartyScreen;
use crate::tui::screens::payment::PaymentScreen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{centred, fill, frame, put, put_right, wipe, wrap};

/// The newest question over all search boxes.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// How wide the number and the amount of a record are.
const NUMBER: usize = 11;
const AMOUNT: usize = 13;

#[derive(Default)]
struct Search {
    field: TextField,
    /// The newest question, and the one that `findings` answers.
    ticket: u64,
    answered: u64,
    findings: Findings,
    at: usize,
    /// Enter came before the answer: a scanner types faster than anybody looks.
    opens: bool,
    fault: String,
}

/// Opens the search box.
pub(in crate::tui) fn open(ui: &mut Ui) {
    ui.layers.push(Box::new(Search::default()));
}

/// Opens a record on top of the screen at hand.
pub(super) fn go_to(hit: &Hit, ui: &mut Ui) {
    let screen: Box<dyn Screen> = match hit.kind {
        Kind::Claim => Box::new(ClaimScreen::new(hit.id)),
        Kind::Payment => Box::new(PaymentScreen::new(hit.id)),
        Kind::Order => Box::new(OrderScreen::new(hit.id)),
        Kind::Draft => Box::new(DraftScreen::new(hit.id)),
        Kind::Customer => Box::new(PartyScreen::new(hit.id)),
    };
    ui.push(screen);
}

/// Draws a record in a line: number, name, what else there is room for, amount and status.
pub(super) fn draw_hit(buffer: &mut Buffer, line: Rect, ui: &Ui, hit: &Hit, fresh: bool, right: &str) {
    let texts = ui.texts();
    let text_role = if fresh { Role::Text } else { Role::Dim };
    let amount = hit.amount.map(|amount| texts.money(amount)).unwrap_or_default();
    let state = hit.status.as_deref().map(|key| texts.t(key)).unwrap_or_default();
    let room = usize::from(line.width);
    // Money is never cut short; the status gives way before it.
    let (amount_cells, tail) = if hit.amount.is_some() {
        (AMOUNT.max(width(&amount) + 1), (room / 4).min(18))
    } else {
        (0, 0)
    };
    let right_cells = if right.is_empty() { 0 } else { width(right) + 1 };
    let middle = room.saturating_sub(NUMBER + amount_cells + tail + right_cells + 3);
    let name = clean(&hit.name);
    let more = clean(&hit.more);
    let text = if name.is_empty() {
        more.into_owned()
    } else {
        format!("{name}  {more}")
    };
    let left = format!(
        " {} {}{}  ",
        pad_right(&clean(&hit.number), NUMBER),
        pad_right(&text, middle),
        pad_left(&amount, amount_cells)
    );
    let used = put(buffer, line.x, line.y, line.width, &left, ui.theme.style(text_role));
    let place = Rect {
        x: line.x + used,
        width: line.width.saturating_sub(used),
        ..line
    };
    let state = fit(&state, usize::from(place.width).saturating_sub(right_cells));
    put(buffer, place.x, place.y, place.width, &state, ui.theme.style(Role::Dim));
    put_right(buffer, line, line.y, right, ui.theme.style(Role::Dim));
}

impl Search {
    fn ask(&mut self, ui: &Ui) {
        self.opens = false;
        self.at = 0;
        self.fault.clear();
        self.ticket = NEXT.fetch_add(1, Ordering::Relaxed);
        ui.reader.ask(Ask::Search(self.ticket, self.field.text().to_owned()));
    }

    fn is_fresh(&self) -> bool {
        self.answered == self.ticket
    }

    fn is_empty(&self) -> bool {
        self.field.text().trim().is_empty()
    }

    fn take(&self, ui: &mut Ui) -> Flow {
        match self.findings.hits.get(self.at) {
            Some(hit) => {
                go_to(&hit.clone(), ui);
                Flow::Close
            }
            None => Flow::Stay,
        }
    }

    /// The lines of the result: headings and records, with the place of each record.
    fn lines(&self) -> Vec<(Option<usize>, Kind)> {
        let mut lines = Vec::new();
        let mut last = None;
        for (at, hit) in self.findings.hits.iter().enumerate() {
            if last != Some(hit.kind) {
                lines.push((None, hit.kind));
                last = Some(hit.kind);
            }
            lines.push((Some(at), hit.kind));
        }
        lines
    }
}

impl Layer for Search {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        let last = self.findings.hits.len().saturating_sub(1);
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Up | Code::BackTab => self.at = self.at.saturating_sub(1),
            Code::Down | Code::Tab => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Enter if self.is_fresh() => return self.take(ui),
            Code::Enter => self.opens = !self.is_empty(),
            _ => {
                let before = self.field.text().to_owned();
                self.field.key(key);
                if self.field.text() != before {
                    self.ask(ui);
                }
            }
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        self.field.paste(text);
        self.ask(ui);
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer.take() {
            Some(Answer::Search(ticket, result)) if ticket == self.ticket => {
                self.answered = ticket;
                match *result {
                    Ok(findings) => self.findings = findings,
                    Err(error) => {
                        self.findings = Findings::default();
                        self.fault = error.words(ui.lang).replace('\n', " ");
                    }
                }
                self.at = self.at.min(self.findings.hits.len().saturating_sub(1));
                if std::mem::take(&mut self.opens) {
                    return self.take(ui);
                }
            }
            // What is listed may be another thing now.
            Some(Answer::Changed { records, many }) => {
                if self.is_fresh() && !self.is_empty() {
                    let at = self.at;
                    self.ask(ui);
                    self.at = at;
                }
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(
            ui,
            &[
                ("Enter", "hint-open"),
                ("↑↓", "hint-method"),
                ("Ctrl+U", "hint-clear"),
                ("Esc", "hint-close"),
            ],
        )
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let place = centred(area, 90, area.height.saturating_sub(2).min(26));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &texts.t("command-search"), "", style, style);
        let (x, room) = (inside.x + 1, inside.width.saturating_sub(2));
        let line = |y: u16| Rect {
            x,
            y,
            width: room,
            height: 1,
        };
        self.field.draw(
            buffer,
            line(inside.y),
            ui.theme.style(Role::Text),
            Some(ui.theme.style(Role::Cursor)),
        );
        let fresh = self.is_fresh();
        if self.is_empty() {
            let help = wrap(&texts.t("search-help"), usize::from(room));
            for (text, y) in help.iter().zip(inside.y + 2..inside.bottom()) {
                put(buffer, x, y, room, text, ui.theme.style(Role::Dim));
            }
            return;
        }
        let (taken, role) = if self.fault.is_empty() {
            let words = taken_words(&self.findings.taken_for, ui.site.country, texts);
            (words, if fresh { Role::Accent } else { Role::Dim })
        } else {
            (self.fault.clone(), Role::Danger)
        };
        let taken = fit(&clean(&taken), usize::from(room));
        put(buffer, x, inside.y + 1, room, &taken, ui.theme.style(role));
        let lines = self.lines();
        if lines.is_empty() && fresh && self.fault.is_empty() {
            let nothing = wrap(&texts.t("search-nothing"), usize::from(room));
            for (text, y) in nothing.iter().zip(inside.y + 3..inside.bottom()) {
                put(buffer, x, y, room, text, ui.theme.style(Role::Dim));
            }
        }
        let rows = usize::from(inside.height.saturating_sub(2)).max(1);
        let here = lines.iter().position(|(at, _)| *at == Some(self.at)).unwrap_or(0);
        let top = (here + 1).saturating_sub(rows);
        for ((at, kind), y) in lines.iter().skip(top).zip(inside.y + 2..inside.bottom()) {
            match at.and_then(|at| self.findings.hits.get(at)) {
                None => drop(put(
                    buffer,
                    x,
                    y,
                    room,
                    &texts.t(&format!("search-{}", kind.code())),
                    ui.theme.style(Role::Head),
                )),
                Some(hit) => draw_hit(buffer, line(y), ui, hit, fresh, ""),
            }
            if *at == Some(self.at) {
                fill(buffer, Rect { y, height: 1, ..inside }, ui.theme.style(Role::Cursor));
            }
        }
    }
}
