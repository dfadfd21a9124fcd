//! The lines that are not simply the next record: blank, too long, in UTF-8, after the end; and the end itself.

use std::ops::ControlFlow;

use super::{END_OF_FILE, Halt, ON, Reader, State, Step};
use crate::domain::bankfile::{FileSummary, Finding, Weight};
use crate::domain::money::Money;
use crate::formats::findings::Code;
use crate::formats::fixed::Fit;
use crate::formats::lines::{Lines, is_blank};
use crate::formats::ny::records::{IDENTITY, RECORD, WIDTH};

impl Reader<'_, '_> {
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
        if self.state == State::End {
            self.after_end(content)?;
            return ControlFlow::Continue(false);
        }
        match fit {
            Fit::Exact => {}
            Fit::Utf8 => {
                if !self.utf8_told {
                    self.utf8_told = true;
                    self.tell(Weight::Warn, Code::UTF8, 0, "", "ISO-8859-1");
                }
            }
            Fit::Not(length) => return self.wrong_length(lines, length),
        }
        ControlFlow::Continue(true)
    }

    /// A blank line is allowed before the first record and after the last (Nets OCR giro, rules 2 and 29a).
    fn blank(&mut self) {
        if !matches!(self.state, State::Start | State::End) {
            self.tell(Weight::Refuse, Code::WRONG_LENGTH, 1, "0", &WIDTH.to_string());
            self.spoil();
        } else if !self.blank_told {
            self.blank_told = true;
            self.tell(Weight::Warn, Code::BLANK_LINES, 0, "", "");
        }
    }

    /// Only one end-of-file mark may follow the end (rule 6).
    fn after_end(&mut self, content: &[u8]) -> Step {
        if content.trim_ascii() == [END_OF_FILE] && !self.mark_told {
            self.mark_told = true;
            self.tell(Weight::Warn, Code::END_OF_FILE_MARK, 1, "", "");
            return ON;
        }
        let another = content.starts_with(b"NY000010");
        let code = if another { Code::SECOND_TRANSMISSION } else { Code::AFTER_END };
        self.refuse(code, "");
        ControlFlow::Break(Halt::Useless)
    }

    /// Rule 2. The line is still taken as the record it begins as, so that what follows can be looked at.
    fn wrong_length(&mut self, lines: &Lines<'_>, length: u64) -> ControlFlow<Halt, bool> {
        let content = lines.bytes();
        if let Some(record) = content.strip_suffix(&[END_OF_FILE])
            && record.starts_with(b"NY000089")
            && self.at.current.load(record, lines.number(), lines.offset(), lines.length()) == Fit::Exact
        {
            self.mark_told = true;
            self.tell(Weight::Warn, Code::END_OF_FILE_MARK, 81, "", "");
            return ControlFlow::Continue(true);
        }
        let short = usize::try_from(length).is_ok_and(|n| n < WIDTH);
        let wanted: &[u8] = if self.state == State::Start { b"NY000010" } else { b"NY" };
        let begins = content.starts_with(wanted);
        if short && !lines.is_ended() && (begins || wanted.starts_with(content)) {
            let column = u32::try_from(length).unwrap_or(0).saturating_add(1);
            self.tell(Weight::Refuse, Code::TRUNCATED, column, "", "NY000089");
            return ControlFlow::Break(Halt::Useless);
        }
        self.spoil();
        if !begins {
            return self.not_a_record().map_continue(|()| false);
        }
        let column = if short {
            length.saturating_add(1)
        } else {
            u64::try_from(WIDTH).unwrap_or(0).saturating_add(1)
        };
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        self.tell(Weight::Refuse, Code::WRONG_LENGTH, column, &length.to_string(), &WIDTH.to_string());
        let blanks = |pair: &[u8]| pair.iter().all(|b| *b == b' ');
        if short && !self.collapsed_told && content.contains(&b' ') && !content.windows(2).any(blanks) {
            self.collapsed_told = true;
            let column = content.iter().position(|b| *b == b' ').unwrap_or(0).saturating_add(1);
            self.tell(Weight::Refuse, Code::COLLAPSED_BLANKS, u32::try_from(column).unwrap_or(0), "", "");
        }
        self.at.fits = false;
        ControlFlow::Continue(content.len() >= IDENTITY.width())
    }

    /// Rules 1 and 4.
    pub(super) fn not_a_record(&mut self) -> Step {
        if self.state == State::Start {
            self.refuse(Code::NOT_OCR_GIRO, "NY000010");
            return ControlFlow::Break(Halt::Useless);
        }
        self.refuse(Code::NOT_A_RECORD, "NY");
        self.spoil();
        ON
    }

    /// A record type that the service does not have.
    pub(super) fn unknown_record(&mut self, expected: &str) {
        if self.at.fits {
            self.refuse(Code::UNKNOWN_RECORD, expected);
        }
        self.spoil();
    }

    /// A record that may not stand here (rule 7).
    pub(super) fn misplaced(&mut self, expected: &str) {
        // Of a damaged record that has been told already.
        if self.at.fits {
            self.refuse(Code::RECORD_ORDER, expected);
        }
        self.spoil();
    }

    /// Counts and sums say nothing any more.
    fn spoil(&mut self) {
        self.file.spoil();
        if let Some(part) = &mut self.at.part {
            part.tally.spoil();
        }
    }

    /// What the record at hand is.
    pub(super) fn identity(&self) -> &[u8] {
        IDENTITY.of(self.at.current.bytes())
    }

    /// Whether the record at hand ends the file. Business Central writes the service in it, and is read.
    pub(super) fn ends_file(&self) -> bool {
        matches!(self.identity(), b"NY000089" | b"NY040089")
    }

    /// Whether the record at hand is of this record type.
    pub(super) fn is(&self, record: &[u8]) -> bool {
        RECORD.of(self.at.current.bytes()) == record
    }

    /// Refuses the file for what the record at hand is.
    pub(super) fn refuse(&mut self, code: Code, expected: &str) {
        self.at.refuse(code, IDENTITY, expected);
    }

    fn tell(&mut self, weight: Weight, code: Code, column: u32, found: &str, expected: &str) {
        self.at
            .findings
            .push(self.at.current.finding_at(weight, code, column, found, expected));
    }

    /// The end of the file: it must have been complete (rule 5).
    pub(super) fn finish(mut self, lines: &Lines<'_>) -> FileSummary {
        if !self.halted && self.state != State::End {
            let (code, expected) = if self.state == State::Start {
                (Code::EMPTY, "NY000010")
            } else {
                (Code::TRUNCATED, "NY000089")
            };
            self.at.findings.push(Finding {
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
        self.drop_part();
        if self.parts_to_bank == self.summary.parts.len()
            && let Some(finding) = self.to_bank
        {
            self.at.findings.push(finding);
        }
        let mut summary = self.summary;
        if !ended {
            summary.sum = self.file.accepted;
        }
        let read = summary.parts.iter().filter(|p| p.read);
        summary.payments = read.map(|p| p.payments_counted).fold(0, u64::saturating_add);
        summary.notices = summary.parts.iter().map(|p| p.notices).fold(0, u64::saturating_add);
        summary.booked = if self.file.sums_sound { self.file.sums.booked } else { Money::ZERO };
        summary.fingerprint = self.fingerprint.finish();
        summary.length = lines.consumed();
        summary.lines = lines.number();
        summary.findings = self.at.findings.into_list();
        summary
    }
}
