//! One payment within an entry: `TxDtls`.

use chrono::NaiveDate;

use super::entry::BankCode;
use super::leaf::{self, keep, put};
use super::source::Place;
use super::tags::Tag;
use super::values::{Amount, Days, payer_account};
use super::xml::{TEXT_MAX, Xml};
use crate::domain::bankfile::{Direction, Weight};
use crate::formats::findings::{Code, Findings};

/// One payment.
#[derive(Clone, Debug, Default)]
pub struct Transaction {
    /// Where it begins.
    pub place: Place,
    /// How much, in the currency of the entry, and which element that stands in: the first of `Amt`, `TxAmt`, `CntrValAmt` and
    /// `InstdAmt` counts.
    pub amount: Option<(u8, Amount)>,
    /// An amount in another currency.
    pub foreign: Option<Amount>,
    /// Whether an amount cannot be read.
    pub is_damaged: bool,
    /// In or out, where it says so itself.
    pub direction: Option<Direction>,
    /// What kind it is, where it says so itself.
    pub code: BankCode,
    /// What the bank calls it.
    pub servicer: String,
    /// What a bank on the way calls it.
    pub transaction: String,
    /// What the payer calls it.
    pub end_to_end: String,
    /// The payer's name.
    pub payer_name: String,
    /// The payer's account, as it is kept.
    pub payer_account: String,
    /// The account that received it.
    pub payee: String,
    /// What kind of number that is: `BGNR`, `PGNR`, `BBAN`.
    pub payee_scheme: String,
    /// Where that account stands.
    pub payee_at: Place,
    /// When it was ordered.
    pub ordered_on: Option<NaiveDate>,
    /// The references that it names, separated by blanks.
    pub references: String,
    /// How many; one that is repeated at once counts once.
    pub reference_count: u32,
    /// Everything else it says.
    pub message: String,
    /// What the bank says of it.
    pub remark: String,
    reference: String,
    reference_kind: String,
    issuer: String,
}

impl Transaction {
    /// Begins another one.
    pub fn begin(&mut self, place: Place) {
        self.place = place;
        self.amount = None;
        self.foreign = None;
        self.is_damaged = false;
        self.direction = None;
        self.ordered_on = None;
        self.reference_count = 0;
        self.code.clear();
        for text in [
            &mut self.servicer,
            &mut self.transaction,
            &mut self.end_to_end,
            &mut self.payer_name,
            &mut self.payer_account,
            &mut self.payee,
            &mut self.payee_scheme,
            &mut self.references,
            &mut self.message,
            &mut self.remark,
        ] {
            text.clear();
        }
    }

    /// Takes what stands below `TxDtls`. `entry` is the amount of the entry.
    pub fn take(&mut self, path: &[Tag], entry: Option<Amount>, xml: &Xml<'_>, days: &mut Days, findings: &mut Findings) {
        match path {
            [Tag::Remittance, rest @ ..] => self.take_remittance(rest, xml, findings),
            [Tag::Parties, rest @ ..] => self.take_party(rest, xml),
            [Tag::References, Tag::ServicerReference] => keep(&mut self.servicer, xml),
            [Tag::References, Tag::TransactionId] => keep(&mut self.transaction, xml),
            [Tag::References, Tag::EndToEnd] => keep(&mut self.end_to_end, xml),
            [Tag::Amount] => self.take_amount(0, entry, xml, findings),
            [Tag::Amounts, Tag::Moved, Tag::Amount] => self.take_amount(1, entry, xml, findings),
            [Tag::Amounts, Tag::Countervalue, Tag::Amount] => self.take_amount(2, entry, xml, findings),
            [Tag::Amounts, Tag::Instructed, Tag::Amount] => self.take_amount(3, entry, xml, findings),
            [Tag::CreditDebit] => put(&mut self.direction, leaf::direction(xml, findings), xml, findings),
            [Tag::BankCode, rest @ ..] => self.code.take(rest, xml),
            // A time that cannot be read is as good as none; nothing depends on it.
            [Tag::Dates, Tag::Accepted] => self.ordered_on = days.read(xml.text()).or(self.ordered_on),
            [Tag::Dates, Tag::TransactionTime] => self.ordered_on = self.ordered_on.or_else(|| days.read(xml.text())),
            [Tag::PaymentText] => keep(&mut self.remark, xml),
            _ => {}
        }
    }

