//! Puzzel's SMS gateway over REST (gateways.md 8; PuzzelSolutions/SMS: sections/about.md, common.md, interfaces/rest.md and
//! references/servicecodes.md; not run against the real service).
//!
//! **One charge.** There is no key that makes two calls one: `clientReference` is only said back to us. Duplicates are
//! refused (status 25) where Puzzel has switched that on for the service, and then for an hour, so nothing here relies on it.
//! A call whose answer did not come is therefore [`PortError::NoAnswer`] and never made again: not by the caller, and not by
//! this gateway, which remembers what it sent. The same goes for 500, 502 and 504, which somebody on the way may have said
//! after the message was taken; 429 and 503 say that it was not.
//!
//! **How it went** cannot be asked for. Reports are pushed to the relay, and `status` answers from those that were fetched.
//!
//! **Price.** Øre, as a whole JSON number: 200 is 2 kr. The sender may not be chosen when a message costs.

mod wire;

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use ureq::http::Method;

use super::PortError;
use super::charges::{ChargeCaps, ChargeEvent, ChargeNews, ChargeState, ChargeStatus, Charges, NewCharge};
use super::charging::{self, Key, MEMBERSHIP_FEE, USUAL_LIMITS, checked, known_key, let_in, minutes_left, setting};
use super::http::{Answer, Call, ConfigError, Http, no_answer, refused};
use super::relay::Relay;
use super::secret::SecretSource;
use crate::domain::money::Money;
use wire::{Goods, NewMessage, Parameter, Request, Settings, age, read, validity};

const PATH: &str = "/gw/rs/sendMessages";
/// The shortest time that a message can be told to live, in minutes.
const SHORTEST_MINUTES: i64 = 5;
/// A text goes as six SMS at most.
const PARTS_MOST: usize = 6;
const ADVICE: &str = "the name or the password is not taken: put what Puzzel gave where sms.puzzel.username and sms.puzzel.password say";

/// How the member agrees, where the agreement with Strex wants more than the message that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SellOption {
    /// Not at all.
    None,
    /// By a message of their own.
    Confirmation,
    /// By a code.
    Pin,
}

/// The settings `[sms.puzzel]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PuzzelConfig {
    /// The address of the gateway, as Puzzel gave it.
    pub base_url: String,
    /// The number of the service.
    pub service_id: u64,
    /// The name.
    pub username: String,
    /// Its password.
    pub password: SecretSource,
    /// What is sold; a membership fee where nothing is said.
    #[serde(default = "membership_fee")]
    pub service_code: String,
    /// How the member agrees; as the service is set up where nothing is said.
    #[serde(default)]
    pub sell_option: Option<SellOption>,
    /// Where the relay's files come to: messages and reports.
    pub folder: PathBuf,
    /// The least at once, in øre.
    #[serde(default = "usual_least")]
    pub min_ore: u32,
    /// The most at once, in øre.
    #[serde(default = "usual_most")]
    pub max_ore: u32,
    /// The whole time that a call may take, ms.
    #[serde(default = "super::http::usual_timeout_ms")]
    pub timeout_ms: u64,
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
pub struct Puzzel {
    http: Http,
    config: PuzzelConfig,
    password: Key,
    limits: (Money, Money),
    relay: Relay,
    /// What this process sent: what was answered, or that no answer came.
    sent: HashMap<String, Result<ChargeStatus, PortError>>,
    /// What the reports say, by key.
    reports: HashMap<String, ChargeStatus>,
    /// Whether the reports from before this process were read.
    remembers: bool,
    now_ms: fn() -> i64,
}

