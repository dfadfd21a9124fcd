//! What goes over the wire to Resurs and comes back, and what it means. Fields that we do not need are left out: the bank
//! adds new ones without notice.

use chrono::DateTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::money::Money;
use crate::gateways::http::{no_answer, refused};
use crate::gateways::{LinkState, LinkStatus, PortError};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewPayment<'a> {
    pub(super) store_id: &'a str,
    pub(super) payment_method_id: &'a str,
    pub(super) order: NewOrder<'a>,
    pub(super) customer: NewCustomer<'a>,
    pub(super) options: Options<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewOrder<'a> {
    pub(super) order_lines: [OrderLine; 1],
    pub(super) order_reference: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrderLine {
    pub(super) description: String,
    pub(super) quantity: u8,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) quantity_unit: &'static str,
    pub(super) vat_rate: u8,
    pub(super) total_amount_including_vat: Box<RawValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewCustomer<'a> {
    pub(super) customer_type: &'static str,
    pub(super) mobile_phone: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Options<'a> {
    pub(super) initiated_on_customers_device: bool,
    pub(super) deliver_links: bool,
    pub(super) handle_frozen_payments: bool,
    pub(super) handle_manual_inspection: bool,
    pub(super) automatic_capture: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) redirection_urls: Option<RedirectionUrls<'a>>,
    pub(super) time_to_live_in_minutes: i64,
}

#[derive(Serialize)]
pub(super) struct RedirectionUrls<'a> {
    pub(super) customer: Redirection<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Redirection<'a> {
    pub(super) fail_url: &'a str,
    pub(super) success_url: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Search<'a> {
    pub(super) store_id: &'a str,
    pub(super) order_reference: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Management<'a> {
    pub(super) transaction_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) order_lines: Option<[OrderLine; 1]>,
}

#[derive(Deserialize)]
pub(super) struct Found {
    pub(super) content: Vec<FoundPayment>,
}

