//! The fields that records of every service have, by position (Nets, "OCR giro – system specification", "AvtaleGiro – system
//! specification").

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
/// Service and type: of an assignment, its first and last record have the same.
pub const KIND: Field = Field::new(3, 6);
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
    /// The OCR or remittance agreement; AvtaleGiro has none.
    pub const AGREEMENT: Field = Field::new(9, 17);
    /// Counts assignments within the transmission.
    pub const NUMBER: Field = Field::new(18, 24);
    /// Our account.
    pub const ACCOUNT: Field = Field::new(25, 35);
}

/// What the records of a transaction have in common, whatever the service.
pub mod transaction {
    use super::Field;
    /// Number of the transaction within the assignment; in all its records.
    pub const NUMBER: Field = Field::new(9, 15);
    /// 30: the date it is booked, drawn or paid out on.
    pub const DATE: Field = Field::new(16, 21);
    /// 30: øre.
    pub const AMOUNT: Field = Field::new(33, 49);
    /// 30: the KID, blanks in front.
    pub const KID: Field = Field::new(50, 74);
    /// 31: a short name of the other party (services 04 and 21).
    pub const SHORT_NAME: Field = Field::new(16, 25);
    /// 31: our own reference (service 04).
    pub const OWN_REFERENCE: Field = Field::new(26, 50);
    /// 31: what stands on the other party's statement (services 04 and 21).
    pub const STATEMENT_TEXT: Field = Field::new(51, 75);
}

/// Records 88 and 89, end of an assignment and of the transmission.
pub mod end {
    use super::Field;
    /// Number of transactions.
    pub const TRANSACTIONS: Field = Field::new(9, 16);
    /// Number of records, this one included.
    pub const RECORDS: Field = Field::new(17, 24);
    /// Control sum, øre.
    pub const SUM: Field = Field::new(25, 41);
    /// When it was made; in files to the bank the earliest date of all.
    pub const MADE: Field = Field::new(42, 47);
    /// 88 of service 09: earliest and latest settlement date, behind the date it was made.
    pub const PAYMENT_DATES: (Field, Field) = (Field::new(48, 53), Field::new(54, 59));
    /// 88 of the other services: earliest and latest date.
    pub const DATES: (Field, Field) = (Field::new(42, 47), Field::new(48, 53));
}

/// Mastercard Payment Services, as sender or recipient of a transmission.
pub const BANK: &str = "00008080";

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
