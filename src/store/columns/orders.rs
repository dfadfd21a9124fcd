//! The list of workshop orders, *Order – Verkstadslista* (ORD-20 … ORD-24).

use super::{Column, Kind, List, ReadyView, choice, column, view, width};
use crate::domain::order::{Mobile, Status};
use crate::domain::payment::Method;

/// All orders.
pub static LIST: List = List {
    id: "orders",
    table: "work_order o",
    key: "o.id",
    find: None,
    joins: &[
        ("p", "LEFT JOIN party p ON p.id = o.party_id"),
        ("h", "LEFT JOIN vehicle h ON h.id = o.vehicle_id"),
        ("c", "LEFT JOIN claim c ON c.id = o.claim_id"),
        ("r", "LEFT JOIN payment_request r ON r.order_id = o.id AND r.seq = o.link_seq"),
    ],
    sort: &[("number", true)],
    views: &[
        view("all", ""),
        view("open", "status:in_progress,ready,mobile_payment,opened"),
        ReadyView {
            also: &["payment_received", "payment_received_at"],
            ..view("mobile", "link_no>0")
        },
        ReadyView {
            also: &["payment_received", "locked_since", "mobile"],
            ..view("sent", "status:mobile_payment payment_received:no")
        },
        ReadyView {
            also: &["clearing"],
            ..view("clearing", "clearing>0")
        },
        view("posted", "status:posted"),
    ],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("CAST(o.number AS TEXT)"),
        ..column("number", Kind::Digits, width(5, 7, 12), "o.number")
    },
    Column {
        shown: true,
        sort: Some("length(p.number), p.number"),
        words: Some("p.number"),
        ..column("customer", Kind::Digits, width(5, 10, 16), "p.number")
    },
    Column {
        shown: true,
        sort: Some("o.name_key"),
        words: Some("o.name_key"),
        ..column("customer_name", Kind::Text, width(8, 22, 60), "p.name")
    },
    Column {
        shown: true,
        words: Some("fold(h.plate)"),
        ..column("plate", Kind::Text, width(6, 8, 12), "h.plate")
    },
    Column {
        shown: true,
        words: Some("fold(o.description)"),
        ..column("description", Kind::Text, width(8, 20, 80), "o.description")
    },
    Column {
        shown: true,
        summed: true,
        ..column("amount", Kind::Money, width(9, 11, 20), "o.amount")
    },
    Column {
        shown: true,
        ..column("status", choice!("order-status", Status), width(8, 10, 20), "o.status")
    },
    column("payment_received", Kind::Flag, width(4, 6, 20), "o.payment_received"),
    column("payment_received_at", Kind::Moment, width(14, 17, 36), "o.payment_received_at"),
    column("paid_at", Kind::Moment, width(14, 17, 36), "o.payment_paid_at"),
    column("method", choice!("method", Method), width(4, 10, 20), "o.method"),
    column("mobile", choice!("mobile", Mobile), width(6, 16, 30), "o.mobile"),
    column("locked_since", Kind::Moment, width(11, 17, 20), "o.locked_at"),
    column("locked_by", Kind::Text, width(4, 10, 30), "o.locked_by"),
    column("link_no", Kind::Number, width(3, 5, 8), "o.link_seq"),
    Column {
        // As it is written, in digits alone, as it is dialled inside the country and from abroad; the customer's own too.
        words: Some(
            "fold(o.phone) || ' ' || replace(replace(replace(o.phone, ' ', ''), '-', ''), '+', ' ') || ' ' || \
               CASE WHEN o.phone LIKE '+4%' THEN o.phone || ' 0' || substr(replace(o.phone, ' ', ''), 4) \
                    WHEN o.phone LIKE '0%' THEN '+46' || substr(replace(replace(o.phone, ' ', ''), '-', ''), 2) \
                    ELSE '+47' || replace(o.phone, ' ', '') || ' +45' || replace(o.phone, ' ', '') END || ' ' || \
               fold(coalesce(p.phone, '')) || ' ' || replace(replace(replace(coalesce(p.phone, ''), ' ', ''), '-', ''), '+', ' ')",
        ),
        ..column("phone", Kind::Text, width(8, 14, 20), "o.phone")
    },
    column("net", Kind::Money, width(9, 11, 20), "o.net"),
    column("vat", Kind::Money, width(9, 11, 20), "o.vat"),
    column("rounding", Kind::Money, width(6, 8, 12), "o.rounding"),
    column("opened", Kind::Date, width(10, 10, 10), "o.opened_on"),
    column("promised", Kind::Date, width(10, 10, 10), "o.promised_on"),
    column("posted", Kind::Date, width(10, 10, 10), "o.posted_on"),
    Column {
        words: Some("CAST(c.number AS TEXT)"),
        ..column("invoice", Kind::Digits, width(5, 8, 12), "c.number")
    },
    column("make", Kind::Text, width(5, 10, 30), "h.make"),
    column("model", Kind::Text, width(5, 12, 30), "h.model"),
    column("mileage", Kind::Number, width(5, 8, 10), "o.mileage"),
    column("city", Kind::Text, width(6, 14, 40), "p.city"),
    column("email", Kind::Text, width(8, 24, 60), "p.email"),
    column(
        "lines",
        Kind::Number,
        width(3, 5, 6),
        "(SELECT count(*) FROM work_order_line l WHERE l.order_id = o.id)",
    ),
    Column {
        summed: true,
        ..column(
            "clearing",
            Kind::Money,
            width(9, 11, 20),
            "(SELECT coalesce(sum(q.paid - q.refunded - (SELECT coalesce(sum(s.gross), 0) FROM settlement_line s WHERE s.request_id = q.id)), 0) \
               FROM payment_request q WHERE q.order_id = o.id)",
        )
    },
    column("provider", Kind::Text, width(6, 10, 20), "r.provider"),
    column("provider_word", Kind::Text, width(6, 12, 30), "r.word"),
    column(
        "message",
        choice!("message-state", crate::domain::dialogue::MessageState),
        width(6, 10, 20),
        "(SELECT m.state FROM message m WHERE m.order_id = o.id AND m.direction = 1 ORDER BY m.id DESC LIMIT 1)",
    ),
    column("changed_at", Kind::Moment, width(11, 14, 16), "o.changed_at"),
    column("changed_by", Kind::Text, width(4, 10, 30), "o.changed_by"),
];
