//! Writes the mandates of an assignment, as the bank would.

use super::records::mandate::{KID, NOTIFY, REASON};
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind;
use crate::formats::fixed::DoesNotFit;
use crate::formats::ny::{Totals, Writer};
use crate::formats::{WriteError, WritePart};

/// Writes the mandates of a part.
///
/// # Errors
/// [`WriteError`].
pub fn write_part(writer: &mut Writer<'_, '_>, what: &WritePart) -> Result<Totals, WriteError> {
    let mut totals = Totals::default();
    for (number, notice) in (1_u32..).zip(&what.notices) {
        writer.item(number);
        let reason = match notice.kind {
            NoticeKind::MandateListed => "0",
            NoticeKind::MandateNew => "1",
            NoticeKind::MandateEnded => "2",
            _ => return Err(writer.not_in_format()),
        };
        let mut record = writer.begin("219470", number)?;
        let code = if notice.code == reason {
            record.left(REASON, reason)
        } else {
            Err(DoesNotFit)
        };
        writer.fit("code", &notice.code, code)?;
        writer.reference(&mut record, KID, notice.reference.as_deref().unwrap_or_default())?;
        let notify = match notice.notify {
            Some(true) => "J",
            Some(false) => "N",
            None => "",
        };
        writer.fit("notify", notify, record.left(NOTIFY, notify))?;
        writer.record(&record)?;
        writer.fit("amount", "", totals.count(Money::ZERO, None))?;
    }
    match what.payments.first() {
        None => Ok(totals),
        Some(_) => Err(writer.not_in_format()),
    }
}