/// A search leaves out much of a payment.
#[derive(Deserialize)]
pub(super) struct FoundPayment {
    pub(super) id: String,
    pub(super) order: Option<FoundOrder>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FoundOrder {
    pub(super) order_reference: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payment {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) order: Option<Order>,
    pub(super) task_redirection_urls: Option<TaskUrls>,
    pub(super) rejected_reason: Option<RejectedReason>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TaskUrls {
    pub(super) customer_url: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RejectedReason {
    pub(super) category: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Order {
    pub(super) order_reference: String,
    pub(super) total_order_amount: Box<RawValue>,
    pub(super) canceled_amount: Box<RawValue>,
    pub(super) captured_amount: Box<RawValue>,
    pub(super) refunded_amount: Box<RawValue>,
    #[serde(default)]
    pub(super) action_log: Vec<Action>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Action {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) created: Option<String>,
    pub(super) transaction_id: Option<String>,
}

/// The amounts of an order, in øre.
pub(super) struct Amounts {
    pub(super) total: Money,
    pub(super) canceled: Money,
    pub(super) captured: Money,
    pub(super) refunded: Money,
}

/// A decimal number of the wire, `1250`, `1250.0`, `1.25E+3`, in whole øre.
pub(super) fn money(number: &RawValue) -> Option<Money> {
    let text = number.get();
    let exact = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()?;
    let minor = exact.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    if minor.scale() != 0 || minor.is_sign_negative() && !minor.is_zero() {
        return None;
    }
    i64::try_from(minor.mantissa()).ok().map(Money::from_minor)
}

/// An amount as a number of the wire, always with its two decimals.
pub(super) fn number(amount: Money) -> Result<Box<RawValue>, PortError> {
    RawValue::from_string(amount.to_string()).map_err(|_| refused("amount", "the amount cannot be written"))
}

impl Payment {
    pub(super) fn order(&self) -> Result<&Order, PortError> {
        self.order.as_ref().ok_or_else(|| no_answer("the answer has no order"))
    }

    pub(super) fn amounts(&self) -> Result<Amounts, PortError> {
        let order = self.order()?;
        let read = |number| money(number).ok_or_else(|| no_answer("an amount of the answer is not one"));
        let amounts = Amounts {
            total: read(&order.total_order_amount)?,
            canceled: read(&order.canceled_amount)?,
            captured: read(&order.captured_amount)?,
            refunded: read(&order.refunded_amount)?,
        };
        if amounts.captured > amounts.total || amounts.canceled > amounts.total || amounts.refunded > amounts.captured {
            return Err(no_answer("the amounts of the answer do not fit together"));
        }
        Ok(amounts)
    }

    pub(super) fn status(&self) -> Result<LinkStatus, PortError> {
        let amounts = self.amounts()?;
        let released = amounts.captured.is_zero() && amounts.canceled.is_positive() && amounts.canceled == amounts.total;
        let state = match self.status.as_str() {
            // Nothing is left to pay, whatever the status goes on to say.
            _ if released => LinkState::Dead,
            "TASK_REDIRECTION_REQUIRED" => LinkState::Open,
            "INSPECTION" | "SUPPLEMENTING_REQUIRED" | "FROZEN" => LinkState::Underway,
            "ACCEPTED" | "AUTHORIZED" | "CAPTURED" => LinkState::Paid,
            "REJECTED" | "CANCELED" | "CANCELLED" => LinkState::Dead,
            _ => return Err(no_answer("a status that is not in the agreement")),
        };
        let reason = self.rejected_reason.as_ref().and_then(|r| r.category.as_deref());
        let word = match reason {
            Some(reason) if state == LinkState::Dead => format!("{} {reason}", self.status),
            _ if released => "CANCELED".to_owned(),
            _ => self.status.clone(),
        };
        // The customer agrees to the whole order or to nothing.
        let agreed = state == LinkState::Paid || released && self.status != "TASK_REDIRECTION_REQUIRED" && self.status != "REJECTED";
        Ok(LinkStatus {
            state,
            word,
            authorised: if agreed { amounts.total } else { Money::ZERO },
            captured: amounts.captured,
            refunded: amounts.refunded,
            paid_at_ms: if agreed { self.paid_at() } else { None },
        })
    }

    /// When the customer agreed, where the action log says so: the first entry of the kind, in one of the bank's ways of
    /// writing moments.
    pub(super) fn paid_at(&self) -> Option<i64> {
        let log = &self.order.as_ref()?.action_log;
        let agreed = ["AUTHORIZE", "AUTHORIZED", "CAPTURE"];
        let first = agreed.iter().find_map(|kind| log.iter().find(|action| action.kind == *kind))?;
        let at = DateTime::parse_from_rfc3339(first.created.as_deref()?).ok()?;
        Some(at.timestamp_millis())
    }

    pub(super) fn did(&self, kind: &str, key: &str) -> bool {
        let log = self.order.iter().flat_map(|order| &order.action_log);
        log.into_iter().any(|a| a.kind == kind && a.transaction_id.as_deref() == Some(key))
    }
}

/// Text of a form, with everything but letters, digits and `-._` in hexadecimal.
pub(super) fn form(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        text.push_str(if text.is_empty() { "" } else { "&" });
        text.push_str(name);
        text.push('=');
        for byte in value.bytes() {
            match byte {
                b'-' | b'.' | b'_' => text.push(char::from(byte)),
                _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
                _ => text.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_the_wire_are_whole_ore() {
        let read = |text: &str| money(&RawValue::from_string(text.to_owned()).unwrap()).map(Money::minor);
        for (text, minor) in [
            ("1250", 125_000),
            ("1250.0", 125_000),
            ("0.1", 10),
            ("1250.500", 125_050),
            ("1.25E+3", 125_000),
            ("1e-2", 1),
            ("0.00", 0),
            ("9999999999.99", 999_999_999_999),
        ] {
            assert_eq!(read(text), Some(minor), "{text}");
        }
        for text in ["0.001", "-1", "\"1250\"", "null", "1e30", "[]"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(number(Money::from_minor(125_050)).unwrap().get(), "1250.50");
        assert_eq!(number(Money::from_minor(5)).unwrap().get(), "0.05");
    }

    #[test]
    fn every_status_is_a_state() {
        let status = |word: &str, canceled: &str, captured: &str| {
            let text = format!(
                "{{\"id\":\"p\",\"status\":\"{word}\",\"order\":{{\"orderReference\":\"r\",\"totalOrderAmount\":10.5,\
                 \"canceledAmount\":{canceled},\"capturedAmount\":{captured},\"refundedAmount\":0,\"new\":1}},\"unknown\":{{}}}}"
            );
            serde_json::from_str::<Payment>(&text)
                .unwrap()
                .status()
                .map(|s| (s.state, s.authorised.minor()))
        };
        assert_eq!(status("TASK_REDIRECTION_REQUIRED", "0", "0"), Ok((LinkState::Open, 0)));
        for word in ["INSPECTION", "SUPPLEMENTING_REQUIRED", "FROZEN"] {
            assert_eq!(status(word, "0", "0"), Ok((LinkState::Underway, 0)));
        }
        for word in ["ACCEPTED", "AUTHORIZED", "CAPTURED"] {
            assert_eq!(status(word, "0", "10.50"), Ok((LinkState::Paid, 1050)));
        }
        assert_eq!(status("ACCEPTED", "10.5", "0"), Ok((LinkState::Dead, 1050)));
        assert_eq!(status("TASK_REDIRECTION_REQUIRED", "10.5", "0"), Ok((LinkState::Dead, 0)));
        assert_eq!(status("REJECTED", "0", "0"), Ok((LinkState::Dead, 0)));
        assert!(status("SOMETHING_NEW", "0", "0").is_err());
        assert!(status("ACCEPTED", "0", "10.51").is_err());
        assert!(status("ACCEPTED", "0", "\"10\"").is_err());
    }

    #[test]
    fn forms_are_written_so_that_nothing_breaks_out() {
        assert_eq!(form(&[("a", "x&b=ö "), ("c", "-._~")]), "a=x%26b%3D%C3%B6%20&c=-._%7E");
    }
}
