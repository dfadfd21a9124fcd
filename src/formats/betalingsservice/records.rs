//! The fields of Betalingsservice records, by position (PBS, guides to deliveries 0601, 0602 and 0603; parts 3 to 8 and 13
//! of our reading name what real files have).

use crate::formats::fixed::{self, Field};

/// A record has this many characters; final blanks are left out.
pub const WIDTH: usize = 128;
/// One record.
pub type Record = fixed::Record<WIDTH>;
/// One record being written.
pub type Draft = fixed::Draft<WIDTH>;

/// What a record is: `BS` and three digits.
pub const IDENTITY: Field = Field::new(1, 5);
/// The creditor's PBS number, in all records but the first and the last.
pub const CREDITOR: Field = Field::new(6, 13);
/// Number of the section (012, 092) or the transaction code.
pub const CODE: Field = Field::new(14, 17);
/// The debtor group, except in what we send as 0601.
pub const GROUP: Field = Field::new(21, 25);

/// Records 002 and 992, start and end of a delivery.
pub mod delivery {
    use super::Field;
    /// The data supplier: its CVR number.
    pub const SUPPLIER: Field = Field::new(6, 13);
    /// The sub-system.
    pub const SYSTEM: Field = Field::new(14, 16);
    /// The type of delivery.
    pub const TYPE: Field = Field::new(17, 20);
    /// Supplier, sub-system and type together, the same at the end as at the start.
    pub const SAME: Field = Field::new(6, 20);
    /// 002: supplier, sub-system, type and number together: what the delivery is known by.
    pub const KEY: Field = Field::new(6, 30);
    /// 002: number of the delivery.
    pub const NUMBER: Field = Field::new(21, 30);
    /// 002: when it was made, or zeros.
    pub const CREATED: Field = Field::new(50, 55);
    /// 992: number of sections.
    pub const SECTIONS: Field = Field::new(21, 31);
}

/// Records 092 and 992, what both count. Deliveries 0605 and 0621 have the first at other places.
pub mod end {
    use super::Field;
    /// Number of 042.
    pub const MONEY: Field = Field::new(32, 42);
    /// Number of 042 in 092 of 0605.
    pub const MONEY_0605: Field = Field::new(27, 37);
    /// Number of 022 in 092 of 0621; in its 992 that is at [`MONEY`].
    pub const NOTES_0621: Field = Field::new(21, 31);
    /// Control sum, øre.
    pub const SUM: Field = Field::new(43, 57);
    /// Number of 052 and 062.
    pub const TEXTS: Field = Field::new(58, 68);
    /// Number of 022.
    pub const ADDRESSES: Field = Field::new(84, 94);
    /// 992: zeros.
    pub const ZEROS: Field = Field::new(69, 83);
    /// 992: what is left, zeros.
    pub const REST: Field = Field::new(95, 128);
    /// 992 of 0621: what is left, zeros.
    pub const REST_0621: Field = Field::new(43, 79);
}

/// Records 042 of delivery 0602.
pub mod paid {
    use super::Field;
    /// 0211: the payer's number with us.
    pub const CUSTOMER: Field = Field::new(26, 40);
    /// 0211: number of the agreement.
    pub const MANDATE: Field = Field::new(41, 49);
    /// 0211: the day we asked for.
    pub const DUE: Field = Field::new(50, 55);
    /// 0211: `1` to us, `2` to the payer, `0` nothing.
    pub const SIGN: Field = Field::new(56, 56);
    /// 0211: what we asked for, øre.
    pub const ASKED: Field = Field::new(57, 69);
    /// 0211: our reference.
    pub const REFERENCE: Field = Field::new(70, 99);
    /// 0215: the payer's number with us.
    pub const SLIP_CUSTOMER: Field = Field::new(30, 44);
    /// 0215: type of the slip.
    pub const SLIP_TYPE: Field = Field::new(45, 46);
    /// 0215: fee flag and fee, øre.
    pub const FEE: Field = Field::new(47, 52);
    /// 0215: the day printed on the slip.
    pub const SLIP_DUE: Field = Field::new(53, 58);
    /// 0215: the sign.
    pub const SLIP_SIGN: Field = Field::new(59, 59);
    /// 0215: what we asked for, øre.
    pub const SLIP_ASKED: Field = Field::new(60, 72);
    /// 0215: the first nine characters of our reference.
    pub const SLIP_REFERENCE: Field = Field::new(73, 81);
    /// 0215: what the receiving bank can look it up by.
    pub const ARCHIVE: Field = Field::new(82, 103);
    /// When it was paid, or given back.
    pub const PAID_ON: Field = Field::new(104, 109);
    /// When it was booked.
    pub const BOOKED_ON: Field = Field::new(110, 115);
    /// What was paid, or given back, øre.
    pub const AMOUNT: Field = Field::new(116, 128);
}

/// Records 022/0290 and 052/0295 of section 0215: the address and the words of who paid by slip.
pub mod words {
    use super::Field;
    /// Number of the line.
    pub const NUMBER: Field = Field::new(18, 20);
    /// Zeros, in 042 too.
    pub const BEFORE_CUSTOMER: Field = Field::new(26, 29);
    /// The payer's number with us.
    pub const CUSTOMER: Field = Field::new(30, 44);
    /// Type of the slip.
    pub const SLIP_TYPE: Field = Field::new(45, 46);
    /// The archive reference of the 042 it belongs to.
    pub const ARCHIVE: Field = Field::new(47, 68);
    /// The line.
    pub const TEXT: Field = Field::new(69, 103);
}

