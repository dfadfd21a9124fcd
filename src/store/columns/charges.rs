//! Charges by SMS: what was drawn with messages that cost, and what a person must find out.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::dues_sms::ChargeState;

/// What a charge's fault can be.
const FAULTS: &[&str] = &[
    "no-funds",
    "barred",
    "age",
    "limit",
    "must-register",
    "declined",
    "refused",
    "not-billed",
    "uncertain",
    "no-outcome",
    "claim-changed",
    "expired",
    "by-hand",
    "refund-refused",
];

/// All charges.
pub static LIST: List = List {
    id: "charges",
    table: "charge g",
    key: "g.id",
    find: None,
    joins: &[
        ("p", "JOIN party p ON p.id = g.party_id"),
        ("c", "JOIN claim c ON c.id = g.claim_id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("waiting", "state:asked,under_way"),
        view("uncertain", "state:uncertain"),
        view("paid", "state:paid"),
        view("failed", "state:failed"),
        view("not_back", "fault:refund-refused"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(g.id AS TEXT)"),
        ..column("id", Kind::Digits, width(3, 5, 8), "g.id")
    },
    Column {
        shown: true,
        ..column("made_at", Kind::Moment, width(14, 14, 17), "g.made_at")
    },
    Column {
        shown: true,
        words: Some("g.number"),
        ..column("phone", Kind::Text, width(13, 13, 20), "g.number")
    },
    Column {
        shown: true,
        words: Some("p.name_key"),
        sort: Some("p.name_key"),
        ..column("name", Kind::Text, width(8, 20, 60), "p.name")
    },
    Column {
        shown: true,
        ..column("amount", Kind::Money, width(8, 10, 14), "g.amount")
    },
    Column {
        shown: true,
        ..column("state", choice!("charge-state", ChargeState), width(6, 11, 24), "g.state")
    },
    Column {
        shown: true,
        ..column("fault", Kind::Code("charge-fault", FAULTS), width(6, 18, 40), "g.fault")
    },
    Column {
        words: Some("CAST(c.number AS TEXT)"),
        ..column("claim", Kind::Digits, width(5, 8, 12), "c.number")
    },
    column("party", Kind::Digits, width(4, 8, 16), "p.number"),
    column("code", Kind::Text, width(4, 12, 40), "g.code"),
    column("detail", Kind::Text, width(6, 20, 80), "g.detail"),
    column("provider", Kind::Text, width(4, 9, 12), "g.provider"),
    column("key", Kind::Text, width(8, 16, 60), "g.key"),
    column("moved_at", Kind::Moment, width(14, 14, 17), "g.moved_at"),
];
