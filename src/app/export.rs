//! Lists out of the program: CSV and JSON of exactly what is shown, row by row, whatever the size.

use std::io::Write;

use serde_json::{Map, Value as Json};

use super::columns::{Column, Kind, List};
use super::texts::Texts;
use super::{AppError, Cell, Session, clock, query, values};
use crate::domain::refusal::Refusal;
use crate::store::list::ListQuery;

/// What a list is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON array.
    Json,
    /// CSV with a header of column ids.
    Csv,
    /// Aligned columns for people.
    Text,
}

/// What to write.
pub struct Wanted<'a> {
    /// Which list.
    pub list: &'static List,
    /// As typed.
    pub filter: &'a str,
    /// Column ids, `due:desc` for falling.
    pub sort: &'a [String],
    /// Column ids; none: every column (JSON) or those usually shown.
    pub columns: &'a [String],
    /// At most so many rows.
    pub limit: Option<usize>,
}

/// Makes a list query from what a person typed.
///
/// # Errors
/// [`Refusal::FilterFault`], [`Refusal::FilterWord`], [`Refusal::NoSuchColumn`].
pub fn list_query(session: &Session, wanted: &Wanted<'_>) -> Result<ListQuery, AppError> {
    let list = wanted.list;
    let filter = query::parse_filter(list, wanted.filter, session.lang.texts())?;
    let mut sort = Vec::new();
    for level in wanted.sort {
        let (id, descending) = match level.split_once(':') {
            Some((id, "desc")) => (id, true),
            Some((id, "asc")) => (id, false),
            _ => (level.as_str(), false),
        };
        sort.push((known(list, id)?.id.to_owned(), descending));
    }
    if sort.is_empty() {
        sort = list.sort.iter().map(|(id, descending)| ((*id).to_owned(), *descending)).collect();
    }
    Ok(ListQuery {
        list,
        filter,
        sort,
        today: clock::today(),
        alphabet: session.site.country.alphabet(),
    })
}

/// The keys of all rows of a query, in its order.
///
/// # Errors
/// When the file cannot be read.
pub fn keys(session: &Session, query: &ListQuery) -> Result<Vec<u32>, AppError> {
    Ok(query.keys(&session.store.conn, None, &|| false)?)
}

