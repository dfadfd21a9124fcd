//! A disk that takes no more, for files that come, that are imported, and that go: it is said, nothing is lost, and it goes on when there
//! is room again. The limit of a shell on the size of files stands in for the disk.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{ACCOUNT, Ran, Site, kid, ocr, pay, program, text};

/// A client whose server is the folder `$HOME/bank`; it says what the real one says.
const CLIENT: &str = r#"#!/bin/sh
here="$HOME/bank"
two() { a=${1#*\"./}; b=${a#*\"./}; a=${a%%\"*}; b=${b%%\"*}; }
while read -r line; do
  case $line in
    cd*) folder=${line#*\"}; there="$here/${folder%\"}" ;;
    ls*) ls -ln "$there" ;;
    get*|reget*) two "$line"; cat "$there/$a" >"./$b" 2>/dev/null || { echo "write local \"./$b\": File too large" >&2; exit 1; } ;;
    put*) two "$line"; cp "./$a" "$there/$b" ;;
    rename*) two "$line"; mv "$there/$a" "$there/$b" ;;
  esac || exit 1
done
"#;
/// Payments of a file that is booked a piece at a time.
const PAYMENTS: u32 = 9_000;

struct World {
    site: Site,
}

fn world() -> World {
    let site = Site::new();
    let (key, known) = (site.file("id", "key"), site.file("known_hosts", "keys"));
    fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    fs::create_dir(site.dir.path().join("bin")).unwrap();
    let client = site.file("bin/sftp", CLIENT);
    fs::set_permissions(&client, PermissionsExt::from_mode(0o700)).unwrap();
    for folder in ["bank/out", "bank/in", "watched"] {
        fs::create_dir_all(site.dir.path().join(folder)).unwrap();
    }
    let (key, known) = (text(&key), text(&known));
    let way = ["--sftp", "klubb@bank.example", "--key", key, "--known-hosts", known];
    let folders = ["--fetch", "out", "--deliver", "in", "--comment", "Avtale"];
    site.ok(&[&["exchange", "set", ACCOUNT][..], &way[..], &folders[..]].concat());
    World { site }
}

impl World {
    fn at(&self, path: &str) -> PathBuf {
        self.site.dir.path().join(path)
    }

    /// Runs where no file can be larger than this.
    fn with_room(&self, bytes: u64, args: &[&str]) -> Ran {
        let of = program(&self.site.db);
        let mut shell = Command::new("sh");
        for (name, value) in of.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let path = format!("{}:{}", self.at("bin").display(), std::env::var("PATH").unwrap());
        shell.current_dir(self.site.dir.path()).env("PATH", path);
        // A disk that is full ends nobody: the signal of the limit is not heard. POSIX counts in halves of a KiB, bash in KiB.
        let script = "trap '' XFSZ; ulimit -f $1; shift; exec \"$@\"";
        let blocks = bytes / if self.counts_in_kib() { 1024 } else { 512 };
        shell.args(["-c", script, "sh", &blocks.to_string(), env!("CARGO_BIN_EXE_fordring")]);
        shell.args(args).output().unwrap().into()
    }

    fn counts_in_kib(&self) -> bool {
        let probe = self.at("probe");
        let script = "trap '' XFSZ; ulimit -f 1; head -c 4096 /dev/zero >\"$1\"";
        let _ = Command::new("sh").args(["-c", script, "sh", text(&probe)]).output().unwrap();
        fs::metadata(probe).unwrap().len() == 1024
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.with_room(1 << 32, args)
    }

    fn watch(&self, room: u64) -> Ran {
        self.with_room(room, &["watch", "--once", "--folder", text(&self.at("watched"))])
    }

    /// How many payments are stored, and their sum.
    fn stored(&self) -> (i64, i64) {
        let sql = "SELECT count(*), coalesce(sum(amount), 0) FROM payment";
        self.site.conn().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    }

    #[track_caller]
    fn assert_all(&self) {
        let all = i64::from(PAYMENTS);
        assert_eq!(self.stored(), (all, all * 100));
        self.site.check();
    }
}

