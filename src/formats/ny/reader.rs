//! Reads a transmission (records 10 … 89) of assignments (20 … 88), each of which its service reads.

use std::ops::ControlFlow;

use super::assignment::Part;
use super::context::{Context, Taken, number};
use super::records::{IDENTITY, Record, SERVICE, WIDTH, start};
use super::rules::Tally;
use super::service::{self, Service};
use crate::domain::bankfile::{FileSummary, Finding, PARTS_MAX, Weight};
use crate::formats::avtalegiro::mandates;
use crate::formats::by_line::{Halt, ON, Step, each_line};
use crate::formats::direct_remittance::Settlement;
use crate::formats::findings::{Code, Findings};
use crate::formats::fingerprint::Fingerprint;
use crate::formats::fixed::{Dates, Fit};
use crate::formats::lines::Lines;
use crate::formats::ocr_giro::Payments;
use crate::formats::{Input, ReadError, ReadOptions, Sink};

mod ends;
mod odd;

const END_OF_FILE: u8 = 0x1a;
/// What may stand between assignments.
const BETWEEN: &str = "NY....20 NY000089";

/// Reads a file; see [`crate::formats::Codec::read`].
///
/// # Errors
/// [`ReadError`].
pub fn read(input: &mut dyn Input, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<FileSummary, ReadError> {
    let mut lines = Lines::new(input, WIDTH);
    let mut reader = Reader::new(*options, sink);
    reader.halted = each_line(&mut lines, |lines| reader.line(lines))?;
    Ok(reader.finish(&lines))
}

/// What has been opened and not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing: record 10 comes first.
    Start,
    /// The transmission.
    Open,
    /// An assignment of ours.
    Part,
    /// An assignment of another service.
    Skip,
    /// Record 89 has been read.
    End,
}

struct Reader<'o, 's> {
    at: Context<'o, 's>,
    state: State,
    payments: Payments,
    settlement: Settlement,
    file: Tally,
    fingerprint: Fingerprint,
    summary: FileSummary,
    /// That the file goes to the bank, told if all its parts do.
    to_bank: Option<Finding>,
    parts_to_bank: usize,
    utf8_told: bool,
    collapsed_told: bool,
    blank_told: bool,
    mark_told: bool,
    halted: bool,
}

impl<'o, 's> Reader<'o, 's> {
    fn new(options: ReadOptions, sink: &'o mut Sink<'s>) -> Reader<'o, 's> {
        Reader {
            at: Context {
                options,
                sink,
                current: Record::default(),
                fits: true,
                part: None,
                part_number: 0,
                dates: Dates::new(options.today),
                findings: Findings::default(),
            },
            state: State::Start,
            payments: Payments::default(),
            settlement: Settlement::default(),
            file: Tally::default(),
            fingerprint: Fingerprint::default(),
            summary: FileSummary::default(),
            to_bank: None,
            parts_to_bank: 0,
            utf8_told: false,
            collapsed_told: false,
            blank_told: false,
            mark_told: false,
            halted: false,
        }
    }

    fn line(&mut self, lines: &Lines<'_>) -> Step {
        let fit = self.at.current.load(lines.bytes(), lines.number(), lines.offset(), lines.length());
        self.at.fits = true;
        if fit != Fit::Exact || self.state == State::Start || self.state == State::End {
            let taken = self.unusual(lines, fit)?;
            if !taken {
                return self.unless_full();
            }
        }
        self.fingerprint.record(self.at.current.normal());
        self.file.records = self.file.records.saturating_add(1);
        self.record()?;
        self.unless_full()
    }

    fn unless_full(&self) -> Step {
        if self.at.findings.is_full() {
            ControlFlow::Break(Halt::Useless)
        } else {
            ON
        }
    }

    fn record(&mut self) -> Step {
        if !self.at.current.bytes().starts_with(b"NY") {
            return self.not_a_record();
        }
        match self.state {
            State::Part => return self.in_part(),
            State::Start => return self.begin(),
            State::Open => return self.between_parts(),
            State::Skip => self.in_skipped(),
            State::End => {}
        }
        ON
    }

