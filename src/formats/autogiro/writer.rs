//! Writes what Bankgirot answers, in the new layout: for tests, for trials and for measuring.

use std::io::Write;

use chrono::NaiveDate;

use super::records::{REFUNDS, amended, closing, head, mandate, opening, payment, refused};
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind;
use crate::formats::bankgiro::{Draft, put_amount, put_day, put_significant, put_text};
use crate::formats::fixed::{DoesNotFit, Field};
use crate::formats::{WriteError, WriteFile, WriteNotice, WritePart, WritePayment};
use crate::formats::writing::At;

/// Writes a file; see [`crate::formats::Codec::write`]. What a part tells decides on its layout: a payment specification
/// (also where it tells nothing), or what became of agreements, or refused, or cancelled and moved draws; more than one of them
/// cannot stand in one part. The agreement of a part is the customer number, six digits. Day and lump key of payments are those
/// of their head: `yyyymmdd` and five digits, for refunds with 17 in front.
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &WriteFile, out: &mut dyn Write) -> Result<(), WriteError> {
    let mut writer = Writer { out, at: At::default() };
    for part in &file.parts {
        writer.at.next_part();
        writer.part(part, file)?;
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Specification,
    Mandates,
    Refused,
    Amended,
}

impl Layout {
    fn of(kind: NoticeKind) -> Option<Layout> {
        match kind {
            NoticeKind::DrawFailed | NoticeKind::DrawRetried | NoticeKind::PaidOut => Some(Layout::Specification),
            NoticeKind::MandateNew
            | NoticeKind::MandateEnded
            | NoticeKind::MandateRefused
            | NoticeKind::MandatePaused
            | NoticeKind::MandateResumed
            | NoticeKind::MandateUnchanged => Some(Layout::Mandates),
            NoticeKind::DrawRefused => Some(Layout::Refused),
            NoticeKind::DrawCancelled | NoticeKind::DrawMoved => Some(Layout::Amended),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Layout::Specification => "BET. SPEC & STOPP TK",
            Layout::Mandates => "AG-MEDAVI",
            Layout::Refused => "AVVISADE BET UPPDR",
            Layout::Amended => "MAKULERING/ÄNDRING",
        }
    }
}

struct Writer<'o> {
    out: &'o mut dyn Write,
    at: At,
}

/// What is common to the payments under one head.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Head {
    record: &'static [u8; 2],
    date: NaiveDate,
    serial: String,
}

/// One record under a head.
struct Line<'a> {
    record: &'static [u8; 2],
    date: NaiveDate,
    payer: &'a Option<String>,
    amount: Money,
    reference: &'a Option<String>,
    status: &'a str,
    is_done: bool,
}

