//! What the text of an element means; what is wrong with it is told to the findings.

use chrono::NaiveDate;

use super::source::Place;
use super::values::{Amount, AmountFault, Days, currency, money};
use super::xml::Xml;
use crate::domain::bankfile::{Direction, Weight};
use crate::domain::money::{LARGEST_STATED, Money};
use crate::formats::findings::{Code, Findings};

/// Refuses the file for the text of the element at hand.
pub fn refuse(xml: &Xml<'_>, findings: &mut Findings, code: Code, expected: &str) {
    findings.push(xml.finding(Weight::Refuse, code, xml.content_place(), xml.text(), expected));
}

/// Puts a value where it may stand once.
pub fn put<T>(slot: &mut Option<T>, value: Option<T>, xml: &Xml<'_>, findings: &mut Findings) {
    if slot.is_some() {
        findings.push(xml.finding(Weight::Refuse, Code::UNEXPECTED_ELEMENT, xml.content_place(), xml.text(), ""));
    }
    if value.is_some() {
        *slot = value;
    }
}

/// Keeps a text.
pub fn keep(slot: &mut String, xml: &Xml<'_>) {
    slot.clear();
    slot.push_str(xml.text());
}

/// An amount without a currency.
pub fn sum(xml: &Xml<'_>, findings: &mut Findings) -> Option<(Money, Place)> {
    match money(xml.text()) {
        Ok(money) => Some((money, xml.content_place())),
        Err(AmountFault::Unreadable) => {
            refuse(xml, findings, Code::BAD_AMOUNT, "1250.00");
            None
        }
        Err(AmountFault::TooLarge(minor)) => {
            let largest = Money::from_minor(LARGEST_STATED).to_string();
            findings.push(xml.finding(Weight::Refuse, Code::AMOUNT_TOO_LARGE, xml.content_place(), &minor, &largest));
            None
        }
    }
}

/// An amount in the currency of its attribute.
pub fn amount(xml: &Xml<'_>, findings: &mut Findings) -> Option<Amount> {
    let (money, _) = sum(xml, findings)?;
    match currency(xml.currency()) {
        Some(currency) => Some(Amount { money, currency }),
        None => {
            let at = xml.content_place();
            findings.push(xml.finding(Weight::Refuse, Code::MISSING_ELEMENT, at, xml.currency(), "Ccy=\"…\""));
            None
        }
    }
}

/// In or out.
pub fn direction(xml: &Xml<'_>, findings: &mut Findings) -> Option<Direction> {
    match xml.text() {
        "CRDT" => Some(Direction::In),
        "DBIT" => Some(Direction::Out),
        _ => {
            refuse(xml, findings, Code::BAD_SIGN, "CRDT DBIT");
            None
        }
    }
}

/// Yes or no.
pub fn flag(xml: &Xml<'_>, findings: &mut Findings) -> Option<bool> {
    match xml.text() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => {
            refuse(xml, findings, Code::UNKNOWN_CODE, "true false");
            None
        }
    }
}

/// A day.
pub fn day(xml: &Xml<'_>, days: &mut Days, findings: &mut Findings) -> Option<NaiveDate> {
    let day = days.read(xml.text());
    if day.is_none() {
        refuse(xml, findings, Code::SETTLEMENT_DATE, "YYYY-MM-DD");
    }
    day
}

/// A number of things.
pub fn count(xml: &Xml<'_>, findings: &mut Findings) -> Option<(u64, Place)> {
    let count = crate::formats::fixed::digits(xml.text().as_bytes());
    if count.is_none() {
        refuse(xml, findings, Code::NOT_DIGITS, "0–9");
    }
    count.map(|count| (count, xml.content_place()))
}
