//! Vipps MobilePay as its OpenAPI file describes it, in memory, and the gateway before it.

use std::collections::BTreeMap;
use std::rc::Rc;

use fordring::gateways::Payments;
use fordring::gateways::secret::SecretSource;
use fordring::gateways::vipps::{Flow, Vipps, VippsConfig};

use crate::stub::{Fault, Provider, Request, Response, Stub};
use crate::suite::{Books, Rig, SECRET, Trouble};

#[derive(Clone, Default)]
struct Payment {
    amount: i64,
    currency: String,
    state: &'static str,
    authorised: i64,
    cancelled: i64,
    captured: i64,
    refunded: i64,
}

#[derive(Default)]
pub struct Provided {
    payments: BTreeMap<String, Payment>,
    /// Path and key, with what was asked and answered.
    answered: BTreeMap<(String, String), (Vec<u8>, Response)>,
    /// How often cancelling is refused still, and whether the customer pays at that moment.
    cancel_refused: (u32, bool),
    refuse_create: bool,
    pub pays_before_cancel: bool,
    /// Against the agreement: `"value":"124950"`.
    pub amounts_as_text: bool,
    pub tokens: u32,
    pub valid_token: u32,
    pub last_create: serde_json::Value,
}

fn problem(status: u16, title: &str) -> Response {
    Response::new(
        status,
        format!("{{\"type\":\"https://stub.example/p\",\"title\":\"{title}\",\"status\":{status},\"traceId\":\"t\"}}"),
    )
}

impl Payment {
    fn amounts(&self, as_text: bool) -> String {
        let quote = if as_text { "\"" } else { "" };
        let amount = |value: i64| format!("{{\"currency\":\"{}\",\"value\":{quote}{value}{quote}}}", self.currency);
        format!(
            "\"amount\":{},\"state\":\"{}\",\"pspReference\":\"psp-1\",\"aggregate\":{{\"authorizedAmount\":{},\"cancelledAmount\":{},\
             \"capturedAmount\":{},\"refundedAmount\":{}}}",
            amount(self.amount),
            self.state,
            amount(self.authorised),
            amount(self.cancelled),
            amount(self.captured),
            amount(self.refunded)
        )
    }

    fn pay(&mut self) -> bool {
        let can = self.state == "CREATED";
        if can {
            (self.state, self.authorised) = ("AUTHORIZED", self.amount);
        }
        can
    }
}

fn url(reference: &str) -> String {
    format!("https://qr.stub.example/{reference}")
}

impl Provider for Provided {
    fn answer(&mut self, request: &Request) -> Response {
        if request.path == "/accesstoken/get" {
            let right = request.header("client_secret") == SECRET && request.header("client_id") == "site-1";
            if !right {
                return problem(401, "no");
            }
            self.tokens += 1;
            self.valid_token = self.tokens;
            return Response::new(
                200,
                format!(
                    "{{\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"access_token\":\"token-{}\"}}",
                    self.tokens
                ),
            );
        }
        if request.header("authorization") != format!("Bearer token-{}", self.valid_token) {
            return problem(401, "expired");
        }
        if request.header("ocp-apim-subscription-key") != SECRET || request.header("merchant-serial-number") != "123456" {
            return problem(403, "headers");
        }
        if request.method == "GET" {
            return self.look(&request.path);
        }
        let key = request.header("idempotency-key").to_owned();
        if key.is_empty() || key.len() > 50 {
            return problem(400, "Idempotency-Key");
        }
        let place = (request.path.clone(), key);
        if let Some((asked, answer)) = self.answered.get(&place) {
            return if *asked == request.body {
                answer.clone()
            } else {
                problem(409, "key reused")
            };
        }
        let answer = self.change(request);
        if answer.status < 400 {
            self.answered.insert(place, (request.body.clone(), answer.clone()));
        }
        answer
    }
}

