//! One entry of an account, as camt.053 and camt.054 have it; its payments are in [`super::transaction`].

use chrono::NaiveDate;

use super::leaf::{self, keep, put};
use super::source::Place;
use super::tags::Tag;
use super::values::{Amount, Days};
use super::xml::Xml;
use crate::domain::bankfile::{Direction, Weight};
use crate::domain::money::Money;
use crate::formats::findings::{Code, Findings};

/// What the bank calls the kind of transaction: a code of the ISO list, or its own.
#[derive(Clone, Debug, Default)]
pub struct BankCode {
    family: String,
    sub: String,
    own: String,
}

impl BankCode {
    /// A code with this kind in short; `None` if it would be another one when read.
    pub fn of_kind(kind: &str) -> Option<BankCode> {
        let mut code = BankCode::default();
        if is_family_of_note(kind) {
            kind.clone_into(&mut code.family);
            code.sub.push_str("OTHR");
        } else if kind.len() == 4 && kind.bytes().all(|b| b.is_ascii_uppercase()) {
            code.family.push_str("RCDT");
            kind.clone_into(&mut code.sub);
        } else {
            kind.clone_into(&mut code.own);
        }
        Some(code).filter(|code| code.kind() == kind)
    }

    /// Family and code within the family, and the bank's own code.
    pub fn parts(&self) -> (&str, &str, &str) {
        (&self.family, &self.sub, &self.own)
    }

    /// Takes what stands below `BkTxCd`.
    pub fn take(&mut self, path: &[Tag], xml: &Xml<'_>) {
        match path {
            [Tag::Domain, Tag::Family, Tag::Code] => keep(&mut self.family, xml),
            [Tag::Domain, Tag::Family, Tag::SubFamily] => keep(&mut self.sub, xml),
            [Tag::Own, Tag::Code] => keep(&mut self.own, xml),
            _ => {}
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.family.clear();
        self.sub.clear();
        self.own.clear();
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.family.is_empty() && self.sub.is_empty() && self.own.is_empty()
    }

    /// The kind in short: the three digits of Norway (230 with KID, 232 drawn, 233 with a message …), which Danske Bank writes
    /// `NO230 account`; else the family where that says how it was paid, by card or drawn; else the code within the family.
    pub fn kind(&self) -> &str {
        let own = self.own.strip_prefix("NO").unwrap_or(&self.own);
        if let Some((digits, rest)) = own.split_at_checked(3)
            && digits.bytes().all(|b| b.is_ascii_digit())
            && (rest.is_empty() || rest.starts_with(' '))
        {
            return digits;
        }
        if is_family_of_note(&self.family) {
            &self.family
        } else if self.sub.is_empty() {
            &self.own
        } else {
            &self.sub
        }
    }

    /// Money on its way back.
    pub fn is_return(&self) -> bool {
        self.sub == "RRTN"
    }

    /// The bank's interest and charges.
    pub fn is_of_bank(&self) -> bool {
        matches!(self.sub.as_str(), "INTR" | "CHRG" | "COMM" | "FEES" | "TAXE")
    }
}

/// The families that say how it was paid: direct debits that we issued or received, cards of customers and at our terminals.
pub fn is_family_of_note(family: &str) -> bool {
    matches!(family, "IDDT" | "RDDT" | "CCRD" | "MCRD")
}

/// One entry.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Where it begins.
    pub place: Place,
    /// How much.
    pub amount: Option<Amount>,
    /// Where that stands.
    pub amount_at: Place,
    /// In or out.
    pub direction: Option<Direction>,
    /// Whether it takes another one back.
    pub reversal: Option<bool>,
    /// Booked, or else expected or for information.
    pub is_booked: Option<bool>,
    /// That as the bank says it.
    pub status: String,
    /// When it was booked.
    pub booked_on: Option<NaiveDate>,
    /// Where that stands.
    pub booked_at: Place,
    /// From when it bears interest.
    pub value_on: Option<NaiveDate>,
    /// Its number.
    pub number: String,
    /// What the bank calls it.
    pub servicer: String,
    /// What kind it is.
    pub code: BankCode,
    /// Text.
    pub text: String,
    /// Payments in it.
    pub payments: u64,
    /// What its payments come to, those in its own direction counted up; `None` when that cannot be told.
    pub sum: Option<Money>,
    /// Whether its beginning was complete when its first payment came.
    pub is_sound: bool,
    /// Payments in the details at hand: claimed, and where; and counted.
    pub batch: (Option<(u64, Place)>, u64),
}

impl Entry {
    /// Begins another one.
    pub fn begin(&mut self, place: Place) {
        let mut code = std::mem::take(&mut self.code);
        code.clear();
        let mut texts = [&mut self.status, &mut self.number, &mut self.servicer, &mut self.text].map(std::mem::take);
        texts.iter_mut().for_each(String::clear);
        let [status, number, servicer, text] = texts;
        *self = Entry {
            place,
            status,
            number,
            servicer,
            code,
            text,
            sum: Some(Money::ZERO),
            ..Entry::default()
        };
    }

