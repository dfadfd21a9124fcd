//! A site for random walks: made once, copied for each walk, in memory where there is a place for it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use fordring::app::import::{self, Request, Watch};
use fordring::app::usecase::{accounts, claims_import, init};
use fordring::app::{AppError, Session};
use fordring::domain::account::Country;
use fordring::domain::claim::Claim;
use fordring::store::{StoreError, claim};
use rusqlite::Connection;

use super::common::{ACCOUNT, day, kid};
use super::model::Model;

/// Numbers of the claims are 101 to this.
pub const LAST: i64 = 110;
/// Whose they are.
pub const PARTIES: i64 = 4;

/// A folder in memory, where the machine has one.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.or_else(|_| tempfile::tempdir()).unwrap()
}

fn site() -> &'static Vec<u8> {
    static SITE: OnceLock<Vec<u8>> = OnceLock::new();
    SITE.get_or_init(|| {
        let dir = folder();
        let db = dir.path().join("site.fordring");
        drop(init::init(&db, Country::No, "Fjellklubben", "kari", None).unwrap());
        let mut session = Session::open(&db, "kari", None).unwrap();
        accounts::add(&mut session, ACCOUNT, "", "mod10:11").unwrap();
        let mut table = String::from("number,party,name,phone,kind,reference,issued,due,amount,vat\n");
        for number in 101..=LAST {
            let (kind, vat) = match number % 5 {
                0 => ("order", 25),
                1 => ("donation", 0),
                2 => ("other", 25),
                _ => ("dues", 0),
            };
            let (party, due) = (number % PARTIES, day(if number % 2 == 0 { 10 } else { -33 }));
            for line in 0..=number % 3 {
                let (kid, issued, kroner) = (kid(number.unsigned_abs()), day(-50), 30 * (line + 1) + number % 7);
                table.push_str(&format!(
                    "{number},M{party},Berg {party},9000000{party},{kind},{kid},{issued},{due},{kroner}.50,{vat}\n"
                ));
            }
        }
        let path = dir.path().join("claims.csv");
        std::fs::write(&path, table).unwrap();
        claims_import::import(&mut session, &path).unwrap();
        drop(session);
        let conn = Connection::open(&db).unwrap();
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(conn);
        std::fs::read(&db).unwrap()
    })
}

/// The site, somebody who works on it, and what should be true of it.
pub struct World {
    pub dir: tempfile::TempDir,
    pub session: Session,
    pub conn: Connection,
    pub model: Model,
    /// Bank files written so far: transmission number, place, and key when it is stored and stands.
    pub files: Vec<(u32, PathBuf, Option<i64>)>,
    /// How often what was done, by its name.
    pub done: std::collections::BTreeMap<&'static str, u32>,
}

impl World {
    pub fn new() -> World {
        let dir = folder();
        let db = dir.path().join("site.fordring");
        std::fs::write(&db, site()).unwrap();
        let session = Session::open(&db, "kari", None).unwrap();
        let conn = Connection::open(&db).unwrap();
        let model = Model::default();
        World {
            dir,
            session,
            conn,
            model,
            files: Vec::new(),
            done: std::collections::BTreeMap::new(),
        }
    }

    /// A claim as it stands in the file.
    pub fn claim(&self, number: i64) -> Claim {
        claim::load(&self.conn, number - 100).unwrap().unwrap()
    }

    /// Everything that a list shows of a claim, but for when it was reminded and when it is due.
    pub fn row(&self, number: i64) -> String {
        let sql = "SELECT concat_ws('|', status, extra, void, amount, credited, written_off, paid, \"left\", coalesce(settled, 'no'), coalesce(paid_on, 'no'),
             coalesce(method, 'no'), coalesce(payer, 'no')) || (SELECT group_concat(concat_ws('|', no, discount, credited, dropped, written_off, refunded))
             FROM claim_line WHERE claim_id = claim.id) FROM claim WHERE number = ?1";
        self.conn.query_row(sql, [number], |row| row.get(0)).unwrap()
    }

    pub fn rows(&self) -> Vec<String> {
        (101..=LAST).map(|number| self.row(number)).collect()
    }

    pub fn one(&self, sql: &str) -> i64 {
        self.conn.prepare_cached(sql).unwrap().query_row([], |row| row.get(0)).unwrap()
    }

    pub fn all(&self, sql: &str) -> Vec<(i64, i64)> {
        let mut statement = self.conn.prepare_cached(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// Imports a bank file as it lies there. Answers its key.
    pub fn import(&mut self, path: &Path) -> Option<i64> {
        let request = Request {
            path: path.to_path_buf(),
            ..Request::default()
        };
        let mut watch = Watch {
            progress: &mut |_| {},
            stop: &|| false,
        };
        import::run(&mut self.session, &request, None, &mut watch).unwrap().file_id
    }

    pub fn undo(&mut self, file: i64) -> Result<fordring::app::usecase::files::Undone, AppError> {
        let mut watch = Watch {
            progress: &mut |_| {},
            stop: &|| false,
        };
        fordring::app::usecase::files::undo(&mut self.session, file, "angret", false, &mut watch)
    }

    pub fn check(&self, when: &str) {
        assert_eq!(
            fordring::app::usecase::check::check(&self.session, &mut |_| {}).unwrap(),
            [],
            "{when}"
        );
    }
}

/// Whether it was refused by a rule: anything else is a fault of the program.
pub fn is_refused<T>(done: &Result<T, AppError>) -> bool {
    matches!(done, Err(AppError::Store(StoreError::Refused(_))))
}
