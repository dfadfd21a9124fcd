//! What a country allows reminders to cost, dated (requirements part 3).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::broken;
use crate::app::AppError;
use crate::domain::account::Country;
use crate::domain::money::Money;
use crate::domain::reminding::{FeeRules, Rate};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fees: Vec<FeeRow>,
    deadline_days: Vec<DaysRow>,
    runs_from: RunsFrom,
    interest: Vec<RateRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeeRow {
    from: NaiveDate,
    most: String,
    count: usize,
    after_due_days: u32,
    between_days: u32,
    by_agreement: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DaysRow {
    from: NaiveDate,
    days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateRow {
    from: NaiveDate,
    percent: Decimal,
}

/// From when interest runs without an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunsFrom {
    /// From the due date.
    Due,
    /// From 30 days after a demand that mentions it.
    Demand,
}

/// What reminders may cost on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderTerms {
    /// What holds of fees; nothing: there can be none.
    pub fees: Option<FeeRules>,
    /// Days that a reminder gives to pay.
    pub deadline_days: u32,
    /// From when interest runs.
    pub runs_from: RunsFrom,
    /// The rates that are set by law, of every half-year that is known.
    pub rates: Vec<Rate>,
}

/// What a country allows on a day.
///
/// # Errors
/// [`AppError::Asset`].
pub fn reminders(country: Country, on: NaiveDate) -> Result<ReminderTerms, AppError> {
    let (name, text) = match country {
        Country::No => ("reminders/no.toml", include_str!("../../../assets/reminders/no.toml")),
        Country::Se => ("reminders/se.toml", include_str!("../../../assets/reminders/se.toml")),
        Country::Dk => ("reminders/dk.toml", include_str!("../../../assets/reminders/dk.toml")),
    };
    let file: File = toml::from_str(text).map_err(|error| broken(name, &error))?;
    let fees = file.fees.into_iter().filter(|row| row.from <= on).max_by_key(|row| row.from);
    let fees = fees.map(|row| -> Result<FeeRules, AppError> {
        Ok(FeeRules {
            most: Money::parse(&row.most)?,
            count: row.count,
            after_due_days: row.after_due_days,
            between_days: row.between_days,
            by_agreement: row.by_agreement,
        })
    });
    let days = file
        .deadline_days
        .into_iter()
        .filter(|row| row.from <= on)
        .max_by_key(|row| row.from);
    let rates = file.interest.into_iter().map(|row| Rate {
        from: row.from,
        percent: row.percent,
    });
    Ok(ReminderTerms {
        fees: fees.transpose()?,
        deadline_days: days.map_or(0, |row| row.days),
        runs_from: file.runs_from,
        rates: rates.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_terms_and_rates_come_one_a_half_year() {
        for country in Country::ALL {
            let on = "2026-11-22".parse().unwrap();
            let terms = reminders(country, on).unwrap();
            assert!(
                terms.fees.is_some_and(|fees| fees.most.is_positive() && fees.count > 0),
                "{country:?}"
            );
            assert!(terms.deadline_days >= 7, "{country:?}");
            let days: Vec<String> = terms.rates.iter().map(|rate| rate.from.format("%m-%d").to_string()).collect();
            assert!(days.iter().all(|day| day == "01-01" || day == "07-01"), "{country:?}");
            assert!(
                terms
                    .rates
                    .iter()
                    .all(|rate| rate.percent > Decimal::ZERO && rate.percent < Decimal::from(40))
            );
        }
    }
}
