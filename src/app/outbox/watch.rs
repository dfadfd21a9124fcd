//! Looks at what happened outside by itself: messages that moved or came in, payments.

use super::arrived::{Taking, take_all};
use super::{Asking, Round, words};
use crate::app::ports::Ports;
use crate::app::usecase::dues_sms::incoming::Came;
use crate::app::usecase::orders::answers;
use crate::app::{AppError, Session};
use crate::domain::dialogue::MessageState;
use crate::domain::refusal::Refusal;
use crate::gateways::charges::sender;
use crate::gateways::{MessageEvent, MessageNews, MessageState as Told, PortError};
use crate::store::Tx;
use crate::store::message;
use crate::store::outbox::{self as table, OutState};
use crate::store::request::{self, Request};

/// For how long after its end a link is still asked about: a payment may have crossed the annulment.
const DEAD_MS: i64 = 3 * 24 * 3_600_000;

/// How often a payment is asked about, by its age: every minute for ten minutes, every quarter for a day, hourly after that.
/// The simulator is asked all the time.
fn every_ms(age_ms: i64, simulated: bool) -> i64 {
    match age_ms {
        _ if simulated => 1_000,
        ..=600_000 => 60_000,
        600_001..=86_400_000 => 900_000,
        _ => 3_600_000,
    }
}

fn due(session: &Session) -> Result<Vec<Request>, AppError> {
    let now = session.actor().at_ms;
    let simulated = session.settings.pay.provider.as_deref() == Some("simulator");
    let watched = request::watched(&session.store.conn, now, DEAD_MS)?;
    Ok(watched
        .into_iter()
        .filter(|request| {
            let since = request.checked_at_ms.unwrap_or(request.made_at_ms);
            now - since >= every_ms(now - request.made_at_ms, simulated)
        })
        .collect())
}

/// Whether a payment's time to be asked about has come.
pub(super) fn has_due(session: &Session) -> Result<bool, AppError> {
    Ok(!due(session)?.is_empty())
}

/// The payment request of an order that Ctrl+L asks about.
pub(super) fn current(session: &Session, order: i64) -> Result<Request, AppError> {
    let requests = request::of_order(&session.store.conn, order)?;
    let found = requests.into_iter().next();
    found.ok_or_else(|| Refusal::NothingToCheck { number: order }.into())
}

/// Why a question was not answered.
pub(super) enum AskError {
    /// The provider.
    Port(PortError),
    /// The site's file.
    App(AppError),
}

impl From<AppError> for AskError {
    fn from(error: AppError) -> AskError {
        AskError::App(error)
    }
}

/// Asks the provider about one payment and writes what it says.
pub(super) fn ask(session: &mut Session, ports: &mut Ports, request: &Request) -> Result<(), AskError> {
    let payments = ports.payments().map_err(AskError::Port)?;
    if payments.id() != request.provider {
        return Err(AskError::Port(PortError::NotReached {
            detail: format!("{} is not the provider in the settings", request.provider),
        }));
    }
    let status = payments
        .status(&request.reference, request.provider_id.as_deref())
        .map_err(AskError::Port)?;
    match status {
        Some(status) => session.write(|tx| answers::status_seen(tx, request.id, &status))?,
        None => session.write(|tx| Ok(request::checked(tx, request.id)?))?,
    }
    Ok(())
}

/// Asks about payments. One provider that cannot be reached is said once.
pub(super) fn payments(session: &mut Session, ports: &mut Ports, asking: Asking, round: &mut Round) -> Result<(), AppError> {
    let requests = match asking {
        Asking::Nobody => return Ok(()),
        Asking::Due => due(session)?,
        Asking::All => request::watched(&session.store.conn, session.actor().at_ms, DEAD_MS)?,
    };
    for request in requests {
        match ask(session, ports, &request) {
            Ok(()) => round.checked += 1,
            Err(AskError::App(error)) => return Err(error),
            Err(AskError::Port(error)) => {
                let said = words(&error);
                if !round.trouble.contains(&said) {
                    round.trouble.push(said);
                }
                // One that is answered badly does not hide the others; one that nobody answers does not cost a time-out each.
                session.write(|tx| Ok(request::checked(tx, request.id)?))?;
                let other = ports.payments.as_ref().is_some_and(|payments| payments.id() != request.provider);
                if matches!(error, PortError::NotReached { .. }) && !other {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// Takes the news of the message gateway, each once.
pub(super) fn messages(session: &mut Session, ports: &mut Ports, round: &mut Round) -> Result<(), AppError> {
    let provider = ports.messages.id();
    let news = {
        let conn = &session.store.conn;
        let seen = |id: &str| message::seen(conn, provider, id).unwrap_or(false);
        ports.messages.poll(&seen)
    };
    let news = match news {
        Ok(news) => news,
        Err(error) => {
            round.trouble.push(words(&error));
            return Ok(());
        }
    };
    // What is wrong there is told anew each time.
    let (troubles, news): (Vec<_>, Vec<_>) = news.into_iter().partition(|one| matches!(one.event, MessageEvent::Trouble { .. }));
    round.trouble.extend(troubles.into_iter().filter_map(|one| match one.event {
        MessageEvent::Trouble { detail } => Some(detail),
        _ => None,
    }));
    let taking = Taking {
        name: provider,
        simulated: provider == "simulator",
        id: |one: &MessageNews| &one.id,
        message: came,
        other: |tx, _, one| match &one.event {
            MessageEvent::Moved { key, state } => match table::by_ext_key(tx.conn(), key)? {
                Some(out) => moved(tx, &out, state),
                None => Ok(()),
            },
            _ => Ok(()),
        },
    };
    take_all(session, &news, &taking, round)
}

fn came(news: &MessageNews, simulated: bool) -> Option<Came<'_>> {
    match &news.event {
        MessageEvent::Incoming { from, text, .. } => Some(Came {
            from: sender(from),
            to: "",
            text,
            simulated,
        }),
        _ => None,
    }
}

fn moved(tx: &Tx<'_>, out: &table::Out, state: &Told) -> Result<(), AppError> {
    let open = [OutState::Claimed, OutState::Handed, OutState::Unknown];
    match state {
        Told::Absent | Told::Pending => Ok(()),
        Told::Sent { .. } => answers::message_moved(tx, out.id, MessageState::Sent, ""),
        Told::Delivered => {
            table::move_on(tx, out.id, &open, OutState::Done, "", None)?;
            answers::message_moved(tx, out.id, MessageState::Delivered, "")
        }
        Told::Failed { code, text } => {
            let reason = format!("{code} {text}");
            table::move_on(tx, out.id, &open, OutState::Failed, reason.trim(), None)?;
            answers::message_moved(tx, out.id, MessageState::Failed, reason.trim())
        }
    }
}
