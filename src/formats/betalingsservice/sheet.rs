//! Writing a delivery: its frame, with the counts and sums of what is put into it.

use std::io::Write;

use chrono::NaiveDate;

use super::records::{CODE, CREDITOR, Draft, GROUP, collect, delivery, end, register};
use super::tally::Delivery;
use crate::domain::money::Money;
use crate::formats::WriteError;
use crate::formats::fixed::{DoesNotFit, Field};
use crate::formats::writing::At;

/// Sections that a delivery may have (part 3).
const SECTIONS_MAX: u64 = 9_000;

/// What has been written of a section, or of the delivery.
#[derive(Clone, Copy, Default)]
struct Totals {
    money: u64,
    texts: u64,
    notes: u64,
    sum: Money,
}

impl Totals {
    fn join(&mut self, other: Totals) -> Result<(), WriteError> {
        self.money = self.money.saturating_add(other.money);
        self.texts = self.texts.saturating_add(other.texts);
        self.notes = self.notes.saturating_add(other.notes);
        self.sum = self.sum.plus(other.sum).map_err(|_| WriteError::Sum { part: 0 })?;
        Ok(())
    }
}

/// A delivery being written.
pub struct Sheet<'o> {
    out: &'o mut dyn Write,
    /// What is being written; for errors.
    pub at: At,
    kind: Delivery,
    section: Totals,
    whole: Totals,
    sections: u64,
    end: Draft,
}

/// Who sends or gets a delivery, and which it is.
pub struct Head<'a> {
    /// The data supplier: up to 8 digits.
    pub supplier: &'a str,
    /// The sub-system: up to 3 characters.
    pub system: &'a str,
    /// Number of the delivery.
    pub number: u32,
    /// When it is made.
    pub created_on: NaiveDate,
}

impl<'o> Sheet<'o> {
    /// Begins a delivery with its record 002.
    pub fn begin(out: &'o mut dyn Write, kind: Delivery, head: &Head<'_>) -> Result<Sheet<'o>, WriteError> {
        let mut sheet = Sheet {
            out,
            at: At::default(),
            kind,
            section: Totals::default(),
            whole: Totals::default(),
            sections: 0,
            end: Draft::filled(b' '),
        };
        let mut first = draft(b"BS002");
        let mut last = draft(b"BS992");
        for draft in [&mut first, &mut last] {
            sheet.fit("supplier", head.supplier, draft.digits(delivery::SUPPLIER, head.supplier))?;
            sheet.fit("sub-system", head.system, draft.left_windows(delivery::SYSTEM, head.system))?;
            sheet.fit("delivery type", kind.code(), draft.digits(delivery::TYPE, kind.code()))?;
        }
        sheet.fit("number", head.number, first.number(delivery::NUMBER, u64::from(head.number)))?;
        sheet.fit("date", head.created_on, first.ddmmyy(delivery::CREATED, Some(head.created_on)))?;
        sheet.end = last;
        sheet.record(&first)?;
        Ok(sheet)
    }

    /// Turns a value that does not fit into an error that names it.
    pub fn fit(&self, field: &'static str, value: impl ToString, fits: Result<(), DoesNotFit>) -> Result<(), WriteError> {
        self.at.fit(field, value, fits)
    }

    /// The error that a value cannot be written.
    pub fn misfit(&self, field: &'static str, value: impl ToString) -> WriteError {
        self.at.misfit(field, value)
    }

    /// The error that the item at hand cannot be asked for or told.
    pub fn foreign(&self) -> WriteError {
        self.at.not_in_format()
    }

    /// Puts an amount that must be no less than nothing.
    pub fn amount(&self, draft: &mut Draft, field: Field, amount: Money) -> Result<(), WriteError> {
        let minor = u64::try_from(amount.minor()).map_err(|_| DoesNotFit);
        self.fit("amount", amount, minor.and_then(|minor| draft.number(field, minor)))
    }

    /// Writes a record 012 and begins to count.
    pub fn open(&mut self, first: &Draft) -> Result<(), WriteError> {
        self.sections = self.sections.saturating_add(1);
        if self.sections > SECTIONS_MAX {
            return Err(self.misfit("sections", self.sections));
        }
        self.section = Totals::default();
        self.record(first)
    }

    /// Writes a record 042 with what it adds to the control sum.
    pub fn money(&mut self, draft: &Draft, amount: Money) -> Result<(), WriteError> {
        self.section.money = self.section.money.saturating_add(1);
        let sum = self.section.sum.plus(amount);
        self.section.sum = sum.map_err(|_| WriteError::Sum { part: self.at.part })?;
        self.record(draft)
    }

    /// Writes a record 022.
    pub fn note(&mut self, draft: &Draft) -> Result<(), WriteError> {
        self.section.notes = self.section.notes.saturating_add(1);
        self.record(draft)
    }

    /// Writes a record 052.
    pub fn text(&mut self, draft: &Draft) -> Result<(), WriteError> {
        self.section.texts = self.section.texts.saturating_add(1);
        self.record(draft)
    }

    /// Writes record 092 of a section with this PBS number, number and debtor group.
    pub fn close(&mut self, creditor: &str, code: &str, group: &str) -> Result<(), WriteError> {
        let mut last = draft(b"BS092");
        self.fit("creditor", creditor, last.digits(CREDITOR, creditor))?;
        self.fit("section", code, last.digits(CODE, code))?;
        let counts = self.section;
        let put = match self.kind {
            Delivery::Registrations => last
                .number(end::MONEY_0605, counts.money)
                .and_then(|()| last.number(register::END_ZEROS, 0))
                .and_then(|()| last.number(register::MORE_END_ZEROS, 0)),
            Delivery::Information => last
                .number(register::ZEROS, 0)
                .and_then(|()| last.number(end::NOTES_0621, counts.notes)),
            Delivery::Collections => last
                .number(collect::LINE, 0)
                .and_then(|()| last.digits(collect::GROUP, group))
                .and_then(|()| put_counts(&mut last, counts)),
            Delivery::Payments | Delivery::Mandates => last
                .number(register::ZEROS, 0)
                .and_then(|()| last.digits(GROUP, group))
                .and_then(|()| put_counts(&mut last, counts)),
        };
        put.map_err(|DoesNotFit| WriteError::Sum { part: self.at.part })?;
        self.whole.join(counts)?;
        self.record(&last)
    }

    /// Writes record 992.
    pub fn end(mut self) -> Result<(), WriteError> {
        let mut last = self.end;
        let counts = self.whole;
        let put = last.number(delivery::SECTIONS, self.sections).and_then(|()| match self.kind {
            Delivery::Information => last.number(end::MONEY, counts.notes).and_then(|()| last.number(end::REST_0621, 0)),
            _ => put_counts(&mut last, counts)
                .and_then(|()| last.number(end::ZEROS, 0))
                .and_then(|()| last.number(end::REST, 0)),
        });
        put.map_err(|DoesNotFit| WriteError::Sum { part: 0 })?;
        self.record(&last)
    }

    /// Writes a record without its final blanks.
    fn record(&mut self, draft: &Draft) -> Result<(), WriteError> {
        let bytes = draft.bytes();
        let length = bytes.iter().rposition(|b| *b != b' ').map_or(0, |last| last.saturating_add(1));
        self.out.write_all(bytes.get(..length).unwrap_or_default())?;
        Ok(self.out.write_all(b"\r\n")?)
    }
}

