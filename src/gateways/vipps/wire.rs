//! What goes over the wire to Vipps MobilePay and comes back, and what it means. Fields that we do not need are left out.

use serde::{Deserialize, Serialize};

use crate::domain::money::Money;
use crate::gateways::http::{no_answer, refused};
use crate::gateways::{LinkState, LinkStatus, PortError};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewPayment<'a> {
    pub(super) amount: Amount<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) customer: Option<Customer<'a>>,
    pub(super) customer_interaction: &'static str,
    pub(super) payment_method: PaymentMethod,
    pub(super) reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) return_url: Option<&'a str>,
    pub(super) user_flow: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) qr_format: Option<QrFormat>,
    pub(super) payment_description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) receipt: Option<Receipt<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Customer<'a> {
    pub(super) phone_number: &'a str,
}

#[derive(Serialize)]
pub(super) struct PaymentMethod {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

#[derive(Serialize)]
pub(super) struct QrFormat {
    pub(super) format: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Receipt<'a> {
    pub(super) order_lines: [ReceiptLine<'a>; 1],
    pub(super) bottom_line: BottomLine<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReceiptLine<'a> {
    pub(super) name: String,
    pub(super) id: &'a str,
    pub(super) total_amount: i64,
    pub(super) total_amount_excluding_tax: i64,
    pub(super) total_tax_amount: i64,
    /// Hundredths of a percent.
    pub(super) tax_rate: u16,
}

#[derive(Serialize)]
pub(super) struct BottomLine<'a> {
    pub(super) currency: &'a str,
}

#[derive(Serialize)]
pub(super) struct Amount<'a> {
    pub(super) currency: &'a str,
    pub(super) value: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Modification<'a> {
    pub(super) modification_amount: Amount<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Made {
    pub(super) redirect_url: Option<String>,
    pub(super) reference: String,
}

#[derive(Deserialize)]
pub(super) struct Value {
    pub(super) currency: String,
    pub(super) value: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Aggregate {
    pub(super) authorized_amount: Value,
    pub(super) cancelled_amount: Value,
    pub(super) captured_amount: Value,
    pub(super) refunded_amount: Value,
}

/// A payment, as asking for it and changing it answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payment {
    pub(super) aggregate: Aggregate,
    pub(super) amount: Value,
    pub(super) state: String,
    pub(super) reference: String,
    pub(super) redirect_url: Option<String>,
}

/// What happened to a payment. The provider's file calls the word `name` and then requires `paymentAction`, so either may
/// come, or both.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    name: Option<String>,
    payment_action: Option<String>,
    pub(super) timestamp: String,
    success: bool,
}

impl Event {
    /// Whether the customer paid then.
    pub(super) fn is_paid(&self) -> bool {
        let word = self.name.as_deref().or(self.payment_action.as_deref());
        self.success && word == Some("AUTHORIZED")
    }
}

impl Payment {
    pub(super) fn status(&self) -> Result<LinkStatus, PortError> {
        let all = &self.aggregate;
        for value in [
            &all.authorized_amount,
            &all.cancelled_amount,
            &all.captured_amount,
            &all.refunded_amount,
        ] {
            if value.currency != self.amount.currency || value.value < 0 {
                return Err(no_answer("the amounts of the answer do not fit together"));
            }
        }
        let released = all.captured_amount.value == 0 && all.cancelled_amount.value > 0;
        let (state, word) = match self.state.as_str() {
            "CREATED" => (LinkState::Open, "CREATED"),
            // The state stays so when the authorisation is let go; the amounts tell.
            "AUTHORIZED" if released => (LinkState::Dead, "CANCELLED"),
            "AUTHORIZED" => (LinkState::Paid, "AUTHORIZED"),
            "ABORTED" | "EXPIRED" | "TERMINATED" => (LinkState::Dead, self.state.as_str()),
            _ => return Err(no_answer("a state that is not in the agreement")),
        };
        Ok(LinkStatus {
            state,
            word: word.to_owned(),
            authorised: Money::from_minor(all.authorized_amount.value),
            captured: Money::from_minor(all.captured_amount.value),
            refunded: Money::from_minor(all.refunded_amount.value),
            paid_at_ms: None,
        })
    }
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>, PortError> {
    serde_json::to_vec(value).map_err(|_| refused("request", "the request cannot be written"))
}
