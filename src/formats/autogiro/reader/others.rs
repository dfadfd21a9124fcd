//! Payments that were refused, cancelled or moved, and those that wait for their day.

use super::{ON, Reader, Step};
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind;
use crate::formats::autogiro::codes;
use crate::formats::autogiro::records::{amended, closing, payment, refused};
use crate::formats::bankgiro::{TYPE, amount, day, known, yyyymmdd};
use crate::formats::findings::Code;
use crate::formats::fixed::{Field, digits};

/// The comment that says that an amount was no number.
const NO_NUMBER: &[u8] = b"08";

/// In or out, by the debit code.
fn direction(code: &[u8]) -> Direction {
    if code == b"32" { Direction::Out } else { Direction::In }
}

impl Reader<'_, '_> {
    pub(super) fn in_refused(&mut self) -> Step {
        match TYPE.of(self.current.bytes()) {
            b"82" | b"32" => self.refused(),
            b"09" => {
                self.close_both(closing::REFUSED, closing::REFUSED_OUT);
                self.drop_section();
                ON
            }
            _ => self.unknown("82 32 09"),
        }
    }

    fn refused(&mut self) -> Step {
        let bytes = self.current.bytes();
        let is_no_number = refused::COMMENT.of(bytes) == NO_NUMBER && digits(refused::AMOUNT.of(bytes)).is_none();
        let direction = direction(TYPE.of(bytes));
        let amount = if is_no_number {
            None
        } else {
            amount(&self.current, refused::AMOUNT, &mut self.findings)
        };
        self.count(direction, amount, refused::AMOUNT);
        known(self.current.text(refused::PAYER), &self.current, refused::PAYER, &mut self.findings);
        if !codes::is_refusal(self.current.text(refused::COMMENT)) {
            self.unknown_code(refused::COMMENT);
        }
        self.tell(move |record, notice| {
            // Only of draws can be told that one was refused.
            notice.kind = if direction == Direction::Out {
                NoticeKind::Remark
            } else {
                NoticeKind::DrawRefused
            };
            notice.direction = direction;
            notice.amount = amount;
            notice.on = yyyymmdd(payment::DATE.of(record.bytes()));
        })
    }

    pub(super) fn in_amended(&mut self) -> Step {
        match TYPE.of(self.current.bytes()) {
            b"03" | b"11" | b"21" | b"22" | b"23" | b"24" | b"25" | b"26" | b"27" | b"28" | b"29" => self.amended(),
            b"09" => {
                self.close_both(closing::COLLECTED, closing::PAID_OUT);
                self.drop_section();
                ON
            }
            _ => self.unknown("03 11 21–29 09"),
        }
    }

    fn amended(&mut self) -> Step {
        let amount = amount(&self.current, amended::AMOUNT, &mut self.findings);
        let kind = codes::amendment(self.current.text(amended::COMMENT));
        if kind.is_none() {
            self.unknown_code(amended::COMMENT);
        }
        let done = kind.filter(|kind| *kind != NoticeKind::Remark);
        let code = amended::CODE.of(self.current.bytes());
        let (is_single, direction) = (matches!(code, b"82" | b"32"), direction(code));
        if done.is_some() && is_single {
            self.count(direction, amount, amended::AMOUNT);
        }
        self.tell(move |record, notice| {
            // Only of draws can be told that one was cancelled.
            notice.kind = done.filter(|_| direction == Direction::In).unwrap_or(NoticeKind::Remark);
            notice.direction = direction;
            notice.amount = amount;
            notice.on = yyyymmdd(payment::DATE.of(record.bytes()));
            let moved_to = yyyymmdd(amended::NEW_DATE.of(record.bytes()));
            notice.until_on = moved_to.filter(|_| done == Some(NoticeKind::DrawMoved));
        })
    }

    pub(super) fn in_waiting(&mut self) -> Step {
        match TYPE.of(self.current.bytes()) {
            b"82" | b"32" => self.waiting(),
            b"09" => {
                self.close_both(closing::COLLECTED, closing::PAID_OUT);
                self.drop_section();
                ON
            }
            _ => self.unknown("82 32 09"),
        }
    }

    fn waiting(&mut self) -> Step {
        let amount = amount(&self.current, payment::AMOUNT, &mut self.findings);
        let on = day(&self.current, payment::DATE, &mut self.findings);
        let direction = direction(TYPE.of(self.current.bytes()));
        known(self.current.text(payment::PAYER), &self.current, payment::PAYER, &mut self.findings);
        self.count(direction, amount, payment::AMOUNT);
        if !self.check_payee(payment::ACCOUNT) {
            return ON;
        }
        self.tell(move |_, notice| {
            notice.kind = NoticeKind::Expected;
            notice.direction = direction;
            notice.amount = amount;
            notice.on = on;
        })
    }

    /// Counts a payment that the closing counts.
    fn count(&mut self, direction: Direction, amount: Option<Money>, field: Field) {
        let Some(section) = &mut self.section else { return };
        let sums = match direction {
            Direction::Out => &mut section.paid_out,
            Direction::In => &mut section.collected,
        };
        if sums.add(amount).is_err() {
            self.refuse(Code::SUM_TOO_LARGE, field, "");
        }
    }
}