    fn begin(&mut self) -> Step {
        if self.identity() != b"NY000010" {
            self.refuse(Code::NOT_OCR_GIRO, "NY000010");
            return ControlFlow::Break(Halt::Useless);
        }
        self.state = State::Open;
        if self.at.fits {
            for field in [start::TRANSMITTER, start::NUMBER, start::RECIPIENT] {
                number(&self.at.current, field, &mut self.at.findings);
            }
            self.at.current.text(start::KEY).clone_into(&mut self.summary.identity);
            self.at.current.text(start::RECIPIENT).clone_into(&mut self.summary.recipient);
        }
        ON
    }

    fn between_parts(&mut self) -> Step {
        match self.identity() {
            _ if self.ends_file() => self.end(),
            b"NY000010" => {
                self.refuse(Code::RECORD_ORDER, BETWEEN);
                return ControlFlow::Break(Halt::Useless);
            }
            _ if self.is(b"20") && SERVICE.of(self.at.current.bytes()) != b"00" => return self.begin_part(),
            _ => self.misplaced(BETWEEN),
        }
        ON
    }

    fn begin_part(&mut self) -> Step {
        if self.summary.parts.len() >= PARTS_MAX {
            self.refuse(Code::TOO_MANY_PARTS, &PARTS_MAX.to_string());
            return ControlFlow::Break(Halt::Useless);
        }
        let record = &self.at.current;
        let service = Service::of(record, &self.summary.recipient);
        let mut part = Part::begin(record, service);
        if self.at.fits {
            part.describe(record, &mut self.at.findings);
        }
        match service {
            Service::Payments | Service::Mandates | Service::Settlement => {}
            Service::ToBank => {
                self.at
                    .findings
                    .push(record.finding(Weight::Warn, Code::OUTGOING_PART, IDENTITY, ""));
                self.part_to_bank();
            }
            // Rule 18.
            Service::Other => {
                let finding = record.finding(Weight::Warn, Code::SERVICE_SKIPPED, IDENTITY, service::READ);
                self.at.findings.push(finding);
            }
        }
        self.at.part = Some(part);
        self.at.part_number = u32::try_from(self.summary.parts.len().saturating_add(1)).unwrap_or(u32::MAX);
        self.state = if service.is_read() { State::Part } else { State::Skip };
        ON
    }

    /// Remembers that the part at hand goes to the bank.
    fn part_to_bank(&mut self) {
        self.parts_to_bank = self.parts_to_bank.saturating_add(1);
        let record = &self.at.current;
        self.to_bank
            .get_or_insert_with(|| record.finding(Weight::Refuse, Code::OUTGOING_FILE, IDENTITY, ""));
    }

    fn in_part(&mut self) -> Step {
        let Some(part) = &mut self.at.part else { return ON };
        part.tally.records = part.tally.records.saturating_add(1);
        let service = part.service;
        if SERVICE.of(self.at.current.bytes()) != service.digits() {
            return self.out_of_order();
        }
        match self.hand_to(service) {
            Taken::Done => {}
            Taken::Ends => self.end_part(),
            Taken::Misplaced => return self.out_of_order(),
            Taken::Unknown(expected) => self.unknown_record(expected),
            Taken::ToBank => self.turn_to_bank(),
            Taken::Cancelled => return ControlFlow::Break(Halt::Cancelled),
        }
        ON
    }

    /// Lets the service read the record at hand.
    #[inline]
    fn hand_to(&mut self, service: Service) -> Taken {
        match service {
            Service::Payments => self.payments.record(&mut self.at),
            Service::Mandates => mandates::record(&mut self.at),
            Service::Settlement => self.settlement.record(&mut self.at),
            Service::ToBank | Service::Other => Taken::Done,
        }
    }
}
