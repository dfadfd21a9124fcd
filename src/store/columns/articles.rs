//! Articles.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::claim::Kind as ClaimKind;

/// All articles.
pub static LIST: List = List {
    id: "articles",
    table: "article a",
    key: "a.id",
    find: None,
    joins: &[],
    sort: &[("code", false)],
    views: &[view("offered", "-ended:*"), view("all", ""), view("over", "ended:*")],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("fold(a.code)"),
        ..column("code", Kind::Text, width(4, 10, 20), "a.code")
    },
    Column {
        shown: true,
        words: Some("a.name_key"),
        sort: Some("a.name_key"),
        ..column("name", Kind::Text, width(12, 26, 60), "a.name")
    },
    Column {
        shown: true,
        ..column("price", Kind::Money, width(9, 13, 20), "a.price")
    },
    Column {
        shown: true,
        ..column("vat", Kind::Number, width(4, 7, 8), "a.vat_rate / 100")
    },
    Column {
        shown: true,
        ..column("unit", Kind::Text, width(3, 5, 8), "a.unit")
    },
    Column {
        shown: true,
        ..column("kind", choice!("kind", ClaimKind), width(6, 10, 16), "a.kind")
    },
    Column {
        shown: true,
        ..column("ended", Kind::Date, width(10, 10, 10), "a.ended_on")
    },
];
