//! *Til banken*: what the bank can be asked for now, group by group – each becomes a file –, and what is left out and why (OCR-2).

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::claim::ClaimScreen;
use super::{Screen, ScreenRow};
use crate::app::commands::key::{Code, Key, alt_shift};
use crate::app::commands::{Facts, Scope};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::outgoing::act::OutgoingDone;
use crate::app::usecase::outgoing::{DueItem, Group, LeftOut, Source, Wanted, words};
use crate::domain::money::Money;
use crate::domain::text::{clean, fit, pad_left, pad_right, width};
use crate::tui::event::{Click, Mouse};
use crate::tui::layers::outgoing_write;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{put, put_right, wrap};

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "outgoing",
    key: alt_shift('t'),
    counter: |counters| (counters.unsent > 0).then_some(counters.unsent),
    urgent: true,
    there: |_| true,
    make: |_| Box::new(OutgoingScreen::default()),
};

/// Under so many cells a row leaves out what can be seen elsewhere.
const NARROW: usize = 66;
/// So much of a name is shown.
const NAME_MAX: usize = 40;

/// What a row of the screen is: a group, what it asks for, what it leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Group(usize),
    Item(usize, usize),
    LeftOut(usize, usize),
}

/// The screen of what is due for the bank.
#[derive(Default)]
pub(in crate::tui) struct OutgoingScreen {
    groups: Option<Vec<Group>>,
    failed: Option<String>,
    at: usize,
    top: Cell<usize>,
    area: Cell<Rect>,
    /// What is left out is folded away.
    folded: bool,
}

/// What was done with a file to the bank, in words, and how it weighs.
pub(in crate::tui) fn done_words(done: &OutgoingDone, texts: &Texts) -> (String, Role) {
    let name = |name: &str| ("name", Arg::Text(name.to_owned()));
    match done {
        OutgoingDone::Written(written) => {
            let saved = match &written.saved {
                Some(Ok(path)) => path.display().to_string(),
                _ => String::new(),
            };
            let args = [
                name(&written.file.name),
                ("sums", Arg::Text(words::sums(&written.sums, texts))),
                ("path", Arg::Text(saved.clone())),
            ];
            if saved.is_empty() {
                (texts.with("outgoing-not-saved", &args), Role::Warning)
            } else {
                (texts.with("outgoing-written", &args), Role::Good)
            }
        }
        OutgoingDone::Sent(sent) if sent.outdated > 0 => {
            let outdated = texts.with("outgoing-outdated", &[("count", words::counted(sent.outdated))]);
            let said = texts.with("outgoing-sent", &[name(&sent.file.name)]);
            (format!("{said} {outdated}"), Role::Warning)
        }
        OutgoingDone::Sent(sent) => (texts.with("outgoing-sent", &[name(&sent.file.name)]), Role::Good),
        OutgoingDone::Discarded(file) => (texts.with("outgoing-discarded", &[name(&file.name)]), Role::Good),
        OutgoingDone::Answered(understood) => {
            let (accepted, refused, rest) = understood.counts();
            let count = Arg::count::<usize>;
            let args = [("accepted", count(accepted)), ("refused", count(refused)), ("rest", count(rest))];
            let role = if refused > 0 { Role::Warning } else { Role::Good };
            (texts.with("receipt-counts", &args), role)
        }
    }
}

