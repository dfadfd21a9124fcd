//! One bank account: its fields by groups, the checklist for the bank's form, and what was changed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use crate::app::clock;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Scope};
use crate::app::exchange::setup;
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::accounts::{self, Shown, Tick};
use crate::app::writer::Outcome;
use crate::domain::account::display;
use crate::domain::exchange::AccountState;
use crate::domain::setup::{ExchangeMode, Field, Group};
use crate::domain::text::{clean, fit, pad_right, width};
use crate::tui::event::{Click, Mouse};
use crate::tui::layers::account_question::{self, Asked};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, put_right, wrap};

/// Cells of the names of fields.
const LABEL: usize = 30;

/// What lies in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    SetUp,
    Checklist,
    Changes,
}

const TABS: [Tab; 3] = [Tab::SetUp, Tab::Checklist, Tab::Changes];

/// A line of the set-up.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Head(&'static str),
    Field(Field),
    /// Belongs to the line above it.
    Note(String),
    Format,
    State,
}

impl Line {
    fn can_be_edited(&self) -> bool {
        matches!(self, Line::Field(_) | Line::Format | Line::State)
    }
}

/// The screen of one bank account.
pub(in crate::tui) struct AccountScreen {
    id: i64,
    shown: Option<Box<Shown>>,
    failed: Option<String>,
    tab: Tab,
    /// Which line, among those that can be edited; on the other tabs the first line that is seen.
    at: usize,
    /// How far the other tabs can be scrolled, as last drawn.
    lowest: std::cell::Cell<usize>,
    /// Where the lines were drawn last, and which was the first of them.
    drawn: std::cell::Cell<(Rect, usize)>,
}

impl AccountScreen {
    pub fn new(id: i64) -> AccountScreen {
        AccountScreen {
            id,
            shown: None,
            failed: None,
            tab: Tab::SetUp,
            at: 0,
            lowest: std::cell::Cell::new(0),
            drawn: std::cell::Cell::default(),
        }
    }

    /// Goes to the next tab.
    pub fn next_tab(&mut self) {
        let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.tab = TABS.get(at + 1).copied().unwrap_or(Tab::SetUp);
        self.at = 0;
    }

    /// Asks for a new value of the line under the cursor.
    pub fn edit(&mut self, ui: &mut Ui) {
        let line = self.shown.as_ref().and_then(|shown| {
            let editable = lines(shown, ui.texts()).into_iter().filter(Line::can_be_edited);
            editable.take(self.at + 1).last()
        });
        match line.filter(|_| self.tab == Tab::SetUp) {
            Some(Line::Field(field)) => self.ask(Asked::Field(field), ui),
            Some(Line::Format) => self.ask(Asked::Format, ui),
            Some(Line::State) => self.ask(Asked::State, ui),
            _ => ui.tell(ui.texts().t("account-edit-where"), Role::Warning),
        }
    }

    /// Asks for something about the account.
    pub fn ask(&mut self, asked: Asked, ui: &mut Ui) {
        if let Some(shown) = &self.shown {
            account_question::open(asked, shown, ui);
        }
    }

    fn last(&self, ui: &Ui) -> usize {
        match (&self.shown, self.tab) {
            (Some(shown), Tab::SetUp) => {
                let editable = lines(shown, ui.texts()).into_iter().filter(Line::can_be_edited);
                editable.count().saturating_sub(1)
            }
            _ => self.lowest.get(),
        }
    }

