//! One record read: its bytes, its text, and where it stands.

use super::{Field, digits, windows};
use crate::domain::bankfile::{Finding, Weight};
use crate::formats::findings::{Code, printable};

/// A line in UTF-8 may be this much longer in bytes than a record has characters.
const UTF8_EXCESS_MAX: usize = 40;

/// As many blanks as a record has characters at most.
const BLANKS: &str = match std::str::from_utf8(&[b' '; 512]) {
    Ok(blanks) => blanks,
    Err(_) => "",
};

/// How a line fits a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Exactly, as ISO-8859-1.
    Exact,
    /// Exactly, when read as UTF-8.
    Utf8,
    /// Not at all: too short or too long by this many characters in all.
    Not(u64),
}

/// One record with its place in the file. Its buffers are used again for the next one.
#[derive(Clone, Debug)]
pub struct Record<const N: usize> {
    bytes: [u8; N],
    /// The line as text, unless it is plain ASCII of the right length.
    text: String,
    /// The characters of the text that have more than one byte: the number of each, from 0, and how many bytes more than characters
    /// there are up to its end. Without it every field would have to be counted to.
    wide: Vec<(usize, usize)>,
    plain: bool,
    line: u32,
    offset: u64,
    length: u64,
}

impl<const N: usize> Default for Record<N> {
    fn default() -> Record<N> {
        Record {
            bytes: [b' '; N],
            text: String::new(),
            wide: Vec::new(),
            plain: true,
            line: 0,
            offset: 0,
            length: 0,
        }
    }
}

impl<const N: usize> Record<N> {
    /// Takes over a line. One that does not fit is cut or filled with blanks.
    #[inline]
    pub fn load(&mut self, content: &[u8], line: u32, offset: u64, length: u64) -> Fit {
        self.line = line;
        self.offset = offset;
        self.length = length;
        match <&[u8; N]>::try_from(content) {
            Ok(bytes) if bytes.is_ascii() => {
                self.bytes = *bytes;
                self.plain = true;
                Fit::Exact
            }
            _ => self.load_slowly(content),
        }
    }

    /// Takes over a line of a format whose final blanks may be missing, or be too many: filled with blanks to its width, it
    /// fits. Whether it is UTF-8 is told of the whole file, since the length of such a line says nothing.
    #[inline]
    pub fn load_padded(&mut self, content: &[u8], line: u32, offset: u64, length: u64, is_utf8: bool) -> Fit {
        self.line = line;
        self.offset = offset;
        self.length = length;
        if content.is_ascii() {
            if let Ok(bytes) = <&[u8; N]>::try_from(content) {
                self.bytes = *bytes;
                self.plain = true;
                return Fit::Exact;
            }
            if let Some(head) = self.bytes.get_mut(..content.len()) {
                head.copy_from_slice(content);
                self.bytes.iter_mut().skip(content.len()).for_each(|b| *b = b' ');
                self.plain = true;
                return Fit::Exact;
            }
        }
        self.load_padded_slowly(content, is_utf8)
    }

    fn load_padded_slowly(&mut self, content: &[u8], is_utf8: bool) -> Fit {
        let characters = match std::str::from_utf8(content).ok().filter(|_| is_utf8) {
            Some(text) => {
                self.take_text(text, |character| u8::try_from(character).ok());
                text.trim_end_matches(' ').chars().count()
            }
            None => {
                self.take_bytes(content, char::from);
                content.iter().rposition(|b| *b != b' ').map_or(0, |last| last.saturating_add(1))
            }
        };
        let unseen = self.length.saturating_sub(u64::try_from(content.len()).unwrap_or(0));
        if characters > N || unseen > 0 {
            Fit::Not(unseen.saturating_add(u64::try_from(characters).unwrap_or(u64::MAX)))
        } else if is_utf8 && !content.is_ascii() {
            Fit::Utf8
        } else {
            Fit::Exact
        }
    }

