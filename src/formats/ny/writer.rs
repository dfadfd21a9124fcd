//! Writes transmissions: what the formats have in common, and files as the bank would, for tests, for trials and for
//! measuring.

use std::collections::HashSet;
use std::io::{self, Write};

use chrono::NaiveDate;

use super::records::{Draft, IDENTITY, end, is_account, part, start, transaction};
use super::service::Service;
use crate::domain::money::{LARGEST_STATED, Money};
use crate::formats::fixed::{DoesNotFit, Field};
use crate::formats::writing::At;
use crate::formats::{WriteError, WriteFile, WritePart, avtalegiro, direct_remittance, ocr_giro};

/// Takes the records that are written, one after the other.
pub type Records<'o> = dyn FnMut(&Draft) -> io::Result<()> + 'o;

/// Writes a file as the bank would, in the format `own` where its parts say no other; see [`crate::formats::Codec::write`].
///
/// # Errors
/// [`WriteError`].
pub fn write(own: &'static str, file: &WriteFile, out: &mut dyn Write) -> Result<(), WriteError> {
    let mut records = to_stream(out);
    let mut writer = Writer::new(&mut records);
    writer.start(&file.transmitter, file.transmission, &file.recipient)?;
    let mut all = Totals::default();
    let mut mandates_only = !file.parts.is_empty();
    for part in &file.parts {
        writer.next_part();
        let format = if part.format.is_empty() { own } else { part.format };
        let service = [Service::Payments, Service::Mandates, Service::Settlement]
            .into_iter()
            .find(|service| service.format() == format);
        let Some(service) = service else {
            return writer.fit("format", format, Err(DoesNotFit));
        };
        mandates_only &= service == Service::Mandates;
        let totals = writer.part(service, part, file.created_on)?;
        all.join(&totals).map_err(|_| WriteError::Sum { part: 0 })?;
    }
    // Where there are only mandates, banks write no date.
    let made_on = Some(file.created_on).filter(|_| !mandates_only);
    writer.finish(&all, made_on)
}

/// Writes records as lines.
pub fn to_stream(out: &mut dyn Write) -> impl FnMut(&Draft) -> io::Result<()> + '_ {
    |draft| {
        out.write_all(draft.bytes())?;
        out.write_all(b"\r\n")
    }
}

/// What end records say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    /// Transactions.
    pub transactions: u64,
    /// Control sum.
    pub sum: Money,
    /// Earliest date.
    pub first: Option<NaiveDate>,
    /// Latest date.
    pub last: Option<NaiveDate>,
}

impl Totals {
    /// Counts one more transaction of this effect on the control sum.
    ///
    /// # Errors
    /// [`DoesNotFit`] if the sum is too large to keep.
    pub fn count(&mut self, amount: Money, date: Option<NaiveDate>) -> Result<(), DoesNotFit> {
        self.join(&Totals {
            transactions: 1,
            sum: amount,
            first: date,
            last: date,
        })
    }

    /// Adds those of a part.
    ///
    /// # Errors
    /// [`DoesNotFit`] if the sum is too large to keep.
    pub fn join(&mut self, other: &Totals) -> Result<(), DoesNotFit> {
        self.transactions = self.transactions.saturating_add(other.transactions);
        self.sum = self.sum.plus(other.sum).map_err(|_| DoesNotFit)?;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
        Ok(())
    }
}

/// What an assignment is known by.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// Service and assignment type: positions 3 to 6 of its first and last records.
    pub kind: &'static str,
    /// Its number in the agreement.
    pub number: u32,
    /// Digits; empty where there is none.
    pub agreement: &'a str,
    /// Our account.
    pub account: &'a str,
}

/// Writes one transmission.
pub struct Writer<'o, 'r> {
    out: &'o mut Records<'r>,
    at: At,
    records: u64,
    /// Accounts and numbers of the assignments: no number is used twice.
    opened: HashSet<(String, u32)>,
}

impl<'o, 'r> Writer<'o, 'r> {
    /// A transmission that is written to `out`.
    pub fn new(out: &'o mut Records<'r>) -> Writer<'o, 'r> {
        Writer {
            out,
            at: At::default(),
            records: 0,
            opened: HashSet::new(),
        }
    }

    /// What follows belongs to the next part.
    pub fn next_part(&mut self) {
        self.at.next_part();
    }

    /// What follows belongs to this item of the part, from 1.
    pub fn item(&mut self, item: u32) {
        self.at.item = item;
    }

    /// Writes a record.
    ///
    /// # Errors
    /// [`WriteError::Io`].
    pub fn record(&mut self, draft: &Draft) -> Result<(), WriteError> {
        self.records = self.records.saturating_add(1);
        Ok((self.out)(draft)?)
    }

    /// Turns a value that does not fit into an error that names it.
    ///
    /// # Errors
    /// [`WriteError::Field`].
    pub fn fit(&self, field: &'static str, value: impl ToString, fits: Result<(), DoesNotFit>) -> Result<(), WriteError> {
        self.at.fit(field, value, fits)
    }

    /// There is no room for the item at hand in the format.
    pub fn not_in_format(&self) -> WriteError {
        self.at.not_in_format()
    }

    /// A record of a transaction, zeros where nothing else is put. `identity` is service, type and record: `091530`.
    ///
    /// # Errors
    /// [`WriteError::Field`].
    pub fn begin(&self, identity: &str, number: u32) -> Result<Draft, WriteError> {
        let mut draft = Draft::filled(b'0');
        self.fit("type", identity, draft.left(IDENTITY, &format!("NY{identity}")))?;
        self.fit("payment number", number, draft.number(transaction::NUMBER, u64::from(number)))?;
        Ok(draft)
    }

