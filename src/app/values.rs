//! How a cell is written: for people, for JSON, for CSV.

use serde_json::Value as Json;

use super::clock;
use super::texts::Texts;
use crate::domain::money::Money;
use crate::domain::text::{clean, csv_safe};
use crate::store::columns::{Column, Kind};
use crate::store::from_days;
use crate::store::list::Cell;

/// For a person, cleaned, in their language.
pub fn shown(column: &Column, cell: &Cell, texts: &Texts) -> String {
    match (cell, column.kind) {
        (Cell::Empty, _) => String::new(),
        (Cell::Text(text), _) if column.id == "payer" && text.is_empty() => texts.t("payer-unknown"),
        (Cell::Text(code), Kind::Code(prefix, words)) if words.contains(&code.as_str()) => texts.t(&format!("{prefix}-{code}")),
        (Cell::Text(text), _) => clean(text).into_owned(),
        (Cell::Int(minor), Kind::Money) => texts.money(Money::from_minor(*minor)),
        (Cell::Int(days), Kind::Date) => from_days(*days).map(|date| date.to_string()).unwrap_or_default(),
        (Cell::Int(at), Kind::Moment) => clock::local_minute(*at).get(2..).unwrap_or_default().to_owned(),
        (Cell::Int(flag), Kind::Flag) => if *flag == 0 { "" } else { "✓" }.to_owned(),
        (Cell::Int(number), Kind::Choice(prefix, code, _)) => match code(*number) {
            Some("") | None => String::new(),
            Some(word) => texts.t(&format!("{prefix}-{word}")),
        },
        (Cell::Int(number), Kind::Number) => texts.count(*number),
        (Cell::Int(number), Kind::Text | Kind::Digits | Kind::Code(..)) => number.to_string(),
    }
}

/// For JSON: amounts as strings with two decimals, dates ISO 8601, codes as words (design, part 7).
pub fn json(column: &Column, cell: &Cell) -> Json {
    match (cell, column.kind) {
        (Cell::Empty, _) => Json::Null,
        (Cell::Text(text), _) => Json::String(text.clone()),
        (Cell::Int(minor), Kind::Money) => Json::String(Money::from_minor(*minor).to_string()),
        (Cell::Int(days), Kind::Date) => from_days(*days).map_or(Json::Null, |date| Json::String(date.to_string())),
        (Cell::Int(at), Kind::Moment) => Json::String(clock::iso_moment(*at)),
        (Cell::Int(flag), Kind::Flag) => Json::Bool(*flag != 0),
        (Cell::Int(number), Kind::Choice(_, code, _)) => match code(*number) {
            Some("") | None => Json::Null,
            Some(word) => Json::String(word.to_owned()),
        },
        (Cell::Int(number), Kind::Number | Kind::Text | Kind::Digits | Kind::Code(..)) => Json::from(*number),
    }
}

/// For CSV: as JSON, with text guarded against being read as a formula.
pub fn csv(column: &Column, cell: &Cell) -> String {
    match json(column, cell) {
        Json::Null => String::new(),
        Json::Bool(yes) => if yes { "1" } else { "0" }.to_owned(),
        Json::String(text) if matches!(cell, Cell::Text(_)) => csv_safe(&clean(&text)).into_owned(),
        Json::String(text) => text,
        other => other.to_string(),
    }
}
