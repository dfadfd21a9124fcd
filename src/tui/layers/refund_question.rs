//! Asking why before refunds are moved on: the bank's word, or the person's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{Form, Input, Step, label};
use super::{Flow, Layer};
use crate::app::commands::key::Key;
use crate::app::commands::{Field, RefundQuestion};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::writer::{Outcome, Work};
use crate::domain::refusal::Refusal;
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
    fn submit(&mut self, ui: &mut Ui) {
        let comment = self.form.typed(Field::Comment).to_owned();
        if comment.is_empty() {
            return self.form.blame(ui.texts().refusal(&Refusal::CommentMissing {}));
        }
        for id in std::mem::take(&mut self.question.refunds) {
            let work = Work::Refund(i64::from(id), self.question.to, comment.clone());
            if ui.writer.give(work) {
                self.waits += 1;
            } else {
                // What does not fit is asked for again.
                self.question.refunds.push(id);
            }
        }
        if self.waits > 0 {
            self.form.save();
        } else {
            self.form.blame(ui.texts().t("form-queue-full"));
        }
    }

    fn count(number: usize) -> Arg {
        Arg::Count(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Layer for Dialog {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match self.form.key(key, ui) {
            Step::Close => return Flow::Close,
            Step::Submit => self.submit(ui),
            Step::Stay => {}
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        self.form.paste(text);
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

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        self.form.hints(ui)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let key = self.question.command.replace('.', "-");
        let count = [("count", Dialog::count(self.question.refunds.len() + self.waits))];
        let says = [texts.with("refunds-chosen", &count), texts.t(&format!("says-{key}"))];
        self.form.draw(buffer, area, ui, &texts.t(&format!("command-{key}")), &says);
    }
}
