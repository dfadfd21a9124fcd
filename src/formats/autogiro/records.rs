//! The fields of Autogiro records, by position (Bankgirot, "Autogiro, technical manual", and its example files).

use crate::formats::fixed::Field;

/// The record type of the head of refunds.
pub const REFUNDS: &str = "17";

/// Records 01 and 51, opening.
pub mod opening {
    use super::Field;
    /// All of it.
    pub const WHOLE: Field = Field::new(1, 64);
    /// New layout: `AUTOGIRO`.
    pub const NEW_MARK: Field = Field::new(3, 10);
    /// New layout: the day it was made, the first eight digits of a time where there is one.
    pub const NEW_DATE: Field = Field::new(25, 32);
    /// New layout: that day, and the time of day where there is one.
    pub const NEW_TIME: Field = Field::new(25, 44);
    /// New layout: that time of day.
    pub const NEW_CLOCK: Field = Field::new(33, 44);
    /// New layout: what it tells.
    pub const NEW_NAME: Field = Field::new(45, 64);
    /// New layout: our customer number.
    pub const NEW_CUSTOMER: Field = Field::new(65, 70);
    /// New layout: our bankgiro number.
    pub const NEW_ACCOUNT: Field = Field::new(71, 80);
    /// Old layout, requests: the day it was made.
    pub const DATE: Field = Field::new(3, 10);
    /// Old layout, requests: `AUTOGIRO`.
    pub const MARK: Field = Field::new(11, 18);
    /// Old layout: `9900`, which is Bankgirot.
    pub const FROM: Field = Field::new(19, 22);
    /// Old layout: what it tells.
    pub const NAME: Field = Field::new(23, 42);
    /// Old layout, requests: our customer number.
    pub const CUSTOMER: Field = Field::new(63, 68);
    /// Old layout, requests: our bankgiro number.
    pub const ACCOUNT: Field = Field::new(69, 78);
    /// Short form: `9900`, which is Bankgirot.
    pub const SHORT_FROM: Field = Field::new(11, 14);
    /// Short form: our bankgiro number.
    pub const SHORT_ACCOUNT: Field = Field::new(15, 24);
    /// Short form: what it tells.
    pub const SHORT_NAME: Field = Field::new(25, 34);
}

/// Records 15, 16 and 17: heads of collections, pay-outs and refunds.
pub mod head {
    use super::Field;
    /// The bank account.
    pub const ACCOUNT: Field = Field::new(3, 37);
    /// The day it is booked on.
    pub const DATE: Field = Field::new(38, 45);
    /// Serial number.
    pub const SERIAL: Field = Field::new(46, 50);
    /// Day and serial number together.
    pub const KEY: Field = Field::new(38, 50);
    /// Öre, of what was carried out.
    pub const SUM: Field = Field::new(51, 68);
    /// What the amounts are in, or blank.
    pub const CURRENCY: Field = Field::new(69, 71);
    /// How many were carried out.
    pub const COUNT: Field = Field::new(72, 79);
}

/// Records 82, 32 and 77 as requests and in payment specifications.
pub mod payment {
    use super::Field;
    /// The day.
    pub const DATE: Field = Field::new(3, 10);
    /// How often: 0 is once.
    pub const PERIOD: Field = Field::new(11, 11);
    /// Period and how many times.
    pub const REPEATS: Field = Field::new(11, 14);
    /// The payer's number with us.
    pub const PAYER: Field = Field::new(16, 31);
    /// Öre.
    pub const AMOUNT: Field = Field::new(32, 43);
    /// Our bankgiro number.
    pub const ACCOUNT: Field = Field::new(44, 53);
    /// Our reference.
    pub const REFERENCE: Field = Field::new(54, 69);
    /// 77: when it was refunded.
    pub const REFUNDED: Field = Field::new(70, 77);
    /// 77: why.
    pub const REASON: Field = Field::new(78, 79);
    /// What became of it.
    pub const STATUS: Field = Field::new(80, 80);
}

/// Records 82 and 32 that were refused: one position earlier than elsewhere from the payer on.
pub mod refused {
    use super::Field;
    /// The payer's number with us.
    pub const PAYER: Field = Field::new(15, 30);
    /// Öre.
    pub const AMOUNT: Field = Field::new(31, 42);
    /// Our reference.
    pub const REFERENCE: Field = Field::new(43, 58);
    /// Why.
    pub const COMMENT: Field = Field::new(59, 60);
}

