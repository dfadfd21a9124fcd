//! One record being written.

use chrono::{Datelike, NaiveDate};

use super::{Field, windows};

/// Why a value does not fit a field when writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoesNotFit;

/// One record being written.
#[derive(Clone, Copy, Debug)]
pub struct Draft<const N: usize> {
    bytes: [u8; N],
}

impl<const N: usize> Draft<N> {
    /// A record full of one filler.
    pub fn filled(filler: u8) -> Draft<N> {
        Draft { bytes: [filler; N] }
    }

    /// The record as it stands.
    pub fn bytes(&self) -> &[u8; N] {
        &self.bytes
    }

    /// Puts what the record is at its beginning.
    pub fn begin(&mut self, identity: &[u8]) {
        for (place, byte) in self.bytes.iter_mut().zip(identity) {
            *place = *byte;
        }
    }

    /// Puts what stands in a field of another record, as far as there is room.
    pub fn copy(&mut self, field: Field, from: &Draft<N>, source: Field) {
        if let Ok(place) = self.place(field) {
            for (byte, other) in place.iter_mut().zip(source.of(&from.bytes)) {
                *byte = *other;
            }
        }
    }

    /// Puts a number, zeros in front.
    ///
    /// # Errors
    /// [`DoesNotFit`] if it has more digits than the field.
    pub fn number(&mut self, field: Field, value: u64) -> Result<(), DoesNotFit> {
        let mut left = value;
        for place in self.place(field)?.iter_mut().rev() {
            *place = b'0'.wrapping_add(u8::try_from(left % 10).unwrap_or(0));
            left /= 10;
        }
        if left == 0 { Ok(()) } else { Err(DoesNotFit) }
    }

    /// Puts a number given as text, zeros in front.
    ///
    /// # Errors
    /// [`DoesNotFit`] if it is not digits or too long.
    pub fn digits(&mut self, field: Field, text: &str) -> Result<(), DoesNotFit> {
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DoesNotFit);
        }
        self.right(field, text, b'0')
    }

    /// Puts text at the left, blanks behind.
    ///
    /// # Errors
    /// [`DoesNotFit`] if it is too long, or has what ISO-8859-1 has not or control characters.
    pub fn left(&mut self, field: Field, text: &str) -> Result<(), DoesNotFit> {
        self.put(field, text, b' ', 0, latin)
    }

    /// Puts text at the left in Windows-1252, blanks behind.
    ///
    /// # Errors
    /// [`DoesNotFit`] if it is too long, or has what Windows-1252 has not or control characters.
    pub fn left_windows(&mut self, field: Field, text: &str) -> Result<(), DoesNotFit> {
        self.put(field, text, b' ', 0, windows::encode)
    }

    /// Puts text at the right, a filler in front.
    ///
    /// # Errors
    /// As [`Draft::left`].
    pub fn right(&mut self, field: Field, text: &str, filler: u8) -> Result<(), DoesNotFit> {
        let free = field.width().checked_sub(text.chars().count()).ok_or(DoesNotFit)?;
        self.put(field, text, filler, free, latin)
    }

    /// Puts a date as `DDMMYY`, or zeros for none.
    ///
    /// # Errors
    /// [`DoesNotFit`] outside the years 1900 to 2099.
    pub fn ddmmyy(&mut self, field: Field, date: Option<NaiveDate>) -> Result<(), DoesNotFit> {
        let Some(date) = date else { return self.number(field, 0) };
        let year = u32::try_from(date.year())
            .ok()
            .filter(|y| (1900..2100).contains(y))
            .ok_or(DoesNotFit)?;
        let value = date.day().saturating_mul(10_000).saturating_add(date.month().saturating_mul(100));
        self.number(field, u64::from(value.saturating_add(year % 100)))
    }

    fn put(&mut self, field: Field, text: &str, filler: u8, skip: usize, encode: fn(char) -> Option<u8>) -> Result<(), DoesNotFit> {
        let place = self.place(field)?;
        place.fill(filler);
        let mut free = place.iter_mut().skip(skip);
        for character in text.chars() {
            let byte = encode(character).filter(|_| !character.is_control()).ok_or(DoesNotFit)?;
            *free.next().ok_or(DoesNotFit)? = byte;
        }
        Ok(())
    }

    fn place(&mut self, field: Field) -> Result<&mut [u8], DoesNotFit> {
        self.bytes.get_mut(field.start()..field.end()).ok_or(DoesNotFit)
    }
}

/// The byte of a character in ISO-8859-1.
fn latin(character: char) -> Option<u8> {
    u8::try_from(character).ok()
}
