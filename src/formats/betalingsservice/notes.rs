//! Delivery 0621: how what we sent was taken.

use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::frame::At;
use super::money::date;
use super::reader::{Out, customer, known, placed};
use super::records::{CODE, GROUP, Record, note};
use super::tally::{amount, number};
use crate::domain::bankfile::Weight;
use crate::domain::money::Money;
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::findings::Code;
use crate::formats::fixed::is_none;

/// The entry at hand: its first line has been read, and a second one may follow.
#[derive(Debug, Default)]
pub struct Entry {
    first: Record,
    open: Option<Accepted>,
}

/// What the first line of an entry says in figures.
#[derive(Clone, Copy, Debug)]
struct Accepted {
    due_on: Option<NaiveDate>,
    amount: Money,
}

impl Entry {
    /// Takes a record 022: the first line of an entry, its second, an answer to 0605, or something else, which is kept as
    /// a remark since the list of what there is has not been published.
    pub fn take(&mut self, out: &mut Out<'_, '_>, at: &mut At<'_>) -> ControlFlow<()> {
        if at.section.summary.agreement.is_empty() {
            // Where record 012 has the debtor group is not known.
            at.record.text(GROUP).clone_into(&mut at.section.summary.agreement);
        }
        let bytes = at.record.bytes();
        let line = note::NUMBER.of(bytes);
        match CODE.of(bytes) {
            b"0280" if line == b"001" && matches!(note::KIND.of(bytes), b"0" | b"2") => {
                self.flush(out, at)?;
                self.begin(at);
                ControlFlow::Continue(())
            }
            b"0280" if line == b"002" && self.open.is_some() => self.second(out, at),
            b"0200" => {
                self.flush(out, at)?;
                answer(out, at)
            }
            _ => {
                self.flush(out, at)?;
                remark(out, at)
            }
        }
    }

    fn begin(&mut self, at: &mut At<'_>) {
        number(at.record, note::COUNT, at.findings);
        let amount = amount(at.record, note::AMOUNT, at.findings).unwrap_or(Money::ZERO);
        let due_on = date(at.record, note::DUE, at.dates, at.findings);
        self.open = Some(Accepted { due_on, amount });
        std::mem::swap(&mut self.first, at.record);
    }

    fn second(&mut self, out: &mut Out<'_, '_>, at: &mut At<'_>) -> ControlFlow<()> {
        let Some(accepted) = self.open.take() else {
            return ControlFlow::Continue(());
        };
        let same = amount(at.record, note::SAME_AMOUNT, at.findings);
        if same.is_some_and(|same| same != accepted.amount) {
            let expected = self.first.text(note::AMOUNT);
            let finding = at
                .record
                .finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, note::SAME_AMOUNT, expected);
            at.findings.push(finding);
        }
        let second = at.record.as_text();
        // The second digit tells the list: 1 control information, 2 remarks, 3 errors (part 8.2).
        let number = second.trimmed(note::TEXT_NUMBER);
        let is_remark = matches!(number.as_bytes().get(1), Some(b'2' | b'3'));
        let bank = Some(second.trimmed(note::BANK)).filter(|bank| !bank.is_empty());
        let mut notice = self.notice(accepted, at.section.part, &at.section.summary.account);
        notice.length = length(self.first.offset(), at.record.end());
        notice.text = bank;
        if is_remark {
            notice.kind = NoticeKind::Remark;
            notice.code = number;
        }
        out.notice(&notice, &mut at.section.tally.notices, at.findings)
    }

    /// Hands on an entry that has no second line.
    pub fn flush(&mut self, out: &mut Out<'_, '_>, at: &mut At<'_>) -> ControlFlow<()> {
        let Some(accepted) = self.open.take() else {
            return ControlFlow::Continue(());
        };
        let notice = self.notice(accepted, at.section.part, &at.section.summary.account);
        out.notice(&notice, &mut at.section.tally.notices, at.findings)
    }

    fn notice<'a>(&'a self, accepted: Accepted, part: u32, account: &'a str) -> Notice<'a> {
        let first = self.first.as_text();
        let count = first.field(note::COUNT).trim_start_matches('0');
        Notice {
            code: first.field(note::KIND),
            on: accepted.due_on,
            amount: Some(accepted.amount),
            other: Some(if count.is_empty() { "0" } else { count }),
            ..placed(NoticeKind::DrawsAccepted, part, account, &self.first)
        }
    }
}

/// An answer to the registration of an agreement (part 8.2): its text number is shown as it is.
fn answer(out: &mut Out<'_, '_>, at: &mut At<'_>) -> ControlFlow<()> {
    number(at.record, note::MANDATE, at.findings);
    let on = date(at.record, note::ON, at.dates, at.findings);
    let texts = at.record.as_text();
    let words = texts.trimmed(note::WORDS);
    let notice = Notice {
        code: texts.trimmed(note::TEXT_NUMBER),
        payer_number: customer(texts.trimmed(note::CUSTOMER)),
        mandate_number: known(texts.field(note::MANDATE)),
        on,
        text: Some(words).filter(|w| !is_none(w.as_bytes())),
        ..placed(NoticeKind::Remark, at.section.part, &at.section.summary.account, at.record)
    };
    out.notice(&notice, &mut at.section.tally.notices, at.findings)
}

/// A line that is not known: its transaction code and what it says.
fn remark(out: &mut Out<'_, '_>, at: &mut At<'_>) -> ControlFlow<()> {
    let texts = at.record.as_text();
    let number = texts.trimmed(note::TEXT_NUMBER);
    let words = texts.trimmed(note::WORDS);
    let notice = Notice {
        code: if number.is_empty() { texts.field(CODE) } else { number },
        payer_number: customer(texts.trimmed(note::CUSTOMER)),
        text: Some(words).filter(|w| !is_none(w.as_bytes())),
        ..placed(NoticeKind::Remark, at.section.part, &at.section.summary.account, at.record)
    };
    out.notice(&notice, &mut at.section.tally.notices, at.findings)
}

fn length(offset: u64, end: u64) -> u32 {
    u32::try_from(end.saturating_sub(offset)).unwrap_or(u32::MAX)
}
