//! Draws: what is due by the calendar, never twice, the numbers, the steps, what is taken back.

use fordring::app::usecase::outgoing::outcome::{self, Sought};
use fordring::domain::exchange::ItemKind;
use fordring::domain::money::Money;
use fordring::formats::WritePayment;
use fordring::formats::{self, ReadOptions};

use crate::common::{ACCOUNT, Site, day, kid, ocr, pay, status};
use crate::world::*;

#[test]
fn what_is_due_is_told_with_what_is_left_out_and_why() {
    let site = site(&[60, 1, 500, 60, 60, 60]);
    for (number, state) in [(104, 3), (105, 4), (106, 1)] {
        let sql = "UPDATE mandate SET state = ?2 WHERE payer_number = ?1";
        site.conn().execute(sql, (kid(number), state)).unwrap();
    }
    let (items, mut left) = due(&site);
    left.sort();
    assert_eq!(items, ["draw 101"]);
    assert_eq!(left, ["102 late", "103 early", "104 paused", "105 ended", "106 not-agreed"]);
    let groups = outgoing(&site, &["due"]);
    assert_eq!(groups[0]["format"], "avtalegiro");
    assert_eq!(groups[0]["sums"]["draws"]["sum"], "500.00");
    assert!(groups[0]["until"].as_str().unwrap().ends_with("14:00"));
    // For people it stands in words, with the way out.
    let said = site.ok(&["outgoing", "due"]);
    assert!(said.contains("Åse Ødegård 102") && said.contains("too late"), "{said}");
}

#[test]
fn nothing_due_is_refused_and_says_so() {
    let site = Site::new();
    assert_eq!(outgoing(&site, &["due"]), serde_json::json!([]));
    let said = site.fails(&["outgoing", "write"], 1);
    assert!(said.contains("nothing to write"), "{said}");
    assert!(site.fails(&["outgoing", "due", "--account", "1"], 1).contains("bank accounts"));
    assert!(site.fails(&["export", "bgmax"], 1).contains("bgmax"));
    assert!(site.fails(&["outgoing", "show", "7"], 1).contains("no file to the bank 7"));
}

#[test]
fn an_account_that_is_not_set_up_is_refused_with_what_is_missing() {
    let site = site(&[60]);
    site.conn().execute("UPDATE bank_account SET unit_id = ''", []).unwrap();
    let before = site.counts();
    let said = site.fails(&["outgoing", "write"], 1);
    assert!(said.contains("customer unit id"), "{said}");
    assert_eq!(site.counts(), before);
}

#[test]
fn a_file_is_written_once_and_again_byte_for_byte() {
    let site = site(&[60, 61]);
    let dry = outgoing(&site, &["write", "--dry-run"]);
    assert_eq!((&dry[0]["status"], &dry[0]["items"]), (&"would_write".into(), &2.into()));
    assert!(!path(&site, "outgoing").exists(), "a trial saves nothing");
    assert_eq!(outgoing(&site, &["list"]), serde_json::json!([]));

    let file = written(&site, &["--comment", "november"]);
    assert_eq!(
        (&file["number"], &file["sum"], &file["state"]),
        (&1.into(), &"1000.00".into(), &"written".into())
    );
    let bytes = saved(&file);
    // What the codec reads is what was due.
    let codec = formats::by_id("avtalegiro").unwrap().outgoing.unwrap();
    let options = ReadOptions {
        today: day(0),
        currency: fordring::domain::money::Currency::Nok,
    };
    let read = (codec.read)(&mut std::io::Cursor::new(&bytes), &options).unwrap().unwrap();
    assert_eq!((read.number, read.parts.len(), read.parts[0].account.as_str()), (1, 1, ACCOUNT));
    assert_eq!(read.sums().unwrap().draws, (2, Money::from_minor(100_000)));
    // Not offered again, by nobody.
    assert_eq!(due(&site), (Vec::new(), Vec::new()));
    site.fails(&["outgoing", "write"], 1);
    // Again, anywhere, and over itself; but never over something else.
    let other = path(&site, "elsewhere");
    let again = outgoing(&site, &["again", "1", "--out", crate::common::text(&other)]);
    assert_eq!(saved(&again), bytes);
    assert_eq!(saved(&outgoing(&site, &["again", "1"])), bytes);
    std::fs::write(other.join(file["name"].as_str().unwrap()), "something else").unwrap();
    site.fails(&["outgoing", "again", "1", "--out", crate::common::text(&other)], 1);
    site.check();
}

#[test]
fn sent_is_a_step_of_its_own_and_the_claims_tell_of_it() {
    let site = site(&[60]);
    let file = written(&site, &[]);
    assert_eq!(actions(&site, 101), Vec::<String>::new(), "written is not sent");
    site.fails(&["outgoing", "sent", "1"], 2);
    let sent = step(&site, "sent", &file);
    assert_eq!(
        (&sent["state"], &sent["outdated"], &sent["sent_by"]),
        (&"sent".into(), &0.into(), &"kari".into())
    );
    assert_eq!(actions(&site, 101), ["draw_sent"]);
    assert_eq!(states(&site, &file), ["sent"]);
    assert!(site.fails(&["outgoing", "sent", "1", "--comment", "x"], 1).contains("sent"));
    assert!(site.fails(&["outgoing", "discard", "1", "--comment", "x"], 1).contains("sent"));
}

#[test]
fn a_file_that_is_discarded_frees_its_claims_and_keeps_its_number() {
    let site = site(&[60]);
    let first = written(&site, &[]);
    step(&site, "discard", &first);
    assert_eq!(states(&site, &first), ["discarded"]);
    let second = written(&site, &[]);
    assert_eq!((&second["number"], &second["sum"]), (&2.into(), &"500.00".into()));
    assert_ne!(saved(&first), saved(&second), "another number, other bytes");
    let said = site.fails(&["files", "undo", first["name"].as_str().unwrap(), "--comment", "x"], 1);
    assert!(said.contains("written here for the bank"), "{said}");
}

