//! Reconciling an account: what our lines say of a day against the lump sums of the bank's statement, and every øre that is not
//! explained (formats/no.md 2.2 and 7: payments of one lump sum are one entry of the statement).

use chrono::NaiveDate;

use super::money::{Money, MoneyError};

/// Money that our books have on the account on a day, as one entry of the statement should show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ours {
    /// The day it is booked on.
    pub on: NaiveDate,
    /// What the bank calls the entry: the lump sum's key; empty where nothing is known.
    pub key: String,
    /// What it is.
    pub what: What,
    /// How many payments.
    pub count: u64,
    /// Their signed sum.
    pub sum: Money,
}

/// What money of ours is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Payments of bank files.
    Payments,
    /// A refund that we paid out.
    Refund,
    /// The bank's own fees and interest, told by a notification: explained, not booked here.
    BankOwn,
}

/// An entry of the statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Key of its notice.
    pub id: i64,
    /// The day it is booked on.
    pub on: NaiveDate,
    /// The bank's reference of it.
    pub reference: String,
    /// Signed.
    pub amount: Money,
    /// What the bank says of it.
    pub text: String,
}

/// How a line of the result came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The same by reference and sum.
    ByReference,
    /// The same sum on the same day, and only one that it could be.
    BySum,
    /// The same reference, but another sum.
    Differs,
    /// Ours alone: the statement has nothing like it.
    OnlyOurs,
    /// The bank's alone: we have nothing like it.
    OnlyBank,
}

impl Verdict {
    /// Stable word; its text stands under `reconcile-WORD`.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::ByReference => "by_reference",
            Verdict::BySum => "by_sum",
            Verdict::Differs => "differs",
            Verdict::OnlyOurs => "only_ours",
            Verdict::OnlyBank => "only_bank",
        }
    }
}

/// One line of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub on: NaiveDate,
    /// Ours, if any.
    pub ours: Option<Ours>,
    /// The bank's, if any.
    pub entry: Option<Entry>,
    /// How they belong together.
    pub verdict: Verdict,
    /// The bank's less ours: what is not explained.
    pub unexplained: Money,
}

/// Sets ours against the bank's. The answer is in order of days; within a day what agrees comes first.
///
/// Without any entry on the days of `covered`, ours is not compared there: no statement was read for them.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn reconcile(ours: Vec<Ours>, entries: Vec<Entry>, covered: impl Fn(NaiveDate) -> bool) -> Result<Vec<Line>, MoneyError> {
    let mut left: Vec<Option<Ours>> = ours.into_iter().map(Some).collect();
    let mut lines = Vec::new();
    let mut rest = Vec::new();
    // References first: they are the bank's own word.
    for entry in entries {
        let found = left
            .iter()
            .position(|mine| mine.as_ref().is_some_and(|mine| same_reference(&mine.key, &entry.reference)));
        match found.and_then(|at| left.get_mut(at)).and_then(Option::take) {
            Some(mine) => {
                let unexplained = entry.amount.minus(mine.sum)?;
                let verdict = if unexplained.is_zero() {
                    Verdict::ByReference
                } else {
                    Verdict::Differs
                };
                lines.push(line(entry.on, Some(mine), Some(entry), verdict, unexplained));
            }
            None => rest.push(entry),
        }
    }
    for entry in rest {
        let same = |mine: &Option<Ours>| mine.as_ref().is_some_and(|mine| mine.on == entry.on && mine.sum == entry.amount);
        let candidates = left.iter().filter(|mine| same(mine)).count();
        let at = left.iter().position(same).filter(|_| candidates == 1);
        match at.and_then(|at| left.get_mut(at)).and_then(Option::take) {
            Some(mine) => lines.push(line(entry.on, Some(mine), Some(entry), Verdict::BySum, Money::ZERO)),
            None => {
                let unexplained = entry.amount;
                lines.push(line(entry.on, None, Some(entry), Verdict::OnlyBank, unexplained));
            }
        }
    }
    for mine in left.into_iter().flatten().filter(|mine| covered(mine.on)) {
        let unexplained = mine.sum.negated();
        lines.push(line(mine.on, Some(mine), None, Verdict::OnlyOurs, unexplained));
    }
    lines.sort_by_key(|line| (line.on, line.verdict));
    Ok(lines)
}

fn line(on: NaiveDate, ours: Option<Ours>, entry: Option<Entry>, verdict: Verdict, unexplained: Money) -> Line {
    Line {
        on,
        ours,
        entry,
        verdict,
        unexplained,
    }
}

/// Whether the bank's reference of an entry names a lump sum: banks put zeros or words around it.
fn same_reference(key: &str, reference: &str) -> bool {
    let key = key.trim_start_matches('0');
    !key.is_empty()
        && reference
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| word.trim_start_matches('0').eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, number).unwrap()
    }

    fn ours(on: u32, key: &str, kr: i64) -> Ours {
        Ours {
            on: day(on),
            key: key.to_owned(),
            what: What::Payments,
            count: 1,
            sum: Money::from_minor(kr * 100),
        }
    }

    fn entry(on: u32, reference: &str, kr: i64) -> Entry {
        Entry {
            id: 1,
            on: day(on),
            reference: reference.to_owned(),
            amount: Money::from_minor(kr * 100),
            text: String::new(),
        }
    }

    fn verdicts(ours: Vec<Ours>, entries: Vec<Entry>) -> Vec<(&'static str, i64)> {
        let lines = reconcile(ours, entries, |_| true).unwrap();
        lines.iter().map(|l| (l.verdict.code(), l.unexplained.minor() / 100)).collect()
    }

    #[test]
    fn a_lump_sum_is_found_by_its_reference_whatever_stands_around_it() {
        let found = verdicts(vec![ours(6, "8006100042", 1250)], vec![entry(6, "*KID 8006100042", 1250)]);
        assert_eq!(found, [("by_reference", 0)]);
        assert!(!same_reference("", "") && !same_reference("0000000000", "0"));
    }

    #[test]
    fn another_sum_is_told_to_the_ore() {
        let found = verdicts(vec![ours(6, "8006100042", 1250)], vec![entry(6, "8006100042", 1251)]);
        assert_eq!(found, [("differs", 1)]);
    }

    #[test]
    fn without_a_reference_only_the_one_sum_of_the_day_will_do() {
        assert_eq!(verdicts(vec![ours(6, "", 100)], vec![entry(6, "x", 100)]), [("by_sum", 0)]);
        assert_eq!(
            verdicts(vec![ours(6, "", 100), ours(6, "a", 100)], vec![entry(6, "x", 100)]),
            [("only_ours", -100), ("only_ours", -100), ("only_bank", 100)]
        );
        assert_eq!(
            verdicts(vec![ours(6, "", 100)], vec![entry(7, "x", 100)]),
            [("only_ours", -100), ("only_bank", 100)]
        );
    }

    #[test]
    fn days_without_a_statement_are_not_compared() {
        assert_eq!(reconcile(vec![ours(6, "a", 1)], Vec::new(), |_| false).unwrap(), []);
    }
}
