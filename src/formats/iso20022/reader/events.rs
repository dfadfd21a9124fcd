//! What an entry and its payments become: payments, or notices of what moves no money of ours.

use chrono::{Months, NaiveDate};

use super::{Halt, Reader, Step, add_up};
use crate::domain::account::Country;
use crate::domain::bankfile::{Direction, Event, PaymentRecord, Weight};
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::Sink;
use crate::formats::findings::Code;
use crate::formats::iso20022::entry::{BankCode, Entry};
use crate::formats::iso20022::source::Place;
use crate::formats::iso20022::totals::Balance;
use crate::formats::iso20022::transaction::Transaction;
use crate::formats::iso20022::values::{Amount, our_account};

/// Payments booked longer ago than this are told of, as in OCR giro.
const OLD_MONTHS: Months = Months::new(13);

/// What becomes of a payment in an entry.
enum Fate {
    /// Money booked on this day.
    Payment(NaiveDate),
    /// Something else.
    Notice(NoticeKind),
}

/// Where an event stands in the file, and in which part.
#[derive(Clone, Copy)]
struct Frame {
    from: Place,
    length: u32,
    part: usize,
    number: u32,
}

impl Frame {
    fn notice<'a>(&self, kind: NoticeKind, account: &'a str) -> Notice<'a> {
        let mut notice = Notice::new(kind, self.number, account);
        notice.line = self.from.line;
        notice.offset = self.from.offset;
        notice.length = self.length;
        notice
    }
}

