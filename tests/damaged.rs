//! A database that is not there, not ours, newer, damaged, held or in the way; and backups.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::io::{Seek, SeekFrom, Write};

use common::{Site, kid, ocr, pay, text};
use fordring::store::check;

#[test]
fn a_file_that_is_not_a_site_is_told_so_and_left_alone() {
    let site = Site::new();
    let said = |name: &str, content: Option<&[u8]>, words: &str| {
        let path = site.dir.path().join(name);
        if let Some(content) = content {
            std::fs::write(&path, content).unwrap();
        }
        for args in [&["claims", "list"][..], &["check"], &["import", "x.ocr"]] {
            let said = site.fails(&[args, &["--db", text(&path)]].concat(), 4);
            assert!(said.contains(words) && said.contains(name), "{name} {args:?}: {said}");
        }
        assert!(std::fs::read(&path).ok().as_deref() == content, "{name} was touched");
    };
    said("missing.fordring", None, "fordring init");
    said(
        "text.fordring",
        Some(b"this is no database, only a text that is long enough to be more than a header of one hundred bytes, surely."),
        "not a Fordring file",
    );
    // One that was a database, by its first bytes, is damaged.
    said(
        "spoilt.fordring",
        Some(&[&b"SQLite format 3\0"[..], &[0xA5; 200]].concat()),
        "is damaged",
    );
    said("empty.fordring", Some(b""), "not a Fordring file");
    let folder = site.dir.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    let told = site.fails(&["claims", "list", "--db", text(&folder)], 4);
    assert!(told.contains("not a Fordring file"), "{told}");
    let other = site.dir.path().join("other.sqlite");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE t (a); PRAGMA application_id = 7")
        .unwrap();
    let bytes = std::fs::read(&other).unwrap();
    said("other.sqlite", Some(&bytes), "not a Fordring file");
}

#[test]
fn a_newer_file_is_refused_with_both_schemas() {
    let site = Site::new();
    let known: i64 = site.conn().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    site.conn().pragma_update(None, "user_version", 99).unwrap();
    let said = site.fails(&["claims", "list"], 4);
    assert!(said.contains("newer Fordring") && said.contains("99"), "{said}");
    site.conn().pragma_update(None, "user_version", known).unwrap();
    site.ok(&["claims", "list"]);
}

/// A site with some content, whole in its main file.
fn filled() -> Site {
    let site = Site::with_claims(&[10_000; 200]);
    site.stored("a.ocr", &ocr(1, (101..180).map(|n| pay(&kid(n), 10_000)).collect()));
    let conn = site.conn();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    site
}

#[test]
fn a_truncated_file_is_damaged_and_never_a_panic_r10() {
    let site = filled();
    let whole = std::fs::read(&site.db).unwrap();
    let (mut found, mut tried) = (0, 0);
    for twentieth in 1..20 {
        let cut = whole.len() * twentieth / 20;
        std::fs::write(&site.db, &whole[..cut]).unwrap();
        for tail in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{tail}", text(&site.db)));
        }
        let ran = site.run(&["check"]);
        assert!(!ran.err.contains("panicked") && [1, 4].contains(&ran.code), "cut at {cut}: {ran:?}");
        assert!(!ran.err.is_empty());
        tried += 1;
        found += i32::from(ran.code == 4 && ran.err.contains("damaged"));
        let ran = site.run(&["claims", "list", "--json"]);
        assert!(!ran.err.contains("panicked") && [0, 4].contains(&ran.code), "cut at {cut}: {ran:?}");
    }
    assert!(found * 2 > tried, "{found} of {tried} were called damaged");
}

#[test]
fn zeroed_pages_are_found_r10() {
    let site = filled();
    let whole = std::fs::read(&site.db).unwrap();
    for page in 1..whole.len() / 4096 {
        std::fs::write(&site.db, &whole).unwrap();
        let mut file = std::fs::OpenOptions::new().write(true).open(&site.db).unwrap();
        file.seek(SeekFrom::Start(u64::try_from(page * 4096).unwrap())).unwrap();
        file.write_all(&[0; 4096]).unwrap();
        drop(file);
        if page % 7 != 0 {
            continue;
        }
        let ran = site.run(&["check"]);
        assert!([1, 4].contains(&ran.code) && !ran.err.contains("panicked"), "page {page}: {ran:?}");
    }
}

#[test]
fn changed_bytes_never_end_in_a_panic_r10() {
    let site = filled();
    let whole = std::fs::read(&site.db).unwrap();
    let seed: usize = std::env::var("FORDRING_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut at = seed;
    for _ in 0..40 {
        at = (at * 6_364_136_223 + 1_442_695_041) % whole.len();
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        std::fs::write(&site.db, &bytes).unwrap();
        for args in [&["check"][..], &["claims", "list", "--json"], &["claims", "show", "101"]] {
            let ran = site.run(args);
            assert!(
                (0..=4).contains(&ran.code) && !ran.err.contains("panicked"),
                "seed {seed}, byte {at}: {args:?} {ran:?}"
            );
        }
    }
}

#[test]
fn a_read_only_file_is_told_so() {
    let site = filled();
    let mut rights = std::fs::metadata(&site.db).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&site.db, rights).unwrap();
    if std::fs::OpenOptions::new().write(true).open(&site.db).is_ok() {
        // The superuser writes all the same.
        return;
    }
    let said = site.fails(&["claims", "annul", "101", "--comment", "x"], 4);
    assert!(said.contains("can only be read"), "{said}");
}

