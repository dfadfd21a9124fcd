//! Who pays when, and fetching what the bank has.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::bank::{self, Bank, Line};
use super::life::{Coming, Issued, LATE_DAYS, Life, keep, made};
use super::people;
use super::profile::Fate;
use super::{CACHE_KIB, CHANGES_MAX, PAYMENTS_MAX};
use crate::app::import::{self, Request, Watch};
use crate::app::{AppError, Session};
use crate::store::StoreError;

impl Life {
    /// Decides what becomes of a claim, and when.
    pub(super) fn plan(&mut self, claim: Issued, due_on: NaiveDate, number: usize) {
        match self.fate(due_on) {
            Fate::Open => keep(&mut self.open, claim),
            fate if fate.brings_money() => {
                let due = self.calendar.number(due_on).max(number + 1);
                let early = self.rng.usize(0..9).min(due - number - 1);
                let day = due - early + self.rng.usize(0..5);
                // Those from before the bank's first file have paid late, not all on one day.
                let first = self.calendar.first_settled;
                let day = if day < first { first + self.rng.usize(0..15) } else { day };
                self.pay(claim, fate, day);
            }
            fate => {
                let day = number + 1 + self.rng.usize(0..18);
                self.acts.entry(day).or_default().push((claim, fate));
            }
        }
    }

    /// The next fate from a deck with each in its share, so that few claims have all of them too.
    fn fate(&mut self, due_on: NaiveDate) -> Fate {
        if self.deck.is_empty() {
            for (fate, share) in self.profile.fates {
                self.deck.extend((0..*share).map(|_| *fate));
            }
            self.rng.shuffle(&mut self.deck);
        }
        let fate = self.deck.pop().unwrap_or(Fate::Open);
        let money = fate.brings_money();
        let limit = u64::from(if money { PAYMENTS_MAX } else { CHANGES_MAX });
        let percent = self.profile.percent(|other| other != Fate::Open && other.brings_money() == money);
        // A little below the limit, for those who pay twice.
        let expected = u64::from(self.claims) * u64::from(percent) / 100 * 21 / 20;
        if fate != Fate::Open && expected > limit && self.rng.u64(0..expected) >= limit {
            return Fate::Open;
        }
        // What has been due for long is paid by most.
        let long_due = self.calendar.number(due_on) + LATE_DAYS < self.calendar.len();
        let late = fate == Fate::Open && long_due && self.profile.brings_money() && !self.is_too_many();
        if late && self.rng.u32(0..100) < 80 { Fate::Paid } else { fate }
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
    pub(super) fn fetch(&mut self, session: &mut Session, number: usize, folder: &Path) -> Result<(), AppError> {
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
        let accounts: Vec<&str> = self.profile.accounts.iter().map(|account| account.number).collect();
        let bytes = bank::bytes(&self.bank.file(created_on, &lines, &accounts))?;
        let path = folder.join(format!("OCR.D{}", created_on.format("%d%m%y")));
        self.take_in(session, number, path, &bytes)
    }

    /// Imports a file of the bank's, and takes it away again.
    pub(super) fn take_in(&mut self, session: &mut Session, number: usize, path: PathBuf, bytes: &[u8]) -> Result<(), AppError> {
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
}
