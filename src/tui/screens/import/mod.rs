//! A bank file on its way in: reading, preview, storing, result (ui, part 6). Nothing is stored before the person says so;
//! a cancel leaves nothing behind.

mod draw;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use crate::app::AppError;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Scope};
use crate::app::import::{Done, Preview, Refused, Request, ShownRow, may_cancel};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::writer::{Outcome, Work};
use crate::domain::bankfile::Weight;
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

enum Step {
    Reading(u8),
    Refused(Box<Refused>),
    Failed(String),
    Shown(Arc<Preview>),
    Storing(Arc<Preview>, u8, Arc<AtomicBool>),
    Done(Box<Done>),
    /// Stored already: the summary says when and by whom.
    Known(Arc<Preview>),
}

/// The screen of one import.
pub(in crate::tui) struct ImportScreen {
    request: Request,
    step: Step,
    at: usize,
    top: usize,
    rows: Vec<ShownRow>,
    rows_from: usize,
    height: std::cell::Cell<usize>,
}

impl ImportScreen {
    pub fn new(request: Request) -> ImportScreen {
        ImportScreen {
            request,
            step: Step::Reading(0),
            at: 0,
            top: 0,
            rows: Vec::new(),
            rows_from: 0,
            height: std::cell::Cell::new(10),
        }
    }

    /// Enter: from the preview to storing, from the result to what is left, from a question to yes.
    pub fn go_on(&mut self, ui: &mut Ui) {
        match &self.step {
            Step::Shown(preview) => {
                let stop = Arc::new(AtomicBool::new(false));
                let work = Work::Import {
                    request: self.request.clone(),
                    preview: Arc::clone(preview),
                    stop: Arc::clone(&stop),
                };
                if ui.writer.give(work) {
                    self.step = Step::Storing(Arc::clone(preview), 0, stop);
                }
            }
            Step::Refused(refused) if refused.only_asks() => {
                let codes = refused
                    .findings
                    .iter()
                    .filter(|finding| finding.weight == Weight::Ask)
                    .map(|finding| finding.code.to_owned());
                self.request.accept.extend(codes);
                self.step = Step::Reading(0);
                ui.reader.ask(Ask::Preview(self.request.clone()));
            }
            Step::Known(preview) => {
                let file = preview.known.as_ref().map(|known| known.id);
                ui.go("payments");
                if let Some(file) = file {
                    ui.with_list(|list, _| list.open_with_filter(format!("file_no:{file}")));
                }
            }
            Step::Done(done) => {
                let file = done.file_id;
                let waiting = done.counts.suggested + done.counts.unmatched + done.counts.parked;
                ui.go("payments");
                if let Some(file) = file {
                    let states = if waiting > 0 {
                        " state:unmatched,suggested,partly_used,parked"
                    } else {
                        ""
                    };
                    ui.with_list(|list, _| list.open_with_filter(format!("file_no:{file}{states}")));
                }
            }
            _ => {}
        }
    }

    fn fetch_rows(&mut self, ui: &Ui) {
        if let Step::Shown(preview) | Step::Storing(preview, ..) = &self.step {
            let height = self.height.get();
            let have = self.rows_from..self.rows_from + self.rows.len();
            let last = (self.top + height).min(preview.rows.len());
            if !preview.rows.is_empty() && (!have.contains(&self.top) || last > have.end) {
                let from = self.top.saturating_sub(height);
                ui.reader.ask(Ask::PreviewRows {
                    preview: Arc::clone(preview),
                    from,
                    count: height * 3,
                });
            }
        }
    }

