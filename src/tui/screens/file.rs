//! One bank file: what is known of it, and its bytes with the fields of each line marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Screen;
use crate::app::commands::Scope;
use crate::app::commands::key::{Code, Key};
use crate::app::file_view::{FileLine, FileView};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::domain::text::{clean, fit, pad_right, width};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::put;

/// How many lines are read at a time, and how many of them before the place that is wanted.
const WINDOW: usize = 200;
const BEFORE: usize = 60;

/// The screen of one bank file.
pub(in crate::tui) struct FileScreen {
    pub(in crate::tui) id: i64,
    view: Option<FileView>,
    failed: Option<String>,
    /// Where the line under the cursor begins.
    offset: u64,
    /// How far the lines are moved to the left.
    left: usize,
    asked: bool,
    top: std::cell::Cell<usize>,
    height: std::cell::Cell<usize>,
    area: std::cell::Cell<Rect>,
}

impl FileScreen {
    pub fn new(id: i64) -> FileScreen {
        FileScreen {
            id,
            view: None,
            failed: None,
            offset: 0,
            left: 0,
            asked: false,
            top: std::cell::Cell::new(0),
            height: std::cell::Cell::new(1),
            area: std::cell::Cell::default(),
        }
    }

    fn lines(&self) -> &[FileLine] {
        self.view.as_ref().map_or(&[], |view| view.lines.as_slice())
    }

    /// The place of the line under the cursor in the window.
    fn at(&self) -> usize {
        self.lines().iter().rposition(|line| line.offset <= self.offset).unwrap_or(0)
    }

    fn ask(&mut self, ui: &Ui) {
        if !self.asked {
            self.asked = true;
            ui.reader.ask(Ask::FileBytes(self.id, self.offset, BEFORE, WINDOW));
        }
    }

    /// Goes some lines on or back, and reads on where the window ends.
    fn step(&mut self, by: isize, ui: &Ui) {
        let at = self.at();
        let to = at.saturating_add_signed(by).min(self.lines().len().saturating_sub(1));
        if let Some(line) = self.lines().get(to) {
            self.offset = line.offset;
        }
        let begins = self.lines().first().is_some_and(|line| line.offset == 0);
        if (to < self.height.get() && !begins) || to + self.height.get() >= self.lines().len() {
            self.ask(ui);
        }
    }

    fn fields(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let t = ui.texts();
        let Some(line) = self.lines().get(self.at()) else { return };
        if line.marks.is_empty() {
            put(
                buffer,
                area.x,
                area.y,
                area.width,
                &t.t("file-no-fields"),
                ui.theme.style(Role::Dim),
            );
            return;
        }
        let characters: Vec<char> = line.text.chars().collect();
        let cells = line.marks.iter().map(|mark| {
            let from = usize::from(mark.first).saturating_sub(1);
            let value: String = characters
                .iter()
                .skip(from)
                .take(usize::from(mark.last).saturating_sub(from))
                .collect();
            let place = format!("{}–{}", mark.first, mark.last);
            format!(
                "{} {} {}",
                pad_right(&place, 7),
                pad_right(&fit(&t.t(&format!("mark-{}", mark.name)), 20), 20),
                clean(value.trim())
            )
        });
        let cells: Vec<String> = cells.collect();
        let columns = if area.width >= 110 { 2 } else { 1 };
        let rows = cells.len().div_ceil(columns);
        let wide = area.width / u16::try_from(columns).unwrap_or(1);
        for (place, cell) in cells.iter().enumerate() {
            let (column, row) = (place / rows.max(1), place % rows.max(1));
            let x = area.x + wide * u16::try_from(column).unwrap_or(0);
            let y = area.y + u16::try_from(row).unwrap_or(0);
            if y < area.bottom() {
                put(buffer, x, y, wide.saturating_sub(1), cell, ui.theme.style(Role::Text));
            }
        }
    }

