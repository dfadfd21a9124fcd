//! One assignment while it is read: what is counted in it, and what its record 88 says.

use chrono::{Months, NaiveDate};

use super::context::{amount, number};
use super::records::{KIND, Record, end, is_account, part, transaction};
use super::rules::{Claims, Counted, Sums, Tally};
use super::service::Service;
use crate::domain::bankfile::{PartSummary, Weight};
use crate::domain::money::Money;
use crate::formats::findings::{Code, Findings};
use crate::formats::fixed::{Dates, is_none};

/// Payments booked longer ago than this are told of (rule 14).
const OLD_MONTHS: Months = Months::new(13);

/// The part being read.
#[derive(Clone, Debug)]
pub struct Part {
    /// What is known of it.
    pub summary: PartSummary,
    /// Its service.
    pub service: Service,
    /// What was counted in it.
    pub tally: Tally,
    kind: [u8; 4],
    numbering_told: bool,
    future_told: bool,
    old_told: bool,
}

impl Part {
    /// A part of a service that begins at this record.
    pub fn begin(record: &Record, service: Service) -> Part {
        let summary = PartSummary {
            line: record.line(),
            account_column: part::ACCOUNT.column(),
            read: service.is_read(),
            format: service.format(),
            ..PartSummary::default()
        };
        let tally = Tally {
            records: 1,
            ..Tally::default()
        };
        Part {
            summary,
            service,
            tally,
            kind: KIND.of(record.bytes()).try_into().unwrap_or_default(),
            numbering_told: false,
            future_told: false,
            old_told: false,
        }
    }

    /// Reads record 20. Our account must be one that exists, since it decides whose books are touched.
    pub fn describe(&mut self, record: &Record, findings: &mut Findings) {
        if self.summary.read {
            if self.service.has_agreement() {
                number(record, part::AGREEMENT, findings);
            }
            number(record, part::NUMBER, findings);
            let account = record.text(part::ACCOUNT);
            if number(record, part::ACCOUNT, findings).is_some() && !is_account(account) {
                findings.push(record.finding(Weight::Refuse, Code::ACCOUNT_CHECK, part::ACCOUNT, ""));
            }
        }
        record.text(part::ACCOUNT).clone_into(&mut self.summary.account);
        if self.service.has_agreement() {
            record.text(part::AGREEMENT).clone_into(&mut self.summary.agreement);
        }
        self.summary.number = record.digits(part::NUMBER).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    }

    /// Takes the part for an order of ours after all: nothing of it is read.
    pub fn turn_to_bank(&mut self) {
        self.service = Service::ToBank;
        self.summary.read = false;
        self.summary.format = Service::ToBank.format();
        (self.summary.first_on, self.summary.last_on) = (None, None);
    }

    /// Counts a transaction of which the first record has been read.
    #[inline]
    pub fn count(&mut self, counted: &Counted, first: &Record, today: NaiveDate, findings: &mut Findings) {
        self.tally.transactions = self.tally.transactions.saturating_add(1);
        match counted.amount {
            Some(amount) => {
                if self.tally.sums.add(counted, amount).is_err() {
                    self.tally.overflow(first, transaction::AMOUNT, findings);
                }
            }
            None => self.tally.sums_sound = false,
        }
        let wanted = self.tally.transactions;
        if !self.numbering_told && counted.number.is_some_and(|n| u64::from(n) != wanted) && self.tally.counts_sound {
            // Rule 9.
            self.numbering_told = true;
            findings.push(first.finding(Weight::Warn, Code::NUMBERING, transaction::NUMBER, wanted.to_string()));
        }
        if let Some(date) = counted.date {
            self.count_date(date, first, today, findings);
        }
    }

