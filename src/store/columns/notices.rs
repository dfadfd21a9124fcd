//! What bank files said besides payments.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::exchange::NoticeOutcome;
use crate::domain::notice::NoticeKind;

/// All notices.
pub static LIST: List = List {
    id: "notices",
    table: "bank_notice n",
    key: "n.id",
    find: None,
    joins: &[
        ("f", "LEFT JOIN bank_file f ON f.id = n.file_id"),
        ("p", "LEFT JOIN party p ON p.id = n.party_id"),
        ("c", "LEFT JOIN claim c ON c.id = n.claim_id"),
        ("b", "LEFT JOIN bank_account b ON b.id = n.account_id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("open", "outcome:open"),
        view("all", ""),
        view("draws", "kind:draw_refused,draw_failed,draw_retried,draw_cancelled,draw_moved"),
        view("bank_own", "kind:bank_own"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(n.id AS TEXT)"),
        ..column("id", Kind::Digits, width(3, 5, 8), "n.id")
    },
    Column {
        shown: true,
        ..column("kind", choice!("notice", NoticeKind), width(20, 24, 40), "n.kind")
    },
    Column {
        shown: true,
        ..column("date", Kind::Date, width(10, 10, 10), "n.dated_on")
    },
    Column {
        shown: true,
        ..column("amount", Kind::Money, width(9, 11, 20), "n.amount")
    },
    Column {
        shown: true,
        words: Some("coalesce(n.reference, n.payer_number)"),
        ..column("reference", Kind::Digits, width(8, 16, 35), "coalesce(n.reference, n.payer_number)")
    },
    Column {
        shown: true,
        ..column("code", Kind::Digits, width(3, 5, 10), "n.code")
    },
    Column {
        shown: true,
        ..column("outcome", choice!("notice-outcome", NoticeOutcome), width(10, 12, 30), "n.outcome")
    },
    Column {
        shown: true,
        words: Some("fold(p.name)"),
        ..column("name", Kind::Text, width(8, 20, 60), "p.name")
    },
    Column {
        shown: true,
        words: Some("CAST(c.number AS TEXT)"),
        ..column("claim", Kind::Digits, width(5, 8, 12), "c.number")
    },
    Column {
        words: Some("fold(f.name)"),
        ..column("file", Kind::Text, width(8, 20, 60), "f.name")
    },
    Column {
        words: Some("fold(n.text)"),
        ..column("text", Kind::Text, width(8, 24, 80), "n.text")
    },
    column("other", Kind::Text, width(6, 14, 30), "n.other"),
    column("until", Kind::Date, width(10, 10, 10), "n.until_on"),
    column("mandate", Kind::Digits, width(3, 6, 10), "n.mandate_id"),
    column("account", Kind::Digits, width(8, 12, 20), "coalesce(b.number, n.account)"),
    column("file_no", Kind::Digits, width(3, 6, 10), "n.file_id"),
    column("line", Kind::Number, width(4, 6, 10), "n.line"),
];
