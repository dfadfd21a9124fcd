//! *Til banken* in a terminal: what is due, the preview, the file, the steps after it, by keyboard alone.

use std::fmt::Write as _;

use super::common::{Site, day, kid, text};
use super::harness::{Console, How};
use super::snapshots::snapshot;

/// One claim to draw, one that is too late, one whose agreement is paused; its payer's name is hostile.
fn waiting() -> Site {
    let site = Site::new();
    let mut table = String::from("number,party,name,kind,reference,issued,due,amount,description\n");
    let people = [
        (101_u64, 60, "Åse Ødegård"),
        (102, 1, "Mallås Frakt AS"),
        (103, 61, "Berg\u{202e} gjest med et svært langt navn AS"),
    ];
    for (number, due, name) in people {
        let (kid, issued, due) = (kid(number), day(-20), day(due));
        let _ = writeln!(table, "{number},M{number},{name},dues,{kid},{issued},{due},500.00,Kontingent");
    }
    site.claims(&table);
    let conn = site.conn();
    conn.execute("UPDATE bank_account SET unit_id = '00131415'", []).unwrap();
    let sql = "INSERT INTO mandate (account_id, scheme, payer_number, party_id, state, notify, changed_at)
         SELECT account_id, 'avtalegiro', reference, party_id, CASE number WHEN 103 THEN 3 ELSE 2 END, 0, 0 FROM claim";
    assert_eq!(conn.execute(sql, []).unwrap(), 3);
    site
}

fn walk(size: (u16, u16)) {
    let site = waiting();
    let name = |screen: &str| format!("{}x{}-outgoing-{screen}", size.0, size.1);
    let how = How {
        size,
        open: Some("outgoing"),
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait_for("AvtaleGiro").wait_for("Åse Ødegård");
    snapshot(&name("due"), &c);
    c.keys("F3").wait_for("┌─ Skriv fil til banken").wait_for("Kommentar");
    snapshot(&name("preview"), &c);
    c.typed("november")
        .keys("Enter")
        .wait_gone("┌─ Skriv fil til banken")
        .wait_for("avtalegiro-0000001.txt");
    c.keys("l").wait_for("1 fil ·").wait_for("avt");
    c.keys("b").wait_for("┌─ Filen er sendt").wait_for("skrevet");
    snapshot(&name("sent"), &c);
    // Nothing is sent without a comment.
    c.keys("Enter").wait_for("må ha en kommentar");
    c.typed("levert i nettbanken")
        .keys("Enter")
        .wait_gone("┌─ Filen er sendt")
        .wait_for("er sendt");
    let list = site.file(
        "kvittering.txt",
        format!("Forsendelse 1 mottatt\n{} 500,00 kode 325\nSide 1 av 1\n", kid(101)),
    );
    c.keys("r").wait_for("┌─ Kvitteringsliste");
    c.typed(text(&list)).keys("Enter").wait_for("1 avvist").wait_for("KID ukjent (325)");
    c.typed("fra banken").keys("Enter").wait_gone("┌─ Kvitteringsliste");
    c.quit();
    let shown = site.json(&["outgoing", "show", "1", "--json"]);
    assert_eq!(
        (&shown["state"], &shown["items"][0]["state"]),
        (&"rejected".into(), &"refused".into())
    );
    site.check();
}

#[test]
fn a_file_to_the_bank_is_written_sent_and_answered_at_80x24() {
    walk((80, 24));
}

#[test]
fn a_file_to_the_bank_is_written_sent_and_answered_at_120x36() {
    walk((120, 36));
}

#[test]
fn a_file_to_the_bank_is_written_sent_and_answered_at_60x16() {
    walk((60, 16));
}

#[test]
fn an_empty_screen_says_why_and_what_fills_it() {
    let site = Site::new();
    let how = How {
        open: Some("outgoing"),
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait_for("Ingenting venter på banken").wait_for("Alt+I");
    snapshot("80x24-outgoing-empty", &c);
    c.keys("F3").wait_for("Det er ingenting å skrive");
    c.quit();
}
