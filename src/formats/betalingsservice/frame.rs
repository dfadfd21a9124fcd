//! What all deliveries have in common: an envelope perhaps, record 002, sections (012 … 092), record 992.

use std::ops::ControlFlow;

use super::records::{CODE, CREDITOR, IDENTITY, Record, WIDTH, delivery};
use super::tally::{Delivery, Section, Tally, close_delivery, number};
use crate::domain::bankfile::{FileSummary, PARTS_MAX, Weight};
use crate::formats::by_line::{Halt, ON, Step, each_line};
use crate::formats::findings::{Code, Findings};
use crate::formats::fingerprint::Fingerprint;
use crate::formats::fixed::{Dates, Fit, is_none};
use crate::formats::lines::Lines;
use crate::formats::{Input, ReadError, ReadOptions};

mod odd;

/// What stands inside a section, and what is done with it.
pub trait Body {
    /// The deliveries it reads.
    const TAKES: &'static [Delivery];
    /// Their types, for telling what was expected.
    const EXPECTED: &'static str;
    /// Whether programs on the way may have made UTF-8 of it; what we wrote ourselves is Windows-1252, whatever its bytes look like.
    const MAY_BE_UTF8: bool;
    /// A delivery begins with this record 002.
    fn start(&mut self, record: &Record);
    /// A section begins with the record at hand. False if it is of a kind that is not read.
    fn open(&mut self, at: &mut At<'_>) -> bool;
    /// A record inside a section: 022, 042, 052 or 062. It may be taken and another one left in its place.
    fn record(&mut self, kind: Kind, at: &mut At<'_>) -> ControlFlow<()>;
    /// The section ends.
    fn close(&mut self, at: &mut At<'_>) -> ControlFlow<()>;
}

/// Where the body stands.
pub struct At<'a> {
    /// The record at hand.
    pub record: &'a mut Record,
    /// The section it stands in.
    pub section: &'a mut Section,
    /// For reading dates.
    pub dates: &'a mut Dates,
    /// Where to tell what is wrong.
    pub findings: &'a mut Findings,
    /// What the reader was told about the world.
    pub options: &'a ReadOptions,
}

/// The records inside a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 022.
    Note,
    /// 042.
    Money,
    /// 052.
    Text,
    /// 062.
    SlipText,
}

impl Kind {
    fn of(identity: &[u8]) -> Option<Kind> {
        match identity {
            b"BS022" => Some(Kind::Note),
            b"BS042" => Some(Kind::Money),
            b"BS052" => Some(Kind::Text),
            b"BS062" => Some(Kind::SlipText),
            _ => None,
        }
    }
}

/// Reads a file with a body.
///
/// # Errors
/// [`ReadError`].
pub fn read<B: Body>(input: &mut dyn Input, options: &ReadOptions, body: B) -> Result<(FileSummary, B), ReadError> {
    let mut lines = Lines::new(input, WIDTH);
    let mut frame = Frame::new(*options, body);
    frame.halted = each_line(&mut lines, |lines| frame.line(lines))?;
    Ok(frame.finish(&lines))
}

/// What has been opened and not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing: record 002 comes first.
    Start,
    /// The delivery.
    Open,
    /// A section.
    Section,
    /// Record 992 has been read.
    End,
}

/// The envelope that some transmissions are wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Envelope {
    /// There is none.
    None,
    /// Open; so many lines since.
    Open(u64),
    /// Closed.
    Closed,
}

struct Frame<B> {
    options: ReadOptions,
    body: B,
    state: State,
    envelope: Envelope,
    kind: Delivery,
    /// The record at hand; `fits` says whether its fields can be read.
    current: Record,
    fits: bool,
    section: Option<Section>,
    sections: u64,
    /// What record 992 has to repeat of record 002.
    same: String,
    file: Tally,
    dates: Dates,
    findings: Findings,
    fingerprint: Fingerprint,
    summary: FileSummary,
    utf8_told: bool,
    blank_told: bool,
    mark_told: bool,
    halted: bool,
}

impl<B: Body> Frame<B> {
    fn new(options: ReadOptions, body: B) -> Frame<B> {
        Frame {
            options,
            body,
            state: State::Start,
            envelope: Envelope::None,
            kind: Delivery::Payments,
            current: Record::default(),
            fits: true,
            section: None,
            sections: 0,
            same: String::new(),
            file: Tally::default(),
            dates: Dates::new(options.today),
            findings: Findings::default(),
            fingerprint: Fingerprint::default(),
            summary: FileSummary::default(),
            utf8_told: false,
            blank_told: false,
            mark_told: false,
            halted: false,
        }
    }

    fn line(&mut self, lines: &Lines<'_>) -> Step {
        let fit = self
            .current
            .load_short(lines.bytes(), lines.number(), lines.offset(), lines.length(), B::MAY_BE_UTF8);
        self.fits = true;
        let unusual = fit != Fit::Exact || !lines.is_ended() || matches!(self.state, State::Start | State::End);
        if unusual || !lines.bytes().starts_with(b"BS") {
            let taken = self.unusual(lines, fit)?;
            if !taken {
                return self.unless_full();
            }
        }
        if let Envelope::Open(count) = &mut self.envelope {
            *count = count.saturating_add(1);
        }
        self.fingerprint.record(self.current.normal());
        self.record()?;
        self.unless_full()
    }

    fn unless_full(&self) -> Step {
        if self.findings.is_full() {
            ControlFlow::Break(Halt::Useless)
        } else {
            ON
        }
    }

    fn record(&mut self) -> Step {
        let kind = Kind::of(IDENTITY.of(self.current.bytes()));
        match (self.state, kind) {
            (State::Section, Some(kind)) => self.inside(kind),
            (State::Start, _) => self.begin(),
            (_, Some(_)) => {
                self.misplaced("BS012 BS992");
                ON
            }
            (_, None) => self.between(),
        }
    }

