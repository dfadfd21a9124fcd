//! The form of every dialog: fields that Enter and Tab go through alike, a comment that recalls those given before, what is wrong, and
//! what happens while it is open – somebody else changes the record, the work is on its way, it was refused. Nothing typed is lost by any of them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dialog::called;
use super::hints;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{self, Effect, Facts, Field};
use crate::app::detail::Change;
use crate::app::texts::{Arg, Texts};
use crate::app::{AppError, clock};
use crate::domain::money::Money;
use crate::domain::party::CardField;
use crate::domain::refusal::Refusal;
use crate::domain::setup::ServerPart;
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};
use chrono::NaiveDate;

/// How wide a dialog is, and its labels.
const WIDE: u16 = 70;
const LABEL: u16 = 22;
/// So much of the comment on what somebody else did is shown.
const COMMENT: usize = 60;

enum Value {
    Text(TextField),
    /// One of some words, all of them shown.
    Choice(Vec<String>, usize),
}

/// A field of a form.
pub(in crate::tui) struct Input {
    field: Field,
    label: &'static str,
    value: Value,
}

impl Input {
    /// A line of text; its label is the key of a text.
    pub fn text(field: Field, label: &'static str) -> Input {
        let value = Value::Text(TextField::default());
        Input { field, label, value }
    }

    /// A line of text with something in it already, which the first letter typed replaces.
    pub fn filled(field: Field, label: &'static str, text: &str) -> Input {
        let value = Value::Text(TextField::selected(text));
        Input { field, label, value }
    }

    /// One of some words, and which of them to begin with.
    pub fn choice(field: Field, label: &'static str, words: Vec<String>, at: usize) -> Input {
        let value = Value::Choice(words, at);
        Input { field, label, value }
    }

    /// How many lines it takes.
    fn height(&self) -> usize {
        match &self.value {
            Value::Text(_) => 1,
            Value::Choice(words, _) => words.len(),
        }
    }
}

/// What a key came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Step {
    Stay,
    Close,
    /// Enter in the last field: do it.
    Submit,
}

/// The fields of a dialog and how it stands.
pub(in crate::tui) struct Form {
    inputs: Vec<Input>,
    at: usize,
    /// Which recalled comment is shown.
    recalled: Option<usize>,
    /// What was typed as a comment before others were recalled.
    draft: String,
    fault: String,
    /// What somebody else did meanwhile, until it is acknowledged.
    warning: String,
    saving: bool,
    /// How many changes of the record are known, from the first look on.
    known: Option<usize>,
}

impl Form {
    /// The fields of a question, each made by the dialog.
    pub fn new(fields: &[Field], make: impl Fn(Field) -> Input) -> Form {
        Form {
            inputs: fields.iter().map(|field| make(*field)).collect(),
            at: 0,
            recalled: None,
            draft: String::new(),
            fault: String::new(),
            warning: String::new(),
            saving: false,
            known: None,
        }
    }

    fn value(&self, field: Field) -> Option<&Value> {
        self.inputs.iter().find(|input| input.field == field).map(|input| &input.value)
    }

    /// Whether the cursor is in a field.
    pub fn is_at(&self, field: Field) -> bool {
        self.inputs.get(self.at).is_some_and(|input| input.field == field)
    }

    /// The number of a party that is typed in the field at hand, where one is named there.
    pub fn party(&self) -> Option<&str> {
        let input = self.inputs.get(self.at).filter(|_| !self.saving)?;
        match (input.field, &input.value) {
            (Field::Party | Field::Card(CardField::Payer), Value::Text(text)) => Some(text.text()),
            _ => None,
        }
    }

    /// Something was chosen for the field at hand.
    pub fn put(&mut self, text: &str) {
        if let Some(Value::Text(field)) = self.inputs.get_mut(self.at).map(|input| &mut input.value) {
            *field = TextField::at_end(text);
        }
    }

    /// Whether it has a field.
    pub fn has(&self, field: Field) -> bool {
        self.value(field).is_some()
    }

    /// What was typed in a field.
    pub fn typed(&self, field: Field) -> &str {
        match self.value(field) {
            Some(Value::Text(text)) => text.text().trim(),
            _ => "",
        }
    }

    /// Which of its words a field is on.
    pub fn chosen(&self, field: Field) -> usize {
        match self.value(field) {
            Some(Value::Choice(_, at)) => *at,
            _ => 0,
        }
    }

    /// Other fields are asked for now: those that stay keep what was typed in them.
    pub fn refit(&mut self, fields: &[Field], make: impl Fn(Field) -> Input) {
        let mut old = std::mem::take(&mut self.inputs);
        for field in fields {
            let kept = old.iter().position(|input| input.field == *field).map(|at| old.remove(at));
            self.inputs.push(kept.unwrap_or_else(|| make(*field)));
        }
        self.at = self.at.min(self.inputs.len().saturating_sub(1));
    }

