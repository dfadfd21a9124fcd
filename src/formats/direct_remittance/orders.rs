//! What we ask to be paid out: with a message (type 03: records 30 31 40 41 49 …) or with a KID (type 16: 30 31 50).
//!
//! What does not stand in the file comes back empty: the bank's BIC; with a KID the address, and of the name what short
//! names have no room for. A line of a message that is too long is cut at words, and comes back as more than one.

use super::records::{LINES_MAX, TO_ACCOUNT, line, paid, receiver};
use crate::domain::bankfile::{Finding, Weight};
use crate::domain::outgoing::{Address, Item, OutgoingPart, PayOut};
use crate::formats::WriteError;
use crate::formats::findings::Code;
use crate::formats::fixed::{Dates, DoesNotFit, Field};
use crate::formats::ny::{
    Draft, Head, Orders, RECORD, Record, TYPE, Totals, Writer, asked_amount, asked_date, asked_reference, end, is_account, is_kid,
    misplaced, short_name, small_number, transaction, unknown_type,
};

/// How pay-outs are asked for.
pub const ORDERS: Orders = Orders {
    kinds: &[b"NY040020"],
    has_agreement: true,
    write_part,
    goes_on: |_, _| false,
    read,
};

const ASSIGNMENT: &str = "0400";
const WITH_MESSAGE: &str = "03";
const WITH_KID: &str = "16";

fn write_part(writer: &mut Writer<'_, '_>, what: &OutgoingPart) -> Result<Totals, WriteError> {
    let before = writer.open(&Head {
        kind: ASSIGNMENT,
        number: what.number,
        agreement: &what.agreement,
        account: &what.account,
    })?;
    let mut totals = Totals::default();
    for (number, item) in (1_u32..).zip(&what.items) {
        writer.item(number);
        let Item::PayOut(out) = item else {
            return Err(writer.not_in_format());
        };
        write_pay_out(writer, number, out)?;
        writer.fit("amount", out.amount, totals.count(out.amount, Some(out.on)))?;
    }
    let (first, last) = end::DATES;
    writer.close(ASSIGNMENT, before, &totals, &[(first, totals.first), (last, totals.last)])?;
    Ok(totals)
}

fn write_pay_out(writer: &mut Writer<'_, '_>, number: u32, what: &PayOut) -> Result<(), WriteError> {
    let yes = |fits: bool| if fits { Ok(()) } else { Err(DoesNotFit) };
    let with_kid = !what.reference.is_empty();
    let kind = if with_kid { WITH_KID } else { WITH_MESSAGE };
    let mut first = writer.begin(&format!("04{kind}30"), number)?;
    writer.fit("payment date", what.on, first.ddmmyy(transaction::DATE, Some(what.on)))?;
    writer.fit("receiver account", &what.to_account, yes(is_account(&what.to_account)))?;
    writer.fit("receiver account", &what.to_account, first.digits(TO_ACCOUNT, &what.to_account))?;
    writer.fit("amount", what.amount, yes(what.amount.is_positive()))?;
    writer.amount(&mut first, transaction::AMOUNT, what.amount)?;
    writer.reference(&mut first, transaction::KID, "")?;
    writer.record(&first)?;
    let mut second = writer.begin(&format!("04{kind}31"), number)?;
    let short = short_name(&what.to_name);
    writer.fit("receiver name", &what.to_name, second.left(transaction::SHORT_NAME, &short))?;
    text(writer, &mut second, "own reference", transaction::OWN_REFERENCE, &what.own_reference)?;
    text(writer, &mut second, "filler", transaction::STATEMENT_TEXT, "")?;
    writer.record(&second)?;
    if !with_kid {
        write_receiver(writer, number, what)?;
        return write_message(writer, number, &what.message);
    }
    writer.fit("message", &what.message, yes(what.message.is_empty()))?;
    let mut reference = writer.begin("041650", number)?;
    writer.fit("reference", &what.reference, yes(is_kid(&what.reference)))?;
    writer.reference(&mut reference, paid::KID, &what.reference)?;
    writer.amount(&mut reference, paid::AMOUNT, what.amount)?;
    writer.record(&reference)
}

fn write_receiver(writer: &mut Writer<'_, '_>, number: u32, what: &PayOut) -> Result<(), WriteError> {
    let nowhere = Address::default();
    let address = what.address.as_ref().unwrap_or(&nowhere);
    let mut name = writer.begin("040340", number)?;
    text(writer, &mut name, "receiver name", receiver::NAME, &what.to_name)?;
    text(writer, &mut name, "postcode", receiver::POSTCODE, &address.postcode)?;
    text(writer, &mut name, "filler", receiver::UNUSED, "")?;
    text(writer, &mut name, "city", receiver::CITY, &address.city)?;
    writer.record(&name)?;
    let mut street = writer.begin("040341", number)?;
    let room = if address.lines.len() <= receiver::STREET.len() { Ok(()) } else { Err(DoesNotFit) };
    writer.fit("address", address.lines.join(", "), room)?;
    for (place, field) in receiver::STREET.into_iter().enumerate() {
        let line = address.lines.get(place).map_or("", String::as_str);
        text(writer, &mut street, "address", field, line)?;
    }
    text(writer, &mut street, "country", receiver::COUNTRY, &address.country)?;
    writer.record(&street)
}

