//! Records 042 of delivery 0602: one payment, or one draw that failed.

use std::fmt::Write;

use chrono::{Days, Months, NaiveDate};

use super::frame::At;
use super::reader::{customer, known};
use super::records::{CODE, Record, paid};
use super::tally::{Section, amount, number};
use crate::domain::bankfile::{Direction, PaymentRecord, Weight};
use crate::domain::money::Money;
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::{Dates, Field, is_none};

/// Payments booked longer ago than this are told of.
const OLD_MONTHS: Months = Months::new(13);

/// Payments are told some days before the money moves (part 13.2); what is further away is asked about.
const AHEAD: Days = Days::new(31);

/// What is common to all payments of one entry of the bank statement: automatic payments and slips of a debtor group come
/// as one sum each for every day, so it is PBS number, debtor group, section and day in 23 digits.
#[derive(Clone, Debug, Default)]
pub struct Lump {
    text: String,
}

impl Lump {
    /// The key of a payment of this section booked on this day, `DDMMYY`.
    #[inline]
    pub fn of(&mut self, record: &Record, section: &str, day: Field) -> &str {
        let texts = record.as_text();
        let pieces = [
            texts.field(super::records::CREDITOR),
            texts.field(super::records::GROUP),
            section,
            texts.field(day),
        ];
        // In most files nearly all are the same.
        let mut rest = self.text.as_str();
        let same = pieces.iter().all(|piece| match rest.strip_prefix(piece) {
            Some(tail) => {
                rest = tail;
                true
            }
            None => false,
        });
        if !same || !rest.is_empty() {
            self.text.clear();
            self.text.extend(pieces);
        }
        &self.text
    }

    /// The key as [`Lump::of`] makes it.
    pub fn key(creditor: &str, group: &str, section: &str, day: NaiveDate) -> String {
        let mut key = format!("{creditor:0>8}{group:0>5}{section}");
        // Writing to a string cannot fail.
        let _ = write!(key, "{}", day.format("%d%m%y"));
        key
    }
}

/// What a record 042 says in figures.
#[derive(Clone, Copy, Debug)]
pub struct Paid {
    /// Whether no money came.
    pub failed: bool,
    /// In or out.
    pub direction: Direction,
    /// The day we asked for.
    pub due_on: Option<NaiveDate>,
    /// What we asked for.
    pub asked: Money,
    amount: Money,
    settled_on: Option<NaiveDate>,
    paid_on: Option<NaiveDate>,
    booked: bool,
    number: u32,
    slip: bool,
    sound: bool,
}

/// Where sections 0211 and 0215 have the same things.
struct Places {
    due: Field,
    sign: Field,
    asked: Field,
}

impl Paid {
    /// Reads one of section 0211, and counts it. What is wrong is told; `None` if figures cannot be read.
    #[inline]
    pub fn automatic(at: &mut At<'_>) -> Option<Paid> {
        let places = Places {
            due: paid::DUE,
            sign: paid::SIGN,
            asked: paid::ASKED,
        };
        let mandate = number(at.record, paid::MANDATE, at.findings);
        let read = Paid::read(at, &places, false);
        read.filter(|_| mandate.is_some())
    }

    /// Reads one of section 0215.
    pub fn slip(at: &mut At<'_>) -> Option<Paid> {
        let places = Places {
            due: paid::SLIP_DUE,
            sign: paid::SLIP_SIGN,
            asked: paid::SLIP_ASKED,
        };
        number(at.record, paid::SLIP_TYPE, at.findings);
        number(at.record, paid::FEE, at.findings);
        Paid::read(at, &places, true)
    }

    #[inline]
    fn read(at: &mut At<'_>, places: &Places, slip: bool) -> Option<Paid> {
        let record = &*at.record;
        let bytes = record.bytes();
        let back = matches!(CODE.of(bytes), b"0239" | b"0299");
        let failed = matches!(CODE.of(bytes), b"0237" | b"0238");
        let asked = amount(record, places.asked, at.findings);
        let amount = amount(record, paid::AMOUNT, at.findings);
        let due_on = date(record, places.due, at.dates, at.findings);
        let paid_on = date(record, paid::PAID_ON, at.dates, at.findings);
        let booked_on = date(record, paid::BOOKED_ON, at.dates, at.findings);
        let sign = places.sign.of(bytes);
        let nothing = asked.is_none_or(Money::is_zero) && amount.is_none_or(Money::is_zero);
        let sign_sound = matches!(sign, b"1" | b"2") || (sign == b"0" && nothing);
        if !sign_sound {
            let expected = if nothing { "0 1 2" } else { "1 2" };
            at.findings
                .push(record.finding(Weight::Refuse, Code::BAD_SIGN, places.sign, expected));
        }
        if failed && amount.is_some_and(|a| !a.is_zero()) {
            at.findings
                .push(record.finding(Weight::Refuse, Code::BAD_AMOUNT, paid::AMOUNT, "0"));
        }
        let settled_on = booked_on.or(paid_on);
        let dated = failed || settled_on.is_some();
        if !dated && is_none(paid::PAID_ON.of(bytes)) && is_none(paid::BOOKED_ON.of(bytes)) {
            at.findings
                .push(record.finding(Weight::Refuse, Code::SETTLEMENT_DATE, paid::BOOKED_ON, "DDMMYY"));
        }
        let direction = if back == (sign == b"2") { Direction::In } else { Direction::Out };
        let read = Paid {
            failed,
            direction,
            due_on,
            asked: asked.unwrap_or(Money::ZERO),
            amount: amount.unwrap_or(Money::ZERO),
            settled_on,
            paid_on,
            booked: booked_on.is_some(),
            number: u32::try_from(at.section.tally.money).unwrap_or(u32::MAX),
            slip,
            sound: sign_sound && dated,
        };
        if asked.is_none() || amount.is_none() {
            at.section.tally.sums_sound = false;
        }
        read.count(at);
        (asked.is_some() && amount.is_some()).then_some(read)
    }

