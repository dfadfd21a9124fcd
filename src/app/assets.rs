//! Charts of accounts and country rates, from `assets/`.

mod reminders;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::AppError;
use crate::domain::account::Country;
use crate::domain::calendar::{Calendar, Closed, Rule};
use crate::domain::ledger::Role;
use crate::domain::message::MobilePlan;
use crate::domain::money::Money;
use crate::store::site::ChartAccount;

pub use reminders::{ReminderTerms, RunsFrom, reminders};

#[derive(Deserialize)]
struct Chart {
    accounts: Vec<ChartRow>,
}

#[derive(Deserialize)]
struct ChartRow {
    code: String,
    role: Option<String>,
    name: String,
}

#[derive(Deserialize)]
struct CountryFile {
    language: String,
    vat: Vec<VatRow>,
    round_to: Vec<RoundRow>,
    terms_days: Vec<TermsRow>,
    mobile: Vec<MobileRow>,
    handling: Vec<HandlingRow>,
}

#[derive(Deserialize)]
struct HandlingRow {
    from: NaiveDate,
    write_off_limit: String,
    refund_fee: String,
    remind_days: u32,
    bank_file_days: u32,
}

#[derive(Deserialize)]
struct RoundRow {
    from: NaiveDate,
    amount: String,
}

#[derive(Deserialize)]
struct TermsRow {
    from: NaiveDate,
    days: u32,
}

#[derive(Deserialize)]
struct MobileRow {
    from: NaiveDate,
    calling: String,
    trunk: String,
    digits: usize,
    begins: Vec<String>,
}

#[derive(Deserialize)]
struct VatRow {
    from: NaiveDate,
    percent: Vec<Decimal>,
}

#[derive(Deserialize)]
struct CalendarFile {
    closed: Vec<ClosedRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosedRow {
    day: Option<String>,
    easter: Option<i32>,
    weekday: Option<chrono::Weekday>,
    after: Option<String>,
    from: Option<i32>,
    until: Option<i32>,
}

fn broken(what: &str, error: &toml::de::Error) -> AppError {
    AppError::Asset {
        name: what.to_owned(),
        detail: error.to_string(),
    }
}

/// The default chart of accounts of a country.
///
/// # Errors
/// [`AppError::Asset`] when the asset is broken.
pub fn chart(country: Country) -> Result<Vec<ChartAccount>, AppError> {
    let (name, text) = match country {
        Country::No => ("charts/no.toml", include_str!("../../assets/charts/no.toml")),
        Country::Se => ("charts/se.toml", include_str!("../../assets/charts/se.toml")),
        Country::Dk => ("charts/dk.toml", include_str!("../../assets/charts/dk.toml")),
    };
    let chart: Chart = toml::from_str(text).map_err(|e| broken(name, &e))?;
    Ok(chart
        .accounts
        .into_iter()
        .map(|row| (row.code, row.role.as_deref().and_then(Role::from_code), row.name))
        .collect())
}

/// The banking days of a country.
///
/// # Errors
/// [`AppError::Asset`] when the asset is broken.
pub fn calendar(country: Country) -> Result<Calendar, AppError> {
    let (name, text) = match country {
        Country::No => ("calendars/no.toml", include_str!("../../assets/calendars/no.toml")),
        Country::Se => ("calendars/se.toml", include_str!("../../assets/calendars/se.toml")),
        Country::Dk => ("calendars/dk.toml", include_str!("../../assets/calendars/dk.toml")),
    };
    let file: CalendarFile = toml::from_str(text).map_err(|e| broken(name, &e))?;
    let rows = file.closed.iter().map(|row| {
        closed(row).ok_or_else(|| AppError::Asset {
            name: name.to_owned(),
            detail: "a row names no day".to_owned(),
        })
    });
    Ok(Calendar::new(rows.collect::<Result<_, _>>()?))
}

fn closed(row: &ClosedRow) -> Option<Closed> {
    let month_and_day = |text: &str| {
        let (month, day) = text.split_once('-')?;
        Some((month.parse::<u32>().ok()?, day.parse::<u32>().ok()?))
    };
    let rule = match (&row.day, row.easter, row.weekday, &row.after) {
        (Some(day), None, None, None) => month_and_day(day).map(|(month, day)| Rule::Day { month, day }),
        (None, Some(days), None, None) => Some(Rule::Easter(days)),
        (None, None, Some(weekday), Some(after)) => month_and_day(after).map(|(month, day)| Rule::WeekdayFrom { weekday, month, day }),
        _ => None,
    };
    Some(Closed {
        rule: rule?,
        from: row.from.unwrap_or(i32::MIN),
        until: row.until.unwrap_or(i32::MAX),
    })
}

fn country_file(country: Country) -> Result<CountryFile, AppError> {
    let (name, text) = match country {
        Country::No => ("countries/no.toml", include_str!("../../assets/countries/no.toml")),
        Country::Se => ("countries/se.toml", include_str!("../../assets/countries/se.toml")),
        Country::Dk => ("countries/dk.toml", include_str!("../../assets/countries/dk.toml")),
    };
    toml::from_str(text).map_err(|e| broken(name, &e))
}

/// The language a site of the country starts with.
///
/// # Errors
/// [`AppError::Asset`].
pub fn language(country: Country) -> Result<String, AppError> {
    Ok(country_file(country)?.language)
}

/// The VAT rates in percent that hold on a day.
///
/// # Errors
/// [`AppError::Asset`].
pub fn vat_rates(country: Country, on: NaiveDate) -> Result<Vec<Decimal>, AppError> {
    let rows = country_file(country)?.vat;
    Ok(rows
        .into_iter()
        .filter(|row| row.from <= on)
        .max_by_key(|row| row.from)
        .map(|row| row.percent)
        .unwrap_or_default())
}

/// What the sum of an order is rounded to on a day (öresavrundning); one minor unit where it is not.
///
/// # Errors
/// [`AppError::Asset`].
pub fn round_to(country: Country, on: NaiveDate) -> Result<Money, AppError> {
    let rows = country_file(country)?.round_to;
    let row = rows.into_iter().filter(|row| row.from <= on).max_by_key(|row| row.from);
    Ok(row.map_or(Ok(Money::from_minor(1)), |row| Money::parse(&row.amount))?)
}

/// Days from an invoice to its due date, on a day.
///
/// # Errors
/// [`AppError::Asset`].
pub fn terms_days(country: Country, on: NaiveDate) -> Result<u32, AppError> {
    let rows = country_file(country)?.terms_days;
    let row = rows.into_iter().filter(|row| row.from <= on).max_by_key(|row| row.from);
    Ok(row.map_or(0, |row| row.days))
}

/// What is done by hand with claims, and how far it may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandlingTerms {
    /// The most that is written off at once.
    pub write_off_limit: Money,
    /// What is kept when everything received is paid back (requirements 2.1).
    pub refund_fee: Money,
    /// Days between two reminders of one claim.
    pub remind_days: u32,
    /// Days after which the newest bank file is too old to remind by.
    pub bank_file_days: u32,
}

