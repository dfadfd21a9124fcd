//! Records of a large file in the order in which they are booked, which is not the order they are read in: laid aside in memory,
//! or when they are many in a file without a name in the site's folder, and fetched by their place. It is gone when the program
//! ends, however it does.

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

use crate::domain::bankfile::{Direction, PaymentRecord};
use crate::domain::money::Money;
use crate::store::{from_days, to_days};

/// How much is kept in memory.
const MEMORY_BYTES: usize = 16 * 1024 * 1024;
/// About how much a record takes.
const RECORD_BYTES: u64 = 160;
/// How much is written at a time.
const WRITE_BYTES: usize = 256 * 1024;
/// Stands for a text that is not there.
const NO_TEXT: u32 = u32::MAX;
/// Stands for a date that is not there.
const NO_DAY: i64 = i64::MIN;

/// Records on their way into the file.
pub(super) struct Filling {
    file: BufWriter<SpooledTempFile>,
    ends: Vec<u32>,
    scratch: Vec<u8>,
    at: u32,
}

/// Records that can be fetched.
pub(super) struct Spill {
    file: SpooledTempFile,
    ends: Vec<u32>,
}

/// One record that was fetched.
pub(super) struct Kept(Vec<u8>);

fn bytes_of(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn too_large() -> io::Error {
    io::ErrorKind::FileTooLarge.into()
}

impl Filling {
    /// An empty one for so many records; those that memory does not hold are laid aside in the folder of this file.
    pub fn beside(database: &Path, records: u64) -> Filling {
        // Memory that is given back after it grew is not always given back to the system.
        let is_small = records.saturating_mul(RECORD_BYTES) <= bytes_of(MEMORY_BYTES);
        Filling::with_memory(if is_small { MEMORY_BYTES } else { 0 }, database, records)
    }

    fn with_memory(memory: usize, database: &Path, records: u64) -> Filling {
        let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty());
        let file = tempfile::spooled_tempfile_in(memory, folder.unwrap_or(Path::new(".")));
        Filling {
            file: BufWriter::with_capacity(WRITE_BYTES, file),
            ends: Vec::with_capacity(usize::try_from(records).unwrap_or(0)),
            scratch: Vec::with_capacity(512),
            at: 0,
        }
    }

    /// Lays the next record aside.
    pub fn add(&mut self, record: &PaymentRecord<'_>) -> io::Result<()> {
        self.scratch.clear();
        encode(&mut self.scratch, record)?;
        self.file.write_all(&self.scratch)?;
        let more = u32::try_from(self.scratch.len()).map_err(|_| too_large())?;
        self.at = self.at.checked_add(more).ok_or_else(too_large)?;
        self.ends.push(self.at);
        Ok(())
    }

    /// All of them.
    pub fn done(self) -> io::Result<Spill> {
        Ok(Spill {
            file: self.file.into_inner().map_err(io::IntoInnerError::into_error)?,
            ends: self.ends,
        })
    }
}

impl Spill {
    /// The record at a place of the file, from 1.
    pub fn fetch(&mut self, seq: u32) -> io::Result<Kept> {
        let missing = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let place = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1)).ok_or_else(missing)?;
        let to = *self.ends.get(place).ok_or_else(missing)?;
        let from = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let mut bytes = vec![0; usize::try_from(to.saturating_sub(from)).map_err(|_| too_large())?];
        self.file.seek(SeekFrom::Start(u64::from(from)))?;
        self.file.read_exact(&mut bytes)?;
        Ok(Kept(bytes))
    }
}

fn put_text(bytes: &mut Vec<u8>, text: Option<&str>) -> io::Result<()> {
    let length = text
        .map_or(Ok(NO_TEXT), |text| u32::try_from(text.len()))
        .map_err(|_| too_large())?;
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(text.unwrap_or_default().as_bytes());
    Ok(())
}

