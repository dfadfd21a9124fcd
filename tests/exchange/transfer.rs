//! Never twice, never half, resumed after a cut (OCR-4, OCR-5), whatever call fails and wherever the program dies.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use fordring::app::exchange::{AccountRound, Exchange, ExchangeError, account_round, setup};
use fordring::app::{AppError, Session};

use crate::common::{ACCOUNT, Site, kid, ocr, pay};
use crate::server::{HOWS, How, Server};

/// A site with an account that has a server, and the server.
struct World {
    site: Site,
    server: Server,
    base: PathBuf,
}

fn world() -> World {
    let site = Site::with_claims(&[10_000, 20_000, 30_000]);
    let key = site.file("id", "key");
    let known = site.file("known_hosts", "keys");
    let (key, known) = (key.to_str().unwrap(), known.to_str().unwrap());
    site.ok(&[
        "exchange",
        "set",
        ACCOUNT,
        "--sftp",
        "klubb@bank.example",
        "--key",
        key,
        "--known-hosts",
        known,
        "--fetch",
        "out",
        "--deliver",
        "in",
        "--comment",
        "Avtale",
    ]);
    let base = site.dir.path().join("exchange");
    fs::create_dir(&base).unwrap();
    let server = Server::new(&site.dir.path().join("bank"));
    World { site, server, base }
}

impl World {
    /// Another world like it; nothing has happened in it yet.
    fn copy(&self) -> World {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("site.fordring");
        fs::copy(&self.site.db, &db).unwrap();
        let base = dir.path().join("exchange");
        fs::create_dir(&base).unwrap();
        let server = Server::new(&dir.path().join("bank"));
        let site = Site { dir, db };
        World { site, server, base }
    }

    fn at_bank(&self, name: &str, bytes: &[u8]) {
        fs::write(self.server.root.join("out").join(name), bytes).unwrap();
    }

    /// A file that we wrote and a person sent.
    fn sent(&self, name: &str, bytes: &[u8]) {
        let conn = self.site.conn();
        conn.execute(
            "INSERT INTO bank_file (name, format, identity, fingerprint, created_on, length, lines, payments, stored, skipped, settled, manual, suggested,
               unmatched, parked, sum, booked, stored_at, operator, direction, state, account_id, number)
             VALUES (?1, 'ocr-giro', ?1, randomblob(32), 20000, ?2, 1, 0,0,0,0,0,0,0,0,0,0, 1, 'kari', 2, 11, (SELECT id FROM bank_account LIMIT 1), (SELECT count(*) FROM bank_file))",
            (name, i64::try_from(bytes.len()).unwrap()),
        )
        .unwrap();
        let id = conn.last_insert_rowid();
        conn.execute("INSERT INTO bank_file_chunk (file_id, no, bytes) VALUES (?1, 0, ?2)", (id, bytes))
            .unwrap();
    }

    fn round(&mut self) -> AccountRound {
        let mut session = Session::open(&self.site.db, "kari", None).unwrap();
        let found = setup::find(&session, ACCOUNT).unwrap();
        let server = found.server.clone().unwrap();
        account_round(&mut session, &found, &server, &mut self.server, &self.base, &|| false)
    }

    /// A round that may be cut off or killed; whether it got to its end.
    fn faulty(&mut self, at: usize, how: How) -> bool {
        self.server.fault = Some((self.server.asked.len() + at, how));
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let done = catch_unwind(AssertUnwindSafe(|| self.round()));
        std::panic::set_hook(hook);
        self.server.fault = None;
        done.is_ok_and(|round| round.trouble.is_empty())
    }

    /// All holds; only the file to the bank that was put there by hand is in no change log.
    fn check(&self) {
        let mut faults = self.site.faults();
        faults.retain(|fault| fault != "item-unlogged");
        assert_eq!(faults, Vec::<String>::new());
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.base.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.ends_with(".report.txt"));
        names.sort();
        names
    }

    fn log(&self) -> Vec<serde_json::Value> {
        let rows = self.site.json(&["exchange", "log", "--json", "--sort", "id"]);
        rows.as_array().unwrap().clone()
    }
}

