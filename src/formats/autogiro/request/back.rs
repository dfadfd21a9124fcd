//! Reads back what we asked for.

use chrono::{NaiveDate, NaiveTime};

use super::Group;
use crate::domain::bankfile::{Finding, PARTS_MAX, Weight};
use crate::domain::money::{Currency, Money};
use crate::domain::outgoing::{Draw, Item, MandateAction, MandateItem, Outgoing, OutgoingPart};
use crate::formats::autogiro::layout::{Layout, Opening, is_seal};
use crate::formats::autogiro::records::{amend, mandate, opening, payment};
use crate::formats::bankgiro::{Encoding, Intake, Record, TYPE, Taken, WIDTH, amount, day, giro, known, significant};
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::Field;
use crate::formats::lines::Lines;
use crate::formats::{Input, ReadBack, ReadError, ReadOptions};

/// Reads a file; see [`crate::formats::OutgoingCodec::read`].
///
/// # Errors
/// [`ReadError::Io`].
pub fn read(input: &mut dyn Input, _: &ReadOptions) -> Result<ReadBack, ReadError> {
    // What we wrote is ISO 8859-1, whatever its bytes look like.
    let mut intake = Intake::new(Encoding::default());
    let mut lines = Lines::new(input, WIDTH);
    let mut reader = Reader::default();
    while lines.advance()? && !reader.findings.is_full() {
        match intake.take(&mut reader.current, &lines, &mut reader.findings) {
            Taken::Record if !is_seal(reader.current.bytes()) => reader.record(),
            _ => {}
        }
    }
    Ok(reader.finish(lines.number()))
}

#[derive(Default)]
struct Reader {
    current: Record,
    findings: Findings,
    made_on: Option<NaiveDate>,
    sender: String,
    parts: Vec<OutgoingPart>,
    /// What the opening at hand was followed by; `None` right behind it.
    group: Option<Group>,
}

impl Reader {
    fn record(&mut self) {
        match Opening::of(&self.current) {
            Some(Ok(known)) if known.layout == Layout::Request => return self.open(),
            Some(_) => return self.refuse(Code::LAYOUT, opening::WHOLE, "01YYYYMMDDAUTOGIRO"),
            None if self.parts.is_empty() => return self.refuse(Code::WRONG_START, opening::WHOLE, "01"),
            None => {}
        }
        let read = match TYPE.of(self.current.bytes()) {
            b"82" => (Group::Payments, self.draw(payment::DATE, payment::AMOUNT, payment::REFERENCE, payment::PAYER)),
            b"25" => (
                Group::Amendments,
                self.draw(amend::DATE, amend::AMOUNT, amend::REFERENCE, mandate::PAYER),
            ),
            b"03" | b"04" | b"05" => (Group::Mandates, self.mandate()),
            _ => return self.refuse(Code::UNKNOWN_RECORD, TYPE, "82 25 03 04 05"),
        };
        let (group, Some(item)) = read else { return };
        if self.group.is_some_and(|before| before != group) {
            return self.refuse(Code::RECORD_ORDER, TYPE, "01");
        }
        self.group = Some(group);
        let item = if group == Group::Amendments {
            match item {
                Item::Draw(draw) => Item::Withdraw(draw),
                other => other,
            }
        } else {
            item
        };
        if let Some(part) = self.parts.last_mut() {
            part.items.push(item);
        }
    }

    fn open(&mut self) {
        let account = giro(&self.current, opening::ACCOUNT, &mut self.findings).unwrap_or_default();
        let made_on = day(&self.current, opening::DATE, &mut self.findings);
        let sender = self.current.text(opening::CUSTOMER).to_owned();
        if known(&sender, &self.current, opening::CUSTOMER, &mut self.findings).is_none() {
            self.refuse(Code::NOT_DIGITS, opening::CUSTOMER, "0–9");
        }
        if self.made_on.is_none() {
            self.made_on = made_on;
            self.sender = sender;
        } else if self.made_on != made_on || self.sender != sender {
            self.refuse(Code::TRANSACTION_MISMATCH, opening::DATE, "");
        }
        self.group = None;
        // The part goes on with another kind of thing.
        if self.parts.last().is_some_and(|part| part.account == account) {
            return;
        }
        if self.parts.len() >= PARTS_MAX {
            return self.refuse(Code::TOO_MANY_PARTS, TYPE, &PARTS_MAX.to_string());
        }
        self.parts.push(OutgoingPart {
            number: 0,
            account,
            agreement: String::new(),
            group: String::new(),
            bic: String::new(),
            items: Vec::new(),
        });
    }

