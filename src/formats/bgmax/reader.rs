//! Reads BgMax: a start (01), sections (05 … 15) of payments (20 or 21 and what belongs to them), an end (70).

use std::ops::ControlFlow;

use super::payment::{Pending, Told, foreign};
use super::records::{deposit, end, section, start};
use super::scan::{Deposit, scan};
use crate::domain::bankfile::{Direction, Event, FileSummary, Finding, PARTS_MAX, PartSummary, Weight};
use crate::domain::money::{Money, MoneyError};
use crate::formats::bankgiro::{Days, Intake, Record, TYPE, Taken, WIDTH, check_count, check_sum, day, giro, number};
use crate::formats::by_line::{Halt, ON, Step, each_line};
use crate::formats::findings::{Code, Findings};
use crate::formats::fingerprint::Fingerprint;
use crate::formats::fixed::{Field, is_none};
use crate::formats::lines::Lines;
use crate::formats::{Input, ReadError, ReadOptions, Sink};

mod ends;

/// Reads a file; see [`crate::formats::Codec::read`].
///
/// # Errors
/// [`ReadError`].
pub fn read(input: &mut dyn Input, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<FileSummary, ReadError> {
    let before = scan(input)?;
    let mut lines = Lines::new(input, WIDTH);
    let mut reader = Reader::new(*options, sink, before.deposits, Intake::new(before.encoding));
    reader.halted = each_line(&mut lines, |lines| reader.line(lines))?;
    Ok(reader.finish(&lines))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing: record 01 comes first.
    Start,
    /// Between sections.
    Open,
    /// In a section.
    Section,
    /// Record 70 has been read.
    End,
}

/// A section being read.
struct Section {
    summary: PartSummary,
    currency: String,
    is_foreign: bool,
    deposit: Option<Deposit>,
    /// Records 20 and 21.
    count: u64,
    /// Money in less money out; `None` after an amount that cannot be read.
    net: Option<Money>,
}

impl Section {
    fn count(&mut self, pending: &Pending) -> Result<(), MoneyError> {
        self.count = self.count.saturating_add(1);
        self.net = match (self.net, pending.amount) {
            (Some(net), Some(amount)) => Some(match pending.direction {
                Direction::In => net.plus(amount)?,
                Direction::Out => net.minus(amount)?,
            }),
            _ => None,
        };
        Ok(())
    }
}

/// What record 70 counts.
#[derive(Default)]
struct Tally {
    payments: u64,
    deductions: u64,
    references: u64,
    deposits: u64,
    foreign: u64,
}

struct Reader<'o, 's> {
    options: ReadOptions,
    sink: &'o mut Sink<'s>,
    state: State,
    intake: Intake,
    deposits: Vec<Option<Deposit>>,
    current: Record,
    first: Record,
    pending: Option<Pending>,
    told: Told,
    section: Option<Section>,
    tally: Tally,
    /// False after records that cannot be told: then counts and sums say nothing.
    sound: bool,
    days: Days,
    /// The first record of a type we do not know, and how many there are.
    skipped: Option<(Finding, u64)>,
    findings: Findings,
    fingerprint: Fingerprint,
    summary: FileSummary,
    halted: bool,
}

impl<'o, 's> Reader<'o, 's> {
    fn new(options: ReadOptions, sink: &'o mut Sink<'s>, deposits: Vec<Option<Deposit>>, intake: Intake) -> Reader<'o, 's> {
        Reader {
            options,
            sink,
            state: State::Start,
            intake,
            deposits,
            current: Record::default(),
            first: Record::default(),
            pending: None,
            told: Told::default(),
            section: None,
            tally: Tally::default(),
            sound: true,
            days: Days::default(),
            skipped: None,
            findings: Findings::default(),
            fingerprint: Fingerprint::default(),
            summary: FileSummary::default(),
            halted: false,
        }
    }

    fn line(&mut self, lines: &Lines<'_>) -> Step {
        let taken = self.intake.take(&mut self.current, lines, &mut self.findings);
        if taken == Taken::Nothing {
            return self.unless_full();
        }
        self.fingerprint.record(self.current.normal());
        if taken == Taken::Record {
            self.record()?;
        } else {
            self.sound = false;
            self.pending = None;
            if self.state == State::Start {
                return ControlFlow::Break(Halt::Useless);
            }
        }
        self.unless_full()
    }

    fn unless_full(&self) -> Step {
        if self.findings.is_full() {
            ControlFlow::Break(Halt::Useless)
        } else {
            ON
        }
    }

    #[inline]
    fn record(&mut self) -> Step {
        match self.state {
            State::Section => self.in_section(),
            State::Start => self.begin(),
            State::Open => self.between_sections(),
            State::End => self.after_end(),
        }
    }

    fn begin(&mut self) -> Step {
        if TYPE.of(self.current.bytes()) != b"01" || self.current.text(start::NAME).trim_end() != "BGMAX" {
            self.findings
                .push(self.current.finding(Weight::Refuse, Code::WRONG_START, start::WHOLE, "01BGMAX"));
            return ControlFlow::Break(Halt::Useless);
        }
        self.state = State::Open;
        let mut refuse = |code, field: Field, expected: &str| {
            self.findings.push(self.current.finding(Weight::Refuse, code, field, expected));
        };
        let bytes = self.current.bytes();
        if start::VERSION.of(bytes) != b"01" {
            refuse(Code::LAYOUT, start::VERSION, "01");
        }
        if start::MARK.of(bytes) != b"P" {
            refuse(Code::TEST_FILE, start::MARK, "P");
        }
        self.summary.created_on = day(&self.current, start::MADE_ON, &mut self.findings);
        number(&self.current, start::MADE_AT, &mut self.findings);
        self.summary.identity = format!("BGMAX {}", self.current.text(start::MADE));
        self.check_ending();
        ON
    }

    fn between_sections(&mut self) -> Step {
        match TYPE.of(self.current.bytes()) {
            b"05" => return self.begin_section(),
            b"70" => self.end(),
            b"01" => {
                self.refuse(Code::RECORD_ORDER, "05 70");
                return ControlFlow::Break(Halt::Useless);
            }
            b"15" | b"20" | b"21" | b"22" | b"23" | b"25" | b"26" | b"27" | b"28" | b"29" => self.misplaced("05 70"),
            _ => self.skip(),
        }
        ON
    }

    fn begin_section(&mut self) -> Step {
        let number = self.summary.parts.len();
        if number >= PARTS_MAX {
            self.refuse(Code::TOO_MANY_PARTS, &PARTS_MAX.to_string());
            return ControlFlow::Break(Halt::Useless);
        }
        let bytes = self.current.bytes();
        let field = if is_none(section::BANKGIRO.of(bytes)) && !is_none(section::PLUSGIRO.of(bytes)) {
            section::PLUSGIRO
        } else {
            section::BANKGIRO
        };
        let account = giro(&self.current, field, &mut self.findings).unwrap_or_default();
        let currency = self.current.text(section::CURRENCY).to_owned();
        if !currency.bytes().all(|b| b.is_ascii_uppercase()) || currency.is_empty() {
            self.findings
                .push(self.current.finding(Weight::Refuse, Code::CURRENCY, section::CURRENCY, "SEK"));
        }
        if self.summary.recipient.is_empty() {
            // The file does not say who it is for, but all of it is for one.
            self.summary.recipient.clone_from(&account);
            self.summary.identity.push(' ');
            self.summary.identity.push_str(&account);
        }
        self.section = Some(Section {
            summary: PartSummary {
                line: self.current.line(),
                account_column: field.column(),
                account,
                read: true,
                format: super::CODEC.id,
                ..PartSummary::default()
            },
            is_foreign: currency != self.options.currency.code(),
            currency,
            deposit: self.deposits.get(number).copied().flatten(),
            count: 0,
            net: Some(Money::ZERO),
        });
        self.state = State::Section;
        ON
    }

    #[inline]
    fn in_section(&mut self) -> Step {
        match TYPE.of(self.current.bytes()) {
            b"20" | b"21" => {
                self.hand_on()?;
                self.first_record();
            }
            b"22" | b"23" | b"25" | b"26" | b"27" | b"28" | b"29" => self.follow(),
            b"15" => {
                self.hand_on()?;
                self.close_section();
            }
            b"05" => {
                self.misplaced("15");
                self.drop_section();
                return self.begin_section();
            }
            b"70" => {
                self.misplaced("15");
                self.drop_section();
                self.end();
            }
            b"01" => {
                self.misplaced("15");
                return ControlFlow::Break(Halt::Useless);
            }
            _ => self.skip(),
        }
        ON
    }

    #[inline]
    fn first_record(&mut self) {
        std::mem::swap(&mut self.first, &mut self.current);
        let Some(section) = &mut self.section else { return };
        let number = u32::try_from(section.count).unwrap_or(u32::MAX).saturating_add(1);
        let pending = Pending::read(&self.first, number, &mut self.told, &mut self.findings);
        let which = if pending.direction == Direction::Out {
            &mut self.tally.deductions
        } else {
            &mut self.tally.payments
        };
        *which = which.saturating_add(1);
        if section.count(&pending).is_err() {
            section.net = None;
            self.findings
                .push(self.first.finding(Weight::Refuse, Code::SUM_TOO_LARGE, super::records::payment::AMOUNT, ""));
        }
        self.pending = Some(pending);
    }

    #[inline]
    fn follow(&mut self) {
        if matches!(TYPE.of(self.current.bytes()), b"22" | b"23") {
            self.tally.references = self.tally.references.saturating_add(1);
        }
        let stands = match &mut self.pending {
            Some(pending) => pending.follow(&self.current, &self.first, &mut self.told, &mut self.findings),
            None => false,
        };
        if !stands {
            self.misplaced("20 21 15");
        }
    }

    /// Hands the payment on, unless the file is refused anyway.
    #[inline]
    fn hand_on(&mut self) -> Step {
        let (Some(pending), Some(section)) = (self.pending.take(), &self.section) else {
            return ON;
        };
        pending.check_shares(&self.first, &mut self.findings);
        let Some(deposit) = &section.deposit else { return ON };
        if self.findings.is_refused() || !self.sound {
            return ON;
        }
        let part = u32::try_from(self.summary.parts.len().saturating_add(1)).unwrap_or(u32::MAX);
        let account = &section.summary.account;
        let Some(record) = pending.record(&self.first, &mut self.told, part, account, deposit) else {
            return ON;
        };
        let told = if section.is_foreign {
            (self.sink)(Event::Notice(&foreign(&record, &section.currency)))
        } else {
            (self.sink)(Event::Payment(&record))
        };
        told.map_break(|()| Halt::Cancelled)
    }

    fn close_section(&mut self) {
        if let Some(section) = &mut self.section {
            let findings = &mut self.findings;
            let claimed = check_sum(&self.current, deposit::SUM, section.net.filter(|_| self.sound), findings);
            let count = if self.sound {
                check_count(&self.current, Code::COUNT_PAYMENTS, deposit::COUNT, section.count, findings)
            } else {
                section.count
            };
            let serial = number(&self.current, deposit::SERIAL, findings);
            section.summary.number = serial.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
            if let Some(date) = day(&self.current, deposit::DATE, findings) {
                self.days.check(&self.current, deposit::DATE, date, self.options.today, findings);
                section.summary.first_on = Some(date);
                section.summary.last_on = Some(date);
            }
            if deposit::CURRENCY.of(self.current.bytes()) != section.currency.as_bytes() {
                let finding = self
                    .current
                    .finding(Weight::Refuse, Code::CURRENCY, deposit::CURRENCY, section.currency.as_str());
                findings.push(finding);
            }
            section.summary.sum_claimed = claimed;
            section.summary.payments_claimed = count;
            self.tally.deposits = self.tally.deposits.saturating_add(1);
        }
        self.drop_section();
    }

    fn end(&mut self) {
        self.state = State::End;
        if !self.sound {
            return;
        }
        let (record, tally, findings) = (&self.current, &self.tally, &mut self.findings);
        let payments = check_count(record, Code::COUNT_PAYMENTS, end::PAYMENTS, tally.payments, findings);
        let deductions = check_count(record, Code::COUNT_PAYMENTS, end::DEDUCTIONS, tally.deductions, findings);
        check_count(record, Code::COUNT_RECORDS, end::REFERENCES, tally.references, findings);
        check_count(record, Code::COUNT_RECORDS, end::DEPOSITS, tally.deposits, findings);
        self.summary.payments_claimed = payments.saturating_add(deductions).saturating_sub(tally.foreign);
    }
}
