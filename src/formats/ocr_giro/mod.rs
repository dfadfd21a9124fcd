//! OCR giro (Norway): payments with KID, as the banks report them through Mastercard Payment Services, before that
//! Nets and BBS. Comments name the rules of our reading as "Nets OCR giro, rule N".

mod payment;
mod reader;
mod records;
mod rules;
mod writer;

use crate::domain::payment::Method;

use super::{Codec, ReadOptions, Sink};
use super::looks::content;

/// The codec.
pub static CODEC: Codec = Codec {
    id: "ocr-giro",
    name: "OCR giro",
    country: "no",
    method,
    detect,
    read: reader::read,
    read_one,
    write: writer::write,
};

/// Puts an opening in front of the records of one payment, so that the one reader serves here too. The account in it is
/// only a valid one; it is not shown.
fn read_one(records: &[u8], options: &ReadOptions, sink: &mut Sink<'_>) {
    let mut file = format!("NY000010{:072}\r\nNY090020{:016}12345678903{:045}\r\n", 0, 0, 0).into_bytes();
    file.extend_from_slice(records);
    // The end is missing, of course; the payment has been handed on by then.
    let _ = reader::read(&mut file.as_slice(), options, sink);
}

/// The transaction types of part 2.6: 15 is a claim of ours that was drawn, 17 cash, 18 to 21 cards.
fn method(kind: &str) -> Method {
    match kind {
        "15" => Method::DirectDebit,
        "17" => Method::Cash,
        "18" | "19" | "20" | "21" => Method::Card,
        _ => Method::Bank,
    }
}

/// A file begins `NY000010`. One that begins `NY` and mostly digits is meant to, so that its fault can be told.
fn detect(head: &[u8]) -> bool {
    let Some(rest) = content(head).strip_prefix(b"NY") else {
        return false;
    };
    let identity = rest.get(..6).unwrap_or(rest);
    let digits = identity.iter().filter(|b| b.is_ascii_digit()).count();
    digits > 0 && digits.saturating_add(2) >= identity.len()
}
