//! Walks through an XML file, element by element, in constant memory. No document types, no entities of one's own.

use std::io;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use super::source::{Encoding, Place, Source, sniff};
use super::tags::Tag;
use crate::domain::bankfile::{Finding, Weight};
use crate::formats::Input;
use crate::formats::findings::{Code, printable};
use crate::formats::fingerprint::Fingerprint;

/// How deep elements may stand in each other; the messages need 15.
pub const DEPTH_MAX: usize = 40;
/// How long the text of one element may be, in bytes.
pub const TEXT_MAX: usize = 64 * 1024;

/// What comes next in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element begins.
    Open(Tag),
    /// An element ends; its text, if it has no elements in it, is [`Xml::text`].
    Close(Tag),
    /// The file ends.
    End,
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub enum Stop {
    /// The bytes could not be had.
    Io(io::Error),
    /// It is not well-formed, or too large somewhere.
    Fault(Finding),
}

/// An XML file being read.
pub struct Xml<'i> {
    reader: Reader<Source<'i>>,
    buffer: Vec<u8>,
    path: Vec<Tag>,
    /// The element that ended last still stands in the path.
    closing: bool,
    /// Whether the element at hand may still turn out to have text.
    leaf: bool,
    text: String,
    attributes: String,
    currency: String,
    namespace: String,
    opened: bool,
    declared: bool,
    fingerprint: Fingerprint,
    had_mark: bool,
}

