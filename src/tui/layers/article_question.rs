//! Asking for an article: a new one, other values of one that is there, or its end; each with its comment.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input};
use crate::app::commands::Field as Asks;
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::articles::Change;
use crate::app::writer::{Outcome, Work};
use crate::domain::article::{Article, code};
use crate::domain::claim::Kind;
use crate::domain::draft::has_vat;
use crate::domain::money::Money;
use crate::domain::refusal::{FieldName, Refusal};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use rust_decimal::Decimal;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Asked {
    /// A new article.
    New,
    /// Other values.
    Edit,
    /// It is offered no more; or again.
    End,
}

struct Dialog {
    asked: Asked,
    /// The article as it was read; it comes a moment after the dialog.
    seen: Option<Article>,
    id: i64,
    form: Form,
}

/// The fields that say what an article is: which of the form's stands for what.
const NEW: &[Asks] = &[
    Asks::Number,
    Asks::Text,
    Asks::Amount,
    Asks::Count,
    Asks::Note,
    Asks::Method,
    Asks::Comment,
];
const EDIT: &[Asks] = &[Asks::Text, Asks::Amount, Asks::Count, Asks::Note, Asks::Method, Asks::Comment];
const END: &[Asks] = &[Asks::Comment];

fn input(asks: Asks, article: Option<&Article>, usual: Decimal, texts: &Texts) -> Input {
    let filled = |label: &'static str, text: String| Input::filled(asks, label, &text);
    match asks {
        Asks::Number => Input::text(asks, "column-articles-code"),
        Asks::Text => filled("column-articles-name", article.map(|one| one.name.clone()).unwrap_or_default()),
        Asks::Amount => filled(
            "column-articles-price",
            article.map(|one| one.price.to_string()).unwrap_or_default(),
        ),
        Asks::Count => filled(
            "column-articles-vat",
            article.map_or(usual, |one| one.vat_percent).normalize().to_string(),
        ),
        Asks::Note => filled("column-articles-unit", article.map(|one| one.unit.clone()).unwrap_or_default()),
        Asks::Method => {
            let words = Kind::ALL.iter().map(|kind| texts.t(&format!("kind-{}", kind.code())));
            let wanted = article.map_or(Kind::Other, |one| one.kind);
            let at = Kind::ALL.iter().position(|kind| *kind == wanted).unwrap_or(0);
            Input::choice(asks, "column-articles-kind", words.collect(), at)
        }
        _ => Input::text(asks, "field-comment"),
    }
}

/// The VAT rate that a new article has unless another is typed.
fn usual(ui: &Ui) -> Decimal {
    let rates = crate::app::assets::vat_rates(ui.site.country, crate::app::clock::today());
    rates.ok().and_then(|rates| rates.into_iter().max()).unwrap_or_default()
}

/// Opens the dialog for a new article.
pub(in crate::tui) fn open_new(ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    let form = Form::new(NEW, |asks| input(asks, None, usual(ui), ui.texts()));
    let asked = Asked::New;
    ui.layers.push(Box::new(Dialog {
        asked,
        seen: None,
        id: 0,
        form,
    }));
}

/// Opens the dialog for the article under the cursor.
pub(in crate::tui) fn open(asked: Asked, ui: &mut Ui) {
    let mut wanted = None;
    ui.with_list(|list, _| wanted = list.state.current());
    let Some(id) = wanted.map(i64::from) else { return };
    ui.reader.ask(Ask::Comments);
    ui.reader.ask(Ask::Article(id));
    let form = Form::new(&[], |asks| input(asks, None, Decimal::ZERO, ui.texts()));
    ui.layers.push(Box::new(Dialog {
        asked,
        seen: None,
        id,
        form,
    }));
}

impl Dialog {
    fn wrong(&self, field: &'static str, ui: &Ui) -> String {
        let code = self
            .seen
            .as_ref()
            .map_or_else(|| code(self.form.typed(Asks::Number)), |one| one.code.clone());
        let field = FieldName(field);
        ui.texts().refusal(&Refusal::ArticleField { code, field })
    }

