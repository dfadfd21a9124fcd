//! A modem that is none: AT commands in PDU mode (3GPP TS 27.005) on a pseudo terminal, and the network behind it, where
//! what becomes of a message stands in its number. It proves our reading of both only as far as two daemons agree with it.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};

use portable_pty::{PtyPair, PtySize, native_pty_system};

use super::contract::{Fate, fate};
use super::pdu::{deliver, status_report, stored_length, submit};
use super::phone::{Part, shown};

/// What the modem and the network know.
#[derive(Default)]
struct World {
    stored: BTreeMap<u16, String>,
    reference: u8,
    air: Vec<Part>,
    told: Vec<String>,
    asked: Vec<String>,
}

/// The modem. It works in a thread of its own as long as the terminal is open.
pub struct Modem {
    pub device: PathBuf,
    world: Arc<Mutex<World>>,
    _pty: PtyPair,
}

impl World {
    fn store(&mut self, pdu: String) {
        let free = (1..).find(|at| !self.stored.contains_key(at)).unwrap();
        self.stored.insert(free, pdu);
    }

    /// The answer to a message.
    fn send(&mut self, pdu: &str) -> String {
        let Some(message) = submit(pdu) else {
            self.told.push(format!("unreadable {pdu}"));
            return "\r\n+CMS ERROR: 304\r\n".to_owned();
        };
        let part = &message.part;
        let coding = if message.seven_bit { "7-bit" } else { "UCS-2" };
        let place = part.place.map_or_else(String::new, |(r, total, number)| {
            format!(" part {number} of {total}, reference {r}")
        });
        let about = format!("{} {coding}{place} {:?}", part.to, part.text);
        let fate = fate(&part.to);
        if fate == Fate::Refused {
            self.told.push(format!("refused   {about}"));
            return "\r\n+CMS ERROR: 38\r\n".to_owned();
        }
        self.reference = self.reference.wrapping_add(1);
        let status = match fate {
            Fate::Delivered => Some(0),
            Fate::NotDelivered => Some(70),
            _ => None,
        };
        if let Some(status) = status.filter(|_| message.report_wanted) {
            self.store(status_report(&part.to, self.reference, status));
        }
        let outcome = status.map_or_else(|| "no report".to_owned(), |status| format!("report {status}"));
        self.told.push(format!("sent {:>3}  {about} → {outcome}", self.reference));
        self.air.push(message.part);
        format!("\r\n+CMGS: {}\r\n\r\nOK\r\n", self.reference)
    }

    /// The answer to a command other than sending.
    fn command(&mut self, command: &str) -> String {
        let ok = |body: &str| {
            if body.is_empty() {
                "\r\nOK\r\n".to_owned()
            } else {
                format!("\r\n{body}\r\n\r\nOK\r\n")
            }
        };
        let count = self.stored.len();
        let argument = |start: &str| {
            command
                .strip_prefix(start)
                .map(|rest| rest.split(',').next().unwrap_or_default().to_owned())
        };
        let listed = |at: &u16, pdu: &String, word: &str| match word {
            "+CMGL" => format!("+CMGL: {at},0,,{}\r\n{pdu}", stored_length(pdu)),
            _ => format!("+CMGR: 0,,{}\r\n{pdu}", stored_length(pdu)),
        };
        if command == "AT+CMGD=?" {
            return ok("");
        }
        if command.starts_with("AT+CMGL") {
            let all: Vec<String> = self.stored.iter().map(|(at, pdu)| listed(at, pdu, "+CMGL")).collect();
            return ok(&all.join("\r\n"));
        }
        if let Some(at) = argument("AT+CMGR=").and_then(|at| at.parse().ok()) {
            return ok(&self.stored.get(&at).map_or_else(String::new, |pdu| listed(&at, pdu, "+CMGR")));
        }
        if let Some(at) = argument("AT+CMGD=").and_then(|at| at.parse().ok()) {
            self.stored.remove(&at);
            return ok("");
        }
        let fixed = match command {
            "AT+CPIN?" => "+CPIN: READY",
            "AT+CSQ" => "+CSQ: 20,0",
            "AT+CREG?" => "+CREG: 0,1",
            "AT+COPS?" => "+COPS: 0,0,\"Nowhere\"",
            "AT+CSCA?" => "+CSCA: \"+4790002100\",145",
            "AT+CIMI" => "242010000000001",
            "AT+CGSN" => "490154203237518",
            "AT+CGMI" => "Nobody",
            "AT+CGMM" => "None",
            "AT+CGMR" => "1.0",
            "AT+CMGF=?" => "+CMGF: (0)",
            "AT+CMGF?" => "+CMGF: 0",
            "AT+CPMS=?" => "+CPMS: (\"SM\"),(\"SM\"),(\"SM\")",
            "AT+CNMI=?" => "+CNMI: (0-2),(0-1),(0),(0-1),(0)",
            "AT+CSMS?" => "+CSMS: 0,1,1,1",
            "AT+CSCS=?" => "+CSCS: (\"GSM\",\"UCS2\")",
            "AT+CSCS?" => "+CSCS: \"GSM\"",
            _ => "",
        };
        if !fixed.is_empty() {
            return ok(fixed);
        }
        if command == "AT+CPMS?" {
            return ok(&format!("+CPMS: \"SM\",{count},50,\"SM\",{count},50,\"SM\",{count},50"));
        }
        if command.starts_with("AT+CPMS=") {
            return ok(&format!("+CPMS: {count},50,{count},50,{count},50"));
        }
        let taken = [
            "ATZ", "ATE", "AT+CMEE", "AT+CNMI", "AT+CSMS", "AT+CMGF", "AT+CSCS", "AT+CSCA", "AT+CREG=", "AT+CFUN", "AT+CMMS",
        ];
        if command == "AT" || taken.iter().any(|start| command.starts_with(start)) {
            return ok("");
        }
        "\r\nERROR\r\n".to_owned()
    }
}

