//! Dues paid by SMS: what a message asks for, and what it is answered (requirements 1.1, SMS-1 to SMS-30).
//!
//! Pure: the desk's tester (SMS-10) and the dispatcher decide by the same functions, so that what is shown is what happens.

mod ask;

#[cfg(test)]
mod tests;

pub use ask::{Ask, Words, read};

use super::money::Money;

codes! {
    /// What a message is answered; its text is set per language.
    Reply {
        /// Reply 1, which costs the amount (SMS-17).
        Charge = 1 "charge",
        /// The operator has confirmed (SMS-19).
        Paid = 2 "paid",
        /// It could not be drawn (SMS-21).
        Failed = 3 "failed",
        /// The number is nobody's (SMS-23).
        NoParty = 4 "no-party",
        /// The number is several parties' (SMS-24).
        SeveralParties = 5 "several-parties",
        /// No dues are set up, or it is closed (SMS-25).
        Closed = 6 "closed",
        /// Nothing outstanding of that amount (SMS-26).
        NothingOutstanding = 7 "nothing-outstanding",
        /// Not a whole number (SMS-27).
        NotAnAmount = 8 "not-an-amount",
        /// No amount (SMS-28).
        NoAmount = 9 "no-amount",
        /// Outside what can be paid by SMS (SMS-9; the source has no text of its own).
        OutsideLimits = 10 "outside-limits",
        /// A payment of it is under way; no second one is begun (SMS-30).
        UnderWay = 11 "under-way",
    }
}

codes! {
    /// Where a charge stands.
    ChargeState {
        /// To be made, or on its way to the provider.
        Asked = 1 "asked",
        /// With the provider; its outcome comes.
        UnderWay = 2 "under_way",
        /// Nobody knows the outcome, or it never came: a person decides.
        Uncertain = 3 "uncertain",
        /// The operator has confirmed: the money is ours and booked.
        Paid = 4 "paid",
        /// Nothing was drawn.
        Failed = 5 "failed",
        /// It was paid, and given back.
        Refunded = 6 "refunded",
    }
}

impl ChargeState {
    /// Whether its money may still be drawn, or may have been: no second charge meanwhile.
    pub const fn is_open(self) -> bool {
        matches!(self, ChargeState::Asked | ChargeState::UnderWay | ChargeState::Uncertain)
    }

    /// Whether one may follow the other. A late outcome still decides what a person left open, and a report that the money
    /// was drawn after all outweighs one that it was not.
    pub const fn may_become(self, next: ChargeState) -> bool {
        use ChargeState::{Asked, Failed, Paid, Refunded, Uncertain, UnderWay};
        matches!(
            (self, next),
            (Asked, UnderWay | Uncertain | Paid | Failed)
                | (UnderWay, Uncertain | Paid | Failed)
                | (Uncertain, Paid | Failed)
                | (Failed, Paid | Uncertain)
                | (Paid, Refunded)
        )
    }
}

/// What is known when a message is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whose the sender's number is: parties by key.
    pub parties: Vec<i64>,
    /// Whether payment by SMS is open and there are dues.
    pub is_open: bool,
    /// Whether a charge of this amount for the party is under way.
    pub under_way: bool,
    /// The party's unpaid dues claims of exactly this amount, the oldest due first.
    pub claims: Vec<i64>,
}

/// What a message comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is not about payment: a person reads it.
    ForPerson,
    /// It is answered, and nothing else happens.
    Answer(Reply),
    /// Reply 1 is sent, and draws the amount for this claim.
    Charge {
        /// Who pays.
        party: i64,
        /// What for.
        claim: i64,
        /// How much.
        amount: Money,
    },
}

/// What a message is answered, in the order of SMS-30: words, amount, sender, dues, claim. `facts` are asked for only when
/// they count; see [`Ask::amount`].
pub fn decide(ask: &Ask, facts: &Facts) -> Decision {
    let amount = match ask {
        Ask::NotForUs | Ask::OtherWord => return Decision::ForPerson,
        Ask::NoAmount => return Decision::Answer(Reply::NoAmount),
        Ask::NotAnAmount { .. } => return Decision::Answer(Reply::NotAnAmount),
        Ask::OutsideLimits { .. } => return Decision::Answer(Reply::OutsideLimits),
        Ask::Amount { amount, .. } => *amount,
    };
    let party = match facts.parties.as_slice() {
        [] => return Decision::Answer(Reply::NoParty),
        [party] => *party,
        _ => return Decision::Answer(Reply::SeveralParties),
    };
    if !facts.is_open {
        return Decision::Answer(Reply::Closed);
    }
    if facts.under_way {
        return Decision::Answer(Reply::UnderWay);
    }
    match facts.claims.first() {
        None => Decision::Answer(Reply::NothingOutstanding),
        Some(claim) => Decision::Charge {
            party,
            claim: *claim,
            amount,
        },
    }
}

/// Puts values into a reply: `{amount}`, `{given}`, `{organisation}`, `{url}`. Anything else stays as it is.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, behind) = rest.split_at(at);
        text.push_str(before);
        let value = behind.find('}').and_then(|end| {
            let name = behind.get(1..end)?;
            let value = values.iter().find(|(known, _)| *known == name)?;
            Some((value.1, behind.get(end + 1..)?))
        });
        match value {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = behind.get(1..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    text
}
