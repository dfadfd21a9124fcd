//! How sections and the file end, and records that stand where they may not.

use std::fmt::Write as _;

use super::{ON, Reader, Step};
use crate::domain::bankfile::{FileSummary, Finding, Weight};
use crate::domain::money::{Currency, Money};
use crate::formats::autogiro::layout::{Age, Layout, Opening};
use crate::formats::autogiro::records::closing;
use crate::formats::bankgiro::{TYPE, check_count, check_sum, is_digits};
use crate::formats::findings::Code;
use crate::formats::fixed::Field;
use crate::formats::lines::Lines;

impl Reader<'_, '_> {
    /// Compares with a closing that has count and sum of collections, and of pay-outs.
    pub(super) fn close_both(&mut self, collected: (Field, Field), paid_out: (Field, Field)) {
        let Some(section) = self.section.as_mut().filter(|_| self.sound) else {
            return;
        };
        let findings = &mut self.findings;
        let count = check_count(&self.current, Code::COUNT_PAYMENTS, collected.0, section.collected.count, findings);
        let sum = check_sum(&self.current, collected.1, section.collected.sum, findings);
        check_count(&self.current, Code::COUNT_PAYMENTS, paid_out.0, section.paid_out.count, findings);
        check_sum(&self.current, paid_out.1, section.paid_out.sum, findings);
        if section.layout == Layout::Specification(Age::Old) {
            // The old closing counts every record, also those that were not paid.
            section.summary.payments_claimed = count.saturating_sub(section.unpaid.count);
            section.summary.sum_claimed = sum.minus(section.unpaid.sum.unwrap_or_default()).unwrap_or_default();
        }
    }

    /// Ends the section at hand, with or without its closing.
    pub(super) fn drop_section(&mut self) {
        self.asked = None;
        let Some(section) = self.section.take() else { return };
        let mut part = section.summary;
        part.payments_counted = section.payments;
        part.sum_counted = section.booked;
        part.booked = section.booked;
        if self.options.currency != Currency::Sek {
            // What came in are notices then.
            part.payments_claimed = 0;
            part.sum_claimed = Money::ZERO;
        }
        let sums = (
            self.summary.sum.plus(section.booked),
            self.summary.sum_claimed.plus(part.sum_claimed),
        );
        if let (Ok(sum), Ok(claimed)) = sums {
            self.summary.sum = sum;
            self.summary.sum_claimed = claimed;
        } else {
            self.refuse(Code::SUM_TOO_LARGE, closing::COLLECTED.1, "");
        }
        self.summary.payments = self.summary.payments.saturating_add(section.payments);
        self.summary.payments_claimed = self.summary.payments_claimed.saturating_add(part.payments_claimed);
        self.summary.notices = self.summary.notices.saturating_add(part.notices);
        self.summary.parts.push(part);
    }

    /// A record that the section does not have: an opening that comes too early, or one that is not known.
    pub(super) fn unknown(&mut self, expected: &str) -> Step {
        if Opening::of(&self.current).is_some() {
            let closing = self.section.as_ref().map_or("09", |s| s.layout.closing());
            self.misplaced(closing);
            self.drop_section();
            return self.open();
        }
        if !is_digits(self.current.text(TYPE)) {
            self.refuse(Code::NOT_A_RECORD, TYPE, expected);
        } else if self.sound {
            self.refuse(Code::UNKNOWN_RECORD, TYPE, expected);
        }
        self.sound = false;
        ON
    }

    /// A code that we have no meaning for: shown as it stands, and told once.
    pub(super) fn unknown_code(&mut self, field: Field) {
        if !std::mem::replace(&mut self.unknown_told, true) {
            self.findings.push(self.current.finding(Weight::Warn, Code::UNKNOWN_CODE, field, ""));
        }
    }

    /// A record that may not stand here. Counts and sums say nothing any more.
    pub(super) fn misplaced(&mut self, expected: &str) {
        // After a damaged record that is only to be expected.
        if self.sound {
            self.refuse(Code::RECORD_ORDER, TYPE, expected);
        }
        self.sound = false;
    }

    /// Refuses the file for a field of the record at hand.
    pub(super) fn refuse(&mut self, code: Code, field: Field, expected: &str) {
        self.findings.push(self.current.finding(Weight::Refuse, code, field, expected));
    }

    /// The end of the file: it must have been complete.
    pub(super) fn finish(mut self, lines: &Lines<'_>) -> FileSummary {
        let missing = match &self.section {
            Some(section) if section.layout == Layout::Register => None,
            Some(section) => Some((Code::TRUNCATED, section.layout.closing())),
            None if self.summary.parts.is_empty() => Some((Code::EMPTY, "01AUTOGIRO")),
            None => None,
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
        }
        self.drop_section();
        let mut summary = self.summary;
        summary.booked = if self.sound { summary.sum } else { Money::ZERO };
        summary.fingerprint = self.fingerprint.finish();
        if summary.identity.is_empty() {
            summary.identity.push_str("REGISTER ");
            for byte in summary.fingerprint.iter().take(6) {
                // Writing to a text does not fail.
                let _ = write!(summary.identity, "{byte:02x}");
            }
            summary.identity.push(' ');
            summary.identity.push_str(&summary.recipient);
        }
        summary.length = lines.consumed();
        summary.lines = lines.number();
        summary.findings = self.findings.into_list();
        summary
    }
}
