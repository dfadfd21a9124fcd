//! What was paid out for us, as one assignment: records 30 and 31 each. What was not paid out is simply not there.

use chrono::NaiveDate;

use super::records::TO_ACCOUNT;
use crate::domain::bankfile::{Direction, Event, Weight};
use crate::domain::money::Money;
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::findings::Code;
use crate::formats::fixed::digits;
use crate::formats::ny::{Context, Counted, RECORD, Record, TYPE, Taken, amount, known_number, number, transaction};

/// The pay-out of which records have been read, while a file is.
#[derive(Debug, Default)]
pub struct Settlement {
    first: Record,
    pending: Option<Pending>,
}

/// What record 30 said.
#[derive(Clone, Copy, Debug, Default)]
struct Pending {
    paid_on: Option<NaiveDate>,
    amount: Option<Money>,
    account_known: bool,
    /// False where one of its records cannot be read.
    sound: bool,
}

impl Settlement {
    /// Reads a record of service 04.
    pub fn record(&mut self, at: &mut Context<'_, '_>) -> Taken {
        let bytes = at.current.bytes();
        match (RECORD.of(bytes), self.pending.is_some()) {
            (b"30", false) => {
                self.first_record(at);
                Taken::Done
            }
            (b"31", true) => self.second_record(at),
            (b"88", false) if TYPE.of(bytes) == b"00" => Taken::Ends,
            (b"20" | b"30" | b"31" | b"88" | b"89", _) => Taken::Misplaced,
            // Only orders have them.
            (b"40" | b"41" | b"49" | b"50", _) => Taken::ToBank,
            _ => Taken::Unknown("30 31 88"),
        }
    }

    /// What may come next.
    pub fn expected(&self) -> String {
        if self.pending.is_some() {
            format!("NY04{}31", self.first.text(TYPE))
        } else {
            "NY04..30 NY040088".to_owned()
        }
    }

    /// Gives up the pay-out that has been begun.
    pub fn clear(&mut self) {
        self.pending = None;
    }

    fn first_record(&mut self, at: &mut Context<'_, '_>) {
        std::mem::swap(&mut self.first, &mut at.current);
        let mut pending = Pending::default();
        if at.fits {
            let first = &self.first;
            let number = number(first, transaction::NUMBER, &mut at.findings);
            pending.amount = amount(first, transaction::AMOUNT, &mut at.findings);
            pending.paid_on = at.dates.ddmmyy(transaction::DATE.of(first.bytes()));
            let account = known_number(first, TO_ACCOUNT, &mut at.findings);
            pending.account_known = account == Some(true);
            // There are more types than we know: any number will do.
            let kind = digits(TYPE.of(first.bytes()));
            if kind.is_none() {
                at.findings.push(first.finding(Weight::Refuse, Code::NOT_DIGITS, TYPE, "0–9"));
            }
            // Nets OCR giro, rule 13.
            if pending.paid_on.is_none() {
                at.findings
                    .push(first.finding(Weight::Refuse, Code::SETTLEMENT_DATE, transaction::DATE, "DDMMYY"));
            }
            pending.sound = kind.is_some() && number.is_some() && account.is_some();
            let counted = Counted {
                number: number.and_then(|n| u32::try_from(n).ok()),
                amount: pending.amount,
                subtracted: false,
                booked: None,
                date: pending.paid_on,
            };
            at.count(&counted, &self.first);
        } else {
            at.count_damaged();
        }
        self.pending = Some(pending);
    }

    fn second_record(&mut self, at: &mut Context<'_, '_>) -> Taken {
        let Some(pending) = self.pending.take() else { return Taken::Done };
        if at.fits {
            // Rule 8.
            for field in [TYPE, transaction::NUMBER] {
                if pending.sound && field.of(self.first.bytes()) != field.of(at.current.bytes()) {
                    let expected = self.first.text(field).to_owned();
                    at.refuse(Code::TRANSACTION_MISMATCH, field, &expected);
                }
            }
            self.hand_on(pending, at)
        } else {
            Taken::Done
        }
    }

    /// Hands the pay-out on, unless the file is refused anyway.
    fn hand_on(&self, pending: Pending, at: &mut Context<'_, '_>) -> Taken {
        let (Some(amount), Some(part)) = (pending.amount, &at.part) else {
            return Taken::Done;
        };
        if !pending.sound || at.findings.is_refused() {
            return Taken::Done;
        }
        let (first, second) = (self.first.as_text(), at.current.as_text());
        let known = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let notice = Notice {
            line: self.first.line(),
            offset: self.first.offset(),
            length: self.first.length_to(&at.current),
            code: first.field(TYPE),
            reference: known(second.trimmed(transaction::OWN_REFERENCE)),
            on: pending.paid_on,
            direction: Direction::Out,
            amount: Some(amount),
            other: pending.account_known.then(|| first.field(TO_ACCOUNT)),
            text: known(second.trimmed(transaction::SHORT_NAME)),
            ..Notice::new(NoticeKind::PaidOut, at.part_number, &part.summary.account)
        };
        if (at.sink)(Event::Notice(&notice)).is_break() {
            Taken::Cancelled
        } else {
            Taken::Done
        }
    }
}
