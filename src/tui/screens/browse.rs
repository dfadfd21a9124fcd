//! Choosing a bank file: the browser starts where the last file came from and tells what is new, imported, or no bank file.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use super::import::ImportScreen;
use crate::app::browse::{FileRow, Standing};
use crate::app::clock;
use crate::app::commands::Scope;
use crate::app::commands::key::{Code, Key};
use crate::app::import::Request;
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::domain::text::{clean, fit, pad_left, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, wrap};

/// The file browser.
pub(in crate::tui) struct BrowseScreen {
    folder: PathBuf,
    rows: Vec<FileRow>,
    failed: Option<String>,
    at: usize,
    came_from: Option<PathBuf>,
    area: std::cell::Cell<Rect>,
    top: std::cell::Cell<usize>,
}

impl BrowseScreen {
    pub fn new(folder: PathBuf) -> BrowseScreen {
        BrowseScreen {
            folder,
            rows: Vec::new(),
            failed: None,
            at: 0,
            came_from: None,
            area: std::cell::Cell::new(Rect::default()),
            top: std::cell::Cell::new(0),
        }
    }

    fn open(&mut self, ui: &mut Ui) {
        let Some(row) = self.rows.get(self.at) else { return };
        match row.standing {
            Standing::Parent | Standing::Folder => {
                self.came_from = (row.standing == Standing::Parent).then(|| self.folder.clone());
                self.folder.clone_from(&row.path);
                self.at = 0;
                ui.reader.ask(Ask::Folder(self.folder.clone()));
            }
            _ => {
                ui.folder.clone_from(&self.folder);
                let request = Request {
                    path: row.path.clone(),
                    ..Request::default()
                };
                ui.push(Box::new(ImportScreen::new(request)));
            }
        }
    }

    fn up(&mut self, ui: &mut Ui) {
        if let Some(place) = self.rows.iter().position(|row| row.standing == Standing::Parent) {
            self.at = place;
            self.open(ui);
        }
    }
}

impl Screen for BrowseScreen {
    fn scope(&self) -> Scope {
        Scope::Browse
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        (
            format!("{} › {}", ui.texts().t("command-files-import"), self.folder.display()),
            String::new(),
        )
    }

    fn status(&self, ui: &Ui) -> String {
        let new = self.rows.iter().filter(|row| matches!(row.standing, Standing::New(_))).count();
        ui.texts().with("browse-count", &[("new", Arg::count(new))])
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            Code::Enter | Code::Right => self.open(ui),
            Code::Left | Code::Backspace => self.up(ui),
            Code::Char(letter) => {
                // A letter goes to the next name that begins with it.
                let next = (1..=self.rows.len()).map(|step| (self.at + step) % self.rows.len().max(1));
                let wanted = letter.to_lowercase().to_string();
                if let Some(at) = next
                    .into_iter()
                    .find(|at| self.rows.get(*at).is_some_and(|row| row.name.to_lowercase().starts_with(&wanted)))
                {
                    self.at = at;
                }
            }
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        match mouse.what {
            Click::WheelUp => self.at = self.at.saturating_sub(3),
            Click::WheelDown => self.at = (self.at + 3).min(self.rows.len().saturating_sub(1)),
            Click::Left => {
                let Some(line) = mouse.y.checked_sub(self.area.get().y + 1) else {
                    return false;
                };
                let row = self.top.get() + usize::from(line);
                if row < self.rows.len() {
                    if row == self.at {
                        self.open(ui);
                    } else {
                        self.at = row;
                    }
                }
            }
            Click::Right => return false,
        }
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Folder(path, result)) if path == self.folder => match result {
                Ok(rows) => {
                    self.failed = None;
                    self.rows = rows;
                    let back = self.came_from.take();
                    let first = self
                        .rows
                        .iter()
                        .position(|row| matches!(row.standing, Standing::New(_)))
                        .unwrap_or(0);
                    self.at = back
                        .and_then(|path| self.rows.iter().position(|row| row.path == path))
                        .unwrap_or(if self.at == 0 { first } else { self.at });
                    self.at = self.at.min(self.rows.len().saturating_sub(1));
                }
                Err(error) => self.failed = Some(error.words(ui.lang)),
            },
            other => *answer = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Folder(self.folder.clone()));
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.area.set(area);
        let texts = ui.texts();
        if let Some(failed) = &self.failed {
            for (line, y) in wrap(&clean(failed), usize::from(area.width)).iter().zip(area.y + 1..area.bottom()) {
                put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Danger));
            }
            return;
        }
        // Who imported a file matters more than when it was written.
        let with_date = area.width >= 90;
        let name_room = usize::from(area.width)
            .saturating_sub(if with_date { 64 } else { 50 })
            .clamp(18, 60);
        let date = |text: &str| {
            if with_date {
                format!("{}  ", pad_right(text, 16))
            } else {
                String::new()
            }
        };
        let head = format!(
            "  {}  {}  {}{}",
            pad_right(&texts.t("browse-name"), name_room),
            pad_left(&texts.t("browse-size"), 10),
            date(&texts.t("browse-changed")),
            texts.t("browse-standing")
        );
        put(buffer, area.x, area.y, area.width, &head, ui.theme.style(Role::Head));
        let height = usize::from(area.height.saturating_sub(1));
        let top = (self.at + 1).saturating_sub(height);
        self.top.set(top);
        for ((at, row), y) in self.rows.iter().enumerate().skip(top).take(height).zip(area.y + 1..) {
            let folder = matches!(row.standing, Standing::Folder | Standing::Parent);
            let (standing, role) = match &row.standing {
                Standing::Parent | Standing::Folder => (String::new(), Role::Accent),
                Standing::New(format) => (texts.with("standing-new", &[("format", Arg::from(*format))]), Role::Text),
                Standing::Stored(at, who) => {
                    let args = [("at", Arg::Text(clock::local_minute(*at))), ("operator", Arg::Text(who.clone()))];
                    (texts.with("standing-stored", &args), Role::Dim)
                }
                Standing::Other => (texts.t("standing-other"), Role::Dim),
            };
            let name = format!("{}{}", row.name, if folder { "/" } else { "" });
            let size = if folder {
                String::new()
            } else {
                texts.count(i64::try_from(row.length).unwrap_or(i64::MAX))
            };
            let changed = if row.changed_at > 0 {
                clock::local_minute(row.changed_at)
            } else {
                String::new()
            };
            let line = format!(
                "{}  {}  {}{standing}",
                pad_right(&fit(&clean(&name), name_room), name_room),
                pad_left(&size, 10),
                date(&changed)
            );
            put(
                buffer,
                area.x,
                y,
                1,
                if at == self.at { "▸" } else { " " },
                ui.theme.style(Role::Accent),
            );
            put(buffer, area.x + 2, y, area.width.saturating_sub(2), &line, ui.theme.style(role));
            if at == self.at && !ui.menu_open {
                fill(buffer, Rect { y, height: 1, ..area }, ui.theme.style(Role::Cursor));
            }
        }
    }
}
