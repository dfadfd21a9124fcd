//! One payment: record 20 or 21, its further references (22, 23) and what the payer tells (25 to 29).

use super::records::{payment, told};
use super::scan::Deposit;
use crate::domain::bankfile::{Direction, PaymentRecord, Weight};
use crate::domain::money::Money;
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::bankgiro::{Record, TYPE, amount, is_digits, known, number, significant};
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::is_none;

/// Records 25 of one payment (technical manual, record 25).
const TEXTS_MAX: u16 = 90;
/// Records 22 and 23 of one payment: the manual names no limit, so that is one against files made to exhaust memory.
const REFERENCES_MAX: u16 = 1000;

/// A payment whose records have not all been read.
#[derive(Clone, Copy, Debug)]
pub struct Pending {
    /// Its amount, if it can be read.
    pub amount: Option<Money>,
    /// In or out.
    pub direction: Direction,
    number: u32,
    end: u64,
    /// The record type that came last.
    last: [u8; 2],
    references: u16,
    texts: u16,
    /// What records 22 less records 23 make, if any has an amount.
    shares: Option<i64>,
    payer_known: bool,
    archived: bool,
    sound: bool,
}

/// What the records after the first one say. Its buffers are used again for the next payment.
#[derive(Debug, Default)]
pub struct Told {
    /// References of records 22 and 23 that are not blank, and how many.
    references: String,
    count: usize,
    info: String,
    /// Whether the last record 25 was full, so that the next goes on in the middle of a word.
    is_full: bool,
    name: String,
    /// Put together from all.
    text: String,
}

impl Told {
    fn clear(&mut self) {
        self.references.clear();
        self.count = 0;
        self.info.clear();
        self.is_full = false;
        self.name.clear();
    }

    fn add_info(&mut self, field: &str) {
        let piece = field.trim_end_matches(' ');
        if piece.is_empty() {
            return;
        }
        if self.is_full || self.info.is_empty() {
            // The blanks in front of the first one count where it goes on with the reference.
            self.info.push_str(piece);
        } else {
            self.info.push(' ');
            self.info.push_str(piece.trim_start_matches(' '));
        }
        self.is_full = piece.chars().count() == told::TEXT.width();
    }
}

/// Adds words, with a blank in between.
fn add_words(text: &mut String, words: &str) {
    if words.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}

/// What a payment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Purpose<'a> {
    reference: Option<&'a str>,
    several: bool,
    text: Option<&'a str>,
}

impl Pending {
    /// Reads record 20 or 21. What is wrong is told to `findings`.
    #[inline]
    pub fn read(first: &Record, number_in_part: u32, told: &mut Told, findings: &mut Findings) -> Pending {
        told.clear();
        let bytes = first.bytes();
        let amount = amount(first, payment::AMOUNT, findings);
        let payer = known(first.text(payment::PAYER), first, payment::PAYER, findings);
        let serial = payment::SERIAL.of(bytes);
        let archived = !is_none(serial);
        let mut sound = amount.is_some();
        if archived {
            sound &= number(first, payment::SERIAL, findings).is_some();
        }
        if !payment::KIND.of(bytes).iter().all(u8::is_ascii_digit) {
            sound = false;
            findings.push(first.finding(Weight::Refuse, Code::UNKNOWN_TYPE, payment::KIND, "00–54"));
        }
        let is_deduction = TYPE.of(bytes) == b"21";
        Pending {
            amount,
            direction: if is_deduction { Direction::Out } else { Direction::In },
            number: number_in_part,
            end: first.end(),
            last: *b"20",
            references: 0,
            texts: 0,
            shares: None,
            payer_known: payer.is_some(),
            archived,
            sound,
        }
    }

