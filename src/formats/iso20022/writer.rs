//! Writes camt.053 and camt.054 as a bank would, version 001.02.

use std::io::Write;

use super::entry::BankCode;
use super::out::{Out, is_plain, pieces};
use super::reader::Message;
use super::totals::Counted;
use super::transaction::is_reference;
use super::values::{self, Amount};
use crate::domain::account::{Country, normalise};
use crate::domain::bankfile::Direction;
use crate::domain::money::{LARGEST_STATED, Money};
use crate::domain::notice::NoticeKind;
use crate::formats::writing::At;
use crate::formats::{WriteError, WriteFile, WriteNotice, WritePart, WritePayment};

/// A text of a message is cut into pieces of this length.
const TEXT: usize = 140;
/// Names and other longer identifications.
const NAME: usize = 140;
/// References.
const REFERENCE: usize = 35;

/// Writes a file; see [`crate::formats::Codec::write`]. The currency is that of the country that has such account numbers:
/// 11 digits are Norwegian if their check digit is right, 14 Danish, others Swedish.
///
/// # Errors
/// [`WriteError`].
pub fn write(message: &Message, file: &WriteFile, out: &mut dyn Write) -> Result<(), WriteError> {
    let name = message.name;
    let mut writer = Writer {
        xml: Out::begin(out, &format!("urn:iso:std:iso:20022:tech:xsd:{name}02")),
        has_payments: message.has_payments,
        at: At::default(),
        currency: "",
    };
    let created = format!("{}T06:00:00", file.created_on);
    let id = format!("{}-{}", file.transmitter, file.transmission);
    writer.xml.open(message.root_name);
    writer.xml.open("GrpHdr");
    writer.text("MsgId", &id, REFERENCE)?;
    writer.xml.leaf("CreDtTm", &created);
    if !file.recipient.is_empty() {
        if !is_plain(&file.recipient, REFERENCE) {
            return Err(writer.at.misfit("recipient", &file.recipient));
        }
        writer.xml.leaf_in(&["MsgRcpt", "Id", "OrgId", "Othr", "Id"], &file.recipient);
    }
    writer.xml.close(1);
    writer.xml.line()?;
    for part in &file.parts {
        writer.at.next_part();
        writer.xml.open(message.report_name);
        let id = format!("{id}-{}", writer.at.part);
        writer.text("Id", &id, REFERENCE)?;
        writer.xml.leaf("CreDtTm", &created);
        writer.part(part)?;
        writer.xml.close(1);
        writer.xml.line()?;
    }
    Ok(writer.xml.finish()?)
}

struct Writer<'o> {
    xml: Out<'o>,
    has_payments: bool,
    at: At,
    currency: &'static str,
}

/// Payments that are one entry.
fn is_same_entry(a: &WritePayment, b: &WritePayment) -> bool {
    (a.settled_on, &a.lump_key, a.direction, a.kind.is_empty()) == (b.settled_on, &b.lump_key, b.direction, b.kind.is_empty())
}