fn files() -> [(&'static str, Vec<u8>); 2] {
    [
        ("OCR.D1", ocr(1, vec![pay(&kid(101), 10_000), pay(&kid(102), 20_000)])),
        ("OCR å 2.txt", ocr(2, vec![pay(&kid(103), 30_000)])),
    ]
}

#[test]
fn ocr_4_files_are_fetched_once_and_imported_and_sent_ones_delivered_once() {
    let mut w = world();
    for (name, bytes) in files() {
        w.at_bank(name, &bytes);
    }
    fs::write(w.server.root.join("out/half.part"), "x").unwrap();
    w.sent("betalinger.txt", b"til banken");
    let round = w.round();
    assert!(round.trouble.is_empty(), "{:?}", round.trouble);
    assert_eq!(
        round.files.iter().map(|file| file.outcome.status).collect::<Vec<_>>(),
        ["stored", "stored"]
    );
    assert_eq!(round.delivered, ["betalinger.txt"]);
    assert_eq!(fs::read(w.server.root.join("in/betalinger.txt")).unwrap(), b"til banken");
    assert_eq!(w.names("done"), ["OCR å 2.txt", "OCR.D1"]);
    assert_eq!(w.site.payments().len(), 3);
    assert_eq!(w.names(&format!("incoming/{ACCOUNT}")), Vec::<String>::new());
    let log = w.log();
    assert_eq!(log.len(), 3);
    assert!(log.iter().all(|row| row["state"] == "done"), "{log:#?}");
    assert_eq!(
        (log[0]["direction"].as_str(), log[2]["direction"].as_str()),
        (Some("fetched"), Some("delivered"))
    );
    assert!(
        log[1]["file"] == "OCR.D1" && log[0]["sha256"].as_str().unwrap().len() == 64,
        "{:#}",
        log[0]
    );
    // Again: nothing.
    let again = w.round();
    assert_eq!((again.files.len(), again.delivered.len(), again.known), (0, 0, 2));
    assert_eq!((w.server.count("fetch"), w.server.count("put")), (2, 1));
    w.check();
}

#[test]
fn ocr_4_wherever_the_line_is_cut_or_the_program_dies_nothing_is_lost_or_done_twice() {
    let made = world();
    for how in HOWS {
        for at in 0.. {
            let mut w = made.copy();
            let mut bytes = Vec::new();
            for (name, content) in files() {
                w.at_bank(name, &content);
                bytes.push(content);
            }
            w.sent("betalinger.txt", b"til banken");
            let whole = w.faulty(at, how);
            let calls = w.server.asked.len();
            let round = w.round();
            assert!(round.trouble.is_empty(), "{how:?} {at}: {:?}", round.trouble);
            assert_eq!(fs::read_dir(w.server.root.join("in")).unwrap().count(), 1, "{how:?} {at}");
            assert_eq!(
                fs::read(w.server.root.join("in/betalinger.txt")).unwrap(),
                b"til banken",
                "{how:?} {at}"
            );
            assert_eq!(w.site.payments().len(), 3, "{how:?} {at}");
            assert_eq!(w.names("done"), ["OCR å 2.txt", "OCR.D1"], "{how:?} {at}");
            assert_eq!(fs::read(w.base.join("done/OCR.D1")).unwrap(), bytes[0]);
            assert!(w.log().iter().all(|row| row["state"] == "done"), "{how:?} {at}: {:#?}", w.log());
            let last = w.round();
            assert_eq!((last.files.len(), last.delivered.len()), (0, 0), "{how:?} {at}");
            w.check();
            if whole && at >= calls {
                assert!(at > 8, "the test can fail: {at} calls");
                break;
            }
        }
    }
}

#[test]
fn ocr_4_a_bank_that_takes_a_file_at_once_gets_it_once() {
    let mut w = world();
    w.sent("betalinger.txt", b"til banken");
    // list, list, put, list, rename: the program dies, and the bank's own program takes the file.
    let rename = 4;
    assert!(!w.faulty(rename, How::DieAfter));
    assert_eq!(w.server.asked.last().unwrap().0, "rename", "{:?}", w.server.asked);
    fs::remove_file(w.server.root.join("in/betalinger.txt")).unwrap();
    let round = w.round();
    assert!(round.trouble.is_empty(), "{:?}", round.trouble);
    assert_eq!(w.server.count("put"), 1);
    assert_eq!(fs::read_dir(w.server.root.join("in")).unwrap().count(), 0);
    assert_eq!(w.log()[0]["state"], "done");
}

#[test]
fn ocr_4_what_has_the_name_at_the_bank_is_not_written_over() {
    let mut w = world();
    w.sent("betalinger.txt", b"til banken");
    fs::write(w.server.root.join("in/betalinger.txt"), "another").unwrap();
    let round = w.round();
    assert_eq!(round.trouble.len(), 1);
    assert_eq!(round.trouble[0].code(), "exchange-fault-in-the-way");
    assert_eq!((round.trouble[0].exit_code(), w.server.count("put")), (1, 0));
    assert_eq!(fs::read(w.server.root.join("in/betalinger.txt")).unwrap(), b"another");
    assert_eq!(w.log()[0]["state"], "failed");
    // Moved away: it goes.
    fs::remove_file(w.server.root.join("in/betalinger.txt")).unwrap();
    assert_eq!(w.round().delivered, ["betalinger.txt"]);
}

#[test]
fn ocr_5_a_file_of_another_length_than_told_is_not_taken() {
    let mut w = world();
    let [(name, bytes), _] = files();
    w.at_bank(name, &bytes);
    w.server.lies = Some(100);
    let round = w.round();
    assert_eq!(round.trouble[0].code(), "exchange-fault-length");
    assert!(round.files.is_empty() && w.site.payments().is_empty());
    assert_eq!(w.log()[0]["state"], "failed");
    w.server.lies = None;
    assert_eq!(w.round().files.len(), 1);
    assert_eq!(w.site.payments().len(), 2);
}

#[test]
fn ocr_5_a_file_that_changed_under_its_name_is_another_file() {
    let mut w = world();
    let [(name, first), (_, second)] = files();
    w.at_bank(name, &first);
    // Cut in the middle, then changed: the two are not put together.
    let fetch = 1;
    assert!(!w.faulty(fetch, How::CutWithin));
    w.at_bank(name, &second);
    let round = w.round();
    assert!(round.trouble.is_empty(), "{:?}", round.trouble);
    assert_eq!(fs::read(w.base.join("done").join(name)).unwrap(), second);
    assert_eq!(w.site.payments().len(), 1);
}

#[test]
fn ocr_5_a_cut_transfer_goes_on_where_it_was() {
    let mut w = world();
    let [(name, bytes), _] = files();
    w.at_bank(name, &bytes);
    let fetch = 1;
    assert!(!w.faulty(fetch, How::CutWithin));
    let folder = w.base.join("incoming").join(ACCOUNT);
    let part = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    assert!(part.file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(part.metadata().unwrap().len(), u64::try_from(bytes.len() / 2).unwrap());
    let round = w.round();
    assert_eq!(round.files.len(), 1);
    assert_eq!(fs::read(w.base.join("done").join(name)).unwrap(), bytes);
}

#[test]
fn hostile_names_at_the_server_are_told_and_left() {
    let mut w = world();
    let [(name, bytes), _] = files();
    w.at_bank(name, &bytes);
    for hostile in ["a\"b", "a*", "\u{1b}[2J", " a", "a\\b", "\u{202e}a"] {
        w.at_bank(hostile, b"x");
    }
    let round = w.round();
    assert_eq!(round.files.len(), 1, "the others are not held up");
    assert_eq!(round.trouble.len(), 6);
    assert!(round.all_done, "nothing would go better the next time");
    for error in &round.trouble {
        assert_eq!(error.code(), "exchange-fault-unsafe-name");
        let words = error.words(fordring::app::texts::Lang::Nb);
        assert!(!words.contains(['\u{1b}', '\u{202e}']), "{words:?}");
    }
}

#[test]
fn a_busy_site_leaves_what_was_fetched_for_the_next_round() {
    let mut w = world();
    let [(name, bytes), _] = files();
    w.at_bank(name, &bytes);
    assert!(w.round().trouble.is_empty());
    // A file that cannot be imported, because the site's file cannot be written.
    let (_, second) = files()[1].clone();
    w.at_bank("next.txt", &second);
    let conn = w.site.conn();
    conn.execute_batch("CREATE TRIGGER away BEFORE INSERT ON payment BEGIN SELECT RAISE(ABORT, 'no'); END")
        .unwrap();
    let round = w.round();
    assert_eq!((round.files.len(), round.trouble.len()), (0, 1), "{:?}", round.trouble);
    assert_eq!(w.names(&format!("incoming/{ACCOUNT}")), ["next.txt"]);
    conn.execute_batch("DROP TRIGGER away").unwrap();
    let round = w.round();
    assert_eq!(round.files.len(), 1);
    assert_eq!(w.server.count("fetch"), 2, "it is not fetched again");
}

/// The error of a made-up server with the words of the program.
struct Dead(ExchangeError);

impl Exchange for Dead {
    fn list(&mut self, _: &str) -> Result<Vec<fordring::app::exchange::RemoteFile>, ExchangeError> {
        Err(self.0.clone())
    }
    fn fetch(&mut self, _: &str, _: &str, _: &std::path::Path) -> Result<(), ExchangeError> {
        Err(self.0.clone())
    }
    fn put(&mut self, _: &std::path::Path, _: &str, _: &str) -> Result<(), ExchangeError> {
        Err(self.0.clone())
    }
    fn rename(&mut self, _: &str, _: &str, _: &str) -> Result<(), ExchangeError> {
        Err(self.0.clone())
    }
    fn remove(&mut self, _: &str, _: &str) -> Result<(), ExchangeError> {
        Err(self.0.clone())
    }
}

#[test]
fn what_is_wrong_with_a_server_is_said_with_the_way_out() {
    let w = world();
    let mut session = Session::open(&w.site.db, "kari", None).unwrap();
    let found = setup::find(&session, ACCOUNT).unwrap();
    let server = found.server.clone().unwrap();
    let cases = [
        (
            ExchangeError::HostKeyChanged {
                found: "SHA256:abc".to_owned(),
            },
            1,
            "SHA256:abc",
        ),
        (ExchangeError::HostKeyUnknown, 1, "ssh-keyscan -p 22 bank.example"),
        (
            ExchangeError::NotReached {
                detail: "refused".to_owned(),
            },
            5,
            "bank.example",
        ),
        (
            ExchangeError::NoProgram {
                program: "sftp".to_owned(),
            },
            5,
            "openssh-client",
        ),
        (ExchangeError::LoginRefused { detail: "no".to_owned() }, 5, "klubb"),
    ];
    for (error, code, words) in cases {
        let round = account_round(&mut session, &found, &server, &mut Dead(error.clone()), &w.base, &|| false);
        let [told] = round.trouble.as_slice() else {
            panic!("{:?}", round.trouble)
        };
        assert!(matches!(told, AppError::Exchange(_)));
        assert_eq!(told.exit_code(), code, "{error}");
        for lang in fordring::app::texts::Lang::ALL {
            assert!(told.words(lang).contains(words), "{}", told.words(lang));
        }
    }
    assert_eq!(setup::find(&session, ACCOUNT).unwrap().looked_at_ms, 0, "it is not done for today");
}
