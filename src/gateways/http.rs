//! One HTTP call after another to one provider, and what its outcome means (gateways.md 10.3).
//!
//! Each call has a connection of its own: a kept one that the other side has closed meanwhile could not be told from an
//! answer that was lost. Nothing is followed elsewhere, nothing is tried again here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use ureq::http::{Method, Request, Uri};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{ConnectionDetails, Connector, DefaultConnector, Transport};
use ureq::{Agent, Error};

use super::PortError;
use super::secret::Secret;

/// The longest answer that is read. Those of the providers are a few thousand bytes.
const LARGEST_ANSWER: u64 = 1024 * 1024;
/// The longest detail that an error carries.
const LONGEST_DETAIL: usize = 160;
/// How long a connection may take to come about, name look-up and TLS each.
const CONNECT: Duration = Duration::from_secs(10);
/// How long before its end an access token is not trusted any more.
const TOKEN_MARGIN_MS: i64 = 60_000;

/// The whole time of a call where the settings say nothing, in ms: providers ask for the customer's bank meanwhile.
pub fn usual_timeout_ms() -> u64 {
    30_000
}

/// Why a gateway cannot be set up as the settings say.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Not an address, or one where secrets would travel unprotected.
    #[error("{0}: an address beginning with https:// is needed")]
    Address(String),
    /// A secret is not to be had.
    #[error(transparent)]
    Secret(#[from] super::secret::SecretError),
    /// A setting is not what the provider takes.
    #[error("{setting}: {wanted} is needed")]
    Setting {
        /// Which.
        setting: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
}

/// What is asked.
pub(super) struct Call<'a> {
    pub method: Method,
    /// Behind the base address, beginning with `/`.
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    /// The type and the bytes.
    pub body: Option<(&'static str, &'a [u8])>,
}

/// A whole answer.
pub(super) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A provider's address and how to call it.
pub(super) struct Http {
    agent: Agent,
    base: String,
    /// Whether this call has got its connection, name look-up, proxy and TLS included.
    connected: Arc<AtomicBool>,
}

/// The last link of the chain that makes a connection: notes that it stands. Before that nothing of the request was sent;
/// from then on it may have been heard. Error codes alone do not tell the two apart.
#[derive(Debug)]
struct Connected(Arc<AtomicBool>);

impl<In: Transport> Connector<In> for Connected {
    type Out = In;

