//! The fields of a line, for showing it.

use super::Kind;
use crate::formats::{Mark, mark};

const OPENING_NEW: &[Mark] = &[
    mark(1, 2, "record"),
    mark(25, 44, "transmission"),
    mark(45, 64, "layout"),
    mark(65, 70, "recipient"),
    mark(71, 80, "account"),
];
const OPENING_OLD: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 10, "made-on"),
    mark(19, 22, "transmitter"),
    mark(23, 42, "layout"),
    mark(63, 68, "recipient"),
    mark(69, 78, "account"),
];
const OPENING_SHORT: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 10, "made-on"),
    mark(11, 14, "transmitter"),
    mark(15, 24, "account"),
    mark(25, 34, "layout"),
];
const HEAD: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 37, "bank-account"),
    mark(38, 45, "settled-on"),
    mark(46, 50, "lump-key"),
    mark(51, 68, "sum"),
    mark(69, 71, "currency"),
    mark(72, 79, "count"),
];
const PAYMENT: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 10, "due-on"),
    mark(11, 14, "period"),
    mark(16, 31, "payer-number"),
    mark(32, 43, "amount"),
    mark(44, 53, "account"),
    mark(54, 69, "reference"),
    mark(80, 80, "status"),
];
const REFUND: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 10, "due-on"),
    mark(11, 14, "period"),
    mark(16, 31, "payer-number"),
    mark(32, 43, "amount"),
    mark(44, 53, "account"),
    mark(54, 69, "reference"),
    mark(70, 77, "settled-on"),
    mark(78, 79, "status"),
];
const REFUSED: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 10, "due-on"),
    mark(11, 14, "period"),
    mark(15, 30, "payer-number"),
    mark(31, 42, "amount"),
    mark(43, 58, "reference"),
    mark(59, 60, "status"),
];
const AMENDED: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 10, "due-on"),
    mark(11, 26, "payer-number"),
    mark(27, 28, "kind"),
    mark(29, 40, "amount"),
    mark(41, 48, "count"),
    mark(49, 56, "moved-to"),
    mark(57, 72, "reference"),
    mark(73, 74, "status"),
];
const MANDATE: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 12, "account"),
    mark(13, 28, "payer-number"),
    mark(29, 44, "payer-account"),
    mark(45, 56, "payer-id"),
    mark(62, 63, "kind"),
    mark(64, 65, "status"),
    mark(66, 73, "made-on"),
];
const ASKED: &[Mark] = &[
    mark(1, 2, "record"),
    mark(3, 12, "account"),
    mark(13, 28, "payer-number"),
    mark(29, 44, "payer-account"),
    mark(45, 56, "payer-id"),
    mark(62, 62, "kind"),
];
const WORDS: &[Mark] = &[mark(1, 2, "record"), mark(3, 38, "text")];
const ADDRESS: &[Mark] = &[mark(1, 2, "record"), mark(3, 38, "address"), mark(39, 74, "address")];
const TOWN: &[Mark] = &[mark(1, 2, "record"), mark(3, 7, "postcode"), mark(8, 43, "town")];
const LISTED: &[Mark] = &[
    mark(1, 10, "account"),
    mark(11, 22, "payer-id"),
    mark(23, 38, "payer-number"),
    mark(42, 49, "made-on"),
    mark(58, 58, "status"),
    mark(65, 80, "payer-account"),
];
const CLOSING: &[Mark] = &[mark(1, 2, "record"), mark(3, 10, "made-on"), mark(11, 14, "transmitter")];

/// See [`crate::formats::Codec::marks`].
pub fn marks(line: &[u8]) -> &'static [Mark] {
    let is_short = line.get(10..14) == Some(b"9900");
    match line.get(..2) {
        Some(b"01") if line.starts_with(b"01AUTOGIRO") => return OPENING_NEW,
        Some(b"01" | b"51") if is_short => return OPENING_SHORT,
        Some(b"01") => return OPENING_OLD,
        Some(b"15" | b"16" | b"17") => return HEAD,
        Some(b"53") => return WORDS,
        Some(b"54" | b"55") => return ADDRESS,
        Some(b"56") => return TOWN,
        Some(b"09" | b"59") if is_short => return CLOSING,
        _ => {}
    }
    match Kind::of(line) {
        Some(Kind::Payment | Kind::Waiting) => PAYMENT,
        Some(Kind::Refund) => REFUND,
        Some(Kind::Refused) => REFUSED,
        Some(Kind::Amended) => AMENDED,
        Some(Kind::Mandate) => MANDATE,
        Some(Kind::Asked) => ASKED,
        Some(Kind::Listed) => LISTED,
        None => &[],
    }
}
