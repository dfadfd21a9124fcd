//! Dues: who gets which claim, and why others get none.
//!
//! Pure: the preview and the run decide by the same function, so that what is shown is what happens. The run plans again on what
//! is true when it writes.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::membership::{Period, Standing};

codes! {
    /// Why a member gets no claim; its text stands under `dues-why-CODE`.
    Why {
        /// The dues are closed.
        Closed = 1 "closed",
        /// The kind of membership is ended.
        KindEnded = 2 "kind-ended",
        /// The party is the same as another one.
        Merged = 3 "merged",
        /// The party has no membership of the kind.
        OtherKind = 4 "other-kind",
        /// The membership begins after the period.
        NotYet = 5 "not-yet",
        /// The member has left, or the membership ended before the period.
        Left = 6 "left",
        /// The dues are paid.
        Paid = 7 "paid",
        /// The dues were issued already.
        Issued = 8 "issued",
        /// They were issued, and the claim was annulled or credited since.
        FellAway = 9 "fell-away",
        /// Other dues were issued for a part of the period.
        OtherDues = 10 "other-dues",
        /// Whoever pays for them is the same as another party.
        PayerGone = 11 "payer-gone",
        /// Nothing is known by which the claim could reach the payer.
        Unreachable = 12 "unreachable",
        /// The account's recipe makes no reference of the payer's number.
        NoReference = 13 "no-reference",
    }
}

impl Why {
    /// Whether a person may choose that these get a claim all the same.
    pub const fn may_be_chosen(self) -> bool {
        matches!(self, Why::FellAway | Why::OtherDues | Why::Unreachable)
    }
}

/// Which of those that are usually left out get a claim all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Also {
    /// Those whose claim was annulled or credited: the new one takes its place.
    pub fell_away: bool,
    /// Those who have other dues for a part of the period.
    pub other_dues: bool,
    /// Those whom nothing reaches.
    pub unreachable: bool,
}

impl Also {
    /// From the words of the reasons; `None` where one may not be chosen.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<Also> {
        let mut also = Also::default();
        for word in words {
            match Why::from_code(word)? {
                Why::FellAway => also.fell_away = true,
                Why::OtherDues => also.other_dues = true,
                Why::Unreachable => also.unreachable = true,
                _ => return None,
            }
        }
        Some(also)
    }

    fn has(self, why: Why) -> bool {
        match why {
            Why::FellAway => self.fell_away,
            Why::OtherDues => self.other_dues,
            Why::Unreachable => self.unreachable,
            _ => false,
        }
    }
}

/// What a plan has to know of the dues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What they are for.
    pub period: Period,
    /// The kind of membership: its key.
    pub kind: i64,
    /// Whether they are open.
    pub is_open: bool,
    /// Whether the kind is ended.
    pub is_kind_ended: bool,
}

/// A membership of the period, or a part of it, that a member has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its key.
    pub membership: i64,
    /// Whether it is of the dues that are planned; else of others, or of a claim that was issued otherwise.
    pub of_these: bool,
    /// Where it stands.
    pub standing: Standing,
    /// Whether nothing is asked for it any more, for good.
    pub is_over: bool,
    /// The number of its claim.
    pub claim: i64,
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payer {
    /// Key.
    pub party: i64,
    /// Whether it is the same as another party.
    pub is_merged: bool,
    /// Whether anything is known by which a claim could reach them.
    pub is_reachable: bool,
    /// Whether a reference can be made of their number.
    pub has_reference: bool,
}

/// A member as a plan sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Key.
    pub party: i64,
    /// Who pays: somebody else of the household, or they themselves.
    pub payer: Payer,
    /// Whether it is the same as another party.
    pub is_merged: bool,
    /// The kind of membership, and from when until when.
    pub enrolled: Option<(i64, NaiveDate, Option<NaiveDate>)>,
    /// Left on this day.
    pub left_on: Option<NaiveDate>,
    /// Memberships of the period.
    pub held: Vec<Held>,
}

/// A member who gets no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Key.
    pub party: i64,
    /// Why.
    pub why: Why,
    /// The claim that it is about, where it is about one.
    pub claim: Option<i64>,
}

