//! Asking before something is changed in the register: what stands in a field, a number, a car, who goes in a merge, and why.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input, card_label, label};
use crate::app::commands::Field;
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::register::act::{PartyAct, PartyDone};
use crate::app::usecase::register::merge::{self, Merge};
use crate::app::usecase::register::phones::PhoneAct;
use crate::app::usecase::register::vehicles::Typed;
use crate::app::writer::{Outcome, Work};
use crate::domain::party::{Card, CardField, Channel, LANGUAGES};
use crate::tui::screens::list::ListScreen;
use crate::tui::screens::party::PartyScreen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Field { id: i64, field: CardField, was: String },
    New,
    Phone { id: i64, act: PhoneAct, number: String },
    Car { id: i64, plate: String },
    CarAway { id: i64, plate: String },
    Keep { row: i64, number: String, name: String },
    Merge { keep: i64, name: String },
}

struct Dialog {
    asked: Asked,
    form: Form,
    /// What is given to the writing thread.
    given: Option<PartyAct>,
    /// Who goes, as asked about last, and what that would do.
    wanted: String,
    would: Option<Result<Box<Merge>, String>>,
}

fn push(asked: Asked, form: Form, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    ui.layers.push(Box::new(Dialog {
        asked,
        form,
        given: None,
        wanted: String::new(),
        would: None,
    }));
}

/// Words to choose from in a field, as they are kept; the first is nothing.
fn words(field: CardField, was: &str) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    match field {
        CardField::Language => words.extend(LANGUAGES.map(str::to_owned)),
        CardField::Channel => words.extend(Channel::ALL.iter().map(|channel| channel.code().to_owned())),
        CardField::Kind => words.extend(["person", "company"].map(str::to_owned)),
        _ => return None,
    }
    // What the source called it stays possible.
    if !words.iter().any(|word| word == was) {
        words.push(was.to_owned());
    }
    Some(words)
}

fn shown_word(field: CardField, word: &str, ui: &Ui) -> String {
    match (field, word) {
        (_, "") => ui.texts().t("party-unset"),
        (CardField::Channel, word) => ui.texts().t(&format!("party-channel-{word}")),
        (CardField::Kind, "person" | "company") => ui.texts().t(&format!("party-kind-{word}")),
        (CardField::Language, word) if LANGUAGES.contains(&word) => ui.texts().t(&format!("language-name-{word}")),
        (_, word) => word.to_owned(),
    }
}

/// Asks for what is to stand in a field. `start`: what the field begins with, where that is not what stands there.
pub(in crate::tui) fn field(id: i64, card: &Card, field: CardField, start: Option<&str>, ui: &mut Ui) {
    let was = card.typed(field);
    let form = match words(field, &was) {
        Some(all) => {
            let at = all.iter().position(|word| *word == was).unwrap_or(0);
            let shown: Vec<String> = all.iter().map(|word| shown_word(field, word, ui)).collect();
            Form::new(&[Field::Card(field), Field::Comment], |asks| match asks {
                Field::Card(_) => Input::choice(asks, "party-choose", shown.clone(), at),
                _ => Input::text(asks, label(asks)),
            })
        }
        None => Form::new(&[Field::Card(field), Field::Comment], |asks| match asks {
            Field::Card(_) => Input::filled(asks, "party-value", start.unwrap_or(&was)),
            _ => Input::text(asks, label(asks)),
        }),
    };
    push(Asked::Field { id, field, was }, form, ui);
}

/// What a new party is asked for.
const NEW: &[CardField] = &[
    CardField::Name,
    CardField::Phone,
    CardField::Email,
    CardField::Address,
    CardField::Postcode,
    CardField::City,
    CardField::OrgNumber,
    CardField::Since,
];

/// Asks for a new party.
pub(in crate::tui) fn new(ui: &mut Ui) {
    let mut fields: Vec<Field> = NEW.iter().map(|field| Field::Card(*field)).collect();
    fields.push(Field::Comment);
    let form = Form::new(&fields, |asks| match asks {
        Field::Card(field) => Input::text(asks, card_label(field)),
        _ => Input::text(asks, label(asks)),
    });
    push(Asked::New, form, ui);
}

/// Asks for a number that a party has, too; or why one is taken away, or put first.
pub(in crate::tui) fn phone(id: i64, act: PhoneAct, number: &str, ui: &mut Ui) {
    let fields: &[Field] = if act == PhoneAct::Add {
        &[Field::Phone, Field::Comment]
    } else {
        &[Field::Comment]
    };
    let form = Form::new(fields, |asks| Input::text(asks, label(asks)));
    let number = number.to_owned();
    push(Asked::Phone { id, act, number }, form, ui);
}

