//! A file of more than 5 000 payments in the watched folder: killed anywhere, it is put away only when all of it is booked.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fordring::store::importing::ImportLock;

use crate::common::{Site, kid, ocr, pay, program, text};

const PAYMENTS: u32 = 20_000;
const NAME: &str = "OCR.D1";

struct World {
    site: Site,
    folder: PathBuf,
    bytes: Vec<u8>,
}

fn world() -> World {
    let site = Site::new();
    let folder = site.dir.path().join("inn");
    fs::create_dir(&folder).unwrap();
    let settings = format!("[exchange]\nfolder = {:?}\nsettle_seconds = 0\n", text(&folder));
    site.file("settings.toml", settings);
    let bytes = ocr(1, (0..PAYMENTS).map(|n| pay(&kid(u64::from(1_000 + n)), 100)).collect());
    fs::write(folder.join(NAME), &bytes).unwrap();
    World { site, folder, bytes }
}

impl World {
    fn watch(&self) -> Child {
        let mut command = program(&self.site.db);
        command.env("FORDRING_SETTINGS", self.site.dir.path().join("settings.toml"));
        let command = command.args(["watch", "--once", "--json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn one(&self, sql: &str) -> i64 {
        self.site.conn().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Starts it, and kills it as soon as this is true; whether it was.
    fn killed_when(&self, sql: &str) -> bool {
        let mut child = self.watch();
        let conn = self.site.conn();
        while child.try_wait().unwrap().is_none() && conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap() == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap().code().is_none()
    }

    fn is_waiting(&self) -> bool {
        self.folder.join(NAME).exists()
    }

    #[track_caller]
    fn assert_ends(&self, child: Child, when: &str) {
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{when}: {done:?}");
        assert!(!self.is_waiting(), "{when}");
        assert!(fs::read(self.folder.join("done").join(NAME)).unwrap() == self.bytes, "{when}");
        assert_eq!(self.one("SELECT count(*) FROM bank_import"), 0, "{when}");
        let all = i64::from(PAYMENTS);
        assert_eq!(
            (
                self.one("SELECT count(*) FROM payment"),
                self.one("SELECT sum(amount) FROM payment")
            ),
            (all, all * 100),
            "{when}"
        );
        self.site.check();
    }
}

#[test]
fn ocr_8_a_large_file_that_is_half_booked_is_put_away_when_all_of_it_is() {
    let phases = [
        "SELECT count(*) FROM bank_file",
        "SELECT count(*) FROM bank_import",
        "SELECT count(*) > 0 FROM payment",
        "SELECT count(*) > 6000 FROM payment",
        "SELECT count(*) > 12000 FROM payment",
    ];
    let mut booked = 0;
    for sql in phases {
        let w = world();
        // The second one is killed while it finishes what the first one left.
        for sql in [sql, "SELECT count(*) > 15000 FROM payment"] {
            if w.killed_when(sql) {
                booked += u32::from(w.one("SELECT count(*) FROM bank_import") == 1);
                assert!(w.is_waiting(), "{sql}");
                assert!(!w.folder.join("done").join(NAME).exists(), "{sql}");
            }
        }
        w.assert_ends(w.watch(), sql);
    }
    assert!(booked >= 4, "only {booked} were killed while they booked");
}

#[test]
fn ocr_8_a_large_file_that_somebody_else_finishes_is_not_put_away_before_that() {
    let w = world();
    assert!(w.killed_when("SELECT count(*) > 6000 FROM payment"));
    let lock = ImportLock::take(&w.site.db).unwrap().unwrap();
    let mut child = w.watch();
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(2) {
        assert!(child.try_wait().unwrap().is_none(), "it did not wait");
        assert!(w.is_waiting());
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(lock);
    w.assert_ends(child, "after the other one");
}
