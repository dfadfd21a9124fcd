//! Articles: made, changed and ended one by one, each with its comment (CLM-13), or taken in from a table. Another price is for
//! what is issued from then on.

use std::collections::HashSet;
use std::path::Path;

use rust_decimal::Decimal;

use super::claims::required;
use super::table::{Table, TableRow};
use crate::app::error::InputFault;
use crate::app::{AppError, Session, assets};
use crate::domain::article::{Article, code};
use crate::domain::claim::Kind;
use crate::domain::draft::has_vat;
use crate::domain::money::Money;
use crate::domain::refusal::{FieldName, Refusal};
use crate::store::article as table;

pub(super) const COLUMNS: &[&str] = &["code", "name", "price", "vat", "unit", "kind", "ended"];

/// What is changed of an article; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What stands on the line.
    pub name: Option<String>,
    /// Per unit, with VAT.
    pub price: Option<Money>,
    /// In percent.
    pub vat_percent: Option<Decimal>,
    /// Of what.
    pub unit: Option<String>,
    /// What claims it is for. One without VAT takes the VAT off where no rate is given.
    pub kind: Option<Kind>,
    /// Whether it is offered no more, from today on.
    pub is_ended: Option<bool>,
}

/// The VAT rate that things have unless somebody says otherwise: the country's highest, none for what has no VAT.
///
/// # Errors
/// [`AppError::Asset`].
pub fn usual_rate(session: &Session, kind: Kind) -> Result<Decimal, AppError> {
    let rates = assets::vat_rates(session.site.country, session.actor().today)?;
    let highest = rates.into_iter().max().unwrap_or_default();
    Ok(if has_vat(kind) { highest } else { Decimal::ZERO })
}

/// An article by its code.
///
/// # Errors
/// [`Refusal::NoSuchArticle`].
pub fn find(session: &Session, wanted: &str) -> Result<Article, AppError> {
    table::by_code(&session.store.conn, wanted)?.ok_or_else(|| Refusal::NoSuchArticle { wanted: wanted.to_owned() }.into())
}

/// An article by its key.
///
/// # Errors
/// [`Refusal::NoSuchArticle`].
pub fn load(session: &Session, id: i64) -> Result<Article, AppError> {
    table::load(&session.store.conn, id)?.ok_or_else(|| Refusal::NoSuchArticle { wanted: id.to_string() }.into())
}

fn checked(mut article: Article, rates: &[Decimal]) -> Result<Article, AppError> {
    for text in [&mut article.name, &mut article.unit] {
        *text = text.trim().to_owned();
    }
    let field = article.validate(rates).map_err(FieldName);
    field.map_err(|field| Refusal::ArticleField {
        code: article.code.clone(),
        field,
    })?;
    Ok(article)
}

/// Adds an article.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::ArticleExists`], [`Refusal::ArticleField`].
pub fn add(session: &mut Session, new: &Article, comment: &str) -> Result<Article, AppError> {
    let comment = required(comment)?;
    let rates = assets::vat_rates(session.site.country, session.actor().today)?;
    let alphabet = session.site.country.alphabet();
    let mut new = checked(
        Article {
            code: code(&new.code),
            ..new.clone()
        },
        &rates,
    )?;
    session.write(|tx| {
        if table::by_code(tx.conn(), &new.code)?.is_some() {
            return Err(Refusal::ArticleExists { code: new.code.clone() }.into());
        }
        new.id = table::add(tx, &new, alphabet, &comment)?;
        Ok(new)
    })
}

/// Changes an article. `seen`: the article as the person saw it; if somebody changed it since, it is refused.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchArticle`], [`Refusal::ArticleChanged`], [`Refusal::ArticleField`].
pub fn change(session: &mut Session, wanted: &str, change: &Change, comment: &str, seen: Option<&Article>) -> Result<Article, AppError> {
    let comment = required(comment)?;
    let rates = assets::vat_rates(session.site.country, session.actor().today)?;
    let alphabet = session.site.country.alphabet();
    session.write(|tx| {
        let before = table::by_code(tx.conn(), wanted)?.ok_or_else(|| Refusal::NoSuchArticle { wanted: wanted.to_owned() })?;
        if seen.is_some_and(|seen| *seen != before) {
            return Err(Refusal::ArticleChanged { code: before.code }.into());
        }
        let after = checked(changed(&before, change, tx.actor().today), &rates)?;
        if after != before {
            table::save(tx, &before, &after, alphabet, &comment)?;
        }
        Ok(after)
    })
}

