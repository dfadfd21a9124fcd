//! How assignments end, and records that stand where they may not.

use std::ops::ControlFlow;

use super::{Halt, ON, Reader, State, Step};
use crate::formats::ocr_giro::payment::Awaits;
use crate::formats::ocr_giro::records::{RECORD, TYPE, end};
use crate::formats::ocr_giro::rules::{Claims, close_file};

impl Reader<'_, '_> {
    /// A record of ours, or of the transmission, that may not stand here (rule 7): what was open before it counts
    /// as closed, so that the rest can still be looked at.
    pub(super) fn out_of_order(&mut self) -> Step {
        let expected = match self.pending.as_ref().map(|p| p.awaits) {
            Some(Awaits::Second) => format!("NY09{}31", self.first.text(TYPE)),
            Some(Awaits::Third) => format!("NY09{}32", self.first.text(TYPE)),
            None => "NY09..30 NY090088".to_owned(),
        };
        self.misplaced(&expected);
        self.pending = None;
        match self.identity() {
            b"NY000010" => return ControlFlow::Break(Halt::Useless),
            b"NY000089" => {
                self.drop_part();
                self.end();
            }
            b"NY090088" => self.end_part(),
            _ if self.is(b"20") => {
                self.drop_part();
                return self.begin_part();
            }
            _ if self.is(b"30") => self.first_record(),
            _ => {}
        }
        ON
    }

    pub(super) fn in_skipped(&mut self) {
        let Some(part) = &mut self.part else { return };
        part.tally.records = part.tally.records.saturating_add(1);
        let line = u64::from(part.summary.line);
        let closes = RECORD.of(self.current.bytes()) == b"88";
        if self.identity() == b"NY000089" {
            // Rule 5: the file ends inside an assignment.
            self.misplaced(&format!("NY....88 ({line})"));
            self.drop_part();
            self.end();
        } else if closes {
            if self.fits
                && let Some(part) = &mut self.part
            {
                part.close_skipped(&self.current, &mut self.findings);
            }
            self.drop_part();
        } else if self.is(b"20") || self.is(b"10") {
            self.misplaced(&format!("NY....88 ({line})"));
        }
    }

    pub(super) fn end_part(&mut self) {
        if self.fits
            && let Some(part) = &mut self.part
        {
            part.close(&self.current, &mut self.dates, &mut self.findings);
        }
        self.drop_part();
    }

    /// Ends the part at hand, with or without its end record.
    pub(super) fn drop_part(&mut self) {
        if let Some(part) = self.part.take() {
            let summary = part.finish(&mut self.file, &self.current, &mut self.findings);
            self.summary.parts.push(summary);
        }
        self.state = State::Open;
    }

    pub(super) fn end(&mut self) {
        self.state = State::End;
        if !self.fits {
            return;
        }
        let (sum, claims) = close_file(&self.file, &self.current, &mut self.findings);
        let Claims {
            payments, sum: claimed, ..
        } = claims;
        self.summary.sum = sum;
        self.summary.sum_claimed = claimed.unwrap_or_default();
        self.summary.payments_claimed = payments.unwrap_or(0);
        self.summary.created_on = self.dates.ddmmyy(end::CREATED.of(self.current.bytes()));
    }
}
