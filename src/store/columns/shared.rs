//! Numbers that stand on several parties, a row a number and party: who pays by SMS from one of them is told so (SMS-24).

use super::{Column, Kind, List, column, view, width};

/// Every number of every card and besides it, where another party has it, too. An odd key is a number besides a card.
pub static LIST: List = List {
    id: "shared",
    table:
        "(SELECT p.id * 2 AS id, p.phone_e164 AS number, p.id AS party_id, 1 AS main, p.id AS source FROM party p WHERE p.phone_e164 <> ''
               AND (EXISTS (SELECT 1 FROM party o WHERE o.phone_e164 = p.phone_e164 AND o.phone_e164 <> '' AND o.id <> p.id)
                 OR EXISTS (SELECT 1 FROM party_number n WHERE n.number = p.phone_e164 AND n.party_id <> p.id))
             UNION ALL SELECT n.id * 2 + 1, n.number, n.party_id, 0, n.id FROM party_number n
              WHERE EXISTS (SELECT 1 FROM party_number m WHERE m.number = n.number AND m.party_id <> n.party_id)
                 OR EXISTS (SELECT 1 FROM party o WHERE o.phone_e164 = n.number AND o.phone_e164 <> '' AND o.id <> n.party_id)) s",
    key: "s.id",
    // By the key of the row that it comes from, so that one row is not looked for among all.
    find: Some("s.source = ?1 / 2 AND s.main = 1 - ?1 % 2"),
    joins: &[("p", "JOIN party p ON p.id = s.party_id")],
    sort: &[("phone", false), ("name", false)],
    views: &[view("all", ""), view("members", "member_since:*")],
    columns: COLUMNS,
};

const COLUMNS: &[Column] = &[
    Column {
        shown: true,
        pinned: true,
        words: Some("s.number"),
        ..column("phone", Kind::Text, width(12, 14, 20), "s.number")
    },
    Column {
        shown: true,
        words: Some("lower(p.number)"),
        ..column("party", Kind::Digits, width(4, 8, 16), "p.number")
    },
    Column {
        shown: true,
        sort: Some("p.name_key"),
        words: Some("p.name_key"),
        ..column("name", Kind::Text, width(8, 26, 60), "p.name")
    },
    Column {
        shown: true,
        ..column("main", Kind::Flag, width(3, 6, 8), "s.main")
    },
    Column {
        shown: true,
        ..column("birth_date", Kind::Date, width(10, 10, 10), "p.birth_on")
    },
    Column {
        shown: true,
        ..column("member_since", Kind::Date, width(10, 10, 10), "p.member_since_on")
    },
    column("city", Kind::Text, width(6, 12, 40), "p.city"),
    column(
        "owed",
        Kind::Money,
        width(9, 11, 20),
        "(SELECT coalesce(sum(c.\"left\"), 0) FROM claim c WHERE c.party_id = s.party_id)",
    ),
    column(
        "parties",
        Kind::Number,
        width(3, 5, 6),
        "(SELECT count(*) FROM (SELECT id FROM party WHERE phone_e164 = s.number AND phone_e164 <> '' UNION SELECT party_id FROM party_number WHERE number = s.number))",
    ),
];
