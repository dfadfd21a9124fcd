//! Every movement of money over everything (CLM-5, *Transaksjonssøk*): what arrived, and what moved after it.

use super::{Column, Kind, List, ReadyView, choice, column, view, width};
use crate::domain::payment::{Movement, Source};

/// Arrivals (the table of payments) and movements as one list. Its keys are even for arrivals and odd for movements, so a row is
/// looked for by half its key on its own side.
pub static LIST: List = List {
    id: "transactions",
    table: "(SELECT y.id * 2 AS id, y.id AS n, 0 AS later, CAST(CASE WHEN y.amount < 0 THEN 2 ELSE 1 END AS INTEGER) AS kind, \
               y.id AS payment_id, y.claim_id AS claim_id, y.amount AS amount, y.booked_on AS booked_on, y.voucher_id AS voucher_id, \
               y.party_id AS party_id, CAST(NULL AS TEXT) AS account, CAST(NULL AS INTEGER) AS refund_id FROM payment y \
             UNION ALL \
             SELECT m.id * 2 + 1, m.id, 1, m.kind, m.payment_id, m.claim_id, m.amount, m.booked_on, m.voucher_id, m.party_id, m.account, m.refund_id \
               FROM movement m) t",
    key: "t.id",
    find: Some("t.n = ?1 >> 1 AND t.later = ?1 & 1"),
    joins: &[
        ("y", "LEFT JOIN payment y ON y.id = t.payment_id"),
        ("c", "LEFT JOIN claim c ON c.id = t.claim_id"),
        ("p", "LEFT JOIN party p ON p.id = coalesce(t.party_id, c.party_id, y.party_id)"),
        ("f", "LEFT JOIN bank_file f ON f.id = y.file_id"),
        ("b", "LEFT JOIN bank_account b ON b.id = y.account_id"),
        ("v", "LEFT JOIN voucher v ON v.id = t.voucher_id"),
    ],
    sort: &[("booked", true)],
    views: &[
        view("all", ""),
        view("in", "kind:received"),
        view(
            "hand",
            "kind:allocated,taken_off,credited,credit_used,transferred,donated,reversed,written_off",
        ),
        ReadyView {
            also: &["refund"],
            ..view(
                "refunds",
                "kind:refund_asked,refunded,paid_back_by_hand,fee_kept,refund_paid,refund_failed",
            )
        },
        view("back", "kind:paid_out,refunded,paid_back_by_hand,refund_paid,reversed"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        pinned: true,
        ..column("id", Kind::Digits, width(4, 7, 10), "t.id")
    },
    Column {
        shown: true,
        ..column("booked", Kind::Date, width(10, 10, 10), "t.booked_on")
    },
    Column {
        shown: true,
        ..column("kind", choice!("movement", Movement), width(16, 20, 32), "t.kind")
    },
    Column {
        shown: true,
        summed: true,
        ..column("amount", Kind::Money, width(9, 11, 20), "t.amount")
    },
    Column {
        shown: true,
        words: Some("CAST(c.number AS TEXT)"),
        ..column("claim", Kind::Digits, width(5, 8, 12), "c.number")
    },
    Column {
        shown: true,
        sort: Some("p.name_key"),
        words: Some("p.name_key"),
        ..column("party", Kind::Text, width(16, 22, 60), "p.name")
    },
    Column {
        shown: true,
        words: Some("CAST(t.payment_id AS TEXT)"),
        ..column("payment", Kind::Digits, width(4, 8, 12), "t.payment_id")
    },
    Column {
        shown: true,
        words: Some("fold(coalesce(nullif(y.payer_account, ''), 'unknown'))"),
        ..column(
            "payer",
            Kind::Text,
            width(11, 12, 30),
            "CASE WHEN t.payment_id IS NOT NULL THEN coalesce(y.payer_account, '') END",
        )
    },
    Column {
        shown: true,
        ..column("operator", Kind::Text, width(4, 8, 20), "v.operator")
    },
    Column {
        shown: true,
        words: Some("y.reference"),
        ..column("reference", Kind::Digits, width(6, 12, 27), "y.reference")
    },
    column(
        "account",
        Kind::Digits,
        width(4, 7, 12),
        "coalesce(t.account, CASE WHEN t.later = 0 THEN b.ledger END)",
    ),
    Column {
        words: Some("fold(f.name)"),
        ..column("file", Kind::Text, width(8, 20, 60), "f.name")
    },
    column("voucher", Kind::Number, width(4, 7, 12), "v.number"),
    column("refund", Kind::Digits, width(4, 7, 10), "t.refund_id"),
    column("source", choice!("source", Source), width(6, 9, 20), "y.source"),
    Column {
        words: Some("fold(y.text)"),
        ..column("text", Kind::Text, width(8, 24, 60), "y.text")
    },
    column("booked_at", Kind::Moment, width(14, 14, 17), "v.made_at"),
    column(
        "order",
        Kind::Digits,
        width(5, 7, 12),
        "coalesce((SELECT o.number FROM payment_request q JOIN work_order o ON o.id = q.order_id WHERE q.payment_id = t.payment_id), \
           (SELECT o.number FROM order_invoice i JOIN work_order o ON o.id = i.order_id WHERE i.claim_id = t.claim_id))",
    ),
    column("payment_no", Kind::Number, width(4, 8, 12), "t.payment_id"),
    column("claim_no", Kind::Number, width(5, 8, 12), "c.number"),
];
