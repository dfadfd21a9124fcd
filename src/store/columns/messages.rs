//! The SMS dialogue: every message to and from phones (SMS-29).

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::dialogue::{Direction, MessageState};

/// All messages.
pub static LIST: List = List {
    id: "messages",
    table: "message m",
    key: "m.id",
    find: None,
    joins: &[
        ("o", "LEFT JOIN work_order o ON o.id = m.order_id"),
        ("p", "LEFT JOIN party p ON p.id = o.party_id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("in", "direction:in"),
        view("waiting", "state:queued,handed,unknown"),
        view("failed", "state:failed,unknown"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        pinned: true,
        ..column("id", Kind::Digits, width(4, 6, 10), "m.id")
    },
    Column {
        shown: true,
        ..column("at", Kind::Moment, width(14, 14, 17), "m.at")
    },
    Column {
        shown: true,
        ..column("direction", choice!("direction", Direction), width(2, 4, 6), "m.direction")
    },
    Column {
        shown: true,
        words: Some("m.number"),
        ..column("phone", Kind::Text, width(8, 13, 20), "m.number")
    },
    Column {
        shown: true,
        words: Some("fold(m.text)"),
        ..column("text", Kind::Text, width(12, 44, 160), "m.text")
    },
    Column {
        shown: true,
        ..column("state", choice!("message-state", MessageState), width(6, 11, 24), "m.state")
    },
    Column {
        shown: true,
        words: Some("CAST(o.number AS TEXT)"),
        ..column("order", Kind::Digits, width(5, 7, 12), "o.number")
    },
    Column {
        sort: Some("p.name_key"),
        words: Some("p.name_key"),
        ..column("customer", Kind::Text, width(8, 20, 60), "p.name")
    },
    column("detail", Kind::Text, width(6, 20, 80), "m.detail"),
    column("parts", Kind::Number, width(3, 4, 6), "m.parts"),
    column("simulated", Kind::Flag, width(3, 9, 12), "m.simulated"),
    column("operator", Kind::Text, width(4, 10, 30), "m.operator"),
    column("moved_at", Kind::Moment, width(14, 14, 17), "m.moved_at"),
];
