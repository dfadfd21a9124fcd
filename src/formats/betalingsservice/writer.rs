//! Writes what Betalingsservice sends: for tests, for trials and for measuring.
//!
//! What a part holds says which section it is, and that which delivery. The sender is always Betalingsservice, so
//! `WriteFile::transmitter` is not written.

use std::io::Write;

use chrono::NaiveDate;

use super::records::{CODE, CREDITOR, Draft, GROUP, delivery, note, paid, register, words};
use super::sheet::{Head, Sheet, draft, wrapped};
use super::tally::Delivery;
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind;
use crate::formats::fixed::{DoesNotFit, Field};
use crate::formats::{WriteError, WriteFile, WriteNotice, WritePart, WritePayment};
use crate::formats::writing::At;

mod tell;

/// The sub-system of what is written.
const SYSTEM: &str = "BS1";
/// A free text has at most this many lines.
const LINES_MAX: usize = 41;

/// Writes a file; see [`crate::formats::Codec::write`].
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &WriteFile, out: &mut dyn Write) -> Result<(), WriteError> {
    let sections: Vec<Option<&'static str>> = file.parts.iter().map(section_of).collect();
    let kind = sections
        .iter()
        .flatten()
        .next()
        .map_or(Delivery::Payments, |code| delivery_of(code));
    let head = Head {
        supplier: &file.recipient,
        system: SYSTEM,
        number: file.transmission,
        created_on: file.created_on,
    };
    let mut sheet = Sheet::begin(out, kind, &head)?;
    for (part, section) in file.parts.iter().zip(sections) {
        sheet.at.next_part();
        // An empty one is taken for what the delivery mostly has.
        let code = section.unwrap_or(match kind {
            Delivery::Mandates => "0212",
            Delivery::Information => "0120",
            _ => "0211",
        });
        if delivery_of(code) != kind {
            sheet.at.item = 1;
            return Err(sheet.foreign());
        }
        write_part(&mut sheet, part, code, kind, file.created_on)?;
    }
    sheet.at = At::default();
    sheet.end()
}

/// The section that a part is, by the first thing in it.
fn section_of(part: &WritePart) -> Option<&'static str> {
    let payment = part.payments.first().and_then(|p| payment_section(&p.kind));
    payment.or_else(|| part.notices.first().and_then(notice_section))
}

fn payment_section(kind: &str) -> Option<&'static str> {
    match kind {
        "0236" | "0239" => Some("0211"),
        "0297" | "0299" => Some("0215"),
        _ => None,
    }
}

fn notice_section(notice: &WriteNotice) -> Option<&'static str> {
    match (notice.kind, notice.code.as_str()) {
        (NoticeKind::DrawFailed, "0237" | "0238") | (NoticeKind::MandateEnded, "0238") => Some("0211"),
        (NoticeKind::MandateListed, "0230") => Some("0210"),
        (NoticeKind::MandateNew, "0231") | (NoticeKind::MandateEnded, "0232" | "0233" | "0234") => Some("0212"),
        (NoticeKind::Remark, "0230") => Some("0219"),
        (NoticeKind::Slip, "0295") => Some("0217"),
        (NoticeKind::DrawsAccepted | NoticeKind::Remark, _) => Some("0120"),
        _ => None,
    }
}

fn delivery_of(code: &str) -> Delivery {
    match code {
        "0211" | "0215" => Delivery::Payments,
        "0120" => Delivery::Information,
        _ => Delivery::Mandates,
    }
}

fn write_part(
    sheet: &mut Sheet<'_>,
    part: &WritePart,
    code: &'static str,
    kind: Delivery,
    created_on: NaiveDate,
) -> Result<(), WriteError> {
    let mut first = begin(sheet, part, b"BS012", code)?;
    // Only 0602 has zeros before the debtor group (part 6).
    if kind != Delivery::Payments {
        sheet.fit("section", code, first.left(register::ZEROS, ""))?;
    }
    let day = if kind == Delivery::Information {
        note::MADE
    } else {
        delivery::CREATED
    };
    sheet.fit("date", created_on, first.ddmmyy(day, Some(created_on)))?;
    sheet.open(&first)?;
    for payment in &part.payments {
        sheet.at.item = sheet.at.item.saturating_add(1);
        if payment_section(&payment.kind) != Some(code) {
            return Err(sheet.foreign());
        }
        let writer = Payments { part, code };
        writer.payment(sheet, payment)?;
    }
    let mut before = None;
    for notice in &part.notices {
        sheet.at.item = sheet.at.item.saturating_add(1);
        if notice_section(notice) != Some(code) {
            return Err(sheet.foreign());
        }
        tell::notice(sheet, part, code, notice, before)?;
        before = Some(notice);
    }
    sheet.at.item = 0;
    sheet.close(&part.account, code, &part.agreement)
}

