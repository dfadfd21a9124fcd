//! Strex Connect (gateways.md 8; Target365/REST USERGUIDE.md, the user guide and the models of its .NET and Java clients for
//! what that leaves out; not run against the real service).
//!
//! **Which call.** The reply to the member *is* what costs, so a charge is `POST /api/out-messages` with a `strex` part: the
//! only call that has a text of ours, a lifetime (`timeToLive`, 5 to 1440 minutes) and reports that tell delivered and billed
//! apart. `POST /api/strex/transactions` bills without a message of ours and cannot be told when it is too late.
//!
//! **One charge.** `transactionId` is our key; the second message with it is not delivered (`DuplicateTransaction`). That may
//! be said as an answer or as a report, and the guide does not say which, so the key is looked up before anything is sent and
//! after anything was refused, and a report of a duplicate is answered by looking up the first one.
//!
//! **Money back.** `DELETE /api/strex/transactions/{key}` makes a transaction `-{key}` that counts against the first, which
//! itself stays as it was; 409 where that cannot be. The reversal is looked up before, so a second call makes none, and it is
//! `Refunded` only when it is through.
//!
//! **Price.** Kroner, as a JSON number with two decimals at most, written from øre without any floating point.

mod wire;

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use ureq::http::Method;

use super::PortError;
use super::charges::{ChargeCaps, ChargeEvent, ChargeNews, ChargeState, ChargeStatus, Charges, NewCharge};
use super::charging::{self, Key, MEMBERSHIP_FEE, USUAL_LIMITS, checked, known_key, let_in, minutes_left, setting};
use super::http::{Answer, Call, ConfigError, Http, no_answer, refused, temporary};
use super::relay::Relay;
use super::secret::SecretSource;
use crate::domain::money::Money;
use wire::{DUPLICATE, NewMessage, NewStrex, Report, price, read};

/// What the provider takes as the lifetime of a message, in minutes.
const LIVES_MINUTES: (i64, i64) = (5, 1_440);
/// A key that no charge has.
const NOBODYS_KEY: &str = "fordring-examine";
const ADVICE: &str = "the key is not taken: make an API key in Strex Connect and put it where sms.strex.api_key says";

/// The settings `[sms.strex]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrexConfig {
    /// `https://shared.target365.io`, for tests `https://test.target365.io`.
    #[serde(default = "production")]
    pub base_url: String,
    /// The API key of Strex Connect (`X-ApiKey`).
    pub api_key: SecretSource,
    /// Who gets the money, as Strex calls it.
    pub merchant_id: String,
    /// The number that messages come to and from.
    pub short_number: String,
    /// What is sold; a membership fee where nothing is said.
    #[serde(default = "membership_fee")]
    pub service_code: String,
    /// Where reports are pushed to: an address of the relay. Without, charges are asked for only.
    #[serde(default)]
    pub report_url: Option<String>,
    /// Whether the member must confirm by another SMS; as the agreement with Strex has it where nothing is said.
    #[serde(default)]
    pub sms_confirmation: Option<bool>,
    /// Where the relay's files come to.
    pub folder: PathBuf,
    /// The least at once, in øre.
    #[serde(default = "usual_least")]
    pub min_ore: u32,
    /// The most at once, in øre.
    #[serde(default = "usual_most")]
    pub max_ore: u32,
    /// The whole time that a call may take, ms. Looking up takes up to 20 s there.
    #[serde(default = "super::http::usual_timeout_ms")]
    pub timeout_ms: u64,
}

fn production() -> String {
    "https://shared.target365.io".to_owned()
}

fn membership_fee() -> String {
    MEMBERSHIP_FEE.to_owned()
}

fn usual_least() -> u32 {
    USUAL_LIMITS.0
}

fn usual_most() -> u32 {
    USUAL_LIMITS.1
}

/// The gateway.
pub struct Strex {
    http: Http,
    config: StrexConfig,
    key: Key,
    limits: (Money, Money),
    relay: Relay,
    now_ms: fn() -> i64,
}