    /// Says what is missing or wrong.
    pub fn blame(&mut self, fault: String) {
        self.fault = fault;
    }

    /// Takes back what was said, where that is what stands there.
    pub fn unblame(&mut self, fault: &str) {
        if self.fault == fault {
            self.fault.clear();
        }
    }

    /// The work was handed over; the dialog waits for what becomes of it.
    pub fn save(&mut self) {
        self.saving = true;
    }

    /// Whether the work is on its way.
    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// It was not done; everything typed stays.
    pub fn failed(&mut self, error: &AppError, ui: &Ui) {
        tracing::warn!(code = error.code(), "refused or failed");
        self.saving = false;
        self.fault = error.words(ui.lang).replace('\n', " ");
    }

    /// The record was looked at again. `differs`: what decides is not what it was. Says whether what is new is to be taken over;
    /// while the work is on its way it is not, since it may be the work itself.
    pub fn looked(&mut self, differs: bool, changes: &[Change], ui: &Ui) -> bool {
        if self.saving {
            return false;
        }
        let before = self.known.replace(changes.len());
        if !differs && before.is_none_or(|before| before == changes.len()) {
            return false;
        }
        let last = changes.last();
        // What I did just before I opened this needs no warning.
        if before.is_some() || last.is_none_or(|change| change.operator != ui.operator) {
            self.warning = changed_words(last, ui.texts());
        }
        true
    }

    /// A key.
    pub fn key(&mut self, key: Key, ui: &Ui) -> Step {
        // What was given to do goes on, and tells on the screen what became of it.
        if key.code == Code::Esc {
            return Step::Close;
        }
        if self.saving {
            return Step::Stay;
        }
        self.fault.clear();
        if key.code == Code::Enter && !self.warning.is_empty() {
            self.warning.clear();
            return Step::Stay;
        }
        let last = self.inputs.len().saturating_sub(1);
        let on_comment = self.is_at(Field::Comment);
        match key.code {
            Code::Up if on_comment => self.recall(true, ui),
            Code::Down if on_comment => self.recall(false, ui),
            // Enter and Tab move alike; Enter in the last field does it.
            Code::Enter if self.at >= last => return Step::Submit,
            Code::Enter | Code::Tab => self.at = if self.at >= last { 0 } else { self.at + 1 },
            Code::BackTab => self.at = self.at.checked_sub(1).unwrap_or(last),
            _ => match (self.inputs.get_mut(self.at).map(|input| &mut input.value), key.code) {
                (Some(Value::Choice(_, at)), Code::Up | Code::Left) => *at = at.saturating_sub(1),
                (Some(Value::Choice(words, at)), Code::Down | Code::Right) => *at = (*at + 1).min(words.len().saturating_sub(1)),
                (Some(Value::Choice(words, at)), Code::Char(letter)) if !key.ctrl && !key.alt => choose(words, at, letter),
                (Some(Value::Choice(..)), _) => {}
                (_, Code::Down) => self.at = if self.at >= last { 0 } else { self.at + 1 },
                (_, Code::Up) => self.at = self.at.checked_sub(1).unwrap_or(last),
                (Some(Value::Text(text)), _) => drop(text.key(key)),
                (None, _) => {}
            },
        }
        Step::Stay
    }

    /// Something pasted.
    pub fn paste(&mut self, text: &str) {
        if self.saving {
            return;
        }
        if let Some(Value::Text(field)) = self.inputs.get_mut(self.at).map(|input| &mut input.value) {
            field.paste(text);
        }
    }

