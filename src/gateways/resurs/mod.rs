//! Resurs Merchant API 2 (dk-se-findings.md 4.1; ResursBank.github.io pages of the POS flow and of payment management, and
//! the bank's own client ResursBank/ecom2 for what the pages leave out; not run against the real service).
//!
//! We send the SMS, so `deliverLinks` is false and the answer's `customerUrl` is the link. The customer identifies
//! themselves on their own device. Frozen payments and manual inspection are not asked for: both leave an order in limbo for
//! days. The bank has **no idempotency key**:
//!
//! * a link is looked for by our reference before it is made (`POST /v2/payments/search`);
//! * captures and refunds carry our key as `transactionId`, which the payment's action log shows again; it is looked there
//!   before. (It is also what tells two captures apart in the accounting file.)
//!
//! A link that waits for its customer (`TASK_REDIRECTION_REQUIRED`) can often not be cancelled: the bank's own shop plug-ins
//! do not even try. It is tried here; refused, it is a temporary failure, and the link is dead for sure only at its
//! `timeToLiveInMinutes`.
//!
//! Amounts are decimal numbers on this wire. They are read and written as the text that they are, never as floats.

mod wire;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use ureq::http::Method;

use super::http::{Answer, Call, ConfigError, Http, Token, no_answer, plain, refused, temporary, without_token};
use super::secret::{Secret, SecretSource};
use super::{Link, LinkState, LinkStatus, NewLink, Payments, PortError};
use crate::domain::money::{Currency, Money};
use wire::{
    Found, FoundPayment, Management, NewCustomer, NewOrder, NewPayment, Options, OrderLine, Payment, Redirection, RedirectionUrls, Search,
    form, number,
};

/// Lengths of an order reference that the bank takes, of its ids, and of our keys.
const REFERENCE: std::ops::RangeInclusive<usize> = 1..=36;
const PAYMENT_ID: std::ops::RangeInclusive<usize> = 1..=64;
const KEY: std::ops::RangeInclusive<usize> = 1..=50;
/// How many minutes a link may live there: a month.
const LIVES_MINUTES: (i64, i64) = (1, 43_200);
/// The longest description of an order line.
const DESCRIPTION: usize = 50;

/// The settings `[pay.resurs]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResursConfig {
    /// `https://merchant-api.resurs.com`, for tests `https://merchant-api.integration.resurs.com`.
    #[serde(default = "production")]
    pub base_url: String,
    /// The id of the client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretSource,
    /// `merchant-api`, in the test environment `mock-merchant-api`.
    #[serde(default = "usual_scope")]
    pub scope: String,
    /// Which of the client's stores.
    pub store_id: String,
    /// Which of the store's payment methods.
    pub payment_method_id: String,
    /// The currency of the store: the bank is told amounts without one.
    pub currency: Currency,
    /// VAT in percent that is in the amounts.
    #[serde(default = "usual_vat")]
    pub vat_percent: u8,
    /// Whether the bank takes the money as soon as the customer has agreed. Without, what a customer pays while the link is
    /// being cancelled is let go, not refunded.
    #[serde(default)]
    pub automatic_capture: bool,
    /// Where the customer comes after paying or declining.
    #[serde(default)]
    pub return_url: Option<String>,
    /// The whole time that a call may take.
    #[serde(default = "super::http::usual_timeout_ms")]
    pub timeout_ms: u64,
}

fn production() -> String {
    "https://merchant-api.resurs.com".to_owned()
}

fn usual_scope() -> String {
    "merchant-api".to_owned()
}

fn usual_vat() -> u8 {
    25
}

/// The gateway.
pub struct Resurs {
    http: Http,
    config: ResursConfig,
    client_secret: Secret,
    token: Option<Token>,
    now_ms: fn() -> i64,
}