/// A member on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Billed {
    /// Key.
    pub party: i64,
    /// The membership whose place it takes.
    pub replaces: Option<i64>,
}

/// A claim to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedClaim {
    /// Who pays.
    pub payer: i64,
    /// For whom: the payer first, if they are one of them.
    pub members: Vec<Billed>,
}

/// What a run would issue, and to whom nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order of the members.
    pub claims: Vec<PlannedClaim>,
    /// In the order of the members.
    pub left_out: Vec<LeftOut>,
}

impl Plan {
    /// How many memberships there will be.
    pub fn members(&self) -> usize {
        self.claims.iter().map(|claim| claim.members.len()).sum()
    }

    /// How many are left out for each reason that there is.
    pub fn reasons(&self) -> Vec<(Why, usize)> {
        let count = |why: Why| self.left_out.iter().filter(|left| left.why == why).count();
        Why::ALL
            .iter()
            .map(|why| (*why, count(*why)))
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

/// Plans the claims of dues: one for each payer, with every member they pay for.
pub fn plan(terms: &Terms, members: &[Member], also: Also, today: NaiveDate) -> Plan {
    let mut plan = Plan::default();
    let mut place_of: HashMap<i64, usize> = HashMap::new();
    for member in members {
        match verdict(terms, member, also, today) {
            Err((why, claim)) => plan.left_out.push(LeftOut {
                party: member.party,
                why,
                claim,
            }),
            Ok(replaces) => {
                let billed = Billed {
                    party: member.party,
                    replaces,
                };
                let next = plan.claims.len();
                let place = *place_of.entry(member.payer.party).or_insert(next);
                match plan.claims.get_mut(place) {
                    // Whoever pays stands first on their own claim.
                    Some(claim) if member.party == claim.payer => claim.members.insert(0, billed),
                    Some(claim) => claim.members.push(billed),
                    None => plan.claims.push(PlannedClaim {
                        payer: member.payer.party,
                        members: vec![billed],
                    }),
                }
            }
        }
    }
    plan
}

/// Whether a member gets these dues: which membership theirs replaces, if any; or why not, and the claim that it is about.
fn verdict(terms: &Terms, member: &Member, also: Also, today: NaiveDate) -> Result<Option<i64>, (Why, Option<i64>)> {
    let no = |why| Err((why, None));
    if !terms.is_open {
        return no(Why::Closed);
    }
    if terms.is_kind_ended {
        return no(Why::KindEnded);
    }
    if member.is_merged {
        return no(Why::Merged);
    }
    let Some((kind, from_on, until_on)) = member.enrolled else {
        return no(Why::OtherKind);
    };
    if kind != terms.kind {
        return no(Why::OtherKind);
    }
    if from_on > terms.period.until_on {
        return no(Why::NotYet);
    }
    let has_left = member.left_on.is_some_and(|on| on <= today || on < terms.period.from_on);
    if has_left || until_on.is_some_and(|on| on < terms.period.from_on) {
        return no(Why::Left);
    }
    let replaces = not_held(member, also)?;
    for (is_so, why) in [
        (member.payer.is_merged, Why::PayerGone),
        (!member.payer.is_reachable, Why::Unreachable),
        (!member.payer.has_reference, Why::NoReference),
    ] {
        if is_so && !also.has(why) {
            return no(why);
        }
    }
    Ok(replaces)
}

/// Nobody is asked twice: not for these dues, and not for another part of the same time unless somebody chose so.
fn not_held(member: &Member, also: Also) -> Result<Option<i64>, (Why, Option<i64>)> {
    let mut replaces = None;
    for held in &member.held {
        let why = match (held.of_these, held.is_over, held.standing) {
            (true, true, _) if also.fell_away => {
                replaces = Some(held.membership);
                continue;
            }
            (true, true, _) => Why::FellAway,
            (true, false, Standing::Paid) => Why::Paid,
            (true, false, _) => Why::Issued,
            (false, true, _) => continue,
            (false, false, _) => Why::OtherDues,
        };
        if !also.has(why) {
            return Err((why, Some(held.claim)));
        }
    }
    Ok(replaces)
}
