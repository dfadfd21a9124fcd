//! Reads what Betalingsservice sends: 0602 payments, 0603 agreements and printed slips, 0621 information.

use std::ops::ControlFlow;

use super::frame::{At, Body, Kind, read as read_frame};
use super::money::{Lump, Paid};
use super::notes::Entry;
use super::records::{CODE, GROUP, IDENTITY, Record, paid};
use super::slips::Slips;
use super::tally::Delivery;
use crate::domain::bankfile::{Event, FileSummary, PaymentRecord, Weight};
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::findings::{Code, Findings};
use crate::formats::{Input, ReadError, ReadOptions, Sink};

/// Reads a file; see [`crate::formats::Codec::read`].
///
/// # Errors
/// [`ReadError`].
pub fn read(input: &mut dyn Input, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<FileSummary, ReadError> {
    read_frame(input, options, Incoming::new(sink)).map(|(summary, _)| summary)
}

/// The sections that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// 0211: automatic payments.
    Automatic,
    /// 0215: slips.
    Slips,
    /// 0210: all agreements.
    Listed,
    /// 0212: agreements that changed.
    Changed,
    /// 0219: agreements to have slips electronically.
    Electronic,
    /// 0217: slips that were printed.
    Printed,
    /// 0120: information.
    Notes,
    /// One that is not read.
    Other,
}

impl Content {
    fn of(delivery: Delivery, code: &str) -> Content {
        match (delivery, code) {
            (Delivery::Payments, "0211") => Content::Automatic,
            (Delivery::Payments, "0215") => Content::Slips,
            (Delivery::Mandates, "0210") => Content::Listed,
            (Delivery::Mandates, "0212") => Content::Changed,
            (Delivery::Mandates, "0219") => Content::Electronic,
            (Delivery::Mandates, "0217") => Content::Printed,
            (Delivery::Information, "0120") => Content::Notes,
            _ => Content::Other,
        }
    }

    /// The sections that a delivery has.
    fn expected(delivery: Delivery) -> &'static str {
        match delivery {
            Delivery::Payments => "0211 0215",
            Delivery::Mandates => "0210 0212 0217 0219",
            _ => "0120",
        }
    }

    /// The transaction codes of its records 042, and of its records 022 and 052.
    fn codes(self, kind: Kind) -> &'static [&'static [u8]] {
        match (self, kind) {
            (Content::Automatic, Kind::Money) => &[b"0236", b"0237", b"0238", b"0239"],
            (Content::Slips, Kind::Money) => &[b"0297", b"0299"],
            (Content::Slips, Kind::Note) => &[b"0290"],
            (Content::Slips, Kind::Text) | (Content::Printed, Kind::Money) => &[b"0295"],
            (Content::Listed | Content::Electronic, Kind::Money) => &[b"0230"],
            (Content::Changed, Kind::Money) => &[b"0231", b"0232", b"0233", b"0234"],
            _ => &[],
        }
    }
}

struct Incoming<'o, 's> {
    out: Out<'o, 's>,
    content: Content,
    lump: Lump,
    slips: Slips,
    entry: Entry,
}

/// Hands events on, unless the file is refused anyway.
pub struct Out<'o, 's> {
    sink: &'o mut Sink<'s>,
}

impl Out<'_, '_> {
    /// Hands on a payment.
    #[inline]
    pub fn payment(&mut self, record: &PaymentRecord<'_>, findings: &Findings) -> ControlFlow<()> {
        if findings.is_refused() {
            return ControlFlow::Continue(());
        }
        (self.sink)(Event::Payment(record))
    }

    /// Hands on a notice, and counts it.
    pub fn notice(&mut self, notice: &Notice<'_>, notices: &mut u64, findings: &Findings) -> ControlFlow<()> {
        *notices = notices.saturating_add(1);
        if findings.is_refused() {
            return ControlFlow::Continue(());
        }
        (self.sink)(Event::Notice(notice))
    }
}

impl<'o, 's> Incoming<'o, 's> {
    fn new(sink: &'o mut Sink<'s>) -> Incoming<'o, 's> {
        Incoming {
            out: Out { sink },
            content: Content::Other,
            lump: Lump::default(),
            slips: Slips::default(),
            entry: Entry::default(),
        }
    }

