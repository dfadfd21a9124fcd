//! Memberships by party and period; where one stands follows the money of its dues.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::membership::Standing;

/// All memberships.
pub static LIST: List = List {
    id: "memberships",
    table: "membership m",
    key: "m.id",
    find: None,
    joins: &[
        ("p", "JOIN party p ON p.id = m.party_id"),
        ("c", "JOIN claim c ON c.id = m.claim_id"),
    ],
    sort: &[("from", true), ("name", false)],
    views: &[
        view("all", ""),
        view("paid", "state:paid"),
        view("unpaid", "state:unpaid,handling"),
        view("ended", "state:ended"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    column("id", Kind::Digits, width(3, 6, 10), "m.id"),
    Column {
        shown: true,
        pinned: true,
        words: Some("p.number"),
        ..column("party", Kind::Digits, width(4, 8, 16), "p.number")
    },
    Column {
        shown: true,
        words: Some("p.name_key"),
        sort: Some("p.name_key"),
        ..column("name", Kind::Text, width(8, 24, 60), "p.name")
    },
    Column {
        shown: true,
        ..column("from", Kind::Date, width(10, 10, 10), "m.from_on")
    },
    Column {
        shown: true,
        ..column("until", Kind::Date, width(10, 10, 10), "m.until_on")
    },
    Column {
        shown: true,
        ..column(
            "state",
            choice!("member-state", Standing),
            width(6, 12, 20),
            "CASE c.status WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 3 ELSE 4 END",
        )
    },
    Column {
        shown: true,
        ..column("amount", Kind::Money, width(8, 10, 14), "c.amount")
    },
    Column {
        shown: true,
        ..column("left", Kind::Money, width(8, 10, 14), "c.\"left\"")
    },
    Column {
        words: Some("CAST(c.number AS TEXT)"),
        ..column("claim", Kind::Digits, width(5, 8, 12), "c.number")
    },
    column("paid_on", Kind::Date, width(10, 10, 10), "c.paid_on"),
];
