//! `articles …`: what stands on claims again and again.

use rust_decimal::Decimal;
use serde_json::json;

use super::args_create::{ArticleArgs, ArticlesCommand};
use super::typed::{self, usage};
use super::{Context, lists, note, say_json};
use crate::app::columns::articles as columns;
use crate::app::texts::Arg;
use crate::app::usecase::articles::{self, Change};
use crate::app::{AppError, Session};
use crate::domain::article::Article;
use crate::domain::claim::Kind;

pub(super) fn run(context: &mut Context, command: ArticlesCommand) -> Result<(), AppError> {
    match command {
        ArticlesCommand::List(args) => lists::list(context, &columns::LIST, &args),
        ArticlesCommand::Add { code, says, change } => {
            let mut session = context.open()?;
            let wanted = read(&says, None)?;
            let kind = wanted.kind.unwrap_or(Kind::Other);
            let new = Article {
                id: 0,
                code,
                name: wanted.name.ok_or_else(|| usage("article-name", ""))?,
                price: wanted.price.ok_or_else(|| usage("article-name", ""))?,
                vat_percent: wanted.vat_percent.map_or_else(|| articles::usual_rate(&session, kind), Ok)?,
                unit: wanted.unit.unwrap_or_default(),
                kind,
                ended_on: None,
            };
            let article = articles::add(&mut session, &new, &change.comment)?;
            tell(&session, &article, change.json)
        }
        ArticlesCommand::Set {
            code,
            says,
            offered,
            change,
        } => {
            let wanted = read(&says, offered.then_some(false))?;
            changed(context, &code, &wanted, &change)
        }
        ArticlesCommand::End { code, change } => {
            let wanted = Change {
                is_ended: Some(true),
                ..Change::default()
            };
            changed(context, &code, &wanted, &change)
        }
        ArticlesCommand::Import { file, change } => {
            let mut session = context.open()?;
            let done = articles::import(&mut session, &file, &change.comment)?;
            if change.json {
                return say_json(&json!({ "added": done.added, "changed": done.changed }));
            }
            done.warning.iter().for_each(|warning| note(&warning.words(session.lang)));
            let args = [("added", Arg::Count(done.added)), ("changed", Arg::Count(done.changed))];
            note(&session.lang.texts().with("cli-articles-imported", &args));
            Ok(())
        }
    }
}

fn read(says: &ArticleArgs, is_ended: Option<bool>) -> Result<Change, AppError> {
    let rate = |typed: &String| -> Result<Decimal, AppError> {
        let plain = typed.trim().trim_end_matches('%').trim().replace(',', ".");
        plain
            .parse::<Decimal>()
            .map(|rate| rate.normalize())
            .map_err(|_| usage("vat-rate", typed))
    };
    Ok(Change {
        name: says.name.clone(),
        price: typed::some_amount(says.price.as_deref())?,
        vat_percent: says.vat.as_ref().map(rate).transpose()?,
        unit: says.unit.clone(),
        kind: says.kind.as_deref().and_then(Kind::from_code),
        is_ended,
    })
}

fn changed(context: &mut Context, code: &str, wanted: &Change, why: &super::args::Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let article = articles::change(&mut session, code, wanted, &why.comment, None)?;
    tell(&session, &article, why.json)
}

fn tell(session: &Session, article: &Article, as_json: bool) -> Result<(), AppError> {
    if as_json {
        return say_json(&json!({
            "code": article.code, "name": article.name, "price": article.price.to_string(), "vat": article.vat_percent.to_string(),
            "unit": article.unit, "kind": article.kind.code(), "ended": article.ended_on.map(|on| on.to_string()),
        }));
    }
    note(
        &session
            .lang
            .texts()
            .with("done-article", &[("code", Arg::Text(article.code.clone()))]),
    );
    Ok(())
}
