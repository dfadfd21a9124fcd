//! One format for the payments of an account at a time, switched by date, so that the same money never comes in twice
//! (`formats/no.md` 7). An account that no file was read for yet takes the format of its first one.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::our_accounts::OurAccounts;
use crate::domain::bankfile::{FileSummary, Finding, PartSummary, PaymentRecord, Weight};
use crate::domain::refusal::Refusal;
use crate::domain::text::clean;
use crate::formats::{self, Codec};
use crate::store::site::{self, AccountFormat};
use crate::store::{Db, StoreError, Tx};

/// Formats whose payments stand in no other file of the account: Bankgirot delivers what was drawn by Autogiro apart from
/// BgMax and camt (`formats/se.md` 1.2).
pub(crate) const BESIDE: &[&str] = &["autogiro"];

/// The formats an account can have.
pub(crate) fn choices() -> impl Iterator<Item = &'static Codec> {
    formats::of_payments().filter(|codec| !BESIDE.contains(&codec.id))
}

/// Formats of files whose payments are not of another format than this one: a transmission that mixes services has the format of its
/// first one, and may bring payments all the same.
pub(crate) fn no_other(codec: &Codec) -> Vec<&'static str> {
    let same = formats::ALL
        .iter()
        .filter(|file| file.payments == codec.payments)
        .map(|file| file.id);
    same.chain(BESIDE.iter().copied()).collect()
}

/// Which payments of a file came in another format than their account has on their day.
#[derive(Default)]
pub(super) struct OneFormat {
    /// By part, from 1: the format of the part's account, by date. Parts that need no look are not in it.
    changes: HashMap<u32, Vec<AccountFormat>>,
    /// By part: its own format.
    own: HashMap<u32, &'static str>,
    /// Accounts whose first format this file brings.
    first: Vec<AccountFormat>,
}

impl OneFormat {
    /// Compares a file's parts with the formats of their accounts. Answers what is to be said about them, too: a part that is
    /// outside as a whole is refused, one that is outside on some days is told.
    pub fn of(conn: &Db, summary: &FileSummary, accounts: &OurAccounts) -> Result<(OneFormat, Vec<Finding>), StoreError> {
        let mut known = site::formats(conn)?;
        let (mut one, mut findings) = (OneFormat::default(), Vec::new());
        let mut told = HashSet::new();
        for (number, part) in (1u32..).zip(&summary.parts) {
            let counts = part.read && part.payments_counted > 0 && !BESIDE.contains(&part.format);
            let account = accounts.find(&part.account, &part.agreement).filter(|_| counts);
            let (Some(account), Some(first_on), Some(last_on)) = (account, part.first_on, part.last_on) else {
                continue;
            };
            let of_account: Vec<AccountFormat> = known.iter().filter(|row| row.account_id == account.id).cloned().collect();
            if of_account.is_empty() {
                let first = AccountFormat {
                    account_id: account.id,
                    from_on: NaiveDate::default(),
                    format: part.format.to_owned(),
                };
                known.push(first.clone());
                one.first.push(first);
                continue;
            }
            let (inside, outside) = days(&of_account, part.format, first_on, last_on);
            if !outside {
                continue;
            }
            let weight = if inside { Weight::Warn } else { Weight::Refuse };
            if told.insert((account.id, inside)) {
                findings.push(finding(
                    part,
                    &of_account,
                    &account.number,
                    weight,
                    if inside { last_on } else { first_on },
                ));
            }
            one.changes.insert(number, of_account);
            one.own.insert(number, part.format);
        }
        Ok((one, findings))
    }

    /// Whether the payments of this record's account came in another format on its day.
    pub fn is_outside(&self, record: &PaymentRecord<'_>) -> bool {
        let part = self.changes.get(&record.part).zip(self.own.get(&record.part));
        part.is_some_and(|(changes, own)| at(changes, record.settled_on).is_some_and(|format| format != *own))
    }

    /// Keeps the first format of accounts that had none.
    pub fn remember(&self, tx: &Tx<'_>) -> Result<(), StoreError> {
        for first in &self.first {
            // Somebody may have read another file of the account since this one was looked at.
            let now = site::formats(tx.conn())?.into_iter().find(|row| row.account_id == first.account_id);
            match now {
                None => site::set_format(tx, first, "")?,
                Some(now) if now.format == first.format => {}
                Some(now) => return Err(Refusal::FormatMeanwhile { format: now.format }.into()),
            }
        }
        Ok(())
    }
}

/// The format on a day; none before the first.
fn at(changes: &[AccountFormat], day: NaiveDate) -> Option<&str> {
    let row = changes.iter().filter(|row| row.from_on <= day).max_by_key(|row| row.from_on);
    row.map(|row| row.format.as_str())
}

/// Whether some of these days are of the format, and whether some are not.
fn days(changes: &[AccountFormat], format: &str, first_on: NaiveDate, last_on: NaiveDate) -> (bool, bool) {
    let within = changes
        .iter()
        .map(|row| row.from_on)
        .filter(|day| (first_on..=last_on).contains(day));
    let (mut inside, mut outside) = (false, false);
    for day in within.chain([first_on, last_on]) {
        let is_own = at(changes, day).is_none_or(|of_day| of_day == format);
        inside |= is_own;
        outside |= !is_own;
    }
    (inside, outside)
}

fn finding(part: &PartSummary, changes: &[AccountFormat], account: &str, weight: Weight, day: NaiveDate) -> Finding {
    let name = |id: &str| formats::by_id(id).map_or_else(|| clean(id).into_owned(), |codec| codec.name.to_owned());
    // On a part that is outside in part, the day of the change says more than its end.
    let other = changes
        .iter()
        .rev()
        .find(|row| row.format != part.format && row.from_on <= day.max(part.last_on.unwrap_or(day)));
    let since = other.map_or(String::new(), |row| {
        let is_first = row.from_on == NaiveDate::default();
        let from = if is_first { String::new() } else { format!(" ({})", row.from_on) };
        format!("{}{from}", name(&row.format))
    });
    Finding {
        weight,
        code: if weight == Weight::Refuse {
            "other-format"
        } else {
            "other-format-some"
        },
        line: part.line,
        column: part.account_column,
        found: format!("{account} ({})", name(part.format)),
        expected: since,
        text: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_around_a_switch_are_partly_outside() {
        let row = |from: &str, format: &str| AccountFormat {
            account_id: 1,
            from_on: day(from),
            format: format.to_owned(),
        };
        let changes = [
            row("1970-01-01", "ocr-giro"),
            row("2026-11-01", "camt054"),
            row("2026-12-01", "ocr-giro"),
        ];
        let of = |format, from: &str, to: &str| days(&changes, format, day(from), day(to));
        assert_eq!(of("ocr-giro", "2026-10-01", "2026-10-31"), (true, false));
        assert_eq!(of("ocr-giro", "2026-10-31", "2026-11-01"), (true, true));
        assert_eq!(of("ocr-giro", "2026-11-01", "2026-11-30"), (false, true));
        assert_eq!(of("camt054", "2026-11-01", "2026-11-30"), (true, false));
        // Both ends are inside, and a month between is not.
        assert_eq!(of("ocr-giro", "2026-10-31", "2026-12-01"), (true, true));
        assert_eq!(at(&changes, day("2026-11-30")), Some("camt054"));
        assert_eq!(at(&changes[1..], day("2026-10-31")), None);
    }
}
