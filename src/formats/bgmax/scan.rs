//! The first reading of a file: what holds for all of a section stands at its end.

use std::io::{self, SeekFrom};

use chrono::NaiveDate;

use super::records::deposit;
use crate::domain::bankfile::PARTS_MAX;
use crate::formats::Input;
use crate::formats::bankgiro::{Encoding, WIDTH, yyyymmdd};
use crate::formats::lines::Lines;

/// What record 15 says of the payments before it.
#[derive(Clone, Copy, Debug)]
pub struct Deposit {
    /// The day they are booked on.
    pub date: NaiveDate,
    /// Day and serial number as written: what the payments of one entry of the bank statement have in common.
    pub key: [u8; 13],
}

impl Deposit {
    fn read(line: &[u8]) -> Option<Deposit> {
        let day = deposit::DATE.of(line);
        let mut key = [b'0'; 13];
        for (place, byte) in key.iter_mut().zip(day.iter().chain(deposit::SERIAL.of(line))) {
            *place = *byte;
        }
        Some(Deposit {
            date: yyyymmdd(day)?,
            key,
        })
    }

    /// The key as text.
    pub fn key(&self) -> &str {
        std::str::from_utf8(&self.key).unwrap_or_default()
    }
}

/// What the first reading gives.
#[derive(Debug, Default)]
pub struct Scan {
    /// For each record 05, in order: the record 15 that follows it.
    pub deposits: Vec<Option<Deposit>>,
    /// How the file is encoded.
    pub encoding: Encoding,
}

/// Reads a file from where it stands to its end, and goes back to where it stood.
pub fn scan(input: &mut dyn Input) -> io::Result<Scan> {
    let begin = input.stream_position()?;
    let mut scan = Scan::default();
    let mut lines = Lines::new(input, WIDTH);
    while lines.advance()? {
        let line = lines.bytes();
        scan.encoding.see(line);
        match line.get(..2) {
            // One more than is allowed, so that the second reading comes to refuse it.
            Some(b"05") if scan.deposits.len() <= PARTS_MAX => scan.deposits.push(None),
            Some(b"15") => {
                if let Some(open @ None) = scan.deposits.last_mut() {
                    *open = Deposit::read(line);
                }
            }
            _ => {}
        }
    }
    input.seek(SeekFrom::Start(begin))?;
    Ok(scan)
}
