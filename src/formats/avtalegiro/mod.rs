//! AvtaleGiro (Norway): the payers' agreements to be drawn, as the bank tells of them, and the claims that we send. It is
//! service 21 of a transmission that may hold others too; `super::ny` reads it.

mod claims;
pub mod mandates;
mod records;
mod writer;

use super::{Codec, ItemKind, OutgoingCodec, ny};

pub use writer::write_part;

/// The codec.
pub static CODEC: Codec = Codec {
    id: "avtalegiro",
    name: "AvtaleGiro",
    countries: &["no"],
    payments: Some("ocr-giro"),
    method: ny::method,
    detect: |head| ny::leads_to(head, b"21"),
    read: ny::read,
    read_one: ny::read_one,
    opening: None,
    write: Some(|file, out| ny::write(CODEC.id, file, out)),
    outgoing: Some(&OutgoingCodec {
        write: |what, out| ny::write_order(&claims::ORDERS, what, &mut ny::to_stream(out)),
        read: |input, options| ny::read_order(&claims::ORDERS, input, options),
        takes: &[ItemKind::Draw, ItemKind::Withdraw],
        extension: "txt",
    }),
    marks: ny::marks,
};
