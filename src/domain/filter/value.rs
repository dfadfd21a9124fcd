//! Reads what stands behind a column word, by the kind of the column.

use std::ops::Range;

use chrono::NaiveDate;

use super::lex::{self, Column, Mark, Piece};
use super::{ColumnWord, FilterFault, FilterFaultCode, Op, Operand, Test, ValueKind};
use crate::domain::money::Money;
use crate::domain::text;

/// The farthest a date may be from today, in months: a hundred years. It keeps reckoning with it from overflowing.
const RELATIVE_MONTHS_MAX: i32 = 1_200;

/// The same in days.
const RELATIVE_DAYS_MAX: i64 = 36_525;

/// Makes the test of a term with a column; `whole` is where the term stands.
pub(super) fn column_test(column: ColumnWord, head: &Column<'_>, whole: Range<usize>) -> Result<Test, FilterFault> {
    let reader = Reader { kind: column.kind, whole };
    let (op, values) = match head.mark {
        Mark::Colon => reader.behind_colon(head.value)?,
        Mark::Less => (Op::Less, reader.compared(head.value)?),
        Mark::LessEq => (Op::LessEq, reader.compared(head.value)?),
        Mark::Greater => (Op::Greater, reader.compared(head.value)?),
        Mark::GreaterEq => (Op::GreaterEq, reader.compared(head.value)?),
    };
    Ok(Test::Column {
        column: column.id,
        op,
        values,
    })
}

struct Reader {
    kind: ValueKind,
    whole: Range<usize>,
}

impl Reader {
    fn fault(&self, code: FilterFaultCode, pieces: &[Piece]) -> FilterFault {
        FilterFault::new(code, &lex::text(pieces), lex::place(pieces, &self.whole))
    }

    /// Whether values of the kind have an order that a person would ask for.
    fn is_ordered(&self) -> bool {
        match self.kind {
            ValueKind::Number | ValueKind::Money | ValueKind::Date | ValueKind::Moment => true,
            ValueKind::Text | ValueKind::Flag | ValueKind::Choice => false,
        }
    }

    fn compared(&self, value: &[Piece]) -> Result<Vec<Operand>, FilterFault> {
        if !self.is_ordered() {
            return Err(self.fault(FilterFaultCode::NotComparable, value));
        }
        Ok(vec![self.operand(value)?])
    }

    fn behind_colon(&self, value: &[Piece]) -> Result<(Op, Vec<Operand>), FilterFault> {
        match value {
            [] => return Ok((Op::Empty, Vec::new())),
            [only] if only.is('*') => return Ok((Op::NotEmpty, Vec::new())),
            _ => {}
        }
        // In text and choices two points are only text.
        if self.is_ordered()
            && let Some((low, high)) = range(value)
        {
            return self.between(low, high, value);
        }
        let values = if self.kind == ValueKind::Money && has_decimal_comma(value) {
            vec![self.operand(value)?]
        } else {
            value
                .split(|piece| piece.is(','))
                .map(|one| self.operand(one))
                .collect::<Result<_, _>>()?
        };
        Ok((Op::Is, values))
    }

    fn between(&self, low: &[Piece], high: &[Piece], value: &[Piece]) -> Result<(Op, Vec<Operand>), FilterFault> {
        let list = self.kind != ValueKind::Money && value.iter().any(|piece| piece.is(','));
        if list || range(high).is_some() {
            return Err(self.fault(FilterFaultCode::RangeInList, value));
        }
        match (low.is_empty(), high.is_empty()) {
            (true, true) => Err(self.fault(FilterFaultCode::MissingValue, value)),
            (false, true) => Ok((Op::GreaterEq, vec![self.operand(low)?])),
            (true, false) => Ok((Op::LessEq, vec![self.operand(high)?])),
            (false, false) => {
                let (low, high) = (self.operand(low)?, self.operand(high)?);
                // 1000..500 can only mean 500..1000.
                let turned = is_less(&high, &low);
                Ok((Op::Between, if turned { vec![high, low] } else { vec![low, high] }))
            }
        }
    }