    fn load_slowly(&mut self, content: &[u8]) -> Fit {
        let utf8 = std::str::from_utf8(content).ok().filter(|_| content.len() > N);
        match utf8 {
            Some(text) => self.take_text(text, |character| u8::try_from(character).ok()),
            None => self.take_bytes(content, char::from),
        }
        let characters = self.text.chars().count();
        match utf8 {
            None if content.len() == N => Fit::Exact,
            Some(text) if characters == N && text.len() <= N.saturating_add(UTF8_EXCESS_MAX) && self.length == bytes_of(text) => Fit::Utf8,
            _ => Fit::Not(
                self.length
                    .saturating_sub(bytes_of(&self.text).saturating_sub(u64::try_from(characters).unwrap_or(0))),
            ),
        }
    }

    /// Takes over a line whose final blanks may have been left out, in Windows-1252 or, which is told, in UTF-8 where it may be.
    #[inline]
    pub fn load_short(&mut self, content: &[u8], line: u32, offset: u64, length: u64, may_be_utf8: bool) -> Fit {
        self.line = line;
        self.offset = offset;
        self.length = length;
        if content.is_ascii()
            && let Some((head, tail)) = self.bytes.split_at_mut_checked(content.len())
        {
            head.copy_from_slice(content);
            tail.fill(b' ');
            self.plain = true;
            return Fit::Exact;
        }
        self.load_short_slowly(content, may_be_utf8)
    }

    fn load_short_slowly(&mut self, content: &[u8], may_be_utf8: bool) -> Fit {
        let is_utf8 = |text: &&str| may_be_utf8 && text.chars().any(is_sign_of_utf8);
        let utf8 = std::str::from_utf8(content).ok().filter(is_utf8);
        let characters = match utf8 {
            Some(text) => {
                self.take_text(text, windows::encode);
                text.chars().count()
            }
            None => {
                self.take_bytes(content, windows::decode);
                content.len()
            }
        };
        let Some(missing) = N.checked_sub(characters) else {
            let beyond = self.length.saturating_sub(bytes_of_len(content.len()));
            return Fit::Not(bytes_of_len(characters).saturating_add(beyond));
        };
        self.text.push_str(BLANKS.get(..missing).unwrap_or(BLANKS));
        if utf8.is_some() { Fit::Utf8 } else { Fit::Exact }
    }

