//! Asking why before refunds are moved on: the bank's word, or the person's.

use super::Flow;
use super::dialog::{FormDialog, called, comment, said};
use super::form::{Form, Input, label};
use crate::app::commands::{Field, RefundQuestion};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::writer::{Outcome, Work};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    question: RefundQuestion,
    form: Form,
    /// How many are not answered yet, and how many went well.
    waits: usize,
    done: usize,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: RefundQuestion, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    let form = Form::new(&[Field::Comment], |field| Input::text(field, label(field)));
    ui.layers.push(Box::new(Dialog {
        question,
        form,
        waits: 0,
        done: 0,
    }));
}

impl Dialog {
    fn count(number: usize) -> Arg {
        Arg::count(number)
    }
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    /// Of the next refund that is still to be moved.
    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        let comment = comment(&self.form, ui)?;
        let next = self.question.refunds.first().copied().map_or(0, i64::from);
        Ok(Work::Refund(next, self.question.to, comment))
    }

    fn submit(&mut self, ui: &mut Ui) {
        while !self.question.refunds.is_empty() {
            match self.work(ui) {
                Err(wrong) => return self.form.blame(wrong),
                Ok(work) => {
                    // What does not fit is asked for again.
                    if !ui.writer.give(work) {
                        break;
                    }
                    self.question.refunds.remove(0);
                    self.waits += 1;
                }
            }
        }
        if self.waits > 0 {
            self.form.save();
        } else {
            self.form.blame(ui.texts().t("form-queue-full"));
        }
    }

    fn title(&self, ui: &Ui) -> String {
        called(self.question.command, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let count = [("count", Dialog::count(self.question.refunds.len() + self.waits))];
        vec![ui.texts().with("refunds-chosen", &count), said(self.question.command, ui)]
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Refund(id, result)) => {
                self.waits = self.waits.saturating_sub(1);
                match *result {
                    Ok(_) => self.done += 1,
                    Err(error) => {
                        // The others go on; what was refused is told and can be tried again.
                        self.question.refunds.extend(u32::try_from(id));
                        self.form.failed(&error, ui);
                    }
                }
                if self.waits == 0 && self.question.refunds.is_empty() {
                    ui.tell(ui.texts().with("refunds-moved", &[("count", Dialog::count(self.done))]), Role::Good);
                    return Flow::Close;
                }
            }
            other => *outcome = other,
        }
        Flow::Stay
    }
}
