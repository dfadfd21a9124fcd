//! What a demo site lives through, day by day: claims are issued, the bank's files are fetched, people change things.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use fastrand::Rng;

use super::bank::{Bank, Line};
use super::days::Calendar;
use super::profile::{Fate, Profile};
use super::{PAYMENTS_MAX, Wanted};
use crate::app::{AppError, Session, clock};
use crate::domain::reference::ReferenceRules;
use crate::store::StoreError;
use crate::store::site::BankAccount;
use crate::store::tx::Actor;

/// Above this many claims the bank's files come by the month instead of by the week.
const MONTHLY_FROM: u32 = 20_000;
/// How many working days are the last weeks.
pub(super) const LATE_DAYS: usize = 25;
/// How much of a hundred claims falls into them: where the older ones are paid, and where most are not.
const LATE_SHARE: (u64, u64) = (18, 45);
/// How many claims of a kind are kept for the files to try.
const KEPT: usize = 120;
/// From how many claims on there are members with a reference of their own.
const MEMBERS_FROM: u32 = 40;

/// A claim, as far as a payment needs to know it.
#[derive(Clone)]
pub(super) struct Issued {
    pub id: i64,
    pub reference: String,
    pub amount: i64,
    pub account: usize,
    pub payer: Option<String>,
}

/// A member with a reference of their own, and what their open claims are for.
pub(super) struct Member {
    pub reference: String,
    pub open: Vec<i64>,
}

/// A party, as far as its claims need to know it.
pub(super) struct Known {
    pub id: i64,
    pub name_key: String,
}

/// Money on its way.
pub(super) struct Coming {
    pub line: Line,
    /// The claim, when this pays it exactly.
    pub exact: Option<Issued>,
}

/// The site's past while it is made.
pub(super) struct Life {
    pub profile: &'static Profile,
    pub rng: Rng,
    pub bank: Bank,
    pub calendar: Calendar,
    /// Claims nobody has touched, the newest last.
    pub open: VecDeque<Issued>,
    /// Paid ones.
    pub paid: VecDeque<Issued>,
    /// Annulled ones.
    pub void: VecDeque<Issued>,
    pub members: Vec<Member>,
    /// Claims of those who agreed to be drawn from.
    pub agreed: Vec<Issued>,
    pub(super) claims: u32,
    pub(super) accounts: Vec<BankAccount>,
    pub(super) parties: Vec<Known>,
    pub(super) deck: Vec<Fate>,
    pub(super) coming: BTreeMap<usize, Vec<Coming>>,
    pub(super) acts: BTreeMap<usize, Vec<(Issued, Fate)>>,
}

pub(super) fn keep(ring: &mut VecDeque<Issued>, claim: Issued) {
    if ring.len() >= KEPT {
        ring.pop_front();
    }
    ring.push_back(claim);
}

impl Life {
    /// A site nothing has happened in.
    pub(super) fn new(profile: &'static Profile, wanted: &Wanted) -> Life {
        Life {
            profile,
            rng: Rng::with_seed(wanted.seed),
            bank: Bank::default(),
            calendar: Calendar::before(clock::today()),
            open: VecDeque::new(),
            paid: VecDeque::new(),
            void: VecDeque::new(),
            members: Vec::new(),
            agreed: Vec::new(),
            claims: wanted.claims,
            accounts: Vec::new(),
            parties: Vec::new(),
            deck: Vec::new(),
            coming: BTreeMap::new(),
            acts: BTreeMap::new(),
        }
    }

    /// Who makes the site, on its first day.
    pub(super) fn founder(&self) -> Actor {
        self.calendar
            .actor(0, 8 * 60, self.profile.operators.first().copied().unwrap_or_default())
    }

    /// Lets all days pass.
    pub(super) fn live(&mut self, session: &mut Session, folder: &Path) -> Result<(), AppError> {
        session.acting = Some(self.founder());
        self.add_accounts(session)?;
        let is_small = self.claims < MEMBERS_FROM;
        let with_members = self.profile.accounts.len() > 1 && !is_small;
        let stream = if with_members { self.claims - 4 } else { self.claims };
        let monthly = self.claims >= MONTHLY_FROM;
        let mut done = 0u64;
        for number in 0..self.calendar.len() {
            let until = self.issued_until(stream, number);
            self.issue(session, number, until - done)?;
            done = until;
            if with_members && number == self.calendar.back(12) {
                self.join_members(session, number)?;
            }
            if !is_small && number == self.calendar.back(11) {
                self.agree(session, number, folder)?;
            }
            if self.calendar.is_bank_day(number, monthly) {
                self.fetch(session, number, folder)?;
            }
            self.handle(session, number)?;
        }
        session.acting = None;
        // What nobody has fetched yet is what the files to try bring.
        for coming in std::mem::take(&mut self.coming).into_values().flatten() {
            if let Some(claim) = coming.exact {
                keep(&mut self.open, claim);
            }
        }
        Ok(())
    }

    /// How many of the claims are issued when a day is over. The last weeks have more than their share: they are what is not
    /// due yet.
    fn issued_until(&self, claims: u32, number: usize) -> u64 {
        let share = if self.profile.brings_money() && !self.is_too_many() {
            LATE_SHARE.0
        } else {
            LATE_SHARE.1
        };
        let count = |days: usize| u64::try_from(days).unwrap_or(1);
        let (all, early_days) = (u64::from(claims), self.calendar.len() - LATE_DAYS);
        let late = all * share / 100;
        if number < early_days {
            (all - late) * count(number + 1) / count(early_days)
        } else {
            all - late + late * count(number + 1 - early_days) / count(LATE_DAYS)
        }
    }

    /// Whether all who would pay are more than a demo has payments for.
    pub(super) fn is_too_many(&self) -> bool {
        u64::from(self.claims) * 85 / 100 > u64::from(PAYMENTS_MAX)
    }

    fn operator(&mut self) -> &'static str {
        self.rng.choice(self.profile.operators.iter().copied()).unwrap_or_default()
    }

    pub(super) fn act(&mut self, session: &mut Session, number: usize, from_minute: u16) {
        let operator = self.operator();
        let minute = from_minute + self.rng.u16(0..75);
        session.acting = Some(self.calendar.actor(number, minute, operator));
    }
}

/// The reference of a number by the first rule of an account.
pub(super) fn made(account: Option<&BankAccount>, base: u64) -> Result<String, StoreError> {
    let rules: Option<&ReferenceRules> = account.and_then(|account| account.rules.as_ref());
    let reference = rules.and_then(|rules| rules.rules().first()).and_then(|rule| rule.make(base).ok());
    reference.map(|reference| reference.to_string()).ok_or(StoreError::Invariant {
        what: "account-rules",
        id: 0,
    })
}