    fn operand(&self, pieces: &[Piece]) -> Result<Operand, FilterFault> {
        let word = lex::text(pieces);
        let needs = |code| self.fault(code, pieces);
        let blank = match self.kind {
            ValueKind::Text => text::loose_key(&word).is_empty(),
            _ => word.trim().is_empty(),
        };
        if blank {
            return Err(needs(FilterFaultCode::MissingValue));
        }
        match self.kind {
            ValueKind::Text => Ok(Operand::Text(word)),
            ValueKind::Choice => Ok(Operand::Choice(word)),
            ValueKind::Number => number(&word).ok_or_else(|| needs(FilterFaultCode::NotANumber)),
            ValueKind::Money => Money::parse(&word)
                .map(Operand::Money)
                .map_err(|_| needs(FilterFaultCode::NotAnAmount)),
            ValueKind::Date | ValueKind::Moment => date(&word).ok_or_else(|| needs(FilterFaultCode::NotADate)),
            ValueKind::Flag => flag(&word).ok_or_else(|| needs(FilterFaultCode::NotAFlag)),
        }
    }
}

/// Both sides of the first unquoted `..`.
fn range(value: &[Piece]) -> Option<(&[Piece], &[Piece])> {
    let at = value.windows(2).position(|pair| pair.iter().all(|piece| piece.is('.')))?;
    let (low, rest) = value.split_at_checked(at)?;
    Some((low, rest.get(2..)?))
}

/// Whether an amount has one comma, with a digit before it and exactly two digits behind it.
fn has_decimal_comma(value: &[Piece]) -> bool {
    let mut parts = value.split(|piece| piece.is(','));
    let (Some(whole), Some(decimals), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let ends_with_digit = whole.last().is_some_and(|piece| piece.c.is_ascii_digit());
    // `500.00,50` has decimals already, so that its comma separates.
    let has_point = whole.iter().any(|piece| piece.is('.'));
    let two_digits = decimals.len() == 2 && decimals.iter().all(|piece| piece.c.is_ascii_digit());
    ends_with_digit && !has_point && two_digits
}

/// Whether both are of one sort and the first is less.
fn is_less(a: &Operand, b: &Operand) -> bool {
    match (a, b) {
        (Operand::Number(a), Operand::Number(b)) => a < b,
        (Operand::Money(a), Operand::Money(b)) => a < b,
        (Operand::Date(a), Operand::Date(b)) => a < b,
        (Operand::RelativeDays(a), Operand::RelativeDays(b)) => a < b,
        (Operand::RelativeMonths(a), Operand::RelativeMonths(b)) => a < b,
        _ => false,
    }
}

/// A whole number; blanks between thousands (in quotes) do not matter.
fn number(word: &str) -> Option<Operand> {
    let compact: String = word.chars().filter(|c| !c.is_whitespace()).collect();
    compact.parse().ok().map(Operand::Number)
}

/// `2026-09-21`, `21.9.2026`, `20260921`; `t`, `today`, `idag`; `-30d`, `2w`, `+1m`, `-1y`.
fn date(word: &str) -> Option<Operand> {
    let word = word.trim().to_lowercase();
    if matches!(word.as_str(), "t" | "today" | "idag") {
        return Some(Operand::RelativeDays(0));
    }
    relative(&word).or_else(|| calendar_day(&word).map(Operand::Date))
}

fn relative(word: &str) -> Option<Operand> {
    let unit = word.chars().next_back()?;
    let count: i32 = word.strip_suffix(unit)?.parse().ok()?;
    let days = |each: i64| {
        let days = i64::from(count) * each;
        (days.abs() <= RELATIVE_DAYS_MAX).then_some(Operand::RelativeDays(days))
    };
    let months = |each: i32| {
        let months = count
            .checked_mul(each)
            .filter(|m| (-RELATIVE_MONTHS_MAX..=RELATIVE_MONTHS_MAX).contains(m));
        months.map(Operand::RelativeMonths)
    };
    match unit {
        'd' => days(1),
        'w' => days(7),
        'm' => months(1),
        'y' => months(12),
        _ => None,
    }
}

fn calendar_day(word: &str) -> Option<NaiveDate> {
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let plain = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| plain)
    };
    let day = |year: &str, month: &str, day: &str| {
        let year = i32::try_from(number(year, 4..=4)?).ok()?;
        NaiveDate::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?)
    };
    if let [y, m, d] = *word.split('-').collect::<Vec<_>>() {
        return day(y, m, d);
    }
    if let [d, m, y] = *word.split('.').collect::<Vec<_>>() {
        return day(y, m, d);
    }
    let (y, rest) = word.split_at_checked(4).filter(|_| word.len() == 8)?;
    let (m, d) = rest.split_at_checked(2)?;
    day(y, m, d)
}

/// Yes and no in the languages of the console.
fn flag(word: &str) -> Option<Operand> {
    match word.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "ja" | "j" => Some(Operand::Flag(true)),
        "no" | "n" | "false" | "0" | "nei" | "nej" => Some(Operand::Flag(false)),
        _ => None,
    }
}
