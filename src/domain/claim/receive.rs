//! Money that arrives on a claim.

use super::costs::forgo;
use super::{Claim, Cost, Extra, Status, Void, extra_by_sums};
use crate::domain::money::{Money, MoneyError};

/// Money received on a claim, decided and not yet stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The claim as it becomes.
    pub after: Claim,
    /// What is booked against receivables.
    pub to_receivables: Money,
    /// What rests as the claim's remainder, booked as not placed.
    pub to_not_placed: Money,
    /// What is put on each line.
    pub allocations: Vec<(u32, Money)>,
}

/// Money received on a claim (design, part 3, stage two): paid only if the amount equals what is left and it comes from
/// one payer, else manual handling with its extra status. What is left without the costs of reminders is enough where those do not
/// outlive it (asks 23): they are forgone then.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn receive(claim: &Claim, amount: Money, several_payers: bool) -> Result<Receipt, MoneyError> {
    let before_remainder = claim.remainder()?;
    let exact = claim.status == Status::Unpaid && claim.settles(amount)? && !several_payers;
    let mut after = claim.clone();
    if claim.status == Status::Refunded {
        after.void = Void::Refunded;
    }
    after.paid = claim.paid.plus(amount)?;
    if exact {
        if after.paid < after.owed()? {
            forgo(&mut after)?;
        }
        after.status = Status::Paid;
        after.extra = Extra::None;
        after.settled = Some(Extra::None);
    } else {
        after.status = Status::ManualHandling;
        after.extra = extra_by_sums(&after, several_payers)?;
    }
    let to_not_placed = after.remainder()?.minus(before_remainder)?;
    let to_receivables = amount.minus(to_not_placed)?;
    let allocations = spread(&after, to_receivables)?;
    for (no, part) in &allocations {
        for line in after.lines.iter_mut().filter(|line| line.no == *no) {
            line.paid = line.paid.plus(*part)?;
        }
    }
    Ok(Receipt {
        after,
        to_receivables,
        to_not_placed,
        allocations,
    })
}

/// Spreads money over the lines, each up to what is owed on it and not yet paid: fees first, then interest, then the rest, in
/// their order (asks 23).
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn spread(claim: &Claim, amount: Money) -> Result<Vec<(u32, Money)>, MoneyError> {
    let mut rest = amount;
    let mut parts = Vec::with_capacity(1);
    if claim.void != Void::No {
        return Ok(parts);
    }
    let of = |cost: Cost| claim.standing_lines().filter(move |line| line.cost == cost);
    for line in Cost::IN_ORDER.into_iter().flat_map(of) {
        let part = line.owed()?.minus(line.paid)?.or_zero().min(rest);
        if part.is_positive() {
            parts.push((line.no, part));
            rest = rest.minus(part)?;
        }
    }
    // As it stands on the claim: by line.
    parts.sort_unstable_by_key(|(no, _)| *no);
    Ok(parts)
}
