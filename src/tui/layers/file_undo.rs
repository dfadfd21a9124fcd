//! Undoing a whole bank file: what would leave the books, the comment, and the file's number typed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input, label, title};
use crate::app::commands::Field;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::files::Undone;
use crate::app::writer::{Outcome, Work};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    file: i64,
    form: Form,
    trial: Option<Undone>,
    percent: u8,
    stop: Arc<AtomicBool>,
}

/// Opens it for the file under the cursor.
pub(in crate::tui) fn open(ui: &mut Ui) {
    let mut file = None;
    ui.with_list(|list, _| file = list.state.current());
    let Some(file) = file.map(i64::from) else { return };
    ui.reader.ask(Ask::Comments);
    ui.reader.ask(Ask::FileUndo(file));
    let form = Form::new(&[Field::Comment, Field::File], |field| Input::text(field, label(field)));
    ui.layers.push(Box::new(Dialog {
        file,
        form,
        trial: None,
        percent: 0,
        stop: Arc::default(),
    }));
}

fn args(undone: &Undone) -> [(&'static str, Arg); 3] {
    [
        ("payments", Arg::Count(undone.payments)),
        ("claims", Arg::Count(undone.claims)),
        ("amount", Arg::Money(undone.amount)),
    ]
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        let texts = ui.texts();
        if self.trial.is_none() {
            return Err(texts.t("bulk-trying"));
        }
        let comment = comment(&self.form, ui)?;
        let number = self.file.to_string();
        if self.form.typed(Field::File) != number {
            return Err(texts.with("type-number", &[("number", Arg::Text(number))]));
        }
        Ok(Work::UndoFile {
            id: self.file,
            comment,
            stop: Arc::clone(&self.stop),
        })
    }

    fn title(&self, ui: &Ui) -> String {
        title("files.undo", self.file, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let mut says = match &self.trial {
            Some(trial) => vec![texts.with("file-undo-says", &args(trial))],
            None => vec![texts.t("bulk-trying")],
        };
        if self.form.is_saving() {
            says.push(texts.with("bulk-running", &[("percent", Arg::Count(i64::from(self.percent)))]));
        }
        says
    }

    fn takes(&mut self, key: Key, _: &Ui) -> bool {
        // Nothing of it is done then; its answer closes this.
        let stops = self.form.is_saving() && key.code == Code::Esc;
        if stops {
            self.stop.store(true, Ordering::Relaxed);
        }
        stops
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer.take() {
            Some(Answer::FileUndo(file, result)) if file == self.file => match *result {
                Ok(trial) => self.trial = Some(trial),
                Err(error) => {
                    ui.fail(&error);
                    return Flow::Close;
                }
            },
            other => *answer = other,
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Progress(percent)) => self.percent = percent,
            Some(Outcome::FileUndone(file, result)) if file == self.file => match *result {
                Ok(undone) => {
                    ui.tell(ui.texts().with("file-undone-done", &args(&undone)), Role::Good);
                    ui.with_list(|list, ui| list.reload(ui, true));
                    return Flow::Close;
                }
                Err(error) if error.is_cancelled() => {
                    ui.tell(ui.texts().t("file-undo-stopped"), Role::Warning);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
