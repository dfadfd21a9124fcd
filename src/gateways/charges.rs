//! Messages that cost the one who gets them money: what SMS payment draws its amounts with (gateways.md 8).
//!
//! A provider of such messages also brings the messages that people send to its number, mostly as files that a relay keeps for
//! a site that nobody can reach from outside (8.4).

use super::PortError;
use crate::domain::money::Money;

/// A charge to be made: one message that costs its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCharge<'a> {
    /// Our key of the charge: at most 60 of `[A-Za-z0-9-]`, never used for another. The same key twice is one charge.
    pub key: &'a str,
    /// Who pays, `+` and digits.
    pub to: &'a str,
    /// What the message says.
    pub text: &'a str,
    /// What it costs. Each provider has a unit of its own, made of this in its adapter only.
    pub amount: Money,
    /// What stands on the phone bill.
    pub description: &'a str,
    /// The youngest who may pay, in years; `None`: no limit.
    pub age: Option<u8>,
    /// Until when it may happen, ms since 1970 UTC: nobody is charged the day after.
    pub expires_at_ms: i64,
}

/// Why a charge did not happen. The member hears the same of all of them (SMS-21); the record says which it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChargeFault {
    /// Prepaid without cover.
    NoFunds,
    /// Blocked for messages that cost.
    Barred,
    /// Too young, or the age is not known.
    Age,
    /// More than the subscriber or the law allows in a month, or at once.
    Limit,
    /// The subscriber must register with the operator first.
    MustRegister,
    /// The subscriber said no, or did not answer in time.
    Declined,
    /// The provider refuses: wrong number, wrong setting, gone too late.
    Refused,
}

impl ChargeFault {
    /// Every one.
    pub const ALL: [ChargeFault; 7] = [
        ChargeFault::NoFunds,
        ChargeFault::Barred,
        ChargeFault::Age,
        ChargeFault::Limit,
        ChargeFault::MustRegister,
        ChargeFault::Declined,
        ChargeFault::Refused,
    ];

    /// The stable word, with a text under `charge-fault-CODE`.
    pub const fn code(self) -> &'static str {
        match self {
            ChargeFault::NoFunds => "no-funds",
            ChargeFault::Barred => "barred",
            ChargeFault::Age => "age",
            ChargeFault::Limit => "limit",
            ChargeFault::MustRegister => "must-register",
            ChargeFault::Declined => "declined",
            ChargeFault::Refused => "refused",
        }
    }
}

/// Where a charge stands at its provider (gateways.md 8.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeState {
    /// The provider does not know the key.
    Absent,
    /// Taken; the outcome comes. It may take minutes when the member must confirm.
    Pending,
    /// The money is drawn. `delivered` is false when the message did not arrive: paid all the same.
    Paid {
        /// Whether the message arrived.
        delivered: bool,
    },
    /// Delivered, and not billed, or not yet: not paid, and no new attempt either.
    NotBilled,
    /// Nothing was drawn, for good.
    Failed(ChargeFault),
    /// Nobody knows: a person finds out.
    Uncertain,
    /// It was paid, and given back.
    Refunded,
}

/// What a provider says of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeStatus {
    /// What it means.
    pub state: ChargeState,
    /// The provider's own code, as it came.
    pub code: String,
    /// What the provider says in words, where it does.
    pub detail: String,
}

/// News of a provider. The same news may come again: take each once, by `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeNews {
    /// The provider's own id of it, or what is stable for the same news.
    pub id: String,
    /// What happened.
    pub event: ChargeEvent,
}

/// What happened at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeEvent {
    /// A message came in.
    Incoming {
        /// From, `+` and digits.
        from: String,
        /// To: the short number.
        to: String,
        /// The text as it came.
        text: String,
        /// When it was sent, ms since 1970 UTC, where known.
        sent_at_ms: Option<i64>,
    },
    /// A charge moved on.
    Moved {
        /// Its key.
        key: String,
        /// Where it is now.
        status: ChargeStatus,
    },
    /// Something that a person should know: a file that cannot be read, with its name and place.
    Trouble {
        /// What, in plain words without personal data.
        detail: String,
    },
}

/// What a provider can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChargeCaps {
    /// Whether the same key twice is one charge for as long as a charge lives. Where it is not, a charge whose answer did not
    /// come is never made again: a person finds out.
    pub keyed: bool,
    /// Whether [`Charges::status`] asks the provider; else its reports come as news only.
    pub asks: bool,
    /// Whether money can be given back.
    pub refunds: bool,
    /// The least and the most at once, and the step between: what the provider says of itself.
    pub least: Money,
    /// The most at once.
    pub most: Money,
    /// Every amount is a multiple of it.
    pub step: Money,
}

/// Messages that cost.
pub trait Charges: Send {
    /// The id in the settings: `simulator`, `strex`, `puzzel`.
    fn id(&self) -> &'static str;
    /// What it can do.
    fn caps(&self) -> ChargeCaps;
    /// Makes a charge. A repeated key makes none, and answers how the first one stands.
    ///
    /// # Errors
    /// [`PortError`]; [`PortError::Refused`] only when nothing can have been drawn.
    fn charge(&mut self, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError>;
    /// How a charge stands. A provider that cannot be asked answers what its reports said so far.
    ///
    /// # Errors
    /// [`PortError`].
    fn status(&mut self, key: &str) -> Result<ChargeStatus, PortError>;
    /// Gives the money of a charge back, all of it. Once, however often it is called.
    ///
    /// # Errors
    /// [`PortError::Refused`] when the provider does not do it.
    fn refund(&mut self, key: &str) -> Result<ChargeStatus, PortError>;
    /// News since ever, oldest first, without those that `seen` says are taken already.
    ///
    /// # Errors
    /// [`PortError`].
    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<ChargeNews>, PortError>;
    /// Whether it could work: keys, folders, reachability. Draws nothing. Answers what is wrong, in plain words.
    fn examine(&mut self) -> Vec<String>;
}

/// Who an incoming message is from, as it is kept: `+` and digits where it is a number of that kind.
pub fn sender(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let written = text.trim();
    match (written.starts_with('+'), digits.strip_prefix("00")) {
        _ if digits.len() < 8 => crate::domain::text::clean(written).chars().take(20).collect(),
        (false, Some(rest)) => format!("+{rest}"),
        _ => format!("+{digits}"),
    }
}
