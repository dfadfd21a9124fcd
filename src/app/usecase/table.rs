//! Reading tables people give us: CSV in UTF-8 with `,` or `;` and a header. Faults are gathered with line and column;
//! nothing is stored unless all rows are good.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::app::AppError;
use crate::app::error::InputFault;
use crate::domain::money::Money;

/// The largest table, in bytes.
const TABLE_MAX_BYTES: u64 = 512 * 1024 * 1024;
/// How many faults are told at once.
const FAULTS_MAX: usize = 50;
/// The longest field, in characters.
const FIELD_MAX: usize = 400;

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
}

impl Table {
    /// Reads a whole table. Only `known` columns are taken; `required` ones must be there.
    pub fn read(path: &Path, known: &'static [&'static str], required: &[&str]) -> Result<Table, AppError> {
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
        };
        if meta.len() > TABLE_MAX_BYTES {
            table.fault(0, 0, "too-large", String::new(), String::new());
            return Err(table.refused());
        }
        let bytes = std::fs::read(path).map_err(io)?;
        let text = match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)) {
            Ok(text) => text,
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = good.iter().filter(|byte| **byte == b'\n').count();
                table.fault(number(line) + 1, 0, "not-utf8", String::new(), String::new());
                return Err(table.refused());
            }
        };
        let header = text.lines().next().unwrap_or_default();
        let delimiter = if header.matches(';').count() > header.matches(',').count() {
            b';'
        } else {
            b','
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        match records.next() {
            Some(Ok(header)) => table.header(&header, known, required),
            _ => table.fault(1, 0, "no-header", String::new(), required.join(", ")),
        }
        // Without its columns every row would be wrong, and the one fault would be hard to see.
        table.check()?;
        let width = table.columns.values().max().map_or(0, |last| last + 1);
        for record in records {
            match record {
                Ok(fields) => table.row(fields, width),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
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

    fn header(&mut self, header: &csv::StringRecord, known: &'static [&'static str], required: &[&str]) {
        for (place, field) in header.iter().enumerate() {
            let name = field.trim().to_lowercase();
            match known.iter().find(|column| **column == name) {
                Some(column) if self.columns.contains_key(column) => self.fault(1, number(place) + 1, "column-twice", name, String::new()),
                Some(column) => {
                    self.columns.insert(column, place);
                }
                None => self.fault(1, number(place) + 1, "unknown-column", name, known.join(", ")),
            }
        }
        for column in required {
            if !self.columns.contains_key(column) {
                self.fault(1, 0, "missing-column", String::new(), (*column).to_owned());
            }
        }
    }

    fn row(&mut self, fields: csv::StringRecord, width: usize) {
        let line = fields.position().map_or(0, csv::Position::line);
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
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
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
