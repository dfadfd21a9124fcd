//! A table of customers and members, looked at before it is stored: what each row would be, whom it looks like, and what is wrong with
//! line and column. While anything is wrong nothing can be stored.

use std::cell::Cell;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use crate::app::commands::Scope;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::register::act::{PartyAct, PartyDone};
use crate::app::usecase::register::import::{Preview, alike_words};
use crate::app::writer::{Outcome, Work};
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put};

/// The screen of a table.
pub(in crate::tui) struct PartiesTableScreen {
    path: PathBuf,
    preview: Option<Box<Preview>>,
    failed: Option<String>,
    /// It is being stored.
    saving: bool,
    stored: Option<(usize, usize)>,
    at: usize,
    drawn: Cell<(Rect, usize)>,
}

impl PartiesTableScreen {
    pub fn new(path: PathBuf) -> PartiesTableScreen {
        PartiesTableScreen {
            path,
            preview: None,
            failed: None,
            saving: false,
            stored: None,
            at: 0,
            drawn: Cell::default(),
        }
    }

    /// Stores the table; `skip_alike`: without rows that look like somebody.
    pub fn store(&mut self, skip_alike: bool, ui: &mut Ui) {
        let ready = self.preview.as_ref().is_some_and(|preview| preview.faults.is_empty());
        if self.saving || self.stored.is_some() || !ready {
            let key = if self.stored.is_some() {
                "parties-table-stored-already"
            } else {
                "parties-table-not-ready"
            };
            ui.tell(ui.texts().t(key), Role::Warning);
            return;
        }
        let act = PartyAct::Import {
            path: self.path.clone(),
            skip_alike,
        };
        // The table says for itself why; every party's creation stands in the log.
        self.saving = ui.writer.give(Work::Party(act, String::new()));
    }

    fn lines(&self, ui: &Ui) -> Vec<(String, Role)> {
        let Some(preview) = &self.preview else {
            return Vec::new();
        };
        let faults = preview.faults.iter().map(|fault| (fault.words(ui.lang), Role::Danger));
        let rows = preview.rows.iter().map(|row| {
            if row.alike.is_some() {
                return (alike_words(row, ui.texts()), Role::Warning);
            }
            let card = &row.card;
            let parts = [
                pad_right(&fit(&row.number, 8), 8),
                pad_right(&fit(&clean(&card.name), 26), 26),
                pad_right(&card.phone, 14),
                card.email.clone(),
                format!("{} {}", card.postcode, card.city),
            ];
            (format!("{:>6}  {}", row.line, parts.join(" ")), Role::Text)
        });
        let warning = preview.warning.iter().map(|warning| (warning.words(ui.lang), Role::Warning));
        warning.chain(faults).chain(rows).collect()
    }
}

impl Screen for PartiesTableScreen {
    fn scope(&self) -> Scope {
        Scope::PartiesTable
    }

    fn is_busy(&self) -> bool {
        self.saving
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let name = self
            .path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let left = format!("{} › {}", ui.texts().t("screen-parties"), clean(&name));
        let count = Arg::count::<usize>;
        let right = self.preview.as_ref().map(|preview| {
            let args = [
                ("rows", count(preview.count)),
                ("alike", count(preview.alike)),
                ("faults", count(preview.faults.len())),
            ];
            ui.texts().with("parties-table-counts", &args)
        });
        (left, right.unwrap_or_default())
    }

    fn title_role(&self) -> Role {
        match &self.preview {
            Some(preview) if !preview.faults.is_empty() => Role::Danger,
            Some(preview) if preview.alike > 0 => Role::Warning,
            _ => Role::Dim,
        }
    }

    fn status(&self, ui: &Ui) -> String {
        let count = Arg::count::<usize>;
        if let Some(failed) = &self.failed {
            return failed.clone();
        }
        match (&self.stored, self.saving) {
            (Some((stored, left_out)), _) => {
                let args = [("count", count(*stored)), ("left_out", count(*left_out))];
                ui.texts().with("parties-table-stored", &args)
            }
            (None, true) => ui.texts().t("form-saving"),
            (None, false) => String::new(),
        }
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = self.lines(ui).len().saturating_sub(1);
        let page = usize::from(self.drawn.get().0.height.max(2)) - 1;
        self.at = match key.code {
            Code::Up => self.at.saturating_sub(1),
            Code::Down => self.at + 1,
            Code::PageUp => self.at.saturating_sub(page),
            Code::PageDown => self.at + page,
            Code::Home => 0,
            Code::End => last,
            _ => return false,
        }
        .min(last);
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let last = self.lines(ui).len().saturating_sub(1);
        let (body, top) = self.drawn.get();
        self.at = match mouse.what {
            Click::WheelUp => self.at.saturating_sub(3),
            Click::WheelDown => (self.at + 3).min(last),
            Click::Left if mouse.y >= body.y && mouse.y < body.bottom() => (top + usize::from(mouse.y - body.y)).min(last),
            _ => return false,
        };
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::PartiesTable(path, result)) if path == self.path => match *result {
                Ok(preview) => self.preview = Some(Box::new(preview)),
                Err(error) => self.failed = Some(error.words(ui.lang).replace('\n', " ")),
            },
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Party(PartyAct::Import { path, .. }, result)) if path == self.path => {
                self.saving = false;
                match *result {
                    Ok(PartyDone::Imported(done)) => self.stored = Some((done.stored, done.left_out)),
                    Ok(_) => {}
                    // Somebody took a number meanwhile: it is looked at anew.
                    Err(error) => {
                        ui.fail(&error);
                        ui.reader.ask(Ask::PartiesTable(self.path.clone()));
                    }
                }
            }
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        if self.preview.is_none() {
            ui.reader.ask(Ask::PartiesTable(self.path.clone()));
        }
    }

    fn leave(&mut self, _: &mut Ui) -> bool {
        !self.saving
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let lines = self.lines(ui);
        let room = usize::from(area.width.saturating_sub(2));
        if self.preview.is_none() && self.failed.is_none() {
            put(buffer, area.x + 1, area.y, area.width, "·", ui.theme.style(Role::Dim));
        }
        let height = usize::from(area.height.max(1));
        let top = (self.at + 1).saturating_sub(height);
        self.drawn.set((area, top));
        for ((place, (line, role)), y) in lines.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
            put(
                buffer,
                area.x + 1,
                y,
                area.width - 1,
                &fit(&clean(line), room),
                ui.theme.style(*role),
            );
            if place == self.at && !ui.menu_open {
                fill(buffer, Rect { y, height: 1, ..area }, ui.theme.style(Role::Cursor));
            }
        }
    }
}
