//! Records of fixed width: fields by position, read and written.
//!
//! Positions are those of the specifications: from 1, first and last both inclusive. One character is one byte
//! (ISO-8859-1).

mod dates;
mod draft;
mod record;
mod windows;

pub use dates::Dates;
pub use draft::{DoesNotFit, Draft};
pub use record::{Fit, Record, Text};

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    first: u16,
    last: u16,
}

impl Field {
    /// The field from position `first` to `last`.
    pub const fn new(first: u16, last: u16) -> Field {
        assert!(first >= 1 && first <= last, "positions count from 1");
        Field { first, last }
    }

    /// The column it begins in, from 1.
    pub fn column(self) -> u32 {
        u32::from(self.first)
    }

    /// How many characters it has.
    pub fn width(self) -> usize {
        self.end().saturating_sub(self.start())
    }

    /// Its bytes in a record; none if the record is too short for it.
    #[inline]
    pub fn of(self, record: &[u8]) -> &[u8] {
        record.get(self.start()..self.end()).unwrap_or_default()
    }

    #[inline]
    fn start(self) -> usize {
        usize::from(self.first).saturating_sub(1)
    }

    #[inline]
    fn end(self) -> usize {
        usize::from(self.last)
    }
}

/// The number that up to 19 digits make; `None` if there is anything but digits, or nothing.
#[inline]
pub fn digits(bytes: &[u8]) -> Option<u64> {
    if bytes.is_empty() || bytes.len() > 19 {
        return None;
    }
    let (head, chunks) = bytes.as_rchunks::<8>();
    let mut value = 0_u64;
    for byte in head {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    for chunk in chunks {
        // Nineteen digits fit, so nothing wraps.
        value = value.wrapping_mul(100_000_000).wrapping_add(eight(*chunk)?);
    }
    Some(value)
}

/// The number that eight digits make, all at once: reading digits is most of the work of reading a file.
#[inline]
fn eight(digits: [u8; 8]) -> Option<u64> {
    const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    const PAIRS: u64 = 0x0000_00ff_0000_00ff;
    let word = u64::from_le_bytes(digits);
    // A digit has 3 as its upper half, and still has it when 6 is added.
    let upper = (word & HIGH) | ((word.wrapping_add(0x0606_0606_0606_0606) & HIGH) >> 4);
    if upper != 0x3333_3333_3333_3333 {
        return None;
    }
    // Neighbours are joined: to pairs, then the pairs to fours, then the fours.
    let word = word.wrapping_sub(0x3030_3030_3030_3030);
    let pairs = word.wrapping_mul(10).wrapping_add(word >> 8);
    let first = (pairs & PAIRS).wrapping_mul(0x000f_4240_0000_0064);
    let second = ((pairs >> 16) & PAIRS).wrapping_mul(0x0000_2710_0000_0001);
    Some(first.wrapping_add(second) >> 32)
}

/// Whether there are only zeros, or only blanks: how the fixed formats say "none".
#[inline]
pub fn is_none(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| *b == b'0') || bytes.iter().all(|b| *b == b' ')
}

#[cfg(test)]
mod tests;
