//! Memberships by party and period; where one stands follows the money of its dues.

use super::{Column, Kind, List, PARTY, PARTY_NAME, choice, column, view, width};
use crate::domain::membership::Standing;
use crate::store::membership::lines_stand;

/// All memberships.
pub static LIST: List = List {
    id: "memberships",
    table: "membership m",
    key: "m.id",
    find: None,
    joins: &[
        ("p", "JOIN party p ON p.id = m.party_id"),
        ("c", "JOIN claim c ON c.id = m.claim_id"),
        ("d", "LEFT JOIN dues d ON d.id = m.dues_id"),
        ("k", "LEFT JOIN membership_kind k ON k.id = d.kind_id"),
        ("y", "JOIN party y ON y.id = c.party_id"),
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
    PARTY,
    PARTY_NAME,
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
            concat!("CASE WHEN c.status > 3 OR NOT ", lines_stand!(), " THEN 4 ELSE c.status END"),
        )
    },
    Column {
        shown: true,
        summed: true,
        ..column(
            "amount",
            Kind::Money,
            width(8, 10, 14),
            "(SELECT sum(l.amount - l.discount) FROM claim_line l WHERE l.claim_id = m.claim_id AND l.no BETWEEN m.first_line AND m.last_line AND l.dropped = 0)",
        )
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
    column("due", Kind::Date, width(10, 10, 10), "c.due_on"),
    column("dues", Kind::Text, width(6, 14, 30), "d.code"),
    column("member_no", Kind::Number, width(4, 6, 8), "m.party_id"),
    column("dues_no", Kind::Number, width(4, 6, 8), "m.dues_id"),
    Column {
        words: Some("fold(k.name)"),
        ..column("kind", Kind::Text, width(6, 14, 40), "k.name")
    },
    // Who pays for a household; nothing where members pay for themselves.
    Column {
        words: Some("CASE WHEN c.party_id <> m.party_id THEN y.name_key END"),
        ..column(
            "payer",
            Kind::Text,
            width(6, 20, 60),
            "CASE WHEN c.party_id <> m.party_id THEN y.name END",
        )
    },
    column("replaced", Kind::Flag, width(2, 8, 10), "m.replaced_seq IS NOT NULL"),
];
