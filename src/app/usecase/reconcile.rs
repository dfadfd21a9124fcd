//! Reconciling an account with the bank's statements: per day what our lines say against lump sums and statements, and every øre
//! that is not explained.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::{AppError, Session};
use crate::domain::money::Money;
use crate::domain::reconcile::{self, Line};
use crate::domain::refusal::Refusal;
use crate::store::reconcile::{self as table, Span};
use crate::store::site::{self, BankAccount};

/// One day of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// What our books have on it.
    pub ours: Money,
    /// What the statement has; `None`: no statement was read for the day.
    pub bank: Option<Money>,
    /// What is not explained, line by line, signed.
    pub unexplained: Money,
    /// The balances that the statement gives for its beginning and its end.
    pub opening: Option<Money>,
    /// See `opening`.
    pub closing: Option<Money>,
    /// Whether the opening balance is not the closing balance of the statement before: one is missing.
    pub gap: bool,
    /// The lines.
    pub lines: Vec<Line>,
}

/// An account over some days.
#[derive(Clone, Debug)]
pub struct Reconciled {
    /// Which.
    pub account: BankAccount,
    /// Its days on which something moved or a statement was read.
    pub days: BTreeMap<NaiveDate, Day>,
}

impl Reconciled {
    /// What is not explained over all days.
    ///
    /// # Errors
    /// When sums overflow.
    pub fn unexplained(&self) -> Result<Money, AppError> {
        Ok(Money::sum(self.days.values().map(|day| day.unexplained))?)
    }

    /// How it stands, as the key of its words.
    pub fn words(&self) -> &'static str {
        if self.days.is_empty() {
            "reconcile-nothing"
        } else if self.days.values().all(|day| day.bank.is_none()) {
            "reconcile-no-statement"
        } else if self.holds() {
            "reconcile-holds"
        } else {
            "reconcile-holds-not"
        }
    }

    /// Whether nothing is left to explain, line by line: two wrongs do not make it right.
    pub fn holds(&self) -> bool {
        self.days
            .values()
            .all(|day| !day.gap && day.lines.iter().all(|line| line.unexplained.is_zero()))
    }
}

/// The accounts of the site, each reconciled. `account`: only the one with this number.
///
/// # Errors
/// [`Refusal::NoSuchAccount`].
pub fn run(session: &Session, account: Option<&str>, from: NaiveDate, to: NaiveDate) -> Result<Vec<Reconciled>, AppError> {
    let conn = &session.store.conn;
    let mut accounts = site::bank_accounts(conn)?;
    // Cash and cards lie on accounts that no bank has statements of.
    accounts.retain(site::BankAccount::is_at_bank);
    if let Some(wanted) = account {
        let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
        accounts.retain(|account| account.number == digits);
        if accounts.is_empty() {
            return Err(Refusal::NoSuchAccount { wanted: wanted.to_owned() }.into());
        }
    }
    accounts.into_iter().map(|account| one(session, account, from, to)).collect()
}

fn one(session: &Session, account: BankAccount, from: NaiveDate, to: NaiveDate) -> Result<Reconciled, AppError> {
    let conn = &session.store.conn;
    let span = Span {
        account: account.id,
        from,
        to,
    };
    let ours = table::ours(conn, span)?;
    let entries = table::entries(conn, span)?;
    let balances = table::balances(conn, span)?;
    let covered: BTreeSet<NaiveDate> = entries.iter().map(|e| e.on).chain(balances.iter().map(|b| b.0)).collect();
    let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
    for mine in &ours {
        let day = days.entry(mine.on).or_default();
        day.ours = day.ours.plus(mine.sum)?;
    }
    for on in &covered {
        days.entry(*on).or_default().bank = Some(Money::ZERO);
    }
    for entry in &entries {
        let day = days.entry(entry.on).or_default();
        day.bank = Some(day.bank.unwrap_or_default().plus(entry.amount)?);
    }
    let mut last_closing = None;
    for (on, opening, balance) in balances {
        let day = days.entry(on).or_default();
        if opening {
            // A second statement of a day goes on from the first.
            day.gap |= last_closing.is_some_and(|closing| closing != balance);
            day.opening = day.opening.or(Some(balance));
        } else {
            day.closing = Some(balance);
            last_closing = Some(balance);
        }
    }
    for line in reconcile::reconcile(ours, entries, |on| covered.contains(&on))? {
        let day = days.entry(line.on).or_default();
        day.unexplained = day.unexplained.plus(line.unexplained)?;
        day.lines.push(line);
    }
    Ok(Reconciled { account, days })
}
