//! What is typed as an argument and means more than its letters: amounts, dates, where money goes.

use chrono::NaiveDate;

use crate::app::AppError;
use crate::app::usecase::claims::Target;
use crate::app::usecase::payments::Part;
use crate::domain::money::Money;

/// An argument that cannot be understood; `code` has a text under `usage-CODE`.
pub(super) fn usage(code: &'static str, given: &str) -> AppError {
    AppError::Usage {
        code,
        given: given.to_owned(),
    }
}

pub(super) fn amount(given: &str) -> Result<Money, AppError> {
    Money::parse(given).map_err(|_| usage("amount", given))
}

pub(super) fn some_amount(given: Option<&str>) -> Result<Option<Money>, AppError> {
    given.map(amount).transpose()
}

pub(super) fn date(given: &str) -> Result<NaiveDate, AppError> {
    given.parse().map_err(|_| usage("date", given))
}

/// The number of a payment or a refund.
pub(super) fn key(given: &str) -> Result<i64, AppError> {
    given.trim_start_matches('#').parse().map_err(|_| usage("number", given))
}

/// `2` or `2=100.00`.
pub(super) fn line(given: &str) -> Result<(u32, Option<Money>), AppError> {
    let (no, sum) = split(given);
    let no = no.parse().map_err(|_| usage("line", given))?;
    Ok((no, some_amount(sum)?))
}

/// `10241` or `10241=100.00`.
pub(super) fn part(given: &str) -> Result<Part, AppError> {
    let (claim, sum) = split(given);
    Ok(Part {
        claim: claim.to_owned(),
        amount: some_amount(sum)?,
        seen_left: None,
    })
}

/// `credit`, `donation`, `claim=NUMBER`, `account=CODE`, `payer`, `payer=ACCOUNT`.
pub(super) fn target(given: &str) -> Result<Target, AppError> {
    Ok(match split(given) {
        ("credit", None) => Target::Credit,
        ("donation", None) => Target::Donation,
        ("payer", account) => Target::Payer(account.map(str::to_owned)),
        ("claim", Some(claim)) => Target::Claim(claim.to_owned()),
        ("account", Some(code)) => Target::Account(code.to_owned()),
        _ => return Err(usage("target", given)),
    })
}

fn split(given: &str) -> (&str, Option<&str>) {
    match given.split_once('=') {
        Some((name, value)) => (name.trim(), Some(value.trim())),
        None => (given.trim(), None),
    }
}
