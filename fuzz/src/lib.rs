//! What must hold of any bytes that a codec is given: no panic, no hang, and what is accepted adds up.

use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use fordring::domain::bankfile::{Direction, Event, FileSummary};
use fordring::domain::money::{Currency, Money};
use fordring::formats::{self, Codec, ReadOptions};

/// What one reading came to.
struct Reading {
    summary: FileSummary,
    payments: u64,
    notices: u64,
    booked: Money,
    pieces: Vec<(u64, u32)>,
}

fn options(id: &str) -> ReadOptions {
    let currency = match id {
        "bgmax" | "autogiro" => Currency::Sek,
        "betalingsservice" => Currency::Dkk,
        _ => Currency::Nok,
    };
    ReadOptions {
        today: NaiveDate::from_ymd_opt(2026, 6, 15).unwrap(),
        currency,
    }
}

fn read(codec: &Codec, bytes: &[u8], capacity: usize) -> Reading {
    let (mut payments, mut notices, mut booked) = (0, 0, Money::ZERO);
    let mut pieces = Vec::new();
    let mut input = BufReader::with_capacity(capacity, Cursor::new(bytes));
    let summary = (codec.read)(&mut input, &options(codec.id), &mut |event| {
        match event {
            Event::Payment(payment) => {
                payments += 1;
                assert!(!payment.amount.is_negative());
                booked = match payment.direction {
                    Direction::In => booked.plus(payment.amount),
                    Direction::Out => booked.minus(payment.amount),
                }
                .unwrap();
                pieces.push((payment.offset, payment.length));
            }
            Event::Notice(notice) => {
                notices += 1;
                pieces.push((notice.offset, notice.length));
            }
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    Reading {
        summary,
        payments,
        notices,
        booked,
        pieces,
    }
}

/// Reads what may be a file of the format.
pub fn check(id: &str, bytes: &[u8]) {
    let codec = formats::by_id(id).unwrap();
    let _ = formats::detect(bytes);
    let whole = read(codec, bytes, 8192);
    for finding in &whole.summary.findings {
        assert!(formats::FINDING_CODES.contains(&finding.code), "{}", finding.code);
    }
    if whole.summary.is_refused() {
        return;
    }
    assert_eq!(whole.summary.payments, whole.payments);
    assert_eq!(whole.summary.notices, whole.notices);
    assert_eq!(whole.summary.booked, whole.booked);
    // Reading in small pieces and again is slow, so some of the cases have to do.
    if bytes.len().is_multiple_of(8) {
        let in_pieces = read(codec, bytes, 7);
        assert_eq!(whole.summary, in_pieces.summary);
    }
    for (offset, length) in whole.pieces.into_iter().take(3) {
        let from = usize::try_from(offset).unwrap();
        let piece = &bytes[from..from + usize::try_from(length).unwrap()];
        (codec.read_one)(piece, &options(id), &mut |_| ControlFlow::Continue(()));
        let line = piece.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let _ = (codec.marks)(line);
    }
}

/// Reads what may be a file to the bank: what is accepted is written again and reads the same.
pub fn check_outgoing(id: &str, bytes: &[u8]) {
    let outgoing = formats::by_id(id).unwrap().outgoing.unwrap();
    let read = |bytes: &[u8]| (outgoing.read)(&mut Cursor::new(bytes), &options(id)).unwrap();
    let Ok(file) = read(bytes) else { return };
    let mut again = Vec::new();
    if (outgoing.write)(&file, &mut again).is_ok() {
        assert_eq!(read(&again).as_ref(), Ok(&file));
    }
}
