//! Bank file formats: what there is, which one a file is, and what reading and writing have in common.
//!
//! A codec turns the bytes of a file into [`Event`]s and findings, and back; and what we ask the bank for into bytes. It knows
//! no database and no clock. A new format is one file here and one word in `codecs!`.

use std::io::{self, BufRead, Seek, Write};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use thiserror::Error;

use crate::domain::bankfile::{Event, FileSummary, Finding};
use crate::domain::money::Currency;
use crate::domain::outgoing::Outgoing;
use crate::domain::payment::Method;

mod bankgiro;
mod by_line;
mod ending;
pub mod findings;
pub mod fingerprint;
pub mod fixed;
pub mod iso20022;
pub mod lines;
mod looks;
mod ny;
mod writing;

pub use findings::FINDING_CODES;
pub use looks::Looks;
pub use writing::{WriteError, WriteFile, WriteNotice, WritePart, WritePayment};

/// Where a file comes from: some formats say at the end of a part what holds for all of it, and are read twice.
pub trait Input: BufRead + Seek {}

impl<T: BufRead + Seek + ?Sized> Input for T {}

/// Where a reader hands what the file says, one at a time and in file order. Breaking off ends the reading with
/// [`ReadError::Cancelled`].
pub type Sink<'s> = dyn FnMut(Event<'_>) -> ControlFlow<()> + 's;

/// Reads one file from its first byte to its end; see [`Codec::read`].
pub type ReadFn = fn(&mut dyn Input, &ReadOptions, &mut Sink<'_>) -> Result<FileSummary, ReadError>;

/// Writes one file; see [`Codec::write`].
pub type WriteFn = fn(&WriteFile, &mut dyn Write) -> Result<(), WriteError>;

/// Finds, at the end of the bytes before an event, what has to be known to show it whole; see [`Codec::opening`].
pub type OpeningFn = fn(&[u8]) -> Option<&[u8]>;

/// One file format.
pub struct Codec {
    /// Stable id, kebab-case: `ocr-giro`.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Where it is used, ISO 3166 in lower case: `no`.
    pub countries: &'static [&'static str],
    /// The format that the payments in such a file are of, by its id: a file may mix services of which only one brings payments.
    /// `None` where it brings none.
    pub payments: Option<&'static str>,
    /// In which way a payment of this transaction type was paid (CLM-6).
    pub method: fn(&str) -> Method,
    /// Whether a file that begins with these bytes is meant to be of this format, even if it is broken further on.
    pub detect: fn(&[u8]) -> bool,
    /// Reads a file in constant memory. What is wrong with the content stands in `FileSummary::findings` and is
    /// never an error. Events are handed on as they come, so the caller must be ready to undo them: a file can
    /// be refused on its last line. After the first finding that refuses the file, no more events are handed on.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the bytes cannot be had, [`ReadError::Cancelled`] when the sink broke off.
    pub read: ReadFn,
    /// Reads the records of one event alone, as they stood in a file that was read before, for showing it. What `opening` finds
    /// before them may stand in front.
    pub read_one: fn(&[u8], &ReadOptions, &mut Sink<'_>),
    /// What has to be known of the records before one event to show it whole, at the end of the bytes before it; none if it begins
    /// earlier. `None` where every event says all of itself.
    pub opening: Option<OpeningFn>,
    /// Writes a file as the bank would, with its counts and sums: for tests, trials and measuring. `None` where the bank
    /// sends nothing in this format.
    ///
    /// # Errors
    /// [`WriteError`]; nothing of use has been written then.
    pub write: Option<WriteFn>,
    /// What we send to the bank in this format; `None` where it is only read.
    pub outgoing: Option<&'static OutgoingCodec>,
    /// The fields of a line, for showing the bytes with their fields marked; none for lines that are not known.
    pub marks: fn(&[u8]) -> &'static [Mark],
}

/// A file to the bank that was read back, or what is wrong with it.
pub type ReadBack = Result<Outgoing, Vec<Finding>>;

/// What we send to the bank in a format.
pub struct OutgoingCodec {
    /// Writes a file, with its counts and sums.
    ///
    /// # Errors
    /// [`WriteError`]; nothing of use has been written then.
    pub write: fn(&Outgoing, &mut dyn Write) -> Result<(), WriteError>,
    /// Reads a file that was written so, or what is wrong with it. What the format does not carry is empty.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the bytes cannot be had.
    pub read: fn(&mut dyn Input, &ReadOptions) -> Result<ReadBack, ReadError>,
    /// What can be asked for in it.
    pub takes: &'static [ItemKind],
    /// How the name of such a file ends, without the dot: `txt`, `xml`.
    pub extension: &'static str,
}

/// The kinds of [`crate::domain::outgoing::Item`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// Draws.
    Draw,
    /// Draws taken back.
    Withdraw,
    /// Pay-outs.
    PayOut,
    /// Agreements.
    Mandate,
}

/// A field of a line, by position from 1, both inclusive; its words stand in the language files under `mark-NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First position.
    pub first: u16,
    /// Last position.
    pub last: u16,
    /// What stands there, kebab-case.
    pub name: &'static str,
}

/// A [`Mark`], shortly.
pub const fn mark(first: u16, last: u16, name: &'static str) -> Mark {
    Mark { first, last, name }
}

/// What a reader must be told about the world.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// Today in the site's time zone: for two-digit years and for dates too far away.
    pub today: NaiveDate,
    /// What the site's books are in; amounts in anything else are notices, not payments.
    pub currency: Currency,
}

/// Why a file could not be read to its end.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The bytes could not be had.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// The receiver of the payments asked to stop.
    #[error("reading was cancelled")]
    Cancelled,
}

/// Declares the formats: one module each, with a `CODEC` in it.
macro_rules! codecs {
    ($($module:ident)*) => {
        $(pub mod $module;)*
        /// Every format there is, in the order they are tried.
        pub static ALL: &[&Codec] = &[$(&$module::CODEC),*];
    };
}

codecs! { ocr_giro avtalegiro direct_remittance camt053 camt054 pain001 bgmax autogiro betalingsservice }

/// The format of a file that begins with `head` (some kilobytes of it), by its content alone.
///
/// # Errors
/// What the file looks like, when it is none of [`ALL`] (Nets OCR giro, rule 1).
pub fn detect(head: &[u8]) -> Result<&'static Codec, Looks> {
    match ALL.iter().find(|codec| (codec.detect)(head)) {
        Some(codec) => Ok(codec),
        None => Err(Looks::of(head)),
    }
}

/// The format with this id.
pub fn by_id(id: &str) -> Option<&'static Codec> {
    ALL.iter().find(|codec| codec.id == id).copied()
}

/// The formats that payments of an account can come in.
pub fn of_payments() -> impl Iterator<Item = &'static Codec> {
    ALL.iter().copied().filter(|codec| codec.payments == Some(codec.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_found_again() {
        for codec in ALL {
            assert!(by_id(codec.id).is_some_and(|found| std::ptr::eq(found, *codec)), "{}", codec.id);
        }
        assert!(by_id("nothing").is_none());
    }

    #[test]
    fn a_broken_file_of_ours_is_still_ours() {
        for head in [
            "NY000010",
            "\u{feff}\r\n\r\nNY000010 and nonsense",
            "NY0000",
            "NY090020000",
            "NY00x010zzz",
        ] {
            assert_eq!(detect(head.as_bytes()).map(|c| c.id), Ok("ocr-giro"), "{head}");
        }
        for head in ["NYNORSK;1;2\nA;3;4\n", "", "NEW"] {
            assert!(detect(head.as_bytes()).is_err(), "{head}");
        }
    }
}
