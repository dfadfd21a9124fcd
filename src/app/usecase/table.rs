//! Reading tables people give us: CSV with `,`, `;` or tabs and a header, in the words and the encoding of their spreadsheet. Faults are
//! gathered with line and column; nothing is stored unless all rows are good.

mod text;
mod words;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};

use crate::app::AppError;
use crate::app::error::InputFault;
use crate::domain::money::Money;
use words::Words;

/// The largest table, in bytes.
const TABLE_MAX_BYTES: u64 = 512 * 1024 * 1024;
/// How many faults are told at once.
const FAULTS_MAX: usize = 50;
/// The longest field, in characters.
const FIELD_MAX: usize = 400;
/// Years have four digits.
const YEAR_MIN: i32 = 1000;
/// How dates may be written; none of them is another one's.
const DATES: &[&str] = &["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%Y%m%d"];

/// One row with the places of its fields.
pub(super) struct TableRow {
    /// Line in the file, from 1.
    pub line: u64,
    fields: csv::StringRecord,
}

/// A table being read.
pub(super) struct Table {
    path: PathBuf,
    columns: HashMap<&'static str, usize>,
    /// What is wrong so far.
    pub faults: Vec<InputFault>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    guessed: bool,
}

impl Table {
    /// Reads a whole table. Only `known` columns are taken, by their names or by what people call them in tables of this `name`;
    /// one of each of the `required` must be there.
    pub fn read(path: &Path, name: &str, known: &'static [&'static str], required: &[&[&str]]) -> Result<Table, AppError> {
        let words = Words::of(name)?;
        let io = |source| AppError::File {
            path: path.to_path_buf(),
            source,
        };
        let meta = std::fs::metadata(path).map_err(io)?;
        if meta.is_dir() {
            return Err(io(std::io::ErrorKind::IsADirectory.into()));
        }
        let mut table = Table {
            path: path.to_path_buf(),
            columns: HashMap::new(),
            faults: Vec::new(),
            rows: Vec::new(),
            guessed: false,
        };
        if meta.len() > TABLE_MAX_BYTES {
            table.fault(0, 0, "too-large", String::new(), String::new());
            return Err(table.refused());
        }
        let bytes = std::fs::read(path).map_err(io)?;
        let text = match text::decode(&bytes) {
            Ok((text, guessed)) => {
                table.guessed = guessed;
                text
            }
            Err(line) => {
                table.fault(number(line), 0, "not-text", String::new(), String::new());
                return Err(table.refused());
            }
        };
        let header = text.lines().next().unwrap_or_default();
        let count = |mark: char| header.matches(mark).count();
        let (delimiter, _) = [(b',', count(',')), (b';', count(';')), (b'\t', count('\t'))]
            .into_iter()
            .rev()
            .max_by_key(|(_, count)| *count)
            .unwrap_or((b',', 0));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        match records.next() {
            Some(Ok(header)) => table.header(&header, &words, known, required),
            _ => table.fault(
                1,
                0,
                "no-header",
                String::new(),
                required
                    .iter()
                    .filter_map(|any| any.first().copied())
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        }
        // Without its columns every row would be wrong, and the one fault would be hard to see.
        table.check()?;
        let width = table.columns.values().max().map_or(0, |last| last + 1);
        let mut places = Places::of(&text);
        for record in records {
            match record {
                Ok(fields) => {
                    let line = fields.position().map_or(0, |place| places.line(place));
                    table.row(fields, line, width);
                }
                Err(error) => {
                    let line = error.position().map_or(0, |place| places.line(place));
                    table.fault(line, 0, "bad-row", String::new(), String::new());
                }
            }
            if table.faults.len() >= FAULTS_MAX {
                break;
            }
        }
        if table.rows.is_empty() && table.faults.is_empty() {
            table.fault(1, 0, "no-rows", String::new(), String::new());
        }
        Ok(table)
    }

    fn header(&mut self, header: &csv::StringRecord, words: &Words, known: &'static [&'static str], required: &[&[&str]]) {
        for (place, field) in header.iter().enumerate() {
            match words.column(field, known) {
                Some(column) if self.columns.contains_key(column) => {
                    self.fault(1, number(place) + 1, "column-twice", column.to_owned(), String::new());
                }
                Some(column) => {
                    self.columns.insert(column, place);
                }
                None => self.fault(1, number(place) + 1, "unknown-column", field.trim().to_owned(), known.join(", ")),
            }
        }
        for any in required {
            if !any.iter().any(|column| self.columns.contains_key(column)) {
                let column = any.first().copied().unwrap_or_default();
                self.fault(1, 0, "missing-column", String::new(), column.to_owned());
            }
        }
    }

    fn row(&mut self, fields: csv::StringRecord, line: u64, width: usize) {
        if fields.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        if fields.len() < width {
            self.fault(line, 0, "short-row", fields.len().to_string(), width.to_string());
            return;
        }
        if let Some(place) = fields.iter().position(|field| field.chars().count() > FIELD_MAX) {
            self.fault(line, number(place) + 1, "long-field", String::new(), FIELD_MAX.to_string());
            return;
        }
        self.rows.push(TableRow { line, fields });
    }

    /// A field, trimmed; empty where the column is not there.
    pub fn text<'r>(&self, row: &'r TableRow, column: &str) -> &'r str {
        self.columns
            .get(column)
            .and_then(|place| row.fields.get(*place))
            .unwrap_or_default()
            .trim()
    }

    /// Notes a fault.
    pub fn fault(&mut self, line: u64, column: u64, code: &'static str, found: String, expected: String) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(InputFault {
                line,
                column,
                code,
                found,
                expected,
            });
        }
    }

    /// Notes a fault in a field.
    pub fn fault_at(&mut self, row: &TableRow, column: &str, code: &'static str, expected: String) {
        let found = self.text(row, column).to_owned();
        let place = self.columns.get(column).map_or(0, |place| number(*place) + 1);
        self.fault(row.line, place, code, found, expected);
    }

    /// A date; an empty field is none.
    pub fn date(&mut self, row: &TableRow, column: &str) -> Option<NaiveDate> {
        let text = self.text(row, column);
        if text.is_empty() {
            return None;
        }
        let date = DATES
            .iter()
            .filter_map(|form| NaiveDate::parse_from_str(text, form).ok())
            .find(|date| date.year() >= YEAR_MIN);
        if date.is_none() {
            self.fault_at(row, column, "not-a-date", "2026-11-30".to_owned());
        }
        date
    }

    /// An amount; nothing or rubbish is a fault.
    pub fn money(&mut self, row: &TableRow, column: &str) -> Option<Money> {
        let amount = Money::parse(self.text(row, column)).ok();
        if amount.is_none() {
            self.fault_at(row, column, "not-an-amount", String::new());
        }
        amount
    }

    /// What whoever brings it should look at: its letters were taken for Windows-1252, because they are no Unicode.
    pub fn warning(&self) -> Option<InputFault> {
        self.guessed.then(|| InputFault {
            line: 1,
            column: 0,
            code: "guessed-letters",
            found: String::new(),
            expected: String::new(),
        })
    }

    /// The refusal with all faults.
    pub fn refused(&mut self) -> AppError {
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|fault| (fault.line, fault.column));
        AppError::Input {
            path: self.path.clone(),
            faults,
        }
    }

    /// Refuses when there are faults.
    pub fn check(&mut self) -> Result<(), AppError> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.refused()) }
    }
}

fn number(place: usize) -> u64 {
    u64::try_from(place).unwrap_or(u64::MAX)
}

/// Lines by places in a text, asked for from the top: the reader's own count stands before the end of the row above, where that is two
/// characters, and before blank lines.
struct Places<'t> {
    rest: &'t [u8],
    at: u64,
    line: u64,
}

impl Places<'_> {
    fn of(text: &str) -> Places<'_> {
        Places {
            rest: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line in which the row behind a place begins.
    fn line(&mut self, place: &csv::Position) -> u64 {
        let mut ends = 0;
        for byte in self.rest {
            let is_end = matches!(byte, b'\r' | b'\n');
            if self.at + ends >= place.byte() && !is_end {
                break;
            }
            ends += 1;
            self.line += u64::from(*byte == b'\n');
        }
        self.at += ends;
        self.rest = self.rest.get(usize::try_from(ends).unwrap_or(usize::MAX)..).unwrap_or_default();
        self.line
    }
}
