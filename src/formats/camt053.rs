//! camt.053 of ISO 20022, the bank's statement of an account: balances and entries. It posts nothing; it is there to compare
//! the books with. In Norway an entry usually is the lump sum of what camt.054 or OCR giro tells one by one.

use super::Codec;
use super::iso20022::reader::{self, Message};
use super::iso20022::tags::Tag;
use super::iso20022::{is_message, method, opening, read_one, write};

/// The message.
static MESSAGE: Message = Message {
    format: "camt053",
    name: "camt.053.001.",
    versions: &["02", "04", "08"],
    root: Tag::Statements,
    root_name: "BkToCstmrStmt",
    report: Tag::Statement,
    report_name: "Stmt",
    has_payments: false,
};

/// The codec. Lines of XML have no positions, so there is nothing to mark in them.
pub static CODEC: Codec = Codec {
    id: "camt053",
    name: "camt.053",
    countries: &["no", "se", "dk"],
    payments: None,
    method,
    detect: |head| is_message(head, "camt.053."),
    read: |input, options, sink| reader::read(&MESSAGE, input, options, sink),
    read_one: |bytes, options, sink| read_one(&MESSAGE, bytes, options, sink),
    opening: Some(opening),
    write: Some(|file, out| write(&MESSAGE, file, out)),
    outgoing: None,
    marks: |_| &[],
};