    /// Record 042 of section 0211: a payment, or a draw that failed.
    #[inline]
    fn automatic(&mut self, at: &mut At<'_>) -> ControlFlow<()> {
        let Some(paid) = Paid::automatic(at) else {
            return ControlFlow::Continue(());
        };
        if !paid.failed {
            let lump = self.lump.of(at.record, &at.section.code, paid.settled_field());
            let Some(record) = paid.record(at.record, at.section, lump) else {
                return ControlFlow::Continue(());
            };
            return self.out.payment(&record, at.findings);
        }
        let texts = at.record.as_text();
        let reference = texts.trimmed(paid::REFERENCE);
        let account = at.section.summary.account.as_str();
        let failed = Notice {
            code: texts.field(CODE),
            reference: Some(reference).filter(|r| !r.is_empty()),
            payer_number: customer(texts.trimmed(paid::CUSTOMER)),
            mandate_number: known(texts.field(paid::MANDATE)),
            on: paid.due_on,
            direction: paid.direction,
            amount: Some(paid.asked),
            ..placed(NoticeKind::DrawFailed, at.section.part, account, at.record)
        };
        self.out.notice(&failed, &mut at.section.tally.notices, at.findings)?;
        if failed.code != "0238" {
            return ControlFlow::Continue(());
        }
        // The agreement was cancelled, and that is why.
        let ended = Notice {
            code: failed.code,
            payer_number: failed.payer_number,
            mandate_number: failed.mandate_number,
            ..placed(NoticeKind::MandateEnded, at.section.part, account, at.record)
        };
        self.out.notice(&ended, &mut at.section.tally.notices, at.findings)
    }

    fn mandate(&mut self, at: &mut At<'_>) -> ControlFlow<()> {
        let kind = match (self.content, CODE.of(at.record.bytes())) {
            // No agreement to draw, and none of the list of those.
            (Content::Electronic, _) => NoticeKind::Remark,
            (_, b"0230") => NoticeKind::MandateListed,
            (_, b"0231") => NoticeKind::MandateNew,
            _ => NoticeKind::MandateEnded,
        };
        super::mandates::mandate(kind, &mut self.out, at)
    }
}

impl Body for Incoming<'_, '_> {
    const TAKES: &'static [Delivery] = &[Delivery::Payments, Delivery::Mandates, Delivery::Information];
    const EXPECTED: &'static str = "0602 0603 0621";
    const MAY_BE_UTF8: bool = true;

    fn start(&mut self, _: &Record) {}

    fn open(&mut self, at: &mut At<'_>) -> bool {
        self.content = Content::of(at.section.delivery, &at.section.code);
        if self.content != Content::Other {
            return true;
        }
        // A section of 0602 may have money in it, so a person is asked; sections of the others come unannounced (part 13).
        let weight = if at.section.delivery == Delivery::Payments {
            Weight::Ask
        } else {
            Weight::Warn
        };
        let expected = Content::expected(at.section.delivery);
        let finding = at.record.finding(weight, Code::SERVICE_SKIPPED, CODE, expected);
        at.findings.push(finding);
        false
    }

    #[inline]
    fn record(&mut self, kind: Kind, at: &mut At<'_>) -> ControlFlow<()> {
        let code = CODE.of(at.record.bytes());
        if self.content == Content::Notes && kind == Kind::Note {
            return self.entry.take(&mut self.out, at);
        }
        let codes = self.content.codes(kind);
        if !codes.contains(&code) {
            let (found, field, expected) = if codes.is_empty() {
                (Code::UNKNOWN_RECORD, IDENTITY, at.section.delivery.records().to_owned())
            } else {
                let expected: Vec<_> = codes.iter().map(|c| String::from_utf8_lossy(c)).collect();
                (Code::UNKNOWN_TYPE, CODE, expected.join(" "))
            };
            let finding = at.record.finding(Weight::Refuse, found, field, expected);
            at.findings.push(finding);
            at.section.tally.spoil();
            return ControlFlow::Continue(());
        }
        if GROUP.of(at.record.bytes()) != at.section.summary.agreement.as_bytes() {
            let wanted = at.section.summary.agreement.as_str();
            let finding = at.record.finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, GROUP, wanted);
            at.findings.push(finding);
        }
        match (self.content, kind) {
            (Content::Automatic, _) => self.automatic(at),
            (Content::Slips, Kind::Money) => self.slips.money(&mut self.out, &mut self.lump, at),
            (Content::Slips, _) => self.slips.words(kind, &mut self.out, &mut self.lump, at),
            (Content::Printed, _) => super::mandates::slip(&mut self.out, at),
            _ => self.mandate(at),
        }
    }

    fn close(&mut self, at: &mut At<'_>) -> ControlFlow<()> {
        match self.content {
            Content::Slips => self.slips.flush(&mut self.out, &mut self.lump, at),
            Content::Notes => self.entry.flush(&mut self.out, at),
            _ => ControlFlow::Continue(()),
        }
    }
}

/// A notice about one record.
pub fn placed<'a>(kind: NoticeKind, part: u32, account: &'a str, record: &Record) -> Notice<'a> {
    Notice {
        line: record.line(),
        offset: record.offset(),
        length: u32::try_from(record.end().saturating_sub(record.offset())).unwrap_or(u32::MAX),
        ..Notice::new(kind, part, account)
    }
}

/// The payer's number with us: it comes with zeros in front, letters and all.
#[inline]
pub fn customer(field: &str) -> Option<&str> {
    Some(field.trim_start_matches('0')).filter(|c| !c.is_empty())
}

/// A number that is zeros or blanks where there is none.
#[inline]
pub fn known(field: &str) -> Option<&str> {
    let text = field.trim_matches(' ');
    Some(text).filter(|t| t.bytes().any(|b| b != b'0'))
}