impl Resurs {
    /// Sets the gateway up; calls nobody yet.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn new(config: ResursConfig, now_ms: fn() -> i64) -> Result<Resurs, ConfigError> {
        if !plain(&config.store_id, PAYMENT_ID) || !plain(&config.payment_method_id, PAYMENT_ID) {
            return Err(ConfigError::Setting {
                setting: "pay.resurs.store_id, pay.resurs.payment_method_id",
                wanted: "the bank's id",
            });
        }
        Ok(Resurs {
            http: Http::new(&config.base_url, Duration::from_millis(config.timeout_ms))?,
            client_secret: config.client_secret.read()?,
            config,
            token: None,
            now_ms,
        })
    }

    fn token(&mut self) -> Result<Secret, PortError> {
        let now = (self.now_ms)();
        if let Some(token) = self.token.as_ref().filter(|t| t.is_good(now)) {
            return Ok(token.text.clone());
        }
        let form = form(&[
            ("client_id", &self.config.client_id),
            ("client_secret", self.client_secret.expose()),
            ("scope", &self.config.scope),
            ("grant_type", "client_credentials"),
        ]);
        let answer = self.http.call(&Call {
            method: Method::POST,
            path: "/oauth2/token",
            headers: &[],
            body: Some(("application/x-www-form-urlencoded", form.as_bytes())),
        });
        let token = answer
            .and_then(Answer::done)
            .and_then(|a| Token::read(&a, now))
            .map_err(without_token)?;
        let text = token.text.clone();
        self.token = Some(token);
        Ok(text)
    }

    /// A call with a token; one that is not taken any more is renewed once.
    fn call(&mut self, method: &Method, path: &str, body: Option<&[u8]>) -> Result<Answer, PortError> {
        let mut renewed = false;
        loop {
            let token = self.token()?;
            let answer = self.http.call(&Call {
                method: method.clone(),
                path,
                headers: &[("Authorization", token.expose())],
                body: body.map(|bytes| ("application/json", bytes)),
            })?;
            if answer.status != 401 || renewed {
                return Ok(answer);
            }
            self.token = None;
            renewed = true;
        }
    }

    fn post<T: Serialize>(&mut self, path: &str, body: &T) -> Result<Answer, PortError> {
        let body = serde_json::to_vec(body).map_err(|_| refused("request", "the request cannot be written"))?;
        self.call(&Method::POST, path, Some(&body))
    }

    /// The bank's id of the payment with our reference.
    fn find(&mut self, reference: &str) -> Result<Option<String>, PortError> {
        let search = Search {
            store_id: &self.config.store_id.clone(),
            order_reference: reference,
        };
        let found: Found = self.post("/v2/payments/search", &search)?.done()?.json()?;
        // A search may be wider than asked for: the bank answers one without words with everything.
        let ours = |payment: &&FoundPayment| payment.order.as_ref().is_some_and(|order| order.order_reference == reference);
        Ok(found.content.iter().find(ours).map(|payment| payment.id.clone()))
    }

    fn get(&mut self, id: &str) -> Result<Option<Payment>, PortError> {
        if !plain(id, PAYMENT_ID) {
            return Err(refused("payment", "not an id of this provider"));
        }
        let answer = self.call(&Method::GET, &format!("/v2/payments/{id}"), None)?;
        if answer.status == 404 {
            return Ok(None);
        }
        let payment: Payment = answer.done()?.json()?;
        if payment.id != id {
            return Err(no_answer("the answer is about another payment"));
        }
        Ok(Some(payment))
    }

    /// The payment, by the bank's id where it is known, else by our reference.
    fn look(&mut self, reference: &str, payment_id: Option<&str>) -> Result<Option<Payment>, PortError> {
        if !plain(reference, REFERENCE) {
            return Err(refused("reference", "not a reference of this provider"));
        }
        let id = match payment_id {
            Some(id) => Some(id.to_owned()),
            None => self.find(reference)?,
        };
        let Some(id) = id else { return Ok(None) };
        let Some(payment) = self.get(&id)? else { return Ok(None) };
        if payment.order()?.order_reference != reference {
            return Err(no_answer("the answer is about another order"));
        }
        Ok(Some(payment))
    }

    fn known(&mut self, reference: &str, payment_id: Option<&str>) -> Result<Payment, PortError> {
        self.look(reference, payment_id)?
            .ok_or_else(|| refused("404", "the provider does not know this payment"))
    }

    /// `capture`, `refund` or `cancel`. A part names a line of its own, the whole names none: then it is what is left.
    fn manage(&mut self, id: &str, what: &str, part: Option<Money>, key: &str) -> Result<Answer, PortError> {
        if !plain(key, KEY) {
            return Err(refused("key", "not a key of this provider"));
        }
        let order_lines = match part {
            Some(amount) => Some([self.line("", amount)?]),
            None => None,
        };
        let management = Management {
            transaction_id: key,
            order_lines,
        };
        self.post(&format!("/v2/payments/{id}/{what}"), &management)
    }

    fn line(&self, description: &str, amount: Money) -> Result<OrderLine, PortError> {
        Ok(OrderLine {
            description: description.chars().take(DESCRIPTION).collect(),
            quantity: 1,
            kind: "NORMAL",
            quantity_unit: "st",
            vat_rate: self.config.vat_percent,
            total_amount_including_vat: number(amount)?,
        })
    }

    fn make(&mut self, link: &NewLink<'_>) -> Result<Payment, PortError> {
        let (shortest, longest) = LIVES_MINUTES;
        let config = self.config.clone();
        let new = NewPayment {
            store_id: &config.store_id,
            payment_method_id: &config.payment_method_id,
            order: NewOrder {
                order_lines: [self.line(link.description, link.amount)?],
                order_reference: link.reference,
            },
            customer: NewCustomer {
                customer_type: "NATURAL",
                mobile_phone: link.phone,
            },
            options: Options {
                initiated_on_customers_device: true,
                deliver_links: false,
                handle_frozen_payments: false,
                handle_manual_inspection: false,
                automatic_capture: config.automatic_capture,
                redirection_urls: config.return_url.as_deref().map(|url| RedirectionUrls {
                    customer: Redirection {
                        fail_url: url,
                        success_url: url,
                    },
                }),
                time_to_live_in_minutes: (link.expires_at_ms.saturating_sub((self.now_ms)()) / 60_000).clamp(shortest, longest),
            },
        };
        self.post("/v2/payments", &new)?.done()?.json()
    }
}

