//! The world outside the site: sending messages and taking mobile payments. The network, spools and other programs' files
//! are only here.
//!
//! Two traits (gateways.md 10.5), each with a simulator, which is the default, and real ones chosen in the settings. A
//! gateway is told everything it needs, knows nothing of orders or claims, and never decides whether to try again: it says
//! which kind of failure it was ([`PortError`]) and the dispatcher decides. Every call carries a key made from the outbox
//! row, so that a repeated call does nothing twice.

pub mod charges;
mod charging;
pub mod exchange;
pub mod http;
pub mod mail;
pub mod puzzel;
mod relay;
pub mod resurs;
pub mod secret;
pub mod simulator;
pub mod smtp;
pub mod strex;
pub mod vipps;

use crate::domain::money::Money;

pub mod gammu_sql;
mod sending;
pub mod sftp;
pub mod smstools;

/// Why something outside did not happen (gateways.md 10.3). The kind decides what is done next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// Nobody heard it: refused connection, no network, no such folder. Try again until it expires.
    #[error("not reached: {detail}")]
    NotReached {
        /// What failed, without secrets.
        detail: String,
    },
    /// Heard, but not now: 429, 5xx. Try again, a few times.
    #[error("temporary failure {code}: {detail}")]
    Temporary {
        /// The answer's code.
        code: String,
        /// What was said.
        detail: String,
    },
    /// Heard and refused. Never again in this form.
    #[error("refused {code}: {detail}")]
    Refused {
        /// The answer's code.
        code: String,
        /// What was said.
        detail: String,
    },
    /// It may have happened: the answer did not come. With a keyed gateway try again under the same key; else a person decides.
    #[error("no answer: {detail}")]
    NoAnswer {
        /// What was seen.
        detail: String,
    },
}

/// What a message gateway can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageCaps {
    /// Whether the same key twice is one message.
    pub keyed: bool,
    /// Whether it tells of delivery.
    pub reports: bool,
    /// Whether messages come in through it.
    pub incoming: bool,
}

/// A message to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutMessage<'a> {
    /// Key made from the outbox row: at most 60 of `[A-Za-z0-9-]`, never used for another message.
    pub key: &'a str,
    /// Recipient, `+` and digits.
    pub to: &'a str,
    /// The text, cleaned and short enough (`domain::message`).
    pub text: &'a str,
}

/// What became of a message handed over before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// The gateway does not know the key.
    Absent,
    /// Taken, not sent yet.
    Pending,
    /// Sent to the network.
    Sent {
        /// The network's reference, where it gave one.
        reference: Option<String>,
    },
    /// On the recipient's phone.
    Delivered,
    /// Not sent, or not delivered, for good.
    Failed {
        /// The gateway's code.
        code: String,
        /// What it says.
        text: String,
    },
}

/// News from a message gateway. The same news may come again: take each once, by `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageNews {
    /// Stable for the same news: a file name with the hash of its content, a row, a provider's id.
    pub id: String,
    /// What happened.
    pub event: MessageEvent,
}

/// What happened at a message gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageEvent {
    /// A message that we handed over moved on.
    Moved {
        /// Its key.
        key: String,
        /// Where it is now.
        state: MessageState,
    },
    /// A message came in.
    Incoming {
        /// From, `+` and digits or letters.
        from: String,
        /// The text as it came.
        text: String,
        /// When the network took it, ms since 1970 UTC, where known.
        sent_at_ms: Option<i64>,
    },
    /// Something is wrong with the gateway itself that a person should know: a stuck daemon, a folder that cannot be read.
    Trouble {
        /// What, in plain words without personal data.
        detail: String,
    },
}

