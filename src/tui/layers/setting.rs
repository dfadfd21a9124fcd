//! Asking for another value of a setting, and why.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input};
use crate::app::commands::Field;
use crate::app::reader::Ask;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::site_settings::{Kind, Shown};
use crate::app::writer::{Outcome, Work};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    shown: Shown,
    /// Whether it is taken out.
    unset: bool,
    form: Form,
}

/// The words that a value is chosen from.
fn words(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Words(words) => words,
        Kind::Flag => &["true", "false"],
        _ => &[],
    }
}

/// Asks for another value.
pub(in crate::tui) fn open(shown: Shown, ui: &mut Ui) {
    let choices = words(shown.row.kind);
    let form = if choices.is_empty() {
        Form::new(&[Field::Text, Field::Comment], |field| match field {
            Field::Text => Input::filled(field, "account-value", shown.holds()),
            _ => Input::text(field, "field-comment"),
        })
    } else {
        let at = choices.iter().position(|word| *word == shown.holds()).unwrap_or(0);
        Form::new(&[Field::Method, Field::Comment], |field| match field {
            Field::Method => Input::choice(
                field,
                "account-choose",
                choices.iter().map(|word| word_of(word, ui.texts())).collect(),
                at,
            ),
            _ => Input::text(field, "field-comment"),
        })
    };
    push(shown, false, form, ui);
}

/// Asks why it is taken out.
pub(in crate::tui) fn open_unset(shown: Shown, ui: &mut Ui) {
    let form = Form::new(&[Field::Comment], |field| Input::text(field, "field-comment"));
    push(shown, true, form, ui);
}

/// Tells that it was changed.
pub(in crate::tui) fn tell_done(shown: &Shown, ui: &mut Ui) {
    let args = [("setting", Arg::Text(ui.texts().t(&shown.row.text())))];
    ui.tell(ui.texts().with("setting-saved", &args), Role::Good);
}

fn push(shown: Shown, unset: bool, form: Form, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    ui.layers.push(Box::new(Dialog { shown, unset, form }));
}

/// A word as people read it; names of providers stay as they are.
fn word_of(word: &str, texts: &Texts) -> String {
    let key = format!("setting-word-{word}");
    if texts.has(&key) { texts.t(&key) } else { word.to_owned() }
}

/// What holds, as people read it.
pub(in crate::tui) fn holds(shown: &Shown, texts: &Texts) -> String {
    match shown.holds() {
        "" => "–".to_owned(),
        word if words(shown.row.kind).contains(&word) => word_of(word, texts),
        other => other.to_owned(),
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
        let chosen = words(self.shown.row.kind).get(self.form.chosen(Field::Method));
        let value = chosen.map_or_else(|| self.form.typed(Field::Text).to_owned(), |word| (*word).to_owned());
        Ok(Work::Setting {
            key: self.shown.row.key,
            value: (!self.unset).then_some(value),
            comment: comment(&self.form, ui)?,
        })
    }

    fn title(&self, ui: &Ui) -> String {
        ui.texts().t(&self.shown.row.text())
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let mut says = vec![texts.t(&self.shown.row.help())];
        if let Some(how) = match self.shown.row.kind {
            Kind::Lines => Some("setting-how-lines"),
            Kind::Times => Some("setting-how-times"),
            Kind::Several(_) => Some("setting-how-several"),
            Kind::Secret => Some("setting-how-secret"),
            Kind::Amounts => Some("setting-how-amounts"),
            Kind::Lists => Some("setting-how-lists"),
            _ => None,
        } {
            says.push(texts.t(how));
        }
        if self.unset {
            says.push(texts.with("setting-unset-says", &[("usual", Arg::from(self.shown.usual.as_str()))]));
        }
        says
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Setting(result)) if self.form.is_saving() => match *result {
                Ok(shown) => {
                    tell_done(&shown, ui);
                    ui.reader.ask(Ask::Settings);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
