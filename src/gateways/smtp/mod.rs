//! E-mail by SMTP (RFC 5321, 3207, 8314), through `lettre`.
//!
//! Command by command, so that it is known how far a try came: until the text is given nobody has the letter and it may be tried
//! again; while its answer is waited for nobody knows. The server's own `no` after the text is certain again.
//!
//! A server that says a letter a minute keeps each answer's time and never ends. So each conversation is held in a thread of its own,
//! and left alone there when the time for the whole is over; one that is left before the text is given never gives it.

mod letter;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use serde::Deserialize;

use super::PortError;
use super::mail::{Letter, Mail, Sender};
use super::secret::{SecretError, SecretSource};

/// How the connection is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// From the first byte (port 465).
    #[default]
    Tls,
    /// Begun in the open, and not gone on with unless it becomes secret (port 587).
    StartTls,
    /// Not at all: only to this machine itself.
    None,
}

/// `[mail.smtp]` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The server's name; its certificate must be for it.
    pub host: String,
    /// Its port; none: 465, 587 or 25 by `security`.
    pub port: Option<u16>,
    /// `tls`, `starttls`, or `none` for a server on this machine.
    #[serde(default)]
    pub security: Security,
    /// Who logs in; none: nobody does.
    pub user: Option<String>,
    /// Where the password is.
    pub password: Option<SecretSource>,
    /// A certificate (PEM) to trust besides the usual ones.
    pub ca: Option<PathBuf>,
    /// What this machine calls itself to the server.
    pub hello: Option<String>,
    /// How long each answer may take, ms.
    #[serde(default = "usual_timeout")]
    pub timeout_ms: u64,
    /// How long the whole conversation about a letter may take, ms.
    #[serde(default = "usual_limit")]
    pub limit_ms: u64,
}

fn usual_timeout() -> u64 {
    30_000
}

/// Less than the right to send is held for, so that no other process takes the letter for one that was left in the middle.
fn usual_limit() -> u64 {
    180_000
}

/// How far a conversation came: the text is not given yet; it is being given or was; it was given up before, and never will be.
const ASKING: u8 = 0;
const GIVEN: u8 = 1;
const GIVEN_UP: u8 = 2;

/// Why the settings are wrong.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Neither an address nor a name with one in angle brackets.
    #[error("{0} is not a sender: Name <address>")]
    NotASender(String),
    /// A name or password would go over the network for everybody to read.
    #[error("security = \"none\" is only for a server on this machine, not {0}")]
    NotSecret(String),
    /// A password without a user, or the other way round.
    #[error("user and password go together")]
    Half,
    /// The password cannot be had.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The certificate cannot be read.
    #[error("{}: {detail}", path.display())]
    Certificate {
        /// Which file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// What the server's name cannot be.
    #[error("{0}")]
    Tls(String),
}

/// Where it is, and how it is talked to.
struct Server {
    config: Config,
    credentials: Option<Credentials>,
    tls: Option<TlsParameters>,
    hello: ClientId,
}

/// A server of e-mail.
pub struct Smtp {
    server: Arc<Server>,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    open: Option<SmtpConnection>,
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl Smtp {
    /// Reads what the settings name. Connects to nobody.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn new(config: Config, sender: &Sender) -> Result<Smtp, ConfigError> {
        let from = letter::mailbox(&sender.from)?;
        let reply_to = match sender.reply_to.as_str() {
            "" => None,
            given => Some(letter::mailbox(given)?),
        };
        if config.security == Security::None && !is_here(&config.host) {
            return Err(ConfigError::NotSecret(config.host));
        }
        let credentials = match (&config.user, &config.password) {
            (None, None) => None,
            (Some(user), Some(source)) => Some(Credentials::new(user.clone(), source.read()?.expose().to_owned())),
            _ => return Err(ConfigError::Half),
        };
        let tls = match config.security {
            Security::None => None,
            _ => Some(tls(&config)?),
        };
        let hello = match config.hello.as_deref().map(str::parse::<IpAddr>) {
            Some(Ok(IpAddr::V4(ip))) => ClientId::Ipv4(ip),
            Some(Ok(IpAddr::V6(ip))) => ClientId::Ipv6(ip),
            Some(Err(_)) => ClientId::Domain(super::mail::one_line(config.hello.as_deref().unwrap_or_default())),
            None => ClientId::default(),
        };
        let server = Server {
            config,
            credentials,
            tls,
            hello,
        };
        Ok(Smtp {
            server: Arc::new(server),
            from,
            reply_to,
            open: None,
        })
    }

    /// Talks to the server in a thread of its own. `None`: it did not end in time, and is left alone.
    fn limited<T: Send + 'static>(&self, talk: impl FnOnce(&Server) -> T + Send + 'static) -> Option<T> {
        let (tell, heard) = sync_channel(1);
        let server = Arc::clone(&self.server);
        let begun = std::thread::Builder::new().name("smtp".to_owned()).spawn(move || {
            // Nobody listens any more to what ends too late.
            let _ = tell.send(talk(&server));
        });
        begun.ok()?;
        heard.recv_timeout(Duration::from_millis(self.server.config.limit_ms)).ok()
    }

    fn too_slow(&self) -> String {
        let Config { host, limit_ms, .. } = &self.server.config;
        format!("{host}:{}: no end after {} s", self.server.port(), limit_ms.div_ceil(1_000))
    }
}

