//! smstools' own daemon on a temporary spool.

use std::fs;
use std::process::Command;
use std::time::Duration;

use fordring::gateways::Messages;
use fordring::gateways::smstools::{Smstools, SmstoolsConfig};

use super::club::Gateway;
use super::contract::{Fate, Rig, now_ms, number};
use super::daemon::{Daemon, wait_until};
use super::modem::Modem;
use super::transcript::Show;

pub struct LiveSmsd {
    // Stopped before its folders go.
    daemon: Option<Daemon>,
    modem: Modem,
    dir: tempfile::TempDir,
}

impl LiveSmsd {
    pub fn start() -> LiveSmsd {
        let dir = tempfile::tempdir().unwrap();
        let folders = ["outgoing", "checked", "sent", "failed", "incoming", "report", "saved"];
        for folder in folders {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        let modem = Modem::start();
        let at = dir.path().display();
        // Without `decode_unicode_text`: with it the daemon drops letters outside the basic plane.
        let mut config = format!(
            "devices = GSM1\nlogfile = {at}/smsd.log\nloglevel = 7\ninfofile = {at}/smsd.working\npidfile = {at}/smsd.pid\n\
             delaytime = 1\ndelaytime_mainprocess = 1\nerrorsleeptime = 1\nblocktime = 5\nblockafter = 3\nincoming_utf8 = yes\n\
             autosplit = 3\ncheck_pid_interval = 0\n"
        );
        for folder in folders {
            config.push_str(&format!("{folder} = {at}/{folder}\n"));
        }
        config.push_str(&format!(
            "\n[GSM1]\ndevice = {}\nincoming = yes\nreport = yes\nbaudrate = 115200\nrtscts = no\ncheck_memory_method = 1\n\
             memory_start = 1\nsend_retries = 1\nsentsleeptime = 0\nstartsleeptime = 1\nread_timeout = 3\ninit = AT\n",
            modem.device.display()
        ));
        let file = dir.path().join("smsd.conf");
        fs::write(&file, config).unwrap();
        let mut rig = LiveSmsd { daemon: None, modem, dir };
        rig.release();
        assert!(wait_until(10, || rig.dir.path().join("smsd.pid").exists()), "smsd did not start");
        assert!(rig.daemon.as_mut().is_some_and(Daemon::is_running));
        rig
    }
}

/// The newest file of a folder, as it stands.
fn newest(folder: &std::path::Path) -> String {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let newest = files.max_by_key(|file| file.metadata().and_then(|about| about.modified()).ok());
    newest.map_or_else(String::new, |file| {
        format!("{:?}", String::from_utf8_lossy(&fs::read(file.path()).unwrap_or_default()))
    })
}

impl Rig for LiveSmsd {
    fn open(&self) -> Box<dyn Messages> {
        let config = SmstoolsConfig {
            spool: self.dir.path().to_owned(),
            report: None,
            temp: None,
            stuck_after_minutes: 10,
        };
        Box::new(Smstools::new(&config, now_ms))
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
            let mut command = Command::new("/usr/sbin/smsd");
            command.arg("-t").arg(format!("-c{}", self.dir.path().join("smsd.conf").display()));
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

impl Show for LiveSmsd {
    fn told(&self) -> Vec<String> {
        self.modem.told()
    }

    fn troubleshoot(&self) -> String {
        let log = fs::read_to_string(self.dir.path().join("smsd.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let newest = newest(&self.dir.path().join("incoming"));
        format!(
            "{newest}\n{:?}\n{}",
            self.modem.asked(),
            lines[lines.len().saturating_sub(40)..].join("\n")
        )
    }
}

impl Gateway for LiveSmsd {
    fn settings(&self) -> (&'static str, String) {
        ("smstools", format!("spool = {:?}\n", self.dir.path()))
    }
}
