//! Large files are booked a piece at a time (performance P4, reliability R1): killed anywhere they are finished or taken away, the
//! result is that of one transaction, and others work meanwhile.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::{Site, archived, counts, day, kid, nobody, ocr, pay_from, program, text};
use fordring::app::Session;
use fordring::app::import::{self, Done, PlannedRow, Request, STAGED_FROM, Verdict, Watch, may_cancel};
use fordring::app::usecase::claims::{Act, change};
use fordring::app::usecase::{check as verify, files};
use fordring::domain::money::Money;
use fordring::formats::WritePayment;
use fordring::store::{Store, check};
use rusqlite::Connection;

const CLAIMS: u32 = 3_000;
const FIRST: u32 = 101;

fn owed(number: u32) -> i64 {
    i64::from(number % 7 + 1) * 1_000
}

/// A site with claims 101, 102 … and a member with a reference of their own and one claim.
fn site() -> Site {
    let site = Site::new();
    let members = site.file(
        "members.csv",
        format!("number,name,reference\nF1,Fast,{}\nF2,Fem,{}\n", kid(900_001), kid(900_002)),
    );
    site.ok(&["parties", "import", text(&members)]);
    let mut table = String::from("number,party,name,issued,due,amount,reference\n");
    for number in FIRST..FIRST + CLAIMS {
        let (issued, due, kid) = (day(-20), day(i64::from(number % 40)), kid(u64::from(number)));
        table.push_str(&format!(
            "{number},M{number},Berg {number},{issued},{due},{},{kid}\n",
            Money::from_minor(owed(number))
        ));
    }
    for (number, member, name) in [(90_001, "F1", "Fast"), (90_002, "F2", "Fem"), (90_003, "F2", "Fem")] {
        table.push_str(&format!("{number},{member},{name},{},{},50.00,\n", day(-20), day(10)));
    }
    site.claims(&table);
    site
}

/// Payments of every kind: exact, part, over, twice from two payers, of nobody, equal lines, on members' references.
fn payments(count: u32) -> Vec<WritePayment> {
    let mut all = Vec::new();
    for n in 0..count {
        // An order that is not the claims'.
        let number = FIRST + n.wrapping_mul(7_919) % CLAIMS;
        let (kid, amount) = (kid(u64::from(number)), owed(number));
        let archive = format!("{:09}", 100_000_000 + n);
        all.push(match n % 50 {
            3 => archived(&kid, amount / 2, &archive),
            7 => archived(&kid, amount + 100, &archive),
            11 => WritePayment {
                archive_reference: Some(archive),
                ..pay_from(1, &kid, amount)
            },
            17 => archived(&common::kid(u64::from(800_000 + n)), 5_000, &archive),
            23 => nobody(&common::kid(700_001), 1_000),
            _ => archived(&kid, amount, &archive),
        });
    }
    all.push(archived(&kid(900_001), 5_000, "200000001"));
    all.push(archived(&kid(900_002), 5_000, "200000002"));
    all.push(archived(&kid(900_001), 5_000, "200000003"));
    all
}

fn copy(site: &Site, name: &str) -> PathBuf {
    let path = site.dir.path().join(name);
    site.ok(&["backup", text(&path)]);
    path
}

fn rows(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    let width = statement.column_count();
    let all = statement.query_map([], |row| {
        let cells = (0..width).map(|at| format!("{:?}", row.get::<_, rusqlite::types::Value>(at).unwrap()));
        Ok(cells.collect::<Vec<_>>().join(" "))
    });
    all.unwrap().map(Result::unwrap).collect()
}

