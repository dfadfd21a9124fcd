//! The fields of OCR giro records that other services do not have, by position (Nets, "OCR giro – system specification").

use crate::formats::fixed::Field;

/// 30: centre, day, partial settlement and serial: what an entry of the bank statement is made of.
pub const LUMP: Field = Field::new(22, 31);
/// 30: `-` for a credit line.
pub const SIGN: Field = Field::new(32, 32);
/// 31: what the payer's bank can look it up by; the payer's agreement for type 12.
pub const ARCHIVE: Field = Field::new(26, 34);
/// 31: when the payer ordered it.
pub const ORDERED: Field = Field::new(42, 47);
/// 31: the payer's account.
pub const PAYER: Field = Field::new(48, 58);
/// 32: text from the terminal.
pub const TEXT: Field = Field::new(16, 55);

/// The transaction types there are: 10 to 21.
pub const TYPES: std::ops::RangeInclusive<u8> = 10..=21;

/// Card refunds: money out, whatever the sign, and always added to the control sum.
pub fn is_refund(kind: u8) -> bool {
    matches!(kind, 18 | 20)
}

/// Card payments with text: they have a record 32.
pub fn has_text(kind: u8) -> bool {
    matches!(kind, 20 | 21)
}
