//! What we send to the bank: one transmission of assignments, written and read back.
//!
//! Reading back does not trust: what was understood is written once more, and every record must come out as it stands in the
//! file. So counts, sums, numbers and fillers are all checked by the one writer that knows them.

use std::io::{self, SeekFrom};

use super::context::number;
use super::records::{BANK, Draft, IDENTITY, RECORD, Record, TYPE, WIDTH, is_account, part, start, transaction};
use super::show::marks;
use super::writer::{Records, Totals, Writer};
use crate::domain::bankfile::{Finding, PARTS_MAX, Weight};
use crate::domain::money::{Currency, LARGEST_STATED, Money};
use crate::domain::outgoing::{Outgoing, OutgoingPart};
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::{Dates, DoesNotFit, Field, Fit, digits};
use crate::formats::lines::{Lines, is_blank};
use crate::formats::{Input, ReadBack, ReadError, ReadOptions, WriteError};

/// How a format puts what we ask for into assignments.
pub struct Orders {
    /// How its assignments begin.
    pub kinds: &'static [&'static [u8]],
    /// Whether they name an agreement.
    pub has_agreement: bool,
    /// Writes what a part asks for, as one assignment or more.
    pub write_part: fn(&mut Writer<'_, '_>, &OutgoingPart) -> Result<Totals, WriteError>,
    /// Whether an assignment that begins with this record was written together with the part before it.
    pub goes_on: fn(&Record, &OutgoingPart) -> bool,
    /// Reads a record of an assignment.
    pub read: fn(&Record, &mut Dates, &mut OutgoingPart) -> Result<(), Finding>,
}

/// Writes a file to the bank.
///
/// # Errors
/// [`WriteError`].
pub fn write_order(format: &Orders, what: &Outgoing, records: &mut Records<'_>) -> Result<(), WriteError> {
    let mut writer = Writer::new(records);
    let ours = digits(what.sender.as_bytes()).is_some_and(|n| n > 0) && what.sender != BANK;
    writer.fit("transmitter", &what.sender, if ours { Ok(()) } else { Err(DoesNotFit) })?;
    let kroner = what.currency == Currency::Nok;
    writer.fit("currency", what.currency.code(), if kroner { Ok(()) } else { Err(DoesNotFit) })?;
    let some = |length: usize| if length > 0 { Ok(()) } else { Err(DoesNotFit) };
    writer.fit("parts", 0, some(what.parts.len()))?;
    writer.start(&what.sender, what.number, BANK)?;
    let mut all = Totals::default();
    for part in &what.parts {
        writer.next_part();
        writer.fit("items", 0, some(part.items.len()))?;
        let totals = (format.write_part)(&mut writer, part)?;
        all.join(&totals).map_err(|_| WriteError::Sum { part: 0 })?;
    }
    writer.finish(&all, all.first)
}

/// Reads a file that was written so; see [`crate::formats::OutgoingCodec::read`]. Neither our name nor when it was made
/// stands in it.
///
/// # Errors
/// [`ReadError::Io`].
pub fn read_order(format: &Orders, input: &mut dyn Input, options: &ReadOptions) -> Result<ReadBack, ReadError> {
    let read = understand(format, &mut Lines::new(input, WIDTH), options)?;
    let outgoing = match read {
        Ok(outgoing) => outgoing,
        Err(finding) => return Ok(Err(vec![finding])),
    };
    input.seek(SeekFrom::Start(0))?;
    Ok(match compare(format, &outgoing, &mut Lines::new(input, WIDTH))? {
        None => Ok(outgoing),
        Some(finding) => Err(vec![finding]),
    })
}

/// What of the envelope is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Start,
    Open,
    Part,
    End,
}

/// What the file says, or the first place where it cannot be told.
fn understand(format: &Orders, lines: &mut Lines<'_>, options: &ReadOptions) -> Result<Result<Outgoing, Finding>, ReadError> {
    let mut record = Record::default();
    let mut dates = Dates::new(options.today);
    let mut state = State::Start;
    let mut outgoing = Outgoing {
        number: 0,
        sender: String::new(),
        sender_name: String::new(),
        system: String::new(),
        made_at: chrono::NaiveDateTime::default(),
        currency: Currency::Nok,
        parts: Vec::new(),
    };
    while lines.advance()? {
        if state == State::End && is_blank(lines.bytes()) {
            continue;
        }
        let fit = record.load(lines.bytes(), lines.number(), lines.offset(), lines.length());
        let next = whole(&record, fit, lines.length()).and_then(|()| step(format, state, &record, &mut dates, &mut outgoing));
        match next {
            Ok(next) => state = next,
            Err(finding) => return Ok(Err(finding)),
        }
    }
    if state == State::End {
        return Ok(Ok(outgoing));
    }
    let (code, expected) = if lines.number() == 0 {
        (Code::EMPTY, "NY000010")
    } else {
        (Code::TRUNCATED, "NY000089")
    };
    Ok(Err(record.finding_at(Weight::Refuse, code, 0, "", expected)))
}

