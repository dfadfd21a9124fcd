//! The fields of a line, for showing it.

use super::records::{CODE, IDENTITY, end};
use crate::formats::fixed::is_none;
use crate::formats::{Mark, mark};

const START: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "recipient"),
    mark(14, 16, "system"),
    mark(17, 20, "delivery"),
    mark(21, 30, "transmission"),
    mark(50, 55, "made-on"),
];
const END: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "recipient"),
    mark(14, 16, "system"),
    mark(17, 20, "delivery"),
    mark(21, 31, "parts"),
    mark(32, 42, "count"),
    mark(43, 57, "sum"),
    mark(58, 68, "texts"),
    mark(84, 94, "addresses"),
];
const PART: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "section"),
    mark(21, 25, "group"),
    mark(50, 55, "made-on"),
];
const PART_0601: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "section"),
    mark(23, 27, "group"),
    mark(55, 68, "account"),
    mark(69, 128, "heading"),
];
const PART_END: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "section"),
    mark(32, 42, "count"),
    mark(43, 57, "sum"),
    mark(58, 68, "texts"),
    mark(84, 94, "addresses"),
];
const PART_END_0605: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "section"),
    mark(27, 37, "count"),
];
const PART_END_0621: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "section"),
    mark(21, 31, "records"),
];
const AUTOMATIC: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(26, 40, "payer-number"),
    mark(41, 49, "mandate-number"),
    mark(50, 55, "due-on"),
    mark(56, 56, "sign"),
    mark(57, 69, "amount-asked"),
    mark(70, 99, "reference"),
    mark(104, 109, "ordered-on"),
    mark(110, 115, "settled-on"),
    mark(116, 128, "amount"),
];
const SLIP: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(30, 44, "payer-number"),
    mark(45, 46, "form"),
    mark(47, 52, "fee"),
    mark(53, 58, "due-on"),
    mark(59, 59, "sign"),
    mark(60, 72, "amount-asked"),
    mark(73, 81, "reference"),
    mark(82, 103, "archive-reference"),
    mark(104, 109, "ordered-on"),
    mark(110, 115, "settled-on"),
    mark(116, 128, "amount"),
];
const WORDS: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(18, 20, "number"),
    mark(21, 25, "group"),
    mark(30, 44, "payer-number"),
    mark(45, 46, "form"),
    mark(47, 68, "archive-reference"),
    mark(69, 103, "text"),
];
const MANDATE: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(26, 40, "payer-number"),
    mark(41, 49, "mandate-number"),
    mark(50, 55, "from-on"),
    mark(56, 61, "until-on"),
];
const PRINTED: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(26, 40, "payer-number"),
    mark(41, 42, "form"),
    mark(43, 50, "slip-creditor"),
    mark(51, 69, "identification"),
    mark(70, 75, "due-on"),
    mark(76, 88, "amount"),
    mark(89, 97, "reference"),
];
const ACCEPTED: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(18, 20, "number"),
    mark(21, 25, "group"),
    mark(56, 56, "kind"),
    mark(57, 70, "account"),
    mark(71, 76, "due-on"),
    mark(83, 92, "count"),
    mark(93, 102, "texts"),
    mark(103, 113, "amount"),
];
const ACCEPTED_MORE: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(18, 20, "number"),
    mark(21, 25, "group"),
    mark(61, 71, "amount"),
    mark(72, 106, "bank"),
    mark(115, 120, "text-number"),
];
const ANSWER: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(26, 40, "payer-number"),
    mark(41, 49, "mandate-number"),
    mark(50, 55, "from-on"),
    mark(115, 120, "text-number"),
];
const ADDRESS: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(18, 22, "number"),
    mark(23, 27, "group"),
    mark(28, 42, "payer-number"),
    mark(52, 86, "address"),
];
const COLLECTION: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(23, 27, "group"),
    mark(28, 42, "payer-number"),
    mark(43, 51, "mandate-number"),
    mark(52, 59, "due-on"),
    mark(60, 60, "sign"),
    mark(61, 73, "amount"),
    mark(74, 103, "reference"),
];
const TEXT: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(18, 22, "number"),
    mark(23, 27, "group"),
    mark(28, 42, "payer-number"),
    mark(43, 51, "mandate-number"),
    mark(53, 112, "text"),
];
const REGISTERED: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(26, 40, "payer-number"),
    mark(41, 49, "mandate-number"),
    mark(62, 71, "payer-id"),
    mark(82, 85, "bank"),
    mark(90, 99, "payer-account"),
];
const ENDED: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(26, 40, "payer-number"),
    mark(41, 49, "mandate-number"),
];
const RENUMBERED: &[Mark] = &[
    mark(1, 5, "record"),
    mark(6, 13, "creditor"),
    mark(14, 17, "code"),
    mark(21, 25, "group"),
    mark(26, 40, "payer-number"),
    mark(41, 49, "mandate-number"),
    mark(50, 55, "from-on"),
    mark(62, 76, "new-number"),
];

/// The fields of a line; the same record is told apart by its section or transaction code.
pub fn marks(line: &[u8]) -> &'static [Mark] {
    let code = CODE.of(line);
    match IDENTITY.of(line) {
        b"BS002" => START,
        b"BS992" => END,
        b"BS012" => match code {
            b"0112" | b"0113" | b"0117" | b"0118" => PART_0601,
            _ => PART,
        },
        b"BS092" => match code {
            b"0125" | b"0126" => PART_END_0605,
            b"0120" if is_none(line.get(17..26).unwrap_or(b"x")) && !is_none(end::MONEY_0605.of(line)) => PART_END_0605,
            b"0120" => PART_END_0621,
            _ => PART_END,
        },
        b"BS042" => money(code),
        b"BS022" => match code {
            b"0240" => ADDRESS,
            b"0290" => WORDS,
            b"0200" => ANSWER,
            b"0280" if line.get(17..20) == Some(b"001") => ACCEPTED,
            b"0280" => ACCEPTED_MORE,
            _ => &[],
        },
        b"BS052" | b"BS062" => match code {
            b"0295" => WORDS,
            b"0241" => TEXT,
            _ => &[],
        },
        _ => &[],
    }
}

fn money(code: &[u8]) -> &'static [Mark] {
    match code {
        b"0236" | b"0237" | b"0238" | b"0239" => AUTOMATIC,
        b"0297" | b"0299" => SLIP,
        b"0230" | b"0231" | b"0232" | b"0233" | b"0234" => MANDATE,
        b"0295" => PRINTED,
        b"0280" | b"0283" | b"0285" | b"0286" => COLLECTION,
        b"0200" => REGISTERED,
        b"0257" | b"0253" => ENDED,
        b"0272" => RENUMBERED,
        _ => &[],
    }
}
