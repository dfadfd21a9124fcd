//! The search box: anything typed – a payment reference, a number, an amount, a phone, a plate, a name, an e-mail – and the records it
//! leads to.

use serde_json::{Value as Json, json};

use super::texts::{Arg, Texts};
use super::{AppError, Session, assets, clock};
use crate::domain::account::Country;
use crate::domain::filter::{Recognised, recognise_any};
use crate::domain::message::MobilePlan;
use crate::domain::money::Money;
use crate::domain::text::sort_key;
use crate::store::find::Finder;
pub use crate::store::find::{Hit, Kind};
use crate::store::order::plate;

/// The longest text that is looked for, in characters.
const TEXT_MAX: usize = 100;
/// The claims, orders and drafts of so many customers are listed.
const CUSTOMERS: usize = 5;
/// Digits of a phone number before it is looked for.
const PHONE_SHORTEST: usize = 5;
/// Letters of a name, and digits of a reference, before they are looked for.
const SHORTEST: usize = 2;
const REFERENCE_SHORTEST: usize = 4;
/// Digits so many are a payment reference even when their check digit is wrong.
const LONG_REFERENCE: usize = 8;

/// What a text leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What it was taken for.
    pub taken_for: Vec<Recognised>,
    /// The records, by kind.
    pub hits: Vec<Hit>,
}

/// Looks for anything.
///
/// # Errors
/// When the file cannot be read.
pub fn find(session: &Session, text: &str) -> Result<Findings, AppError> {
    let typed: String = text.trim().chars().take(TEXT_MAX).collect();
    let taken_for = by_the_rules(recognise_any(&typed), session)?;
    let mut finder = Finder::new(&session.store.conn);
    let mut amount: Option<Money> = None;
    let mut words = String::new();
    let digits = crate::domain::reference::normalise_typed(&typed);
    let is_digits = digits.bytes().all(|b| b.is_ascii_digit() || b == b'-') && !digits.is_empty();
    for what in &taken_for {
        match what {
            Recognised::ClaimNumber(number) => finder.number(i64::from(*number))?,
            Recognised::Reference(reference) => finder.reference(reference.as_str())?,
            Recognised::Amount(money) => {
                amount = Some(*money);
                finder.amount(*money)?;
            }
            Recognised::Email(email) => finder.email(email)?,
            Recognised::Plate(typed) => finder.plate(&plate(typed))?,
            Recognised::Name(name) => {
                words = sort_key(name, session.site.country.alphabet());
                if words.chars().count() >= SHORTEST {
                    finder.name(&words)?;
                    finder.draft(&words)?;
                } else {
                    words.clear();
                }
            }
            Recognised::Phone(_) | Recognised::Mistyped(_) => {}
        }
    }
    // The beginning of a reference is no reference yet, and leads to it all the same.
    if is_digits && digits.len() >= REFERENCE_SHORTEST {
        finder.reference(&digits)?;
    }
    for begins in phones(&typed, session.site.country, &assets::mobile_plans(session.actor().today)?) {
        finder.phone(&begins)?;
    }
    let is_number = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && !text.contains(char::is_whitespace);
    if is_number(&typed) {
        finder.customer_number(&typed)?;
        finder.customer_number(&typed.to_uppercase())?;
    }
    finder.of_customers(CUSTOMERS)?;
    if amount.is_some() || is_digits || !words.is_empty() {
        finder.left_over(amount, is_digits.then_some(digits.as_str()), &words)?;
    }
    Ok(Findings {
        taken_for,
        hits: finder.into_hits(),
    })
}

/// A payment reference is right by what the site's accounts agreed on; a modulus that none has makes slips look right.
fn by_the_rules(mut taken_for: Vec<Recognised>, session: &Session) -> Result<Vec<Recognised>, AppError> {
    let accounts = crate::store::site::bank_accounts(&session.store.conn)?;
    let rules: Vec<_> = accounts.into_iter().filter_map(|account| account.rules).collect();
    let is_phone = taken_for.iter().any(|what| matches!(what, Recognised::Phone(_)));
    if !rules.is_empty() {
        for what in &mut taken_for {
            if let Recognised::Reference(reference) = what
                && !rules.iter().any(|rules| rules.check(reference.as_str()).is_ok())
            {
                *what = Recognised::Mistyped(reference.to_string());
            }
        }
        // Few digits are a number, and a phone number is none of ours.
        let long = |digits: &str| digits.len() >= LONG_REFERENCE && !is_phone;
        taken_for.retain(|what| !matches!(what, Recognised::Mistyped(digits) if !long(digits)));
    }
    Ok(taken_for)
}

/// The digits that a phone number may be stored with: with the calling code and without, whichever was typed.
fn phones(typed: &str, home: Country, plans: &[MobilePlan]) -> Vec<String> {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '/' | '.');
    let compact: String = typed.chars().filter(kept).collect();
    let international = compact.strip_prefix('+').or_else(|| compact.strip_prefix("00"));
    let digits = international.unwrap_or(&compact);
    if digits.len() < PHONE_SHORTEST || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut all = vec![digits.to_owned()];
    if international.is_some() {
        all.push(format!("00{digits}"));
        for plan in plans {
            if let Some(national) = digits.strip_prefix(plan.calling.as_str()) {
                all.push(format!("{}{national}", plan.trunk));
            }
        }
    } else if let Some(plan) = plans.iter().find(|plan| plan.country == home) {
        let national = digits.strip_prefix(plan.trunk.as_str()).unwrap_or(digits);
        all.push(format!("{}{national}", plan.calling));
        all.push(format!("00{}{national}", plan.calling));
    }
    all
}