    /// Counts it, and what dates there are.
    #[inline]
    fn count(&self, at: &mut At<'_>) {
        let tally = &mut at.section.tally;
        let booked = match self.direction {
            Direction::In => self.amount,
            Direction::Out => self.amount.negated(),
        };
        let with_failed = if self.failed { self.asked } else { self.amount };
        if tally.add(self.amount, with_failed, booked).is_err() {
            tally.overflow(at.record, paid::AMOUNT, at.findings);
        }
        if self.failed {
            return;
        }
        tally.payments = tally.payments.saturating_add(1);
        let Some(date) = self.settled_on else { return };
        let summary = &mut at.section.summary;
        if summary.last_on == Some(date) {
            return;
        }
        summary.first_on = Some(summary.first_on.map_or(date, |d| d.min(date)));
        summary.last_on = Some(summary.last_on.map_or(date, |d| d.max(date)));
        let today = at.options.today;
        let field = self.settled_field();
        if date > today.checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX) && !at.section.future_told {
            at.section.future_told = true;
            at.findings
                .push(at.record.finding(Weight::Ask, Code::FUTURE_DATE, field, today.to_string()));
        }
        let oldest = today.checked_sub_months(OLD_MONTHS).unwrap_or(NaiveDate::MIN);
        if date < oldest && !at.section.old_told {
            at.section.old_told = true;
            at.findings
                .push(at.record.finding(Weight::Warn, Code::OLD_DATE, field, oldest.to_string()));
        }
    }

    /// Where the day stands that it is booked on.
    #[inline]
    pub fn settled_field(&self) -> Field {
        if self.booked { paid::BOOKED_ON } else { paid::PAID_ON }
    }

    /// The payment; `None` if one of its fields cannot be read.
    #[inline]
    pub fn record<'a>(&self, record: &'a Record, section: &'a Section, lump: &'a str) -> Option<PaymentRecord<'a>> {
        if !self.sound {
            return None;
        }
        let texts = record.as_text();
        let (number_field, reference_field) = if self.slip {
            (paid::SLIP_CUSTOMER, paid::SLIP_REFERENCE)
        } else {
            (paid::CUSTOMER, paid::REFERENCE)
        };
        let (reference, text) = reference_or_text(texts.trimmed(reference_field));
        Some(PaymentRecord {
            line: record.line(),
            offset: record.offset(),
            length: u32::try_from(record.end().saturating_sub(record.offset())).unwrap_or(u32::MAX),
            part: section.part,
            number: self.number,
            payee_account: &section.summary.account,
            kind: texts.field(CODE),
            direction: self.direction,
            settled_on: self.settled_on?,
            ordered_on: self.paid_on,
            lump_key: lump,
            amount: self.amount,
            reference,
            several: false,
            payer_account: None,
            payer_name: None,
            payer_number: customer(texts.trimmed(number_field)),
            archive_reference: self.slip.then(|| known(texts.field(paid::ARCHIVE))).flatten(),
            text,
        })
    }
}

/// Our own reference is a payment reference if it is digits, else a text.
#[inline]
fn reference_or_text(own: &str) -> (Option<&str>, Option<&str>) {
    match known(own) {
        Some(own) if own.bytes().all(|b| b.is_ascii_digit()) => (Some(own), None),
        other => (None, other),
    }
}

/// A date, or none; an impossible one refuses the file (part 14).
#[inline]
pub fn date(record: &Record, field: Field, dates: &mut Dates, findings: &mut Findings) -> Option<NaiveDate> {
    let raw = field.of(record.bytes());
    let date = dates.ddmmyy(raw);
    if date.is_none() && !is_none(raw) {
        findings.push(record.finding(Weight::Refuse, Code::SETTLEMENT_DATE, field, "DDMMYY"));
    }
    date
}
