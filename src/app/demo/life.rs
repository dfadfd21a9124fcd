//! What happens in a demo site, day by day: claims are issued, the bank's files are fetched, people change things.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;
use rust_decimal::Decimal;

use super::bank::{self, Bank, Line};
use super::days::Calendar;
use super::people;
use super::profile::{Fate, LineOffer, Offer, Profile};
use super::{CACHE_KIB, PAYMENTS_MAX, Wanted};
use crate::app::import::{self, Request, Watch};
use crate::app::usecase::accounts;
use crate::app::usecase::claims::Act;
use crate::app::{AppError, Session, clock};
use crate::domain::ledger::Draft;
use crate::domain::money::Money;
use crate::domain::reference::ReferenceRules;
use crate::domain::refusal::Refusal;
use crate::store::claim::{self, NewClaim, NewLine};
use crate::store::site::BankAccount;
use crate::store::tx::Actor;
use crate::store::{StoreError, Tx, ledger, party};

/// Above this many claims the bank's files come by the month instead of by the week.
const MONTHLY_FROM: u32 = 20_000;
/// How many claims of a kind are kept for the files to try.
const KEPT: usize = 120;
/// From how many claims on there are members with a reference of their own.
const MEMBERS_FROM: u32 = 40;
/// Where the references of members begin: far above those of claims.
const MEMBER_BASE: u64 = 9_000_000_000;

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
struct Known {
    id: i64,
    name_key: String,
}

/// Money on its way.
struct Coming {
    line: Line,
    /// The claim, when this pays it exactly.
    exact: Option<Issued>,
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
    claims: u32,
    accounts: Vec<BankAccount>,
    parties: Vec<Known>,
    deck: Vec<Fate>,
    coming: BTreeMap<usize, Vec<Coming>>,
    acts: BTreeMap<usize, Vec<(Issued, Fate)>>,
}