impl Server {
    fn port(&self) -> u16 {
        self.config.port.unwrap_or(match self.config.security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        })
    }

    /// A connection, logged in. Whatever goes wrong here, nobody has heard of the letter.
    fn connect(&self) -> Result<SmtpConnection, PortError> {
        let far = |error: lettre::transport::smtp::Error| PortError::NotReached {
            detail: format!("{}:{}: {}", self.config.host, self.port(), said(&error)),
        };
        let timeout = Some(Duration::from_millis(self.config.timeout_ms));
        let at_once = self.tls.as_ref().filter(|_| self.config.security == Security::Tls);
        let place = (self.config.host.as_str(), self.port());
        let mut open = SmtpConnection::connect(place, timeout, &self.hello, at_once, None).map_err(far)?;
        if let (Security::StartTls, Some(tls)) = (self.config.security, &self.tls) {
            open.starttls(tls, &self.hello).map_err(far)?;
        }
        if let Some(credentials) = &self.credentials {
            open.auth(&[Mechanism::Plain, Mechanism::Login], credentials).map_err(far)?;
        }
        Ok(open)
    }

    /// The connection of the last letter, if the server still answers on it; else a new one.
    fn connection(&self, last: Option<SmtpConnection>) -> Result<SmtpConnection, PortError> {
        if let Some(mut open) = last
            && !open.has_broken()
            && open.test_connected()
        {
            return Ok(open);
        }
        self.connect()
    }

    /// The conversation about one letter. Answers the connection, if it can be gone on with, and what the server said.
    fn talk(&self, last: Option<SmtpConnection>, envelope: &Envelope, text: &[u8], came: &AtomicU8) -> Told {
        let mut open = match self.connection(last) {
            Ok(open) => open,
            Err(error) => return (None, Err(error)),
        };
        if let Err(error) = announce(&mut open, envelope, text.is_ascii()) {
            open.abort();
            return (None, Err(before(&error)));
        }
        if came.compare_exchange(ASKING, GIVEN, Ordering::SeqCst, Ordering::SeqCst).is_err() {
            // Without the text's end the server forgets the letter.
            drop(open);
            let detail = "given up before the letter was given".to_owned();
            return (None, Err(PortError::NotReached { detail }));
        }
        match open.message(text) {
            Ok(response) => (Some(open), Ok(words(&response))),
            Err(error) => {
                open.abort();
                (None, Err(after(&error)))
            }
        }
    }
}

/// A connection that can be gone on with, and what the server said.
type Told = (Option<SmtpConnection>, Result<String, PortError>);

fn tls(config: &Config) -> Result<TlsParameters, ConfigError> {
    let mut builder = TlsParameters::builder(config.host.clone());
    if let Some(path) = &config.ca {
        let fault = |detail: String| ConfigError::Certificate {
            path: path.clone(),
            detail,
        };
        let pem = std::fs::read(path).map_err(|error| fault(error.to_string()))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| fault(said(&error)))?);
    }
    builder.build_rustls().map_err(|error| ConfigError::Tls(said(&error)))
}

/// What the server said, or what failed: the innermost words.
fn said(error: &lettre::transport::smtp::Error) -> String {
    let own = error.to_string();
    let source = std::error::Error::source(error).map(ToString::to_string);
    source.filter(|words| !words.trim().is_empty()).unwrap_or(own)
}

/// What an error means before the text was given: the server said no, or nobody has the letter.
fn before(error: &lettre::transport::smtp::Error) -> PortError {
    answered(error).unwrap_or_else(|| PortError::NotReached {
        detail: format!("before the letter was given: {}", said(error)),
    })
}

/// What an error means after it: the server said no, or nobody knows.
fn after(error: &lettre::transport::smtp::Error) -> PortError {
    answered(error).unwrap_or_else(|| PortError::NoAnswer {
        detail: format!(
            "the letter was given, and the server did not say whether it took it: {}",
            said(error)
        ),
    })
}

fn answered(error: &lettre::transport::smtp::Error) -> Option<PortError> {
    let (code, detail) = (error.status()?.to_string(), said(error));
    Some(if error.is_transient() {
        PortError::Temporary { code, detail }
    } else {
        PortError::Refused { code, detail }
    })
}

/// Everything before the text.
fn announce(open: &mut SmtpConnection, envelope: &Envelope, ascii: bool) -> Result<(), lettre::transport::smtp::Error> {
    let mut options = Vec::new();
    if !ascii && open.server_info().supports_feature(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    open.command(MailFrom::new(envelope.from().cloned(), options))?;
    for to in envelope.to() {
        open.command(Rcpt::new(to.clone(), Vec::new()))?;
    }
    open.command(Data).map(drop)
}

fn words(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    super::mail::one_line(&format!("{} {}", response.code(), lines.join(" ")))
}

impl Mail for Smtp {
    fn id(&self) -> &'static str {
        "smtp"
    }

    fn send(&mut self, letter: &Letter<'_>) -> Result<String, PortError> {
        let message = letter::compose(letter, &self.from, self.reply_to.as_ref())?;
        let (text, envelope) = (message.formatted(), message.envelope().clone());
        let last = self.open.take();
        let came = Arc::new(AtomicU8::new(ASKING));
        let seen = Arc::clone(&came);
        if let Some((open, told)) = self.limited(move |server| server.talk(last, &envelope, &text, &seen)) {
            self.open = open;
            return told;
        }
        let detail = self.too_slow();
        // Whoever is first says how it is: a letter that is given up here is not given any more.
        Err(match came.compare_exchange(ASKING, GIVEN_UP, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => PortError::NotReached { detail },
            Err(_) => PortError::NoAnswer { detail },
        })
    }

    fn rest(&mut self) {
        if let Some(mut open) = self.open.take() {
            // Whether it says good-bye matters to nobody.
            self.limited(move |_| drop(open.quit()));
        }
    }

    fn examine(&mut self) -> Vec<String> {
        let tried = self.limited(|server| server.connect().map(|mut open| drop(open.quit())));
        match tried {
            Some(Ok(())) => Vec::new(),
            Some(Err(error)) => vec![error.to_string()],
            None => vec![self.too_slow()],
        }
    }
}