impl Provided {
    fn look(&self, path: &str) -> Response {
        let rest = path.trim_start_matches("/epayment/v1/payments/");
        let (reference, events) = rest.strip_suffix("/events").map_or((rest, false), |reference| (reference, true));
        let Some(payment) = self.payments.get(reference) else {
            return problem(404, "not found");
        };
        if events {
            let at = |name: &str, at: &str| {
                format!(
                    "{{\"reference\":\"{reference}\",\"pspReference\":\"psp-1\",\"name\":\"{name}\",\"paymentAction\":\"{name}\",\
                     \"amount\":{{\"currency\":\"NOK\",\"value\":1}},\"timestamp\":\"{at}\",\"success\":true}}"
                )
            };
            let paid = if payment.authorised > 0 {
                format!(",{}", at("AUTHORIZED", "2026-11-22T18:30:00Z"))
            } else {
                String::new()
            };
            return Response::new(200, format!("[{}{paid}]", at("CREATED", "2026-11-22T08:00:00Z")));
        }
        Response::new(
            200,
            format!(
                "{{{},\"paymentMethod\":{{\"type\":\"WALLET\"}},\"profile\":{{}},\"reference\":\"{reference}\",\"redirectUrl\":\"{}\"}}",
                payment.amounts(self.amounts_as_text),
                url(reference)
            ),
        )
    }

    fn change(&mut self, request: &Request) -> Response {
        let body = request.json();
        let rest = request.path.trim_start_matches("/epayment/v1/payments");
        if rest.is_empty() {
            return self.create(&body);
        }
        let mut parts = rest.trim_start_matches('/').splitn(2, '/');
        let (reference, what) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let Some(payment) = self.payments.get_mut(reference) else {
            return problem(404, "not found");
        };
        let value = body["modificationAmount"]["value"].as_i64().unwrap_or(0);
        match what {
            "cancel" => {
                let (left, pays) = self.cancel_refused;
                if left > 0 && payment.state == "CREATED" {
                    self.cancel_refused.0 -= 1;
                    if pays {
                        payment.pay();
                    }
                    return problem(409, "the user is paying");
                }
                if self.pays_before_cancel {
                    payment.pay();
                }
                match payment.state {
                    "CREATED" => (payment.state, payment.cancelled) = ("TERMINATED", payment.amount),
                    "AUTHORIZED" if payment.captured < payment.authorised => payment.cancelled = payment.authorised - payment.captured,
                    _ => return problem(409, "state"),
                }
            }
            "capture"
                if payment.state == "AUTHORIZED" && value > 0 && value <= payment.authorised - payment.captured - payment.cancelled =>
            {
                payment.captured += value;
            }
            "refund" if value > 0 && value <= payment.captured - payment.refunded => payment.refunded += value,
            _ => return problem(409, "not now"),
        }
        Response::new(
            200,
            format!("{{{},\"reference\":\"{reference}\"}}", payment.amounts(self.amounts_as_text)),
        )
    }

    fn create(&mut self, body: &serde_json::Value) -> Response {
        let reference = body["reference"].as_str().unwrap_or_default().to_owned();
        let (amount, currency) = (&body["amount"]["value"], body["amount"]["currency"].as_str().unwrap_or_default());
        let flow = body["userFlow"].as_str().unwrap_or_default();
        let long = flow == "QR" && body["expiresAt"].is_string() && body["receipt"].is_object();
        let short = flow == "WEB_REDIRECT" && body["expiresAt"].is_null() && body["returnUrl"].is_string();
        let right = (8..=50).contains(&reference.len()) && amount.is_i64() && matches!(currency, "NOK" | "DKK" | "EUR") && (long || short);
        if self.refuse_create || !right {
            return problem(400, "validation");
        }
        if self.payments.contains_key(&reference) {
            return problem(409, "reference exists");
        }
        self.last_create = body.clone();
        let payment = Payment {
            amount: amount.as_i64().unwrap_or(0),
            currency: currency.to_owned(),
            state: "CREATED",
            ..Payment::default()
        };
        let answer = format!("{{\"redirectUrl\":\"{}\",\"reference\":\"{reference}\"}}", url(&reference));
        self.payments.insert(reference, payment);
        Response::new(201, answer)
    }
}

/// The gateway before the stub.
pub struct VippsRig {
    pub stub: Rc<Stub<Provided>>,
    pub vipps: Vipps,
    base: String,
    flow: Flow,
    secrets: tempfile::TempDir,
}

impl VippsRig {
    pub fn straight(flow: Flow) -> VippsRig {
        let stub = Rc::new(Stub::start(Provided::default()));
        let base = stub.base();
        VippsRig::through(stub, base, flow)
    }

