//! The bytes of an XML file as UTF-8, with the place of each of them, in constant memory.

use std::cell::Cell;
use std::io::{self, BufRead, ErrorKind, Read, SeekFrom};

use memchr::{memchr, memchr_iter, memmem, memrchr};

use crate::formats::Input;

/// How much is read at a time.
const CHUNK: usize = 64 * 1024;
/// No tag, text or comment is longer, give or take one chunk: a limit against files made to exhaust memory.
const EVENT_MAX: usize = 64 * 1024;
/// Longer lines are not shown with a finding: whole messages are often one line.
const SHOWN_MAX: usize = 240;
/// How many lines back a line is still looked for.
const SHOWN_BACK: u32 = 100;
/// How much of a file is searched for its encoding.
const HEAD: usize = 512;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where something stands: line and column from 1, and bytes from the start of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Bytes of the file before it.
    pub offset: u64,
}

/// How the characters of a file are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, or ASCII.
    Utf8,
    /// ISO-8859-1: each byte is the character of that number.
    Latin1,
    /// Another one, by the name it has in the file.
    Other(String),
}

/// The encoding that a file declares, and whether it begins with a byte-order mark. The input is at its start afterwards.
///
/// # Errors
/// What the input gives.
pub fn sniff(input: &mut dyn Input) -> io::Result<(Encoding, bool)> {
    input.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(HEAD);
    Read::take(&mut *input, u64::try_from(HEAD).unwrap_or(0)).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    let marked = head.starts_with(BYTE_ORDER_MARK);
    let body = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&head).trim_ascii_start();
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Ok((Encoding::Other("UTF-16".to_owned()), false));
    }
    Ok((declared(body).map_or(Encoding::Utf8, |name| by_name(&name)), marked))
}

/// What stands behind `encoding` in the XML declaration.
fn declared(body: &[u8]) -> Option<String> {
    let rest = body.strip_prefix(b"<?xml")?;
    let declaration = rest.get(..memmem::find(rest, b"?>")?)?;
    let rest = declaration.get(memmem::find(declaration, b"encoding")?..)?;
    let begin = rest.iter().position(|b| matches!(b, b'"' | b'\''))?;
    let (quote, rest) = rest.get(begin..)?.split_first()?;
    let name = rest.get(..memchr(*quote, rest)?)?;
    Some(name.iter().map(|b| char::from(*b)).collect())
}

fn by_name(name: &str) -> Encoding {
    match name.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" | "US-ASCII" | "ASCII" => Encoding::Utf8,
        "ISO-8859-1" | "ISO8859-1" | "ISO_8859-1" | "LATIN1" | "LATIN-1" => Encoding::Latin1,
        _ => Encoding::Other(name.to_owned()),
    }
}

/// A place in the buffer.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    index: usize,
    place: Place,
}

/// A place that may be asked for: counting lines and columns is put off until then, or until the buffer moves on.
#[derive(Clone, Copy, Debug)]
enum Mark {
    Index(usize),
    Place(Place),
}

/// The bytes of a file as UTF-8.
pub struct Source<'i> {
    input: &'i mut dyn Input,
    latin1: bool,
    /// What is left of the line at hand, and then a chunk.
    buffer: Vec<u8>,
    chunk: Vec<u8>,
    next: usize,
    /// Whether the buffer begins where the file does.
    is_from_start: bool,
    ended: bool,
    /// A place in the buffer that is known, from which others are counted; and the first one there is.
    known: Cell<Known>,
    first: Known,
    event: Mark,
    content: Mark,
    taken: usize,
    too_long: bool,
}

