//! What a customer at the counter holds the phone to: the payment link, or the workshop's Swish number with amount and message.

use crate::app::print::qr_text;
use crate::app::{AppError, Session};
use crate::domain::account::Country;
use crate::domain::money::Money;
use crate::domain::order::{Order, RequestState, Status};
use crate::domain::refusal::Refusal;
use crate::store::request::Request;

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

/// What a code for an order says now: its payment link while that can be paid, the workshop's Swish number while the order is
/// open, nothing when there is nothing to pay.
pub(super) fn payload(session: &Session, order: &Order, requests: &[Request], total: Money) -> Option<String> {
    match order.status {
        Status::MobilePayment => {
            let current = requests.iter().find(|request| request.seq == order.link_seq);
            current.filter(|request| request.state == RequestState::Live)?.url.clone()
        }
        Status::InProgress | Status::Ready if total.is_positive() => swish_of(session, order, total),
        _ => None,
    }
}

/// The code of an order's payment link.
///
/// # Errors
/// [`Refusal::NothingToCheck`] unless a link can be paid.
pub fn link(session: &Session, id: i64) -> Result<PayCode, AppError> {
    let view = super::view(session, id)?;
    let order = &view.loaded.order;
    let locked = view.pay_code.filter(|_| order.lock.is_some());
    PayCode::of(locked.ok_or(Refusal::NothingToCheck { number: order.number })?)
}

/// The code of Swish at the counter: number, what is to be paid, and the order's number as message, none of it to be changed.
/// The payment is not seen by the program; post the order with Swish when it has come.
///
/// # Errors
/// [`Refusal::NoSwish`] unless the workshop's Swish number is set, in Sweden.
pub fn swish(session: &Session, id: i64) -> Result<PayCode, AppError> {
    let view = super::view(session, id)?;
    PayCode::of(swish_of(session, &view.loaded.order, view.totals.total).ok_or(Refusal::NoSwish {})?)
}

fn swish_of(session: &Session, order: &Order, total: Money) -> Option<String> {
    let number: String = session.settings.seller.swish.chars().filter(char::is_ascii_digit).collect();
    let set = !number.is_empty() && session.site.country == Country::Se;
    set.then(|| swish_payload(&number, total, &order.number.to_string()))
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