impl Modem {
    pub fn start() -> Modem {
        let pty = native_pty_system().openpty(PtySize::default()).unwrap();
        let device = pty.master.tty_name().unwrap();
        // Until the daemon has set the terminal up itself, nothing may be echoed or translated.
        assert!(
            Command::new("stty")
                .arg("-F")
                .arg(&device)
                .args(["raw", "-echo"])
                .status()
                .unwrap()
                .success()
        );
        let world = Arc::new(Mutex::new(World::default()));
        let (mut input, mut output) = (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
        let inside = Arc::clone(&world);
        std::thread::spawn(move || {
            let (mut buffer, mut chunk, mut sending, mut echo) = (Vec::new(), [0; 4096], false, true);
            while let Ok(count @ 1..) = input.read(&mut chunk) {
                buffer.extend(&chunk[..count]);
                let ends = |byte: &u8| if sending { [0x1a, 0x1b].contains(byte) } else { *byte == b'\r' };
                let mut answers = String::new();
                let mut border = buffer.iter().position(ends);
                while let Some(at) = border {
                    let line: Vec<u8> = buffer.drain(..=at).collect();
                    let text = String::from_utf8_lossy(&line);
                    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
                    let mut world = inside.lock().unwrap();
                    if sending {
                        sending = false;
                        answers.push_str(&if line.ends_with(&[0x1a]) {
                            world.send(text)
                        } else {
                            "\r\nOK\r\n".to_owned()
                        });
                    } else if !text.is_empty() {
                        world.asked.push(text.to_owned());
                        if echo {
                            answers.push_str(text);
                            answers.push('\r');
                        }
                        echo = if text.starts_with("ATE") { text != "ATE0" } else { echo };
                        sending = text.starts_with("AT+CMGS=");
                        answers.push_str(&if sending {
                            "\r\n> ".to_owned()
                        } else {
                            world.command(&text.to_uppercase())
                        });
                    }
                    let ends = |byte: &u8| if sending { [0x1a, 0x1b].contains(byte) } else { *byte == b'\r' };
                    border = buffer.iter().position(ends);
                }
                if output.write_all(answers.as_bytes()).and_then(|()| output.flush()).is_err() {
                    return;
                }
            }
        });
        Modem { device, world, _pty: pty }
    }

    pub fn incoming(&self, from: &str, text: &str, times: u8) {
        let mut world = self.world.lock().unwrap();
        world.reference = world.reference.wrapping_add(1);
        let parts = deliver(from, text, world.reference);
        for _ in 0..times {
            for pdu in &parts {
                world.store(pdu.clone());
            }
        }
        world
            .told
            .push(format!("came in   {from} {text:?} in {} parts, {times} times", parts.len()));
    }

    pub fn shown(&self, number: &str) -> Vec<String> {
        shown(&self.world.lock().unwrap().air, number)
    }

    /// What went over the air, for people.
    pub fn told(&self) -> Vec<String> {
        self.world.lock().unwrap().told.clone()
    }

    /// The last commands, for the one who looks for a fault.
    pub fn asked(&self) -> Vec<String> {
        let world = self.world.lock().unwrap();
        world.asked.iter().rev().take(12).rev().cloned().collect()
    }
}
