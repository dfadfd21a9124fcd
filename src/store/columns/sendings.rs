//! Sendings of claims: what became of each, and what waits for a person.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::party::Channel;
use crate::domain::sending::SendingState;

/// All sendings.
pub static LIST: List = List {
    id: "sendings",
    table: "sending s",
    key: "s.id",
    find: None,
    joins: &[
        ("c", "JOIN claim c ON c.id = s.claim_id"),
        ("p", "JOIN party p ON p.id = c.party_id"),
        ("d", "JOIN document d ON d.id = s.document_id"),
        ("n", "LEFT JOIN credit_note n ON n.id = d.credit_note_id"),
        ("o", "JOIN outbox o ON o.id = s.outbox_id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("person", "state:failed,unknown"),
        view("waiting", "state:waiting"),
        view("email", "channel:email"),
        view("sms", "channel:sms"),
        view("print", "channel:print"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(s.id AS TEXT)"),
        ..column("id", Kind::Digits, width(3, 5, 9), "s.id")
    },
    Column {
        shown: true,
        ..column("at", Kind::Moment, width(14, 14, 17), "s.at")
    },
    Column {
        shown: true,
        words: Some("CAST(c.number AS TEXT)"),
        ..column("claim", Kind::Digits, width(5, 8, 12), "c.number")
    },
    Column {
        shown: true,
        words: Some("p.name_key"),
        sort: Some("p.name_key"),
        ..column("name", Kind::Text, width(12, 20, 60), "p.name")
    },
    Column {
        shown: true,
        ..column("state", choice!("sending-state", SendingState), width(10, 11, 24), "s.state")
    },
    Column {
        shown: true,
        ..column("channel", choice!("sending-by", Channel), width(3, 6, 12), "s.channel")
    },
    Column {
        shown: true,
        words: Some("fold(s.dest)"),
        ..column("dest", Kind::Text, width(14, 24, 60), "s.dest")
    },
    Column {
        shown: true,
        ..column(
            "detail",
            Kind::Text,
            width(12, 24, 120),
            "CASE WHEN s.state = 1 THEN o.reason ELSE s.detail END",
        )
    },
    Column {
        words: Some("'k' || n.number"),
        ..column(
            "credit_note",
            Kind::Text,
            width(2, 5, 8),
            "CASE WHEN n.id IS NOT NULL THEN 'K' || n.number END",
        )
    },
    column("copy", Kind::Flag, width(3, 6, 8), "s.copy"),
    column("subject", Kind::Text, width(8, 30, 120), "s.subject"),
    column("language", Kind::Text, width(2, 5, 6), "s.language"),
    column("operator", Kind::Text, width(4, 10, 30), "s.operator"),
    column("comment", Kind::Text, width(6, 20, 80), "s.comment"),
    column("left_at", Kind::Moment, width(14, 14, 17), "s.left_at"),
    column("moved_at", Kind::Moment, width(14, 14, 17), "s.moved_at"),
    column("batch", Kind::Digits, width(3, 5, 9), "s.batch"),
    column("provider", Kind::Text, width(4, 9, 12), "o.provider"),
    column("attempts", Kind::Number, width(2, 4, 6), "o.attempt"),
    column(
        "next_at",
        Kind::Moment,
        width(14, 14, 17),
        "CASE WHEN s.state = 1 THEN o.next_at END",
    ),
];