    /// Reads one of the records that follow. False if it may not stand there.
    #[inline]
    pub fn follow(&mut self, record: &Record, first: &Record, told: &mut Told, findings: &mut Findings) -> bool {
        self.end = record.end();
        let bytes = record.bytes();
        let kind = match TYPE.of(bytes) {
            b"23" => *b"22",
            [a, b] => [*a, *b],
            _ => return false,
        };
        let repeats = matches!(&kind, b"22" | b"25");
        let in_order = kind > self.last || (repeats && kind == self.last);
        self.last = kind.max(self.last);
        let is_few = match &kind {
            b"22" => {
                self.references = self.references.saturating_add(1);
                self.references <= REFERENCES_MAX
            }
            b"25" => {
                self.texts = self.texts.saturating_add(1);
                self.texts <= TEXTS_MAX
            }
            _ => true,
        };
        if !is_few {
            return false;
        }
        let text = record.as_text();
        match &kind {
            b"22" => self.another(record, first, told, findings),
            b"25" => told.add_info(text.field(told::TEXT)),
            b"26" => {
                add_words(&mut told.name, text.trimmed(told::NAME));
                add_words(&mut told.name, text.trimmed(told::MORE_NAME));
            }
            _ => {}
        }
        if !in_order {
            findings.push(record.finding(Weight::Warn, Code::RECORD_ORDER, TYPE, "20 22 25 26 27 28 29"));
        }
        true
    }

    /// Takes in a record of a type we do not know, as one of the payment's.
    pub fn stretch(&mut self, record: &Record) {
        self.end = record.end();
    }

    /// A further reference: it has the payer and the serial number of the payment, and with extended registration of forms
    /// its share of the amount.
    fn another(&mut self, record: &Record, first: &Record, told: &mut Told, findings: &mut Findings) {
        for field in [payment::PAYER, payment::SERIAL] {
            if field.of(record.bytes()) != field.of(first.bytes()) {
                self.sound = false;
                findings.push(record.finding(Weight::Refuse, Code::TRANSACTION_MISMATCH, field, first.text(field)));
            }
        }
        let reference = record.as_text().trimmed(payment::REFERENCE);
        add_words(&mut told.references, reference);
        told.count = told.count.saturating_add(usize::from(!reference.is_empty()));
        match amount(record, payment::AMOUNT, findings).map(Money::minor) {
            Some(0) => {}
            Some(minor) => {
                let share = if TYPE.of(record.bytes()) == b"23" { minor.saturating_neg() } else { minor };
                self.shares = Some(self.shares.unwrap_or(0).saturating_add(share));
            }
            None => self.sound = false,
        }
    }

    /// Whether the shares, where there are any, make the whole (technical manual, extended registration of forms).
    pub fn check_shares(&self, first: &Record, findings: &mut Findings) {
        if let (Some(shares), Some(amount)) = (self.shares, self.amount)
            && shares != amount.minor()
        {
            findings.push(first.finding(Weight::Warn, Code::EXTRA_SUM, payment::AMOUNT, shares.to_string()));
        }
    }

    /// The whole payment; `None` if one of its fields cannot be read.
    #[inline]
    pub fn record<'a>(
        &self,
        first: &'a Record,
        told: &'a mut Told,
        part: u32,
        account: &'a str,
        deposit: &'a Deposit,
    ) -> Option<PaymentRecord<'a>> {
        if !self.sound {
            return None;
        }
        let text = first.as_text();
        let Told {
            references,
            count,
            info,
            name,
            text: whole,
            ..
        } = told;
        let purpose = purpose(first, references, *count, info, whole);
        Some(PaymentRecord {
            line: first.line(),
            offset: first.offset(),
            length: u32::try_from(self.end.saturating_sub(first.offset())).unwrap_or(u32::MAX),
            part,
            number: self.number,
            payee_account: account,
            kind: text.field(payment::KIND),
            direction: self.direction,
            settled_on: deposit.date,
            ordered_on: None,
            lump_key: deposit.key(),
            amount: self.amount?,
            reference: purpose.reference,
            several: purpose.several,
            payer_account: significant(text.field(payment::PAYER)).filter(|_| self.payer_known),
            payer_name: Some(name.as_str()).filter(|n| !n.is_empty()),
            payer_number: None,
            archive_reference: self.archived.then(|| text.field(payment::SERIAL)),
            text: purpose.text,
        })
    }
}

