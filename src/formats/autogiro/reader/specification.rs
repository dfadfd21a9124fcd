//! Payment specifications: heads (15, 16, 17) in the new layout, and payments (82, 32, 77) with what became of them.

use super::{Halt, Head, ON, Reader, Step, Sums, length};
use crate::domain::bankfile::{Direction, Event, PaymentRecord, Weight};
use crate::domain::money::{Currency, Money, MoneyError};
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::autogiro::codes::{Status, status};
use crate::formats::autogiro::layout::Age;
use crate::formats::autogiro::records::{REFUNDS, closing, head, payment};
use crate::formats::bankgiro::{Record, TYPE, amount, check_count, check_sum, day, known, number, significant, sum, yyyymmdd};
use crate::formats::findings::Code;

/// Which of the three a record belongs to: collections, pay-outs, refunds.
fn place(record: &Record) -> usize {
    match TYPE.of(record.bytes()) {
        b"16" | b"32" => 1,
        b"17" | b"77" => 2,
        _ => 0,
    }
}

impl Reader<'_, '_> {
    #[inline]
    pub(super) fn in_specification(&mut self, age: Age) -> Step {
        match (TYPE.of(self.current.bytes()), age) {
            (b"82" | b"32", _) | (b"77", Age::New) => return self.payment(age),
            (b"15" | b"16" | b"17", Age::New) => {
                self.close_head();
                self.begin_head();
            }
            (b"09", Age::New) => {
                self.close_head();
                self.close_new();
                self.drop_section();
            }
            (b"09", Age::Old) => {
                self.close_both(closing::COLLECTED, closing::PAID_OUT);
                self.drop_section();
            }
            // Records of the other generation.
            (b"15" | b"16" | b"17" | b"77", Age::Old) => self.refuse(Code::MIXED_LAYOUTS, TYPE, "82 32 09"),
            _ => return self.unknown("15 16 17 82 32 77 09"),
        }
        ON
    }

    fn begin_head(&mut self) {
        let findings = &mut self.findings;
        let date = day(&self.current, head::DATE, findings);
        number(&self.current, head::SERIAL, findings);
        if !matches!(head::CURRENCY.of(self.current.bytes()), b"   " | b"SEK") {
            findings.push(self.current.finding(Weight::Refuse, Code::CURRENCY, head::CURRENCY, "SEK"));
        }
        if let Some(date) = date {
            self.days.check(&self.current, head::DATE, date, self.options.today, findings);
        }
        let claimed = sum(&self.current, head::SUM, findings).unwrap_or_default();
        let which = place(&self.current);
        let Some(section) = &mut self.section else { return };
        let claims = match which {
            0 => section.claimed.plus(claimed),
            1 => Ok(section.claimed),
            _ => section.claimed.minus(claimed),
        };
        match claims {
            Ok(claims) => section.claimed = claims,
            Err(_) => findings.push(self.current.finding(Weight::Refuse, Code::SUM_TOO_LARGE, head::SUM, "")),
        }
        if let Some(count) = section.heads.get_mut(which) {
            *count = count.saturating_add(1);
        }
        section.head = Some(Head {
            record: self.current.clone(),
            date,
            key: format!("{}{}", if which == 2 { REFUNDS } else { "" }, self.current.text(head::KEY)),
            done: Sums::default(),
        });
    }

    /// The head says what of its payments was carried out.
    fn close_head(&mut self) {
        let Some(head) = self.section.as_mut().and_then(|section| section.head.take()) else {
            return;
        };
        if self.sound {
            check_sum(&head.record, head::SUM, head.done.sum, &mut self.findings);
            check_count(&head.record, Code::COUNT_PAYMENTS, head::COUNT, head.done.count, &mut self.findings);
        }
    }

    #[inline]
    fn payment(&mut self, age: Age) -> Step {
        let which = place(&self.current);
        let Some(section) = &mut self.section else { return ON };
        if age == Age::New && section.head.as_ref().map(|head| place(&head.record)) != Some(which) {
            self.misplaced("15 16 17");
            return ON;
        }
        let findings = &mut self.findings;
        let amount = amount(&self.current, payment::AMOUNT, findings);
        let date = day(&self.current, payment::DATE, findings);
        known(self.current.text(payment::PAYER), &self.current, payment::PAYER, findings);
        if let (Age::Old, Some(date)) = (age, date) {
            self.days.check(&self.current, payment::DATE, date, self.options.today, findings);
        }
        // A refund has a reason in place of a status.
        let status = if which == 2 {
            Some(Status::Paid)
        } else {
            status(payment::STATUS.of(self.current.bytes()))
        };
        let Some(status) = status else {
            findings.push(self.current.finding(Weight::Refuse, Code::UNKNOWN_CODE, payment::STATUS, "0 1 2 9"));
            return ON;
        };
        if section.count(which, status, amount).is_err() {
            self.refuse(Code::SUM_TOO_LARGE, payment::AMOUNT, "");
        }
        if !self.check_payee(payment::ACCOUNT) {
            return ON;
        }
        match (status, which) {
            (Status::Paid, 1) => self.outcome(NoticeKind::PaidOut, amount),
            (_, 1) => self.outcome(NoticeKind::Remark, amount),
            (Status::Paid, _) if self.options.currency == Currency::Sek => self.paid(amount),
            (Status::Paid, _) => self.outcome(NoticeKind::Foreign, amount),
            (Status::Failed, _) => self.outcome(NoticeKind::DrawFailed, amount),
            (Status::Retried, _) => self.outcome(NoticeKind::DrawRetried, amount),
        }
    }