/// The country's terms of handling claims by hand, on a day.
///
/// # Errors
/// [`AppError::Asset`].
pub fn handling(country: Country, on: NaiveDate) -> Result<HandlingTerms, AppError> {
    let rows = country_file(country)?.handling;
    let row = rows.into_iter().filter(|row| row.from <= on).max_by_key(|row| row.from);
    row.map_or(Ok(HandlingTerms::default()), |row| {
        Ok(HandlingTerms {
            write_off_limit: Money::parse(&row.write_off_limit)?,
            refund_fee: Money::parse(&row.refund_fee)?,
            remind_days: row.remind_days,
            bank_file_days: row.bank_file_days,
        })
    })
}

/// What is a mobile number in each country on a day; what `domain::message::phone` asks for.
///
/// # Errors
/// [`AppError::Asset`].
pub fn mobile_plans(on: NaiveDate) -> Result<Vec<MobilePlan>, AppError> {
    let mut plans = Vec::new();
    for country in Country::ALL {
        let rows = country_file(country)?.mobile;
        let row = rows.into_iter().filter(|row| row.from <= on).max_by_key(|row| row.from);
        plans.extend(row.map(|row| MobilePlan {
            country,
            calling: row.calling,
            trunk: row.trunk,
            digits: row.digits,
            begins: row.begins,
        }));
    }
    Ok(plans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banks_are_closed_when_the_country_says() {
        let on = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let no = (
            ["2026-04-02", "2026-05-14", "2026-12-24", "2027-05-17"],
            ["2026-06-05", "2026-05-15", "2026-06-19"],
        );
        let se = (
            ["2026-01-06", "2026-06-19", "2025-06-06", "2026-12-31"],
            ["2026-04-02", "2026-05-15", "2026-05-25"],
        );
        let dk = (
            ["2026-04-02", "2026-05-15", "2026-06-05", "2023-05-05"],
            ["2026-05-01", "2024-04-26", "2026-06-19"],
        );
        for (country, (closed, open)) in [(Country::No, no), (Country::Se, se), (Country::Dk, dk)] {
            let calendar = calendar(country).unwrap();
            for day in closed {
                assert!(!calendar.is_banking_day(on(day)), "{country:?} {day}");
            }
            for day in open {
                assert!(calendar.is_banking_day(on(day)), "{country:?} {day}");
            }
        }
    }

    #[test]
    fn every_country_has_a_chart_with_every_role_and_its_rates() {
        for country in Country::ALL {
            let chart = chart(country).unwrap();
            for role in Role::ALL {
                assert_eq!(
                    chart.iter().filter(|account| account.1 == Some(*role)).count(),
                    1,
                    "{country:?} {role:?}"
                );
            }
            let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
            assert!(vat_rates(country, day).unwrap().contains(&Decimal::from(25)));
            assert!(handling(country, day).unwrap().write_off_limit.is_positive());
            assert!(crate::app::texts::Lang::from_code(&language(country).unwrap()).is_some());
        }
    }
    #[test]
    fn every_country_knows_its_mobile_numbers() {
        use crate::domain::message::phone;
        let plans = mobile_plans(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()).unwrap();
        let table = [
            (Country::No, "999 99 999", "+4799999999"),
            (Country::Se, "070-123 45 67", "+46701234567"),
            (Country::Dk, "43 12 34 56", "+4543123456"),
        ];
        for (country, typed, number) in table {
            assert_eq!(phone(typed, country, &plans).unwrap().as_str(), number);
        }
        for plan in plans {
            let digits = |text: &String| text.bytes().all(|b| b.is_ascii_digit());
            assert!(digits(&plan.calling) && digits(&plan.trunk) && plan.begins.iter().all(digits));
        }
    }
}
