//! Reads OCR giro: one transmission (records 10 … 89) of assignments (20 … 88) of payments (30 31, or 30 31 32).

use std::ops::ControlFlow;

use super::payment::{Awaits, Pending, number};
use super::records::{IDENTITY, RECORD, Record, SERVICE, TYPE, WIDTH, start};
use super::rules::{Part, Tally};
use crate::domain::bankfile::{Event, FileSummary, PARTS_MAX, Weight};
use crate::formats::findings::{Code, Findings};
use crate::formats::fingerprint::Fingerprint;
use crate::formats::fixed::{Dates, Fit};
use crate::formats::lines::Lines;
use crate::formats::{Input, ReadError, ReadOptions, Sink};

mod ends;
mod odd;

const OUR_SERVICE: &[u8] = b"09";
const END_OF_FILE: u8 = 0x1a;

/// Reads a file; see [`crate::formats::Codec::read`].
///
/// # Errors
/// [`ReadError`].
pub fn read(input: &mut dyn Input, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<FileSummary, ReadError> {
    let mut lines = Lines::new(input, WIDTH);
    let mut reader = Reader::new(*options, sink);
    while lines.advance()? {
        match reader.line(&lines) {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(Halt::Cancelled) => return Err(ReadError::Cancelled),
            ControlFlow::Break(Halt::Useless) => {
                reader.halted = true;
                break;
            }
        }
    }
    Ok(reader.finish(&lines))
}

/// Why reading stops before the end.
enum Halt {
    /// The sink broke off.
    Cancelled,
    /// What follows cannot be understood, or there are findings enough.
    Useless,
}

type Step = ControlFlow<Halt>;
const ON: Step = ControlFlow::Continue(());

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
    options: ReadOptions,
    sink: &'o mut Sink<'s>,
    state: State,
    /// The record at hand; `fits` says whether its fields can be read.
    current: Record,
    fits: bool,
    first: Record,
    second: Record,
    pending: Option<Pending>,
    part: Option<Part>,
    file: Tally,
    dates: Dates,
    findings: Findings,
    fingerprint: Fingerprint,
    summary: FileSummary,
    utf8_told: bool,
    collapsed_told: bool,
    blank_told: bool,
    mark_told: bool,
    halted: bool,
}

impl<'o, 's> Reader<'o, 's> {
    fn new(options: ReadOptions, sink: &'o mut Sink<'s>) -> Reader<'o, 's> {
        Reader {
            options,
            sink,
            state: State::Start,
            current: Record::default(),
            fits: true,
            first: Record::default(),
            second: Record::default(),
            pending: None,
            part: None,
            file: Tally::default(),
            dates: Dates::new(options.today),
            findings: Findings::default(),
            fingerprint: Fingerprint::default(),
            summary: FileSummary::default(),
            utf8_told: false,
            collapsed_told: false,
            blank_told: false,
            mark_told: false,
            halted: false,
        }
    }