#[test]
fn numbers_go_on_after_another_program_and_none_is_used_twice() {
    let site = site(&[60, 61, 62]);
    let first = written(&site, &["--number", "9999999"]);
    assert_eq!(first["number"], 9_999_999);
    step(&site, "discard", &first);
    assert!(site.fails(&["outgoing", "write", "--number", "9999999"], 1).contains("12 months"));
    let second = written(&site, &[]);
    assert_eq!(second["number"], 1, "after the highest comes 1");
    step(&site, "discard", &second);
    assert_eq!(written(&site, &[])["number"], 2);
    let parts: Vec<(i64, i64)> = {
        let conn = site.conn();
        let mut all = conn.prepare("SELECT first_part, last_part FROM bank_file ORDER BY id").unwrap();
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    assert_eq!(parts, [(1, 1), (2, 2), (3, 3)], "of the account");
}

#[test]
fn a_file_that_could_not_be_saved_is_kept_and_saved_later() {
    // The program, or the disk, fails between the commit and the folder.
    let site = site(&[60]);
    let blocked = site.file("blocked", "a file where a folder should be");
    let said = site.fails(&["outgoing", "write", "--out", crate::common::text(&blocked)], 4);
    assert!(said.contains("could not be saved"), "{said}");
    let listed = outgoing(&site, &["list"]);
    assert_eq!((&listed[0]["state"], &listed[0]["items"]), (&"written".into(), &1.into()));
    assert_eq!(due(&site).0, Vec::<String>::new());
    let again = outgoing(&site, &["again", "1"]);
    assert_eq!(i64::try_from(saved(&again).len()).unwrap(), listed[0]["length"].as_i64().unwrap());
    site.check();
}

#[test]
fn what_was_paid_otherwise_is_taken_back() {
    let site = site(&[60, 61]);
    let file = written(&site, &[]);
    // Not sent yet: discard it instead.
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 50_000)]));
    assert_eq!(due(&site).1, ["101 not-sent"]);
    let sent = step(&site, "sent", &file);
    assert_eq!(sent["outdated"], 1, "one was paid since");
    // The scheme asks for a day between; the clock of the test is one day on.
    assert_eq!(due(&site).1, ["101 sent-today"]);
    backdate(&site);
    assert_eq!(due(&site).0, ["withdraw 101"]);
    let back = written(&site, &[]);
    assert_eq!(back["sums"]["withdrawn"]["sum"], "500.00");
    assert_eq!(due(&site), (Vec::new(), Vec::new()), "taken back once");
    step(&site, "sent", &back);
    assert_eq!(states(&site, &file), ["withdrawn", "sent"]);
    assert_eq!(actions(&site, 101), ["received", "draw_sent", "draw_withdrawn"]);
    // Refused: the draw stands after all.
    let list = site.file(
        "l.txt",
        format!("Forsendelse {} mottatt\n{} 500,00 kode 354", back["number"], kid(101)),
    );
    outgoing(&site, &["receipt", "2", crate::common::text(&list), "--comment", "kvittering"]);
    assert_eq!(states(&site, &file), ["sent", "sent"]);
    assert_eq!(actions(&site, 101).last().unwrap(), "draw_stands");
    site.check();
}

/// The files were sent yesterday.
fn backdate(site: &Site) {
    site.conn()
        .execute("UPDATE bank_file SET sent_at = sent_at - 86400000 WHERE sent_at IS NOT NULL", [])
        .unwrap();
}

#[test]
fn what_becomes_of_a_draw_is_found_and_noted() {
    let site = site(&[60, 61]);
    let file = written(&site, &[]);
    step(&site, "sent", &file);
    let drawn = WritePayment {
        kind: "15".to_owned(),
        ..pay(&kid(101), 50_000)
    };
    site.stored("a.ocr", &ocr(1, vec![drawn]));
    let (mut session, other) = (session(&site), key(&site, 102));
    let reference = kid(102);
    let account = account(&site);
    let sought = Sought {
        account,
        reference: Some(&reference),
        due_on: Some(day(61)),
        amount: Some(Money::from_minor(50_000)),
        ..Sought::default()
    };
    let find = |site: &Site, sought: &Sought<'_>| outcome::find_item(&site.conn(), ItemKind::Draw, sought).unwrap();
    let item = find(&site, &sought).unwrap();
    assert_eq!(item.claim, Some(other));
    for nobody in [
        Sought {
            amount: Some(Money::from_minor(1)),
            ..sought.clone()
        },
        Sought {
            due_on: Some(day(62)),
            ..sought.clone()
        },
        Sought {
            account: account + 1,
            ..sought.clone()
        },
        Sought {
            reference: None,
            ..sought.clone()
        },
    ] {
        assert_eq!(find(&site, &nobody), None, "{nobody:?}");
    }
    session.write(|tx| outcome::failed(tx, &item, "1", "ikke dekning")).unwrap();
    assert_eq!(states(&site, &file), ["done", "failed"]);
    assert_eq!(actions(&site, 102), ["draw_sent", "draw_failed"]);
    assert_eq!(status(&site, 102), "unpaid  500.00 0.00");
    // Not tried again by itself; another due date is another try.
    assert_eq!(due(&site), (Vec::new(), vec!["102 tried".to_owned()]));
    site.ok(&["claims", "set-due", "102", "--due", &day(90).to_string(), "--comment", "avtalt"]);
    assert_eq!(due(&site).0, ["draw 102"]);
    site.check();
}
