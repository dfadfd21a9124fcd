//! pain.001 of ISO 20022: pay-outs that we ask the bank for. Written in version 001.001.03, which the banks of the three
//! countries all take; 001.001.09 is newer and not taken everywhere. Both are read back.

mod reader;
mod writer;

use super::iso20022::method;
use super::iso20022::tags::Tag;
use super::{Codec, ItemKind, OutgoingCodec};
use crate::domain::bankfile::FileSummary;

/// The codec. It is never detected: it is sent to the bank and not received from it.
pub static CODEC: Codec = Codec {
    id: "pain001",
    name: "pain.001",
    countries: &["no", "se", "dk"],
    payments: None,
    method,
    detect: |_| false,
    read: |input, _, _| {
        let findings = vec![reader::not_received(input)?];
        Ok(FileSummary {
            findings,
            ..FileSummary::default()
        })
    },
    read_one: |_, _, _| {},
    opening: None,
    write: None,
    outgoing: Some(&OUTGOING),
    marks: |_| &[],
};

static OUTGOING: OutgoingCodec = OutgoingCodec {
    write: writer::write,
    read: |input, _| reader::read(input),
    takes: &[ItemKind::PayOut],
    extension: "xml",
};

/// The element that holds all.
const ROOT: Tag = Tag::Orders;
/// How the name of the message begins.
const NAME: &str = "pain.001.001.";
/// What stands where the payer gave no reference of its own.
const NOT_PROVIDED: &str = "NOTPROVIDED";
