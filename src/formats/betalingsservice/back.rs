//! Reads back what we sent: 0601 and 0605.

use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveTime};

use super::frame::{At, Body, Kind, read as read_frame};
use super::outgoing::{is_foreign, COLLECTIONS, unrendered};
use super::records::{CODE, CREDITOR, GROUP, IDENTITY, Record, collect, delivery, register};
use super::tally::{Delivery, amount, number};
use crate::domain::bankfile::Weight;
use crate::domain::money::{Currency, Money};
use crate::domain::outgoing::{Draw, Item, MandateAction, MandateItem, Outgoing, OutgoingPart};
use crate::formats::findings::Code;
use crate::formats::fixed::Field;
use crate::formats::{Input, ReadBack, ReadError, ReadOptions};

/// Reads a file; see [`crate::formats::OutgoingCodec::read`]. Findings that do not refuse it are left out.
///
/// # Errors
/// [`ReadError::Io`].
pub fn read(input: &mut dyn Input, options: &ReadOptions) -> Result<ReadBack, ReadError> {
    let (summary, body) = read_frame(input, options, Back::default())?;
    if summary.is_refused() {
        return Ok(Err(summary.findings));
    }
    Ok(Ok(Outgoing {
        number: body.number,
        sender: summary.recipient,
        sender_name: body.heading,
        system: body.system,
        made_at: summary.created_on.unwrap_or(options.today).and_time(NaiveTime::MIN),
        currency: Currency::Dkk,
        parts: body.parts,
    }))
}

#[derive(Default)]
struct Back {
    number: u32,
    system: String,
    heading: String,
    parts: Vec<OutgoingPart>,
    /// The address at hand: its customer, and the collection it belongs to.
    waiting: Option<(String, Draw)>,
    /// The customer of the last collection.
    customer: String,
}

impl Body for Back {
    const TAKES: &'static [Delivery] = &[Delivery::Collections, Delivery::Registrations];
    const EXPECTED: &'static str = "0601 0605";
    const MAY_BE_UTF8: bool = false;

    fn start(&mut self, record: &Record) {
        self.number = record
            .digits(delivery::NUMBER)
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(u32::MAX);
        record.text(delivery::SYSTEM).trim_end().clone_into(&mut self.system);
    }

    fn open(&mut self, at: &mut At<'_>) -> bool {
        self.customer.clear();
        let (known, expected) = match at.section.delivery {
            Delivery::Collections => (at.section.code == COLLECTIONS, COLLECTIONS),
            _ => (matches!(at.section.code.as_str(), "0120" | "0125" | "0126"), "0120 0125 0126"),
        };
        if !known {
            let finding = at.record.finding(Weight::Refuse, Code::UNKNOWN_TYPE, CODE, expected);
            at.findings.push(finding);
        } else if at.section.delivery == Delivery::Collections {
            number(at.record, collect::ACCOUNT, at.findings);
            let texts = at.record.as_text();
            let account = texts.field(collect::ACCOUNT);
            texts.trimmed(collect::HEADING).clone_into(&mut self.heading);
            let mut part = part(texts.field(CREDITOR), texts.field(collect::GROUP));
            if account.bytes().any(|b| b != b'0') {
                account.clone_into(&mut part.account);
            }
            self.parts.push(part);
        }
        known
    }

    fn record(&mut self, kind: Kind, at: &mut At<'_>) -> ControlFlow<()> {
        let wanted: &[u8] = match (at.section.delivery, kind) {
            (Delivery::Collections, Kind::Note) => b"0240",
            (Delivery::Collections, Kind::Text) => b"0241",
            (Delivery::Collections, Kind::Money) => b"0280",
            (_, Kind::Money) => match at.section.code.as_str() {
                "0120" => b"0200",
                "0125" => b"0272",
                _ => b"0257",
            },
            _ => b"",
        };
        if wanted.is_empty() {
            refuse(at, Code::UNKNOWN_RECORD, IDENTITY, at.section.delivery.records());
        } else if CODE.of(at.record.bytes()) != wanted {
            refuse(at, Code::UNKNOWN_TYPE, CODE, &String::from_utf8_lossy(wanted));
        } else if at.section.delivery == Delivery::Registrations {
            self.registration(at);
        } else {
            if at.record.text(collect::GROUP) != at.section.summary.agreement {
                let group = at.section.summary.agreement.clone();
                refuse(at, Code::TRANSACTION_MISMATCH, collect::GROUP, &group);
            }
            match kind {
                Kind::Note => self.address(at),
                Kind::Money => self.collection(at),
                _ => self.text(at),
            }
        }
        ControlFlow::Continue(())
    }

