//! BgMax (Sweden): payments to bankgiro numbers, as Bankgirot reports them ("Bankgiro Inbetalningar, technical manual").

mod payment;
mod reader;
mod records;
mod scan;
mod writer;

use std::io::Cursor;

use crate::domain::payment::Method;

use super::looks::content;
use super::{Codec, Mark, ReadOptions, Sink, mark};

/// The codec.
pub static CODEC: Codec = Codec {
    id: "bgmax",
    name: "BgMax",
    countries: &["se"],
    payments: Some("bgmax"),
    method,
    detect,
    read: reader::read,
    read_one,
    opening: None,
    write: Some(writer::write),
    outgoing: None,
    marks,
};

/// Puts a start in front of the records of one payment and a deposit behind them, so that the one reader serves here too.
/// Account and day in them are only valid ones; they are not shown.
fn read_one(records: &[u8], options: &ReadOptions, sink: &mut Sink<'_>) {
    let mut file = format!("01BGMAX{:15}0120000101{:012}P\r\n050009912346{:10}{}\r\n", "", 0, "", options.currency.code()).into_bytes();
    file.extend_from_slice(records);
    file.extend_from_slice(format!("\r\n15{:035}20000101{:035}\r\n", 0, 0).as_bytes());
    // Counts and sums do not fit, of course; the payment has been handed on by then.
    let _ = reader::read(&mut Cursor::new(file), options, sink);
}

/// The second digit says how it was paid: 4 is Autogiro.
fn method(kind: &str) -> Method {
    if kind.as_bytes().get(1) == Some(&b'4') {
        Method::DirectDebit
    } else {
        Method::Bank
    }
}

/// A file begins `01BGMAX`. One that comes near it is meant to, so that its fault can be told.
fn detect(head: &[u8]) -> bool {
    let wanted = b"01BGMAX";
    let head = content(head);
    let same = head.iter().zip(wanted).filter(|(a, b)| a == b).count();
    head.starts_with(b"01B") && same.saturating_add(1) >= wanted.len()
}

const START: &[Mark] = &[
    mark(1, 2, "record"),
    mark(23, 24, "layout"),
    mark(25, 44, "transmission"),
    mark(45, 45, "test-mark"),
];
const SECTION: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 12, "account"),
    mark(13, 22, "plusgiro"),
    mark(23, 25, "currency"),
];
const PAYMENT: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 12, "payer-account"),
    mark(13, 37, "reference"),
    mark(38, 55, "amount"),
    mark(56, 56, "reference-code"),
    mark(57, 57, "channel"),
    mark(58, 69, "archive-reference"),
    mark(70, 70, "image"),
    mark(71, 71, "deduction"),
];
const TEXT: &[Mark] = &[mark(1, 2, "record"), mark(3, 52, "text")];
const NAME: &[Mark] = &[mark(1, 2, "record"), mark(3, 37, "payer-name"), mark(38, 72, "payer-name")];
const STREET: &[Mark] = &[mark(1, 2, "record"), mark(3, 37, "address"), mark(38, 46, "postcode")];
const TOWN: &[Mark] = &[mark(1, 2, "record"), mark(3, 37, "town"), mark(38, 74, "country")];
const PAYER: &[Mark] = &[mark(1, 2, "record"), mark(3, 14, "payer-id")];
const DEPOSIT: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 37, "bank-account"),
    mark(38, 45, "settled-on"),
    mark(46, 50, "lump-key"),
    mark(51, 68, "sum"),
    mark(69, 71, "currency"),
    mark(72, 79, "count"),
];
const END: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 10, "count"),
    mark(11, 18, "count"),
    mark(19, 26, "records"),
    mark(27, 34, "records"),
];

fn marks(line: &[u8]) -> &'static [Mark] {
    match line.get(..2) {
        Some(b"01") => START,
        Some(b"05") => SECTION,
        Some(b"20" | b"21" | b"22" | b"23") => PAYMENT,
        Some(b"25") => TEXT,
        Some(b"26") => NAME,
        Some(b"27") => STREET,
        Some(b"28") => TOWN,
        Some(b"29") => PAYER,
        Some(b"15") => DEPOSIT,
        Some(b"70") => END,
        _ => &[],
    }
}
