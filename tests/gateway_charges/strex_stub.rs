//! Strex Connect as its guide describes it, in memory.

use std::collections::BTreeMap;

use super::stub::{Provider, Request, Response};

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

pub struct Provided {
    secret: String,
    /// The clock, ms since 1970 UTC.
    now_ms: fn() -> i64,
    /// What was asked for, and the status that was answered.
    pub asked: Vec<(String, u16)>,
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
    /// An account that this key opens.
    pub fn new(secret: &str, now_ms: fn() -> i64) -> Provided {
        Provided {
            secret: secret.to_owned(),
            now_ms,
            asked: Vec::new(),
            messages: BTreeMap::new(),
            reversals: BTreeMap::new(),
            reversal_becomes: None,
            reversed: 0,
            posts: Vec::new(),
            will: None,
            duplicates: Duplicates::default(),
            refuses: false,
            blind: 0,
            says: None,
            answers: None,
        }
    }

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
        let created = chrono::DateTime::from_timestamp_millis((self.now_ms)()).unwrap();
        let message = Message {
            body,
            stands: ("Queued", "None", None, None),
            created: created.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
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

    fn route(&mut self, request: &Request) -> Response {
        if request.header("x-apikey") != self.secret {
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

impl Provider for Provided {
    fn answer(&mut self, request: &Request) -> Response {
        let response = self.route(request);
        self.asked.push((format!("{} {}", request.method, request.path), response.status));
        response
    }
}

/// A report as the provider pushes it and the relay keeps it.
pub fn report_to(key: &str, recipient: &str, price: &serde_json::Value, (overall, detailed, delivered, billed): Decision) -> String {
    serde_json::json!({
        "correlationId": null, "transactionId": key, "price": price, "sender": "2030", "recipient": recipient,
        "operatorId": "no.telenor", "statusCode": overall, "detailedStatusCode": detailed, "delivered": delivered,
        "billed": billed, "smscTransactionId": "16976c7448d", "smscMessageParts": 1
    })
    .to_string()
}
