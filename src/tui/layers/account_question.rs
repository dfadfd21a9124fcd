//! Asking for what is changed of a bank account's set-up, and why; or for a new account.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::exchange_question;
use super::form::{Form, Input, day};
use crate::app::commands::Field as Asks;
use crate::app::reader::Ask;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::accounts::{self, Change, Changed, Shown};
use crate::app::writer::{Outcome, Work};
use crate::domain::account::display;
use crate::domain::exchange::AccountState;
use crate::domain::reference::Recipe;
use crate::domain::setup::{Field, next_state};
use crate::tui::screens::account::AccountScreen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Asked {
    /// Another value of a field.
    Field(Field),
    /// How far the set-up has come.
    State,
    /// The format of its payments from a day on.
    Format,
    /// A real reference to try.
    Try,
    /// A new account.
    New,
}

struct Dialog {
    asked: Asked,
    shown: Option<Box<Shown>>,
    form: Form,
}

const TEXT: &[Asks] = &[Asks::Text, Asks::Comment];
const CHOICE: &[Asks] = &[Asks::Method, Asks::Comment];
const RECIPE: &[Asks] = &[Asks::Method, Asks::Text, Asks::Comment];
const FORMAT: &[Asks] = &[Asks::Method, Asks::Day, Asks::Comment];
const NEW: &[Asks] = &[Asks::Number, Asks::Text, Asks::Target];

/// Opens the dialog for a new account.
pub(in crate::tui) fn open_new(ui: &mut Ui) {
    let form = Form::new(NEW, |asks| match asks {
        Asks::Number => Input::text(asks, "checklist-account"),
        Asks::Text => Input::text(asks, "account-field-name"),
        _ => Input::text(asks, "column-accounts-references"),
    });
    ui.layers.push(Box::new(Dialog {
        asked: Asked::New,
        shown: None,
        form,
    }));
}

/// Opens a dialog about an account.
pub(in crate::tui) fn open(asked: Asked, shown: &Shown, ui: &mut Ui) {
    // A way that needs a server is asked for together with it.
    if asked == Asked::Field(Field::Exchange) {
        return exchange_question::open(shown, ui);
    }
    ui.reader.ask(Ask::Comments);
    let texts = ui.texts();
    let (words, at) = choices(asked, shown, texts);
    let fields = match asked {
        Asked::Field(Field::Recipe) => RECIPE,
        Asked::Field(field) if field.words().is_some() => CHOICE,
        Asked::State => CHOICE,
        Asked::Format => FORMAT,
        Asked::Field(_) | Asked::Try | Asked::New => TEXT,
    };
    let start = match asked {
        Asked::Field(field) => accounts::value(&shown.account, field),
        _ => String::new(),
    };
    let form = Form::new(fields, |asks| match asks {
        Asks::Method => Input::choice(asks, "account-choose", words.clone(), at),
        Asks::Text if asked == Asked::Field(Field::Recipe) => Input::filled(asks, "account-mask", &start),
        Asks::Text if asked == Asked::Try => Input::text(asks, "account-sample"),
        Asks::Text => Input::filled(asks, "account-value", &start),
        Asks::Day => Input::text(asks, "account-from"),
        _ => Input::text(asks, "field-comment"),
    });
    ui.layers.push(Box::new(Dialog {
        asked,
        shown: Some(Box::new(shown.clone())),
        form,
    }));
}

/// The words to choose from, and which of them to begin with.
fn choices(asked: Asked, shown: &Shown, texts: &Texts) -> (Vec<String>, usize) {
    let account = &shown.account;
    match asked {
        Asked::Field(Field::Recipe) => {
            let mut words: Vec<String> = shown
                .ready_made
                .iter()
                .map(|ready| format!("{}  {}", ready.mask, ready.who))
                .collect();
            words.push(texts.t("account-own-mask"));
            let mask = accounts::value(account, Field::Recipe);
            let at = shown.ready_made.iter().position(|ready| ready.mask == mask);
            // What is set and not ready-made is somebody's own; where nothing is set, the recommended one comes first.
            let otherwise = if mask.is_empty() { 0 } else { shown.ready_made.len() };
            (words, at.unwrap_or(otherwise))
        }
        Asked::Field(field) => {
            let all = field.words().unwrap_or_default();
            let at = all.iter().position(|word| *word == accounts::value(account, field)).unwrap_or(0);
            (all.into_iter().map(|word| texts.t(&accounts::words(field, word))).collect(), at)
        }
        Asked::State => {
            let wanted = next_state(account.state).unwrap_or(account.state);
            let at = AccountState::ALL.iter().position(|state| *state == wanted).unwrap_or(0);
            let word = |state: &AccountState| texts.t(&format!("account-state-{}", state.code()));
            (AccountState::ALL.iter().map(word).collect(), at)
        }
        Asked::Format => {
            let formats = accounts::payment_formats(shown.country);
            (formats.into_iter().map(|(_, name)| name.to_owned()).collect(), 0)
        }
        Asked::Try | Asked::New => (Vec::new(), 0),
    }
}

