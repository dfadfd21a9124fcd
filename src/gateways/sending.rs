//! What the gateways to a modem have in common: checking and cutting what is handed over, the header that joins parts, and
//! what the states of parts are together.

use chrono::{DateTime, Local, NaiveDateTime, TimeZone, Utc};
use sha2::{Digest, Sha256};

use super::{MessageEvent, MessageNews, MessageState, OutMessage, PortError};
use crate::domain::message::{Split, split};

/// The most parts that any message is cut into. How many a site allows is for the caller to say, before it hands over; this
/// only keeps file names and rows within sight.
pub(super) const PARTS_MOST: usize = 9;

/// Refuses what must never reach a daemon (gateways.md 3: an empty recipient is sent, a letter outside the basic plane
/// empties the message), and cuts the rest.
pub(super) fn ready<'a>(message: &OutMessage<'a>) -> Result<Split<'a>, PortError> {
    let refused = |code: &str, detail: String| PortError::Refused {
        code: code.to_owned(),
        detail,
    };
    if !is_key(message.key) {
        return Err(refused("key", "not a key".to_owned()));
    }
    let digits = message.to.strip_prefix('+').unwrap_or_default();
    if !(8..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(refused("number", "not an international number".to_owned()));
    }
    if message.text.is_empty() {
        return Err(refused("text", "the text is empty".to_owned()));
    }
    if let Some(bad) = message
        .text
        .chars()
        .find(|c| u32::from(*c) > 0xffff || (c.is_control() && *c != '\n'))
    {
        return Err(refused("text", format!("U+{:04X} cannot be sent", u32::from(bad))));
    }
    split(message.text, PARTS_MOST).map_err(|fault| refused("text", fault.to_string()))
}

/// Whether a text is a key: so that it can be a file name and cannot leave its folder.
pub(super) fn is_key(key: &str) -> bool {
    (1..=60).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The user data header of one part (3GPP TS 23.040, 9.2.3.24.1). The reference comes from the key, so that a repeated
/// hand-over makes the same parts.
pub(super) fn join_header(key: &str, total: usize, number: usize) -> [u8; 6] {
    let reference = Sha256::digest(key.as_bytes()).first().copied().unwrap_or_default();
    let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    [5, 0, 3, reference, small(total), small(number)]
}

/// A short stable word for some content: the start of the hash of its fields.
pub(super) fn fingerprint(fields: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update(field.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

/// What a message is whose parts are these, in order.
///
/// One failed part makes the message unreadable, whatever the others are. A part that is nowhere was never handed over:
/// then the whole is `Absent`, and handing over again adds what is missing.
pub(super) fn together(parts: Vec<MessageState>) -> MessageState {
    let total = parts.len();
    let failed = (1..).zip(&parts).find_map(|(number, state)| match state {
        MessageState::Failed { code, text } => Some((number, code.clone(), text.clone())),
        _ => None,
    });
    if let Some((number, code, text)) = failed {
        let text = if total > 1 {
            format!("part {number} of {total}: {text}")
        } else {
            text
        };
        return MessageState::Failed { code, text };
    }
    for state in [MessageState::Absent, MessageState::Pending] {
        if parts.is_empty() || parts.contains(&state) {
            return state;
        }
    }
    if parts.iter().all(|state| *state == MessageState::Delivered) {
        return MessageState::Delivered;
    }
    parts
        .into_iter()
        .rfind(|state| matches!(state, MessageState::Sent { .. }))
        .unwrap_or(MessageState::Pending)
}

/// The id of the news that a message came into a state; `None` for states that are no news.
pub(super) fn moved_id(key: &str, state: &MessageState) -> Option<String> {
    let word = match state {
        MessageState::Absent | MessageState::Pending => return None,
        MessageState::Sent { .. } => "sent",
        MessageState::Delivered => "delivered",
        MessageState::Failed { .. } => "failed",
    };
    Some(format!("{word}:{key}"))
}

/// Whether a message has come to its end, as far as was told already.
pub(super) fn is_closed(key: &str, seen: &dyn Fn(&str) -> bool) -> bool {
    seen(&format!("delivered:{key}")) || seen(&format!("failed:{key}"))
}

/// The news that a message came into a state, unless it is none or was told.
pub(super) fn moved(key: &str, state: MessageState, seen: &dyn Fn(&str) -> bool) -> Option<MessageNews> {
    let id = moved_id(key, &state).filter(|id| !seen(id))?;
    let event = MessageEvent::Moved {
        key: key.to_owned(),
        state,
    };
    Some(MessageNews { id, event })
}

/// Something that a person should look at, unless it was told.
pub(super) fn trouble(id: String, detail: String, seen: &dyn Fn(&str) -> bool) -> Option<MessageNews> {
    (!seen(&id)).then_some(MessageNews {
        id,
        event: MessageEvent::Trouble { detail },
    })
}

/// The time of the machine's clock on the wall: the daemons write and compare that, without a zone.
pub(super) fn wall_clock(ms: i64) -> Option<NaiveDateTime> {
    DateTime::<Utc>::from_timestamp_millis(ms).map(|at| at.with_timezone(&Local).naive_local())
}

/// The time of a reading of that clock, ms since 1970; the earlier one when summer time ended in between.
pub(super) fn from_wall_clock(at: NaiveDateTime) -> Option<i64> {
    Local.from_local_datetime(&at).earliest().map(|at| at.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message<'a>(key: &'a str, to: &'a str, text: &'a str) -> OutMessage<'a> {
        OutMessage { key, to, text }
    }

    #[test]
    fn what_must_not_reach_a_daemon_is_refused() {
        let long = "a".repeat(153 * 9 + 1);
        let table = [
            (message("", "+4799999999", "x"), "key"),
            (message("../x", "+4799999999", "x"), "key"),
            (message("a.LOCK", "+4799999999", "x"), "key"),
            (message("k", "", "x"), "number"),
            (message("k", "4799999999", "x"), "number"),
            (message("k", "+47\nTo: 2030", "x"), "number"),
            (message("k", "+4799999999", ""), "text"),
            (message("k", "+4799999999", "a😀"), "text"),
            (message("k", "+4799999999", "a\u{1b}b"), "text"),
            (message("k", "+4799999999", &long), "text"),
        ];
        for (message, expected) in table {
            match ready(&message) {
                Err(PortError::Refused { code, .. }) => assert_eq!(code, expected, "{message:?}"),
                other => panic!("{message:?}: {other:?}"),
            }
        }
        assert!(ready(&message("bo-1-17-1", "+4799999999", "a\nb")).is_ok());
    }

    #[test]
    fn states_of_parts_are_one_state() {
        use MessageState::{Absent, Delivered, Pending};
        let sent = |reference: &str| MessageState::Sent {
            reference: Some(reference.to_owned()),
        };
        let failed = |text: &str| MessageState::Failed {
            code: "CMS 38".to_owned(),
            text: text.to_owned(),
        };
        let table = [
            (vec![], Absent),
            (vec![Delivered, Delivered], Delivered),
            (vec![Delivered, sent("2")], sent("2")),
            (vec![sent("1"), Delivered], sent("1")),
            (vec![sent("1"), Pending], Pending),
            (vec![Pending, Absent], Absent),
            (vec![Absent, failed("x")], failed("part 2 of 2: x")),
            (vec![failed("x")], failed("x")),
        ];
        for (parts, whole) in table {
            assert_eq!(together(parts.clone()), whole, "{parts:?}");
        }
    }
}
