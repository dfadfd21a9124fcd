//! Writes the payments of an assignment, as the bank would.

use super::records::{ARCHIVE, LUMP, ORDERED, PAYER, SIGN, TEXT, TYPES, has_text, is_refund};
use crate::domain::bankfile::Direction;
use crate::formats::fixed::{DoesNotFit, digits};
use crate::formats::ny::{Totals, Writer, transaction};
use crate::formats::{WriteError, WritePart, WritePayment};

/// Writes the payments of a part.
///
/// # Errors
/// [`WriteError`].
pub fn write_part(writer: &mut Writer<'_, '_>, what: &WritePart) -> Result<Totals, WriteError> {
    let mut totals = Totals::default();
    for (number, payment) in (1_u32..).zip(&what.payments) {
        writer.item(number);
        let subtracted = write_payment(writer, number, payment)?;
        let effect = if subtracted { payment.amount.negated() } else { payment.amount };
        writer.fit("amount", payment.amount, totals.count(effect, Some(payment.settled_on)))?;
    }
    match what.notices.first() {
        None => Ok(totals),
        Some(_) => Err(writer.not_in_format()),
    }
}

/// Writes one payment. True if the control sum takes it away.
fn write_payment(writer: &mut Writer<'_, '_>, number: u32, what: &WritePayment) -> Result<bool, WriteError> {
    let kind = digits(what.kind.as_bytes())
        .and_then(|k| u8::try_from(k).ok())
        .filter(|k| TYPES.contains(k) && what.kind.len() == 2);
    let Some(kind) = kind else {
        return writer.fit("type", &what.kind, Err(DoesNotFit)).map(|()| false);
    };
    let out = what.direction == Direction::Out;
    if is_refund(kind) && !out {
        writer.fit("type", &what.kind, Err(DoesNotFit))?;
    }
    first(writer, number, what, out)?;
    second(writer, number, what)?;
    let text = what.text.as_deref().unwrap_or_default();
    if has_text(kind) {
        let mut third = writer.begin(&format!("09{}32", what.kind), number)?;
        let clean = if text.ends_with(' ') {
            Err(DoesNotFit)
        } else {
            third.left(TEXT, text)
        };
        writer.fit("text", text, clean)?;
        writer.record(&third)?;
    } else if what.text.is_some() {
        writer.fit("text", text, Err(DoesNotFit))?;
    }
    Ok(out && !is_refund(kind))
}

fn first(writer: &mut Writer<'_, '_>, number: u32, what: &WritePayment, out: bool) -> Result<(), WriteError> {
    let mut first = writer.begin(&format!("09{}30", what.kind), number)?;
    let settled = first.ddmmyy(transaction::DATE, Some(what.settled_on));
    writer.fit("settlement date", what.settled_on, settled)?;
    let lump = if what.lump_key.len() == LUMP.width() {
        first.digits(LUMP, &what.lump_key)
    } else {
        Err(DoesNotFit)
    };
    writer.fit("lump key", &what.lump_key, lump)?;
    writer.fit("sign", "", first.left(SIGN, if out { "-" } else { "0" }))?;
    writer.amount(&mut first, transaction::AMOUNT, what.amount)?;
    writer.reference(&mut first, transaction::KID, what.reference.as_deref().unwrap_or_default())?;
    writer.record(&first)
}

fn second(writer: &mut Writer<'_, '_>, number: u32, what: &WritePayment) -> Result<(), WriteError> {
    let mut second = writer.begin(&format!("09{}31", what.kind), number)?;
    for (name, field, value) in [
        ("archive reference", ARCHIVE, &what.archive_reference),
        ("payer account", PAYER, &what.payer_account),
    ] {
        let value = value.as_deref().unwrap_or_default();
        // Shorter ones would be read back with zeros in front.
        let whole = value.is_empty() || value.len() == field.width();
        writer.fit(name, value, if whole { second.digits(field, value) } else { Err(DoesNotFit) })?;
    }
    if let Some(date) = what.ordered_on {
        writer.fit("order date", date, second.ddmmyy(ORDERED, Some(date)))?;
    }
    writer.record(&second)
}
