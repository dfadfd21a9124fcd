//! What we ask the bank to do, in the same words for every format: draw, take back a draw, pay out, register agreements.

use chrono::{NaiveDate, NaiveDateTime};

use super::money::{Currency, Money};

/// A file to the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Our running number of transmissions: unique for 12 months and a day.
    pub number: u32,
    /// Who we are to the receiver: customer unit id (NO), customer number (SE), data supplier (DK), name of the initiating party (pain.001).
    pub sender: String,
    /// Our name, where a format has it.
    pub sender_name: String,
    /// The sub-system agreed upon (DK: `BS1`); else empty.
    pub system: String,
    /// When it is made, in the site's time zone.
    pub made_at: NaiveDateTime,
    /// What the amounts are in.
    pub currency: Currency,
    /// Its parts, in order.
    pub parts: Vec<OutgoingPart>,
}

/// What one account of ours asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingPart {
    /// Our running number of parts: unique per account for 12 months and a day. Formats without it ignore it.
    pub number: u32,
    /// Our account: digits only, as the site stores it (NO account, SE bankgiro or account, DK registration and account number).
    pub account: String,
    /// The agreement: OCR or remittance agreement (NO), creditor's PBS number (DK); else empty.
    pub agreement: String,
    /// The debtor group (DK), else empty.
    pub group: String,
    /// The bank's BIC, where it is known (pain.001).
    pub bic: String,
    /// What is asked for, in order.
    pub items: Vec<Item>,
}

/// One thing asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Draw from a payer.
    Draw(Draw),
    /// Take back a draw that was sent.
    Withdraw(Draw),
    /// Pay out.
    PayOut(PayOut),
    /// Register, change or end an agreement.
    Mandate(MandateItem),
}

/// A draw: `due_on`, amount and reference together find it again when it is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The day the money is to be drawn.
    pub due_on: NaiveDate,
    /// How much, more than nothing.
    pub amount: Money,
    /// The payment reference that comes back: the claim's.
    pub reference: String,
    /// The payer's number with us (SE, DK); empty in Norway, where the reference says it.
    pub payer_number: String,
    /// The bank's number of the agreement (DK), else empty.
    pub mandate_number: String,
    /// The payer's name, for lists of what was rejected.
    pub payer_name: String,
    /// Where the payer lives: name and street lines, postcode, ISO country (DK, where a slip may be printed).
    pub address: Option<Address>,
    /// What stands on the payer's statement.
    pub statement_text: String,
    /// Whether the bank is to tell the payer beforehand (NO).
    pub notify: bool,
    /// What it is for, line by line, for the payer's overview.
    pub lines: Vec<SpecLine>,
}

/// A line of what a draw is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecLine {
    /// What.
    pub text: String,
    /// How much, where the line has an amount.
    pub amount: Option<Money>,
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Address {
    /// Street lines, without the name.
    pub lines: Vec<String>,
    /// Post code.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166 in capitals; empty for the site's own.
    pub country: String,
}

/// Money to be paid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayOut {
    /// The day it is to leave.
    pub on: NaiveDate,
    /// How much, more than nothing.
    pub amount: Money,
    /// To which account: digits only, or an IBAN.
    pub to_account: String,
    /// The BIC of that account's bank, where it is known.
    pub to_bic: String,
    /// Whose account that is.
    pub to_name: String,
    /// Where they live.
    pub address: Option<Address>,
    /// The receiver's reference (KID, OCR number), or empty.
    pub reference: String,
    /// A message to the receiver; not together with a reference.
    pub message: String,
    /// Ours: comes back in the settlement.
    pub own_reference: String,
}

/// What is asked for about an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MandateAction {
    /// Make it, or accept one that the payer asked for.
    Register,
    /// Refuse one that the payer asked for.
    Refuse,
    /// End it.
    End,
    /// Give the payer another number: `new_number`.
    Renumber,
}

/// One thing asked for about an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandateItem {
    /// What.
    pub action: MandateAction,
    /// The payer's number with us.
    pub payer_number: String,
    /// The bank's number of the agreement, where there is one.
    pub mandate_number: String,
    /// The payer's account, digits only; empty where the bank has it.
    pub payer_account: String,
    /// The payer's personal or organisation number, digits only; empty where the bank has it.
    pub payer_id: String,
    /// The new number of the payer, when it is changed.
    pub new_number: String,
}

/// How many of each there are, and what they add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutgoingSums {
    /// Draws, and their sum.
    pub draws: (u64, Money),
    /// Draws taken back, and their sum.
    pub withdrawn: (u64, Money),
    /// Pay-outs, and their sum.
    pub paid_out: (u64, Money),
    /// Agreements.
    pub mandates: u64,
}

impl Outgoing {
    /// Counts and sums of all parts.
    ///
    /// # Errors
    /// [`super::money::MoneyError::Overflow`].
    pub fn sums(&self) -> Result<OutgoingSums, super::money::MoneyError> {
        let mut sums = OutgoingSums::default();
        let grow = |(count, sum): &mut (u64, Money), amount: Money| -> Result<(), super::money::MoneyError> {
            *count = count.saturating_add(1);
            *sum = sum.plus(amount)?;
            Ok(())
        };
        for item in self.parts.iter().flat_map(|part| &part.items) {
            match item {
                Item::Draw(draw) => grow(&mut sums.draws, draw.amount)?,
                Item::Withdraw(draw) => grow(&mut sums.withdrawn, draw.amount)?,
                Item::PayOut(out) => grow(&mut sums.paid_out, out.amount)?,
                Item::Mandate(_) => sums.mandates = sums.mandates.saturating_add(1),
            }
        }
        Ok(sums)
    }
}
