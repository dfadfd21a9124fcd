//! Automatic settlement in two strict stages (design, part 3): whose is the reference, and does the amount agree.
//!
//! The preview of an import and the import itself use these same functions, so they cannot differ but by what changed
//! in between.

use super::bankfile::{Direction, PaymentRecord};
use super::claim::{self, Claim, Receipt, Status, Void};
use super::money::{Money, MoneyError};
use super::payment::{Reason, Stage, State};
use super::reference::{Reference, ReferenceFault, ReferenceRules};

/// What stage one says of a record before anything is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstStage {
    /// Nothing came in: counted, no payment (rule 27).
    Nothing,
    /// Stored with this standing; not to be looked up.
    Stop(Standing),
    /// Look for a claim or a party with this reference.
    LookUp(Reference),
}

/// Where a payment stands, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How far its handling has come.
    pub state: State,
    /// The stage it reached.
    pub stage: Stage,
    /// Why it stands there.
    pub reason: Reason,
}

impl Standing {
    /// A standing.
    pub const fn new(state: State, stage: Stage, reason: Reason) -> Standing {
        Standing { state, stage, reason }
    }
}

/// Stage one, as far as the record and the account's rules can tell (Nets OCR giro, rules 20, 21, 23, 24, 27).
pub fn first_stage(record: &PaymentRecord<'_>, rules: &ReferenceRules) -> FirstStage {
    if record.amount.is_zero() {
        return FirstStage::Nothing;
    }
    if record.direction == Direction::Out {
        return FirstStage::Stop(Standing::new(State::Parked, Stage::Read, Reason::MoneyOut));
    }
    let unmatched = |reason| FirstStage::Stop(Standing::new(State::Unmatched, Stage::Reference, reason));
    match record.reference {
        None if record.several => unmatched(Reason::SeveralReferences),
        None => unmatched(Reason::TextOnly),
        Some(written) => match rules.check(written) {
            Ok(reference) => FirstStage::LookUp(reference),
            Err(ReferenceFault::Unreadable) => unmatched(Reason::Unreadable),
            Err(_) => unmatched(Reason::FailsCheck),
        },
    }
}

/// Nothing has the reference (rule 22).
pub const NOT_FOUND: Standing = Standing::new(State::Unmatched, Stage::Reference, Reason::NotFound);
/// Its account's payments came in another format on its day: it may be money that is here already (`formats/no.md` 7).
pub const OTHER_FORMAT: Standing = Standing::new(State::Parked, Stage::Read, Reason::OtherFormat);
/// It may be a payment of an earlier file (rule 30).
pub const POSSIBLE_DUPLICATE: Standing = Standing::new(State::Parked, Stage::Read, Reason::PossibleDuplicate);

/// Stage two on a claim's own reference: the whole payment is received on the claim; see [`claim::receive`].
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn on_claim(claim: &Claim, amount: Money, several_payers: bool) -> Result<(Receipt, Standing), MoneyError> {
    let reason = if claim.void != Void::No || claim.status == Status::Refunded {
        Reason::ClaimVoid
    } else if several_payers {
        Reason::SeveralPayers
    } else if claim.status == Status::Paid {
        Reason::AlreadyPaid
    } else if claim.status == Status::ManualHandling {
        Reason::ManualHandling
    } else {
        match amount.cmp(&claim.left()?) {
            _ if claim.settles(amount)? => Reason::Exact,
            std::cmp::Ordering::Greater => Reason::MoreThanClaim,
            std::cmp::Ordering::Less | std::cmp::Ordering::Equal => Reason::LessThanClaim,
        }
    };
    Ok((
        claim::receive(claim, amount, several_payers)?,
        Standing::new(State::Used, Stage::Claim, reason),
    ))
}

/// What stage two says of a party's reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyVerdict {
    /// The party's only unpaid claim, for exactly this amount (OCR-14).
    Settle(i64, Standing),
    /// A person decides (OCR-15).
    Leave(Standing),
}

/// An unpaid claim of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owing {
    /// Its key.
    pub id: i64,
    /// What is left to pay.
    pub left: Money,
    /// What settles it too: without costs of reminders that do not outlive it.
    pub least: Money,
}

/// Stage two on a party's reference, given its unpaid claims.
pub fn on_party(unpaid: &[Owing], amount: Money) -> PartyVerdict {
    let leave = |reason| PartyVerdict::Leave(Standing::new(State::Suggested, Stage::Party, reason));
    match unpaid {
        [] => leave(Reason::PartyNoneOpen),
        [owing] if owing.left == amount || owing.least == amount => {
            PartyVerdict::Settle(owing.id, Standing::new(State::Used, Stage::Party, Reason::PartyExact))
        }
        [_] => leave(Reason::PartyOtherAmount),
        _ => leave(Reason::PartySeveralOpen),
    }
}

/// Whether money from these accounts comes from more than one payer. An unknown account is not another one.
pub fn are_several_payers<'a>(accounts: impl IntoIterator<Item = &'a str>) -> bool {
    let mut known = accounts.into_iter().filter(|account| !account.is_empty());
    known.next().is_some_and(|first| known.any(|other| other != first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ocr_14_and_15_a_party_reference_settles_only_the_one_exact_claim() {
        let kr = |n: i64| Money::from_minor(n * 100);
        let owing = |id: i64, left: i64, least: i64| Owing {
            id,
            left: kr(left),
            least: kr(least),
        };
        assert!(matches!(on_party(&[owing(7, 500, 500)], kr(500)), PartyVerdict::Settle(7, s) if s.state == State::Used));
        assert!(matches!(on_party(&[owing(7, 535, 500)], kr(500)), PartyVerdict::Settle(7, s) if s.state == State::Used));
        let reason = |open: &[Owing]| match on_party(open, kr(500)) {
            PartyVerdict::Leave(standing) => standing.reason,
            PartyVerdict::Settle(..) => panic!("settled"),
        };
        assert_eq!(reason(&[]), Reason::PartyNoneOpen);
        assert_eq!(reason(&[owing(7, 499, 499)]), Reason::PartyOtherAmount);
        assert_eq!(reason(&[owing(7, 535, 535)]), Reason::PartyOtherAmount);
        assert_eq!(reason(&[owing(7, 500, 500), owing(8, 500, 500)]), Reason::PartySeveralOpen);
    }

    #[test]
    fn several_payers_are_several_known_accounts() {
        assert!(!are_several_payers(["", "15032080119", ""]));
        assert!(!are_several_payers(["15032080119", "15032080119"]));
        assert!(are_several_payers(["15032080119", "", "60050612344"]));
    }
}
