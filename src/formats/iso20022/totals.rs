//! What is claimed about all entries of an account: their number and sums (`TxsSummry`), and balances.

use chrono::NaiveDate;

use super::leaf::{self, keep, put};
use super::source::Place;
use super::tags::Tag;
use super::values::{Amount, Days};
use super::xml::Xml;
use crate::domain::bankfile::{Direction, Weight};
use crate::domain::money::{Money, MoneyError};
use crate::formats::findings::{Code, Findings};

/// Number and sum of the entries in and out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    entries_in: u64,
    entries_out: u64,
    sum_in: Money,
    sum_out: Money,
}

impl Tally {
    /// Counts an entry.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn add(&mut self, direction: Direction, amount: Money) -> Result<(), MoneyError> {
        let (count, sum) = match direction {
            Direction::In => (&mut self.entries_in, &mut self.sum_in),
            Direction::Out => (&mut self.entries_out, &mut self.sum_out),
        };
        *count = count.saturating_add(1);
        *sum = sum.plus(amount)?;
        Ok(())
    }

    /// How many there are, and what they come to whatever their direction.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn gross(&self) -> Result<(u64, Money), MoneyError> {
        Ok((self.entries_in.saturating_add(self.entries_out), self.sum_in.plus(self.sum_out)?))
    }

    /// What came in less what went out.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn net(&self) -> Result<Money, MoneyError> {
        self.sum_in.minus(self.sum_out)
    }
}

/// What was counted of an account.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// All entries.
    pub all: Tally,
    /// Those that are booked: some banks total only these.
    pub booked: Tally,
    /// The currency of the entries.
    pub currency: Option<[u8; 3]>,
    /// Whether sums say nothing: several currencies, or more than we can count.
    pub is_mixed: bool,
    /// Whether nothing can be told: entries that cannot be read.
    pub is_broken: bool,
}

impl Counted {
    /// Counts an entry.
    pub fn add(&mut self, direction: Direction, amount: Amount, is_booked: bool) {
        self.is_mixed |= *self.currency.get_or_insert(amount.currency) != amount.currency;
        self.is_mixed |= self.all.add(direction, amount.money).is_err();
        if is_booked {
            self.is_mixed |= self.booked.add(direction, amount.money).is_err();
        }
    }
}

/// A number that is claimed, and where.
type Claim<T> = Option<(T, Place)>;

/// What is claimed.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// All entries, those in, those out.
    counts: [Claim<u64>; 3],
    sums: [Claim<Money>; 3],
    net: Claim<Money>,
    net_direction: Option<Direction>,
}

impl Claims {
    /// Takes what stands below `TxsSummry`.
    pub fn take(&mut self, path: &[Tag], xml: &Xml<'_>, findings: &mut Findings) {
        let Some((total, rest)) = path.split_first() else { return };
        let ([all_count, in_count, out_count], [all_sum, in_sum, out_sum]) = (&mut self.counts, &mut self.sums);
        let (count, sum) = match total {
            Tag::Total => (all_count, all_sum),
            Tag::CreditTotal => (in_count, in_sum),
            Tag::DebitTotal => (out_count, out_sum),
            _ => return,
        };
        match rest {
            [Tag::EntryCount] => *count = leaf::count(xml, findings),
            [Tag::Sum] => *sum = leaf::sum(xml, findings),
            [Tag::NetTotalAmount] | [Tag::NetTotal, Tag::Amount] => self.net = leaf::sum(xml, findings),
            [Tag::CreditDebit] | [Tag::NetTotal, Tag::CreditDebit] => self.net_direction = leaf::direction(xml, findings),
            _ => {}
        }
    }

    /// Compares with what was counted.
    pub fn check(&self, counted: &Counted, xml: &Xml<'_>, findings: &mut Findings) {
        if counted.is_broken {
            return;
        }
        let figures = [counted.all, counted.booked].map(|tally| {
            let (both, sum) = tally.gross().unwrap_or_default();
            (
                [both, tally.entries_in, tally.entries_out],
                [sum, tally.sum_in, tally.sum_out],
                tally.net().unwrap_or_default(),
            )
        });
        let [(counts, sums, net), (booked_counts, booked_sums, booked_net)] = figures;
        let mut tell = |code, at, found: String, expected: String| {
            findings.push(xml.finding(Weight::Refuse, code, at, &found, &expected));
        };
        for ((claim, count), booked) in self.counts.iter().zip(counts).zip(booked_counts) {
            if let Some((claimed, at)) = claim.filter(|(claimed, _)| *claimed != count && *claimed != booked) {
                tell(Code::TOTAL_COUNT, at, claimed.to_string(), count.to_string());
            }
        }
        if counted.is_mixed {
            return;
        }
        for ((claim, sum), booked) in self.sums.iter().zip(sums).zip(booked_sums) {
            if let Some((claimed, at)) = claim.filter(|(claimed, _)| *claimed != sum && *claimed != booked) {
                tell(Code::TOTAL_SUM, at, claimed.to_string(), sum.to_string());
            }
        }
        if let Some((claimed, at)) = self.net {
            let signed = |net: Money| match self.net_direction {
                Some(Direction::Out) => net.negated() == claimed,
                Some(Direction::In) => net == claimed,
                None => net == claimed || net.negated() == claimed,
            };
            if !signed(net) && !signed(booked_net) {
                let signed = if self.net_direction == Some(Direction::Out) {
                    claimed.negated()
                } else {
                    claimed
                };
                tell(Code::TOTAL_SUM, at, signed.to_string(), net.to_string());
            }
        }
    }
}

/// One balance of a statement.
#[derive(Clone, Debug, Default)]
pub struct Balance {
    /// Where it begins.
    pub place: Place,
    /// Behind its end, in bytes from the start of the file.
    pub end: u64,
    /// How much.
    pub amount: Option<Amount>,
    /// Where that stands.
    pub amount_at: Place,
    /// Ours, or the bank's.
    pub direction: Option<Direction>,
    /// When.
    pub on: Option<NaiveDate>,
    /// `OPBD`, `CLBD` …
    pub code: String,
}

impl Balance {
    /// Takes what stands below `Bal`.
    pub fn take(&mut self, path: &[Tag], xml: &Xml<'_>, days: &mut Days, findings: &mut Findings) {
        match path {
            [Tag::Amount] => {
                put(&mut self.amount, leaf::amount(xml, findings), xml, findings);
                self.amount_at = xml.content_place();
            }
            [Tag::CreditDebit] => put(&mut self.direction, leaf::direction(xml, findings), xml, findings),
            [Tag::Kind, Tag::CodeOrOwn, Tag::Code] => keep(&mut self.code, xml),
            [Tag::Day, Tag::Day | Tag::DayTime] => self.on = leaf::day(xml, days, findings),
            _ => {}
        }
    }

    /// With its sign.
    pub fn signed(&self) -> Option<Money> {
        let money = self.amount?.money;
        Some(if self.direction? == Direction::Out {
            money.negated()
        } else {
            money
        })
    }
}
