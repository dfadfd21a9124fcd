//! An OpenSSH server of our own on loopback: own keys, own folders, a port that is free, and a line that can be cut.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::daemon::{Daemon, wait_until};

pub const SSHD: &str = "/usr/sbin/sshd";
pub const SFTP_SERVER: &str = "/usr/lib/openssh/sftp-server";

pub struct Sshd {
    // Stopped before its folders go.
    daemon: Option<Daemon>,
    pub port: u16,
    pub user: String,
    pub dir: tempfile::TempDir,
}

fn key(path: &Path) {
    let done = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(path)
        .status()
        .unwrap();
    assert!(done.success());
}

impl Sshd {
    pub fn start() -> Sshd {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["out", "in"] {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        for name in ["host", "other", "user"] {
            key(&dir.path().join(name));
        }
        fs::copy(dir.path().join("user.pub"), dir.path().join("authorized")).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let user = Command::new("id").arg("-un").output().unwrap().stdout;
        let user = String::from_utf8(user).unwrap().trim().to_owned();
        // The server's own separation of rights wants a folder that packages make at boot.
        if user == "root" {
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let mut sshd = Sshd {
            daemon: None,
            port,
            user,
            dir,
        };
        sshd.write_wrapper();
        sshd.up();
        sshd
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The server with a line that breaks after as many pieces as stand in `cut`, once. It tells how much was read.
    fn write_wrapper(&self) {
        let at = self.dir.path().display();
        let script = format!(
            "#!/bin/sh\nif [ -f '{at}/cut' ]; then n=$(cat '{at}/cut'); rm '{at}/cut'; {SFTP_SERVER} -e -l INFO 2>>'{at}/served' | dd bs=32768 count=\"$n\" status=none\n\
             else exec {SFTP_SERVER} -e -l INFO 2>>'{at}/served'\nfi\n"
        );
        let path = self.path("wrapper");
        fs::write(&path, script).unwrap();
        let done = Command::new("chmod").arg("755").arg(path).status().unwrap();
        assert!(done.success());
    }

    pub fn up(&mut self) {
        let at = self.dir.path().display();
        let config = format!(
            "Port {}\nListenAddress 127.0.0.1\nHostKey {at}/host\nAuthorizedKeysFile {at}/authorized\nStrictModes no\nPidFile none\nUsePAM no\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\nSubsystem sftp {at}/wrapper\nLogLevel VERBOSE\n",
            self.port
        );
        let file = self.path("sshd_config");
        fs::write(&file, config).unwrap();
        let mut command = Command::new(SSHD);
        command.args(["-D", "-e", "-f"]).arg(file);
        self.daemon = Some(Daemon::start(&mut command, &self.path("output")));
        let port = self.port;
        assert!(
            wait_until(10, || TcpStream::connect(("127.0.0.1", port)).is_ok()),
            "sshd did not start:\n{}",
            self.log()
        );
    }

    pub fn down(&mut self) {
        self.daemon = None;
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.path("output")).unwrap_or_default()
    }

    /// A file with a host's key, as a person makes it with ssh-keyscan.
    pub fn known_hosts(&self, of: &str) -> String {
        let public = fs::read_to_string(self.path(&format!("{of}.pub"))).unwrap();
        let mut words = public.split_whitespace();
        format!("[127.0.0.1]:{} {} {}\n", self.port, words.next().unwrap(), words.next().unwrap())
    }

    /// Bytes that were read of a file, transfer by transfer.
    pub fn served(&self, name: &str) -> Vec<u64> {
        let log = fs::read_to_string(self.path("served")).unwrap_or_default();
        let lines = log
            .lines()
            .filter(|line| line.contains("close") && line.contains(&format!("{name}\"")));
        let read = |line: &str| line.split("bytes read ").nth(1)?.split_whitespace().next()?.parse().ok();
        lines.filter_map(read).collect()
    }
}
