//! What the tests of the whole program share: a site in a folder of its own, the real binary, and bank files that fit.

#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::{Days, Local, NaiveDate};
use fordring::app::Session;
use fordring::app::import::{self, Request, Watch};
use fordring::domain::bankfile::Direction;
use fordring::domain::money::Money;
use fordring::domain::reference::with_check_digit_mod10;
use fordring::formats::{self, WriteFile, WritePart, WritePayment};
use rusqlite::Connection;
use serde_json::Value as Json;

/// Our bank account in most tests; takes KIDs of 11 digits with modulus 10.
pub const ACCOUNT: &str = "12345678903";
/// Our second account.
pub const SECOND: &str = "86011117947";
/// Accounts of made-up payers.
pub const PAYERS: [&str; 3] = ["15032080119", "60050612344", "62411558830"];
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/ocr-giro");
/// Takes the triggers away that hold what the program must not do, so that a test can do it behind its back.
pub fn drop_triggers(conn: &Connection, like: &str) {
    let sql = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger' AND name LIKE ?1";
    let drops: String = conn.query_row(sql, [like], |row| row.get(0)).unwrap();
    conn.execute_batch(&drops).unwrap();
}

/// What a run of the program ended with.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
/// The program on a database, told nothing by the machine it runs on.
pub fn program(db: &Path) -> Command {
    let home = db.parent().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fordring"));
    for name in [
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CONFIG_HOME",
    ] {
        command.env_remove(name);
    }
    command.env("HOME", home).env("FORDRING_DB", db).env("FORDRING_OPERATOR", "kari");
    command.env("FORDRING_LANG", "en").current_dir(home);
    command
}

/// A site in a folder of its own, which goes away with it.
pub struct Site {
    pub dir: tempfile::TempDir,
    pub db: PathBuf,
}

impl Site {
    /// A Norwegian site without accounts.
    pub fn bare() -> Site {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("site.fordring");
        let site = Site { dir, db };
        site.ok(&["init", "--country", "no", "--name", "Fjellklubben"]);
        site
    }

    /// A Norwegian site with [`ACCOUNT`].
    pub fn new() -> Site {
        let site = Site::bare();
        site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11", "--name", "Kontingent"]);
        site
    }

    /// One with claims 101, 102, … of these amounts in øre; their references are [`kid`] of the number.
    pub fn with_claims(amounts: &[i64]) -> Site {
        let site = Site::new();
        let mut table = String::from("number,party,name,kind,reference,issued,due,amount,description\n");
        for (amount, number) in amounts.iter().zip(101u32..) {
            let kid = kid(u64::from(number));
            let (dates, amount) = (format!("{},{}", day(-20), day(10)), Money::from_minor(*amount));
            let _ = writeln!(table, "{number},M{number},Berg {number},dues,{kid},{dates},{amount},Kontingent");
        }
        site.claims(&table);
        site
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        program(&self.db).args(args).output().unwrap().into()
    }