/// A record of a part: PBS number, code and debtor group.
fn begin(sheet: &Sheet<'_>, part: &WritePart, identity: &[u8; 5], code: &str) -> Result<Draft, WriteError> {
    let mut draft = draft(identity);
    let creditor = whole(&mut draft, CREDITOR, &part.account);
    sheet.fit("creditor", &part.account, creditor)?;
    sheet.fit("code", code, whole(&mut draft, CODE, code))?;
    sheet.fit("code", code, draft.number(register::ZEROS, 0))?;
    sheet.fit("debtor group", &part.agreement, whole(&mut draft, GROUP, &part.agreement))?;
    Ok(draft)
}

/// Digits that fill their field: shorter ones would be read back with zeros in front.
fn whole(draft: &mut Draft, field: Field, text: &str) -> Result<(), DoesNotFit> {
    if text.len() == field.width() {
        draft.digits(field, text)
    } else {
        Err(DoesNotFit)
    }
}

/// Text without blanks around it, which would not come back.
fn clean(draft: &mut Draft, field: Field, text: &str) -> Result<(), DoesNotFit> {
    if text.trim_matches(' ') == text {
        draft.left_windows(field, text)
    } else {
        Err(DoesNotFit)
    }
}

/// The payer's number with us, zeros in front.
fn customer(sheet: &Sheet<'_>, draft: &mut Draft, field: Field, number: Option<&str>) -> Result<(), WriteError> {
    let number = number.unwrap_or_default();
    let plain = !number.starts_with('0') && !number.contains(' ');
    let put = if plain { draft.right(field, number, b'0') } else { Err(DoesNotFit) };
    sheet.fit("customer number", number, put)
}

/// The number of an agreement: nine digits, or zeros for none.
fn agreement(sheet: &Sheet<'_>, draft: &mut Draft, field: Field, number: Option<&str>) -> Result<(), WriteError> {
    let put = match number {
        None => draft.number(field, 0),
        Some(number) => whole(draft, field, number),
    };
    sheet.fit("agreement", number.unwrap_or_default(), put)
}

/// The payments of sections 0211 and 0215.
struct Payments<'a> {
    part: &'a WritePart,
    code: &'static str,
}

