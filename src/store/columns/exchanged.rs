//! The list of files that came or went by themselves (OCR-4).

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::exchange::ExchangeState;

/// Which way a file went; its texts stand under `exchange-direction-WORD`.
const DIRECTIONS: &[&str] = &["fetched", "delivered"];

/// Every file that was fetched or delivered.
pub static LIST: List = List {
    id: "exchanged",
    table: "exchanged x",
    key: "x.id",
    find: None,
    joins: &[
        ("b", "LEFT JOIN bank_account b ON b.id = x.account_id"),
        ("f", "LEFT JOIN bank_file f ON f.id = x.file_id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("fetched", "direction:fetched"),
        view("delivered", "direction:delivered"),
        view("unfinished", "state:begun,failed"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        pinned: true,
        ..column("id", Kind::Digits, width(3, 4, 8), "x.id")
    },
    Column {
        shown: true,
        ..column("at", Kind::Moment, width(14, 14, 17), "x.at")
    },
    Column {
        shown: true,
        words: Some("b.number"),
        ..column("account", Kind::Digits, width(11, 12, 20), "b.number")
    },
    Column {
        shown: true,
        ..column(
            "direction",
            Kind::Code("exchange-direction", DIRECTIONS),
            width(6, 9, 14),
            "CASE x.direction WHEN 1 THEN 'fetched' ELSE 'delivered' END",
        )
    },
    Column {
        shown: true,
        words: Some("fold(x.name)"),
        ..column("name", Kind::Text, width(8, 22, 60), "x.name")
    },
    Column {
        shown: true,
        ..column("state", choice!("exchange-state", ExchangeState), width(6, 8, 14), "x.state")
    },
    Column {
        shown: true,
        summed: true,
        ..column("length", Kind::Number, width(6, 9, 14), "x.length")
    },
    Column {
        shown: true,
        words: Some("fold(x.detail)"),
        ..column("detail", Kind::Text, width(8, 20, 80), "x.detail")
    },
    Column {
        words: Some("fold(f.name)"),
        ..column("file", Kind::Text, width(8, 22, 60), "f.name")
    },
    column("modified", Kind::Moment, width(14, 14, 17), "nullif(x.modified_at, 0)"),
    Column {
        words: Some("lower(hex(x.digest))"),
        ..column("sha256", Kind::Text, width(8, 16, 64), "nullif(lower(hex(x.digest)), '')")
    },
    Column {
        words: Some("fold(x.operator)"),
        ..column("operator", Kind::Text, width(4, 8, 20), "x.operator")
    },
];
