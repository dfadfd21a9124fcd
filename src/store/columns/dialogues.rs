//! The SMS dialogue, a row a number (SMS-29).

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::dialogue::{Direction, MessageState};

/// Every number that wrote, or was written to.
pub static LIST: List = List {
    id: "dialogues",
    table: "dialogue d",
    key: "d.id",
    find: None,
    joins: &[
        ("m", "JOIN message m ON m.id = d.last_id"),
        ("p", "LEFT JOIN party p ON p.id = m.party_id"),
        ("o", "LEFT JOIN work_order o ON o.id = m.order_id"),
    ],
    sort: &[("unread", true), ("at", true)],
    views: &[
        view("all", ""),
        view("unread", "unread:>0"),
        view("uncertain", "state:unknown"),
        view("failed", "state:failed"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        // What nobody has read stands first, the newest on top however many there are.
        sort: Some("d.unread > 0"),
        ..column("unread", Kind::Number, width(3, 6, 8), "d.unread")
    },
    Column {
        shown: true,
        pinned: true,
        words: Some("d.number"),
        ..column("phone", Kind::Text, width(13, 13, 20), "d.number")
    },
    Column {
        shown: true,
        words: Some("p.name_key"),
        sort: Some("p.name_key"),
        ..column("name", Kind::Text, width(8, 20, 60), "p.name")
    },
    Column {
        shown: true,
        ..column("direction", choice!("direction", Direction), width(2, 4, 6), "m.direction")
    },
    Column {
        shown: true,
        words: Some("fold(m.text)"),
        ..column("text", Kind::Text, width(12, 40, 160), "m.text")
    },
    Column {
        shown: true,
        ..column("at", Kind::Moment, width(14, 14, 17), "d.last_at")
    },
    Column {
        shown: true,
        ..column("state", choice!("message-state", MessageState), width(6, 11, 24), "m.state")
    },
    column("messages", Kind::Number, width(3, 6, 10), "d.messages"),
    column("order", Kind::Digits, width(5, 7, 12), "o.number"),
    column("party", Kind::Digits, width(4, 8, 16), "p.number"),
];
