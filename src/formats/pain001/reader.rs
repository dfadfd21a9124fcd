//! Reads pain.001 back, and checks its counts and sums.

use chrono::NaiveDateTime;

use super::{NAME, NOT_PROVIDED, ROOT};
use crate::domain::bankfile::{Finding, Weight};
use crate::domain::money::{Currency, Money};
use crate::domain::outgoing::{Address, Item, Outgoing, OutgoingPart, PayOut};
use crate::formats::findings::{Code, Findings};
use crate::formats::iso20022::leaf::{self, keep};
use crate::formats::iso20022::source::Place;
use crate::formats::iso20022::tags::Tag;
use crate::formats::iso20022::values::Days;
use crate::formats::iso20022::xml::{Node, Stop, Xml};
use crate::formats::{Input, ReadBack, ReadError};

/// Reads a file; see [`crate::formats::OutgoingCodec::read`].
///
/// # Errors
/// [`ReadError::Io`].
pub fn read(input: &mut dyn Input) -> Result<ReadBack, ReadError> {
    let mut xml = match Xml::new(input) {
        Ok(xml) => xml,
        Err(stop) => return fault(stop).map(|finding| Err(vec![finding])),
    };
    let mut order = Order::default();
    loop {
        match xml.advance() {
            Ok(Node::Open(tag)) => {
                if !order.open(tag, &xml) {
                    break;
                }
            }
            Ok(Node::Close(_)) => order.close(&xml),
            Ok(Node::End) => break,
            Err(stop) => {
                order.findings.push(fault(stop)?);
                break;
            }
        }
        if order.findings.is_full() {
            break;
        }
    }
    Ok(order.finish(&xml))
}

/// Says of a file that such files are sent and not received.
///
/// # Errors
/// [`ReadError::Io`].
pub fn not_received(input: &mut dyn Input) -> Result<Finding, ReadError> {
    match Xml::new(input) {
        Ok(xml) => Ok(xml.finding(
            Weight::Refuse,
            Code::WRONG_MESSAGE,
            xml.place(),
            NAME.trim_end_matches('.'),
            "camt.054",
        )),
        Err(stop) => fault(stop),
    }
}

fn fault(stop: Stop) -> Result<Finding, ReadError> {
    match stop {
        Stop::Io(error) => Err(ReadError::Io(error)),
        Stop::Fault(finding) => Ok(finding),
    }
}

/// Number and sum, as claimed and where, and as counted.
#[derive(Default)]
struct Control {
    count: Option<(u64, Place)>,
    sum: Option<(Money, Place)>,
    counted: u64,
    total: Option<Money>,
}

impl Control {
    fn new() -> Control {
        Control {
            total: Some(Money::ZERO),
            ..Control::default()
        }
    }

    fn add(&mut self, amount: Money) {
        self.counted = self.counted.saturating_add(1);
        self.total = self.total.and_then(|total| total.plus(amount).ok());
    }

    fn check(&self, at: Place, xml: &Xml<'_>, findings: &mut Findings) {
        let mut tell = |code, at, found: String, expected: String| {
            findings.push(xml.finding(Weight::Refuse, code, at, &found, &expected));
        };
        match self.count {
            Some((count, at)) if count != self.counted => tell(Code::TOTAL_COUNT, at, count.to_string(), self.counted.to_string()),
            Some(_) => {}
            None => tell(Code::MISSING_ELEMENT, at, String::new(), "NbOfTxs".to_owned()),
        }
        match (self.sum, self.total) {
            (Some((sum, at)), Some(total)) if sum != total => tell(Code::TOTAL_SUM, at, sum.to_string(), total.to_string()),
            (Some(_), Some(_)) => {}
            (_, None) => tell(Code::SUM_TOO_LARGE, at, String::new(), String::new()),
            (None, _) => tell(Code::MISSING_ELEMENT, at, String::new(), "CtrlSum".to_owned()),
        }
    }
}

#[derive(Default)]
struct Order {
    findings: Findings,
    days: Days,
    all: Control,
    one: Control,
    id: String,
    created: String,
    sender: String,
    sender_name: String,
    currency: Option<Currency>,
    parts: Vec<OutgoingPart>,
    /// The part being read.
    place: Place,
    part_id: String,
    part: Option<OutgoingPart>,
    on: Option<chrono::NaiveDate>,
    /// The pay-out being read.
    out_place: Place,
    amount: Option<Money>,
    out: Option<PayOut>,
}

