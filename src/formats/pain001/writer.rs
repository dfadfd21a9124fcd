//! Writes pain.001: for each account and day one `PmtInf`, in it one `CdtTrfTxInf` for each pay-out.

use std::io::Write;

use super::{NAME, NOT_PROVIDED};
use crate::domain::account::{Country, normalise};
use crate::domain::money::{Currency, LARGEST_STATED, Money};
use crate::domain::outgoing::{Address, Item, Outgoing, OutgoingPart, PayOut};
use crate::formats::WriteError;
use crate::formats::iso20022::out::{Out, is_plain, pieces};
use crate::formats::iso20022::values::{country_of, is_iban};
use crate::formats::writing::At;

/// How long texts may be: names, references, pieces of a message, lines of an address.
const NAME_MAX: usize = 70;
const REFERENCE_MAX: usize = 35;
const PIECE: usize = 140;
/// Banks take no more of a message.
const MESSAGE_MAX: usize = 560;
const LINES_MAX: usize = 7;

/// Writes a file; see [`crate::formats::OutgoingCodec::write`].
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &Outgoing, out: &mut dyn Write) -> Result<(), WriteError> {
    let namespace = format!("urn:iso:std:iso:20022:tech:xsd:{NAME}03");
    let mut writer = Writer {
        xml: Out::begin(out, &namespace),
        currency: file.currency,
        at: At::default(),
    };
    let id = format!("{}-{}", file.made_at.format("%Y%m%d"), file.number);
    let payments = file.parts.iter().map(|part| part.items.len()).fold(0, usize::saturating_add);
    let sum = writer.sum(file.parts.iter().flat_map(|part| &part.items))?;
    writer.xml.open_all(&["CstmrCdtTrfInitn", "GrpHdr"]);
    writer.xml.leaf("MsgId", &id);
    writer.xml.leaf("CreDtTm", &file.made_at.format("%Y-%m-%dT%H:%M:%S").to_string());
    writer.xml.leaf("NbOfTxs", &payments.to_string());
    writer.xml.leaf("CtrlSum", &sum.to_string());
    writer.xml.open("InitgPty");
    writer.text("Nm", "sender", &file.sender, NAME_MAX)?;
    writer.xml.close(2);
    writer.xml.line()?;
    for part in &file.parts {
        writer.at.next_part();
        writer.part(part, &file.sender_name, &id)?;
    }
    Ok(writer.xml.finish()?)
}

struct Writer<'o> {
    xml: Out<'o>,
    currency: Currency,
    at: At,
}

