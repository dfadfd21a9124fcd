//! Asking before a claim is changed: what will happen in numbers, the fields it needs, the mandatory comment (CLM-13), and
//! for what cannot be taken back the claim's number typed.

use super::Flow;
use super::dialog::{FormDialog, said};
use super::form::{Form, Input, amount, asked_again, day, label, title};
use crate::app::commands::{Facts, Field, Question};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::claims::{Act, Target};
use crate::app::writer::{Outcome, Work};
use crate::domain::claim::{Claim, ClaimError, Decision, Status, Whereto};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::tui::ui::Ui;

struct Dialog {
    question: Question,
    claim: Claim,
    form: Form,
}

/// Where a remainder can go, in the order it is offered: word, and the field that it needs.
const TARGETS: [(&str, Option<Field>); 5] = [
    ("target-credit", None),
    ("target-claim", Some(Field::Claim)),
    ("target-account", Some(Field::Ledger)),
    ("target-payer", Some(Field::PayTo)),
    ("target-donation", None),
];

/// The field of a claim's dialog.
fn input(field: Field, claim: &Claim, act: &Act, ui: &Ui) -> Input {
    let amount = match act {
        Act::MoveRemainder { .. } => claim.remainder().unwrap_or_default(),
        Act::RefundLines { lines } => {
            let wanted = |no: u32| lines.iter().any(|(line, _)| *line == no);
            Money::sum(claim.lines.iter().filter(|line| wanted(line.no)).map(|line| line.paid)).unwrap_or_default()
        }
        _ => Money::ZERO,
    };
    match field {
        Field::Target => {
            let words = TARGETS.iter().map(|(key, _)| ui.texts().t(key)).collect();
            Input::choice(field, label(field), words, 0)
        }
        Field::Amount if amount.is_positive() => Input::filled(field, label(field), &amount.to_string()),
        _ => Input::text(field, label(field)),
    }
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: Question, facts: &Facts, ui: &mut Ui) {
    let Ok(claim) = facts.claim().cloned() else { return };
    ui.reader.ask(Ask::Comments);
    // Its change log as it is now: what comes later was done by somebody else.
    ui.reader.ask(Ask::Claim(claim.id));
    let form = Form::new(question.fields, |field| input(field, &claim, &question.act, ui));
    let mut dialog = Dialog { question, claim, form };
    dialog.refit(ui);
    ui.layers.push(Box::new(dialog));
}

impl Dialog {
    /// The act with what was typed in it; or what cannot be read.
    fn act(&self, ui: &Ui) -> Result<Act, String> {
        let texts = ui.texts();
        let typed = |field: Field| self.form.typed(field).to_owned();
        let given = |field: Field| Some(typed(field)).filter(|text| !text.is_empty());
        Ok(match &self.question.act {
            Act::Discount { line, .. } => {
                let wrong = || texts.with("usage-amount", &[("given", Arg::Text(typed(Field::Amount)))]);
                Act::Discount {
                    line: *line,
                    amount: amount(&self.form, texts)?.ok_or_else(wrong)?,
                    text: typed(Field::Text),
                }
            }
            Act::MoveRemainder { .. } => Act::MoveRemainder {
                amount: amount(&self.form, texts)?,
                to: match self.form.chosen(Field::Target) {
                    0 => Target::Credit,
                    1 => Target::Claim(typed(Field::Claim)),
                    2 => Target::Account(typed(Field::Ledger)),
                    3 => Target::Payer(given(Field::PayTo)),
                    _ => Target::Donation,
                },
            },
            // A part is given for one line; of several all that is paid goes back.
            Act::RefundLines { lines } => match lines.as_slice() {
                [(line, _)] => Act::RefundLines {
                    lines: vec![(*line, amount(&self.form, texts)?)],
                },
                _ => self.question.act.clone(),
            },
            // No day: they are taken up again.
            Act::Freeze { .. } => Act::Freeze {
                until: day(&self.form, texts)?,
            },
            Act::SetDue { .. } => {
                let wrong = || texts.with("usage-date", &[("given", Arg::Text(String::new()))]);
                Act::SetDue {
                    due_on: day(&self.form, texts)?.ok_or_else(wrong)?,
                }
            }
            other => other.clone(),
        })
    }

    /// Asks for what the chosen target needs.
    fn refit(&mut self, ui: &Ui) {
        if !self.form.has(Field::Target) {
            return;
        }
        let needs = TARGETS.get(self.form.chosen(Field::Target)).and_then(|(_, field)| *field);
        let fields: Vec<Field> = [Field::Target]
            .into_iter()
            .chain(needs)
            .chain([Field::Amount, Field::Comment])
            .collect();
        self.form.refit(&fields, |field| input(field, &self.claim, &self.question.act, ui));
    }

    /// What would become of it; `None`: something typed cannot be read yet.
    fn decision(&self, ui: &Ui) -> Option<Result<Decision, ClaimError>> {
        Some(self.act(ui).ok()?.decide(&self.claim, &ui.terms))
    }

    /// Why it cannot be done yet.
    fn missing(&self, ui: &Ui) -> Option<String> {
        let texts = ui.texts();
        let act = match self.act(ui) {
            Ok(act) => act,
            Err(wrong) => return Some(wrong),
        };
        match act.decide(&self.claim, &ui.terms) {
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
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        match self.missing(ui) {
            Some(missing) => Err(missing),
            None => Ok(Work::Change {
                id: self.claim.id,
                act: self.act(ui)?,
                comment: self.form.typed(Field::Comment).to_owned(),
                seen: Box::new(self.claim.clone()),
            }),
        }
    }

    fn title(&self, ui: &Ui) -> String {
        title(self.question.command, self.claim.number, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let mut lines = Vec::new();
        let number = Arg::Count(self.claim.number);
        if let Act::DropLine { line } = self.question.act
            && self.claim.is_last_line(line)
        {
            lines.push(texts.with("last-line-annuls", &[("number", number.clone())]));
        }
        lines.push(said(self.question.command, ui));
        if let Some(Ok(decision)) = self.decision(ui) {
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
            for moved in decision.moved.iter().filter(|moved| moved.to != Whereto::LeftOver) {
                let mut place = texts.t(&format!("whereto-{}", moved.to.code()));
                if moved.to == Whereto::Refund && !moved.payer.is_empty() {
                    place.push_str(&format!(" ({})", moved.payer));
                }
                let args = [("amount", Arg::Money(moved.amount)), ("where", Arg::Text(place))];
                lines.push(texts.with("says-moves", &args));
            }
        }
        lines
    }

    fn typed(&mut self, ui: &Ui) {
        self.refit(ui);
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
}
