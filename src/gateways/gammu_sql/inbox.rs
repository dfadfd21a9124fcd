//! What came in: rows of `inbox`, the parts of long messages joined.
//!
//! The daemon writes a row a part; its `TextDecoded` of the first part holds the whole text when the parts came together,
//! and only that part's when they did not. `Text` always holds the part's own, so that is what is joined.

use chrono::NaiveDateTime;
use rusqlite::Transaction;

use super::TIME;
use crate::gateways::sending::{fingerprint, from_wall_clock};

/// A whole message.
pub(super) struct Message {
    /// The same for the same message, also when the daemon saved it twice.
    pub(super) id: String,
    pub(super) from: String,
    pub(super) text: String,
    pub(super) sent_at_ms: Option<i64>,
}

/// Which part of which message a row is: reference, how many, number.
type Place = (u16, u8, u8);

/// A message whose parts are not all there yet.
struct Open {
    from: String,
    place: Place,
    sent: String,
    parts: Vec<Option<String>>,
}

/// All whole messages to this phone, in the order in which they became whole. Nothing is changed: `Processed` is for others.
pub(super) fn messages(tx: &Transaction<'_>, phone_id: &str) -> rusqlite::Result<Vec<Message>> {
    let mut rows = tx.prepare_cached(
        "SELECT SenderNumber, UDH, Text, TextDecoded, ReceivingDateTime FROM inbox
         WHERE RecipientID = ?1 AND Coding <> '8bit' ORDER BY ID",
    )?;
    let mut rows = rows.query([phone_id])?;
    let (mut whole, mut open): (Vec<Message>, Vec<Open>) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (from, header, hex, decoded): (String, String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let sent: String = row.get(4)?;
        let text = from_hex(&hex).unwrap_or(decoded);
        match place(&header) {
            None => whole.push(message(from, &sent, text)),
            Some(at) => {
                let joined = take(&mut open, from, at, sent, text);
                whole.extend(joined);
            }
        }
    }
    Ok(whole)
}

/// Puts a part to the others of its message; the message, when it is whole with that.
fn take(open: &mut Vec<Open>, from: String, at: Place, sent: String, text: String) -> Option<Message> {
    let (reference, total, number) = at;
    let slot = usize::from(number).checked_sub(1)?;
    // The reference comes round, and a part may be saved twice. Parts of one message are sent within moments, so what is
    // far in time is another message; a double that comes alone stays open and never becomes whole.
    let is_same = |one: &Open| one.from == from && (one.place.0, one.place.1) == (reference, total) && is_near(&one.sent, &sent);
    let is_double = |one: &Open| is_same(one) && one.sent == sent && one.parts.get(slot).is_some_and(|p| p.as_ref() == Some(&text));
    if open.iter().any(is_double) {
        return None;
    }
    let free = |one: &Open| is_same(one) && one.parts.get(slot).is_some_and(Option::is_none);
    let index = open.iter().rposition(free).unwrap_or_else(|| {
        open.push(Open {
            from: from.clone(),
            place: at,
            sent: sent.clone(),
            parts: vec![None; usize::from(total)],
        });
        open.len() - 1
    });
    let one = open.get_mut(index)?;
    *one.parts.get_mut(slot)? = Some(text);
    if slot == 0 {
        one.sent = sent;
    }
    let text = one.parts.iter().cloned().collect::<Option<Vec<_>>>()?.concat();
    let one = open.swap_remove(index);
    Some(message(one.from, &one.sent, text))
}

/// Whether two parts can be of one message.
fn is_near(a: &str, b: &str) -> bool {
    let time = |text| NaiveDateTime::parse_from_str(text, TIME).ok();
    match (time(a), time(b)) {
        (Some(a), Some(b)) => (a - b).num_minutes().abs() < 10,
        _ => a == b,
    }
}

fn message(from: String, sent: &str, text: String) -> Message {
    let at = NaiveDateTime::parse_from_str(sent, TIME).ok();
    Message {
        id: format!("in:{}", fingerprint(&[&from, sent, &text])),
        sent_at_ms: at.and_then(from_wall_clock),
        from,
        text,
    }
}

/// The joining element of a user data header, with a reference of 8 or 16 bits (3GPP TS 23.040, 9.2.3.24).
fn place(header: &str) -> Option<Place> {
    let bytes = from_hex_bytes(header)?;
    let mut rest = bytes.get(1..)?;
    while let [kind, length, more @ ..] = rest {
        let element = more.get(..usize::from(*length))?;
        let found = match (kind, element) {
            (0, [reference, total, number]) => Some((u16::from(*reference), *total, *number)),
            (8, [high, low, total, number]) => Some((u16::from_be_bytes([*high, *low]), *total, *number)),
            _ => None,
        };
        if let Some((_, total, number)) = found {
            return found.filter(|_| total > 1 && (1..=total).contains(&number));
        }
        rest = more.get(usize::from(*length)..)?;
    }
    None
}

fn from_hex_bytes(hex: &str) -> Option<Vec<u8>> {
    let nibble = |c: char| c.to_digit(16).and_then(|n| u8::try_from(n).ok());
    let nibbles: Vec<u8> = hex.chars().map(nibble).collect::<Option<_>>()?;
    nibbles
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(high << 4 | low),
            _ => None,
        })
        .collect()
}

/// Text as the daemon stores it: UTF-16, big end first, in hexadecimal.
fn from_hex(hex: &str) -> Option<String> {
    let bytes = from_hex_bytes(hex).filter(|bytes| !bytes.is_empty() && bytes.len() % 2 == 0)?;
    let pairs = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
    let units: Vec<u16> = pairs.map(u16::from_be_bytes).collect();
    Some(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_headers() {
        assert_eq!(place("050003D30201"), Some((0xd3, 2, 1)));
        assert_eq!(place("060804D3010302"), Some((0xd301, 3, 2)));
        assert_eq!(place("0B05040B8423F00003"), None);
        assert_eq!(place("0B05040B8423F00003 0A0202"), None);
        assert_eq!(place("0B05040B8423F000030A0202"), Some((10, 2, 2)));
        assert_eq!(place("050003D30203"), None);
        assert_eq!(place("050003D30200"), None);
        assert_eq!(place(""), None);
    }

    #[test]
    fn parts_in_any_order_make_one_message() {
        let mut open = Vec::new();
        let mut put = |minute: u8, number: u8, text: &str| {
            let sent = format!("2026-11-22 07:{minute:02}:00");
            let taken = take(&mut open, "+47".to_owned(), (7, 3, number), sent, text.to_owned());
            taken.map(|message| message.text)
        };
        assert_eq!(put(0, 3, "c"), None);
        assert_eq!(put(0, 1, "a"), None);
        assert_eq!(put(0, 1, "a"), None, "saved twice");
        assert_eq!(put(0, 2, "b"), Some("abc".to_owned()));
        assert_eq!(put(0, 1, "a"), None, "saved twice, late");
        assert_eq!(put(30, 2, "B"), None);
        assert_eq!(put(30, 3, "C"), None);
        assert_eq!(put(30, 1, "A"), Some("ABC".to_owned()), "the reference came round");
    }
}