impl Strex {
    /// Sets the gateway up; calls nobody and reads no key yet. `now_ms` is the clock, ms since 1970 UTC.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn new(config: StrexConfig, now_ms: fn() -> i64) -> Result<Strex, ConfigError> {
        let merchant = config.merchant_id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        let named = (1..=60).contains(&config.merchant_id.len());
        setting(merchant && named, "sms.strex.merchant_id", "the id that Strex gave")?;
        let number = config.short_number.bytes().all(|b| b.is_ascii_digit()) && (3..=14).contains(&config.short_number.len());
        setting(number, "sms.strex.short_number", "a number of 3 to 14 digits")?;
        let code = charging::is_service_code(&config.service_code);
        setting(code, "sms.strex.service_code", "a code of five digits")?;
        let reports = config.report_url.as_ref().is_none_or(|url| url.starts_with("https://"));
        setting(reports, "sms.strex.report_url", "an address beginning with https://")?;
        Ok(Strex {
            http: Http::new(&config.base_url, Duration::from_millis(config.timeout_ms))?,
            key: Key::new(config.api_key.clone()),
            limits: charging::limits("sms.strex.min_ore, sms.strex.max_ore", (config.min_ore, config.max_ore))?,
            relay: Relay::new(config.folder.clone(), now_ms),
            config,
            now_ms,
        })
    }

    fn call(&mut self, method: Method, path: &str, body: Option<&[u8]>) -> Result<Answer, PortError> {
        let key = self.key.get()?;
        let answer = self.http.call(&Call {
            method,
            path,
            headers: &[("X-ApiKey", key.expose()), ("Accept", "application/json")],
            body: body.map(|bytes| ("application/json", bytes)),
        })?;
        let answer = let_in(answer, ADVICE);
        if answer.is_err() {
            self.key.forget();
        }
        answer
    }

    /// What is at a path about an id; `None`: nothing.
    fn get(&mut self, path: &str, id: &str) -> Result<Option<Report>, PortError> {
        let answer = self.call(Method::GET, &format!("{path}/{id}"), None)?;
        if answer.status == 404 {
            return Ok(None);
        }
        let report: Report = answer.done()?.json()?;
        if report.transaction_id != id {
            return Err(no_answer("the answer is about another message"));
        }
        Ok(Some(report))
    }

    fn message(&mut self, key: &str) -> Result<Option<Report>, PortError> {
        self.get("/api/out-messages", key)
    }

    /// The transaction that gives the money of a charge back.
    fn reversal(&mut self, key: &str) -> Result<Option<Report>, PortError> {
        match self.get("/api/strex/transactions", &format!("-{key}")) {
            Err(PortError::Refused { code, .. }) if code == "400" => Ok(None),
            other => other,
        }
    }

    fn stands(&self, report: &Report) -> ChargeStatus {
        let status = report.status(report.lives_until_ms().is_some_and(|end| (self.now_ms)() < end));
        ChargeStatus {
            detail: self.key.hide(&status.detail),
            ..status
        }
    }

    /// How the first charge with this key stands.
    fn first(&self, there: &Report, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError> {
        if there.is_other(new) {
            return Err(refused("key", "this key belongs to another charge"));
        }
        Ok(self.stands(there))
    }

    fn send(&mut self, new: &NewCharge<'_>, ready: &charging::Ready) -> Result<Answer, PortError> {
        let (least, most) = LIVES_MINUTES;
        let minutes = minutes_left(new.expires_at_ms, (self.now_ms)(), least)?;
        let body = serde_json::to_vec(&NewMessage {
            transaction_id: new.key,
            sender: &self.config.short_number,
            recipient: new.to,
            content: new.text,
            time_to_live: minutes.min(most),
            delivery_mode: "AtMostOnce",
            delivery_report_url: self.config.report_url.as_deref(),
            allow_unicode: ready.unicode.then_some(true),
            strex: NewStrex {
                merchant_id: &self.config.merchant_id,
                service_code: &self.config.service_code,
                invoice_text: &ready.description,
                price: price(new.amount)?,
                age: new.age,
                sms_confirmation: self.config.sms_confirmation,
            },
        })
        .map_err(|_| refused("request", "the request cannot be written"))?;
        self.call(Method::POST, "/api/out-messages", Some(&body))
    }

    fn make(&mut self, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError> {
        let ready = checked(new, &self.caps())?;
        if let Some(there) = self.message(new.key)? {
            return self.first(&there, new);
        }
        let answer = self.send(new, &ready)?;
        if answer.status == 201 {
            // Nothing, or something of JSON: a web page is somebody between us who knows nothing of charges.
            if !answer.body.is_empty() {
                answer.json::<serde_json::Map<String, serde_json::Value>>()?;
            }
            return Ok(ChargeStatus {
                state: ChargeState::Pending,
                code: "Queued".to_owned(),
                detail: String::new(),
            });
        }
        match answer.done() {
            // It may be refused because the first one is there.
            Err(refusal @ PortError::Refused { .. }) => match self.message(new.key) {
                Ok(Some(there)) => self.first(&there, new),
                Ok(None) => Err(refusal),
                Err(_) => Err(no_answer("refused, and the key cannot be looked up")),
            },
            Err(error) => Err(error),
            Ok(_) => Err(no_answer("a status that was not agreed")),
        }
    }

    fn look(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        known_key(key)?;
        let Some(there) = self.message(key)? else {
            return Ok(ChargeStatus {
                state: ChargeState::Absent,
                code: "404".to_owned(),
                detail: String::new(),
            });
        };
        let status = self.stands(&there);
        if matches!(status.state, ChargeState::Paid { .. }) {
            let reversal = self.reversal(key)?;
            return Ok(reversal.and_then(|reversal| reversal.reversed().ok()).unwrap_or(status));
        }
        Ok(status)
    }

    fn give_back(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        known_key(key)?;
        if let Some(reversal) = self.reversal(key)? {
            return reversal.reversed();
        }
        let answer = self.call(Method::DELETE, &format!("/api/strex/transactions/{key}"), None)?;
        let refusal = match answer.status {
            404 => Some(refused("404", "the provider knows no such charge")),
            409 => Some(refused("409", "the provider cannot give it back")),
            _ => answer.done().err(),
        };
        match (refusal, self.reversal(key)) {
            (None, Ok(None)) => Err(temporary("reversing", "the provider is about it")),
            (_, Ok(Some(reversal))) => reversal.reversed(),
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(error),
        }
    }

    /// What is told of a charge that was sent twice is how the first one stands.
    fn without_duplicate(&mut self, news: ChargeNews) -> Option<ChargeNews> {
        match &news.event {
            ChargeEvent::Moved { key, status } if status.code == DUPLICATE => {
                // Whoever cannot be asked now is asked the next time: the news is not seen yet.
                let status = self.look(key).ok()?;
                Some(ChargeNews {
                    event: ChargeEvent::Moved { key: key.clone(), status },
                    id: news.id,
                })
            }
            _ => Some(news),
        }
    }
}

impl Charges for Strex {
    fn id(&self) -> &'static str {
        "strex"
    }

    fn caps(&self) -> ChargeCaps {
        ChargeCaps {
            keyed: true,
            asks: true,
            refunds: true,
            least: self.limits.0,
            most: self.limits.1,
            step: Money::from_minor(1),
        }
    }

    fn charge(&mut self, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError> {
        self.make(new).map_err(|error| self.key.hidden(error))
    }

    fn status(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        self.look(key).map_err(|error| self.key.hidden(error))
    }

    fn refund(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        self.give_back(key).map_err(|error| self.key.hidden(error))
    }

    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<ChargeNews>, PortError> {
        let news = self.relay.poll(&mut read, seen)?;
        Ok(news.into_iter().filter_map(|news| self.without_duplicate(news)).collect())
    }

    fn examine(&mut self) -> Vec<String> {
        let mut wrong = self.relay.examine();
        self.key.forget();
        // A message that is not there: answered with 404 where everything is well, and nothing is sent.
        match self.message(NOBODYS_KEY) {
            Ok(_) => {}
            Err(error) => wrong.push(format!("Strex Connect at {}: {}", self.config.base_url, self.key.hidden(error))),
        }
        wrong
    }
}
