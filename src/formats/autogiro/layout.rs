//! Which of Autogiro's answers a section is, as its opening tells.

use super::records::{listed, opening};
use crate::formats::bankgiro::{Record, TYPE, yyyymmdd};
use crate::formats::fixed::Field;

/// The two generations of answers; both are still met, but not in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// The new layout.
    New,
    /// The old layout.
    Old,
}

/// What a section tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Payments: carried out, not carried out, refunded.
    Specification(Age),
    /// What became of agreements.
    Mandates(Age),
    /// Payments that were refused when they were asked for.
    Refused(Age),
    /// Cancelled and moved payments.
    Amended(Age),
    /// Payments waiting for their day.
    Waiting,
    /// Agreements that payers ask for in their internet bank.
    Asked,
    /// The agreements there are.
    Register,
    /// What we send ourselves.
    Request,
}

impl Layout {
    /// Its generation; `None` where there is only one.
    pub fn age(self) -> Option<Age> {
        match self {
            Layout::Specification(age) | Layout::Mandates(age) | Layout::Refused(age) | Layout::Amended(age) => Some(age),
            Layout::Waiting | Layout::Asked | Layout::Register | Layout::Request => None,
        }
    }

    /// The record that closes it.
    pub fn closing(self) -> &'static str {
        if self == Layout::Asked { "59" } else { "09" }
    }
}

/// An opening: what it opens, and where the rest stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// What the section tells.
    pub layout: Layout,
    /// When it was made; `None` where it does not say.
    pub date: Option<Field>,
    /// When it was made to the second, where that is told.
    pub time: Option<Field>,
    /// Our customer number.
    pub customer: Option<Field>,
    /// Our bankgiro number.
    pub account: Field,
}

impl Opening {
    /// What a record opens. `None` if it opens nothing; `Some(Err)` with the name if it opens something that is not known.
    pub fn of(record: &Record) -> Option<Result<Opening, Field>> {
        let text = record.as_text();
        match TYPE.of(record.bytes()) {
            b"01" if text.field(opening::NEW_MARK) == "AUTOGIRO" => Some(new(text.trimmed(opening::NEW_NAME)).ok_or(opening::NEW_NAME)),
            b"01" if text.field(opening::MARK) == "AUTOGIRO" => {
                let layout = old(text.field(opening::FROM), text.trimmed(opening::NAME));
                Some(layout.ok_or(opening::NAME))
            }
            b"01" | b"51" if text.field(opening::SHORT_FROM) == "9900" => {
                let layout = match (TYPE.of(record.bytes()), text.trimmed(opening::SHORT_NAME)) {
                    (b"01", "AG-MEDAVI") => Some(Layout::Mandates(Age::Old)),
                    (b"51", "AG-EMEDGIV") => Some(Layout::Asked),
                    _ => None,
                };
                Some(layout.map(short).ok_or(opening::SHORT_NAME))
            }
            b"01" | b"51" => Some(Err(opening::WHOLE)),
            _ => None,
        }
    }

    /// What an extract of the register begins with: its first record.
    pub fn register() -> Opening {
        Opening {
            layout: Layout::Register,
            date: None,
            time: None,
            customer: None,
            account: listed::ACCOUNT,
        }
    }
}

fn new(name: &str) -> Option<Opening> {
    let layout = match name {
        "BET. SPEC & STOPP TK" => Layout::Specification(Age::New),
        "AG-MEDAVI" => Layout::Mandates(Age::New),
        "AVVISADE BET UPPDR" => Layout::Refused(Age::New),
        "MAKULERING/ÄNDRING" => Layout::Amended(Age::New),
        _ => return None,
    };
    Some(Opening {
        layout,
        date: Some(opening::NEW_DATE),
        time: Some(opening::NEW_TIME),
        customer: Some(opening::NEW_CUSTOMER),
        account: opening::NEW_ACCOUNT,
    })
}

fn old(from: &str, name: &str) -> Option<Opening> {
    let layout = match (from, name) {
        ("9900", "") => Layout::Specification(Age::Old),
        ("9900", "FELLISTA REG.KONTRL") => Layout::Refused(Age::Old),
        ("9900", "MAK/ÄNDRINGSLISTA") => Layout::Amended(Age::Old),
        ("9900", "BEVAKNINGSREG") => Layout::Waiting,
        ("    ", "") => Layout::Request,
        _ => return None,
    };
    Some(Opening {
        layout,
        date: Some(opening::DATE),
        time: None,
        customer: Some(opening::CUSTOMER),
        account: opening::ACCOUNT,
    })
}

fn short(layout: Layout) -> Opening {
    Opening {
        layout,
        date: Some(opening::DATE),
        time: None,
        customer: None,
        account: opening::SHORT_ACCOUNT,
    }
}

/// Whether a line is an agreement in an extract of the register, which has neither start nor end.
pub fn is_listed(line: &[u8]) -> bool {
    let digits = line.get(..38).is_some_and(|head| head.iter().all(u8::is_ascii_digit));
    digits && line.starts_with(b"00") && yyyymmdd(listed::CREATED.of(line)).is_some()
}

/// Whether a line is the first or last of a sealed file: no part of what it says.
pub fn is_seal(line: &[u8]) -> bool {
    let dated = line.get(2..8).is_some_and(|date| date.iter().all(u8::is_ascii_digit));
    let keyed = || line.get(8..72).is_some_and(|keys| keys.iter().all(u8::is_ascii_hexdigit));
    dated && ((line.starts_with(b"00") && line.get(8..12) == Some(b"HMAC")) || (line.starts_with(b"99") && keyed()))
}
