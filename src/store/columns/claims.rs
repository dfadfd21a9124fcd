//! The claims list.

use super::{Column, Kind, List, ReadyView, choice, column, view, width};
use crate::domain::claim::{Extra, Kind as ClaimKind, Status};
use crate::domain::payment::Method;

/// Claims of every status (CLM-2, CLM-3); manual handling is a view of the same list.
pub static LIST: List = List {
    id: "claims",
    table: "claim c",
    key: "c.id",
    find: None,
    joins: &[
        ("p", "JOIN party p ON p.id = c.party_id"),
        ("b", "LEFT JOIN bank_account b ON b.id = c.account_id"),
        ("v", "LEFT JOIN voucher v ON v.id = c.voucher_id"),
    ],
    sort: &[("due", false)],
    views: &[
        view("all", ""),
        view("unpaid", "status:unpaid"),
        view("overdue", "status:unpaid,manual_handling left>0 due<today"),
        ReadyView {
            also: &["extra_status", "remainder"],
            queue: &[
                "number",
                "recipient",
                "extra_status",
                "remainder",
                "left",
                "age",
                "paid",
                "amount",
                "due",
            ],
            ..view("manual", "status:manual_handling")
        },
        view("paid", "status:paid"),
        view("void", "status:annulled,credited,refunded"),
    ],
    columns: COLUMNS,
};

/// When it was changed last; its creation is no change.
macro_rules! changed_at {
    () => {
        "(SELECT max(at) FROM (SELECT j.at FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received' AND j.action <> 'issued'
           UNION ALL SELECT j.at FROM allocation a JOIN journal j ON j.seq = a.seq WHERE a.claim_id = c.id))"
    };
}

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(c.number AS TEXT)"),
        ..column("number", Kind::Digits, width(5, 8, 12), "c.number")
    },
    Column {
        shown: true,
        words: Some("c.reference"),
        ..column("reference", Kind::Digits, width(6, 12, 27), "c.reference")
    },
    Column {
        shown: true,
        sort: Some("c.name_key"),
        words: Some("c.name_key"),
        ..column("recipient", Kind::Text, width(8, 22, 60), "p.name")
    },
    Column {
        shown: true,
        words: Some("fold(c.description)"),
        ..column("description", Kind::Text, width(8, 20, 80), "c.description")
    },
    Column {
        shown: true,
        ..column("due", Kind::Date, width(10, 11, 11), "c.due_on")
    },
    Column {
        shown: true,
        summed: true,
        ..column("amount", Kind::Money, width(9, 11, 20), "c.amount")
    },
    Column {
        shown: true,
        ..column("status", choice!("status", Status), width(9, 16, 28), "c.status")
    },
    column("extra_status", choice!("extra", Extra), width(6, 16, 24), "c.extra"),
    Column {
        summed: true,
        ..column("paid", Kind::Money, width(9, 11, 20), "c.paid")
    },
    Column {
        summed: true,
        ..column("left", Kind::Money, width(9, 11, 20), "c.\"left\"")
    },
    column("credited", Kind::Money, width(9, 11, 20), "c.credited"),
    column(
        "remainder",
        Kind::Money,
        width(9, 11, 20),
        "max(c.paid - CASE WHEN c.void = 0 THEN c.amount - c.credited - c.written_off ELSE 0 END, 0)",
    ),
    Column {
        summed: true,
        ..column("written_off", Kind::Money, width(9, 11, 20), "c.written_off")
    },
    column(
        "credit",
        Kind::Money,
        width(9, 11, 20),
        "(SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.kind = 2 AND w.undone_seq IS NULL AND w.party_id = c.party_id)",
    ),
    column("issued", Kind::Date, width(10, 10, 10), "c.issued_on"),
    column("sent", Kind::Date, width(10, 10, 10), "c.sent_on"),
    column("paid_on", Kind::Date, width(10, 10, 10), "c.paid_on"),
    column("kind", choice!("kind", ClaimKind), width(6, 12, 20), "c.kind"),
    column("method", choice!("method", Method), width(4, 12, 20), "c.method"),
    Column {
        // Who cannot be traced is found by the word for it (CLM-7).
        words: Some("CASE WHEN c.paid > 0 THEN fold(coalesce(nullif(c.payer, ''), 'unknown')) END"),
        ..column(
            "payer",
            Kind::Text,
            width(6, 13, 30),
            "CASE WHEN c.paid > 0 THEN coalesce(c.payer, '') END",
        )
    },
    Column {
        sort: Some("length(p.number), p.number"),
        ..column("party", Kind::Digits, width(4, 8, 16), "p.number")
    },
    column("phone", Kind::Text, width(8, 14, 20), "p.phone"),
    column("email", Kind::Text, width(8, 24, 60), "p.email"),
    column("city", Kind::Text, width(6, 14, 40), "p.city"),
    column("account", Kind::Digits, width(7, 11, 20), "b.number"),
    column(
        "lines",
        Kind::Number,
        width(3, 5, 6),
        "(SELECT count(*) FROM claim_line l WHERE l.claim_id = c.id AND NOT l.dropped)",
    ),
    column(
        "order",
        Kind::Digits,
        width(5, 7, 12),
        "(SELECT o.number FROM order_invoice i JOIN work_order o ON o.id = i.order_id WHERE i.claim_id = c.id)",
    ),
    // The dues that it asks for.
    column(
        "dues_no",
        Kind::Number,
        width(4, 6, 8),
        "(SELECT m.dues_id FROM membership m WHERE m.claim_id = c.id AND m.first_line = 1)",
    ),
    column("voucher", Kind::Number, width(4, 7, 12), "v.number"),
    column(
        "credit_notes",
        Kind::Text,
        width(4, 10, 30),
        "(SELECT group_concat('K' || n.number, ' ') FROM credit_note n WHERE n.claim_id = c.id)",
    ),
    column(
        "changes",
        Kind::Number,
        width(3, 7, 8),
        "(SELECT count(*) FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received' AND j.action <> 'issued')
           + (SELECT count(DISTINCT a.seq) FROM allocation a JOIN journal j ON j.seq = a.seq WHERE a.claim_id = c.id AND j.action = 'received')",
    ),
    column(
        "changed_at",
        Kind::Moment,
        width(11, 14, 16),
        changed_at!(),
    ),
    Column {
        summed: true,
        ..column("costs", Kind::Money, width(9, 11, 20), "c.costs")
    },
    column("keep_costs", Kind::Flag, width(3, 6, 12), "c.keep_costs"),
    column("reminders", Kind::Number, width(3, 5, 8), "(SELECT count(*) FROM reminder r WHERE r.claim_id = c.id)"),
    column("reminded_on", Kind::Date, width(10, 10, 10), "c.reminded_on"),
    column("frozen_until", Kind::Date, width(10, 10, 10), "c.frozen_until"),
    column(
        "age",
        Kind::Number,
        width(3, 6, 8),
        concat!("unixepoch() / 86400 - coalesce(", changed_at!(), " / 86400000, c.issued_on)"),
    ),
];
