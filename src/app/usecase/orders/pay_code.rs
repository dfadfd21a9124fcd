//! What a customer at the counter holds the phone to: the payment link, or the workshop's Swish number with amount and message.

use crate::app::print::qr_text;
use crate::app::{AppError, Session};
use crate::domain::account::Country;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;

/// A code to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayCode {
    /// What it says.
    pub payload: String,
    /// As half blocks, to be shown black on white.
    pub squares: Vec<String>,
}

impl PayCode {
    fn of(payload: String) -> Result<PayCode, AppError> {
        Ok(PayCode {
            squares: qr_text(&payload)?,
            payload,
        })
    }
}

/// The code of an order's payment link.
///
/// # Errors
/// [`Refusal::NothingToCheck`] unless a link can be paid.
pub fn link(session: &Session, id: i64) -> Result<PayCode, AppError> {
    let view = super::view(session, id)?;
    let order = &view.loaded.order;
    let current = view
        .requests
        .into_iter()
        .find(|request| request.seq == order.link_seq && order.lock.is_some());
    let url = current.and_then(|request| request.url);
    PayCode::of(url.ok_or(Refusal::NothingToCheck { number: order.number })?)
}

/// The code of Swish at the counter: number, what is to be paid, and the order's number as message, none of it to be changed.
/// The payment is not seen by the program; post the order with Swish when it has come.
///
/// # Errors
/// [`Refusal::NoSwish`] unless the workshop's Swish number is set, in Sweden.
pub fn swish(session: &Session, id: i64) -> Result<PayCode, AppError> {
    let number: String = session.settings.seller.swish.chars().filter(char::is_ascii_digit).collect();
    if number.is_empty() || session.site.country != Country::Se {
        return Err(Refusal::NoSwish {}.into());
    }
    let view = super::view(session, id)?;
    PayCode::of(swish_payload(&number, view.totals.total, &view.loaded.order.number.to_string()))
}

fn swish_payload(number: &str, amount: Money, message: &str) -> String {
    format!("C{number};{amount};{message};0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swish_code_has_number_amount_and_message() {
        assert_eq!(
            swish_payload("1231231231", Money::from_minor(125_050), "14790"),
            "C1231231231;1250.50;14790;0"
        );
    }
}