    fn connect(&self, _details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<In>, Error> {
        self.0.store(chained.is_some(), Ordering::SeqCst);
        Ok(chained)
    }
}

impl Http {
    /// For calls below a base address.
    pub(super) fn new(base: &str, timeout: Duration) -> Result<Http, ConfigError> {
        let wrong = || ConfigError::Address(base.to_owned());
        let uri: Uri = base.parse().map_err(|_| wrong())?;
        let host = uri.host().ok_or_else(wrong)?;
        let here = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
        if !(uri.scheme_str() == Some("https") || here && uri.scheme_str() == Some("http")) || uri.query().is_some() {
            return Err(wrong());
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .timeout_global(Some(timeout))
            .timeout_resolve(Some(CONNECT.min(timeout)))
            .timeout_connect(Some(CONNECT.min(timeout)))
            .user_agent(concat!("fordring/", env!("CARGO_PKG_VERSION")));
        if here {
            config = config.proxy(None);
        }
        let connected = Arc::new(AtomicBool::new(false));
        let connector = DefaultConnector::default().chain(Connected(Arc::clone(&connected)));
        Ok(Http {
            agent: Agent::with_parts(config.build(), connector, DefaultResolver::default()),
            base: base.trim_end_matches('/').to_owned(),
            connected,
        })
    }

    /// Calls, and gives the answer whatever its status. An error means that there was none.
    pub(super) fn call(&mut self, call: &Call<'_>) -> Result<Answer, PortError> {
        self.connected.store(false, Ordering::SeqCst);
        let mut request = Request::builder().method(&call.method).uri(format!("{}{}", self.base, call.path));
        for (name, value) in call.headers {
            request = request.header(*name, *value);
        }
        let sent = match call.body {
            Some((kind, body)) => request.header("Content-Type", kind).body(body).map(|r| self.agent.run(r)),
            // A POST without a length would make some servers wait for more.
            None if call.method == Method::POST => request.body(&[][..]).map(|r| self.agent.run(r)),
            None => request.body(()).map(|r| self.agent.run(r)),
        };
        // A header or path that cannot be written: nothing was sent, and it will never be otherwise.
        let response = sent
            .map_err(|_| refused("request", "the request cannot be written"))?
            .map_err(|error| no_response(&error, self.connected.load(Ordering::SeqCst)))?;
        let status = response.status().as_u16();
        let body = response.into_body().into_with_config().limit(LARGEST_ANSWER).read_to_vec();
        match body {
            Ok(body) => Ok(Answer { status, body }),
            // What went wrong is known from the status alone.
            Err(_) if status >= 300 => Ok(Answer { status, body: Vec::new() }),
            Err(Error::BodyExceedsLimit(_)) => Err(no_answer("the answer is too long")),
            Err(_) => Err(no_answer("the answer broke off")),
        }
    }
}

/// What it means that there was no response at all.
fn no_response(error: &Error, connected: bool) -> PortError {
    let detail = match error {
        Error::HostNotFound => "the name is not known".to_owned(),
        Error::Timeout(_) if connected => "no answer in time".to_owned(),
        Error::Timeout(_) => "no connection in time".to_owned(),
        Error::Protocol(_) | Error::LargeResponseHeader(..) => "the answer is not HTTP".to_owned(),
        // The system's words, and those about certificates: names of hosts at most.
        Error::Io(io) => without_personal(&io.to_string()),
        _ if connected => "the connection broke".to_owned(),
        _ => "no connection".to_owned(),
    };
    if connected {
        PortError::NoAnswer { detail }
    } else {
        PortError::NotReached { detail }
    }
}

pub(super) fn no_answer(detail: &str) -> PortError {
    PortError::NoAnswer { detail: detail.to_owned() }
}

pub(super) fn refused(code: &str, detail: &str) -> PortError {
    PortError::Refused {
        code: code.to_owned(),
        detail: detail.to_owned(),
    }
}

pub(super) fn temporary(code: &str, detail: &str) -> PortError {
    PortError::Temporary {
        code: code.to_owned(),
        detail: detail.to_owned(),
    }
}

impl Answer {
    /// The answer if its status says that it was done, else what it means.
    pub(super) fn done(self) -> Result<Answer, PortError> {
        match self.status {
            200..=299 => Ok(self),
            status => Err(status_error(status, &said(&self.body))),
        }
    }

    /// The answer as JSON of this shape.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, PortError> {
        // What serde says quotes what it found, and there may be personal data in it: only the place is told.
        serde_json::from_slice(&self.body).map_err(|error| {
            no_answer(&format!(
                "the answer is not what was agreed (line {}, column {})",
                error.line(),
                error.column()
            ))
        })
    }
}

fn status_error(status: u16, detail: &str) -> PortError {
    let code = status.to_string();
    match status {
        // Too early, too much, the other side is ill; or something between us wants to send us elsewhere.
        300..=399 | 408 | 425 | 429 | 500..=599 => temporary(&code, detail),
        400..=499 => refused(&code, detail),
        _ => no_answer(&format!("a status that does not exist: {code}")),
    }
}

/// The words of an error body, where it has some that are known: RFC 7807 and what Resurs writes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    title: Option<String>,
    detail: Option<String>,
    code: Option<String>,
    message: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

fn said(body: &[u8]) -> String {
    let said: Said = serde_json::from_slice(body).unwrap_or_default();
    let words = [said.title, said.code, said.error, said.detail, said.message, said.error_description];
    let mut text = String::new();
    for word in words.into_iter().flatten() {
        if !text.contains(&word) {
            text.push_str(if text.is_empty() { "" } else { ": " });
            text.push_str(&word);
        }
    }
    without_personal(&text)
}

/// Without control characters, without what may be a telephone number, a personal number or a token, and not long.
pub(super) fn without_personal(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let hidden = digits >= 8 || word.chars().count() > 40;
        out.push_str(if out.is_empty() { "" } else { " " });
        if hidden {
            out.push_str("•••");
        } else {
            out.extend(word.chars().filter(|c| !c.is_control()));
        }
    }
    out.chars().take(LONGEST_DETAIL).collect()
}

