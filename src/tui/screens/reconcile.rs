//! Reconciling: per account and day what our lines say against the bank's statements, and every øre that is not explained.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Screen, ScreenRow};
use crate::app::clock;
use crate::app::commands::Scope;
use crate::app::commands::key::{Code, Key, alt_shift};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::reconcile::{Day, Reconciled};
use crate::domain::account::display;
use crate::domain::reconcile::{Line, Verdict};
use crate::domain::text::{clean, fit, pad_left, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, wrap};
use chrono::{Days, NaiveDate};

/// How many days the screen looks back, and how many more each time.
const DAYS: u64 = 31;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "reconcile",
    key: alt_shift('r'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |_| Box::new(ReconcileScreen::default()),
};

/// What a row of the screen shows: an account, one of its days, a line of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Account(usize),
    Day(usize, NaiveDate),
    Line(usize, NaiveDate, usize),
}

#[derive(Default)]
struct ReconcileScreen {
    found: Vec<Reconciled>,
    loaded: bool,
    /// How many days back.
    back: u64,
    /// Days whose lines are shown besides those with something to explain.
    open: Vec<(usize, NaiveDate)>,
    at: usize,
    top: std::cell::Cell<usize>,
    area: std::cell::Cell<Rect>,
}

impl ReconcileScreen {
    fn ask(&mut self, ui: &mut Ui) {
        let today = clock::today();
        let from = today.checked_sub_days(Days::new(self.back.max(DAYS))).unwrap_or(today);
        ui.reader.ask(Ask::Reconcile(from, today));
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (place, account) in self.found.iter().enumerate() {
            rows.push(Row::Account(place));
            for (on, day) in account.days.iter().rev() {
                rows.push(Row::Day(place, *on));
                if self.open.contains(&(place, *on)) {
                    rows.extend((0..day.lines.len()).map(|line| Row::Line(place, *on, line)));
                }
            }
        }
        rows
    }

    fn day(&self, place: usize, on: NaiveDate) -> Option<&Day> {
        self.found.get(place)?.days.get(&on)
    }

    fn toggle(&mut self) {
        if let Some(Row::Day(place, on) | Row::Line(place, on, _)) = self.rows().get(self.at).copied() {
            match self.open.iter().position(|open| *open == (place, on)) {
                Some(open) => {
                    self.open.remove(open);
                    self.at = self.rows().iter().position(|row| *row == Row::Day(place, on)).unwrap_or(0);
                }
                None => self.open.push((place, on)),
            }
        }
    }

    fn words(&self, row: Row, texts: &Texts, ui: &Ui, width: usize) -> (String, Role) {
        let money = |amount| pad_left(&texts.money(amount), 13);
        match row {
            Row::Account(place) => {
                let Some(account) = self.found.get(place) else {
                    return (String::new(), Role::Text);
                };
                let name = format!(
                    "{}  {}",
                    display(ui.site.country, &account.account.number),
                    clean(&account.account.name)
                );
                (fit(&format!("{name}  ·  {}", texts.t(account.words())), width), Role::Head)
            }
            Row::Day(place, on) => {
                let Some(day) = self.day(place, on) else {
                    return (String::new(), Role::Text);
                };
                let bank = day.bank.map_or_else(|| pad_left("–", 13), money);
                let mark = if self.open.contains(&(place, on)) { "▾" } else { "▸" };
                let (state, role) = state(day);
                let line = format!(
                    "{mark} {on} {} {bank} {}  {}",
                    money(day.ours),
                    money(day.unexplained),
                    texts.t(state)
                );
                (fit(&line, width), role)
            }
            Row::Line(place, on, at) => {
                let Some(line) = self.day(place, on).and_then(|day| day.lines.get(at)) else {
                    return (String::new(), Role::Text);
                };
                (
                    fit(&line_words(line, texts), width),
                    if line.unexplained.is_zero() { Role::Dim } else { Role::Danger },
                )
            }
        }
    }
}

/// How a day stands, as the key of its words.
fn state(day: &Day) -> (&'static str, Role) {
    if day.bank.is_none() {
        ("reconcile-no-statement", Role::Dim)
    } else if day.lines.iter().any(|line| !line.unexplained.is_zero()) {
        ("reconcile-unexplained", Role::Danger)
    } else if day.gap {
        ("reconcile-gap", Role::Warning)
    } else {
        ("reconcile-agrees", Role::Good)
    }
}

