//! SFTP by the system's own OpenSSH client, in batch mode: no password is ever asked for, the host key is known beforehand, and
//! nothing but paths stands on the command line.

mod guard;
mod listing;
mod process;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::exchange::{Exchange, ExchangeError, RemoteFile, is_safe, is_safe_folder};
use process::{Said, run};

/// How long a connection may take, in seconds.
const CONNECT_S: u32 = 20;
/// How long anything but a transfer may take.
const SHORT: Duration = Duration::from_secs(120);
/// How long a transfer may take; a dead line is noticed after a minute.
const LONG: Duration = Duration::from_secs(2 * 3600);
/// Bytes of one request.
const REQUEST: u32 = 32 * 1024;
/// How many requests are under way at once.
const REQUESTS: u32 = 16;
/// How much of the end of a part is fetched again: as much as can have been under way when it was cut, twice over. A client
/// that was killed may have left a hole there.
const AGAIN: u64 = 1024 * 1024;

/// How an account's server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SftpConfig {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Who we are there.
    pub user: String,
    /// Our private key: a path, never the key itself.
    pub key_file: PathBuf,
    /// The server's public keys.
    pub known_hosts: PathBuf,
}

impl SftpConfig {
    /// What is wrong with it, by the name of the field; each is refused before it comes near a command line.
    pub fn fault(&self) -> Option<(&'static str, String)> {
        let plain = |text: &str, more: &str| {
            !text.is_empty() && !text.starts_with('-') && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
        };
        let path = |path: &Path| {
            let text = path.to_str().unwrap_or_default();
            path.is_absolute()
                && !text
                    .chars()
                    .any(|c| crate::domain::text::is_forbidden(c) || "\"'\\$\u{fffd}".contains(c))
        };
        if !plain(&self.host, ".-:_") {
            return Some(("host", self.host.clone()));
        }
        if !plain(&self.user, "._-@+") {
            return Some(("user", self.user.clone()));
        }
        if self.port == 0 {
            return Some(("port", self.port.to_string()));
        }
        [("key", &self.key_file), ("known-hosts", &self.known_hosts)]
            .into_iter()
            .find(|(_, file)| !path(file))
            .map(|(name, file)| (name, file.display().to_string()))
    }
}

/// A connection that is made anew for everything that is asked.
pub struct Sftp {
    config: SftpConfig,
    program: PathBuf,
    now_ms: fn() -> i64,
    stop: Box<dyn Fn() -> bool>,
}

impl Sftp {
    /// `now_ms`: listings leave out the year. `stop`: asked often; a running client is ended then.
    pub fn new(config: SftpConfig, now_ms: fn() -> i64, stop: Box<dyn Fn() -> bool>) -> Sftp {
        Sftp {
            config,
            program: PathBuf::from("sftp"),
            now_ms,
            stop,
        }
    }

    /// With another client than the one that `PATH` has.
    #[must_use]
    pub fn with_program(self, program: PathBuf) -> Sftp {
        Sftp { program, ..self }
    }

    fn command(&self) -> Command {
        // In options, `%` begins a word of the client's own.
        let path = |path: &Path| path.display().to_string().replace('%', "%%");
        let mut command = Command::new(&self.program);
        command.env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        for name in ["SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY"] {
            command.env_remove(name);
        }
        command.args(["-F", "none", "-b", "-"]);
        for option in [
            "BatchMode=yes".to_owned(),
            "StrictHostKeyChecking=yes".to_owned(),
            format!("UserKnownHostsFile=\"{}\"", path(&self.config.known_hosts)),
            "GlobalKnownHostsFile=none".to_owned(),
            "UpdateHostKeys=no".to_owned(),
            "IdentitiesOnly=yes".to_owned(),
            "IdentityAgent=none".to_owned(),
            "PreferredAuthentications=publickey".to_owned(),
            format!("ConnectTimeout={CONNECT_S}"),
            "ServerAliveInterval=15".to_owned(),
            "ServerAliveCountMax=4".to_owned(),
            "ConnectionAttempts=1".to_owned(),
        ] {
            command.arg("-o").arg(option);
        }
        command.arg("-i").arg(path(&self.config.key_file));
        command.args([
            "-P",
            &self.config.port.to_string(),
            "-B",
            &REQUEST.to_string(),
            "-R",
            &REQUESTS.to_string(),
        ]);
        let host = if self.config.host.contains(':') {
            format!("[{}]", self.config.host)
        } else {
            self.config.host.clone()
        };
        command.arg("--").arg(format!("{}@{host}", self.config.user));
        command
    }

    /// Tells the client what to do, in a folder of the server and one of ours.
    fn ask(&self, folder: &str, what: &str, ours: Option<&Path>, limit: Duration, of: &str) -> Result<String, ExchangeError> {
        self.ready()?;
        if !is_safe_folder(folder) {
            return Err(ExchangeError::UnsafeName { what: folder.to_owned() });
        }
        let mut command = self.command();
        if let Some(ours) = ours {
            command.current_dir(ours);
        }
        let go = if matches!(folder, "" | ".") {
            String::new()
        } else {
            format!("cd \"{folder}\"\n")
        };
        let said = run(&command, &format!("{go}{what}\n"), limit, &*self.stop)?;
        if said.good { Ok(said.out) } else { Err(why(&said, folder, of)) }
    }

