//! Payments that name their payer by a number of ours (Autogiro's payer number, Betalingsservice's customer number): where no
//! claim has their reference, that number leads to the party, as a reference of the party's own would.

use super::plan::Verdict;
use crate::domain::bankfile::PaymentRecord;
use crate::domain::payment::State;
use crate::domain::reference::Reference;
use crate::store::claim::Finder;
use crate::store::{Db, StoreError, mandate};

/// Where a payment leads: whether to a party, and the key. `verdict`: what stage one says of it. `None`: it names no payer number,
/// or is not to be looked up, or nobody has the number.
pub(super) fn leads_to(
    conn: &Db,
    account: i64,
    record: &PaymentRecord<'_>,
    verdict: Verdict,
    reference: Option<&Reference>,
) -> Result<Option<(bool, u32)>, StoreError> {
    let Some(number) = record.payer_number else { return Ok(None) };
    if !matches!(verdict, Verdict::Stored { standing, .. } if standing.state == State::Unmatched) {
        return Ok(None);
    }
    if let Some(reference) = reference
        && let Some(found) = Finder::new(conn, true)?.by_reference(reference.as_str())?
    {
        return Ok(Some(found));
    }
    let party = mandate::party_of(conn, account, number)?;
    Ok(party.and_then(|id| u32::try_from(id).ok()).map(|id| (true, id)))
}
