//! The claims that we send (assignment type 00) and those we take back (type 36): records 30, 31 and 49 (Nets, "AvtaleGiro –
//! system specification").
//!
//! A part of an [`crate::domain::outgoing::Outgoing`] becomes an assignment of its claims, and one of those taken back with
//! the number after it; so the part after it has a number at least two higher. A part of one kind is one assignment.
//! What does not stand in the file comes back empty: agreement, payer number, address; the lines of a claim of which the
//! bank does not tell the payer; of the name what short names have no room for.

use super::records::line::{COLUMN, MARKER, NUMBER, TEXT};
use super::records::{LINES_MAX, UNUSED};
use crate::domain::bankfile::{Finding, Weight};
use crate::domain::money::Money;
use crate::domain::outgoing::{Draw, Item, OutgoingPart, SpecLine};
use crate::formats::WriteError;
use crate::formats::findings::Code;
use crate::formats::fixed::{Dates, DoesNotFit};
use crate::formats::ny::{
    Draft, Head, IDENTITY, Orders, RECORD, Record, TYPE, Totals, Writer, asked_amount, asked_date, asked_reference, end, is_kid,
    misplaced, part, short_name, small_number, transaction, unknown_type,
};

/// How claims are asked for.
pub const ORDERS: Orders = Orders {
    kinds: &[b"NY210020", b"NY213620"],
    has_agreement: false,
    write_part,
    goes_on,
    read,
};

const CLAIMS: &str = "2100";
const TAKEN_BACK: &str = "2136";
/// A claim of which we tell the payer.
const SILENT: &str = "02";
/// A claim of which the bank tells the payer.
const NOTIFIED: &str = "21";
/// A claim taken back.
const CANCELLED: &str = "93";

fn write_part(writer: &mut Writer<'_, '_>, what: &OutgoingPart) -> Result<Totals, WriteError> {
    let mut claims = Vec::new();
    let mut taken_back = Vec::new();
    for (item, asked) in (1_u32..).zip(&what.items) {
        match asked {
            Item::Draw(draw) => claims.push((item, if draw.notify { NOTIFIED } else { SILENT }, draw)),
            Item::Withdraw(draw) => taken_back.push((item, CANCELLED, draw)),
            Item::PayOut(_) | Item::Mandate(_) => {
                writer.item(item);
                return Err(writer.not_in_format());
            }
        }
    }
    let mut all = Totals::default();
    let mut number = what.number;
    for (kind, draws) in [(CLAIMS, &claims), (TAKEN_BACK, &taken_back)] {
        if draws.is_empty() {
            continue;
        }
        let totals = write_assignment(writer, kind, number, &what.account, draws)?;
        writer.fit("amount", totals.sum, all.join(&totals))?;
        number = number.saturating_add(1);
    }
    Ok(all)
}

fn write_assignment(
    writer: &mut Writer<'_, '_>,
    kind: &'static str,
    number: u32,
    account: &str,
    draws: &[(u32, &str, &Draw)],
) -> Result<Totals, WriteError> {
    let before = writer.open(&Head {
        kind,
        number,
        agreement: "",
        account,
    })?;
    let mut totals = Totals::default();
    for (number, (item, kind, draw)) in (1_u32..).zip(draws) {
        writer.item(*item);
        write_draw(writer, kind, number, draw)?;
        writer.fit("amount", draw.amount, totals.count(draw.amount, Some(draw.due_on)))?;
    }
    let (first, last) = end::DATES;
    writer.close(kind, before, &totals, &[(first, totals.first), (last, totals.last)])?;
    Ok(totals)
}

fn write_draw(writer: &mut Writer<'_, '_>, kind: &str, number: u32, what: &Draw) -> Result<(), WriteError> {
    let mut first = writer.begin(&format!("21{kind}30"), number)?;
    writer.fit("due date", what.due_on, first.ddmmyy(transaction::DATE, Some(what.due_on)))?;
    writer.fit("filler", "", first.left(UNUSED, ""))?;
    let some = if what.amount.is_positive() { Ok(()) } else { Err(DoesNotFit) };
    writer.fit("amount", what.amount, some)?;
    writer.amount(&mut first, transaction::AMOUNT, what.amount)?;
    let kid = if is_kid(&what.reference) { Ok(()) } else { Err(DoesNotFit) };
    writer.fit("reference", &what.reference, kid)?;
    writer.reference(&mut first, transaction::KID, &what.reference)?;
    writer.record(&first)?;
    let mut second = writer.begin(&format!("21{kind}31"), number)?;
    let short = short_name(&what.payer_name);
    writer.fit("payer name", &what.payer_name, second.left(transaction::SHORT_NAME, &short))?;
    writer.fit("filler", "", second.left(transaction::OWN_REFERENCE, ""))?;
    let text = what.statement_text.trim_end();
    writer.fit("statement text", text, second.left(transaction::STATEMENT_TEXT, text))?;
    writer.record(&second)?;
    if kind == NOTIFIED {
        write_lines(writer, number, &what.lines)?;
    }
    Ok(())
}