/// Records 03, 11 and 21 to 29 as answers: cancellations and changes of the day.
pub mod amended {
    use super::Field;
    /// The payer's number with us.
    pub const PAYER: Field = Field::new(11, 26);
    /// `82`, `32`, or `00` for several payments together.
    pub const CODE: Field = Field::new(27, 28);
    /// Öre.
    pub const AMOUNT: Field = Field::new(29, 40);
    /// How many, of several together.
    pub const COUNT: Field = Field::new(41, 48);
    /// The new day.
    pub const NEW_DATE: Field = Field::new(49, 56);
    /// Our reference.
    pub const REFERENCE: Field = Field::new(57, 72);
    /// What became of it.
    pub const COMMENT: Field = Field::new(73, 74);
}

/// Records 73, 52, and 03 to 05 as requests: agreements.
pub mod mandate {
    use super::Field;
    /// Our bankgiro number.
    pub const ACCOUNT: Field = Field::new(3, 12);
    /// The payer's number with us.
    pub const PAYER: Field = Field::new(13, 28);
    /// The payer's account: 4 digits clearing, 12 account.
    pub const PAYER_ACCOUNT: Field = Field::new(29, 44);
    /// The payer's personal or organisation number.
    pub const PAYER_ID: Field = Field::new(45, 56);
    /// 73: what happened, and what became of it.
    pub const CODES: Field = Field::new(62, 65);
    /// 73: what happened.
    pub const INFO: Field = Field::new(62, 63);
    /// 73: what became of it.
    pub const COMMENT: Field = Field::new(64, 65);
    /// 73: the day.
    pub const DATE: Field = Field::new(66, 73);
    /// 52: new, or a reminder.
    pub const KIND: Field = Field::new(62, 62);
    /// 04 as a request: `AV` refuses.
    pub const REFUSAL: Field = Field::new(77, 78);
    /// 05 as a request: our new bankgiro number.
    pub const NEW_ACCOUNT: Field = Field::new(29, 38);
    /// 05 as a request: the payer's new number.
    pub const NEW_PAYER: Field = Field::new(39, 54);
}

/// Records 23 to 29 as requests.
pub mod amend {
    use super::Field;
    /// The day.
    pub const DATE: Field = Field::new(29, 36);
    /// Öre.
    pub const AMOUNT: Field = Field::new(37, 48);
    /// `82` or `32`.
    pub const CODE: Field = Field::new(49, 50);
    /// Our reference.
    pub const REFERENCE: Field = Field::new(59, 74);
}

/// Records 53 to 56: what the payer tells in the internet bank.
pub mod told {
    use super::Field;
    /// 53: text; 54, 55: the first of two lines.
    pub const FIRST: Field = Field::new(3, 38);
    /// 54, 55: the second of two lines.
    pub const SECOND: Field = Field::new(39, 74);
    /// 56: post code.
    pub const POSTCODE: Field = Field::new(3, 7);
    /// 56: town.
    pub const TOWN: Field = Field::new(8, 43);
}

/// An agreement in an extract of the register: it has no record type.
pub mod listed {
    use super::Field;
    /// Our bankgiro number.
    pub const ACCOUNT: Field = Field::new(1, 10);
    /// The payer's personal or organisation number.
    pub const PAYER_ID: Field = Field::new(11, 22);
    /// The payer's number with us.
    pub const PAYER: Field = Field::new(23, 38);
    /// When it was made.
    pub const CREATED: Field = Field::new(42, 49);
    /// 1 holds, 2 is being looked into.
    pub const STATUS: Field = Field::new(58, 58);
    /// The payer's account.
    pub const PAYER_ACCOUNT: Field = Field::new(65, 80);
}

/// Record 09, closing, in its forms; record 59 has the first.
pub mod closing {
    use super::Field;
    /// Agreements: how many records.
    pub const RECORDS: Field = Field::new(15, 21);
    /// New payment specification: heads and records of collections, pay-outs and refunds.
    pub const NEW: [(Field, Field); 3] = [
        (Field::new(15, 20), Field::new(21, 32)),
        (Field::new(33, 38), Field::new(39, 50)),
        (Field::new(51, 56), Field::new(57, 68)),
    ];
    /// Old payment specification, cancellations, waiting payments: count and sum of collections.
    pub const COLLECTED: (Field, Field) = (Field::new(47, 52), Field::new(57, 68));
    /// The same of pay-outs.
    pub const PAID_OUT: (Field, Field) = (Field::new(41, 46), Field::new(29, 40));
    /// Refused payments: count and sum of collections.
    pub const REFUSED: (Field, Field) = (Field::new(33, 38), Field::new(39, 50));
    /// The same of pay-outs.
    pub const REFUSED_OUT: (Field, Field) = (Field::new(15, 20), Field::new(21, 32));
}