    fn begin(&mut self) -> Step {
        if IDENTITY.of(self.current.bytes()) != b"BS002" {
            self.refuse(Code::NOT_BETALINGSSERVICE, "BS002");
            return ControlFlow::Break(Halt::Useless);
        }
        self.state = State::Open;
        if !self.fits {
            return ON;
        }
        let record = &self.current;
        let kind = Delivery::of(record.text(delivery::TYPE)).filter(|kind| B::TAKES.contains(kind));
        let Some(kind) = kind else {
            let finding = record.finding(Weight::Refuse, Code::UNKNOWN_DELIVERY, delivery::TYPE, B::EXPECTED);
            self.findings.push(finding);
            return ControlFlow::Break(Halt::Useless);
        };
        self.kind = kind;
        for field in [delivery::SUPPLIER, delivery::NUMBER] {
            number(record, field, &mut self.findings);
        }
        record.text(delivery::KEY).clone_into(&mut self.summary.identity);
        record.text(delivery::SUPPLIER).clone_into(&mut self.summary.recipient);
        record.text(delivery::SAME).clone_into(&mut self.same);
        let raw = delivery::CREATED.of(record.bytes());
        self.summary.created_on = self.dates.ddmmyy(raw);
        if self.summary.created_on.is_none() && !is_none(raw) {
            let finding = record.finding(Weight::Refuse, Code::SETTLEMENT_DATE, delivery::CREATED, "DDMMYY");
            self.findings.push(finding);
        }
        self.body.start(record);
        ON
    }

    /// A record that is not inside a section, wherever it stands.
    fn between(&mut self) -> Step {
        let inside = self.state == State::Section;
        match IDENTITY.of(self.current.bytes()) {
            b"BS012" => {
                if inside {
                    self.misplaced("BS092");
                    self.drop_section();
                }
                return self.begin_section();
            }
            b"BS092" if inside => return self.end_section(),
            b"BS992" => {
                if inside {
                    self.misplaced("BS092");
                    self.drop_section();
                }
                self.end();
            }
            b"BS002" => {
                self.misplaced("BS012 BS992");
                return ControlFlow::Break(Halt::Useless);
            }
            b"BS092" => self.misplaced("BS012 BS992"),
            _ => self.unknown_record(),
        }
        ON
    }

    fn begin_section(&mut self) -> Step {
        if self.summary.parts.len() >= PARTS_MAX {
            self.refuse(Code::TOO_MANY_PARTS, &PARTS_MAX.to_string());
            return ControlFlow::Break(Halt::Useless);
        }
        self.sections = self.sections.saturating_add(1);
        let part = u32::try_from(self.sections).unwrap_or(u32::MAX);
        let mut section = Section::begin(&self.current, self.kind, part);
        if self.fits {
            number(&self.current, CREDITOR, &mut self.findings);
            number(&self.current, CODE, &mut self.findings);
            if let Some(field) = self.kind.group() {
                number(&self.current, field, &mut self.findings);
                self.current.text(field).clone_into(&mut section.summary.agreement);
            }
            section.summary.read = self.body.open(&mut At {
                record: &mut self.current,
                section: &mut section,
                dates: &mut self.dates,
                findings: &mut self.findings,
                options: &self.options,
            });
            if section.summary.read {
                section.summary.format = super::ID;
            }
        }
        self.section = Some(section);
        self.state = State::Section;
        ON
    }

    #[inline]
    fn inside(&mut self, kind: Kind) -> Step {
        let Some(section) = &mut self.section else { return ON };
        let tally = &mut section.tally;
        match kind {
            Kind::Money => tally.money = tally.money.saturating_add(1),
            Kind::Note => tally.notes = tally.notes.saturating_add(1),
            Kind::Text | Kind::SlipText => tally.texts = tally.texts.saturating_add(1),
        }
        if !self.fits || !section.summary.read {
            return ON;
        }
        if CREDITOR.of(self.current.bytes()) != section.summary.account.as_bytes() {
            let wanted = section.summary.account.as_str();
            let finding = self.current.finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, CREDITOR, wanted);
            self.findings.push(finding);
        }
        let mut at = At {
            record: &mut self.current,
            section,
            dates: &mut self.dates,
            findings: &mut self.findings,
            options: &self.options,
        };
        self.body.record(kind, &mut at).map_break(|()| Halt::Cancelled)
    }

    fn end_section(&mut self) -> Step {
        if let Some(section) = &mut self.section {
            if section.summary.read {
                let mut at = At {
                    record: &mut self.current,
                    section,
                    dates: &mut self.dates,
                    findings: &mut self.findings,
                    options: &self.options,
                };
                self.body.close(&mut at).map_break(|()| Halt::Cancelled)?;
            }
            if self.fits {
                section.close(&self.current, &mut self.findings);
            }
        }
        self.drop_section();
        ON
    }

    /// Ends the section at hand, with or without its end record.
    fn drop_section(&mut self) {
        if let Some(section) = self.section.take() {
            let summary = section.finish(&mut self.file, &self.current, &mut self.findings);
            self.summary.parts.push(summary);
        }
        self.state = State::Open;
    }

    fn end(&mut self) {
        self.state = State::End;
        if !self.fits {
            return;
        }
        if self.current.text(delivery::SAME) != self.same {
            let finding = self
                .current
                .finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, delivery::SAME, self.same.as_str());
            self.findings.push(finding);
        }
        let (sum, sum_claimed, payments) = close_delivery(&self.file, self.sections, self.kind, &self.current, &mut self.findings);
        self.summary.sum = sum;
        self.summary.sum_claimed = sum_claimed;
        self.summary.payments_claimed = payments;
    }
}