/// The text of a line is its left half, its amount stands at the right of the right half.
fn write_lines(writer: &mut Writer<'_, '_>, number: u32, lines: &[SpecLine]) -> Result<(), WriteError> {
    let room = if lines.len() <= LINES_MAX { Ok(()) } else { Err(DoesNotFit) };
    writer.fit("lines", lines.len(), room)?;
    for (place, line) in (1_u64..).zip(lines) {
        // One blank behind the amount, as in the specification's examples.
        let width = TEXT.width().saturating_sub(1);
        let amount = line.amount.map(|amount| format!("{:>width$} ", amount.grouped(' ')));
        let halves = [(1, line.text.trim_end()), (2, amount.as_deref().unwrap_or_default())];
        for (column, half) in halves.into_iter().filter(|(_, half)| !half.is_empty()) {
            let mut record: Draft = writer.begin("212149", number)?;
            writer.fit("line", place, record.number(MARKER, 4))?;
            writer.fit("line", place, record.number(NUMBER, place))?;
            writer.fit("line", place, record.number(COLUMN, column))?;
            writer.fit("line text", half, record.left(TEXT, half))?;
            writer.record(&record)?;
        }
    }
    Ok(())
}

/// What is taken back follows the claims of the same part with the next number.
fn goes_on(record: &Record, last: &OutgoingPart) -> bool {
    IDENTITY.of(record.bytes()) == b"NY213620"
        && record.text(part::ACCOUNT) == last.account
        && record.digits(part::NUMBER) == Some(u64::from(last.number).saturating_add(1))
        && last.items.iter().all(|item| matches!(item, Item::Draw(_)))
}

fn read(record: &Record, dates: &mut Dates, part: &mut OutgoingPart) -> Result<(), Finding> {
    match RECORD.of(record.bytes()) {
        b"30" => {
            let item = read_first(record, dates)?;
            part.items.push(item);
            Ok(())
        }
        b"31" => {
            let draw = last_draw(record, part)?;
            let text = record.as_text();
            draw.payer_name = text.trimmed(transaction::SHORT_NAME).to_owned();
            draw.statement_text = text.field(transaction::STATEMENT_TEXT).trim_end_matches(' ').to_owned();
            Ok(())
        }
        b"49" => {
            let draw = last_draw(record, part)?;
            read_line(record, &mut draw.lines)
        }
        _ => Err(misplaced(record, "30 31 49 88")),
    }
}

fn last_draw<'p>(record: &Record, part: &'p mut OutgoingPart) -> Result<&'p mut Draw, Finding> {
    match part.items.last_mut() {
        Some(Item::Draw(draw) | Item::Withdraw(draw)) => Ok(draw),
        _ => Err(misplaced(record, "30")),
    }
}

fn read_first(record: &Record, dates: &mut Dates) -> Result<Item, Finding> {
    let kind = record.text(TYPE);
    let draw = Draw {
        due_on: asked_date(record, dates)?,
        amount: asked_amount(record, transaction::AMOUNT)?,
        reference: asked_reference(record, transaction::KID)?,
        payer_number: String::new(),
        mandate_number: String::new(),
        payer_name: String::new(),
        address: None,
        statement_text: String::new(),
        notify: kind == NOTIFIED,
        lines: Vec::new(),
    };
    match kind {
        SILENT | NOTIFIED => Ok(Item::Draw(draw)),
        CANCELLED => Ok(Item::Withdraw(draw)),
        _ => Err(unknown_type(record, "02 21 93")),
    }
}

fn read_line(record: &Record, lines: &mut Vec<SpecLine>) -> Result<(), Finding> {
    let place = small_number(record, NUMBER)?;
    let place = usize::try_from(place).ok().filter(|place| (1..=LINES_MAX).contains(place));
    let Some(place) = place else {
        return Err(record.finding(Weight::Refuse, Code::BAD_VALUE, NUMBER, "1–42"));
    };
    let empty = SpecLine {
        text: String::new(),
        amount: None,
    };
    lines.resize(lines.len().max(place), empty);
    let Some(line) = lines.get_mut(place.saturating_sub(1)) else {
        return Ok(());
    };
    let text = record.text(TEXT).trim_end_matches(' ');
    if record.text(COLUMN) == "1" {
        text.clone_into(&mut line.text);
        return Ok(());
    }
    match Money::parse(text) {
        Ok(amount) => line.amount = Some(amount),
        Err(_) => return Err(record.finding(Weight::Refuse, Code::BAD_VALUE, TEXT, "0,00")),
    }
    Ok(())
}
