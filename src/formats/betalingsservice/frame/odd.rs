//! The lines that are not simply the next record: envelope, blank, too long, cut, after the end; and the end itself.

use std::ops::ControlFlow;

use super::{Body, Envelope, Frame, Halt, ON, State, Step};
use crate::domain::bankfile::{FileSummary, Finding, Weight};
use crate::domain::money::Money;
use crate::formats::betalingsservice::records::{IDENTITY, WIDTH};
use crate::formats::findings::Code;
use crate::formats::fixed::{Fit, digits};
use crate::formats::lines::{Lines, is_blank};

const END_OF_FILE: u8 = 0x1a;
const ENVELOPE: &[u8] = b"PBCNET";
/// Digits of the line count that ends an envelope.
const COUNT_WIDTH: usize = 6;

impl<B: Body> Frame<B> {
    /// Looks at a line that is not simply the next record. False if it is to be passed over.
    pub(super) fn unusual(&mut self, lines: &Lines<'_>, fit: Fit) -> ControlFlow<Halt, bool> {
        let content = lines.bytes();
        if lines.number() == 1 && lines.had_byte_order_mark() {
            self.tell(Weight::Warn, Code::BYTE_ORDER_MARK, 1, "", "");
        }
        if is_blank(content) {
            self.blank();
            return ControlFlow::Continue(false);
        }
        if self.state == State::Start && lines.is_unbroken() {
            self.tell(Weight::Warn, Code::NO_LINE_ENDS, 0, "", "");
        }
        if content.starts_with(ENVELOPE) {
            return self.envelope(lines).map_continue(|()| false);
        }
        if self.state == State::End {
            self.after_end(content)?;
            return ControlFlow::Continue(false);
        }
        if !lines.is_ended() {
            return self.unended(lines, fit);
        }
        match fit {
            Fit::Exact => self.taken(content),
            Fit::Utf8 => {
                if !self.utf8_told {
                    self.utf8_told = true;
                    self.tell(Weight::Warn, Code::UTF8, 0, "", "ISO-8859-1");
                }
                self.taken(content)
            }
            Fit::Not(length) => self.wrong_length(content, length),
        }
    }

    /// Whether a line of a record's length is one.
    fn taken(&mut self, content: &[u8]) -> ControlFlow<Halt, bool> {
        if self.state == State::Start || content.starts_with(b"BS") {
            return ControlFlow::Continue(true);
        }
        self.refuse(Code::NOT_A_RECORD, "BS");
        self.spoil();
        ControlFlow::Continue(false)
    }

    /// The envelope (part 9): its first line `PBCNET00` or `PBCNET30`, its last `PBCNET90` with the number of lines
    /// between in the last six digits.
    fn envelope(&mut self, lines: &Lines<'_>) -> Step {
        let kind = lines
            .bytes()
            .get(ENVELOPE.len()..)
            .and_then(|rest| rest.get(..2))
            .unwrap_or_default();
        match (kind, self.envelope, self.state) {
            (b"00" | b"30", Envelope::None, State::Start) => self.envelope = Envelope::Open(0),
            (b"90", Envelope::Open(count), State::End) => {
                self.envelope = Envelope::Closed;
                self.check_envelope(lines, count);
            }
            (_, _, State::Start) => {
                self.refuse(Code::NOT_BETALINGSSERVICE, "BS002 PBCNET00 PBCNET30");
                return ControlFlow::Break(Halt::Useless);
            }
            (_, Envelope::Closed, _) => {
                self.refuse(Code::SECOND_TRANSMISSION, "");
                return ControlFlow::Break(Halt::Useless);
            }
            _ => self.misplaced(if self.state == State::End { "" } else { "BS992" }),
        }
        ON
    }

    fn check_envelope(&mut self, lines: &Lines<'_>, count: u64) {
        let line = lines.bytes().trim_ascii_end();
        let start = line.len().saturating_sub(COUNT_WIDTH);
        let column = u32::try_from(start).unwrap_or(0).saturating_add(1);
        let raw = line.get(start..).unwrap_or_default();
        let found = String::from_utf8_lossy(raw).into_owned();
        match digits(raw).filter(|_| start >= ENVELOPE.len().saturating_add(2)) {
            Some(claimed) if claimed == count => {}
            Some(_) => self.tell(Weight::Refuse, Code::COUNT_LINES, column, &found, &count.to_string()),
            None => self.tell(Weight::Refuse, Code::NOT_DIGITS, column, &found, "0–9"),
        }
    }

    /// A blank line is allowed before the first record and after the last.
    fn blank(&mut self) {
        let inside = matches!(self.envelope, Envelope::Open(_)) || !matches!(self.state, State::Start | State::End);
        if inside {
            self.tell(Weight::Refuse, Code::WRONG_LENGTH, 1, "0", &WIDTH.to_string());
            self.spoil();
        } else if !self.blank_told {
            self.blank_told = true;
            self.tell(Weight::Warn, Code::BLANK_LINES, 0, "", "");
        }
    }

