//! What is told besides payments: draws that failed, agreements, slips that were printed, information.

use super::{DoesNotFit, Money, NoticeKind, Sheet, WriteError, WriteNotice, WritePart, agreement, begin, clean, customer, whole};
use crate::domain::bankfile::Direction;
use crate::formats::betalingsservice::records::{mandate, note, paid};

/// Writes one; `before` is the one before it.
pub fn notice(
    sheet: &mut Sheet<'_>,
    part: &WritePart,
    section: &str,
    what: &WriteNotice,
    before: Option<&WriteNotice>,
) -> Result<(), WriteError> {
    if what.payer_account.is_some() || what.notify.is_some() {
        return Err(sheet.foreign());
    }
    match (section, what.kind) {
        ("0211", NoticeKind::MandateEnded) => ended(sheet, what, before),
        ("0211", _) => failed(sheet, part, what),
        ("0217", _) => slip(sheet, part, what),
        ("0120", NoticeKind::DrawsAccepted) => accepted(sheet, part, what),
        ("0120", _) => answer(sheet, part, what),
        _ => mandate(sheet, part, what),
    }
}

/// What the format has no room for must not be there.
fn only(sheet: &Sheet<'_>, spare: &[bool]) -> Result<(), WriteError> {
    if spare.iter().any(|there| *there) {
        Err(sheet.foreign())
    } else {
        Ok(())
    }
}

/// A draw that failed for want of an agreement tells that the agreement ended; there is no record of its own for it.
fn ended(sheet: &Sheet<'_>, what: &WriteNotice, before: Option<&WriteNotice>) -> Result<(), WriteError> {
    let same = before.is_some_and(|b| {
        b.kind == NoticeKind::DrawFailed
            && b.code == what.code
            && b.payer_number == what.payer_number
            && b.mandate_number == what.mandate_number
    });
    if same { Ok(()) } else { Err(sheet.foreign()) }
}

fn failed(sheet: &mut Sheet<'_>, part: &WritePart, what: &WriteNotice) -> Result<(), WriteError> {
    only(sheet, &[what.until_on.is_some(), what.other.is_some(), what.text.is_some()])?;
    let mut draft = begin(sheet, part, b"BS042", &what.code)?;
    customer(sheet, &mut draft, paid::CUSTOMER, what.payer_number.as_deref())?;
    agreement(sheet, &mut draft, paid::MANDATE, what.mandate_number.as_deref())?;
    sheet.fit("date", &what.code, draft.ddmmyy(paid::DUE, what.on))?;
    let sign = if what.direction == Direction::In { "1" } else { "2" };
    sheet.fit("sign", sign, draft.left(paid::SIGN, sign))?;
    sheet.amount(&mut draft, paid::ASKED, what.amount.unwrap_or_default())?;
    let own = what.reference.as_deref().unwrap_or_default();
    sheet.fit("reference", own, clean(&mut draft, paid::REFERENCE, own))?;
    for field in [paid::PAID_ON, paid::BOOKED_ON, paid::AMOUNT] {
        sheet.fit("amount", "", draft.number(field, 0))?;
    }
    sheet.money(&draft, Money::ZERO)
}

fn mandate(sheet: &mut Sheet<'_>, part: &WritePart, what: &WriteNotice) -> Result<(), WriteError> {
    let spare = [
        what.reference.is_some(),
        what.amount.is_some(),
        what.other.is_some(),
        what.text.is_some(),
    ];
    only(sheet, &spare)?;
    let mut draft = begin(sheet, part, b"BS042", &what.code)?;
    customer(sheet, &mut draft, mandate::CUSTOMER, what.payer_number.as_deref())?;
    agreement(sheet, &mut draft, mandate::NUMBER, what.mandate_number.as_deref())?;
    for (field, date) in [(mandate::FROM, what.on), (mandate::UNTIL, what.until_on)] {
        sheet.fit("date", &what.code, draft.ddmmyy(field, date))?;
    }
    sheet.money(&draft, Money::ZERO)
}

