//! The preview of a file to the bank: what it asks for, its sums, its deadline, what is left out; Enter writes it.

use super::Flow;
use super::dialog::FormDialog;
use super::form::{Form, Input, label};
use crate::app::commands::Field;
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::outgoing::act::{OutgoingAct, OutgoingDone};
use crate::app::usecase::outgoing::{Group, Wanted, words};
use crate::app::writer::{Outcome, Work};
use crate::tui::screens::outgoing::done_words;
use crate::tui::ui::Ui;

struct Dialog {
    wanted: Wanted,
    group: Group,
    form: Form,
}

/// Opens it for a group as it was shown.
pub(in crate::tui) fn open(wanted: Wanted, group: Group, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    let form = Form::new(&[Field::Comment], |field| Input::text(field, label(field)));
    ui.layers.push(Box::new(Dialog { wanted, group, form }));
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, _: &Ui) -> Result<Work, String> {
        let comment = self.form.typed(Field::Comment).to_owned();
        Ok(Work::Outgoing(OutgoingAct::Write(self.wanted.clone()), comment))
    }

    fn title(&self, ui: &Ui) -> String {
        ui.texts().t("command-outgoing-write")
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let mut says = vec![words::title(&self.group, ui.site.country, texts)];
        says.extend(self.group.sums().map(|sums| words::sums(&sums, texts)));
        if let Some(until) = self.group.until() {
            says.push(texts.with("outgoing-until", &[("deadline", Arg::Text(words::until(until)))]));
        }
        if !self.group.left_out.is_empty() {
            let count = i64::try_from(self.group.left_out.len()).unwrap_or(i64::MAX);
            says.push(texts.with("outgoing-left-out", &[("count", Arg::Count(count))]));
        }
        says.extend(words::lacks(&self.group, texts));
        says.push(texts.t("outgoing-write-says"));
        says
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Outgoing(result)) if self.form.is_saving() => match *result {
                Ok(done @ OutgoingDone::Written(_)) => {
                    let (text, role) = done_words(&done, ui.texts());
                    ui.tell(text, role);
                    ui.reader.ask(Ask::OutgoingDue);
                    return Flow::Close;
                }
                Ok(other) => *outcome = Some(Outcome::Outgoing(Box::new(Ok(other)))),
                Err(error) => {
                    // What is due now may be something else: it is looked at anew behind the dialog.
                    ui.reader.ask(Ask::OutgoingDue);
                    self.form.failed(&error, ui);
                }
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
