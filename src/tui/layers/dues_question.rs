//! Asking for what is set up of membership: kinds, dues, who has which kind, and who pays for a household.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input, day};
use crate::app::commands::Field as Asks;
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::dues::act::DuesAct;
use crate::app::usecase::dues::kinds::KindChanges;
use crate::app::usecase::dues::set_up::{Typed, written_lines};
use crate::app::usecase::dues::{Dues, SetUp};
use crate::app::writer::{Outcome, Work};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Asked {
    /// New dues.
    Add,
    /// Other values of these.
    Edit(i64),
    /// Whether these are open.
    State(i64),
    /// A kind of membership, new or changed.
    Kind,
    /// The kind of these parties.
    Assign(Vec<i64>),
    /// Who pays for these parties.
    Household(Vec<i64>),
}

/// What the fields stand for: `Method` and `Target` choose, `Owner` is the period, `Text` the lines or a name, `Number` a code.
const ADD: &[Asks] = &[Asks::Method, Asks::Owner, Asks::Day, Asks::Text, Asks::Note, Asks::Comment];
const EDIT: &[Asks] = &[Asks::Owner, Asks::Day, Asks::Text, Asks::Note, Asks::Comment];
const KIND: &[Asks] = &[Asks::Method, Asks::Number, Asks::Text, Asks::Target, Asks::Comment];
const ASSIGN: &[Asks] = &[Asks::Method, Asks::Day, Asks::Comment];
const HOUSEHOLD: &[Asks] = &[Asks::Party, Asks::Comment];
const COMMENT: &[Asks] = &[Asks::Comment];

struct Dialog {
    asked: Asked,
    set_up: Option<SetUp>,
    form: Form,
}

/// Opens the dialog; its choices come from the file.
pub(in crate::tui) fn open(asked: Asked, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    ui.reader.ask(Ask::DuesSetUp);
    let form = Form::new(if matches!(asked, Asked::Household(_)) { HOUSEHOLD } else { &[] }, plain);
    ui.layers.push(Box::new(Dialog { asked, set_up: None, form }));
}

fn plain(asks: Asks) -> Input {
    match asks {
        Asks::Party => Input::text(asks, "field-dues-payer"),
        Asks::Owner => Input::text(asks, "field-dues-period"),
        Asks::Number => Input::text(asks, "field-dues-code"),
        Asks::Note => Input::text(asks, "field-dues-description"),
        _ => Input::text(asks, "field-comment"),
    }
}

impl Dialog {
    fn dues(&self) -> Option<&Dues> {
        let (Asked::Edit(key) | Asked::State(key)) = self.asked else {
            return None;
        };
        self.set_up.as_ref()?.dues.iter().find(|dues| dues.id == key)
    }

    /// The fields, now that what is set up is known.
    fn fit(&mut self, ui: &Ui) {
        let texts = ui.texts();
        let Some(set_up) = &self.set_up else { return };
        let in_use = |set_up: &SetUp| {
            set_up
                .kinds
                .iter()
                .filter(|kind| kind.ended_on.is_none())
                .map(|kind| kind.name.clone())
                .collect()
        };
        let named: Vec<String> = in_use(set_up);
        let dues = self.dues().cloned();
        let (fields, words): (&[Asks], Vec<String>) = match self.asked {
            Asked::Add => (ADD, named),
            Asked::Assign(_) => (ASSIGN, named),
            Asked::Edit(_) => (EDIT, Vec::new()),
            Asked::State(_) => (COMMENT, Vec::new()),
            Asked::Household(_) => (HOUSEHOLD, Vec::new()),
            Asked::Kind => {
                let ended = texts.t("dues-kind-ended");
                let mut words = vec![texts.t("dues-kind-new")];
                words.extend(set_up.kinds.iter().map(|kind| match kind.ended_on {
                    None => format!("{}  {}", kind.code, kind.name),
                    Some(on) => format!("{}  {} · {ended} {on}", kind.code, kind.name),
                }));
                (KIND, words)
            }
        };
        let states = vec![
            texts.t("dues-kind-as-it-is"),
            texts.t("dues-kind-in-use"),
            texts.t("dues-kind-ended"),
        ];
        let is_kind = self.asked == Asked::Kind;
        self.form.refit(fields, |asks| match (asks, &dues) {
            (Asks::Method, _) => Input::choice(asks, "field-dues-kind", words.clone(), 0),
            (Asks::Target, _) => Input::choice(asks, "field-dues-state", states.clone(), 0),
            (Asks::Owner, Some(dues)) => Input::filled(asks, "field-dues-period", &dues.period.label().replace('/', "-")),
            (Asks::Day, Some(dues)) => Input::filled(asks, "field-dues-due", &dues.due_on.to_string()),
            (Asks::Text, Some(dues)) => Input::filled(asks, "field-dues-lines", &written_lines(&dues.lines)),
            (Asks::Note, Some(dues)) => Input::filled(asks, "field-dues-description", &dues.description),
            (Asks::Day, None) => Input::text(asks, if fields == ASSIGN { "field-dues-from" } else { "field-dues-due" }),
            (Asks::Text, None) => Input::text(asks, if is_kind { "field-dues-name" } else { "field-dues-lines" }),
            _ => plain(asks),
        });
    }

    fn typed(&self, asks: Asks) -> Option<String> {
        Some(self.form.typed(asks).to_owned()).filter(|text| !text.is_empty())
    }