    /// Goes through the comments given before; below the newest stands what was typed.
    fn recall(&mut self, older: bool, ui: &Ui) {
        let Some(Value::Text(field)) = self.inputs.get_mut(self.at).map(|input| &mut input.value) else {
            return;
        };
        let next = match (self.recalled, older) {
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(ui.comments.len().saturating_sub(1))),
            (Some(at), false) => at.checked_sub(1),
            (None, false) => return,
        };
        if self.recalled.is_none() {
            self.draft = field.text().to_owned();
        }
        let text = match next {
            None => Some(&self.draft),
            Some(at) => ui.comments.get(at),
        };
        if let Some(text) = text {
            *field = TextField::at_end(text);
            self.recalled = next;
        }
    }

    /// What the key bar says.
    pub fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        if self.saving {
            return hints(ui, &[("Esc", "hint-goes-on")]);
        }
        if !self.warning.is_empty() {
            return hints(ui, &[("Enter", "hint-acknowledge"), ("Esc", "hint-cancel")]);
        }
        match self.inputs.get(self.at) {
            Some(Input {
                value: Value::Choice(..), ..
            }) => hints(ui, &[("↑↓", "hint-method"), ("Enter", "hint-next"), ("Esc", "hint-cancel")]),
            Some(input) if input.field == Field::Comment => {
                hints(ui, &[("Enter", "hint-next"), ("↑", "hint-recall"), ("Esc", "hint-cancel")])
            }
            Some(_) if self.party().is_some() => hints(ui, &[("Enter", "hint-next"), ("F5", "hint-choose"), ("Esc", "hint-cancel")]),
            Some(_) => hints(ui, &[("Enter", "hint-next"), ("Esc", "hint-cancel")]),
            None => hints(ui, &[("Enter", "hint-do"), ("Esc", "hint-cancel")]),
        }
    }

    /// Draws the dialog: what it will do, the fields, what is wrong.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui, title: &str, says: &[String]) {
        let wide = WIDE.min(area.width);
        let room = usize::from(wide.saturating_sub(4));
        let lines = |text: &str| if text.is_empty() { Vec::new() } else { wrap(&clean(text), room) };
        let warning = lines(&self.warning);
        let mut says: Vec<String> = says.iter().flat_map(|line| wrap(&clean(line), room)).collect();
        let (below, role) = if self.saving {
            (lines(&ui.texts().t("form-saving")), Role::Accent)
        } else {
            (lines(&self.fault), Role::Danger)
        };
        let fixed = warning.len() + below.len() + 4;
        let whole: usize = self.inputs.iter().map(Input::height).sum();
        // Where not everything fits, a choice shows what is chosen, and the rest of it when one comes to it.
        let is_tight = says.len() + fixed + whole > usize::from(area.height);
        let is_open = |at: usize| !is_tight || (at == self.at && !self.saving);
        let heights = self
            .inputs
            .iter()
            .enumerate()
            .map(|(at, input)| if is_open(at) { input.height() } else { 1 });
        let fields: usize = heights.sum();
        // The fields, and what is wrong, are always seen; on a small screen the explanation gives way.
        let rest = fixed + fields;
        says.truncate(usize::from(area.height).saturating_sub(rest).max(1));
        let place = centred(area, wide, u16::try_from(says.len() + rest).unwrap_or(u16::MAX));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Warning);
        let inside = frame(buffer, place, &clean(title), "", style, style);
        let (x, mut y, cells) = (inside.x + 1, inside.y, inside.width.saturating_sub(2));
        let told = warning.iter().map(|line| (line, Role::Warning));
        for (line, role) in told.chain(says.iter().map(|line| (line, Role::Text))) {
            put(buffer, x, y, cells, line, ui.theme.style(role));
            y += 1;
        }
        y += 1;
        for (at, input) in self.inputs.iter().enumerate() {
            y = self.draw_input(
                buffer,
                Rect {
                    x,
                    y,
                    width: cells,
                    height: 1,
                },
                ui,
                input,
                (at == self.at && !self.saving, is_open(at)),
            );
        }
        for (line, y) in below.iter().zip(y + 1..inside.bottom()) {
            put(buffer, x, y, cells, line, ui.theme.style(role));
        }
    }

    /// Draws a field, of a choice that is not open what is chosen alone; answers the line below it.
    fn draw_input(&self, buffer: &mut Buffer, line: Rect, ui: &Ui, input: &Input, (here, is_open): (bool, bool)) -> u16 {
        let role = if here { Role::Accent } else { Role::Dim };
        let label = pad_right(&ui.texts().t(input.label), usize::from(LABEL - 1));
        put(buffer, line.x, line.y, LABEL.min(line.width), &label, ui.theme.style(role));
        let place = Rect {
            x: line.x + LABEL,
            width: line.width.saturating_sub(LABEL),
            ..line
        };
        match &input.value {
            Value::Text(text) => {
                let style = ui.theme.style(if self.saving { Role::Dim } else { Role::Text });
                text.draw(buffer, place, style, here.then(|| ui.theme.style(Role::Cursor)));
                line.y + 1
            }
            Value::Choice(words, at) => {
                let mut y = line.y;
                for (word, place_of) in words.iter().zip(0usize..).filter(|(_, place_of)| is_open || place_of == at) {
                    let on = place_of == *at;
                    let text = format!("{} {}", if on { "(•)" } else { "( )" }, clean(word));
                    let role = if on { Role::Title } else { Role::Dim };
                    put(buffer, place.x, y, place.width, &text, ui.theme.style(role));
                    y += 1;
                }
                y
            }
        }
    }
}

/// Goes to the next word that begins with a letter.
fn choose(words: &[String], at: &mut usize, letter: char) {
    let wanted = letter.to_lowercase().to_string();
    let mut next = (1..=words.len()).map(|step| (*at + step) % words.len().max(1));
    let begins = |at: &usize| words.get(*at).is_some_and(|word| word.to_lowercase().starts_with(&wanted));
    if let Some(found) = next.find(begins) {
        *at = found;
    }
}

