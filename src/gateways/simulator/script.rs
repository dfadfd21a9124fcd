//! What happens by telephone number and by amount: the tables in the docs of [`super`], as values.

use crate::domain::money::Money;

/// What a recipient's number does to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhoneScript {
    Ordinary,
    Refused,
    ReportFails,
    AnswerLost,
    SlowReport,
    Unreachable,
    NoReport,
    BusyTwice,
}

/// The script of a number, by its last four digits.
pub(super) fn of_phone(phone: &str) -> PhoneScript {
    let from = phone.len().saturating_sub(4);
    match phone.get(from..).unwrap_or_default() {
        "0001" => PhoneScript::Refused,
        "0002" => PhoneScript::ReportFails,
        "0005" => PhoneScript::AnswerLost,
        "0008" => PhoneScript::SlowReport,
        "0009" => PhoneScript::Unreachable,
        "0010" => PhoneScript::NoReport,
        "0011" => PhoneScript::BusyTwice,
        _ => PhoneScript::Ordinary,
    }
}

/// What becomes of a charge: the word of its state, the code that comes with it, and after how many ms; `None`: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChargeScript {
    pub state: &'static str,
    pub code: &'static str,
    pub after_ms: Option<i64>,
}

/// What a member's number does to a charge, by its last four digits.
pub(super) fn charge_of(phone: &str, usual_ms: i64, slow_ms: i64) -> ChargeScript {
    let from = phone.len().saturating_sub(4);
    let (state, code, after_ms) = match phone.get(from..).unwrap_or_default() {
        "0020" => ("failed", "InsufficientFunds", Some(usual_ms)),
        "0021" => ("failed", "SubscriberBarred", Some(usual_ms)),
        "0022" => ("failed", "SubscriberTooYoung", Some(usual_ms)),
        "0023" => ("failed", "SubscriberLimitExceeded", Some(usual_ms)),
        "0024" => ("failed", "RegistrationRequired", Some(usual_ms)),
        "0025" => ("failed", "Rejected", Some(usual_ms)),
        "0026" => ("failed", "TimeoutError", Some(usual_ms.saturating_mul(10))),
        "0030" => ("not-billed", "NotBilled", Some(usual_ms)),
        "0031" => ("paid-undelivered", "BilledNotDelivered", Some(usual_ms)),
        "0032" => ("uncertain", "MissingDeliveryReport", Some(usual_ms)),
        "0033" => ("pending", "", None),
        "0008" => ("paid", "Ok", Some(slow_ms)),
        "0035" => ("paid", "Ok", Some(usual_ms.saturating_mul(10))),
        _ => ("paid", "Ok", Some(usual_ms)),
    };
    ChargeScript { state, code, after_ms }
}

/// What an amount does to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AmountScript {
    Ordinary,
    PaysByItself,
    CreateRefused,
    PaysWrongAmount,
    CancelCrosses,
    CreateAnswerLost,
    CancelUnreachable,
    CancelWhilePaying,
    PaysThoughDead,
    RefundAnswerLost,
    CaptureAnswerLost,
    RefundRefused,
    DeclinesByItself,
    ExpiresSoon,
    CreateBusyTwice,
    CancelAnswerLost,
}

/// The script of an amount, by its øre.
pub(super) fn of_amount(amount: Money) -> AmountScript {
    match amount.minor().rem_euclid(100) {
        1 => AmountScript::PaysByItself,
        2 => AmountScript::CreateRefused,
        3 => AmountScript::PaysWrongAmount,
        4 => AmountScript::CancelCrosses,
        5 => AmountScript::CreateAnswerLost,
        6 => AmountScript::CancelUnreachable,
        7 => AmountScript::CancelWhilePaying,
        8 => AmountScript::PaysThoughDead,
        9 => AmountScript::RefundAnswerLost,
        10 => AmountScript::CaptureAnswerLost,
        11 => AmountScript::RefundRefused,
        12 => AmountScript::DeclinesByItself,
        13 => AmountScript::ExpiresSoon,
        14 => AmountScript::CreateBusyTwice,
        15 => AmountScript::CancelAnswerLost,
        _ => AmountScript::Ordinary,
    }
}
