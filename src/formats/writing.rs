//! What a file to be written says, in the same words for every format.

use std::io;

use chrono::NaiveDate;
use thiserror::Error;

use super::fixed::DoesNotFit;
use crate::domain::bankfile::{Direction, PaymentRecord};
use crate::domain::money::Money;
use crate::domain::notice::{Notice, NoticeKind};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteFile {
    /// The sender's running number.
    pub transmission: u32,
    /// Who sends it: up to 8 digits.
    pub transmitter: String,
    /// Who it is for: up to 8 digits.
    pub recipient: String,
    /// When it was made.
    pub created_on: NaiveDate,
    /// Its parts, numbered 1, 2, 3 … in this order.
    pub parts: Vec<WritePart>,
}

/// The payments of one account, or what else the bank tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WritePart {
    /// The format of the part, where a file may mix several; empty for the file's own.
    pub format: &'static str,
    /// The agreement with the bank: up to 9 digits.
    pub agreement: String,
    /// Our account: 11 digits.
    pub account: String,
    /// The payments, numbered 1, 2, 3 … in this order.
    pub payments: Vec<WritePayment>,
    /// What else is told, behind the payments.
    pub notices: Vec<WriteNotice>,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WritePayment {
    /// The format's own transaction type.
    pub kind: String,
    /// When it was booked.
    pub settled_on: NaiveDate,
    /// What is common to all payments of one entry on the bank statement.
    pub lump_key: String,
    /// In or out.
    pub direction: Direction,
    /// How much, never negative.
    pub amount: Money,
    /// The reference, without padding.
    pub reference: Option<String>,
    /// Whether `text` has several references.
    pub several: bool,
    /// The payer's account, digits only.
    pub payer_account: Option<String>,
    /// The payer's name.
    pub payer_name: Option<String>,
    /// The payer's number with us.
    pub payer_number: Option<String>,
    /// What the payer's bank can look it up by.
    pub archive_reference: Option<String>,
    /// When the payer ordered it.
    pub ordered_on: Option<NaiveDate>,
    /// A message.
    pub text: Option<String>,
}

impl From<&PaymentRecord<'_>> for WritePayment {
    fn from(record: &PaymentRecord<'_>) -> WritePayment {
        WritePayment {
            kind: record.kind.to_owned(),
            settled_on: record.settled_on,
            lump_key: record.lump_key.to_owned(),
            direction: record.direction,
            amount: record.amount,
            reference: record.reference.map(str::to_owned),
            several: record.several,
            payer_account: record.payer_account.map(str::to_owned),
            payer_name: record.payer_name.map(str::to_owned),
            payer_number: record.payer_number.map(str::to_owned),
            archive_reference: record.archive_reference.map(str::to_owned),
            ordered_on: record.ordered_on,
            text: record.text.map(str::to_owned),
        }
    }
}

/// One record that is no payment; see [`Notice`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteNotice {
    /// What it says.
    pub kind: NoticeKind,
    /// The format's own code.
    pub code: String,
    /// The reference.
    pub reference: Option<String>,
    /// The payer's number with us.
    pub payer_number: Option<String>,
    /// The bank's number of the agreement.
    pub mandate_number: Option<String>,
    /// From when, or the day.
    pub on: Option<NaiveDate>,
    /// Until when, or the new day.
    pub until_on: Option<NaiveDate>,
    /// In or out.
    pub direction: Direction,
    /// How much.
    pub amount: Option<Money>,
    /// The payer's account.
    pub payer_account: Option<String>,
    /// What else it names.
    pub other: Option<String>,
    /// Name or text.
    pub text: Option<String>,
    /// Whether the payer wants to be told.
    pub notify: Option<bool>,
}

impl From<&Notice<'_>> for WriteNotice {
    fn from(notice: &Notice<'_>) -> WriteNotice {
        WriteNotice {
            kind: notice.kind,
            code: notice.code.to_owned(),
            reference: notice.reference.map(str::to_owned),
            payer_number: notice.payer_number.map(str::to_owned),
            mandate_number: notice.mandate_number.map(str::to_owned),
            on: notice.on,
            until_on: notice.until_on,
            direction: notice.direction,
            amount: notice.amount,
            payer_account: notice.payer_account.map(str::to_owned),
            other: notice.other.map(str::to_owned),
            text: notice.text.map(str::to_owned),
            notify: notice.notify,
        }
    }
}

/// Why a file cannot be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The bytes could not be put where they belong.
    #[error("the file cannot be written: {0}")]
    Io(#[from] io::Error),
    /// A value does not fit its field.
    #[error("part {part}, payment {payment}: \"{value}\" cannot be written as {field}")]
    Field {
        /// The part, from 1; 0 for the file itself.
        part: u32,
        /// The payment in the part, from 1; 0 for the part itself.
        payment: u32,
        /// Which field.
        field: &'static str,
        /// What should have been written.
        value: String,
    },
    /// The format has no room for this kind of thing.
    #[error("part {part}, item {item}: this cannot be asked for in this format")]
    NotInFormat {
        /// The part, from 1.
        part: u32,
        /// The item in the part, from 1.
        item: u32,
    },
    /// The format cannot express a sum less than nothing, or one so large.
    #[error("part {part}: the control sum cannot be written")]
    Sum {
        /// The part, from 1; 0 for the file itself.
        part: u32,
    },
}

/// Where in its file a writer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// The part, from 1; 0 for the file itself.
    pub part: u32,
    /// The item in the part, from 1; 0 for the part itself.
    pub item: u32,
}

impl At {
    /// What follows belongs to the next part.
    pub fn next_part(&mut self) {
        (self.part, self.item) = (self.part.saturating_add(1), 0);
    }

    /// Turns a value that does not fit into an error that names it.
    ///
    /// # Errors
    /// [`WriteError::Field`].
    pub fn fit(self, field: &'static str, value: impl ToString, fits: Result<(), DoesNotFit>) -> Result<(), WriteError> {
        fits.map_err(|DoesNotFit| self.misfit(field, value))
    }

    /// The error that a value cannot be written.
    pub fn misfit(self, field: &'static str, value: impl ToString) -> WriteError {
        WriteError::Field {
            part: self.part,
            payment: self.item,
            field,
            value: value.to_string(),
        }
    }

    /// The error that the format has no room for the item at hand.
    pub fn not_in_format(self) -> WriteError {
        WriteError::NotInFormat {
            part: self.part,
            item: self.item,
        }
    }
}
