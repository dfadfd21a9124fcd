//! What goes over the wire to Strex Connect and comes back, and what it means (gateways.md 8.2). Fields that we do not need
//! are left out.

use chrono::DateTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::money::Money;
use crate::domain::text::clean;
use crate::gateways::PortError;
use crate::gateways::charges::{ChargeEvent, ChargeFault, ChargeNews, ChargeState, ChargeStatus, NewCharge, sender};
use crate::gateways::http::{refused, temporary, without_personal};
use crate::gateways::relay::{Fault, Parsed, news_id};
use crate::gateways::sending::is_key;

/// The code of a message whose key was used before.
pub(super) const DUPLICATE: &str = "DuplicateTransaction";
/// The longest code that is kept, and the longest text of a message that came in.
const CODE: usize = 40;
const CONTENT: usize = 2_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewMessage<'a> {
    pub(super) transaction_id: &'a str,
    pub(super) sender: &'a str,
    pub(super) recipient: &'a str,
    pub(super) content: &'a str,
    /// Minutes.
    pub(super) time_to_live: i64,
    pub(super) delivery_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) delivery_report_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) allow_unicode: Option<bool>,
    pub(super) strex: NewStrex<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewStrex<'a> {
    pub(super) merchant_id: &'a str,
    pub(super) service_code: &'a str,
    pub(super) invoice_text: &'a str,
    pub(super) price: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) age: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sms_confirmation: Option<bool>,
}

/// A price as the wire has it: kroner, `50` or `10.50`.
pub(super) fn price(amount: Money) -> Result<Box<RawValue>, PortError> {
    let text = amount.to_string();
    let number = text.strip_suffix(".00").unwrap_or(&text).to_owned();
    RawValue::from_string(number).map_err(|_| refused("amount", "the amount cannot be written"))
}

/// An out-message, a transaction, a report of either, or a message that came in: they share their fields.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    pub(super) transaction_id: String,
    created: Option<String>,
    sender: Option<String>,
    recipient: Option<String>,
    content: Option<String>,
    /// Minutes.
    time_to_live: Option<i64>,
    status_code: Option<String>,
    detailed_status_code: Option<String>,
    delivered: Option<bool>,
    billed: Option<bool>,
    result_description: Option<String>,
    strex: Option<Billing>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Billing {
    price: Option<Box<RawValue>>,
    billed: Option<bool>,
    result_description: Option<String>,
}

/// Whether a number of the wire is this amount.
fn is_price(number: &RawValue, amount: Money) -> bool {
    let exact = Decimal::from_str_exact(number.get()).or_else(|_| Decimal::from_scientific(number.get()));
    exact.is_ok_and(|exact| exact.checked_mul(Decimal::ONE_HUNDRED) == Some(Decimal::from(amount.minor())))
}

impl Report {
    fn billed(&self) -> Option<bool> {
        self.billed.or_else(|| self.strex.as_ref().and_then(|strex| strex.billed))
    }

    /// Whether this is certainly another charge than the one that is asked for.
    pub(super) fn is_other(&self, new: &NewCharge<'_>) -> bool {
        let price = self.strex.as_ref().and_then(|strex| strex.price.as_deref());
        self.recipient.as_deref().is_some_and(|to| sender(to) != sender(new.to)) || price.is_some_and(|price| !is_price(price, new.amount))
    }

    /// Until when the provider tries, ms since 1970 UTC, where it says so.
    pub(super) fn lives_until_ms(&self) -> Option<i64> {
        let created = DateTime::parse_from_rfc3339(self.created.as_deref()?).ok()?.timestamp_millis();
        created.checked_add(self.time_to_live?.checked_mul(60_000)?)
    }

    /// What it says of a charge. `alive`: the lifetime has not run out, so what is not known yet may still come.
    pub(super) fn status(&self, alive: bool) -> ChargeStatus {
        let overall = self.status_code.as_deref().unwrap_or_default();
        let detailed = self.detailed_status_code.as_deref().unwrap_or_default();
        let code = if matches!(detailed, "" | "None") { overall } else { detailed };
        let words = self.strex.as_ref().and_then(|strex| strex.result_description.as_deref());
        ChargeStatus {
            state: state(overall, detailed, self.delivered, self.billed(), alive),
            code: clean(code).chars().take(CODE).collect(),
            detail: without_personal(words.or(self.result_description.as_deref()).unwrap_or_default()),
        }
    }

    /// How a transaction that gives money back stands.
    pub(super) fn reversed(&self) -> Result<ChargeStatus, PortError> {
        let status = self.status(false);
        match self.status_code.as_deref().unwrap_or_default() {
            "Ok" | "Reversed" => Ok(ChargeStatus {
                state: ChargeState::Refunded,
                code: "Reversed".to_owned(),
                detail: status.detail,
            }),
            "Failed" => Err(refused(&status.code, "the provider did not give it back")),
            _ => Err(temporary("reversing", "the provider is about it")),
        }
    }