    fn draw_head(&self, buffer: &mut Buffer, area: Rect, shown: &Shown, ui: &Ui) {
        let texts = ui.texts();
        let number = display(shown.country, &shown.account.number);
        let state = texts.t(&format!("account-state-{}", shown.account.state.code()));
        let room = usize::from(area.width).saturating_sub(width(&state) + 3);
        let name = fit(&format!("{number}  {}", clean(&shown.account.name)), room);
        put(buffer, area.x + 1, area.y, area.width, &name, ui.theme.style(Role::Title));
        let role = match shown.account.state {
            AccountState::Verified => Role::Good,
            AccountState::Draft | AccountState::Ordered => Role::Warning,
            _ => Role::Accent,
        };
        put_right(buffer, area, area.y, &state, ui.theme.style(role));
        let next = shown.next_words(texts).unwrap_or_default();
        let line = fit(&next, usize::from(area.width.saturating_sub(1)));
        put(buffer, area.x + 1, area.y + 1, area.width, &line, ui.theme.style(Role::Dim));
        let checklist = shown.checklist(texts);
        let counted = checklist.iter().filter(|line| line.tick != Tick::Advice);
        let (all, done) = (counted.clone().count(), counted.filter(|line| line.tick == Tick::Done).count());
        let mut x = area.x + 1;
        for tab in TABS {
            let word = match tab {
                Tab::SetUp => texts.t("account-tab-set-up"),
                Tab::Checklist => format!("{} ({done}/{all})", texts.t("account-tab-checklist")),
                Tab::Changes => format!("{} ({})", texts.t("tab-changes"), shown.steps.len()),
            };
            let role = if tab == self.tab { Role::Title } else { Role::Dim };
            x += put(
                buffer,
                x,
                area.y + 2,
                area.right().saturating_sub(x),
                &format!(" {word} "),
                ui.theme.style(role),
            ) + 1;
        }
        let rest = area.right().saturating_sub(x);
        put(
            buffer,
            x,
            area.y + 2,
            rest,
            &"─".repeat(usize::from(rest)),
            ui.theme.style(Role::Dim),
        );
    }

    fn draw_set_up(&self, buffer: &mut Buffer, area: Rect, shown: &Shown, ui: &Ui) {
        let texts = ui.texts();
        let lines = lines(shown, texts);
        let here = lines.iter().enumerate().filter(|(_, line)| line.can_be_edited()).nth(self.at);
        let (place, line) = here.map_or((0, None), |(place, line)| (place, Some(line)));
        let help = match line {
            Some(Line::Field(field)) => texts.t(&format!("account-help-{}", field.code().replace('_', "-"))),
            Some(Line::Format) => texts.t("account-help-format"),
            _ => texts.t("account-help-state"),
        };
        let room = usize::from(area.width.saturating_sub(2));
        let help = wrap(&help, room);
        let below = u16::try_from(help.len().min(3)).unwrap_or(0) + 1;
        let height = area.height.saturating_sub(below);
        // The head of the first group is seen together with its first field, and a field with what belongs to it.
        let notes = lines
            .iter()
            .skip(place + 1)
            .take_while(|line| matches!(line, Line::Note(_)))
            .count();
        let top = (place + notes + 2).saturating_sub(usize::from(height.max(1))).min(place);
        let above = if place <= 1 { 0 } else { top };
        let body = Rect { height, ..area };
        self.drawn.set((body, above));
        for ((line, no), y) in lines.iter().zip(0usize..).skip(above).zip(body.y..body.bottom()) {
            draw_line(buffer, Rect { y, height: 1, ..body }, shown, line, ui);
            if no == place && !ui.menu_open {
                fill(buffer, Rect { y, height: 1, ..body }, ui.theme.style(Role::Cursor));
            }
        }
        for (line, y) in help.iter().take(3).zip(body.bottom() + 1..area.bottom()) {
            put(buffer, area.x + 1, y, area.width, line, ui.theme.style(Role::Dim));
        }
    }

    fn draw_rows(&self, buffer: &mut Buffer, area: Rect, rows: &[(String, Role)], ui: &Ui) {
        self.lowest.set(rows.len().saturating_sub(usize::from(area.height)));
        for ((row, role), y) in rows.iter().skip(self.at.min(self.lowest.get())).zip(area.y..area.bottom()) {
            put(buffer, area.x + 1, y, area.width.saturating_sub(1), row, ui.theme.style(*role));
        }
    }
}

