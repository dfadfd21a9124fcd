//! The bank's statements of the days of the Norwegian files to try: their lump sums, and a fee that nothing of ours explains.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::TrialFile;
use super::bank::{self, Line, lump};
use super::life::Life;
use super::trial::notice;
use crate::app::AppError;
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind::{Closing, Entry, Opening};
use crate::formats::{WriteNotice, WritePart};

/// What is on the first account before its first statement, and how much more on each of the others.
const BALANCE: (i64, i64) = (48_215_375, 7_104_050);
/// The fee, on the last day of the first account.
const FEE: i64 = 4_500;
/// What banks call these entries: payments with KID, and fees.
const WITH_KID: &str = "230";
const CHARGES: &str = "CHRG";

/// Statements of these days, one for each account and day, made on a later day.
pub(super) fn trial_file(life: &mut Life, lines: &[Line], days: &[NaiveDate], made_on: NaiveDate) -> Result<TrialFile, AppError> {
    let mut sums: BTreeMap<(usize, NaiveDate, String), i64> = BTreeMap::new();
    for line in lines {
        let key = (line.account, line.settled_on, lump(line));
        *sums.entry(key).or_default() += if line.out { -line.amount } else { line.amount };
    }
    let mut parts = Vec::new();
    let mut balance = BALANCE.0;
    for (place, account) in life.profile.accounts.iter().enumerate() {
        let mut before = balance;
        for day in days {
            let of_day = sums
                .iter()
                .filter(|((account, on, _), sum)| (*account, on) == (place, day) && **sum != 0);
            let mut entries: Vec<WriteNotice> = of_day
                .map(|((_, on, key), sum)| WriteNotice {
                    reference: Some(key.clone()),
                    ..entry(*on, *sum, WITH_KID, "OCR giro")
                })
                .collect();
            if place == 0 && days.last() == Some(day) {
                entries.push(entry(*day, -FEE, CHARGES, "Gebyr OCR giro"));
            }
            let moved: i64 = entries.iter().map(signed).sum();
            let after = before + moved;
            let mut notices = vec![of(notice(Opening, "OPBD", *day), before), of(notice(Closing, "CLBD", *day), after)];
            notices.extend(entries);
            parts.push(WritePart {
                account: account.number.to_owned(),
                notices,
                ..WritePart::default()
            });
            before = after;
        }
        balance += BALANCE.1;
    }
    let file = life.bank.sheet(made_on, parts);
    Ok(TrialFile {
        name: format!("camt053-{made_on}-statement.xml"),
        bytes: bank::bytes_in("camt053", &file)?,
    })
}

fn entry(on: NaiveDate, amount: i64, code: &str, text: &str) -> WriteNotice {
    WriteNotice {
        text: Some(text.to_owned()),
        ..of(notice(Entry, code, on), amount)
    }
}

/// The notice with an amount, less than nothing where money went out.
fn of(notice: WriteNotice, amount: i64) -> WriteNotice {
    WriteNotice {
        direction: if amount < 0 { Direction::Out } else { Direction::In },
        amount: Some(Money::from_minor(amount.abs())),
        ..notice
    }
}

fn signed(notice: &WriteNotice) -> i64 {
    let amount = notice.amount.map_or(0, Money::minor);
    if notice.direction == Direction::Out { -amount } else { amount }
}