    /// Money that came in, or was refunded.
    #[inline]
    fn paid(&mut self, amount: Option<Money>) -> Step {
        let (Some(section), Some(amount)) = (&mut self.section, amount) else {
            return ON;
        };
        let text = self.current.as_text();
        let direction = if place(&self.current) == 2 { Direction::Out } else { Direction::In };
        section.payments = section.payments.saturating_add(1);
        let total = if direction == Direction::Out {
            section.booked.minus(amount)
        } else {
            section.booked.plus(amount)
        };
        match total {
            Ok(total) => section.booked = total,
            Err(_) => self
                .findings
                .push(self.current.finding(Weight::Refuse, Code::SUM_TOO_LARGE, payment::AMOUNT, "")),
        }
        // In the old layout nothing tells the entries of one day apart.
        let (settled_on, lump_key) = match &section.head {
            Some(head) => (head.date, head.key.as_str()),
            None => (yyyymmdd(payment::DATE.of(self.current.bytes())), text.field(payment::DATE)),
        };
        let Some(settled_on) = settled_on else { return ON };
        let summary = &mut section.summary;
        summary.first_on = Some(summary.first_on.map_or(settled_on, |d| d.min(settled_on)));
        summary.last_on = Some(summary.last_on.map_or(settled_on, |d| d.max(settled_on)));
        if self.findings.is_refused() || !self.sound {
            return ON;
        }
        let reference = text.trimmed(payment::REFERENCE);
        let record = PaymentRecord {
            line: self.current.line(),
            offset: self.current.offset(),
            length: length(self.current.offset(), self.current.end()),
            part: u32::try_from(self.summary.parts.len().saturating_add(1)).unwrap_or(u32::MAX),
            number: u32::try_from(section.payments).unwrap_or(u32::MAX),
            payee_account: &summary.account,
            kind: text.field(TYPE),
            direction,
            settled_on,
            ordered_on: None,
            lump_key,
            amount,
            reference: Some(reference).filter(|r| !r.is_empty()),
            several: false,
            payer_account: None,
            payer_name: None,
            payer_number: significant(text.field(payment::PAYER)),
            archive_reference: None,
            text: None,
        };
        (self.sink)(Event::Payment(&record)).map_break(|()| Halt::Cancelled)
    }

    /// What became of a payment that moved no money of ours, or only what we asked for.
    fn outcome(&mut self, kind: NoticeKind, amount: Option<Money>) -> Step {
        let is_in = place(&self.current) == 0;
        self.tell(move |record: &Record, notice: &mut Notice<'_>| {
            notice.kind = kind;
            notice.amount = amount;
            notice.direction = if is_in { Direction::In } else { Direction::Out };
            notice.on = yyyymmdd(payment::DATE.of(record.bytes()));
        })
    }

    /// Compares with the closing of the new layout, which counts heads, and the payments that were carried out.
    fn close_new(&mut self) {
        let Some(section) = self.section.as_mut().filter(|_| self.sound) else {
            return;
        };
        let mut claimed = [0_u64; 3];
        for (((heads, done), fields), claim) in section.heads.iter().zip(section.done).zip(closing::NEW).zip(&mut claimed) {
            check_count(&self.current, Code::COUNT_RECORDS, fields.0, *heads, &mut self.findings);
            *claim = check_count(&self.current, Code::COUNT_PAYMENTS, fields.1, done, &mut self.findings);
        }
        let [collected, _, refunded] = claimed;
        section.summary.payments_claimed = collected.saturating_add(refunded);
        section.summary.sum_claimed = section.claimed;
    }
}

impl super::Section {
    /// Counts a payment in what head and closing count it in.
    fn count(&mut self, which: usize, status: Status, amount: Option<Money>) -> Result<(), MoneyError> {
        if status == Status::Paid {
            if let Some(done) = self.done.get_mut(which) {
                *done = done.saturating_add(1);
            }
            if let Some(head) = &mut self.head {
                head.done.add(amount)?;
            }
        } else if which == 0 {
            self.unpaid.add(amount)?;
        }
        match which {
            0 => self.collected.add(amount),
            1 => self.paid_out.add(amount),
            _ => Ok(()),
        }
    }
}
