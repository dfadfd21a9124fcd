//! The register: customers and members. Who was merged into another is not listed; their number and reference find who stayed.

use super::{Column, Kind, List, choice, column, view, width};
use crate::domain::party::{Channel, Standing};
use crate::domain::phone::Fault;

/// Everybody in the register.
pub static LIST: List = List {
    id: "parties",
    table: "(SELECT * FROM party WHERE merged_into IS NULL) p",
    key: "p.id",
    find: None,
    joins: &[],
    sort: &[("name", false)],
    views: &[
        view("all", ""),
        view("members", "standing:member"),
        view("former", "standing:former"),
        view("companies", "kind:company"),
        view("owing", "owed>0"),
        view("unreachable", "reachable:no"),
        view("unreadable", "phone_fault:*"),
        view("shared", "shared:yes"),
    ],
    columns: COLUMNS,
};

/// Digits of the card's number, without what people put between them.
macro_rules! digits {
    () => {
        "replace(replace(replace(replace(replace(replace(p.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', '')"
    };
}

macro_rules! numbers {
    () => {
        "(SELECT group_concat(n.number, ' ') FROM party_number n WHERE n.party_id = p.id)"
    };
}

macro_rules! plates {
    () => {
        "(SELECT group_concat(h.plate, ' ') FROM vehicle h WHERE h.party_id = p.id)"
    };
}

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        sort: Some("length(p.number), p.number"),
        // Also without zeros in front, and by the numbers of those who were merged into it.
        words: Some(
            "lower(p.number) || ' ' || ltrim(p.number, '0')
               || coalesce((SELECT group_concat(' ' || lower(m.number) || ' ' || coalesce(m.reference, ''), '') FROM party m WHERE m.merged_into = p.id), '')",
        ),
        ..column("number", Kind::Digits, width(4, 8, 16), "p.number")
    },
    Column {
        shown: true,
        sort: Some("p.name_key"),
        words: Some("p.name_key"),
        ..column("name", Kind::Text, width(16, 26, 60), "p.name")
    },
    Column {
        shown: true,
        words: Some(concat!("CASE WHEN p.phone <> '' THEN ", digits!(), " || ' ' || p.phone_e164 END")),
        ..column("phone", Kind::Text, width(13, 14, 20), "p.phone")
    },
    Column {
        shown: true,
        words: Some("CASE WHEN p.email <> '' THEN fold(p.email) END"),
        ..column("email", Kind::Text, width(8, 22, 60), "p.email")
    },
    Column {
        shown: true,
        ..column("city", Kind::Text, width(6, 12, 40), "p.city")
    },
    Column {
        shown: true,
        summed: true,
        ..column(
            "owed",
            Kind::Money,
            width(9, 11, 20),
            "(SELECT coalesce(sum(c.\"left\"), 0) FROM claim c WHERE c.party_id = p.id)",
        )
    },
    Column {
        shown: true,
        ..column(
            "standing",
            choice!("party-standing", Standing),
            width(6, 10, 16),
            "CASE WHEN p.left_on IS NOT NULL THEN 2 WHEN p.member_since_on IS NOT NULL THEN 1 ELSE 3 END",
        )
    },
    column(
        "overdue",
        Kind::Money,
        width(9, 11, 20),
        "(SELECT coalesce(sum(c.\"left\"), 0) FROM claim c WHERE c.party_id = p.id AND c.due_on < unixepoch() / 86400)",
    ),
    column(
        "credit",
        Kind::Money,
        width(9, 11, 20),
        "(SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.kind = 2 AND w.undone_seq IS NULL AND w.party_id = p.id)",
    ),
    Column {
        words: Some("p.reference"),
        ..column("reference", Kind::Digits, width(6, 14, 27), "p.reference")
    },
    Column {
        words: Some(concat!("lower(", plates!(), ")")),
        ..column("plates", Kind::Text, width(7, 9, 30), plates!())
    },
    Column {
        words: Some(numbers!()),
        ..column("numbers", Kind::Text, width(8, 14, 40), numbers!())
    },
    column("kind", Kind::Text, width(6, 9, 16), "p.kind"),
    column("org_number", Kind::Digits, width(9, 11, 14), "p.org_number"),
    column("address", Kind::Text, width(8, 20, 60), "p.address"),
    column("postcode", Kind::Digits, width(4, 8, 12), "p.postcode"),
    column("country", Kind::Digits, width(2, 4, 6), "p.country"),
    column("language", Kind::Digits, width(2, 5, 6), "p.language"),
    column("channel", choice!("party-channel", Channel), width(5, 9, 14), "p.channel"),
    column("member_since", Kind::Date, width(10, 10, 10), "p.member_since_on"),
    column("left", Kind::Date, width(10, 10, 10), "p.left_on"),
    column("birth_date", Kind::Date, width(10, 10, 10), "p.birth_on"),
    column("terms_days", Kind::Number, width(3, 6, 8), "p.terms_days"),
    column(
        "payer",
        Kind::Digits,
        width(4, 8, 16),
        "(SELECT q.number FROM party q WHERE q.id = p.payer_id)",
    ),
    column("phone_fault", choice!("phone-fault", Fault), width(8, 14, 24), "p.phone_fault"),
    column(
        "reachable",
        Kind::Flag,
        width(3, 8, 10),
        "(p.phone_e164 <> '' OR p.email <> '' OR EXISTS (SELECT 1 FROM party_number n WHERE n.party_id = p.id))",
    ),
    column(
        "shared",
        Kind::Flag,
        width(3, 7, 10),
        "(EXISTS (SELECT 1 FROM party o WHERE o.phone_e164 = p.phone_e164 AND o.phone_e164 <> '' AND o.id <> p.id)
           OR EXISTS (SELECT 1 FROM party_number n WHERE n.number = p.phone_e164 AND p.phone_e164 <> '' AND n.party_id <> p.id)
           OR EXISTS (SELECT 1 FROM party_number n JOIN party_number o ON o.number = n.number AND o.party_id <> n.party_id WHERE n.party_id = p.id)
           OR EXISTS (SELECT 1 FROM party_number n JOIN party o ON o.phone_e164 = n.number AND o.phone_e164 <> '' AND o.id <> n.party_id WHERE n.party_id = p.id))",
    ),
    column("note", Kind::Text, width(6, 24, 80), "p.note"),
];
