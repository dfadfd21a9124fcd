//! The mandates of one assignment: a record 70 each (Nets, "AvtaleGiro – system specification").

use super::records::mandate::{KID, NOTIFY, REASON};
use crate::domain::bankfile::Event;
use crate::domain::money::Money;
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::findings::Code;
use crate::formats::ny::{Context, Counted, RECORD, TYPE, Taken, number, transaction};

/// Reads a record of service 21, assignment type 24.
pub fn record(at: &mut Context<'_, '_>) -> Taken {
    let bytes = at.current.bytes();
    match RECORD.of(bytes) {
        b"70" if at.fits => mandate(at),
        b"70" => {
            at.count_damaged();
            Taken::Done
        }
        b"88" if TYPE.of(bytes) == b"24" => Taken::Ends,
        b"20" | b"88" => Taken::Misplaced,
        _ => Taken::Unknown("70 88"),
    }
}

/// What may come next.
pub fn expected() -> String {
    "NY219470 NY212488".to_owned()
}

fn mandate(at: &mut Context<'_, '_>) -> Taken {
    let bytes = *at.current.bytes();
    let kind = match REASON.of(&bytes) {
        b"0" => Some(NoticeKind::MandateListed),
        b"1" => Some(NoticeKind::MandateNew),
        b"2" => Some(NoticeKind::MandateEnded),
        _ => None,
    };
    // Left out it says nothing, which does no harm.
    let notify = match NOTIFY.of(&bytes) {
        b"J" => Some(Some(true)),
        b"N" => Some(Some(false)),
        b" " | b"0" => Some(None),
        _ => None,
    };
    if TYPE.of(&bytes) != b"94" {
        at.refuse(Code::UNKNOWN_TYPE, TYPE, "94");
    }
    if kind.is_none() {
        at.refuse(Code::BAD_VALUE, REASON, "0 1 2");
    }
    if notify.is_none() {
        at.refuse(Code::BAD_VALUE, NOTIFY, "J N");
    }
    let number = number(&at.current, transaction::NUMBER, &mut at.findings);
    at.count_current(&Counted {
        number: number.and_then(|n| u32::try_from(n).ok()),
        amount: Some(Money::ZERO),
        subtracted: false,
        booked: None,
        date: None,
    });
    hand_on(at, kind, notify.flatten())
}

/// Hands the mandate on, unless the file is refused anyway.
fn hand_on(at: &mut Context<'_, '_>, kind: Option<NoticeKind>, notify: Option<bool>) -> Taken {
    let (Some(kind), Some(part)) = (kind, &at.part) else {
        return Taken::Done;
    };
    if at.findings.is_refused() {
        return Taken::Done;
    }
    let text = at.current.as_text();
    let notice = Notice {
        line: at.current.line(),
        offset: at.current.offset(),
        length: at.current.length_to(&at.current),
        code: text.field(REASON),
        reference: Some(text.trimmed(KID)).filter(|kid| !kid.is_empty()),
        notify,
        ..Notice::new(kind, at.part_number, &part.summary.account)
    };
    if (at.sink)(Event::Notice(&notice)).is_break() {
        Taken::Cancelled
    } else {
        Taken::Done
    }
}
