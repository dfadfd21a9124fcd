//! How payments, entries, accounts and the file end, and what is compared then.

use super::{Reader, Step, add_up};
use crate::domain::bankfile::{FileSummary, Weight};
use crate::domain::money::Money;
use crate::formats::findings::Code;
use crate::formats::iso20022::source::Place;

/// The balances there are: opening, closing, of the statement before, in between; booked, available and to be available;
/// expected, and for information.
const BALANCES: &[&str] = &["OPBD", "CLBD", "PRCD", "ITBD", "OPAV", "CLAV", "ITAV", "FWAV", "XPCD", "INFO"];

impl Reader<'_, '_, '_> {
    /// Another payment begins: one before it without an amount was not the only one.
    pub(super) fn begin_transaction(&mut self) {
        if self.entry.payments == 0 && self.message.has_payments {
            self.entry.check_head(&self.xml, &mut self.findings);
        }
        if std::mem::take(&mut self.waits) {
            self.tell_no_amount();
        }
    }

    fn tell_no_amount(&mut self) {
        self.entry.sum = None;
        self.tell(Weight::Refuse, Code::MISSING_ELEMENT, self.transaction.place, "", "Amt");
    }

    pub(super) fn end_transaction(&mut self) -> Step {
        self.entry.payments = self.entry.payments.saturating_add(1);
        self.entry.batch.1 = self.entry.batch.1.saturating_add(1);
        if !self.message.has_payments || !self.entry.is_sound {
            return Ok(());
        }
        let Some(direction) = self.transaction.direction.or(self.entry.direction) else {
            return Ok(());
        };
        if self.transaction.is_damaged {
            self.entry.sum = None;
            return Ok(());
        }
        match (self.transaction.amount, self.transaction.foreign) {
            (Some((_, amount)), _) => {
                self.entry.count(direction, Some(amount.money));
                self.hand_on(direction, amount, self.transaction.place)
            }
            _ if self.entry.payments == 1 => {
                self.waits = true;
                Ok(())
            }
            (None, Some(amount)) => {
                self.entry.count(direction, None);
                self.hand_on(direction, amount, self.transaction.place)
            }
            (None, None) => {
                self.tell_no_amount();
                Ok(())
            }
        }
    }

    pub(super) fn end_entry(&mut self) -> Step {
        let is_alone = self.entry.payments == 0;
        if is_alone || !self.message.has_payments {
            self.entry.check_head(&self.xml, &mut self.findings);
        }
        let (Some(amount), Some(direction), Some(is_booked)) = (self.entry.amount, self.entry.direction, self.entry.is_booked) else {
            self.report.counted.is_broken = true;
            return Ok(());
        };
        self.report.counted.add(direction, amount, is_booked);
        if !self.entry.is_sound {
            return Ok(());
        }
        if !self.message.has_payments {
            return self.tell_entry(direction, amount);
        }
        if std::mem::take(&mut self.waits) {
            let own = self.transaction.direction.unwrap_or(direction);
            self.entry.count(own, Some(amount.money));
            self.entry.check_sum(&self.xml, &mut self.findings);
            return self.hand_on(own, amount, self.entry.place);
        }
        if is_alone {
            self.transaction.begin(self.entry.place);
            self.transaction.servicer.push_str(&self.entry.servicer);
            self.transaction.message.push_str(&self.entry.text);
            return self.hand_on(direction, amount, self.entry.place);
        }
        self.entry.check_sum(&self.xml, &mut self.findings);
        Ok(())
    }

    pub(super) fn end_balance(&mut self) {
        let mut balance = std::mem::take(&mut self.balance);
        balance.end = self.xml.place().offset;
        if self.message.has_payments {
            return;
        }
        if self.report.balances_told {
            self.tell(Weight::Refuse, Code::UNEXPECTED_ELEMENT, balance.place, "Bal", "");
            return;
        }
        if !balance.code.is_empty() && !BALANCES.contains(&balance.code.as_str()) {
            self.tell(Weight::Warn, Code::UNKNOWN_CODE, balance.place, &balance.code, &BALANCES.join(" "));
        }
        let is_needed = matches!(balance.code.as_str(), "OPBD" | "PRCD" | "CLBD");
        let is_complete = balance.amount.is_some() && balance.direction.is_some();
        if is_needed && !is_complete {
            self.tell(Weight::Refuse, Code::MISSING_ELEMENT, balance.place, "", "Amt CdtDbtInd");
            return;
        }
        // The balance that the statement before closed with is the opening one where no other is told.
        match balance.code.as_str() {
            "OPBD" => self.report.opening = Some(balance),
            "PRCD" if self.report.opening.is_none() => self.report.opening = Some(balance),
            "CLBD" => self.report.closing = Some(balance),
            _ => {}
        }
    }

    pub(super) fn end_report(&mut self) -> Step {
        self.check_account();
        self.tell_balances()?;
        if self.summary.parts.len() == self.report.parts_from && !self.findings.is_refused() {
            let account = std::mem::take(&mut self.report.account);
            self.part_of(&account, self.report.account_at)?;
        }
        self.report.claims.check(&self.report.counted, &self.xml, &mut self.findings);
        self.check_balance();
        Ok(())
    }

    /// The opening balance and what was booked come to the closing one. No money moves by it, so it only warns.
    fn check_balance(&mut self) {
        let counted = &self.report.counted;
        let (Some(opening), Some(closing)) = (&self.report.opening, &self.report.closing) else {
            return;
        };
        let currencies = [opening.amount, closing.amount].map(|amount| amount.map(|a| a.currency));
        let is_one = currencies
            .iter()
            .all(|currency| counted.currency.is_none() || *currency == counted.currency);
        let (Some(from), Some(to), Ok(net)) = (opening.signed(), closing.signed(), counted.booked.net()) else {
            return;
        };
        let expected = from.plus(net).unwrap_or_default();
        if !counted.is_mixed && !counted.is_broken && is_one && expected != to {
            let at = closing.amount_at;
            self.tell(Weight::Warn, Code::STATEMENT_BALANCE, at, &to.to_string(), &expected.to_string());
        }
    }

    /// The end of the file.
    pub(super) fn end(&mut self) {
        let at = self.xml.place();
        if self.xml.namespace().is_empty() && self.xml.is_declared() {
            self.tell(Weight::Refuse, Code::TRUNCATED, at, "", "<Document");
        } else if self.xml.namespace().is_empty() {
            let at = if at.offset == 0 { Place::default() } else { at };
            self.tell(Weight::Refuse, Code::EMPTY, at, "", "<Document");
        } else if self.reports == 0 {
            self.tell(Weight::Refuse, Code::MISSING_ELEMENT, at, "", self.message.report_name);
        }
    }

    pub(super) fn finish(mut self) -> FileSummary {
        let at = self.xml.place();
        let mut booked = Money::ZERO;
        for part in &self.summary.parts {
            add_up(&mut booked, part.booked, &mut self.sums_sound);
        }
        if !self.sums_sound {
            self.tell(Weight::Refuse, Code::SUM_TOO_LARGE, at, "", "");
            booked = Money::ZERO;
        }
        let mut summary = self.summary;
        if summary.recipient.is_empty() {
            summary.recipient = self.recipient_name;
        }
        // The pages of a long message have the same name.
        if self.page == "1" {
            self.page.clear();
        }
        summary.identity = [&self.identity, &self.created, &self.page, &summary.recipient]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        for part in &mut summary.parts {
            // What is claimed is claimed of entries, and was compared there.
            part.payments_claimed = part.payments_counted;
            part.sum_counted = part.booked;
            part.sum_claimed = part.booked;
        }
        summary.payments = summary.parts.iter().map(|p| p.payments_counted).fold(0, u64::saturating_add);
        summary.notices = summary.parts.iter().map(|p| p.notices).fold(0, u64::saturating_add);
        summary.payments_claimed = summary.payments;
        summary.booked = booked;
        summary.sum = booked;
        summary.sum_claimed = booked;
        summary.length = at.offset;
        // A line end at the end of the file begins no other line.
        let begun = u32::from(at.column > 1);
        summary.lines = at.line.saturating_sub(1).saturating_add(begun);
        summary.findings = self.findings.into_list();
        summary.fingerprint = self.xml.fingerprint();
        summary
    }
}