    /// Runs; must end with 0. Answers what stands on standard output.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran.out
    }

    /// Runs; must end with this code and say why on standard error alone. Answers what it said.
    #[track_caller]
    pub fn fails(&self, args: &[&str], code: i32) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(!ran.err.trim().is_empty(), "{args:?} says nothing");
        assert!(!ran.err.contains("panicked"), "{ran:?}");
        ran.err
    }

    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Json {
        let out = self.ok(args);
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{args:?}: {e}: {out}"))
    }

    /// Imports a table of claims; must succeed. Answers the messages.
    #[track_caller]
    pub fn claims(&self, table: &str) -> String {
        let path = self.file("claims.csv", table);
        let ran = self.run(&["claims", "import", text(&path)]);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.err
    }

    /// One claim in full.
    #[track_caller]
    pub fn claim(&self, number: u32) -> Json {
        self.json(&["claims", "show", &number.to_string(), "--json"])
    }

    /// Imports bank bytes under a name with `--json` and more arguments: exit code and the one object.
    #[track_caller]
    pub fn import(&self, name: &str, bytes: &[u8], more: &[&str]) -> (i32, Json) {
        let path = self.file(name, bytes);
        let mut args = vec!["import", text(&path), "--json"];
        args.extend(more);
        let ran = self.run(&args);
        let parsed: Json = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {ran:?}"));
        let list = parsed.as_array().unwrap();
        assert_eq!(list.len(), 1, "{ran:?}");
        (ran.code, list[0].clone())
    }

    /// The same, which must be stored.
    #[track_caller]
    pub fn stored(&self, name: &str, bytes: &[u8]) -> Json {
        let (code, done) = self.import(name, bytes, &[]);
        assert_eq!((code, done["status"].as_str()), (0, Some("stored")), "{done:#}");
        done
    }

    /// The payments list, in the order they were stored.
    pub fn payments(&self) -> Vec<Json> {
        let list = self.json(&["payments", "list", "--json", "--sort", "id"]);
        list.as_array().unwrap().clone()
    }

    /// Another connection to the file, as any tool could have one.
    pub fn conn(&self) -> Connection {
        let conn = Connection::open(&self.db).unwrap();
        conn.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
        conn
    }

    pub fn counts(&self) -> Vec<(String, i64)> {
        counts(&self.conn())
    }

    /// `fordring check` finds nothing.
    #[track_caller]
    pub fn check(&self) {
        let ran = self.run(&["check"]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }

    /// The codes that `fordring check` finds.
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        let ran = self.run(&["check", "--json"]);
        let found: Json = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {ran:?}"));
        let faults = found["faults"].as_array().unwrap();
        assert_eq!(ran.code, i32::from(!faults.is_empty()), "{ran:?}");
        assert_eq!(found["ok"].as_bool(), Some(faults.is_empty()));
        faults.iter().map(|fault| fault["code"].as_str().unwrap().to_owned()).collect()
    }
}

/// How many rows each table has.
pub fn counts(conn: &Connection) -> Vec<(String, i64)> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut names = conn.prepare(sql).unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() > 10, "{names:?}");
    let count = |name: &str| {
        conn.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0))
            .unwrap()
    };
    names.into_iter().map(|name| (name.clone(), count(&name))).collect()
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A day counted from today.
pub fn day(from_today: i64) -> NaiveDate {
    let today = Local::now().date_naive();
    let days = Days::new(from_today.unsigned_abs());
    if from_today < 0 { today - days } else { today + days }
}

/// DDMMYY, as the bank writes dates.
pub fn ddmmyy(date: NaiveDate) -> String {
    date.format("%d%m%y").to_string()
}

/// The KID of 11 digits of a number.
pub fn kid(number: u64) -> String {
    with_check_digit_mod10(&format!("{number:010}")).unwrap().to_string()
}

