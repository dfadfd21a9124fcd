//! The fields of direct-remittance records that other services do not have, by position (as Microsoft's Norwegian
//! Business Central writes and reads them).

use crate::formats::fixed::Field;

/// 30: the account that the money goes to.
pub const TO_ACCOUNT: Field = Field::new(22, 32);

/// Records 40 and 41: who the receiver is.
pub mod receiver {
    use super::Field;
    /// 40: name.
    pub const NAME: Field = Field::new(16, 45);
    /// 40: post code.
    pub const POSTCODE: Field = Field::new(46, 49);
    /// 40: nothing.
    pub const UNUSED: Field = Field::new(50, 52);
    /// 40: town.
    pub const CITY: Field = Field::new(53, 77);
    /// 41: street lines.
    pub const STREET: [Field; 2] = [Field::new(16, 45), Field::new(46, 75)];
    /// 41: country.
    pub const COUNTRY: Field = Field::new(76, 78);
}

/// Record 49: a line of the message.
pub mod line {
    use super::Field;
    /// 1 to 42, as in AvtaleGiro.
    pub const NUMBER: Field = Field::new(16, 18);
    /// Always 1.
    pub const COLUMN: Field = Field::new(19, 19);
    /// The line.
    pub const TEXT: Field = Field::new(20, 59);
    /// Blank, not zeros as elsewhere.
    pub const UNUSED: Field = Field::new(60, 80);
}

/// Record 50: what a reference is paid with.
pub mod paid {
    use super::Field;
    /// The KID, blanks in front.
    pub const KID: Field = Field::new(16, 40);
    /// Øre.
    pub const AMOUNT: Field = Field::new(41, 57);
}

/// How many lines a message may have.
pub const LINES_MAX: usize = 42;