fn slip(sheet: &mut Sheet<'_>, part: &WritePart, what: &WriteNotice) -> Result<(), WriteError> {
    only(sheet, &[what.mandate_number.is_some(), what.until_on.is_some()])?;
    let mut draft = begin(sheet, part, b"BS042", &what.code)?;
    customer(sheet, &mut draft, mandate::CUSTOMER, what.payer_number.as_deref())?;
    let other = what.other.as_deref().unwrap_or_default();
    let (card, creditor) = other.split_once(' ').unwrap_or_default();
    sheet.fit("card type", other, whole(&mut draft, mandate::SLIP_TYPE, card))?;
    sheet.fit("creditor", other, whole(&mut draft, mandate::SLIP_CREDITOR, creditor))?;
    let printed = what.reference.as_deref().unwrap_or_default();
    sheet.fit("reference", printed, draft.digits(mandate::IDENTIFICATION, printed))?;
    sheet.fit("date", &what.code, draft.ddmmyy(mandate::SLIP_DUE, what.on))?;
    let amount = what.amount.unwrap_or_default();
    sheet.amount(&mut draft, mandate::SLIP_AMOUNT, amount)?;
    let own = what.text.as_deref().unwrap_or_default();
    sheet.fit("text", own, clean(&mut draft, mandate::SLIP_REFERENCE, own))?;
    sheet.money(&draft, amount)
}

/// How many collections of ours were taken, in two lines.
fn accepted(sheet: &mut Sheet<'_>, part: &WritePart, what: &WriteNotice) -> Result<(), WriteError> {
    let spare = [
        what.reference.is_some(),
        what.payer_number.is_some(),
        what.mandate_number.is_some(),
        what.until_on.is_some(),
    ];
    only(sheet, &spare)?;
    let mut first = begin(sheet, part, b"BS022", "0280")?;
    let known = matches!(what.code.as_str(), "0" | "2");
    sheet.fit("line", 1, first.number(note::NUMBER, 1))?;
    let put = if known {
        first.left(note::KIND, &what.code)
    } else {
        Err(DoesNotFit)
    };
    sheet.fit("kind", &what.code, put)?;
    sheet.fit("kind", &what.code, first.number(note::MANDATE, 0))?;
    sheet.fit("account", "", first.number(note::ACCOUNT, 0))?;
    sheet.fit("date", &what.code, first.ddmmyy(note::DUE, what.on))?;
    sheet.fit("date", &what.code, first.number(note::DELIVERED, 0))?;
    let count = what.other.as_deref().unwrap_or_default();
    sheet.fit("count", count, first.digits(note::COUNT, count))?;
    sheet.fit("count", count, first.number(note::TEXTS, 0))?;
    let amount = what.amount.unwrap_or_default();
    sheet.amount(&mut first, note::AMOUNT, amount)?;
    sheet.note(&first)?;
    let mut second = begin(sheet, part, b"BS022", "0280")?;
    sheet.fit("line", 2, second.number(note::NUMBER, 2))?;
    sheet.amount(&mut second, note::SAME_AMOUNT, amount)?;
    let bank = what.text.as_deref().unwrap_or_default();
    sheet.fit("text", bank, clean(&mut second, note::BANK, bank))?;
    let number = if what.code == "0" { "210100" } else { "210300" };
    sheet.fit("kind", &what.code, second.digits(note::TEXT_NUMBER, number))?;
    sheet.note(&second)
}

/// An answer to a registration.
fn answer(sheet: &mut Sheet<'_>, part: &WritePart, what: &WriteNotice) -> Result<(), WriteError> {
    let spare = [
        what.reference.is_some(),
        what.amount.is_some(),
        what.until_on.is_some(),
        what.other.is_some(),
    ];
    only(sheet, &spare)?;
    let mut draft = begin(sheet, part, b"BS022", "0200")?;
    sheet.fit("line", 1, draft.number(note::NUMBER, 1))?;
    customer(sheet, &mut draft, note::CUSTOMER, what.payer_number.as_deref())?;
    agreement(sheet, &mut draft, note::MANDATE, what.mandate_number.as_deref())?;
    sheet.fit("date", &what.code, draft.ddmmyy(note::ON, what.on))?;
    let text = what.text.as_deref().unwrap_or_default();
    sheet.fit("text", text, clean(&mut draft, note::WORDS, text))?;
    sheet.fit("text number", &what.code, whole(&mut draft, note::TEXT_NUMBER, &what.code))?;
    sheet.note(&draft)
}
