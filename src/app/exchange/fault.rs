//! Why a server did not do it, in words that say what to do.

use crate::app::texts::{Arg, Texts};
use crate::gateways::exchange::ExchangeError;
use crate::store::exchange::{Server, Setup};

/// A failure at the server of an account.
#[derive(Clone, Debug, thiserror::Error)]
#[error("account {number}: {error}")]
pub struct Fault {
    /// The account's number.
    pub number: String,
    /// Its server.
    pub server: Server,
    /// What failed.
    pub error: ExchangeError,
}

impl Fault {
    pub(super) fn of(setup: &Setup, server: &Server) -> impl Fn(ExchangeError) -> crate::app::AppError {
        let (number, server) = (setup.number.clone(), server.clone());
        move |error| {
            crate::app::AppError::Exchange(Box::new(Fault {
                number: number.clone(),
                server: server.clone(),
                error,
            }))
        }
    }

    /// The stable code, and the key of the text.
    pub fn key(&self) -> String {
        format!("exchange-fault-{}", self.error.code())
    }

    /// What happened, at which server, and what to do.
    pub fn words(&self, t: &Texts) -> String {
        let (mut detail, mut found, mut expected) = (String::new(), 0, 0);
        match &self.error {
            ExchangeError::NotReached { detail: text }
            | ExchangeError::LoginRefused { detail: text }
            | ExchangeError::KeyFile { detail: text }
            | ExchangeError::HostKeyChanged { found: text }
            | ExchangeError::NoProgram { program: text }
            | ExchangeError::NotThere { what: text }
            | ExchangeError::Denied { what: text }
            | ExchangeError::InTheWay { what: text }
            | ExchangeError::UnsafeName { what: text }
            | ExchangeError::TooLarge { what: text }
            | ExchangeError::NoRoom { detail: text }
            | ExchangeError::Other { detail: text } => detail.clone_from(text),
            ExchangeError::Length {
                what,
                found: is,
                expected: wanted,
            } => (detail, found, expected) = (what.clone(), *is, *wanted),
            ExchangeError::TooSlow { seconds } => detail = seconds.to_string(),
            ExchangeError::HostKeyUnknown | ExchangeError::TooMany | ExchangeError::Stopped => {}
        }
        let bytes = Arg::count::<u64>;
        let args = [
            ("account", Arg::Text(self.number.clone())),
            ("host", Arg::Text(self.server.host.clone())),
            ("port", Arg::Text(self.server.port.to_string())),
            ("user", Arg::Text(self.server.user.clone())),
            ("known_hosts", Arg::Text(self.server.known_hosts.clone())),
            ("folder", Arg::Text(self.server.fetch_from.clone())),
            ("detail", Arg::Text(detail)),
            ("found", bytes(found)),
            ("expected", bytes(expected)),
        ];
        t.with(&self.key(), &args)
    }
}