    fn line(&mut self, lines: &Lines<'_>) -> Step {
        let fit = self.current.load(lines.bytes(), lines.number(), lines.offset(), lines.length());
        self.fits = true;
        if fit != Fit::Exact || self.state == State::Start || self.state == State::End {
            let taken = self.unusual(lines, fit)?;
            if !taken {
                return self.unless_full();
            }
        }
        self.fingerprint.record(self.current.normal());
        self.file.records = self.file.records.saturating_add(1);
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
        if !self.current.bytes().starts_with(b"NY") {
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
        if self.fits {
            for field in [start::TRANSMITTER, start::NUMBER, start::RECIPIENT] {
                number(&self.current, field, &mut self.findings);
            }
            self.current.text(start::KEY).clone_into(&mut self.summary.identity);
            self.current.text(start::RECIPIENT).clone_into(&mut self.summary.recipient);
        }
        ON
    }

    fn between_parts(&mut self) -> Step {
        match self.identity() {
            b"NY000089" => self.end(),
            b"NY000010" => {
                self.refuse(Code::RECORD_ORDER, "NY090020 NY000089");
                return ControlFlow::Break(Halt::Useless);
            }
            _ if self.is(b"20") && SERVICE.of(self.current.bytes()) != b"00" => return self.begin_part(),
            _ => self.misplaced("NY090020 NY000089"),
        }
        ON
    }

    fn begin_part(&mut self) -> Step {
        if self.summary.parts.len() >= PARTS_MAX {
            self.refuse(Code::TOO_MANY_PARTS, &PARTS_MAX.to_string());
            return ControlFlow::Break(Halt::Useless);
        }
        let ours = self.identity() == b"NY090020";
        let mut part = Part::begin(&self.current, ours);
        if self.fits {
            part.describe(&self.current, &mut self.findings);
        }
        if !ours {
            // Rule 18.
            let finding = self.current.finding(Weight::Warn, Code::SERVICE_SKIPPED, IDENTITY, "NY090020");
            self.findings.push(finding);
        }
        self.part = Some(part);
        self.state = if ours { State::Part } else { State::Skip };
        ON
    }

    fn in_part(&mut self) -> Step {
        if let Some(part) = &mut self.part {
            part.tally.records = part.tally.records.saturating_add(1);
        }
        if SERVICE.of(self.current.bytes()) == OUR_SERVICE {
            let awaits = self.pending.as_ref().map(|p| p.awaits);
            match (RECORD.of(self.current.bytes()), awaits) {
                (b"30", None) => self.first_record(),
                (b"31", Some(Awaits::Second)) => return self.second_record(),
                (b"32", Some(Awaits::Third)) => return self.third_record(),
                (b"88", None) if TYPE.of(self.current.bytes()) == b"00" => self.end_part(),
                (b"20" | b"30" | b"31" | b"32" | b"88", _) => return self.out_of_order(),
                _ => self.unknown_record(),
            }
            return ON;
        }
        self.out_of_order()
    }

    #[inline]
    fn first_record(&mut self) {
        std::mem::swap(&mut self.first, &mut self.current);
        let Some(part) = &mut self.part else { return };
        if self.fits {
            let pending = Pending::read(&self.first, &mut self.dates, &mut self.findings);
            part.count(&pending, &self.first, self.options.today, &mut self.findings);
            self.pending = Some(pending);
        } else {
            part.tally.payments = part.tally.payments.saturating_add(1);
            self.pending = Some(Pending::damaged(&self.first));
        }
    }

    #[inline]
    fn second_record(&mut self) -> Step {
        std::mem::swap(&mut self.second, &mut self.current);
        let Some(pending) = &mut self.pending else { return ON };
        let complete = if self.fits {
            pending.read_second(&self.first, &self.second, &mut self.dates, &mut self.findings)
        } else {
            pending.spoil();
            pending.pass_second()
        };
        if complete { self.hand_on(false) } else { ON }
    }

    fn third_record(&mut self) -> Step {
        if let Some(pending) = &mut self.pending {
            if self.fits {
                pending.check_same(&self.first, &self.current, &mut self.findings);
            } else {
                pending.spoil();
            }
        }
        self.hand_on(true)
    }

    /// Hands the payment on, unless the file is refused anyway.
    #[inline]
    fn hand_on(&mut self, with_text: bool) -> Step {
        let (Some(pending), Some(part)) = (self.pending.take(), &self.part) else {
            return ON;
        };
        if self.findings.is_refused() {
            return ON;
        }
        let number = u32::try_from(self.summary.parts.len().saturating_add(1)).unwrap_or(u32::MAX);
        let third = with_text.then_some(&self.current);
        match pending.record(&self.first, &self.second, third, number, &part.summary.account) {
            Some(record) => (self.sink)(Event::Payment(&record)).map_break(|()| Halt::Cancelled),
            None => ON,
        }
    }
}
