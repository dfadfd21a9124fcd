//! Strex Connect as its guide describes it, in memory, and the gateway before it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use fordring::domain::money::Money;
use fordring::gateways::charges::Charges;
use fordring::gateways::secret::SecretSource;
use fordring::gateways::strex::{Strex, StrexConfig};

use crate::stub::{Fault, Provider, Request, Response, Stub};
use crate::suite::{EVERYBODY, Rig, Row, SECRET, Trouble};

pub const POST: &str = "POST /api/out-messages";

/// What the operator decides: the two codes, and whether it was delivered and billed.
pub type Decision = (&'static str, &'static str, Option<bool>, Option<bool>);

pub struct Message {
    pub body: serde_json::Value,
    pub stands: Decision,
    pub created: String,
}

/// How a message with a used key is answered: the guide knows the code and not where it stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Duplicates {
    #[default]
    Conflict,
    BadRequest,
    Taken,
}

#[derive(Default)]
pub struct Provided {
    pub messages: BTreeMap<String, Message>,
    /// Reversals and how they stand.
    pub reversals: BTreeMap<String, &'static str>,
    pub reversal_becomes: Option<&'static str>,
    pub reversed: usize,
    pub posts: Vec<String>,
    pub will: Option<Decision>,
    pub duplicates: Duplicates,
    pub refuses: bool,
    /// The next look-ups find nothing, though it is there.
    pub blind: usize,
    pub says: Option<String>,
    /// What look-ups answer, word for word.
    pub answers: Option<String>,
}

fn created_now() -> String {
    let at = chrono::DateTime::from_timestamp_millis(crate::common::now()).unwrap();
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

impl Message {
    fn json(&self, key: &str) -> String {
        let (overall, detailed, delivered, billed) = self.stands;
        let mut all = self.body.clone();
        all["transactionId"] = key.into();
        all["created"] = self.created.clone().into();
        all["statusCode"] = overall.into();
        all["detailedStatusCode"] = detailed.into();
        all["delivered"] = delivered.into();
        all["strex"]["billed"] = billed.into();
        all["strex"]["resultDescription"] = format!("words about +4799999999 {overall}").into();
        all["tags"] = serde_json::json!([]);
        all.to_string()
    }
}

impl Provided {
    fn post(&mut self, request: &Request) -> Response {
        self.posts.push(String::from_utf8(request.body.clone()).unwrap());
        let body = request.json();
        let key = body["transactionId"].as_str().unwrap_or_default().to_owned();
        let right = !key.is_empty()
            && body["strex"]["price"].is_number()
            && (5..=1_440).contains(&body["timeToLive"].as_i64().unwrap_or_default())
            && ["sender", "recipient", "content", "deliveryMode"]
                .iter()
                .all(|field| body[*field].is_string())
            && ["merchantId", "serviceCode", "invoiceText"]
                .iter()
                .all(|field| body["strex"][*field].is_string());
        if self.refuses || !right {
            return Response::new(400, "{\"message\":\"Request had invalid payload.\"}");
        }
        if self.messages.contains_key(&key) {
            return match self.duplicates {
                Duplicates::Conflict => Response::new(409, ""),
                Duplicates::BadRequest => Response::new(400, "{\"message\":\"DuplicateTransaction\"}"),
                Duplicates::Taken => Response::new(201, ""),
            };
        }
        let message = Message {
            body,
            stands: ("Queued", "None", None, None),
            created: created_now(),
        };
        self.messages.insert(key, message);
        Response::new(201, "")
    }

    fn delete(&mut self, key: &str) -> Response {
        let Some(message) = self.messages.get(key) else {
            return Response::new(404, "");
        };
        let id = format!("-{key}");
        if message.stands.3 != Some(true) || self.reversals.contains_key(&id) {
            return Response::new(409, "");
        }
        self.reversed += 1;
        self.reversals.insert(id.clone(), self.reversal_becomes.unwrap_or("Ok"));
        Response::new(201, format!("{{\"TransactionId\":\"{id}\"}}"))
    }
}

impl Provider for Provided {
    fn answer(&mut self, request: &Request) -> Response {
        if request.header("x-apikey") != SECRET {
            return Response::new(401, "");
        }
        if let Some(says) = &self.says {
            return Response::new(422, says.clone());
        }
        let id = request.path.rsplit('/').next().unwrap_or_default().to_owned();
        match (request.method.as_str(), request.path.trim_end_matches(&id)) {
            ("POST", "/api/") => self.post(request),
            ("GET", "/api/out-messages/") if self.blind > 0 => {
                self.blind -= 1;
                Response::new(404, "")
            }
            ("GET", "/api/out-messages/") => match (self.messages.get(&id), &self.answers) {
                (_, Some(answer)) => Response::new(200, answer.clone()),
                (Some(message), None) => Response::new(200, message.json(&id)),
                (None, None) => Response::new(404, ""),
            },
            ("GET", "/api/strex/transactions/") => match self.reversals.get(&id) {
                Some(stands) => Response::new(
                    200,
                    format!(
                        "{{\"transactionId\":\"{id}\",\"price\":-50.0,\"statusCode\":\"{stands}\",\"detailedStatusCode\":\"None\",\
                         \"created\":\"2026-11-18T11:06:40Z\",\"merchantId\":\"mer_org1\"}}"
                    ),
                ),
                None => Response::new(404, ""),
            },
            ("DELETE", "/api/strex/transactions/") => self.delete(&id),
            _ => Response::new(404, "{\"message\":\"no such path\"}"),
        }
    }
}

/// A report as the provider pushes it and the relay keeps it.
pub fn report(key: &str, (overall, detailed, delivered, billed): Decision) -> String {
    serde_json::json!({
        "correlationId": null, "transactionId": key, "price": 50.0, "sender": "2030", "recipient": EVERYBODY,
        "operatorId": "no.telenor", "statusCode": overall, "detailedStatusCode": detailed, "delivered": delivered,
        "billed": billed, "smscTransactionId": "16976c7448d", "smscMessageParts": 1
    })
    .to_string()
}

/// Puts a file into the folder of the relay that was written so long ago.
pub fn push(folder: &Path, name: &str, text: impl AsRef<[u8]>, age_ms: i64) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    set_age(&path, age_ms);
    path
}

