//! What the files of Bankgirot (Sweden) have in common: records of 80 characters whose final blanks are often cut off, mostly
//! ISO-8859-1, dates as `yyyymmdd`, amounts in öre (Bankgirot, "Bankgiro Inbetalningar" and "Autogiro", technical manuals).

use std::io::{self, SeekFrom};

use chrono::{Datelike, Months, NaiveDate};
use memchr::memchr;

use super::Input;
use super::findings::{Code, Findings};
use super::fixed::{self, DoesNotFit, Field, Fit, digits, is_none};
use super::lines::{Lines, is_blank};
use crate::domain::account::{Country, normalise};
use crate::domain::bankfile::Weight;
use crate::domain::money::{LARGEST_STATED, Money};

/// Every record has this many characters.
pub const WIDTH: usize = 80;
/// One record.
pub type Record = fixed::Record<WIDTH>;
/// One record being written.
pub type Draft = fixed::Draft<WIDTH>;

/// What a record is.
pub const TYPE: Field = Field::new(1, 2);

/// Payments booked longer ago than this are told of.
const OLD_MONTHS: Months = Months::new(13);

const END_OF_FILE: u8 = 0x1a;

/// Which encoding a file has, told line by line: UTF-8 only if all of it is, and some of it would not be otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Encoding {
    multibyte: bool,
    broken: bool,
}

impl Encoding {
    /// Looks at a line.
    #[inline]
    pub fn see(&mut self, line: &[u8]) {
        if !line.is_ascii() {
            match std::str::from_utf8(line) {
                Ok(_) => self.multibyte = true,
                Err(_) => self.broken = true,
            }
        }
    }

    /// Whether the lines seen are UTF-8.
    pub fn is_utf8(self) -> bool {
        self.multibyte && !self.broken
    }
}

/// Reads a file from where it stands to its end for its encoding alone, and goes back to where it stood.
pub fn encoding(input: &mut dyn Input) -> io::Result<Encoding> {
    let begin = input.stream_position()?;
    let mut encoding = Encoding::default();
    let mut lines = Lines::new(input, WIDTH);
    while lines.advance()? {
        encoding.see(lines.bytes());
    }
    input.seek(SeekFrom::Start(begin))?;
    Ok(encoding)
}

/// What has come of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is a record whose fields can be read.
    Record,
    /// There is nothing in it.
    Nothing,
    /// Its fields are not in their places; that has been told.
    Damaged,
}

/// Takes records out of lines.
#[derive(Clone, Copy, Debug)]
pub struct Intake {
    is_utf8: bool,
    utf8_told: bool,
    blank_told: bool,
    mark_told: bool,
}

impl Intake {
    /// For a file of this encoding.
    pub fn new(encoding: Encoding) -> Intake {
        Intake {
            is_utf8: encoding.is_utf8(),
            utf8_told: false,
            blank_told: false,
            mark_told: false,
        }
    }

    /// Takes the line at hand.
    #[inline]
    pub fn take(&mut self, record: &mut Record, lines: &Lines<'_>, findings: &mut Findings) -> Taken {
        let content = lines.bytes();
        let fit = record.load_padded(content, lines.number(), lines.offset(), lines.length(), self.is_utf8);
        let begins = content.first().is_some_and(u8::is_ascii_digit);
        if begins && fit == Fit::Exact && lines.number() > 1 && memchr(b'\t', content).is_none() {
            return Taken::Record;
        }
        self.unusual(record, lines, fit, findings)
    }