fn large() -> Vec<u8> {
    ocr(1, (0..PAYMENTS).map(|n| pay(&kid(u64::from(1_000 + n)), 100)).collect())
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

#[test]
fn r4_a_disk_that_is_full_while_a_file_is_fetched_is_said_and_it_goes_on_later() {
    let w = world();
    let bytes = large();
    fs::write(w.at("bank/out/OCR.D1"), &bytes).unwrap();
    let room = length(&w.site.db) + 200_000;
    assert!(
        u64::try_from(bytes.len()).unwrap() > room,
        "the test can fail: {} of {room}",
        bytes.len()
    );
    let full = w.with_room(room, &["exchange", "run"]);
    assert_eq!(full.code, 4, "{full:?}");
    assert!(
        full.err.contains("no room on the disk") && full.err.contains("Nothing is lost"),
        "{full:?}"
    );
    assert_eq!(w.stored(), (0, 0));
    assert!(!w.at("exchange/done").exists() && !w.at("exchange/refused").exists());
    w.site.check();
    let again = w.run(&["exchange", "run"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(fs::read(w.at("exchange/done/OCR.D1")).unwrap() == bytes);
    w.assert_all();
}

#[test]
fn r4_a_disk_that_is_full_while_a_file_is_imported_is_said_and_the_file_stays_until_it_is_booked() {
    let bytes = large();
    // From where not even its bytes are kept to where all is; between them it is kept and partly booked.
    let (mut full, mut more, mut partly) = (0, 0, 0);
    loop {
        let w = world();
        fs::write(w.at("watched/OCR.D1"), &bytes).unwrap();
        let room = length(&w.site.db) + more;
        let ran = w.watch(room);
        let done = w.at("watched/done/OCR.D1").exists();
        assert_eq!(w.at("watched/OCR.D1").exists(), !done, "{more}: {ran:?}");
        assert!(!w.at("watched/refused/OCR.D1").exists(), "{more}: {ran:?}");
        if done {
            w.assert_all();
            break;
        }
        full += 1;
        assert_eq!(ran.code, 4, "{more}: {ran:?}");
        assert!(ran.err.contains("is full") || ran.err.contains("no room"), "{more}: {ran:?}");
        let unfinished: i64 = w
            .site
            .conn()
            .query_row("SELECT count(*) FROM bank_import", [], |row| row.get(0))
            .unwrap();
        partly += unfinished;
        // As full as before: it is not put away as known, unless it could be finished now.
        let again = w.watch(room);
        if w.at("watched/done/OCR.D1").exists() {
            assert_eq!(again.code, 0, "{more}: {again:?}");
            w.assert_all();
        } else {
            assert_eq!(again.code, 4, "{more}: {again:?}");
        }
        let ran = w.watch(1 << 32);
        assert_eq!(ran.code, 0, "{more}: {ran:?}");
        assert!(fs::read(w.at("watched/done/OCR.D1")).unwrap() == bytes);
        w.assert_all();
        more += 600_000;
    }
    assert!(
        full >= 3 && partly > 0,
        "{full} times full, {partly} of them partly booked, the last with {more}"
    );
}

#[test]
fn r4_a_disk_that_is_full_while_a_file_is_delivered_is_said_and_the_bank_gets_it_whole_and_once() {
    let w = world();
    let bytes = large();
    let conn = w.site.conn();
    conn.execute(
        "INSERT INTO bank_file (name, format, identity, fingerprint, created_on, length, lines, payments, stored, skipped, settled, manual, suggested,
           unmatched, parked, sum, booked, stored_at, operator, direction, state, account_id, number)
         VALUES ('ut.txt', 'ocr-giro', 'x', randomblob(32), 20000, ?1, 1, 0,0,0,0,0,0,0,0,0,0, 1, 'kari', 2, 11, (SELECT id FROM bank_account LIMIT 1), 1)",
        [i64::try_from(bytes.len()).unwrap()],
    )
    .unwrap();
    let id = conn.last_insert_rowid();
    for (no, piece) in (0i64..).zip(bytes.chunks(256 * 1024)) {
        let sql = "INSERT INTO bank_file_chunk (file_id, no, bytes) VALUES (?1, ?2, ?3)";
        conn.execute(sql, (id, no, piece)).unwrap();
    }
    drop(conn);
    let full = w.with_room(500_000, &["exchange", "run"]);
    assert_eq!(full.code, 4, "{full:?}");
    assert!(full.err.contains("no room to write") && full.err.contains("ut.txt"), "{full:?}");
    assert_eq!(fs::read_dir(w.at("bank/in")).unwrap().count(), 0);
    for _ in 0..2 {
        let ran = w.run(&["exchange", "run"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(fs::read(w.at("bank/in/ut.txt")).unwrap() == bytes);
        assert_eq!(fs::read_dir(w.at("bank/in")).unwrap().count(), 1);
    }
    assert_eq!(w.site.json(&["exchange", "log", "--json"]).as_array().unwrap().len(), 1);
}
