//! smstools with its daemon faked: files moved and written as smsd does it.

use std::fs;
use std::path::{Path, PathBuf};

use fordring::domain::message::measure;
use fordring::gateways::Messages;
use fordring::gateways::smstools::{Smstools, SmstoolsConfig};

use super::contract::{Fate, Rig, fate, now_ms, number};
use super::phone::{Part, place, show_septets, show_ucs2, shown};

pub struct FakeSmsd {
    dir: tempfile::TempDir,
    held: bool,
    /// The network's next reference, one byte.
    pub reference: u8,
    air: Vec<Part>,
    serial: u32,
}

impl FakeSmsd {
    pub fn new() -> FakeSmsd {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["outgoing", "checked", "sent", "failed", "incoming", "report"] {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        FakeSmsd {
            dir,
            held: false,
            reference: 0,
            air: Vec::new(),
            serial: 0,
        }
    }

    pub fn config(&self) -> SmstoolsConfig {
        SmstoolsConfig {
            spool: self.dir.path().to_owned(),
            report: None,
            temp: None,
            stuck_after_minutes: 10,
        }
    }

    pub fn at(&self, folder: &str) -> PathBuf {
        self.dir.path().join(folder)
    }

    pub fn names(&self, folder: &str) -> Vec<String> {
        let files = fs::read_dir(self.at(folder)).unwrap();
        let mut names: Vec<String> = files.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Takes one file of `outgoing` as far as it goes.
    fn handle(&mut self, name: &str) {
        let checked = self.at("checked").join(name);
        fs::rename(self.at("outgoing").join(name), &checked).unwrap();
        let file = fs::read(&checked).unwrap();
        let border = file.windows(2).position(|w| w == b"\n\n").unwrap();
        let (head, body) = (String::from_utf8(file[..border].to_owned()).unwrap(), &file[border + 2..]);
        let header = |name: &str| {
            head.lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
        };
        let to = format!("+{}", header("To").unwrap());
        let refused = fate(&to) == Fate::Refused;
        let (folder, added) = if refused {
            (
                "failed",
                "Fail_reason: +CMS ERROR: 38 (Network out of order)\nFailed: 26-11-22 07:00:00".to_owned(),
            )
        } else {
            self.reference = self.reference.checked_add(1).unwrap_or(0);
            (
                "sent",
                format!("Modem: GSM1\nSent: 26-11-22 07:00:00\nMessage_id: {}", self.reference),
            )
        };
        let mut written = format!("{head}\n{added}\n\n").into_bytes();
        written.extend(body);
        fs::write(&checked, written).unwrap();
        fs::rename(&checked, self.at(folder).join(name)).unwrap();
        if refused {
            return;
        }
        assert_eq!(header("Autosplit").as_deref(), Some("0"));
        let text = match header("Alphabet").unwrap().as_str() {
            "GSM" => show_septets(body),
            "UCS2" => show_ucs2(body),
            other => panic!("{other}"),
        };
        let udh = header("UDH-DATA").map(|hex| hex.split(' ').map(|b| u8::from_str_radix(b, 16).unwrap()).collect::<Vec<_>>());
        let room = match (header("Alphabet").as_deref(), udh.is_some()) {
            (Some("GSM"), false) => 160,
            (Some("GSM"), true) => 153,
            (_, false) => 140,
            (_, true) => 134,
        };
        assert!(body.len() <= room, "the daemon cuts this: {text}");
        let place = udh.map(|bytes| place(&bytes).unwrap());
        let status = match fate(&to) {
            Fate::Delivered => Some("0,Ok,short message received by the SME"),
            Fate::NotDelivered => Some("70,Error,SM validity period expired"),
            _ => None,
        };
        if let Some(status) = status {
            self.report(&to, self.reference, status);
        }
        self.air.push(Part { to, place, text });
    }

    pub fn report(&mut self, from: &str, reference: u8, status: &str) {
        let body = format!("SMS STATUS REPORT\nMessage_id: {reference}\nDischarge_timestamp: 26-11-22 07:00:01\nStatus: {status}");
        self.receive("report", from, &body);
    }

    /// A file as smsd writes it, under a name of its own.
    pub fn receive(&mut self, folder: &str, from: &str, text: &str) {
        self.serial += 1;
        let digits = from.trim_start_matches('+');
        let sent = chrono::Local::now().format("%y-%m-%d %H:%M:%S");
        // A message that took several parts is joined: then the octets are counted, and `UDH` is left out.
        let joined = measure(text).parts > 1 && folder == "incoming";
        let (length, udh) = if joined {
            (text.len(), "")
        } else {
            (text.chars().count(), "UDH: no\n")
        };
        let head = format!(
            "From: {digits}\nFrom_TOA: 91 international, ISDN/telephone\nFrom_SMSC: 4790002100\nSent: {sent}\nReceived: {sent}\n\
             Subject: GSM1\nModem: GSM1\nAlphabet: UTF-8\nLength: {length}\n{udh}\n{text}"
        );
        fs::write(self.at(folder).join(format!("GSM1.{:06}", self.serial)), head).unwrap();
    }

    /// A copy of the newest incoming file under another name, as after a crash between saving and deleting.
    fn receive_again(&mut self) {
        let newest = self.names("incoming").pop().unwrap();
        self.serial += 1;
        let name = format!("GSM1.{:06}", self.serial);
        fs::copy(self.at("incoming").join(newest), self.at("incoming").join(name)).unwrap();
    }

    pub fn age(&self, path: &Path, minutes: u64) {
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(minutes * 60);
        fs::File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
    }
}

impl Rig for FakeSmsd {
    fn open(&self) -> Box<dyn Messages> {
        Box::new(Smstools::new(&self.config(), now_ms))
    }

    fn number(&self, fate: Fate, nth: u8) -> String {
        number(fate, nth)
    }

    fn hold(&mut self) {
        self.held = true;
    }

    fn release(&mut self) {
        self.held = false;
    }

    fn incoming(&mut self, from: &str, text: &str) {
        self.receive("incoming", from, text);
    }

    fn incoming_twice(&mut self, from: &str, text: &str) {
        self.receive("incoming", from, text);
        self.receive_again();
    }

    fn shown(&self, number: &str) -> Vec<String> {
        shown(&self.air, number)
    }

    fn step(&mut self) {
        if !self.held {
            for name in self.names("outgoing").into_iter().filter(|name| !name.ends_with(".LOCK")) {
                self.handle(&name);
            }
        }
    }

    fn patience(&self) -> u32 {
        3
    }
}
