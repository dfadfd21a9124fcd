//! Nobody gets around the rails, whoever tries; and what is changed behind the program's back is found.

use rusqlite::Connection;

use crate::world::Club;

/// A household of 2 and 3, who is alone, and one whose claim fell away and was replaced.
fn club() -> Club {
    let club = Club::of_mains(4);
    club.site.ok(&["members", "household", "2", "3", "--comment", "bor sammen"]);
    club.ok(&["run", "main"]);
    club.site.ok(&["claims", "annul", "10001", "--comment", "feil"]);
    club.ok(&["run", "main", "--also", "fell-away"]);
    club
}

#[test]
fn the_rails_refuse_whoever_tries() {
    let club = club();
    let conn = club.site.conn();
    conn.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    let of = |party: i64| format!("(SELECT id FROM membership WHERE party_id = {party} AND replaced_seq IS NULL)");
    for (sql, why) in [
        (
            "INSERT INTO membership (party_id, claim_id, first_line, last_line, dues_id, from_on, until_on)
               SELECT party_id, claim_id, 90, 90, dues_id, from_on, until_on FROM membership WHERE party_id = 4"
                .to_owned(),
            "UNIQUE",
        ),
        (
            "INSERT INTO membership (party_id, claim_id, first_line, last_line, dues_id, from_on, until_on)
               SELECT 4, claim_id, 90, 90, 2, from_on + 1, until_on FROM membership WHERE party_id = 4"
                .to_owned(),
            "while they are open",
        ),
        (format!("UPDATE membership SET replaced_seq = 1 WHERE id = {}", of(4)), "fell away"),
        (
            "UPDATE membership SET replaced_seq = NULL WHERE replaced_seq IS NOT NULL".to_owned(),
            "fell away",
        ),
        (format!("UPDATE membership SET dues_id = 2 WHERE id = {}", of(4)), "one membership"),
        (
            format!("UPDATE membership SET last_line = 1 WHERE id = {}", of(4)),
            "one membership",
        ),
        ("DELETE FROM membership".to_owned(), "never deleted"),
        ("DELETE FROM dues".to_owned(), "not deleted"),
        ("DELETE FROM membership_kind".to_owned(), "not deleted"),
        ("DELETE FROM enrolment".to_owned(), "not deleted"),
        (
            "UPDATE dues SET from_on = from_on - 1 WHERE code = 'main'".to_owned(),
            "not changed",
        ),
        ("UPDATE dues SET kind_id = 2 WHERE code = 'main'".to_owned(), "not changed"),
        ("UPDATE dues_line SET amount = 5 WHERE dues_id = 1".to_owned(), "not changed"),
        ("DELETE FROM dues_line WHERE dues_id = 1".to_owned(), "not changed"),
        ("INSERT INTO dues_line VALUES (1, 9, 'x', 5, 0)".to_owned(), "not changed"),
    ] {
        let said = conn.execute(&sql, []).unwrap_err().to_string();
        assert!(said.contains(why), "{sql}: {said}");
    }
    club.site.check();
}

#[test]
fn what_is_changed_behind_the_programs_back_is_found() {
    let rails = "DROP TRIGGER membership_keep; DROP TRIGGER membership_replaced; DROP TRIGGER dues_keep; DROP TRIGGER dues_line_keep;
        DROP INDEX membership_once;";
    for (sql, fault) in [
        ("UPDATE membership SET replaced_seq = NULL", "dues-twice"),
        ("UPDATE membership SET replaced_seq = 1 WHERE party_id = 4", "dues-replaced"),
        ("UPDATE membership SET last_line = 9 WHERE party_id = 4", "dues-lines"),
        ("UPDATE membership SET last_line = 4 WHERE party_id = 2", "dues-lines"),
        ("UPDATE dues_line SET amount = amount + 1 WHERE dues_id = 1", "dues-lines"),
        ("UPDATE membership SET from_on = from_on - 1 WHERE party_id = 4", "dues-period"),
        ("UPDATE dues_sum SET received = received + 1 WHERE dues_id = 1", "dues-sum"),
        ("UPDATE dues_sum SET members = members - 1 WHERE dues_id = 1", "dues-sum"),
        ("DELETE FROM dues_sum WHERE dues_id = 1", "dues-sum"),
        ("UPDATE dues SET is_open = 0 WHERE id = 1", "dues-unlogged"),
        ("UPDATE dues SET due_on = due_on + 1 WHERE id = 1", "dues-unlogged"),
        ("UPDATE enrolment SET kind_id = 2 WHERE party_id = 4", "enrolment-unlogged"),
        ("UPDATE enrolment SET until_on = 30000 WHERE party_id = 4", "enrolment-unlogged"),
    ] {
        let club = club();
        club.site.check();
        let conn: Connection = club.site.conn();
        conn.execute_batch(rails).unwrap();
        assert!(conn.execute(sql, []).unwrap() > 0, "{sql}");
        let found = club.site.faults();
        assert!(found.iter().any(|code| code == fault), "{sql}: {found:?}");
    }
}
