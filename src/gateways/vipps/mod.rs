//! Vipps MobilePay ePayment 1.4 (gateways.md 9, from the provider's OpenAPI file; its example requests were not run against
//! the real service).
//!
//! **Which flow.** An SMS is read in the evening, so the link must live for hours. `WEB_REDIRECT` makes a link for a
//! customer who stands before the screen: it dies after minutes, and `expiresAt` cannot be sent with it. `PUSH_MESSAGE`
//! gives no link at all. `QR` with the format `TEXT/TARGETURL` gives the address behind the code, which can be sent as
//! any link, and takes `expiresAt` from 10 minutes to 28 days; it wants a `receipt`, and the provider must have approved
//! the sales unit for it. So `QR` is the default, and `WEB_REDIRECT` is there for who has no approval.
//!
//! Amounts are whole minor units there as here. Every change carries an `Idempotency-Key`: making a link our reference, the
//! others the key they are given. The provider's own id is not in the answer to a new link, and everything is addressed by
//! our reference, so that is the id.

mod wire;

use std::time::Duration;

use chrono::{DateTime, SecondsFormat};
use rust_decimal::Decimal;
use serde::Deserialize;
use ureq::http::Method;

use super::http::{Answer, Call, ConfigError, Http, Token, no_answer, plain, refused, temporary, without_token};
use super::secret::{Secret, SecretSource};
use super::{Link, LinkState, LinkStatus, NewLink, Payments, PortError};
use crate::domain::money::Money;
use wire::{
    Amount, BottomLine, Customer, Event, Made, Modification, NewPayment, Payment, PaymentMethod, QrFormat, Receipt, ReceiptLine, to_json,
};

/// Lengths of a reference and of a key that the provider takes.
const REFERENCE: std::ops::RangeInclusive<usize> = 8..=50;
const KEY: std::ops::RangeInclusive<usize> = 1..=50;
/// The largest amount of the provider, in minor units.
const LARGEST: i64 = 65_000_000;
/// What the provider takes between now and `expiresAt`, with a minute to spare on both sides.
const LIVES_MS: (i64, i64) = (11 * 60_000, 28 * 86_400_000 - 60_000);
/// The provider wants at least 3 letters and at most 100.
const DESCRIPTION: usize = 100;

/// How the customer comes to the payment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// A link that lives as long as it is told to.
    #[default]
    Qr,
    /// A link for now: it dies after minutes.
    WebRedirect,
}

/// The settings `[pay.vipps]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VippsConfig {
    /// `https://api.vipps.no`, for tests `https://apitest.vipps.no`.
    #[serde(default = "production")]
    pub base_url: String,
    /// Where access tokens come from, if not from the same.
    #[serde(default)]
    pub token_url: Option<String>,
    /// The id of the client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretSource,
    /// `Ocp-Apim-Subscription-Key`.
    pub subscription_key: SecretSource,
    /// The number of the sales unit, 4 to 6 digits.
    pub merchant_serial_number: String,
    /// How the customer comes to the payment.
    #[serde(default)]
    pub flow: Flow,
    /// Where the customer comes after paying; `WEB_REDIRECT` must have it.
    #[serde(default)]
    pub return_url: Option<String>,
    /// VAT in percent that is in the amounts, for the receipt in the customer's app.
    #[serde(default = "usual_vat")]
    pub vat_percent: u8,
    /// The whole time that a call may take.
    #[serde(default = "super::http::usual_timeout_ms")]
    pub timeout_ms: u64,
}

fn production() -> String {
    "https://api.vipps.no".to_owned()
}

fn usual_vat() -> u8 {
    25
}

/// The gateway.
pub struct Vipps {
    http: Http,
    tokens: Http,
    config: VippsConfig,
    client_secret: Secret,
    subscription_key: Secret,
    token: Option<Token>,
    now_ms: fn() -> i64,
}