/// What we tell of a payment in a currency that is not the site's.
pub fn foreign<'a>(record: &PaymentRecord<'a>, currency: &'a str) -> Notice<'a> {
    Notice {
        line: record.line,
        offset: record.offset,
        length: record.length,
        code: record.kind,
        reference: record.reference,
        on: Some(record.settled_on),
        direction: record.direction,
        amount: Some(record.amount),
        payer_account: record.payer_account,
        other: Some(currency),
        text: record.text.or(record.payer_name),
        ..Notice::new(NoticeKind::Foreign, record.part, record.payee_account)
    }
}

/// Which reference a payment names, or which text. A reference that was not found correct (codes 3 and 5) is still one: the
/// payee may have no agreement to have them checked.
fn purpose<'a>(first: &'a Record, references: &'a str, count: usize, info: &'a str, whole: &'a mut String) -> Purpose<'a> {
    let text = first.as_text();
    let (field, own) = (text.field(payment::REFERENCE), text.trimmed(payment::REFERENCE));
    let code = payment::KIND.of(first.bytes()).first().copied().unwrap_or(b'0');
    let spoken = info.trim_start_matches(' ');
    let is_own = count == 0 && (b'2'..=b'5').contains(&code) && is_digits(own);
    if is_own || (own.is_empty() && is_digits(references)) {
        return Purpose {
            reference: Some(if is_own { own } else { references }),
            several: false,
            text: Some(spoken).filter(|t| !t.is_empty()),
        };
    }
    whole.clear();
    let is_two = count == 0 && code == b'3' && is_two_numbers(own);
    if is_two {
        own.split(|c: char| !c.is_ascii_digit()).for_each(|run| add_words(whole, run));
    } else if !is_list_of(own, references) {
        whole.push_str(own);
    }
    let own_count = usize::from(!whole.is_empty());
    add_words(whole, references);
    let is_full = !field.ends_with(' ') && field.chars().count() == payment::REFERENCE.width();
    if count == 0 && !is_two && is_full {
        // The text goes on in record 25 in the middle of a word.
        whole.push_str(info);
    } else {
        add_words(whole, spoken);
    }
    Purpose {
        reference: None,
        several: is_two || own_count.saturating_add(count) > 1,
        text: Some(whole.as_str()).filter(|t| !t.is_empty()),
    }
}

/// Whether a text only lists numbers that all stand among `references`.
fn is_list_of(text: &str, references: &str) -> bool {
    is_two_numbers(text)
        && text
            .split(|c: char| !c.is_ascii_digit())
            .all(|run| run.is_empty() || references.split(' ').any(|reference| reference == run))
}

/// Whether a text is two or more numbers of the same length and signs in between: two invoices. Numbers of different length
/// are mostly an invoice and a customer.
fn is_two_numbers(text: &str) -> bool {
    let is_sign = |c: char| matches!(c, '+' | ',' | ';' | '&' | '/' | ' ');
    if !text.chars().all(|c| c.is_ascii_digit() || is_sign(c)) {
        return false;
    }
    let mut lengths = text.split(is_sign).filter(|run| !run.is_empty()).map(str::len);
    let first = lengths.next();
    let mut rest = lengths.peekable();
    rest.peek().is_some() && rest.all(|length| Some(length) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_invoices_are_told_from_an_invoice_and_a_customer() {
        for two in ["144997+145354", "144997, 145354", "144997 145354 145355"] {
            assert!(is_two_numbers(two), "{two}");
        }
        for one in ["146509/1727", "145569 8619", "F-145492 kund 9831", "145519", "", "144997-145354"] {
            assert!(!is_two_numbers(one), "{one}");
        }
    }
}