fn keep(ring: &mut VecDeque<Issued>, claim: Issued) {
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
        for (number, name, rules) in self.profile.accounts {
            self.accounts.push(accounts::add(session, number, name, rules)?);
        }
        let with_members = self.profile.accounts.len() > 1 && self.claims >= MEMBERS_FROM;
        let stream = if with_members { self.claims - 4 } else { self.claims };
        let days = u64::try_from(self.calendar.len()).unwrap_or(1);
        let monthly = self.claims >= MONTHLY_FROM;
        let mut done = 0u64;
        for (number, passed) in (0..self.calendar.len()).zip(1u64..) {
            let until = u64::from(stream) * passed / days;
            self.issue(session, number, until - done)?;
            done = until;
            if with_members && number == self.calendar.back(12) {
                self.join_members(session, number)?;
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

    fn operator(&mut self) -> &'static str {
        self.rng.choice(self.profile.operators.iter().copied()).unwrap_or_default()
    }

    fn act(&mut self, session: &mut Session, number: usize, from_minute: u16) {
        let operator = self.operator();
        let minute = from_minute + self.rng.u16(0..75);
        session.acting = Some(self.calendar.actor(number, minute, operator));
    }

    /// Issues a day's claims under one voucher.
    fn issue(&mut self, session: &mut Session, number: usize, count: u64) -> Result<(), AppError> {
        if count == 0 {
            return Ok(());
        }
        self.act(session, number, 8 * 60);
        session.write(&mut |_| {}, |tx| {
            let day = self.calendar.day(number);
            let voucher = ledger::open_voucher(tx, "claims_issued", &format!("{day}"), day)?;
            let mut draft = Draft::default();
            for _ in 0..count {
                let place = self.party(tx, day)?;
                let Some(offer) = self.offer() else { continue };
                let claim = self.issue_one(tx, offer, place, day, voucher, &mut draft)?;
                self.plan(claim.0, claim.1, number);
            }
            ledger::post(tx, voucher, &draft, None)?;
            Ok(())
        })
    }

    /// A new party now and then, else one of those there are. Answers its place.
    fn party(&mut self, tx: &Tx<'_>, day: NaiveDate) -> Result<usize, StoreError> {
        let count = self.parties.len();
        if count > 0 && self.rng.u32(0..self.profile.claims_per_party) > 0 {
            return Ok(self.rng.usize(0..count));
        }
        let new = people::party(&mut self.rng, self.profile, count, day);
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
                });
            }
        }
        lines
    }

    /// Issues one claim. Answers it, and when it is due.
    fn issue_one(
        &mut self,
        tx: &Tx<'_>,
        offer: &Offer,
        place: usize,
        day: NaiveDate,
        voucher: i64,
        draft: &mut Draft,
    ) -> Result<(Issued, NaiveDate), StoreError> {
        let number = tx.next_number("claim")?;
        let car = if offer.description.contains("{car}") {
            people::car(&mut self.rng)
        } else {
            String::new()
        };
        let fill = |text: &str| {
            if !text.contains('{') {
                return text.to_owned();
            }
            let text = text.replace("{year}", &day.year().to_string());
            text.replace("{number}", &(number + 4700).to_string()).replace("{car}", &car)
        };
        let lines = self.lines(offer, &fill);
        let due_on = day.checked_add_days(Days::new(offer.due)).unwrap_or(day);
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
            issued_on: day,
            sent_on: (self.rng.u32(0..100) < 97).then_some(day),
            due_on,
            description: fill(offer.description),
            account_id: account.map(|account| account.id),
            lines,
        };
        let (id, _) = claim::issue(tx, &new, voucher, draft)?;
        let issued = Issued {
            id,
            reference,
            amount: amount.minor(),
            account: offer.account,
            payer: people::payer_account(place),
        };
        Ok((issued, due_on))
    }

    /// Decides what becomes of a claim, and when.
    fn plan(&mut self, claim: Issued, due_on: NaiveDate, number: usize) {
        match self.fate() {
            Fate::Open => keep(&mut self.open, claim),
            fate if fate.brings_money() => {
                let due = self.calendar.number(due_on).max(number + 1);
                let early = self.rng.usize(0..9).min(due - number - 1);
                let day = (due - early + self.rng.usize(0..5)).max(self.calendar.first_settled);
                self.pay(claim, fate, day);
            }
            fate => {
                let day = number + 1 + self.rng.usize(0..18);
                self.acts.entry(day).or_default().push((claim, fate));
            }
        }
    }

    /// The next fate from a deck with each in its share, so that few claims have all of them too.
    fn fate(&mut self) -> Fate {
        if self.deck.is_empty() {
            for (fate, share) in self.profile.fates {
                self.deck.extend((0..*share).map(|_| *fate));
            }
            self.rng.shuffle(&mut self.deck);
        }
        let fate = self.deck.pop().unwrap_or(Fate::Open);
        let all: u32 = self.profile.fates.iter().map(|(_, share)| share).sum();
        let paying: u32 = self
            .profile
            .fates
            .iter()
            .filter(|(fate, _)| fate.brings_money())
            .map(|(_, share)| share)
            .sum();
        // A little below the limit, for those who pay twice.
        let expected = u64::from(self.claims) * u64::from(paying) / u64::from(all.max(1)) * 21 / 20;
        if fate.brings_money() && expected > u64::from(PAYMENTS_MAX) && self.rng.u64(0..expected) >= u64::from(PAYMENTS_MAX) {
            return Fate::Open;
        }
        fate
    }

    /// Sends money on its way, to be booked on a day.
    fn pay(&mut self, claim: Issued, fate: Fate, day: usize) {
        let settled_on = self.calendar.day(day);
        let mut send = |bank: &mut Bank, day: usize, settled_on, amount, payer: Option<String>, exact| {
            let line = bank.line(claim.account, settled_on, &claim.reference, amount, payer);
            self.coming.entry(day).or_default().push(Coming { line, exact });
        };
        let payer = claim.payer.clone();
        let (all, bank) = (claim.amount, &mut self.bank);
        match fate {
            Fate::Overpaid => send(bank, day, settled_on, all + 5_000 * self.rng.i64(1..20), payer, None),
            Fate::Underpaid => send(bank, day, settled_on, all - all / self.rng.i64(3..9), payer, None),
            Fate::SeveralPayers => {
                let other = people::payer_account(self.rng.usize(0..10));
                let half = all / 2;
                send(bank, day, settled_on, half, payer.or_else(|| people::payer_account(11)), None);
                send(bank, day + 1, self.calendar.day(day + 1), all - half, other, None);
            }
            Fate::PaidTwice => {
                send(bank, day, settled_on, all, payer.clone(), None);
                send(bank, day + 2, self.calendar.day(day + 2), all, payer, None);
            }
            _ => send(bank, day, settled_on, all, payer, Some(claim.clone())),
        }
    }

    /// Fetches what the bank has and imports it.
    fn fetch(&mut self, session: &mut Session, number: usize, folder: &Path) -> Result<(), AppError> {
        let later = self.coming.split_off(&(number + 1));
        let now = std::mem::replace(&mut self.coming, later);
        let mut lines = Vec::new();
        for coming in now.into_values().flatten() {
            lines.push(coming.line);
            if let Some(claim) = coming.exact {
                keep(&mut self.paid, claim);
            }
        }
        if lines.is_empty() {
            return Ok(());
        }
        let created_on = self.calendar.day(number);
        self.add_stray(&mut lines, created_on)?;
        let accounts: Vec<&str> = self.profile.accounts.iter().map(|account| account.0).collect();
        let bytes = bank::bytes(&self.bank.file(created_on, &lines, &accounts))?;
        let path = folder.join(format!("OCR.D{}", created_on.format("%d%m%y")));
        let io = |source| StoreError::Io {
            path: path.clone(),
            source,
        };
        std::fs::write(&path, bytes).map_err(io)?;
        self.act(session, number, 10 * 60);
        let request = Request {
            path: path.clone(),
            ..Request::default()
        };
        let mut watch = Watch {
            progress: &mut |_| {},
            stop: &|| false,
        };
        import::run(session, &request, None, &mut watch)?;
        session.store.set_cache_kib(CACHE_KIB)?;
        std::fs::remove_file(&path).map_err(io)?;
        Ok(())
    }

    /// Now and then somebody pays on an old slip, or with a card in the shop.
    fn add_stray(&mut self, lines: &mut Vec<Line>, settled_on: NaiveDate) -> Result<(), AppError> {
        let Some(first) = lines.first().cloned() else { return Ok(()) };
        match self.rng.u32(0..9) {
            0 => {
                let reference = self.unknown_reference()?;
                lines.push(self.bank.line(0, settled_on, &reference, 45_000, people::payer_account(7)));
            }
            1 => lines.push(Line {
                kind: "21",
                settled_on,
                amount: 12_500,
                reference: None,
                payer: None,
                text: Some("Kaffe og vafler på turkafeen"),
                ..first
            }),
            _ => {}
        }
        Ok(())
    }

    /// A reference that nothing has, with the right check digit.
    pub(super) fn unknown_reference(&mut self) -> Result<String, AppError> {
        let base = 8_000_000_000 + self.rng.u64(1..900_000_000);
        Ok(made(self.accounts.first(), base)?)
    }

    /// Does what people do on a day.
    fn handle(&mut self, session: &mut Session, number: usize) -> Result<(), AppError> {
        let Some(acts) = self.acts.remove(&number) else { return Ok(()) };
        self.act(session, number, 13 * 60);
        session.write(&mut |_| {}, |tx| {
            for (issued, fate) in acts {
                let before = claim::load(tx.conn(), issued.id)?.ok_or_else(|| Refusal::NoSuchClaim {
                    wanted: issued.reference.clone(),
                })?;
                let (act, comments) = self.choose(fate, &before);
                let comment = self.rng.choice(comments.iter().copied()).unwrap_or_default();
                let decision = act.decide(&before).map_err(StoreError::from)?;
                claim::save_decision(tx, &before, &decision, comment)?;
                if act == Act::Annul {
                    keep(&mut self.void, issued);
                }
            }
            Ok(())
        })
    }

    fn choose(&mut self, fate: Fate, claim: &crate::domain::claim::Claim) -> (Act, &'static [&'static str]) {
        let comments = &self.profile.comments;
        let last = claim.lines.last();
        let several = claim.lines.len() > 1;
        let no = last.map_or(1, |line| line.no);
        match fate {
            Fate::Credited => (Act::Credit { lines: Vec::new() }, comments.credited),
            Fate::PartlyCredited if several => (Act::Credit { lines: vec![no] }, comments.credited),
            Fate::LineDropped if several => (Act::DropLine { line: no }, comments.dropped),
            Fate::PartlyCredited | Fate::LineDropped | Fate::Discounted => {
                let share = last.map_or(0, |line| line.amount.minor()) / self.rng.i64(2..9);
                let act = Act::Discount {
                    line: no,
                    amount: Money::from_minor(share.max(1)),
                    text: comments.discount_text.to_owned(),
                };
                (act, comments.discounted)
            }
            _ => (Act::Annul, comments.annulled),
        }
    }

    /// Members whose own reference leads to one claim, to several, to none, and to one of another amount.
    fn join_members(&mut self, session: &mut Session, number: usize) -> Result<(), AppError> {
        self.act(session, number, 9 * 60 + 30);
        let Some((_, offer)) = self.profile.offers.first() else {
            return Ok(());
        };
        session.write(&mut |_| {}, |tx| {
            let day = self.calendar.day(number);
            let voucher = ledger::open_voucher(tx, "claims_issued", &format!("{day}"), day)?;
            let mut draft = Draft::default();
            for (claims, base) in [1, 2, 0, 1].into_iter().zip(MEMBER_BASE + 1..) {
                // Beyond the odd names, which come first.
                let mut new = people::party(&mut self.rng, self.profile, 1_000_000 + self.members.len(), day);
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
                    let claim = self.issue_one(tx, offer, place, day, voucher, &mut draft)?;
                    open.push(claim.0.amount);
                }
                // Nobody else's claims fall to them.
                self.parties.pop();
                self.members.push(Member { reference, open });
            }
            ledger::post(tx, voucher, &draft, None)?;
            Ok(())
        })
    }
}

/// The reference of a number by the first rule of an account.
fn made(account: Option<&BankAccount>, base: u64) -> Result<String, StoreError> {
    let rules: Option<&ReferenceRules> = account.and_then(|account| account.rules.as_ref());
    let reference = rules.and_then(|rules| rules.rules().first()).and_then(|rule| rule.make(base).ok());
    reference.map(|reference| reference.to_string()).ok_or(StoreError::Invariant {
        what: "account-rules",
        id: 0,
    })
}
