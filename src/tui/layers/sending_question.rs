//! Asking before something is done with sendings: sent again, taken back, what a person found out about one.

use super::Flow;
use super::dialog::{FormDialog, called, comment, said};
use super::form::{Form, Input, label};
use crate::app::commands::{Field, SendingQuestion};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::writer::{Outcome, Work};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    question: SendingQuestion,
    form: Form,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: SendingQuestion, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    let form = Form::new(&[Field::Comment], |field| Input::text(field, label(field)));
    ui.layers.push(Box::new(Dialog { question, form }));
}

/// Tells what became of it.
pub(in crate::tui) fn heard(outcome: &mut Option<Outcome>, ui: &mut Ui) {
    let Some(Outcome::Sending(_, result)) = outcome.take() else {
        return;
    };
    match *result {
        Ok(count) => {
            let count = Arg::count(count);
            ui.worker.wake();
            ui.tell(ui.texts().with("told-sendings", &[("count", count)]), Role::Good);
            ui.reader.ask(Ask::Overview);
        }
        Err(error) => ui.fail(&error),
    }
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        let comment = comment(&self.form, ui)?;
        let ids = self.question.rows.iter().map(|id| i64::from(*id)).collect();
        Ok(Work::Sending(ids, self.question.act, comment))
    }

    fn title(&self, ui: &Ui) -> String {
        let rows: Vec<String> = self.question.rows.iter().take(6).map(ToString::to_string).collect();
        let more = if self.question.rows.len() > rows.len() { " …" } else { "" };
        let command = called(self.question.command, ui);
        format!("{command} {}{more}", rows.join(", "))
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        vec![said(self.question.command, ui)]
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Sending(act, result)) if act == self.question.act && self.form.is_saving() => match *result {
                Ok(count) => {
                    heard(&mut Some(Outcome::Sending(act, Box::new(Ok(count)))), ui);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
