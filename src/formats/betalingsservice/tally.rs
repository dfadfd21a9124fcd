//! What is counted while reading, and what the end records say about it.

use super::records::{CODE, CREDITOR, GROUP, Record, collect, delivery, end};
use crate::domain::bankfile::{PartSummary, Weight};
use crate::domain::money::{Money, MoneyError};
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::{Field, is_none};

/// The types of delivery (part 2 of our reading).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// 0601: what is to be collected.
    Collections,
    /// 0602: what became of payments.
    Payments,
    /// 0603: agreements.
    Mandates,
    /// 0605: agreements to be registered, changed or ended.
    Registrations,
    /// 0621: how a delivery of ours was taken.
    Information,
}

impl Delivery {
    const ALL: [(Delivery, &'static str); 5] = [
        (Delivery::Collections, "0601"),
        (Delivery::Payments, "0602"),
        (Delivery::Mandates, "0603"),
        (Delivery::Registrations, "0605"),
        (Delivery::Information, "0621"),
    ];

    /// The delivery of this type.
    pub fn of(code: &str) -> Option<Delivery> {
        Delivery::ALL.iter().find(|(_, c)| *c == code).map(|(delivery, _)| *delivery)
    }

    /// Its type.
    pub fn code(self) -> &'static str {
        Delivery::ALL
            .iter()
            .find(|(delivery, _)| *delivery == self)
            .map_or("", |(_, code)| code)
    }

    /// The record types its sections may have.
    pub fn records(self) -> &'static str {
        match self {
            Delivery::Collections => "BS022 BS042 BS052 BS092",
            Delivery::Payments => "BS042 BS022 BS052 BS092",
            Delivery::Mandates | Delivery::Registrations => "BS042 BS092",
            Delivery::Information => "BS022 BS092",
        }
    }

    /// Where records 012 and 092 have the debtor group.
    pub fn group(self) -> Option<Field> {
        match self {
            Delivery::Collections => Some(collect::GROUP),
            Delivery::Payments | Delivery::Mandates => Some(GROUP),
            Delivery::Registrations | Delivery::Information => None,
        }
    }

    /// How long its record 992 is, which ends in zeros and so is never cut.
    pub fn end_width(self) -> usize {
        match self {
            Delivery::Information => 79,
            _ => 128,
        }
    }

    fn section_end(self) -> Counts<Option<Field>> {
        match self {
            Delivery::Registrations => Counts {
                money: Some(end::MONEY_0605),
                ..Counts::default()
            },
            Delivery::Information => Counts {
                notes: Some(end::NOTES_0621),
                ..Counts::default()
            },
            _ => Counts::FULL,
        }
    }

    fn delivery_end(self) -> Counts<Option<Field>> {
        match self {
            Delivery::Information => Counts {
                notes: Some(end::MONEY),
                ..Counts::default()
            },
            _ => Counts::FULL,
        }
    }
}

/// One value for each thing that end records count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts<T> {
    /// Records 042.
    pub money: T,
    /// Records 052 and 062.
    pub texts: T,
    /// Records 022.
    pub notes: T,
    /// Control sum.
    pub sum: T,
}

impl Counts<Option<Field>> {
    const FULL: Counts<Option<Field>> = Counts {
        money: Some(end::MONEY),
        texts: Some(end::TEXTS),
        notes: Some(end::ADDRESSES),
        sum: Some(end::SUM),
    };
}

/// Counts of a section, or of the whole delivery.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// Records 042.
    pub money: u64,
    /// Records 052 and 062.
    pub texts: u64,
    /// Records 022.
    pub notes: u64,
    /// Payments among the records 042.
    pub payments: u64,
    /// Events that are no payments.
    pub notices: u64,
    /// The control sum by what was paid.
    pub sum: Money,
    /// The control sum as the guide's examples have it: what was asked for counts where a draw failed.
    pub with_failed: Money,
    /// The control sums as accepted, of the delivery.
    pub accepted: Money,
    /// Money in less money out.
    pub booked: Money,
    /// False after records that cannot be told: then counts and sums say nothing.
    pub counts_sound: bool,
    /// False after amounts that cannot be read: then sums say nothing.
    pub sums_sound: bool,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            money: 0,
            texts: 0,
            notes: 0,
            payments: 0,
            notices: 0,
            sum: Money::ZERO,
            with_failed: Money::ZERO,
            accepted: Money::ZERO,
            booked: Money::ZERO,
            counts_sound: true,
            sums_sound: true,
        }
    }
}

impl Tally {
    /// Something structural is wrong: comparing with end records would only repeat it.
    pub fn spoil(&mut self) {
        self.counts_sound = false;
        self.sums_sound = false;
    }