/// Sending and receiving messages.
pub trait Messages: Send {
    /// The id in the settings: `simulator`, `smstools`, `gammu-sql`.
    fn id(&self) -> &'static str;
    /// What it can do.
    fn caps(&self) -> MessageCaps;
    /// Hands a message over. With a keyed gateway a repeated key does nothing and answers as the first time.
    ///
    /// # Errors
    /// [`PortError`].
    fn hand_over(&mut self, message: &OutMessage<'_>) -> Result<(), PortError>;
    /// What became of a key.
    ///
    /// # Errors
    /// [`PortError`].
    fn look_up(&mut self, key: &str) -> Result<MessageState, PortError>;
    /// Takes back a message that has not gone: one that expired, or whose link was annulled, while the gateway stood still.
    /// Answers where it stands afterwards; `Absent` when nobody will get it. A gateway that cannot leaves it where it is.
    ///
    /// # Errors
    /// [`PortError`].
    fn withdraw(&mut self, key: &str) -> Result<MessageState, PortError> {
        self.look_up(key)
    }
    /// News since ever, without those that `seen` says are taken already.
    ///
    /// # Errors
    /// [`PortError`].
    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<MessageNews>, PortError>;
    /// Whether it could work: folders, permissions, reachability. Sends nothing. Answers what is wrong, in plain words.
    fn examine(&mut self) -> Vec<String>;
}

/// A payment link to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink<'a> {
    /// Our reference of the payment, never used again: 8 to 36 of `[A-Za-z0-9-]` (Vipps takes 8 to 50, Resurs at most 36).
    /// Also the key of the call.
    pub reference: &'a str,
    /// What is to be paid.
    pub amount: Money,
    /// `SEK`, `NOK`, `DKK`.
    pub currency: &'a str,
    /// What the customer reads.
    pub description: &'a str,
    /// The customer's phone, `+` and digits.
    pub phone: &'a str,
    /// Until when the link can be paid, ms since 1970 UTC. The same in every repetition, so that the request is the same.
    pub expires_at_ms: i64,
}

/// A payment link that can be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The provider's own id of the payment.
    pub payment_id: String,
    /// What the customer opens.
    pub url: String,
}

/// Where a payment stands at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It can be paid.
    Open,
    /// The customer is in the middle of it, or the provider looks at it: neither paid nor dead.
    Underway,
    /// Paid by the customer (authorised; taken when `captured` says so).
    Paid,
    /// It can never be paid: cancelled, refused, expired.
    Dead,
}

/// What a provider says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkStatus {
    /// Where it stands. A payment given back in full stays `Paid`, with `refunded`; one cancelled before capture is `Dead`.
    pub state: LinkState,
    /// The provider's word for it, for people.
    pub word: String,
    /// What the customer paid.
    pub authorised: Money,
    /// What was taken of it.
    pub captured: Money,
    /// What was given back.
    pub refunded: Money,
    /// When the customer paid, by the provider's clock, ms since 1970 UTC.
    pub paid_at_ms: Option<i64>,
}

/// Taking mobile payments by a link.
pub trait Payments: Send {
    /// The id in the settings: `simulator`, `resurs`, `vipps`.
    fn id(&self) -> &'static str;
    /// Makes a link. The same reference again answers with the same link.
    ///
    /// # Errors
    /// [`PortError`].
    fn create(&mut self, link: &NewLink<'_>) -> Result<Link, PortError>;
    /// Where a payment stands. Changes nothing. `None`: the provider does not know it.
    ///
    /// # Errors
    /// [`PortError`].
    fn status(&mut self, reference: &str, payment_id: Option<&str>) -> Result<Option<LinkStatus>, PortError>;
    /// Kills a link that is not paid, for good. Answers how it stands afterwards: `Dead`, or `Paid` when the customer was first.
    /// `Dead` with something authorised: the customer was first by so little that the provider let their money go; nothing was
    /// taken.
    ///
    /// # Errors
    /// [`PortError`]; [`PortError::Temporary`] while the customer is in the middle of paying.
    fn cancel(&mut self, reference: &str, payment_id: Option<&str>, key: &str) -> Result<LinkStatus, PortError>;
    /// Takes what the customer authorised. Repeating it does nothing.
    ///
    /// # Errors
    /// [`PortError`].
    fn capture(&mut self, reference: &str, payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError>;
    /// Gives money back: by refund when it was captured, by cancelling the authorisation when it was not, and that only as a
    /// whole; it is `Dead` then. Repeating the key does nothing.
    ///
    /// # Errors
    /// [`PortError`].
    fn refund(&mut self, reference: &str, payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError>;
    /// Whether it could work. Changes nothing. Answers what is wrong, in plain words.
    fn examine(&mut self) -> Vec<String>;
}
