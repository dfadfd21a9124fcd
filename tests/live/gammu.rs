//! gammu's own daemon with its SQLite backend.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use fordring::gateways::Messages;
use fordring::gateways::gammu_sql::{GammuSql, GammuSqlConfig};
use rusqlite::Connection;

use super::club::Gateway;
use super::contract::{Fate, Rig, now_ms, number};
use super::daemon::{Daemon, wait_until};
use super::modem::Modem;
use super::transcript::Show;

/// The schema that the package brings along.
pub const SCHEMA: &str = "/usr/share/doc/gammu-smsd/examples/sqlite.sql";

pub struct LiveGammu {
    // Stopped before its folder goes.
    daemon: Option<Daemon>,
    modem: Modem,
    dir: tempfile::TempDir,
    done: Arc<AtomicBool>,
}

impl Drop for LiveGammu {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

fn database(dir: &Path) -> Connection {
    let db = Connection::open(dir.join("smsd.db")).unwrap();
    db.busy_timeout(Duration::from_secs(5)).unwrap();
    db
}

impl LiveGammu {
    pub fn start() -> LiveGammu {
        let dir = tempfile::tempdir().unwrap();
        database(dir.path()).execute_batch(&fs::read_to_string(SCHEMA).unwrap()).unwrap();
        let modem = Modem::start();
        let at = dir.path().display();
        let config = format!(
            "[gammu]\nmodel = at\nconnection = at115200\ndevice = {}\nloglevel = none\n\n\
             [smsd]\nService = sql\nDriver = sqlite3\nDBDir = {at}/\nDatabase = smsd.db\nLogFile = {at}/smsd.log\nDebugLevel = 1\n\
             PhoneID = site1\nCommTimeout = 1\nReceiveFrequency = 1\nStatusFrequency = 0\nLoopSleep = 1\nSendTimeout = 5\n\
             CheckSecurity = 0\nCheckBattery = 0\nCheckSignal = 0\nCheckNetwork = 0\nDeliveryReport = sms\nMaxRetries = 1\n\
             RetryTimeout = 1\nMultipartTimeout = 20\n",
            modem.device.display()
        );
        let file = dir.path().join("smsdrc");
        fs::write(&file, config).unwrap();
        let done = Arc::new(AtomicBool::new(false));
        let mut rig = LiveGammu {
            daemon: None,
            modem,
            dir,
            done,
        };
        rig.release();
        let db = database(rig.dir.path());
        let known = || {
            db.query_row("SELECT EXISTS(SELECT 1 FROM phones WHERE ID = 'site1')", [], |row| row.get(0))
                .unwrap()
        };
        assert!(wait_until(20, known), "gammu-smsd did not start");
        assert!(rig.daemon.as_mut().is_some_and(Daemon::is_running));
        rig.look_without_end();
        rig
    }
}

impl LiveGammu {
    /// Someone who looks all the time: the daemon does not wait for a lock, and must never meet one.
    fn look_without_end(&self) {
        let (mut gateway, done) = (self.open(), Arc::clone(&self.done));
        std::thread::spawn(move || {
            while !done.load(Ordering::Relaxed) {
                let _ = gateway.poll(&|_| false);
                std::thread::sleep(Duration::from_millis(2));
            }
        });
    }
}

impl Rig for LiveGammu {
    fn open(&self) -> Box<dyn Messages> {
        let config = GammuSqlConfig {
            database: self.dir.path().join("smsd.db"),
            phone_id: "site1".to_owned(),
            stuck_after_minutes: 10,
        };
        Box::new(GammuSql::new(&config, now_ms))
    }

    fn number(&self, fate: Fate, nth: u8) -> String {
        number(fate, nth)
    }

    /// Stopped for good and started anew, as when the machine is turned off.
    fn hold(&mut self) {
        self.daemon = None;
    }

    fn release(&mut self) {
        if self.daemon.is_none() {
            let mut command = Command::new("gammu-smsd");
            command.arg("-c").arg(self.dir.path().join("smsdrc"));
            self.daemon = Some(Daemon::start(&mut command, &self.dir.path().join("output")));
        }
    }

    fn incoming(&mut self, from: &str, text: &str) {
        self.modem.incoming(from, text, 1);
    }

    fn incoming_twice(&mut self, from: &str, text: &str) {
        self.modem.incoming(from, text, 2);
    }

    fn shown(&self, number: &str) -> Vec<String> {
        self.modem.shown(number)
    }

    fn step(&mut self) {
        std::thread::sleep(Duration::from_millis(100));
    }

    fn patience(&self) -> u32 {
        300
    }
}

impl Show for LiveGammu {
    fn told(&self) -> Vec<String> {
        self.modem.told()
    }

    fn troubleshoot(&self) -> String {
        let log = fs::read_to_string(self.dir.path().join("smsd.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        format!("{:?}\n{}", self.modem.asked(), lines[lines.len().saturating_sub(40)..].join("\n"))
    }
}

impl Gateway for LiveGammu {
    fn settings(&self) -> (&'static str, String) {
        let file = self.dir.path().join("smsd.db");
        ("gammu-sql", format!("database = {file:?}\nphone_id = \"site1\"\n"))
    }
}