impl Reader<'_, '_, '_> {
    fn fate(&self, direction: Direction, amount: Amount) -> Fate {
        let code = code_of(&self.transaction, &self.entry);
        let (true, Some(on)) = (self.entry.is_booked == Some(true), self.entry.on()) else {
            return Fate::Notice(NoticeKind::Expected);
        };
        if !amount.is_in(self.options.currency) {
            return Fate::Notice(NoticeKind::Foreign);
        }
        let is_back = self.entry.reversal == Some(true) || self.entry.code.is_return() || code.is_return();
        let is_ours = match (self.entry.direction, direction) {
            (_, Direction::In) => !code.is_of_bank(),
            // A deduction within money in.
            (Some(Direction::In), Direction::Out) => true,
            (_, Direction::Out) => is_back,
        };
        if is_ours {
            Fate::Payment(on)
        } else {
            Fate::Notice(NoticeKind::BankOwn)
        }
    }

    /// The part of an account, for an event that begins at `from` and ends at `end`.
    fn frame(&mut self, account: &str, at: Place, from: Place, end: u64) -> Result<Frame, Halt> {
        let part = self.part_of(account, at)?;
        Ok(Frame {
            from,
            length: u32::try_from(end.saturating_sub(from.offset)).unwrap_or(u32::MAX),
            part,
            number: u32::try_from(part.saturating_add(1)).unwrap_or(u32::MAX),
        })
    }

    /// Hands a payment on, or the entry itself where it has no payments in it. Its bytes begin at `from` and end here.
    pub(super) fn hand_on(&mut self, direction: Direction, amount: Amount, from: Place) -> Step {
        self.transaction.gather();
        let giro = self.receiving_giro();
        if self.findings.is_refused() {
            return Ok(());
        }
        let account = std::mem::take(&mut self.report.account);
        let (payee, at) = match &giro {
            Some(giro) => (giro, self.transaction.payee_at),
            None => (&account, self.report.account_at),
        };
        let end = self.xml.place().offset;
        let told = self
            .frame(payee, at, from, end)
            .and_then(|frame| match self.fate(direction, amount) {
                Fate::Payment(on) => self.payment(frame, (direction, amount, on), payee),
                Fate::Notice(kind) => self.notice(frame, kind, (direction, amount), payee),
            });
        self.report.account = account;
        told
    }

    /// In Sweden several bankgiro numbers share an account, and the payment names the one it was paid to (`BGNR`, for plusgiro
    /// `PGNR`).
    fn receiving_giro(&mut self) -> Option<String> {
        if self.country != Country::Se {
            return None;
        }
        match self.transaction.payee_scheme.as_str() {
            "BGNR" | "PGNR" => {}
            "BBAN" | "" => return None,
            scheme => {
                // The money is on the account in any case.
                let found = scheme.to_owned();
                if !std::mem::replace(&mut self.report.scheme_told, true) {
                    self.tell(
                        Weight::Warn,
                        Code::UNKNOWN_CODE,
                        self.transaction.payee_at,
                        &found,
                        "BGNR PGNR BBAN",
                    );
                }
                return None;
            }
        }
        let giro = our_account(&self.transaction.payee, self.country);
        if giro.is_none() {
            let text = self.transaction.payee.clone();
            self.tell(Weight::Refuse, Code::ACCOUNT_CHECK, self.transaction.payee_at, &text, "");
        }
        giro
    }

    fn payment(&mut self, frame: Frame, (direction, amount, on): (Direction, Amount, NaiveDate), payee: &str) -> Step {
        self.count_date(frame.part, on);
        let mut number = 0;
        if let Some(part) = self.summary.parts.get_mut(frame.part) {
            part.payments_counted = part.payments_counted.saturating_add(1);
            number = u32::try_from(part.payments_counted).unwrap_or(u32::MAX);
            let signed = match direction {
                Direction::In => amount.money,
                Direction::Out => amount.money.negated(),
            };
            add_up(&mut part.booked, signed, &mut self.sums_sound);
        }
        let said = &self.transaction;
        let record = PaymentRecord {
            line: frame.from.line,
            offset: frame.from.offset,
            length: frame.length,
            part: frame.number,
            number,
            payee_account: payee,
            kind: code_of(said, &self.entry).kind(),
            direction,
            settled_on: on,
            ordered_on: said.ordered_on,
            lump_key: self.entry.lump_key(),
            amount: amount.money,
            reference: some(&said.references).filter(|_| said.reference_count == 1),
            several: said.reference_count > 1,
            payer_account: some(&said.payer_account),
            payer_name: some(&said.payer_name),
            payer_number: None,
            archive_reference: said.archive_reference(&self.entry.servicer),
            text: some(&said.message),
        };
        send(self.sink, Event::Payment(&record))
    }

    fn notice(&mut self, frame: Frame, kind: NoticeKind, (direction, amount): (Direction, Amount), payee: &str) -> Step {
        self.count_notice(frame.part);
        if kind == NoticeKind::Foreign {
            let of_entry = self.entry.amount.is_some_and(|entry| entry.currency == amount.currency);
            let at = if of_entry { self.entry.amount_at } else { self.transaction.place };
            self.tell_foreign(amount, at);
        }
        let said = &self.transaction;
        let mut notice = frame.notice(kind, payee);
        notice.code = code_of(said, &self.entry).kind();
        notice.reference = some(&said.references).filter(|_| said.reference_count == 1);
        notice.on = self.entry.on();
        notice.direction = direction;
        notice.amount = Some(amount.money);
        notice.payer_account = some(&said.payer_account);
        notice.other = Some(amount.currency()).filter(|_| !amount.is_in(self.options.currency));
        notice.text = some(&said.message).or(some(&said.payer_name));
        send(self.sink, Event::Notice(&notice))
    }

    /// An entry of a statement.
    pub(super) fn tell_entry(&mut self, direction: Direction, amount: Amount) -> Step {
        self.transaction.gather();
        if self.findings.is_refused() {
            return Ok(());
        }
        let is_foreign = !amount.is_in(self.options.currency);
        let kind = match (self.entry.is_booked, is_foreign) {
            (Some(true), false) => NoticeKind::Entry,
            (Some(true), true) => NoticeKind::Foreign,
            _ => NoticeKind::Expected,
        };
        if is_foreign {
            self.tell_foreign(amount, self.entry.amount_at);
        }
        let account = self.report.account.clone();
        let end = self.xml.place().offset;
        let frame = self.frame(&account, self.report.account_at, self.entry.place, end)?;
        self.count_notice(frame.part);
        let entry = &self.entry;
        // Of several payments one would not speak for the entry.
        let message = some(&self.transaction.message).filter(|_| entry.payments == 1);
        let mut notice = frame.notice(kind, &account);
        notice.code = entry.code.kind();
        notice.reference = some(entry.lump_key());
        notice.on = entry.on();
        notice.direction = direction;
        notice.amount = Some(amount.money);
        notice.other = Some(amount.currency()).filter(|_| is_foreign);
        notice.text = some(&entry.text).or(message);
        send(self.sink, Event::Notice(&notice))
    }

    /// The balances at both ends, before the entries.
    pub(super) fn tell_balances(&mut self) -> Step {
        if std::mem::replace(&mut self.report.balances_told, true) || self.findings.is_refused() {
            return Ok(());
        }
        let (opening, closing) = (self.report.opening.take(), self.report.closing.take());
        for (kind, balance) in [(NoticeKind::Opening, &opening), (NoticeKind::Closing, &closing)] {
            if let Some(balance) = balance {
                self.tell_balance(kind, balance)?;
            }
        }
        self.report.opening = opening;
        self.report.closing = closing;
        Ok(())
    }

    fn tell_balance(&mut self, kind: NoticeKind, balance: &Balance) -> Step {
        let account = self.report.account.clone();
        let frame = self.frame(&account, self.report.account_at, balance.place, balance.end)?;
        self.count_notice(frame.part);
        let foreign = balance.amount.filter(|amount| !amount.is_in(self.options.currency));
        if let Some(amount) = foreign {
            self.tell_foreign(amount, balance.amount_at);
        }
        let mut notice = frame.notice(kind, &account);
        notice.code = &balance.code;
        notice.on = balance.on;
        notice.direction = balance.direction.unwrap_or(Direction::In);
        notice.amount = balance.amount.map(|amount| amount.money);
        notice.other = foreign.as_ref().map(Amount::currency);
        send(self.sink, Event::Notice(&notice))
    }

    fn count_notice(&mut self, part: usize) {
        if let Some(part) = self.summary.parts.get_mut(part) {
            part.notices = part.notices.saturating_add(1);
        }
    }

    /// Tells of another currency, once for each account.
    fn tell_foreign(&mut self, amount: Amount, at: Place) {
        if !std::mem::replace(&mut self.report.foreign_told, true) {
            let expected = self.options.currency.code();
            self.tell(Weight::Warn, Code::FOREIGN_CURRENCY, at, amount.currency(), expected);
        }
    }

    /// Tells of dates after today and of old ones, once for each account.
    fn count_date(&mut self, part: usize, date: NaiveDate) {
        let Some(part) = self.summary.parts.get_mut(part).filter(|part| part.last_on != Some(date)) else {
            return;
        };
        part.first_on = Some(part.first_on.map_or(date, |d| d.min(date)));
        part.last_on = Some(part.last_on.map_or(date, |d| d.max(date)));
        let today = self.options.today;
        let at = self.entry.booked_at;
        if date > today && !std::mem::replace(&mut self.report.future_told, true) {
            self.tell(Weight::Ask, Code::FUTURE_DATE, at, &date.to_string(), &today.to_string());
        }
        let oldest = today.checked_sub_months(OLD_MONTHS).unwrap_or(NaiveDate::MIN);
        if date < oldest && !std::mem::replace(&mut self.report.old_told, true) {
            self.tell(Weight::Warn, Code::OLD_DATE, at, &date.to_string(), &oldest.to_string());
        }
    }
}

/// The code of the payment, or of the entry where it says none.
fn code_of<'a>(transaction: &'a Transaction, entry: &'a Entry) -> &'a BankCode {
    if transaction.code.is_empty() {
        &entry.code
    } else {
        &transaction.code
    }
}

/// A text, unless it is empty.
fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn send(sink: &mut Sink<'_>, event: Event<'_>) -> Step {
    if sink(event).is_break() { Err(Halt::Cancelled) } else { Ok(()) }
}
