//! Asking before something is done with a payment: where what is left over goes, how much of it, and why.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input, amount, day, label, title};
use crate::app::commands::{Field, PaymentQuestion};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::claims::Target;
use crate::app::usecase::payments::{Part, PaymentAct};
use crate::app::writer::{Outcome, Work};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::tui::ui::Ui;

struct Dialog {
    question: PaymentQuestion,
    form: Form,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: PaymentQuestion, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    let form = Form::new(question.fields, |field| {
        let start = question.start.iter().find(|(of, _)| *of == field).map(|(_, text)| text.as_str());
        start.map_or_else(|| Input::text(field, label(field)), |text| Input::filled(field, label(field), text))
    });
    ui.layers.push(Box::new(Dialog { question, form }));
}

impl Dialog {
    /// What of the claims is given up by it.
    fn gives_up(&self) -> Option<Money> {
        let PaymentAct::Match { parts, write_off: true } = &self.question.act else {
            return None;
        };
        let owed = Money::sum(parts.iter().filter_map(|part| part.seen_left)).ok()?;
        owed.minus(self.question.left).ok().map(Money::or_zero)
    }

    fn given(&self, field: Field) -> Option<String> {
        Some(self.form.typed(field).to_owned()).filter(|text| !text.is_empty())
    }

    /// The act with what was typed in it; or what cannot be read.
    fn act(&self, ui: &Ui) -> Result<PaymentAct, String> {
        let texts = ui.texts();
        let much = if self.form.has(Field::Amount) {
            amount(&self.form, texts)?
        } else {
            None
        };
        Ok(match &self.question.act {
            PaymentAct::Match { parts, write_off } => PaymentAct::Match {
                parts: parts
                    .iter()
                    .map(|part| Part {
                        amount: much,
                        ..part.clone()
                    })
                    .collect(),
                write_off: *write_off,
            },
            PaymentAct::Send { to, .. } => PaymentAct::Send {
                to: match to {
                    Target::Account(_) => Target::Account(self.form.typed(Field::Ledger).to_owned()),
                    Target::Payer(_) => Target::Payer(self.given(Field::PayTo)),
                    other => other.clone(),
                },
                party: self.given(Field::Party),
                amount: much,
            },
            PaymentAct::Unmatch { .. } => PaymentAct::Unmatch {
                claim: self.form.typed(Field::Claim).to_owned(),
            },
            PaymentAct::Park { replaces, .. } => PaymentAct::Park {
                replaces: *replaces,
                note: self.form.typed(Field::Note).to_owned(),
                owner: self.form.typed(Field::Owner).to_owned(),
                until: day(&self.form, texts)?,
            },
            other => other.clone(),
        })
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
        Ok(Work::Payment {
            id: self.question.payment,
            act: self.act(ui)?,
            comment: comment(&self.form, ui)?,
            seen: Some(self.question.left),
        })
    }

    fn title(&self, ui: &Ui) -> String {
        title(self.question.command, self.question.payment, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let args = [
            ("payment", Arg::Count(self.question.payment)),
            ("left", Arg::Money(self.question.left)),
        ];
        let mut says = vec![ui.texts().with("says-payment-left", &args)];
        if let Some(difference) = self.gives_up() {
            says.push(ui.texts().with("says-gives-up", &[("amount", Arg::Money(difference))]));
        }
        says
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        // Somebody handled it meanwhile: what is left over now is what counts, and the next Enter is asked for.
        if let Some(Answer::Changed { records, many }) = answer
            && !self.form.is_saving()
            && (*many || records.iter().any(|(kind, id)| kind == "payment" && *id == self.question.payment))
        {
            let refusal = Refusal::PaymentChanged {
                payment: self.question.payment,
            };
            self.form.blame(ui.texts().refusal(&refusal));
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Payment(id, result)) if id == self.question.payment && self.form.is_saving() => match *result {
                // The screen below tells what was done.
                Ok(done) => {
                    *outcome = Some(Outcome::Payment(id, Box::new(Ok(done))));
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