/// A line is a record of its length, and of characters that can be seen.
fn whole(record: &Record, fit: Fit, length: u64) -> Result<(), Finding> {
    if fit != Fit::Exact {
        let width = WIDTH.to_string();
        return Err(record.finding_at(Weight::Refuse, Code::WRONG_LENGTH, 1, &length.to_string(), width));
    }
    let unseen = record.bytes().iter().position(|b| char::from(*b).is_control());
    match unseen.and_then(|place| u32::try_from(place.saturating_add(1)).ok()) {
        None => Ok(()),
        Some(column) => Err(record.finding_at(Weight::Refuse, Code::BAD_VALUE, column, "?", "ISO-8859-1")),
    }
}

/// Takes one record; gives what is open after it.
fn step(format: &Orders, state: State, record: &Record, dates: &mut Dates, what: &mut Outgoing) -> Result<State, Finding> {
    let misplaced = |expected: &str| Err(record.finding(Weight::Refuse, Code::RECORD_ORDER, IDENTITY, expected));
    match (state, IDENTITY.of(record.bytes()), RECORD.of(record.bytes())) {
        (State::Start, b"NY000010", _) => {
            what.sender = record.text(start::TRANSMITTER).to_owned();
            what.number = small_number(record, start::NUMBER)?;
            Ok(State::Open)
        }
        (State::Start, _, _) => Err(record.finding(Weight::Refuse, Code::NOT_OCR_GIRO, IDENTITY, "NY000010")),
        (State::Open, b"NY000089", _) => Ok(State::End),
        (State::Open, _, b"20") => {
            open_part(format, record, what)?;
            Ok(State::Part)
        }
        (State::Part, _, b"88") => Ok(State::Open),
        (State::Part, _, b"10" | b"20" | b"89") => misplaced("88"),
        (State::Part, _, _) => match what.parts.last_mut() {
            Some(part) => (format.read)(record, dates, part).map(|()| State::Part),
            None => misplaced("20"),
        },
        (State::Open, _, _) => misplaced("20 NY000089"),
        (State::End, _, _) => Err(record.finding(Weight::Refuse, Code::AFTER_END, IDENTITY, "")),
    }
}

fn open_part(format: &Orders, record: &Record, what: &mut Outgoing) -> Result<(), Finding> {
    let identity = IDENTITY.of(record.bytes());
    if !format.kinds.contains(&identity) {
        let kinds: Vec<_> = format.kinds.iter().map(|kind| String::from_utf8_lossy(kind)).collect();
        return Err(record.finding(Weight::Refuse, Code::RECORD_ORDER, IDENTITY, kinds.join(" ")));
    }
    if what.parts.len() >= PARTS_MAX {
        return Err(record.finding(Weight::Refuse, Code::TOO_MANY_PARTS, IDENTITY, PARTS_MAX.to_string()));
    }
    let account = record.text(part::ACCOUNT);
    if !is_account(account) {
        return Err(record.finding(Weight::Refuse, Code::ACCOUNT_CHECK, part::ACCOUNT, ""));
    }
    let number = small_number(record, part::NUMBER)?;
    if what.parts.last().is_some_and(|last| (format.goes_on)(record, last)) {
        return Ok(());
    }
    let agreement = record.text(part::AGREEMENT);
    let named = format.has_agreement && agreement.bytes().any(|b| b != b'0');
    what.parts.push(OutgoingPart {
        number,
        account: account.to_owned(),
        agreement: if named { agreement.to_owned() } else { String::new() },
        group: String::new(),
        bic: String::new(),
        items: Vec::new(),
    });
    Ok(())
}