impl Vipps {
    /// Sets the gateway up; calls nobody yet.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn new(config: VippsConfig, now_ms: fn() -> i64) -> Result<Vipps, ConfigError> {
        let msn = &config.merchant_serial_number;
        if !(4..=6).contains(&msn.len()) || !msn.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ConfigError::Setting {
                setting: "pay.vipps.merchant_serial_number",
                wanted: "a number of 4 to 6 digits",
            });
        }
        if config.flow == Flow::WebRedirect && config.return_url.is_none() {
            return Err(ConfigError::Setting {
                setting: "pay.vipps.return_url",
                wanted: "an https:// address for flow = \"web-redirect\"",
            });
        }
        let timeout = Duration::from_millis(config.timeout_ms);
        Ok(Vipps {
            http: Http::new(&config.base_url, timeout)?,
            tokens: Http::new(config.token_url.as_deref().unwrap_or(&config.base_url), timeout)?,
            client_secret: config.client_secret.read()?,
            subscription_key: config.subscription_key.read()?,
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
        let answer = self.tokens.call(&Call {
            method: Method::POST,
            path: "/accesstoken/get",
            headers: &[
                ("client_id", &self.config.client_id),
                ("client_secret", self.client_secret.expose()),
                ("Ocp-Apim-Subscription-Key", self.subscription_key.expose()),
                ("Merchant-Serial-Number", &self.config.merchant_serial_number),
            ],
            body: None,
        });
        let token = answer
            .and_then(Answer::done)
            .and_then(|a| Token::read(&a, now))
            .map_err(without_token)?;
        let text = token.text.clone();
        self.token = Some(token);
        Ok(text)
    }

    /// A call with everything it must carry. A token that is not taken any more is renewed once.
    fn call(&mut self, method: &Method, path: &str, key: Option<&str>, body: Option<&[u8]>) -> Result<Answer, PortError> {
        let mut renewed = false;
        loop {
            let token = self.token()?;
            let mut headers = vec![
                ("Authorization", token.expose()),
                ("Ocp-Apim-Subscription-Key", self.subscription_key.expose()),
                ("Merchant-Serial-Number", &self.config.merchant_serial_number),
                ("Vipps-System-Name", "fordring"),
                ("Vipps-System-Version", env!("CARGO_PKG_VERSION")),
            ];
            headers.extend(key.map(|key| ("Idempotency-Key", key)));
            let answer = self.http.call(&Call {
                method: method.clone(),
                path,
                headers: &headers,
                body: body.map(|bytes| ("application/json", bytes)),
            })?;
            if answer.status != 401 || renewed {
                return Ok(answer);
            }
            self.token = None;
            renewed = true;
        }
    }

    fn get(&mut self, reference: &str) -> Result<Option<Payment>, PortError> {
        if !plain(reference, REFERENCE) {
            return Err(refused("reference", "not a reference of this provider"));
        }
        let answer = self.call(&Method::GET, &format!("/epayment/v1/payments/{reference}"), None, None)?;
        if answer.status == 404 {
            return Ok(None);
        }
        let payment: Payment = answer.done()?.json()?;
        if payment.reference != reference {
            return Err(no_answer("the answer is about another payment"));
        }
        Ok(Some(payment))
    }

    fn known(&mut self, reference: &str) -> Result<Payment, PortError> {
        self.get(reference)?
            .ok_or_else(|| refused("404", "the provider does not know this payment"))
    }

    /// `capture`, `refund` or `cancel`; the answer as it came.
    fn modify(&mut self, reference: &str, what: &str, amount: Option<Amount<'_>>, key: &str) -> Result<Answer, PortError> {
        if !plain(reference, REFERENCE) || !plain(key, KEY) {
            return Err(refused("reference", "not a reference or key of this provider"));
        }
        let body = match amount {
            None => None,
            Some(amount) => Some(to_json(&Modification {
                modification_amount: amount,
            })?),
        };
        let path = format!("/epayment/v1/payments/{reference}/{what}");
        self.call(&Method::POST, &path, Some(key), body.as_deref())
    }

    /// When the customer paid. Only told by the list of events; without it the payment is known all the same.
    fn paid_at(&mut self, reference: &str) -> Option<i64> {
        let answer = self
            .call(&Method::GET, &format!("/epayment/v1/payments/{reference}/events"), None, None)
            .and_then(Answer::done);
        let events: Vec<Event> = answer.and_then(|a| a.json()).ok()?;
        let paid = events.iter().find(|event| event.is_paid())?;
        DateTime::parse_from_rfc3339(&paid.timestamp).ok().map(|at| at.timestamp_millis())
    }

    fn told(&mut self, payment: &Payment) -> Result<LinkStatus, PortError> {
        let mut status = payment.status()?;
        if status.state == LinkState::Paid {
            status.paid_at_ms = self.paid_at(&payment.reference);
        }
        Ok(status)
    }

    fn body(&self, link: &NewLink<'_>) -> Result<Vec<u8>, PortError> {
        let too_large = |_| refused("amount", "the amount is too large");
        let (amount, percent) = (link.amount.minor(), self.config.vat_percent);
        let tax = link.amount.vat_included(Decimal::from(percent)).map_err(too_large)?;
        let without = link.amount.minus(tax).map_err(too_large)?;
        let (shortest, longest) = LIVES_MS;
        let now = (self.now_ms)();
        let until = link.expires_at_ms.clamp(now.saturating_add(shortest), now.saturating_add(longest));
        let until = DateTime::from_timestamp_millis(until).ok_or_else(|| refused("time", "the clock is wrong"))?;
        let mut description: String = link.description.chars().take(DESCRIPTION).collect();
        while description.chars().count() < 3 {
            description.push('.');
        }
        let is_qr = self.config.flow == Flow::Qr;
        let phone = link.phone.trim_start_matches('+');
        let is_phone = (10..=15).contains(&phone.len()) && phone.bytes().all(|b| b.is_ascii_digit());
        to_json(&NewPayment {
            amount: Amount {
                currency: link.currency,
                value: amount,
            },
            // Only fills in the number on the landing page; the other flow has none.
            customer: (!is_qr && is_phone).then_some(Customer { phone_number: phone }),
            customer_interaction: "CUSTOMER_NOT_PRESENT",
            payment_method: PaymentMethod { kind: "WALLET" },
            reference: link.reference,
            return_url: self.config.return_url.as_deref(),
            user_flow: if is_qr { "QR" } else { "WEB_REDIRECT" },
            expires_at: is_qr.then(|| until.to_rfc3339_opts(SecondsFormat::Secs, true)),
            qr_format: is_qr.then_some(QrFormat { format: "TEXT/TARGETURL" }),
            receipt: is_qr.then(|| Receipt {
                order_lines: [ReceiptLine {
                    name: description.clone(),
                    id: "1",
                    total_amount: amount,
                    total_amount_excluding_tax: without.minor(),
                    total_tax_amount: tax.minor(),
                    tax_rate: u16::from(percent).saturating_mul(100),
                }],
                bottom_line: BottomLine { currency: link.currency },
            }),
            payment_description: description,
        })
    }
}

