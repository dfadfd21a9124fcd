//! OCR giro (Norway): payments with KID, as the banks report them through Mastercard Payment Services, before that
//! Nets and BBS. It is service 09 of a transmission that may hold others too; `super::ny` reads it.

mod payment;
mod payments;
mod records;
mod writer;

use std::io::Write;

use super::{Codec, WriteError, WriteFile, ny};

pub use payments::Payments;
pub use writer::write_part;

/// The codec.
pub static CODEC: Codec = Codec {
    id: "ocr-giro",
    name: "OCR giro",
    countries: &["no"],
    payments: Some("ocr-giro"),
    method: ny::method,
    detect: |head| ny::leads_to(head, b"09"),
    read: ny::read,
    read_one: ny::read_one,
    opening: None,
    write: Some(write),
    outgoing: None,
    marks: ny::marks,
};

/// Writes a file; see [`Codec::write`].
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &WriteFile, out: &mut dyn Write) -> Result<(), WriteError> {
    ny::write(CODEC.id, file, out)
}
