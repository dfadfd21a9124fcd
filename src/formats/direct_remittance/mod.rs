//! Direct remittance (Norway): money that we pay out, and what the bank tells of it afterwards. It is service 04 of a
//! transmission that may hold others too; `super::ny` reads it.

mod orders;
mod records;
mod settlement;
mod writer;

use super::{Codec, ItemKind, OutgoingCodec, ny};

pub use settlement::Settlement;
pub use writer::write_part;

/// The codec.
pub static CODEC: Codec = Codec {
    id: "direct-remittance",
    name: "Direkte remittering",
    countries: &["no"],
    payments: Some("ocr-giro"),
    method: ny::method,
    detect: |head| ny::leads_to(head, b"04"),
    read: ny::read,
    read_one: ny::read_one,
    opening: None,
    write: Some(|file, out| ny::write(CODEC.id, file, out)),
    outgoing: Some(&OutgoingCodec {
        write: |what, out| ny::write_order(&orders::ORDERS, what, &mut ny::to_stream(out)),
        read: |input, options| ny::read_order(&orders::ORDERS, input, options),
        takes: &[ItemKind::PayOut],
        extension: "txt",
    }),
    marks: ny::marks,
};