fn known(list: &'static List, id: &str) -> Result<&'static Column, AppError> {
    list.column(id.trim()).ok_or_else(|| {
        Refusal::NoSuchColumn {
            column: id.to_owned(),
            list: list.id.to_owned(),
            known: list.columns.iter().map(|column| column.id).collect::<Vec<_>>().join(", "),
        }
        .into()
    })
}

/// The columns to write.
///
/// # Errors
/// [`Refusal::NoSuchColumn`].
pub fn columns(wanted: &Wanted<'_>, format: Format) -> Result<Vec<&'static Column>, AppError> {
    if wanted.columns.is_empty() {
        return Ok(wanted
            .list
            .columns
            .iter()
            .filter(|column| format == Format::Json || column.shown)
            .collect());
    }
    wanted.columns.iter().map(|id| known(wanted.list, id)).collect()
}

/// Writes the rows. Answers how many.
///
/// # Errors
/// [`AppError::OutputClosed`] when the reader went away.
pub fn write(
    session: &Session,
    query: &ListQuery,
    columns: &[&'static Column],
    format: Format,
    limit: Option<usize>,
    out: &mut dyn Write,
) -> Result<i64, AppError> {
    let texts = session.lang.texts();
    begin(query.list, columns, format, texts, out)?;
    let mut count = 0i64;
    query.each_row::<AppError>(&session.store.conn, columns, limit, &mut |cells| {
        row(columns, cells, format, texts, count == 0, out)?;
        count += 1;
        Ok(())
    })?;
    end(format, out)?;
    Ok(count)
}

/// Rows that are read at a time.
const ROWS: usize = 500;

/// Writes some rows by their keys, in this order.
fn write_some(
    session: &Session,
    query: &ListQuery,
    columns: &[&'static Column],
    format: Format,
    keys: &[u32],
    out: &mut dyn Write,
) -> Result<i64, AppError> {
    let texts = session.lang.texts();
    begin(query.list, columns, format, texts, out)?;
    let mut count = 0i64;
    for keys in keys.chunks(ROWS) {
        let rows = query.rows(&session.store.conn, columns, keys)?;
        for one in &rows {
            row(columns, &one.cells, format, texts, count == 0, out)?;
            count += 1;
        }
    }
    end(format, out)?;
    Ok(count)
}

fn row(
    columns: &[&'static Column],
    cells: &[Cell],
    format: Format,
    texts: &Texts,
    first: bool,
    out: &mut dyn Write,
) -> Result<(), AppError> {
    match format {
        Format::Json => {
            let object: Map<String, Json> = columns
                .iter()
                .zip(cells)
                .map(|(column, cell)| (column.id.to_owned(), values::json(column, cell)))
                .collect();
            let comma = if first { "" } else { "," };
            let text = serde_json::to_string(&object).unwrap_or_default();
            put(out, &format!("{comma}\n{text}"))
        }
        Format::Csv => csv_line(out, columns.iter().zip(cells).map(|(column, cell)| values::csv(column, cell))),
        Format::Text => {
            let line: Vec<String> = columns
                .iter()
                .zip(cells)
                .map(|(column, cell)| padded(column, &values::shown(column, cell, texts)))
                .collect();
            put(out, &format!("{}\n", line.join("  ").trim_end()))
        }
    }
}

fn end(format: Format, out: &mut dyn Write) -> Result<(), AppError> {
    if format == Format::Json {
        put(out, "\n]\n")?;
    }
    out.flush().map_err(|_| AppError::OutputClosed)
}

fn begin(list: &List, columns: &[&'static Column], format: Format, texts: &Texts, out: &mut dyn Write) -> Result<(), AppError> {
    match format {
        Format::Json => put(out, "["),
        Format::Csv => csv_line(out, columns.iter().map(|column| column.id.to_owned())),
        Format::Text => {
            let heads: Vec<String> = columns
                .iter()
                .map(|column| padded(column, &query::header(list, column, texts)))
                .collect();
            put(out, &format!("{}\n", heads.join("  ").trim_end()))
        }
    }
}

fn padded(column: &Column, text: &str) -> String {
    use crate::domain::text::{fit, pad_left, pad_right, width};
    // Digits lead somewhere only when they are whole.
    let wide = match column.kind {
        Kind::Digits => usize::from(column.width.ideal).max(width(text)),
        _ => usize::from(column.width.ideal),
    };
    if column.right() {
        // Money is never cut short.
        if width(text) > wide {
            text.to_owned()
        } else {
            pad_left(text, wide)
        }
    } else {
        pad_right(&fit(text, wide), wide)
    }
}

fn csv_line(out: &mut dyn Write, fields: impl Iterator<Item = String>) -> Result<(), AppError> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let bytes = writer
        .write_record(fields)
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .unwrap_or_default();
    out.write_all(&bytes).map_err(|_| AppError::OutputClosed)
}

fn put(out: &mut dyn Write, text: &str) -> Result<(), AppError> {
    out.write_all(text.as_bytes()).map_err(|_| AppError::OutputClosed)
}

/// Writes a list to a file that is not there yet.
///
/// # Errors
/// [`Refusal::FileExists`], or when it cannot be written.
pub fn to_file(
    session: &Session,
    query: &ListQuery,
    columns: &[&'static Column],
    format: Format,
    path: &std::path::Path,
    only: Option<&[u32]>,
) -> Result<i64, AppError> {
    let wrong = |source| AppError::Place {
        path: path.to_path_buf(),
        source,
    };
    if path.exists() {
        return Err(Refusal::FileExists {
            path: path.display().to_string(),
        }
        .into());
    }
    let file = std::fs::File::create_new(path).map_err(wrong)?;
    let mut out = std::io::BufWriter::new(file);
    let written = match only {
        Some(keys) => write_some(session, query, columns, format, keys, &mut out),
        None => write(session, query, columns, format, None, &mut out),
    };
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}
