//! What we ask Bankgirot for: draws and draws taken back, agreements (Bankgirot, "Autogiro, technical manual", request files).
//! One file has an opening for each kind of thing, and no closing.

use std::io::Write;

use crate::domain::money::Currency;
use crate::domain::outgoing::{Draw, Item, MandateAction, MandateItem, Outgoing, OutgoingPart};
use crate::formats::bankgiro::{Draft, put_amount, put_day, put_significant, put_text};
use crate::formats::fixed::{DoesNotFit, Field};
use crate::formats::WriteError;
use crate::formats::writing::At;

use super::records::{amend, mandate, opening, payment};

mod back;

pub use back::read;

/// Clearing number and account number of a payer's account.
const CLEARING: usize = 4;
const NUMBER: usize = 12;
/// A personal or organisation number with its century.
const PAYER_ID: usize = 12;

/// Things that stand under one opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Mandates,
    Payments,
    Amendments,
}

impl Group {
    fn of(item: &Item) -> Option<Group> {
        match item {
            Item::Mandate(_) => Some(Group::Mandates),
            Item::Draw(_) => Some(Group::Payments),
            Item::Withdraw(_) => Some(Group::Amendments),
            Item::PayOut(_) => None,
        }
    }
}

/// Writes a file; see [`crate::formats::OutgoingCodec::write`]. Sender is the six-digit customer number at Bankgirot, and the
/// account of a part its bankgiro number.
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &Outgoing, out: &mut dyn Write) -> Result<(), WriteError> {
    let mut writer = Writer { out, at: At::default() };
    let currency = if file.currency == Currency::Sek { Ok(()) } else { Err(DoesNotFit) };
    writer.fit("currency", file.currency.code(), currency)?;
    for part in &file.parts {
        writer.at.next_part();
        let mut group = None;
        if part.items.is_empty() {
            writer.opening(file, part)?;
        }
        for item in &part.items {
            writer.at.item = writer.at.item.saturating_add(1);
            let of = Group::of(item).ok_or(writer.at.not_in_format())?;
            if group != Some(of) {
                writer.opening(file, part)?;
                group = Some(of);
            }
            match item {
                Item::Draw(draw) => writer.draw(draw, part)?,
                Item::Withdraw(draw) => writer.withdraw(draw, part)?,
                Item::Mandate(mandate) => writer.mandate(mandate, part)?,
                Item::PayOut(_) => {}
            }
        }
    }
    Ok(())
}

struct Writer<'o> {
    out: &'o mut dyn Write,
    at: At,
}