/// A blank record of this type.
pub fn draft(identity: &[u8; 5]) -> Draft {
    let mut draft = Draft::filled(b' ');
    draft.begin(identity);
    draft
}

fn put_counts(draft: &mut Draft, counts: Totals) -> Result<(), DoesNotFit> {
    let sum = u64::try_from(counts.sum.minor()).map_err(|_| DoesNotFit)?;
    draft.number(end::MONEY, counts.money)?;
    draft.number(end::SUM, sum)?;
    draft.number(end::TEXTS, counts.texts)?;
    draft.number(end::ADDRESSES, counts.notes)
}

/// A payer's number with us as it is compared: no zeros in front, capitals. Digits and letters only, Æ, Ø and Å among them,
/// up to 15 (part 1).
pub fn customer_number(text: &str) -> Result<String, DoesNotFit> {
    let number = text.trim_start_matches('0').to_uppercase();
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, 'Æ' | 'Ø' | 'Å');
    if (1..=15).contains(&number.chars().count()) && number.chars().all(sound) {
        Ok(number)
    } else {
        Err(DoesNotFit)
    }
}

/// Text cut into lines of at most `width` characters, between words where that can be.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    if text.chars().count() <= width {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used: usize = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let length = word.chars().count();
        if used > 0 && used.saturating_add(1).saturating_add(length) > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used = used.saturating_add(1);
        }
        for character in word.chars() {
            if used == width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(character);
            used = used.saturating_add(1);
        }
    }
    if used > 0 {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_words() {
        assert_eq!(wrapped("", 5), [""]);
        assert_eq!(wrapped("a  b ", 5), ["a  b "]);
        assert_eq!(wrapped("æøå en to", 5), ["æøå", "en to"]);
        assert_eq!(wrapped("en abcdefghijk to", 5), ["en", "abcde", "fghij", "k to"]);
        assert_eq!(wrapped("abcde fghij", 5), ["abcde", "fghij"]);
    }

    #[test]
    fn customer_numbers_are_compared_without_zeros_and_in_capitals() {
        assert_eq!(customer_number("00000000test001").as_deref(), Ok("TEST001"));
        assert_eq!(customer_number("ærø1").as_deref(), Ok("ÆRØ1"));
        for bad in ["", "000", "a b", "a&b", "é", "1234567890123456"] {
            assert_eq!(customer_number(bad), Err(DoesNotFit), "{bad}");
        }
    }
}
