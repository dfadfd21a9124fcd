//! What the tests of several formats have in common.

use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use fordring::domain::bankfile::{Event, FileSummary};
use fordring::domain::money::Currency;
use fordring::formats::{Codec, FINDING_CODES, ReadOptions, WriteNotice, WritePayment};

/// A day as `YYYY-MM-DD`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Everything that a file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The summary.
    pub summary: FileSummary,
    /// The payments, each with its part.
    pub payments: Vec<(u32, WritePayment)>,
    /// The notices, each with its part.
    pub notices: Vec<(u32, WriteNotice)>,
    /// Where each event stands: line, offset, length.
    pub places: Vec<(u32, u64, u32)>,
}

impl Told {
    /// `code@line:column` of every finding.
    pub fn codes(&self) -> Vec<String> {
        self.summary
            .findings
            .iter()
            .map(|f| format!("{}@{}:{}", f.code, f.line, f.column))
            .collect()
    }
}

/// Reads a file through a buffer of `capacity` bytes.
pub fn read(codec: &Codec, bytes: &[u8], today: &str, currency: Currency, capacity: usize) -> Told {
    let mut payments = Vec::new();
    let mut notices = Vec::new();
    let mut places = Vec::new();
    let mut sink = |event: Event<'_>| {
        match event {
            Event::Payment(p) => {
                places.push((p.line, p.offset, p.length));
                payments.push((p.part, WritePayment::from(p)));
            }
            Event::Notice(n) => {
                places.push((n.line, n.offset, n.length));
                notices.push((n.part, WriteNotice::from(n)));
            }
        }
        ControlFlow::Continue(())
    };
    let mut input = BufReader::with_capacity(capacity, Cursor::new(bytes));
    let options = ReadOptions {
        today: day(today),
        currency,
    };
    let summary = (codec.read)(&mut input, &options, &mut sink).unwrap();
    for finding in &summary.findings {
        assert!(FINDING_CODES.contains(&finding.code), "{}", finding.code);
    }
    Told {
        summary,
        payments,
        notices,
        places,
    }
}
