//! The filter language: one small language for lists, saved views and the command line (`ui.md` part 3).
//!
//! ```text
//! berg                   a word: some text column holds it
//! "two words"            quotes keep blanks, colons and commas; "" inside them is one quote
//! status:unpaid,manual   a column: any of the values
//! belopp:500..1000       from, to (both included); 500.. and ..1000 leave one end open
//! belopp>500  due<=t     > >= < <=
//! due<-30d               relative to today: d, w, m, y; t or today is today
//! note:   note:*         is empty (also note:""), is not empty
//! -word   -status:paid   excludes
//! ```
//!
//! All terms must hold. Amounts and commas: where only one value can stand (behind `<` and `>`, at the ends of a
//! range) a comma is the decimal comma. Behind `:` commas separate values, except that a single comma with exactly two
//! digits behind it is the decimal comma: `belopp:500,00` is one amount, `belopp:500,600` and `belopp:500,00,600,00`
//! are lists. Amounts with decimals are listed with points: `belopp:500.50,600`.
//!
//! This module reads and prints the language. It knows no columns (the caller resolves their words) and no clock
//! (relative dates stay relative), and it runs no filter. A new kind of value is added to [`ValueKind`], [`Operand`]
//! and `value`.

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use thiserror::Error;

use super::money::Money;
use super::text;

mod lex;
mod recognise;
mod show;
mod value;

pub use recognise::{Recognised, recognise, recognise_any};

/// The longest filter in bytes. People write some dozens; the limit bounds what a pasted or imported view can cost.
pub const FILTER_MAX: usize = 4096;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text, searched for a part of it.
    Text,
    /// A whole number.
    Number,
    /// An amount.
    Money,
    /// A day.
    Date,
    /// A point in time; filtered by its day.
    Moment,
    /// Yes or no.
    Flag,
    /// One of a few words that the caller knows in several languages, such as statuses.
    Choice,
}

/// The column that a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColumnWord {
    /// Its id: letters, digits, `_`, `-` and `.`, a letter first. The resolver must know the id as a word, too, since
    /// canonical text is written with ids.
    pub id: &'static str,
    /// What its values are.
    pub kind: ValueKind,
}

/// A filter: all of its terms must hold. Without terms it lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The terms, in the order in which they were written.
    pub terms: Vec<Term>,
}

/// One condition.
#[derive(Clone, Debug)]
pub struct Term {
    /// Whether it must not hold.
    pub exclude: bool,
    /// What is tested.
    pub test: Test,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
}

impl PartialEq for Term {
    /// Terms are equal if they say the same; where they stood does not matter.
    fn eq(&self, other: &Term) -> bool {
        self.exclude == other.exclude && self.test == other.test
    }
}

impl Eq for Term {}

/// What a term tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Some text column holds this text, as typed (compare by [`text::sort_key`]).
    Word(String),
    /// A column compares so with the values.
    Column {
        /// Its id.
        column: &'static str,
        /// How it compares.
        op: Op,
        /// At least one for [`Op::Is`], one for the comparisons, two for [`Op::Between`], none for the other two.
        values: Vec<Operand>,
    },
}

/// How a column compares with the values of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// It is one of them (of text: it holds one of them).
    Is,
    /// It is less, or before.
    Less,
    /// It is at most this.
    LessEq,
    /// It is more, or after.
    Greater,
    /// It is at least this.
    GreaterEq,
    /// It is at least the first and at most the second.
    Between,
    /// There is nothing in it.
    Empty,
    /// There is something in it.
    NotEmpty,
}

/// A value of a term. It is of the column's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// For text.
    Text(String),
    /// For numbers.
    Number(i64),
    /// For amounts.
    Money(Money),
    /// For dates and moments.
    Date(NaiveDate),
    /// For dates and moments: so many days from today, negative before it.
    RelativeDays(i64),
    /// For dates and moments: so many calendar months from today, negative before it. A year is twelve.
    RelativeMonths(i32),
    /// For flags.
    Flag(bool),
    /// For choices: the word as typed, to be resolved by the caller.
    Choice(String),
}

