//! A club with members of two kinds and dues of this year.

use fordring::app::import::Watch;
use fordring::app::usecase::dues::run::{self, Done, Request};
use fordring::app::{AppError, Session};
use fordring::domain::refusal::Refusal;
use fordring::store::StoreError;
use serde_json::Value as Json;

use crate::common::{Site, day, text};

/// The year the dues of the tests are for.
pub fn year() -> String {
    day(0).format("%Y").to_string()
}

pub struct Club {
    pub site: Site,
}

impl Club {
    /// With parties `1` to `count`, who can be written to; none has a kind yet. Kinds `main` and `youth`; open dues `main` of
    /// 1000 and 250 kr, `youth` of 100 kr.
    pub fn with(count: usize) -> Club {
        let site = Site::new();
        let mut table = String::from("number,name,phone\n");
        for number in 1..=count {
            table.push_str(&format!("{number},Berg {number:03},9{number:07}\n"));
        }
        let path = site.file("parties.csv", &table);
        site.ok(&["parties", "import", text(&path)]);
        let club = Club { site };
        club.ok(&["kinds", "add", "main", "--name", "Hovedmedlem"]);
        club.ok(&["kinds", "add", "youth", "--name", "Ungdom"]);
        club.dues("main", "main", &["Hovedmedlem=1000", "Tidsskrift=250"]);
        club.dues("youth", "youth", &["Ungdom=100"]);
        club
    }

    /// The same, all of them main members.
    pub fn of_mains(count: usize) -> Club {
        let club = Club::with(count);
        club.ok(&["assign", "main", "--filter", "", "--from", "2020-01-01"]);
        club
    }

    /// Open dues of a kind for this year.
    pub fn dues(&self, code: &str, kind: &str, lines: &[&str]) {
        let (year, due) = (year(), day(20).to_string());
        let mut args = vec!["add", code, "--kind", kind, "--period", &year, "--due", &due, "--open"];
        lines.iter().for_each(|line| args.extend(["--line", line]));
        self.ok(&args);
    }

    /// `fordring dues …`; changes with a comment.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        self.site.ok(&with_comment(args))
    }

    #[track_caller]
    pub fn fails(&self, args: &[&str], code: i32) -> String {
        self.site.fails(&with_comment(args), code)
    }

    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Json {
        let mut all = with_comment(args);
        all.push("--json");
        self.site.json(&all)
    }

    /// The claims of a run, by number.
    pub fn claims_of(&self, done: &Json) -> Vec<Json> {
        let filter = format!("voucher:{}", done["voucher"]);
        let list = self
            .site
            .json(&["claims", "list", "--filter", &filter, "--sort", "number", "--json"]);
        list.as_array().unwrap().clone()
    }

    pub fn session(&self) -> Session {
        Session::open(&self.site.db, "kari", None).unwrap()
    }

    /// One number of the file.
    pub fn count(&self, sql: &str) -> i64 {
        self.site.conn().query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

fn with_comment<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec!["dues"];
    all.extend(args);
    let changes = match args.first() {
        Some(&"kinds") => args.get(1) != Some(&"list"),
        Some(&("list" | "show" | "members" | "preview")) => false,
        _ => !args.contains(&"--comment"),
    };
    if changes {
        all.extend(["--comment", "prøve"]);
    }
    all
}

/// A request for everybody.
pub fn everybody(dues: &str) -> Request {
    Request {
        dues: dues.to_owned(),
        ..Request::default()
    }
}

/// Runs to the end.
pub fn run_all(session: &mut Session, request: &Request) -> Result<Done, AppError> {
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    run::run(session, request, "prøve", None, &mut watch)
}

/// The refusal of something that must be refused.
#[track_caller]
pub fn refusal<T: std::fmt::Debug>(done: Result<T, AppError>) -> Refusal {
    match done {
        Err(AppError::Store(StoreError::Refused(refusal))) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Who is left out and why, `number:reason`.
pub fn left_out(preview: &Json) -> Vec<String> {
    let rows = preview["leave_out"].as_array().unwrap().iter();
    rows.map(|row| format!("{}:{}", row["party"].as_str().unwrap(), row["why"].as_str().unwrap()))
        .collect()
}