    fn head(view: &FileView, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let t = ui.texts();
        let head = &view.head;
        let state = if head.is_undone {
            "file-state-undone".to_owned()
        } else {
            format!("file-state-{}", head.state.code())
        };
        let args = [
            ("format", Arg::Text(view.format.to_owned())),
            ("state", Arg::Text(t.t(&state))),
            ("stored", Arg::Text(clean(&view.stored()).into_owned())),
        ];
        let counts = [
            ("payments", Arg::Count(head.payments)),
            ("sum", Arg::Money(head.sum)),
            ("notices", Arg::Count(head.notices)),
            ("bytes", Arg::count(view.length)),
        ];
        let direction = if head.is_outgoing { "file-head-out" } else { "file-head-in" };
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            &t.with(direction, &args),
            ui.theme.style(Role::Title),
        );
        put(
            buffer,
            area.x,
            area.y + 1,
            area.width,
            &t.with("file-head-counts", &counts),
            ui.theme.style(Role::Text),
        );
    }

    fn line(&self, line: &FileLine, is_here: bool, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let shown: String = line.text.chars().skip(self.left).collect();
        let style = ui.theme.style(if is_here { Role::Title } else { Role::Text });
        put(buffer, area.x + 2, area.y, area.width.saturating_sub(2), &clean(&shown), style);
        if !is_here {
            return;
        }
        put(buffer, area.x, area.y, 1, "▸", ui.theme.style(Role::Accent));
        // Every other field is underlined, so that neighbours are told apart.
        for mark in line.marks.iter().step_by(2) {
            for place in mark.first..=mark.last {
                let x = usize::from(place).checked_sub(1 + self.left).and_then(|x| u16::try_from(x).ok());
                if let Some(cell) = x.and_then(|x| buffer.cell_mut((area.x + 2 + x, area.y)))
                    && x.is_some_and(|x| area.x + 2 + x < area.right())
                {
                    cell.modifier.insert(Modifier::UNDERLINED);
                }
            }
        }
    }
}

impl Screen for FileScreen {
    fn scope(&self) -> Scope {
        Scope::File
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let name = self
            .view
            .as_ref()
            .map_or_else(String::new, |view| clean(&view.head.name).into_owned());
        let line = self.lines().get(self.at()).map_or(0, |line| line.offset);
        let percent = self.view.as_ref().map_or(0, |view| line.saturating_mul(100) / view.length.max(1));
        (format!("{} › {name}", ui.texts().t("screen-files")), format!("{percent} %"))
    }

    fn status(&self, ui: &Ui) -> String {
        let line = self.lines().get(self.at());
        let offset = Arg::Count(line.map_or(0, |line| i64::try_from(line.offset).unwrap_or(i64::MAX)));
        let length = Arg::Count(line.map_or(0, |line| i64::try_from(width(&line.text)).unwrap_or(0)));
        ui.texts().with("file-status", &[("offset", offset), ("length", length)])
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let page = isize::try_from(self.height.get()).unwrap_or(1);
        match key.code {
            Code::Up => self.step(-1, ui),
            Code::Down => self.step(1, ui),
            Code::PageUp => self.step(-page, ui),
            Code::PageDown => self.step(page, ui),
            Code::Left => self.left = self.left.saturating_sub(8),
            Code::Right => self.left = (self.left + 8).min(400),
            Code::Home => {
                self.offset = 0;
                self.ask(ui);
            }
            Code::End => {
                self.offset = self.view.as_ref().map_or(0, |view| view.length.saturating_sub(1));
                self.ask(ui);
            }
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let row = mouse
            .y
            .checked_sub(self.area.get().y)
            .map(usize::from)
            .filter(|row| *row < self.height.get());
        match (mouse.what, row.and_then(|row| self.lines().get(self.top.get() + row))) {
            (Click::Left, Some(line)) => {
                self.offset = line.offset;
                true
            }
            (Click::WheelUp, _) => {
                self.step(-3, ui);
                true
            }
            (Click::WheelDown, _) => {
                self.step(3, ui);
                true
            }
            _ => false,
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::FileBytes(id, result)) if id == self.id => {
                self.asked = false;
                match *result {
                    Ok(view) => {
                        self.offset = self.offset.min(view.length.saturating_sub(1));
                        self.view = Some(view);
                        if let Some(line) = self.lines().get(self.at()) {
                            self.offset = line.offset;
                        }
                    }
                    Err(error) => self.failed = Some(error.words(ui.lang)),
                }
            }
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        self.ask(ui);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        if let Some(failed) = &self.failed {
            put(buffer, area.x, area.y, area.width, failed, ui.theme.style(Role::Danger));
            return;
        }
        let Some(view) = &self.view else {
            put(buffer, area.x, area.y, area.width, "·", ui.theme.style(Role::Dim));
            return;
        };
        FileScreen::head(view, buffer, area, ui);
        let panel = (area.height / 3).clamp(3, 9);
        let lines = Rect {
            y: area.y + 3,
            height: area.height.saturating_sub(panel + 4).max(1),
            ..area
        };
        self.area.set(lines);
        let height = usize::from(lines.height);
        self.height.set(height);
        let at = self.at();
        let top = self.top.get().min(at).max((at + 1).saturating_sub(height));
        self.top.set(top);
        for ((place, line), y) in view.lines.iter().enumerate().skip(top).zip(lines.y..lines.bottom()) {
            self.line(line, place == at, buffer, Rect { y, height: 1, ..lines }, ui);
        }
        let fields = Rect {
            y: lines.bottom() + 1,
            height: area.bottom().saturating_sub(lines.bottom() + 1),
            ..area
        };
        self.fields(buffer, fields, ui);
    }
}
