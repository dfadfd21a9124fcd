//! Claims before they are issued, and what became of them.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::claim::Kind as ClaimKind;
use crate::domain::draft::{Origin, State};

/// All drafts.
pub static LIST: List = List {
    id: "drafts",
    table: "claim_draft d",
    key: "d.id",
    find: None,
    joins: &[
        ("p", "LEFT JOIN party p ON p.id = d.party_id"),
        ("c", "LEFT JOIN claim c ON c.id = d.claim_id"),
        ("f", "LEFT JOIN claim f ON f.id = d.from_claim"),
    ],
    sort: &[("changed_at", true)],
    views: &[view("open", "state:open"), view("all", ""), view("over", "state:issued,discarded")],
    columns: COLUMNS,
};

/// What it concerns: as typed, or what its first line says.
const CONCERNS: &str =
    "coalesce(nullif(d.description, ''), (SELECT l.text FROM claim_draft_line l WHERE l.draft_id = d.id AND l.no = 1), '')";

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(d.id AS TEXT)"),
        ..column("id", Kind::Digits, width(3, 4, 8), "d.id")
    },
    Column {
        shown: true,
        words: Some("p.name_key"),
        sort: Some("p.name_key"),
        ..column("recipient", Kind::Text, width(12, 22, 60), "p.name")
    },
    Column {
        shown: true,
        words: Some("fold(d.description)"),
        ..column("description", Kind::Text, width(10, 20, 60), CONCERNS)
    },
    Column {
        shown: true,
        summed: true,
        ..column("amount", Kind::Money, width(9, 11, 20), "d.amount")
    },
    Column {
        shown: true,
        ..column("state", choice!("draft-state", State), width(6, 9, 16), "d.state")
    },
    Column {
        shown: true,
        ..column("changed_at", Kind::Moment, width(14, 14, 17), "d.changed_at")
    },
    Column {
        shown: true,
        words: Some("fold(d.changed_by)"),
        ..column("changed_by", Kind::Text, width(4, 8, 20), "d.changed_by")
    },
    column("kind", choice!("kind", ClaimKind), width(6, 10, 16), "d.kind"),
    column("party", Kind::Digits, width(4, 8, 16), "p.number"),
    column("lines", Kind::Number, width(3, 6, 8), "d.lines"),
    column("due", Kind::Date, width(10, 10, 10), "d.due_on"),
    column("origin", choice!("draft-origin", Origin), width(6, 14, 24), "d.origin"),
    Column {
        words: Some("CAST(f.number AS TEXT)"),
        ..column("from_claim", Kind::Digits, width(5, 8, 12), "f.number")
    },
    Column {
        words: Some("CAST(c.number AS TEXT)"),
        ..column("claim", Kind::Digits, width(5, 8, 12), "c.number")
    },
    column("made_at", Kind::Moment, width(14, 14, 17), "d.made_at"),
    column("made_by", Kind::Text, width(4, 8, 20), "d.made_by"),
];
