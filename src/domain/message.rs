//! What an SMS is: its letters, how many parts it takes, where it is cut, and whom it can go to (gateways.md 5).
//!
//! Pure measuring: the console shows "1 part, 7-bit, 12 left" from [`measure`] before anything is sent, and the gateways cut
//! with [`split`], so that what was shown is what goes out.

use std::borrow::Cow;

use thiserror::Error;

use super::text::is_forbidden;

mod phone;

pub use phone::{MobilePlan, Phone, PhoneFault, phone};

/// How the letters of a message travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// The 7-bit alphabet of 3GPP TS 23.038, with its extension table.
    Gsm7,
    /// 16 bits a letter, when one of them is not in the 7-bit alphabet: less than half the room.
    Ucs2,
}

impl Coding {
    /// How many units a message of one part holds.
    pub const fn alone(self) -> usize {
        match self {
            Coding::Gsm7 => 160,
            Coding::Ucs2 => 70,
        }
    }

    /// How many units each part of a longer message holds, beside the header that joins them.
    pub const fn each(self) -> usize {
        match self {
            Coding::Gsm7 => 153,
            Coding::Ucs2 => 67,
        }
    }

    /// How many units a letter takes, of a text in this coding.
    fn units(self, letter: char) -> usize {
        match self {
            Coding::Gsm7 => septets(letter).map_or(0, |(escaped, _)| 1 + usize::from(escaped)),
            Coding::Ucs2 => letter.len_utf16(),
        }
    }
}

/// The septet that says that the next one is of the extension table.
pub const ESCAPE: u8 = 0x1b;

/// The 7-bit alphabet: a letter stands at its septet. At 0x1B, the escape, stands U+FFFF, which is no letter.
const ALPHABET: [char; 128] = [
    '@', '£', '$', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', '\n', 'Ø', 'ø', '\r', 'Å', 'å', //
    'Δ', '_', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', '\u{ffff}', 'Æ', 'æ', 'ß', 'É', //
    ' ', '!', '"', '#', '¤', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/', //
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?', //
    '¡', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', //
    'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'Ä', 'Ö', 'Ñ', 'Ü', '§', //
    '¿', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', //
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// The extension table: what stands behind an escape. Each letter takes two septets.
const EXTENSION: [(u8, char); 10] = [
    (0x0a, '\u{c}'),
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2f, '\\'),
    (0x3c, '['),
    (0x3d, '~'),
    (0x3e, ']'),
    (0x40, '|'),
    (0x65, '€'),
];

/// Whether a letter is behind the escape, and its septet; `None` when the alphabet does not have it.
fn septets(letter: char) -> Option<(bool, u8)> {
    if letter == '\u{ffff}' {
        return None;
    }
    let plain = (0_u8..).zip(ALPHABET).find(|(_, c)| *c == letter);
    let behind = || EXTENSION.iter().find(|(_, c)| *c == letter);
    plain
        .map(|(septet, _)| (false, septet))
        .or_else(|| behind().map(|(septet, _)| (true, *septet)))
}

/// The septets of a text, one a byte, or `None` when a letter is not in the 7-bit alphabet.
pub fn to_gsm7(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        let (escaped, septet) = septets(letter)?;
        bytes.extend(escaped.then_some(ESCAPE));
        bytes.push(septet);
    }
    Some(bytes)
}

/// Why a text cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextFault {
    /// A letter outside the basic plane, such as 😀: some gateways then send an empty message and call it sent.
    #[error("letter {at} ({letter}) cannot be sent in an SMS")]
    Outside {
        /// Its place, in letters from 1.
        at: usize,
        /// The letter.
        letter: char,
    },
    /// Nothing but blanks.
    #[error("the text is empty")]
    Empty,
    /// More parts than the caller allows.
    #[error("the text takes {parts} parts; at most {most} are allowed")]
    TooLong {
        /// How many it takes.
        parts: usize,
        /// How many are allowed.
        most: usize,
    },
}