    /// Adds an amount to the control sum, and what of it moved.
    #[inline]
    pub fn add(&mut self, counted: Money, with_failed: Money, booked: Money) -> Result<(), MoneyError> {
        self.sum = self.sum.plus(counted)?;
        self.with_failed = self.with_failed.plus(with_failed)?;
        self.booked = self.booked.plus(booked)?;
        Ok(())
    }

    /// Tells of a sum too large to keep, once.
    pub fn overflow(&mut self, record: &Record, field: Field, findings: &mut Findings) {
        if self.sums_sound {
            findings.push(record.finding(Weight::Refuse, Code::SUM_TOO_LARGE, field, ""));
        }
        self.sums_sound = false;
    }

    fn join(&mut self, other: &Tally) -> Result<(), MoneyError> {
        self.money = self.money.saturating_add(other.money);
        self.texts = self.texts.saturating_add(other.texts);
        self.notes = self.notes.saturating_add(other.notes);
        self.payments = self.payments.saturating_add(other.payments);
        self.notices = self.notices.saturating_add(other.notices);
        self.counts_sound &= other.counts_sound;
        self.sums_sound &= other.sums_sound;
        self.accepted = self.accepted.plus(other.accepted)?;
        self.add(other.sum, other.with_failed, other.booked)
    }

    /// Compares with an end record. A control sum that also has what failed is accepted with a warning, as is at the end
    /// of the delivery the sum of what its sections were accepted with; then that is the sum returned.
    fn compare(&self, record: &Record, fields: &Counts<Option<Field>>, claims: &Counts<Option<u64>>, findings: &mut Findings) -> Money {
        let mut check = |code, field: Option<Field>, claimed: Option<u64>, counted: u64| {
            if let Some(field) = field
                && self.counts_sound
                && claimed.is_some_and(|c| c != counted)
            {
                findings.push(record.finding(Weight::Refuse, code, field, counted.to_string()));
            }
        };
        check(Code::COUNT_PAYMENTS, fields.money, claims.money, self.money);
        check(Code::COUNT_RECORDS, fields.texts, claims.texts, self.texts);
        check(Code::COUNT_RECORDS, fields.notes, claims.notes, self.notes);
        let claimed = claims.sum.and_then(|sum| i64::try_from(sum).ok()).map(Money::from_minor);
        let (Some(claimed), true) = (claimed, self.sums_sound) else {
            return self.sum;
        };
        if claimed == self.sum {
            return claimed;
        }
        let expected = self.sum.minor().to_string();
        if claimed == self.accepted {
            return claimed;
        }
        if claimed == self.with_failed {
            findings.push(record.finding(Weight::Warn, Code::FAILED_IN_SUM, end::SUM, expected));
            return claimed;
        }
        findings.push(record.finding(Weight::Refuse, Code::SUM, end::SUM, expected));
        self.sum
    }
}

/// The section being read.
#[derive(Clone, Debug)]
pub struct Section {
    /// What is known of it.
    pub summary: PartSummary,
    /// The delivery it stands in.
    pub delivery: Delivery,
    /// Its number among the sections of the delivery, from 1.
    pub part: u32,
    /// Its counts.
    pub tally: Tally,
    /// Whether it was told that payments are booked long after today.
    pub future_told: bool,
    /// Whether it was told that payments were booked long ago.
    pub old_told: bool,
    /// Whether it was told that texts stand alone.
    pub alone_told: bool,
    /// Number of the section type as text.
    pub code: String,
}

impl Section {
    /// A section that begins with this record 012.
    pub fn begin(record: &Record, kind: Delivery, part: u32) -> Section {
        let code = record.text(CODE).to_owned();
        Section {
            summary: PartSummary {
                line: record.line(),
                account_column: CREDITOR.column(),
                account: record.text(CREDITOR).to_owned(),
                number: code.parse().unwrap_or(0),
                ..PartSummary::default()
            },
            delivery: kind,
            part,
            tally: Tally::default(),
            future_told: false,
            old_told: false,
            alone_told: false,
            code,
        }
    }