    /// With something at another address between the gateway and the stub.
    pub fn through(stub: Rc<Stub<Provided>>, base: String, flow: Flow) -> VippsRig {
        let (secrets, source) = crate::common::secret_file();
        let vipps = gateway(&base, &stub.base(), source, flow);
        VippsRig {
            stub,
            vipps,
            base,
            flow,
            secrets,
        }
    }

    pub fn source(&self) -> SecretSource {
        SecretSource::File(self.secrets.path().join("key"))
    }
}

pub fn gateway(base: &str, tokens: &str, source: SecretSource, flow: Flow) -> Vipps {
    let config = VippsConfig {
        base_url: base.to_owned(),
        token_url: Some(tokens.to_owned()),
        client_id: "site-1".to_owned(),
        client_secret: source.clone(),
        subscription_key: source,
        merchant_serial_number: "123456".to_owned(),
        flow,
        return_url: (flow == Flow::WebRedirect).then(|| "https://verkstad.example/tack".to_owned()),
        vat_percent: 25,
        timeout_ms: crate::TIMEOUT_MS,
    };
    Vipps::new(config, crate::common::now).unwrap()
}

/// What every stub with its paths does about a trouble; whether it can.
pub fn arm<P: Provider>(stub: &Stub<P>, trouble: Trouble, create: &str) -> bool {
    let (path, fault) = match trouble {
        Trouble::Nothing => return true,
        Trouble::CreateBusy => {
            stub.fault(create, Fault::Status(503));
            (create, Fault::Status(500))
        }
        Trouble::CreateTooMany => {
            stub.fault(create, Fault::Status(429));
            (create, Fault::Status(429))
        }
        Trouble::CreateDroppedBefore => (create, Fault::DropBefore),
        Trouble::CreateLost => (create, Fault::DropAfter),
        Trouble::CreateTorn => (create, Fault::Torn),
        Trouble::CreateLate => (create, Fault::Late),
        Trouble::CreateTwice => (create, Fault::Twice),
        Trouble::CreateRubbish => (create, Fault::Rubbish),
        Trouble::CreateOtherShape => (create, Fault::OtherShape),
        Trouble::CreateTooLong => (create, Fault::TooLong),
        Trouble::CancelLost => ("/cancel", Fault::DropAfter),
        Trouble::CancelBusy => ("/cancel", Fault::Status(500)),
        Trouble::CaptureLost => ("/capture", Fault::DropAfter),
        Trouble::CaptureTwice => ("/capture", Fault::Twice),
        Trouble::RefundLost => ("/refund", Fault::DropAfter),
        Trouble::RefundTwice => ("/refund", Fault::Twice),
        Trouble::CreateRefused | Trouble::CancelCrosses | Trouble::CancelWhilePaying => return false,
    };
    stub.fault(path, fault);
    true
}

impl Rig for VippsRig {
    fn new() -> VippsRig {
        VippsRig::straight(Flow::Qr)
    }

    fn gateway(&mut self) -> &mut dyn Payments {
        &mut self.vipps
    }

    fn restart(&mut self) {
        self.vipps = gateway(&self.base, &self.stub.base(), self.source(), self.flow);
        // The clock goes on, so that a repeated call is not the same to the byte.
        crate::common::later(61_000);
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<i64> {
        match trouble {
            Trouble::CreateRefused => self.stub.with(|p| p.refuse_create = true),
            Trouble::CancelCrosses => self.stub.with(|p| p.cancel_refused = (1, true)),
            Trouble::CancelWhilePaying => self.stub.with(|p| p.cancel_refused = (2, false)),
            _ => return arm(&self.stub, trouble, "POST /epayment/v1/payments").then_some(124_950),
        }
        Some(124_950)
    }

    fn pay(&mut self, reference: &str) -> bool {
        self.stub.with(|p| p.payments.get_mut(reference).is_some_and(Payment::pay))
    }

    fn decline(&mut self, reference: &str) {
        self.stub.with(|p| p.payments.get_mut(reference).unwrap().state = "ABORTED");
    }

    fn books(&mut self, reference: &str) -> Books {
        self.stub.with(|p| match p.payments.get(reference) {
            None => Books::default(),
            Some(payment) => Books {
                made: p.payments.len(),
                authorised: payment.authorised,
                captured: payment.captured,
                refunded: payment.refunded,
                open: payment.state == "CREATED",
            },
        })
    }

    fn unplug(&mut self) {
        self.stub.unplug();
    }

    fn currency(&self) -> &'static str {
        "NOK"
    }
}