impl Payments for Resurs {
    fn id(&self) -> &'static str {
        "resurs"
    }

    fn create(&mut self, link: &NewLink<'_>) -> Result<Link, PortError> {
        if link.currency != self.config.currency.code() {
            return Err(refused("currency", "not the currency of the store"));
        }
        if !link.amount.is_positive() {
            return Err(refused("amount", "there is nothing to pay"));
        }
        let payment = match self.look(link.reference, None)? {
            Some(there) => {
                if there.amounts()?.total != link.amount {
                    return Err(refused("reference", "the reference belongs to a payment of another amount"));
                }
                there
            }
            None => self.make(link)?,
        };
        let url = payment.task_redirection_urls.as_ref().and_then(|urls| urls.customer_url.clone());
        match url.filter(|url| url.starts_with("https://")) {
            Some(url) => Ok(Link {
                payment_id: payment.id,
                url,
            }),
            None if payment.status == "REJECTED" => {
                let reason = payment.rejected_reason.and_then(|r| r.category);
                Err(refused(reason.as_deref().unwrap_or("REJECTED"), "the bank says no"))
            }
            None if payment.status == "TASK_REDIRECTION_REQUIRED" => Err(no_answer("the answer has no link")),
            // Somebody at the bank looks at it, or the customer was faster: no link for now, and found again by the next try.
            None => Err(temporary(&payment.status, "there is no link")),
        }
    }

    fn status(&mut self, reference: &str, payment_id: Option<&str>) -> Result<Option<LinkStatus>, PortError> {
        self.look(reference, payment_id)?.map(|payment| payment.status()).transpose()
    }

    fn cancel(&mut self, reference: &str, payment_id: Option<&str>, key: &str) -> Result<LinkStatus, PortError> {
        // Asked first, because cancelling what is paid would let the customer's agreement go.
        let before = self.known(reference, payment_id)?;
        let status = before.status()?;
        if matches!(status.state, LinkState::Paid | LinkState::Dead) {
            return Ok(status);
        }
        let refusal = match self.manage(&before.id, "cancel", None, key)?.done() {
            Ok(_) => None,
            Err(error @ PortError::Refused { .. }) => Some(error),
            Err(error) => return Err(error),
        };
        let after = self.known(reference, Some(&before.id))?.status()?;
        match (after.state, refusal) {
            (LinkState::Paid | LinkState::Dead, _) => Ok(after),
            (_, Some(PortError::Refused { code, .. })) => {
                Err(temporary(&code, "the bank does not cancel it while it waits for the customer"))
            }
            _ => Err(temporary(&after.word, "the bank has not cancelled it yet")),
        }
    }

    fn capture(&mut self, reference: &str, payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        let before = self.known(reference, payment_id)?;
        let status = before.status()?;
        if status.captured >= amount || before.did("CAPTURE", key) {
            return Ok(status);
        }
        if status.state != LinkState::Paid {
            return Err(refused("state", "nothing was paid"));
        }
        let is_whole = status.captured.is_zero() && amount == status.authorised;
        self.manage(&before.id, "capture", (!is_whole).then_some(amount), key)?.done()?;
        self.known(reference, Some(&before.id))?.status()
    }

    fn refund(&mut self, reference: &str, payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        let before = self.known(reference, payment_id)?;
        let status = before.status()?;
        if before.did("REFUND", key) || status.state == LinkState::Dead && status.authorised == amount {
            return Ok(status);
        }
        if status.state != LinkState::Paid {
            return Err(refused("state", "nothing was paid"));
        }
        if status.captured.is_zero() {
            if amount != status.authorised {
                return Err(refused("not-captured", "a part can be given back only of what was taken"));
            }
            self.manage(&before.id, "cancel", None, key)?.done()?;
        } else {
            let is_rest = status.captured.minus(status.refunded) == Ok(amount);
            self.manage(&before.id, "refund", (!is_rest).then_some(amount), key)?.done()?;
        }
        self.known(reference, Some(&before.id))?.status()
    }

    fn examine(&mut self) -> Vec<String> {
        self.token = None;
        match self.token() {
            Ok(_) => Vec::new(),
            Err(error) => vec![format!("Resurs gives no access token: {error}")],
        }
    }
}
