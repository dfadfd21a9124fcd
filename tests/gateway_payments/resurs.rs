//! Resurs Merchant API 2 as its pages and its own client describe it, in memory, and the gateway before it.

use fordring::domain::money::{Currency, Money};
use fordring::gateways::Payments;
use fordring::gateways::resurs::{Resurs, ResursConfig};
use fordring::gateways::secret::SecretSource;

use crate::stub::{Provider, Request, Response, Stub};
use crate::suite::{Books, Rig, SECRET, Trouble};
use crate::vipps::arm;

#[derive(Clone, Default)]
struct Payment {
    id: String,
    reference: String,
    status: &'static str,
    total: i64,
    canceled: i64,
    captured: i64,
    refunded: i64,
    /// Kind and key.
    log: Vec<(&'static str, String)>,
}

#[derive(Default)]
pub struct Provided {
    payments: Vec<Payment>,
    cancel_refused: (u32, bool),
    refuse_create: bool,
    pub pays_before_cancel: bool,
    pub tokens: u32,
    pub last_create: serde_json::Value,
}

fn refusal(status: u16, message: &str) -> Response {
    Response::new(status, format!("{{\"code\":\"{status}\",\"message\":\"{message}\"}}"))
}

/// As a JVM writes decimals: as few digits as it takes, but one.
fn decimal(minor: i64) -> String {
    let text = format!("{}.{:02}", minor / 100, minor % 100);
    text.strip_suffix('0').map_or(text.clone(), str::to_owned)
}

impl Payment {
    fn json(&self, whole: bool) -> String {
        let urls = if whole && self.status == "TASK_REDIRECTION_REQUIRED" {
            format!(
                ",\"taskRedirectionUrls\":{{\"customerUrl\":\"https://bank.stub.example/{}\"}}",
                self.id
            )
        } else {
            String::new()
        };
        let log: Vec<String> = self
            .log
            .iter()
            .map(|(kind, key)| {
                format!(
                    "{{\"actionId\":\"a\",\"type\":\"{kind}\",\"created\":\"2026-11-22T18:30:00.123456789Z\",\"transactionId\":\"{key}\",\"orderLines\":[]}}"
                )
            })
            .collect();
        format!(
            "{{\"id\":\"{}\",\"created\":\"2026-11-22T08:00:00Z\",\"storeId\":\"store-1\",\"status\":\"{}\",\"paymentActions\":[],\"order\":{{\
             \"orderReference\":\"{}\",\"actionLog\":[{}],\"possibleActions\":[],\"totalOrderAmount\":{},\"canceledAmount\":{},\
             \"authorizedAmount\":{},\"capturedAmount\":{},\"refundedAmount\":{}}}{urls}}}",
            self.id,
            self.status,
            self.reference,
            log.join(","),
            decimal(self.total),
            decimal(self.canceled),
            decimal(self.total - self.canceled - self.captured),
            decimal(self.captured),
            decimal(self.refunded)
        )
    }

    fn pay(&mut self) -> bool {
        let can = self.status == "TASK_REDIRECTION_REQUIRED" && self.canceled == 0;
        if can {
            self.status = "ACCEPTED";
            self.log.push(("AUTHORIZE", String::new()));
        }
        can
    }