    /// The code of the kind that is chosen among those in use.
    fn kind(&self, texts: &Texts) -> Result<String, String> {
        let kinds = self.set_up.iter().flat_map(|set_up| &set_up.kinds);
        let mut in_use = kinds.filter(|kind| kind.ended_on.is_none());
        let chosen = in_use.nth(self.form.chosen(Asks::Method));
        chosen.map(|kind| kind.code.clone()).ok_or_else(|| texts.t("dues-no-kinds"))
    }

    fn dues_typed(&self, texts: &Texts) -> Result<Typed, String> {
        Ok(Typed {
            period: self.typed(Asks::Owner),
            due_on: day(&self.form, texts)?,
            description: self.typed(Asks::Note),
            lines: self.typed(Asks::Text),
            ..Typed::default()
        })
    }

    /// What would be done; or what is missing.
    fn act(&self, texts: &Texts) -> Result<DuesAct, String> {
        Ok(match &self.asked {
            Asked::Add => {
                let kind = Some(self.kind(texts)?);
                DuesAct::Add(
                    String::new(),
                    Typed {
                        kind,
                        ..self.dues_typed(texts)?
                    },
                )
            }
            Asked::Edit(key) => {
                let mut typed = self.dues_typed(texts)?;
                // What stands there as it was is not typed anew: a season is shown shorter than it is written.
                if let Some(dues) = self.dues() {
                    typed.period = typed.period.filter(|period| *period != dues.period.label().replace('/', "-"));
                    typed.lines = typed.lines.filter(|lines| *lines != written_lines(&dues.lines));
                }
                DuesAct::Set(format!("#{key}"), typed)
            }
            Asked::State(key) => {
                let is_open = self.dues().map(|dues| !dues.is_open);
                let typed = Typed {
                    is_open,
                    ..Typed::default()
                };
                DuesAct::Set(format!("#{key}"), typed)
            }
            Asked::Kind => {
                let known = self.form.chosen(Asks::Method).checked_sub(1);
                let kinds = self.set_up.as_ref().map_or(&[][..], |set_up| &set_up.kinds);
                match known.and_then(|at| kinds.get(at)) {
                    None => DuesAct::AddKind(
                        self.typed(Asks::Number).unwrap_or_default(),
                        self.typed(Asks::Text).unwrap_or_default(),
                    ),
                    Some(kind) => {
                        let changes = KindChanges {
                            name: self.typed(Asks::Text),
                            place: None,
                            ended: self.form.chosen(Asks::Target).checked_sub(1).map(|state| state == 1),
                        };
                        DuesAct::SetKind(kind.code.clone(), changes)
                    }
                }
            }
            Asked::Assign(members) => DuesAct::Assign(self.kind(texts)?, day(&self.form, texts)?, members.clone()),
            Asked::Household(members) => DuesAct::Household(self.typed(Asks::Party).unwrap_or_default(), members.clone()),
        })
    }

    fn command(&self) -> &'static str {
        match self.asked {
            Asked::Add => "command-dues-add",
            Asked::Edit(_) => "command-dues-edit",
            Asked::State(_) => "command-dues-state",
            Asked::Kind => "command-dues-kind",
            Asked::Assign(_) => "command-members-assign",
            Asked::Household(_) => "command-members-household",
        }
    }
}

/// Tells what was done.
fn tell_done(act: &DuesAct, name: &str, ui: &mut Ui) {
    let texts = ui.texts();
    let named = [("name", Arg::Text(name.to_owned()))];
    let counted = [("count", Arg::Count(name.parse().unwrap_or(0)))];
    let text = match act {
        DuesAct::AddKind(..) | DuesAct::SetKind(..) => texts.with("told-dues-kind", &named),
        DuesAct::Add(..) | DuesAct::Set(..) => texts.with("told-dues-set", &named),
        DuesAct::Assign(..) => texts.with("done-enrolled", &counted),
        DuesAct::Household(..) => texts.with("done-household", &counted),
    };
    ui.tell(text, Role::Good);
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        if self.set_up.is_none() {
            return Err(ui.texts().t("dues-run-looking"));
        }
        Ok(Work::Dues(self.act(ui.texts())?, comment(&self.form, ui)?))
    }

    fn title(&self, ui: &Ui) -> String {
        let title = ui.texts().t(self.command());
        match self.dues() {
            Some(dues) => format!("{title} · {}", dues.code),
            None => title,
        }
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let said = match &self.asked {
            Asked::Add => texts.t("says-dues-add"),
            Asked::Edit(_) => texts.t("says-dues-edit"),
            Asked::State(_) => {
                let Some(dues) = self.dues() else { return Vec::new() };
                let key = if dues.is_open { "says-dues-close" } else { "says-dues-open" };
                texts.with(key, &[("code", Arg::Text(dues.code.clone()))])
            }
            Asked::Kind => texts.t("says-dues-kind"),
            Asked::Assign(members) => {
                let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
                texts.with("says-members-assign", &[("count", Arg::Count(count))])
            }
            Asked::Household(_) => texts.t("says-members-household"),
        };
        vec![said]
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        if let Some(Answer::DuesSetUp(result)) = answer.take_if(|answer| matches!(answer, Answer::DuesSetUp(_))) {
            match *result {
                // What was typed meanwhile stays.
                Ok(set_up) if self.set_up.is_none() => {
                    self.set_up = Some(set_up);
                    self.fit(ui);
                }
                Ok(_) => {}
                Err(error) => self.form.failed(&error, ui),
            }
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Dues(act, result)) if self.form.is_saving() => match *result {
                Ok(name) => {
                    tell_done(&act, &name, ui);
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
