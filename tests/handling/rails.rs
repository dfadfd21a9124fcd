//! What no program may do to the file, whoever tries: rows of what a person did by hand, and the columns that came with it.

use super::tamper::handled_site;

#[test]
fn the_rails_refuse_whoever_tries() {
    let site = handled_site();
    let conn = site.conn();
    let before = site.counts();
    let tried = [
        "DELETE FROM away",
        "UPDATE away SET amount = amount + 1",
        "UPDATE away SET kind = 5",
        "UPDATE away SET payment_id = 1",
        "UPDATE away SET party_id = 1",
        "UPDATE away SET account = '3000'",
        "UPDATE away SET refund_id = 1",
        "UPDATE away SET other_payment_id = 1",
        "UPDATE away SET seq = 1",
        "UPDATE away SET undone_seq = NULL WHERE undone_seq IS NOT NULL",
        "INSERT OR REPLACE INTO away (id, payment_id, kind, amount, seq) SELECT id, payment_id, 5, amount, seq FROM away LIMIT 1",
        "INSERT INTO away (payment_id, kind, amount, seq) VALUES (1, 2, 100, 1)",
        "INSERT INTO away (payment_id, kind, amount, seq) VALUES (1, 5, 0, 1)",
        "INSERT INTO away (payment_id, kind, amount, seq) VALUES (4711, 5, 100, 1)",
        "UPDATE allocation SET undone_seq = NULL WHERE undone_seq IS NOT NULL",
        "DELETE FROM refund",
        "UPDATE refund SET amount = 1",
        "UPDATE refund SET to_account = 'x'",
        "UPDATE refund SET to_name = 'x'",
        "UPDATE refund SET payment_id = 1",
        "UPDATE refund SET claim_id = 1",
        "UPDATE refund SET credit_note = 9",
        "UPDATE refund SET asked_by = 'ola'",
        "UPDATE refund SET state = 1 WHERE state <> 1",
        "UPDATE refund SET state = 2 WHERE state = 3",
        "UPDATE refund SET state = 4 WHERE state = 3",
        "INSERT INTO refund (payment_id, amount, to_account, state, asked_at, asked_by, moved_at) VALUES (1, 1, 'x', 3, 0, 'x', 0)",
        "INSERT INTO refund (payment_id, amount, to_account, state, asked_at, asked_by, moved_at) VALUES (1, 0, 'x', 1, 0, 'x', 0)",
        "INSERT OR REPLACE INTO refund (id, payment_id, amount, to_account, state, asked_at, asked_by, moved_at) VALUES (1, 1, 1, 'x', 1, 0, 'x', 0)",
        "DELETE FROM parked",
        "UPDATE parked SET note = 'x'",
        "UPDATE parked SET owner = 'x'",
        "UPDATE parked SET until_on = 0",
        "UPDATE parked SET payment_id = 1",
        "UPDATE parked SET ended_seq = NULL WHERE ended_seq IS NOT NULL",
        "INSERT OR REPLACE INTO parked (id, payment_id, note, seq) SELECT id, payment_id, 'x', seq FROM parked LIMIT 1",
        "UPDATE claim SET written_off = -1 WHERE number = 101",
        "UPDATE claim SET settled = 0 WHERE status NOT IN (2, 3)",
        "UPDATE claim SET status = 1 WHERE void <> 0",
        "UPDATE claim_line SET written_off = -1",
        "UPDATE claim_line SET refunded = -1",
        "UPDATE claim_line SET refunded = credited + 1",
        "UPDATE payment SET used = amount + 1 WHERE amount > 0",
        "UPDATE payment SET used = -1",
        "UPDATE payment SET used = amount / 2 WHERE amount < 0",
        "UPDATE payment SET claim_id = NULL WHERE claim_id IS NOT NULL",
        "UPDATE payment SET state = 1 WHERE state = 8",
        "UPDATE payment SET used = 0 WHERE state = 8",
        "UPDATE bank_file SET undone_seq = NULL WHERE undone_seq IS NOT NULL",
        "UPDATE bank_file SET undone_fingerprint = NULL WHERE undone_seq IS NOT NULL",
        "UPDATE bank_file SET fingerprint = x'00' WHERE undone_seq IS NULL",
        "UPDATE bank_file SET fingerprint = undone_fingerprint WHERE undone_seq IS NOT NULL",
        "UPDATE movement SET amount = amount + 1",
        "UPDATE movement SET refund_id = NULL",
        "DELETE FROM movement",
        "DELETE FROM credit_note",
    ];
    let passed: Vec<_> = tried
        .iter()
        .filter(|sql| {
            conn.execute_batch(&format!("BEGIN; {sql}; ROLLBACK"))
                .map_err(|_| conn.execute_batch("ROLLBACK"))
                .is_ok()
        })
        .collect();
    assert_eq!(passed, Vec::<&&str>::new());
    assert_eq!(site.counts(), before);
    site.check();
}
