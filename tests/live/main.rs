//! The real daemons: smstools and gammu-smsd, each on a temporary folder with a modem that is none, held to the same
//! contract as everything that stands in for them (gateways.md 10.8), and then to dues paid by SMS through the whole program,
//! with a provider of messages that cost on this machine; Exim, which gets claims by e-mail; and an OpenSSH server on loopback, from which the program fetches bank
//! files and to which it delivers them (OCR-4, OCR-5). `cargo test --test live -- dues` runs only the parts named so.
//!
//! Missing packages are installed where that is possible: by root, on a machine whose init does not start daemons. Else it
//! says so and counts as not run; with `FORDRING_LIVE=1`, as in `.ci/run`, it installs anywhere and must run. Not run by the
//! usual harness, so that the transcript is seen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod bank;
mod club;
#[path = "../common/mod.rs"]
mod common;
mod consoles;
#[path = "../gateway_messages/contract.rs"]
mod contract;
mod daemon;
mod dues;
mod exim;
mod gammu;
#[path = "../console/harness.rs"]
#[allow(dead_code, reason = "shared with another test")]
mod harness;
#[path = "../console/keys.rs"]
mod keys;
mod mail;
#[path = "../gateway_mail/stub.rs"]
#[allow(dead_code, reason = "shared with another test")]
mod mail_stub;
mod modem;
mod pdu;
#[path = "../gateway_messages/phone.rs"]
mod phone;
mod smsd;
mod sshd;
#[path = "../gateway_charges/strex_stub.rs"]
#[allow(dead_code, reason = "shared with another test")]
mod strex_stub;
#[path = "../gateway_payments/stub.rs"]
#[allow(dead_code, reason = "shared with another test")]
mod stub;
mod transcript;
#[path = "../dues_sms/words.rs"]
mod words;

/// What the server of e-mail that is shared reads letters into.
mod suite {
    /// A letter as it came.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[allow(dead_code, reason = "shared with another test")]
    pub struct Got {
        pub to: String,
        pub key: String,
        pub subject: String,
        pub text: String,
        pub file: String,
        pub pdf: Vec<u8>,
    }
}

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

/// How long the program waits for the provider of messages that cost.
pub const TIMEOUT_MS: u64 = 5_000;

/// A part of the tests; whether everything in it was kept.
type Part = (&'static str, fn() -> bool);

/// What runs beside each other.
const PARTS: &[Part] = &[
    ("smstools", || transcript::run("smstools", smsd::LiveSmsd::start)),
    ("gammu", || transcript::run("gammu", gammu::LiveGammu::start)),
    ("sftp", bank::run),
    ("mail", mail::run),
    ("dues-smstools", || dues::run("dues-smstools", || Box::new(smsd::LiveSmsd::start()))),
    ("dues-gammu", || dues::run("dues-gammu", || Box::new(gammu::LiveGammu::start()))),
];

/// Package, and a file that shows that it is there.
fn missing() -> Vec<&'static str> {
    let exists = |paths: &[&str]| paths.iter().any(|path| Path::new(path).exists());
    let driver = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let driver = driver.map(|entry| entry.path()).chain([Path::new("/usr/lib").to_owned()]);
    let has_driver = driver.into_iter().any(|folder| folder.join("dbd/libdbdsqlite3.so").exists());
    let all = [
        ("smstools", exists(&["/usr/sbin/smsd"])),
        ("gammu-smsd", exists(&["/usr/bin/gammu-smsd"]) && exists(&[gammu::SCHEMA])),
        ("libdbd-sqlite3", has_driver),
        ("openssh-server", exists(&[sshd::SSHD])),
        ("openssh-sftp-server", exists(&[sshd::SFTP_SERVER])),
        ("exim4-daemon-light", exim::is_there()),
        ("openssl", exists(&["/usr/bin/openssl"])),
        ("openssh-client", exists(&["/usr/bin/sftp"])),
    ];
    all.into_iter().filter(|(_, there)| !there).map(|(package, _)| package).collect()
}

/// Installs packages; why not, where it cannot.
fn install(packages: &[&str], must: bool) -> Result<(), String> {
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout.trim_ascii() == b"0");
    if !is_root {
        return Err("only root can install them".to_owned());
    }
    if Path::new("/run/systemd/system").exists() && !must {
        return Err("installing them would start daemons on this machine; FORDRING_LIVE=1 does it all the same".to_owned());
    }
    let apt = |arguments: &[&str]| {
        let done = Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .output();
        match done {
            Ok(out) if out.status.success() => Ok(()),
            Ok(out) => Err(format!("apt-get {}: {}", arguments[0], String::from_utf8_lossy(&out.stderr).trim())),
            Err(error) => Err(format!("apt-get: {error}")),
        }
    };
    apt(&["update"])?;
    // Small images leave documents out; the schema of gammu's tables is among them.
    let documents = "Dpkg::Options::=--path-include=/usr/share/doc/gammu-smsd/*";
    let how = ["install", "-y", "--no-install-recommends", "--reinstall", "-o", documents];
    apt(&[how.as_slice(), packages].concat())
}

/// Ends everything when it takes longer than it may: a daemon that hangs must not hang the machine.
fn limit(seconds: u64) {
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(seconds));
        eprintln!("FAIL  it took longer than {seconds} s");
        daemon::kill_all();
        std::process::exit(1);
    });
}

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let only_listed = std::env::args().any(|argument| argument == "--list");
    let is_meant = |part: &str| {
        filters.is_empty()
            || filters
                .iter()
                .any(|filter| "live".contains(filter.as_str()) || part.contains(filter.as_str()))
    };
    let parts: Vec<&Part> = PARTS.iter().filter(|(name, _)| is_meant(name)).collect();
    if only_listed || parts.is_empty() {
        return ExitCode::SUCCESS;
    }
    let must = std::env::var_os("FORDRING_LIVE").is_some_and(|value| value == "1");
    let wanted = missing();
    if !wanted.is_empty()
        && let Err(why) = install(&wanted, must).and_then(|()| match missing().as_slice() {
            [] => Ok(()),
            still => Err(format!("{} not found after installing", still.join(", "))),
        })
    {
        println!("NOT RUN: live daemons; missing: {}; {why}", wanted.join(", "));
        return if must { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    limit(300);
    let all: Vec<_> = parts.iter().map(|(_, part)| std::thread::spawn(part)).collect();
    let kept: Vec<bool> = all.into_iter().map(|one| one.join().is_ok_and(|kept| kept)).collect();
    let good = kept.iter().all(|kept| *kept);
    println!("{}", if good { "live: every promise kept" } else { "live: FAILED" });
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