pub fn set_age(path: &Path, age_ms: i64) {
    let at = Duration::from_millis(u64::try_from(crate::common::now() - age_ms).unwrap());
    let file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + at).unwrap();
}

/// The gateway before the stub.
pub struct StrexRig {
    pub stub: Stub<Provided>,
    pub strex: Strex,
    pub folder: tempfile::TempDir,
    secrets: tempfile::TempDir,
}

pub fn config(base: &str, source: SecretSource, folder: &Path) -> StrexConfig {
    StrexConfig {
        base_url: base.to_owned(),
        api_key: source,
        merchant_id: "mer_org1".to_owned(),
        short_number: "2030".to_owned(),
        service_code: "14001".to_owned(),
        report_url: None,
        sms_confirmation: None,
        folder: folder.to_owned(),
        min_ore: 100,
        max_ore: 100_000,
        timeout_ms: crate::TIMEOUT_MS,
    }
}

impl StrexRig {
    pub fn config(&self) -> StrexConfig {
        let source = SecretSource::File(self.secrets.path().join("key"));
        config(&self.stub.base(), source, self.folder.path())
    }

    pub fn with(&mut self, change: impl FnOnce(&mut StrexConfig)) {
        let mut config = self.config();
        change(&mut config);
        self.strex = Strex::new(config, crate::common::now).unwrap();
    }

    pub fn stands(&self, key: &str, decision: Decision) {
        self.stub.with(|p| p.messages.get_mut(key).unwrap().stands = decision);
    }
}

impl Rig for StrexRig {
    fn new() -> StrexRig {
        let stub = Stub::start(Provided::default());
        let folder = tempfile::tempdir().unwrap();
        let (secrets, source) = crate::common::secret_file();
        let strex = Strex::new(config(&stub.base(), source, folder.path()), crate::common::now).unwrap();
        StrexRig {
            stub,
            strex,
            folder,
            secrets,
        }
    }

    fn gateway(&mut self) -> &mut dyn Charges {
        &mut self.strex
    }

    fn restart(&mut self) {
        self.with(|_| ());
        crate::common::later(61_000);
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<&'static str> {
        let fault = match trouble {
            Trouble::Refused => {
                self.stub.with(|p| p.refuses = true);
                return Some(EVERYBODY);
            }
            Trouble::TooMany => Fault::Status(429),
            Trouble::Busy => Fault::Status(500),
            Trouble::DroppedBefore => Fault::DropBefore,
            Trouble::Lost => Fault::DropAfter,
            Trouble::Torn => Fault::Torn,
            Trouble::Late => Fault::Late,
            Trouble::Twice => Fault::Twice,
            Trouble::Rubbish => Fault::Rubbish,
            Trouble::OtherShape => Fault::OtherShape,
            Trouble::TooLong => Fault::TooLong,
            Trouble::NotLetIn => Fault::Status(401),
            Trouble::Forbidden => Fault::Status(403),
        };
        self.stub.fault(POST, fault);
        if matches!(trouble, Trouble::TooMany | Trouble::Busy) {
            self.stub.fault(POST, fault);
        }
        Some(EVERYBODY)
    }

    fn will(&mut self, row: Row) -> Option<&'static str> {
        let decision: Decision = match row {
            Row::Paid => ("Ok", "Delivered", Some(true), Some(true)),
            Row::NoFunds => ("Failed", "InsufficientFunds", Some(false), Some(false)),
            Row::Barred => ("Failed", "SubscriberBarred", Some(false), Some(false)),
            Row::Age => ("Failed", "SubscriberTooYoung", Some(false), Some(false)),
            Row::Limit => ("Failed", "SubscriberLimitExceeded", Some(false), Some(false)),
            Row::MustRegister => ("Failed", "RegistrationRequired", Some(false), Some(false)),
            Row::Declined => ("Failed", "Rejected", Some(false), Some(false)),
            Row::DeliveredNotBilled => ("Ok", "Delivered", Some(true), Some(false)),
            Row::BilledNotDelivered => ("Failed", "Undelivered", Some(false), Some(true)),
            Row::NotKnown => ("Sent", "MissingDeliveryReport", None, None),
        };
        self.stub.with(|p| p.will = Some(decision));
        Some(EVERYBODY)
    }

    fn decide(&mut self, key: &str) {
        let decision = self.stub.with(|p| p.will).unwrap_or(("Ok", "Delivered", Some(true), Some(true)));
        self.stands(key, decision);
        push(self.folder.path(), &format!("dlr-{key}.json"), report(key, decision), 90_000);
    }

    fn made(&mut self) -> usize {
        self.stub.with(|p| p.messages.len())
    }

    fn price(&mut self, key: &str) -> i64 {
        let price = self.stub.with(|p| p.messages[key].body["strex"]["price"].to_string());
        Money::parse(&price).unwrap().minor()
    }

    fn asked(&mut self) -> Option<usize> {
        Some(self.stub.with(|p| p.posts.len()))
    }

    fn reversals(&mut self) -> usize {
        self.stub.with(|p| p.reversed)
    }

    fn unplug(&mut self) -> bool {
        self.stub.unplug();
        true
    }
}
