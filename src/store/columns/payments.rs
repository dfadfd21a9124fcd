//! The payments list (OCR-12).

use super::{Column, Kind, List, ReadyView, choice, column, view, width};
use crate::domain::payment::{Reason, Source, Stage, State};

/// All payments, those that found no claim too.
pub static LIST: List = List {
    id: "payments",
    table: "payment y",
    key: "y.id",
    find: None,
    joins: &[
        ("c", "LEFT JOIN claim c ON c.id = y.claim_id"),
        ("p", "LEFT JOIN party p ON p.id = coalesce(y.party_id, c.party_id)"),
        ("f", "LEFT JOIN bank_file f ON f.id = y.file_id"),
        ("b", "LEFT JOIN bank_account b ON b.id = y.account_id"),
        ("k", "LEFT JOIN parked k ON k.payment_id = y.id AND k.ended_seq IS NULL"),
    ],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("waiting", "state:unmatched,suggested,partly_used,parked"),
        view("unmatched", "state:unmatched"),
        view("suggested", "state:suggested"),
        ReadyView {
            also: &["note", "owner", "until"],
            ..view("parked", "state:parked")
        },
        view("used", "state:used"),
    ],
    columns: COLUMNS,
};

/// The claims that money of a payment stands on. Where nobody touched it, that is the one its reference led to.
macro_rules! claims {
    () => {
        "CASE WHEN EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = y.id AND m.claim_id IS NOT NULL) THEN
           (SELECT CASE WHEN count(*) = 1 THEN min(d.number) ELSE group_concat(d.number, ' ') END FROM claim d
             WHERE d.id IN (SELECT y.claim_id UNION SELECT m.claim_id FROM movement m WHERE m.payment_id = y.id)
               AND EXISTS (SELECT 1 FROM allocation a WHERE a.claim_id = d.id AND a.payment_id = y.id AND a.undone_seq IS NULL))
         ELSE c.number END"
    };
}

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(y.id AS TEXT)"),
        ..column("id", Kind::Digits, width(4, 6, 10), "y.id")
    },
    Column {
        shown: true,
        ..column("booked", Kind::Date, width(10, 10, 10), "y.booked_on")
    },
    Column {
        shown: true,
        summed: true,
        ..column("amount", Kind::Money, width(9, 11, 20), "y.amount")
    },
    Column {
        shown: true,
        words: Some("y.reference"),
        ..column("reference", Kind::Digits, width(6, 12, 27), "y.reference")
    },
    Column {
        shown: true,
        words: Some("coalesce(y.payer_account, 'unknown')"),
        ..column("payer", Kind::Digits, width(7, 11, 20), "y.payer_account")
    },
    Column {
        shown: true,
        ..column("state", choice!("state", State), width(5, 12, 20), "y.state")
    },
    Column {
        shown: true,
        ..column("reason", choice!("reason", Reason), width(8, 28, 60), "y.reason")
    },
    Column {
        shown: true,
        words: Some(concat!("CAST(", claims!(), " AS TEXT)")),
        ..column("claim", Kind::Digits, width(5, 8, 24), claims!())
    },
    column("stage", choice!("stage", Stage), width(5, 11, 20), "y.stage"),
    column("used", Kind::Money, width(9, 11, 20), "y.used"),
    Column {
        summed: true,
        ..column("left", Kind::Money, width(9, 11, 20), "y.amount - y.used")
    },
    Column {
        sort: Some("p.name_key"),
        words: Some("p.name_key"),
        ..column("party", Kind::Text, width(8, 22, 60), "p.name")
    },
    Column {
        words: Some("fold(y.text)"),
        ..column("text", Kind::Text, width(8, 24, 60), "y.text")
    },
    Column {
        words: Some("y.archive_reference"),
        ..column("archive", Kind::Digits, width(6, 10, 20), "y.archive_reference")
    },
    column("lump", Kind::Digits, width(6, 10, 20), "y.lump_key"),
    column("type", Kind::Digits, width(4, 4, 8), "y.kind"),
    column("source", choice!("source", Source), width(6, 9, 20), "y.source"),
    column("account", Kind::Digits, width(7, 11, 20), "b.number"),
    column("ordered", Kind::Date, width(10, 10, 10), "y.ordered_on"),
    Column {
        words: Some("fold(f.name)"),
        ..column("file", Kind::Text, width(8, 20, 60), "f.name")
    },
    column("file_no", Kind::Number, width(4, 6, 8), "y.file_id"),
    column("line", Kind::Number, width(4, 6, 8), "y.line"),
    column(
        "order",
        Kind::Digits,
        width(5, 7, 12),
        "coalesce((SELECT o.number FROM payment_request r JOIN work_order o ON o.id = r.order_id WHERE r.payment_id = y.id), \
           (SELECT o.number FROM order_invoice i JOIN work_order o ON o.id = i.order_id WHERE i.claim_id = y.claim_id))",
    ),
    column("stored_at", Kind::Moment, width(11, 14, 16), "f.stored_at"),
    Column {
        words: Some("fold(k.note)"),
        ..column("note", Kind::Text, width(8, 24, 80), "k.note")
    },
    Column {
        words: Some("fold(k.owner)"),
        ..column("owner", Kind::Text, width(4, 8, 20), "k.owner")
    },
    column("until", Kind::Date, width(10, 10, 10), "k.until_on"),
];