/// The number in a field of at most nine digits.
///
/// # Errors
/// What is wrong with it.
pub fn small_number(record: &Record, field: Field) -> Result<u32, Finding> {
    let mut findings = Findings::default();
    let value = number(record, field, &mut findings).and_then(|n| u32::try_from(n).ok());
    value.ok_or_else(|| record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"))
}

/// An amount that can be asked for: more than nothing.
///
/// # Errors
/// What is wrong with it.
pub fn asked_amount(record: &Record, field: Field) -> Result<Money, Finding> {
    let Some(minor) = record.digits(field) else {
        return Err(record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"));
    };
    match i64::try_from(minor).ok().filter(|minor| (1..=LARGEST_STATED).contains(minor)) {
        Some(minor) => Ok(Money::from_minor(minor)),
        None => Err(record.finding(Weight::Refuse, Code::BAD_VALUE, field, format!("1–{LARGEST_STATED}"))),
    }
}

/// The date of a transaction.
///
/// # Errors
/// What is wrong with it.
pub fn asked_date(record: &Record, dates: &mut Dates) -> Result<chrono::NaiveDate, Finding> {
    let date = dates.ddmmyy(transaction::DATE.of(record.bytes()));
    date.ok_or_else(|| record.finding(Weight::Refuse, Code::SETTLEMENT_DATE, transaction::DATE, "DDMMYY"))
}

/// A reference: digits, and a hyphen at most at its end.
///
/// # Errors
/// What is wrong with it.
pub fn asked_reference(record: &Record, field: Field) -> Result<String, Finding> {
    let text = record.as_text().trimmed(field);
    if is_kid(text) {
        Ok(text.to_owned())
    } else {
        Err(record.finding(Weight::Refuse, Code::BAD_VALUE, field, "0–9"))
    }
}

/// Whether a text is written as a KID is: up to 25 digits, the last of which may be a hyphen.
pub fn is_kid(text: &str) -> bool {
    let number = text.strip_suffix('-').unwrap_or(text);
    !number.is_empty() && text.len() <= transaction::KID.width() && number.bytes().all(|b| b.is_ascii_digit())
}

/// A record that may not stand where it stands.
pub fn misplaced(record: &Record, expected: &str) -> Finding {
    record.finding(Weight::Refuse, Code::RECORD_ORDER, IDENTITY, expected)
}

/// A transaction of a type that is not asked for in the format.
pub fn unknown_type(record: &Record, expected: &str) -> Finding {
    record.finding(Weight::Refuse, Code::UNKNOWN_TYPE, TYPE, expected)
}

/// As much of a name as short names have room for: whole words where the first fits.
pub fn short_name(name: &str) -> String {
    let room = transaction::SHORT_NAME.width();
    let mut short = String::new();
    for word in name.split_whitespace() {
        let length = short.chars().count().saturating_add(word.chars().count());
        if short.is_empty() {
            short.extend(word.chars().take(room));
        } else if length < room {
            short.push(' ');
            short.push_str(word);
        } else {
            break;
        }
    }
    short
}

/// Writes what was understood once more; gives the first place where the file has something else.
fn compare(format: &Orders, what: &Outgoing, lines: &mut Lines<'_>) -> Result<Option<Finding>, ReadError> {
    let mut record = Record::default();
    let mut told = None;
    let result = write_order(format, what, &mut |draft| {
        lines.advance()?;
        record.load(lines.bytes(), lines.number(), lines.offset(), lines.length());
        told = difference(&record, draft);
        if told.is_some() {
            Err(io::Error::other("different"))
        } else {
            Ok(())
        }
    });
    match result {
        Ok(()) => Ok(None),
        Err(_) if told.is_some() => Ok(told),
        Err(WriteError::Io(error)) => Err(ReadError::Io(error)),
        // The record that cannot be written is the next one.
        Err(error) => {
            lines.advance()?;
            record.load(lines.bytes(), lines.number(), lines.offset(), lines.length());
            let (found, expected) = match error {
                WriteError::Field { value, field, .. } => (value, field.to_owned()),
                other => (String::new(), other.to_string()),
            };
            Ok(Some(record.finding_at(Weight::Refuse, Code::BAD_VALUE, 1, &found, expected)))
        }
    }
}

/// The first field in which a record is not as it would be written.
fn difference(record: &Record, draft: &Draft) -> Option<Finding> {
    let place = record.bytes().iter().zip(draft.bytes()).position(|(a, b)| a != b)?;
    let identity = IDENTITY.of(draft.bytes());
    if IDENTITY.of(record.bytes()) != identity {
        return Some(misplaced(record, &String::from_utf8_lossy(identity)));
    }
    let column = u16::try_from(place.saturating_add(1)).unwrap_or(u16::MAX);
    let mark = marks(draft.bytes()).iter().find(|mark| (mark.first..=mark.last).contains(&column));
    let field = mark.map_or(Field::new(column.max(1), column.max(1)), |mark| Field::new(mark.first, mark.last));
    let expected: String = field.of(draft.bytes()).iter().map(|b| char::from(*b)).collect();
    let is_end = matches!(RECORD.of(draft.bytes()), b"88" | b"89");
    let code = match mark.map(|mark| mark.name).filter(|_| is_end) {
        Some("count") => Code::COUNT_PAYMENTS,
        Some("records") => Code::COUNT_RECORDS,
        Some("sum") => Code::SUM,
        Some("made-on" | "first-on" | "last-on") => Code::DATES_DIFFER,
        _ => Code::BAD_VALUE,
    };
    Some(record.finding(Weight::Refuse, code, field, expected))
}
