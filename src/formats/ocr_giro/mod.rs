//! OCR giro (Norway): payments with KID, as the banks report them through Mastercard Payment Services, before that
//! Nets and BBS. Comments name the rules of our reading as "Nets OCR giro, rule N".

mod payment;
mod reader;
mod records;
mod rules;
mod writer;

use std::io::Cursor;

use crate::domain::payment::Method;

use super::{Codec, Mark, ReadOptions, Sink, mark};
use super::looks::content;

pub use writer::write;

/// The codec.
pub static CODEC: Codec = Codec {
    id: "ocr-giro",
    name: "OCR giro",
    countries: &["no"],
    method,
    detect,
    read: reader::read,
    read_one,
    write: Some(write),
    outgoing: None,
    marks,
};

/// Puts an opening in front of the records of one payment, so that the one reader serves here too. The account in it is
/// only a valid one; it is not shown.
fn read_one(records: &[u8], options: &ReadOptions, sink: &mut Sink<'_>) {
    let mut file = format!("NY000010{:072}\r\nNY090020{:016}12345678903{:045}\r\n", 0, 0, 0).into_bytes();
    file.extend_from_slice(records);
    // The end is missing, of course; the payment has been handed on by then.
    let _ = reader::read(&mut Cursor::new(file), options, sink);
}

/// The transaction types of part 2.6: 15 is a claim of ours that was drawn, 17 cash, 18 to 21 cards.
fn method(kind: &str) -> Method {
    match kind {
        "15" => Method::DirectDebit,
        "17" => Method::Cash,
        "18" | "19" | "20" | "21" => Method::Card,
        _ => Method::Bank,
    }
}

/// A file begins `NY000010`. One that begins `NY` and mostly digits is meant to, so that its fault can be told.
fn detect(head: &[u8]) -> bool {
    let Some(rest) = content(head).strip_prefix(b"NY") else {
        return false;
    };
    let identity = rest.get(..6).unwrap_or(rest);
    let digits = identity.iter().filter(|b| b.is_ascii_digit()).count();
    digits > 0 && digits.saturating_add(2) >= identity.len()
}

const START: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 16, "transmitter"),
    mark(17, 23, "transmission"),
    mark(24, 31, "recipient"),
];
const PART: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 17, "agreement"),
    mark(18, 24, "part-number"),
    mark(25, 35, "account"),
];
const FIRST: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 21, "settled-on"),
    mark(22, 31, "lump-key"),
    mark(32, 32, "sign"),
    mark(33, 49, "amount"),
    mark(50, 74, "reference"),
];
const SECOND: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 15, "number"),
    mark(16, 25, "form"),
    mark(26, 34, "archive-reference"),
    mark(42, 47, "ordered-on"),
    mark(48, 58, "payer-account"),
];
const THIRD: &[Mark] = &[mark(1, 8, "record"), mark(9, 15, "number"), mark(16, 55, "text")];
const PART_END: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 16, "count"),
    mark(17, 24, "records"),
    mark(25, 41, "sum"),
    mark(42, 47, "made-on"),
    mark(48, 53, "first-on"),
    mark(54, 59, "last-on"),
];
const END: &[Mark] = &[
    mark(1, 8, "record"),
    mark(9, 16, "count"),
    mark(17, 24, "records"),
    mark(25, 41, "sum"),
    mark(42, 47, "made-on"),
];

fn marks(line: &[u8]) -> &'static [Mark] {
    match (line.get(2..4), line.get(6..8)) {
        (Some(b"00"), Some(b"10")) => START,
        (Some(b"00"), Some(b"89")) => END,
        (Some(b"09"), Some(b"20")) => PART,
        (Some(b"09"), Some(b"30")) => FIRST,
        (Some(b"09"), Some(b"31")) => SECOND,
        (Some(b"09"), Some(b"32")) => THIRD,
        (Some(b"09"), Some(b"88")) => PART_END,
        _ => &[],
    }
}
