//! Which service an assignment is of.

use super::records::{BANK, IDENTITY, Record, end};
use crate::formats::fixed::Field;

/// What an assignment is, and so who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// OCR giro: payments.
    Payments,
    /// AvtaleGiro: mandates.
    Mandates,
    /// Direct remittance: what was paid out.
    Settlement,
    /// What we ask the bank for; it has no place in a file from the bank.
    ToBank,
    /// A service that is not read.
    Other,
}

/// How the assignments begin that are read.
pub const READ: &str = "NY090020 NY212420 NY040020";

impl Service {
    /// The service of an assignment by its record 20, in a transmission to this recipient. Remittance orders and their
    /// settlement begin alike, so there the recipient decides.
    pub fn of(record: &Record, recipient: &str) -> Service {
        match IDENTITY.of(record.bytes()) {
            b"NY090020" => Service::Payments,
            b"NY212420" => Service::Mandates,
            b"NY040020" if recipient != BANK => Service::Settlement,
            b"NY040020" | b"NY210020" | b"NY213620" => Service::ToBank,
            _ => Service::Other,
        }
    }

    /// The id of the format it belongs to; empty if it is not read.
    pub fn format(self) -> &'static str {
        match self {
            Service::Payments => "ocr-giro",
            Service::Mandates => "avtalegiro",
            Service::Settlement => "direct-remittance",
            Service::ToBank | Service::Other => "",
        }
    }

    /// Whether it is read.
    pub fn is_read(self) -> bool {
        !self.format().is_empty()
    }

    /// The digits of it in positions 3 and 4 of its records, where it is read.
    pub fn digits(self) -> &'static [u8] {
        match self {
            Service::Payments => b"09",
            Service::Mandates => b"21",
            Service::Settlement => b"04",
            Service::ToBank | Service::Other => b"",
        }
    }

    /// Where its record 88 has the earliest and latest date, if it has them.
    pub fn dates(self) -> Option<(Field, Field)> {
        match self {
            Service::Payments => Some(end::PAYMENT_DATES),
            Service::Settlement => Some(end::DATES),
            Service::Mandates | Service::ToBank | Service::Other => None,
        }
    }

    /// Whether money moves in it, so that its record 88 has a sum.
    pub fn has_sum(self) -> bool {
        self != Service::Mandates
    }

    /// Whether its account has an agreement number.
    pub fn has_agreement(self) -> bool {
        self != Service::Mandates
    }
}
