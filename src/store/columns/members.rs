//! Members: every party with its kind of membership, and who pays for it. Those without one are there too, so that they can be
//! given one.

use super::{Column, Kind, List, PARTY, PARTY_NAME, column, view, width};

/// Every party.
pub static LIST: List = List {
    id: "members",
    table: "party p",
    key: "p.id",
    find: None,
    joins: &[
        ("e", "LEFT JOIN enrolment e ON e.party_id = p.id"),
        ("k", "LEFT JOIN membership_kind k ON k.id = e.kind_id"),
        ("y", "LEFT JOIN party y ON y.id = p.payer_id"),
    ],
    sort: &[("name", false)],
    views: &[
        view("all", ""),
        view("members", "kind:*"),
        view("without", "-kind:*"),
        view("households", "payer:*"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    PARTY,
    PARTY_NAME,
    Column {
        shown: true,
        words: Some("fold(k.name)"),
        ..column("kind", Kind::Text, width(6, 16, 40), "k.name")
    },
    Column {
        shown: true,
        ..column("from", Kind::Date, width(10, 10, 10), "e.from_on")
    },
    Column {
        shown: true,
        words: Some("y.name_key"),
        ..column("payer", Kind::Text, width(8, 20, 60), "y.name")
    },
    Column {
        shown: true,
        ..column("left", Kind::Date, width(10, 10, 10), "p.left_on")
    },
    column("until", Kind::Date, width(10, 10, 10), "e.until_on"),
    column("since", Kind::Date, width(10, 10, 10), "p.member_since_on"),
    column("born", Kind::Date, width(10, 10, 10), "p.birth_on"),
    column("phone", Kind::Text, width(8, 14, 20), "p.phone"),
    column("email", Kind::Text, width(8, 24, 60), "p.email"),
    column("city", Kind::Text, width(6, 14, 40), "p.city"),
    column("code", Kind::Text, width(6, 12, 30), "k.code"),
    column("merged", Kind::Flag, width(2, 6, 8), "p.merged_into IS NOT NULL"),
];
