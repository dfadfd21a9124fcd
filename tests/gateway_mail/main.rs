//! The contract of e-mail: one suite over the simulator and SMTP, the latter before a server on this machine that does what RFC 5321
//! says, and badly. What only SMTP does stands in a file of its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod smtp;
mod stub;
mod suite;

use fordring::gateways::mail::Mail;
use fordring::gateways::simulator::Simulator;
use fordring::gateways::smtp::{Config, Smtp};

use stub::{Stub, Trouble};
use suite::{Got, Rig};

/// How long the gateway under test waits for an answer.
pub const TIMEOUT_MS: u64 = 700;

struct SimulatorRig {
    _folder: tempfile::TempDir,
    sim: Simulator,
}

fn now() -> i64 {
    1_800_000_000_000
}

impl Rig for SimulatorRig {
    fn new() -> SimulatorRig {
        let folder = tempfile::tempdir().unwrap();
        let sim = Simulator::open(&folder.path().join("simulator.db"), now).unwrap();
        SimulatorRig { _folder: folder, sim }
    }

    fn gateway(&mut self) -> &mut dyn Mail {
        &mut self.sim
    }

    fn prepare(&mut self, trouble: Trouble) -> &'static str {
        match trouble {
            Trouble::None => "ase@example.no",
            Trouble::RefusesRecipient => "refused@example.no",
            Trouble::Greylists => "busy@example.no",
            Trouble::LosesAnswer => "lost@example.no",
            Trouble::Down => {
                self.sim.set_offline(true).unwrap();
                "ase@example.no"
            }
            other => panic!("{other:?} is SMTP's alone"),
        }
    }

    fn got(&mut self) -> Vec<Got> {
        let mails = self.sim.mails().unwrap();
        let got = mails.into_iter().map(|mail| Got {
            to: mail.to,
            key: mail.key,
            subject: mail.subject,
            text: mail.text,
            file: mail.file,
            pdf: mail.pdf,
        });
        got.collect()
    }
}

struct SmtpRig {
    stub: Stub,
    smtp: Smtp,
}

/// The gateway on a server.
pub fn smtp(settings: &str) -> Smtp {
    let config: Config = toml::from_str(settings).unwrap();
    Smtp::new(config, &stub::sender()).unwrap()
}

impl Rig for SmtpRig {
    fn new() -> SmtpRig {
        let stub = Stub::start();
        let settings = format!(
            "host = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\ntimeout_ms = {TIMEOUT_MS}",
            stub.port
        );
        SmtpRig {
            smtp: smtp(&settings),
            stub,
        }
    }

    fn gateway(&mut self) -> &mut dyn Mail {
        &mut self.smtp
    }

    fn prepare(&mut self, trouble: Trouble) -> &'static str {
        self.stub.set(trouble);
        "ase@example.no"
    }

    fn got(&mut self) -> Vec<Got> {
        self.stub.got()
    }
}

suite::whole_suite!(with_simulator, crate::SimulatorRig);
suite::whole_suite!(with_smtp, crate::SmtpRig);
