//! The fields of BgMax records, by position (Bankgirot, "Bankgiro Inbetalningar, technical manual").

use crate::formats::fixed::Field;

/// Record 01, start.
pub mod start {
    use super::Field;
    /// What the file begins with.
    pub const WHOLE: Field = Field::new(1, 22);
    /// What the file is.
    pub const NAME: Field = Field::new(3, 22);
    /// Version of the layout.
    pub const VERSION: Field = Field::new(23, 24);
    /// When it was made, to the microsecond: what the file is known by.
    pub const MADE: Field = Field::new(25, 44);
    /// The day of that.
    pub const MADE_ON: Field = Field::new(25, 32);
    /// The rest of that.
    pub const MADE_AT: Field = Field::new(33, 44);
    /// `P` in earnest, `T` for a test.
    pub const MARK: Field = Field::new(45, 45);
}

/// Record 05, section start.
pub mod section {
    use super::Field;
    /// The bankgiro number that received.
    pub const BANKGIRO: Field = Field::new(3, 12);
    /// The plusgiro number that received, or blanks.
    pub const PLUSGIRO: Field = Field::new(13, 22);
    /// What the amounts are in.
    pub const CURRENCY: Field = Field::new(23, 25);
}

/// Records 20 to 23, a payment or deduction and its further references.
pub mod payment {
    use super::Field;
    /// The payer's bankgiro number, or zeros.
    pub const PAYER: Field = Field::new(3, 12);
    /// The reference; see the code.
    pub const REFERENCE: Field = Field::new(13, 37);
    /// Öre.
    pub const AMOUNT: Field = Field::new(38, 55);
    /// Kind of reference, then how it was paid.
    pub const KIND: Field = Field::new(56, 57);
    /// Bankgirot's serial number, unique for two years.
    pub const SERIAL: Field = Field::new(58, 69);
    /// Whether there is an image of a form; in record 21 followed by whether all of a credit was deducted.
    pub const FLAGS: Field = Field::new(70, 71);
}

/// Records 25 to 29, what the payer tells.
pub mod told {
    use super::Field;
    /// 25: text.
    pub const TEXT: Field = Field::new(3, 52);
    /// 26: name.
    pub const NAME: Field = Field::new(3, 37);
    /// 26: more of the name.
    pub const MORE_NAME: Field = Field::new(38, 72);
}

/// Record 15, deposit: the end of a section.
pub mod deposit {
    use super::Field;
    /// The bank account that received.
    pub const ACCOUNT: Field = Field::new(3, 37);
    /// The day it is booked on.
    pub const DATE: Field = Field::new(38, 45);
    /// Serial number of the deposit in the year.
    pub const SERIAL: Field = Field::new(46, 50);
    /// Öre.
    pub const SUM: Field = Field::new(51, 68);
    /// What the amounts are in.
    pub const CURRENCY: Field = Field::new(69, 71);
    /// Records 20 and 21.
    pub const COUNT: Field = Field::new(72, 79);
}

/// Record 70, end.
pub mod end {
    use super::Field;
    /// Records 20.
    pub const PAYMENTS: Field = Field::new(3, 10);
    /// Records 21.
    pub const DEDUCTIONS: Field = Field::new(11, 18);
    /// Records 22 and 23.
    pub const REFERENCES: Field = Field::new(19, 26);
    /// Records 15.
    pub const DEPOSITS: Field = Field::new(27, 34);
}