    /// Compares with record 092.
    pub fn close(&mut self, record: &Record, findings: &mut Findings) {
        let mut same = vec![(CREDITOR, &self.summary.account), (CODE, &self.code)];
        if let Some(group) = self.delivery.group() {
            same.push((group, &self.summary.agreement));
        }
        for (field, wanted) in same {
            if record.text(field) != wanted.as_str() {
                findings.push(record.finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, field, wanted.as_str()));
            }
        }
        let fields = self.delivery.section_end();
        let claims = claims(record, &fields, true, findings);
        let others = self.tally.money.saturating_sub(self.tally.payments);
        if self.summary.read {
            self.tally.accepted = self.tally.compare(record, &fields, &claims, findings);
        } else {
            self.tally.sum = sum_of(&claims);
            self.tally.with_failed = self.tally.sum;
            self.tally.accepted = self.tally.sum;
        }
        self.summary.payments_claimed = claims.money.unwrap_or(0).saturating_sub(others);
        self.summary.sum_claimed = sum_of(&claims);
    }

    /// Ends the section: adds it to the delivery's tally and gives its summary. `record` is where it ended.
    pub fn finish(mut self, whole: &mut Tally, record: &Record, findings: &mut Findings) -> PartSummary {
        if whole.join(&self.tally).is_err() {
            whole.overflow(record, end::SUM, findings);
        }
        self.summary.payments_counted = self.tally.payments;
        self.summary.notices = self.tally.notices;
        self.summary.sum_counted = self.tally.accepted;
        self.summary.booked = if self.tally.sums_sound { self.tally.booked } else { Money::ZERO };
        self.summary
    }
}

/// Compares the whole delivery with record 992; gives the sum accepted, the sum claimed and the payments claimed.
pub fn close_delivery(tally: &Tally, sections: u64, kind: Delivery, record: &Record, findings: &mut Findings) -> (Money, Money, u64) {
    let fields = kind.delivery_end();
    let claimed_sections = number(record, delivery::SECTIONS, findings);
    if tally.counts_sound && claimed_sections.is_some_and(|n| n != sections) {
        findings.push(record.finding(Weight::Refuse, Code::COUNT_PARTS, delivery::SECTIONS, sections.to_string()));
    }
    let claims = claims(record, &fields, false, findings);
    let accepted = tally.compare(record, &fields, &claims, findings);
    let others = tally.money.saturating_sub(tally.payments);
    (accepted, sum_of(&claims), claims.money.unwrap_or(0).saturating_sub(others))
}

fn claims(record: &Record, fields: &Counts<Option<Field>>, may_be_blank: bool, findings: &mut Findings) -> Counts<Option<u64>> {
    let mut read = |field: Option<Field>, blank: bool| {
        let field = field?;
        if blank && is_none(field.of(record.bytes())) {
            return Some(0);
        }
        number(record, field, findings)
    };
    Counts {
        money: read(fields.money, false),
        sum: read(fields.sum, false),
        texts: read(fields.texts, may_be_blank),
        notes: read(fields.notes, may_be_blank),
    }
}

fn sum_of(claims: &Counts<Option<u64>>) -> Money {
    Money::from_minor(claims.sum.and_then(|sum| i64::try_from(sum).ok()).unwrap_or(0))
}

/// The number in a numeric field; anything but digits refuses the file (part 14).
#[inline]
pub fn number(record: &Record, field: Field, findings: &mut Findings) -> Option<u64> {
    let value = record.digits(field);
    if value.is_none() {
        findings.push(record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"));
    }
    value
}

/// The amount in a field of up to 13 digits, which is never more than we keep.
#[inline]
pub fn amount(record: &Record, field: Field, findings: &mut Findings) -> Option<Money> {
    number(record, field, findings)
        .and_then(|minor| i64::try_from(minor).ok())
        .map(Money::from_minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of amounts that leave what is kept would be more than 100 MB long.
    #[test]
    fn sums_that_cannot_be_kept_are_told_once() {
        let record = Record::default();
        let mut findings = Findings::default();
        let most = Money::from_minor(i64::MAX);
        let one = Money::from_minor(1);
        let mut whole = Tally::default();
        for _ in 0..3 {
            let mut section = Section::begin(&record, Delivery::Payments, 1);
            assert!(section.tally.add(most, Money::ZERO, Money::ZERO).is_ok());
            for _ in 0..2 {
                assert!(section.tally.add(one, Money::ZERO, Money::ZERO).is_err());
                section.tally.overflow(&record, end::SUM, &mut findings);
            }
            section.finish(&mut whole, &record, &mut findings);
        }
        assert!(!whole.sums_sound);
        let list = findings.into_list();
        assert!(list.iter().all(|f| f.code == "sum-too-large" && f.weight == Weight::Refuse));
        // Once for each section; the delivery's is known by then.
        assert_eq!(list.len(), 3);
        let mut findings = Findings::default();
        let mut whole = Tally::default();
        for _ in 0..3 {
            let mut section = Section::begin(&record, Delivery::Payments, 1);
            assert!(section.tally.add(most, Money::ZERO, Money::ZERO).is_ok());
            section.finish(&mut whole, &record, &mut findings);
        }
        assert!(findings.is_refused());
        assert_eq!(findings.into_list().len(), 1);
    }
}