    /// Rule 14, once for each part.
    #[inline]
    fn count_date(&mut self, date: NaiveDate, first: &Record, today: NaiveDate, findings: &mut Findings) {
        let summary = &mut self.summary;
        if summary.last_on == Some(date) {
            return;
        }
        summary.first_on = Some(summary.first_on.map_or(date, |d| d.min(date)));
        summary.last_on = Some(summary.last_on.map_or(date, |d| d.max(date)));
        if date > today && !self.future_told {
            self.future_told = true;
            findings.push(first.finding(Weight::Ask, Code::FUTURE_DATE, transaction::DATE, today.to_string()));
        }
        let oldest = today.checked_sub_months(OLD_MONTHS).unwrap_or(NaiveDate::MIN);
        if date < oldest && !self.old_told {
            self.old_told = true;
            findings.push(first.finding(Weight::Warn, Code::OLD_DATE, transaction::DATE, oldest.to_string()));
        }
    }

    /// Compares with record 88.
    pub fn close(&mut self, record: &Record, dates: &mut Dates, findings: &mut Findings) {
        let claims = Claims::read(record, self.service.has_sum(), findings);
        let sum = self.tally.compare(record, &claims, self.tally.sums.net, findings);
        if self.service == Service::Payments {
            self.summary.payments_claimed = claims.transactions.unwrap_or(0);
        }
        self.summary.sum_claimed = claims.sum.unwrap_or(Money::ZERO);
        self.tally.accepted = sum;
        let Some((first, last)) = self.service.dates().filter(|_| self.tally.counts_sound) else {
            return;
        };
        // Rule 12: also met in files of payment providers, so it only warns.
        for (field, counted) in [(first, self.summary.first_on), (last, self.summary.last_on)] {
            if dates.ddmmyy(field.of(record.bytes())) != counted {
                let expected = counted.map_or_else(|| "000000".to_owned(), |d| d.format("%d%m%y").to_string());
                findings.push(record.finding(Weight::Warn, Code::DATES_DIFFER, field, expected));
                break;
            }
        }
    }

    /// How its last record begins, if that is not how this one does: then one of the two is damaged, and a part that is passed
    /// over may be of a service that is read.
    pub fn misfit(&self, last: &Record) -> Option<String> {
        let differs = KIND.of(last.bytes()) != self.kind;
        differs.then(|| format!("NY{}88", self.kind.escape_ascii()))
    }

    /// Takes the figures of a part of another service from its own record 88, and only they count for record 89.
    pub fn close_skipped(&mut self, record: &Record, findings: &mut Findings) {
        let mut claims = Claims {
            transactions: number(record, end::TRANSACTIONS, findings),
            ..Claims::default()
        };
        // Receipts move no money; their sum may be left blank.
        claims.sum = if is_none(end::SUM.of(record.bytes())) {
            Some(Money::ZERO)
        } else {
            amount(record, end::SUM, findings)
        };
        self.tally.transactions = claims.transactions.unwrap_or(0);
        let sum = claims.sum.unwrap_or(Money::ZERO);
        self.tally.accepted = sum;
        self.tally.sums = Sums {
            net: sum,
            gross: sum,
            booked: Money::ZERO,
        };
        self.summary.payments_claimed = self.tally.transactions;
        self.summary.sum_claimed = sum;
        if claims.transactions.is_none() || claims.sum.is_none() {
            self.tally.spoil();
        }
    }

    /// Ends the part: adds it to the file's tally and gives its summary. `record` is where it ended.
    pub fn finish(mut self, file: &mut Tally, record: &Record, findings: &mut Findings) -> PartSummary {
        file.transactions = file.transactions.saturating_add(self.tally.transactions);
        file.counts_sound &= self.tally.counts_sound;
        file.sums_sound &= self.tally.sums_sound;
        match file.accepted.plus(self.tally.accepted) {
            Ok(sum) if file.sums.join(self.tally.sums).is_ok() => file.accepted = sum,
            _ => file.overflow(record, end::SUM, findings),
        }
        match self.service {
            Service::Mandates | Service::Settlement => self.summary.notices = self.tally.transactions,
            Service::Payments | Service::ToBank | Service::Other => self.summary.payments_counted = self.tally.transactions,
        }
        self.summary.sum_counted = self.tally.accepted;
        self.summary.booked = self.tally.sums.booked;
        self.summary
    }
}