#[test]
fn a_file_that_another_program_holds_exclusively_is_told_so() {
    let site = filled();
    let other = site.conn();
    other.pragma_update(None, "locking_mode", "exclusive").unwrap();
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE series SET next = next; COMMIT; BEGIN EXCLUSIVE")
        .unwrap();
    let before = std::time::Instant::now();
    let said = site.fails(&["claims", "annul", "190", "--comment", "x"], 4);
    assert!(said.contains("held by another program") || said.contains("damaged"), "{said}");
    assert!(before.elapsed().as_secs() < 20);
    drop(other);
    site.ok(&["claims", "annul", "190", "--comment", "x"]);
}

#[test]
fn another_writer_is_waited_for_then_named_r9() {
    let site = filled();
    let other = site.conn();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Readers are not in the way.
    site.ok(&["claims", "list", "--limit", "1"]);
    let note = format!("{}-busy", text(&site.db));
    std::fs::write(&note, r#"{"operator":"ola","work":"big.ocr","percent":40}"#).unwrap();
    let (db, dir) = (site.db.clone(), site.dir.path().to_path_buf());
    let freed = std::thread::spawn(move || {
        common::program(&db)
            .current_dir(dir)
            .args(["claims", "annul", "190", "--comment", "x"])
            .output()
            .unwrap()
    });
    std::thread::sleep(std::time::Duration::from_millis(1500));
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(freed.join().unwrap().status.code(), Some(0), "it waited and went on");
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let keep = std::thread::spawn(move || {
        for _ in 0..30 {
            std::thread::sleep(std::time::Duration::from_secs(1));
            let _ = std::fs::write(&note, r#"{"operator":"ola","work":"big.ocr","percent":40}"#);
        }
    });
    let said = site.fails(&["claims", "annul", "191", "--comment", "x"], 1);
    assert!(said.contains("ola") && said.contains("big.ocr") && said.contains("40"), "{said}");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(site.claim(191)["status"], serde_json::json!("unpaid"));
    keep.join().unwrap();
}

#[test]
fn a_backup_is_whole_and_nothing_is_written_over_r15() {
    let site = filled();
    let copy = site.dir.path().join("copy.fordring");
    site.ok(&["backup", text(&copy)]);
    let bytes = std::fs::read(&copy).unwrap();
    let said = site.fails(&["backup", text(&copy)], 1);
    assert!(said.contains("is there already"), "{said}");
    assert!(std::fs::read(&copy).unwrap() == bytes);
    let store = fordring::store::Store::open(&copy).unwrap();
    assert_eq!(check::full(&rusqlite::Connection::open(&copy).unwrap(), &mut |_| {}).unwrap(), []);
    drop(store);
    let there = site.ok(&["claims", "list", "--json"]);
    assert_eq!(site.ok(&["claims", "list", "--json", "--db", text(&copy)]), there);
    #[cfg(unix)]
    for path in [&site.db, &copy] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "{path:?}");
    }
    site.fails(&["backup", text(&site.db)], 1);
    let said = site.fails(&["backup", "nowhere/copy.fordring"], 4);
    assert!(said.contains("nowhere"), "{said}");
    assert!(!site.dir.path().join("nowhere").exists());
}

#[test]
fn a_damaged_site_gives_no_backup() {
    let site = filled();
    site.conn()
        .execute_batch("DROP TRIGGER claim_keep; UPDATE claim SET paid = 1 WHERE number = 190")
        .unwrap();
    let copy = site.dir.path().join("copy.fordring");
    site.fails(&["backup", text(&copy)], 1);
    assert!(!copy.exists());
}

#[test]
fn init_leaves_nothing_behind_when_it_cannot() {
    let site = Site::bare();
    let said = site.fails(&["init", "--country", "no", "--name", "  ", "--db", "new.fordring"], 2);
    assert!(said.contains("name"), "{said}");
    assert!(!site.dir.path().join("new.fordring").exists());
    std::fs::write(site.dir.path().join("file"), "x").unwrap();
    site.fails(&["init", "--country", "no", "--name", "A", "--db", "file/new.fordring"], 4);
    let said = site.fails(&["init", "--country", "no", "--name", "A", "--db", "file"], 1);
    assert!(said.contains("file is there already"), "{said}");
    assert_eq!(std::fs::read_to_string(site.dir.path().join("file")).unwrap(), "x");
    for country in ["se", "dk"] {
        site.ok(&[
            "init",
            "--country",
            country,
            "--name",
            "Å",
            "--db",
            &format!("sub/{country}/s.fordring"),
        ]);
        site.ok(&["check", "--db", &format!("sub/{country}/s.fordring")]);
    }
}