impl<'i> Xml<'i> {
    /// The file from its start.
    ///
    /// # Errors
    /// [`Stop`]: the bytes cannot be had, or are in an encoding that is not read.
    pub fn new(input: &'i mut dyn Input) -> Result<Xml<'i>, Stop> {
        let (encoding, had_mark) = sniff(input).map_err(Stop::Io)?;
        if let Encoding::Other(name) = encoding {
            let at = Place {
                line: 1,
                column: 1,
                offset: 0,
            };
            return Err(Stop::Fault(finding(
                Weight::Refuse,
                Code::XML_ENCODING,
                at,
                &name,
                "UTF-8 ISO-8859-1",
            )));
        }
        let source = Source::new(input, encoding == Encoding::Latin1, had_mark).map_err(Stop::Io)?;
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Ok(Xml {
            reader,
            buffer: Vec::new(),
            path: Vec::with_capacity(DEPTH_MAX),
            closing: false,
            leaf: false,
            text: String::new(),
            attributes: String::new(),
            currency: String::new(),
            namespace: String::new(),
            opened: false,
            declared: false,
            fingerprint: Fingerprint::default(),
            had_mark,
        })
    }

    /// The elements from the outermost to the one at hand.
    pub fn path(&self) -> &[Tag] {
        &self.path
    }

    /// The text of the element that just ended: without blanks around it, and with single blanks in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The attribute `Ccy` of the element at hand.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The namespace of the outermost element.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Whether the file begins with a byte-order mark.
    pub fn had_byte_order_mark(&self) -> bool {
        self.had_mark
    }

    /// Whether the file has an XML declaration.
    pub fn is_declared(&self) -> bool {
        self.declared
    }

    /// Where the tag at hand begins.
    pub fn event_place(&self) -> Place {
        self.reader.get_ref().event_place()
    }

    /// Where the content of the last element that began begins.
    pub fn content_place(&self) -> Place {
        self.reader.get_ref().content_place()
    }

    /// Where the next tag begins: how far the file has been read.
    pub fn place(&self) -> Place {
        self.reader.get_ref().place()
    }

    /// A finding at a place.
    pub fn finding(&self, weight: Weight, code: Code, at: Place, found: &str, expected: &str) -> Finding {
        let mut finding = finding(weight, code, at, found, expected);
        finding.text = printable(self.reader.get_ref().line(at.line), usize::MAX);
        finding
    }

    /// The fingerprint of what was read.
    pub fn fingerprint(self) -> [u8; 32] {
        self.fingerprint.finish()
    }

    /// Goes to the next beginning or end of an element.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn advance(&mut self) -> Result<Node, Stop> {
        if self.closing {
            self.closing = false;
            self.leaf = false;
            self.path.pop();
        }
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            self.reader.get_mut().begin_event();
            let event = self.reader.read_event_into(&mut buffer);
            let node = match event {
                Ok(event) => self.event(&event),
                Err(error) => Err(self.fault_of(error)),
            };
            self.buffer = buffer;
            if let Some(node) = node? {
                return Ok(node);
            }
        }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<Option<Node>, Stop> {
        match event {
            Event::Start(start) => return self.open(start).map(Some),
            Event::End(_) => return self.close().map(Some),
            Event::Text(text) => self.add(text)?,
            Event::CData(text) => self.add(text)?,
            Event::GeneralRef(name) => {
                let character = match &**name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                match character {
                    Some(character) => self.add(character.encode_utf8(&mut [0; 4]))?,
                    None => return Err(self.fault(Code::XML_DOCTYPE, &format!("&{};", &**name), "")),
                }
            }
            Event::DocType(_) => return Err(self.fault(Code::XML_DOCTYPE, "<!DOCTYPE", "")),
            Event::Decl(_) => {
                if self.declared || self.opened {
                    return Err(self.fault(Code::XML_SYNTAX, "<?xml", ""));
                }
                self.declared = true;
            }
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => {}
            Event::Eof => {
                if self.path.is_empty() {
                    return Ok(Some(Node::End));
                }
                return Err(self.fault(Code::TRUNCATED, "", "</Document>"));
            }
        }
        Ok(None)
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Node, Stop> {
        if self.path.is_empty() && self.opened {
            return Err(self.fault(Code::AFTER_END, &format!("<{}", start.name().as_ref()), ""));
        }
        if self.path.len() >= DEPTH_MAX {
            return Err(self.fault(Code::XML_LIMIT, "", &DEPTH_MAX.to_string()));
        }
        if self.leaf {
            // An element with elements in it has only blanks besides.
            self.only_blanks()?;
        }
        let local = start.local_name();
        let name = local.as_ref();
        let tag = Tag::of(name);
        if tag == Tag::Other && !is_name(name) {
            return Err(self.fault(Code::XML_SYNTAX, name, ""));
        }
        self.currency.clear();
        if start.attributes_raw().is_empty() {
            self.fingerprint.record(name.as_bytes());
        } else {
            self.attributes.clear();
            self.attributes.push_str(name);
            self.read_attributes(start)?;
            self.fingerprint.record(self.attributes.as_bytes());
        }
        self.path.push(tag);
        self.opened = true;
        self.leaf = true;
        self.text.clear();
        self.reader.get_mut().mark_content();
        Ok(Node::Open(tag))
    }

    fn close(&mut self) -> Result<Node, Stop> {
        if self.leaf {
            clean(&mut self.text);
            self.fingerprint.record(self.text.as_bytes());
        } else {
            self.only_blanks()?;
            self.text.clear();
        }
        self.fingerprint.record(b"/");
        self.closing = true;
        Ok(Node::Close(self.path.last().copied().unwrap_or(Tag::Other)))
    }

    fn read_attributes(&mut self, start: &BytesStart<'_>) -> Result<(), Stop> {
        for attribute in start.attributes() {
            let Attribute { key, value } = match attribute {
                Ok(attribute) => attribute,
                Err(error) => return Err(self.fault(Code::XML_SYNTAX, start, &error.to_string())),
            };
            let key = key.as_ref();
            let sound = is_name(key.trim_start_matches("xmlns:")) || key == "xmlns";
            if !sound || value.contains(['&', '<']) {
                return Err(self.fault(Code::XML_SYNTAX, start, ""));
            }
            if key == "Ccy" {
                self.currency.push_str(&value);
            } else if self.path.is_empty() && self.is_namespace(start, key) {
                value.as_ref().clone_into(&mut self.namespace);
            }
            for piece in [" ", key, "=", &value] {
                self.attributes.push_str(piece);
            }
        }
        Ok(())
    }

    /// Whether an attribute says the namespace of the element it stands in.
    fn is_namespace(&self, start: &BytesStart<'_>, key: &str) -> bool {
        match start.name().as_ref().split_once(':') {
            Some((prefix, _)) => key.strip_prefix("xmlns:") == Some(prefix),
            None => key == "xmlns",
        }
    }

    /// Adds to the text of the element at hand.
    fn add(&mut self, text: &str) -> Result<(), Stop> {
        let forbidden = |b: u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r');
        if text.bytes().any(forbidden) {
            return Err(self.fault(Code::XML_SYNTAX, text, ""));
        }
        if self.text.len().saturating_add(text.len()) > TEXT_MAX {
            return Err(self.fault(Code::XML_LIMIT, "", &TEXT_MAX.to_string()));
        }
        if self.leaf {
            self.text.push_str(text);
            return Ok(());
        }
        if is_blank(text) {
            return Ok(());
        }
        Err(self.stray(text))
    }

    fn only_blanks(&mut self) -> Result<(), Stop> {
        if !self.leaf || is_blank(&self.text) {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        Err(self.stray(&text))
    }

    /// Text where only elements may stand.
    fn stray(&self, text: &str) -> Stop {
        let code = if self.path.is_empty() && self.opened {
            Code::AFTER_END
        } else {
            Code::XML_SYNTAX
        };
        self.fault(code, text.trim(), "<")
    }

    fn fault(&self, code: Code, found: &str, expected: &str) -> Stop {
        let at = if code == Code::TRUNCATED {
            self.place()
        } else {
            self.event_place()
        };
        Stop::Fault(self.finding(Weight::Refuse, code, at, found, expected))
    }

    fn fault_of(&self, error: Error) -> Stop {
        if self.reader.get_ref().is_too_long() {
            return self.fault(Code::XML_LIMIT, "", &TEXT_MAX.to_string());
        }
        match error {
            Error::Io(error) => Stop::Io(io::Error::new(error.kind(), error)),
            Error::Encoding(_) => self.fault(Code::XML_ENCODING, "", "UTF-8"),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                self.fault(Code::XML_SYNTAX, &format!("</{found}>"), &format!("</{expected}>"))
            }
            // The file ends in a tag.
            Error::Syntax(_) if self.reader.get_ref().is_at_end() => self.fault(Code::TRUNCATED, "", "</Document>"),
            error => self.fault(Code::XML_SYNTAX, &error.to_string(), ""),
        }
    }
}

/// A finding at a place, without the line.
fn finding(weight: Weight, code: Code, at: Place, found: &str, expected: &str) -> Finding {
    Finding {
        weight,
        code: code.as_str(),
        line: at.line,
        column: at.column,
        found: printable(found, 80),
        expected: expected.to_owned(),
        text: String::new(),
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_whitespace())
}

/// Whether a name of an element or attribute is made of what such names are made of here.
fn is_name(name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(part)
}

/// Takes blanks from both ends, and makes one of several.
fn clean(text: &mut String) {
    let mut after_blank = true;
    let mut is_clean = true;
    for byte in text.bytes() {
        let blank = byte.is_ascii_whitespace();
        is_clean &= !blank || (byte == b' ' && !after_blank);
        after_blank = blank;
    }
    if is_clean && (!after_blank || text.is_empty()) {
        return;
    }
    let mut words = text.split_ascii_whitespace();
    let mut joined = words.next().unwrap_or_default().to_owned();
    for word in words {
        joined.push(' ');
        joined.push_str(word);
    }
    *text = joined;
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// What is met, in few words: names, texts, and what ended it.
    fn walked(bytes: &[u8]) -> String {
        let mut input = Cursor::new(bytes);
        let mut xml = match Xml::new(&mut input) {
            Ok(xml) => xml,
            Err(Stop::Fault(f)) => return format!("{}@{}:{}", f.code, f.line, f.column),
            Err(Stop::Io(error)) => return error.to_string(),
        };
        let mut told = String::new();
        loop {
            match xml.advance() {
                Ok(Node::Open(_)) => told.push('('),
                Ok(Node::Close(_)) => {
                    told.push_str(xml.text());
                    told.push(')');
                }
                Ok(Node::End) => return told,
                Err(Stop::Fault(f)) => return format!("{told}{}@{}:{}", f.code, f.line, f.column),
                Err(Stop::Io(error)) => return error.to_string(),
            }
        }
    }

    #[test]
    fn elements_and_texts() {
        for (file, expected) in [
            ("<a><b> x\r\n  y </b><c/></a>", "((x y)())"),
            (
                "<?xml version='1.0'?>\n<!-- note --><a>1 &lt; 2 &#65;&#x42;<![CDATA[<&>]]></a>\n",
                "(1 < 2 AB<&>)",
            ),
            ("<n:a xmlns:n=\"urn:x\"><n:b>ø</n:b></n:a>", "((ø))"),
            ("<a><b>1</c></a>", "((xml-syntax@1:8"),
            ("<a>\n ø<b/></a>", "(xml-syntax@2:3"),
            ("<a><b/>x</a>", "(()xml-syntax@1:8"),
            ("<a><b>1</b>", "((1)truncated@1:12"),
            ("<a><b>1</b", "((truncated@1:11"),
            ("<a/><a/>", "()after-end@1:5"),
            ("<a/>x", "()after-end@1:5"),
            ("<!DOCTYPE a><a/>", "xml-doctype@1:1"),
            ("<a>&b;</a>", "(xml-doctype@1:4"),
            ("<a>b & c</a>", "(xml-syntax@1:6"),
            ("<a x=\"1\" x=\"2\"/>", "xml-syntax@1:1"),
            ("<a>\u{1}</a>", "(xml-syntax@1:4"),
            ("<a?/>", "xml-syntax@1:1"),
            ("<a/><?xml version='1.0'?>", "()xml-syntax@1:5"),
        ] {
            assert_eq!(walked(file.as_bytes()), expected, "{file}");
        }
    }

    #[test]
    fn encodings() {
        let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>\xf8</a>";
        assert_eq!(walked(latin), "(ø)");
        assert_eq!(walked(b"<a>\xf8</a>"), "(xml-encoding@1:4");
        assert_eq!(walked(b"<?xml version=\"1.0\" encoding='UTF-16'?><a/>"), "xml-encoding@1:1");
        assert_eq!(walked(b"\xff\xfe<\0a\0"), "xml-encoding@1:1");
        assert_eq!(walked(b"\xef\xbb\xbf<a>x</a>"), "(x)");
    }

    #[test]
    fn what_is_made_to_exhaust_memory_is_refused() {
        let deep = "<a>".repeat(1000);
        assert!(walked(deep.as_bytes()).ends_with("xml-limit@1:121"));
        for long in [
            format!("<a>{}</a>", "x".repeat(10_000_000)),
            format!("<a>{}</a>", "x&amp;".repeat(100_000)),
            format!("<!--{}--><a/>", "x".repeat(10_000_000)),
            format!("<{}/>", "a".repeat(10_000_000)),
        ] {
            assert!(walked(long.as_bytes()).contains("xml-limit@1:"));
        }
    }
}