/// What a text was taken for, in words: `KID ✓ · belopp 500,00`.
pub fn taken_words(taken_for: &[Recognised], country: Country, texts: &Texts) -> String {
    let words = taken_for.iter().map(|what| {
        let (key, value) = match what {
            Recognised::ClaimNumber(number) => ("search-is-number", number.to_string()),
            Recognised::Reference(_) => ("search-is-reference", String::new()),
            Recognised::Mistyped(_) => ("search-is-mistyped", String::new()),
            Recognised::Phone(phone) => ("search-is-phone", phone.clone()),
            Recognised::Amount(amount) => ("search-is-amount", texts.money(*amount)),
            Recognised::Email(_) => ("search-is-email", String::new()),
            Recognised::Plate(plate) => ("search-is-plate", plate.clone()),
            Recognised::Name(_) => ("search-is-name", String::new()),
        };
        let scheme = match country {
            Country::No => "KID",
            Country::Se => "OCR",
            Country::Dk => "FIK",
        };
        texts.with(key, &[("value", Arg::Text(value)), ("scheme", Arg::Text(scheme.to_owned()))])
    });
    words.collect::<Vec<_>>().join(" · ")
}

/// As JSON.
pub fn json(findings: &Findings) -> Json {
    let taken: Vec<Json> = findings.taken_for.iter().map(taken_json).collect();
    let hits: Vec<Json> = findings.hits.iter().map(hit_json).collect();
    json!({ "taken_for": taken, "hits": hits })
}

fn taken_json(what: &Recognised) -> Json {
    let (code, value) = match what {
        Recognised::ClaimNumber(number) => ("number", number.to_string()),
        Recognised::Reference(reference) => ("reference", reference.to_string()),
        Recognised::Mistyped(digits) => ("mistyped_reference", digits.clone()),
        Recognised::Phone(phone) => ("phone", phone.clone()),
        Recognised::Amount(amount) => ("amount", amount.to_string()),
        Recognised::Email(email) => ("email", email.clone()),
        Recognised::Plate(plate) => ("plate", plate.clone()),
        Recognised::Name(name) => ("name", name.clone()),
    };
    json!({ "as": code, "value": value })
}

fn hit_json(hit: &Hit) -> Json {
    let status = hit.status.as_deref().map(|key| {
        let word = ["order-status-", "draft-state-", "status-", "state-"]
            .iter()
            .find_map(|prefix| key.strip_prefix(prefix));
        word.unwrap_or(key)
    });
    json!({
        "kind": hit.kind.code(), "id": hit.id, "number": hit.number, "name": hit.name, "text": hit.more,
        "amount": hit.amount.map(|amount| amount.to_string()), "status": status,
    })
}

/// A record that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// When, ms.
    pub at_ms: i64,
    /// The record as it is now.
    pub hit: Hit,
}

/// How many records are remembered.
const RECENT_MAX: usize = 30;
const RECENT: &str = "recent";

fn remembered(session: &Session) -> Result<Vec<(String, i64, i64)>, AppError> {
    let stored = crate::store::preference::get(&session.store.conn, &session.operator, RECENT)?;
    Ok(stored.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default())
}

/// Remembers that this operator opened a record.
///
/// # Errors
/// When the file cannot be written.
pub fn opened(session: &Session, kind: Kind, id: i64) -> Result<(), AppError> {
    let mut all = remembered(session)?;
    all.retain(|(known, key, _)| (known.as_str(), *key) != (kind.code(), id));
    all.insert(0, (kind.code().to_owned(), id, clock::now_ms()));
    all.truncate(RECENT_MAX);
    let body = serde_json::to_string(&all).unwrap_or_default();
    Ok(session.store.set_preference(&session.operator, RECENT, &body)?)
}

/// The records this operator opened last, the newest first, as they are now.
///
/// # Errors
/// When the file cannot be read.
pub fn recent(session: &Session) -> Result<Vec<Recent>, AppError> {
    let mut found = Vec::new();
    for (kind, id, at_ms) in remembered(session)? {
        let Some(kind) = Kind::from_code(&kind) else { continue };
        let mut finder = Finder::new(&session.store.conn);
        finder.key(kind, id)?;
        found.extend(finder.into_hits().pop().map(|hit| Recent { at_ms, hit }));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_looked_for_as_it_may_be_stored() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let plans = assets::mobile_plans(today).expect("the plans");
        let found = |typed: &str, home| phones(typed, home, &plans);
        assert_eq!(
            found("070-174 06", Country::Se),
            ["07017406", "467017406", "00467017406"],
            "as typed, and with the calling code"
        );
        assert_eq!(
            found("+46 70 174 06 50", Country::Se),
            ["46701740650", "0046701740650", "0701740650"]
        );
        assert_eq!(found("400 00 000", Country::No), ["40000000", "4740000000", "004740000000"]);
        assert!(found("berg", Country::No).is_empty() && found("123", Country::No).is_empty());
    }
}
