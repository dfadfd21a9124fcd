//! Asking for another value of the set-up of payment by SMS, or another text of a reply, and why.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input};
use crate::app::commands::Field as Asks;
use crate::app::reader::Ask;
use crate::app::texts::Texts;
use crate::app::usecase::dues_sms::act::SmsAct;
use crate::app::usecase::dues_sms::fields::{self, Whole};
use crate::app::usecase::dues_sms::person;
use crate::app::usecase::dues_sms::setup::Text;
use crate::app::writer::{Outcome, Work};
use crate::tui::layers::sms_question;
use crate::tui::ui::Ui;

enum Asked {
    Field(&'static str),
    Text(Text),
}

struct Dialog {
    asked: Asked,
    /// As it stood when this was opened, for what a text would look like.
    whole: Whole,
    /// What is given to the writing thread.
    given: Option<SmsAct>,
    form: Form,
}

/// A word to choose, as people read it.
fn word(field: &str, word: &str, texts: &Texts) -> String {
    match (field, word) {
        ("state", "open") => texts.t("dues-open"),
        ("state", _) => texts.t("dues-closed"),
        ("language", "member") => texts.t("dues-language-member"),
        ("age", "0") => texts.t("dues-age-none"),
        _ => word.to_owned(),
    }
}

/// Asks for another value of a field. `at`: which word to begin with, where it is chosen among words.
pub(in crate::tui) fn open(field: &'static str, at: Option<usize>, whole: &Whole, ui: &mut Ui) {
    let texts = ui.texts();
    let form = match fields::words(whole, field) {
        Some((words, has)) => {
            let words: Vec<String> = words.iter().map(|one| word(field, one, texts)).collect();
            Form::new(&[Asks::Method, Asks::Comment], |asks| match asks {
                Asks::Method => Input::choice(asks, "account-choose", words.clone(), at.unwrap_or(has)),
                _ => Input::text(asks, "field-comment"),
            })
        }
        None => {
            let typed = fields::typed(&whole.setup, field);
            Form::new(&[Asks::Text, Asks::Comment], |asks| match asks {
                Asks::Text => Input::filled(asks, "account-value", &typed),
                _ => Input::text(asks, "field-comment"),
            })
        }
    };
    push(Asked::Field(field), form, whole, ui);
}

/// Asks for another text of a reply.
pub(in crate::tui) fn open_text(text: &Text, whole: &Whole, ui: &mut Ui) {
    let form = Form::new(&[Asks::Text, Asks::Comment], |asks| match asks {
        Asks::Text => Input::filled(asks, "dues-field-text", &text.text),
        _ => Input::text(asks, "field-comment"),
    });
    push(Asked::Text(text.clone()), form, whole, ui);
}

fn push(asked: Asked, form: Form, whole: &Whole, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    ui.layers.push(Box::new(Dialog {
        asked,
        whole: whole.clone(),
        given: None,
        form,
    }));
}

impl Dialog {
    /// What would be done; or why it cannot be.
    fn act(&self, ui: &Ui) -> Result<SmsAct, String> {
        match &self.asked {
            Asked::Field(field) => {
                let words = fields::words(&self.whole, field);
                let value = match words.and_then(|(words, _)| words.into_iter().nth(self.form.chosen(Asks::Method))) {
                    Some(word) => word,
                    None => self.form.typed(Asks::Text).to_owned(),
                };
                let changes = fields::change(field, &value).map_err(|error| error.words(ui.lang))?;
                Ok(SmsAct::Set(Box::new(changes)))
            }
            Asked::Text(text) => Ok(SmsAct::Text {
                reply: text.reply,
                language: text.language.clone(),
                text: self.form.typed(Asks::Text).to_owned(),
            }),
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
        let comment = comment(&self.form, ui)?;
        let act = self.act(ui)?;
        self.given = Some(act.clone());
        Ok(Work::Sms(act, comment))
    }

    fn title(&self, ui: &Ui) -> String {
        let texts = ui.texts();
        match &self.asked {
            Asked::Field(field) => texts.t(&format!("dues-field-{field}")),
            Asked::Text(text) => format!("{} · {}", texts.t(&format!("dues-reply-{}", text.reply.code())), text.language),
        }
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        match &self.asked {
            Asked::Field(field) => vec![texts.t(&format!("dues-help-{field}"))],
            Asked::Text(_) => {
                let typed = self.form.typed(Asks::Text);
                if typed.is_empty() {
                    return vec![texts.t("dues-text-usual")];
                }
                let example = self.whole.example(typed);
                let counted = match person::count(&ui.sms, &example) {
                    Ok(cost) => person::cost_words(&cost, texts),
                    Err(error) => error.words(ui.lang),
                };
                vec![texts.t("dues-text-help"), format!("«{example}»"), counted]
            }
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Sms(act, result)) if self.given.as_ref() == Some(&act) && self.form.is_saving() => match *result {
                Ok(count) => {
                    sms_question::heard(&mut Some(Outcome::Sms(act, Box::new(Ok(count)))), ui);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