    /// What can be seen before anybody is asked.
    fn ready(&self) -> Result<(), ExchangeError> {
        if let Some((_, what)) = self.config.fault() {
            return Err(ExchangeError::UnsafeName { what });
        }
        let key = &self.config.key_file;
        let about = std::fs::metadata(key).map_err(|error| ExchangeError::KeyFile {
            detail: format!("{}: {error}", key.display()),
        })?;
        if let Some(mode) = open_to_others(&about) {
            return Err(ExchangeError::KeyFile {
                detail: format!("{}: mode {mode:03o}", key.display()),
            });
        }
        if !self.config.known_hosts.is_file() {
            return Err(ExchangeError::HostKeyUnknown);
        }
        Ok(())
    }
}

#[cfg(unix)]
fn open_to_others(about: &std::fs::Metadata) -> Option<u32> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn open_to_others(_: &std::fs::Metadata) -> Option<u32> {
    None
}

/// What a client that gave up means.
fn why(said: &Said, folder: &str, of: &str) -> ExchangeError {
    let has = |word: &str| said.err.contains(word);
    let lines: Vec<&str> = said.err.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let telling = |line: &&&str| !matches!(**line, "Connection closed" | "Connection closed.");
    let detail = lines.iter().rfind(telling).or(lines.last()).copied().unwrap_or("?");
    let detail: String = crate::domain::text::clean(detail).chars().take(200).collect();
    let what = if of.is_empty() { folder } else { of }.to_owned();
    if has("REMOTE HOST IDENTIFICATION HAS CHANGED") || has("has changed and you have requested strict") {
        let found = said.err.split_whitespace().find(|word| word.starts_with("SHA256:"));
        return ExchangeError::HostKeyChanged {
            found: found.unwrap_or("?").trim_end_matches('.').to_owned(),
        };
    }
    if has("Host key verification failed") || has("host key is known for") {
        return ExchangeError::HostKeyUnknown;
    }
    if has("UNPROTECTED PRIVATE KEY") || has("Load key") {
        return ExchangeError::KeyFile { detail };
    }
    if has("Permission denied (") || has("Too many authentication failures") {
        return ExchangeError::LoginRefused { detail };
    }
    // A server does not say it in these words: its disk is `Failure`.
    if ["No space left on device", "File too large", "Disk quota exceeded"]
        .iter()
        .any(|word| has(word))
    {
        return ExchangeError::NoRoom { detail };
    }
    if has("remote rename") && has("Failure") {
        return ExchangeError::InTheWay { what };
    }
    if has("No such file") || has("not found") {
        return ExchangeError::NotThere { what };
    }
    if has("Permission denied") {
        return ExchangeError::Denied { what };
    }
    let line = [
        "Connection",
        "connect to host",
        "Could not resolve",
        "lost connection",
        "Broken pipe",
        "Timeout",
        "timed out",
        "kex_exchange",
        "No route",
    ];
    if line.iter().any(|word| has(word)) {
        return ExchangeError::NotReached { detail };
    }
    ExchangeError::Other { detail }
}

fn safe(name: &str) -> Result<&str, ExchangeError> {
    Some(name)
        .filter(|name| is_safe(name))
        .ok_or_else(|| ExchangeError::UnsafeName { what: name.to_owned() })
}

/// Our folder and the name in it: the client runs in the folder, so that only the name has to be understood by it.
fn ours(path: &Path) -> Result<(&Path, &str), ExchangeError> {
    let name = path.file_name().and_then(std::ffi::OsStr::to_str);
    match (path.parent(), name) {
        (Some(folder), Some(name)) => Ok((folder, safe(name)?)),
        _ => Err(ExchangeError::UnsafeName {
            what: path.display().to_string(),
        }),
    }
}

impl Exchange for Sftp {
    fn list(&mut self, folder: &str) -> Result<Vec<RemoteFile>, ExchangeError> {
        let said = self.ask(folder, "ls -ln", None, SHORT, "")?;
        Ok(listing::files(&said, (self.now_ms)()))
    }

    fn fetch(&mut self, folder: &str, name: &str, into: &Path) -> Result<(), ExchangeError> {
        let name = safe(name)?;
        let (here, part) = ours(into)?;
        let begun = std::fs::symlink_metadata(into).map_or(0, |about| about.len());
        let kept = begun.saturating_sub(AGAIN);
        let cut = || std::fs::OpenOptions::new().write(true).open(into)?.set_len(kept);
        let verb = if kept > 0 && cut().is_ok() { "reget" } else { "get" };
        let what = format!("{verb} \"./{name}\" \"./{part}\"");
        self.ask(folder, &what, Some(here), LONG, name).map(|_| ())
    }

    fn put(&mut self, from: &Path, folder: &str, name: &str) -> Result<(), ExchangeError> {
        let name = safe(name)?;
        let (here, file) = ours(from)?;
        let what = format!("put \"./{file}\" \"./{name}\"");
        self.ask(folder, &what, Some(here), LONG, name).map(|_| ())
    }

    fn rename(&mut self, folder: &str, from: &str, to: &str) -> Result<(), ExchangeError> {
        // Without `-l` many servers would write over what has the name.
        let what = format!("rename -l \"./{}\" \"./{}\"", safe(from)?, safe(to)?);
        self.ask(folder, &what, None, SHORT, to).map(|_| ())
    }

    fn remove(&mut self, folder: &str, name: &str) -> Result<(), ExchangeError> {
        let what = format!("rm \"./{}\"", safe(name)?);
        self.ask(folder, &what, None, SHORT, name).map(|_| ())
    }
}

#[cfg(test)]
mod tests;
