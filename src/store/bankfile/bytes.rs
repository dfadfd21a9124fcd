//! The bytes of a stored file, read again: nothing is booked but what is kept.

use std::io::{self, Read, Seek, SeekFrom};

use rusqlite::{Connection, OptionalExtension};

use super::CHUNK_BYTES;
use crate::store::StoreError;

/// The bytes of one file, from the pieces they are kept in. Wrap it in a `BufReader`.
pub struct Bytes<'c> {
    conn: &'c Connection,
    file: i64,
    length: u64,
    at: u64,
    /// The piece at hand, and its number.
    piece: Vec<u8>,
    no: Option<i64>,
}

impl<'c> Bytes<'c> {
    /// The bytes of a file, from their beginning.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn of(conn: &'c Connection, file: i64) -> Result<Bytes<'c>, StoreError> {
        let mut statement = conn.prepare_cached("SELECT coalesce(sum(length(bytes)), 0) FROM bank_file_chunk WHERE file_id = ?1")?;
        let length: i64 = statement.query_row([file], |row| row.get(0))?;
        Ok(Bytes {
            conn,
            file,
            length: u64::try_from(length).unwrap_or(0),
            at: 0,
            piece: Vec::new(),
            no: None,
        })
    }

    /// How many there are.
    pub fn length(&self) -> u64 {
        self.length
    }

    fn fetch(&mut self, no: i64) -> io::Result<()> {
        if self.no != Some(no) {
            let mut statement = self
                .conn
                .prepare_cached("SELECT bytes FROM bank_file_chunk WHERE file_id = ?1 AND no = ?2")
                .map_err(io::Error::other)?;
            let piece = statement.query_row([self.file, no], |row| row.get(0)).optional();
            self.piece = piece.map_err(io::Error::other)?.unwrap_or_default();
            self.no = Some(no);
        }
        Ok(())
    }
}

impl Read for Bytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length || buffer.is_empty() {
            return Ok(0);
        }
        let size = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
        self.fetch(i64::try_from(self.at / size).unwrap_or(i64::MAX))?;
        let skip = usize::try_from(self.at % size).unwrap_or(0);
        let rest = self.piece.get(skip..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        for (place, byte) in buffer.iter_mut().zip(rest) {
            *place = *byte;
        }
        self.at = self.at.saturating_add(u64::try_from(count).unwrap_or(0));
        Ok(count)
    }
}

impl Seek for Bytes<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