/// What is wrong with a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterFaultCode {
    /// Longer than [`FILTER_MAX`].
    TooLong,
    /// A quote is opened and not closed.
    OpenQuote,
    /// There is no such column.
    UnknownColumn,
    /// Nothing to look for: a lone `-`, `""`, a comma with nothing beside it, `amount>`.
    MissingValue,
    /// A range among several values.
    RangeInList,
    /// `<`, `>` or several values behind them, where the column has no order or only one value can stand.
    NotComparable,
    /// A whole number fits.
    NotANumber,
    /// An amount fits.
    NotAnAmount,
    /// A date fits, or a number of days, weeks, months or years from today.
    NotADate,
    /// Yes or no fits.
    NotAFlag,
}

impl FilterFaultCode {
    /// Stable code, kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            FilterFaultCode::TooLong => "filter-too-long",
            FilterFaultCode::OpenQuote => "open-quote",
            FilterFaultCode::UnknownColumn => "unknown-column",
            FilterFaultCode::MissingValue => "missing-value",
            FilterFaultCode::RangeInList => "range-in-list",
            FilterFaultCode::NotComparable => "not-comparable",
            FilterFaultCode::NotANumber => "not-a-number",
            FilterFaultCode::NotAnAmount => "not-an-amount",
            FilterFaultCode::NotADate => "not-a-date",
            FilterFaultCode::NotAFlag => "not-a-flag",
        }
    }
}

impl fmt::Display for FilterFaultCode {
    /// What is wrong, in English, and what would fit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FilterFaultCode::TooLong => "the filter is too long",
            FilterFaultCode::OpenQuote => "the quote is not closed",
            FilterFaultCode::UnknownColumn => "there is no such column; put quotes around it to look for the text",
            FilterFaultCode::MissingValue => "there is nothing to look for",
            FilterFaultCode::RangeInList => "a range stands alone, not among other values",
            FilterFaultCode::NotComparable => "`<` and `>` take one number, amount or date",
            FilterFaultCode::NotANumber => "a whole number is needed, such as 14790",
            FilterFaultCode::NotAnAmount => "an amount is needed, such as 1250.00",
            FilterFaultCode::NotADate => "a date is needed, such as 2026-09-21, today or -30d",
            FilterFaultCode::NotAFlag => "yes or no is needed",
        })
    }
}

/// Why a text is no filter, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\"{word}\": {code}")]
pub struct FilterFault {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// What is wrong.
    pub code: FilterFaultCode,
    /// The word or value that is meant, cleaned.
    pub word: String,
}

impl FilterFault {
    fn new(code: FilterFaultCode, word: &str, at: Range<usize>) -> FilterFault {
        FilterFault {
            at,
            code,
            word: text::clean(word).into_owned(),
        }
    }
}

/// Reads a filter. `resolve` knows the column words, in any language and letter case, and the ids.
///
/// What looks like a column but starts with something else than a letter (`12:30`) or goes on with `//`
/// (`https://…`) is a word. An empty text is a filter without terms.
///
/// # Errors
/// [`FilterFault`], the first from the left.
pub fn parse(text: &str, resolve: &dyn Fn(&str) -> Option<ColumnWord>) -> Result<Filter, FilterFault> {
    if text.len() > FILTER_MAX {
        return Err(FilterFault::new(FilterFaultCode::TooLong, "…", 0..text.len()));
    }
    let terms = lex::tokens(text).map(|token| term(token?, resolve)).collect::<Result<_, _>>()?;
    Ok(Filter { terms })
}

fn term(token: lex::Token, resolve: &dyn Fn(&str) -> Option<ColumnWord>) -> Result<Term, FilterFault> {
    let at = token.at.clone();
    let (exclude, pieces) = match token.pieces.split_first() {
        Some((first, rest)) if first.is('-') => (true, rest),
        _ => (false, token.pieces.as_slice()),
    };
    let test = match lex::column(pieces) {
        Some(head) => match resolve(&head.word) {
            Some(column) => value::column_test(column, &head, at.clone())?,
            None if head.goes_on_as_address() => word(pieces, &at)?,
            None => {
                return Err(FilterFault::new(FilterFaultCode::UnknownColumn, &head.word, head.at));
            }
        },
        None => word(pieces, &at)?,
    };
    Ok(Term { exclude, test, at })
}

/// A plain word. One of which nothing is left in a key would be found everywhere.
fn word(pieces: &[lex::Piece], at: &Range<usize>) -> Result<Test, FilterFault> {
    let word = lex::text(pieces);
    if text::loose_key(&word).is_empty() {
        return Err(FilterFault::new(FilterFaultCode::MissingValue, &word, at.clone()));
    }
    Ok(Test::Word(word))
}

#[cfg(test)]
mod tests;
