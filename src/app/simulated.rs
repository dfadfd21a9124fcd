//! The customers of a site whose gateways are simulated: what `fordring simulate` and the screen *Simulert telefon* play with.

use std::path::Path;

use super::texts::{Arg, Texts};
use super::{AppError, Session, ports};
use crate::domain::money::Money;
pub use crate::gateways::simulator::{LinkAnswer, Phone, SettlementRow, SimError, SimMail, SimMessage, SimPayment, Simulator};
use crate::gateways::{LinkState, MessageState};

impl From<SimError> for AppError {
    fn from(error: SimError) -> AppError {
        AppError::Gateway { detail: error.to_string() }
    }
}

/// Opens the simulator of the session's site.
///
/// # Errors
/// [`AppError::Gateway`] when the site's gateways are real, or its file cannot be opened.
pub fn open(session: &Session) -> Result<Simulator, AppError> {
    if !session.settings.simulated() {
        return Err(AppError::Gateway {
            detail: session.lang.texts().t("not-simulated"),
        });
    }
    ports::simulator(session.path())
}

/// The telephones of a simulated site, as its screen shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phones {
    /// All of them, the busiest first.
    pub phones: Vec<Phone>,
    /// Whose messages stand in `inbox`.
    pub of: String,
    /// The messages of that one, newest last.
    pub inbox: Vec<SimMessage>,
    /// Every payment, for what stands behind a link.
    pub payments: Vec<SimPayment>,
    /// Whether the site is cut off from its gateways.
    pub offline: bool,
}

/// The telephones, and the messages of one of them.
///
/// # Errors
/// Those of [`open`].
pub fn phones(session: &Session, wanted: &str) -> Result<Phones, AppError> {
    let mut simulator = open(session)?;
    let mut phones = simulator.phones()?;
    phones.reverse();
    let known = phones.iter().find(|phone| phone.phone == wanted).or(phones.first());
    let of = known.map(|phone| phone.phone.clone()).unwrap_or_default();
    Ok(Phones {
        inbox: simulator.inbox(&of)?,
        payments: simulator.payments()?,
        offline: simulator.offline()?,
        phones,
        of,
    })
}

/// What a customer does, or the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SimAct {
    /// Opens a link.
    Open(String),
    /// Pays what a link asks for, or another amount.
    Pay(String, Option<Money>),
    /// Says no to a link.
    Decline(String),
    /// Sends the site a message.
    Send(String, String),
    /// Cuts the site off from its gateways, or lets it back.
    Network,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SimDone {
    /// What the link shows to the customer.
    Link(LinkAnswer),
    /// The message is sent.
    Sent,
    /// Whether the site is cut off now.
    Network(bool),
}

/// Plays the customer.
///
/// # Errors
/// Those of [`open`]; a link that nobody made.
pub fn play(session: &Session, act: &SimAct) -> Result<SimDone, AppError> {
    let mut simulator = open(session)?;
    Ok(match act {
        SimAct::Open(url) => SimDone::Link(simulator.open_link(url)?),
        SimAct::Pay(url, amount) => SimDone::Link(simulator.pay(url, *amount)?),
        SimAct::Decline(url) => SimDone::Link(simulator.decline(url)?),
        SimAct::Send(phone, text) => {
            simulator.send(phone, text)?;
            SimDone::Sent
        }
        SimAct::Network => {
            let cut = !simulator.offline()?;
            simulator.set_offline(cut)?;
            SimDone::Network(cut)
        }
    })
}

/// What a link answered, for people.
pub fn answer_words(answer: &LinkAnswer, t: &Texts) -> String {
    match answer {
        LinkAnswer::Open(payment) => t.with("simulated-open", &about(payment)),
        LinkAnswer::Paid(payment) => t.with("simulated-paid", &about(payment)),
        LinkAnswer::Dead => t.t("simulated-dead"),
    }
}

fn about(payment: &SimPayment) -> [(&'static str, Arg); 3] {
    [
        ("what", Arg::Text(payment.description.clone())),
        ("amount", Arg::Money(payment.amount)),
        ("paid", Arg::Money(payment.authorised)),
    ]
}

/// The code of a text for where a payment stands: `link-open` …
pub fn link_state(state: LinkState) -> &'static str {
    match state {
        LinkState::Open => "link-open",
        LinkState::Underway => "link-underway",
        LinkState::Paid => "link-paid",
        LinkState::Dead => "link-dead",
    }
}

/// The code of a text for where a message stands.
pub fn message_state(state: &MessageState) -> &'static str {
    match state {
        MessageState::Absent | MessageState::Pending => "message-state-handed",
        MessageState::Sent { .. } => "message-state-sent",
        MessageState::Delivered => "message-state-delivered",
        MessageState::Failed { .. } => "message-state-failed",
    }
}

/// The link in a message, if there is one.
pub fn link_in(text: &str) -> Option<&str> {
    let from = text.find("https://")?;
    let rest = text.get(from..)?;
    rest.split_whitespace().next()
}

/// Every e-mail that came; what came along is written into the folder, never over a file that is there.
///
/// # Errors
/// Those of [`open`]; [`AppError::File`].
pub fn mails(session: &Session, save: Option<&Path>) -> Result<Vec<SimMail>, AppError> {
    let mails = open(session)?.mails()?;
    for mail in mails.iter().filter(|mail| !mail.pdf.is_empty()) {
        if let Some(folder) = save {
            let stem = mail.file.strip_suffix(".pdf").unwrap_or(&mail.file);
            crate::app::print::deliver::save(folder, stem, &mail.pdf)?;
        }
    }
    Ok(mails)
}