impl Writer<'_> {
    fn text(&mut self, name: &'static str, text: &str, longest: usize) -> Result<(), WriteError> {
        if !is_plain(text, longest) {
            return Err(self.at.misfit(name, text));
        }
        self.xml.leaf(name, text);
        Ok(())
    }

    fn part(&mut self, part: &WritePart) -> Result<(), WriteError> {
        if !self.has_payments && !part.payments.is_empty() {
            return Err(self.at.not_in_format());
        }
        self.account(&part.account)?;
        let (balances, entries): (Vec<_>, Vec<_>) =
            (part.notices.iter()).partition(|notice| matches!(notice.kind, NoticeKind::Opening | NoticeKind::Closing));
        for balance in balances {
            self.balance(balance)?;
        }
        let groups = || part.payments.chunk_by(is_same_entry);
        let mut counted = Counted::default();
        for group in groups() {
            if let Some(first) = group.first() {
                counted.add(first.direction, self.amount(self.total(group)?), true);
            }
        }
        for notice in &entries {
            let money = notice.amount.ok_or_else(|| self.at.not_in_format())?;
            let currency = notice.other.as_deref().unwrap_or(self.currency);
            let currency = values::currency(currency).ok_or_else(|| self.at.misfit("currency", currency))?;
            counted.add(notice.direction, Amount { money, currency }, true);
        }
        self.totals(&counted)?;
        for group in groups() {
            self.entry(group)?;
        }
        for notice in entries {
            self.at.item = self.at.item.saturating_add(1);
            self.notice(notice)?;
        }
        Ok(())
    }

    fn account(&mut self, account: &str) -> Result<(), WriteError> {
        let country = match account.len() {
            11 if normalise(Country::No, account).is_ok() => Country::No,
            14 => Country::Dk,
            _ => Country::Se,
        };
        if normalise(country, account).as_deref() != Ok(account) {
            return Err(self.at.misfit("account", account));
        }
        self.currency = country.currency().code();
        self.xml.open_all(&["Acct", "Id"]);
        match country {
            Country::No => self.xml.leaf("IBAN", &values::iban("NO", account)),
            Country::Dk => self.xml.leaf("IBAN", &values::iban("DK", account)),
            Country::Se => {
                self.xml.open("Othr");
                self.xml.leaf("Id", account);
                self.xml
                    .leaf_in(&["SchmeNm", "Prtry"], if account.len() <= 8 { "BGNR" } else { "BBAN" });
                self.xml.close(1);
            }
        }
        self.xml.close(1);
        self.xml.leaf("Ccy", self.currency);
        self.xml.close(1);
        Ok(())
    }

    fn amount(&self, money: Money) -> Amount {
        Amount {
            money,
            currency: values::currency(self.currency).unwrap_or_default(),
        }
    }

    fn total(&self, group: &[WritePayment]) -> Result<Money, WriteError> {
        Money::sum(group.iter().map(|p| p.amount))
            .ok()
            .filter(|sum| sum.minor() <= LARGEST_STATED)
            .ok_or(WriteError::Sum { part: self.at.part })
    }

    fn totals(&mut self, counted: &Counted) -> Result<(), WriteError> {
        let (entries, sum) = counted.all.gross().map_err(|_| WriteError::Sum { part: self.at.part })?;
        if sum.minor() > LARGEST_STATED && !counted.is_mixed {
            return Err(WriteError::Sum { part: self.at.part });
        }
        self.xml.open_all(&["TxsSummry", "TtlNtries"]);
        self.xml.leaf("NbOfNtries", &entries.to_string());
        if !counted.is_mixed {
            let net = counted.all.net().map_err(|_| WriteError::Sum { part: self.at.part })?;
            let (shown, indicator) = if net.is_negative() {
                (net.negated(), "DBIT")
            } else {
                (net, "CRDT")
            };
            self.xml.leaf("Sum", &sum.to_string());
            self.xml.leaf("TtlNetNtryAmt", &shown.to_string());
            self.xml.leaf("CdtDbtInd", indicator);
        }
        self.xml.close(2);
        Ok(self.xml.line()?)
    }

    fn checked(&self, amount: Money) -> Result<Money, WriteError> {
        if amount.is_negative() || amount.minor() > LARGEST_STATED {
            return Err(self.at.misfit("amount", amount));
        }
        Ok(amount)
    }

    fn direction(&mut self, direction: Direction) {
        let indicator = if direction == Direction::In { "CRDT" } else { "DBIT" };
        self.xml.leaf("CdtDbtInd", indicator);
    }

    fn code(&mut self, kind: &str) -> Result<BankCode, WriteError> {
        let code = BankCode::of_kind(kind).filter(|_| kind.is_empty() || is_plain(kind, REFERENCE));
        let code = code.ok_or_else(|| self.at.misfit("type", kind))?;
        let (family, sub, own) = code.parts();
        self.xml.open("BkTxCd");
        if !sub.is_empty() {
            self.xml.open("Domn");
            self.xml.leaf("Cd", "PMNT");
            self.xml.open("Fmly");
            self.xml.leaf("Cd", family);
            self.xml.leaf("SubFmlyCd", sub);
            self.xml.close(2);
        }
        if !own.is_empty() {
            self.xml.leaf_in(&["Prtry", "Cd"], own);
        }
        self.xml.close(1);
        Ok(code)
    }

    fn entry(&mut self, group: &[WritePayment]) -> Result<(), WriteError> {
        let Some(first) = group.first() else { return Ok(()) };
        let sum = self.total(group)?;
        self.xml.open("Ntry");
        self.xml.amount("Amt", self.currency, sum);
        self.direction(first.direction);
        if first.direction == Direction::Out {
            self.xml.leaf("RvslInd", "true");
        }
        self.xml.leaf("Sts", "BOOK");
        self.xml.leaf_in(&["BookgDt", "Dt"], &first.settled_on.to_string());
        if !first.lump_key.is_empty() {
            self.text("AcctSvcrRef", &first.lump_key, REFERENCE)?;
        }
        self.code(&first.kind)?;
        self.xml.open("NtryDtls");
        self.xml.leaf_in(&["Btch", "NbOfTxs"], &group.len().to_string());
        self.xml.line()?;
        for payment in group {
            self.at.item = self.at.item.saturating_add(1);
            self.payment(payment, &first.kind)?;
        }
        self.xml.close(2);
        Ok(self.xml.line()?)
    }

    fn payment(&mut self, what: &WritePayment, kind_of_entry: &str) -> Result<(), WriteError> {
        if what.payer_number.is_some() {
            return Err(self.at.not_in_format());
        }
        self.xml.open("TxDtls");
        if let Some(reference) = &what.archive_reference {
            if reference == "NOTPROVIDED" {
                return Err(self.at.misfit("archive reference", reference));
            }
            self.xml.open("Refs");
            self.text("AcctSvcrRef", reference, REFERENCE)?;
            self.xml.close(1);
        }
        let amount = self.checked(what.amount)?;
        self.xml.open_all(&["AmtDtls", "TxAmt"]);
        self.xml.amount("Amt", self.currency, amount);
        self.xml.close(2);
        if what.kind != kind_of_entry {
            self.code(&what.kind)?;
        }
        let is_of_bank = BankCode::of_kind(&what.kind).is_some_and(|code| code.is_of_bank());
        if is_of_bank && what.direction == Direction::In {
            return Err(self.at.misfit("type", &what.kind));
        }
        self.payer(what.payer_name.as_deref(), what.payer_account.as_deref())?;
        let text = what.text.as_deref();
        if what.several {
            if what.reference.is_some() {
                return Err(self.at.misfit("reference", text.unwrap_or_default()));
            }
            self.several(text.unwrap_or_default())?;
        } else {
            self.remittance(what.reference.as_deref(), text)?;
        }
        if let Some(date) = what.ordered_on {
            self.xml.leaf_in(&["RltdDts", "AccptncDtTm"], &format!("{date}T00:00:00"));
        }
        self.xml.close(1);
        Ok(self.xml.line()?)
    }

    fn payer(&mut self, name: Option<&str>, account: Option<&str>) -> Result<(), WriteError> {
        if name.is_none() && account.is_none() {
            return Ok(());
        }
        self.xml.open("RltdPties");
        if let Some(name) = name {
            self.xml.open("Dbtr");
            self.text("Nm", name, NAME)?;
            self.xml.close(1);
        }
        if let Some(account) = account {
            if values::payer_account(account).as_deref() != Some(account) {
                return Err(self.at.misfit("payer account", account));
            }
            self.xml.open_all(&["DbtrAcct", "Id"]);
            if values::is_iban(account) {
                self.xml.leaf("IBAN", account);
            } else {
                self.xml.leaf_in(&["Othr", "Id"], account);
            }
            self.xml.close(2);
        }
        self.xml.close(1);
        Ok(())
    }

    /// References of which each differs from the one before.
    fn several(&mut self, text: &str) -> Result<(), WriteError> {
        let references: Vec<&str> = text.split(' ').collect();
        let differ = references.windows(2).all(|pair| pair.first() != pair.last());
        let sound = |text: &&str| is_reference(text) && text.len() <= REFERENCE;
        if references.len() < 2 || !differ || !references.iter().all(sound) {
            return Err(self.at.misfit("references", text));
        }
        self.xml.open("RmtInf");
        for reference in references {
            self.reference(reference);
        }
        self.xml.close(1);
        Ok(())
    }

    fn reference(&mut self, reference: &str) {
        self.xml.open_all(&["Strd", "CdtrRefInf"]);
        self.xml.leaf_in(&["Tp", "CdOrPrtry", "Cd"], "SCOR");
        self.xml.leaf("Ref", reference);
        self.xml.close(2);
    }

    fn remittance(&mut self, reference: Option<&str>, text: Option<&str>) -> Result<(), WriteError> {
        if reference.is_none() && text.is_none() {
            return Ok(());
        }
        self.xml.open("RmtInf");
        if let Some(text) = text {
            let pieces = pieces(text, TEXT).filter(|_| is_plain(text, super::xml::TEXT_MAX / 4));
            for piece in pieces.ok_or_else(|| self.at.misfit("text", text))? {
                self.xml.leaf("Ustrd", &piece);
            }
        }
        if let Some(reference) = reference {
            if !is_reference(reference) || reference.len() > REFERENCE {
                return Err(self.at.misfit("reference", reference));
            }
            self.reference(reference);
        }
        self.xml.close(1);
        Ok(())
    }

    fn balance(&mut self, what: &WriteNotice) -> Result<(), WriteError> {
        let fits = match what.kind {
            NoticeKind::Opening => matches!(what.code.as_str(), "OPBD" | "PRCD"),
            _ => what.code == "CLBD",
        };
        let (Some(amount), Some(on), true) = (what.amount, what.on, fits && !self.has_payments && is_bare(what)) else {
            return Err(self.at.not_in_format());
        };
        let amount = self.checked(amount)?;
        self.xml.open("Bal");
        self.xml.leaf_in(&["Tp", "CdOrPrtry", "Cd"], &what.code);
        self.xml.amount("Amt", self.currency, amount);
        self.direction(what.direction);
        self.xml.leaf_in(&["Dt", "Dt"], &on.to_string());
        self.xml.close(1);
        Ok(self.xml.line()?)
    }

    /// An entry that is no payment of a claim, or of a statement.
    fn notice(&mut self, what: &WriteNotice) -> Result<(), WriteError> {
        let is_foreign = what.kind == NoticeKind::Foreign;
        let (Some(amount), true) = (what.amount, self.takes(what)) else {
            return Err(self.at.not_in_format());
        };
        let amount = self.checked(amount)?;
        let currency = what.other.as_deref().unwrap_or(self.currency).to_owned();
        self.xml.open("Ntry");
        self.xml.amount("Amt", &currency, amount);
        self.direction(what.direction);
        let is_booked = what.kind != NoticeKind::Expected;
        self.xml.leaf("Sts", if is_booked { "BOOK" } else { "PDNG" });
        match what.on {
            Some(on) => self.xml.leaf_in(&["BookgDt", "Dt"], &on.to_string()),
            None if is_booked => return Err(self.at.not_in_format()),
            None => {}
        }
        if !self.has_payments {
            if let Some(reference) = &what.reference {
                self.text("AcctSvcrRef", reference, REFERENCE)?;
            }
            self.code(&what.code)?;
            if let Some(text) = &what.text {
                self.text("AddtlNtryInf", text, 500)?;
            }
            self.xml.close(1);
            return Ok(self.xml.line()?);
        }
        let code = self.code(&what.code)?;
        let of_bank = match what.direction {
            Direction::In => code.is_of_bank(),
            Direction::Out => !code.is_return(),
        };
        if what.kind == NoticeKind::BankOwn && !of_bank {
            return Err(self.at.misfit("type", &what.code));
        }
        if is_foreign && currency == self.currency {
            return Err(self.at.misfit("currency", currency));
        }
        self.xml.open_all(&["NtryDtls", "TxDtls", "AmtDtls", "TxAmt"]);
        self.xml.amount("Amt", &currency, amount);
        self.xml.close(2);
        self.payer(None, what.payer_account.as_deref())?;
        self.remittance(what.reference.as_deref(), what.text.as_deref())?;
        self.xml.close(3);
        Ok(self.xml.line()?)
    }

    /// Whether the format can say this.
    fn takes(&self, what: &WriteNotice) -> bool {
        let kind = match what.kind {
            NoticeKind::Expected | NoticeKind::Foreign => true,
            NoticeKind::Entry => !self.has_payments,
            NoticeKind::BankOwn => self.has_payments,
            _ => false,
        };
        let currency = (what.kind == NoticeKind::Foreign) == what.other.is_some();
        let payer = self.has_payments || what.payer_account.is_none();
        let others = what.payer_number.is_some() || what.mandate_number.is_some() || what.until_on.is_some() || what.notify.is_some();
        kind && currency && payer && !others
    }
}

/// Whether a balance has only what balances have.
fn is_bare(what: &WriteNotice) -> bool {
    let texts = [
        &what.reference,
        &what.payer_number,
        &what.mandate_number,
        &what.payer_account,
        &what.other,
        &what.text,
    ];
    texts.iter().all(|text| text.is_none()) && what.until_on.is_none() && what.notify.is_none()
}