/// An access token and how long it is good for.
pub(super) struct Token {
    pub text: Secret,
    until_ms: i64,
}

impl Token {
    /// Reads the answer of a token service: the seconds are a number with some and a text with others.
    pub(super) fn read(answer: &Answer, now_ms: i64) -> Result<Token, PortError> {
        #[derive(Deserialize)]
        struct Given {
            access_token: String,
            expires_in: serde_json::Value,
        }
        let given: Given = answer.json()?;
        let seconds = match &given.expires_in {
            serde_json::Value::Number(number) => number.as_i64(),
            serde_json::Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let lives = seconds.and_then(|s: i64| s.checked_mul(1000)).filter(|ms| *ms > 0);
        let lives = lives.ok_or_else(|| no_answer("the access token has no end"))?;
        Ok(Token {
            text: Secret::new(format!("Bearer {}", given.access_token)),
            until_ms: now_ms.saturating_add(lives).saturating_sub(TOKEN_MARGIN_MS.min(lives / 2)),
        })
    }

    /// Whether it can still be used.
    pub(super) fn is_good(&self, now_ms: i64) -> bool {
        now_ms < self.until_ms
    }
}

/// What failing to get a token means for what it was for: that has surely not happened.
pub(super) fn without_token(error: PortError) -> PortError {
    match error {
        PortError::NoAnswer { detail } => temporary("token", &detail),
        other => other,
    }
}

/// Whether a text can stand in a path and a key as it is: letters, digits and `-`, so many of them.
pub(super) fn plain(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_only_protected_or_at_home() {
        let new = |base| Http::new(base, CONNECT).is_ok();
        assert!(new("https://api.vipps.no") && new("http://127.0.0.1:4010") && new("http://localhost:1/x/"));
        for bad in [
            "http://api.vipps.no",
            "api.vipps.no",
            "",
            "ftp://127.0.0.1",
            "https://",
            "https://a.example/?b=c",
        ] {
            assert!(!new(bad), "{bad}");
        }
        assert!(!new("http://127.0.0.1.evil.example"));
    }

    #[test]
    fn a_status_means_what_gateways_10_3_says() {
        for status in [302, 408, 429, 500, 503, 599] {
            assert!(matches!(status_error(status, ""), PortError::Temporary { code, .. } if code == status.to_string()));
        }
        for status in [400, 401, 403, 404, 409, 422] {
            assert!(matches!(status_error(status, ""), PortError::Refused { code, .. } if code == status.to_string()));
        }
        assert!(matches!(status_error(700, ""), PortError::NoAnswer { .. }));
    }

    #[test]
    fn details_tell_nothing_personal() {
        let body = "{\"title\":\"Bad request\",\"detail\":\"phone +4799999999 of 830514-7715\\u0007 is wrong\",\"traceId\":\"x\"}";
        assert_eq!(said(body.as_bytes()), "Bad request: phone ••• of ••• is wrong");
        assert_eq!(said(b"<html>"), "");
        assert_eq!(said(&[]), "");
        let long = format!("{{\"title\":\"{}\"}}", "no ".repeat(200));
        assert_eq!(said(long.as_bytes()).chars().count(), LONGEST_DETAIL);
    }

    #[test]
    fn tokens_end_early() {
        let answer = |body: &str| Answer {
            status: 200,
            body: body.as_bytes().to_vec(),
        };
        for body in [
            "{\"access_token\":\"a\",\"expires_in\":3599}",
            "{\"access_token\":\"a\",\"expires_in\":\"3599\"}",
        ] {
            let token = Token::read(&answer(body), 1_000_000).unwrap();
            assert!(token.is_good(1_000_000 + 3_538_999) && !token.is_good(1_000_000 + 3_539_000));
            assert_eq!(token.text.expose(), "Bearer a");
        }
        for body in [
            "{\"access_token\":\"a\",\"expires_in\":0}",
            "{\"access_token\":\"a\",\"expires_in\":null}",
            "[]",
        ] {
            assert!(Token::read(&answer(body), 0).is_err(), "{body}");
        }
    }
}