/// The label of a field.
pub(in crate::tui) fn label(field: Field) -> &'static str {
    match field {
        Field::Amount => "field-amount",
        Field::Text => "field-text",
        Field::Comment => "field-comment",
        Field::Number | Field::Method => "field-number",
        Field::Ledger => "field-ledger",
        Field::PayTo => "field-pay-to",
        Field::Party => "field-party",
        Field::Claim => "field-claim",
        Field::Target => "field-target",
        Field::Note => "field-note",
        Field::Owner => "field-owner",
        Field::Day => "field-day",
        Field::File => "field-file",
        Field::Count => "field-count",
        Field::Phone => "party-number",
        Field::Plate => "car-plate",
        Field::Make => "car-make",
        Field::Model => "car-model",
        Field::Year => "car-year",
        Field::Card(field) => card_label(field),
        Field::Server(part) => server_label(part),
    }
}

/// What is said of a bank's server.
fn server_label(part: ServerPart) -> &'static str {
    match part {
        ServerPart::Address => "server-address",
        ServerPart::KeyFile => "server-key-file",
        ServerPart::HostKeys => "server-host-keys",
        ServerPart::FetchFrom => "server-fetch-from",
        ServerPart::DeliverTo => "server-deliver-to",
    }
}

/// The name of a field of a party's card.
pub(in crate::tui) fn card_label(field: CardField) -> &'static str {
    match field {
        CardField::Name => "party-field-name",
        CardField::Kind => "party-field-kind",
        CardField::OrgNumber => "party-field-org_number",
        CardField::Phone => "party-field-phone",
        CardField::Email => "party-field-email",
        CardField::Address => "party-field-address",
        CardField::Postcode => "party-field-postcode",
        CardField::City => "party-field-city",
        CardField::Country => "party-field-country",
        CardField::Language => "party-field-language",
        CardField::Channel => "party-field-channel",
        CardField::Birth => "party-field-birth_date",
        CardField::Since => "party-field-member_since",
        CardField::Left => "party-field-left",
        CardField::Terms => "party-field-terms_days",
        CardField::Reference => "party-field-reference",
        CardField::Payer => "party-field-payer",
        CardField::Note => "party-field-note",
    }
}

/// The amount of a field; nothing typed: none. What cannot be read is told.
///
/// # Errors
/// What to tell.
pub(in crate::tui) fn amount(form: &Form, texts: &Texts) -> Result<Option<Money>, String> {
    let typed = form.typed(Field::Amount);
    if typed.is_empty() {
        return Ok(None);
    }
    let given = || texts.with("usage-amount", &[("given", Arg::Text(typed.to_owned()))]);
    Money::parse(typed).map(Some).map_err(|_| given())
}

/// The day of a field, as people type it; nothing typed: none.
///
/// # Errors
/// What to tell.
pub(in crate::tui) fn day(form: &Form, texts: &Texts) -> Result<Option<NaiveDate>, String> {
    let typed = form.typed(Field::Day);
    if typed.is_empty() {
        return Ok(None);
    }
    let given = || texts.with("usage-date", &[("given", Arg::Text(typed.to_owned()))]);
    crate::domain::day::read(typed, clock::today()).map(Some).ok_or_else(given)
}

/// Who changed what, and when.
fn changed_words(change: Option<&Change>, texts: &Texts) -> String {
    let Some(change) = change else {
        return texts.t("changed-by-somebody");
    };
    let at = clock::local_minute(change.at_ms);
    let today = clock::today().to_string();
    let at = at.strip_prefix(&today).map_or(at.clone(), |time| time.trim().to_owned());
    let key = format!("action-{}", change.action);
    let mut action = if texts.has(&key) { texts.t(&key) } else { change.action.clone() };
    if !change.comment.is_empty() {
        action.push_str(&format!(" ({})", fit(&clean(&change.comment), COMMENT)));
    }
    let args = [
        ("operator", Arg::Text(change.operator.clone())),
        ("at", Arg::Text(at)),
        ("action", Arg::Text(action)),
    ];
    texts.with("changed-by", &args)
}

/// The title of a dialog: the command and the record's number.
pub(in crate::tui) fn title(command: &str, number: i64, ui: &Ui) -> String {
    format!("{} {number}", called(command, ui))
}

/// What a command would ask now, or why it cannot be given any more.
pub(in crate::tui) fn asked_again(command: &str, facts: &Facts) -> Result<Option<Effect>, Refusal> {
    let Some(command) = commands::ALL.iter().find(|row| row.id == command) else {
        return Ok(None);
    };
    (command.enabled)(facts)?;
    (command.run)(facts).map(Some)
}