impl OutgoingScreen {
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (place, group) in self.groups.iter().flatten().enumerate() {
            lines.push(Line::Group(place));
            lines.extend((0..group.items.len()).map(|item| Line::Item(place, item)));
            if !self.folded {
                lines.extend((0..group.left_out.len()).map(|item| Line::LeftOut(place, item)));
            }
        }
        lines
    }

    fn group(&self, line: Line) -> Option<&Group> {
        let (Line::Group(at) | Line::Item(at, _) | Line::LeftOut(at, _)) = line;
        self.groups.as_ref()?.get(at)
    }

    fn here(&self) -> Option<(Line, &Group)> {
        let line = self.lines().get(self.at).copied()?;
        Some((line, self.group(line)?))
    }

    fn item(line: Line, group: &Group) -> Option<&DueItem> {
        match line {
            Line::Group(_) => None,
            Line::Item(_, at) => group.items.get(at),
            Line::LeftOut(_, at) => group.left_out.get(at).map(|left| &left.item),
        }
    }

    /// Previews the file of the group under the cursor.
    pub fn write(&mut self, ui: &mut Ui) {
        let wanted = self
            .here()
            .map(|(_, group)| Wanted::of(group).map(|wanted| (wanted, group.clone())));
        match wanted {
            Some(Ok((wanted, group))) => outgoing_write::open(wanted, group, ui),
            Some(Err(error)) => ui.fail(&error),
            None => {}
        }
    }

    /// Opens the claim of the row; on a group, what a file of it would be.
    pub fn open(&mut self, ui: &mut Ui) {
        let Some((line, group)) = self.here() else { return };
        let claim = Self::item(line, group).map(|item| match &item.source {
            Source::Draw(draw) => Some(draw.claim),
            Source::Withdraw(draw) => Some(draw.claim),
            Source::PayOut(..) | Source::Agreement(_) => None,
        });
        match claim {
            Some(Some(claim)) => ui.push(Box::new(ClaimScreen::new(claim))),
            Some(None) => ui.tell(ui.texts().t("outgoing-no-claim"), Role::Dim),
            None if group.items.is_empty() => ui.refuse(&crate::domain::refusal::Refusal::NothingDue {}),
            None => self.write(ui),
        }
    }

    /// Shows what is left out, or folds it away.
    pub fn toggle_left_out(&mut self, _: &mut Ui) {
        self.folded = !self.folded;
        self.at = self.at.min(self.lines().len().saturating_sub(1));
    }

    fn draw_group(buffer: &mut Buffer, place: Rect, group: &Group, ui: &Ui) {
        let texts = ui.texts();
        let title = clean(&words::title(group, ui.site.country, texts)).into_owned();
        let sums = group.sums().map(|sums| words::sums(&sums, texts)).unwrap_or_default();
        let left = match group.left_out.len() {
            0 => String::new(),
            count => texts.with("outgoing-left-out", &[("count", Arg::count(count))]),
        };
        let right = [sums, left]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        put_right(buffer, place, place.y, &right, ui.theme.style(Role::Text));
        let room = usize::from(place.width).saturating_sub(width(&right) + 1);
        let used = u16::try_from(room).unwrap_or(u16::MAX);
        put(buffer, place.x, place.y, used, &fit(&title, room), ui.theme.style(Role::Title));
    }

    fn draw_item(buffer: &mut Buffer, place: Rect, item: &DueItem, ui: &Ui) {
        let texts = ui.texts();
        let cells = usize::from(place.width);
        let on = item.on().map(|on| on.to_string()).unwrap_or_default();
        let kind = texts.t(&format!("outgoing-kind-{}", item.kind().code()));
        // On a narrow screen the name needs the room more than the kind, which the heading says too.
        let wide = if cells < NARROW { 4 } else { 12 };
        let head = format!("{} {} ", pad_right(&fit(&kind, wide), wide), label_of(item));
        let tail = format!("{} {}", amount_of(item, texts), pad_right(&on, 10));
        let room = cells.saturating_sub(width(&head) + width(&tail) + 1).min(NAME_MAX);
        let text = format!("{head}{} {tail}", pad_right(&fit(&clean(item.name()), room), room));
        put(
            buffer,
            place.x,
            place.y,
            place.width,
            &fit(&text, cells),
            ui.theme.style(Role::Text),
        );
    }

    /// What is left out says why instead of what and when; in full below, where the cursor is.
    fn draw_left_out(buffer: &mut Buffer, place: Rect, left: &LeftOut, ui: &Ui) {
        let texts = ui.texts();
        let cells = usize::from(place.width);
        let room = if cells < NARROW { 9 } else { 16 };
        let name = pad_right(&fit(&clean(left.item.name()), room), room);
        let why = clean(&words::why(&left.why, texts)).into_owned();
        let text = format!("{} {name} {}  {why}", label_of(&left.item), amount_of(&left.item, texts));
        put(buffer, place.x, place.y, place.width, &fit(&text, cells), ui.theme.style(Role::Dim));
    }

    fn draw_empty(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let text = match (&self.failed, &self.groups) {
            (Some(failed), _) => failed.clone(),
            (None, None) => "·".to_owned(),
            (None, Some(_)) => format!("{}\n\n{}", ui.texts().t("outgoing-empty"), ui.texts().t("outgoing-empty-way")),
        };
        for (line, y) in wrap(&clean_lines(&text), usize::from(area.width)).iter().zip(area.y..area.bottom()) {
            put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Dim));
        }
    }

    fn move_to(&mut self, at: usize) {
        self.at = at.min(self.lines().len().saturating_sub(1));
    }
}

fn label_of(item: &DueItem) -> String {
    pad_right(&fit(&clean(&item.label()), 10), 10)
}

fn amount_of(item: &DueItem, texts: &Texts) -> String {
    let amount = if item.amount() == Money::ZERO {
        String::new()
    } else {
        texts.money(item.amount())
    };
    pad_left(&amount, 12)
}

