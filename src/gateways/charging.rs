//! What the real providers of messages that cost have in common: what is refused before anybody is asked, how long is left,
//! and keys that are read when they are needed.

use super::charges::{ChargeCaps, NewCharge};
use super::http::{Answer, ConfigError, refused};
use super::secret::{Secret, SecretSource};
use super::sending::{is_key, ready};
use super::{OutMessage, PortError};
use crate::domain::message::Coding;
use crate::domain::money::Money;
use crate::domain::text::clean;

/// The service code of a membership fee of an organisation that is no business, at both providers (`ServiceCodes` of the
/// Target365 clients; references/servicecodes.md of PuzzelSolutions/SMS).
pub(super) const MEMBERSHIP_FEE: &str = "14001";
/// What may be drawn at once where the settings say nothing, in øre (gateways.md 8.1: 1 to 1000 kr).
pub(super) const USUAL_LIMITS: (u32, u32) = (100, 100_000);
/// So much of a description goes to the phone bill.
const DESCRIPTION: usize = 50;

/// A charge that may be handed over.
pub(super) struct Ready {
    /// Whether the text has letters outside the 7-bit alphabet.
    pub(super) unicode: bool,
    /// How many SMS the text is.
    pub(super) parts: usize,
    /// What stands on the bill.
    pub(super) description: String,
}

/// Refuses what no provider takes or what is outside its bounds, before anything is sent.
pub(super) fn checked(new: &NewCharge<'_>, caps: &ChargeCaps) -> Result<Ready, PortError> {
    if new.key.starts_with('-') {
        return Err(refused("key", "not a key of ours"));
    }
    let cut = ready(&OutMessage {
        key: new.key,
        to: new.to,
        text: new.text,
    })?;
    let step = caps.step.minor().max(1);
    if new.amount < caps.least || new.amount > caps.most || new.amount.minor() % step != 0 {
        let detail = format!("the provider draws {} to {} in steps of {}", caps.least, caps.most, caps.step);
        return Err(refused("amount", &detail));
    }
    let description: String = clean(new.description).chars().take(DESCRIPTION).collect();
    Ok(Ready {
        unicode: cut.coding == Coding::Ucs2,
        parts: cut.parts.len(),
        description: description.trim_end().to_owned(),
    })
}

/// A key that can stand in a path, and is none of a refund.
pub(super) fn known_key(key: &str) -> Result<(), PortError> {
    if is_key(key) && !key.starts_with('-') {
        return Ok(());
    }
    Err(refused("key", "not a key of ours"))
}

/// The whole minutes that a charge may still take. A provider that cannot be told so few is not asked at all: the money
/// could be drawn after the end.
pub(super) fn minutes_left(expires_at_ms: i64, now_ms: i64, least: i64) -> Result<i64, PortError> {
    let minutes = expires_at_ms.saturating_sub(now_ms) / 60_000;
    if minutes < least {
        return Err(refused("expired", "too late: nothing was sent"));
    }
    Ok(minutes)
}

/// The least and the most of the settings, in øre, as the bounds of a provider.
pub(super) fn limits(setting: &'static str, (least, most): (u32, u32)) -> Result<(Money, Money), ConfigError> {
    if least == 0 || least > most {
        return Err(ConfigError::Setting {
            setting,
            wanted: "whole øre, the least above 0 and not above the most,",
        });
    }
    Ok((Money::from_minor(i64::from(least)), Money::from_minor(i64::from(most))))
}

/// Refuses a setting that is not what is wanted.
pub(super) fn setting(good: bool, setting: &'static str, wanted: &'static str) -> Result<(), ConfigError> {
    if good {
        return Ok(());
    }
    Err(ConfigError::Setting { setting, wanted })
}

/// A service code: five digits.
pub(super) fn is_service_code(code: &str) -> bool {
    code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit())
}

/// A secret that is read when it is needed, so that a site without it still opens, and `doctor` says what is missing.
pub(super) struct Key {
    source: SecretSource,
    read: Option<Secret>,
}

impl Key {
    pub(super) fn new(source: SecretSource) -> Key {
        Key { source, read: None }
    }

    /// The secret. Without it nobody can be asked, so nothing has happened.
    pub(super) fn get(&mut self) -> Result<Secret, PortError> {
        if let Some(secret) = &self.read {
            return Ok(secret.clone());
        }
        let secret = self
            .source
            .read()
            .map_err(|error| PortError::NotReached { detail: error.to_string() })?;
        self.read = Some(secret.clone());
        Ok(secret)
    }

    /// Reads it anew the next time: somebody may have put another one there.
    pub(super) fn forget(&mut self) {
        self.read = None;
    }

    /// The text without the secret in it, should a provider say it back to us.
    pub(super) fn hide(&self, text: &str) -> String {
        match &self.read {
            Some(secret) => text.replace(secret.expose(), "•••"),
            None => text.to_owned(),
        }
    }

    /// The error without the secret in its words.
    pub(super) fn hidden(&self, error: PortError) -> PortError {
        match error {
            PortError::NotReached { detail } => PortError::NotReached {
                detail: self.hide(&detail),
            },
            PortError::Temporary { code, detail } => PortError::Temporary {
                code,
                detail: self.hide(&detail),
            },
            PortError::Refused { code, detail } => PortError::Refused {
                code,
                detail: self.hide(&detail),
            },
            PortError::NoAnswer { detail } => PortError::NoAnswer {
                detail: self.hide(&detail),
            },
        }
    }
}

/// What to do about an answer that says that the key is wrong.
pub(super) fn let_in(answer: Answer, advice: &str) -> Result<Answer, PortError> {
    match answer.status {
        401 | 403 => Err(refused(&answer.status.to_string(), advice)),
        _ => Ok(answer),
    }
}
