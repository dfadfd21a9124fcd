//! Asking before agreements and notices of the bank are changed.

use super::Flow;
use super::dialog::{FormDialog, called, comment, said};
use super::form::{Form, Input, label};
use crate::app::commands::{BankQuestion, Field};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::mandates::BankAct;
use crate::app::writer::{Outcome, Work};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    question: BankQuestion,
    form: Form,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: BankQuestion, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    let form = Form::new(question.fields, |field| Input::text(field, label(field)));
    ui.layers.push(Box::new(Dialog { question, form }));
}

impl Dialog {
    fn count(&self) -> [(&'static str, Arg); 1] {
        [("count", Arg::count(self.question.rows.len()))]
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
        if let BankAct::TieMandate { party } = &mut self.question.act {
            self.form.typed(Field::Party).clone_into(party);
        }
        Ok(Work::Bank {
            ids: self.question.rows.clone(),
            act: self.question.act.clone(),
            comment,
        })
    }

    fn title(&self, ui: &Ui) -> String {
        called(self.question.command, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        vec![ui.texts().with("rows-chosen", &self.count()), said(self.question.command, ui)]
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Bank(result)) => match *result {
                Ok(()) => {
                    let key = format!("told-{}", self.question.command.replace('.', "-"));
                    ui.tell(ui.texts().with(&key, &self.count()), Role::Good);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
