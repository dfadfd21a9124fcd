//! Writes what was paid out, as the bank would.

use super::records::TO_ACCOUNT;
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind;
use crate::formats::fixed::{DoesNotFit, Field};
use crate::formats::ny::{Draft, Totals, Writer, transaction};
use crate::formats::{WriteError, WriteNotice, WritePart};

/// Writes the pay-outs of a part.
///
/// # Errors
/// [`WriteError`].
pub fn write_part(writer: &mut Writer<'_, '_>, what: &WritePart) -> Result<Totals, WriteError> {
    let mut totals = Totals::default();
    for (number, notice) in (1_u32..).zip(&what.notices) {
        writer.item(number);
        if notice.kind != NoticeKind::PaidOut || notice.direction != Direction::Out {
            return Err(writer.not_in_format());
        }
        write_notice(writer, number, notice)?;
        let amount = notice.amount.unwrap_or(Money::ZERO);
        writer.fit("amount", amount, totals.count(amount, notice.on))?;
    }
    match what.payments.first() {
        None => Ok(totals),
        Some(_) => Err(writer.not_in_format()),
    }
}

fn write_notice(writer: &mut Writer<'_, '_>, number: u32, what: &WriteNotice) -> Result<(), WriteError> {
    let kind = &what.code;
    let digits = kind.len() == 2 && kind.bytes().all(|b| b.is_ascii_digit());
    writer.fit("type", kind, if digits { Ok(()) } else { Err(DoesNotFit) })?;
    let mut first = writer.begin(&format!("04{kind}30"), number)?;
    let date = what.on.ok_or(DoesNotFit).and_then(|on| first.ddmmyy(transaction::DATE, Some(on)));
    writer.fit("settlement date", "", date)?;
    let to = what.other.as_deref().unwrap_or_default();
    let account = if to.is_empty() || to.len() == TO_ACCOUNT.width() {
        first.digits(TO_ACCOUNT, to)
    } else {
        Err(DoesNotFit)
    };
    writer.fit("account", to, account)?;
    writer.amount(&mut first, transaction::AMOUNT, what.amount.unwrap_or(Money::ZERO))?;
    writer.reference(&mut first, transaction::KID, "")?;
    writer.record(&first)?;
    let mut second = writer.begin(&format!("04{kind}31"), number)?;
    text(writer, &mut second, "text", transaction::SHORT_NAME, what.text.as_deref())?;
    text(writer, &mut second, "reference", transaction::OWN_REFERENCE, what.reference.as_deref())?;
    text(writer, &mut second, "text", transaction::STATEMENT_TEXT, None)?;
    writer.record(&second)
}

/// Puts text without blanks around it: those would not be read back.
fn text(writer: &Writer<'_, '_>, draft: &mut Draft, name: &'static str, field: Field, value: Option<&str>) -> Result<(), WriteError> {
    let value = value.unwrap_or_default();
    let clean = if value.trim_matches(' ') == value {
        draft.left(field, value)
    } else {
        Err(DoesNotFit)
    };
    writer.fit(name, value, clean)
}