/// Cleans text of several lines, line by line.
fn clean_lines(text: &str) -> String {
    text.lines().map(|line| clean(line).into_owned()).collect::<Vec<_>>().join("\n")
}

impl Screen for OutgoingScreen {
    fn scope(&self) -> Scope {
        Scope::Outgoing
    }

    fn facts(&self) -> Facts {
        let here = self.here();
        Facts {
            has_row: here.is_some(),
            goes_on: here.is_some_and(|(_, group)| !group.items.is_empty()),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        let due: usize = self.groups.iter().flatten().map(|group| group.items.len()).sum();
        let right = match &self.groups {
            Some(_) => texts.with("outgoing-due-count", &[("count", Arg::count(due))]),
            None => "…".to_owned(),
        };
        (texts.t("screen-outgoing"), right)
    }

    /// The reason or the deadline of the row under the cursor, in full.
    fn status(&self, ui: &Ui) -> String {
        let texts = ui.texts();
        let Some((line, group)) = self.here() else { return String::new() };
        let until = |deadline| texts.with("outgoing-until", &[("deadline", Arg::Text(words::until(deadline)))]);
        match line {
            Line::Group(_) => words::lacks(group, texts).or_else(|| group.until().map(until)).unwrap_or_default(),
            Line::Item(_, at) => group.items.get(at).and_then(|item| item.until).map(until).unwrap_or_default(),
            Line::LeftOut(_, at) => group.left_out.get(at).map(|left| words::why(&left.why, texts)).unwrap_or_default(),
        }
    }

    fn key(&mut self, key: Key, _: &mut Ui) -> bool {
        let page = usize::from(self.area.get().height).max(1);
        match key.code {
            Code::Up => self.move_to(self.at.saturating_sub(1)),
            Code::Down => self.move_to(self.at.saturating_add(1)),
            Code::PageUp => self.move_to(self.at.saturating_sub(page)),
            Code::PageDown => self.move_to(self.at.saturating_add(page)),
            Code::Home => self.move_to(0),
            Code::End => self.move_to(usize::MAX),
            // From group to group.
            Code::Tab | Code::BackTab => {
                let lines = self.lines();
                let is_group = |place: &usize| matches!(lines.get(*place), Some(Line::Group(_)));
                let next = if key.code == Code::Tab {
                    (self.at.saturating_add(1)..lines.len()).find(is_group)
                } else {
                    (0..self.at).rev().find(is_group)
                };
                self.at = next.unwrap_or(self.at);
            }
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, _: &mut Ui) -> bool {
        let area = self.area.get();
        match mouse.what {
            Click::WheelUp => self.move_to(self.at.saturating_sub(3)),
            Click::WheelDown => self.move_to(self.at.saturating_add(3)),
            Click::Left if (area.y..area.bottom()).contains(&mouse.y) => {
                self.move_to(self.top.get().saturating_add(usize::from(mouse.y - area.y)));
            }
            _ => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::OutgoingDue(result)) => {
                match *result {
                    Ok(groups) => {
                        self.groups = Some(groups);
                        self.failed = None;
                    }
                    Err(error) => self.failed = Some(error.words(ui.lang)),
                }
                self.move_to(self.at);
            }
            Some(changed @ Answer::Changed { .. }) => {
                ui.reader.ask(Ask::OutgoingDue);
                *answer = Some(changed);
            }
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::OutgoingDue);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.area.set(area);
        let lines = self.lines();
        if lines.is_empty() {
            return self.draw_empty(buffer, area, ui);
        }
        let height = usize::from(area.height).max(1);
        let top = self.top.get().clamp(self.at.saturating_sub(height - 1), self.at);
        self.top.set(top);
        for ((place, line), y) in lines.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
            let Some(group) = self.group(*line) else { continue };
            let is_here = place == self.at && !ui.menu_open;
            put(buffer, area.x, y, 1, if is_here { "▸" } else { " " }, ui.theme.style(Role::Accent));
            let indent = if matches!(line, Line::Group(_)) { 2 } else { 4 };
            let row = Rect {
                x: area.x.saturating_add(indent),
                y,
                width: area.width.saturating_sub(indent),
                height: 1,
            };
            match line {
                Line::Group(_) => Self::draw_group(buffer, row, group, ui),
                Line::Item(_, at) => {
                    if let Some(item) = group.items.get(*at) {
                        Self::draw_item(buffer, row, item, ui);
                    }
                }
                Line::LeftOut(_, at) => {
                    if let Some(left) = group.left_out.get(*at) {
                        Self::draw_left_out(buffer, row, left, ui);
                    }
                }
            }
        }
    }
}
