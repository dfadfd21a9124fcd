//! What the services share while a transmission is read.

use super::assignment::Part;
use super::records::{Record, end};
use super::rules::Counted;
use crate::domain::bankfile::Weight;
use crate::domain::money::{LARGEST_STATED, Money};
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::{Dates, Field, digits, is_none};
use crate::formats::{ReadOptions, Sink};

/// What the services share while a transmission is read.
pub struct Context<'o, 's> {
    /// What the reader was told.
    pub options: ReadOptions,
    /// Where events go.
    pub sink: &'o mut Sink<'s>,
    /// The record at hand.
    pub current: Record,
    /// Whether its fields can be read.
    pub fits: bool,
    /// The part it stands in.
    pub part: Option<Part>,
    /// The number of that part, from 1.
    pub part_number: u32,
    /// Dates in two-digit years.
    pub dates: Dates,
    /// What was noticed.
    pub findings: Findings,
}

/// What a service made of a record of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was read.
    Done,
    /// It ends the part.
    Ends,
    /// It may not stand here.
    Misplaced,
    /// There is no such record in the service; these there are.
    Unknown(&'static str),
    /// It shows that the part is an order of ours to the bank.
    ToBank,
    /// The sink broke off.
    Cancelled,
}

impl Context<'_, '_> {
    /// Counts a transaction of which the first record has been read.
    #[inline]
    pub fn count(&mut self, counted: &Counted, first: &Record) {
        if let Some(part) = &mut self.part {
            part.count(counted, first, self.options.today, &mut self.findings);
        }
    }

    /// Counts a transaction that the record at hand is all of.
    pub fn count_current(&mut self, counted: &Counted) {
        if let Some(part) = &mut self.part {
            part.count(counted, &self.current, self.options.today, &mut self.findings);
        }
    }

    /// Counts a transaction of which the first record cannot be read.
    pub fn count_damaged(&mut self) {
        if let Some(part) = &mut self.part {
            part.tally.transactions = part.tally.transactions.saturating_add(1);
        }
    }

    /// Refuses the file for a field of the record at hand.
    pub fn refuse(&mut self, code: Code, field: Field, expected: &str) {
        let finding = self.current.finding(Weight::Refuse, code, field, expected);
        self.findings.push(finding);
    }
}

/// The number in a field we use; anything but digits refuses the file (Nets OCR giro, rule 10).
#[inline]
pub fn number(record: &Record, field: Field, findings: &mut Findings) -> Option<u64> {
    let value = record.digits(field);
    if value.is_none() {
        findings.push(record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"));
    }
    value
}

/// Whether a field that may be empty has a number in it; `None` if there is something else.
#[inline]
pub fn known_number(record: &Record, field: Field, findings: &mut Findings) -> Option<bool> {
    let bytes = field.of(record.bytes());
    match digits(bytes) {
        Some(number) => Some(number != 0),
        None if is_none(bytes) => Some(false),
        None => {
            findings.push(record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"));
            None
        }
    }
}

/// An amount of money in a field. One transaction may be no larger than we keep (rule 32); a sum may.
#[inline]
pub fn amount(record: &Record, field: Field, findings: &mut Findings) -> Option<Money> {
    let minor = i64::try_from(number(record, field, findings)?).ok()?;
    if minor > LARGEST_STATED && field != end::SUM {
        let largest = Money::from_minor(LARGEST_STATED).to_string();
        findings.push(record.finding(Weight::Refuse, Code::AMOUNT_TOO_LARGE, field, largest));
        return None;
    }
    Some(Money::from_minor(minor))
}