/// Asks for a car, or for what stands of one.
pub(in crate::tui) fn car(id: i64, known: Option<&Typed>, ui: &mut Ui) {
    let typed = known.cloned().unwrap_or_default();
    let all = [Field::Plate, Field::Make, Field::Model, Field::Year, Field::Comment];
    let fields = if known.is_some() { &all[1..] } else { &all[..] };
    let form = Form::new(fields, |asks| {
        let text = match asks {
            Field::Make => &typed.make,
            Field::Model => &typed.model,
            Field::Year => &typed.year,
            _ => "",
        };
        Input::filled(asks, label(asks), text)
    });
    push(Asked::Car { id, plate: typed.plate }, form, ui);
}

/// Asks why a car is not theirs any more.
pub(in crate::tui) fn car_away(id: i64, plate: &str, ui: &mut Ui) {
    let form = Form::new(&[Field::Comment], |asks| Input::text(asks, label(asks)));
    push(
        Asked::CarAway {
            id,
            plate: plate.to_owned(),
        },
        form,
        ui,
    );
}

/// Asks who is the same as a party.
pub(in crate::tui) fn merge(keep: i64, name: &str, gone: &str, ui: &mut Ui) {
    let form = Form::new(&[Field::Party, Field::Comment], |asks| match asks {
        Field::Party => Input::filled(asks, "merge-gone", gone),
        _ => Input::text(asks, label(asks)),
    });
    let name = name.to_owned();
    push(Asked::Merge { keep, name }, form, ui);
    if !gone.is_empty() {
        ui.reader.ask(Ask::Merge(keep, gone.to_owned()));
    }
}