    fn close(&mut self, at: &mut At<'_>) -> ControlFlow<()> {
        // An address without its collection.
        if self.waiting.take().is_some() {
            refuse(at, Code::RECORD_ORDER, IDENTITY, "BS042");
        }
        ControlFlow::Continue(())
    }
}

fn part(creditor: &str, group: &str) -> OutgoingPart {
    OutgoingPart {
        number: 0,
        account: String::new(),
        agreement: creditor.to_owned(),
        group: group.to_owned(),
        bic: String::new(),
        items: Vec::new(),
    }
}

fn refuse(at: &mut At<'_>, code: Code, field: Field, expected: &str) {
    let finding = at.record.finding(Weight::Refuse, code, field, expected);
    at.findings.push(finding);
}

/// Customer numbers are in capitals, whoever wrote them otherwise.
fn customer(record: &Record, field: Field) -> String {
    record.as_text().trimmed(field).trim_start_matches('0').to_uppercase()
}

impl Back {
    fn address(&mut self, at: &mut At<'_>) {
        let line = number(at.record, collect::LINE, at.findings);
        let customer = customer(at.record, collect::CUSTOMER);
        if self.waiting.as_ref().is_some_and(|(waiting, _)| *waiting != customer) {
            let wanted = self.waiting.take().map_or_else(String::new, |(wanted, _)| wanted);
            refuse(at, Code::TRANSACTION_MISMATCH, collect::CUSTOMER, &wanted);
        }
        let (_, draw) = self.waiting.get_or_insert_with(|| (customer, empty()));
        let address = draw.address.get_or_insert_default();
        let texts = at.record.as_text();
        match line {
            Some(1) => texts.trimmed(collect::ADDRESS).clone_into(&mut draw.payer_name),
            Some(2..=5) => address.lines.push(texts.trimmed(collect::ADDRESS).to_owned()),
            Some(9) => {
                let postcode = texts.trimmed(collect::POSTCODE);
                if postcode != "0000" {
                    postcode.clone_into(&mut address.postcode);
                }
                texts.trimmed(collect::COUNTRY).clone_into(&mut address.country);
                // Abroad the post code is a line of the address.
                if is_foreign(address) && !address.postcode.is_empty() {
                    refuse(at, Code::BAD_VALUE, collect::POSTCODE, "0000");
                }
            }
            _ => refuse(at, Code::UNKNOWN_RECORD, collect::LINE, "00001–00005 00009"),
        }
    }

    fn collection(&mut self, at: &mut At<'_>) {
        let customer = customer(at.record, collect::CUSTOMER);
        let (waiting, mut draw) = self.waiting.take().unwrap_or_else(|| (customer.clone(), empty()));
        if waiting != customer {
            refuse(at, Code::TRANSACTION_MISMATCH, collect::CUSTOMER, &waiting);
        }
        let amount = amount(at.record, collect::AMOUNT, at.findings);
        match amount {
            Some(amount) => draw.amount = amount,
            None => at.section.tally.sums_sound = false,
        }
        if collect::SIGN.of(at.record.bytes()) != b"1" {
            refuse(at, Code::BAD_SIGN, collect::SIGN, "1");
        } else if amount == Some(Money::ZERO) {
            refuse(at, Code::BAD_AMOUNT, collect::AMOUNT, "1–");
        }
        match ddmmyyyy(at.record) {
            Some(date) => draw.due_on = date,
            None => refuse(at, Code::SETTLEMENT_DATE, collect::DUE, "DDMMYYYY"),
        }
        let tally = &mut at.section.tally;
        if tally.add(draw.amount, draw.amount, Money::ZERO).is_err() {
            tally.overflow(at.record, collect::AMOUNT, at.findings);
        }
        number(at.record, collect::MANDATE, at.findings);
        let texts = at.record.as_text();
        let mandate = texts.field(collect::MANDATE);
        if mandate.bytes().any(|b| b != b'0') {
            mandate.clone_into(&mut draw.mandate_number);
        }
        texts.trimmed(collect::REFERENCE).clone_into(&mut draw.reference);
        customer.clone_into(&mut draw.payer_number);
        self.customer = customer;
        if let Some(part) = self.parts.last_mut() {
            part.items.push(Item::Draw(draw));
        }
    }

