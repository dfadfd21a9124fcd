//! One payment: records 30 and 31, and 32 for types 20 and 21.

use chrono::NaiveDate;

use super::records::{ARCHIVE, LUMP, ORDERED, PAYER, SIGN, TEXT, TYPES, has_text, is_refund};
use crate::domain::bankfile::{Direction, PaymentRecord, Weight};
use crate::domain::money::Money;
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::{Dates, Field, digits};
use crate::formats::ny::{Counted, Record, TYPE, amount, known_number, number, transaction};

/// Which record comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// Record 31.
    Second,
    /// Record 32.
    Third,
}

/// A payment whose records have not all been read.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Which record comes next.
    pub awaits: Awaits,
    number: Option<u32>,
    amount: Option<Money>,
    direction: Direction,
    /// Whether the control sum takes it away.
    subtracted: bool,
    settled_on: Option<NaiveDate>,
    kind: Option<u8>,
    ordered_on: Option<NaiveDate>,
    archived: bool,
    payer_known: bool,
    sound: bool,
}

impl Pending {
    /// Reads record 30. What is wrong is told to `findings`.
    #[inline]
    pub fn read(first: &Record, dates: &mut Dates, findings: &mut Findings) -> Pending {
        let bytes = first.bytes();
        let kind = first.digits(TYPE).and_then(|k| u8::try_from(k).ok()).filter(|k| TYPES.contains(k));
        let number = number(first, transaction::NUMBER, findings).and_then(|n| u32::try_from(n).ok());
        let amount = amount(first, transaction::AMOUNT, findings);
        let settled_on = dates.ddmmyy(transaction::DATE.of(bytes));
        let lump = digits(LUMP.of(bytes));
        // A blank sign counts as 0 (Nets OCR giro, rule 15).
        let minus = match SIGN.of(bytes) {
            b"0" | b" " => Some(false),
            b"-" => Some(true),
            _ => None,
        };
        // Rule 19.
        if kind.is_none() {
            findings.push(first.finding(Weight::Refuse, Code::UNKNOWN_TYPE, TYPE, "10–21"));
        }
        // Rule 13.
        if settled_on.is_none() {
            findings.push(first.finding(Weight::Refuse, Code::SETTLEMENT_DATE, transaction::DATE, "DDMMYY"));
        }
        if lump.is_none() {
            findings.push(first.finding(Weight::Refuse, Code::NOT_DIGITS, LUMP, "0–9"));
        }
        if minus.is_none() {
            findings.push(first.finding(Weight::Refuse, Code::BAD_SIGN, SIGN, "0 -"));
        }
        let refund = kind.is_some_and(is_refund);
        let out = refund || minus == Some(true);
        Pending {
            awaits: Awaits::Second,
            number,
            amount: amount.filter(|_| minus.is_some()),
            direction: if out { Direction::Out } else { Direction::In },
            subtracted: !refund && minus == Some(true),
            settled_on,
            kind,
            ordered_on: None,
            archived: false,
            payer_known: false,
            sound: kind.is_some() && lump.is_some() && number.is_some(),
        }
    }

    /// A payment whose record 30 cannot be read.
    pub fn damaged(first: &Record) -> Pending {
        Pending {
            awaits: Awaits::Second,
            number: None,
            amount: None,
            direction: Direction::In,
            subtracted: false,
            settled_on: None,
            kind: first.digits(TYPE).and_then(|k| u8::try_from(k).ok()),
            ordered_on: None,
            archived: false,
            payer_known: false,
            sound: false,
        }
    }

    /// Reads record 31. True if that completes the payment.
    #[inline]
    pub fn read_second(&mut self, first: &Record, second: &Record, dates: &mut Dates, findings: &mut Findings) -> bool {
        self.check_same(first, second, findings);
        self.ordered_on = dates.ddmmyy(ORDERED.of(second.bytes()));
        self.archived = self.known_number(second, ARCHIVE, findings);
        self.payer_known = self.known_number(second, PAYER, findings);
        self.pass_second()
    }

    /// Takes record 31 as read. True if that completes the payment.
    #[inline]
    pub fn pass_second(&mut self) -> bool {
        self.awaits = Awaits::Third;
        !self.kind.is_some_and(has_text)
    }

    /// Marks that one of its records cannot be read.
    pub fn spoil(&mut self) {
        self.sound = false;
    }

    /// All records of one payment have the same number and type (rule 8).
    #[inline]
    pub fn check_same(&mut self, first: &Record, other: &Record, findings: &mut Findings) {
        for field in [TYPE, transaction::NUMBER] {
            if self.number.is_some() && field.of(first.bytes()) != field.of(other.bytes()) {
                self.sound = false;
                findings.push(other.finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, field, first.text(field)));
            }
        }
    }

    #[inline]
    fn known_number(&mut self, record: &Record, field: Field, findings: &mut Findings) -> bool {
        let known = known_number(record, field, findings);
        self.sound &= known.is_some();
        known == Some(true)
    }

    /// What it counts for.
    #[inline]
    pub fn counted(&self) -> Counted {
        Counted {
            number: self.number,
            amount: self.amount,
            subtracted: self.subtracted,
            booked: Some(self.direction),
            date: self.settled_on,
        }
    }

    /// The whole payment; `None` if one of its fields cannot be read.
    #[inline]
    pub fn record<'a>(
        &self,
        first: &'a Record,
        second: &'a Record,
        third: Option<&'a Record>,
        part: u32,
        account: &'a str,
    ) -> Option<PaymentRecord<'a>> {
        if !self.sound {
            return None;
        }
        let texts = (first.as_text(), second.as_text());
        let reference = texts.0.trimmed(transaction::KID);
        let text = third.map(|t| t.text(TEXT).trim_end_matches(' '));
        Some(PaymentRecord {
            line: first.line(),
            offset: first.offset(),
            length: first.length_to(third.unwrap_or(second)),
            part,
            number: self.number?,
            payee_account: account,
            kind: texts.0.field(TYPE),
            direction: self.direction,
            settled_on: self.settled_on?,
            ordered_on: self.ordered_on,
            lump_key: texts.0.field(LUMP),
            amount: self.amount?,
            reference: Some(reference).filter(|r| !r.is_empty()),
            several: false,
            payer_name: None,
            payer_number: None,
            payer_account: self.payer_known.then(|| texts.1.field(PAYER)),
            archive_reference: self.archived.then(|| texts.1.field(ARCHIVE)),
            text: text.filter(|t| !t.is_empty()),
        })
    }
}