impl Order {
    /// False if it is another message.
    fn open(&mut self, tag: Tag, xml: &Xml<'_>) -> bool {
        let at = xml.event_place();
        match (xml.path(), tag) {
            ([_], Tag::Document) if xml.namespace().contains(NAME) => self.all = Control::new(),
            ([_, _], ROOT) => {}
            ([_] | [_, _], _) => {
                let name = NAME.trim_end_matches('.');
                let finding = xml.finding(Weight::Refuse, Code::WRONG_MESSAGE, at, xml.namespace(), name);
                self.findings.push(finding);
                return false;
            }
            ([_, _, Tag::OrderPart], _) => {
                self.place = at;
                self.one = Control::new();
                self.on = None;
                self.part_id.clear();
                self.part = Some(OutgoingPart {
                    number: 0,
                    account: String::new(),
                    agreement: String::new(),
                    group: String::new(),
                    bic: String::new(),
                    items: Vec::new(),
                });
            }
            ([_, _, Tag::OrderPart, Tag::Transfer], _) => {
                self.out_place = at;
                self.amount = None;
                self.out = self.on.map(|on| PayOut {
                    on,
                    amount: Money::ZERO,
                    to_account: String::new(),
                    to_bic: String::new(),
                    to_name: String::new(),
                    address: None,
                    reference: String::new(),
                    message: String::new(),
                    own_reference: String::new(),
                });
            }
            _ => {}
        }
        true
    }

    fn close(&mut self, xml: &Xml<'_>) {
        match xml.path() {
            [_, _, Tag::Header, rest @ ..] => match rest {
                [Tag::MessageId] => keep(&mut self.id, xml),
                [Tag::Created] => keep(&mut self.created, xml),
                [Tag::PaymentCount] => self.all.count = leaf::count(xml, &mut self.findings),
                [Tag::ControlSum] => self.all.sum = leaf::sum(xml, &mut self.findings),
                [Tag::Initiator, Tag::Name] => keep(&mut self.sender, xml),
                _ => {}
            },
            [_, _, Tag::OrderPart, Tag::Transfer, rest @ ..] => self.close_transfer(rest, xml),
            [_, _, Tag::OrderPart, rest @ ..] => self.close_part(rest, xml),
            _ => {}
        }
    }

    fn close_part(&mut self, path: &[Tag], xml: &Xml<'_>) {
        let Some(part) = &mut self.part else { return };
        match path {
            [Tag::OrderPartId] => keep(&mut self.part_id, xml),
            [Tag::PaymentCount] => self.one.count = leaf::count(xml, &mut self.findings),
            [Tag::ControlSum] => self.one.sum = leaf::sum(xml, &mut self.findings),
            // The day stands in an element of its own from version 8 on.
            [Tag::RequestedOn] if self.on.is_some() && xml.text().is_empty() => {}
            [Tag::RequestedOn] | [Tag::RequestedOn, Tag::Day | Tag::DayTime] => {
                self.on = leaf::day(xml, &mut self.days, &mut self.findings);
            }
            [Tag::Debtor, Tag::Name] => keep(&mut self.sender_name, xml),
            [Tag::DebtorAccount, Tag::Id, Tag::Iban] | [Tag::DebtorAccount, Tag::Id, Tag::Another, Tag::Id] => {
                keep(&mut part.account, xml);
            }
            [Tag::DebtorAgent, Tag::Institution, Tag::Bic | Tag::Bicfi] => keep(&mut part.bic, xml),
            [] => self.end_part(xml),
            _ => {}
        }
    }

    fn end_part(&mut self, xml: &Xml<'_>) {
        if !self.findings.is_refused() {
            self.one.check(self.place, xml, &mut self.findings);
        }
        let Some(mut part) = self.part.take() else { return };
        // `DAY-FILE-PART-N`: the days of a part each have their own.
        let number = self.part_id.rsplit('-').nth(1).and_then(|number| number.parse().ok());
        let (Some(number), false) = (number, part.account.is_empty()) else {
            let element = if part.account.is_empty() { "DbtrAcct/Id" } else { "PmtInfId" };
            self.missing(self.place, &self.part_id.clone(), element, xml);
            return;
        };
        part.number = number;
        match self.parts.last_mut() {
            Some(last) if last.number == number && last.account == part.account => last.items.append(&mut part.items),
            _ => self.parts.push(part),
        }
    }

