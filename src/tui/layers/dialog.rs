//! A dialog that is a form: what every one of them does alike. It gives its work to the writing thread and stays until that is done;
//! what is refused is told in it, and everything typed stays.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{Form, Step};
use super::lookup::{self, Taken, What};
use super::{Flow, Layer};
use crate::app::commands::Field;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::Answer;
use crate::app::writer::{Outcome, Work};
use crate::domain::refusal::Refusal;
use crate::tui::ui::Ui;

/// What a dialog with a form has of its own.
pub(in crate::tui) trait FormDialog {
    /// Its form.
    fn form(&self) -> &Form;

    /// The same, to change it.
    fn form_mut(&mut self) -> &mut Form;

    /// What is to be done with what was typed.
    ///
    /// # Errors
    /// What is missing or wrong, in words.
    fn work(&mut self, ui: &Ui) -> Result<Work, String>;

    /// Its title.
    fn title(&self, ui: &Ui) -> String;

    /// What stands above the fields: what it will do.
    fn says(&self, ui: &Ui) -> Vec<String>;

    /// Something that was given to do is done, or not.
    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow;

    /// Enter in the last field.
    fn submit(&mut self, ui: &mut Ui) {
        match self.work(ui) {
            Err(wrong) => self.form_mut().blame(wrong),
            Ok(work) => {
                if ui.writer.give(work) {
                    self.form_mut().save();
                } else {
                    self.form_mut().blame(ui.texts().t("form-queue-full"));
                }
            }
        }
    }

    /// A key that it takes before its form does. Says whether it was used.
    fn takes(&mut self, _key: Key, _ui: &Ui) -> bool {
        false
    }

    /// Something pasted that it takes before its form does. Says whether it was used.
    fn takes_paste(&mut self, _text: &str, _ui: &Ui) -> bool {
        false
    }

    /// Something was typed or chosen.
    fn typed(&mut self, _ui: &Ui) {}

    /// Something came that was asked for, or somebody changed something.
    fn answer(&mut self, _answer: &mut Option<Answer>, _ui: &mut Ui) -> Flow {
        Flow::Stay
    }
}

/// The comment that was typed; the note, where a note says why.
///
/// # Errors
/// That it is missing, in words (CLM-13).
pub(in crate::tui) fn comment(form: &Form, ui: &Ui) -> Result<String, String> {
    let field = if form.has(Field::Comment) { Field::Comment } else { Field::Note };
    match form.typed(field) {
        "" => Err(ui.texts().refusal(&Refusal::CommentMissing {})),
        typed => Ok(typed.to_owned()),
    }
}

/// What a command is called.
pub(in crate::tui) fn called(command: &str, ui: &Ui) -> String {
    ui.texts().t(&format!("command-{}", command.replace('.', "-")))
}

/// What its dialog says of a command.
pub(in crate::tui) fn said(command: &str, ui: &Ui) -> String {
    ui.texts().t(&format!("says-{}", command.replace('.', "-")))
}

/// Opens the choice of a party over a dialog; the number of who is chosen stands in its field then.
fn choose_party(typed: &str, ui: &mut Ui) {
    let take = |taken, ui: &mut Ui| {
        if let (Taken::Known(number), Some(mut dialog)) = (taken, ui.layers.pop()) {
            dialog.put(&number, ui);
            ui.layers.push(dialog);
        }
    };
    lookup::open(What::Registered, typed, Box::new(take), ui);
}

impl<D: FormDialog> Layer for D {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        if self.takes(key, ui) {
            return Flow::Stay;
        }
        if let (Code::F(5), Some(typed)) = (key.code, self.form().party()) {
            choose_party(typed, ui);
            return Flow::Stay;
        }
        match self.form_mut().key(key, ui) {
            Step::Close => return Flow::Close,
            Step::Submit => self.submit(ui),
            Step::Stay => self.typed(ui),
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        if !self.takes_paste(text, ui) {
            self.form_mut().paste(text);
            self.typed(ui);
        }
    }

    fn put(&mut self, text: &str, ui: &mut Ui) {
        self.form_mut().put(text);
        self.typed(ui);
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        FormDialog::answer(self, answer, ui)
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        FormDialog::outcome(self, outcome, ui)
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        self.form().hints(ui)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.form().draw(buffer, area, ui, &self.title(ui), &self.says(ui));
    }
}
