//! Betalingsservice (Denmark): direct debit and payment slips through Mastercard Payment Services, before that Nets and PBS.
//! Deliveries of `BS` records: 0602 (payments), 0603 (agreements and printed slips) and 0621 (information) are read, 0601
//! (collections) and 0605 (agreements) are written.
//!
//! A part is a section: its account is the PBS number (the creditor), its agreement the debtor group, its number the
//! section's type, so that an empty section 0210 tells that there are no agreements. Comments name the parts of our reading
//! of the guides as "part N".

mod back;
mod frame;
mod mandates;
mod marks;
mod money;
mod notes;
mod outgoing;
mod reader;
mod records;
mod sheet;
mod slips;
mod tally;
mod writer;

use std::io::Cursor;

use super::looks::content;
use super::{Codec, ItemKind, OutgoingCodec, ReadOptions, Sink, fixed};
use crate::domain::payment::Method;

pub use writer::write;

/// The format's id.
const ID: &str = "betalingsservice";

/// The codec.
pub static CODEC: Codec = Codec {
    id: ID,
    name: "Betalingsservice",
    countries: &["dk"],
    payments: Some("betalingsservice"),
    method,
    detect,
    read: reader::read,
    read_one,
    opening: None,
    write: Some(write),
    outgoing: Some(&OutgoingCodec {
        write: outgoing::write,
        read: back::read,
        takes: &[ItemKind::Draw, ItemKind::Mandate],
        extension: "bs1",
    }),
    marks: marks::marks,
};

/// Automatic payments are direct debit; slips are paid at a bank.
fn method(kind: &str) -> Method {
    match kind {
        "0236" | "0239" => Method::DirectDebit,
        _ => Method::Bank,
    }
}

/// A file begins `BS002`, perhaps in an envelope. One that begins `BS` and mostly digits is meant to, so that its fault can
/// be told.
fn detect(head: &[u8]) -> bool {
    let body = content(head);
    if body.starts_with(b"PBCNET") {
        return true;
    }
    let Some(rest) = body.strip_prefix(b"BS") else {
        return false;
    };
    let identity = rest.get(..3).unwrap_or(rest);
    let digits = identity.iter().filter(|b| b.is_ascii_digit()).count();
    digits > 0 && digits.saturating_add(1) >= identity.len()
}

/// Puts a frame around the records of one event, so that the one reader serves here too. Which section they are from is
/// told by their transaction code.
fn read_one(records: &[u8], options: &ReadOptions, sink: &mut Sink<'_>) {
    let field = |field: fixed::Field| String::from_utf8_lossy(field.of(records)).into_owned();
    let (delivery, section) = match (records.get(2..5), records.get(13..17)) {
        (Some(b"042"), Some(b"0236" | b"0237" | b"0238" | b"0239")) => ("0602", "0211"),
        (Some(b"042"), Some(b"0297" | b"0299")) | (Some(b"022"), Some(b"0290")) | (Some(b"052"), _) => ("0602", "0215"),
        (Some(b"042"), Some(b"0230")) => ("0603", "0210"),
        (Some(b"042"), Some(b"0295")) => ("0603", "0217"),
        (Some(b"042"), _) => ("0603", "0212"),
        _ => ("0621", "0120"),
    };
    let head = format!("{:08}BS1{delivery}", 0);
    let part = format!("{}{section}000{}", field(records::CREDITOR), field(records::GROUP));
    let mut file = format!("BS002{head}{:010}\r\nBS012{part}\r\n", 0).into_bytes();
    file.extend_from_slice(records);
    // The counts do not fit, of course; the event has been handed on by then.
    file.extend_from_slice(format!("\r\nBS092{part}\r\n").as_bytes());
    let _ = reader::read(&mut Cursor::new(file), options, sink);
}
