//! Asking before a claim is changed: what will happen in numbers, the fields it needs, the mandatory comment (CLM-13), and
//! for what cannot be taken back the claim's number typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{Form, Input, Step, asked_again, title};
use super::{Flow, Layer};
use crate::app::commands::key::Key;
use crate::app::commands::{Facts, Field, Question};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::claims::Act;
use crate::app::writer::{Outcome, Work};
use crate::domain::claim::{Claim, ClaimError, Decision, Status};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::tui::ui::Ui;

struct Dialog {
    question: Question,
    claim: Claim,
    form: Form,
}

/// The field of a claim's dialog.
fn input(field: Field) -> Input {
    let label = match field {
        Field::Amount => "field-amount",
        Field::Text => "field-text",
        Field::Comment => "field-comment",
        Field::Number | Field::Method => "field-number",
    };
    Input::text(field, label)
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: Question, facts: &Facts, ui: &mut Ui) {
    let Ok(claim) = facts.claim().cloned() else { return };
    ui.reader.ask(Ask::Comments);
    // Its change log as it is now: what comes later was done by somebody else.
    ui.reader.ask(Ask::Claim(claim.id));
    let form = Form::new(question.fields, input);
    ui.layers.push(Box::new(Dialog { question, claim, form }));
}

impl Dialog {
    /// The act with what was typed in it.
    fn act(&self) -> Act {
        match &self.question.act {
            Act::Discount { line, .. } => Act::Discount {
                line: *line,
                amount: Money::parse(self.form.typed(Field::Amount)).unwrap_or(Money::ZERO),
                text: self.form.typed(Field::Text).to_owned(),
            },
            other => other.clone(),
        }
    }

    fn decision(&self, ui: &Ui) -> Result<Decision, ClaimError> {
        self.act().decide(&self.claim, &ui.terms)
    }

    /// Why it cannot be done yet.
    fn missing(&self, ui: &Ui) -> Option<String> {
        let texts = ui.texts();
        if self.form.has(Field::Amount) && Money::parse(self.form.typed(Field::Amount)).is_err() {
            return Some(texts.with("usage-amount", &[("given", Arg::Text(self.form.typed(Field::Amount).to_owned()))]));
        }
        match self.decision(ui) {
            Err(ClaimError::Refused(refusal)) => return Some(texts.refusal(&refusal)),
            Err(ClaimError::Money(_)) => return Some(texts.t("store-money")),
            Ok(_) => {}
        }
        if self.form.typed(Field::Comment).is_empty() {
            return Some(texts.refusal(&Refusal::CommentMissing {}));
        }
        let confirms = self.form.has(Field::Number);
        let number = self.claim.number.to_string();
        (confirms && self.form.typed(Field::Number) != number).then(|| texts.with("type-number", &[("number", Arg::Text(number))]))
    }

    /// What it will do, in numbers.
    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let mut lines = Vec::new();
        let number = Arg::Count(self.claim.number);
        if let Act::DropLine { line } = self.question.act
            && self.claim.is_last_line(line)
        {
            lines.push(texts.with("last-line-annuls", &[("number", number.clone())]));
        }
        lines.push(texts.t(&format!("says-{}", self.question.command.replace('.', "-"))));
        if let Ok(decision) = self.decision(ui) {
            let was = self.claim.left().unwrap_or_default();
            let is = decision.after.left().unwrap_or_default();
            lines.push(texts.with("says-left", &[("number", number), ("was", Arg::Money(was)), ("is", Arg::Money(is))]));
            if decision.after.status != Status::Unpaid && decision.after.status != self.claim.status {
                let status = texts.t(&format!("status-{}", decision.after.status.code()));
                lines.push(texts.with("says-status", &[("status", Arg::Text(status))]));
            }
            if let Ok(sum) = Money::sum(decision.credit_note.iter().map(|(_, amount)| *amount))
                && sum.is_positive()
            {
                lines.push(texts.with("says-credit-note", &[("amount", Arg::Money(sum))]));
            }
        }
        lines
    }

    fn submit(&mut self, ui: &mut Ui) {
        if let Some(missing) = self.missing(ui) {
            return self.form.blame(missing);
        }
        let work = Work::Change {
            id: self.claim.id,
            act: self.act(),
            comment: self.form.typed(Field::Comment).to_owned(),
            seen: Box::new(self.claim.clone()),
        };
        if ui.writer.give(work) {
            self.form.save();
        } else {
            self.form.blame(ui.texts().t("form-queue-full"));
        }
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

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        let of_mine = |kind: &str, id: i64| kind == "claim" && id == self.claim.id;
        match answer {
            Some(Answer::Changed { records, many }) if *many || records.iter().any(|(kind, id)| of_mine(kind, *id)) => {
                ui.reader.ask(Ask::Claim(self.claim.id));
            }
            Some(Answer::Claim(id, result)) if *id == self.claim.id => {
                let Ok(shown) = result.as_ref() else { return Flow::Stay };
                let now = &shown.detail;
                if self.form.looked(now.claim != self.claim, &now.changes, ui) {
                    self.claim = now.claim.clone();
                    // As it is now it may not allow it at all.
                    let facts = Facts {
                        claim: Some(self.claim.clone()),
                        ..ui.facts()
                    };
                    if let Err(refusal) = asked_again(self.question.command, &facts) {
                        self.form.blame(ui.texts().refusal(&refusal));
                    }
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Changed(id, result)) if id == self.claim.id && self.form.is_saving() => match *result {
                // The screen below tells what was done.
                Ok(changed) => {
                    *outcome = Some(Outcome::Changed(id, Box::new(Ok(changed))));
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

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        self.form.hints(ui)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let title = title(self.question.command, self.claim.number, ui);
        self.form.draw(buffer, area, ui, &title, &self.says(ui));
    }
}