    fn follow(&mut self) {
        let height = self.height.get().max(1);
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(height));
    }

    fn previewed(&mut self, result: Result<Preview, AppError>, ui: &mut Ui) {
        self.step = match result {
            Ok(preview) if preview.known.is_some() => Step::Known(Arc::new(preview)),
            Ok(preview) => Step::Shown(Arc::new(preview)),
            Err(AppError::Import(refused)) => Step::Refused(refused),
            Err(error) if error.is_cancelled() => return,
            Err(error) => Step::Failed(error.words(ui.lang)),
        };
        (self.at, self.top) = (0, 0);
        self.rows.clear();
    }

    fn imported(&mut self, result: Result<Done, AppError>, ui: &mut Ui) {
        match result {
            Ok(done) => {
                let text = ui.texts().with(
                    "import-done",
                    &[
                        ("name", Arg::Text(self.request.name())),
                        ("count", Arg::Text(ui.texts().count(done.counts.stored))),
                    ],
                );
                ui.tell(text, Role::Good);
                self.step = Step::Done(Box::new(done));
            }
            Err(AppError::Import(refused)) => self.step = Step::Refused(refused),
            Err(error) => {
                // Cancelled: back to the preview, which still holds.
                if let (true, Step::Storing(preview, ..)) = (error.is_cancelled(), &self.step) {
                    self.step = Step::Shown(Arc::clone(preview));
                    ui.tell(ui.texts().t("store-cancelled"), Role::Warning);
                } else {
                    self.step = Step::Failed(error.words(ui.lang));
                }
            }
        }
    }
}

impl Screen for ImportScreen {
    fn scope(&self) -> Scope {
        Scope::Import
    }

    fn facts(&self) -> Facts {
        let goes_on = match &self.step {
            Step::Shown(_) | Step::Done(_) | Step::Known(_) => true,
            Step::Refused(refused) => refused.only_asks(),
            Step::Reading(_) | Step::Failed(_) | Step::Storing(..) => false,
        };
        Facts {
            goes_on,
            ..Facts::default()
        }
    }

    fn is_busy(&self) -> bool {
        matches!(self.step, Step::Storing(..))
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let t = ui.texts();
        let step = t.t(match self.step {
            Step::Reading(_) => "import-step-reading",
            Step::Refused(_) | Step::Failed(_) => "import-step-refused",
            Step::Shown(_) => "import-step-preview",
            Step::Storing(..) => "import-step-storing",
            Step::Done(_) | Step::Known(_) => "import-step-result",
        });
        let right = match &self.step {
            Step::Shown(preview) | Step::Known(preview) => preview.codec.name.to_owned(),
            Step::Done(done) => done.codec.name.to_owned(),
            _ => String::new(),
        };
        (format!("{} › {} › {step}", t.t("command-files-import"), self.request.name()), right)
    }

    fn status(&self, ui: &Ui) -> String {
        match &self.step {
            Step::Shown(_) => ui.texts().t("import-enter-stores"),
            _ => String::new(),
        }
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = match &self.step {
            Step::Shown(preview) => preview.rows.len().saturating_sub(1),
            _ => 0,
        };
        let page = self.height.get();
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(page),
            Code::PageDown => self.at = (self.at + page).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ => return false,
        }
        self.follow();
        self.fetch_rows(ui);
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let step = |code| Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        };
        match mouse.what {
            Click::WheelUp => self.key(step(Code::Up), ui),
            Click::WheelDown => self.key(step(Code::Down), ui),
            _ => false,
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Preview(path, result)) if path == self.request.path => self.previewed(*result, ui),
            Some(Answer::PreviewRows(from, rows)) => {
                self.rows_from = from;
                self.rows = rows;
            }
            Some(Answer::Progress(percent)) => {
                if let Step::Reading(now) = &mut self.step {
                    *now = percent;
                }
            }
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Imported(result)) => self.imported(*result, ui),
            Some(Outcome::Progress(percent)) => {
                if let Step::Storing(_, now, _) = &mut self.step {
                    *now = percent;
                }
            }
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        if matches!(self.step, Step::Reading(_)) {
            ui.reader.ask(Ask::Preview(self.request.clone()));
        }
    }

    fn leave(&mut self, ui: &mut Ui) -> bool {
        match &self.step {
            Step::Storing(preview, percent, stop) => {
                if may_cancel(preview.summary.payments, *percent) {
                    stop.store(true, Ordering::Relaxed);
                } else {
                    let args = [("name", Arg::Text(self.request.name()))];
                    ui.tell(ui.texts().with("import-too-late", &args), Role::Warning);
                }
                false
            }
            Step::Reading(_) => {
                ui.reader.cancel_long();
                true
            }
            _ => true,
        }
    }

    fn fetch(&mut self, ui: &mut Ui) {
        self.fetch_rows(ui);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.draw_step(buffer, area, ui);
    }
}
