//! The payments of one assignment: records 30 and 31, and 32 for types 20 and 21.

use super::payment::{Awaits, Pending};
use crate::domain::bankfile::Event;
use crate::formats::ny::{Context, RECORD, Record, TYPE, Taken};

/// The payment of which records have been read, while a file is.
#[derive(Debug, Default)]
pub struct Payments {
    first: Record,
    second: Record,
    pending: Option<Pending>,
}

impl Payments {
    /// Reads a record of service 09.
    #[inline]
    pub fn record(&mut self, at: &mut Context<'_, '_>) -> Taken {
        let bytes = at.current.bytes();
        let awaits = self.pending.as_ref().map(|p| p.awaits);
        match (RECORD.of(bytes), awaits) {
            (b"30", None) => self.first_record(at),
            (b"31", Some(Awaits::Second)) => self.second_record(at),
            (b"32", Some(Awaits::Third)) => self.third_record(at),
            (b"88", None) if TYPE.of(bytes) == b"00" => Taken::Ends,
            (b"20" | b"30" | b"31" | b"32" | b"88", _) => Taken::Misplaced,
            _ => Taken::Unknown("30 31 32 88"),
        }
    }

    /// What may come next.
    pub fn expected(&self) -> String {
        match self.pending.as_ref().map(|p| p.awaits) {
            Some(Awaits::Second) => format!("NY09{}31", self.first.text(TYPE)),
            Some(Awaits::Third) => format!("NY09{}32", self.first.text(TYPE)),
            None => "NY09..30 NY090088".to_owned(),
        }
    }

    /// Gives up the payment that has been begun.
    pub fn clear(&mut self) {
        self.pending = None;
    }

    #[inline]
    fn first_record(&mut self, at: &mut Context<'_, '_>) -> Taken {
        std::mem::swap(&mut self.first, &mut at.current);
        if at.fits {
            let pending = Pending::read(&self.first, &mut at.dates, &mut at.findings);
            at.count(&pending.counted(), &self.first);
            self.pending = Some(pending);
        } else {
            at.count_damaged();
            self.pending = Some(Pending::damaged(&self.first));
        }
        Taken::Done
    }

    #[inline]
    fn second_record(&mut self, at: &mut Context<'_, '_>) -> Taken {
        std::mem::swap(&mut self.second, &mut at.current);
        let Some(pending) = &mut self.pending else { return Taken::Done };
        let complete = if at.fits {
            pending.read_second(&self.first, &self.second, &mut at.dates, &mut at.findings)
        } else {
            pending.spoil();
            pending.pass_second()
        };
        if complete { self.hand_on(at, false) } else { Taken::Done }
    }

    fn third_record(&mut self, at: &mut Context<'_, '_>) -> Taken {
        if let Some(pending) = &mut self.pending {
            if at.fits {
                pending.check_same(&self.first, &at.current, &mut at.findings);
            } else {
                pending.spoil();
            }
        }
        self.hand_on(at, true)
    }

    /// Hands the payment on, unless the file is refused anyway.
    #[inline]
    fn hand_on(&mut self, at: &mut Context<'_, '_>, with_text: bool) -> Taken {
        let (Some(pending), Some(part)) = (self.pending.take(), &at.part) else {
            return Taken::Done;
        };
        if at.findings.is_refused() {
            return Taken::Done;
        }
        let third = with_text.then_some(&at.current);
        let account = &part.summary.account;
        match pending.record(&self.first, &self.second, third, at.part_number, account) {
            Some(record) if (at.sink)(Event::Payment(&record)).is_break() => Taken::Cancelled,
            _ => Taken::Done,
        }
    }
}
