//! The change log over everything (CLM-5, *endringslogg*).

use super::{Column, Kind, List, column, view, width};

/// What happened, as it stands in the log; its texts stand under `action-WORD`. A test holds the two together.
pub const ACTIONS: &[&str] = &[
    "issued",
    "created",
    "stored",
    "received",
    "changed",
    "annulled",
    "line_dropped",
    "discounted",
    "credited",
    "approved",
    "remainder_moved",
    "refunded",
    "written_off",
    "allocated",
    "unallocated",
    "due_changed",
    "reminded",
    "reminder_sent",
    "costs_charged",
    "costs_forgone",
    "waived",
    "kept_as_credit",
    "made_donation",
    "moved_to_account",
    "recalled",
    "parked",
    "unparked",
    "reversed",
    "requested",
    "refund_sent",
    "refund_paid",
    "refund_failed",
    "refund_asked",
    "refund_done",
    "refund_by_hand",
    "file_undone",
    "mandate_new",
    "mandate_changed",
    "mandate_renumbered",
    "mandate_ended",
    "mandate_refused",
    "mandate_tied",
    "notice_handled",
    "file_written",
    "file_sent",
    "file_discarded",
    "file_accepted",
    "file_rejected",
    "draw_sent",
    "draw_withdrawn",
    "draw_stands",
    "draw_refused",
    "draw_failed",
    "mandate_asked",
    "completed",
    "reopened",
    "opened",
    "posted",
    "payment_sent",
    "payment_received",
    "payment_deviates",
    "payment_late",
    "sms_charge_asked",
    "sms_charge_paid",
    "sms_charge_failed",
    "sms_charge_uncertain",
    "sms_charge_refund_asked",
    "sms_charge_refunded",
    "sms_charge_refund_refused",
    "dues_sms_set",
    "setting_set",
    "frozen",
    "thawed",
    "dues_sms_text",
    "donations_by_sms_wanted",
    "number_tied",
    "number_untied",
    "number_first",
    "number_kept",
    "registered",
    "left",
    "came_back",
    "merged_in",
    "merged_away",
    "payment_refused",
    "payment_ended",
    "payment_lost",
    "payment_cancelling",
    "payment_cancelled",
    "paid_back_at_counter",
    "cancel_failed",
    "capture_failed",
    "sms_failed",
    "exchange_set",
    "exchange_begun",
    "exchange_failed",
    "exchange_imported",
    "fetched",
    "delivered",
    "references_set",
    "state_moved",
    "format_set",
    "reference_tried",
    "enrolled",
    "payer_set",
    "dues_opened",
    "dues_closed",
    "dues_issued",
    "membership_replaced",
    "ended",
    "discarded",
];

/// The families of records that the log tells of; their texts stand under `record-WORD`.
pub const RECORDS: &[&str] = &[
    "mandate",
    "dues_sms",
    "setting",
    "dues",
    "membership",
    "membership_kind",
    "notice",
    "claim",
    "payment",
    "refund",
    "order",
    "bank_file",
    "credit_note",
    "party",
    "vehicle",
    "bank_account",
    "settlement",
    "exchange",
    "claim_draft",
    "article",
    "site",
];

/// Every row of the change log.
pub static LIST: List = List {
    id: "journal",
    table: "journal j",
    key: "j.seq",
    find: None,
    joins: &[
        ("v", "LEFT JOIN journal_value v ON v.seq = j.seq"),
        ("c", "LEFT JOIN claim c ON j.kind = 'claim' AND c.id = j.id"),
    ],
    sort: &[("id", true)],
    views: &[
        view("all", ""),
        view("changes", "-action:issued,created,stored,received"),
        view("claims", "kind:claim,credit_note"),
        view("payments", "kind:payment,bank_file,refund"),
        view("orders", "kind:order,vehicle"),
        view("commented", "comment:*"),
    ],
    columns: COLUMNS,
};

/// How people name the record.
macro_rules! record {
    () => {
        "CASE j.kind WHEN 'claim' THEN c.number
           WHEN 'order' THEN (SELECT o.number FROM work_order o WHERE o.id = j.id)
           WHEN 'bank_file' THEN (SELECT f.name FROM bank_file f WHERE f.id = j.id)
           WHEN 'credit_note' THEN (SELECT 'K' || n.number FROM credit_note n WHERE n.id = j.id)
           WHEN 'party' THEN (SELECT p.number FROM party p WHERE p.id = j.id)
           WHEN 'vehicle' THEN (SELECT h.plate FROM vehicle h WHERE h.id = j.id)
           WHEN 'mandate' THEN (SELECT m.payer_number FROM mandate m WHERE m.id = j.id)
           WHEN 'bank_account' THEN (SELECT b.number FROM bank_account b WHERE b.id = j.id)
           WHEN 'exchange' THEN (SELECT x.name FROM exchanged x WHERE x.id = j.id)
           WHEN 'dues' THEN (SELECT u.code FROM dues u WHERE u.id = j.id)
           WHEN 'membership_kind' THEN (SELECT g.code FROM membership_kind g WHERE g.id = j.id)
           WHEN 'membership' THEN (SELECT t.number FROM membership s JOIN party t ON t.id = s.party_id WHERE s.id = j.id)
           WHEN 'article' THEN (SELECT a.code FROM article a WHERE a.id = j.id)
           WHEN 'site' THEN NULL ELSE j.id END"
    };
}

const COLUMNS: &[Column] = &[
    Column {
        pinned: true,
        ..column("id", Kind::Digits, width(4, 8, 10), "j.seq")
    },
    Column {
        shown: true,
        ..column("at", Kind::Moment, width(14, 14, 17), "j.at")
    },
    Column {
        shown: true,
        words: Some("fold(j.operator)"),
        ..column("operator", Kind::Text, width(4, 8, 20), "j.operator")
    },
    Column {
        shown: true,
        ..column("kind", Kind::Code("record", RECORDS), width(5, 9, 16), "j.kind")
    },
    Column {
        shown: true,
        words: Some(concat!("fold(CAST(", record!(), " AS TEXT))")),
        ..column("record", Kind::Text, width(5, 9, 30), record!())
    },
    Column {
        shown: true,
        ..column("action", Kind::Code("action", ACTIONS), width(14, 20, 40), "j.action")
    },
    Column {
        shown: true,
        words: Some("fold(j.comment)"),
        ..column("comment", Kind::Text, width(16, 32, 120), "j.comment")
    },
    column("before", Kind::Text, width(8, 30, 120), "v.before"),
    column("after", Kind::Text, width(8, 30, 120), "v.after"),
    column("claim_no", Kind::Number, width(5, 8, 12), "c.number"),
];
