//! camt.054 of ISO 20022, the bank's notification of credits and debits: payments with everything that is known of them.
//! Norway (version 001.02 above all), Sweden (in place of BgMax) and Denmark.

use super::Codec;
use super::iso20022::reader::{self, Message};
use super::iso20022::tags::Tag;
use super::iso20022::{is_message, method, opening, read_one, write};

/// The message.
static MESSAGE: Message = Message {
    format: "camt054",
    name: "camt.054.001.",
    versions: &["02", "04", "08"],
    root: Tag::Notifications,
    root_name: "BkToCstmrDbtCdtNtfctn",
    report: Tag::Notification,
    report_name: "Ntfctn",
    has_payments: true,
};

/// The codec. Lines of XML have no positions, so there is nothing to mark in them.
pub static CODEC: Codec = Codec {
    id: "camt054",
    name: "camt.054",
    countries: &["no", "se", "dk"],
    payments: Some("camt054"),
    method,
    detect: |head| is_message(head, "camt.054."),
    read: |input, options, sink| reader::read(&MESSAGE, input, options, sink),
    read_one: |bytes, options, sink| read_one(&MESSAGE, bytes, options, sink),
    opening: Some(opening),
    write: Some(|file, out| write(&MESSAGE, file, out)),
    outgoing: None,
    marks: |_| &[],
};