    fn unusual(&mut self, record: &Record, lines: &Lines<'_>, fit: Fit, findings: &mut Findings) -> Taken {
        let content = lines.bytes();
        let mut tell = |weight, code, column, found: &str, expected: &str| {
            findings.push(record.finding_at(weight, code, column, found, expected));
        };
        if lines.number() == 1 && lines.had_byte_order_mark() {
            tell(Weight::Warn, Code::BYTE_ORDER_MARK, 1, "", "");
        }
        if is_blank(content) {
            if !std::mem::replace(&mut self.blank_told, true) {
                tell(Weight::Warn, Code::BLANK_LINES, 0, "", "");
            }
            return Taken::Nothing;
        }
        if content.trim_ascii() == [END_OF_FILE] && !self.mark_told {
            self.mark_told = true;
            tell(Weight::Warn, Code::END_OF_FILE_MARK, 1, "", "");
            return Taken::Nothing;
        }
        if let Some(place) = record.whole().chars().position(|c| c == '\t') {
            let column = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
            tell(Weight::Refuse, Code::TAB, column, "", "");
            return Taken::Damaged;
        }
        match fit {
            Fit::Exact => Taken::Record,
            Fit::Utf8 => {
                if !std::mem::replace(&mut self.utf8_told, true) {
                    tell(Weight::Warn, Code::UTF8, 0, "", "ISO-8859-1");
                }
                Taken::Record
            }
            Fit::Not(length) => {
                let column = u32::try_from(WIDTH).unwrap_or(0).saturating_add(1);
                tell(Weight::Refuse, Code::WRONG_LENGTH, column, &length.to_string(), &WIDTH.to_string());
                Taken::Damaged
            }
        }
    }
}

/// The number in a field; anything but digits refuses the file.
#[inline]
pub fn number(record: &Record, field: Field, findings: &mut Findings) -> Option<u64> {
    let value = record.digits(field);
    if value.is_none() {
        findings.push(record.finding(Weight::Refuse, Code::NOT_DIGITS, field, "0–9"));
    }
    value
}

/// A sum of money in a field of up to 18 digits, öre.
#[inline]
pub fn sum(record: &Record, field: Field, findings: &mut Findings) -> Option<Money> {
    let minor = i64::try_from(number(record, field, findings)?).ok()?;
    Some(Money::from_minor(minor))
}

/// The amount of one payment, öre: no larger than we keep.
#[inline]
pub fn amount(record: &Record, field: Field, findings: &mut Findings) -> Option<Money> {
    let amount = sum(record, field, findings)?;
    if amount.minor() > LARGEST_STATED {
        let largest = Money::from_minor(LARGEST_STATED).to_string();
        findings.push(record.finding(Weight::Refuse, Code::AMOUNT_TOO_LARGE, field, largest));
        return None;
    }
    Some(amount)
}

/// The day in a field; anything else refuses the file.
#[inline]
pub fn day(record: &Record, field: Field, findings: &mut Findings) -> Option<NaiveDate> {
    let date = yyyymmdd(field.of(record.bytes()));
    if date.is_none() {
        findings.push(record.finding(Weight::Refuse, Code::SETTLEMENT_DATE, field, "YYYYMMDD"));
    }
    date
}

/// Tells of money that is booked after today, or very long ago: once each in a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Days {
    future_told: bool,
    old_told: bool,
}

impl Days {
    /// Looks at the day in a field.
    pub fn check(&mut self, record: &Record, field: Field, date: NaiveDate, today: NaiveDate, findings: &mut Findings) {
        let oldest = today.checked_sub_months(OLD_MONTHS).unwrap_or(NaiveDate::MIN);
        if date > today && !std::mem::replace(&mut self.future_told, true) {
            findings.push(record.finding(Weight::Ask, Code::FUTURE_DATE, field, today.to_string()));
        } else if date < oldest && !std::mem::replace(&mut self.old_told, true) {
            findings.push(record.finding(Weight::Warn, Code::OLD_DATE, field, oldest.to_string()));
        }
    }
}

/// Compares a count that is claimed with what was counted.
pub fn check_count(record: &Record, code: Code, field: Field, counted: u64, findings: &mut Findings) -> u64 {
    let claimed = number(record, field, findings);
    if claimed.is_some_and(|c| c != counted) {
        findings.push(record.finding(Weight::Refuse, code, field, counted.to_string()));
    }
    claimed.unwrap_or(0)
}

/// Compares a sum that is claimed with what was counted; `None` where nothing could be counted.
pub fn check_sum(record: &Record, field: Field, counted: Option<Money>, findings: &mut Findings) -> Money {
    let claimed = sum(record, field, findings);
    if let (Some(claimed), Some(counted)) = (claimed, counted)
        && claimed != counted
    {
        findings.push(record.finding(Weight::Refuse, Code::SUM, field, counted.minor().to_string()));
    }
    claimed.unwrap_or_default()
}

/// The longest bankgiro or plusgiro number; longer ones are bank accounts, which these fields do not hold.
const GIRO_MAX: usize = 8;