fn line_words(line: &Line, texts: &Texts) -> String {
    let dash = || pad_left("–", 13);
    let ours = line.ours.as_ref().map_or_else(dash, |ours| pad_left(&texts.money(ours.sum), 13));
    let bank = line
        .entry
        .as_ref()
        .map_or_else(dash, |entry| pad_left(&texts.money(entry.amount), 13));
    let what = match (&line.ours, &line.entry) {
        (Some(ours), _) => {
            let args = [
                ("count", Arg::Text(texts.count(i64::try_from(ours.count).unwrap_or(i64::MAX)))),
                ("key", Arg::Text(clean(&ours.key).into_owned())),
            ];
            texts.with(
                match ours.what {
                    crate::domain::reconcile::What::Payments => "reconcile-payments",
                    crate::domain::reconcile::What::Refund => "reconcile-refund",
                    crate::domain::reconcile::What::BankOwn => "reconcile-bank-own",
                },
                &args,
            )
        }
        (None, Some(entry)) => clean(&format!("{} {}", entry.reference, entry.text)).trim().to_owned(),
        _ => String::new(),
    };
    let verdict = texts.t(&format!("reconcile-{}", line.verdict.code()));
    let mark = if line.verdict == Verdict::ByReference || line.verdict == Verdict::BySum {
        "✓"
    } else {
        "!"
    };
    format!(
        "    {mark} {} {ours} {bank} {} {what} · {verdict}",
        pad_right("", 6),
        pad_left(&texts.money(line.unexplained), 13)
    )
}

impl Screen for ReconcileScreen {
    fn scope(&self) -> Scope {
        Scope::Reconcile
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let t = ui.texts();
        let days = i64::try_from(self.back.max(DAYS)).unwrap_or(0);
        (t.t("screen-reconcile"), t.with("reconcile-days", &[("days", Arg::Count(days))]))
    }

    fn status(&self, ui: &Ui) -> String {
        ui.texts().t("reconcile-keys")
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = self.rows().len().saturating_sub(1);
        let page = usize::from(self.area.get().height).saturating_sub(3).max(1);
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(page),
            Code::PageDown => self.at = (self.at + page).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            Code::Enter | Code::Left | Code::Right | Code::Char(' ') => self.toggle(),
            Code::Char('+') => {
                self.back = self.back.max(DAYS) + DAYS;
                self.ask(ui);
            }
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, _: &mut Ui) -> bool {
        let row = mouse.y.checked_sub(self.area.get().y + 1).map(usize::from);
        let at = row.map(|row| row + self.top.get()).filter(|at| *at < self.rows().len());
        match (mouse.what, at) {
            (Click::Left, Some(at)) => {
                self.at = at;
                self.toggle();
                true
            }
            _ => false,
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Reconciled(result)) => {
                self.loaded = true;
                match *result {
                    Ok(found) => {
                        self.found = found;
                        self.at = self.at.min(self.rows().len().saturating_sub(1));
                    }
                    Err(error) => ui.fail(&error),
                }
            }
            Some(Answer::Changed { records, many }) => {
                if many || records.iter().any(|(kind, _)| kind == "bank_file" || kind == "refund") {
                    self.ask(ui);
                }
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        self.ask(ui);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        self.area.set(area);
        let head = format!(
            "  {} {} {} {}",
            pad_right(&texts.t("reconcile-day"), 10),
            pad_left(&texts.t("reconcile-ours"), 13),
            pad_left(&texts.t("reconcile-bank"), 13),
            pad_left(&texts.t("reconcile-difference"), 13)
        );
        put(buffer, area.x, area.y, area.width, &head, ui.theme.style(Role::Head));
        let rows = self.rows();
        let height = usize::from(area.height.saturating_sub(1)).max(1);
        let top = self.top.get().min(self.at).max((self.at + 1).saturating_sub(height));
        self.top.set(top);
        let nothing = self.found.iter().all(|account| account.days.is_empty());
        if self.loaded && nothing {
            let lines = wrap(&texts.t("empty-reconcile"), usize::from(area.width));
            for (line, y) in lines.iter().zip(area.y + 2..area.bottom()) {
                put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Dim));
            }
            return;
        }
        for ((at, row), y) in rows.iter().enumerate().skip(top).take(height).zip(area.y + 1..area.bottom()) {
            let (line, role) = self.words(*row, texts, ui, usize::from(area.width));
            put(buffer, area.x, y, area.width, &line, ui.theme.style(role));
            if at == self.at {
                fill(buffer, Rect { y, height: 1, ..area }, ui.theme.style(Role::Cursor));
            }
        }
    }
}