    fn manage(&mut self, what: &str, part: Option<i64>, key: String) -> bool {
        let left = match what {
            "refund" => self.captured - self.refunded,
            _ => self.total - self.captured - self.canceled,
        };
        let amount = part.unwrap_or(left);
        let agreed = self.status == "ACCEPTED" || (what == "cancel" && self.status == "TASK_REDIRECTION_REQUIRED");
        if !agreed || amount <= 0 || amount > left {
            return false;
        }
        match what {
            "capture" => (self.captured, self.log) = (self.captured + amount, with(&self.log, "CAPTURE", key)),
            "refund" => (self.refunded, self.log) = (self.refunded + amount, with(&self.log, "REFUND", key)),
            _ => (self.canceled, self.log) = (self.canceled + amount, with(&self.log, "CANCEL", key)),
        }
        true
    }
}

fn with(log: &[(&'static str, String)], kind: &'static str, key: String) -> Vec<(&'static str, String)> {
    log.iter().cloned().chain([(kind, key)]).collect()
}

/// What a line of an order costs, in øre.
fn line(body: &serde_json::Value) -> Option<i64> {
    let number = &body["orderLines"][0]["totalAmountIncludingVat"];
    number.as_number().map(|n| Money::parse(&n.to_string()).unwrap().minor())
}

impl Provider for Provided {
    fn answer(&mut self, request: &Request) -> Response {
        if request.path == "/oauth2/token" {
            let form = String::from_utf8_lossy(&request.body).into_owned();
            if !form.contains(&format!("client_secret={SECRET}&")) || !form.contains("grant_type=client_credentials") {
                return refusal(401, "invalid_client");
            }
            self.tokens += 1;
            return Response::new(
                200,
                format!(
                    "{{\"access_token\":\"token-{}\",\"token_type\":\"Bearer\",\"expires_in\":3599}}",
                    self.tokens
                ),
            );
        }
        if request.header("authorization") != format!("Bearer token-{}", self.tokens) {
            return refusal(401, "expired");
        }
        let body = request.json();
        let rest = request.path.trim_start_matches("/v2/payments").trim_start_matches('/');
        match (request.method.as_str(), rest) {
            ("POST", "search") => {
                let found: Vec<String> = self.payments.iter().map(|p| p.json(false)).collect();
                // Wider than asked for.
                Response::new(200, format!("{{\"content\":[{}]}}", found.join(",")))
            }
            ("POST", "") => self.create(&body),
            ("GET", id) => match self.payments.iter().find(|p| p.id == id) {
                Some(payment) => Response::new(200, payment.json(true)),
                None => refusal(404, "no such payment"),
            },
            (_, rest) => {
                let (id, what) = rest.split_once('/').unwrap_or_default();
                self.manage(id, what, &body)
            }
        }
    }
}

impl Provided {
    fn create(&mut self, body: &serde_json::Value) -> Response {
        let reference = body["order"]["orderReference"].as_str().unwrap_or_default();
        let options = &body["options"];
        let right = body["storeId"] == "store-1"
            && body["paymentMethodId"] == "method-1"
            && options["deliverLinks"] == false
            && (1..=36).contains(&reference.len())
            && (1..=43_200).contains(&options["timeToLiveInMinutes"].as_i64().unwrap_or(0));
        let Some(total) = line(&body["order"]).filter(|_| right && !self.refuse_create) else {
            return refusal(400, "validation of 830514-7715");
        };
        self.last_create = body.clone();
        let payment = Payment {
            id: format!("payment-{}", self.payments.len() + 1),
            reference: reference.to_owned(),
            status: "TASK_REDIRECTION_REQUIRED",
            total,
            ..Payment::default()
        };
        let answer = Response::new(201, payment.json(true));
        self.payments.push(payment);
        answer
    }

    fn manage(&mut self, id: &str, what: &str, body: &serde_json::Value) -> Response {
        let Some(payment) = self.payments.iter_mut().find(|p| p.id == id) else {
            return refusal(404, "no such payment");
        };
        let (left, pays) = self.cancel_refused;
        if what == "cancel" && left > 0 && payment.status == "TASK_REDIRECTION_REQUIRED" {
            self.cancel_refused.0 -= 1;
            if pays {
                payment.pay();
            }
            return refusal(400, "not allowed in this state");
        }
        if what == "cancel" && self.pays_before_cancel {
            payment.pay();
        }
        let key = body["transactionId"].as_str().unwrap_or_default().to_owned();
        if payment.manage(what, line(body), key) {
            Response::new(200, payment.json(true))
        } else {
            refusal(400, "not allowed in this state")
        }
    }
}

/// The gateway, straight before the stub.
pub struct ResursRig {
    pub stub: Stub<Provided>,
    pub resurs: Resurs,
    secrets: tempfile::TempDir,
}

fn gateway(base: &str, source: SecretSource) -> Resurs {
    let config = ResursConfig {
        base_url: base.to_owned(),
        client_id: "site-1".to_owned(),
        client_secret: source,
        scope: "merchant-api".to_owned(),
        store_id: "store-1".to_owned(),
        payment_method_id: "method-1".to_owned(),
        currency: Currency::Sek,
        vat_percent: 25,
        automatic_capture: false,
        return_url: None,
        timeout_ms: crate::TIMEOUT_MS,
    };
    Resurs::new(config, crate::common::now).unwrap()
}

impl Rig for ResursRig {
    fn new() -> ResursRig {
        let stub = Stub::start(Provided::default());
        let (secrets, source) = crate::common::secret_file();
        let resurs = gateway(&stub.base(), source);
        ResursRig { stub, resurs, secrets }
    }

    fn gateway(&mut self) -> &mut dyn Payments {
        &mut self.resurs
    }

    fn restart(&mut self) {
        self.resurs = gateway(&self.stub.base(), SecretSource::File(self.secrets.path().join("key")));
        crate::common::later(61_000);
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<i64> {
        match trouble {
            // The bank has no key to know a doubled request by. One that something between us doubles makes two payments, of
            // which we only ever know one; nobody has the other's link.
            Trouble::CreateTwice => return None,
            Trouble::CreateRefused => self.stub.with(|p| p.refuse_create = true),
            Trouble::CancelCrosses => self.stub.with(|p| p.cancel_refused = (1, true)),
            Trouble::CancelWhilePaying => self.stub.with(|p| p.cancel_refused = (2, false)),
            _ => return arm(&self.stub, trouble, "POST /v2/payments").then_some(124_950),
        }
        Some(124_950)
    }

    fn pay(&mut self, reference: &str) -> bool {
        self.stub
            .with(|p| p.payments.iter_mut().find(|p| p.reference == reference).is_some_and(Payment::pay))
    }

    fn decline(&mut self, reference: &str) {
        self.stub.with(|p| {
            let payment = p.payments.iter_mut().find(|p| p.reference == reference);
            payment.unwrap().status = "REJECTED";
        });
    }

    fn books(&mut self, reference: &str) -> Books {
        self.stub.with(|p| {
            let ours: Vec<&Payment> = p.payments.iter().filter(|p| p.reference == reference).collect();
            ours.first().map_or(Books::default(), |payment| Books {
                made: ours.len(),
                authorised: if payment.status == "ACCEPTED" { payment.total } else { 0 },
                captured: payment.captured,
                refunded: payment.refunded,
                open: payment.status == "TASK_REDIRECTION_REQUIRED" && payment.canceled == 0,
            })
        })
    }

    fn unplug(&mut self) {
        self.stub.unplug();
    }

    fn currency(&self) -> &'static str {
        "SEK"
    }
}
