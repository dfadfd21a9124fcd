//! What must hold of membership and dues.

use rusqlite::Connection;

use super::StoreError;
use super::check::{Fault, all_keys};

/// Everything this part of a check can find, for the texts.
pub const FAULTS: &[&str] = &[
    "dues-twice",
    "dues-lines",
    "dues-period",
    "dues-replaced",
    "dues-unlogged",
    "enrolment-unlogged",
    "dues-sum",
];

const RULES: &[(&str, &str)] = &[
    (
        "dues-twice",
        "SELECT party_id FROM membership WHERE dues_id IS NOT NULL AND replaced_seq IS NULL GROUP BY party_id, dues_id HAVING count(*) > 1 LIMIT ?1",
    ),
    // A membership has lines of its claim, all of them, and no other membership has them too. Of dues they are what the dues are.
    (
        "dues-lines",
        "SELECT m.id FROM membership m WHERE (SELECT count(*) FROM claim_line l WHERE l.claim_id = m.claim_id AND l.no BETWEEN m.first_line AND m.last_line)
             <> m.last_line - m.first_line + 1
           OR (m.dues_id IS NOT NULL AND (SELECT sum(l.amount) FROM claim_line l WHERE l.claim_id = m.claim_id AND l.no BETWEEN m.first_line AND m.last_line)
             IS NOT (SELECT sum(d.amount) FROM dues_line d WHERE d.dues_id = m.dues_id)) LIMIT ?1",
    ),
    (
        "dues-lines",
        "SELECT m.id FROM membership m JOIN membership o ON o.claim_id = m.claim_id AND o.first_line > m.first_line AND o.first_line <= m.last_line LIMIT ?1",
    ),
    (
        "dues-period",
        "SELECT m.id FROM membership m JOIN dues d ON d.id = m.dues_id JOIN claim c ON c.id = m.claim_id
         WHERE m.from_on <> d.from_on OR m.until_on <> d.until_on OR c.kind <> 1 LIMIT ?1",
    ),
    (
        "dues-replaced",
        "SELECT m.id FROM membership m LEFT JOIN journal j ON j.seq = m.replaced_seq
         WHERE m.replaced_seq IS NOT NULL AND (j.kind IS NOT 'membership' OR j.id IS NOT m.id OR j.action IS NOT 'membership_replaced') LIMIT ?1",
    ),
    (
        "dues-replaced",
        "SELECT j.id FROM journal j LEFT JOIN membership m ON m.id = j.id WHERE j.kind = 'membership' AND j.action = 'membership_replaced'
           AND m.replaced_seq IS NOT j.seq LIMIT ?1",
    ),
    (
        "dues-unlogged",
        "SELECT d.id FROM dues d JOIN membership_kind k ON k.id = d.kind_id LEFT JOIN journal_value v ON v.seq = (SELECT max(j.seq) FROM journal j
             WHERE j.id = d.id AND j.kind = 'dues' AND j.action <> 'received' AND j.action <> 'dues_issued')
         WHERE v.seq IS NULL OR (v.after IS NOT NULL AND (json_extract(v.after, '$.from') <> date(d.from_on * 86400, 'unixepoch')
           OR json_extract(v.after, '$.until') <> date(d.until_on * 86400, 'unixepoch') OR json_extract(v.after, '$.due') <> date(d.due_on * 86400, 'unixepoch')
           OR json_extract(v.after, '$.open') <> CASE d.is_open WHEN 1 THEN 'true' ELSE 'false' END OR json_extract(v.after, '$.membership_kind') <> k.code)) LIMIT ?1",
    ),
    (
        "enrolment-unlogged",
        "SELECT e.party_id FROM enrolment e JOIN membership_kind k ON k.id = e.kind_id LEFT JOIN journal_value v ON v.seq = (SELECT max(j.seq) FROM journal j
             WHERE j.id = e.party_id AND j.kind = 'party' AND j.action <> 'received' AND j.action = 'enrolled')
         WHERE v.seq IS NULL OR (v.after IS NOT NULL AND (json_extract(v.after, '$.membership_kind') <> k.code
           OR json_extract(v.after, '$.from') <> date(e.from_on * 86400, 'unixepoch')
           OR json_extract(v.after, '$.until') <> coalesce(date(e.until_on * 86400, 'unixepoch'), ''))) LIMIT ?1",
    ),
    (
        "dues-sum",
        "SELECT coalesce(u.dues_id, n.dues_id) FROM dues_sum u FULL JOIN (SELECT m.dues_id, sum(m.replaced_seq IS NULL) AS members,
             sum(m.first_line = 1) AS claims, sum(m.first_line = 1 AND c.status = 2) AS paid,
             sum(CASE m.first_line WHEN 1 THEN c.amount - c.credited ELSE 0 END) AS amount,
             sum(CASE m.first_line WHEN 1 THEN c.paid ELSE 0 END) AS received
           FROM membership m JOIN claim c ON c.id = m.claim_id WHERE m.dues_id IS NOT NULL GROUP BY m.dues_id) n ON n.dues_id = u.dues_id
         WHERE u.members IS NOT n.members OR u.claims IS NOT n.claims OR u.paid IS NOT n.paid OR u.amount IS NOT n.amount
           OR u.received IS NOT n.received LIMIT ?1",
    ),
];

pub(super) fn full(conn: &Connection, most: i64, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    all_keys(conn, RULES.iter().copied(), most, faults)
}
