//! Refunds: money on its way back to who paid it (CLM-11).

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::payment::RefundState;

/// All refunds.
pub static LIST: List = List {
    id: "refunds",
    table: "refund r",
    key: "r.id",
    find: None,
    joins: &[
        ("c", "LEFT JOIN claim c ON c.id = r.claim_id"),
        ("y", "LEFT JOIN payment y ON y.id = r.payment_id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("waiting", "state:requested,sent"),
        view("all", ""),
        view("failed", "state:failed"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(r.id AS TEXT)"),
        ..column("id", Kind::Digits, width(3, 4, 8), "r.id")
    },
    Column {
        shown: true,
        ..column("asked_at", Kind::Moment, width(14, 14, 17), "r.asked_at")
    },
    Column {
        shown: true,
        summed: true,
        ..column("amount", Kind::Money, width(9, 11, 20), "r.amount")
    },
    Column {
        shown: true,
        ..column("state", choice!("refund-state", RefundState), width(6, 10, 20), "r.state")
    },
    Column {
        shown: true,
        words: Some("r.to_account"),
        ..column("to_account", Kind::Digits, width(11, 12, 34), "r.to_account")
    },
    Column {
        shown: true,
        words: Some("fold(r.to_name)"),
        ..column("to_name", Kind::Text, width(14, 20, 60), "r.to_name")
    },
    Column {
        shown: true,
        words: Some("CAST(c.number AS TEXT)"),
        ..column("claim", Kind::Digits, width(5, 8, 12), "c.number")
    },
    Column {
        shown: true,
        ..column("asked_by", Kind::Text, width(4, 8, 20), "r.asked_by")
    },
    Column {
        shown: true,
        words: Some("fold(r.comment)"),
        ..column("comment", Kind::Text, width(8, 24, 80), "r.comment")
    },
    Column {
        words: Some("CAST(r.payment_id AS TEXT)"),
        ..column("payment", Kind::Digits, width(4, 8, 12), "r.payment_id")
    },
    column("moved_at", Kind::Moment, width(14, 14, 17), "r.moved_at"),
    Column {
        words: Some("fold(r.detail)"),
        ..column("detail", Kind::Text, width(8, 24, 80), "r.detail")
    },
    column("credit_note", Kind::Text, width(4, 7, 10), "'K' || r.credit_note"),
    column("booked", Kind::Date, width(10, 10, 10), "y.booked_on"),
];
