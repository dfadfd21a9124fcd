//! Writes what we send: collections (0601, section 0112, the total solution, where the scheme decides for each payer between
//! an automatic payment and a slip) and agreements (0605).
//!
//! Either of them fills a file. There is no delivery that takes a collection back: that is done in the bank's own system
//! until the payment is on its way, so `Item::Withdraw` cannot be written, and neither can pay-outs.

use std::collections::HashSet;
use std::io::Write;

use chrono::{Datelike, NaiveDate};

use super::records::{CODE, CREDITOR, Draft, GROUP, collect, register};
use super::sheet::{Head, Sheet, customer_number, draft, wrapped};
use super::tally::Delivery;
use crate::domain::money::{Currency, Money};
use crate::domain::outgoing::{Address, Draw, Item, MandateAction, MandateItem, Outgoing, OutgoingPart, SpecLine};
use crate::formats::WriteError;
use crate::formats::fixed::{DoesNotFit, Field};
use crate::formats::writing::At;

/// Where the amount of a text line ends, if there is room; else at the end of the line.
const AMOUNT_END: usize = 42;
/// Text lines that a collection may have.
const TEXTS_MAX: usize = 5_000;
/// Lines of name and address.
const ADDRESS_MAX: usize = 5;
/// The section of collections.
pub const COLLECTIONS: &str = "0112";

/// Writes a file; see [`crate::formats::OutgoingCodec::write`].
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &Outgoing, out: &mut dyn Write) -> Result<(), WriteError> {
    let is_mandate = |item: &Item| matches!(item, Item::Mandate(_));
    let registers = file.parts.iter().flat_map(|part| &part.items).next().is_some_and(is_mandate);
    let kind = if registers {
        Delivery::Registrations
    } else {
        Delivery::Collections
    };
    let head = Head {
        supplier: &file.sender,
        system: &file.system,
        number: file.number,
        created_on: file.made_at.date(),
    };
    let mut sheet = Sheet::begin(out, kind, &head)?;
    if file.currency != Currency::Dkk {
        return Err(sheet.misfit("currency", file.currency.code()));
    }
    if file.system.chars().count() != 3 {
        return Err(sheet.misfit("sub-system", &file.system));
    }
    let mut seen = HashSet::new();
    for part in &file.parts {
        sheet.at.next_part();
        if registers {
            registrations(&mut sheet, part, file.made_at.date())?;
        } else {
            collections(&mut sheet, part, &file.sender_name, &mut seen)?;
        }
    }
    sheet.at = At::default();
    sheet.end()
}

/// Digits that fill their field.
fn whole(draft: &mut Draft, field: Field, text: &str) -> Result<(), DoesNotFit> {
    if text.len() == field.width() {
        draft.digits(field, text)
    } else {
        Err(DoesNotFit)
    }
}

/// What is collected of one creditor already: no two of the same customer on the same day (part 4.3).
type Seen<'a> = HashSet<(&'a str, String, NaiveDate)>;

fn collections<'a>(sheet: &mut Sheet<'_>, part: &'a OutgoingPart, heading: &str, seen: &mut Seen<'a>) -> Result<(), WriteError> {
    let mut first = begin(sheet, part, b"BS012", COLLECTIONS)?;
    sheet.fit("date", "", first.number(collect::DAY, 0))?;
    let account = if part.account.is_empty() {
        first.number(collect::ACCOUNT, 0)
    } else {
        whole(&mut first, collect::ACCOUNT, &part.account)
    };
    sheet.fit("account", &part.account, account)?;
    sheet.fit("heading", heading, first.left_windows(collect::HEADING, heading))?;
    sheet.open(&first)?;
    for item in &part.items {
        sheet.at.item = sheet.at.item.saturating_add(1);
        let Item::Draw(draw) = item else {
            return Err(sheet.foreign());
        };
        let customer = customer_number(&draw.payer_number).map_err(|DoesNotFit| sheet.misfit("customer number", &draw.payer_number))?;
        let collection = Collection {
            part,
            draw,
            customer: &customer,
        };
        collection.write(sheet)?;
        if !seen.insert((part.agreement.as_str(), customer, draw.due_on)) {
            return Err(sheet.misfit("due date", draw.due_on));
        }
    }
    sheet.at.item = 0;
    sheet.close(&part.agreement, COLLECTIONS, &part.group)
}

