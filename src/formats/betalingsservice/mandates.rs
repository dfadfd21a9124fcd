//! Delivery 0603: agreements, and slips that were printed.

use std::ops::ControlFlow;

use super::frame::At;
use super::money::date;
use super::reader::{Out, customer, known, placed};
use super::records::{CODE, mandate};
use super::tally::{amount, number};
use crate::domain::bankfile::Weight;
use crate::domain::money::Money;
use crate::domain::notice::{Notice, NoticeKind};
use crate::domain::reference::passes_mod10;
use crate::formats::findings::Code;

/// Digits of a payment identification on slips of type 71 (part 11); the other types have one more.
const LENGTH_71: usize = 15;
const LENGTH: usize = 16;

/// Record 042 of sections 0210, 0212 and 0219: an agreement.
pub fn mandate(kind: NoticeKind, out: &mut Out<'_, '_>, at: &mut At<'_>) -> ControlFlow<()> {
    number(at.record, mandate::NUMBER, at.findings);
    let on = date(at.record, mandate::FROM, at.dates, at.findings);
    let until_on = date(at.record, mandate::UNTIL, at.dates, at.findings);
    let texts = at.record.as_text();
    let notice = Notice {
        code: texts.field(CODE),
        payer_number: customer(texts.trimmed(mandate::CUSTOMER)),
        mandate_number: known(texts.field(mandate::NUMBER)),
        on,
        until_on,
        ..placed(kind, at.section.part, &at.section.summary.account, at.record)
    };
    out.notice(&notice, &mut at.section.tally.notices, at.findings)
}

/// Record 042 of section 0217: a slip that was printed (part 6.1). An identification whose check digit is wrong leads
/// nowhere and is only shown.
pub fn slip(out: &mut Out<'_, '_>, at: &mut At<'_>) -> ControlFlow<()> {
    let asked = amount(at.record, mandate::SLIP_AMOUNT, at.findings);
    let sum = asked.unwrap_or(Money::ZERO);
    if asked.is_none() {
        at.section.tally.sums_sound = false;
    }
    if at.section.tally.add(sum, sum, Money::ZERO).is_err() {
        at.section.tally.overflow(at.record, mandate::SLIP_AMOUNT, at.findings);
    }
    for field in [mandate::SLIP_TYPE, mandate::SLIP_CREDITOR, mandate::IDENTIFICATION] {
        number(at.record, field, at.findings);
    }
    let on = date(at.record, mandate::SLIP_DUE, at.dates, at.findings);
    let texts = at.record.as_text();
    let card = texts.field(mandate::SLIP_TYPE);
    let whole = texts.field(mandate::IDENTIFICATION);
    let identification = identification(card, whole);
    if identification.is_none() {
        let finding = at.record.finding(Weight::Warn, Code::SLIP_CHECK, mandate::IDENTIFICATION, "");
        at.findings.push(finding);
    }
    let own = Some(texts.trimmed(mandate::SLIP_REFERENCE)).filter(|own| !own.is_empty());
    let other = format!("{card} {}", texts.field(mandate::SLIP_CREDITOR));
    let notice = Notice {
        code: texts.field(CODE),
        reference: identification,
        payer_number: customer(texts.trimmed(mandate::CUSTOMER)),
        on,
        amount: asked,
        other: Some(&other),
        text: if identification.is_some() { own } else { Some(whole) },
        ..placed(NoticeKind::Slip, at.section.part, &at.section.summary.account, at.record)
    };
    out.notice(&notice, &mut at.section.tally.notices, at.findings)
}

/// What is printed on the slip of the 19 digits: 15 for type 71, else 16; `None` if more stands there or the check digit
/// is wrong.
fn identification<'a>(card: &str, whole: &'a str) -> Option<&'a str> {
    let length = if card == "71" { LENGTH_71 } else { LENGTH };
    let (front, printed) = whole.split_at_checked(whole.len().checked_sub(length)?)?;
    let sound = front.bytes().all(|b| b == b'0') && printed.bytes().any(|b| b != b'0') && passes_mod10(printed);
    sound.then_some(printed)
}