impl Writer<'_> {
    fn record(&mut self, draft: &Draft) -> Result<(), WriteError> {
        self.out.write_all(draft.bytes())?;
        Ok(self.out.write_all(b"\r\n")?)
    }

    /// Turns a value that does not fit into an error that names it.
    fn fit(&self, field: &'static str, value: impl ToString, fits: Result<(), DoesNotFit>) -> Result<(), WriteError> {
        self.at.fit(field, value, fits)
    }

    fn part(&mut self, part: &WritePart, file: &WriteFile) -> Result<(), WriteError> {
        let mut layout = (!part.payments.is_empty()).then_some(Layout::Specification);
        for (place, notice) in part.notices.iter().enumerate() {
            let this = Layout::of(notice.kind);
            if this.is_none() || layout.is_some_and(|layout| Some(layout) != this) {
                let item = part.payments.len().saturating_add(place).saturating_add(1);
                return Err(WriteError::NotInFormat {
                    part: self.at.part,
                    item: u32::try_from(item).unwrap_or(u32::MAX),
                });
            }
            layout = this;
        }
        let layout = layout.unwrap_or(Layout::Specification);
        self.opening(part, file, layout)?;
        match layout {
            Layout::Specification => self.specification(part, file.created_on),
            Layout::Mandates => self.mandates(part, file.created_on),
            Layout::Refused => self.refused(part, file.created_on),
            Layout::Amended => self.amended(part, file.created_on),
        }
    }

    fn opening(&mut self, part: &WritePart, file: &WriteFile, layout: Layout) -> Result<(), WriteError> {
        let mut record = draft(b"01");
        self.fit("service", "AUTOGIRO", record.left(opening::NEW_MARK, "AUTOGIRO"))?;
        self.fit("date", file.created_on, put_day(&mut record, opening::NEW_DATE, file.created_on))?;
        if layout == Layout::Specification {
            // A running number in place of the time of day.
            let put = record.number(opening::NEW_CLOCK, u64::from(file.transmission));
            self.fit("transmission", file.transmission, put)?;
        }
        self.fit("layout", layout.name(), record.left(opening::NEW_NAME, layout.name()))?;
        let is_whole = part.agreement.len() == opening::NEW_CUSTOMER.width();
        let put = if is_whole {
            record.digits(opening::NEW_CUSTOMER, &part.agreement)
        } else {
            Err(DoesNotFit)
        };
        self.fit("agreement", &part.agreement, put)?;
        self.account(&mut record, opening::NEW_ACCOUNT, part)?;
        self.record(&record)
    }

    fn account(&self, record: &mut Draft, field: Field, part: &WritePart) -> Result<(), WriteError> {
        let put = if part.account.is_empty() {
            Err(DoesNotFit)
        } else {
            put_significant(record, field, &part.account)
        };
        self.fit("account", &part.account, put)
    }

    fn specification(&mut self, part: &WritePart, created_on: NaiveDate) -> Result<(), WriteError> {
        let mut groups: Vec<(Head, Vec<Line<'_>>)> = Vec::new();
        let mut add = |head: Head, line| match groups.last_mut() {
            Some((last, lines)) if *last == head => lines.push(line),
            _ => groups.push((head, vec![line])),
        };
        for (place, what) in part.payments.iter().enumerate() {
            self.at.item = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
            let (head, line) = self.paid(what)?;
            add(head, line);
        }
        for what in &part.notices {
            self.at.item = self.at.item.saturating_add(1);
            let is_out = what.kind == NoticeKind::PaidOut;
            let on = what.on.unwrap_or(created_on);
            self.fit("date", on, what.on.map(|_| ()).ok_or(DoesNotFit))?;
            let head = Head {
                record: if is_out { b"16" } else { b"15" },
                date: on,
                serial: "00000".to_owned(),
            };
            let is_known = match what.kind {
                NoticeKind::DrawFailed => matches!(what.code.as_str(), "1" | "2"),
                NoticeKind::DrawRetried => what.code == "9",
                _ => what.code == "0",
            };
            self.fit("code", &what.code, if is_known { Ok(()) } else { Err(DoesNotFit) })?;
            let line = Line {
                record: if is_out { b"32" } else { b"82" },
                date: on,
                payer: &what.payer_number,
                amount: self.amount_of(what)?,
                reference: &what.reference,
                status: &what.code,
                is_done: is_out,
            };
            add(head, line);
        }
        let mut counts = [(0_u64, 0_u64); 3];
        self.at.item = 0;
        for (head, lines) in &groups {
            let which = match head.record {
                b"16" => 1,
                b"17" => 2,
                _ => 0,
            };
            let done = self.group(part, head, lines)?;
            if let Some((heads, records)) = counts.get_mut(which) {
                *heads = heads.saturating_add(1);
                *records = records.saturating_add(done);
            }
        }
        let mut tail = self.closing(created_on)?;
        for ((heads, records), fields) in counts.into_iter().zip(closing::NEW) {
            self.fit("count", heads, tail.number(fields.0, heads))?;
            self.fit("count", records, tail.number(fields.1, records))?;
        }
        self.record(&tail)
    }

    /// A payment, and the head it belongs under.
    fn paid<'a>(&self, what: &'a WritePayment) -> Result<(Head, Line<'a>), WriteError> {
        let is_refund = what.direction == Direction::Out;
        let kind = if is_refund { "77" } else { "82" };
        let is_kind = what.kind == kind && !what.several;
        self.fit("type", &what.kind, if is_kind { Ok(()) } else { Err(DoesNotFit) })?;
        let day = what.settled_on.format("%Y%m%d").to_string();
        let key = if is_refund {
            what.lump_key.strip_prefix(REFUNDS)
        } else {
            Some(what.lump_key.as_str())
        };
        let serial = key.and_then(|key| key.strip_prefix(&day)).filter(|serial| serial.len() == head::SERIAL.width());
        self.fit("lump key", &what.lump_key, serial.map(|_| ()).ok_or(DoesNotFit))?;
        let head = Head {
            record: if is_refund { b"17" } else { b"15" },
            date: what.settled_on,
            serial: serial.unwrap_or_default().to_owned(),
        };
        let line = Line {
            record: if is_refund { b"77" } else { b"82" },
            date: what.settled_on,
            payer: &what.payer_number,
            amount: what.amount,
            reference: &what.reference,
            status: if is_refund { "" } else { "0" },
            is_done: true,
        };
        let more = [&what.payer_account, &what.payer_name, &what.archive_reference, &what.text];
        for value in more.into_iter().flatten() {
            self.fit("text", value, Err(DoesNotFit))?;
        }
        Ok((head, line))
    }

    /// Writes a head and what stands under it; gives how many were carried out.
    fn group(&mut self, part: &WritePart, head: &Head, lines: &[Line<'_>]) -> Result<u64, WriteError> {
        let done = || lines.iter().filter(|line| line.is_done);
        let sum = Money::sum(done().map(|line| line.amount)).map_err(|_| WriteError::Sum { part: self.at.part })?;
        let count = u64::try_from(done().count()).unwrap_or(u64::MAX);
        let mut record = draft(head.record);
        self.fit("account", 0, record.number(head::ACCOUNT, 0))?;
        self.fit("date", head.date, put_day(&mut record, head::DATE, head.date))?;
        self.fit("lump key", &head.serial, record.digits(head::SERIAL, &head.serial))?;
        let put = u64::try_from(sum.minor()).map_err(|_| DoesNotFit).and_then(|minor| record.number(head::SUM, minor));
        put.map_err(|DoesNotFit| WriteError::Sum { part: self.at.part })?;
        self.fit("count", count, record.number(head::COUNT, count))?;
        self.record(&record)?;
        for line in lines {
            let mut record = draft(line.record);
            self.fit("date", line.date, put_day(&mut record, payment::DATE, line.date))?;
            self.fit("period", 0, record.number(payment::PERIOD, 0))?;
            self.payer(&mut record, payment::PAYER, line.payer)?;
            self.fit("amount", line.amount, put_amount(&mut record, payment::AMOUNT, line.amount))?;
            self.account(&mut record, payment::ACCOUNT, part)?;
            self.reference(&mut record, payment::REFERENCE, line.reference)?;
            if line.record == b"77" {
                self.fit("date", line.date, put_day(&mut record, payment::REFUNDED, line.date))?;
                self.fit("reason", "01", record.left(payment::REASON, "01"))?;
            } else {
                self.fit("status", line.status, record.left(payment::STATUS, line.status))?;
            }
            self.record(&record)?;
        }
        Ok(count)
    }

    fn mandates(&mut self, part: &WritePart, created_on: NaiveDate) -> Result<(), WriteError> {
        for what in &part.notices {
            self.at.item = self.at.item.saturating_add(1);
            let mut record = draft(b"73");
            self.account(&mut record, mandate::ACCOUNT, part)?;
            self.payer(&mut record, mandate::PAYER, &what.payer_number)?;
            for (name, field, value) in [
                ("payer account", mandate::PAYER_ACCOUNT, &what.payer_account),
                ("payer id", mandate::PAYER_ID, &what.other),
            ] {
                let value = value.as_deref().unwrap_or_default();
                let is_whole = value.is_empty() || value.len() == field.width();
                self.fit(name, value, if is_whole { record.digits(field, value) } else { Err(DoesNotFit) })?;
            }
            let (info, comment) = what.code.split_at_checked(2).unwrap_or_default();
            let is_kind = what.code.len() == 4 && super::codes::mandate(info, comment) == Some(what.kind);
            let put = if is_kind { record.digits(mandate::CODES, &what.code) } else { Err(DoesNotFit) };
            self.fit("code", &what.code, put)?;
            let put = what.on.ok_or(DoesNotFit).and_then(|on| put_day(&mut record, mandate::DATE, on));
            self.fit("date", what.on.unwrap_or(created_on), put)?;
            self.record(&record)?;
        }
        let count = u64::try_from(part.notices.len()).unwrap_or(u64::MAX);
        let mut tail = self.closing(created_on)?;
        self.fit("count", count, tail.number(closing::RECORDS, count))?;
        self.record(&tail)
    }

    fn refused(&mut self, part: &WritePart, created_on: NaiveDate) -> Result<(), WriteError> {
        for what in &part.notices {
            self.at.item = self.at.item.saturating_add(1);
            let mut record = draft(b"82");
            let put = what.on.ok_or(DoesNotFit).and_then(|on| put_day(&mut record, payment::DATE, on));
            self.fit("date", what.on.unwrap_or(created_on), put)?;
            self.fit("period", 0, record.number(payment::PERIOD, 0))?;
            self.payer(&mut record, refused::PAYER, &what.payer_number)?;
            let amount = self.amount_of(what)?;
            self.fit("amount", amount, put_amount(&mut record, refused::AMOUNT, amount))?;
            self.reference(&mut record, refused::REFERENCE, &what.reference)?;
            self.comment(&mut record, refused::COMMENT, what, super::codes::is_refusal(&what.code))?;
            self.record(&record)?;
        }
        self.both(part, created_on, closing::REFUSED, closing::REFUSED_OUT)
    }

    fn amended(&mut self, part: &WritePart, created_on: NaiveDate) -> Result<(), WriteError> {
        for what in &part.notices {
            self.at.item = self.at.item.saturating_add(1);
            let is_moved = what.kind == NoticeKind::DrawMoved;
            let mut record = draft(if is_moved { b"29" } else { b"25" });
            let put = what.on.ok_or(DoesNotFit).and_then(|on| put_day(&mut record, payment::DATE, on));
            self.fit("date", what.on.unwrap_or(created_on), put)?;
            self.payer(&mut record, amended::PAYER, &what.payer_number)?;
            self.fit("type", "82", record.left(amended::CODE, "82"))?;
            let amount = self.amount_of(what)?;
            self.fit("amount", amount, put_amount(&mut record, amended::AMOUNT, amount))?;
            self.fit("count", 0, record.number(amended::COUNT, 0))?;
            let put = match what.until_on.filter(|_| is_moved) {
                Some(date) => put_day(&mut record, amended::NEW_DATE, date),
                None if what.until_on.is_none() && !is_moved => record.number(amended::NEW_DATE, 0),
                None => Err(DoesNotFit),
            };
            self.fit("new date", what.until_on.unwrap_or(created_on), put)?;
            self.reference(&mut record, amended::REFERENCE, &what.reference)?;
            let is_kind = super::codes::amendment(&what.code) == Some(what.kind);
            self.comment(&mut record, amended::COMMENT, what, is_kind)?;
            self.record(&record)?;
        }
        self.both(part, created_on, closing::COLLECTED, closing::PAID_OUT)
    }

    /// Writes a closing that has count and sum of collections; there are no pay-outs.
    fn both(&mut self, part: &WritePart, created_on: NaiveDate, collected: (Field, Field), paid_out: (Field, Field)) -> Result<(), WriteError> {
        let amounts = part.notices.iter().filter_map(|what| what.amount);
        let sum = Money::sum(amounts).map_err(|_| WriteError::Sum { part: self.at.part })?;
        let count = u64::try_from(part.notices.len()).unwrap_or(u64::MAX);
        let mut tail = self.closing(created_on)?;
        self.fit("count", count, tail.number(collected.0, count))?;
        let put = u64::try_from(sum.minor()).map_err(|_| DoesNotFit).and_then(|minor| tail.number(collected.1, minor));
        put.map_err(|DoesNotFit| WriteError::Sum { part: self.at.part })?;
        self.fit("count", 0, tail.number(paid_out.0, 0))?;
        self.fit("sum", 0, tail.number(paid_out.1, 0))?;
        self.record(&tail)
    }

    fn closing(&self, created_on: NaiveDate) -> Result<Draft, WriteError> {
        let mut tail = draft(b"09");
        self.fit("date", created_on, put_day(&mut tail, opening::DATE, created_on))?;
        self.fit("sender", "9900", tail.left(opening::SHORT_FROM, "9900"))?;
        Ok(tail)
    }

    fn amount_of(&self, what: &WriteNotice) -> Result<Money, WriteError> {
        self.fit("amount", "", what.amount.map(|_| ()).ok_or(DoesNotFit))?;
        Ok(what.amount.unwrap_or_default())
    }

    fn payer(&self, record: &mut Draft, field: Field, number: &Option<String>) -> Result<(), WriteError> {
        let number = number.as_deref().unwrap_or_default();
        let put = if number.is_empty() {
            Err(DoesNotFit)
        } else {
            put_significant(record, field, number)
        };
        self.fit("payer number", number, put)
    }

    fn reference(&self, record: &mut Draft, field: Field, reference: &Option<String>) -> Result<(), WriteError> {
        let reference = reference.as_deref().unwrap_or_default();
        self.fit("reference", reference, put_text(record, field, reference))
    }

    fn comment(&self, record: &mut Draft, field: Field, what: &WriteNotice, is_known: bool) -> Result<(), WriteError> {
        let put = if is_known { record.digits(field, &what.code) } else { Err(DoesNotFit) };
        self.fit("code", &what.code, put)
    }
}

fn draft(record: &[u8; 2]) -> Draft {
    let mut draft = Draft::filled(b' ');
    draft.begin(record);
    draft
}
