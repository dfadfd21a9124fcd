//! Section 0215: payments by slip, whose payer's address (022) and words (052) stand beside them.
//!
//! Which comes first is not told by the guide; those that name the same archive reference and stand together belong
//! together, in any order. Only one payment with its lines is held at a time.

use std::ops::ControlFlow;

use super::frame::{At, Kind};
use super::money::{Lump, Paid};
use super::reader::{Out, known};
use super::records::{Record, paid, words};
use super::tally::number;
use crate::domain::bankfile::Weight;
use crate::formats::findings::Code;

/// A free text has at most 41 lines of 35 characters (part 5.5); what a broken file has beyond that is not kept.
const WORDS_MAX: usize = 41 * 36;
/// Slips that have no number of the payer, and so the payer's address.
const UNNUMBERED: &[u8] = b"73";

/// The payment at hand and its lines.
#[derive(Debug, Default)]
pub struct Slips {
    slip: Option<Paid>,
    record: Record,
    open: bool,
    line: u32,
    offset: u64,
    end: u64,
    archive: String,
    name: String,
    text: String,
    whole: String,
}

impl Slips {
    /// Record 042: a payment.
    pub fn money(&mut self, out: &mut Out<'_, '_>, lump: &mut Lump, at: &mut At<'_>) -> ControlFlow<()> {
        let slip = Paid::slip(at);
        if self.slip.is_some() || !self.is_of(at.record.text(paid::ARCHIVE)) {
            self.flush(out, lump, at)?;
        }
        let Some(slip) = slip else {
            return ControlFlow::Continue(());
        };
        self.join(at.record.text(paid::ARCHIVE), at.record);
        self.slip = Some(slip);
        std::mem::swap(&mut self.record, at.record);
        ControlFlow::Continue(())
    }

    /// Record 022 or 052: a line of the address, or of the text.
    pub fn words(&mut self, kind: Kind, out: &mut Out<'_, '_>, lump: &mut Lump, at: &mut At<'_>) -> ControlFlow<()> {
        let line = number(at.record, words::NUMBER, at.findings);
        if !self.is_of(at.record.text(words::ARCHIVE)) {
            self.flush(out, lump, at)?;
        }
        self.join(at.record.text(words::ARCHIVE), at.record);
        let words = at.record.text(words::TEXT).trim_matches(' ');
        if kind == Kind::Note {
            // Of the address only the name is used.
            if line == Some(1) {
                words.clone_into(&mut self.name);
            }
        } else if !words.is_empty() && self.text.len() < WORDS_MAX {
            append(&mut self.text, words);
        }
        ControlFlow::Continue(())
    }

    /// Hands on what is at hand.
    pub fn flush(&mut self, out: &mut Out<'_, '_>, lump: &mut Lump, at: &mut At<'_>) -> ControlFlow<()> {
        let handed = match self.slip.take() {
            Some(slip) => self.hand_on(slip, out, lump, at),
            None => {
                if self.open && !at.section.alone_told {
                    at.section.alone_told = true;
                    let mut finding = at.record.finding(Weight::Warn, Code::TEXT_ALONE, words::ARCHIVE, "BS042");
                    finding.line = self.line;
                    finding.found.clone_from(&self.archive);
                    finding.text.clear();
                    at.findings.push(finding);
                }
                ControlFlow::Continue(())
            }
        };
        self.open = false;
        self.name.clear();
        self.text.clear();
        handed
    }

    fn hand_on(&mut self, slip: Paid, out: &mut Out<'_, '_>, lump: &mut Lump, at: &mut At<'_>) -> ControlFlow<()> {
        if self.name.is_empty() && paid::SLIP_TYPE.of(self.record.bytes()) == UNNUMBERED {
            let finding = self.record.finding(Weight::Warn, Code::NO_PAYER, paid::SLIP_TYPE, "BS022");
            at.findings.push(finding);
        }
        let key = lump.of(&self.record, &at.section.code, slip.settled_field());
        let Some(mut record) = slip.record(&self.record, at.section, key) else {
            return ControlFlow::Continue(());
        };
        record.line = self.line;
        record.offset = self.offset;
        record.length = u32::try_from(self.end.saturating_sub(self.offset)).unwrap_or(u32::MAX);
        record.payer_name = Some(self.name.as_str()).filter(|n| !n.is_empty());
        if !self.text.is_empty() {
            self.whole.clear();
            self.whole.push_str(record.text.unwrap_or_default());
            append(&mut self.whole, &self.text);
            record.text = Some(&self.whole);
        }
        out.payment(&record, at.findings)
    }

    /// Whether lines of this archive reference belong to what is at hand. None at all leads to nothing.
    fn is_of(&self, archive: &str) -> bool {
        self.open && self.archive == archive && known(archive).is_some()
    }

    /// Begins with, or goes on to, this record.
    fn join(&mut self, archive: &str, record: &Record) {
        if !self.open {
            self.open = true;
            self.line = record.line();
            self.offset = record.offset();
            archive.clone_into(&mut self.archive);
        }
        self.end = record.end();
    }
}

/// Adds words with a blank between.
fn append(text: &mut String, words: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}