    /// Only the envelope's end and one end-of-file mark may follow the end (part 14).
    fn after_end(&mut self, content: &[u8]) -> Step {
        if content.trim_ascii() == [END_OF_FILE] && !self.mark_told {
            self.mark_told = true;
            self.tell(Weight::Warn, Code::END_OF_FILE_MARK, 1, "", "");
            return ON;
        }
        let another = content.starts_with(b"BS002");
        let code = if another { Code::SECOND_TRANSMISSION } else { Code::AFTER_END };
        self.refuse(code, "");
        ControlFlow::Break(Halt::Useless)
    }

    /// The last line of a file that ends without a line end. Since lines may be short, only record 992, which ends in
    /// zeros, tells by its length that nothing is missing.
    fn unended(&mut self, lines: &Lines<'_>, fit: Fit) -> ControlFlow<Halt, bool> {
        let mut content = lines.bytes();
        if let Some(record) = content.strip_suffix(&[END_OF_FILE]) {
            content = record;
            self.mark_told = true;
            let column = u32::try_from(record.len()).unwrap_or(0).saturating_add(1);
            self.tell(Weight::Warn, Code::END_OF_FILE_MARK, column, "", "");
            self.current
                .load_short(record, lines.number(), lines.offset(), lines.length().saturating_sub(1), B::MAY_BE_UTF8);
        } else if let Fit::Not(length) = fit {
            return self.wrong_length(content, length);
        }
        let whole = content.starts_with(b"BS992") && content.len() >= self.kind.end_width();
        if whole {
            return ControlFlow::Continue(true);
        }
        if self.state == State::Start && !content.starts_with(b"BS002") && !b"BS002".starts_with(content) {
            self.refuse(Code::NOT_BETALINGSSERVICE, "BS002");
            return ControlFlow::Break(Halt::Useless);
        }
        let column = u32::try_from(content.len()).unwrap_or(0).saturating_add(1);
        self.tell(Weight::Refuse, Code::TRUNCATED, column, "", "BS992");
        ControlFlow::Break(Halt::Useless)
    }

    /// The line is still taken as the record it begins as, so that what follows can be looked at.
    fn wrong_length(&mut self, content: &[u8], length: u64) -> ControlFlow<Halt, bool> {
        if self.state == State::Start && !content.starts_with(b"BS002") {
            self.refuse(Code::NOT_BETALINGSSERVICE, "BS002");
            return ControlFlow::Break(Halt::Useless);
        }
        let column = u32::try_from(WIDTH).unwrap_or(0).saturating_add(1);
        self.tell(Weight::Refuse, Code::WRONG_LENGTH, column, &length.to_string(), &WIDTH.to_string());
        self.spoil();
        self.fits = false;
        ControlFlow::Continue(content.starts_with(b"BS"))
    }

    /// A record type that the delivery does not have.
    pub(super) fn unknown_record(&mut self) {
        let expected = if self.state == State::Section {
            self.kind.records()
        } else {
            "BS012 BS992"
        };
        self.refuse(Code::UNKNOWN_RECORD, expected);
        self.spoil();
    }

    /// A record that may not stand here.
    pub(super) fn misplaced(&mut self, expected: &str) {
        // Of a damaged record that has been told already.
        if self.fits {
            self.refuse(Code::RECORD_ORDER, expected);
        }
        self.spoil();
    }

    /// Counts and sums say nothing any more.
    fn spoil(&mut self) {
        self.file.spoil();
        if let Some(section) = &mut self.section {
            section.tally.spoil();
        }
    }

    /// Refuses the file for what the record at hand is.
    pub(super) fn refuse(&mut self, code: Code, expected: &str) {
        self.findings.push(self.current.finding(Weight::Refuse, code, IDENTITY, expected));
    }

    fn tell(&mut self, weight: Weight, code: Code, column: u32, found: &str, expected: &str) {
        self.findings.push(self.current.finding_at(weight, code, column, found, expected));
    }

    /// The end of the file: it must have been complete.
    pub(super) fn finish(mut self, lines: &Lines<'_>) -> (FileSummary, B) {
        let missing = match (self.state, self.envelope) {
            (State::Start, Envelope::None) => Some((Code::EMPTY, "BS002")),
            (State::Start | State::Open | State::Section, _) => Some((Code::TRUNCATED, "BS992")),
            (State::End, Envelope::Open(_)) => Some((Code::TRUNCATED, "PBCNET90")),
            (State::End, _) => None,
        };
        if let Some((code, expected)) = missing.filter(|_| !self.halted) {
            self.findings.push(Finding {
                weight: Weight::Refuse,
                code: code.as_str(),
                line: lines.number(),
                column: 0,
                found: String::new(),
                expected: expected.to_owned(),
                text: String::new(),
            });
            self.spoil();
        }
        let ended = self.state == State::End;
        self.drop_section();
        let mut summary = self.summary;
        if !ended {
            summary.sum = self.file.accepted;
        }
        let read = || summary.parts.iter().filter(|p| p.read);
        summary.payments = read().map(|p| p.payments_counted).fold(0, u64::saturating_add);
        summary.notices = read().map(|p| p.notices).fold(0, u64::saturating_add);
        summary.booked = if self.file.sums_sound { self.file.booked } else { Money::ZERO };
        summary.fingerprint = self.fingerprint.finish();
        summary.length = lines.consumed();
        summary.lines = lines.number();
        summary.findings = self.findings.into_list();
        (summary, self.body)
    }
}