/// Records 042 of delivery 0603.
pub mod mandate {
    use super::Field;
    /// The payer's number with us.
    pub const CUSTOMER: Field = Field::new(26, 40);
    /// Number of the agreement.
    pub const NUMBER: Field = Field::new(41, 49);
    /// From when it holds.
    pub const FROM: Field = Field::new(50, 55);
    /// When it ended.
    pub const UNTIL: Field = Field::new(56, 61);
    /// 0217: type of the slip that was printed.
    pub const SLIP_TYPE: Field = Field::new(41, 42);
    /// 0217: our creditor number for slips.
    pub const SLIP_CREDITOR: Field = Field::new(43, 50);
    /// 0217: the payment identification, zeros in front.
    pub const IDENTIFICATION: Field = Field::new(51, 69);
    /// 0217: the day printed on the slip.
    pub const SLIP_DUE: Field = Field::new(70, 75);
    /// 0217: what the slip asks for, øre.
    pub const SLIP_AMOUNT: Field = Field::new(76, 88);
    /// 0217: our reference.
    pub const SLIP_REFERENCE: Field = Field::new(89, 97);
}

/// Records 022 of delivery 0621.
pub mod note {
    use super::Field;
    /// 012: when it was made.
    pub const MADE: Field = Field::new(55, 60);
    /// Number of the line.
    pub const NUMBER: Field = Field::new(18, 20);
    /// The payer's number with us, of an answer to 0605.
    pub const CUSTOMER: Field = Field::new(26, 40);
    /// Number of the agreement, of an answer to 0605.
    pub const MANDATE: Field = Field::new(41, 49);
    /// The day, of an answer to 0605.
    pub const ON: Field = Field::new(50, 55);
    /// Line 1: `0` automatic payments, `2` slips.
    pub const KIND: Field = Field::new(56, 56);
    /// Line 1: registration and account number the payments go to; zeros for slips.
    pub const ACCOUNT: Field = Field::new(57, 70);
    /// Line 1: the day the money is asked for.
    pub const DUE: Field = Field::new(71, 76);
    /// Line 1: the day of the delivery, for slips.
    pub const DELIVERED: Field = Field::new(77, 82);
    /// Line 1: number of payments.
    pub const COUNT: Field = Field::new(83, 92);
    /// Line 1: number of their text lines.
    pub const TEXTS: Field = Field::new(93, 102);
    /// Line 1: their sum, øre.
    pub const AMOUNT: Field = Field::new(103, 113);
    /// Line 2: the same sum.
    pub const SAME_AMOUNT: Field = Field::new(61, 71);
    /// Line 2: name of our bank.
    pub const BANK: Field = Field::new(72, 106);
    /// Line 2, and answers to 0605: number of the text.
    pub const TEXT_NUMBER: Field = Field::new(115, 120);
    /// What stands between customer and text number, for lines that are not known.
    pub const WORDS: Field = Field::new(56, 114);
}

/// Delivery 0601, what we send.
pub mod collect {
    use super::Field;
    /// The debtor group.
    pub const GROUP: Field = Field::new(23, 27);
    /// 012: the day, or zeros.
    pub const DAY: Field = Field::new(47, 54);
    /// 012: registration and account number the money is to go to; zeros for that of the group.
    pub const ACCOUNT: Field = Field::new(55, 68);
    /// 012: the heading the payer sees.
    pub const HEADING: Field = Field::new(69, 128);
    /// Number of the line in 022 and 052; zeros in 042.
    pub const LINE: Field = Field::new(18, 22);
    /// The payer's number with us.
    pub const CUSTOMER: Field = Field::new(28, 42);
    /// Number of the agreement.
    pub const MANDATE: Field = Field::new(43, 51);
    /// 022: name or a line of the address.
    pub const ADDRESS: Field = Field::new(52, 86);
    /// 022, line 9: post code.
    pub const POSTCODE: Field = Field::new(67, 70);
    /// 022, line 9: country.
    pub const COUNTRY: Field = Field::new(71, 73);
    /// 042: the day the money is asked for, `DDMMYYYY`.
    pub const DUE: Field = Field::new(52, 59);
    /// 042: `1` to us.
    pub const SIGN: Field = Field::new(60, 60);
    /// 042: how much, øre.
    pub const AMOUNT: Field = Field::new(61, 73);
    /// 042: our reference.
    pub const REFERENCE: Field = Field::new(74, 103);
    /// 042: `00`.
    pub const ZEROS: Field = Field::new(104, 105);
    /// 052: a line of text.
    pub const TEXT: Field = Field::new(53, 112);
}

/// Delivery 0605, what we send.
pub mod register {
    use super::Field;
    /// `000`.
    pub const ZEROS: Field = Field::new(18, 20);
    /// 012: the day.
    pub const DAY: Field = Field::new(45, 50);
    /// The payer's number with us.
    pub const CUSTOMER: Field = Field::new(26, 40);
    /// Number of the agreement.
    pub const MANDATE: Field = Field::new(41, 49);
    /// The day a change holds from.
    pub const ON: Field = Field::new(50, 55);
    /// Zeros.
    pub const NO_DAY: Field = Field::new(56, 61);
    /// 0200: the payer's CPR or CVR number.
    pub const PAYER: Field = Field::new(62, 71);
    /// 0200: registration number of the payer's bank.
    pub const BANK: Field = Field::new(82, 85);
    /// 0200: the payer's account.
    pub const ACCOUNT: Field = Field::new(90, 99);
    /// 0200: zeros.
    pub const TAIL: Field = Field::new(110, 114);
    /// 0257: zeros to the end.
    pub const REST: Field = Field::new(62, 128);
    /// 0272: the payer's new number with us.
    pub const NEW: Field = Field::new(62, 76);
    /// 092: zeros.
    pub const END_ZEROS: Field = Field::new(38, 63);
    /// 092: zeros.
    pub const MORE_END_ZEROS: Field = Field::new(79, 89);
}