/// The bankgiro or plusgiro number in a field, as the site stores it; one that is none refuses the file.
pub fn giro(record: &Record, field: Field, findings: &mut Findings) -> Option<String> {
    let written = record.text(field);
    let is_number = written.trim_matches(' ').bytes().all(|byte| byte.is_ascii_digit());
    let account = normalise(Country::Se, written)
        .ok()
        .filter(|account| is_number && account.len() <= GIRO_MAX);
    if account.is_none() {
        findings.push(record.finding(Weight::Refuse, Code::ACCOUNT_CHECK, field, ""));
    }
    account
}

/// The day that `yyyymmdd` means; `None` if there is no such day.
#[inline]
pub fn yyyymmdd(bytes: &[u8]) -> Option<NaiveDate> {
    let value = u32::try_from(digits(<&[u8; 8]>::try_from(bytes).ok()?)?).ok()?;
    NaiveDate::from_ymd_opt(i32::try_from(value / 10_000).ok()?, value / 100 % 100, value % 100)
}

/// Puts a day as `yyyymmdd`.
///
/// # Errors
/// [`DoesNotFit`] outside the years 0 to 9999.
pub fn put_day(draft: &mut Draft, field: Field, date: NaiveDate) -> Result<(), DoesNotFit> {
    let year = u64::try_from(date.year()).ok().filter(|y| *y < 10_000).ok_or(DoesNotFit)?;
    let month_and_day = date.month().saturating_mul(100).saturating_add(date.day());
    draft.number(field, year.saturating_mul(10_000).saturating_add(u64::from(month_and_day)))
}

/// Puts an amount: not less than nothing, and no larger than we keep.
///
/// # Errors
/// [`DoesNotFit`].
pub fn put_amount(draft: &mut Draft, field: Field, amount: Money) -> Result<(), DoesNotFit> {
    let minor = u64::try_from(amount.minor()).ok().filter(|_| amount.minor() <= LARGEST_STATED);
    draft.number(field, minor.ok_or(DoesNotFit)?)
}

/// Puts a number that is read back without the zeros in front; nothing becomes zeros.
///
/// # Errors
/// [`DoesNotFit`] if it has zeros in front, or is not digits, or too long.
pub fn put_significant(draft: &mut Draft, field: Field, text: &str) -> Result<(), DoesNotFit> {
    if text.starts_with('0') {
        return Err(DoesNotFit);
    }
    draft.digits(field, text)
}

/// Puts text that is read back without the blanks around it; nothing becomes blanks.
///
/// # Errors
/// [`DoesNotFit`] if it has blanks around it, is too long, or has what ISO-8859-1 has not.
pub fn put_text(draft: &mut Draft, field: Field, text: &str) -> Result<(), DoesNotFit> {
    if text.trim_matches(' ') != text {
        return Err(DoesNotFit);
    }
    draft.left(field, text)
}

/// A number without the zeros in front and the blanks around it; `None` if nothing is left.
#[inline]
pub fn significant(text: &str) -> Option<&str> {
    let number = text.trim_matches(' ').trim_start_matches('0');
    if number.is_empty() { None } else { Some(number) }
}

/// A number that may be missing: zeros or blanks are none. Anything but digits refuses the file.
#[inline]
pub fn known<'a>(text: &'a str, record: &Record, field: Field, findings: &mut Findings) -> Option<&'a str> {
    let bytes = field.of(record.bytes());
    if is_none(bytes) {
        return None;
    }
    number(record, field, findings)?;
    significant(text)
}

/// Whether a text is digits and nothing else.
#[inline]
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_told_of_the_whole_file() {
        let of = |lines: &[&[u8]]| {
            let mut encoding = Encoding::default();
            lines.iter().for_each(|line| encoding.see(line));
            encoding.is_utf8()
        };
        assert!(of(&[b"abc", "å".as_bytes()]));
        assert!(!of(&[b"abc"]));
        assert!(!of(&["å".as_bytes(), b"\xe5"]));
        assert!(!of(&[]));
    }

    #[test]
    fn days() {
        assert_eq!(yyyymmdd(b"20260228"), NaiveDate::from_ymd_opt(2026, 2, 28));
        for bad in [b"20260229".as_slice(), b"00000000", b"2026022 ", b"202602281", b""] {
            assert_eq!(yyyymmdd(bad), None);
        }
    }
}
