//! What other tools may not do to papers and sendings, and what `check` finds when they did.

use crate::club::three;

#[test]
fn the_file_itself_refuses_to_change_what_was_sent() {
    let site = three();
    site.ok(&["claims", "send", "101", "102"]);
    let conn = site.conn();
    for (sql, said) in [
        ("UPDATE document SET said = '{}' WHERE id = 1", "never changed"),
        ("UPDATE document SET digest = zeroblob(32) WHERE id = 1", "once"),
        ("UPDATE document SET first_at = first_at + 1 WHERE id = 1", "once"),
        ("DELETE FROM document", "never deleted"),
        (
            "INSERT OR REPLACE INTO document SELECT * FROM document WHERE id = 1",
            "never replaced",
        ),
        ("UPDATE sending SET dest = 'x@y.no' WHERE id = 1", "never changed"),
        ("UPDATE sending SET state = 1 WHERE id = 1", "does not go"),
        ("UPDATE sending SET left_at = 7 WHERE id = 1", "never changed"),
        ("DELETE FROM sending", "never deleted"),
        (
            "INSERT OR REPLACE INTO sending SELECT * FROM sending WHERE id = 1",
            "never replaced",
        ),
    ] {
        let error = conn.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains(said), "{sql}: {error}");
    }
    site.check();
}

#[test]
fn what_was_changed_behind_the_rails_is_found() {
    for (sql, fault) in [
        (
            "UPDATE document SET said = json_set(said, '$.number', '7') WHERE id = 1",
            "document-said",
        ),
        ("UPDATE document SET first_at = NULL WHERE id = 1", "document-first"),
        ("UPDATE document SET digest = zeroblob(7) WHERE id = 1", "document-first"),
        ("UPDATE sending SET left_at = NULL WHERE id = 1", "sending-left"),
        ("UPDATE sending SET dest = 'x@y.no' WHERE id = 1", "sending-outbox"),
        ("UPDATE sending SET state = 1 WHERE id = 1", "sending-outbox"),
        ("UPDATE claim SET sent_on = NULL WHERE number = 101", "sending-date"),
    ] {
        let site = three();
        site.ok(&["claims", "send", "101"]);
        let conn = site.conn();
        for trigger in ["document_keep", "document_once", "sending_keep", "sending_steps", "sending_left"] {
            conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        conn.execute(sql, []).unwrap();
        assert!(site.faults().contains(&fault.to_owned()), "{sql}: {:?}", site.faults());
    }
}

#[test]
fn the_hot_queries_use_their_indexes() {
    let site = three();
    let conn = site.conn();
    for (sql, index) in [
        ("SELECT * FROM sending WHERE claim_id = 1", "sending_claim"),
        ("SELECT count(*) FROM sending WHERE batch = 1", "sending_batch"),
        ("SELECT count(*) FROM sending WHERE state IN (4, 5)", "sending_person"),
        (
            "SELECT * FROM document WHERE claim_id = 1 AND credit_note_id IS NULL AND first_at IS NOT NULL",
            "document_",
        ),
    ] {
        let plan: Vec<String> = conn
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(plan.iter().any(|step| step.contains(index)), "{sql}: {plan:?}");
    }
}
