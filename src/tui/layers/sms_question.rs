//! Asking before something is done in the SMS dialogue: whose a number is, what became of a payment, why.

use super::Flow;
use super::dialog::{FormDialog, called, comment, said};
use super::form::{Form, Input, label};
use crate::app::commands::{Field, SmsQuestion};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::dues_sms::act::SmsAct;
use crate::app::writer::{Outcome, Work};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    question: SmsQuestion,
    form: Form,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: SmsQuestion, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    // Of one who is known it is enough to say why.
    let known = match ui.facts().sms.map(|sms| sms.parties).as_deref() {
        Some([party]) if matches!(question.act, SmsAct::Tie { tied: false, .. }) => party.clone(),
        _ => String::new(),
    };
    let form = Form::new(question.fields, |field| match field {
        Field::Party if !known.is_empty() => Input::filled(field, label(field), &known),
        _ => Input::text(field, label(field)),
    });
    ui.layers.push(Box::new(Dialog { question, form }));
}

/// Tells what became of something that was done in the SMS dialogue.
pub(in crate::tui) fn heard(outcome: &mut Option<Outcome>, ui: &mut Ui) {
    let Some(Outcome::Sms(act, result)) = outcome.take() else {
        return;
    };
    let count = match *result {
        Ok(count) => count,
        Err(error) => return ui.fail(&error),
    };
    let texts = ui.texts();
    let count = ("count", Arg::count(count));
    let about = |charge: i64| [("charge", Arg::Text(charge.to_string()))];
    let text = match &act {
        SmsAct::Seen { .. } => return,
        SmsAct::Answer { number, .. } => {
            ui.worker.wake();
            texts.with("told-answered", &[("number", Arg::Text(number.clone()))])
        }
        SmsAct::Mark { read: true, .. } => texts.with("told-read", &[count]),
        SmsAct::Mark { read: false, .. } => texts.with("told-unread", &[count]),
        SmsAct::Tie { number, party, tied } => {
            let key = if *tied { "told-thread-tie" } else { "told-thread-untie" };
            texts.with(key, &[("number", Arg::Text(number.clone())), ("party", Arg::Text(party.clone()))])
        }
        SmsAct::Decide { charge, paid: true } => texts.with("done-charge-paid", &about(*charge)),
        SmsAct::Decide { charge, paid: false } => texts.with("done-charge-not-paid", &about(*charge)),
        SmsAct::Refund { charge } => texts.with("done-charge-refund", &about(*charge)),
        SmsAct::Set(_) => texts.t("told-sms-set"),
        SmsAct::Text { .. } => texts.t("told-sms-text"),
    };
    if matches!(act, SmsAct::Decide { .. } | SmsAct::Refund { .. }) {
        ui.worker.wake();
    }
    ui.tell(text, Role::Good);
    ui.reader.ask(Ask::Overview);
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
        if let SmsAct::Tie { party, .. } = &mut self.question.act {
            self.form.typed(Field::Party).clone_into(party);
        }
        Ok(Work::Sms(self.question.act.clone(), comment))
    }

    fn title(&self, ui: &Ui) -> String {
        let about = match &self.question.act {
            SmsAct::Decide { charge, .. } | SmsAct::Refund { charge } => charge.to_string(),
            SmsAct::Tie { number, .. } => number.clone(),
            _ => String::new(),
        };
        format!("{} {about}", called(self.question.command, ui))
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        vec![said(self.question.command, ui)]
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Sms(act, result)) if act == self.question.act && self.form.is_saving() => match *result {
                Ok(count) => {
                    heard(&mut Some(Outcome::Sms(act, Box::new(Ok(count)))), ui);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
