//! Bank accounts and how they are set up (OCR-16 to OCR-24).

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::exchange::AccountState;

/// Every account at a bank; those that mobile payments, cards and cash lie on are named by their role, and left out.
pub static LIST: List = List {
    id: "accounts",
    table: "(SELECT * FROM bank_account WHERE number NOT GLOB '*[^0-9]*') b",
    key: "b.id",
    find: Some("b.id = ?1"),
    joins: &[],
    sort: &[("number", false)],
    views: &[view("all", ""), view("unfinished", "-state:verified")],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("b.number"),
        ..column("number", Kind::Digits, width(8, 14, 16), "b.number")
    },
    Column {
        shown: true,
        words: Some("fold(b.name)"),
        ..column("name", Kind::Text, width(8, 20, 40), "b.name")
    },
    Column {
        shown: true,
        ..column("state", choice!("account-state", AccountState), width(8, 12, 16), "b.state")
    },
    Column {
        shown: true,
        words: Some("b.rules"),
        ..column("references", Kind::Text, width(8, 16, 40), "b.rules")
    },
    Column {
        shown: true,
        ..column(
            "format",
            Kind::Text,
            width(7, 9, 18),
            "(SELECT f.format FROM account_format f WHERE f.account_id = b.id ORDER BY f.from_on DESC LIMIT 1)",
        )
    },
    Column {
        shown: true,
        words: Some("fold(b.bank)"),
        ..column("bank", Kind::Text, width(5, 14, 30), "b.bank")
    },
    Column {
        words: Some("fold(b.agreement)"),
        ..column("agreement", Kind::Text, width(8, 10, 30), "b.agreement")
    },
    column("recipe", Kind::Text, width(8, 14, 30), "b.recipe"),
    column("unit_id", Kind::Digits, width(8, 9, 12), "b.unit_id"),
    column("creditor", Kind::Digits, width(8, 9, 12), "b.creditor"),
    column(
        "exchange",
        Kind::Code("account-exchange", &["hand", "folder", "sftp"]),
        width(6, 12, 30),
        "b.exchange",
    ),
    column("ledger", Kind::Digits, width(5, 6, 8), "b.ledger"),
];
