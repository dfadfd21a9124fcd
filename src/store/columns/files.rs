//! The bank files list: those that were read and those that we wrote.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::exchange::FileState;

/// Every bank file, in and out.
pub static LIST: List = List {
    id: "files",
    table: "bank_file f",
    key: "f.id",
    find: None,
    joins: &[],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("in", "direction:in"),
        view("out", "direction:out"),
        view("unsent", "state:written"),
    ],
    columns: COLUMNS,
};

fn direction(number: i64) -> Option<&'static str> {
    directions().into_iter().find(|(own, _)| *own == number).map(|(_, word)| word)
}

fn directions() -> Vec<(i64, &'static str)> {
    vec![(1, "in"), (2, "out")]
}

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        ..column("id", Kind::Digits, width(3, 4, 8), "f.id")
    },
    Column {
        shown: true,
        words: Some("fold(f.name)"),
        ..column("name", Kind::Text, width(16, 24, 60), "f.name")
    },
    Column {
        shown: true,
        ..column("state", choice!("file-state", FileState), width(5, 10, 20), "f.state")
    },
    Column {
        shown: true,
        ..column("stored_at", Kind::Moment, width(11, 14, 16), "f.stored_at")
    },
    Column {
        shown: true,
        words: Some("fold(f.operator)"),
        ..column("operator", Kind::Text, width(4, 8, 20), "f.operator")
    },
    Column {
        shown: true,
        summed: true,
        ..column("payments", Kind::Number, width(4, 9, 10), "f.payments")
    },
    Column {
        shown: true,
        summed: true,
        ..column("booked", Kind::Money, width(9, 12, 20), "f.booked")
    },
    Column {
        shown: true,
        ..column("settled", Kind::Number, width(4, 8, 10), "f.settled")
    },
    Column {
        shown: true,
        ..column("manual", Kind::Number, width(4, 8, 10), "f.manual")
    },
    Column {
        shown: true,
        ..column("suggested", Kind::Number, width(4, 8, 10), "f.suggested")
    },
    Column {
        shown: true,
        ..column("unmatched", Kind::Number, width(4, 8, 10), "f.unmatched")
    },
    Column {
        shown: true,
        ..column("parked", Kind::Number, width(4, 8, 10), "f.parked")
    },
    Column {
        shown: true,
        ..column("skipped", Kind::Number, width(4, 8, 10), "f.skipped")
    },
    Column {
        shown: true,
        ..column(
            "direction",
            Kind::Choice("way", direction, directions),
            width(3, 4, 12),
            "f.direction",
        )
    },
    column("notices", Kind::Number, width(4, 8, 10), "f.notices"),
    column("number", Kind::Digits, width(4, 8, 10), "f.number"),
    column("sent_at", Kind::Moment, width(11, 14, 16), "f.sent_at"),
    column("sent_by", Kind::Text, width(4, 8, 20), "f.sent_by"),
    column("stored", Kind::Number, width(4, 8, 10), "f.stored"),
    column("sum", Kind::Money, width(9, 12, 20), "f.sum"),
    column("format", Kind::Text, width(5, 10, 20), "f.format"),
    column("identity", Kind::Text, width(8, 26, 40), "f.identity"),
    column("created", Kind::Date, width(10, 10, 10), "f.created_on"),
    column("lines", Kind::Number, width(4, 7, 10), "f.lines"),
    column("length", Kind::Number, width(4, 9, 12), "f.length"),
];
