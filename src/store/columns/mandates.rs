//! Agreements to draw.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::exchange::MandateState;
use crate::domain::mandate::SCHEMES;

/// All agreements.
pub static LIST: List = List {
    id: "mandates",
    table: "mandate m",
    key: "m.id",
    find: None,
    joins: &[
        ("p", "LEFT JOIN party p ON p.id = m.party_id"),
        ("b", "LEFT JOIN bank_account b ON b.id = m.account_id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("standing", "state:active,paused"),
        view("nobody", "state:active,paused,to_answer -party:*"),
        view("to_answer", "state:to_answer"),
        view("over", "state:ended,refused"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(m.id AS TEXT)"),
        ..column("id", Kind::Digits, width(3, 4, 8), "m.id")
    },
    Column {
        shown: true,
        words: Some("m.payer_number"),
        ..column("payer_number", Kind::Digits, width(8, 16, 25), "m.payer_number")
    },
    Column {
        shown: true,
        words: Some("fold(p.name)"),
        sort: Some("p.name_key"),
        ..column("name", Kind::Text, width(8, 22, 60), "p.name")
    },
    Column {
        shown: true,
        ..column("state", choice!("mandate-state", MandateState), width(6, 12, 24), "m.state")
    },
    Column {
        shown: true,
        ..column("since", Kind::Date, width(10, 10, 10), "m.since_on")
    },
    Column {
        shown: true,
        ..column("until", Kind::Date, width(10, 10, 10), "m.until_on")
    },
    Column {
        shown: true,
        ..column("scheme", Kind::Code("scheme", SCHEMES), width(8, 12, 20), "m.scheme")
    },
    column("party", Kind::Digits, width(4, 8, 16), "p.number"),
    column("notify", Kind::Flag, width(3, 6, 10), "m.notify"),
    Column {
        words: Some("m.number"),
        ..column("number", Kind::Digits, width(6, 10, 12), "m.number")
    },
    column("account", Kind::Digits, width(8, 12, 20), "b.number"),
    column("payer_account", Kind::Digits, width(8, 16, 20), "m.payer_account"),
    column("code", Kind::Digits, width(3, 5, 10), "m.detail"),
    column("changed_at", Kind::Moment, width(14, 14, 17), "m.changed_at"),
];
