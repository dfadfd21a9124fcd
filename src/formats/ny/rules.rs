//! What is counted while reading, and what the end records say about it.

use chrono::NaiveDate;

use super::context::{amount, number};
use super::records::{Record, end};
use crate::domain::bankfile::{Direction, Weight};
use crate::domain::money::{Money, MoneyError};
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::Field;

/// What a transaction counts for.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// Its number in the part; `None` where it cannot be read.
    pub number: Option<u32>,
    /// Its amount; `None` where it cannot be read.
    pub amount: Option<Money>,
    /// Whether the control sum takes it away.
    pub subtracted: bool,
    /// What it is in the books; `None` if it books nothing.
    pub booked: Option<Direction>,
    /// Its date, where it has one.
    pub date: Option<NaiveDate>,
}

/// Control sums in both ways they are met.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// By the format's rule: lines with `-` are subtracted, card refunds are added.
    pub net: Money,
    /// Everything added.
    pub gross: Money,
    /// Money in less money out.
    pub booked: Money,
}

impl Sums {
    /// Adds a transaction of this amount.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    #[inline]
    pub fn add(&mut self, counted: &Counted, amount: Money) -> Result<(), MoneyError> {
        self.gross = self.gross.plus(amount)?;
        self.net = if counted.subtracted {
            self.net.minus(amount)?
        } else {
            self.net.plus(amount)?
        };
        self.booked = match counted.booked {
            Some(Direction::In) => self.booked.plus(amount)?,
            Some(Direction::Out) => self.booked.minus(amount)?,
            None => self.booked,
        };
        Ok(())
    }

    /// Adds those of a part.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn join(&mut self, other: Sums) -> Result<(), MoneyError> {
        self.gross = self.gross.plus(other.gross)?;
        self.net = self.net.plus(other.net)?;
        self.booked = self.booked.plus(other.booked)?;
        Ok(())
    }
}

/// Counts of a part, or of the whole file.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// Transactions.
    pub transactions: u64,
    /// Records, from the first to the last.
    pub records: u64,
    /// The sums of the transactions.
    pub sums: Sums,
    /// The sum of the parts as each was accepted, for the file.
    pub accepted: Money,
    /// False after records that cannot be told: then counts and sums say nothing.
    pub counts_sound: bool,
    /// False after amounts that cannot be read: then sums say nothing.
    pub sums_sound: bool,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            transactions: 0,
            records: 0,
            sums: Sums::default(),
            accepted: Money::ZERO,
            counts_sound: true,
            sums_sound: true,
        }
    }
}

impl Tally {
    /// Something structural is wrong: comparing with end records would only repeat it.
    pub fn spoil(&mut self) {
        self.counts_sound = false;
        self.sums_sound = false;
    }

    /// Tells of a sum too large to keep, once.
    pub fn overflow(&mut self, record: &Record, field: Field, findings: &mut Findings) {
        if self.sums_sound {
            findings.push(record.finding(Weight::Refuse, Code::SUM_TOO_LARGE, field, ""));
        }
        self.sums_sound = false;
    }

    /// Compares counts and sum with an end record (rule 11). The sum may also be `accepted` (what the parts were
    /// accepted with), or that of all amounts without regard to their signs, with a warning; then that is the sum
    /// returned.
    pub fn compare(&self, record: &Record, claims: &Claims, accepted: Money, findings: &mut Findings) -> Money {
        let mut check = |code, field: Field, claimed: Option<u64>, counted: u64| {
            if self.counts_sound && claimed.is_some_and(|c| c != counted) {
                findings.push(record.finding(Weight::Refuse, code, field, counted.to_string()));
            }
        };
        check(Code::COUNT_PAYMENTS, end::TRANSACTIONS, claims.transactions, self.transactions);
        check(Code::COUNT_RECORDS, end::RECORDS, claims.records, self.records);
        let Sums { net, gross, .. } = self.sums;
        match claims.sum {
            Some(claimed) if self.sums_sound && claimed != net => {
                if claimed == gross || claimed == accepted {
                    if claimed != accepted {
                        findings.push(record.finding(Weight::Warn, Code::GROSS_SUM, end::SUM, net.minor().to_string()));
                    }
                    claimed
                } else {
                    findings.push(record.finding(Weight::Refuse, Code::SUM, end::SUM, net.minor().to_string()));
                    net
                }
            }
            _ => net,
        }
    }
}

/// What an end record says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims {
    /// Transactions.
    pub transactions: Option<u64>,
    /// Records.
    pub records: Option<u64>,
    /// Control sum.
    pub sum: Option<Money>,
}

impl Claims {
    /// Reads an end record, 88 or 89; where it has no sum, what stands there is filler and not looked at.
    pub fn read(record: &Record, has_sum: bool, findings: &mut Findings) -> Claims {
        Claims {
            transactions: number(record, end::TRANSACTIONS, findings),
            records: number(record, end::RECORDS, findings),
            sum: if has_sum { amount(record, end::SUM, findings) } else { None },
        }
    }
}

/// Compares the whole file with record 89; gives the sum accepted and what was claimed.
pub fn close_file(tally: &Tally, record: &Record, findings: &mut Findings) -> (Money, Claims) {
    let claims = Claims::read(record, true, findings);
    (tally.compare(record, &claims, tally.accepted, findings), claims)
}