impl Payments for Vipps {
    fn id(&self) -> &'static str {
        "vipps"
    }

    fn create(&mut self, link: &NewLink<'_>) -> Result<Link, PortError> {
        if !plain(link.reference, REFERENCE) {
            return Err(refused("reference", "not a reference of this provider"));
        }
        if !matches!(link.currency, "NOK" | "DKK") {
            return Err(refused("currency", "Vipps MobilePay takes NOK and DKK"));
        }
        if !(1..=LARGEST).contains(&link.amount.minor()) {
            return Err(refused("amount", "Vipps MobilePay takes up to 650 000"));
        }
        let body = self.body(link)?;
        let answer = self.call(&Method::POST, "/epayment/v1/payments", Some(link.reference), Some(&body))?;
        let url = if answer.status == 409 {
            // It is there already. A repeated call is never quite the same: it says until when the link lives from now.
            let there = self.known(link.reference)?;
            if there.amount.value != link.amount.minor() || there.amount.currency != link.currency {
                return Err(refused("409", "the reference belongs to a payment of another amount"));
            }
            there.redirect_url
        } else {
            let made: Made = answer.done()?.json()?;
            if made.reference != link.reference {
                return Err(no_answer("the answer is about another payment"));
            }
            made.redirect_url
        };
        let url = url.filter(|url| url.starts_with("https://"));
        Ok(Link {
            payment_id: link.reference.to_owned(),
            url: url.ok_or_else(|| no_answer("the answer has no link"))?,
        })
    }

    fn status(&mut self, reference: &str, _payment_id: Option<&str>) -> Result<Option<LinkStatus>, PortError> {
        match self.get(reference)? {
            Some(payment) => self.told(&payment).map(Some),
            None => Ok(None),
        }
    }

    fn cancel(&mut self, reference: &str, _payment_id: Option<&str>, key: &str) -> Result<LinkStatus, PortError> {
        // Asked first, because cancelling what is paid would let the customer's money go.
        let before = self.known(reference)?;
        if before.status()?.state != LinkState::Open {
            return self.told(&before);
        }
        let answer = self.modify(reference, "cancel", None, key)?;
        if (200..300).contains(&answer.status) {
            return answer.json::<Payment>()?.status();
        }
        let refusal = answer.done().err();
        if !matches!(refusal, Some(PortError::Refused { .. })) {
            return Err(refusal.unwrap_or_else(|| no_answer("an answer without meaning")));
        }
        let after = self.known(reference)?;
        if after.status()?.state == LinkState::Open {
            return Err(temporary("409", "the customer may be paying right now"));
        }
        self.told(&after)
    }

    fn capture(&mut self, reference: &str, _payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        let before = self.known(reference)?;
        let status = before.status()?;
        if status.captured >= amount {
            return self.told(&before);
        }
        let currency = &before.amount.currency;
        let value = amount.minor();
        let answer = self.modify(reference, "capture", Some(Amount { currency, value }), key)?;
        answer.done()?.json::<Payment>()?.status()
    }

    fn refund(&mut self, reference: &str, _payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        let before = self.known(reference)?;
        let status = before.status()?;
        if status.state == LinkState::Dead && status.authorised == amount {
            // Let go before: by this call the first time, or by cancelling.
            return Ok(status);
        }
        if status.state != LinkState::Paid {
            return Err(refused("state", "nothing was paid"));
        }
        let answer = if status.captured.is_zero() {
            if amount != status.authorised {
                return Err(refused("not-captured", "a part can be given back only of what was taken"));
            }
            self.modify(reference, "cancel", None, key)?
        } else {
            let currency = &before.amount.currency;
            let value = amount.minor();
            self.modify(reference, "refund", Some(Amount { currency, value }), key)?
        };
        answer.done()?.json::<Payment>()?.status()
    }

    fn examine(&mut self) -> Vec<String> {
        self.token = None;
        match self.token() {
            Ok(_) => Vec::new(),
            Err(error) => vec![format!("Vipps MobilePay gives no access token: {error}")],
        }
    }
}