/// What a typographic letter is sent as, so that one dash does not cost ninety characters of room.
fn lookalike(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{201c}'..='\u{201f}' | '«' | '»' | '\u{2033}' => "\"",
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' | '`' | '‹' | '›' => "'",
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '…' => "...",
        '\u{2028}' | '\u{2029}' => "\n",
        _ => return None,
    })
}

/// The letter that a base and a combining mark make, for those that the 7-bit alphabet has: texts from some systems write
/// "å" as two characters, which would make the whole message 16-bit.
fn composed(base: char, mark: char) -> Option<char> {
    let table: &[(char, char)] = match mark {
        '\u{300}' => &[('a', 'à'), ('e', 'è'), ('i', 'ì'), ('o', 'ò'), ('u', 'ù')],
        '\u{301}' => &[('e', 'é'), ('E', 'É')],
        '\u{303}' => &[('n', 'ñ'), ('N', 'Ñ')],
        '\u{308}' => &[('a', 'ä'), ('A', 'Ä'), ('o', 'ö'), ('O', 'Ö'), ('u', 'ü'), ('U', 'Ü')],
        '\u{30a}' => &[('a', 'å'), ('A', 'Å')],
        '\u{327}' => &[('C', 'Ç')],
        _ => return None,
    };
    table.iter().find(|(b, _)| *b == base).map(|(_, made)| *made)
}

/// A text as it will be sent: typographic dashes, quotes and blanks as their look-alikes, line ends as `\n`, letters in
/// one piece, control characters and invisible signs gone. Normalising twice changes nothing more.
///
/// # Errors
/// [`TextFault::Outside`] for the first letter outside the basic plane, [`TextFault::Empty`].
pub fn normalise(text: &str) -> Result<String, TextFault> {
    let mut out = String::with_capacity(text.len());
    let text: Cow<'_, str> = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    for (at, letter) in (1..).zip(text.chars()) {
        if u32::from(letter) > 0xffff && !is_forbidden(letter) {
            return Err(TextFault::Outside { at, letter });
        }
        if let Some(put) = lookalike(letter) {
            out.push_str(put);
        } else if let Some(made) = out.chars().next_back().and_then(|base| composed(base, letter)) {
            out.pop();
            out.push(made);
        } else if letter == '\n' || !(is_forbidden(letter) || letter == '\u{ffff}') {
            out.push(letter);
        }
    }
    if out.trim().is_empty() {
        return Err(TextFault::Empty);
    }
    Ok(out)
}

/// How a text travels, and how much room it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// 7-bit, or 16-bit because of at least one letter.
    pub coding: Coding,
    /// How many messages it is on the air, and on the bill.
    pub parts: usize,
    /// Units of all its letters.
    pub units_used: usize,
    /// Units that are free in the last part.
    pub units_left: usize,
}

/// The coding of a text.
pub fn coding(text: &str) -> Coding {
    if text.chars().all(|c| septets(c).is_some()) {
        Coding::Gsm7
    } else {
        Coding::Ucs2
    }
}

/// How a text travels, and how much room it takes. An empty text is one empty part.
pub fn measure(text: &str) -> Measured {
    let coding = coding(text);
    let pieces = pieces(text, coding);
    let parts = pieces.len();
    let room = if parts > 1 { coding.each() } else { coding.alone() };
    let units = |piece: &str| piece.chars().map(|c| coding.units(c)).sum::<usize>();
    Measured {
        coding,
        parts,
        units_used: units(text),
        units_left: room.saturating_sub(pieces.last().map_or(0, |piece| units(piece))),
    }
}

/// A text cut into what goes over the air.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// The coding of every part.
    pub coding: Coding,
    /// The parts in order; joined they are the text.
    pub parts: Vec<&'a str>,
}

/// Cuts a text into parts, never inside a letter that takes two units.
///
/// # Errors
/// [`TextFault::TooLong`] when it takes more than `most` parts.
pub fn split(text: &str, most: usize) -> Result<Split<'_>, TextFault> {
    let coding = coding(text);
    let parts = pieces(text, coding);
    if parts.len() > most {
        return Err(TextFault::TooLong { parts: parts.len(), most });
    }
    Ok(Split { coding, parts })
}

fn pieces(text: &str, coding: Coding) -> Vec<&str> {
    let units: usize = text.chars().map(|c| coding.units(c)).sum();
    if units <= coding.alone() {
        return vec![text];
    }
    let (mut pieces, mut from, mut used) = (Vec::new(), 0, 0);
    for (at, letter) in text.char_indices() {
        let takes = coding.units(letter);
        if used + takes > coding.each() {
            pieces.push(text.get(from..at).unwrap_or_default());
            (from, used) = (at, 0);
        }
        used += takes;
    }
    pieces.push(text.get(from..).unwrap_or_default());
    pieces
}

#[cfg(test)]
mod tests;