/// The lines of the set-up, group by group.
fn lines(shown: &Shown, texts: &Texts) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut group: Option<Group> = None;
    for field in shown.fields() {
        if group.replace(field.group()) != Some(field.group()) {
            lines.push(Line::Head(field.group().key()));
        }
        lines.push(Line::Field(field));
        if let (Field::Recipe, Some(recipe)) = (field, &shown.account.recipe) {
            lines.push(Line::Note(accounts::explained(recipe, texts)));
            let example = accounts::example(recipe).unwrap_or_default();
            lines.push(Line::Note(format!("{} {example}", texts.t("account-example"))));
        }
        if field == Field::Exchange && shown.account.exchange == ExchangeMode::Sftp {
            lines.extend(server_notes(shown, texts).into_iter().map(Line::Note));
        }
    }
    lines.push(Line::Format);
    lines.push(Line::Head("account-group-state"));
    lines.push(Line::State);
    lines
}

/// Which server files come from and go to, and when that was done last.
fn server_notes(shown: &Shown, texts: &Texts) -> Vec<String> {
    let Some(server) = &shown.exchange.server else {
        return vec![texts.t("server-missing")];
    };
    let folder = |folder: &String| Arg::Text(if folder.is_empty() { "–".to_owned() } else { folder.clone() });
    let folders = [("fetch", folder(&server.fetch_from)), ("deliver", folder(&server.deliver_to))];
    let looked = shown.exchange.looked_at_ms;
    let last = if looked > 0 {
        clock::local_minute(looked)
    } else {
        "–".to_owned()
    };
    vec![
        setup::address(server),
        texts.with("server-folders", &folders),
        texts.with("server-last", &[("looked", Arg::Text(last))]),
    ]
}

fn draw_line(buffer: &mut Buffer, line: Rect, shown: &Shown, what: &Line, ui: &Ui) {
    let texts = ui.texts();
    let label = LABEL.min(usize::from(line.width) / 2);
    let (name, value, role) = match what {
        Line::Head(key) => {
            put(buffer, line.x + 1, line.y, line.width, &texts.t(key), ui.theme.style(Role::Head));
            return;
        }
        Line::Note(text) => (String::new(), text.clone(), Role::Dim),
        Line::Field(field) => (shown.label(*field, texts), shown.words(*field, texts), Role::Text),
        Line::Format => {
            let formats: Vec<String> = shown.formats.iter().rev().map(|format| shown.format_words(format, texts)).collect();
            (texts.t("account-format"), formats.join(" ← "), Role::Text)
        }
        Line::State => {
            let state = texts.t(&format!("account-state-{}", shown.account.state.code()));
            (texts.t("column-accounts-state"), state, Role::Text)
        }
    };
    let name = pad_right(&fit(&name, label - 1), label);
    let used = put(buffer, line.x + 3, line.y, line.width, &name, ui.theme.style(Role::Dim));
    let (value, role) = if value.is_empty() {
        ("–".to_owned(), Role::Dim)
    } else {
        (value, role)
    };
    let room = usize::from(line.width).saturating_sub(label + 3);
    let x = line.x + 3 + used;
    put(
        buffer,
        x,
        line.y,
        line.right().saturating_sub(x),
        &fit(&clean(&value), room),
        ui.theme.style(role),
    );
}

fn checklist_rows(shown: &Shown, ui: &Ui, room: usize) -> Vec<(String, Role)> {
    let mut rows = Vec::new();
    for line in shown.checklist(ui.texts()) {
        let role = match line.tick {
            Tick::Done => Role::Good,
            Tick::Advice => Role::Text,
            _ => Role::Warning,
        };
        let place = pad_right(&line.place, 10);
        let value = if line.value.is_empty() {
            String::new()
        } else {
            format!(": {}", clean(&line.value))
        };
        rows.push((fit(&format!("{} {place} {}{value}", line.tick.sign(), line.label), room), role));
        let help = wrap(&line.help, room.saturating_sub(15));
        rows.extend(help.into_iter().map(|help| (format!("{}{help}", " ".repeat(15)), Role::Dim)));
    }
    rows
}

