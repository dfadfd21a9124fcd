//! Dues: what a kind of membership costs for a period, and what became of it.

use super::{Column, Kind, List, column, view, width};

/// All dues.
pub static LIST: List = List {
    id: "dues",
    table: "dues d",
    key: "d.id",
    find: None,
    joins: &[
        ("k", "JOIN membership_kind k ON k.id = d.kind_id"),
        ("b", "LEFT JOIN bank_account b ON b.id = d.account_id"),
    ],
    sort: &[("period", true), ("place", false)],
    views: &[view("all", ""), view("open", "open:yes"), view("closed", "open:no")],
    columns: COLUMNS,
};

/// What became of dues, kept as it changes.
macro_rules! became {
    ($what:literal) => {
        concat!("coalesce((SELECT u.", $what, " FROM dues_sum u WHERE u.dues_id = d.id), 0)")
    };
}

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("fold(d.code)"),
        ..column("code", Kind::Text, width(10, 12, 30), "d.code")
    },
    Column {
        shown: true,
        words: Some("fold(k.name)"),
        ..column("kind", Kind::Text, width(8, 13, 40), "k.name")
    },
    // As people say it: a year, a season, or both days.
    Column {
        shown: true,
        sort: Some("d.from_on"),
        ..column(
            "period",
            Kind::Text,
            width(4, 7, 22),
            "CASE WHEN date(d.from_on * 86400, 'unixepoch', '+1 year', '-1 day') <> date(d.until_on * 86400, 'unixepoch')
               THEN date(d.from_on * 86400, 'unixepoch') || '..' || date(d.until_on * 86400, 'unixepoch')
             WHEN strftime('%m-%d', d.from_on * 86400, 'unixepoch') = '01-01' THEN strftime('%Y', d.from_on * 86400, 'unixepoch')
             ELSE strftime('%Y', d.from_on * 86400, 'unixepoch') || '/' || substr(strftime('%Y', d.until_on * 86400, 'unixepoch'), 3) END",
        )
    },
    Column {
        shown: true,
        ..column("open", Kind::Flag, width(2, 4, 8), "d.is_open")
    },
    Column {
        shown: true,
        ..column(
            "each",
            Kind::Money,
            width(8, 10, 14),
            "(SELECT sum(l.amount) FROM dues_line l WHERE l.dues_id = d.id)",
        )
    },
    Column {
        shown: true,
        summed: true,
        ..column("issued", Kind::Number, width(5, 8, 10), became!("members"))
    },
    Column {
        shown: true,
        ..column("paid", Kind::Number, width(5, 8, 10), became!("paid"))
    },
    Column {
        shown: true,
        summed: true,
        ..column("amount", Kind::Money, width(9, 12, 20), became!("amount"))
    },
    Column {
        shown: true,
        summed: true,
        ..column("received", Kind::Money, width(9, 12, 20), became!("received"))
    },
    column("from", Kind::Date, width(10, 10, 10), "d.from_on"),
    column("until", Kind::Date, width(10, 10, 10), "d.until_on"),
    column("claims", Kind::Number, width(5, 8, 10), became!("claims")),
    column("due", Kind::Date, width(10, 10, 10), "d.due_on"),
    Column {
        words: Some("fold(d.description)"),
        ..column("description", Kind::Text, width(8, 24, 60), "d.description")
    },
    column("account", Kind::Digits, width(7, 11, 20), "b.number"),
    column("place", Kind::Number, width(3, 5, 6), "k.place"),
    column("id", Kind::Digits, width(3, 5, 8), "d.id"),
];
