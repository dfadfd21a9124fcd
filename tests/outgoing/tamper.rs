//! The rails refuse whoever changes what was asked of the bank, and `check` finds it where the rails are gone.

use crate::common::drop_triggers;
use crate::world::*;

#[test]
fn the_rails_refuse() {
    let site = site(&[60]);
    let file = written(&site, &[]);
    for sql in [
        "UPDATE bank_item SET amount = 1",
        "UPDATE bank_item SET claim_id = NULL",
        "DELETE FROM bank_item",
        "UPDATE bank_file SET number = 7",
        "UPDATE bank_file SET state = 12",
        "UPDATE bank_file SET state = 2",
        "INSERT INTO bank_item (file_id, seq, kind, claim_id, amount, state, moved_at) SELECT file_id, 2, kind, claim_id, amount, 1, 0 FROM bank_item",
    ] {
        assert!(site.conn().execute(sql, []).is_err(), "{sql}");
    }
    step(&site, "discard", &file);
    assert!(
        site.conn().execute("UPDATE bank_item SET state = 2", []).is_err(),
        "what is discarded stays so"
    );
}

#[test]
fn check_finds_what_was_changed_behind_the_rails() {
    for (sql, fault) in [
        ("UPDATE bank_file SET sum = sum + 1", "item-sums"),
        ("UPDATE bank_item SET amount = amount + 1", "item-sums"),
        ("UPDATE bank_item SET state = 8", "item-state"),
        ("UPDATE bank_file SET state = 11", "item-state"),
        ("UPDATE bank_file SET number = 9", "item-unlogged"),
        ("UPDATE bank_file SET state = 14; UPDATE bank_item SET state = 8", "item-unlogged"),
        (
            "UPDATE bank_file_chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), 'NY', 'XY') AS BLOB)",
            "file-bytes",
        ),
        (
            "DROP INDEX bank_item_once_draw; INSERT INTO bank_item (file_id, seq, kind, claim_id, amount, due_on, state, moved_at)
               SELECT file_id, 2, kind, claim_id, 0, due_on, 1, 0 FROM bank_item",
            "item-twice",
        ),
    ] {
        let site = site(&[60]);
        written(&site, &[]);
        let conn = site.conn();
        drop_triggers(&conn, "bank_%");
        conn.execute_batch(sql).unwrap();
        let faults = site.faults();
        assert!(faults.iter().any(|found| found == fault), "{sql}: {faults:?}");
    }
}
