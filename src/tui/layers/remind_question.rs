//! Before a claim is reminded of: by what, its fee and interest, what the recipient is asked to pay by when; or which rule says no.

use super::Flow;
use super::dialog::FormDialog;
use super::form::{Form, Input, amount, label, title};
use super::send_question::{WAYS, ways};
use crate::app::commands::{Facts, Field};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::claims::Act;
use crate::app::usecase::remind::{Plan, Wish, words};
use crate::app::writer::{Outcome, Work};
use crate::domain::claim::Claim;
use crate::domain::refusal::Refusal;
use crate::domain::text::clean;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

/// By what, the fee, interest, whether costs stay, why.
const FIELDS: [Field; 5] = [Field::Target, Field::Amount, Field::Owner, Field::Method, Field::Comment];
/// As the settings have it, yes, no.
const CHOICES: [Option<bool>; 3] = [None, Some(true), Some(false)];

struct Dialog {
    claim: Claim,
    form: Form,
    asked: Wish,
    ticket: u64,
    planned: Option<Result<Box<Plan>, String>>,
}

/// Opens it for the open claim.
pub(in crate::tui) fn open(facts: &Facts, ui: &mut Ui) {
    let Ok(claim) = facts.claim().cloned() else { return };
    ui.reader.ask(Ask::Comments);
    // Its change log as it is now: what comes later was done by somebody else.
    ui.reader.ask(Ask::Claim(claim.id));
    let mut dialog = Dialog {
        form: Form::new(&FIELDS, |field| input(field, ui)),
        claim,
        asked: Wish::default(),
        ticket: 0,
        planned: None,
    };
    dialog.ask(Wish::default(), ui);
    ui.layers.push(Box::new(dialog));
}

fn input(field: Field, ui: &Ui) -> Input {
    let texts = ui.texts();
    let choices = || ["remind-as-set", "yes", "no"].iter().map(|key| texts.t(key)).collect();
    match field {
        Field::Target => Input::choice(field, "sending-field-by", ways(texts), 0),
        Field::Amount => Input::text(field, "remind-field-fee"),
        Field::Owner => Input::choice(field, "remind-field-interest", choices(), 0),
        Field::Method => Input::choice(field, "remind-field-keep", choices(), 0),
        _ => Input::text(field, label(field)),
    }
}

impl Dialog {
    fn wish(&self, ui: &Ui) -> Result<Wish, String> {
        let chosen = |field: Field| CHOICES.get(self.form.chosen(field)).copied().flatten();
        Ok(Wish {
            by: WAYS.get(self.form.chosen(Field::Target)).copied().flatten(),
            fee: amount(&self.form, ui.texts())?,
            interest: chosen(Field::Owner),
            keep: chosen(Field::Method),
        })
    }

    fn ask(&mut self, wish: Wish, ui: &Ui) {
        self.asked = wish;
        self.ticket += 1;
        self.planned = None;
        ui.reader.ask(Ask::RemindPreview(self.ticket, self.claim.id, self.asked.clone()));
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
        self.wish(ui)?;
        // Nothing is sent that was not shown before.
        match &self.planned {
            None => return Err(ui.texts().t("says-claim-remind")),
            Some(Err(why)) => return Err(why.clone()),
            Some(Ok(_)) => {}
        }
        if self.form.typed(Field::Comment).is_empty() {
            return Err(ui.texts().refusal(&Refusal::CommentMissing {}));
        }
        Ok(Work::Change {
            id: self.claim.id,
            act: Act::Remind(self.asked.clone()),
            comment: self.form.typed(Field::Comment).to_owned(),
            seen: Box::new(self.claim.clone()),
        })
    }

    fn title(&self, ui: &Ui) -> String {
        title("claim.remind", self.claim.number, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        match &self.planned {
            None => vec![texts.t("says-claim-remind")],
            Some(Err(why)) => vec![why.clone()],
            Some(Ok(plan)) => {
                let mut lines = words(plan, texts);
                let text = clean(&plan.letter.text);
                if plan.letter.parts > 0 {
                    let parts = Arg::Count(i64::try_from(plan.letter.parts).unwrap_or(i64::MAX));
                    lines.push(texts.with("sending-says", &[("parts", parts), ("text", Arg::Text(text.into_owned()))]));
                }
                lines
            }
        }
    }

    fn typed(&mut self, ui: &Ui) {
        match self.wish(ui) {
            Ok(wish) if wish != self.asked => self.ask(wish, ui),
            _ => {}
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer {
            Some(Answer::RemindPreview(ticket, _)) if *ticket == self.ticket => {
                if let Some(Answer::RemindPreview(_, result)) = answer.take() {
                    self.planned = Some((*result).map(Box::new).map_err(|error| error.words(ui.lang)));
                }
            }
            Some(Answer::Claim(id, result)) if *id == self.claim.id => {
                if let Ok(shown) = result.as_ref() {
                    self.claim = shown.detail.claim.clone();
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Changed(id, result)) if id == self.claim.id && self.form.is_saving() => match *result {
                Ok(_) => {
                    ui.worker.wake();
                    let number = Arg::Count(self.claim.number);
                    ui.tell(ui.texts().with("remind-asked", &[("number", number)]), Role::Good);
                    ui.reader.ask(Ask::Claim(id));
                    ui.reader.ask(Ask::Overview);
                    return Flow::Close;
                }
                Err(error) => {
                    self.form.failed(&error, ui);
                    ui.reader.ask(Ask::Claim(id));
                }
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