    fn text(&mut self, at: &mut At<'_>) {
        if self.waiting.is_some() || self.customer.is_empty() {
            return refuse(at, Code::RECORD_ORDER, IDENTITY, "BS042");
        }
        if customer(at.record, collect::CUSTOMER) != self.customer {
            return refuse(at, Code::TRANSACTION_MISMATCH, collect::CUSTOMER, &self.customer);
        }
        if let Some(Item::Draw(draw)) = self.parts.last_mut().and_then(|part| part.items.last_mut()) {
            draw.lines.push(unrendered(at.record.text(collect::TEXT).trim_end_matches(' ')));
        }
    }

    fn registration(&mut self, at: &mut At<'_>) {
        for field in [GROUP, register::MANDATE] {
            number(at.record, field, at.findings);
        }
        let texts = at.record.as_text();
        let action = match CODE.of(at.record.bytes()) {
            b"0200" => MandateAction::Register,
            b"0272" => MandateAction::Renumber,
            _ => MandateAction::End,
        };
        let mut item = MandateItem {
            action,
            payer_number: customer(at.record, register::CUSTOMER),
            mandate_number: String::new(),
            payer_account: String::new(),
            payer_id: String::new(),
            new_number: String::new(),
        };
        let mandate = texts.field(register::MANDATE);
        if mandate.bytes().any(|b| b != b'0') {
            mandate.clone_into(&mut item.mandate_number);
        }
        match action {
            MandateAction::Register => {
                for field in [register::PAYER, register::BANK, register::ACCOUNT] {
                    number(at.record, field, at.findings);
                }
                item.payer_account = [texts.field(register::BANK), texts.field(register::ACCOUNT)].concat();
                let id = texts.field(register::PAYER);
                // No CPR number begins with day 00, so that is a CVR number.
                id.strip_prefix("00").unwrap_or(id).clone_into(&mut item.payer_id);
            }
            MandateAction::Renumber => item.new_number = customer(at.record, register::NEW),
            _ => {}
        }
        let (creditor, group) = (texts.field(CREDITOR), texts.field(GROUP));
        let same = |part: &OutgoingPart| part.agreement == creditor && part.group == group;
        if !self.parts.last().is_some_and(same) {
            self.parts.push(part(creditor, group));
        }
        if let Some(part) = self.parts.last_mut() {
            part.items.push(Item::Mandate(item));
        }
    }
}

/// A collection of which nothing is known yet.
fn empty() -> Draw {
    Draw {
        due_on: NaiveDate::MIN,
        amount: Money::ZERO,
        reference: String::new(),
        payer_number: String::new(),
        mandate_number: String::new(),
        payer_name: String::new(),
        address: None,
        statement_text: String::new(),
        notify: false,
        lines: Vec::new(),
    }
}

fn ddmmyyyy(record: &Record) -> Option<NaiveDate> {
    let value = record.digits(collect::DUE)?;
    let year = i32::try_from(value % 10_000).ok()?;
    let month = u32::try_from(value / 10_000 % 100).ok()?;
    NaiveDate::from_ymd_opt(year, month, u32::try_from(value / 1_000_000).ok()?)
}