/// A record of a section of 0601: PBS number, code and debtor group.
fn begin(sheet: &Sheet<'_>, part: &OutgoingPart, identity: &[u8; 5], code: &str) -> Result<Draft, WriteError> {
    let mut draft = draft(identity);
    sheet.fit("creditor", &part.agreement, whole(&mut draft, CREDITOR, &part.agreement))?;
    sheet.fit("code", code, whole(&mut draft, CODE, code))?;
    sheet.fit("debtor group", &part.group, whole(&mut draft, collect::GROUP, &part.group))?;
    Ok(draft)
}

/// One collection.
struct Collection<'a> {
    part: &'a OutgoingPart,
    draw: &'a Draw,
    customer: &'a str,
}

impl Collection<'_> {
    fn write(&self, sheet: &mut Sheet<'_>) -> Result<(), WriteError> {
        self.address(sheet)?;
        let draw = self.draw;
        let mut record = self.begin(sheet, b"BS042", "0280", 0, true)?;
        sheet.fit("due date", draw.due_on, record.number(collect::DUE, ddmmyyyy(draw.due_on)))?;
        sheet.fit("sign", "1", record.number(collect::SIGN, 1))?;
        if !draw.amount.is_positive() {
            return Err(sheet.misfit("amount", draw.amount));
        }
        sheet.amount(&mut record, collect::AMOUNT, draw.amount)?;
        let reference = draw.reference.as_str();
        let put = if reference.trim_matches(' ') == reference {
            record.left_windows(collect::REFERENCE, reference)
        } else {
            Err(DoesNotFit)
        };
        sheet.fit("reference", reference, put)?;
        sheet.fit("reference", reference, record.number(collect::ZEROS, 0))?;
        sheet.money(&record, draw.amount)?;
        let mut lines: Vec<String> = draw.lines.iter().flat_map(rendered).collect();
        // The payer has only these lines to tell what it is for.
        if lines.is_empty() && !draw.statement_text.is_empty() {
            lines = wrapped(&draw.statement_text, collect::TEXT.width());
        }
        if lines.len() > TEXTS_MAX {
            return Err(sheet.misfit("text", lines.len()));
        }
        for (place, text) in lines.iter().enumerate() {
            let number = u64::try_from(place).unwrap_or(u64::MAX).saturating_add(1);
            let mut record = self.begin(sheet, b"BS052", "0241", number, true)?;
            sheet.fit("text", text, record.left_windows(collect::TEXT, text))?;
            sheet.text(&record)?;
        }
        Ok(())
    }

    /// Name, street lines, and post code: the payer may get a slip by post. The scheme knows the Danish towns by their post
    /// codes; abroad, post code and town are a line.
    fn address(&self, sheet: &mut Sheet<'_>) -> Result<(), WriteError> {
        let Some(address) = &self.draw.address else {
            // With an agreement nothing is printed, so nobody has to be found by post.
            if self.draw.mandate_number.is_empty() {
                return Err(sheet.misfit("address", ""));
            }
            return Ok(());
        };
        let foreign = is_foreign(address);
        let mut lines = vec![self.draw.payer_name.clone()];
        lines.extend(address.lines.iter().cloned());
        let town = format!("{} {}", address.postcode, address.city);
        if foreign && !town.trim().is_empty() {
            lines.push(town.trim().to_owned());
        }
        let fewest = if foreign { 3 } else { 2 };
        if lines.len() < fewest || lines.len() > ADDRESS_MAX {
            return Err(sheet.misfit("address", lines.join(", ")));
        }
        for (place, text) in lines.iter().enumerate() {
            let number = u64::try_from(place).unwrap_or(u64::MAX).saturating_add(1);
            let mut record = self.begin(sheet, b"BS022", "0240", number, false)?;
            let sound = !text.is_empty() && text.trim_matches(' ') == text;
            let put = if sound {
                record.left_windows(collect::ADDRESS, text)
            } else {
                Err(DoesNotFit)
            };
            sheet.fit("address", text, put)?;
            sheet.note(&record)?;
        }
        let mut record = self.begin(sheet, b"BS022", "0240", 9, false)?;
        let postcode = if foreign { "0000" } else { &address.postcode };
        sheet.fit("post code", postcode, whole(&mut record, collect::POSTCODE, postcode))?;
        let letters = address.country.bytes().all(|b| b.is_ascii_uppercase()) && matches!(address.country.len(), 0 | 2);
        let put = if letters {
            record.left(collect::COUNTRY, &address.country)
        } else {
            Err(DoesNotFit)
        };
        sheet.fit("country", &address.country, put)?;
        sheet.note(&record)
    }

    /// A record of this customer; the agreement's number stands only where it is used.
    fn begin(&self, sheet: &Sheet<'_>, identity: &[u8; 5], code: &str, line: u64, with_agreement: bool) -> Result<Draft, WriteError> {
        let mut record = begin(sheet, self.part, identity, code)?;
        sheet.fit("line", line, record.number(collect::LINE, line))?;
        sheet.fit(
            "customer number",
            self.customer,
            record.right(collect::CUSTOMER, self.customer, b'0'),
        )?;
        let number = self.draw.mandate_number.as_str();
        let put = record.digits(collect::MANDATE, if with_agreement { number } else { "" });
        sheet.fit("agreement", number, put)?;
        Ok(record)
    }
}