    /// Takes over a line of one byte for each character. What a byte means is known by it alone, so it stands for itself.
    fn take_bytes(&mut self, content: &[u8], decode: impl Fn(u8) -> char) {
        self.plain = false;
        self.text.clear();
        self.wide.clear();
        let (head, tail) = self.bytes.split_at_mut(content.len().min(N));
        head.copy_from_slice(content.get(..head.len()).unwrap_or_default());
        tail.fill(b' ');
        let mut rest = content;
        while !rest.is_empty() {
            let (run, tail) = rest.split_at(rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len()));
            self.text.push_str(std::str::from_utf8(run).unwrap_or_default());
            rest = tail;
            if let Some((byte, tail)) = rest.split_first() {
                let number = content.len().saturating_sub(rest.len());
                self.text.push(decode(*byte));
                self.wide.push((number, self.text.len().saturating_sub(number.saturating_add(1))));
                rest = tail;
            }
        }
    }

    /// Takes over a line in UTF-8. What the alphabet of the records does not have counts as one and the same character.
    fn take_text(&mut self, text: &str, encode: impl Fn(char) -> Option<u8>) {
        self.plain = false;
        self.text.clear();
        self.wide.clear();
        self.text.push_str(text);
        self.bytes = [b' '; N];
        for (number, (place, character)) in text.char_indices().enumerate() {
            if let Some(byte) = self.bytes.get_mut(number) {
                *byte = encode(character).unwrap_or(b'?');
            }
            if !character.is_ascii() {
                let end = place.saturating_add(character.len_utf8());
                self.wide.push((number, end.saturating_sub(number.saturating_add(1))));
            }
        }
    }

    /// The record as ISO-8859-1.
    #[inline]
    pub fn bytes(&self) -> &[u8; N] {
        &self.bytes
    }

    /// The record without its final blanks, filled up with blanks to its width: how it counts in a fingerprint.
    /// Of a line that does not fit, all of it counts.
    pub fn normal(&self) -> &[u8] {
        if self.plain || self.text.trim_end_matches(' ').chars().count() <= N {
            &self.bytes
        } else {
            self.text.as_bytes()
        }
    }

    /// The number in a field.
    #[inline]
    pub fn digits(&self, field: Field) -> Option<u64> {
        digits(field.of(&self.bytes))
    }

    /// A field as text.
    #[inline]
    pub fn text(&self, field: Field) -> &str {
        self.as_text().field(field)
    }

    /// The record as text, for taking several fields from it.
    #[inline]
    pub fn as_text(&self) -> Text<'_> {
        Text {
            whole: self.whole(),
            wide: if self.plain { None } else { Some(&self.wide) },
        }
    }

    /// The whole line as text.
    pub fn whole(&self) -> &str {
        if self.plain {
            std::str::from_utf8(&self.bytes).unwrap_or_default()
        } else {
            &self.text
        }
    }

    /// Number of its line, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Where it begins, in bytes from the start of the file.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Where it ends, without its line end.
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.length)
    }

    /// How many bytes there are from its beginning to the end of `last`, line ends between included.
    pub fn length_to(&self, last: &Record<N>) -> u32 {
        u32::try_from(last.end().saturating_sub(self.offset)).unwrap_or(u32::MAX)
    }

    /// A finding about one of its fields.
    pub fn finding(&self, weight: Weight, code: Code, field: Field, expected: impl Into<String>) -> Finding {
        self.finding_at(weight, code, field.column(), self.text(field), expected)
    }

    /// A finding at a column of it; 0 for all of it.
    pub fn finding_at(&self, weight: Weight, code: Code, column: u32, found: &str, expected: impl Into<String>) -> Finding {
        Finding {
            weight,
            code: code.as_str(),
            line: self.line,
            column,
            found: printable(found, 80),
            expected: expected.into(),
            text: printable(self.whole(), N.saturating_add(UTF8_EXCESS_MAX)),
        }
    }
}

/// A record as text.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    whole: &'a str,
    /// See [`Record`]; `None` for plain ASCII of the right length.
    wide: Option<&'a [(usize, usize)]>,
}

impl<'a> Text<'a> {
    /// One of its fields.
    #[inline]
    pub fn field(self, field: Field) -> &'a str {
        let (start, end) = (field.start(), field.end());
        let range = match self.wide {
            None => start..end,
            Some(wide) => self.place(wide, start)..self.place(wide, end),
        };
        self.whole.get(range).unwrap_or_default()
    }

    /// Where the character with this number begins, or where the text ends.
    #[inline]
    fn place(self, wide: &[(usize, usize)], number: usize) -> usize {
        let more = wide
            .iter()
            .take_while(|(before, _)| *before < number)
            .last()
            .map_or(0, |(_, more)| *more);
        number.saturating_add(more).min(self.whole.len())
    }

    /// One of its fields, without the blanks around it.
    #[inline]
    pub fn trimmed(self, field: Field) -> &'a str {
        let text = self.field(field);
        let begin = text.bytes().position(|b| b != b' ').unwrap_or(text.len());
        let end = text.bytes().rposition(|b| b != b' ').map_or(begin, |last| last.saturating_add(1));
        text.get(begin..end).unwrap_or_default()
    }
}

/// Whether a character tells that bytes which could be UTF-8 are. What they mean in Windows-1252 is then `Ã` or `â` with a
/// sign behind, which nobody writes; others are met in both (`Å’` and `Œ`).
fn is_sign_of_utf8(character: char) -> bool {
    matches!(character, 'À'..='ÿ' | '\u{2010}'..='\u{203a}' | '€')
}

fn bytes_of(text: &str) -> u64 {
    bytes_of_len(text.len())
}

fn bytes_of_len(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