    fn take_amount(&mut self, rank: u8, entry: Option<Amount>, xml: &Xml<'_>, findings: &mut Findings) {
        let Some(amount) = leaf::amount(xml, findings) else {
            self.is_damaged = true;
            return;
        };
        if entry.is_none_or(|entry| entry.currency == amount.currency) {
            match self.amount {
                Some((before, _)) if before == rank => put(&mut self.amount, None, xml, findings),
                Some((before, _)) if before < rank => {}
                _ => self.amount = Some((rank, amount)),
            }
        } else if self.foreign.is_none() {
            self.foreign = Some(amount);
        }
    }

    fn take_party(&mut self, path: &[Tag], xml: &Xml<'_>) {
        match path {
            [Tag::Debtor, Tag::Name] | [Tag::Debtor, Tag::Party, Tag::Name] => keep(&mut self.payer_name, xml),
            [Tag::DebtorAccount, Tag::Id, Tag::Iban] | [Tag::DebtorAccount, Tag::Id, Tag::Another, Tag::Id] => {
                self.payer_account = payer_account(xml.text()).unwrap_or_default();
            }
            [Tag::CreditorAccount, Tag::Id, Tag::Another, Tag::Id] => {
                keep(&mut self.payee, xml);
                self.payee_at = xml.content_place();
            }
            [Tag::CreditorAccount, Tag::Id, Tag::Another, Tag::Scheme, Tag::Own | Tag::Code] => keep(&mut self.payee_scheme, xml),
            _ => {}
        }
    }

    fn take_remittance(&mut self, path: &[Tag], xml: &Xml<'_>, findings: &mut Findings) {
        match path {
            [Tag::Text] | [Tag::Structured, Tag::DocumentReference, Tag::Number] | [Tag::Structured, Tag::ReferenceText] => {
                self.say(xml.text(), xml, findings)
            }
            [Tag::Structured, Tag::CreditorReference, rest @ ..] => match rest {
                [Tag::Reference] => keep(&mut self.reference, xml),
                [Tag::Kind, Tag::CodeOrOwn, Tag::Code] => keep(&mut self.reference_kind, xml),
                [Tag::Kind, Tag::Issuer] => keep(&mut self.issuer, xml),
                [] => self.end_reference(xml, findings),
                _ => {}
            },
            _ => {}
        }
    }

    /// Adds to the message.
    fn say(&mut self, text: &str, xml: &Xml<'_>, findings: &mut Findings) {
        if self.message.len().saturating_add(self.references.len()).saturating_add(text.len()) > TEXT_MAX {
            let at = xml.content_place();
            findings.push(xml.finding(Weight::Refuse, Code::XML_LIMIT, at, "", &TEXT_MAX.to_string()));
            return;
        }
        join(&mut self.message, text);
    }

    /// Begins a structured reference.
    pub fn begin_reference(&mut self) {
        self.reference.clear();
        self.reference_kind.clear();
        self.issuer.clear();
    }

    /// A reference is one of ours if its code is SCOR, or it has none, and nobody says that it is one of ISO 11649 (`RF…`).
    /// What else stands there is a message.
    fn end_reference(&mut self, xml: &Xml<'_>, findings: &mut Findings) {
        let reference = std::mem::take(&mut self.reference);
        let ours = matches!(self.reference_kind.as_str(), "SCOR" | "") && self.issuer != "ISO" && is_reference(&reference);
        if !ours || self.references.len().saturating_add(reference.len()) > TEXT_MAX {
            self.say(&reference, xml, findings);
        } else if self.references.rsplit(' ').next() != Some(&reference) {
            join(&mut self.references, &reference);
            self.reference_count = self.reference_count.saturating_add(1);
        }
        self.reference = reference;
    }

    /// Several references and the message as one text.
    pub fn gather(&mut self) {
        if self.reference_count > 1 {
            let message = std::mem::take(&mut self.message);
            self.message.push_str(&self.references);
            join(&mut self.message, &message);
        }
        if self.message.is_empty() {
            std::mem::swap(&mut self.message, &mut self.remark);
        }
    }

    /// What the bank can look it up by, and nobody else's payment has. Some banks repeat the entry's in every payment.
    pub fn archive_reference(&self, entry: &str) -> Option<&str> {
        let known = |text: &str| !text.is_empty() && text != "NOTPROVIDED";
        let all = [self.servicer.as_str(), &self.transaction, &self.end_to_end];
        let own = all.into_iter().find(|text| known(text) && *text != entry);
        own.or_else(|| Some(self.servicer.as_str()).filter(|text| known(text)))
    }
}

/// Whether a text is a payment reference as the Nordic countries have them: digits, the last may be a hyphen.
pub fn is_reference(text: &str) -> bool {
    let digits = text.strip_suffix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}