impl Payments<'_> {
    fn payment(&self, sheet: &mut Sheet<'_>, what: &WritePayment) -> Result<(), WriteError> {
        let key = super::money::Lump::key(&self.part.account, &self.part.agreement, self.code, what.settled_on);
        if !what.lump_key.is_empty() && what.lump_key != key {
            return Err(sheet.misfit("lump key", &what.lump_key));
        }
        if let Some(account) = &what.payer_account {
            return Err(sheet.misfit("payer account", account));
        }
        if what.several || (what.reference.is_some() && what.text.is_some() && self.code == "0211") {
            return Err(sheet.misfit("reference", what.reference.as_deref().unwrap_or_default()));
        }
        if let Some(reference) = &what.reference
            && !is_reference(reference)
        {
            return Err(sheet.misfit("reference", reference));
        }
        let mut draft = begin(sheet, self.part, b"BS042", &what.kind)?;
        let back = matches!(what.kind.as_str(), "0239" | "0299");
        let sign = if back == (what.direction == Direction::Out) { "1" } else { "2" };
        let due = Some(what.ordered_on.unwrap_or(what.settled_on));
        for (field, date) in [(paid::PAID_ON, what.ordered_on), (paid::BOOKED_ON, Some(what.settled_on))] {
            sheet.fit("date", what.settled_on, draft.ddmmyy(field, date))?;
        }
        sheet.amount(&mut draft, paid::AMOUNT, what.amount)?;
        if self.code == "0211" {
            for (field, value) in [("payer name", &what.payer_name), ("archive reference", &what.archive_reference)] {
                if let Some(value) = value {
                    return Err(sheet.misfit(field, value));
                }
            }
            customer(sheet, &mut draft, paid::CUSTOMER, what.payer_number.as_deref())?;
            agreement(sheet, &mut draft, paid::MANDATE, None)?;
            sheet.fit("date", what.settled_on, draft.ddmmyy(paid::DUE, due))?;
            sheet.fit("sign", sign, draft.left(paid::SIGN, sign))?;
            sheet.amount(&mut draft, paid::ASKED, what.amount)?;
            let own = what.reference.as_ref().or(what.text.as_ref()).map_or("", String::as_str);
            let mistaken = what.reference.is_none() && is_reference_or_zeros(own);
            let put = if mistaken {
                Err(DoesNotFit)
            } else {
                clean(&mut draft, paid::REFERENCE, own)
            };
            sheet.fit("reference", own, put)?;
            return sheet.money(&draft, what.amount);
        }
        sheet.fit("date", what.settled_on, draft.ddmmyy(paid::SLIP_DUE, due))?;
        sheet.fit("sign", sign, draft.left(paid::SLIP_SIGN, sign))?;
        sheet.amount(&mut draft, paid::SLIP_ASKED, what.amount)?;
        self.slip(sheet, what, draft)
    }

    /// A payment by slip: of type 73 where the payer's name is told, 75 where there is a longer text, else 71.
    fn slip(&self, sheet: &mut Sheet<'_>, what: &WritePayment, mut draft: Draft) -> Result<(), WriteError> {
        let text = what.text.as_deref().unwrap_or_default();
        let is_short = what.reference.is_none()
            && what.payer_name.is_none()
            && text.chars().count() <= paid::SLIP_REFERENCE.width()
            && !is_reference_or_zeros(text);
        let lines = if is_short || text.is_empty() {
            Vec::new()
        } else {
            wrapped(text, words::TEXT.width())
        };
        if lines.len() > LINES_MAX || (!lines.is_empty() && lines.join(" ") != text) {
            return Err(sheet.misfit("text", text));
        }
        let own = if is_short {
            text
        } else {
            what.reference.as_deref().unwrap_or_default()
        };
        let card = match (&what.payer_name, lines.is_empty()) {
            (Some(_), _) => "73",
            (None, false) => "75",
            (None, true) => "71",
        };
        let number = what.payer_number.as_deref();
        if card == "73" {
            // That type has no number of the payer.
            let put = if number.is_none() {
                draft.left(paid::SLIP_CUSTOMER, "")
            } else {
                Err(DoesNotFit)
            };
            sheet.fit("customer number", number.unwrap_or_default(), put)?;
        } else {
            customer(sheet, &mut draft, paid::SLIP_CUSTOMER, number)?;
        }
        sheet.fit("code", card, draft.number(words::BEFORE_CUSTOMER, 0))?;
        sheet.fit("code", card, draft.digits(paid::SLIP_TYPE, card))?;
        sheet.fit("code", card, draft.number(paid::FEE, 0))?;
        sheet.fit("reference", own, clean(&mut draft, paid::SLIP_REFERENCE, own))?;
        let archive = what.archive_reference.as_deref().unwrap_or_default();
        let sound = archive.trim_matches(' ') == archive && (archive.is_empty() || archive.bytes().any(|b| b != b'0'));
        let put = if sound {
            draft.left(paid::ARCHIVE, archive)
        } else {
            Err(DoesNotFit)
        };
        sheet.fit("archive reference", archive, put)?;
        // Without it, nothing leads from the lines beside it to the payment.
        if archive.is_empty() && card != "71" {
            return Err(sheet.misfit("archive reference", archive));
        }
        if let Some(name) = &what.payer_name {
            let sound = if name.is_empty() { Err(DoesNotFit) } else { Ok(()) };
            sheet.fit("payer name", name, sound)?;
            let line = self.words(sheet, b"BS022", "0290", 1, &draft, name)?;
            sheet.note(&line)?;
        }
        sheet.money(&draft, what.amount)?;
        for (place, text) in lines.iter().enumerate() {
            let number = u64::try_from(place).unwrap_or(u64::MAX).saturating_add(1);
            let line = self.words(sheet, b"BS052", "0295", number, &draft, text)?;
            sheet.text(&line)?;
        }
        Ok(())
    }

    /// A record 022 or 052 beside the payment's.
    fn words(
        &self,
        sheet: &Sheet<'_>,
        identity: &[u8; 5],
        code: &str,
        number: u64,
        payment: &Draft,
        text: &str,
    ) -> Result<Draft, WriteError> {
        let mut line = begin(sheet, self.part, identity, code)?;
        sheet.fit("line", number, line.number(words::NUMBER, number))?;
        sheet.fit("line", number, line.number(words::BEFORE_CUSTOMER, 0))?;
        line.copy(words::CUSTOMER, payment, paid::SLIP_CUSTOMER);
        line.copy(words::SLIP_TYPE, payment, paid::SLIP_TYPE);
        line.copy(words::ARCHIVE, payment, paid::ARCHIVE);
        sheet.fit("text", text, clean(&mut line, words::TEXT, text))?;
        Ok(line)
    }
}

/// Whether a reader takes our own reference for a payment reference.
fn is_reference(own: &str) -> bool {
    !own.is_empty() && own.bytes().all(|b| b.is_ascii_digit()) && own.bytes().any(|b| b != b'0')
}

/// The same, or for none at all.
fn is_reference_or_zeros(own: &str) -> bool {
    !own.is_empty() && own.bytes().all(|b| b.is_ascii_digit())
}