impl<'i> Source<'i> {
    /// The file behind its byte-order mark, if it has one.
    ///
    /// # Errors
    /// What the input gives.
    pub fn new(input: &'i mut dyn Input, latin1: bool, marked: bool) -> io::Result<Source<'i>> {
        let begin = if marked { BYTE_ORDER_MARK.len() } else { 0 };
        let offset = input.seek(SeekFrom::Start(u64::try_from(begin).unwrap_or(0)))?;
        let place = Place {
            line: 1,
            column: 1,
            offset,
        };
        let known = Known { index: 0, place };
        Ok(Source {
            input,
            latin1,
            buffer: Vec::with_capacity(CHUNK.saturating_mul(2)),
            chunk: vec![0; CHUNK],
            next: 0,
            is_from_start: true,
            ended: false,
            known: Cell::new(known),
            first: known,
            event: Mark::Index(0),
            content: Mark::Index(0),
            taken: 0,
            too_long: false,
        })
    }

    /// Where the next byte stands.
    pub fn place(&self) -> Place {
        self.place_of(self.next)
    }

    /// Where the tag or text at hand begins.
    pub fn event_place(&self) -> Place {
        self.place_at(self.event)
    }

    /// Where the content of an element begins that [`Source::mark_content`] was called in front of.
    pub fn content_place(&self) -> Place {
        self.place_at(self.content)
    }

    /// The next tag, text or comment begins here.
    #[inline]
    pub fn begin_event(&mut self) {
        self.taken = 0;
        self.event = Mark::Index(self.next);
    }

    /// The content of an element begins here.
    #[inline]
    pub fn mark_content(&mut self) {
        self.content = Mark::Index(self.next);
    }

    fn place_at(&self, mark: Mark) -> Place {
        match mark {
            Mark::Index(index) => self.place_of(index),
            Mark::Place(place) => place,
        }
    }

    fn place_of(&self, index: usize) -> Place {
        let known = self.known.get();
        let Known { index: from, mut place } = if known.index <= index { known } else { self.first };
        let bytes = self.buffer.get(from..index).unwrap_or_default();
        let last_line = match memrchr(b'\n', bytes) {
            Some(last) => {
                let lines = memchr_iter(b'\n', bytes).count();
                place.line = place.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
                place.column = 1;
                bytes.get(last.saturating_add(1)..).unwrap_or_default()
            }
            None => bytes,
        };
        // Bytes that begin a character; the others continue one.
        let characters = last_line.len().saturating_sub(continued(last_line));
        place.column = place.column.saturating_add(u32::try_from(characters).unwrap_or(u32::MAX));
        let of_file = if self.latin1 {
            bytes.len().saturating_sub(continued(bytes))
        } else {
            bytes.len()
        };
        place.offset = place.offset.saturating_add(u64::try_from(of_file).unwrap_or(u64::MAX));
        self.known.set(Known { index, place });
        place
    }

    /// Whether a tag, text or comment was too long.
    pub fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// Whether all of the file was read.
    pub fn is_at_end(&self) -> bool {
        self.ended && self.next >= self.buffer.len()
    }

    /// The line with this number, if it is short and was read just now; for showing it.
    pub fn line(&self, number: u32) -> &str {
        let back = self.place().line.saturating_sub(number);
        if back > SHOWN_BACK || number == 0 {
            return "";
        }
        let end = self.buffer.get(self.next..).and_then(|after| memchr(b'\n', after));
        let mut end = end.map_or(self.buffer.len(), |at| at.saturating_add(self.next));
        let mut begin = None;
        for step in 0..=back {
            if step > 0 {
                let Some(before) = begin else { return "" };
                end = before;
            }
            begin = self
                .buffer
                .get(..end.min(if step == 0 { self.next } else { end }))
                .and_then(|text| memrchr(b'\n', text));
        }
        let whole = begin.is_some() || self.is_from_start;
        let from = begin.map_or(0, |at| at.saturating_add(1));
        let line = self.buffer.get(from..end).unwrap_or_default();
        match std::str::from_utf8(line) {
            Ok(text) if whole && line.len() <= SHOWN_MAX => text.trim_end_matches('\r'),
            _ => "",
        }
    }

    /// Reads the next chunk behind what is kept of the line at hand.
    fn refill(&mut self) -> io::Result<()> {
        self.event = Mark::Place(self.event_place());
        self.content = Mark::Place(self.content_place());
        // One byte more, so that the line end in front of it is seen.
        let from = self.buffer.len().saturating_sub(SHOWN_MAX.saturating_add(1));
        let place = self.place();
        self.is_from_start &= from == 0;
        self.buffer.drain(..from);
        self.first = Known {
            index: self.buffer.len(),
            place,
        };
        self.known.set(self.first);
        let mut filled = 0;
        while let Some(free) = self.chunk.get_mut(filled..).filter(|free| !free.is_empty()) {
            match self.input.read(free) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => filled = filled.saturating_add(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.next = self.buffer.len();
        let read = self.chunk.get(..filled).unwrap_or_default();
        if self.latin1 && !read.is_ascii() {
            let mut utf8 = [0; 2];
            for byte in read {
                self.buffer.extend_from_slice(char::from(*byte).encode_utf8(&mut utf8).as_bytes());
            }
        } else {
            self.buffer.extend_from_slice(read);
        }
        Ok(())
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let count = available.read(buf)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Source<'_> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.next >= self.buffer.len() && !self.ended {
            if self.taken > EVENT_MAX {
                self.too_long = true;
                return Err(io::Error::from(ErrorKind::InvalidData));
            }
            self.refill()?;
        }
        Ok(self.buffer.get(self.next..).unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        let end = self.next.saturating_add(amount).min(self.buffer.len());
        self.taken = self.taken.saturating_add(amount);
        self.next = end;
    }
}

/// How many of these bytes continue a character.
fn continued(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b & 0xc0 == 0x80).count()
}
