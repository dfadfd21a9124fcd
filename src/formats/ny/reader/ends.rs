//! How assignments end, and records that stand where they may not.

use std::ops::ControlFlow;

use super::{Halt, ON, Reader, State, Step};
use crate::formats::avtalegiro::mandates;
use crate::formats::findings::Code;
use crate::formats::ny::context::Taken;
use crate::formats::ny::records::{RECORD, SERVICE, end};
use crate::formats::ny::rules::{Claims, close_file};
use crate::formats::ny::service::Service;

impl Reader<'_, '_> {
    /// A record of ours, or of the transmission, that may not stand here (rule 7): what was open before it counts
    /// as closed, so that the rest can still be looked at.
    pub(super) fn out_of_order(&mut self) -> Step {
        let Some(service) = self.at.part.as_ref().map(|p| p.service) else {
            return ON;
        };
        let expected = match service {
            Service::Payments => self.payments.expected(),
            Service::Settlement => self.settlement.expected(),
            Service::Mandates | Service::ToBank | Service::Other => mandates::expected(),
        };
        self.misplaced(&expected);
        self.clear();
        match self.identity() {
            b"NY000010" => return ControlFlow::Break(Halt::Useless),
            _ if self.ends_file() => {
                self.drop_part();
                self.end();
            }
            _ if self.is(b"20") => {
                self.drop_part();
                return self.begin_part();
            }
            _ if SERVICE.of(self.at.current.bytes()) == service.digits() => match self.hand_to(service) {
                Taken::Ends => self.end_part(),
                Taken::Cancelled => return ControlFlow::Break(Halt::Cancelled),
                Taken::Done | Taken::Misplaced | Taken::Unknown(_) | Taken::ToBank => {}
            },
            _ => {}
        }
        ON
    }

    /// A part is an order of ours after all, which shows too late to pass it over: some of it may have been handed on.
    pub(super) fn turn_to_bank(&mut self) {
        self.refuse(Code::OUTGOING_FILE, "");
        self.clear();
        if let Some(part) = &mut self.at.part {
            part.turn_to_bank();
        }
        self.state = State::Skip;
    }

    /// Gives up the transaction that has been begun.
    fn clear(&mut self) {
        self.payments.clear();
        self.settlement.clear();
    }

    pub(super) fn in_skipped(&mut self) {
        let Some(part) = &mut self.at.part else { return };
        part.tally.records = part.tally.records.saturating_add(1);
        let line = u64::from(part.summary.line);
        let closes = RECORD.of(self.at.current.bytes()) == b"88";
        let misfit = part.misfit(&self.at.current);
        if self.ends_file() {
            // Rule 5: the file ends inside an assignment.
            self.misplaced(&format!("NY....88 ({line})"));
            self.drop_part();
            self.end();
        } else if closes {
            if let Some(expected) = misfit {
                self.misplaced(&expected);
            }
            if self.at.fits
                && let Some(part) = &mut self.at.part
            {
                part.close_skipped(&self.at.current, &mut self.at.findings);
            }
            self.drop_part();
        } else if self.is(b"20") || self.is(b"10") {
            self.misplaced(&format!("NY....88 ({line})"));
        }
    }

    pub(super) fn end_part(&mut self) {
        if self.at.fits
            && let Some(part) = &mut self.at.part
        {
            part.close(&self.at.current, &mut self.at.dates, &mut self.at.findings);
        }
        self.drop_part();
    }

    /// Ends the part at hand, with or without its end record.
    pub(super) fn drop_part(&mut self) {
        if let Some(part) = self.at.part.take() {
            let summary = part.finish(&mut self.file, &self.at.current, &mut self.at.findings);
            self.summary.parts.push(summary);
        }
        self.state = State::Open;
    }

    pub(super) fn end(&mut self) {
        self.state = State::End;
        if !self.at.fits {
            return;
        }
        let (sum, claims) = close_file(&self.file, &self.at.current, &mut self.at.findings);
        let Claims {
            transactions,
            sum: claimed,
            ..
        } = claims;
        self.summary.sum = sum;
        self.summary.sum_claimed = claimed.unwrap_or_default();
        self.summary.payments_claimed = transactions.unwrap_or(0);
        self.summary.created_on = self.at.dates.ddmmyy(end::MADE.of(self.at.current.bytes()));
    }
}