    fn draw(&mut self, date: Field, sum: Field, reference: Field, payer: Field) -> Option<Item> {
        let is_single = TYPE.of(self.current.bytes()) == b"82";
        if is_single && payment::REPEATS.of(self.current.bytes()) != b"0   " {
            self.refuse(Code::UNKNOWN_TYPE, payment::REPEATS, "0");
        }
        if !is_single && amend::CODE.of(self.current.bytes()) != b"82" {
            self.refuse(Code::UNKNOWN_TYPE, amend::CODE, "82");
        }
        self.check_account(if is_single { payment::ACCOUNT } else { mandate::ACCOUNT });
        let due_on = day(&self.current, date, &mut self.findings);
        let amount = amount(&self.current, sum, &mut self.findings);
        if amount.is_some_and(Money::is_zero) {
            self.refuse(Code::NOT_DIGITS, sum, "> 0");
        }
        let payer_number = self.payer(payer)?;
        Some(Item::Draw(Draw {
            due_on: due_on?,
            amount: amount?,
            reference: self.current.as_text().trimmed(reference).to_owned(),
            payer_number,
            mandate_number: String::new(),
            payer_name: String::new(),
            address: None,
            statement_text: String::new(),
            notify: false,
            lines: Vec::new(),
        }))
    }

    fn mandate(&mut self) -> Option<Item> {
        self.check_account(mandate::ACCOUNT);
        let payer_number = self.payer(mandate::PAYER)?;
        let mut item = MandateItem {
            action: MandateAction::End,
            payer_number,
            mandate_number: String::new(),
            payer_account: String::new(),
            payer_id: String::new(),
            new_number: String::new(),
        };
        match TYPE.of(self.current.bytes()) {
            b"04" => {
                item.action = match mandate::REFUSAL.of(self.current.bytes()) {
                    b"AV" => MandateAction::Refuse,
                    b"  " => MandateAction::Register,
                    _ => {
                        self.refuse(Code::UNKNOWN_TYPE, mandate::REFUSAL, "AV");
                        return None;
                    }
                };
                item.payer_account = self.number(mandate::PAYER_ACCOUNT);
                item.payer_id = self.number(mandate::PAYER_ID);
                let is_odd = item.payer_account.is_empty() != item.payer_id.is_empty();
                if is_odd || (item.action == MandateAction::Refuse && !item.payer_id.is_empty()) {
                    self.refuse(Code::NOT_DIGITS, mandate::PAYER_ACCOUNT, "0–9");
                }
            }
            b"05" => {
                item.action = MandateAction::Renumber;
                self.check_account(mandate::NEW_ACCOUNT);
                item.new_number = self.payer(mandate::NEW_PAYER)?;
            }
            _ => {}
        }
        Some(Item::Mandate(item))
    }

    /// A number of the field's width, or nothing.
    fn number(&mut self, field: Field) -> String {
        let text = self.current.text(field);
        let is_there = known(text, &self.current, field, &mut self.findings).is_some();
        if is_there { text.to_owned() } else { String::new() }
    }

    fn payer(&mut self, field: Field) -> Option<String> {
        let number = known(self.current.text(field), &self.current, field, &mut self.findings).map(str::to_owned);
        if number.is_none() {
            self.refuse(Code::NOT_DIGITS, field, "0–9");
        }
        number
    }

    fn check_account(&mut self, field: Field) {
        let expected = self.parts.last().map(|part| part.account.clone()).unwrap_or_default();
        if significant(self.current.text(field)) != Some(expected.as_str()) {
            self.refuse(Code::PAYEE_MISMATCH, field, &expected);
        }
    }

    fn refuse(&mut self, code: Code, field: Field, expected: &str) {
        self.findings.push(self.current.finding(Weight::Refuse, code, field, expected));
    }

    fn finish(mut self, lines: u32) -> ReadBack {
        if self.findings.is_refused() {
            return Err(self.findings.into_list());
        }
        let Some(made_on) = self.made_on else {
            self.findings.push(Finding {
                weight: Weight::Refuse,
                code: Code::EMPTY.as_str(),
                line: lines,
                column: 0,
                found: String::new(),
                expected: "01".to_owned(),
                text: String::new(),
            });
            return Err(self.findings.into_list());
        };
        Ok(Outgoing {
            number: 0,
            sender: self.sender,
            sender_name: String::new(),
            system: String::new(),
            made_at: made_on.and_time(NaiveTime::MIN),
            currency: Currency::Sek,
            parts: self.parts,
        })
    }
}