fn encode(bytes: &mut Vec<u8>, record: &PaymentRecord<'_>) -> io::Result<()> {
    for number in [record.line, record.length, record.part, record.number] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&record.offset.to_le_bytes());
    let (settled, ordered) = (to_days(record.settled_on), record.ordered_on.map_or(NO_DAY, to_days));
    for number in [settled, ordered, record.amount.minor()] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.push(u8::from(record.direction == Direction::Out));
    bytes.push(u8::from(record.several));
    for text in [
        Some(record.payee_account),
        Some(record.kind),
        Some(record.lump_key),
        record.reference,
        record.payer_account,
        record.payer_name,
        record.payer_number,
        record.archive_reference,
        record.text,
    ] {
        put_text(bytes, text)?;
    }
    Ok(())
}

/// What is left to be read of a record.
struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn small(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    fn number(&mut self) -> Option<i64> {
        self.bytes().map(i64::from_le_bytes)
    }

    fn yes(&mut self) -> Option<bool> {
        self.bytes().map(|[byte]: [u8; 1]| byte != 0)
    }

    fn text(&mut self) -> Option<Option<&'b str>> {
        let length = self.small()?;
        if length == NO_TEXT {
            return Some(None);
        }
        let (text, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        std::str::from_utf8(text).ok().map(Some)
    }
}

impl Kept {
    /// The record.
    pub fn record(&self) -> io::Result<PaymentRecord<'_>> {
        decode(&mut Rest(&self.0)).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

fn decode<'b>(rest: &mut Rest<'b>) -> Option<PaymentRecord<'b>> {
    let (line, length, part, number) = (rest.small()?, rest.small()?, rest.small()?, rest.small()?);
    let offset = rest.bytes().map(u64::from_le_bytes)?;
    let (settled, ordered, amount) = (rest.number()?, rest.number()?, rest.number()?);
    let (is_out, several) = (rest.yes()?, rest.yes()?);
    Some(PaymentRecord {
        line,
        offset,
        length,
        part,
        number,
        settled_on: from_days(settled)?,
        ordered_on: if ordered == NO_DAY { None } else { Some(from_days(ordered)?) },
        amount: Money::from_minor(amount),
        direction: if is_out { Direction::Out } else { Direction::In },
        several,
        payee_account: rest.text()??,
        kind: rest.text()??,
        lump_key: rest.text()??,
        reference: rest.text()?,
        payer_account: rest.text()?,
        payer_name: rest.text()?,
        payer_number: rest.text()?,
        archive_reference: rest.text()?,
        text: rest.text()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn record<'a>(number: u32, text: Option<&'a str>) -> PaymentRecord<'a> {
        PaymentRecord {
            line: number * 2,
            offset: u64::from(number) * 162,
            length: 160,
            part: 3,
            number,
            payee_account: "12345678903",
            kind: "10",
            direction: if number.is_multiple_of(2) { Direction::In } else { Direction::Out },
            settled_on: NaiveDate::from_ymd_opt(2026, 5, 6).unwrap_or_default(),
            ordered_on: text.map(|_| NaiveDate::default()),
            lump_key: "",
            amount: Money::from_minor(i64::from(number) * 100),
            reference: text,
            several: number == 3,
            payer_account: None,
            payer_name: text,
            payer_number: Some(""),
            archive_reference: None,
            text,
        }
    }

    #[test]
    fn records_come_back_as_they_were_in_any_order() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let all: Vec<PaymentRecord<'_>> = (1..=5).map(|n| record(n, (n != 2).then_some("blåbærsyltetøy \u{202e}"))).collect();
        for memory in [0, MEMORY_BYTES] {
            let mut filling = Filling::with_memory(memory, &folder.path().join("site.fordring"), 5);
            for one in &all {
                filling.add(one)?;
            }
            let mut spill = filling.done()?;
            assert_eq!(spill.file.is_rolled(), memory == 0);
            for seq in [5u32, 1, 3, 2, 4] {
                let place = usize::try_from(seq).unwrap_or(0) - 1;
                assert_eq!(Some(&spill.fetch(seq)?.record()?), all.get(place));
            }
            assert!(spill.fetch(0).is_err() && spill.fetch(6).is_err());
            assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "it has no name");
        }
        Ok(())
    }
}
