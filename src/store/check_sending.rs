//! What must hold of papers and their sendings.

use rusqlite::Connection;

use super::StoreError;
use super::check::{Fault, all_keys};

/// What can be found, for the texts.
pub const FAULTS: &[&str] = &["sending-outbox", "sending-left", "sending-date", "document-first", "document-said"];

/// Conditions that find where something does not hold: the key of the record.
const RULES: &[(&str, &str)] = &[
    (
        // What waits, waits in the outbox too; what is over there is over here.
        "sending-outbox",
        "SELECT s.id FROM sending s JOIN outbox o ON o.id = s.outbox_id
           WHERE o.subject_kind <> 'sending' OR o.subject_id <> s.id OR o.dest <> s.dest
              OR (s.state = 1 AND o.state NOT IN ('queued', 'claimed')) OR (s.state = 6 AND o.state <> 'cancelled')
              OR (s.state IN (2, 3, 4, 5) AND o.state IN ('queued', 'claimed', 'cancelled')) LIMIT ?1",
    ),
    (
        "sending-left",
        "SELECT s.id FROM sending s WHERE (s.state IN (2, 3) AND s.left_at IS NULL) OR (s.state IN (1, 6) AND s.left_at IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM outbox_event e WHERE e.outbox_id = s.outbox_id AND e.state IN ('failed', 'unknown'))) LIMIT ?1",
    ),
    (
        // A claim whose own paper left was sent, and the change log says so (CLM-6).
        "sending-date",
        "SELECT c.id FROM claim c WHERE c.id IN (SELECT d.claim_id FROM document d WHERE d.first_at IS NOT NULL AND d.credit_note_id IS NULL AND d.reminder_id IS NULL)
           AND (c.sent_on IS NULL OR NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received'
             AND j.action = 'sent')) LIMIT ?1",
    ),
    (
        "document-first",
        "SELECT d.id FROM document d WHERE ((d.first_at IS NOT NULL) <> EXISTS (SELECT 1 FROM sending s WHERE s.document_id = d.id AND s.left_at IS NOT NULL)
             AND NOT (d.first_at IS NULL AND EXISTS (SELECT 1 FROM document o WHERE o.claim_id = d.claim_id AND o.credit_note_id IS d.credit_note_id
               AND o.reminder_id IS d.reminder_id AND o.id <> d.id AND o.first_at IS NOT NULL)))
           OR (d.digest IS NOT NULL AND (d.first_at IS NULL OR length(d.digest) <> 32)) LIMIT ?1",
    ),
    (
        "document-said",
        "SELECT d.id FROM document d JOIN claim c ON c.id = d.claim_id LEFT JOIN credit_note n ON n.id = d.credit_note_id
           WHERE json_extract(d.said, '$.number') IS NOT CASE WHEN n.id IS NULL THEN CAST(c.number AS TEXT) ELSE 'K' || n.number END
              OR (n.id IS NOT NULL AND n.claim_id <> d.claim_id)
              OR (d.reminder_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.id = d.reminder_id AND r.claim_id = d.claim_id))
              OR EXISTS (SELECT 1 FROM sending s WHERE s.document_id = d.id AND s.claim_id <> d.claim_id) LIMIT ?1",
    ),
];

/// Checks every paper and sending.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn full(conn: &Connection, most: i64, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    all_keys(conn, RULES.iter().copied(), most, faults)
}
