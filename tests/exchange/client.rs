//! The client that fetches and delivers is a program of its own: it has nothing of ours, and does not live longer than we do.

#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{ACCOUNT, Site, program, text};

/// A client that says its number and hangs in the middle of a transfer, as does the one it started.
const HANGS: &str = "#!/bin/sh\nsleep 600 &\necho $$ $! >\"$HOME/begun.part\"; mv \"$HOME/begun.part\" \"$HOME/begun\"\nwait\n";

struct World {
    site: Site,
    lock: PathBuf,
}

fn world() -> World {
    let site = Site::new();
    let (key, known) = (site.file("id", "key"), site.file("known_hosts", "keys"));
    fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    let client = site.file("sftp", HANGS);
    fs::set_permissions(&client, PermissionsExt::from_mode(0o700)).unwrap();
    let (key, known) = (text(&key), text(&known));
    let way = [
        "--sftp",
        "klubb@bank.example",
        "--key",
        key,
        "--known-hosts",
        known,
        "--fetch",
        "out",
    ];
    site.ok(&[&["exchange", "set", ACCOUNT][..], &way[..], &["--comment", "Avtale"]].concat());
    let lock = site.file("lock of a script", "");
    World { site, lock }
}

impl World {
    /// `exchange run`, started by a script that has a file open; it has come to where the client hangs.
    fn started(&self) -> (Child, Vec<u32>) {
        let home = self.site.dir.path();
        let path = format!("{}:{}", home.display(), std::env::var("PATH").unwrap());
        let of = program(&self.site.db);
        let mut script = Command::new("sh");
        for (name, value) in of.get_envs() {
            match value {
                Some(value) => script.env(name, value),
                None => script.env_remove(name),
            };
        }
        script
            .current_dir(home)
            .env("PATH", path)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        script.args([
            "-c",
            "exec 9>\"$1\"; exec \"$2\" exchange run",
            "sh",
            text(&self.lock),
            env!("CARGO_BIN_EXE_fordring"),
        ]);
        let child = script.spawn().unwrap();
        let begun = home.join("begun");
        until(|| begun.exists());
        let numbers = fs::read_to_string(begun).unwrap();
        (child, numbers.split_whitespace().map(|number| number.parse().unwrap()).collect())
    }
}

#[track_caller]
fn until(mut condition: impl FnMut() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_secs(20), "it did not happen");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn runs(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind the name, which may have brackets in it; one that only waits to be taken note of has ended.
    stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
}

fn open_files(process: u32) -> Vec<PathBuf> {
    let entries = fs::read_dir(format!("/proc/{process}/fd")).unwrap().flatten();
    entries.filter_map(|entry| fs::read_link(entry.path()).ok()).collect()
}

fn has(process: u32, file: &Path) -> bool {
    open_files(process).iter().any(|open| open == file)
}

#[test]
fn ocr_5_the_client_has_nothing_open_that_is_ours_or_of_who_started_us() {
    let world = world();
    let lock = world.lock.canonicalize().unwrap();
    let (mut child, clients) = world.started();
    assert!(has(child.id(), &lock), "the test can fail");
    for client in clients {
        let open = open_files(client);
        let files: Vec<_> = open
            .iter()
            .filter(|file| file.is_absolute() && !file.starts_with("/dev") && !file.ends_with("sftp"))
            .collect();
        assert_eq!(files, Vec::<&PathBuf>::new());
        assert!(!has(client, &lock));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn ocr_5_the_client_ends_with_us_however_that_is() {
    for signal in ["KILL", "TERM", "INT"] {
        let world = world();
        let (mut child, clients) = world.started();
        assert!(clients.len() == 2 && clients.iter().all(|client| runs(*client)), "{signal}");
        let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        child.wait().unwrap();
        until(|| !clients.iter().any(|client| runs(*client)));
    }
}