/// Whether an address is outside Denmark.
pub fn is_foreign(address: &Address) -> bool {
    !matches!(address.country.as_str(), "" | "DK")
}

fn ddmmyyyy(date: NaiveDate) -> u64 {
    let year = u64::try_from(date.year()).unwrap_or(u64::MAX);
    let day = u64::from(date.day()).saturating_mul(1_000_000);
    day.saturating_add(u64::from(date.month()).saturating_mul(10_000))
        .saturating_add(year)
}

/// A line as the payer sees it, its amount at the right.
fn rendered(line: &SpecLine) -> Vec<String> {
    let width = collect::TEXT.width();
    let mut lines = wrapped(&line.text, width);
    let Some(amount) = line.amount else { return lines };
    let amount = amount.grouped('.');
    let last = lines.pop().unwrap_or_default();
    let room = |end: usize| {
        end.checked_sub(last.chars().count().saturating_add(amount.chars().count()))
            .filter(|gap| *gap >= 2)
    };
    match room(AMOUNT_END).or_else(|| room(width)) {
        Some(gap) => lines.push(format!("{last}{}{amount}", " ".repeat(gap))),
        None => {
            lines.push(last);
            lines.push(format!("{amount:>AMOUNT_END$}"));
        }
    }
    lines
}

/// What [`rendered`] made a line of.
pub fn unrendered(text: &str) -> SpecLine {
    if let Some((before, last)) = text.rsplit_once("  ")
        && let Ok(amount) = Money::parse(&last.replace('.', ""))
        && amount.grouped('.') == last
    {
        return SpecLine {
            text: before.trim_end_matches(' ').to_owned(),
            amount: Some(amount),
        };
    }
    SpecLine {
        text: text.to_owned(),
        amount: None,
    }
}

/// The section and the transaction code of what is asked for.
fn registration(action: MandateAction) -> Option<(&'static str, &'static str)> {
    match action {
        MandateAction::Register => Some(("0120", "0200")),
        MandateAction::End => Some(("0126", "0257")),
        MandateAction::Renumber => Some(("0125", "0272")),
        // It is the payer's bank that the payer asks; there is nothing to refuse.
        MandateAction::Refuse => None,
    }
}

