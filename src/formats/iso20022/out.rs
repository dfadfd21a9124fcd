//! Writing XML.

use std::io::{self, Write};

/// How much is gathered before it is handed on.
const BATCH: usize = 16 * 1024;

/// XML being written, one element a line or several, as it comes.
pub struct Out<'o> {
    out: &'o mut dyn Write,
    text: String,
    open: Vec<&'static str>,
}

impl<'o> Out<'o> {
    /// A document in UTF-8 with this namespace.
    pub fn begin(out: &'o mut dyn Write, namespace: &str) -> Out<'o> {
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"{namespace}\">\n");
        Out {
            out,
            text,
            open: vec!["Document"],
        }
    }

    /// Begins an element.
    pub fn open(&mut self, name: &'static str) {
        self.open.push(name);
        for piece in ["<", name, ">"] {
            self.text.push_str(piece);
        }
    }

    /// Begins elements in each other.
    pub fn open_all(&mut self, names: &[&'static str]) {
        for name in names {
            self.open(name);
        }
    }

    /// Ends the last `count` elements that were begun.
    pub fn close(&mut self, count: usize) {
        for name in (0..count).filter_map(|_| self.open.pop()) {
            for piece in ["</", name, ">"] {
                self.text.push_str(piece);
            }
        }
    }

    /// An element with a text.
    pub fn leaf(&mut self, name: &'static str, text: &str) {
        self.open(name);
        self.escaped(text);
        self.close(1);
    }

    /// A text below elements in each other.
    pub fn leaf_in(&mut self, names: &[&'static str], text: &str) {
        self.open_all(names);
        self.escaped(text);
        self.close(names.len());
    }

    /// An amount with its currency.
    pub fn amount(&mut self, name: &'static str, currency: &str, amount: impl std::fmt::Display) {
        self.text.push_str(&format!("<{name} Ccy=\"{currency}\">{amount}</{name}>"));
    }

    /// Ends the line, and hands on what was gathered when that is enough.
    ///
    /// # Errors
    /// What the receiver gives.
    pub fn line(&mut self) -> io::Result<()> {
        self.text.push('\n');
        if self.text.len() >= BATCH {
            self.out.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        Ok(())
    }

    /// Ends everything.
    ///
    /// # Errors
    /// What the receiver gives.
    pub fn finish(mut self) -> io::Result<()> {
        self.close(self.open.len());
        self.text.push('\n');
        self.out.write_all(self.text.as_bytes())
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>']) {
            let (plain, tail) = rest.split_at(at);
            self.text.push_str(plain);
            self.text.push_str(match tail.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                _ => "&gt;",
            });
            rest = tail.get(1..).unwrap_or_default();
        }
        self.text.push_str(rest);
    }
}

/// Whether a text comes back as it is: not empty, no control characters, no blanks at its ends and single ones in it.
pub fn is_plain(text: &str, longest: usize) -> bool {
    let blank = |c: char| c.is_ascii_whitespace();
    let single = !text.contains("  ") && !text.starts_with(blank) && !text.ends_with(blank);
    !text.is_empty() && single && !text.chars().any(char::is_control) && text.chars().count() <= longest
}

/// A text in pieces of at most `longest` characters, cut at blanks; `None` if a word is longer.
pub fn pieces(text: &str, longest: usize) -> Option<Vec<String>> {
    let mut pieces: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let length = word.chars().count();
        if length > longest {
            return None;
        }
        match pieces.last_mut() {
            Some(piece) if piece.chars().count().saturating_add(length) < longest => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
    }
    Some(pieces)
}