    /// Takes what stands below `Ntry`, payments excepted.
    pub fn take(&mut self, path: &[Tag], xml: &Xml<'_>, days: &mut Days, findings: &mut Findings) {
        match path {
            [Tag::EntryReference] => keep(&mut self.number, xml),
            [Tag::ServicerReference] => keep(&mut self.servicer, xml),
            [Tag::Amount] => {
                put(&mut self.amount, leaf::amount(xml, findings), xml, findings);
                self.amount_at = xml.content_place();
            }
            [Tag::CreditDebit] => put(&mut self.direction, leaf::direction(xml, findings), xml, findings),
            [Tag::Reversal] => put(&mut self.reversal, leaf::flag(xml, findings), xml, findings),
            [Tag::Status] if !self.status.is_empty() && xml.text().is_empty() => {}
            [Tag::Status] | [Tag::Status, Tag::Code] => {
                let booked = match xml.text() {
                    "BOOK" => Some(true),
                    "PDNG" | "INFO" | "FUTR" => Some(false),
                    _ => {
                        leaf::refuse(xml, findings, Code::UNKNOWN_CODE, "BOOK PDNG INFO FUTR");
                        None
                    }
                };
                put(&mut self.is_booked, booked, xml, findings);
                keep(&mut self.status, xml);
            }
            [Tag::BookedOn, Tag::Day | Tag::DayTime] => {
                put(&mut self.booked_on, leaf::day(xml, days, findings), xml, findings);
                self.booked_at = xml.content_place();
            }
            [Tag::ValueOn, Tag::Day | Tag::DayTime] => self.value_on = leaf::day(xml, days, findings),
            [Tag::BankCode, rest @ ..] => self.code.take(rest, xml),
            [Tag::EntryText] => keep(&mut self.text, xml),
            [Tag::EntryDetails, Tag::Batch, Tag::PaymentCount] => self.batch.0 = leaf::count(xml, findings),
            _ => {}
        }
    }

    /// The day it counts on: when it was booked, else from when it bears interest.
    pub fn on(&self) -> Option<NaiveDate> {
        self.booked_on.or(self.value_on)
    }

    /// What all payments of the entry have in common: what the bank calls it, else its number.
    pub fn lump_key(&self) -> &str {
        let key = if self.servicer.is_empty() { &self.number } else { &self.servicer };
        key.char_indices().nth(35).and_then(|(end, _)| key.get(..end)).unwrap_or(key)
    }

    /// Whether it has what every entry must have; what is missing is told.
    pub fn check_head(&mut self, xml: &Xml<'_>, findings: &mut Findings) {
        let dated = self.on().is_some() || self.is_booked == Some(false);
        let missing = [
            (self.amount.is_none(), "Amt"),
            (self.direction.is_none(), "CdtDbtInd"),
            (self.is_booked.is_none(), "Sts"),
            (!dated, "BookgDt"),
        ];
        self.is_sound = true;
        for (_, element) in missing.into_iter().filter(|(is_missing, _)| *is_missing) {
            self.is_sound = false;
            // What was there and could not be read has been told.
            if !findings.is_refused() {
                findings.push(xml.finding(Weight::Refuse, Code::MISSING_ELEMENT, self.place, "", element));
            }
        }
    }

    /// Counts a payment in it.
    pub fn count(&mut self, direction: Direction, amount: Option<Money>) {
        let sum = self.sum.zip(amount).and_then(|(sum, amount)| {
            let counted = if Some(direction) == self.direction {
                sum.plus(amount)
            } else {
                sum.minus(amount)
            };
            counted.ok()
        });
        self.sum = sum;
    }

    /// Compares with its payments.
    pub fn check_sum(&self, xml: &Xml<'_>, findings: &mut Findings) {
        let Some((amount, sum)) = self.amount.zip(self.sum).filter(|_| self.payments > 0) else {
            return;
        };
        if amount.money != sum {
            let (found, expected) = (amount.money.to_string(), sum.to_string());
            findings.push(xml.finding(Weight::Refuse, Code::ENTRY_SUM, self.amount_at, &found, &expected));
        }
    }

    /// Ends `NtryDtls`: compares how many payments there are. Some banks claim payments that they tell only elsewhere.
    pub fn end_details(&mut self, xml: &Xml<'_>, findings: &mut Findings) {
        let (claimed, counted) = std::mem::take(&mut self.batch);
        if let Some((claimed, at)) = claimed.filter(|(claimed, _)| *claimed != counted && counted > 0) {
            findings.push(xml.finding(Weight::Refuse, Code::ENTRY_COUNT, at, &claimed.to_string(), &counted.to_string()));
        }
    }
}