impl Writer<'_> {
    fn record(&mut self, draft: &Draft) -> Result<(), WriteError> {
        self.out.write_all(draft.bytes())?;
        Ok(self.out.write_all(b"\r\n")?)
    }

    /// Turns a value that does not fit into an error that names it.
    fn fit(&self, field: &'static str, value: impl ToString, fits: Result<(), DoesNotFit>) -> Result<(), WriteError> {
        self.at.fit(field, value, fits)
    }

    fn opening(&mut self, file: &Outgoing, part: &OutgoingPart) -> Result<(), WriteError> {
        let mut head = draft(b"01");
        let made_on = file.made_at.date();
        self.fit("date", made_on, put_day(&mut head, opening::DATE, made_on))?;
        self.fit("service", "AUTOGIRO", head.left(opening::MARK, "AUTOGIRO"))?;
        let is_whole = file.sender.len() == opening::CUSTOMER.width();
        let put = if is_whole { head.digits(opening::CUSTOMER, &file.sender) } else { Err(DoesNotFit) };
        self.fit("customer number", &file.sender, put)?;
        self.account(&mut head, opening::ACCOUNT, part)?;
        self.record(&head)
    }

    /// Our bankgiro number.
    fn account(&self, draft: &mut Draft, field: Field, part: &OutgoingPart) -> Result<(), WriteError> {
        self.fit("account", &part.account, some(&part.account, |text| put_significant(draft, field, text)))
    }

    fn payer(&self, draft: &mut Draft, field: Field, number: &str) -> Result<(), WriteError> {
        self.fit("payer number", number, some(number, |text| put_significant(draft, field, text)))
    }

    fn draw(&mut self, what: &Draw, part: &OutgoingPart) -> Result<(), WriteError> {
        let mut record = draft(b"82");
        self.fit("date", what.due_on, put_day(&mut record, payment::DATE, what.due_on))?;
        self.fit("period", 0, record.number(payment::PERIOD, 0))?;
        self.payer(&mut record, payment::PAYER, &what.payer_number)?;
        self.amount(&mut record, payment::AMOUNT, what)?;
        self.account(&mut record, payment::ACCOUNT, part)?;
        self.fit("reference", &what.reference, put_text(&mut record, payment::REFERENCE, &what.reference))?;
        self.record(&record)
    }

    /// Takes back one draw, which day, amount and reference find.
    fn withdraw(&mut self, what: &Draw, part: &OutgoingPart) -> Result<(), WriteError> {
        let mut record = draft(b"25");
        self.account(&mut record, mandate::ACCOUNT, part)?;
        self.payer(&mut record, mandate::PAYER, &what.payer_number)?;
        self.fit("date", what.due_on, put_day(&mut record, amend::DATE, what.due_on))?;
        self.amount(&mut record, amend::AMOUNT, what)?;
        self.fit("type", "82", record.left(amend::CODE, "82"))?;
        self.fit("reference", &what.reference, put_text(&mut record, amend::REFERENCE, &what.reference))?;
        self.record(&record)
    }

    fn amount(&self, record: &mut Draft, field: Field, what: &Draw) -> Result<(), WriteError> {
        let put = if what.amount.is_positive() {
            put_amount(record, field, what.amount)
        } else {
            Err(DoesNotFit)
        };
        self.fit("amount", what.amount, put)
    }

    fn mandate(&mut self, what: &MandateItem, part: &OutgoingPart) -> Result<(), WriteError> {
        let mut record = draft(match what.action {
            MandateAction::Register | MandateAction::Refuse => b"04",
            MandateAction::End => b"03",
            MandateAction::Renumber => b"05",
        });
        self.account(&mut record, mandate::ACCOUNT, part)?;
        self.payer(&mut record, mandate::PAYER, &what.payer_number)?;
        let is_known = !what.payer_account.is_empty() || !what.payer_id.is_empty();
        if is_known {
            // The bank wants both, and only to make an agreement.
            let put = if what.action == MandateAction::Register {
                payer_account(&what.payer_account).and_then(|text| record.digits(mandate::PAYER_ACCOUNT, &text))
            } else {
                Err(DoesNotFit)
            };
            self.fit("payer account", &what.payer_account, put)?;
            let put = payer_id(&what.payer_id).and_then(|text| record.digits(mandate::PAYER_ID, &text));
            self.fit("payer id", &what.payer_id, put)?;
        }
        match what.action {
            MandateAction::Refuse => self.fit("refusal", "AV", record.left(mandate::REFUSAL, "AV"))?,
            MandateAction::Renumber => {
                self.account(&mut record, mandate::NEW_ACCOUNT, part)?;
                self.payer(&mut record, mandate::NEW_PAYER, &what.new_number)?;
            }
            MandateAction::Register | MandateAction::End => {}
        }
        if what.action != MandateAction::Renumber && !what.new_number.is_empty() {
            self.fit("new payer number", &what.new_number, Err(DoesNotFit))?;
        }
        self.record(&record)
    }
}

/// Puts a text that must not be missing.
fn some(text: &str, put: impl FnOnce(&str) -> Result<(), DoesNotFit>) -> Result<(), DoesNotFit> {
    if text.is_empty() { Err(DoesNotFit) } else { put(text) }
}

/// An account as the bank has it: clearing number, and the account number filled with zeros.
fn payer_account(account: &str) -> Result<String, DoesNotFit> {
    let (clearing, number) = account.split_at_checked(CLEARING).ok_or(DoesNotFit)?;
    if number.is_empty() || number.len() > NUMBER {
        return Err(DoesNotFit);
    }
    Ok(format!("{clearing}{number:0>NUMBER$}"))
}

/// A personal number has its century. An organisation's number has none, but two nines in its place; its third digit is 2 or
/// more, which no month begins with.
fn payer_id(id: &str) -> Result<String, DoesNotFit> {
    let is_organisation = id.as_bytes().get(2).is_some_and(|digit| *digit >= b'2');
    match id.len() {
        PAYER_ID => Ok(id.to_owned()),
        10 if is_organisation => Ok(format!("99{id}")),
        _ => Err(DoesNotFit),
    }
}

fn draft(record: &[u8; 2]) -> Draft {
    let mut draft = Draft::filled(b' ');
    draft.begin(record);
    draft
}
