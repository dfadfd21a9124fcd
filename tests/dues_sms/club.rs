//! An organisation with members, its operator simulated.

use std::sync::Arc;

use fordring::app::outbox::{self, Asking, Round};
use fordring::app::ports::{self, Ports};
use fordring::app::settings::Settings;
use fordring::app::simulated::Simulator;
use fordring::app::{AppError, Session};
use fordring::domain::refusal::Refusal;
use fordring::store::StoreError;
use rusqlite::Connection;

use crate::common::Site;
pub use crate::words::{CHARGE, FAILED, PAID};

/// The member of the source document's examples.
pub const KARI: &str = "+4799999999";
/// The organisation.
pub struct Club {
    pub site: Site,
    pub session: Session,
    pub ports: Ports,
    pub phones: Simulator,
}

/// A session of somebody on a file.
pub fn session(site: &Site) -> Session {
    let mut session = Session::open(&site.db, "kari", None).unwrap();
    session.settings = Arc::new(Settings::default());
    session
}

impl Club {
    /// With members and their dues: `number,name,phone,kind,due,amount`, one a line.
    pub fn with(members: &[&str]) -> Club {
        let site = Site::bare();
        let mut table = String::from("party,name,phone,kind,due,amount\n");
        for member in members {
            table.push_str(member);
            table.push('\n');
        }
        if !members.is_empty() {
            site.claims(&table);
        }
        let (keywords, words) = (["--keywords", "ORG1"], ["--sub-keywords", "BETAL betale"]);
        let mut args = vec!["sms", "set", "--open", "--number", "2030", "--organisation", "Organisasjon1"];
        args.extend(keywords.iter().chain(&words));
        args.extend(["--url", "https://org1.hypersys.no", "--comment", "start"]);
        site.ok(&args);
        let session = session(&site);
        let ports = Ports::open(&session.settings, &site.db).unwrap();
        let phones = ports::simulator(&site.db).unwrap();
        Club {
            site,
            session,
            ports,
            phones,
        }
    }

    /// With one member who owes 50 kr.
    pub fn with_kari() -> Club {
        Club::with(&["1,Kari Nordmann,999 99 999,dues,2026-12-01,50"])
    }

    /// A member sends a message, which is taken and answered.
    pub fn sends(&mut self, from: &str, text: &str) {
        self.phones.send(from, text).unwrap();
        self.round();
    }

    pub fn round(&mut self) -> Round {
        outbox::round(&mut self.session, &mut self.ports, Asking::Due).unwrap()
    }

    /// Every outcome that was to come comes now, and is taken.
    pub fn outcomes(&mut self) {
        let conn = self.operator();
        conn.execute("UPDATE charge SET due_ms = 1 WHERE due_ms IS NOT NULL", []).unwrap();
        conn.execute("UPDATE message SET due_ms = 1 WHERE due_ms IS NOT NULL", []).unwrap();
        self.round();
        self.round();
    }

    /// Everything that waits for its next try is tried now.
    pub fn hurry(&mut self) {
        self.site
            .conn()
            .execute("UPDATE outbox SET next_at = 1 WHERE state = 'queued'", [])
            .unwrap();
        self.round();
    }

    /// The operator's own file.
    pub fn operator(&self) -> Connection {
        let conn = Connection::open(ports::simulator_path(&self.site.db)).unwrap();
        conn.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
        conn
    }

    /// What a member's phone got, oldest first.
    pub fn got(&mut self, phone: &str) -> Vec<String> {
        let inbox = self.phones.inbox(phone).unwrap();
        inbox
            .into_iter()
            .filter(|message| !message.from_customer)
            .map(|message| message.text)
            .collect()
    }

    /// What was drawn from a number and stands, in øre, by the operator's books.
    pub fn drawn(&mut self, phone: &str) -> i64 {
        let charges = self.phones.charges().unwrap();
        let of = charges.iter().filter(|charge| charge.phone == phone);
        of.filter(|charge| matches!(charge.state, fordring::gateways::charges::ChargeState::Paid { .. }))
            .map(|charge| charge.amount.minor())
            .sum()
    }

    /// The state of the last charge.
    pub fn charge(&self) -> (String, String) {
        let sql = "SELECT w.word, g.fault FROM charge g JOIN code_word w ON w.what = 'charge.state' AND w.number = g.state ORDER BY g.id DESC LIMIT 1";
        self.site.conn().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    }

    /// One number of the file.
    pub fn count(&self, sql: &str) -> i64 {
        self.site.conn().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    pub fn status(&self, claim: u32) -> String {
        let shown = self.site.claim(claim);
        shown["status"].as_str().unwrap().to_owned()
    }
}

/// The refusal of something that must be refused.
#[track_caller]
pub fn refusal<T: std::fmt::Debug>(done: Result<T, AppError>) -> Refusal {
    match done {
        Err(AppError::Store(StoreError::Refused(refusal))) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}
