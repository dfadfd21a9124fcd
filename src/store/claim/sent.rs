//! What the change log of a claim says of its sending, and the day it was sent.

use std::fmt::Write as _;

use super::{Tx, load, snapshot};
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::store::journal::Entry;
use crate::store::{StoreError, to_days};

/// What the change log says of a sending.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// `send_asked`: it is to be sent; `sent`, of a reminder `reminder_sent`: it left; `send_failed`: it came out that it did not; `send_cancelled`.
    pub action: &'static str,
    /// By what.
    pub channel: Channel,
    /// Address or number.
    pub dest: &'a str,
    /// The number of its credit note, when that was sent.
    pub note: Option<&'a str>,
    /// Which reminder, when one's letter was sent.
    pub reminder: Option<u32>,
    /// Why.
    pub comment: &'a str,
    /// Whether the claim itself was sent by it: the first time gives it its day.
    pub dated: bool,
}

/// Writes it, and the day.
///
/// # Errors
/// [`Refusal::NoSuchClaim`]; [`StoreError::Sqlite`].
pub fn note_sending(tx: &Tx<'_>, claim: i64, sent: &Sent<'_>) -> Result<(), StoreError> {
    let now = load(tx.conn(), claim)?.ok_or_else(|| Refusal::NoSuchClaim { wanted: claim.to_string() })?;
    let was = snapshot(&now, false)?;
    let mut is = was.clone();
    is.pop();
    let dest = serde_json::Value::from(sent.dest);
    let _ = write!(is, ",\"channel\":\"{}\",\"to\":{dest}", sent.channel.code());
    if let Some(note) = sent.note {
        let _ = write!(is, ",\"credit_note\":\"{note}\"");
    }
    if let Some(no) = sent.reminder {
        let _ = write!(is, ",\"reminder\":{no}");
    }
    is.push('}');
    if sent.dated {
        tx.conn()
            .prepare_cached("UPDATE claim SET sent_on = coalesce(sent_on, ?2) WHERE id = ?1")?
            .execute([claim, to_days(tx.actor().today)])?;
        tx.touch_claim(claim);
    }
    tx.log(&Entry {
        kind: "claim",
        id: claim,
        action: sent.action,
        comment: sent.comment,
        before: Some(&was),
        after: Some(&is),
    })?;
    Ok(())
}

/// When a claim was sent.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn sent_on(conn: &rusqlite::Connection, id: i64) -> Result<Option<chrono::NaiveDate>, StoreError> {
    super::day_of(conn, "SELECT sent_on FROM claim WHERE id = ?1", id)
}