fn changes_rows(shown: &Shown, ui: &Ui, room: usize) -> Vec<(String, Role)> {
    let texts = ui.texts();
    let mut rows = Vec::new();
    for step in &shown.steps {
        let at = clock::local_minute(step.at_ms);
        let action = texts.t(&format!("action-{}", step.action));
        let line = format!("{at}  {}  {action}  {}", step.operator, step.comment);
        rows.push((fit(&clean(&line), room), Role::Text));
        let what = shown.step_words(step, texts);
        rows.extend(
            what.into_iter()
                .map(|line| (fit(&format!("    {}", clean(&line)), room), Role::Dim)),
        );
    }
    rows
}

impl Screen for AccountScreen {
    fn scope(&self) -> Scope {
        Scope::Account
    }

    fn facts(&self) -> Facts {
        Facts {
            has_row: self.shown.is_some(),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let number = self.shown.as_ref().map(|shown| display(shown.country, &shown.account.number));
        let title = ui.texts().t("screen-accounts");
        (format!("{title} › {}", number.unwrap_or_default()), String::new())
    }

    fn status(&self, ui: &Ui) -> String {
        let Some(shown) = &self.shown else {
            return self.failed.clone().unwrap_or_default();
        };
        let args = [("ledger", Arg::Text(shown.account.ledger.clone()))];
        ui.texts().with("account-status", &args)
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = self.last(ui);
        match key.code {
            Code::Up => self.at = self.at.min(last).saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.min(last).saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        match mouse.what {
            Click::WheelUp => self.at = self.at.saturating_sub(1),
            Click::WheelDown => self.at = (self.at + 1).min(self.last(ui)),
            Click::Left if self.tab == Tab::SetUp => {
                let (body, first) = self.drawn.get();
                let (Some(row), Some(shown)) = (mouse.y.checked_sub(body.y), &self.shown) else {
                    return false;
                };
                let wanted = first + usize::from(row);
                let lines = lines(shown, ui.texts());
                if mouse.y >= body.bottom() || !lines.get(wanted).is_some_and(Line::can_be_edited) {
                    return false;
                }
                self.at = lines.iter().take(wanted).filter(|line| line.can_be_edited()).count();
            }
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Account(id, result)) if id == self.id => match *result {
                Ok(shown) => self.shown = Some(Box::new(shown)),
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            Some(Answer::Changed { records, many }) => {
                if many || records.iter().any(|(kind, id)| kind == "bank_account" && *id == self.id) {
                    ui.reader.ask(Ask::Account(self.id));
                }
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Account(result)) => {
                match *result {
                    Ok(done) => account_question::tell_done(&done, ui),
                    Err(error) => ui.fail(&error),
                }
                ui.reader.ask(Ask::Account(self.id));
            }
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Account(self.id));
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(shown) = &self.shown else {
            let text = self.failed.clone().unwrap_or_else(|| "·".to_owned());
            put(buffer, area.x, area.y, area.width, &clean(&text), ui.theme.style(Role::Dim));
            return;
        };
        self.draw_head(buffer, area, shown, ui);
        let body = Rect {
            y: area.y + 3,
            height: area.height.saturating_sub(3),
            ..area
        };
        let room = usize::from(body.width.saturating_sub(1));
        match self.tab {
            Tab::SetUp => self.draw_set_up(buffer, body, shown, ui),
            Tab::Checklist => self.draw_rows(buffer, body, &checklist_rows(shown, ui, room), ui),
            Tab::Changes => self.draw_rows(buffer, body, &changes_rows(shown, ui, room), ui),
        }
    }
}