impl Puzzel {
    /// Sets the gateway up; calls nobody and reads no password yet. `now_ms` is the clock, ms since 1970 UTC.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn new(config: PuzzelConfig, now_ms: fn() -> i64) -> Result<Puzzel, ConfigError> {
        let named = (1..=60).contains(&config.username.chars().count()) && !config.username.chars().any(char::is_control);
        setting(named, "sms.puzzel.username", "the name that Puzzel gave")?;
        let code = charging::is_service_code(&config.service_code);
        setting(code, "sms.puzzel.service_code", "a code of five digits")?;
        Ok(Puzzel {
            http: Http::new(&config.base_url, Duration::from_millis(config.timeout_ms))?,
            password: Key::new(config.password.clone()),
            limits: charging::limits("sms.puzzel.min_ore, sms.puzzel.max_ore", (config.min_ore, config.max_ore))?,
            relay: Relay::new(config.folder.clone(), now_ms),
            config,
            sent: HashMap::new(),
            reports: HashMap::new(),
            remembers: false,
            now_ms,
        })
    }

    /// What the reports say of a key, those of before this process included.
    fn reported(&mut self, key: &str) -> Result<Option<ChargeStatus>, PortError> {
        if !self.remembers {
            let reports = &mut self.reports;
            self.relay.remember(&mut |text| {
                let parsed = read(text);
                note(reports, &parsed.news);
                parsed
            })?;
            self.remembers = true;
        }
        Ok(self.reports.get(key).cloned())
    }

    /// What is known of a key without asking anybody.
    fn known(&mut self, key: &str) -> Result<Option<ChargeStatus>, PortError> {
        match (self.reported(key)?, self.sent.get(key)) {
            (Some(status), _) => Ok(Some(status)),
            (None, Some(answered)) => answered.clone().map(Some),
            (None, None) => Ok(None),
        }
    }

    fn body(&mut self, new: &NewCharge<'_>) -> Result<Vec<u8>, PortError> {
        let ready = checked(new, &self.caps())?;
        if ready.parts > PARTS_MOST {
            return Err(refused("text", "more than six SMS"));
        }
        let minutes = minutes_left(new.expires_at_ms, (self.now_ms)(), SHORTEST_MINUTES)?;
        let password = self.password.get()?;
        let option = self.config.sell_option.map(|option| match option {
            SellOption::None => "none",
            SellOption::Confirmation => "confirmation",
            SellOption::Pin => "pin",
        });
        let parameter = option.map(|value| Parameter {
            key: "strex_merchant_sell_option",
            value,
        });
        let request = Request {
            service_id: self.config.service_id,
            username: &self.config.username,
            password: password.expose(),
            message: [NewMessage {
                recipient: new.to,
                content: new.text,
                price: new.amount.minor(),
                client_reference: new.key,
                settings: Settings {
                    validity: validity(minutes),
                    age: age(new.age)?,
                    auto_detect_encoding: ready.unicode.then_some(true),
                    gas_settings: Goods {
                        service_code: &self.config.service_code,
                        description: &ready.description,
                    },
                    parameter: parameter.into_iter().collect(),
                },
            }],
        };
        serde_json::to_vec(&request).map_err(|_| refused("request", "the request cannot be written"))
    }

    fn send(&mut self, key: &str, body: &[u8]) -> Result<ChargeStatus, PortError> {
        let answer = self.http.call(&Call {
            method: Method::POST,
            path: PATH,
            headers: &[("Accept", "application/json")],
            body: Some(("application/json", body)),
        })?;
        let answer = let_in(answer, ADVICE)?;
        match answer.status {
            500 | 502 | 504 => return Err(no_answer(&format!("status {}: it may have been taken all the same", answer.status))),
            200..=299 => {}
            _ => return answer.done().and_then(|_| Err(no_answer("a status that was not agreed"))),
        }
        self.answered(key, &answer)
    }

    fn answered(&mut self, key: &str, answer: &Answer) -> Result<ChargeStatus, PortError> {
        let taken = answer.json::<wire::Taken>()?;
        match taken.status(key)? {
            wire::Answered::Status(status) => Ok(ChargeStatus {
                detail: self.password.hide(&status.detail),
                ..status
            }),
            wire::Answered::NoAccess => Err(refused("2", ADVICE)),
            // The first one was taken: it stands as its reports say, or they are still to come.
            wire::Answered::Duplicate => Ok(self.reported(key).ok().flatten().unwrap_or(ChargeStatus {
                state: ChargeState::Pending,
                code: "25".to_owned(),
                detail: String::new(),
            })),
        }
    }

    fn make(&mut self, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError> {
        known_key(new.key)?;
        if let Some(status) = self.known(new.key)? {
            return Ok(status);
        }
        let body = self.body(new)?;
        let result = self.send(new.key, &body).map_err(|error| self.password.hidden(error));
        match &result {
            // Nothing was taken, so the same may be tried again.
            Err(PortError::NotReached { .. } | PortError::Temporary { .. }) => {}
            Err(PortError::Refused { .. }) => self.password.forget(),
            Ok(_) | Err(PortError::NoAnswer { .. }) => {
                self.sent.insert(new.key.to_owned(), result.clone());
            }
        }
        result
    }
}

/// Notes what news say of charges. A later word counts, but nothing takes back that it was paid.
fn note(reports: &mut HashMap<String, ChargeStatus>, news: &[ChargeNews]) {
    for one in news {
        let ChargeEvent::Moved { key, status } = &one.event else { continue };
        let is_paid = matches!(
            reports.get(key),
            Some(ChargeStatus {
                state: ChargeState::Paid { .. },
                ..
            })
        );
        if !is_paid || matches!(status.state, ChargeState::Paid { delivered: true }) {
            reports.insert(key.clone(), status.clone());
        }
    }
}

impl Charges for Puzzel {
    fn id(&self) -> &'static str {
        "puzzel"
    }

    fn caps(&self) -> ChargeCaps {
        ChargeCaps {
            keyed: false,
            asks: false,
            refunds: false,
            least: self.limits.0,
            most: self.limits.1,
            step: Money::from_minor(100),
        }
    }

    fn charge(&mut self, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError> {
        self.make(new).map_err(|error| self.password.hidden(error))
    }

    fn status(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        known_key(key)?;
        let known = match self.known(key) {
            Err(PortError::NoAnswer { .. }) => None,
            other => other?,
        };
        // Not `Absent`: nobody can be asked, and what is not reported may have been drawn.
        Ok(known.unwrap_or_else(|| ChargeStatus {
            state: ChargeState::Uncertain,
            code: String::new(),
            detail: "no report has come".to_owned(),
        }))
    }

    fn refund(&mut self, _key: &str) -> Result<ChargeStatus, PortError> {
        Err(refused("refund", "Puzzel gives no money back: its help desk does"))
    }

    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<ChargeNews>, PortError> {
        let reports = &mut self.reports;
        let mut reader = |text: &str| {
            let parsed = read(text);
            note(reports, &parsed.news);
            parsed
        };
        self.relay.poll(&mut reader, seen)
    }

    fn examine(&mut self) -> Vec<String> {
        let mut wrong = self.relay.examine();
        self.password.forget();
        if let Err(error) = self.password.get() {
            wrong.push(format!("sms.puzzel.password: {error}"));
        }
        // Whether anybody is there. The password is not tried: there is no call that would send nothing.
        let reached = self.http.call(&Call {
            method: Method::GET,
            path: PATH,
            headers: &[],
            body: None,
        });
        if let Err(error) = reached {
            wrong.push(format!("Puzzel at {}: {error}", self.config.base_url));
        }
        wrong
    }
}
