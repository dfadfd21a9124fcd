//! Rows of a preview for a screen: each is read again from the file, so that a preview of any size stays small.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use super::plan::{PlannedRow, Verdict};
use super::{Certainty, Preview};
use crate::app::{Session, clock};
use crate::domain::bankfile::{Direction, Event};
use crate::domain::money::Money;
use crate::formats::{OpeningFn, ReadOptions};
use crate::store::claim;

/// How far back it is looked for what belongs to a payment and stands before it.
const OPENING_BYTES: [u64; 3] = [8 * 1024, 256 * 1024, 8 * 1024 * 1024];

/// A payment of a preview, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRow {
    /// Line of the file.
    pub line: u32,
    /// How sure its handling is.
    pub certainty: Certainty,
    /// The key of the text that says why.
    pub reason: String,
    /// How much, signed.
    pub amount: Money,
    /// The reference or the text of the payment.
    pub reference: String,
    /// The payer's account.
    pub payer: String,
    /// Booked, ISO 8601.
    pub booked: String,
    /// The number of the claim it would be received on.
    pub claim: Option<i64>,
}

/// Some rows of a preview. A file that went away meanwhile gives rows without their record.
pub fn shown_rows(session: &Session, preview: &Preview, from: usize, count: usize) -> Vec<ShownRow> {
    let mut file = File::open(&preview.request.path).ok();
    let rows = preview.rows.iter().skip(from).take(count);
    rows.map(|row| shown(session, preview, row, file.as_mut())).collect()
}

fn shown(session: &Session, preview: &Preview, row: &PlannedRow, file: Option<&mut File>) -> ShownRow {
    let reason = match row.verdict {
        Verdict::Nothing => "preview-nothing".to_owned(),
        Verdict::Skipped(_) => "preview-known".to_owned(),
        Verdict::Stored { standing, .. } => format!("reason-{}", standing.reason.code()),
    };
    let claim = match row.verdict {
        Verdict::Stored { claim, .. } if claim != 0 => claim::number_of(&session.store.conn, i64::from(claim)).ok().flatten(),
        _ => None,
    };
    let mut shown = ShownRow {
        line: row.line,
        certainty: row.verdict.certainty(),
        reason,
        amount: Money::ZERO,
        reference: String::new(),
        payer: String::new(),
        booked: String::new(),
        claim,
    };
    if let Some(bytes) = file.and_then(|file| read_row(file, row, preview.codec.opening).ok()) {
        let options = ReadOptions {
            today: clock::today(),
            currency: session.site.currency,
        };
        (preview.codec.read_one)(&bytes, &options, &mut |event| {
            let Event::Payment(record) = event else {
                return ControlFlow::Continue(());
            };
            shown.amount = if record.direction == Direction::Out {
                record.amount.negated()
            } else {
                record.amount
            };
            shown.reference = record.reference.or(record.text).unwrap_or_default().to_owned();
            shown.payer = record.payer_account.unwrap_or_default().to_owned();
            shown.booked = record.settled_on.to_string();
            ControlFlow::Continue(())
        });
    }
    shown
}

/// The records of one planned payment, read again from the file, for showing it.
///
/// # Errors
/// When the file is gone.
fn read_row(file: &mut File, row: &PlannedRow, opening: Option<OpeningFn>) -> std::io::Result<Vec<u8>> {
    let at = u64::from(row.offset);
    let mut bytes = match opening {
        Some(opening) => read_opening(file, at, opening)?,
        None => Vec::new(),
    };
    bytes.extend(read_at(file, at, u64::from(row.length))?);
    Ok(bytes)
}

/// What has to be known before a place of the file: looked for near it first, then further off.
fn read_opening(file: &mut File, at: u64, opening: OpeningFn) -> std::io::Result<Vec<u8>> {
    for back in OPENING_BYTES {
        let from = at.saturating_sub(back);
        let before = read_at(file, from, at - from)?;
        if let Some(found) = opening(&before) {
            return Ok(found.to_vec());
        }
        if from == 0 {
            break;
        }
    }
    Ok(Vec::new())
}

fn read_at(file: &mut File, from: u64, length: u64) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