fn changed(before: &Article, change: &Change, today: chrono::NaiveDate) -> Article {
    let kind = change.kind.unwrap_or(before.kind);
    let kept = if has_vat(kind) { before.vat_percent } else { Decimal::ZERO };
    Article {
        name: change.name.clone().unwrap_or_else(|| before.name.clone()),
        price: change.price.unwrap_or(before.price),
        vat_percent: change.vat_percent.unwrap_or(kept),
        unit: change.unit.clone().unwrap_or_else(|| before.unit.clone()),
        kind,
        ended_on: match change.is_ended {
            Some(true) => before.ended_on.or(Some(today)),
            Some(false) => None,
            None => before.ended_on,
        },
        ..before.clone()
    }
}

/// What an import of articles did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New ones.
    pub added: i64,
    /// Known ones that became another.
    pub changed: i64,
    /// What is worth a look.
    pub warning: Option<InputFault>,
}

/// Takes articles in from a table, all or none: new codes are added, known ones become what the table says.
///
/// # Errors
/// [`Refusal::CommentMissing`]; [`AppError::Input`] with every fault and its place.
pub fn import(session: &mut Session, path: &Path, comment: &str) -> Result<Imported, AppError> {
    let comment = required(comment)?;
    let mut read = Table::read(path, "articles", COLUMNS, &[&["code"], &["name"], &["price"]])?;
    let rows = std::mem::take(&mut read.rows);
    let rates = assets::vat_rates(session.site.country, session.actor().today)?;
    let mut codes = HashSet::new();
    let mut wanted = Vec::with_capacity(rows.len());
    for row in &rows {
        let article = one(&mut read, row, &rates);
        if !codes.insert(article.code.clone()) {
            read.fault_at(row, "code", "code-twice", String::new());
        }
        wanted.push(article);
    }
    read.check()?;
    let alphabet = session.site.country.alphabet();
    session.write(|tx| {
        let mut done = Imported {
            warning: read.warning(),
            ..Imported::default()
        };
        for article in &wanted {
            match table::by_code(tx.conn(), &article.code)? {
                None => {
                    table::add(tx, article, alphabet, &comment)?;
                    done.added += 1;
                }
                Some(before) => {
                    let after = Article {
                        id: before.id,
                        ..article.clone()
                    };
                    if after != before {
                        table::save(tx, &before, &after, alphabet, &comment)?;
                        done.changed += 1;
                    }
                }
            }
        }
        Ok(done)
    })
}

fn one(table: &mut Table, row: &TableRow, rates: &[Decimal]) -> Article {
    let kind = match table.text(row, "kind") {
        "" => Kind::Other,
        word => Kind::from_code(&word.to_lowercase()).unwrap_or_else(|| {
            let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
            table.fault_at(row, "kind", "not-a-kind", all.join(", "));
            Kind::Other
        }),
    };
    let usual = rates.iter().copied().max().filter(|_| has_vat(kind)).unwrap_or_default();
    let typed = table.text(row, "vat").trim_end_matches('%').trim().replace(',', ".");
    let vat_percent = match typed.parse::<Decimal>() {
        _ if typed.is_empty() => usual,
        Ok(rate) => rate.normalize(),
        Err(_) => Decimal::NEGATIVE_ONE,
    };
    let article = Article {
        id: 0,
        code: code(table.text(row, "code")),
        name: table.text(row, "name").to_owned(),
        price: table.money(row, "price").unwrap_or_default(),
        vat_percent,
        unit: table.text(row, "unit").to_owned(),
        kind,
        ended_on: table.date(row, "ended"),
    };
    if let Err(field) = article.validate(rates) {
        let column = COLUMNS.iter().copied().find(|column| field.ends_with(column)).unwrap_or("code");
        if column == "vat" {
            let known: Vec<String> = rates.iter().map(ToString::to_string).collect();
            table.fault_at(row, "vat", "not-a-vat-rate", known.join(", "));
        } else {
            table.fault_at(row, column, "not-possible", String::new());
        }
    }
    article
}
