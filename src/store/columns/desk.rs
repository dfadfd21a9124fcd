//! The matching desk's queue: payments of which something is left over, for a person.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::payment::{Reason, State};

/// Payments that wait for a person.
pub static LIST: List = List {
    id: "desk",
    // The condition of the index of what waits, and of it what a person can do something with.
    table: "(SELECT * FROM payment WHERE state <> 4 AND state IN (1, 2, 3, 5)) y",
    key: "y.id",
    find: None,
    joins: &[
        ("c", "LEFT JOIN claim c ON c.id = y.claim_id"),
        ("p", "LEFT JOIN party p ON p.id = coalesce(y.party_id, c.party_id)"),
        ("f", "LEFT JOIN bank_file f ON f.id = y.file_id"),
        ("n", "LEFT JOIN parked n ON n.payment_id = y.id AND n.ended_seq IS NULL"),
    ],
    sort: &[("id", false)],
    views: &[view("now", "-until>today"), view("all", ""), view("later", "until>today")],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        words: Some("CAST(y.id AS TEXT)"),
        ..column("id", Kind::Digits, width(4, 5, 10), "y.id")
    },
    Column {
        shown: true,
        ..column("booked", Kind::Date, width(10, 10, 10), "y.booked_on")
    },
    Column {
        shown: true,
        summed: true,
        ..column("left", Kind::Money, width(8, 10, 20), "y.amount - y.used")
    },
    Column {
        shown: true,
        words: Some("y.reference"),
        ..column("reference", Kind::Digits, width(6, 11, 27), "y.reference")
    },
    Column {
        shown: true,
        words: Some("fold(y.text)"),
        ..column("text", Kind::Text, width(8, 20, 60), "y.text")
    },
    column("amount", Kind::Money, width(9, 11, 20), "y.amount"),
    Column {
        words: Some("y.payer_account"),
        ..column("payer", Kind::Digits, width(7, 11, 20), "y.payer_account")
    },
    column("state", choice!("state", State), width(5, 12, 20), "y.state"),
    column("reason", choice!("reason", Reason), width(8, 28, 60), "y.reason"),
    Column {
        sort: Some("p.name_key"),
        words: Some("p.name_key"),
        ..column("party", Kind::Text, width(8, 22, 60), "p.name")
    },
    Column {
        words: Some("fold(n.note)"),
        ..column("note", Kind::Text, width(8, 24, 60), "n.note")
    },
    Column {
        words: Some("fold(n.owner)"),
        ..column("owner", Kind::Text, width(4, 10, 30), "n.owner")
    },
    column("until", Kind::Date, width(10, 10, 10), "n.until_on"),
    Column {
        words: Some("fold(f.name)"),
        ..column("file", Kind::Text, width(8, 20, 60), "f.name")
    },
];