impl Writer<'_> {
    /// A text of the characters that banks take: ASCII and the letters of the Nordic languages and their neighbours.
    fn text(&mut self, element: &'static str, field: &'static str, text: &str, longest: usize) -> Result<(), WriteError> {
        if !is_plain(text, longest) || !text.chars().all(is_allowed) {
            return Err(self.at.misfit(field, text));
        }
        self.xml.leaf(element, text);
        Ok(())
    }

    fn sum<'a>(&self, items: impl Iterator<Item = &'a Item>) -> Result<Money, WriteError> {
        let amounts = items.map(|item| if let Item::PayOut(out) = item { out.amount } else { Money::ZERO });
        Money::sum(amounts)
            .ok()
            .filter(|sum| sum.minor() <= LARGEST_STATED)
            .ok_or(WriteError::Sum { part: self.at.part })
    }

    fn part(&mut self, part: &OutgoingPart, name: &str, id: &str) -> Result<(), WriteError> {
        let day = |item: &Item| if let Item::PayOut(out) = item { Some(out.on) } else { None };
        if part.items.is_empty() {
            return Err(self.at.not_in_format());
        }
        for (place, group) in part.items.chunk_by(|a, b| day(a) == day(b)).enumerate() {
            let sum = self.sum(group.iter())?;
            let part_id = format!("{id}-{}-{}", part.number, place.saturating_add(1));
            self.xml.open("PmtInf");
            self.xml.leaf("PmtInfId", &part_id);
            self.xml.leaf("PmtMtd", "TRF");
            self.xml.leaf("NbOfTxs", &group.len().to_string());
            self.xml.leaf("CtrlSum", &sum.to_string());
            if let Some(on) = group.first().and_then(day) {
                self.xml.leaf("ReqdExctnDt", &on.to_string());
            }
            self.xml.open("Dbtr");
            self.text("Nm", "sender name", name, NAME_MAX)?;
            self.xml.close(1);
            self.account("DbtrAcct", "account", &part.account)?;
            self.xml.open_all(&["DbtrAgt", "FinInstnId"]);
            if part.bic.is_empty() {
                self.xml.leaf_in(&["Othr", "Id"], NOT_PROVIDED);
            } else {
                self.bic(&part.bic)?;
            }
            self.xml.close(2);
            self.xml.line()?;
            for item in group {
                self.at.item = self.at.item.saturating_add(1);
                let Item::PayOut(out) = item else {
                    return Err(self.at.not_in_format());
                };
                self.pay_out(out)?;
            }
            self.xml.close(1);
            self.xml.line()?;
        }
        Ok(())
    }

    fn bic(&mut self, bic: &str) -> Result<(), WriteError> {
        let sound = matches!(bic.len(), 8 | 11) && bic.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !sound {
            return Err(self.at.misfit("bic", bic));
        }
        self.xml.leaf("BIC", bic);
        Ok(())
    }

    /// An account: as IBAN, else as the number of its country. Of Swedish ones, 7 and 8 digits are a bankgiro number, fewer a
    /// plusgiro number.
    fn account(&mut self, element: &'static str, field: &'static str, account: &str) -> Result<(), WriteError> {
        self.xml.open_all(&[element, "Id"]);
        if is_iban(account) {
            self.xml.leaf("IBAN", account);
        } else {
            let country = country_of(self.currency);
            if normalise(country, account).as_deref() != Ok(account) {
                return Err(self.at.misfit(field, account));
            }
            self.xml.open("Othr");
            self.xml.leaf("Id", account);
            match giro(country, account) {
                Some((scheme, _)) => self.xml.leaf_in(&["SchmeNm", "Prtry"], scheme),
                None => self.xml.leaf_in(&["SchmeNm", "Cd"], "BBAN"),
            }
            self.xml.close(1);
        }
        self.xml.close(2);
        Ok(())
    }

    fn pay_out(&mut self, what: &PayOut) -> Result<(), WriteError> {
        if !what.amount.is_positive() || what.amount.minor() > LARGEST_STATED {
            return Err(self.at.misfit("amount", what.amount));
        }
        self.xml.open("CdtTrfTxInf");
        self.xml.open("PmtId");
        match what.own_reference.as_str() {
            "" => self.xml.leaf("EndToEndId", NOT_PROVIDED),
            own if own == NOT_PROVIDED || !is_identification(own) => return Err(self.at.misfit("own reference", own)),
            own => self.xml.leaf("EndToEndId", own),
        }
        self.xml.close(1);
        self.xml.open("Amt");
        self.xml.amount("InstdAmt", self.currency.code(), what.amount);
        self.xml.close(1);
        self.agent(what)?;
        self.xml.open("Cdtr");
        self.text("Nm", "name", &what.to_name, NAME_MAX)?;
        if let Some(address) = &what.address {
            self.address(address)?;
        }
        self.xml.close(1);
        self.account("CdtrAcct", "receiver's account", &what.to_account)?;
        self.remittance(what)?;
        self.xml.close(1);
        Ok(self.xml.line()?)
    }

    /// The receiver's bank. Bankgirot and Plusgirot have clearing numbers of their own.
    fn agent(&mut self, what: &PayOut) -> Result<(), WriteError> {
        let giro = giro(country_of(self.currency), &what.to_account).filter(|_| !is_iban(&what.to_account));
        if giro.is_none() && what.to_bic.is_empty() {
            return Ok(());
        }
        self.xml.open_all(&["CdtrAgt", "FinInstnId"]);
        if !what.to_bic.is_empty() {
            self.bic(&what.to_bic)?;
        }
        if let Some((_, clearing)) = giro {
            self.xml.open("ClrSysMmbId");
            self.xml.leaf_in(&["ClrSysId", "Cd"], "SESBA");
            self.xml.leaf("MmbId", clearing);
            self.xml.close(1);
        }
        self.xml.close(2);
        Ok(())
    }

    fn address(&mut self, address: &Address) -> Result<(), WriteError> {
        self.xml.open("PstlAdr");
        for (element, text, longest) in [
            ("PstCd", &address.postcode, 16),
            ("TwnNm", &address.city, 35),
            ("Ctry", &address.country, 2),
        ] {
            if !text.is_empty() {
                self.text(element, "address", text, longest)?;
            }
        }
        if address.lines.len() > LINES_MAX {
            return Err(self.at.misfit("address", address.lines.join(" ")));
        }
        for line in &address.lines {
            self.text("AdrLine", "address", line, NAME_MAX)?;
        }
        self.xml.close(1);
        Ok(())
    }

    fn remittance(&mut self, what: &PayOut) -> Result<(), WriteError> {
        let (reference, message) = (what.reference.as_str(), what.message.as_str());
        if reference.is_empty() && message.is_empty() {
            return Ok(());
        }
        self.xml.open("RmtInf");
        if message.is_empty() {
            if !is_identification(reference) {
                return Err(self.at.misfit("reference", reference));
            }
            self.xml.open_all(&["Strd", "CdtrRefInf", "Tp"]);
            self.xml.leaf_in(&["CdOrPrtry", "Cd"], "SCOR");
            // One of ISO 11649 says so.
            if reference.starts_with("RF") {
                self.xml.leaf("Issr", "ISO");
            }
            self.xml.close(1);
            self.xml.leaf("Ref", reference);
            self.xml.close(2);
        } else {
            // The banks take only one of them.
            let pieces = pieces(message, PIECE).filter(|_| reference.is_empty() && is_plain(message, MESSAGE_MAX));
            for piece in pieces.ok_or_else(|| self.at.misfit("message", message))? {
                self.text("Ustrd", "message", &piece, PIECE)?;
            }
        }
        self.xml.close(1);
        Ok(())
    }
}

/// What kind of giro number a Swedish account number is, and the clearing number of that giro.
fn giro(country: Country, account: &str) -> Option<(&'static str, &'static str)> {
    match account.len() {
        7 | 8 if country == Country::Se => Some(("BGNR", "9900")),
        ..=6 if country == Country::Se => Some(("PGNR", "9960")),
        _ => None,
    }
}

/// Printable ASCII, and the letters of ISO-8859-1.
fn is_allowed(c: char) -> bool {
    (' '..='~').contains(&c) || (('\u{c0}'..='\u{ff}').contains(&c) && !matches!(c, '×' | '÷'))
}

/// What identifies a payment has only the characters that all banks pass on, and no slashes at its ends or two together.
fn is_identification(text: &str) -> bool {
    let passed_on = |b: u8| b.is_ascii_alphanumeric() || b"/-?:().,'+ ".contains(&b);
    let slashes = text.starts_with('/') || text.ends_with('/') || text.contains("//");
    is_plain(text, REFERENCE_MAX) && text.bytes().all(passed_on) && !slashes
}
