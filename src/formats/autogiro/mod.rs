//! Autogiro (Sweden): direct debit. What Bankgirot answers, in both its layouts, and what we ask for (Bankgirot, "Autogiro,
//! technical manual").

mod codes;
mod layout;
mod marks;
mod reader;
mod records;
mod request;
mod writer;

use std::io::Cursor;

use crate::domain::payment::Method;

use super::bankgiro::yyyymmdd;
use super::fixed::Field;
use super::looks::content;
use super::{Codec, ItemKind, OutgoingCodec, ReadOptions, Sink};

/// The codec.
pub static CODEC: Codec = Codec {
    id: "autogiro",
    name: "Autogiro",
    countries: &["se"],
    payments: Some("autogiro"),
    method: |_| Method::DirectDebit,
    detect,
    read: reader::read,
    read_one,
    opening: None,
    write: Some(writer::write),
    outgoing: Some(&OUTGOING),
    marks: marks::marks,
};

/// What we send.
static OUTGOING: OutgoingCodec = OutgoingCodec {
    write: request::write,
    read: request::read,
    takes: &[ItemKind::Draw, ItemKind::Withdraw, ItemKind::Mandate],
    extension: "txt",
};

/// What a record by itself is: the layouts differ, and records of one event come without their opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Record 82 or 32 of a payment specification, or a request.
    Payment,
    /// Record 77.
    Refund,
    /// Record 82 or 32 that waits for its day: without our bankgiro number.
    Waiting,
    /// Record 82 or 32 that was refused: without a blank in front of the payer's number.
    Refused,
    /// Cancelled or moved.
    Amended,
    /// Record 73.
    Mandate,
    /// Records 52 to 56.
    Asked,
    /// Of an extract of the register.
    Listed,
}

impl Kind {
    fn of(line: &[u8]) -> Option<Kind> {
        const GAP: Field = Field::new(15, 15);
        const ACCOUNT: Field = records::payment::ACCOUNT;
        Some(match line.get(..2)? {
            b"82" | b"32" if GAP.of(line) != b" " => Kind::Refused,
            b"82" | b"32" if ACCOUNT.of(line).iter().all(|b| *b == b' ') => Kind::Waiting,
            b"82" | b"32" => Kind::Payment,
            b"77" => Kind::Refund,
            b"73" => Kind::Mandate,
            b"52" | b"53" | b"54" | b"55" | b"56" => Kind::Asked,
            b"03" | b"11" | b"21" | b"22" | b"23" | b"24" | b"25" | b"26" | b"27" | b"28" | b"29" => Kind::Amended,
            _ if layout::is_listed(line) => Kind::Listed,
            _ => return None,
        })
    }
}

/// Puts an opening in front of the records of one event and a closing behind them, so that the one reader serves here too.
/// Where the records have our bankgiro number it is theirs; else it is only a valid one, and not shown.
fn read_one(records: &[u8], options: &ReadOptions, sink: &mut Sink<'_>) {
    let Some(kind) = Kind::of(records) else { return };
    let account = match kind {
        Kind::Payment | Kind::Refund => records::payment::ACCOUNT.of(records),
        Kind::Mandate | Kind::Asked => records::mandate::ACCOUNT.of(records),
        _ => b"0009912346",
    };
    let account = String::from_utf8_lossy(account);
    let name = match kind {
        Kind::Payment | Kind::Refund => "BET. SPEC & STOPP TK",
        Kind::Mandate => "AG-MEDAVI",
        Kind::Refused => "AVVISADE BET UPPDR",
        Kind::Amended => "MAKULERING/\u{c4}NDRING",
        Kind::Waiting | Kind::Asked | Kind::Listed => "",
    };
    let mut head = match kind {
        Kind::Waiting => format!("0120000101AUTOGIRO9900{:<46}{account}\r\n", "BEVAKNINGSREG"),
        Kind::Asked => format!("51200001019900{account}AG-EMEDGIV\r\n"),
        Kind::Listed => String::new(),
        _ => format!("01AUTOGIRO{:14}{:<20}{name:<20}{:06}{account}\r\n", "", "20000101", 0),
    };
    let section = match (kind, records.get(..2)) {
        (Kind::Refund, _) => "17",
        (Kind::Payment, Some(b"32")) => "16",
        (Kind::Payment, _) => "15",
        _ => "",
    };
    if !section.is_empty() {
        head.push_str(&format!("{section}{:035}20000101{:023}   {:08}\r\n", 0, 0, 0));
    }
    let is_utf8 = std::str::from_utf8(records).is_ok();
    let mut file: Vec<u8> = if is_utf8 {
        head.into_bytes()
    } else {
        // The records are in ISO-8859-1, and so must all of it be.
        head.chars().filter_map(|c| u8::try_from(c).ok()).collect()
    };
    file.extend_from_slice(records);
    file.extend_from_slice(b"\r\n59200001019900\r\n");
    // Counts and sums do not fit, of course; the event has been handed on by then.
    let _ = reader::read(&mut Cursor::new(file), options, sink);
}

/// A file begins with the name of the service, or with a day and Bankgirot's number, or is sealed, or is an extract of the
/// register.
fn detect(head: &[u8]) -> bool {
    let head = content(head);
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let dated = yyyymmdd(records::opening::DATE.of(line)).is_some();
    let service = records::opening::MARK.of(line) == b"AUTOGIRO";
    let short = records::opening::SHORT_FROM.of(line) == b"9900";
    match line.get(..2) {
        Some(b"01") => line.starts_with(b"01AUTOGIRO") || (dated && (service || short)),
        Some(b"51") => dated && short,
        _ => layout::is_seal(line) || layout::is_listed(line),
    }
}
