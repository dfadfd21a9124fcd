//! Writes OCR giro, as the bank would: for tests, for trials and for measuring.

use std::io::Write;

use chrono::NaiveDate;

use super::records::{Draft, IDENTITY, TYPES, end, has_text, is_account, is_refund, part, payment, start};
use crate::domain::bankfile::Direction;
use crate::domain::money::{LARGEST_STATED, Money};
use crate::formats::fixed::{DoesNotFit, digits};
use crate::formats::{WriteError, WriteFile, WritePart, WritePayment};

/// Writes a file; see [`crate::formats::Codec::write`].
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &WriteFile, out: &mut dyn Write) -> Result<(), WriteError> {
    let mut writer = Writer {
        out,
        at: At::default(),
        records: 0,
    };
    let mut head = draft(b"NY000010");
    writer.fit("transmitter", &file.transmitter, head.digits(start::TRANSMITTER, &file.transmitter))?;
    writer.fit(
        "transmission",
        file.transmission,
        head.number(start::NUMBER, u64::from(file.transmission)),
    )?;
    writer.fit("recipient", &file.recipient, head.digits(start::RECIPIENT, &file.recipient))?;
    writer.record(&head)?;
    let mut payments = 0;
    let mut total = Money::ZERO;
    for part in &file.parts {
        writer.at = At {
            part: writer.at.part.saturating_add(1),
            payment: 0,
        };
        let sum = writer.part(part, file.created_on)?;
        total = total.plus(sum).map_err(|_| WriteError::Sum { part: 0 })?;
        payments = count(part.payments.len()).saturating_add(payments);
    }
    writer.at = At::default();
    let records = writer.records.saturating_add(1);
    let tail = writer.tail(b"NY000089", payments, records, total, file.created_on)?;
    writer.record(&tail)
}

/// Which part and payment is being written.
#[derive(Clone, Copy, Default)]
struct At {
    part: u32,
    payment: u32,
}

struct Writer<'o> {
    out: &'o mut dyn Write,
    at: At,
    records: u64,
}

