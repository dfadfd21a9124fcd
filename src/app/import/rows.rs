//! Rows of a preview for a screen: each is read again from the file, so that a preview of any size stays small.

use std::fs::File;
use std::ops::ControlFlow;

use super::plan::{PlannedRow, Verdict, read_row};
use super::{Certainty, Preview};
use crate::app::{Session, clock};
use crate::domain::bankfile::{Direction, Event};
use crate::domain::money::Money;
use crate::formats::ReadOptions;
use crate::store::claim;

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
    if let Some(bytes) = file.and_then(|file| read_row(file, row).ok()) {
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