/// Everything an import wrote, but keys of payments and places in the change log, which follow the order of booking.
fn content(db: &Path) -> Vec<(&'static str, Vec<String>)> {
    let conn = Connection::open(db).unwrap();
    [
        (
            "claim",
            "SELECT number, status, extra, void, amount, paid, \"left\", paid_on, method, payer, settled FROM claim ORDER BY number",
        ),
        (
            "payment",
            "SELECT file_id, seq, source, line, raw_offset, raw_length, part, part_number, account_id, amount, used, state, stage, reason, booked_on,
               ordered_on, claim_id, party_id, fingerprint, kind, reference, payer_account, archive_reference, lump_key, text, voucher_id
             FROM payment ORDER BY file_id, seq",
        ),
        (
            "allocation",
            "SELECT a.claim_id, y.seq, a.place, a.line_no, a.amount, a.undone_seq FROM allocation a JOIN payment y ON y.id = a.payment_id
             ORDER BY 1, 2, 3",
        ),
        (
            "posting",
            "SELECT voucher_id, account, sum(amount) FROM posting GROUP BY 1, 2 ORDER BY 1, 2",
        ),
        ("voucher", "SELECT id, number, dated_on, kind, text FROM voucher ORDER BY id"),
        ("open_day", "SELECT status, due_on, claims, owing, \"left\" FROM open_day WHERE claims <> 0 ORDER BY 1, 2"),
        (
            "bank_file",
            "SELECT id, name, format, identity, fingerprint, length, lines, payments, stored, skipped, settled, manual, suggested, unmatched, parked, sum,
               booked, state FROM bank_file ORDER BY id",
        ),
        ("chunk", "SELECT file_id, no, bytes FROM bank_file_chunk ORDER BY 1, 2"),
        ("note", "SELECT * FROM bank_file_note ORDER BY file_id, no"),
        (
            "journal",
            "SELECT j.kind, j.id, j.action, v.before, CASE WHEN j.kind <> 'bank_file' THEN v.after END FROM journal j JOIN journal_value v ON v.seq = j.seq
             ORDER BY 1, 2, 3, 4, 5",
        ),
    ]
    .into_iter()
    .map(|(name, sql)| (name, rows(&conn, sql)))
    .collect()
}

#[track_caller]
fn assert_same(one: &Path, other: &Path) {
    for ((name, one), (_, other)) in content(one).iter().zip(&content(other)) {
        let different = one.iter().zip(other).find(|(one, other)| one != other);
        assert_eq!((one.len(), different), (other.len(), None), "{name}");
    }
}

/// Everything holds, an import that was interrupted apart.
#[track_caller]
fn assert_whole(db: &Path, when: &str) {
    let opened = Store::open(db).unwrap();
    let found = check::full(&Connection::open(db).unwrap(), &mut |_| {}).unwrap();
    drop(opened);
    assert_eq!(found, [], "{when}");
}

fn open(db: &Path) -> Session {
    Session::open(db, "kari", None).unwrap()
}

fn request(path: &Path) -> Request {
    Request {
        path: path.to_path_buf(),
        ..Request::default()
    }
}

fn run(session: &mut Session, file: &Path, preview: Option<&[PlannedRow]>, progress: &mut dyn FnMut(u8)) -> Done {
    let mut watch = Watch { progress, stop: &|| false };
    import::run(session, &request(file), preview, &mut watch).unwrap()
}

