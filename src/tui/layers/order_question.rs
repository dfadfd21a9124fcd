//! Asking before something is done to an order: what it will do in numbers, how it is paid, the comment, and where money goes back
//! the order's number typed.

use super::Flow;
use super::dialog::FormDialog;
use super::form::{Form, Input, asked_again, title};
use crate::app::commands::{Effect, Facts, Field, OrderFacts, OrderQuestion};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::orders::act::OrderAct;
use crate::app::writer::{Outcome, Work};
use crate::domain::refusal::Refusal;
use crate::tui::screens::order::{METHODS, order_facts};
use crate::tui::ui::Ui;

struct Dialog {
    question: OrderQuestion,
    facts: OrderFacts,
    form: Form,
}

/// The field of an order's dialog.
fn input(field: Field, facts: &OrderFacts, ui: &Ui) -> Input {
    match field {
        Field::Method => {
            let words = METHODS.iter().map(|method| ui.texts().t(&format!("method-{}", method.code())));
            let at = METHODS.iter().position(|method| Some(*method) == facts.order.method);
            Input::choice(field, "order-field-method", words.collect(), at.unwrap_or(0))
        }
        Field::Comment => Input::text(field, "field-comment"),
        _ => Input::text(field, "order-field-number"),
    }
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: OrderQuestion, facts: &Facts, ui: &mut Ui) {
    let Ok(facts) = facts.order().cloned() else { return };
    let form = Form::new(question.fields, |field| input(field, &facts, ui));
    if form.has(Field::Comment) {
        ui.reader.ask(Ask::Comments);
    }
    // Its change log as it is now: what comes later was done by somebody else.
    ui.reader.ask(Ask::Order(facts.order.id));
    ui.layers.push(Box::new(Dialog { question, facts, form }));
}

/// Whether what the dialog says or does is another thing than before.
fn differs(was: &OrderFacts, is: &OrderFacts) -> bool {
    was.order != is.order || was.goes_back() != is.goes_back() || was.late != is.late || was.invoice != is.invoice || was.total != is.total
}

impl Dialog {
    /// The act with what was typed in it.
    fn act(&self) -> OrderAct {
        let comment = self.form.typed(Field::Comment).to_owned();
        match &self.question.act {
            OrderAct::Cancel { .. } => OrderAct::Cancel { comment },
            OrderAct::Credit { .. } => OrderAct::Credit { comment },
            OrderAct::Reissue { .. } => OrderAct::Reissue { comment },
            OrderAct::Post { print, .. } if self.form.has(Field::Method) => OrderAct::Post {
                method: METHODS.get(self.form.chosen(Field::Method)).copied(),
                print: *print,
            },
            other => other.clone(),
        }
    }

    fn missing(&self, ui: &Ui) -> Option<String> {
        let comment_needed = !matches!(self.question.act, OrderAct::Cancel { .. });
        if self.form.has(Field::Comment) && comment_needed && self.form.typed(Field::Comment).is_empty() {
            return Some(ui.texts().refusal(&Refusal::CommentMissing {}));
        }
        let number = self.facts.order.number.to_string();
        let wrong = self.form.has(Field::Number) && self.form.typed(Field::Number) != number;
        wrong.then(|| ui.texts().with("type-number", &[("number", Arg::Text(number))]))
    }

    /// The order is another one now: the command asks anew, what was typed stays.
    fn now(&mut self, now: OrderFacts, ui: &Ui) {
        self.facts = now;
        let facts = Facts {
            order: Some(self.facts.clone()),
            ..ui.facts()
        };
        match asked_again(self.question.command, &facts) {
            Ok(Some(Effect::AskOrder(question))) => {
                self.form.refit(question.fields, |field| input(field, &self.facts, ui));
                self.question = question;
            }
            Ok(_) => {}
            Err(refusal) => self.form.blame(ui.texts().refusal(&refusal)),
        }
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
            None => Ok(Work::Order {
                id: self.facts.order.id,
                act: self.act(),
                seen: Some(self.facts.order.revision),
            }),
        }
    }

    fn title(&self, ui: &Ui) -> String {
        title(self.question.command, self.facts.order.number, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let order = &self.facts.order;
        let number = ("number", Arg::Count(order.number));
        let total = ("amount", Arg::Money(self.facts.total));
        let back = self.facts.goes_back().map(|amount| ("amount", Arg::Money(amount)));
        let mut lines = Vec::new();
        match (&self.question.act, back) {
            (OrderAct::Cancel { .. }, Some(amount)) => {
                lines.push(texts.with(
                    "says-order-cancel-paid",
                    &[number, amount, ("phone", Arg::Text(order.phone.clone()))],
                ));
            }
            (OrderAct::Cancel { .. }, None) => lines.push(texts.with("says-order-cancel", &[number])),
            (OrderAct::RefundLate { .. }, _) => {
                let late = self.facts.late.map(|(_, amount)| amount).unwrap_or_default();
                lines.push(texts.with("says-order-refund-late", &[number, ("amount", Arg::Money(late))]));
            }
            (OrderAct::Post { .. }, _) if order.payment_received => {
                lines.push(texts.with("says-order-post-paid", &[number, total]));
            }
            (OrderAct::Post { .. }, _) => lines.push(texts.with("says-order-post", &[number, total])),
            (OrderAct::Credit { .. } | OrderAct::Reissue { .. }, back) => {
                let invoice = ("invoice", Arg::Count(self.facts.invoice.unwrap_or(0)));
                lines.push(texts.with("says-order-credit", &[number.clone(), total, invoice]));
                if let Some(amount) = back {
                    let key = if matches!(self.question.act, OrderAct::Reissue { .. }) {
                        "says-order-cancel-paid"
                    } else {
                        "says-order-credit-remains"
                    };
                    lines.push(texts.with(key, &[number, amount, ("phone", Arg::Text(order.phone.clone()))]));
                }
            }
            _ => {}
        }
        lines
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        let mine = self.facts.order.id;
        match answer {
            Some(Answer::Changed { records, many }) if *many || records.iter().any(|(kind, id)| kind == "order" && *id == mine) => {
                ui.reader.ask(Ask::Order(mine));
            }
            Some(Answer::Order(id, result)) if *id == mine => {
                let Ok(shown) = result.as_ref() else { return Flow::Stay };
                let now = order_facts(shown);
                // An older picture would be a step back.
                if now.order.revision < self.facts.order.revision {
                    return Flow::Stay;
                }
                if self.form.looked(differs(&self.facts, &now), &shown.view.changes, ui) {
                    self.now(now, ui);
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Order(id, act, result)) if id == self.facts.order.id && self.form.is_saving() => match *result {
                // The screen below tells what was done.
                Ok(done) => {
                    *outcome = Some(Outcome::Order(id, act, Box::new(Ok(done))));
                    return Flow::Close;
                }
                Err(error) => {
                    if act.leaves() {
                        ui.worker.wake();
                    }
                    self.form.failed(&error, ui);
                    ui.reader.ask(Ask::Order(id));
                }
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