fn write_message(writer: &mut Writer<'_, '_>, number: u32, message: &str) -> Result<(), WriteError> {
    let lines: Vec<&str> = message.lines().flat_map(cut).collect();
    let room = if lines.len() <= LINES_MAX { Ok(()) } else { Err(DoesNotFit) };
    writer.fit("message", message, room)?;
    for (place, part) in (1_u64..).zip(lines).filter(|(_, part)| !part.is_empty()) {
        let mut record = writer.begin("040349", number)?;
        writer.fit("message", message, record.number(line::NUMBER, place))?;
        writer.fit("message", message, record.number(line::COLUMN, 1))?;
        text(writer, &mut record, "message", line::TEXT, part)?;
        text(writer, &mut record, "filler", line::UNUSED, "")?;
        writer.record(&record)?;
    }
    Ok(())
}

/// A line of a message cut into pieces that fit, at words where there are any.
fn cut(whole: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = whole.trim_end();
    while let Some((room, _)) = rest.char_indices().nth(line::TEXT.width()) {
        let (fits, _) = rest.split_at(room);
        let end = if rest.get(room..).is_some_and(|next| next.starts_with(' ')) {
            room
        } else {
            fits.rfind(' ').filter(|end| *end > 0).unwrap_or(room)
        };
        let (piece, left) = rest.split_at(end);
        pieces.push(piece.trim_end());
        rest = left.trim_start();
    }
    pieces.push(rest);
    pieces
}

fn text(writer: &Writer<'_, '_>, draft: &mut Draft, name: &'static str, field: Field, value: &str) -> Result<(), WriteError> {
    let value = value.trim_end();
    writer.fit(name, value, draft.left(field, value))
}

fn read(record: &Record, dates: &mut Dates, part: &mut OutgoingPart) -> Result<(), Finding> {
    let kind = RECORD.of(record.bytes());
    if kind == b"30" {
        part.items.push(Item::PayOut(read_first(record, dates)?));
        return Ok(());
    }
    let Some(Item::PayOut(out)) = part.items.last_mut() else {
        return Err(misplaced(record, "30"));
    };
    let text = record.as_text();
    let of = |field: Field| text.field(field).trim_end_matches(' ').to_owned();
    match kind {
        b"31" => {
            out.to_name = of(transaction::SHORT_NAME);
            out.own_reference = of(transaction::OWN_REFERENCE);
        }
        b"40" => {
            out.to_name = of(receiver::NAME);
            let address = out.address.get_or_insert_default();
            address.postcode = of(receiver::POSTCODE);
            address.city = of(receiver::CITY);
        }
        b"41" => {
            let address = out.address.get_or_insert_default();
            address.lines = receiver::STREET.into_iter().map(of).collect();
            while address.lines.pop_if(|line| line.is_empty()).is_some() {}
            address.country = of(receiver::COUNTRY);
            out.address.take_if(|address| *address == Address::default());
        }
        b"49" => read_line(record, &mut out.message)?,
        b"50" if out.reference.is_empty() => out.reference = asked_reference(record, paid::KID)?,
        // More than one reference is nothing that we ask for.
        _ => return Err(misplaced(record, "30 31 40 41 49 50 88")),
    }
    Ok(())
}

fn read_first(record: &Record, dates: &mut Dates) -> Result<PayOut, Finding> {
    if !matches!(record.text(TYPE), WITH_MESSAGE | WITH_KID) {
        return Err(unknown_type(record, "03 16"));
    }
    let to_account = record.text(TO_ACCOUNT);
    if !is_account(to_account) {
        return Err(record.finding(Weight::Refuse, Code::ACCOUNT_CHECK, TO_ACCOUNT, ""));
    }
    Ok(PayOut {
        on: asked_date(record, dates)?,
        amount: asked_amount(record, transaction::AMOUNT)?,
        to_account: to_account.to_owned(),
        to_bic: String::new(),
        to_name: String::new(),
        address: None,
        reference: String::new(),
        message: String::new(),
        own_reference: String::new(),
    })
}

fn read_line(record: &Record, message: &mut String) -> Result<(), Finding> {
    let place = small_number(record, line::NUMBER)?;
    let before = usize::try_from(place).ok().filter(|place| (1..=LINES_MAX).contains(place));
    let Some(before) = before.and_then(|place| place.checked_sub(1)) else {
        return Err(record.finding(Weight::Refuse, Code::BAD_VALUE, line::NUMBER, "1–42"));
    };
    // Lines that say nothing are not sent.
    for _ in message.matches('\n').count()..before {
        message.push('\n');
    }
    message.push_str(record.text(line::TEXT).trim_end_matches(' '));
    Ok(())
}
