//! What the messages of ISO 20022 have in common: XML walked through in constant memory, entries of accounts, amounts and
//! dates, and writing XML.

mod entry;
pub mod leaf;
pub mod out;
pub mod reader;
pub mod source;
pub mod tags;
mod totals;
mod transaction;
pub mod values;
mod writer;
pub mod xml;

use std::io::Cursor;

use chrono::NaiveDate;

use self::reader::Message;
use super::looks::content;
use super::{ReadOptions, Sink};
use crate::domain::money::Currency;
use crate::domain::payment::Method;

pub use writer::write;

/// A payment within an entry.
const TRANSACTION: &[u8] = b"TxDtls";
/// How much of a file must say which message it is.
const HEAD: usize = 4096;

/// Whether a file that begins so is XML and names a message such as `camt.054.`.
pub fn is_message(head: &[u8], name: &str) -> bool {
    let body = content(head);
    let body = body.get(..HEAD).unwrap_or(body);
    body.starts_with(b"<") && memchr::memmem::find(body, name.as_bytes()).is_some()
}

/// In which way a payment of this kind was paid: 232 is a claim of ours that was drawn (Norway), as are the families of direct
/// debits; the others are cards.
pub fn method(kind: &str) -> Method {
    match kind {
        "232" | "IDDT" | "RDDT" => Method::DirectDebit,
        "CCRD" | "MCRD" => Method::Card,
        _ => Method::Bank,
    }
}

/// An account of each currency that exists, for showing one payment alone; it is not shown.
fn some_account(currency: Currency) -> &'static str {
    match currency {
        Currency::Nok => "12345678903",
        Currency::Sek => "9912346",
        Currency::Dkk => "12340001234567",
    }
}

/// The beginning of the entry that a payment stands in, at the end of these bytes: its day, and whether money came in. Nothing where
/// no entry is open there, or not all of its beginning is in them.
pub fn opening(before: &[u8]) -> Option<&[u8]> {
    const ENTRY: &[u8] = b"Ntry";
    let at = memchr::memmem::rfind_iter(before, ENTRY).find(|at| is_name(before, *at, ENTRY.len()))?;
    let open = memchr::memrchr(b'<', before.get(..at)?)?;
    let entry = before.get(open..)?;
    if entry.starts_with(b"</") {
        return None;
    }
    // Payments before ours are left out: they are many, and would be taken for it.
    let first = memchr::memmem::find_iter(entry, TRANSACTION).find(|at| is_name(entry, *at, TRANSACTION.len()));
    let end = first.and_then(|at| memchr::memrchr(b'<', entry.get(..at)?)).unwrap_or(entry.len());
    entry.get(..end)
}

/// Whether the name of an element ends at this place, with or without a prefix before it.
fn is_name(bytes: &[u8], at: usize, length: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let after = at.checked_add(length).and_then(|after| bytes.get(after));
    matches!(before, Some(b'<' | b'/' | b':')) && matches!(after, Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
}

/// Puts what holds for the whole message around the element of one event, so that the one reader serves here too. What only
/// stands outside of it is made up: the account, and of a payment whose entry does not stand before it ([`opening`]) the day (it is
/// today) and that money came in.
pub fn read_one(message: &'static Message, bytes: &[u8], options: &ReadOptions, sink: &mut Sink<'_>) {
    let mut file = match std::str::from_utf8(bytes) {
        Ok(_) => Vec::new(),
        Err(_) => b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".to_vec(),
    };
    let Message {
        name,
        root_name,
        report_name,
        ..
    } = message;
    let today = options.today;
    file.extend_from_slice(
        format!(
            "<Document xmlns=\"{name}02\"><{root_name}><GrpHdr><MsgId>1</MsgId><CreDtTm>{today}</CreDtTm></GrpHdr><{report_name}>\
             <Acct><Id><Othr><Id>{}</Id></Othr></Id></Acct>",
            some_account(options.currency)
        )
        .as_bytes(),
    );
    let element = bytes
        .split(|b| matches!(b, b'>' | b' ' | b'/' | b'\t' | b'\r' | b'\n'))
        .next()
        .unwrap_or_default();
    if element.ends_with(TRANSACTION) {
        file.extend_from_slice(entry_around(bytes, options.currency, today).as_bytes());
    }
    file.extend_from_slice(bytes);
    if element.ends_with(b"Ntry") && bytes.trim_ascii_end().ends_with(b"TxDtls>") {
        // A payment that says no amount is of its entry's, which is known when that ends.
        let prefix = element
            .strip_prefix(b"<")
            .unwrap_or_default()
            .strip_suffix(b"Ntry")
            .unwrap_or_default();
        for name in [&b"NtryDtls>"[..], b"Ntry>"] {
            file.extend_from_slice(&[b"</", prefix, name].concat());
        }
    }
    if element.ends_with(b"Bal") {
        file.extend_from_slice(format!("</{report_name}>").as_bytes());
    }
    // The end is missing, of course; the event has been handed on by then.
    let _ = reader::read(message, &mut Cursor::new(file), options, sink);
}

/// The beginning of an entry in the currency that stands first in a payment.
fn entry_around(bytes: &[u8], currency: Currency, today: NaiveDate) -> String {
    let mark = b"Ccy=";
    let stated = memchr::memmem::find(bytes, mark)
        .and_then(|at| bytes.get(at.saturating_add(mark.len()).saturating_add(1)..)?.get(..3))
        .and_then(|code| std::str::from_utf8(code).ok())
        .and_then(|code| values::currency(code).map(|_| code));
    let currency = stated.unwrap_or(currency.code());
    format!("<Ntry><Amt Ccy=\"{currency}\">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{today}</Dt></BookgDt><NtryDtls>")
}
