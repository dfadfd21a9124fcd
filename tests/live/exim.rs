//! Exim from Debian on loopback: its own configuration, folders, certificate and port. It delivers into a file, refuses
//! whom it does not know, and puts off those that are told to come again (greylisting).

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::daemon::{Daemon, wait_until};

pub const EXIM: &str = "/usr/sbin/exim4";

pub struct Exim {
    // Stopped before its folders go.
    daemon: Option<Daemon>,
    pub port: u16,
    pub dir: tempfile::TempDir,
}

impl Exim {
    pub fn start() -> Exim {
        let dir = tempfile::tempdir().unwrap();
        // It gives up its rights to a user of its own, who must get to the folders.
        let open: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        for folder in ["", "spool", "mail", "log"] {
            let path = dir.path().join(folder);
            fs::create_dir_all(&path).unwrap();
            fs::set_permissions(&path, open.clone()).unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let exim = Exim { daemon: None, port, dir };
        exim.certificate();
        exim.configure();
        let mut exim = exim;
        exim.up();
        exim
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn certificate(&self) {
        let done = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
            ])
            .args([
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
            ])
            .arg("-keyout")
            .arg(self.path("key.pem"))
            .arg("-out")
            .arg(self.path("cert.pem"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        for name in ["key.pem", "cert.pem"] {
            let open: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o644);
            fs::set_permissions(self.path(name), open).unwrap();
        }
    }

    fn configure(&self) {
        let at = self.dir.path().display();
        let config = format!(
            r#"primary_hostname = mail.example
keep_environment =
spool_directory = {at}/spool
log_file_path = {at}/log/%slog
pid_file_path = {at}/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
domainlist local_domains = medlem.example
host_lookup =
rfc1413_query_timeout = 0s
tls_advertise_hosts = *
tls_certificate = {at}/cert.pem
tls_privatekey = {at}/key.pem
auth_advertise_hosts = ${{if eq {{$tls_in_cipher}}{{}}{{}}{{*}}}}
never_users =
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  deny    !authenticated = *
          message = log in first
  deny    local_parts = ukjent
          message = no such mailbox here
  defer   local_parts = grey
          condition = ${{if exists{{{at}/grey}}{{no}}{{yes}}}}
          message = greylisted, try again later
  accept  domains = +local_domains
  deny    message = we relay nothing
data:
  warn    condition = ${{if exists{{{at}/slow}}{{yes}}{{no}}}}
          delay = 8s
  accept
begin routers
local:
  driver = accept
  domains = +local_domains
  transport = file
begin transports
file:
  driver = appendfile
  file = {at}/mail/all
  envelope_to_add
  user = Debian-exim
  group = Debian-exim
  mode = 0644
  delivery_date_add
begin retry
* * F,1h,1m
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${{if and{{{{eq{{$auth2}}{{fjell}}}}{{eq{{$auth3}}{{kanarifugl-9}}}}}}{{yes}}{{no}}}}
  server_set_id = $auth2
"#,
            port = self.port
        );
        fs::write(self.path("exim.conf"), config).unwrap();
    }

    pub fn up(&mut self) {
        let config = self.path("exim.conf");
        let mut command = Command::new(EXIM);
        command.args(["-bdf", "-q10s", "-C"]).arg(&config);
        self.daemon = Some(Daemon::start(&mut command, &self.path("out")));
        let port = self.port;
        assert!(wait_until(20, || TcpStream::connect(("127.0.0.1", port)).is_ok()), "{}", self.log());
    }

    pub fn down(&mut self) {
        self.daemon = None;
    }

    /// Killed in the middle of what it does: it says good-bye to nobody.
    pub fn kill(&mut self) {
        if let Some(daemon) = &mut self.daemon {
            daemon.kill();
        }
        self.daemon = None;
    }

    pub fn log(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.path(name)).unwrap_or_default();
        format!("{}{}{}", read("out"), read("log/mainlog"), read("log/paniclog"))
    }

    /// The letters that came for somebody.
    pub fn mailbox(&self, who: &str) -> Vec<String> {
        // A name from outside in a file's name is refused by Exim itself: all letters stand in one file.
        let all = fs::read_to_string(self.path("mail/all")).unwrap_or_default();
        let mut letters: Vec<String> = Vec::new();
        for line in all.lines() {
            if line.starts_with("From ") {
                letters.push(String::new());
            } else if let Some(letter) = letters.last_mut() {
                letter.push_str(line);
                letter.push_str("\r\n");
            }
        }
        letters.retain(|letter| letter.contains(&format!("Envelope-to: {who}@medlem.example\r\n")));
        letters
    }
}

/// Whether there is all that it needs.
pub fn is_there() -> bool {
    Path::new(EXIM).exists()
}
