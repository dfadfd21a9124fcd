//! Asking before agreements and notices of the bank are changed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{Form, Input, Step, label};
use super::{Flow, Layer};
use crate::app::commands::key::Key;
use crate::app::commands::{BankQuestion, Field};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::mandates::BankAct;
use crate::app::writer::{Outcome, Work};
use crate::domain::refusal::Refusal;
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
    fn submit(&mut self, ui: &mut Ui) {
        let comment = self.form.typed(Field::Comment).to_owned();
        if comment.is_empty() {
            return self.form.blame(ui.texts().refusal(&Refusal::CommentMissing {}));
        }
        if let BankAct::TieMandate { party } = &mut self.question.act {
            self.form.typed(Field::Party).clone_into(party);
        }
        let work = Work::Bank {
            ids: self.question.rows.clone(),
            act: self.question.act.clone(),
            comment,
        };
        if ui.writer.give(work) {
            self.form.save();
        } else {
            self.form.blame(ui.texts().t("form-queue-full"));
        }
    }

    fn count(&self) -> [(&'static str, Arg); 1] {
        [("count", Arg::Count(i64::try_from(self.question.rows.len()).unwrap_or(i64::MAX)))]
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

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        self.form.hints(ui)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let key = self.question.command.replace('.', "-");
        let says = [texts.with("rows-chosen", &self.count()), texts.t(&format!("says-{key}"))];
        self.form.draw(buffer, area, ui, &texts.t(&format!("command-{key}")), &says);
    }
}