impl Writer<'_> {
    fn record(&mut self, draft: &Draft) -> Result<(), WriteError> {
        self.records = self.records.saturating_add(1);
        self.out.write_all(draft.bytes())?;
        Ok(self.out.write_all(b"\r\n")?)
    }

    /// Turns a value that does not fit into an error that names it.
    fn fit(&self, field: &'static str, value: impl ToString, fits: Result<(), DoesNotFit>) -> Result<(), WriteError> {
        let At { part, payment } = self.at;
        fits.map_err(|DoesNotFit| WriteError::Field {
            part,
            payment,
            field,
            value: value.to_string(),
        })
    }

    fn part(&mut self, what: &WritePart, created_on: NaiveDate) -> Result<Money, WriteError> {
        let before = self.records;
        let mut head = draft(b"NY090020");
        self.fit("agreement", &what.agreement, head.digits(part::AGREEMENT, &what.agreement))?;
        self.fit("part number", self.at.part, head.number(part::NUMBER, u64::from(self.at.part)))?;
        let account = if is_account(&what.account) {
            head.digits(part::ACCOUNT, &what.account)
        } else {
            Err(DoesNotFit)
        };
        self.fit("account", &what.account, account)?;
        self.record(&head)?;
        let mut sum = Money::ZERO;
        for payment in &what.payments {
            self.at.payment = self.at.payment.saturating_add(1);
            let subtracted = self.payment(payment)?;
            let total = if subtracted {
                sum.minus(payment.amount)
            } else {
                sum.plus(payment.amount)
            };
            sum = total.map_err(|_| WriteError::Sum { part: self.at.part })?;
        }
        self.at.payment = 0;
        let dates = || what.payments.iter().map(|p| p.settled_on);
        let records = self.records.saturating_sub(before).saturating_add(1);
        let mut tail = self.tail(b"NY090088", count(what.payments.len()), records, sum, created_on)?;
        for (field, date) in [(end::FIRST, dates().min()), (end::LAST, dates().max())] {
            self.fit("settlement date", created_on, tail.ddmmyy(field, date))?;
        }
        self.record(&tail)?;
        Ok(sum)
    }

    /// Writes one payment. True if the control sum takes it away.
    fn payment(&mut self, what: &WritePayment) -> Result<bool, WriteError> {
        let kind = digits(what.kind.as_bytes())
            .and_then(|k| u8::try_from(k).ok())
            .filter(|k| TYPES.contains(k) && what.kind.len() == 2);
        let Some(kind) = kind else {
            return self.fit("type", &what.kind, Err(DoesNotFit)).map(|()| false);
        };
        let out = what.direction == Direction::Out;
        if is_refund(kind) && !out {
            self.fit("type", &what.kind, Err(DoesNotFit))?;
        }
        self.first(what, out)?;
        self.second(what)?;
        let text = what.text.as_deref().unwrap_or_default();
        if has_text(kind) {
            let mut third = self.begin(what, "32")?;
            let clean = if text.ends_with(' ') {
                Err(DoesNotFit)
            } else {
                third.left(payment::TEXT, text)
            };
            self.fit("text", text, clean)?;
            self.record(&third)?;
        } else if what.text.is_some() {
            self.fit("text", text, Err(DoesNotFit))?;
        }
        Ok(out && !is_refund(kind))
    }

    fn first(&mut self, what: &WritePayment, out: bool) -> Result<(), WriteError> {
        let mut first = self.begin(what, "30")?;
        self.fit(
            "settlement date",
            what.settled_on,
            first.ddmmyy(payment::SETTLED, Some(what.settled_on)),
        )?;
        let lump = if what.lump_key.len() == payment::LUMP.width() {
            first.digits(payment::LUMP, &what.lump_key)
        } else {
            Err(DoesNotFit)
        };
        self.fit("lump key", &what.lump_key, lump)?;
        self.fit("sign", "", first.left(payment::SIGN, if out { "-" } else { "0" }))?;
        let minor = u64::try_from(what.amount.minor())
            .ok()
            .filter(|_| what.amount.minor() <= LARGEST_STATED);
        self.fit(
            "amount",
            what.amount,
            minor.ok_or(DoesNotFit).and_then(|minor| first.number(payment::AMOUNT, minor)),
        )?;
        let reference = what.reference.as_deref().unwrap_or_default();
        let clean = if reference.trim_matches(' ') == reference {
            first.right(payment::KID, reference, b' ')
        } else {
            Err(DoesNotFit)
        };
        self.fit("reference", reference, clean)?;
        self.record(&first)
    }

    fn second(&mut self, what: &WritePayment) -> Result<(), WriteError> {
        let mut second = self.begin(what, "31")?;
        for (name, field, value) in [
            ("archive reference", payment::ARCHIVE, &what.archive_reference),
            ("payer account", payment::PAYER, &what.payer_account),
        ] {
            let value = value.as_deref().unwrap_or_default();
            // Shorter ones would be read back with zeros in front.
            let whole = value.is_empty() || value.len() == field.width();
            self.fit(name, value, if whole { second.digits(field, value) } else { Err(DoesNotFit) })?;
        }
        if let Some(date) = what.ordered_on {
            self.fit("order date", date, second.ddmmyy(payment::ORDERED, Some(date)))?;
        }
        self.record(&second)
    }

    fn begin(&self, what: &WritePayment, record: &str) -> Result<Draft, WriteError> {
        let mut draft = Draft::filled(b'0');
        let identity = format!("NY09{}{record}", what.kind);
        self.fit("type", &what.kind, draft.left(IDENTITY, &identity))?;
        self.fit(
            "payment number",
            self.at.payment,
            draft.number(payment::NUMBER, u64::from(self.at.payment)),
        )?;
        Ok(draft)
    }

    fn tail(&self, identity: &[u8; 8], payments: u64, records: u64, sum: Money, created_on: NaiveDate) -> Result<Draft, WriteError> {
        let mut tail = draft(identity);
        let minor = u64::try_from(sum.minor()).map_err(|_| WriteError::Sum { part: self.at.part })?;
        tail.number(end::SUM, minor)
            .map_err(|DoesNotFit| WriteError::Sum { part: self.at.part })?;
        self.fit("payments", payments, tail.number(end::PAYMENTS, payments))?;
        self.fit("records", records, tail.number(end::RECORDS, records))?;
        self.fit("date", created_on, tail.ddmmyy(end::CREATED, Some(created_on)))?;
        Ok(tail)
    }
}

fn draft(identity: &[u8; 8]) -> Draft {
    let mut draft = Draft::filled(b'0');
    draft.begin(identity);
    draft
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
