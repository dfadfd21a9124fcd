//! One payment: records 30 and 31, and 32 for types 20 and 21.

use chrono::NaiveDate;

use super::records::{Record, TYPE, TYPES, end, has_text, is_refund, payment};
use crate::domain::bankfile::{Direction, PaymentRecord, Weight};
use crate::domain::money::{LARGEST_STATED, Money};
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::{Dates, Field, digits, is_none};

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
    /// Its number in the part.
    pub number: Option<u32>,
    /// Its amount, if it can be read.
    pub amount: Option<Money>,
    /// In or out.
    pub direction: Direction,
    /// Whether the control sum takes it away.
    pub subtracted: bool,
    /// When it was booked.
    pub settled_on: Option<NaiveDate>,
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
        let number = number(first, payment::NUMBER, findings).and_then(|n| u32::try_from(n).ok());
        let amount = amount(first, payment::AMOUNT, findings);
        let settled_on = dates.ddmmyy(payment::SETTLED.of(bytes));
        let lump = digits(payment::LUMP.of(bytes));
        // A blank sign counts as 0 (Nets OCR giro, rule 15).
        let minus = match payment::SIGN.of(bytes) {
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
            findings.push(first.finding(Weight::Refuse, Code::SETTLEMENT_DATE, payment::SETTLED, "DDMMYY"));
        }
        if lump.is_none() {
            findings.push(first.finding(Weight::Refuse, Code::NOT_DIGITS, payment::LUMP, "0–9"));
        }
        if minus.is_none() {
            findings.push(first.finding(Weight::Refuse, Code::BAD_SIGN, payment::SIGN, "0 -"));
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
        self.ordered_on = dates.ddmmyy(payment::ORDERED.of(second.bytes()));
        self.archived = self.known_number(second, payment::ARCHIVE, findings);
        self.payer_known = self.known_number(second, payment::PAYER, findings);
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
        for field in [TYPE, payment::NUMBER] {
            if self.number.is_some() && field.of(first.bytes()) != field.of(other.bytes()) {
                self.sound = false;
                findings.push(other.finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, field, first.text(field)));
            }
        }
    }

    /// Whether a field that may be empty has a number in it.
    #[inline]
    fn known_number(&mut self, record: &Record, field: Field, findings: &mut Findings) -> bool {
        let bytes = field.of(record.bytes());
        match digits(bytes) {
            Some(number) => number != 0,
            None if is_none(bytes) => false,
            None => {
                self.sound = false;
                findings.push(record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"));
                false
            }
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
        let end = third.unwrap_or(second).end();
        let texts = (first.as_text(), second.as_text());
        let reference = texts.0.trimmed(payment::KID);
        let text = third.map(|t| t.text(payment::TEXT).trim_end_matches(' '));
        Some(PaymentRecord {
            line: first.line(),
            offset: first.offset(),
            length: u32::try_from(end.saturating_sub(first.offset())).unwrap_or(u32::MAX),
            part,
            number: self.number?,
            payee_account: account,
            kind: texts.0.field(TYPE),
            direction: self.direction,
            settled_on: self.settled_on?,
            ordered_on: self.ordered_on,
            lump_key: texts.0.field(payment::LUMP),
            amount: self.amount?,
            reference: Some(reference).filter(|r| !r.is_empty()),
            several: false,
            payer_name: None,
            payer_number: None,
            payer_account: self.payer_known.then(|| texts.1.field(payment::PAYER)),
            archive_reference: self.archived.then(|| texts.1.field(payment::ARCHIVE)),
            text: text.filter(|t| !t.is_empty()),
        })
    }
}

/// The number in a field we use; anything but digits refuses the file (rule 10).
#[inline]
pub fn number(record: &Record, field: Field, findings: &mut Findings) -> Option<u64> {
    let value = record.digits(field);
    if value.is_none() {
        findings.push(record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"));
    }
    value
}

/// An amount of money in a field. One payment may be no larger than we keep (rule 32); a sum may.
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
