//! How sections and the file end, and records that stand where they may not.

use std::ops::ControlFlow;

use super::{Halt, Reader, State, Step};
use crate::domain::bankfile::{FileSummary, Finding, Weight};
use crate::domain::money::Money;
use crate::formats::bankgiro::{TYPE, is_digits};
use crate::formats::bgmax::CODEC;
use crate::formats::bgmax::records::{deposit, start};
use crate::formats::ending;
use crate::formats::findings::Code;
use crate::formats::lines::Lines;

impl Reader<'_, '_> {
    /// Ends the section at hand, with or without its record 15.
    pub(super) fn drop_section(&mut self) {
        self.pending = None;
        self.state = State::Open;
        let Some(section) = self.section.take() else { return };
        let mut part = section.summary;
        if section.is_foreign {
            part.notices = section.count;
            part.payments_claimed = 0;
            part.sum_claimed = Money::ZERO;
            self.tally.foreign = self.tally.foreign.saturating_add(section.count);
            self.summary.notices = self.summary.notices.saturating_add(section.count);
        } else {
            let net = section.net.unwrap_or_default();
            part.payments_counted = section.count;
            part.sum_counted = net;
            part.booked = net;
            self.summary.payments = self.summary.payments.saturating_add(section.count);
            let sums = (self.summary.sum.plus(net), self.summary.sum_claimed.plus(part.sum_claimed));
            if let (Ok(sum), Ok(claimed)) = sums {
                self.summary.sum = sum;
                self.summary.sum_claimed = claimed;
            } else {
                let finding = self.current.finding(Weight::Refuse, Code::SUM_TOO_LARGE, deposit::SUM, "");
                self.findings.push(finding);
            }
        }
        self.summary.parts.push(part);
    }

    /// Payments cleared on the banks' new platform are missing from BgMax files from a day on; camt.054 has them.
    pub(super) fn check_ending(&mut self) {
        let Some((made, ending)) = self.summary.created_on.zip(ending::of(CODEC.id)) else {
            return;
        };
        if made >= ending {
            let finding = self
                .current
                .finding(Weight::Warn, Code::BGMAX_ENDING, start::MADE_ON, ending.to_string());
            self.findings.push(finding);
        }
    }

    /// After the end nothing may follow.
    pub(super) fn after_end(&mut self) -> Step {
        let is_another = self.current.bytes().starts_with(b"01BGMAX");
        let code = if is_another { Code::SECOND_TRANSMISSION } else { Code::AFTER_END };
        self.refuse(code, "");
        ControlFlow::Break(Halt::Useless)
    }

    /// A record type that the format does not have: passed over, counted, and told at the end.
    pub(super) fn skip(&mut self) {
        let kind = self.current.text(TYPE);
        if !is_digits(kind) {
            self.refuse(Code::NOT_A_RECORD, "00–99");
            self.sound = false;
            return;
        }
        if let Some(pending) = &mut self.pending {
            pending.stretch(&self.current);
        }
        match &mut self.skipped {
            Some((_, count)) => *count = count.saturating_add(1),
            None => {
                let finding = self.current.finding(Weight::Warn, Code::RECORDS_SKIPPED, TYPE, kind);
                self.skipped = Some((finding, 1));
            }
        }
    }

    /// A record that may not stand here. Counts and sums say nothing any more.
    pub(super) fn misplaced(&mut self, expected: &str) {
        // After a damaged record that is only to be expected.
        if self.sound {
            self.refuse(Code::RECORD_ORDER, expected);
        }
        self.sound = false;
    }

    /// Refuses the file for what the record at hand is.
    pub(super) fn refuse(&mut self, code: Code, expected: &str) {
        self.findings.push(self.current.finding(Weight::Refuse, code, TYPE, expected));
    }

    /// The end of the file: it must have been complete.
    pub(super) fn finish(mut self, lines: &Lines<'_>) -> FileSummary {
        if !self.halted && self.state != State::End {
            let (code, expected) = match self.state {
                State::Start => (Code::EMPTY, "01BGMAX"),
                State::Section => (Code::TRUNCATED, "15"),
                _ => (Code::TRUNCATED, "70"),
            };
            self.findings.push(Finding {
                weight: Weight::Refuse,
                code: code.as_str(),
                line: lines.number(),
                column: 0,
                found: String::new(),
                expected: expected.to_owned(),
                text: String::new(),
            });
            self.sound = false;
        }
        self.drop_section();
        if let Some((mut finding, count)) = self.skipped.take() {
            finding.found = count.to_string();
            self.findings.push(finding);
        }
        let mut summary = self.summary;
        summary.booked = summary.sum;
        summary.fingerprint = self.fingerprint.finish();
        summary.length = lines.consumed();
        summary.lines = lines.number();
        summary.findings = self.findings.into_list();
        summary
    }
}