/// A golden file with its dates moved to the last two days, so that it never grows old.
pub fn golden(name: &str) -> Vec<u8> {
    let bytes = std::fs::read(format!("{GOLDEN}/{name}")).unwrap();
    let mut moved: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    for (was, now) in [("060526", day(-1)), ("050526", day(-2)), ("070526", day(-1)), ("150526", day(-1))] {
        moved = moved.replace(was, &ddmmyy(now));
    }
    moved.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

/// A giro payment of yesterday with a reference, from the first payer, without an archive reference.
pub fn pay(reference: &str, minor: i64) -> WritePayment {
    WritePayment {
        several: false,
        payer_name: None,
        payer_number: None,
        kind: "10".to_owned(),
        settled_on: day(-1),
        lump_key: "8006100042".to_owned(),
        direction: Direction::In,
        amount: Money::from_minor(minor),
        reference: Some(reference.to_owned()),
        payer_account: Some(PAYERS[0].to_owned()),
        archive_reference: None,
        ordered_on: None,
        text: None,
    }
}

/// The same from one of [`PAYERS`].
pub fn pay_from(payer: usize, reference: &str, minor: i64) -> WritePayment {
    WritePayment {
        payer_account: Some(PAYERS[payer].to_owned()),
        ..pay(reference, minor)
    }
}

/// An OCR file with this transmission number for [`ACCOUNT`].
pub fn ocr(number: u32, payments: Vec<WritePayment>) -> Vec<u8> {
    ocr_parts(number, vec![(ACCOUNT, payments)])
}

/// An OCR file with parts for several accounts.
pub fn ocr_parts(number: u32, parts: Vec<(&str, Vec<WritePayment>)>) -> Vec<u8> {
    let file = WriteFile {
        transmission: number,
        transmitter: "00008080".to_owned(),
        recipient: "00131415".to_owned(),
        created_on: day(-1),
        parts: parts
            .into_iter()
            .map(|(account, payments)| WritePart {
                format: "",
                notices: Vec::new(),
                agreement: "001234567".to_owned(),
                account: account.to_owned(),
                payments,
            })
            .collect(),
    };
    let mut bytes = Vec::new();
    (formats::by_id("ocr-giro").unwrap().write.unwrap())(&file, &mut bytes).unwrap();
    bytes
}

/// The lines of a bank file, to be changed and joined again.
pub fn lines(bytes: &[u8]) -> Vec<String> {
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    latin.lines().map(str::to_owned).collect()
}

/// Lines as bytes, with CR LF.
pub fn joined(lines: &[String]) -> Vec<u8> {
    let latin = lines.join("\r\n") + "\r\n";
    latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

/// A copy of a bank file with other characters in a line (from 1) at a column (from 1).
pub fn patched(bytes: &[u8], line: usize, column: usize, with: &str) -> Vec<u8> {
    let mut all = lines(bytes);
    all[line - 1].replace_range(column - 1..column - 1 + with.len(), with);
    joined(&all)
}

/// The codes of a list of findings of `import --json`.
pub fn codes(findings: &Json) -> Vec<String> {
    let list = findings.as_array().unwrap();
    list.iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect()
}

/// Claims in every status that can be reached: 101 unpaid, 102 paid, 103 underpaid, 104 overpaid, 105 annulled, 106 credited.
pub fn every_status() -> Site {
    let site = Site::with_claims(&[10_000; 6]);
    let payments = vec![pay(&kid(102), 10_000), pay(&kid(103), 4_000), pay(&kid(104), 15_000)];
    site.stored("a.ocr", &ocr(1, payments));
    site.ok(&["claims", "annul", "105", "--comment", "Feil mottaker"]);
    site.ok(&["claims", "credit", "106", "--comment", "Feil beløp"]);
    site
}

/// A payment of nobody knows whom.
pub fn nobody(reference: &str, minor: i64) -> WritePayment {
    WritePayment {
        payer_account: None,
        ..pay(reference, minor)
    }
}

/// A payment with an archive reference.
pub fn archived(reference: &str, minor: i64, archive: &str) -> WritePayment {
    WritePayment {
        archive_reference: Some(archive.to_owned()),
        ..pay(reference, minor)
    }
}

/// State and reason of every payment, in the order they were stored.
pub fn reasons(site: &Site) -> Vec<String> {
    let words = |p: &Json| format!("{} {}", p["state"].as_str().unwrap(), p["reason"].as_str().unwrap());
    site.payments().iter().map(words).collect()
}

/// Status, extra status, what is left and the remainder of a claim.
pub fn status(site: &Site, number: u32) -> String {
    let claim = site.claim(number);
    let word = |name: &str| claim[name].as_str().unwrap_or("").to_owned();
    format!("{} {} {} {}", word("status"), word("extra_status"), word("left"), word("remainder"))
}

/// A dry run says what the import then does, payment by payment, and stores nothing.
#[track_caller]
pub fn foretold(site: &Site, name: &str, bytes: &[u8]) -> Json {
    let before = (site.counts(), site.faults());
    let (code, dry) = site.import(name, bytes, &["--dry-run"]);
    assert_eq!((code, dry["status"].as_str()), (0, Some("would_store")), "{dry:#}");
    assert_eq!((site.counts(), site.faults()), before, "a dry run stores nothing");
    let mut session = Session::open(&site.db, "kari", None).unwrap();
    let request = Request {
        path: site.dir.path().join(name),
        ..Request::default()
    };
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let preview = import::dry_run(&session, &request, &mut watch).unwrap();
    let done = import::run(&mut session, &request, Some(&preview.rows), &mut watch).unwrap();
    assert_eq!(done.different, [], "each payment is foretold");
    assert_eq!(done.counts, preview.counts);
    let stored = site.json(&["files", "list", "--json", "--sort", "id:desc", "--limit", "1"])[0].clone();
    for name in [
        "payments",
        "stored",
        "skipped",
        "settled",
        "manual",
        "suggested",
        "unmatched",
        "parked",
        "sum",
        "booked",
    ] {
        assert_eq!(stored[name], dry[name], "{name}");
    }
    site.check();
    dry
}