    /// The news in a file of the relay; `None`: nothing that concerns us.
    fn news(&self) -> Result<Option<ChargeNews>, &'static str> {
        let id = self.transaction_id.as_str();
        if self.status_code.is_some() {
            return Ok(self.moved().map(|(key, status)| ChargeNews {
                id: news_id("report", &[id, &status.code, state_word(status.state)]),
                event: ChargeEvent::Moved { key, status },
            }));
        }
        let (Some(from), Some(to), Some(content)) = (&self.sender, &self.recipient, &self.content) else {
            return Err("neither a message nor a report");
        };
        let at = self.created.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok());
        Ok(Some(ChargeNews {
            id: news_id("in", &[id]),
            event: ChargeEvent::Incoming {
                from: sender(from),
                to: clean(to).chars().take(20).collect(),
                text: content.chars().take(CONTENT).collect(),
                sent_at_ms: at.map(|at| at.timestamp_millis()),
            },
        }))
    }

    fn moved(&self) -> Option<(String, ChargeStatus)> {
        match self.transaction_id.strip_prefix('-') {
            // Of giving back only the success is news: the rest is asked for.
            Some(key) if is_key(key) => Some((key.to_owned(), self.reversed().ok()?)),
            None if is_key(&self.transaction_id) => Some((self.transaction_id.clone(), self.status(false))),
            _ => None,
        }
    }
}

/// The states apart, so that two reports of one message are two news.
fn state_word(state: ChargeState) -> &'static str {
    match state {
        ChargeState::Absent => "absent",
        ChargeState::Pending => "pending",
        ChargeState::Paid { delivered: true } => "paid",
        ChargeState::Paid { delivered: false } => "paid-undelivered",
        ChargeState::NotBilled => "not-billed",
        ChargeState::Failed(fault) => fault.code(),
        ChargeState::Uncertain => "uncertain",
        ChargeState::Refunded => "refunded",
    }
}

fn state(overall: &str, detailed: &str, delivered: Option<bool>, billed: Option<bool>, alive: bool) -> ChargeState {
    let detailed = detailed.to_ascii_lowercase();
    let fault = fault(&detailed);
    let is_billed = billed == Some(true);
    match overall {
        // Of the second message, not of the first.
        _ if detailed.eq_ignore_ascii_case(DUPLICATE) => ChargeState::Uncertain,
        "Reversed" => ChargeState::Refunded,
        "Ok" if is_billed => ChargeState::Paid {
            delivered: delivered != Some(false) && detailed != "undelivered",
        },
        "Ok" if delivered == Some(false) => ChargeState::Uncertain,
        "Ok" => ChargeState::NotBilled,
        "Sent" | "Queued" if is_billed => ChargeState::Paid {
            delivered: delivered == Some(true),
        },
        "Queued" => ChargeState::Pending,
        // Just made, and no word of it yet.
        "" if alive => ChargeState::Pending,
        "Sent" if detailed == "pending" || alive && detailed != "missingdeliveryreport" => ChargeState::Pending,
        "Failed" if is_billed && fault.is_none() => ChargeState::Paid { delivered: false },
        "Failed" if is_billed => ChargeState::Uncertain,
        "Failed" => match fault {
            Some(fault) => ChargeState::Failed(fault),
            // Not delivered, and certainly not billed either.
            None if billed == Some(false) && is_undelivered(&detailed) => ChargeState::Failed(ChargeFault::Refused),
            None => ChargeState::Uncertain,
        },
        _ => ChargeState::Uncertain,
    }
}

fn is_undelivered(detailed: &str) -> bool {
    matches!(detailed, "undelivered" | "subscriberunavailable" | "failed")
}

/// The codes of which the guide says that nothing was billed.
fn fault(detailed: &str) -> Option<ChargeFault> {
    Some(match detailed {
        "insufficientfunds" => ChargeFault::NoFunds,
        "subscriberbarred" => ChargeFault::Barred,
        "subscribertooyoung" | "unknownage" => ChargeFault::Age,
        "subscriberlimitexceeded" => ChargeFault::Limit,
        "registrationrequired" => ChargeFault::MustRegister,
        "rejected" | "timeouterror" | "onetimepasswordexpired" | "onetimepasswordfailed" | "invalidotp" | "maxpinretry" => {
            ChargeFault::Declined
        }
        "expired" | "unknownsubscriber" | "invalidamount" | "invalidcredentials" | "missingpreauth" | "userintransaction" | "stopped"
        | "connectionoffline" | "mnoerror" | "cardpsperror" | "othererror" => ChargeFault::Refused,
        _ => return None,
    })
}

/// What a file of the relay says.
pub(super) fn read(text: &str) -> Parsed {
    let report: Report = match serde_json::from_str(text) {
        Ok(report) => report,
        Err(error) => return Fault::of(text, text, &error).into(),
    };
    match report.news() {
        Ok(news) => Parsed {
            news: news.into_iter().collect(),
            faults: Vec::new(),
        },
        Err(what) => Fault::at(text, 0, what).into(),
    }
}
