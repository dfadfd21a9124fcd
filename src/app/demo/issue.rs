//! Issuing: claims of a day under one voucher, and the parties they are for.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

use super::life::{Issued, Known, Life, Member, made};
use super::people;
use super::profile::{LineOffer, Offer};
use crate::app::{AppError, Session};
use crate::domain::ledger::Draft;
use crate::domain::money::Money;
use crate::store::claim::{self, NewClaim, NewLine};
use crate::store::{StoreError, Tx, ledger, party};

/// The first party's number.
const FIRST_PARTY: usize = 1001;
/// Where the references of members begin: far above those of claims.
const MEMBER_BASE: u64 = 9_000_000_000;

/// What is issued on a day, under one voucher.
struct Day {
    on: NaiveDate,
    voucher: i64,
    draft: Draft,
}

impl Day {
    fn begin(tx: &Tx<'_>, on: NaiveDate) -> Result<Day, StoreError> {
        Ok(Day {
            on,
            voucher: ledger::open_voucher(tx, "claims_issued", &on.to_string(), on)?,
            draft: Draft::default(),
        })
    }

    fn end(self, tx: &Tx<'_>) -> Result<(), StoreError> {
        ledger::post(tx, self.voucher, &self.draft, None)
    }
}

impl Life {
    /// Issues a day's claims under one voucher.
    pub(super) fn issue(&mut self, session: &mut Session, number: usize, count: u64) -> Result<(), AppError> {
        if count == 0 {
            return Ok(());
        }
        self.act(session, number, 8 * 60);
        session.write(|tx| {
            let mut day = Day::begin(tx, self.calendar.day(number))?;
            // All numbers of the day at once.
            let first = tx.next_number("claim")?;
            let last = first + i64::try_from(count).unwrap_or(1) - 1;
            tx.skip_number("claim", last)?;
            for no in first..=last {
                let place = self.party(tx, day.on)?;
                let Some(offer) = self.offer() else { continue };
                let (claim, due_on) = self.issue_one(tx, offer, no, place, &mut day)?;
                self.plan(claim, due_on, number);
            }
            Ok(day.end(tx)?)
        })
    }

    /// A new party now and then, else one of those there are. Answers its place.
    fn party(&mut self, tx: &Tx<'_>, day: NaiveDate) -> Result<usize, StoreError> {
        let count = self.parties.len();
        if count > 0 && self.rng.u32(0..self.profile.claims_per_party) > 0 {
            return Ok(self.rng.usize(0..count));
        }
        let mut new = people::party(&mut self.rng, self.profile, count, day);
        new.number = Some((FIRST_PARTY + count + self.members.len()).to_string());
        let key = party::add(tx, &new, self.profile.country.alphabet())?;
        self.parties.push(Known {
            id: key.id,
            name_key: key.name_key,
        });
        Ok(count)
    }

    fn offer(&mut self) -> Option<&'static Offer> {
        let shares = self.profile.offers;
        let mut at = self.rng.u32(0..shares.iter().map(|(share, _)| share).sum());
        for (share, offer) in shares {
            if at < *share {
                return Some(offer);
            }
            at -= share;
        }
        None
    }

    fn lines(&mut self, offer: &Offer, fill: &dyn Fn(&str) -> String) -> Vec<NewLine> {
        let mut lines = Vec::with_capacity(offer.lines.len());
        for LineOffer { text, amount, vat, chance } in offer.lines {
            if self.rng.u32(0..100) < *chance {
                let (low, high, step) = *amount;
                lines.push(NewLine {
                    text: fill(text),
                    amount: Money::from_minor(low + step * self.rng.i64(0..=(high - low) / step)),
                    vat_percent: Decimal::from(*vat),
                    rounding: Money::ZERO,
                });
            }
        }
        lines
    }

    /// Issues one claim to the party in a place. Answers it, and when it is due.
    fn issue_one(
        &mut self,
        tx: &Tx<'_>,
        offer: &Offer,
        number: i64,
        place: usize,
        day: &mut Day,
    ) -> Result<(Issued, NaiveDate), StoreError> {
        let car = if offer.description.contains("{car}") {
            people::car(&mut self.rng)
        } else {
            String::new()
        };
        let fill = |text: &str| {
            if !text.contains('{') {
                return text.to_owned();
            }
            let text = text.replace("{year}", &day.on.year().to_string());
            text.replace("{number}", &(number + 4700).to_string()).replace("{car}", &car)
        };
        let lines = self.lines(offer, &fill);
        let due_on = day.on.checked_add_days(Days::new(offer.due)).unwrap_or(day.on);
        let account = self.accounts.get(offer.account);
        let reference = made(account, u64::try_from(number).unwrap_or(0))?;
        let amount = Money::sum(lines.iter().map(|line| line.amount))?;
        let party = self.parties.get(place);
        let new = NewClaim {
            number: Some(number),
            party_id: party.map_or(0, |party| party.id),
            name_key: party.map(|party| party.name_key.clone()).unwrap_or_default(),
            kind: offer.kind,
            reference: Some(reference.clone()),
            issued_on: day.on,
            sent_on: (self.rng.u32(0..100) < 97).then_some(day.on),
            due_on,
            description: fill(offer.description),
            account_id: account.map(|account| account.id),
            period: None,
            lines,
        };
        let (id, _) = claim::issue(tx, &new, day.voucher, &mut day.draft)?;
        let issued = Issued {
            id,
            reference,
            amount: amount.minor(),
            account: offer.account,
            payer: people::payer_account(place),
        };
        Ok((issued, due_on))
    }

    /// Members whose own reference leads to one claim, to several, to none, and to one of another amount.
    pub(super) fn join_members(&mut self, session: &mut Session, number: usize) -> Result<(), AppError> {
        self.act(session, number, 9 * 60 + 30);
        let Some((_, offer)) = self.profile.offers.first() else {
            return Ok(());
        };
        session.write(|tx| {
            let mut day = Day::begin(tx, self.calendar.day(number))?;
            for (claims, base) in [1, 2, 0, 1].into_iter().zip(MEMBER_BASE + 1..) {
                // Beyond the odd names, which come first.
                let mut new = people::party(&mut self.rng, self.profile, 1_000_000 + self.members.len(), day.on);
                let reference = made(self.accounts.first(), base)?;
                new.reference = Some(reference.clone());
                let key = party::add(tx, &new, self.profile.country.alphabet())?;
                let place = self.parties.len();
                self.parties.push(Known {
                    id: key.id,
                    name_key: key.name_key,
                });
                let mut open = Vec::new();
                for _ in 0..claims {
                    let number = tx.next_number("claim")?;
                    let claim = self.issue_one(tx, offer, number, place, &mut day)?;
                    open.push(claim.0.amount);
                }
                // Nobody else's claims fall to them.
                self.parties.pop();
                self.members.push(Member { reference, open });
            }
            Ok(day.end(tx)?)
        })
    }
}