    fn close_transfer(&mut self, path: &[Tag], xml: &Xml<'_>) {
        let Some(out) = &mut self.out else {
            if path.is_empty() {
                self.missing(self.place, "", "ReqdExctnDt", xml);
            }
            return;
        };
        match path {
            [Tag::PaymentId, Tag::EndToEnd] => {
                keep(&mut out.own_reference, xml);
                if out.own_reference == NOT_PROVIDED {
                    out.own_reference.clear();
                }
            }
            [Tag::Amount, Tag::Instructed] => self.take_amount(xml),
            [Tag::CreditorAgent, Tag::Institution, Tag::Bic | Tag::Bicfi] => keep(&mut out.to_bic, xml),
            [Tag::Creditor, Tag::Name] => keep(&mut out.to_name, xml),
            [Tag::Creditor, Tag::Address, field] => {
                let address = out.address.get_or_insert_with(Address::default);
                match field {
                    Tag::Postcode => keep(&mut address.postcode, xml),
                    Tag::Town => keep(&mut address.city, xml),
                    Tag::Country => keep(&mut address.country, xml),
                    Tag::AddressLine | Tag::Street => address.lines.push(xml.text().to_owned()),
                    _ => {}
                }
            }
            [Tag::CreditorAccount, Tag::Id, Tag::Iban] | [Tag::CreditorAccount, Tag::Id, Tag::Another, Tag::Id] => {
                keep(&mut out.to_account, xml);
            }
            [Tag::Remittance, Tag::Text] => {
                if !out.message.is_empty() {
                    out.message.push(' ');
                }
                out.message.push_str(xml.text());
            }
            [Tag::Remittance, Tag::Structured, Tag::CreditorReference, Tag::Reference] => keep(&mut out.reference, xml),
            [] => self.end_transfer(xml),
            _ => {}
        }
    }

    fn take_amount(&mut self, xml: &Xml<'_>) {
        let Some(amount) = leaf::amount(xml, &mut self.findings) else {
            return;
        };
        let known = Currency::from_code(amount.currency());
        if known.is_none() || self.currency.is_some_and(|before| Some(before) != known) {
            let expected = self.currency.map_or("NOK SEK DKK", Currency::code);
            let at = xml.content_place();
            self.findings
                .push(xml.finding(Weight::Refuse, Code::FOREIGN_CURRENCY, at, amount.currency(), expected));
        }
        self.currency = self.currency.or(known);
        leaf::put(&mut self.amount, Some(amount.money), xml, &mut self.findings);
    }

    fn end_transfer(&mut self, xml: &Xml<'_>) {
        let (Some(mut out), Some(amount)) = (self.out.take(), self.amount) else {
            self.missing(self.out_place, "", "Amt", xml);
            return;
        };
        if out.to_account.is_empty() {
            self.missing(self.out_place, "", "CdtrAcct/Id", xml);
        }
        out.amount = amount;
        self.one.add(amount);
        self.all.add(amount);
        if let Some(part) = &mut self.part {
            part.items.push(Item::PayOut(out));
        }
    }

    /// Tells what is missing, unless something was told already that it may come from.
    fn missing(&mut self, at: Place, found: &str, element: &str, xml: &Xml<'_>) {
        if self.findings.is_refused() {
            return;
        }
        self.findings
            .push(xml.finding(Weight::Refuse, Code::MISSING_ELEMENT, at, found, element));
    }

    fn finish(mut self, xml: &Xml<'_>) -> ReadBack {
        let at = xml.place();
        if xml.namespace().is_empty() && !self.findings.is_refused() {
            self.findings.push(xml.finding(Weight::Refuse, Code::EMPTY, at, "", "<Document"));
        }
        if !self.findings.is_refused() {
            self.all.check(at, xml, &mut self.findings);
        }
        let number = self.id.rsplit('-').next().and_then(|number| number.parse().ok());
        let made_at = NaiveDateTime::parse_from_str(&self.created, "%Y-%m-%dT%H:%M:%S").ok();
        match (number, made_at, self.currency) {
            (Some(number), Some(made_at), Some(currency)) if !self.findings.is_refused() => Ok(Outgoing {
                number,
                sender: self.sender,
                sender_name: self.sender_name,
                system: String::new(),
                made_at,
                currency,
                parts: self.parts,
            }),
            (number, made_at, _) => {
                if !self.findings.is_refused() {
                    let (found, element) = match (number, made_at) {
                        (None, _) => (self.id.clone(), "MsgId"),
                        (_, None) => (self.created.clone(), "CreDtTm"),
                        _ => (String::new(), "PmtInf"),
                    };
                    self.missing(at, &found, element, xml);
                }
                Err(self.findings.into_list())
            }
        }
    }
}