    /// Puts an amount, of which one transaction may have no more than we keep.
    ///
    /// # Errors
    /// [`WriteError::Field`].
    pub fn amount(&self, draft: &mut Draft, field: Field, amount: Money) -> Result<(), WriteError> {
        let minor = u64::try_from(amount.minor()).ok().filter(|_| amount.minor() <= LARGEST_STATED);
        let fits = minor.ok_or(DoesNotFit).and_then(|minor| draft.number(field, minor));
        self.fit("amount", amount, fits)
    }

    /// Puts a reference, blanks in front.
    ///
    /// # Errors
    /// [`WriteError::Field`].
    pub fn reference(&self, draft: &mut Draft, field: Field, reference: &str) -> Result<(), WriteError> {
        let clean = if reference.trim_matches(' ') == reference {
            draft.right(field, reference, b' ')
        } else {
            Err(DoesNotFit)
        };
        self.fit("reference", reference, clean)
    }

    /// Writes record 10.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn start(&mut self, transmitter: &str, number: u32, recipient: &str) -> Result<(), WriteError> {
        let mut head = Draft::filled(b'0');
        head.begin(b"NY000010");
        self.fit("transmitter", transmitter, head.digits(start::TRANSMITTER, transmitter))?;
        self.fit("transmission", number, head.number(start::NUMBER, u64::from(number)))?;
        self.fit("recipient", recipient, head.digits(start::RECIPIENT, recipient))?;
        self.record(&head)
    }

    /// Writes record 89.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn finish(&mut self, all: &Totals, date: Option<NaiveDate>) -> Result<(), WriteError> {
        self.at = At::default();
        let records = self.records.saturating_add(1);
        let mut tail = self.tail("NY000089", all, records)?;
        self.fit("date", all.transactions, tail.ddmmyy(end::MADE, date))?;
        self.record(&tail)
    }

    /// Writes record 20. Gives how many records there were before it.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn open(&mut self, head: &Head<'_>) -> Result<u64, WriteError> {
        let before = self.records;
        let mut draft = Draft::filled(b'0');
        draft.begin(format!("NY{}20", head.kind).as_bytes());
        self.fit("agreement", head.agreement, draft.digits(part::AGREEMENT, head.agreement))?;
        self.fit("part number", head.number, draft.number(part::NUMBER, u64::from(head.number)))?;
        let account = if is_account(head.account) {
            draft.digits(part::ACCOUNT, head.account)
        } else {
            Err(DoesNotFit)
        };
        self.fit("account", head.account, account)?;
        let new = self.opened.insert((head.account.to_owned(), head.number));
        self.fit("part number", head.number, if new { Ok(()) } else { Err(DoesNotFit) })?;
        self.record(&draft)?;
        Ok(before)
    }

    /// Writes record 88 of an assignment before which there were so many records, with these dates in it.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn close(&mut self, kind: &str, before: u64, totals: &Totals, dates: &[(Field, Option<NaiveDate>)]) -> Result<(), WriteError> {
        self.at.item = 0;
        let records = self.records.saturating_sub(before).saturating_add(1);
        let mut tail = self.tail(&format!("NY{kind}88"), totals, records)?;
        for (field, date) in dates {
            self.fit("date", totals.transactions, tail.ddmmyy(*field, *date))?;
        }
        self.record(&tail)
    }

    fn tail(&self, identity: &str, totals: &Totals, records: u64) -> Result<Draft, WriteError> {
        let mut tail = Draft::filled(b'0');
        tail.begin(identity.as_bytes());
        let minor = u64::try_from(totals.sum.minor()).map_err(|_| WriteError::Sum { part: self.at.part })?;
        tail.number(end::SUM, minor)
            .map_err(|DoesNotFit| WriteError::Sum { part: self.at.part })?;
        let transactions = totals.transactions;
        self.fit("payments", transactions, tail.number(end::TRANSACTIONS, transactions))?;
        self.fit("records", records, tail.number(end::RECORDS, records))?;
        Ok(tail)
    }

    /// Writes an assignment as the bank would.
    fn part(&mut self, service: Service, what: &WritePart, created_on: NaiveDate) -> Result<Totals, WriteError> {
        let kind = match service {
            Service::Mandates => "2124",
            Service::Settlement => "0400",
            Service::Payments | Service::ToBank | Service::Other => "0900",
        };
        if !service.has_agreement() {
            let none = if what.agreement.is_empty() { Ok(()) } else { Err(DoesNotFit) };
            self.fit("agreement", &what.agreement, none)?;
        }
        let before = self.open(&Head {
            kind,
            number: self.at.part,
            agreement: &what.agreement,
            account: &what.account,
        })?;
        let totals = match service {
            Service::Mandates => avtalegiro::write_part(self, what)?,
            Service::Settlement => direct_remittance::write_part(self, what)?,
            Service::Payments | Service::ToBank | Service::Other => ocr_giro::write_part(self, what)?,
        };
        let mut dates = Vec::new();
        if service == Service::Payments {
            dates.push((end::MADE, Some(created_on)));
        }
        if let Some((first, last)) = service.dates() {
            dates.extend([(first, totals.first), (last, totals.last)]);
        }
        self.close(kind, before, &totals, &dates)?;
        Ok(totals)
    }
}