/// A part becomes a section for each run of the same action.
fn registrations(sheet: &mut Sheet<'_>, part: &OutgoingPart, today: NaiveDate) -> Result<(), WriteError> {
    let mut open = None;
    for item in &part.items {
        sheet.at.item = sheet.at.item.saturating_add(1);
        let Item::Mandate(what) = item else {
            return Err(sheet.foreign());
        };
        let Some((section, code)) = registration(what.action) else {
            return Err(sheet.foreign());
        };
        if open != Some(section) {
            if let Some(before) = open {
                sheet.close(&part.agreement, before, &part.group)?;
            }
            open = Some(section);
            let mut first = draft(b"BS012");
            sheet.fit("creditor", &part.agreement, whole(&mut first, CREDITOR, &part.agreement))?;
            sheet.fit("section", section, first.digits(CODE, section))?;
            sheet.fit("section", section, first.number(register::ZEROS, 0))?;
            sheet.fit("date", today, first.ddmmyy(register::DAY, Some(today)))?;
            sheet.open(&first)?;
        }
        let record = registered(sheet, part, what, code, today)?;
        sheet.money(&record, Money::ZERO)?;
    }
    sheet.at.item = 0;
    match open {
        Some(section) => sheet.close(&part.agreement, section, &part.group),
        None => Ok(()),
    }
}

/// A record 042 of delivery 0605.
fn registered(sheet: &Sheet<'_>, part: &OutgoingPart, what: &MandateItem, code: &str, today: NaiveDate) -> Result<Draft, WriteError> {
    let mut record = draft(b"BS042");
    sheet.fit("creditor", &part.agreement, whole(&mut record, CREDITOR, &part.agreement))?;
    sheet.fit("code", code, record.digits(CODE, code))?;
    sheet.fit("code", code, record.number(register::ZEROS, 0))?;
    sheet.fit("debtor group", &part.group, whole(&mut record, GROUP, &part.group))?;
    let put = customer_number(&what.payer_number).and_then(|n| record.right(register::CUSTOMER, &n, b'0'));
    sheet.fit("customer number", &what.payer_number, put)?;
    sheet.fit(
        "agreement",
        &what.mandate_number,
        record.digits(register::MANDATE, &what.mandate_number),
    )?;
    sheet.fit("date", today, record.number(register::ON, 0))?;
    sheet.fit("date", today, record.number(register::NO_DAY, 0))?;
    // What the record has no room for must not be asked for.
    let spare = match what.action {
        MandateAction::Register => [&what.mandate_number, &what.new_number, &what.new_number],
        MandateAction::Renumber => [&what.payer_account, &what.payer_id, &what.payer_id],
        _ => [&what.payer_account, &what.payer_id, &what.new_number],
    };
    if let Some(value) = spare.into_iter().find(|value| !value.is_empty()) {
        return Err(sheet.misfit("registration", value));
    }
    match what.action {
        MandateAction::Register => {
            let id = what.payer_id.as_str();
            let put = if matches!(id.len(), 8 | 10) {
                record.digits(register::PAYER, id)
            } else {
                Err(DoesNotFit)
            };
            sheet.fit("CPR or CVR number", id, put)?;
            let put = what
                .payer_account
                .split_at_checked(register::BANK.width())
                .ok_or(DoesNotFit)
                .and_then(|(bank, account)| {
                    whole(&mut record, register::BANK, bank)?;
                    whole(&mut record, register::ACCOUNT, account)
                });
            sheet.fit("payer account", &what.payer_account, put)?;
            sheet.fit("code", code, record.number(register::TAIL, 0))?;
        }
        MandateAction::Renumber => {
            sheet.fit("date", today, record.ddmmyy(register::ON, Some(today)))?;
            let put = customer_number(&what.new_number).and_then(|n| record.right(register::NEW, &n, b'0'));
            sheet.fit("customer number", &what.new_number, put)?;
        }
        _ => sheet.fit("code", code, record.number(register::REST, 0))?,
    }
    Ok(record)
}