/// The text that a row shows in a column.
fn cell(list: &ListScreen, key: u32, column: &str) -> String {
    let place = list.state.shown().iter().position(|(shown, _, _)| shown.id == column);
    let cell = list.state.rows.get(&key).zip(place).and_then(|(row, place)| row.cells.get(place));
    match cell {
        Some(crate::app::Cell::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// Merges the rows that are selected: the one under the cursor stays. With nothing selected it is asked who goes.
pub(in crate::tui) fn merge_rows(list: &mut ListScreen, ui: &mut Ui) {
    let Some(keep) = list.state.current() else { return };
    let gone = list.state.selected.iter().copied().find(|key| *key != keep);
    let number = gone.map(|gone| cell(list, gone, "number")).unwrap_or_default();
    let name = format!("{} {}", cell(list, keep, "number"), cell(list, keep, "name"));
    merge(i64::from(keep), &name, &number, ui);
}

/// Asks why a number is the party's of the row alone.
pub(in crate::tui) fn keep_row(list: &mut ListScreen, ui: &mut Ui) {
    let Some(key) = list.state.current() else { return };
    let form = Form::new(&[Field::Comment], |asks| Input::text(asks, label(asks)));
    let asked = Asked::Keep {
        row: i64::from(key),
        number: cell(list, key, "phone"),
        name: cell(list, key, "name"),
    };
    push(asked, form, ui);
}

/// Tells what became of something that was done in the register.
pub(in crate::tui) fn heard(outcome: &mut Option<Outcome>, ui: &mut Ui) {
    let Some(Outcome::Party(act, result)) = outcome.take() else {
        return;
    };
    let done = match *result {
        Ok(done) => done,
        Err(error) => return ui.fail(&error),
    };
    let texts = ui.texts();
    let count = Arg::count::<usize>;
    let text = match &done {
        PartyDone::Party(_, number) => {
            let key = if matches!(act, PartyAct::Create(_)) {
                "told-party-created"
            } else {
                "told-party-set"
            };
            texts.with(key, &[("number", Arg::Text(number.clone()))])
        }
        PartyDone::Kept(others) => texts.with("told-number-kept", &[("count", count(*others))]),
        PartyDone::Merged(merge) => texts.with(
            "merge-done",
            &[
                ("keep", Arg::Text(format!("{} {}", merge.keep.0, merge.keep.1))),
                ("gone", Arg::Text(format!("{} {}", merge.gone.0, merge.gone.1))),
            ],
        ),
        PartyDone::Imported(done) => texts.with("cli-parties-imported", &[("count", count(done.stored))]),
    };
    ui.tell(text, Role::Good);
    if let (PartyAct::Create(_), PartyDone::Party(id, _)) = (&act, &done) {
        // Back from its page the list stands at it.
        if let (Some(list), Ok(key)) = (ui.screens.last_mut().and_then(|screen| screen.list()), u32::try_from(*id)) {
            list.state.point_at(key);
        }
        ui.push(Box::new(PartyScreen::new(*id)));
    }
}

impl Dialog {
    fn act(&self) -> PartyAct {
        let typed = |field: Field| self.form.typed(field).to_owned();
        match &self.asked {
            Asked::Field { id, field, was } => {
                let words = words(*field, was);
                let chosen = words.and_then(|words| words.into_iter().nth(self.form.chosen(Field::Card(*field))));
                PartyAct::Set {
                    id: *id,
                    changes: vec![(*field, chosen.unwrap_or_else(|| typed(Field::Card(*field))))],
                    seen: was.clone(),
                }
            }
            Asked::New => {
                let all = NEW.iter().map(|field| (*field, typed(Field::Card(*field))));
                PartyAct::Create(all.filter(|(field, text)| !text.is_empty() || *field == CardField::Name).collect())
            }
            Asked::Phone { id, act, number } => PartyAct::Phone {
                id: *id,
                act: *act,
                number: if *act == PhoneAct::Add {
                    typed(Field::Phone)
                } else {
                    number.clone()
                },
            },
            Asked::Car { id, plate } => PartyAct::Car {
                id: *id,
                typed: Typed {
                    plate: if plate.is_empty() { typed(Field::Plate) } else { plate.clone() },
                    make: typed(Field::Make),
                    model: typed(Field::Model),
                    year: typed(Field::Year),
                },
            },
            Asked::CarAway { id, plate } => PartyAct::CarAway {
                id: *id,
                plate: plate.clone(),
            },
            Asked::Keep { row, .. } => PartyAct::Keep(*row),
            Asked::Merge { keep, .. } => PartyAct::Merge(*keep, typed(Field::Party)),
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
        let act = self.act();
        self.given = Some(act.clone());
        Ok(Work::Party(act, comment))
    }

    fn title(&self, ui: &Ui) -> String {
        let texts = ui.texts();
        match &self.asked {
            Asked::Field { field, .. } => texts.t(card_label(*field)),
            Asked::New => texts.t("command-parties-new"),
            Asked::Phone { act: PhoneAct::Add, .. } => texts.t("command-party-phone"),
            Asked::Phone {
                act: PhoneAct::Main,
                number,
                ..
            } => format!("{} {number}", texts.t("command-party-first")),
            Asked::Phone { number, .. } => format!("{} {number}", texts.t("command-party-remove")),
            Asked::Car { plate, .. } => format!("{} {plate}", texts.t("command-party-car")),
            Asked::CarAway { plate, .. } => format!("{} {plate}", texts.t("command-party-remove")),
            Asked::Keep { number, .. } => format!("{} {number}", texts.t("command-shared-keep")),
            Asked::Merge { name, .. } => format!("{} {name}", texts.t("command-party-merge")),
        }
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        match &self.asked {
            Asked::Field { field, .. } => vec![texts.t(&format!("party-help-{}", field.code()))],
            Asked::New => vec![texts.t("says-parties-new")],
            Asked::Phone { act: PhoneAct::Add, .. } => vec![texts.t("says-party-phone")],
            Asked::Phone { act: PhoneAct::Main, .. } => vec![texts.t("says-party-first")],
            Asked::Phone { .. } => vec![texts.t("says-party-remove")],
            Asked::Car { .. } => vec![texts.t("says-party-car")],
            Asked::CarAway { .. } => vec![texts.t("says-party-car-away")],
            Asked::Keep { name, .. } => vec![texts.with("says-shared-keep", &[("name", Arg::Text(name.clone()))])],
            Asked::Merge { .. } => {
                let mut says = vec![texts.t("says-party-merge")];
                match &self.would {
                    Some(Ok(would)) => {
                        says.push(format!("{} {}", would.gone.0, would.gone.1));
                        says.extend(merge::lines(would, texts).into_iter().map(|line| format!("  {line}")));
                    }
                    Some(Err(why)) => says.push(why.clone()),
                    None => {}
                }
                says
            }
        }
    }

    fn typed(&mut self, ui: &Ui) {
        if let Asked::Merge { keep, .. } = &self.asked {
            let typed = self.form.typed(Field::Party);
            if typed != self.wanted {
                typed.clone_into(&mut self.wanted);
                self.would = None;
                if !typed.is_empty() {
                    ui.reader.ask(Ask::Merge(*keep, typed.to_owned()));
                }
            }
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        if !matches!(self.asked, Asked::Merge { .. }) {
            return Flow::Stay;
        }
        match answer.take() {
            Some(Answer::Merge(gone, result)) if gone == self.form.typed(Field::Party) => {
                self.would = Some(match *result {
                    Ok(would) => Ok(Box::new(would)),
                    Err(error) => Err(error.words(ui.lang)),
                });
            }
            // What was asked while something else stood there.
            Some(Answer::Merge(..)) => {}
            other => *answer = other,
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Party(act, result)) if self.given.as_ref() == Some(&act) && self.form.is_saving() => match *result {
                Ok(done) => {
                    heard(&mut Some(Outcome::Party(act, Box::new(Ok(done)))), ui);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
