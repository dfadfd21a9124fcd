//! Telling files of the three formats apart, and showing single records of them.

use std::io::Cursor;

use super::reader;
use super::records::{RECORD, WIDTH};
use crate::domain::payment::Method;
use crate::formats::looks::content;
use crate::formats::{Mark, ReadOptions, Sink, mark};

/// Whether a file that begins with these bytes is of one of the three formats, and its first assignment of this service
/// (two digits). A file begins `NY000010`; one that begins `NY` and mostly digits is meant to, so that its fault can be told.
/// What has no first assignment of another service counts as OCR giro (09).
pub fn leads_to(head: &[u8], service: &[u8; 2]) -> bool {
    let content = content(head);
    let Some(rest) = content.strip_prefix(b"NY") else {
        return false;
    };
    let identity = rest.get(..6).unwrap_or(rest);
    let digits = identity.iter().filter(|b| b.is_ascii_digit()).count();
    if digits == 0 || digits.saturating_add(2) < identity.len() {
        return false;
    }
    let first = match first_assignment(content) {
        Some(b"21") => b"21",
        Some(b"04") => b"04",
        _ => b"09",
    };
    first == service
}

/// The service of the first assignment, if that is the second record.
fn first_assignment(content: &[u8]) -> Option<&[u8]> {
    // Without line ends, records follow each other directly.
    let end = memchr::memchr(b'\n', content).filter(|end| *end < WIDTH.saturating_mul(2));
    let second = content.get(end.unwrap_or(WIDTH)..)?.trim_ascii_start();
    let is_assignment = second.starts_with(b"NY") && RECORD.of(second) == b"20";
    second.get(2..4).filter(|_| is_assignment)
}

/// Puts an opening in front of the records of one event, so that the one reader serves here too. The account in it is
/// only a valid one; it is not shown.
pub fn read_one(records: &[u8], options: &ReadOptions, sink: &mut Sink<'_>) {
    let assignment = match records.get(2..4) {
        Some(b"21") => "2124",
        Some(b"04") => "0400",
        _ => "0900",
    };
    let mut file = format!("NY000010{:072}\r\nNY{assignment}20{:016}12345678903{:045}\r\n", 0, 0, 0).into_bytes();
    file.extend_from_slice(records);
    // The end is missing, of course; the event has been handed on by then.
    let _ = reader::read(&mut Cursor::new(file), options, sink);
}

/// The transaction types of OCR giro: 15 is a claim of ours that was drawn, 17 cash, 18 to 21 cards. The other services
/// have no payments.
pub fn method(kind: &str) -> Method {
    match kind {
        "15" => Method::DirectDebit,
        "17" => Method::Cash,
        "18" | "19" | "20" | "21" => Method::Card,
        _ => Method::Bank,
    }
}

const START: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 16, "transmitter"),
    mark(17, 23, "transmission"),
    mark(24, 31, "recipient"),
];
const END: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 16, "count"),
    mark(17, 24, "records"),
    mark(25, 41, "sum"),
    mark(42, 47, "made-on"),
];
const PART: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 17, "agreement"),
    mark(18, 24, "part-number"),
    mark(25, 35, "account"),
];
const PART_WITHOUT_AGREEMENT: &[Mark] = &[mark(1, 8, "record"), mark(18, 24, "part-number"), mark(25, 35, "account")];
const PART_END: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 16, "count"),
    mark(17, 24, "records"),
    mark(25, 41, "sum"),
    mark(42, 47, "first-on"),
    mark(48, 53, "last-on"),
];

const PAYMENTS_END: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 16, "count"),
    mark(17, 24, "records"),
    mark(25, 41, "sum"),
    mark(42, 47, "made-on"),
    mark(48, 53, "first-on"),
    mark(54, 59, "last-on"),
];
const PAYMENT_FIRST: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 21, "settled-on"),
    mark(22, 31, "lump-key"),
    mark(32, 32, "sign"),
    mark(33, 49, "amount"),
    mark(50, 74, "reference"),
];
const PAYMENT_SECOND: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 25, "form"),
    mark(26, 34, "archive-reference"),
    mark(42, 47, "ordered-on"),
    mark(48, 58, "payer-account"),
];
const PAYMENT_THIRD: &[Mark] = &[mark(1, 8, "record"), mark(9, 15, "number"), mark(16, 55, "text")];

const MANDATE: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 16, "reason"),
    mark(17, 41, "reference"),
    mark(42, 42, "notify"),
];
const MANDATES_END: &[Mark] = &[mark(1, 8, "record"), mark(9, 16, "count"), mark(17, 24, "records")];
const CLAIM_FIRST: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 21, "due-on"),
    mark(33, 49, "amount"),
    mark(50, 74, "reference"),
];
const CLAIM_SECOND: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 25, "short-name"),
    mark(51, 75, "statement-text"),
];
const CLAIM_LINE: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(17, 19, "line-number"),
    mark(20, 20, "line-column"),
    mark(21, 60, "text"),
];

const PAY_OUT_FIRST: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 21, "paid-on"),
    mark(22, 32, "to-account"),
    mark(33, 49, "amount"),
    mark(50, 74, "reference"),
];
const PAY_OUT_SECOND: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 25, "short-name"),
    mark(26, 50, "own-reference"),
    mark(51, 75, "statement-text"),
];
const PAY_OUT_NAME: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 45, "name"),
    mark(46, 49, "postcode"),
    mark(53, 77, "city"),
];
const PAY_OUT_ADDRESS: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 45, "street"),
    mark(46, 75, "street"),
    mark(76, 78, "country"),
];
const PAY_OUT_LINE: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 18, "line-number"),
    mark(19, 19, "line-column"),
    mark(20, 59, "text"),
];
const PAY_OUT_REFERENCE: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 40, "reference"),
    mark(41, 57, "amount"),
];

/// The fields of a line; see [`crate::formats::Codec::marks`].
pub fn marks(line: &[u8]) -> &'static [Mark] {
    let (Some(service), Some(kind), Some(record)) = (line.get(2..4), line.get(4..6), line.get(6..8)) else {
        return &[];
    };
    match (service, record) {
        (b"00", b"10") => START,
        (b"00" | b"04", b"89") => END,
        (b"09" | b"04", b"20") => PART,
        (b"21", b"20") => PART_WITHOUT_AGREEMENT,
        (b"09", b"30") => PAYMENT_FIRST,
        (b"09", b"31") => PAYMENT_SECOND,
        (b"09", b"32") => PAYMENT_THIRD,
        (b"09", b"88") => PAYMENTS_END,
        (b"21", b"70") => MANDATE,
        (b"21", b"88") if kind == b"24" => MANDATES_END,
        (b"21", b"30") => CLAIM_FIRST,
        (b"21", b"31") => CLAIM_SECOND,
        (b"21", b"49") => CLAIM_LINE,
        (b"21" | b"04", b"88") => PART_END,
        (b"04", b"30") => PAY_OUT_FIRST,
        (b"04", b"31") => PAY_OUT_SECOND,
        (b"04", b"40") => PAY_OUT_NAME,
        (b"04", b"41") => PAY_OUT_ADDRESS,
        (b"04", b"49") => PAY_OUT_LINE,
        (b"04", b"50") => PAY_OUT_REFERENCE,
        _ => &[],
    }
}
