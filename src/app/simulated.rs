//! The customers of a site whose gateways are simulated: what `fordring simulate` and the screen *Simulert telefon* play with.

use super::texts::{Arg, Texts};
use super::{AppError, Session, ports};
pub use crate::gateways::simulator::{LinkAnswer, Phone, SimError, SimMessage, SimPayment, Simulator};
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