fn one(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn p4_what_is_booked_in_pieces_is_what_one_transaction_books() {
    let site = site();
    let earlier = site.file("earlier.ocr", ocr(1, payments(40)[..40].to_vec()));
    run(&mut open(&site.db), &earlier, None, &mut |_| {});
    // A piece is what is booked in a time: so many that a fast machine needs several, too.
    let bytes = ocr(2, payments(16_000));
    let file = site.file("big.ocr", &bytes);
    let whole = copy(&site, "whole.fordring");
    // A file that is being made is nobody else's: there it is one transaction.
    let (store, indexes) = Store::open(&whole).unwrap().make_in_haste().unwrap();
    let mut session = Session::with(store, "kari", None).unwrap();
    let at_once = run(&mut session, &file, None, &mut |_| {});
    drop(session);
    let (store, _) = Store::open(&whole).unwrap().make_in_haste().unwrap();
    store.finish_made(&indexes).unwrap();

    let preview = import::dry_run(
        &open(&site.db),
        &request(&file),
        &mut Watch {
            progress: &mut |_| {},
            stop: &|| false,
        },
    )
    .unwrap();
    let mut pieces = std::collections::BTreeSet::new();
    let done = {
        let conn = site.conn();
        run(&mut open(&site.db), &file, Some(&preview.rows), &mut |_| {
            pieces.insert(one(&conn, "SELECT count(*) FROM payment"));
        })
    };
    assert!(preview.summary.payments > STAGED_FROM && pieces.len() >= 3, "{pieces:?}");
    assert_eq!(done.different, [], "nobody else was there");
    assert_eq!((done.counts, at_once.counts), (preview.counts, preview.counts));
    assert!(
        done.counts.skipped > 0 && done.counts.suggested > 0 && done.counts.parked > 0,
        "{:?}",
        done.counts
    );
    assert_same(&site.db, &whole);
    assert_whole(&site.db, "in pieces");
    assert_whole(&whole, "at once");
    assert_eq!(one(&site.conn(), "SELECT count(*) FROM bank_import"), 0);
    // It is known, and can be undone.
    let again = site.import("again.ocr", &bytes, &[]);
    assert_eq!((again.0, again.1["status"].as_str()), (0, Some("duplicate")));
    site.ok(&["files", "undo", "big.ocr", "--comment", "Feil fil"]);
    site.check();
}

#[test]
fn r1_killed_in_any_phase_an_import_is_finished_or_taken_away() {
    let site = site();
    let file = site.file("big.ocr", ocr(1, payments(20_000)));
    let (fresh, whole) = (copy(&site, "fresh.fordring"), copy(&site, "whole.fordring"));
    run(&mut open(&whole), &file, None, &mut |_| {});
    assert_whole(&whole, "undisturbed");
    let before = site.counts();
    // When to kill: what another connection sees of the import.
    let begun = "SELECT count(*) FROM bank_file";
    let kept = "SELECT count(*) FROM bank_import";
    let some = |count: u32| format!("SELECT count(*) >= {count} FROM payment");
    let phases = [
        begun.to_owned(),
        kept.to_owned(),
        some(1),
        some(4_000),
        some(9_000),
        some(15_000),
        some(20_003),
    ];
    let (mut taken_away, mut finished) = (0, 0);
    for (phase, sql) in phases.iter().enumerate().flat_map(|phase| [phase; 3]) {
        let mut child = program(&site.db)
            .args(["import", text(&file)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let conn = site.conn();
        while child.try_wait().unwrap().is_none() && one(&conn, sql) == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        let _ = child.kill();
        child.wait().unwrap();
        let when = format!("phase {phase}");
        assert_whole(&site.db, &when);
        let (files, stored) = (one(&conn, begun), one(&conn, "SELECT count(*) FROM payment"));
        let is_kept = one(&conn, kept) == 1;
        drop(conn);
        if is_kept || files == 1 && stored == 0 {
            assert_eq!(site.faults(), ["file-unfinished"], "{when}");
        }
        let mut session = open(&site.db);
        let resumed = import::finish_interrupted(&mut session).unwrap();
        assert_eq!(resumed.len(), usize::from(is_kept), "{when}");
        assert_eq!(import::finish_interrupted(&mut session).unwrap(), [], "once");
        drop(session);
        if is_kept || stored > 0 {
            assert_same(&site.db, &whole);
            assert_whole(&site.db, &when);
            finished += usize::from(is_kept);
            for tail in ["-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{tail}", text(&site.db)));
            }
            std::fs::copy(&fresh, &site.db).unwrap();
        } else {
            assert_eq!(site.counts(), before, "{when}");
            taken_away += files;
        }
    }
    assert!(taken_away > 0, "none was killed before its bytes were kept");
    assert!(finished > 5, "only {finished} were killed while they booked");
}

#[test]
fn the_next_command_that_changes_something_finishes_and_says_so() {
    let site = site();
    let file = site.file("big.ocr", ocr(1, payments(20_000)));
    let mut child = program(&site.db)
        .args(["import", text(&file)])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let conn = site.conn();
    let waiting = Instant::now();
    while one(&conn, "SELECT count(*) FROM payment") == 0 && waiting.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // Looking changes nothing; undoing it is refused, and says why.
    let list = site.json(&["files", "list", "--json"]);
    assert_eq!(list[0]["state"].as_str(), Some("importing"), "{list:#}");
    let said = site.fails(&["files", "undo", "big.ocr", "--comment", "Feil", "--dry-run"], 1);
    assert!(said.contains("still being imported"), "{said}");
    let mut session = open(&site.db);
    let refused = files::undo(
        &mut session,
        1,
        "Feil",
        false,
        &mut Watch {
            progress: &mut |_| {},
            stop: &|| false,
        },
    );
    assert_eq!(refused.unwrap_err().code(), "file-importing");
    assert_eq!(verify::check(&session, &mut |_| {}).unwrap().len(), 1);
    drop(session);
    // Its bytes are not taken away by anybody.
    for sql in ["DELETE FROM bank_file_chunk", "DELETE FROM bank_file", "DELETE FROM bank_import"] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
    drop(conn);
    let ran = site.run(&["claims", "annul", "90003", "--comment", "Feil"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.contains("The import of big.ocr had been interrupted and is finished now"),
        "{ran:?}"
    );
    assert_eq!(site.json(&["files", "list", "--json"])[0]["state"].as_str(), Some("stored"));
    site.check();
}

#[test]
fn a_cancel_before_its_bytes_are_kept_leaves_nothing_and_none_after_it_does() {
    let site = site();
    let before = site.counts();
    let file = site.file("big.ocr", ocr(1, payments(6_000)));
    for at in [0u8, 10, 20] {
        let percent = RefCell::new(0u8);
        let mut session = open(&site.db);
        let mut watch = Watch {
            progress: &mut |now| *percent.borrow_mut() = now,
            stop: &|| site_has_file(&site.db) && *percent.borrow() >= at,
        };
        let error = import::run(&mut session, &request(&file), None, &mut watch).err().unwrap();
        assert!(error.is_cancelled(), "{error}");
        assert!(may_cancel(6_003, at));
        assert_eq!(site.counts(), before);
        site.check();
    }
    let percent = RefCell::new(0u8);
    let mut watch = Watch {
        progress: &mut |now| *percent.borrow_mut() = now,
        stop: &|| !may_cancel(6_003, *percent.borrow()),
    };
    let done = import::run(&mut open(&site.db), &request(&file), None, &mut watch).unwrap();
    assert_eq!(done.counts.stored, 6_003);
    site.check();
}

fn site_has_file(db: &Path) -> bool {
    one(&Connection::open(db).unwrap(), "SELECT count(*) FROM bank_file") > 0
}

#[test]
fn others_work_meanwhile_and_the_result_says_what_became_otherwise() {
    let site = site();
    let all = payments(6_000);
    let file = site.file("big.ocr", ocr(1, all.clone()));
    let preview = import::dry_run(
        &open(&site.db),
        &request(&file),
        &mut Watch {
            progress: &mut |_| {},
            stop: &|| false,
        },
    )
    .unwrap();
    // The last claim is annulled, the one before it paid with another file, one payment comes with that file, too, and a payment of
    // nobody gets its claim.
    let last = FIRST + CLAIMS - 1;
    let of = |number: u32| {
        all.iter()
            .position(|p| p.reference.as_deref() == Some(&kid(u64::from(number))))
            .unwrap()
    };
    let (same, unknown) = (of(last - 2), 17usize);
    let small = site.file(
        "small.ocr",
        ocr(
            2,
            vec![archived(&kid(u64::from(last - 1)), owed(last - 1), "300000001"), all[same].clone()],
        ),
    );
    let mut interfered = false;
    let done = run(&mut open(&site.db), &file, Some(&preview.rows), &mut |percent| {
        if !interfered && !may_cancel(6_003, percent) {
            interfered = true;
            let mut other = open(&site.db);
            let id = one(&site.conn(), &format!("SELECT id FROM claim WHERE number = {last}"));
            change(&mut other, id, &Act::Annul, "Feil mottaker", None).unwrap();
            assert_eq!(run(&mut other, &small, None, &mut |_| {}).counts.stored, 2);
            let reference = all[unknown].reference.clone().unwrap();
            site.claims(&format!(
                "number,party,issued,due,amount,reference\n99001,Ny,{},{},50.00,{reference}\n",
                day(-1),
                day(10)
            ));
        }
    });
    assert!(interfered);
    site.check();
    assert_eq!((done.counts.skipped, done.counts.stored), (1, 6_002), "{:?}", done.counts);
    let lines: Vec<u32> = done.different.iter().map(|(line, _, _)| *line).collect();
    for place in [of(last), of(last - 1), same, unknown] {
        assert!(lines.contains(&preview.rows[place].line), "{place}: {lines:?}");
    }
    let became = |place: usize| {
        done.different
            .iter()
            .find(|(line, _, _)| *line == preview.rows[place].line)
            .unwrap()
            .2
    };
    assert!(matches!(became(same), Verdict::Skipped(_)), "{:?}", became(same));
    assert_eq!(site.claim(99_001)["status"].as_str(), Some("paid"));
    assert_eq!(site.claim(last)["status"].as_str(), Some("manual_handling"));
    let conn = site.conn();
    let twice =
        "SELECT count(*) FROM (SELECT 1 FROM payment WHERE archive_reference IS NOT NULL GROUP BY archive_reference HAVING count(*) > 1)";
    assert_eq!(one(&conn, twice), 0, "the same money once");
    // The undo of the small file is refused, because the large one knows a payment from it.
    site.fails(&["files", "undo", "small.ocr", "--comment", "Feil"], 1);
}

#[test]
fn r13_the_same_large_file_twice_at_once_is_stored_once() {
    let site = site();
    let file = site.file("big.ocr", ocr(1, payments(6_000)));
    let start = || {
        let mut command = program(&site.db);
        command
            .args(["import", text(&file), "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let mut statuses: Vec<String> = [start(), start(), start()]
        .into_iter()
        .map(|child| {
            let done = child.wait_with_output().unwrap();
            assert_eq!(done.status.code(), Some(0), "{done:?}");
            let said: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
            said[0]["status"].as_str().unwrap().to_owned()
        })
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["duplicate", "duplicate", "stored"]);
    assert_eq!(counts(&site.conn()).iter().find(|(name, _)| name == "payment").unwrap().1, 6_003);
    site.check();
}
