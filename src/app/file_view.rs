//! The bytes of a stored bank file, line by line, with the fields of each marked.

use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

use super::{AppError, Session, clock};
use crate::domain::refusal::Refusal;
use crate::formats;
pub use crate::formats::Mark;
use crate::store::bankfile::{self, Bytes, FileHead};

/// Of a longer line only this much is shown at a time; the rest follows as a line of its own.
const LINE_MAX: u64 = 400;
/// How far back a line may begin before the place it is looked for at.
const BACK_MAX: u64 = 64 * 1024;

/// A line of a file.
#[derive(Clone, Debug)]
pub struct FileLine {
    /// Where it begins, in bytes.
    pub offset: u64,
    /// What stands there, without its end. Not cleaned.
    pub text: String,
    /// Its fields, where the format knows the line.
    pub marks: &'static [Mark],
}

/// A window over the lines of a file.
#[derive(Clone, Debug)]
pub struct FileView {
    /// What is known of the file.
    pub head: FileHead,
    /// The name of its format.
    pub format: &'static str,
    /// The lines, in order.
    pub lines: Vec<FileLine>,
    /// Bytes of the whole file.
    pub length: u64,
}

impl FileView {
    /// When and by whom it was stored or written.
    pub fn stored(&self) -> String {
        format!("{} {}", clock::local_minute(self.head.stored_at), self.head.operator)
    }
}

/// Up to `count` lines from `from` on, which is brought back to the beginning of its line; with `before`, lines before it come first.
///
/// # Errors
/// [`Refusal::NoSuchFile`].
pub fn view(session: &Session, id: i64, from: u64, before: usize, count: usize) -> Result<FileView, AppError> {
    let conn = &session.store.conn;
    let gone = || Refusal::NoSuchFile { wanted: id.to_string() };
    let head = bankfile::head(conn, id)?.ok_or_else(gone)?;
    let codec = formats::by_id(&head.format);
    let bytes = Bytes::of(conn, id)?;
    let length = bytes.length();
    let mut reader = BufReader::new(bytes);
    let read = |error: std::io::Error| {
        AppError::from(crate::store::StoreError::Io {
            path: head.name.clone().into(),
            source: error,
        })
    };
    let from = from.min(length.saturating_sub(1));
    let back = from.saturating_sub(BACK_MAX);
    reader.seek(SeekFrom::Start(back)).map_err(read)?;
    // Lines up to the wanted place; what begins in the middle of a line is cut off first.
    let mut earlier = lines(&mut reader, back, |line: &FileLine| line.offset < from, codec).map_err(read)?;
    let at = earlier.iter().rposition(|line| line.offset <= from).unwrap_or(0);
    let begin = at.saturating_sub(before);
    let start = earlier.get(begin).map_or(from, |line| line.offset);
    earlier.clear();
    reader.seek(SeekFrom::Start(start)).map_err(read)?;
    let mut left = count;
    let shown = lines(
        &mut reader,
        start,
        |_| {
            left = left.saturating_sub(1);
            left > 0
        },
        codec,
    )
    .map_err(read)?;
    Ok(FileView {
        format: codec.map_or("", |codec| codec.name),
        head,
        lines: shown,
        length,
    })
}

/// Reads lines while they are wanted.
fn lines(
    reader: &mut impl BufRead,
    from: u64,
    mut wanted: impl FnMut(&FileLine) -> bool,
    codec: Option<&formats::Codec>,
) -> std::io::Result<Vec<FileLine>> {
    let mut lines = Vec::new();
    let mut offset = from;
    loop {
        let mut raw = Vec::new();
        let read = std::io::Read::take(&mut *reader, LINE_MAX).read_until(b'\n', &mut raw)?;
        if read == 0 {
            return Ok(lines);
        }
        while matches!(raw.last(), Some(b'\n' | b'\r')) {
            raw.pop();
        }
        let line = FileLine {
            offset,
            marks: codec.map_or(&[], |codec| (codec.marks)(&raw)),
            // ISO-8859-1: every byte is the character of its number. Files in UTF-8 are read as such first.
            text: String::from_utf8(raw).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect()),
        };
        offset = offset.saturating_add(u64::try_from(read).unwrap_or(0));
        let more = wanted(&line);
        lines.push(line);
        if !more {
            return Ok(lines);
        }
    }
}

/// Writes the bytes of a file anew, exactly as they are kept. Never over something that is there.
///
/// # Errors
/// [`Refusal::NoSuchFile`], [`Refusal::FileExists`]; when the place cannot be written.
pub fn export(session: &Session, id: i64, to: &Path) -> Result<u64, AppError> {
    let conn = &session.store.conn;
    let head = bankfile::head(conn, id)?.ok_or_else(|| Refusal::NoSuchFile { wanted: id.to_string() })?;
    let to = if to.is_dir() {
        to.join(Path::new(&head.name).file_name().unwrap_or_default())
    } else {
        to.to_path_buf()
    };
    if to.exists() {
        return Err(Refusal::FileExists {
            path: to.display().to_string(),
        }
        .into());
    }
    let io = |source| AppError::from(crate::store::StoreError::Io { path: to.clone(), source });
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).open(&to).map_err(io)?;
    let copied = std::io::copy(&mut Bytes::of(conn, id)?, &mut out).map_err(io)?;
    out.flush().and_then(|()| out.sync_all()).map_err(io)?;
    Ok(copied)
}