/// Tells what became of a change.
pub(in crate::tui) fn tell_done(done: &Changed, ui: &mut Ui) {
    let texts = ui.texts();
    if done.has_to_be_tested {
        ui.tell(texts.t("account-to-be-tested"), Role::Warning);
    } else {
        let number = display(ui.site.country, &done.account.number);
        ui.tell(texts.with("cli-account-changed", &[("number", Arg::Text(number))]), Role::Good);
    }
}

impl Dialog {
    /// The mask that would be set: a ready-made one, or what is typed.
    fn mask(&self) -> String {
        let ready = self
            .shown
            .as_ref()
            .and_then(|shown| shown.ready_made.get(self.form.chosen(Asks::Method)));
        ready.map_or_else(|| self.form.typed(Asks::Text).to_owned(), |ready| ready.mask.clone())
    }

    /// What would be changed; or what cannot be read.
    fn change(&self, shown: &Shown, ui: &Ui) -> Result<Change, String> {
        let (texts, chosen) = (ui.texts(), self.form.chosen(Asks::Method));
        Ok(match self.asked {
            Asked::Field(Field::Recipe) => Change::Fields(vec![(Field::Recipe, self.mask())]),
            Asked::Field(field) => {
                let word = field.words().and_then(|words| words.get(chosen).copied());
                let value = word.map_or_else(|| self.form.typed(Asks::Text).to_owned(), str::to_owned);
                Change::Fields(vec![(field, value)])
            }
            Asked::State => Change::State(AccountState::ALL.get(chosen).copied().unwrap_or(shown.account.state)),
            Asked::Format => {
                let formats = accounts::payment_formats(shown.country);
                let format = formats.get(chosen).map_or(String::new(), |(id, _)| (*id).to_owned());
                let from = day(&self.form, texts)?.ok_or_else(|| texts.t("account-from-missing"))?;
                Change::Format(format, from)
            }
            Asked::Try | Asked::New => Change::Try(self.form.typed(Asks::Text).to_owned()),
        })
    }

    /// What stands above the fields: what the field is for, and what a mask would make.
    fn about(&self, texts: &Texts) -> Vec<String> {
        match self.asked {
            Asked::Field(Field::Recipe) => {
                let mask = self.mask();
                match mask.parse::<Recipe>() {
                    Ok(recipe) => {
                        let example = accounts::example(&recipe).unwrap_or_default();
                        let says = accounts::explained(&recipe, texts);
                        vec![format!("{} {example}", texts.t("account-example")), says]
                    }
                    Err(_) if mask.is_empty() => vec![texts.t("account-help-recipe")],
                    Err(fault) => vec![texts.refusal(&accounts::unreadable(&mask, fault))],
                }
            }
            Asked::Field(field) => vec![texts.t(&format!("account-help-{}", field.code().replace('_', "-")))],
            Asked::State => {
                let next = self.shown.as_ref().and_then(|shown| shown.next_words(texts));
                vec![texts.t("account-help-state"), next.unwrap_or_default()]
            }
            Asked::Format => vec![texts.t("account-help-format")],
            Asked::Try => vec![texts.t("says-account-try")],
            Asked::New => vec![texts.t("says-account-add"), texts.t("account-help-references")],
        }
    }

    fn named(&self, texts: &Texts) -> String {
        let Some(shown) = &self.shown else {
            return texts.t("command-account-add");
        };
        let what = match self.asked {
            Asked::Field(field) => shown.label(field, texts),
            Asked::State => texts.t("command-account-state"),
            Asked::Format => texts.t("command-account-format"),
            Asked::Try | Asked::New => texts.t("command-account-try"),
        };
        format!("{what} · {}", display(shown.country, &shown.account.number))
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
        let Some(shown) = &self.shown else {
            return Ok(Work::AddAccount {
                number: self.form.typed(Asks::Number).to_owned(),
                name: self.form.typed(Asks::Text).to_owned(),
                references: self.form.typed(Asks::Target).to_owned(),
            });
        };
        Ok(Work::Account {
            id: shown.account.id,
            change: self.change(shown, ui)?,
            comment: comment(&self.form, ui)?,
        })
    }

    fn title(&self, ui: &Ui) -> String {
        self.named(ui.texts())
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        self.about(ui.texts())
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Account(result)) if self.form.is_saving() => match *result {
                Ok(done) if self.asked == Asked::New => {
                    ui.push(Box::new(AccountScreen::new(done.account.id)));
                    return Flow::Close;
                }
                Ok(done) => {
                    if self.asked == Asked::Try {
                        let reference = self.form.typed(Asks::Text);
                        let args = [("reference", Arg::from(reference))];
                        ui.tell(ui.texts().with("account-sample-passes", &args), Role::Good);
                    } else {
                        tell_done(&done, ui);
                    }
                    ui.reader.ask(Ask::Account(done.account.id));
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