    fn read(&self, ui: &Ui) -> Result<Article, String> {
        let form = &self.form;
        let kind = Kind::ALL.get(form.chosen(Asks::Method)).copied().unwrap_or(Kind::Other);
        let rate = form.typed(Asks::Count).trim_end_matches('%').trim().replace(',', ".");
        let rate = match rate.parse::<Decimal>() {
            _ if !has_vat(kind) || rate.is_empty() => Decimal::ZERO,
            Ok(rate) => rate.normalize(),
            Err(_) => return Err(self.wrong("column-articles-vat", ui)),
        };
        let price = Money::parse(form.typed(Asks::Amount)).map_err(|_| self.wrong("column-articles-price", ui))?;
        let seen = self.seen.as_ref();
        Ok(Article {
            id: self.id,
            code: seen.map_or_else(|| code(form.typed(Asks::Number)), |one| one.code.clone()),
            name: form.typed(Asks::Text).to_owned(),
            price,
            vat_percent: rate,
            unit: form.typed(Asks::Note).to_owned(),
            kind,
            ended_on: seen.and_then(|one| one.ended_on),
        })
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
        if self.asked == Asked::New {
            let article = Box::new(self.read(ui)?);
            return Ok(Work::AddArticle(article, comment(&self.form, ui)?));
        }
        let seen = self.seen.clone().ok_or_else(|| ui.texts().refusal(&Refusal::NothingHere {}))?;
        let change = if self.asked == Asked::End {
            Change {
                is_ended: Some(seen.ended_on.is_none()),
                ..Change::default()
            }
        } else {
            let now = self.read(ui)?;
            Change {
                name: Some(now.name),
                price: Some(now.price),
                vat_percent: Some(now.vat_percent),
                unit: Some(now.unit),
                kind: Some(now.kind),
                is_ended: None,
            }
        };
        Ok(Work::ChangeArticle {
            seen: Box::new(seen),
            change,
            comment: comment(&self.form, ui)?,
        })
    }

    fn title(&self, ui: &Ui) -> String {
        let key = match self.asked {
            Asked::New => "command-article-add",
            Asked::Edit => "command-article-edit",
            Asked::End => "command-article-end",
        };
        let code = self.seen.as_ref().map(|one| one.code.as_str()).unwrap_or_default();
        format!("{} {code}", ui.texts().t(key)).trim_end().to_owned()
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        match (self.asked, &self.seen) {
            (Asked::End, Some(one)) => {
                let key = if one.ended_on.is_some() {
                    "says-article-offer"
                } else {
                    "says-article-end"
                };
                vec![texts.with(key, &[("code", Arg::Text(one.code.clone())), ("name", Arg::Text(one.name.clone()))])]
            }
            (Asked::New, _) => vec![texts.t("says-article-new")],
            _ => vec![texts.t("says-article-edit")],
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer.take() {
            Some(Answer::Article(id, result)) if id == self.id => match *result {
                Ok(article) => {
                    if self.seen.is_none() {
                        let fields = if self.asked == Asked::End { END } else { EDIT };
                        self.form = Form::new(fields, |asks| input(asks, Some(&article), Decimal::ZERO, ui.texts()));
                    } else if self.seen.as_ref() != Some(&article) && !self.form.is_saving() {
                        let code = article.code.clone();
                        self.form.blame(ui.texts().refusal(&Refusal::ArticleChanged { code }));
                    }
                    self.seen = Some(article);
                }
                Err(error) => self.form.failed(&error, ui),
            },
            Some(Answer::Changed { records, many }) => {
                if self.id != 0 && (many || records.iter().any(|(kind, id)| kind == "article" && *id == self.id)) {
                    ui.reader.ask(Ask::Article(self.id));
                }
                *answer = Some(Answer::Changed { records, many });
            }
            other => *answer = other,
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Article(result)) if self.form.is_saving() => match *result {
                Ok(article) => {
                    ui.tell(ui.texts().with("done-article", &[("code", Arg::Text(article.code))]), Role::Good);
                    return Flow::Close;
                }
                Err(error) => {
                    self.form.failed(&error, ui);
                    if self.id != 0 {
                        ui.reader.ask(Ask::Article(self.id));
                    }
                }
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}
