//! The fields of OCR giro records, by position (Nets, "OCR giro – system specification").

use crate::formats::fixed::{self, Field, digits};

/// Every record has this many characters.
pub const WIDTH: usize = 80;
/// One record.
pub type Record = fixed::Record<WIDTH>;
/// One record being written.
pub type Draft = fixed::Draft<WIDTH>;

/// What a record is: positions 1–8.
pub const IDENTITY: Field = Field::new(1, 8);
/// Which of the bank's services it belongs to.
pub const SERVICE: Field = Field::new(3, 4);
/// Type of transmission, assignment or transaction.
pub const TYPE: Field = Field::new(5, 6);
/// Type of record.
pub const RECORD: Field = Field::new(7, 8);

/// Record 10, transmission start.
pub mod start {
    use super::Field;
    /// Sender, number and recipient together: what the transmission is known by.
    pub const KEY: Field = Field::new(9, 31);
    /// The data transmitter.
    pub const TRANSMITTER: Field = Field::new(9, 16);
    /// The transmitter's running number.
    pub const NUMBER: Field = Field::new(17, 23);
    /// The data recipient.
    pub const RECIPIENT: Field = Field::new(24, 31);
}

/// Record 20, assignment start.
pub mod part {
    use super::Field;
    /// The OCR agreement.
    pub const AGREEMENT: Field = Field::new(9, 17);
    /// Counts assignments within the transmission.
    pub const NUMBER: Field = Field::new(18, 24);
    /// The account credited.
    pub const ACCOUNT: Field = Field::new(25, 35);
}

/// Records 30, 31 and 32, one payment.
pub mod payment {
    use super::Field;
    /// Number of the transaction within the assignment; in all its records.
    pub const NUMBER: Field = Field::new(9, 15);
    /// 30: the date it is booked on.
    pub const SETTLED: Field = Field::new(16, 21);
    /// 30: centre, day, partial settlement and serial: what an entry of the bank statement is made of.
    pub const LUMP: Field = Field::new(22, 31);
    /// 30: `-` for a credit line.
    pub const SIGN: Field = Field::new(32, 32);
    /// 30: øre.
    pub const AMOUNT: Field = Field::new(33, 49);
    /// 30: the KID, blanks in front.
    pub const KID: Field = Field::new(50, 74);
    /// 31: what the payer's bank can look it up by; the payer's agreement for type 12.
    pub const ARCHIVE: Field = Field::new(26, 34);
    /// 31: when the payer ordered it.
    pub const ORDERED: Field = Field::new(42, 47);
    /// 31: the payer's account.
    pub const PAYER: Field = Field::new(48, 58);
    /// 32: text from the terminal.
    pub const TEXT: Field = Field::new(16, 55);
}

/// Records 88 and 89, end of an assignment and of the transmission.
pub mod end {
    use super::Field;
    /// Number of transactions.
    pub const PAYMENTS: Field = Field::new(9, 16);
    /// Number of records, this one included.
    pub const RECORDS: Field = Field::new(17, 24);
    /// Control sum, øre.
    pub const SUM: Field = Field::new(25, 41);
    /// When it was made.
    pub const CREATED: Field = Field::new(42, 47);
    /// 88: earliest settlement date.
    pub const FIRST: Field = Field::new(48, 53);
    /// 88: latest settlement date.
    pub const LAST: Field = Field::new(54, 59);
}

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

/// Whether 11 digits are a Norwegian account number: weights 5 4 3 2 7 6 5 4 3 2 and modulus 11 over the first
/// ten, and not all zeros.
pub fn is_account(account: &str) -> bool {
    let weights = [5_u32, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    if account.len() != weights.len() || digits(account.as_bytes()).is_none_or(|n| n == 0) {
        return false;
    }
    // With the check digit weighing 1, the whole comes out at a multiple of 11.
    let sum: u32 = account
        .bytes()
        .zip(weights)
        .map(|(b, w)| u32::from(b.wrapping_sub(b'0')).wrapping_mul(w))
        .sum();
    sum.is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_numbers() {
        for good in ["12345678903", "86011117947", "15032010080", "70586360610"] {
            assert!(is_account(good), "{good}");
        }
        for bad in [
            "12345678904",
            "00000000000",
            "1234567890",
            "15032010030",
            "1234567890a",
            "123456789033",
            "",
        ] {
            assert!(!is_account(bad), "{bad}");
        }
    }
}
